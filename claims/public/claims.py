"""The start page, the list of fact-checks, and the page of a claim."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.public.caching import cached_page, public_page
from claims.public.claim_page import claim_context
from claims.public.corrections import published_corrections
from claims.public.filters import Question, filters
from claims.public.listings import who_was
from claims.public.pagination import by_moment, by_rank
from claims.public.queries import (
    PageState,
    page_state,
    page_with,
    published,
    published_claim,
    published_topics,
    same_article,
)
from claims.publication.site import organisation_script

PER_PAGE = 20


@public_page
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "latest": published()[:9],
        "corrections": published_corrections()[:4],
        "topics": published_topics()[:12],
        "organisation": organisation_script(),
    }
    return render(request, "public/start.html", context)


@public_page
def claims(request: HttpRequest) -> HttpResponseBase:
    question = Question.of(request)
    if kept := _merged(question):
        return redirect(kept, permanent=True)
    found, tallied = question.pages(), question.tallied
    shown: dict[str, Any] = {"size": PER_PAGE, "here": question.address()}
    if question.words and question.order == "relevance":
        keys = question.words.ranked(found.keys)
        page = by_rank(keys, found.pages, request.GET, is_more=found.is_more, **shown)
    else:
        shown |= {"oldest": question.order == "oldest", "count": tallied[:2]}
        page = by_moment(found.pages, request.GET, moment="updated_at", **shown)
    context = {
        "section": "claims",
        "question": question,
        "page": page,
        "filters": filters(question, page),
        "sorts": question.sorts(),
        "here_exactly": page.here or question.address().rstrip("?"),
        "clear": Question(question.text, question.sort).address(),
    }
    return render(request, "public/claims.html", context)


def _merged(question: Question) -> str:
    """Where to ask instead, if the claimant asked for turned out to be somebody else."""
    slug = question.chosen.get("claimant", "")
    if not slug or published().filter(claimant__slug=slug).exists():
        return ""
    try:
        kept = who_was(slug).slug
    except Http404:
        return ""
    return reverse("public:claims") + question.address(claimant=kept)


@public_page
def claim(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    state = page_state(year, slug)
    if state.merged_into:
        target = published_claim(year, slug).merged_into
        if target is not None and hasattr(target, "publication"):
            return redirect(target, permanent=True)
    return cached_page(request, "claim", *state, render=lambda: _render_claim(request, state))


def _render_claim(request: HttpRequest, state: PageState) -> HttpResponse:
    context = claim_context(page_with(state.page))
    context |= {"state": state, "same_article": same_article(state.article, state.page)}
    return render(request, "public/claim.html", context)
