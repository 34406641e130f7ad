"""What a publisher allows programs to fetch (robots.txt, RFC 9309)."""

import threading
import time
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urljoin

from protego import Protego

from claims.http.addresses import parse
from claims.http.client import fetch
from claims.http.errors import FetchError, StatusError
from claims.http.limits import READABLE_TYPES, USER_AGENT, Limits

ROBOTS_CACHE_SECONDS = 3600.0
MAX_CACHED_HOSTS = 2000


def allowed_by_robots(url: str, *, limits: Limits | None = None) -> bool:
    """Whether the host's robots.txt lets this program fetch the address (RFC 9309).

    A robots.txt that is not there allows everything. One that cannot be had (5xx, 429, no
    connection) raises that FetchError: the host may not be fetched now, but has not forbidden it.
    The answer is kept for an hour, that there is none for as long as one may take; many who ask
    at once cause one request.
    """
    limits = limits or Limits()
    target = parse(url, limits)
    root = urljoin(target.url, "/robots.txt")
    kept = _robots.get(root)
    if kept is None or kept.until < time.monotonic():
        kept = _robots_of(root, limits)
    if isinstance(kept.rules, FetchError):
        raise kept.rules.with_traceback(None)
    return kept.rules.can_fetch(target.url, USER_AGENT)


class _KeptRobots(NamedTuple):
    rules: Protego | FetchError
    until: float  # monotonic seconds


_robots: dict[str, _KeptRobots] = {}
_robots_lock = threading.Lock()
_robots_asked: dict[str, threading.Lock] = {}
MISSING_STATUSES = frozenset(range(400, 500)) - {429}


def _robots_of(root: str, limits: Limits) -> _KeptRobots:
    """What was read by somebody else in the meantime, or is read now."""
    with _robots_lock:
        asked = _robots_asked.setdefault(root, threading.Lock())
    try:
        with asked:
            kept = _robots.get(root)
            if kept is None or kept.until < time.monotonic():
                kept = _read_robots(root, limits)
                _keep_robots(root, kept)
            return kept
    finally:
        with _robots_lock:
            _robots_asked.pop(root, None)


def _read_robots(root: str, limits: Limits) -> _KeptRobots:
    rules: Protego | FetchError
    try:
        page = fetch(root, limits=replace(limits, content_types=READABLE_TYPES))
        rules = Protego.parse(page.body.decode("utf-8", "replace"))
    except StatusError as error:
        rules = Protego.parse("") if error.status in MISSING_STATUSES else error
    except FetchError as error:
        rules = error
    kept_for = limits.total_seconds if isinstance(rules, FetchError) else ROBOTS_CACHE_SECONDS
    return _KeptRobots(rules, time.monotonic() + kept_for)


def _keep_robots(root: str, kept: _KeptRobots) -> None:
    with _robots_lock:
        _robots.pop(root, None)
        _robots[root] = kept
        while len(_robots) > MAX_CACHED_HOSTS:
            del _robots[next(iter(_robots))]  # the oldest answer goes first


def forget_robots() -> None:
    """Ask every server anew."""
    with _robots_lock:
        _robots.clear()
