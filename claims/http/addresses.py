"""Which addresses may be connected to: checks of the address as written and as resolved."""

import ipaddress
import queue
import re
import socket
import threading
from typing import Any, NamedTuple

import urllib3
from requests_hardened.ip_filter import (  # type: ignore[import-untyped]
    EXTRA_BLOCKED_NET_RANGES,
)
from urllib3.exceptions import LocationParseError

from claims.http.errors import MAX_SHOWN_URL_LENGTH, FetchError, Reason
from claims.http.limits import Deadline, Limits

DEFAULT_PORTS = {"http": 80, "https": 443}


class Target(NamedTuple):
    url: str
    scheme: str
    host: str  # ASCII, lower case, without brackets and without a final dot
    port: int
    path: str  # with the query, as sent

    def is_allowed_by(self, limits: Limits) -> bool:
        return f"{self.host}:{self.port}" in limits.allowed_hosts


PRIVATE_NAMES = ("localhost", "local", "internal", "intranet", "home.arpa")
HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")  # the only IPv6 block handed out to the public


def parse_url(url: str, limits: Limits) -> Target:
    """The parts of an address, the only ones that a connection uses. Raises FetchError.

    Backslashes, control characters and user names are refused: parsers disagree about them, so
    that a check could see another host than the connection.
    """
    url = url.strip()
    bad = FetchError(Reason.BAD_ADDRESS, url)
    if len(url) > MAX_SHOWN_URL_LENGTH or re.search(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029]", url):
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
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"
    target = Target(f"{scheme}://{place}{path}", scheme, host, port, path)
    _check_host(target, limits)
    return target


def _check_host(target: Target, limits: Limits) -> None:
    """Refuse what can be refused without a name server."""
    if target.is_allowed_by(limits):
        return
    forbidden = FetchError(Reason.FORBIDDEN_ADDRESS, target.url)
    if target.port not in DEFAULT_PORTS.values():
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


def resolve_host(target: Target, deadline: Deadline, limits: Limits) -> list[Any]:
    """The records of the target's name, as `getaddrinfo` gives them, in the resolver's order.

    One private record among public ones refuses the whole name: only a rebinding attack has that.
    """
    records = _resolve(target, deadline)
    if not target.is_allowed_by(limits):
        for record in records:
            if not _is_public(ipaddress.ip_address(record[4][0].partition("%")[0])):
                raise FetchError(Reason.FORBIDDEN_ADDRESS, target.url, str(record[4][0]))
    return records


def _resolve(target: Target, deadline: Deadline) -> list[Any]:
    if _literal(target.host) is not None:  # needs no name server, hence no thread
        return socket.getaddrinfo(
            target.host, target.port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    answers: queue.SimpleQueue[list[Any] | OSError | UnicodeError] = queue.SimpleQueue()

    def resolve_addresses() -> None:
        try:
            answers.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # getaddrinfo has no time limit; in a thread of its own it can be abandoned.
    threading.Thread(target=resolve_addresses, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise FetchError(Reason.TIMEOUT, target.url, "name server") from None
    if isinstance(answer, Exception) or not answer:
        raise FetchError(Reason.DNS, target.url, str(answer))
    return answer
