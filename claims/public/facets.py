"""How many pages each filter would leave, at a cost that does not grow with their number.

At a million pages a plain ``GROUP BY`` for each filter takes seconds. So at most ``MAX_COUNTED``
pages are counted, the newest; where there are more, a number is a lower bound and marked as one. If
nothing is filtered, the values of ratings, languages and years, which are few, are counted one by
one up to that bound, so that a rare value is listed too. The ORM has no expression for a list of
bounded counts, nor for an index scan from one value to the next: these two are SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import ExtractMonth

from claims.models import Publication

MAX_COUNTED = 1_000
MAX_VALUES = 20  # of a filter with very many
COLUMNS = {
    "rating": "rating_id",
    "claimant": "claimant_id",
    "publisher": "publisher_id",
    "language": "language",
    "date": "year",
}
LOW_CARDINALITY = ("rating", "language", "date")


class FacetCount(NamedTuple):
    """So many pages have ``value``: a key, a language, a year or month; at least if ``is_more``."""

    value: Any
    number: int
    is_more: bool


class FacetCounts(NamedTuple):
    """How many pages there are, at least if ``is_more``, and for each filter its values."""

    number: int
    is_more: bool
    counts: dict[str, list[FacetCount]]


def count_facets(
    pages: QuerySet[Publication],
    names: Iterable[str],
    *,
    by_month: bool = False,
    is_everything: bool = False,
    is_more: bool = False,
) -> FacetCounts:
    """How many ``pages``, and for each filter its values, the most frequent first.

    ``is_everything``: ``pages`` are all published pages, unfiltered; ``is_more``: there are other
    pages, which ``pages`` does not contain.
    """
    columns = {name: COLUMNS.get(name, "") for name in names}
    if by_month:
        columns["date"] = "month"
        pages = pages.annotate(month=ExtractMonth("first_published_at"))
    total, sample = _count_sample(pages, columns)
    is_more = is_more or total > MAX_COUNTED
    counts = {
        name: [FacetCount(value, number, is_more) for value, number in values]
        for name, values in sample.items()
    }
    if is_more:
        for name in columns.keys() & set(LOW_CARDINALITY):
            values = _distinct_values(columns[name])
            counts[name] = (
                _count_values(pages, columns[name], values)
                if is_everything
                else _add_uncounted(counts[name], values)
            )
    return FacetCounts(min(total, MAX_COUNTED), is_more, counts)


def _add_uncounted(counts: list[FacetCount], values: Iterable[Any]) -> list[FacetCount]:
    """``counts`` and the other ``values``, of which it is not known whether there are any."""
    seen = {count.value for count in counts}
    return counts + [FacetCount(value, 0, True) for value in values if value not in seen]


def bounded_count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many ``rows`` there are, and whether there are more than are counted."""
    number = rows.order_by()[: MAX_COUNTED + 1].count()
    return min(number, MAX_COUNTED), number > MAX_COUNTED


def _count_sample(
    pages: QuerySet[Publication], columns: dict[str, str]
) -> tuple[int, dict[str, list[tuple[Any, int]]]]:
    """The number of the first pages, at most one more than are counted, and of their values."""
    names = [column for column in columns.values() if column]
    rows = list(pages.values("id", *names)[: MAX_COUNTED + 1])
    counters = {
        name: Counter(row[column] for row in rows if row[column] is not None)
        for name, column in columns.items()
        if column
    }
    if "topic" in columns:
        filed = Publication.topics.through.objects.filter(
            publication__in=[row["id"] for row in rows]
        )
        counters["topic"] = Counter(filed.values_list("topic", flat=True))
    return len(rows), {
        name: sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:MAX_VALUES]
        for name, counter in counters.items()
    }


def _count_values(
    pages: QuerySet[Publication], column: str, values: Iterable[Any]
) -> list[FacetCount]:
    """Each value of a column with few, with its number up to the bound."""
    parts, parameters = [], []
    for value in values:
        some = pages.filter(**{column: value}).order_by().values("pk")[: MAX_COUNTED + 1]
        sql, given = some.query.sql_with_params()
        parts.append(f"SELECT %s, (SELECT count(*) FROM ({sql}) AS those)")
        parameters += [value, *given]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = [(value, number) for value, number in cursor.fetchall() if number]
    return [
        FacetCount(value, min(number, MAX_COUNTED), number > MAX_COUNTED)
        for value, number in sorted(rows, key=lambda row: -row[1])
    ]


def _distinct_values(column: str) -> list[Any]:
    """The values of a column that leads an index, from one to the next; the rows are not read."""
    if column == "month":
        return list(range(1, 13))
    table = Publication._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE known(value) AS (SELECT min({column}) FROM {table} UNION ALL "
            f"SELECT (SELECT min({column}) FROM {table} WHERE {column} > known.value) "
            "FROM known WHERE known.value IS NOT NULL) "
            "SELECT value FROM known WHERE value IS NOT NULL"
        )
        return [value for (value,) in cursor.fetchall()]
