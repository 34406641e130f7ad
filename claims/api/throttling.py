"""Rate limits in fixed windows, and headers that tell what is left of each.

DRF's own throttles read a list of times from the cache and write it back, so requests at the same
moment slip through; here the cache increments one counter. Headers as in
draft-ietf-httpapi-ratelimit-headers, with the problem type that it registers.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

log = structlog.get_logger(__name__)

QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"


@dataclass(frozen=True)
class Quota:
    """What is left of one limit; ``wait``: seconds until the next window."""

    policy: str
    count: int
    seconds: int
    left: int
    wait: int

    @property
    def headers(self) -> tuple[str, str]:
        return (
            f'"{self.policy}";q={self.count};w={self.seconds}',
            f'"{self.policy}";r={self.left};t={self.wait}',
        )


class LimitReached(Throttled):
    def __init__(self, quota: Quota) -> None:
        self.policy = quota.policy
        super().__init__(quota.wait)
        self.detail = _("The limit “%(name)s” is used up. Try again in %(wait)d seconds.") % {
            "name": quota.policy,
            "wait": quota.wait,
        }  # type: ignore[assignment]


class QuotaThrottle(SimpleRateThrottle):
    """Adds what is left to ``view.quotas``; raises LimitReached above the limit.

    A cache that is away limits nobody.
    """

    scope: str
    num_requests: int
    duration: int

    def get_rate(self) -> str:
        return str(api_settings.DEFAULT_THROTTLE_RATES[self.scope])

    def allow_request(self, request: Request, view: Any) -> bool:
        key = self.get_cache_key(request, view)
        if key is None:
            return True
        now = time.time()
        used = self._increment(f"{key}:{int(now // self.duration)}")
        left = max(self.num_requests - used, 0)
        wait = max(1, round(self.duration - now % self.duration))
        quota = Quota(self.scope, self.num_requests, self.duration, left, wait)
        view.quotas.append(quota)
        if used > self.num_requests:
            raise LimitReached(quota)
        return True

    def _increment(self, key: str) -> int:
        try:
            self.cache.add(key, 0, timeout=self.duration + 1)
            return self.cache.incr(key)
        except Exception as error:  # noqa: BLE001 - each cache has errors of its own
            log.warning("requests are not counted", policy=self.scope, error=str(error))
            return 0


class AddressThrottle(QuotaThrottle):
    scope = "address"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return f"api-limit:{self.scope}:{self.get_ident(request)}"


class TokenThrottle(QuotaThrottle):
    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return f"api-limit:{self.scope}:{request.auth.pk}" if request.auth else None


class ExtractThrottle(TokenThrottle):
    scope = "extract"


class AnonymousExtractThrottle(AddressThrottle):
    scope = "extract-anonymous"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return None if request.auth else super().get_cache_key(request, view)


def set_headers(response: HttpResponseBase, quotas: list[Quota]) -> None:
    if quotas:
        response["RateLimit-Policy"], response["RateLimit"] = (
            ", ".join(parts) for parts in zip(*(quota.headers for quota in quotas), strict=True)
        )
