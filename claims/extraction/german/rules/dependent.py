"""Clauses in the first subjunctive that no verb or noun of saying accounts for.

"Die Partei lehnt den Plan ab, der zu teuer sei": the mood alone says that somebody said it.
"""

from __future__ import annotations

from claims.extraction.german.clauses import ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.rules.complements import clause_span, complement_end
from claims.extraction.german.subjects import plain_subject, with_apposition
from claims.extraction.german.tagging import is_reporting, is_subjunctive
from claims.extraction.model import Mode

_FIRST_PERSON = frozenset("ich wir mich mir uns du".split())
_NO_REPORT = frozenset("als ob damit wenn falls sofern bis bevor ehe".split())


def find(document: Document, sentence: Sentence, own: list[Draft]) -> list[Draft]:
    """The first such clause of a sentence in which nothing else is reported."""
    if own or sentence.question:
        return []
    clauses, words = sentence.clauses, sentence.words
    mains = [clause for clause in clauses if clause.kind is ClauseKind.MAIN]
    if not mains or is_reporting(words[mains[0].finite]):
        return []  # the whole sentence is reported, or there is none
    if any(word.fold in _FIRST_PERSON for word in words):
        return []
    for number in range(1, len(clauses)):
        clause = clauses[number]
        if clause.finite < 0 or not is_subjunctive(words[clause.finite]):
            continue
        if clause.kind not in (ClauseKind.RELATIVE, ClauseKind.MAIN, ClauseKind.SUBORDINATE):
            continue
        if clause.conjunction in _NO_REPORT or clause.resumes >= 0:
            continue
        span = clause_span(document, sentence, number, complement_end(sentence, number, 0))
        if span is None:
            return []
        draft = Draft(
            mode=Mode.INDIRECT,
            spans=[span],
            sentence=sentence,
            rule="subjunctive-alone",
            confidence=0.6,
            carried=True,
        )
        phrase = plain_subject(document, sentence)
        if phrase is not None:
            last = with_apposition(sentence, phrase)
            draft.phrase = phrase
            draft.speaker = [(words[phrase.first].start, words[last - 1].end)]
        return [draft]
    return []
