"""All rules over a document, in order, and the choice between what they propose."""

from __future__ import annotations

from claims.extraction.document import Document
from claims.extraction.drafts import Draft
from claims.extraction.rules import (
    complements,
    direct,
    hearsay,
    nominal,
    paraphrase,
    runs,
    sources,
)


def attribute(document: Document) -> list[Draft]:
    """Every attributed claim of the document as a draft, by its start."""
    by_sentence: dict[int, list[Draft]] = {}
    last_spoken = -100
    for sentence in document.sentences:
        if not sentence.prose or not sentence.clauses:
            continue
        cues = document.cues(sentence)
        indirect = _chosen(
            [
                *complements.find(document, sentence, [c for c in cues if not c.subjunctive]),
                *sources.find(document, sentence),
                *nominal.find(document, sentence),
            ]
        )
        own = list(indirect)
        own += paraphrase.find(document, sentence, cues, own)
        own += hearsay.find(document, sentence, own, sentence.index - last_spoken)
        own += direct.find(document, sentence, cues, own)
        if own:
            last_spoken = sentence.index
        by_sentence[sentence.index] = own
    drafts = [draft for own in by_sentence.values() for draft in own]
    drafts += runs.find(document, by_sentence)
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _chosen(drafts: list[Draft]) -> list[Draft]:
    """Without doubles, and without what lies inside another of the same sentence."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.confidence, d.start)):
        if not any(_overlap(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _overlap(one: Draft, other: Draft) -> bool:
    shared = sum(
        max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.spans for b in other.spans
    )
    length = min(sum(e - s for s, e in one.spans), sum(e - s for s, e in other.spans))
    return shared > 0.5 * length
