"""Everything checked of one claimant, one publisher or one topic."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.models import Publication, Publisher, Rating, Topic
from claims.public.caching import public_page
from claims.public.paging import by_moment
from claims.public.search import published

PER_PAGE = 20


@public_page
def claimant(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(claimant__slug=slug)
    newest = pages.first()
    if newest is None:
        raise Http404
    # As published last: what the desk changed since is not public yet.
    return _collection(request, "claimant", newest.document["claimant"], pages)


@public_page
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(publisher__slug=slug)
    return _collection(request, "publisher", get_object_or_404(Publisher, slug=slug), pages)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(topics__slug=slug)
    return _collection(request, "topic", get_object_or_404(Topic, slug=slug), pages)


def _collection(
    request: HttpRequest, kind: str, subject: Any, pages: QuerySet[Publication]
) -> HttpResponse:
    """The page ``public/<kind>.html``; 404 if nothing of it is published."""
    page = by_moment(pages, request.GET, moment="updated_at", size=PER_PAGE, here="?")
    if not page.count:
        raise Http404
    context = {kind: subject, "page": page, "ratings": ratings_of(pages)}
    return render(request, f"public/{kind}.html", context)


def ratings_of(pages: QuerySet[Publication]) -> QuerySet[Rating]:
    """The ratings that ``pages`` have, each with its ``count``."""
    rows = Rating.objects.filter(publications__in=pages.order_by())
    return rows.annotate(count=Count("publications")).order_by("scale", "position")
