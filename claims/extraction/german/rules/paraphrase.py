"""Whole sentences that render somebody's stand in the article's words: "X lehnt … ab"."""

from __future__ import annotations

from claims.extraction.german import animacy
from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.cues import Cue
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed, word_spans
from claims.extraction.german.phrases import Phrase
from claims.extraction.german.subjects import subject, with_apposition
from claims.extraction.lexicon.stance import EVENT, FIRM_WHEN_PRESENT, STANCE
from claims.extraction.model import Mode

THRESHOLD = 0.3
_SPEAKERS = (animacy.PERSON, animacy.BODY, animacy.STATE, animacy.DOCUMENT, "name", "pronoun")


def find(document: Document, sentence: Sentence, cues: list[Cue], own: list[Draft]) -> list[Draft]:
    """The sentence if its main verb takes a stand on a noun phrase."""
    if sentence.question or any(draft.mode is not Mode.DIRECT for draft in own):
        return []
    for cue in cues:
        if sentence.clauses[cue.clause].kind is not ClauseKind.MAIN or cue.subjunctive:
            continue
        if not _governs_phrase(document, sentence, cue):
            continue
        phrase = subject(document, sentence, cue)
        if phrase is None or phrase.kind not in _SPEAKERS:
            continue
        if _firmness(sentence, cue) < THRESHOLD or _only_quotes(document, sentence, cue):
            continue
        draft = _draft(document, sentence, cue, phrase)
        return [draft] if draft is not None else []
    return []


def _only_quotes(document: Document, sentence: Sentence, cue: Cue) -> bool:
    """ "X nannte den Plan «absurd»": what is said are the quoted words alone."""
    clause = sentence.clauses[cue.clause]
    start, end = sentence.words[clause.first].start, sentence.words[clause.last - 1].end
    return any(
        start <= quotation.start < end
        and _leads_in(document.text[max(start, quotation.start - 16) : quotation.start].split())
        for quotation in sentence.quotations
    )


def _leads_in(before: list[str]) -> bool:
    return any(word.lower() in _LEADING for word in before[-2:])


_LEADING = frozenset("als für von vor vom einen eine einem einer ein".split())


def _firmness(sentence: Sentence, cue: Cue) -> float:
    """How surely the verb renders words: by its class and tense."""
    verb = cue.verb.infinitive
    finite = sentence.words[cue.finite].fold
    clause = sentence.clauses[cue.clause]
    if verb in STANCE or (
        verb in ("nennen", "angeben", "anführen") and sentence.words[clause.first].fold == "als"
    ):
        total = 0.5
    elif verb in FIRM_WHEN_PRESENT:
        total = 0.3
    else:
        total = 0.1 if verb in EVENT else 0.25
    if finite in ("hat", "haben", "hatte", "hatten", "wurde", "wurden", "wird", "werden"):
        total -= 0.1
    elif finite.endswith("t") or finite in _PRESENT_PLURAL or _present_strong(finite):
        total += 0.1
    if any(clause.kind is ClauseKind.QUOTE for clause in sentence.clauses):
        total -= 0.2
    if len(sentence.words) >= 22:
        total += 0.05
    return total


_PRESENT_PLURAL = frozenset("fordern lehnen weisen werfen kritisieren warnen sprechen".split())


def _present_strong(finite: str) -> bool:
    return finite in ("gibt", "wirft", "weist", "spricht", "nennt", "sieht", "hält", "tritt")


def _governs_phrase(document: Document, sentence: Sentence, cue: Cue) -> bool:
    words = sentence.words
    clause = sentence.clauses[cue.clause]
    inside = range(clause.first, clause.last)
    for wanted in cue.verb.prepositions:
        if any(
            words[i].fold in (wanted, wanted + "m", wanted + "r", _fused(wanted)) for i in inside
        ):
            return True
    return cue.verb.noun_phrase and any(
        phrase.preposition < 0 and phrase.kind != animacy.TIME and phrase.first in inside
        for phrase in document.phrases(sentence)
    )


def _fused(preposition: str) -> str:
    return {"von": "vom", "zu": "zum", "für": "fürs", "auf": "aufs", "an": "ans"}.get(
        preposition, preposition
    )


def _draft(document: Document, sentence: Sentence, cue: Cue, phrase: Phrase) -> Draft | None:
    span = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
    if span is None:
        return None
    words = sentence.words
    last = with_apposition(sentence, phrase)
    return Draft(
        mode=Mode.REPORTED,
        spans=[span],
        sentence=sentence,
        rule="stance-verb",
        confidence=0.55,
        cue=word_spans(sentence, cue.words),
        phrase=phrase,
        speaker=[(words[phrase.first].start, words[last - 1].end)],
        verb=cue.verb,
        passive=cue.passive,
    )
