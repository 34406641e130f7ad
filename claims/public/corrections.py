"""The corrections page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.models import Correction
from claims.public.caching import public_page
from claims.public.facets import bounded_count
from claims.public.filters import Choice, parameter
from claims.public.pagination import paginate_by_time

PER_PAGE = 20


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    rows = published_corrections()
    counted = {kind: bounded_count(rows.filter(kind=kind)) for kind in Correction.Kind}
    counts = {kind: count for kind, count in counted.items() if count[0]}
    chosen = parameter(request.GET, "kind")
    chosen = chosen if chosen in counts else ""
    here = f"?kind={chosen}" if chosen else "?"
    page = paginate_by_time(
        rows.filter(kind=chosen) if chosen else rows,
        request.GET,
        moment="published_at",
        size=PER_PAGE,
        here=here,
    )
    context = {
        "section": "corrections",
        "page": page,
        "canonical_query": page.here or here.rstrip("?"),
        "kinds": _kinds(counts, chosen),
    }
    return render(request, "public/corrections.html", context)


def _kinds(counts: dict[Correction.Kind, tuple[int, bool]], chosen: str) -> list[Choice]:
    """Links to all corrections and to those of each kind; none where there is one kind only."""
    if len(counts) < 2:
        return []
    total, is_more = sum(n for n, _more in counts.values()), any(m for _n, m in counts.values())
    every = Choice(_("all"), total, "?", active=not chosen, is_more=is_more)
    kinds = [
        Choice(str(kind.label), count, f"?kind={kind}", active=kind == chosen, is_more=is_more)
        for kind, (count, is_more) in counts.items()
    ]
    return [every, *kinds]


def published_corrections() -> QuerySet[Correction]:
    """Corrections that readers may see, the newest first, each with the page it belongs to."""
    return (
        Correction.objects.published()
        .filter(claim__publication__isnull=False)  # Claim.objects.published(), read in order
        .select_related("claim__publication")
        .order_by("-published_at", "-pk")
    )
