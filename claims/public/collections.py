"""Everything checked of one claimant, one publisher or one topic."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from claims.models import Claimant, Publication, Publisher, Rating, Topic
from claims.public.caching import public_page
from claims.public.paging import by_moment
from claims.public.published import published
from claims.public.statistics import ratings_over_time

PER_PAGE = 20


@public_page
def claimant(request: HttpRequest, slug: str) -> HttpResponseBase:
    pages = published().filter(claimant__slug=slug)
    newest = pages.select_related("claimant").first()
    if newest is None:
        return redirect(who_was(slug), permanent=True)
    return _collection(request, "claimant", _as_published(newest, pages), pages)


@public_page
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(publisher__slug=slug)
    return _collection(request, "publisher", get_object_or_404(Publisher, slug=slug), pages)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(topics__slug=slug)
    return _collection(request, "topic", get_object_or_404(Topic, slug=slug), pages)


def who_was(slug: str) -> Claimant:
    """Who has the public page that once had this address, or 404."""
    merged = Claimant.objects.filter(slug=slug, merged_into__isnull=False)
    pages = published().filter(claimant__in=merged.values("merged_into")).select_related("claimant")
    newest = pages.first()
    if newest is None or newest.claimant is None:
        raise Http404
    return newest.claimant


def _as_published(newest: Publication, pages: QuerySet[Publication]) -> dict[str, Any]:
    """As published last: what the desk changed since is not public yet.

    A page that came here by a merge still names whoever was merged.
    """
    claimant = newest.claimant
    if claimant is None or newest.document["claimant"]["slug"] == claimant.slug:
        return dict(newest.document["claimant"])
    own = pages.filter(document__claimant__slug=claimant.slug).first()
    if own is not None:
        return dict(own.document["claimant"])
    fields = ("name", "slug", "kind", "role", "wikidata_id")
    return {name: getattr(claimant, name) for name in fields}


def _collection(
    request: HttpRequest, kind: str, subject: Any, pages: QuerySet[Publication]
) -> HttpResponse:
    """The page ``public/<kind>.html``; 404 if nothing of it is published."""
    page = by_moment(pages, request.GET, moment="updated_at", size=PER_PAGE, here="?")
    if not page.count:
        raise Http404
    context = {
        kind: subject,
        "page": page,
        "ratings": ratings_of(pages),
        "chart": ratings_over_time(pages),
    }
    return render(request, f"public/{kind}.html", context)


def ratings_of(pages: QuerySet[Publication]) -> QuerySet[Rating]:
    """The ratings that ``pages`` have, each with its ``count``."""
    rows = Rating.objects.filter(publications__in=pages.order_by())
    return rows.annotate(count=Count("publications")).order_by("scale", "position")
