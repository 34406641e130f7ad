"""What a page or an agency puts before an article's first words: a date, a place, its mark."""

from __future__ import annotations

import re

LONGEST = 120  # characters

_DATE = re.compile(r"\s*(?:(?:date|datum)\b[: ]*)?\d{4}-\d{2}-\d{2}\s+", re.IGNORECASE)
_PLACE = re.compile(
    r"[A-ZÄÖÜ][\w.'-]+(?:[ /][A-ZÄÖÜ]?[\w.'-]+){0,4}(?:, [\w. ]{2,25}?)?"
    r"\s*\([\w/ .-]{2,30}\)\s*(?:[-–—.:]+\s*|(?=[A-ZÄÖÜ]))"
    r"|[A-ZÄÖÜ]{3,}(?:[/, ]+[A-ZÄÖÜ]{3,}){0,3}(?:, [\w. ]{2,25}?)?\s*[-–—:]+\s+"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where the words of ``text[start:end]`` begin; ``start`` where there is no date line."""
    limit = min(end, start + LONGEST)
    position = start
    for pattern in (_DATE, _PLACE):
        match = pattern.match(text, position, limit)
        if match is not None and match.end() < end:
            position = match.end()
    return position
