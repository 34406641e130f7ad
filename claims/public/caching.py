"""What browsers and caches are told about public pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """Only GET and HEAD; kept by caches, but asked for again, so that nobody reads old text.

    The language comes from the browser or from a cookie, so copies differ by both; ``?lang=en``
    in the address, for search engines, comes before either.
    """

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        with override(asked) if asked in dict(settings.LANGUAGES) else nullcontext():
            response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return page


def tagged(
    request: HttpRequest, *parts: object, render: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The page with its ETag, or 304 without rendering it if the reader has this state already.

    ``parts`` is all that the page depends on besides language and templates. There is no
    Last-Modified: dates have whole seconds and know nothing of language or templates.
    """
    if settings.DEBUG:
        looks.cache_clear()
    state = "\n".join(str(part) for part in (*parts, get_language(), looks()))
    etag = quote_etag(hashlib.sha256(state.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    response = response or render()
    response.headers["ETag"] = etag
    return response


@cache
def looks() -> str:
    """Changes with the templates and settings that all pages share: with every deployment."""
    files = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
    seen = [f"{path.name} {path.stat().st_mtime_ns}" for path in files]
    told = [settings.SITE_NAME, settings.PUBLISHER_NAME, settings.SITE_URL, settings.CONTACT_EMAIL]
    return hashlib.sha256("\n".join(seen + told).encode()).hexdigest()[:16]


FOLDERS = [
    Path(settings.BASE_DIR) / "templates",
    *(Path(settings.BASE_DIR) / "claims" / part for part in ("public", "static", "locale")),
]
