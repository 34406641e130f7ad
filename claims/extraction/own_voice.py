"""Sentences that the article asserts itself, where there is something to check."""

from __future__ import annotations

import re

from claims.extraction.clauses import ClauseKind, Sentence
from claims.extraction.document import Document
from claims.extraction.drafts import Draft, trimmed
from claims.extraction.model import Mode

_FIGURE = re.compile(
    r"\d|\b(hundert|tausend|million|milliarde|prozent|hälfte|drittel)", re.IGNORECASE
)
MIN_WORDS = 6


def find(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The article's own checkable sentences that no claim covers."""
    taken = set()
    for draft in drafts:
        if draft.mode is not Mode.DIRECT or draft.rule.startswith("quotation"):
            last = max(draft.sentence.index, draft.last_sentence)
            taken.update(range(draft.sentence.index, last + 1))
    found = []
    for sentence in document.sentences:
        if sentence.index in taken or not _is_checkable(document, sentence):
            continue
        span = trimmed(document.text, sentence.start, sentence.end, keep_stop=True)
        if span is not None:
            found.append(
                Draft(
                    mode=Mode.OWN_VOICE,
                    spans=[span],
                    sentence=sentence,
                    rule="own-voice",
                    confidence=0.6,
                )
            )
    return found


def _is_checkable(document: Document, sentence: Sentence) -> bool:
    if not sentence.prose or sentence.question or len(sentence.words) < MIN_WORDS:
        return False
    if document.text[sentence.end - 1] not in '.!”“»"':
        return False
    if not any(clause.kind is ClauseKind.MAIN for clause in sentence.clauses):
        return False
    text = document.text[sentence.start : sentence.end]
    names = any(word.tag == "NE" for word in sentence.words)
    return bool(_FIGURE.search(text)) or names
