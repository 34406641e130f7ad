"""Pages of long lists, with stable addresses.

Beside Django's Paginator, because ``OFFSET`` and ``COUNT`` read all rows before a page and all rows
there are: at a million claims that takes seconds. A page by time begins after a row instead:
«?after=1767225600000000-42» is the time (microseconds since 1970) and the key of the row before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from claims.public.facets import bounded_count

CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Cursor = tuple[datetime, int]


@dataclass(frozen=True)
class Page:
    """``previous`` and ``next`` are addresses, empty where there is nothing more.

    ``is_more``: there are at least ``count`` rows in all.
    """

    object_list: Sequence[Any]
    count: int
    previous: str = ""
    next: str = ""
    here: str = ""  # of this page itself; empty on the first
    is_inside: bool = False  # not the first page
    is_more: bool = False


def paginate_by_time(
    rows: QuerySet[Any],
    given: QueryDict,
    *,
    moment: str,
    size: int,
    here: str = "?",
    oldest: bool = False,
    count: tuple[int, bool] | None = None,
) -> Page:
    """A page of ``rows`` by their field ``moment``, the newest first unless ``oldest``.

    ``here``: the address of the list, beginning with «?». ``count``: how many rows there are, if
    that is known, and whether there are more.
    """
    number, is_more = count or bounded_count(rows)
    back = _parse_cursor(given, "before")
    at = back or _parse_cursor(given, "after")
    ascending = oldest is not bool(back)  # a previous page is read backwards
    if at:
        rows = rows.filter(_after_cursor(at, moment, ascending=ascending))
    order = [moment, "pk"] if ascending else [f"-{moment}", "-pk"]
    # The keys first, from an index: the other columns are read for this page's rows only.
    keys = rows.order_by(*order).values("pk")[: size + 1]
    found = list(rows.filter(pk__in=keys).order_by(*order))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_previous, has_next = (more, True) if back else (at is not None, more)
    address = f"{here}{'' if here == '?' else '&'}"
    which = "before" if back else "after"
    return Page(
        found,
        number,
        f"{address}before={_format_cursor(found[0], moment)}" if has_previous and found else "",
        f"{address}after={_format_cursor(found[-1], moment)}" if has_next and found else "",
        f"{address}{which}={given[which]}" if at else "",
        at is not None,
        is_more,
    )


def paginate_by_rank(
    keys: Sequence[int],
    pages: QuerySet[Any],
    given: QueryDict,
    *,
    size: int,
    here: str,
    is_more: bool,
) -> Page:
    """A page of ``pages`` in the order of ``keys``, by its number; the last if there are fewer."""
    number, last = given.get("page", ""), max(-(-len(keys) // size), 1)
    page = min(int(number), last) if re.fullmatch(r"[1-9]\d{0,3}", number, re.ASCII) else 1
    wanted = keys[(page - 1) * size : page * size]
    found = pages.in_bulk(wanted)
    address = f"{here}&page="
    return Page(
        [found[key] for key in wanted if key in found],
        len(keys),
        f"{address}{page - 1}" if page > 1 else "",
        f"{address}{page + 1}" if page < last else "",
        f"{address}{page}" if page > 1 else "",
        page > 1,
        is_more,
    )


def _after_cursor(at: Cursor, moment: str, *, ascending: bool) -> Q:
    time, key = at
    way = "gt" if ascending else "lt"
    tie = Q(**{moment: time, f"pk__{way}": key})
    # The first condition alone lets an index be used.
    return Q(**{f"{moment}__{way}e": time}) & (Q(**{f"{moment}__{way}": time}) | tie)


def _parse_cursor(given: QueryDict, name: str) -> Cursor | None:
    found = CURSOR.fullmatch(given.get(name, ""))
    if not found:
        return None
    try:
        return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        return None


def _format_cursor(row: Any, moment: str) -> str:
    return f"{(getattr(row, moment) - EPOCH) // timedelta(microseconds=1)}-{row.pk}"
