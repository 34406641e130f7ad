"""Outbound HTTP: the only door through which the program fetches from the web.

An address comes from an article, an editor or a redirect, and is never trusted. `fetch` gives a
page or a `FetchError` with a reason a program can act on; there is no third outcome, and none of
them takes longer than the deadline or more memory than the size limit.

requests-hardened was the suggested ground. Its list of address ranges is used here, but it looks
only at the first address of a name, cannot bound the time of slow headers and leaves redirects to
requests, so the connection is made here on urllib3: one resolution, every record checked, the
socket opened to a checked address, and every byte read against one deadline.
"""

import http.client
import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlencode, urljoin

import certifi
import urllib3
from django.utils.translation import gettext_lazy as _
from protego import Protego
from requests_hardened.ip_filter import (  # type: ignore[import-untyped]
    EXTRA_BLOCKED_NET_RANGES,
)
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import LocationParseError

AGENT = "factcheck"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
DEFAULT_PORTS = {"http": 80, "https": 443}
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
CHUNK = 64 * 1024
HEADER_ALLOWANCE = 256 * 1024  # what status line, headers and chunk marks may add on the wire
LONGEST_ADDRESS = 4096
ROBOTS_SECONDS = 3600.0
ROBOTS_KEPT = 2000

READABLE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/pdf",
        "application/json",
        "application/ld+json",
    }
)


class Reason(StrEnum):
    """Why a fetch failed, for programs. People read `FetchError.message`."""

    BAD_ADDRESS = "bad_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    CONTENT_TYPE = "content_type"
    HTTP_STATUS = "http_status"
    ROBOTS = "robots"
    PROTOCOL = "protocol"


MESSAGES = {
    Reason.BAD_ADDRESS: _("This is not a complete web address beginning with http:// or https://."),
    Reason.FORBIDDEN_ADDRESS: _("This address is not on the public web and is not fetched."),
    Reason.DNS: _("The name of this server is not known at present."),
    Reason.CONNECT: _("The server cannot be reached, or broke the connection off."),
    Reason.TLS: _("The server does not prove its identity: its certificate is not valid."),
    Reason.TIMEOUT: _("The server did not answer in full within the time allowed."),
    Reason.TOO_LARGE: _("The page is larger than allowed."),
    Reason.TOO_MANY_REDIRECTS: _("The address redirects too often."),
    Reason.CONTENT_TYPE: _("This kind of file cannot be read as a source."),
    Reason.HTTP_STATUS: _("The server answered with an error status."),
    Reason.ROBOTS: _("The publisher asks programs not to fetch this address (robots.txt)."),
    Reason.PROTOCOL: _("The server's answer is not valid HTTP."),
}


class FetchError(Exception):
    """The one error of this module. `reason` is for programs, `message` for people, translatable.

    `str()` is for logs: English, and without the name and password an address may carry.
    """

    def __init__(self, reason: Reason, url: str, detail: str = "") -> None:
        self.reason = reason
        self.url = re.sub(r"//[^/?#]*@", "//", url[:LONGEST_ADDRESS])
        self.detail = detail
        super().__init__(": ".join(filter(None, [reason.value, self.url, detail])))

    @property
    def message(self) -> str:
        return str(MESSAGES[self.reason])


class StatusError(FetchError):
    """The server answered, with an error status. `retry_after` in seconds, None if not said."""

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(Reason.HTTP_STATUS, url, f"status {status}")
        self.status = status
        self.retry_after = retry_after

    @property
    def message(self) -> str:
        return f"{super().message} ({self.status})"


@dataclass(frozen=True)
class Limits:
    """What a fetch may reach and cost. Callers fill it from the settings.

    `allowed_networks` names exact "host:port" pairs that are fetched although they are not
    public, for the demo and the tests ("127.0.0.1:8000"); there are no wildcards.
    """

    max_bytes: int = 5_000_000
    total_seconds: float = 20.0
    connect_seconds: float = 5.0
    max_redirects: int = 5
    extra_ports: frozenset[int] = frozenset()
    allowed_networks: frozenset[str] = frozenset()
    content_types: frozenset[str] = READABLE_TYPES
    contact: str = ""

    @property
    def user_agent(self) -> str:
        return f"{AGENT}/1.0 (+{self.contact})" if self.contact else f"{AGENT}/1.0"


@dataclass(frozen=True)
class Page:
    """What a server answered. `body` is decompressed; header names are lower case, no cookies.

    `etag` and `last_modified` are to be handed to the next `fetch`. With `not_modified` the body
    is empty and everything known about the page still holds. `elapsed` is in seconds.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: Mapping[str, str]
    content_type: str
    charset: str
    body: bytes = field(repr=False)
    etag: str
    last_modified: str
    fetched_at: datetime
    not_modified: bool
    elapsed: float


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits | None = None,
    secrets: Mapping[str, str] | None = None,
    sink: BinaryIO | None = None,
    connections: "Connections | None" = None,
    form: Mapping[str, str] | None = None,
) -> Page:
    """Fetch a page by GET, following redirects, every hop checked. robots.txt is asked apart.

    With ``form`` these fields are sent by POST, to this address alone: no redirect is followed.
    ``secrets`` are headers, such as a key, for the first server only: no redirect hands them on.
    With ``sink`` the body is written there piece by piece and that of the page is empty.
    With ``connections`` an open one is used where there is one, and kept open afterwards.
    Raises FetchError, and its subclass StatusError for every status outside 200–299 and 304.
    """
    limits = limits or Limits()
    deadline = _Deadline(limits.total_seconds, url)
    headers = _request_headers(limits, etag, last_modified)
    headers |= {} if connections else {"Connection": "close"}
    body = None
    if form is not None:
        body, limits = urlencode(form).encode(), replace(limits, max_redirects=0)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    target = _parse(url, limits)
    hops: list[str] = []
    while True:
        sent = headers if hops else {**headers, **(secrets or {})}
        answer = _exchange(target, sent, deadline, limits, sink, connections, body)
        if answer.status not in REDIRECTS or not answer.location:
            return _page(url, target, hops, answer, deadline)
        hops.append(target.url)
        if len(hops) > limits.max_redirects:
            raise FetchError(Reason.TOO_MANY_REDIRECTS, url)
        target = _parse(urljoin(target.url, answer.location), limits)


def post(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits | None = None) -> int:
    """Send ``body`` by POST and give the status of the answer, of which nothing else is read.

    No redirect is followed: what is sent was meant for this address. Raises FetchError.
    """
    limits = limits or Limits()
    deadline = _Deadline(limits.total_seconds, url)
    target = _parse(url, limits)
    connection = None
    sent = {"User-Agent": limits.user_agent, "Connection": "close", **headers}
    try:
        with _told(target):
            connection = _connection(target, deadline, limits)
            connection.request(
                "POST", target.request, body=body, headers=sent, preload_content=False
            )
            return int(connection.getresponse().status)
    finally:
        if connection:
            connection.close()


def check_address(url: str, *, limits: Limits | None = None, resolve: bool = False) -> str:
    """The address in normal form, or the FetchError that `fetch` would raise for it.

    Nothing is connected to. With `resolve` the name is looked up as well, so that a name that
    leads into a private network is refused when it is saved; `fetch` checks again in any case.
    """
    limits = limits or Limits()
    target = _parse(url, limits)
    if resolve:
        _addresses(target, _Deadline(limits.connect_seconds, url), limits)
    return target.url


def allowed_by_robots(url: str, *, limits: Limits | None = None) -> bool:
    """Whether the host's robots.txt lets this program fetch the address (RFC 9309).

    A robots.txt that is not there allows everything. One that cannot be had (5xx, 429, no
    connection) raises that FetchError: the host may not be fetched now, but has not forbidden it.
    The answer is kept for an hour, that there is none for as long as one may take; many who ask
    at once cause one request.
    """
    limits = limits or Limits()
    target = _parse(url, limits)
    root = urljoin(target.url, "/robots.txt")
    kept = _robots.get(root)
    if kept is None or kept.until < time.monotonic():
        kept = _robots_of(root, limits)
    if isinstance(kept.rules, FetchError):
        raise kept.rules.with_traceback(None)
    return kept.rules.can_fetch(target.url, AGENT)


# Addresses


class _Target(NamedTuple):
    url: str
    scheme: str
    host: str  # ASCII, lower case, without brackets and without a final dot
    port: int
    request: str  # path and query, as sent

    def is_named_in(self, limits: Limits) -> bool:
        return f"{self.host}:{self.port}" in limits.allowed_networks


PRIVATE_NAMES = ("localhost", "local", "internal", "intranet", "home.arpa")
HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")  # the only IPv6 block handed out to the public


def _parse(url: str, limits: Limits) -> _Target:
    """The parts of an address; only these parts are ever connected to, so no second reading.

    Parsers disagree about backslashes, control characters and user names, and the disagreement
    is how a check is passed with one host and the connection made to another: all are refused.
    """
    url = url.strip()
    bad = FetchError(Reason.BAD_ADDRESS, url)
    if len(url) > LONGEST_ADDRESS or re.search(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029]", url):
        raise bad
    authority = re.match(r"https?://([^/?#]*)", url, re.IGNORECASE)
    if authority is None or re.search(r"[@%\s]", authority[1]):
        raise bad
    try:
        parts = urllib3.util.parse_url(url)
    except (LocationParseError, UnicodeError) as error:
        raise bad from error
    scheme = parts.scheme or ""
    host = (parts.host or "").strip("[]").removesuffix(".")
    if scheme not in DEFAULT_PORTS or not host or len(host) > 253:
        raise bad
    port = DEFAULT_PORTS[scheme] if parts.port is None else parts.port
    request = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"
    target = _Target(f"{scheme}://{place}{request}", scheme, host, port, request)
    _check_host(target, limits)
    return target


def _check_host(target: _Target, limits: Limits) -> None:
    """Refuse what can be refused without asking the name server."""
    if target.is_named_in(limits):
        return
    forbidden = FetchError(Reason.FORBIDDEN_ADDRESS, target.url)
    if target.port not in {80, 443} | limits.extra_ports:
        raise forbidden
    literal = _literal(target.host)
    if literal is not None:
        if not _is_public(literal):
            raise forbidden
        return
    if not HOST_NAME.fullmatch(target.host):
        raise FetchError(Reason.BAD_ADDRESS, target.url)
    last = target.host.rpartition(".")[2]
    # 2130706433, 0x7f.1, 0177.0.0.1, 127.1: forms of an IP address that only some parsers read.
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        raise forbidden
    if "." not in target.host or target.host.endswith(tuple(f".{n}" for n in PRIVATE_NAMES)):
        raise forbidden


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address belongs to the public internet.

    Addresses that carry another one inside (mapped, 6to4, Teredo, NAT64) are refused whole:
    no publisher is reached by them, and what they reach depends on the router.
    """
    if any(ip in network for network in EXTRA_BLOCKED_NET_RANGES):
        return False
    if ip.version == 6 and ip not in GLOBAL_IPV6:
        return False
    return ip.is_global and not ip.is_multicast


def _addresses(target: _Target, deadline: "_Deadline", limits: Limits) -> list[Any]:
    """The records of the target's name, as `getaddrinfo` gives them, in the resolver's order.

    One private record among public ones refuses the whole name: that is what a rebinding
    attack looks like, and no newspaper does.
    """
    records = _resolve(target, deadline)
    if not target.is_named_in(limits):
        for record in records:
            if not _is_public(ipaddress.ip_address(record[4][0].partition("%")[0])):
                raise FetchError(Reason.FORBIDDEN_ADDRESS, target.url, str(record[4][0]))
    return records


def _resolve(target: _Target, deadline: "_Deadline") -> list[Any]:
    if _literal(target.host) is not None:  # needs no name server, hence no thread
        return socket.getaddrinfo(
            target.host, target.port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    answers: queue.SimpleQueue[list[Any] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # getaddrinfo knows no time limit; in a thread of its own it can be left behind.
    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise FetchError(Reason.TIMEOUT, target.url, "name server") from None
    if isinstance(answer, Exception) or not answer:
        raise FetchError(Reason.DNS, target.url, str(answer))
    return answer


# One request and its answer


class _Deadline:
    """The moment by which everything has to be over, redirects and name server included."""

    def __init__(self, seconds: float, url: str) -> None:
        self.url = url
        self.began = time.monotonic()
        self.at = self.began + seconds

    def left(self) -> float:
        """Seconds left, more than 0; raises FetchError when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise FetchError(Reason.TIMEOUT, self.url)
        return seconds

    def elapsed(self) -> float:
        return time.monotonic() - self.began


class _Wire(io.RawIOBase):
    """Reads a socket against the deadline and a cap on bytes.

    A socket's own timeout starts anew with every byte; here every read gets only what is left,
    which holds for a byte a second and for headers without end alike.
    """

    def __init__(self, sock: socket.socket, deadline: _Deadline, max_bytes: int) -> None:
        self.sock = sock
        self.raw = sock.makefile("rb", buffering=0)  # keeps the socket open until this is closed
        self.deadline = deadline
        self.bytes_left = max_bytes

    def close(self) -> None:
        self.raw.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(self.deadline.left())
        try:
            count = self.raw.readinto(buffer) or 0
        except TimeoutError:
            raise FetchError(Reason.TIMEOUT, self.deadline.url) from None
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise FetchError(Reason.TOO_LARGE, self.deadline.url)
        return count


class _DeadlineSocket:
    """A connected socket whose reading side is a `_Wire`; http.client asks for little more."""

    def __init__(self, sock: socket.socket, deadline: _Deadline, max_bytes: int) -> None:
        self._sock = sock
        self.begin(deadline, max_bytes)

    def begin(self, deadline: _Deadline, max_bytes: int) -> None:
        """One more exchange, with a time and an allowance of its own."""
        self._deadline = deadline
        self._max_bytes = max_bytes

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Wire(self._sock, self._deadline, self._max_bytes), CHUNK)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Pinned:
    """Mixed into urllib3's connections: connects to checked addresses, never by name.

    The name is still what TLS verifies and what the Host header says.
    """

    records: list[Any]
    deadline: _Deadline
    limits: Limits
    sock: Any

    def _new_conn(self) -> socket.socket:
        return _connect(self.records, self.deadline, self.limits)

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.sock = _DeadlineSocket(self.sock, self.deadline, _allowance(self.limits))

    def begin(self, deadline: _Deadline, limits: Limits) -> None:
        """Use the open connection for one more exchange."""
        self.deadline, self.limits = deadline, limits
        self.sock.begin(deadline, _allowance(limits))
        self.sock.settimeout(deadline.left())


class _PinnedHTTP(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


def _allowance(limits: Limits) -> int:
    return limits.max_bytes + HEADER_ALLOWANCE


class _Idle(NamedTuple):
    connection: "_PinnedHTTP | _PinnedHTTPS"
    until: float  # monotonic seconds


class Connections:
    """Connections left open between exchanges, for many fetches from few servers.

    Each was opened to an address that was checked then, and serves only the scheme, name and port
    it was opened for: a name that is moved to a private address in the meantime gains nothing.
    Safe to share between threads.
    """

    def __init__(self, *, most: int = 64, seconds: float = 10.0) -> None:
        self._most = most
        self._seconds = seconds
        self._idle: dict[tuple[str, str, int, bool], list[_Idle]] = {}
        self._count = 0
        self._lock = threading.Lock()

    def take(self, target: "_Target", limits: Limits) -> "_PinnedHTTP | _PinnedHTTPS | None":
        with self._lock:
            idle = self._idle.get(_place(target, limits), [])
            while idle:
                self._count -= 1
                connection, until = idle.pop()
                if until > time.monotonic():
                    return connection
                connection.close()
        return None

    def give_back(
        self, target: "_Target", limits: Limits, connection: "_PinnedHTTP | _PinnedHTTPS"
    ) -> None:
        with self._lock:
            if self._count >= self._most:
                self._close_all()
            idle = self._idle.setdefault(_place(target, limits), [])
            idle.append(_Idle(connection, time.monotonic() + self._seconds))
            self._count += 1

    def close(self) -> None:
        with self._lock:
            self._close_all()

    def _close_all(self) -> None:
        for idle in self._idle.values():
            for connection, _until in idle:
                connection.close()
        self._idle.clear()
        self._count = 0


def _place(target: "_Target", limits: Limits) -> tuple[str, str, int, bool]:
    return target.scheme, target.host, target.port, target.is_named_in(limits)


@cache
def _tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()  # the certificates a newsroom's administrator added
    return context


def _connect(records: Iterable[Any], deadline: _Deadline, limits: Limits) -> socket.socket:
    """A socket to the first address that answers, with the remaining time as its timeout."""
    last: OSError | None = None
    for family, kind, protocol, _name, address in records:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(min(limits.connect_seconds, deadline.left()))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(deadline.left())  # bounds the TLS handshake
            return sock
        except OSError as error:
            sock.close()
            last = error
        except FetchError:
            sock.close()
            raise
    reason = Reason.TIMEOUT if isinstance(last, TimeoutError) else Reason.CONNECT
    raise FetchError(reason, deadline.url, str(last))


def _connection(target: _Target, deadline: _Deadline, limits: Limits) -> _PinnedHTTP | _PinnedHTTPS:
    records = _addresses(target, deadline, limits)
    connection: _PinnedHTTP | _PinnedHTTPS
    if target.scheme == "https":
        connection = _PinnedHTTPS(target.host, target.port, ssl_context=_tls_context())
    else:
        connection = _PinnedHTTP(target.host, target.port)
    connection.records = records
    connection.deadline = deadline
    connection.limits = limits
    return connection


class _Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    location: str
    content_type: str
    charset: str
    body: bytes


def _exchange(
    target: _Target,
    headers: Mapping[str, str],
    deadline: _Deadline,
    limits: Limits,
    sink: BinaryIO | None = None,
    connections: Connections | None = None,
    form: bytes | None = None,
) -> _Answer:
    """One request, one answer; a redirect's or an error's body is not read.

    The connection is kept if the whole answer was read and the server keeps it too, else closed.
    """
    connection, keep = None, False
    try:
        with _told(target):
            connection, response = _ask(target, headers, deadline, limits, connections, form)
            known = {k.lower(): v for k, v in response.headers.items() if k.lower() != "set-cookie"}
            content_type, charset = _content_type(known.get("content-type", ""))
            location, body = "", b""
            if response.status in REDIRECTS:
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
            return _Answer(response.status, known, location, content_type, charset, body)
    finally:
        if connection and connections and keep:
            connections.give_back(target, limits, connection)
        elif connection:
            connection.close()


@contextmanager
def _told(target: _Target) -> Iterator[None]:
    """Whatever the libraries below raise, as the one error of this module."""
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


def _ask(
    target: _Target,
    headers: Mapping[str, str],
    deadline: _Deadline,
    limits: Limits,
    connections: Connections | None,
    form: bytes | None,
) -> tuple[_PinnedHTTP | _PinnedHTTPS, Any]:
    """The connection, and the head of the answer on it."""
    used = connections.take(target, limits) if connections else None
    if used:
        try:
            used.begin(deadline, limits)
            return used, _answer_on(used, target, headers, form)
        except ConnectionError:  # the server had closed it while nobody used it
            used.close()
    connection = _connection(target, deadline, limits)
    return connection, _answer_on(connection, target, headers, form)


def _answer_on(
    connection: _PinnedHTTP | _PinnedHTTPS,
    target: _Target,
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


def _request_headers(limits: Limits, etag: str, last_modified: str) -> dict[str, str]:
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
    target: _Target, headers: Mapping[str, str], content_type: str, limits: Limits
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


def _read_body(target: _Target, response: Any, limits: Limits, sink: BinaryIO | None) -> bytes:
    """The decompressed body. The compressed side is counted by `_Wire`, this one here."""
    body = io.BytesIO()
    size = 0
    for chunk in response.stream(CHUNK, decode_content=True):
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


def _page(url: str, target: _Target, hops: list[str], answer: _Answer, deadline: _Deadline) -> Page:
    if answer.status in REDIRECTS:
        raise FetchError(Reason.PROTOCOL, target.url, "redirect without a location")
    return Page(
        url=url,
        final_url=target.url,
        redirects=tuple(hops),
        status=answer.status,
        headers=answer.headers,
        content_type=answer.content_type,
        charset=answer.charset,
        body=answer.body,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        fetched_at=datetime.now(UTC),
        not_modified=answer.status == 304,
        elapsed=deadline.elapsed(),
    )


# robots.txt


class _KeptRobots(NamedTuple):
    rules: Protego | FetchError
    until: float  # monotonic seconds


_robots: dict[str, _KeptRobots] = {}
_robots_lock = threading.Lock()
_robots_asked: dict[str, threading.Lock] = {}
ROBOTS_ABSENT = frozenset(range(400, 500)) - {429}


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
        rules = Protego.parse("") if error.status in ROBOTS_ABSENT else error
    except FetchError as error:
        rules = error
    kept_for = limits.total_seconds if isinstance(rules, FetchError) else ROBOTS_SECONDS
    return _KeptRobots(rules, time.monotonic() + kept_for)


def _keep_robots(root: str, kept: _KeptRobots) -> None:
    with _robots_lock:
        _robots.pop(root, None)
        _robots[root] = kept
        while len(_robots) > ROBOTS_KEPT:
            del _robots[next(iter(_robots))]  # the oldest answer goes first
