"""Addresses that people can read: «grossbritannien-kuendigt-an» rather than a number."""

from __future__ import annotations

from typing import Any

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify

GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def german_slug(text: str, *, limit: int = 80) -> str:
    """``text`` as a lower-case ASCII slug, cut at a word, never empty."""
    slug = slugify(anyascii(text.translate(GERMAN)))
    if len(slug) > limit:
        slug = slug[: limit + 1].rsplit("-", 1)[0][:limit]
    return slug or "ohne-titel"


def free_slug(rows: models.QuerySet[Any], text: str, *, limit: int = 80) -> str:
    """The first of ``slug``, ``slug-2``, ``slug-3`` … that no row in ``rows`` has."""
    slug = german_slug(text, limit=limit)
    taken = set(rows.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
