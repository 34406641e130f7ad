"""The pages there are: every view, feed and export begins here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from claims.models import Claim, Publication, Topic


def published() -> QuerySet[Publication]:
    """The pages of claims that the public may see and whose check stands."""
    standing = Claim.objects.standing().values("publication")
    return Publication.objects.filter(pk__in=standing)


def published_topics() -> QuerySet[Topic]:
    """Topics under which readers find something."""
    return Topic.objects.filter(Exists(published().filter(topics=OuterRef("pk"))))


def published_claim(year: int, slug: str) -> Claim:
    """The claim with this public page, or 404: no other claim exists for the public."""
    claims = Claim.objects.published().select_related("publication", "merged_into__publication")
    try:
        return claims.get(publication__year=year, publication__slug=slug)
    except Claim.DoesNotExist:
        raise Http404 from None


class PageState(NamedTuple):
    """What tells one state of a claim's page from another; of it depends all that the page says."""

    page: int
    version: int
    updated_at: datetime
    rechecked_at: datetime | None
    reopened_at: datetime | None
    merged_into: int | None
    article_updated_at: datetime  # the page names others of its article
    is_fresh: bool
    today: date  # a verdict runs out at midnight


def page_state(year: int, slug: str) -> PageState:
    """The state of the claim's page at this address, or 404. One row, by an index."""
    with connection.cursor() as cursor:
        cursor.execute(_state_query(), (slug, min(year, 9999)))
        row = cursor.fetchone()
    if row is None:
        raise Http404
    *state, fresh_until = row
    if fresh_until is not None and fresh_until.tzinfo is None:  # SQLite knows UTC only
        fresh_until = fresh_until.replace(tzinfo=UTC)
    is_fresh = fresh_until is None or fresh_until >= timezone.now()
    return PageState._make([*state, is_fresh, timezone.localdate()])


@cache
def _state_query() -> str:
    """The SQL of the door and of what ``PageState`` wants; Django takes longer to write it than
    the database to answer it."""
    columns = [f"publication__{name}" for name in ("pk", *PageState._fields[1:5])]
    others = Publication.objects.filter(article=OuterRef("publication__article"))
    newest = others.order_by("-updated_at").values("updated_at")[:1]
    rows = (
        Claim.objects.published()
        .filter(publication__slug="slug", publication__year=1)
        .annotate(article_updated_at=Subquery(newest))
        .values_list(*columns, "merged_into", "article_updated_at", "publication__fresh_until")
        .order_by()
    )
    sql, parameters = rows.query.sql_with_params()
    assert parameters == ("slug", 1)
    return sql
