"""Why a published check was found."""

from __future__ import annotations

from claims.search.text import WORD, sought_forms


def sought(text: str) -> frozenset[str]:
    """All forms of the words of ``text``, for the marks in what was found."""
    words = (part for word in WORD.findall(text) for part in word.split("-"))
    return frozenset(form for word in words for form in sought_forms(word))
