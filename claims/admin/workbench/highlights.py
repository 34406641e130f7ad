"""The article's text cut into pieces, so that overlapping claims stay legible in it.

All offsets are Unicode code points into the text of one revision. Pure: no tables, no requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAK = re.compile(r"\n[^\S\n]*\n\s*")
WORD = re.compile(r"\w+(?:[-’'.,]\w+)*|[^\w\s]")

Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A claim as it stands in the text. ``style`` is the line that tells its state."""

    claim: int
    number: int
    style: str
    state: str
    statement: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Line:
    """One claim's line under one piece; ``level`` keeps lines of overlapping claims apart."""

    mark: Mark
    level: int
    opens: bool


@dataclass(frozen=True)
class Piece:
    """Words under which the same lines run from end to end, longest claim first."""

    start: int
    text: str
    lines: tuple[Line, ...]

    @property
    def opening(self) -> list[Mark]:
        """Claims of which a part begins here; their numbers stand before the piece."""
        return [line.mark for line in self.lines if line.opens]

    @property
    def claims(self) -> str:
        """The claims of this piece, the most particular first, for the page's script."""
        return " ".join(str(line.mark.claim) for line in reversed(self.lines))


@dataclass(frozen=True)
class Paragraph:
    index: int
    start: int
    pieces: tuple[Piece, ...]


def paragraph_spans(text: str) -> list[Span]:
    """Where each paragraph begins and ends, blank lines between them left out."""
    breaks = [match.span() for match in BREAK.finditer(text)]
    starts = [0, *(end for _start, end in breaks)]
    ends = [*(start for start, _end in breaks), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def paragraphs(
    text: str, marks: Sequence[Mark], *, touching: Iterable[Span] | None = None
) -> list[Paragraph]:
    """The text in paragraphs and pieces; with ``touching`` only paragraphs that those spans meet.

    A paragraph's pieces depend on the claims in it alone, so that it can be drawn by itself.
    """
    wanted = list(touching) if touching is not None else None
    places = sorted(
        ((start, end, mark) for mark in marks for start, end in mark.spans),
        key=lambda place: (place[0], -place[1], place[2].number),
    )
    result = []
    for index, (start, end) in enumerate(paragraph_spans(text)):
        if wanted is None or any(a < end and start < b for a, b in wanted):
            here = [place for place in places if place[0] < end and start < place[1]]
            result.append(Paragraph(index, start, tuple(_pieces(text, start, end, here))))
    return result


def _pieces(text: str, start: int, end: int, places: list[tuple[int, int, Mark]]) -> list[Piece]:
    levels = _levels(places)
    edges = {start, end}
    for a, b, _mark in places:
        edges |= {max(a, start), min(b, end)}
    pieces = []
    for left, right in pairwise(sorted(edges)):
        lines = [
            Line(mark, level, opens=left == max(a, start) and a >= start)
            for (a, b, mark), level in zip(places, levels, strict=True)
            if a <= left and right <= b
        ]
        pieces.append(Piece(left, text[left:right], tuple(lines)))
    return pieces


def _levels(places: list[tuple[int, int, Mark]]) -> list[int]:
    """For each place the lowest line that no overlapping place before it uses."""
    levels: list[int] = []
    for index, (start, end, _mark) in enumerate(places):
        taken = {
            levels[other]
            for other, (a, b, _other) in enumerate(places[:index])
            if a < end and start < b
        }
        levels.append(next(level for level in range(len(places)) if level not in taken))
    return levels


def moved_by_words(text: str, span: Span, *, edge: str, by: int) -> Span:
    """``span`` with its start or end moved by ``by`` words; never empty, never out of the text."""
    words = [match.span() for match in WORD.finditer(text)]
    start, end = span
    if edge == "start":
        stops = [left for left, _right in words if left < end]
        return (_stop(stops, start, by), end)
    stops = [right for _left, right in words if right > start]
    return (start, _stop(stops, end, by))


def _stop(stops: list[int], place: int, by: int) -> int:
    """The stop that is ``by`` stops after (before, if negative) ``place``, as far as there is."""
    if not stops:
        return place
    if by > 0:
        following = [stop for stop in stops if stop > place]
        return following[min(by, len(following)) - 1] if following else place
    earlier = [stop for stop in stops if stop < place]
    return earlier[max(len(earlier) + by, 0)] if earlier and by else place
