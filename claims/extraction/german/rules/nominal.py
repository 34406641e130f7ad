"""Nouns that carry words: "die Forderung, …", "mit der Begründung, dass …", "…, wonach …"."""

from __future__ import annotations

from claims.extraction.german import animacy
from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.german.rules.complements import clause_span, complement_end
from claims.extraction.german.tagging import is_reporting
from claims.extraction.lexicon.nouns import CONTENT_NOUNS, WEAK_CONTENT_NOUNS
from claims.extraction.model import Mode, Span


def find(document: Document, sentence: Sentence) -> list[Draft]:
    """Clauses that hang on a noun of saying."""
    drafts = []
    for number in range(len(sentence.clauses) - 1):
        following = sentence.clauses[number + 1]
        if following.kind is ClauseKind.SUBORDINATE and following.conjunction == "wonach":
            draft = _wonach(document, sentence, number)
        else:
            draft = _noun(document, sentence, number)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _noun(document: Document, sentence: Sentence, number: int) -> Draft | None:
    clause, following = sentence.clauses[number], sentence.clauses[number + 1]
    if following.separator != ",":
        return None
    phrase = next(
        (
            candidate
            for candidate in document.phrases(sentence)
            if clause.first <= candidate.head < clause.last
            and _closes(sentence, candidate, clause.last)
            and _carries(sentence, candidate)
        ),
        None,
    )
    if phrase is None:
        return None
    weak = sentence.words[phrase.head].fold in WEAK_CONTENT_NOUNS
    marked = following.finite >= 0 and is_reporting(sentence.words[following.finite])
    if following.kind is ClauseKind.SUBORDINATE and following.conjunction in ("dass", "daß", "ob"):
        rule = "noun-dass"
    elif following.kind is ClauseKind.INFINITIVE and not following.conjunction and not weak:
        rule = "noun-infinitive"
    elif following.kind is ClauseKind.MAIN and marked and following.finite > following.first:
        rule = "noun-bare"
    else:
        return None
    if weak and not marked:
        return None
    span = clause_span(document, sentence, number + 1, complement_end(sentence, number + 1, number))
    if span is None:
        return None
    noun = sentence.words[phrase.head]
    draft = Draft(
        mode=Mode.INDIRECT,
        spans=[span],
        sentence=sentence,
        rule=rule,
        confidence=0.65,
        cue=[(sentence.words[phrase.first].start, noun.end)],
    )
    draft.phrase, draft.speaker = _whose(document, sentence, phrase, number)
    return draft


def _carries(sentence: Sentence, phrase: Phrase) -> bool:
    noun = sentence.words[phrase.head].fold
    return noun in CONTENT_NOUNS or noun.rpartition("-")[2] in CONTENT_NOUNS


def _closes(sentence: Sentence, phrase: Phrase, end: int) -> bool:
    """Nothing but verbs stands between the noun's phrase and the comma."""
    return all(
        sentence.words[index].tag.startswith(("V", "PTKVZ", "APPR", "ADV"))
        for index in range(phrase.last, end)
    )


def _whose(
    document: Document, sentence: Sentence, phrase: Phrase, number: int
) -> tuple[Phrase | None, list[Span]]:
    """The genitive or "von" phrase on the noun, else the subject of its clause."""
    words = sentence.words
    if phrase.last > phrase.core:
        inner = phrase_at(words, phrase.core)
        if inner is not None and inner.kind not in (animacy.THING, animacy.TIME):
            return inner, [(words[inner.first].start, words[inner.last - 1].end)]
    clause = sentence.clauses[number]
    for candidate in document.phrases(sentence):
        if (
            clause.first <= candidate.first < clause.last
            and candidate is not phrase
            and candidate.preposition < 0
            and candidate.nominative
            and candidate.kind not in (animacy.THING, animacy.TIME)
            and words[candidate.head].fold not in ("es", "sich", "man")
        ):
            return candidate, [(words[candidate.first].start, words[candidate.last - 1].end)]
    return None, [(words[phrase.first].start, words[phrase.last - 1].end)]


def _wonach(document: Document, sentence: Sentence, number: int) -> Draft | None:
    """ "Berichte, wonach …": the noun before is the source."""
    words, clauses = sentence.words, sentence.clauses
    following = clauses[number + 1]
    end = complement_end(sentence, number + 1, number)
    span = clause_span(document, sentence, number + 1, end)
    if span is None or following.last - following.first < 3:
        return None
    span = (words[following.first + 1].start, span[1])
    phrase = next(
        (
            candidate
            for candidate in reversed(document.phrases(sentence))
            if candidate.last <= clauses[number].last and candidate.kind != animacy.TIME
        ),
        None,
    )
    return Draft(
        mode=Mode.INDIRECT,
        spans=[span],
        sentence=sentence,
        rule="wonach",
        confidence=0.8,
        cue=[(words[following.first].start, words[following.first].end)],
        phrase=phrase,
        speaker=[(words[phrase.first].start, words[phrase.last - 1].end)] if phrase else [],
    )
