"""Pages that cost the same at any depth: no COUNT, no long OFFSET.

DRF's CursorPagination tells rows of the same time apart by an offset; this one by their id.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

MAX_MATCH_OFFSET = 1000
MAX_ID = 2**63 - 1


class KeysetPagination(BasePagination):
    """Pages by ``view.ordering``; ``view.parameters`` has ``limit`` and ``cursor``."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        wanted = view.parameters.validated_data
        limit, cursor = wanted["limit"], wanted.get("cursor", "")
        keys = view.get_matches()
        if keys is None:
            page, cursor = keyset_page(queryset, order=view.ordering, limit=limit, cursor=cursor)
        else:
            page, cursor = match_page(keys, queryset, limit=limit, cursor=cursor)
        address = settings.SITE_URL + request.get_full_path()
        self.next_link = replace_query_param(address, "cursor", cursor) if cursor else None
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_link, "results": data})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        following = {"type": "string", "format": "uri", "nullable": True, "example": None}
        return {
            "type": "object",
            "properties": {"next": following, "results": schema},
            "required": ["next", "results"],
        }


def keyset_page(
    rows: QuerySet[Any], *, order: str, limit: int, cursor: str
) -> tuple[list[Any], str]:
    """One page of ``rows`` by ``order`` ("-updated_at"), ties by id, and the cursor of the next.

    The cursor names the last row of the page; it is empty after the last page.
    """
    name, is_descending = order.lstrip("-"), order.startswith("-")
    beyond = "lt" if is_descending else "gt"
    if cursor:
        value, pk = _position(rows, name, cursor)
        later = Q(**{f"{name}__{beyond}": value}) | Q(**{name: value, f"pk__{beyond}": pk})
        # The first condition alone lets an index be used from there on.
        rows = rows.filter(Q(**{f"{name}__{beyond}e": value}) & later)
    page = list(rows.order_by(order, "-pk" if is_descending else "pk")[: limit + 1])
    if len(page) <= limit:
        return page, ""
    last = page[limit - 1]
    field = rows.model._meta.get_field(name)
    return page[:limit], encode_cursor([field.value_to_string(last), last.pk])


def match_page(
    keys: Sequence[int], rows: QuerySet[Any], *, limit: int, cursor: str
) -> tuple[list[Any], str]:
    """One page of search results in the order of ``keys``, and the cursor of the next."""
    start = _decode(cursor) if cursor else 0
    if type(start) is not int or not 0 <= start <= MAX_MATCH_OFFSET:
        raise _bad_cursor()
    wanted = keys[start : start + limit]
    found = rows.order_by().in_bulk(wanted)
    following = encode_cursor(start + limit) if len(keys) > start + limit else ""
    return [found[key] for key in wanted if key in found], following


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


def encode_cursor(position: Any) -> str:
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
