"""The pages there are: every view, feed and export begins here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from claims.models import Claim, Publication, Topic
from claims.models.publication import is_stale

MAX_CONCURRENT_PUBLICATIONS = 50  # pages, at most, that are being published at one moment


def published_pages() -> QuerySet[Publication]:
    """The pages of claims that the public may see and whose check stands."""
    return Publication.objects.standing()


def published_topics() -> QuerySet[Topic]:
    """Topics under which readers find something."""
    return Topic.objects.filter(Exists(published_pages().filter(topics=OuterRef("pk"))))


def published_claim(year: int, slug: str) -> Claim:
    """The claim with this public page, or 404: no other claim exists for the public."""
    claims = Claim.objects.published().select_related("publication", "merged_into__publication")
    try:
        return claims.get(publication__year=year, publication__slug=slug)
    except Claim.DoesNotExist:
        raise Http404 from None


class PageState(NamedTuple):
    """All that a claim's page depends on, besides its language and its templates."""

    page: int
    article: int
    version: int
    updated_at: datetime
    rechecked_at: datetime | None
    reopened_at: datetime | None
    merged_into: int | None
    article_updated_at: datetime  # the page names others of its article
    is_stale: bool
    today: date  # a verdict runs out at midnight


def get_page(**lookup: Any) -> Publication:
    """The page with this ``pk``, or ``year`` and ``slug``, as `page_state` needs it; or 404."""
    others = Publication.objects.filter(article=OuterRef("article"))
    pages = Publication.objects.defer("search_text").annotate(
        merged_into=F("claim__merged_into"),
        article_updated_at=Subquery(others.order_by("-updated_at").values("updated_at")[:1]),
    )
    return get_object_or_404(pages, **lookup)


def page_state(page: Publication) -> PageState:
    """``page``: from `get_page`."""
    columns = ("pk", "article_id", *PageState._fields[2:8])
    state = [getattr(page, name) for name in columns]
    return PageState._make([*state, is_stale(page.fresh_until), timezone.localdate()])


def all_pages_state() -> tuple[object, ...]:
    """What tells one state of all public pages together from another.

    Every change raises the version of its page, whatever its date, so that their sum never comes
    twice. It is added up from an index, which is narrow beside the pages.
    """
    newest = Publication.objects.values_list("updated_at", "pk").first()
    versions = Publication.objects.aggregate(pages=Count("*"), sum=Sum("version"))
    return (newest, *versions.values())


def newest_pages() -> list[tuple[datetime, int]]:
    """The dates and keys of the newest pages: changed by whatever gives a page a new date.

    One would not do. Of two that are published at the same time, the one with the earlier date may
    be committed later.
    """
    return list(Publication.objects.values_list("updated_at", "pk")[:MAX_CONCURRENT_PUBLICATIONS])


def pages_of_same_article(article: int, page: int) -> list[dict[str, Any]]:
    """The documents of up to four other pages of ``article``, the newest first."""
    others = published_pages().filter(article=article).exclude(pk=page)
    return list(others.values_list("document", flat=True)[:4])
