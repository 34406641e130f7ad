"""Lists in pages that cost the same however deep one goes: no COUNT, no long OFFSET."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

MAX_MATCH_OFFSET = 1000
MAX_ID = 2**63 - 1


def keyset_page(
    rows: QuerySet[Any], *, order: str, limit: int, cursor: str
) -> tuple[list[Any], str]:
    """One page of ``rows`` by ``order`` ("-updated_at"), ties by id, and the cursor of the next.

    The cursor names the last row seen; it is empty after the last page.
    """
    name, falling = order.lstrip("-"), order.startswith("-")
    beyond = "lt" if falling else "gt"
    if cursor:
        value, pk = _position(rows, name, cursor)
        later = Q(**{f"{name}__{beyond}": value}) | Q(**{name: value, f"pk__{beyond}": pk})
        # The first condition alone lets an index be used from there on.
        rows = rows.filter(Q(**{f"{name}__{beyond}e": value}) & later)
    page = list(rows.order_by(order, "-pk" if falling else "pk")[: limit + 1])
    if len(page) <= limit:
        return page, ""
    last = page[limit - 1]
    field = rows.model._meta.get_field(name)
    return page[:limit], _encode([field.value_to_string(last), last.pk])


def match_page(
    keys: Sequence[int], rows: QuerySet[Any], *, limit: int, cursor: str
) -> tuple[list[Any], str]:
    """One page of search results in the order of ``keys``, best first, and the next's cursor."""
    start = _decode(cursor) if cursor else 0
    if type(start) is not int or not 0 <= start <= MAX_MATCH_OFFSET:
        raise _bad_cursor()
    wanted = keys[start : start + limit]
    found = {row.pk: row for row in rows.filter(pk__in=wanted).order_by()}
    more = len(keys) > start + limit
    return [found[key] for key in wanted if key in found], _encode(start + limit) if more else ""


def next_link(request: Request, cursor: str, *, site_url: str) -> str | None:
    if not cursor:
        return None
    address = site_url + request.get_full_path()
    return str(replace_query_param(address, "cursor", cursor))


def _position(rows: QuerySet[Any], name: str, cursor: str) -> tuple[Any, int]:
    match _decode(cursor):
        case [str(text), int(pk)] if "\0" not in text and 0 <= pk <= MAX_ID:
            pass
        case _:
            raise _bad_cursor()
    try:
        value = rows.model._meta.get_field(name).to_python(text)
    except (ValidationError, ValueError, OverflowError):
        raise _bad_cursor() from None
    if isinstance(value, datetime) and is_naive(value):
        raise _bad_cursor()
    if isinstance(value, int) and not 0 <= value <= MAX_ID:
        raise _bad_cursor()
    return value, pk


def _encode(position: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _decode(cursor: str) -> Any:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, RecursionError):
        raise _bad_cursor() from None


def _bad_cursor() -> serializers.ValidationError:
    return serializers.ValidationError(
        {"cursor": [_("This is not a cursor of this list. Follow “next” from its first page.")]}
    )
