"""The start page, the list of fact-checks, and the page of a claim."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.models import Publication
from claims.public.caching import cached_page, public_page
from claims.public.claim_page import claim_context
from claims.public.corrections import published_corrections
from claims.public.filters import ClaimListQuery, build_filters
from claims.public.listings import merged_claimant
from claims.public.pagination import paginate_by_rank, paginate_by_time
from claims.public.selectors import (
    PageState,
    get_page,
    page_state,
    pages_of_same_article,
    published_claim,
    published_pages,
    published_topics,
)
from claims.publication.site import organisation_script

PER_PAGE = 20
MAX_YEAR = 9999  # larger numbers do not fit into the column


@public_page
def start_page(request: HttpRequest) -> HttpResponse:
    context = {
        "latest": published_pages()[:9],
        "corrections": published_corrections()[:4],
        "topics": published_topics()[:12],
        "organisation": organisation_script(),
    }
    return render(request, "public/start.html", context)


@public_page
def claim_list(request: HttpRequest) -> HttpResponseBase:
    question = ClaimListQuery.from_request(request)
    if claimant_url := _merged(question):
        return redirect(claimant_url, permanent=True)
    found, facet_counts = question.pages(), question.facet_counts
    shown: dict[str, Any] = {"size": PER_PAGE, "here": question.address()}
    if question.words and question.order == "relevance":
        keys = question.words.rank(found.keys)
        page = paginate_by_rank(keys, found.pages, request.GET, is_more=found.is_more, **shown)
    else:
        shown |= {"oldest": question.order == "oldest", "count": facet_counts[:2]}
        page = paginate_by_time(found.pages, request.GET, moment="updated_at", **shown)
    context = {
        "section": "claims",
        "question": question,
        "page": page,
        "filters": build_filters(question, page),
        "sorts": question.sorts(),
        "canonical_query": page.here or question.address().rstrip("?"),
        "clear": ClaimListQuery(question.text, question.sort).address(),
    }
    return render(request, "public/claims.html", context)


def _merged(question: ClaimListQuery) -> str:
    """Where to ask instead, if the claimant asked for turned out to be somebody else."""
    slug = question.selected.get("claimant", "")
    if not slug or published_pages().filter(claimant__slug=slug).exists():
        return ""
    try:
        claimant_url = merged_claimant(slug).slug
    except Http404:
        return ""
    return reverse("public:claims") + question.address(claimant=claimant_url)


@public_page
def claim_detail(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """The page of a claim; within a second its state is read from the database only once."""
    page: Publication | None = None
    key = f"state/{year}/{slug}"
    state: PageState | None = caches["pages"].get(key)
    if state is None:
        page = get_page(year=min(year, MAX_YEAR), slug=slug)
        state = page_state(page)
        caches["pages"].set(key, state, settings.PAGE_STATE_TIMEOUT)
    if state.merged_into:
        target = published_claim(year, slug).merged_into
        if target is not None and hasattr(target, "publication"):
            return redirect(target, permanent=True)
    return cached_page(request, "claim", *state, render=lambda: _render_claim(request, state, page))


def _render_claim(request: HttpRequest, state: PageState, page: Publication | None) -> HttpResponse:
    context = claim_context(page or get_page(pk=state.page))
    context |= {"state": state, "same_article": pages_of_same_article(state.article, state.page)}
    return render(request, "public/claim.html", context)
