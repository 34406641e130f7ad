"""Everything checked of one claimant, one publisher or one topic."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from claims.models import Claimant, Publication, Publisher, Rating, Topic
from claims.public.caching import public_page
from claims.public.pagination import Page, paginate_by_time
from claims.public.selectors import published_pages
from claims.public.statistics import by_month, rating_chart, ratings_in

PER_PAGE = 20


@public_page
def claimant(request: HttpRequest, slug: str) -> HttpResponseBase:
    pages = pages_of_claimant(slug)
    newest = pages.select_related("claimant").first()
    if newest is None:
        return redirect(merged_claimant(slug), permanent=True)
    return _render_listing(request, "claimant", _published_claimant(newest, pages), pages)


@public_page
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Publisher, slug=slug)
    return _render_listing(
        request, "publisher", subject, published_pages().filter(publisher=subject)
    )


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Topic, slug=slug)
    return _render_listing(request, "topic", subject, published_pages().filter(topics=subject))


def pages_of_claimant(slug: str) -> QuerySet[Publication]:
    """Of whoever has this address. None if nobody has, and not those that name no claimant.

    Asked for by key: by it the pages stand in an index in their order.
    """
    key = Claimant.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return published_pages().none() if key is None else published_pages().filter(claimant=key)


def merged_claimant(slug: str) -> Claimant:
    """Who has the public page that once had this address, or 404."""
    merged = Claimant.objects.filter(slug=slug, merged_into__isnull=False)
    pages = (
        published_pages()
        .filter(claimant__in=merged.values("merged_into"))
        .select_related("claimant")
    )
    newest = pages.first()
    if newest is None or newest.claimant is None:
        raise Http404
    return newest.claimant


def _published_claimant(newest: Publication, pages: QuerySet[Publication]) -> dict[str, Any]:
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


def _render_listing(
    request: HttpRequest, kind: str, subject: Any, pages: QuerySet[Publication]
) -> HttpResponse:
    """The page ``public/<kind>.html``; 404 if nothing of it is published."""
    page = paginate_by_time(pages, request.GET, moment="updated_at", size=PER_PAGE, here="?")
    if not page.count:
        raise Http404
    counts = _monthly_counts(request.path, pages, page)
    ratings = _ratings(counts)
    context = {
        kind: subject,
        "page": page,
        "ratings": ratings,
        "chart": rating_chart(counts, ratings),
    }
    return render(request, f"public/{kind}.html", context)


def _monthly_counts(
    path: str, pages: QuerySet[Publication], page: Page
) -> Counter[tuple[date, int]]:
    """How many in each month had each rating. Of very many pages counted once in a minute."""
    if not page.is_more:
        return by_month(pages)
    newest = pages.values_list("updated_at", flat=True)[0]
    key = f"figures:{path}:{newest.timestamp()}"
    return cache.get_or_set(key, lambda: by_month(pages), 60) or Counter()


def _ratings(counts: Counter[tuple[date, int]]) -> list[Rating]:
    """The ratings that there are, each with its ``count``."""
    totals: Counter[int] = Counter()
    for (_month, key), number in counts.items():
        totals[key] += number
    ratings = ratings_in(counts)
    for rating in ratings:
        rating.count = totals[rating.pk]  # type: ignore[attr-defined]
    return ratings
