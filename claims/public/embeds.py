"""A claim as a card for other sites: the page in the frame, and oEmbed, which tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from claims.models import Claim
from claims.presentation.titles import rated_title
from claims.public.caching import cached_page, public_page
from claims.public.selectors import published_claim
from claims.publication.embed_code import HEIGHT, embed_code

WIDTH = 640  # pixels
MIN_CARD_SIZE = 200

Json = dict[str, Any]


@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]})
@xframe_options_exempt
@public_page
def embed(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """The only page that others may frame. It speaks the claim's language, whoever reads it."""
    claim = published_claim(year, slug)
    page = claim.publication
    with override(language_of(page.document)):
        return cached_page(
            request,
            *("embed", page.pk, page.version, page.updated_at, claim.state),
            render=lambda: _card(request, claim),
        )


def _card(request: HttpRequest, claim: Claim) -> HttpResponse:
    context = {
        "page": claim.publication,
        "document": claim.publication.document,
        "under_revision": claim.state == Claim.State.UNDER_REVISION,
    }
    return render(request, "public/embed.html", context)


def language_of(document: Json) -> str:
    """The claim's language if the interface speaks it."""
    known = dict(settings.LANGUAGES)
    return str(document["language"] if document["language"] in known else settings.LANGUAGE_CODE)


def _allow_any_origin(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Scripts of other sites may read the answer, errors included."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@public_page
@_allow_any_origin
def oembed(request: HttpRequest) -> HttpResponse:
    """https://oembed.com, version 1.0: JSON alone."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": _("Only JSON is given.")}, status=501)
    try:
        most = {name: int(request.GET.get(name, 10_000)) for name in ("maxwidth", "maxheight")}
    except ValueError:
        return JsonResponse({"error": _("maxwidth and maxheight are whole numbers.")}, status=400)
    try:
        document = _claim_at(request.GET.get("url", "")).publication.document
    except Http404:
        return JsonResponse({"error": _("There is no fact-check at this address.")}, status=404)
    width, height = min(WIDTH, most["maxwidth"]), min(HEIGHT, most["maxheight"])
    with override(language_of(document)):
        content = {
            "version": "1.0",
            "type": "link",
            "title": rated_title(document),
            "author_name": settings.PUBLISHER_NAME,
            "provider_name": settings.SITE_NAME,
            "provider_url": settings.SITE_URL + "/",
            "cache_age": 3600,
        }
        if min(width, height) >= MIN_CARD_SIZE:  # there is room for the card
            html = embed_code(document, width=width, height=height)
            content |= {"type": "rich", "html": html, "width": width, "height": height}
        return JsonResponse(content)


def _claim_at(address: str) -> Claim:
    """The published claim whose page has this address, or 404."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    same_site = parts.netloc == urlsplit(settings.SITE_URL).netloc
    if not same_site or parts.scheme not in {"http", "https"} or match.view_name != "public:claim":
        raise Http404
    return published_claim(**match.kwargs)
