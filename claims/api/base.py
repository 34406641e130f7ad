"""What all endpoints share, and what those for readers do: errors are problem details."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView

from claims.api.exceptions import as_problem
from claims.api.pagination import next_link
from claims.api.throttling import LimitReached, Quota, address_of, log_limit, use

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
}


class JSONOnlyNegotiation(DefaultContentNegotiation):
    """Whatever a client says it accepts, there is one answer (RFC 9110, 12.4.1)."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class BaseAPIView(APIView):
    """One endpoint; every request counts against the limit of its address."""

    content_negotiation_class = JSONOnlyNegotiation
    quotas: list[Quota]

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return as_problem

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.quotas = []
        self.count("address", address_of(request))
        super().initial(request, *args, **kwargs)

    def count(self, policy: str, who: str) -> None:
        """Count this request against a limit; raises LimitReached."""
        self.quotas.append(use(policy, who))

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, LimitReached):
            self.quotas = [quota for quota in self.quotas if quota.policy != exc.policy]
            self.quotas.append(exc.quota)
        return super().handle_exception(exc)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answered: Response = super().finalize_response(request, response, *args, **kwargs)
        log_limit(answered, getattr(self, "quotas", []))
        return answered


class ReadOnlyAPIView(BaseAPIView):
    """Anyone may read, from anywhere; nobody may write."""

    http_method_names = ["get", "head", "options"]

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answered = super().finalize_response(request, response, *args, **kwargs)
        for name, value in CORS.items():
            answered[name] = value
        # A reader asks each time whether it has changed: no old text after a correction.
        answered["Cache-Control"] = "public, max-age=0, must-revalidate"
        return answered


def answer(request: Request, content: Any) -> HttpResponseBase:
    """``content`` with an ETag; 304 to a client that has it already."""
    text = orjson.dumps(content, default=JSONEncoder().default, option=orjson.OPT_UTC_Z)
    etag = quote_etag(sha256(text).hexdigest()[:32])
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged["ETag"] = etag
        return unchanged
    return HttpResponse(text, content_type="application/json", headers={"ETag": etag})


def answer_page(request: Request, results: list[Any], cursor: str) -> HttpResponseBase:
    following = next_link(request, cursor, site_url=settings.SITE_URL)
    return answer(request, {"next": following, "results": results})
