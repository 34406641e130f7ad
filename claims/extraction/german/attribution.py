"""All rules over a document, in order, and the choice between what they propose."""

from __future__ import annotations

from claims.extraction.german.clauses import Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.rules import (
    complements,
    dependent,
    direct,
    hearsay,
    nominal,
    paraphrase,
    runs,
    sources,
)


def attribute(document: Document) -> list[Draft]:
    """Every attributed claim of the document as a draft, by its start."""
    rendered: dict[int, list[Draft]] = {}
    before: Sentence | None = None
    for sentence in document.sentences:
        if not sentence.prose or not sentence.clauses:
            continue
        told = (
            before is not None
            and before.index == sentence.index - 1
            and before.paragraph == sentence.paragraph
            and (bool(rendered[before.index]) or bool(before.quotations and document.cues(before)))
        )
        own = _rendered(document, sentence, told)
        before = sentence
        rendered[sentence.index] = own
    free = runs.find(document, rendered)
    covering = {index: draft for draft in free for index in _covered(draft)}
    drafts = hearsay.join([draft for own in rendered.values() for draft in own]) + free
    for sentence in document.sentences:
        if sentence.index in rendered and sentence.quotations:
            around = list(rendered[sentence.index])
            if sentence.index in covering:
                around.append(covering[sentence.index])
            drafts += direct.find(document, sentence, document.cues(sentence), around)
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    return drafts


def _covered(draft: Draft) -> range:
    return range(draft.sentence.index, draft.last_sentence + 1)


def _rendered(document: Document, sentence: Sentence, told: bool) -> list[Draft]:
    """Indirect speech, paraphrase and hearsay in one sentence."""
    cues = document.cues(sentence)
    own = _chosen(
        [
            *complements.find(document, sentence, [c for c in cues if not c.subjunctive]),
            *sources.find(document, sentence),
            *nominal.find(document, sentence),
        ]
    )
    own += dependent.find(document, sentence, own)
    own += paraphrase.find(document, sentence, cues, own)
    own += hearsay.find(document, sentence, own, told)
    return own


def _chosen(drafts: list[Draft]) -> list[Draft]:
    """Without doubles, and without what lies inside another of the same sentence."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.confidence, d.start)):
        if not any(_overlap(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _overlap(one: Draft, other: Draft) -> bool:
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.spans for b in other.spans)
    length = min(sum(e - s for s, e in one.spans), sum(e - s for s, e in other.spans))
    return shared > 0.5 * length
