"""Finding what is published by its words, on pages and in the API alike."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import parse_query_string
from rapidfuzz.distance import OSA

from claims.models import Claimant, NameSpelling, Publication
from claims.publication.searchtext import WORD, fold, sought_forms

MOST_WORDS = 12  # further ones are not looked at
SHORTEST_NAME = 4  # letters; shorter words resemble too many
LONGEST_NAME = 60


def matching(publications: QuerySet[Publication], text: str) -> tuple[QuerySet[Publication], str]:
    """Those that answer ``text``, best first, and as what it was read. Every string is answered.

    Where nothing does, names that nobody has are read as the names that they resemble.
    """
    found = _matching(publications, text)
    if found.exists():
        return found, text
    corrected = corrected_names(text)
    return _matching(publications, corrected), corrected or text


def _matching(publications: QuerySet[Publication], text: str) -> QuerySet[Publication]:
    query = search_query(text)
    if query is None:
        return publications.none()
    found: QuerySet[Publication] = publications.search(query).get_queryset()  # type: ignore[attr-defined]
    return found


def search_query(text: str) -> SearchQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    None if there is no word in it.
    """
    for mark in "„“”«»":
        text = text.replace(mark, '"')
    # «word:word» would be taken for a filter.
    _filters, parsed = parse_query_string(text.replace(":", " "))
    parts = list(_parts(parsed))[:MOST_WORDS]
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _parts(parsed: SearchQuery) -> Iterable[SearchQuery]:
    if isinstance(parsed, And | Or):
        for query in parsed.subqueries:
            yield from _parts(query)
        return
    words = WORD.findall(getattr(parsed, "query_string", ""))
    if isinstance(parsed, Phrase) and len(words) > 1:
        yield Phrase(fold(" ".join(words)))
        return
    for word in words:
        for part in word.split("-"):
            forms = [PlainText(form) for form in sorted(sought_forms(part))]
            yield Or(forms) if len(forms) > 1 else forms[0]


# --- Names with typing errors ---------------------------------------------------------------


def corrected_names(text: str) -> str:
    """``text`` with each word that is a letter off a claimant's name as that name; else empty."""
    words = WORD.findall(text)[:MOST_WORDS]
    resembled = [_resembled(fold(word)) for word in words]
    if not any(resembled):
        return ""
    return " ".join(name or word for name, word in zip(resembled, words, strict=True))


def _resembled(word: str) -> str:
    if not SHORTEST_NAME <= len(word) <= LONGEST_NAME:
        return ""
    names = NameSpelling.objects.filter(spelling__in=spellings(word)).values_list("word", flat=True)
    near = [(OSA.distance(word, name), name) for name in names.distinct()]
    distance, name = min(near, default=(0, ""))
    return name if 0 < distance <= 2 else ""


def spellings(word: str) -> set[str]:
    """``word`` and what remains of it without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def learn_names(claimant: Claimant) -> None:
    """From now on the names of this claimant are found with a typing error as well."""
    names = [claimant.name, *claimant.names.values_list("name", flat=True)]
    words = {
        fold(word)
        for name in names
        for whole in WORD.findall(name)
        for word in (whole, *whole.split("-"))
    }
    NameSpelling.objects.bulk_create(
        (
            NameSpelling(spelling=spelling, word=word)
            for word in sorted(words)
            if SHORTEST_NAME <= len(word) <= LONGEST_NAME
            for spelling in sorted(spellings(word))
        ),
        ignore_conflicts=True,
    )
