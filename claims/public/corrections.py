"""The corrections page."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.models import Claim, Correction
from claims.public.caching import public_page
from claims.public.filters import Choice, parameter
from claims.public.paging import by_moment

PER_PAGE = 20


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    rows = published_corrections()
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    chosen = parameter(request.GET, "kind")
    chosen = chosen if chosen in counts else ""
    here = f"?kind={chosen}" if chosen else "?"
    page = by_moment(
        rows.filter(kind=chosen) if chosen else rows,
        request.GET,
        moment="published_at",
        size=PER_PAGE,
        here=here,
    )
    context = {
        "section": "corrections",
        "page": page,
        "here_exactly": page.here or here.rstrip("?"),
        "kinds": _kinds(counts, chosen),
    }
    return render(request, "public/corrections.html", context)


def _kinds(counts: dict[str, int], chosen: str) -> list[Choice]:
    """Links to all corrections and to those of each kind; none where there is one kind only."""
    if len(counts) < 2:
        return []
    every = Choice(_("all"), sum(counts.values()), "?", active=not chosen)
    kinds = [
        Choice(str(kind.label), counts[kind], f"?kind={kind}", active=kind == chosen)
        for kind in Correction.Kind
        if kind in counts
    ]
    return [every, *kinds]


def published_corrections() -> QuerySet[Correction]:
    """Corrections that readers may see, the newest first, each with the page it belongs to."""
    return (
        Correction.objects.published()
        .filter(claim__in=Claim.objects.published().values("pk"))
        .select_related("claim__publication")
        .order_by("-published_at", "-pk")
    )
