"""Connections to checked addresses, read against one deadline, and a pool of them."""

import io
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from claims.http.addresses import Target, resolve_host
from claims.http.errors import FetchError, Reason
from claims.http.limits import Deadline, Limits

CHUNK_SIZE = 64 * 1024
HEADER_ALLOWANCE = 256 * 1024  # what status line, headers and chunk marks may add on the wire


class _Wire(io.RawIOBase):
    """Reads a socket against the deadline and a limit on bytes.

    A socket's own timeout starts anew with every byte; here each read gets the time that is left,
    so that the deadline holds for a byte a second and for endless headers, too.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline, max_bytes: int) -> None:
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
    """A connected socket that http.client reads through a `_Wire`."""

    def __init__(self, sock: socket.socket, deadline: Deadline, max_bytes: int) -> None:
        self._sock = sock
        self.begin(deadline, max_bytes)

    def begin(self, deadline: Deadline, max_bytes: int) -> None:
        """One more request, with a deadline and a size limit of its own."""
        self._deadline = deadline
        self._max_bytes = max_bytes

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Wire(self._sock, self._deadline, self._max_bytes), CHUNK_SIZE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Pinned:
    """Mixed into urllib3's connections: connects to checked addresses, never by name.

    The name is still what TLS verifies and what the Host header says.
    """

    records: list[Any]
    deadline: Deadline
    limits: Limits
    sock: Any

    def _new_conn(self) -> socket.socket:
        return _open_socket(self.records, self.deadline, self.limits)

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.sock = _DeadlineSocket(self.sock, self.deadline, _allowance(self.limits))

    def begin(self, deadline: Deadline, limits: Limits) -> None:
        """Use the open connection for one more request."""
        self.deadline, self.limits = deadline, limits
        self.sock.begin(deadline, _allowance(limits))
        self.sock.settimeout(deadline.left())


class PinnedHTTP(_Pinned, HTTPConnection):
    pass


class PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


def _allowance(limits: Limits) -> int:
    return limits.max_bytes + HEADER_ALLOWANCE


class _Idle(NamedTuple):
    connection: PinnedHTTP | PinnedHTTPS
    until: float  # monotonic seconds


class Connections:
    """A pool of open connections, for many fetches from few servers. Thread-safe.

    Each was opened to a checked address and serves only its scheme, name and port: a name that
    is moved to a private address in the meantime gains nothing.
    """

    def __init__(self, *, max_idle: int = 64, idle_seconds: float = 10.0) -> None:
        self._max_idle = max_idle
        self._idle_seconds = idle_seconds
        self._idle: dict[tuple[str, str, int, bool], list[_Idle]] = {}
        self._count = 0
        self._lock = threading.Lock()

    def acquire(self, target: Target, limits: Limits) -> PinnedHTTP | PinnedHTTPS | None:
        with self._lock:
            idle = self._idle.get(_place(target, limits), [])
            while idle:
                self._count -= 1
                connection, until = idle.pop()
                if until > time.monotonic():
                    return connection
                connection.close()
        return None

    def release(self, target: Target, limits: Limits, connection: PinnedHTTP | PinnedHTTPS) -> None:
        with self._lock:
            if self._count >= self._max_idle:
                self._close_all()
            idle = self._idle.setdefault(_place(target, limits), [])
            idle.append(_Idle(connection, time.monotonic() + self._idle_seconds))
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


def _place(target: Target, limits: Limits) -> tuple[str, str, int, bool]:
    return target.scheme, target.host, target.port, target.is_allowed_by(limits)


@cache
def _tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()  # the certificates a newsroom's administrator added
    return context


def _open_socket(records: Iterable[Any], deadline: Deadline, limits: Limits) -> socket.socket:
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


def new_connection(target: Target, deadline: Deadline, limits: Limits) -> PinnedHTTP | PinnedHTTPS:
    records = resolve_host(target, deadline, limits)
    connection: PinnedHTTP | PinnedHTTPS
    if target.scheme == "https":
        connection = PinnedHTTPS(target.host, target.port, ssl_context=_tls_context())
    else:
        connection = PinnedHTTP(target.host, target.port)
    connection.records = records
    connection.deadline = deadline
    connection.limits = limits
    return connection
