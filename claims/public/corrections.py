"""The corrections page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Claim, Correction
from claims.public.caching import public_page
from claims.public.paging import by_moment

PER_PAGE = 20


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    rows = published_corrections()
    page = by_moment(rows, request.GET, moment="published_at", size=PER_PAGE, here="?")
    context = {"section": "corrections", "page": page}
    return render(request, "public/corrections.html", context)


def published_corrections() -> QuerySet[Correction]:
    """Corrections that readers may see, the newest first, each with the page it belongs to."""
    return (
        Correction.objects.published()
        .filter(claim__in=Claim.objects.published().values("pk"))
        .select_related("claim__publication")
        .order_by("-published_at", "-pk")
    )
