"""Finding published checks by their words."""

from __future__ import annotations

from claims.models import Publication
from claims.publication.search import matching
from claims.publication.searchtext import WORD, sought_forms

MOST_HITS = 500  # of a search, the best ones


def best(text: str) -> tuple[list[int], str]:
    """The keys of the pages that answer ``text``, the best first, and as what it was read."""
    found, read = matching(Publication.objects.standing(), text)
    return list(found.values_list("pk", flat=True)[:MOST_HITS]), read


# --- Why a page was found -------------------------------------------------------------------


def sought(text: str) -> frozenset[str]:
    """All forms of the words of ``text``, for the marks in what was found."""
    words = (part for word in WORD.findall(text) for part in word.split("-"))
    return frozenset(form for word in words for form in sought_forms(word))
