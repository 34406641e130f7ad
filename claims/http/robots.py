"""Whether a publisher allows programs to fetch an address (robots.txt, RFC 9309)."""

import threading
import time
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urljoin

from protego import Protego

from claims.http.addresses import parse_url
from claims.http.client import fetch
from claims.http.errors import FetchError, StatusError
from claims.http.limits import READABLE_TYPES, USER_AGENT, Limits

CACHE_SECONDS = 3600.0
MAX_CACHED_HOSTS = 2000
MISSING_STATUSES = frozenset(range(400, 500)) - {429}


class _Entry(NamedTuple):
    rules: Protego | FetchError
    expires_at: float  # monotonic seconds


_cache: dict[str, _Entry] = {}
_lock = threading.Lock()
_host_locks: dict[str, threading.Lock] = {}


def allowed_by_robots(url: str, *, limits: Limits | None = None) -> bool:
    """Whether the host's robots.txt lets this program fetch the address.

    A missing robots.txt allows everything. One that cannot be fetched (5xx, 429, no connection)
    raises its FetchError: the host may not be fetched now, but has not forbidden it. Answers are
    kept for an hour, failures for the time of one fetch; threads that ask at once send one request.
    """
    limits = limits or Limits()
    target = parse_url(url, limits)
    rules = _rules(urljoin(target.url, "/robots.txt"), limits)
    if isinstance(rules, FetchError):
        raise rules.with_traceback(None)
    return rules.can_fetch(target.url, USER_AGENT)


def forget_robots() -> None:
    """Empty the cache."""
    with _lock:
        _cache.clear()


def _rules(url: str, limits: Limits) -> Protego | FetchError:
    with _lock:
        host_lock = _host_locks.setdefault(url, threading.Lock())
    try:
        with host_lock:
            entry = _cache.get(url)
            if entry is None or entry.expires_at < time.monotonic():
                entry = _fetch_rules(url, limits)
                with _lock:
                    _cache.pop(url, None)
                    _cache[url] = entry
                    if len(_cache) > MAX_CACHED_HOSTS:
                        del _cache[next(iter(_cache))]  # the oldest
            return entry.rules
    finally:
        with _lock:
            _host_locks.pop(url, None)


def _fetch_rules(url: str, limits: Limits) -> _Entry:
    rules: Protego | FetchError
    try:
        response = fetch(url, limits=replace(limits, content_types=READABLE_TYPES))
        rules = Protego.parse(response.body.decode("utf-8", "replace"))
    except StatusError as error:
        rules = Protego.parse("") if error.status in MISSING_STATUSES else error
    except FetchError as error:
        rules = error
    seconds = limits.total_seconds if isinstance(rules, FetchError) else CACHE_SECONDS
    return _Entry(rules, time.monotonic() + seconds)
