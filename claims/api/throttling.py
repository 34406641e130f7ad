"""How often one may ask: limits that tell their names, what is left of them, and when to return.

Headers as in draft-ietf-httpapi-ratelimit-headers, the problem type that it registers.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

log = structlog.get_logger(__name__)

QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"


@dataclass(frozen=True)
class Quota:
    """What is left of one limit; ``wait`` is in seconds, until all of it is there again."""

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
        self.quota, self.policy = quota, quota.policy
        super().__init__(quota.wait)
        self.detail = _("The limit “%(name)s” is used up. Try again in %(wait)d seconds.") % {
            "name": quota.policy,
            "wait": quota.wait,
        }  # type: ignore[assignment]


def use(policy: str, who: str) -> Quota:
    """Count one request of ``who`` against the limit; raises LimitReached above it.

    Windows are fixed, and counted in the cache: one that is away limits nobody.
    """
    count, seconds = settings.API_RATES[policy]
    now = time.time()
    key = f"api-limit:{policy}:{who}:{int(now // seconds)}"
    try:
        cache.add(key, 0, timeout=seconds + 1)
        used = cache.incr(key)
    except Exception as error:  # noqa: BLE001 - each cache has errors of its own
        log.warning("requests are not counted", policy=policy, error=str(error))
        used = 0
    quota = Quota(
        policy, count, seconds, max(count - used, 0), max(1, round(seconds - now % seconds))
    )
    if used > count:
        raise LimitReached(quota)
    return quota


def address_of(request: Request) -> str:
    """Who asks, as far as anyone can tell who has no token; behind a proxy what the proxy says."""
    return str(BaseThrottle().get_ident(request))


def log_limit(response: Any, quotas: list[Quota]) -> None:
    if quotas:
        response["RateLimit-Policy"], response["RateLimit"] = (
            ", ".join(parts) for parts in zip(*(quota.headers for quota in quotas), strict=True)
        )
