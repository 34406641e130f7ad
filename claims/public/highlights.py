"""Where published claims stand in the text of their article. PURE but for the rows it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.models import Publication

Span = tuple[int, int]  # half-open, code points
CROSSHEAD = 70  # characters a crosshead has at most


@dataclass
class Note:
    """A published claim beside the text; ``number`` counts from 1 in the order of the text."""

    page: Publication
    spans: list[Span]
    number: int = 0


@dataclass(frozen=True)
class Segment:
    """A run of text, the innermost claim that it belongs to, and all that begin and end with it."""

    text: str
    note: Note | None = None
    begins: tuple[Note, ...] = ()
    ends: tuple[Note, ...] = ()


@dataclass
class Paragraph:
    segments: list[Segment]
    notes: list[Note] = field(default_factory=list)  # of the claims that begin here

    @property
    def is_crosshead(self) -> bool:
        """A short line without full stop or claim, as papers set between paragraphs."""
        text = self.segments[0].text.strip()
        plain = len(self.segments) == 1 and self.segments[0].note is None
        return plain and len(text) <= CROSSHEAD and text[-1:] not in ".!?…:;,»“”\"'"


def notes(text: str, pages: Sequence[Publication]) -> list[Note]:
    """One note for each page, numbered in the order of the text; those without a place last."""
    found = [Note(page, spans(text, page)) for page in pages]
    found.sort(key=lambda note: (not note.spans, note.spans, note.page.pk))
    for number, note in enumerate(found, start=1):
        note.number = number
    return found


def spans(text: str, page: Publication) -> list[Span]:
    """Where the words stand that were published as the quotation; empty if that is not certain.

    The desk may have moved the claim since. Its place counts while the very same words stand
    there, and otherwise the only place in the text where they do.
    """
    words: list[str] = page.document["quote"]
    parts = page.claim.quote
    if [part["exact"] for part in parts] == words:
        placed = [(int(part["start"]), int(part["end"])) for part in parts]
        if all(text[start:end] == exact for (start, end), exact in zip(placed, words, strict=True)):
            return placed
    if not words or any(not exact or text.count(exact) != 1 for exact in words):
        return []
    return [(start, start + len(exact)) for exact in words for start in [text.index(exact)]]


def paragraphs(text: str, marked: Sequence[Note]) -> list[Paragraph]:
    """The text by paragraphs (empty lines between them), each with the notes that begin in it."""
    found = []
    for start, end in _paragraph_spans(text):
        begin = [note for note in marked if note.spans and start <= note.spans[0][0] < end]
        found.append(Paragraph(list(_segments(text, start, end, marked)), begin))
    return found


def _paragraph_spans(text: str) -> Iterator[Span]:
    start = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield start, start + len(part)
        start += len(part) + 2


def _segments(text: str, start: int, end: int, marked: Sequence[Note]) -> Iterator[Segment]:
    """The paragraph cut wherever a claim begins or ends; the innermost claim has the words."""
    edges = {start, end}
    for note in marked:
        edges |= {edge for span in note.spans for edge in span if start < edge < end}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        inside = [
            (b - a, note) for note in marked for a, b in note.spans if a <= left and right <= b
        ]
        yield Segment(
            text[left:right],
            min(inside, key=lambda found: found[0])[1] if inside else None,
            begins=tuple(note for _size, note in inside if note.spans[0][0] == left),
            ends=tuple(note for _size, note in inside if note.spans[-1][1] == right),
        )
