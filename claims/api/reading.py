"""What all endpoints share: anyone may read, nobody may write, errors are problem details."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView

from claims.api.pages import next_link
from claims.api.problems import as_problem

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}


class AlwaysJson(BaseContentNegotiation):
    """Whatever a client says it accepts, there is one answer."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ReadOnly(APIView):
    http_method_names = ["get", "head", "options"]
    content_negotiation_class = AlwaysJson

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return as_problem

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answered: Response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS.items():
            answered[name] = value
        # A reader asks each time whether it has changed: no old text after a correction.
        answered["Cache-Control"] = "public, max-age=0, must-revalidate"
        return answered


def answer(request: Request, content: Any) -> HttpResponseBase:
    """``content`` with an ETag; 304 to a client that has it already."""
    text = JSONEncoder(sort_keys=True).encode(content)
    etag = quote_etag(sha256(text.encode()).hexdigest()[:32])
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return Response(content, headers={"ETag": etag})


def answer_page(request: Request, results: list[Any], cursor: str) -> HttpResponseBase:
    following = next_link(request, cursor, site_url=settings.SITE_URL)
    return answer(request, {"next": following, "results": results})
