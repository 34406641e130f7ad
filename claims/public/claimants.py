"""The page of a claimant: what of theirs was checked."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Rating
from claims.public.caching import public_page
from claims.public.search import published

PER_PAGE = 20


@public_page
def claimant(request: HttpRequest, slug: str) -> HttpResponse:
    pages = published().filter(claimant__slug=slug)
    newest = pages.first()
    if newest is None:
        raise Http404
    context = {
        # As published last: what the desk changed since is not public yet.
        "claimant": newest.document["claimant"],
        "page": Paginator(pages, PER_PAGE).get_page(request.GET.get("page")),
        "ratings": Rating.objects.filter(publications__in=pages.order_by())
        .annotate(count=Count("publications"))
        .order_by("scale", "position"),
        "here": "?",
    }
    return render(request, "public/claimant.html", context)
