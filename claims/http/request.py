"""One request and its answer."""

import http.client
import io
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, NamedTuple

import urllib3

from claims.http.addresses import Target
from claims.http.connections import CHUNK_SIZE, Connections, PinnedHTTP, PinnedHTTPS, connection_to
from claims.http.errors import FetchError, Reason, StatusError
from claims.http.limits import Deadline, Limits

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    location: str
    content_type: str
    charset: str
    body: bytes


def send_request(
    target: Target,
    headers: Mapping[str, str],
    deadline: Deadline,
    limits: Limits,
    sink: BinaryIO | None = None,
    connections: Connections | None = None,
    form: bytes | None = None,
) -> Response:
    """One request, one answer; a redirect's or an error's body is not read.

    The connection is kept if the whole answer was read and the server keeps it too, else closed.
    """
    connection, keep = None, False
    try:
        with response_text(target):
            connection, response = _send(target, headers, deadline, limits, connections, form)
            known = {k.lower(): v for k, v in response.headers.items() if k.lower() != "set-cookie"}
            content_type, charset = _content_type(known.get("content-type", ""))
            location, body = "", b""
            if response.status in REDIRECT_STATUSES:
                location = _location(known.get("location", ""))
            elif response.status == 304:
                response.close()  # it has no body
            elif 200 <= response.status < 300:
                _check_readable(target, known, content_type, limits)
                body = _read_body(target, response, limits, sink)
                content_type = content_type or _sniff(body)
                if content_type not in limits.content_types:
                    raise FetchError(Reason.CONTENT_TYPE, target.url, content_type)
            else:
                raise StatusError(target.url, response.status, _retry_after(known))
            keep = _is_read_and_open(response)
            return Response(response.status, known, location, content_type, charset, body)
    finally:
        if connection and connections and keep:
            connections.give_back(target, limits, connection)
        elif connection:
            connection.close()


@contextmanager
def response_text(target: Target) -> Iterator[None]:
    """Whatever the libraries below raise, as the one error of this package."""
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
    """The connection, and the head of the answer on it."""
    used = connections.acquire(target, limits) if connections else None
    if used:
        try:
            used.begin(deadline, limits)
            return used, _read_response(used, target, headers, form)
        except ConnectionError:  # the server had closed it while nobody used it
            used.close()
    connection = connection_to(target, deadline, limits)
    return connection, _read_response(connection, target, headers, form)


def _read_response(
    connection: PinnedHTTP | PinnedHTTPS,
    target: Target,
    headers: Mapping[str, str],
    form: bytes | None,
) -> Any:
    method = "GET" if form is None else "POST"
    try:
        connection.request(method, target.request, form, headers, preload_content=False)
        return connection.getresponse()
    except BaseException:
        connection.close()
        raise


def _is_read_and_open(response: Any) -> bool:
    """Whether the answer has been read to its end and the server goes on listening."""
    original = response._original_response
    return bool(original is not None and original.isclosed() and not original.will_close)


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


def _location(header: str) -> str:
    """The header as sent: http.client reads bytes as Latin-1, servers write UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return header.strip()


def _check_readable(
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
    """The decompressed body. The compressed side is counted by `_Wire`, this one here."""
    body = io.BytesIO()
    size = 0
    for chunk in response.stream(CHUNK_SIZE, decode_content=True):
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
