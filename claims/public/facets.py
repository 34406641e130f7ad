"""How many pages each filter would leave, at a cost that does not grow with what is published.

Up to ``MOST_COUNTED`` pages are counted, the newest; where there are more, a number is a lower
bound and says so. Of everything there is, the values that are few by nature (ratings, languages,
years) are counted one by one, each up to that bound, so that a rare one is there as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
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
    """How many ``pages``, and for each filter its values among them, the most frequent first.

    ``is_everything``: ``pages`` are all that stands, not narrowed by anything; ``is_more``: there
    are others, which are not among them.
    """
    columns = {name: COLUMNS.get(name, "") for name in names}
    if by_month:
        columns["date"] = "month"
        pages = pages.annotate(month=ExtractMonth("first_published_at"))
    total, rows = _count_sample(pages, columns)
    is_more = is_more or total > MAX_COUNTED
    counts: dict[str, list[FacetCount]] = {name: [] for name in columns}
    for name, value, number in rows:
        counts[name].append(
            FacetCount(value if name == "language" else int(value), number, is_more)
        )
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
    """``counts`` and the values of which nobody looked whether there are any: at least none."""
    seen = {count.value for count in counts}
    return counts + [FacetCount(value, 0, True) for value in values if value not in seen]


def bounded_count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many ``rows`` there are, and whether there are more than are counted."""
    number = rows.order_by()[: MAX_COUNTED + 1].count()
    return min(number, MAX_COUNTED), number > MAX_COUNTED


def _count_sample(pages: QuerySet[Publication], columns: dict[str, str]) -> tuple[int, list[Any]]:
    """Of the first pages, one more than are counted: how many, and (filter, value, number)."""
    names = [name for name in columns.values() if name]
    newest = pages.values("id", *names)[: MAX_COUNTED + 1]
    try:
        sql, parameters = newest.query.sql_with_params()
    except EmptyResultSet:
        return 0, []
    parts = ["SELECT '' AS name, '' AS value, count(*) AS number FROM found"]
    for name, column in columns.items():
        source, key = f"found WHERE {column} IS NOT NULL", column
        if name == "topic":
            through = Publication.topics.through._meta.db_table
            source, key = f"found JOIN {through} ON publication_id = found.id", "topic_id"
        parts.append(
            f"SELECT * FROM (SELECT '{name}', CAST({key} AS text), count(*) FROM {source} "
            f"GROUP BY {key} ORDER BY 3 DESC, {key} LIMIT {MAX_VALUES}) AS of_{name}"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({sql}) {' UNION ALL '.join(parts)}", parameters
        )
        (_name, _value, total), *rows = cursor.fetchall()
    return total, rows


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
