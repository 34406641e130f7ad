"""Frozen copies of sources: the file as a WARC record, its text, hashes, when and from where."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims import http
from claims.ingest.decoding import UnreadableError, decode
from claims.ingest.html import page_content, read_html
from claims.ingest.plain_text import Article as ArticleContent
from claims.models import Snapshot, Source, record
from claims.models.article import text_hash

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset(
    {"text/plain", "application/json", "application/ld+json", "text/xml", "application/xml"}
    | {"application/rss+xml", "application/atom+xml"}
)
# Spoken of the file as it was sent; the body is kept decompressed and whole.
TRANSPORT_HEADERS = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"}
)


class CaptureError(Exception):
    """Why there is no copy, in one sentence for the person who asked for it."""


@dataclass(frozen=True)
class Copy:
    """A fetched page, read but not yet kept: ``text`` is empty for what is no text (PDF)."""

    page: http.Response
    title: str
    text: str
    sha256: str
    text_sha256: str
    publisher: str = ""
    published_on: date | None = None
    language: str = ""


def read_copy(page: http.Response, *, metadata: bool = True) -> Copy:
    """What a page says. Pure; raises UnreadableError for an empty or endless text.

    Without ``metadata`` only title and text are read, which takes a tenth of the time.
    """
    text, title, found = "", "", None
    if page.content_type in HTML_TYPES:
        html = decode(page.body, declared=page.charset)
        title, text = page_content(html)
        found = _metadata(html, page.url) if metadata else None
    elif page.content_type in TEXT_TYPES:
        text = decode(page.body, declared=page.charset)
    return Copy(
        page=page,
        title=(found.title if found else title)[:500],
        text=text,
        sha256=hashlib.sha256(page.body).hexdigest(),
        text_sha256=text_hash(text),
        publisher=(found.publisher if found else "")[:200],
        published_on=found.published if found else None,
        language=found.language if found else "",
    )


def _metadata(html: str, url: str) -> ArticleContent | None:
    try:
        return read_html(html, url=url)
    except UnreadableError:  # no article, which a source need not be
        return None


def has_changed(copy: Copy, last: Snapshot | None) -> bool:
    """Whether the text differs from the last copy's; for a file without text, the file."""
    if last is None:
        return True
    if copy.text or last.text:
        return copy.text_sha256 != last.text_sha256
    return copy.sha256 != last.sha256


def store_file(copy: Copy) -> str:
    """Write the page as a WARC record to the storage; returns its name there.

    Apart from the database's transaction: a file too many does no harm, a row without one does.
    """
    page = copy.page
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = [
        (name, value) for name, value in page.headers.items() if name not in TRANSPORT_HEADERS
    ]
    writer.write_record(
        writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            http_headers=StatusAndHeaders(f"{page.status} OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": page.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
    )
    name = f"snapshots/{page.fetched_at:%Y/%m}/{copy.sha256[:32]}.warc.gz"
    return default_storage.save(name, ContentFile(buffer.getvalue()))


def save_snapshot(source: Source, copy: Copy, *, file: str) -> Snapshot:
    """The row of a copy whose file is stored already; part of the caller's transaction."""
    snapshot = latest_snapshot(source, copy, file=file)
    snapshot.save(force_insert=True)
    return snapshot


def latest_snapshot(source: Source, copy: Copy, *, file: str) -> Snapshot:
    """The same, not yet written."""
    page = copy.page
    return Snapshot(
        source=source,
        fetched_at=page.fetched_at,
        final_url=page.url[:2000],
        status=page.status,
        headers=dict(page.headers),
        content_type=page.content_type[:100],
        title=copy.title,
        text=copy.text,
        sha256=copy.sha256,
        text_sha256=copy.text_sha256,
        file=file,
    )


def damage_of(snapshot: Snapshot) -> str:
    """What of a copy is no longer as it was kept, in words for the log; "" if nothing is."""
    if text_hash(snapshot.text) != snapshot.text_sha256:
        return "its text was changed"
    if not snapshot.file:
        return ""
    try:
        body = _body(snapshot)
    except FileNotFoundError:
        return "its file is missing"
    except (ArchiveLoadFailed, EOFError, StopIteration, zlib.error):
        return "its file is broken"
    return "" if hashlib.sha256(body).hexdigest() == snapshot.sha256 else "its file was changed"


def _body(snapshot: Snapshot) -> bytes:
    """The file as it was fetched or uploaded."""
    with snapshot.file.open() as file:
        if not str(snapshot.file.name).endswith(".warc.gz"):
            return bytes(file.read())
        return bytes(next(ArchiveIterator(file)).content_stream().read())


def capture(source: Source) -> Snapshot:
    """Fetch the source and keep a copy, unless the last one says the same; then that one.

    Ends the source's lease. On failure the source says why, is tried again later or parked, and
    CaptureError is raised. No database transaction is open while the network is waited for.
    """
    if not source.url:
        raise CaptureError(_("A source without an address has no page to copy."))
    Source.objects.filter(pk=source.pk).update(capture_state=Source.CaptureState.CAPTURING)
    try:
        copy = _fetch(source.url)
    except (http.FetchError, UnreadableError) as error:
        _record_failure(source, _failure_reason(error))
        raise CaptureError(_failure_reason(error)) from error
    snapshot = save_copy(source, copy)
    source.finish()
    return snapshot


def save_copy(source: Source, copy: Copy) -> Snapshot:
    """Keep what was fetched of the source, unless the last copy says the same; then that one."""
    last = source.snapshot
    file = store_file(copy) if has_changed(copy, last) else ""
    with transaction.atomic():
        snapshot = save_snapshot(source, copy, file=file) if file or last is None else last
        _record_capture(source, copy)
        record("capture", actor=None, source=source.pk, snapshot=snapshot.pk, new=bool(file))
    return snapshot


def _fetch(url: str) -> Copy:
    if not http.allowed_by_robots(url):
        raise http.FetchError(http.Reason.ROBOTS, url)
    return read_copy(http.fetch(url))


def _failure_reason(error: http.FetchError | UnreadableError) -> str:
    return error.message if isinstance(error, http.FetchError) else _(str(error))


def _record_failure(source: Source, why: str) -> None:
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(capture_state=Source.CaptureState.FAILED)
        source.capture_state = Source.CaptureState.FAILED
        record("capture_failed", actor=None, source=source.pk, reason=why)
    source.fail(why)


def _record_capture(source: Source, copy: Copy) -> None:
    """What the page says about itself, where nobody has said it; and how it answered."""
    found = {
        "title": copy.title,
        "publisher": copy.publisher,
        "published_on": copy.published_on,
        "language": copy.language[:10],
    }
    values: dict[str, Any] = {
        name: value for name, value in found.items() if value and not getattr(source, name)
    }
    values |= {
        "capture_state": Source.CaptureState.CAPTURED,
        "live_state": Source.LiveState.LIVE,
        "etag": copy.page.etag[:500],
        "last_modified": copy.page.last_modified[:100],
        "failures": 0,
        "checked_at": timezone.now(),
    }
    for name, value in values.items():
        setattr(source, name, value)
    source.save(update_fields=list(values))
