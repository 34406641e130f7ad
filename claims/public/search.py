"""Finding published checks by their words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import parse_query_string

from claims.models import Publication
from claims.public.published import published
from claims.publication.searchtext import WORD, search_forms

MOST_WORDS = 12
MOST_HITS = 500  # of a search, the best ones


def matching(text: str) -> QuerySet[Publication]:
    """The pages that answer ``text``, the best first; all of them if it is empty."""
    if not text:
        return published()
    query = search_query(text)
    if query is None:
        return published().none()
    results = Publication.objects.standing().search(query)
    best: QuerySet[Publication] = results.get_queryset()[:MOST_HITS]
    ranks = {pk: rank for rank, pk in enumerate(best.values_list("pk", flat=True))}
    return _ranked(ranks)


def _ranked(ranks: dict[int, int]) -> QuerySet[Publication]:
    """The pages with these keys, best first."""
    cases = [When(pk=pk, then=Value(rank)) for pk, rank in ranks.items()]
    order = Case(*cases, default=Value(len(ranks)), output_field=IntegerField())
    pages = published().filter(pk__in=ranks)
    return pages.order_by(order) if cases else pages.none()


def search_query(text: str) -> SearchQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    None if there is no word in it.
    """
    for mark in "„“”«»":
        text = text.replace(mark, '"')
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
        yield Phrase(" ".join(words))
        return
    for word in words:
        for part in word.split("-"):
            forms = [PlainText(form) for form in _forms(part)]
            yield Or(forms) if len(forms) > 1 else forms[0]


def _forms(word: str) -> list[str]:
    """The word and its base forms, in German and in English."""
    return sorted({f for lang in ("de", "en") for f in search_forms(word, language=lang).split()})
