"""One look at one source: fetched politely, read, and never a reason to raise. No database."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace

import structlog
from django.utils.translation import gettext as _

from claims import http
from claims.evidence.snapshots import Copy, read_copy
from claims.ingest.decoding import UnreadableError
from claims.models.recheck import Outcome

log = structlog.get_logger(__name__)

GONE = frozenset({410, 451})  # the server says that this was removed
LOCKED = frozenset({401, 402, 403, 407})


@dataclass(frozen=True)
class FetchRequest:
    """What is to be looked at; with ``etag`` and ``last_modified`` the server may answer 304.

    ``sha256`` is that of the newest copy's file: the same bytes again need no reading.
    ``is_slow``: its last answer took long.
    """

    source_id: int
    url: str
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    is_slow: bool = False

    @property
    def has_validators(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True)
class FetchResult:
    """What a look saw: a ``copy``, or that nothing changed since the last one, or a failure.

    Nothing changed: the server says so (status 304), or sends the same bytes as before.

    ``failure`` is None unless there was nothing to compare: UNREACHABLE or BLOCKED, which may
    pass, or MISSING, which the server itself calls final. ``note`` says it in words.
    """

    source_id: int
    copy: Copy | None = field(default=None, repr=False)
    failure: Outcome | None = None
    note: str = ""
    status: int | None = None
    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: float = 0.0
    milliseconds: int = 0
    is_repeated: bool = False  # another claim's look, a moment ago, which found no failure


def fetch_source(wanted: FetchRequest, connections: http.Connections | None = None) -> FetchResult:
    """Fetch and read one source. What goes wrong with one must not stop the others."""
    began = time.monotonic()
    try:
        seen = _fetch(wanted, connections)
    except http.StatusError as error:
        seen = _refused(wanted, error)
    except http.FetchError as error:
        seen = FetchResult(wanted.source_id, failure=_failure(error.reason), note=error.message)
    except UnreadableError as error:
        seen = FetchResult(wanted.source_id, failure=Outcome.UNREACHABLE, note=_(str(error)))
    except Exception as error:
        log.exception("a source could not be read", source=wanted.source_id)
        note = f"{type(error).__name__}: {error}"[:500]
        seen = FetchResult(wanted.source_id, failure=Outcome.UNREACHABLE, note=note)
    elapsed = int((time.monotonic() - began) * 1000)
    return replace(seen, milliseconds=elapsed)


def _fetch(wanted: FetchRequest, connections: http.Connections | None) -> FetchResult:
    if not http.allowed_by_robots(wanted.url):
        raise http.FetchError(http.Reason.ROBOTS, wanted.url)
    page = http.fetch(
        wanted.url,
        etag=wanted.etag,
        last_modified=wanted.last_modified,
        connections=connections,
    )
    is_same = page.not_modified or hashlib.sha256(page.body).hexdigest() == wanted.sha256
    return FetchResult(
        wanted.source_id,
        copy=None if is_same else read_copy(page, metadata=False),
        status=page.status,
        final_url=page.url,
        etag=page.etag,
        last_modified=page.last_modified,
    )


def _refused(wanted: FetchRequest, error: http.StatusError) -> FetchResult:
    failure = Outcome.UNREACHABLE
    if error.status in GONE:
        failure = Outcome.MISSING
    elif error.status in LOCKED:
        failure = Outcome.BLOCKED
    return FetchResult(
        wanted.source_id,
        failure=failure,
        status=error.status,
        note=error.message,
        retry_after=error.retry_after or 0.0,
    )


def _failure(reason: http.Reason) -> Outcome:
    blocked = {http.Reason.ROBOTS, http.Reason.FORBIDDEN_ADDRESS, http.Reason.BAD_ADDRESS}
    return Outcome.BLOCKED if reason in blocked else Outcome.UNREACHABLE
