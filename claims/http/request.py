"""One request and its response."""

import http.client
import io
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

import urllib3

from claims.http.addresses import Target
from claims.http.connections import CHUNK_SIZE, Connections, PinnedHTTP, PinnedHTTPS, new_connection
from claims.http.errors import FetchError, Reason, StatusError
from claims.http.limits import Deadline, Limits

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})


@dataclass(frozen=True)
class Response:
    """A server's answer. `url` is the last one after redirects; `body` is decompressed.

    Header names are lower case, cookies are left out. `etag` and `last_modified` are for the next
    `fetch`; with `not_modified` the body is empty and the earlier copy still holds.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content_type: str = ""
    charset: str = ""
    body: bytes = field(default=b"", repr=False)
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def location(self) -> str:
        """Where a redirect leads, else "". http.client reads Latin-1, servers write UTF-8."""
        header = self.headers.get("location", "") if self.status in REDIRECT_STATUSES else ""
        try:
            return header.encode("latin-1").decode("utf-8").strip()
        except UnicodeError:
            return header.strip()


def send_request(
    target: Target,
    headers: Mapping[str, str],
    deadline: Deadline,
    limits: Limits,
    *,
    form: bytes | None = None,
    sink: BinaryIO | None = None,
    connections: Connections | None = None,
) -> Response:
    """Send one request; the body of a redirect or an error is not read.

    The connection is kept if the response was read to its end and the server keeps it, too.
    """
    connection, is_reusable = None, False
    try:
        with translate_errors(target):
            connection, raw = _send(target, headers, deadline, limits, connections, form)
            response = _read(target, raw, limits, sink)
            is_reusable = raw.closed and connection.is_connected
            return response
    finally:
        if connection and connections and is_reusable:
            connections.release(target, limits, connection)
        elif connection:
            connection.close()


def _read(target: Target, raw: Any, limits: Limits, sink: BinaryIO | None) -> Response:
    headers = {k.lower(): v for k, v in raw.headers.items() if k.lower() != "set-cookie"}
    response = Response(target.url, raw.status, headers)
    if raw.status == 304:
        raw.close()  # it has no body
    if raw.status == 304 or response.location:
        return response
    if raw.status in REDIRECT_STATUSES:
        raise FetchError(Reason.PROTOCOL, target.url, "redirect without a location")
    if not 200 <= raw.status < 300:
        raise StatusError(target.url, raw.status, _retry_after(headers))
    content_type, charset = _content_type(headers.get("content-type", ""))
    _check_headers(target, headers, content_type, limits)
    body = _read_body(target, raw, limits, sink)
    content_type = content_type or _sniff(body)
    if content_type not in limits.content_types:
        raise FetchError(Reason.CONTENT_TYPE, target.url, content_type)
    return replace(response, content_type=content_type, charset=charset, body=body)


@contextmanager
def translate_errors(target: Target) -> Iterator[None]:
    """Raise the libraries' errors as FetchError."""
    try:
        yield
    except ssl.SSLError as error:
        raise FetchError(Reason.TLS, target.url, str(error)) from error
    except TimeoutError:
        raise FetchError(Reason.TIMEOUT, target.url) from None
    except OSError as error:
        raise FetchError(Reason.CONNECT, target.url, str(error)) from error
    except (http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise FetchError(Reason.PROTOCOL, target.url, str(error)) from error


def _send(
    target: Target,
    headers: Mapping[str, str],
    deadline: Deadline,
    limits: Limits,
    connections: Connections | None,
    form: bytes | None,
) -> tuple[PinnedHTTP | PinnedHTTPS, Any]:
    """The connection, and the response of which the headers are read."""
    used = connections.acquire(target, limits) if connections else None
    if used:
        try:
            used.begin(deadline, limits)
            return used, _begin(used, target, headers, form)
        except ConnectionError:  # the server closed it in the meantime
            used.close()
    connection = new_connection(target, deadline, limits)
    return connection, _begin(connection, target, headers, form)


def _begin(
    connection: PinnedHTTP | PinnedHTTPS,
    target: Target,
    headers: Mapping[str, str],
    form: bytes | None,
) -> Any:
    method = "GET" if form is None else "POST"
    try:
        connection.request(method, target.path, form, headers, preload_content=False)
        return connection.getresponse()
    except BaseException:
        connection.close()
        raise


def request_headers(limits: Limits, etag: str, last_modified: str) -> dict[str, str]:
    headers = {
        "User-Agent": limits.user_agent,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "de, en;q=0.8, *;q=0.5",
    }
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        if value and value.isascii() and value.isprintable():
            headers[name] = value
    return headers


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = header
    if "/" not in header:
        return "", ""
    return message.get_content_type(), str(message.get_param("charset", "") or "").strip("\"' ")


def _check_headers(
    target: Target, headers: Mapping[str, str], content_type: str, limits: Limits
) -> None:
    """Refuse by the headers alone what would be refused after reading it."""
    if content_type and content_type not in limits.content_types:
        raise FetchError(Reason.CONTENT_TYPE, target.url, content_type)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:  # also "gzip, gzip": nesting serves bombs only
        raise FetchError(Reason.PROTOCOL, target.url, f"content encoding {encoding[:80]}")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.max_bytes:
        raise FetchError(Reason.TOO_LARGE, target.url, f"{length[:20]} bytes announced")


def _read_body(target: Target, response: Any, limits: Limits, sink: BinaryIO | None) -> bytes:
    """The decompressed body, its size counted here; `_Wire` counts the compressed one.

    `read1` decompresses what has arrived, a chunk at most, and never waits for more: the limit is
    met as soon as the server has sent enough for it.
    """
    body = io.BytesIO()
    size = 0
    while chunk := response.read1(CHUNK_SIZE, decode_content=True):
        size += len(chunk)
        if size > limits.max_bytes:
            raise FetchError(Reason.TOO_LARGE, target.url)
        (sink or body).write(chunk)
    return body.getvalue()


def _sniff(body: bytes) -> str:
    """The content type of a body whose server named none."""
    start = body[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/html" if start.startswith(b"<") else "text/plain"


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
