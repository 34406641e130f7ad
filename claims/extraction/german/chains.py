"""Who passed a claim on: the agency that was told, the paper that reports it."""

from __future__ import annotations

from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.names import nominative
from claims.extraction.german.phrases import Phrase
from claims.extraction.lexicon.nouns import MEDIA
from claims.extraction.model import Mode, Speaker, Via
from claims.extraction.tokens import Token

AGENCIES = frozenset(
    """dpa afp ap reuters sda keystone-sda apa awp tass ria interfax xinhua ansa efe bbc cnn ard
    zdf orf srf spiegel focus stern zeit faz taz bild welt nzz tages-anzeiger blick rtl sky
    tagesschau bloomberg politico kyodo isna irna belga""".split()
)


def passed_on(document: Document, draft: Draft, speaker: Speaker | None) -> tuple[Via, ...]:
    """The links of the chain between the speaker and the article, in the order of the text."""
    if draft.mode in (Mode.OWN_VOICE, Mode.INDIRECT_FREE, Mode.FREE_INDIRECT) or not draft.cue:
        return ()
    sentence = draft.sentence
    links = []
    for phrase in document.phrases(sentence):
        start = sentence.words[phrase.first].start
        end = sentence.words[phrase.last - 1].end
        if not _is_medium(sentence.words, phrase):
            continue
        inside = any(left < end and start < right for left, right in draft.spans)
        speaks = any(left < end and start < right for left, right in draft.speaker)
        if not inside and not speaks:
            links.append(
                Via(((start, end),), nominative(sentence.words[phrase.first : phrase.last]))
            )
    return tuple(links)


def _is_medium(words: list[Token], phrase: Phrase) -> bool:
    if words[phrase.head].fold == "medien" and words[phrase.head - 1].fold.startswith("sozial"):
        return False
    return any(
        word.fold in MEDIA or word.fold.rpartition("-")[2] in MEDIA or word.fold in AGENCIES
        for word in words[phrase.first : phrase.core]
        if word.text[:1].isupper() or word.text.isupper()
    )
