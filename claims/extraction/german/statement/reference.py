"""Pronouns that can mean only the claimant, replaced by the name; others leave things unclear."""

from __future__ import annotations

import re

from claims.extraction.german import animacy
from claims.extraction.german.clauses import Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.phrases import Phrase
from claims.extraction.german.statement.rewriting import Edits, inside
from claims.extraction.german.tagging import is_finite
from claims.extraction.model import Span, Speaker, SpeakerKind
from claims.extraction.tokens import Token, fold

_PERSONAL = frozenset("er sie ihm ihn ihr ihnen".split())
_POINTING = frozenset("das dies dieser diese dieses jener jene jenes letzterer letztere".split())
_POSSESSIVE = re.compile(r"(sein|ihr)(e|en|em|er|es)?")


def settle_pronouns(
    document: Document,
    sentence: Sentence,
    spans: list[Span],
    edits: Edits,
    draft: Draft,
    speaker: Speaker | None,
    antecedents: list[Phrase] | None = None,
) -> bool:
    """Replaces a subject pronoun that can mean only the claimant; False where one stays unclear.

    ``antecedents`` are phrases of sentences before, inside the same claim.
    """
    words = sentence.words
    known = list(antecedents or [])
    settled = False  # the claimant's name stands in the claim
    for phrase in document.phrases(sentence):
        word = words[phrase.first]
        if not inside(word, spans):
            continue
        unclear = _refers(words, phrase.first) and not any(_may_mean(word, p) for p in known)
        if unclear and not settled:
            if speaker is None or not _is_claimant(document, sentence, word, draft, speaker):
                return False
            edits.at[word.start] = (word.end, speaker.name)
            settled = True
        if phrase.kind not in ("pronoun", animacy.TIME):
            known.append(phrase)
    return True


def _may_mean(pronoun: Token, phrase: Phrase) -> bool:
    """Whether the pronoun agrees with a noun phrase that stands before it in the claim."""
    if pronoun.fold in ("er", "ihm", "ihn") or pronoun.fold.startswith("sein"):
        return not phrase.plural and phrase.gender != "f" and phrase.preposition < 0
    return True


def _refers(words: list[Token], index: int) -> bool:
    word = words[index]
    if word.fold in _PERSONAL and word.tag in ("PPER", "PPOSAT", "PIS", "PDS"):
        return word.tag != "PPOSAT" or word.fold in ("sie", "er")
    if word.fold in _POINTING:
        return word.tag == "PDS" or word.fold in ("dies", "letzterer", "letztere")
    return bool(_POSSESSIVE.fullmatch(word.fold)) and word.tag.startswith("PPOS")


def _is_claimant(
    document: Document, sentence: Sentence, pronoun: Token, draft: Draft, speaker: Speaker | None
) -> bool:
    if speaker is None or pronoun.fold not in ("er", "sie") or not _is_named_person(speaker):
        return False
    if pronoun.fold == "sie" and not (_is_singular(sentence, pronoun) and _is_woman(draft)):
        return False
    if pronoun.fold == "er" and draft.phrase is not None and draft.phrase.gender == "f":
        return False
    before = document.sentences[sentence.index - 1] if sentence.index else None
    nearby = [sentence] if before is None else [before, sentence]
    return not any(_has_rival(document, near, pronoun, speaker) for near in nearby)


def _is_named_person(speaker: Speaker) -> bool:
    parts = speaker.name.split()
    return (
        speaker.kind == SpeakerKind.PERSON
        and bool(parts)
        and all(part[:1].isupper() for part in parts)
        and animacy.classify(parts[-1]) == animacy.THING
    )


def _is_singular(sentence: Sentence, pronoun: Token) -> bool:
    near = [word for word in sentence.words if is_finite(word) and word.start > pronoun.start]
    return bool(near) and not near[0].fold.endswith("n") and near[0].fold != "sind"


def _is_woman(draft: Draft) -> bool:
    return draft.phrase is not None and draft.phrase.gender == "f"


def _has_rival(document: Document, sentence: Sentence, pronoun: Token, speaker: Speaker) -> bool:
    """Whether another person is named that the pronoun may mean."""
    own = {fold(part) for name in (speaker.name, *speaker.aliases) for part in name.split()}
    for phrase in document.phrases(sentence):
        members = sentence.words[phrase.first : phrase.last]
        if phrase.kind not in (animacy.PERSON, "name") or phrase.plural:
            continue
        if phrase.gender and phrase.gender != ("m" if pronoun.fold == "er" else "f"):
            continue
        if not any(member.fold in own for member in members):
            return True
    return False
