""""soll" sentences: hearsay ("soll gestohlen haben") and plans told by somebody."""

from __future__ import annotations

from claims.extraction.clauses import ClauseKind, Sentence
from claims.extraction.document import Document
from claims.extraction.drafts import Draft, trimmed
from claims.extraction.model import Mode

REACH = 4


def find(document: Document, sentence: Sentence, own: list[Draft], distance: int) -> list[Draft]:
    """The sentence if its main verb is hearsay; ``distance`` sentences ago somebody spoke."""
    if sentence.question or any(draft.mode is not Mode.DIRECT for draft in own):
        return []
    for clause in sentence.clauses:
        if clause.kind is not ClauseKind.MAIN:
            continue
        if sentence.words[clause.finite].fold not in ("soll", "sollen"):
            return []
        perfect = _is_perfect(sentence, clause.finite)
        if not perfect and distance > REACH:
            return []
        span = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
        if span is None:
            return []
        return [
            Draft(
                mode=Mode.FREE_INDIRECT,
                spans=[span],
                sentence=sentence,
                rule="soll-perfect" if perfect else "soll",
                confidence=0.7 if perfect else 0.5,
                carried=True,
            )
        ]
    return []


def _is_perfect(sentence: Sentence, finite: int) -> bool:
    """"soll … gesagt haben", "soll … gewesen sein"."""
    words = sentence.words
    return any(
        words[index].fold in ("haben", "sein", "worden") and words[index - 1].tag.endswith("(PP)")
        for index in range(finite + 1, len(words))
    )
