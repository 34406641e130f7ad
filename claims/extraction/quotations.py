"""Pairing of quotation marks in every style: „…“ «…» »…« “…” "…" ‚…‘ ‹…› '…'.

One pass over the marks with a short stack: linear for any input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 6_000  # characters of one quotation; a longer one has lost its closing mark
MAX_DEPTH = 3

_MARKS = re.compile(r"[„“”«»\"‚‘’‹›']|''|``")
_DOUBLE = '„“”«»"'
_CLOSING_OF = {
    "„": '“”"',
    "“": '”“"',
    "”": "”",
    "«": "»",
    "»": "«",
    '"': '"“”',
    "‚": "‘’'",
    "‘": "’'",
    "‹": "›",
    "›": "‹",
    "'": "'’",
    "’": "’",
}


@dataclass(slots=True)
class Quotation:
    """``text[start:end]`` with its marks; ``depth`` 0 is no quotation's part."""

    start: int
    end: int
    depth: int
    finite: bool = False  # whether a finite verb stands in it
    home: int = -1  # where the block starts that introduces it, if it is not its own


def find_quotations(text: str, breaks: list[int]) -> list[Quotation]:
    """All pairs of marks, by their start; ``breaks`` are the offsets where a block starts."""
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    heads = frozenset(breaks)
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        while stack and at - stack[-1][1] > MAX_LENGTH:
            stack.pop()
        level = _closes(stack, mark, text, at)
        if level is not None:
            opened = stack[level][1]
            del stack[level:]
            if at + 1 - opened > 2:
                found.append(Quotation(opened, at + 1, len(stack)))
        elif _opens(mark, text, at):
            stack = _opened(stack, mark, at, heads)
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return _nested(found)


def _opened(
    stack: list[tuple[str, int]], mark: str, at: int, heads: frozenset[int]
) -> list[tuple[str, int]]:
    """The stack after an opening mark: the same mark twice means the first was never closed,
    unless it is repeated at the head of a paragraph to say that the quotation goes on."""
    same = next((level for level, (open_mark, _) in enumerate(stack) if open_mark == mark), None)
    if same is not None:
        if at in heads:
            return stack
        stack = stack[:same]
    if len(stack) >= MAX_DEPTH:
        stack = stack[1:]
    return [*stack, (mark, at)]


def _closes(stack: list[tuple[str, int]], mark: str, text: str, at: int) -> int | None:
    for level in range(len(stack) - 1, -1, -1):
        open_mark, opened = stack[level]
        if mark not in _CLOSING_OF[open_mark]:
            continue
        if open_mark in "“\"'" and mark == open_mark and _opens_clearly(text, at):
            continue
        if mark in "'’‘" and not _may_close_single(text, at, opened):
            return None
        return level
    return None


def _opens_clearly(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before in " \n\t([") and bool(after) and not after.isspace()


def _may_close_single(text: str, at: int, opened: int) -> bool:
    """An apostrophe is none: "Hans' Auto", "geht's"; what stands between must be short."""
    after = text[at + 1 : at + 2]
    return not after.isalnum() and at - opened < 600 and "\n" not in text[opened:at]


def _opens(mark: str, text: str, at: int) -> bool:
    if mark in "„‚":
        return text[at + 1 : at + 2].strip() != "" or mark == "„"
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if mark in "'’‘›‹":
        return (not before or before in ' \n\t([„“«»"') and (after.isalnum() or after in "„«")
    return not before or not before.isalnum()


def _nested(found: list[Quotation]) -> list[Quotation]:
    """Depth by what really encloses a pair, as unclosed marks may have left the stack."""
    open_ends: list[int] = []
    for quotation in found:
        while open_ends and open_ends[-1] <= quotation.start:
            open_ends.pop()
        quotation.depth = len(open_ends)
        open_ends.append(quotation.end)
    return found
