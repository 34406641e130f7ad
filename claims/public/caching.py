"""Public pages: what browsers and caches may keep, and the copies that we keep ourselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import quote_etag
from django.utils.translation import activate, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.publication.template_version import template_version

View = Callable[..., HttpResponseBase]

# A cache in front (deploy/nginx.conf) serves a page for a second, and for nine more while it asks
# again; a process trusts the state of a page for a second (PAGE_STATE_TIMEOUT). So a retraction is
# seen everywhere within eleven seconds.
CACHE_CONTROL: dict[str, Any] = {
    "public": True,
    "max_age": 0,
    "s_maxage": 1,
    "stale_while_revalidate": 9,
}


def public_page(view: View) -> View:
    """A page for everybody: GET and HEAD only, with ETag, kept by caches for a moment.

    The language comes from the browser or from a cookie, so copies differ by both; ``?lang=en``
    in the address, for search engines, comes first. The page may not use session or user.
    """

    @csrf_exempt  # it answers a POST by 405, with or without token
    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = request.GET.get("lang", "")
        if language in dict(settings.LANGUAGES):
            activate(language)
            request.LANGUAGE_CODE = language
        response = _conditional_response(request, view(request, *args, **kwargs))
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        patch_cache_control(response, **CACHE_CONTROL)
        return response

    return page


def _conditional_response(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 to a reader who has the same already: feeds are asked for again all day.

    Pages that know their state before they are rendered have an ETag from `cached_page`.
    """
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if not response.has_header("ETag"):
        set_response_etag(response)
    answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
    assert answer is not None  # it was given one
    if origin := response.headers.get("Access-Control-Allow-Origin"):
        answer.headers["Access-Control-Allow-Origin"] = origin
    return answer


class CacheHeadersMiddleware:
    """What caches read: nobody keeps an answer that does not allow it, not even the last page
    before the logout; and a 304 does not say that the page is empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 304:
            response.headers.pop("Content-Length", None)
        return response


def cached_page(
    request: HttpRequest, *state: object, render: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 if the reader has this state of the page, else our copy of it, else ``render()``.

    ``state`` is all that the page depends on besides language and templates. It is read from the
    database each time, so that a copy of an earlier state is never found again. There is no
    Last-Modified: dates have whole seconds and know nothing of language or templates.
    """
    if settings.DEBUG:
        template_version.cache_clear()
    key = "\n".join(str(part) for part in (*state, get_language(), template_version()))
    etag = quote_etag(hashlib.sha256(key.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = _cached_copy(etag, render)
    response.headers["ETag"] = etag
    return response


def _cached_copy(etag: str, render: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page as it was rendered for this ETag, or rendered now and kept."""
    pages = caches["pages"]
    if copy := pages.get(etag):
        content, content_type = copy
        return HttpResponse(content, content_type=content_type)
    response = render()
    if isinstance(response, HttpResponse) and response.status_code == 200:
        pages.set(etag, (response.content, response.headers["Content-Type"]))
    return response
