"""What browsers and caches are told about public pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import activate, get_language, get_language_from_request
from django.views.decorators.http import require_safe

from claims.publication.template_version import looks

View = Callable[..., HttpResponseBase]

# A cache before us (deploy/nginx.conf) gives a page out for a second, and for ten more while it
# asks again: a retraction is seen everywhere within eleven seconds.
ANSWERS: dict[str, Any] = {
    "public": True,
    "max_age": 0,
    "s_maxage": 1,
    "stale_while_revalidate": 10,
}


def public_page(view: View) -> View:
    """Only GET and HEAD; browsers ask again each time, caches before us after a moment.

    The language comes from the browser or from a cookie, so copies differ by both; ``?lang=en``
    in the address, for search engines, comes before either.
    """

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        patch_cache_control(response, **ANSWERS)
        return response

    page.is_public = True  # type: ignore[attr-defined]
    return page


class PublicPages:
    """Middleware that answers public pages before sessions and accounts are looked at.

    They are the same for everybody; here they cannot be otherwise, and they are faster for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = _public_view(request)
        if match is None:
            answer = self.get_response(request)
            # What is not public is nobody's to keep, the page before the logout neither.
            answer.headers.setdefault("Cache-Control", "no-store")
            return answer
        request.get_host()  # refuses names that are not ours
        asked = request.GET.get("lang", "")
        known = asked in dict(settings.LANGUAGES)
        language = asked if known else get_language_from_request(request)
        activate(language)
        request.LANGUAGE_CODE = language
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        response.headers.setdefault("Content-Language", language)
        if isinstance(response, HttpResponse):
            response = _unless_known(request, response)
        if isinstance(response, HttpResponse) and response.status_code != 304:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            if request.method == "HEAD":
                response.content = b""
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 to whoever has the very same already: feeds are asked for again all day.

    Pages that know their state beforehand have their ETag from ``tagged``.
    """
    if response.status_code != 200 or response.has_header("ETag"):
        return response
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    known: HttpResponseBase | None = get_conditional_response(
        request, etag=response["ETag"], response=response
    )
    if known is None or known is response:
        return response
    for name in {"Content-Language", "Access-Control-Allow-Origin"} & set(response.headers):
        known.headers[name] = response.headers[name]
    return known


def _public_view(request: HttpRequest) -> ResolverMatch | None:
    """Whatever the method: the page itself refuses what it does not take, with 405."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if getattr(match.func, "is_public", False) else None


def tagged(
    request: HttpRequest, *parts: object, render: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The page with its ETag; 304 if the reader has this state already, a kept copy if we have.

    ``parts`` is all that the page depends on besides language and templates. It is read from the
    database each time, so that a copy of an earlier state is never found again. There is no
    Last-Modified: dates have whole seconds and know nothing of language or templates.
    """
    if settings.DEBUG:
        looks.cache_clear()
    state = "\n".join(str(part) for part in (*parts, get_language(), looks()))
    etag = quote_etag(hashlib.sha256(state.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = _kept(etag, render)
    response.headers["ETag"] = etag
    return response


def _kept(etag: str, render: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page as it was rendered for this state, or rendered now and kept."""
    pages = caches["pages"]
    if kept := pages.get(etag):
        content, kind = kept
        return HttpResponse(content, content_type=kind)
    response = render()
    if isinstance(response, HttpResponse) and response.status_code == 200:
        pages.set(etag, (response.content, response.headers["Content-Type"]))
    return response
