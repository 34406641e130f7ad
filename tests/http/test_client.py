"""Real servers on this machine, a resolver of our own, and a look at every socket that connects."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import brotli
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from claims import http
from claims.http import FetchError, Limits, Reason, StatusError

PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "151.101.1.164"


@pytest.fixture
def limits(httpserver: HTTPServer) -> Limits:
    return Limits(
        allowed_hosts=frozenset({f"{httpserver.host}:{httpserver.port}"}),
        total_seconds=60,
        contact="desk@example.ch",
    )


@pytest.fixture(autouse=True)
def empty_robots_cache() -> None:
    http.forget_robots()


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address a socket was asked to connect to; none of them is really connected to."""
    asked: list[object] = []

    def refuse(sock: socket.socket, address: object) -> None:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Names and, for each look-up in turn, the addresses it gives; the last one stays."""
    names: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        if host not in names:
            if host[0].isdigit() or ":" in host:
                return real(host, port, *args, **kwargs)
            raise socket.gaierror("name not known")
        turns = names[host]
        addresses = turns.pop(0) if len(turns) > 1 else turns[0]
        return [
            (
                socket.AF_INET6 if ":" in a else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (a, port),
            )
            for a in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return names


Talk = Callable[[socket.socket], None]


@pytest.fixture
def raw_server() -> Iterator[Callable[[Talk], tuple[str, Limits]]]:
    """Starts a server that answers one connection with whatever `talk` sends."""
    listeners: list[socket.socket] = []

    def serve(talk: Talk) -> tuple[str, Limits]:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        port = listener.getsockname()[1]

        def run() -> None:
            connection, _peer = listener.accept()
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    pass

        threading.Thread(target=run, daemon=True).start()
        limits = Limits(allowed_hosts=frozenset({f"127.0.0.1:{port}"}), total_seconds=60)
        return f"http://127.0.0.1:{port}/", limits

    yield serve
    for listener in listeners:
        listener.close()


def reason_of(url: str, limits: Limits | None = None) -> Reason:
    with pytest.raises(FetchError) as raised:
        http.fetch(url, limits=limits)
    return raised.value.reason


# What a good fetch gives


def test_fetch_gives_page(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/a").respond_with_data(
        "Grüsse".encode("latin-1"),
        headers={"ETag": '"1"', "Last-Modified": "Tue, 06 Jan 2026 10:00:00 GMT"},
        content_type="text/html; charset=ISO-8859-1",
    )

    page = http.fetch(httpserver.url_for("/a"), limits=limits)

    assert page.body == "Grüsse".encode("latin-1")
    assert (page.status, page.content_type, page.charset) == (200, "text/html", "ISO-8859-1")
    assert (page.etag, page.last_modified) == ('"1"', "Tue, 06 Jan 2026 10:00:00 GMT")
    assert page.not_modified is False
    assert page.fetched_at.utcoffset() is not None


def test_fetch_names_program_and_contact(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/").respond_with_data("Text", content_type="text/plain")

    http.fetch(httpserver.url_for("/"), limits=limits)

    request, _answer = httpserver.log[0]
    assert request.headers["User-Agent"] == "factcheck/1.0 (+desk@example.ch)"
    assert request.headers["Host"] == f"{httpserver.host}:{httpserver.port}"


def test_fetch_with_validators_is_told_not_modified(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/", headers={"If-None-Match": '"1"'}).respond_with_data(status=304)

    page = http.fetch(httpserver.url_for("/"), etag='"1"', limits=limits)

    assert (page.not_modified, page.body) == (True, b"")


def test_fetch_ignores_validator_with_line_break(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/").respond_with_data("Text", content_type="text/plain")

    http.fetch(httpserver.url_for("/"), etag='"1"\r\nX-Evil: 1', limits=limits)

    request, _answer = httpserver.log[0]
    assert ("If-None-Match" in request.headers, "X-Evil" in request.headers) == (False, False)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_fetch_unpacks_body(
    httpserver: HTTPServer, limits: Limits, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    httpserver.expect_request("/").respond_with_data(
        pack(b"Text " * 1000), headers={"Content-Encoding": encoding}, content_type="text/plain"
    )

    assert http.fetch(httpserver.url_for("/"), limits=limits).body == b"Text " * 1000


def test_fetch_drops_cookies(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/a").respond_with_data(
        status=302, headers={"Location": "/b", "Set-Cookie": "secret=1"}
    )
    httpserver.expect_request("/b").respond_with_data(
        "Text", content_type="text/plain", headers={"Set-Cookie": "secret=2"}
    )

    page = http.fetch(httpserver.url_for("/a"), limits=limits)

    assert "set-cookie" not in page.headers
    assert ["Cookie" in request.headers for request, _answer in httpserver.log] == [False, False]


def test_fetch_uses_neither_proxy_nor_netrc(
    httpserver: HTTPServer, limits: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:
        file.write(f"machine {httpserver.host} login me password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    httpserver.expect_request("/").respond_with_data("Text", content_type="text/plain")

    http.fetch(httpserver.url_for("/"), limits=limits)

    request, _answer = httpserver.log[0]
    assert "Authorization" not in request.headers


def test_fetch_without_declared_type_looks_at_body(raw_server) -> None:
    url, limits = raw_server(
        lambda s: s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<p>Hi</p>")
    )

    assert http.fetch(url, limits=limits).content_type == "text/html"


# Addresses

FORBIDDEN = [
    "http://127.0.0.1/",
    "http://127.0.0.1.:80/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.0.0.192/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://db.localhost/",
    "http://metadata.google.internal/",
    "http://printer.local/",
    "http://intranet/",
    "http://example.com:22/",
    "http://example.com:6379/",
    "http://example.com:8000/",
]

BAD = [
    "",
    "example.com",
    "//example.com/",
    "http:example.com",
    "http:///path",
    "file:///etc/passwd",
    "gopher://example.com/",
    "ftp://example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://user:password@example.com/",
    "http://user@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1\\.example.com/",
    "http://example.com\t.evil.com/",
    "http://example.com\r\nHost: evil/",
    "http://exa mple.com/",
    "http://127.0.0.1%2f.example.com/",
    "http://[fe80::1%25eth0]/",
    "http://example..com/",
    "http://-example.com/",
    "http://１２７.０.０.１/",
    "http://example.com:99999/",
    "http://example.com:port/",
    "http://example.com/" + "a" * 5000,
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_forbidden_address_is_refused_and_nothing_connects(
    url: str, connected: list[object]
) -> None:
    assert reason_of(url) == Reason.FORBIDDEN_ADDRESS
    with pytest.raises(FetchError) as raised:
        http.check_address(url)
    assert raised.value.reason == Reason.FORBIDDEN_ADDRESS
    assert connected == []


@pytest.mark.parametrize("url", BAD)
def test_bad_address_is_refused_and_nothing_connects(url: str, connected: list[object]) -> None:
    assert reason_of(url) == Reason.BAD_ADDRESS
    with pytest.raises(FetchError) as raised:
        http.check_address(url)
    assert raised.value.reason == Reason.BAD_ADDRESS
    assert connected == []


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("  https://EXAMPLE.com:443/a/../b#part ", "https://example.com/b"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com.?q=ä", "http://example.com/?q=%C3%A4"),
        ("https://zürich.example/ä b", "https://xn--zrich-kva.example/%C3%A4%20b"),
        ("http://[2A00:1450:4001::1]:80/", "http://[2a00:1450:4001::1]/"),
    ],
)
def test_check_address_gives_normal_form(url: str, normal: str) -> None:
    assert http.check_address(url) == normal


def test_allowed_network_is_an_exact_pair(connected: list[object]) -> None:
    limits = Limits(allowed_hosts=frozenset({"127.0.0.1:8000"}))

    assert reason_of("http://127.0.0.1:8000/", limits) == Reason.CONNECT
    assert reason_of("http://127.0.0.1:8001/", limits) == Reason.FORBIDDEN_ADDRESS
    assert reason_of("http://127.0.0.2:8000/", limits) == Reason.FORBIDDEN_ADDRESS
    assert connected == [("127.0.0.1", 8000)]


def test_error_never_shows_password() -> None:
    with pytest.raises(FetchError) as raised:
        http.fetch("https://me:secret@example.com/")

    assert "secret" not in str(raised.value) + raised.value.url


# Names and what they resolve to


@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], [PUBLIC, "10.0.0.1"], [PUBLIC, "::1"], ["::ffff:127.0.0.1"]]
)
def test_name_with_private_record_is_refused(
    addresses: list[str], resolver: dict[str, list[list[str]]], connected: list[object]
) -> None:
    resolver["news.example"] = [addresses]

    assert reason_of("http://news.example/") == Reason.FORBIDDEN_ADDRESS
    with pytest.raises(FetchError) as raised:
        http.check_address("http://news.example/", resolve=True)
    assert raised.value.reason == Reason.FORBIDDEN_ADDRESS
    assert connected == []


def test_connection_goes_to_checked_address_only(
    resolver: dict[str, list[list[str]]], connected: list[object]
) -> None:
    resolver["news.example"] = [[PUBLIC, OTHER_PUBLIC], ["10.0.0.1"]]

    assert reason_of("http://news.example/") == Reason.CONNECT
    assert connected == [(PUBLIC, 80), (OTHER_PUBLIC, 80)]


def test_name_that_turns_private_is_refused_at_fetch(
    resolver: dict[str, list[list[str]]], connected: list[object]
) -> None:
    resolver["news.example"] = [[PUBLIC], ["127.0.0.1"]]

    http.check_address("http://news.example/", resolve=True)

    assert reason_of("http://news.example/") == Reason.FORBIDDEN_ADDRESS
    assert connected == []


def test_unknown_name_is_dns_error(resolver: dict[str, list[list[str]]]) -> None:
    assert reason_of("http://news.example/") == Reason.DNS


def test_hanging_resolver_meets_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: is_over.wait(300))

    assert reason_of("http://news.example/", Limits(total_seconds=0.3)) == Reason.TIMEOUT
    assert not is_over.is_set()
    is_over.set()


def test_invalid_certificate_is_tls_error(raw_server) -> None:
    url, limits = raw_server(lambda s: s.sendall(b"HTTP/1.1 400 plain\r\n\r\n"))

    assert reason_of(url.replace("http:", "https:"), limits) == Reason.TLS


# Redirects


def test_redirect_is_followed_and_recorded(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/a").respond_with_data(status=301, headers={"Location": "b?x=1#y"})
    httpserver.expect_request("/b").respond_with_data("Text", content_type="text/plain")

    page = http.fetch(httpserver.url_for("/a"), limits=limits)

    assert page.url == httpserver.url_for("/b?x=1")


def test_secrets_stay_with_the_first_server(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data("Text", content_type="text/plain")

    http.fetch(httpserver.url_for("/a"), limits=limits, secrets={"X-Key": "secret"})

    assert [asked.headers.get("X-Key") for asked, _answer in httpserver.log] == ["secret", None]


def test_redirect_loop_ends(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})

    assert reason_of(httpserver.url_for("/a"), limits) == Reason.TOO_MANY_REDIRECTS
    assert len(httpserver.log) == limits.max_redirects + 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1:6379/", Reason.FORBIDDEN_ADDRESS),
        ("http://169.254.169.254/", Reason.FORBIDDEN_ADDRESS),
        ("http://hidden.example/", Reason.FORBIDDEN_ADDRESS),
        ("file:///etc/passwd", Reason.BAD_ADDRESS),
        ("//user:secret@example.com/", Reason.BAD_ADDRESS),
    ],
)
def test_redirect_to_forbidden_address_is_refused(
    httpserver: HTTPServer,
    limits: Limits,
    resolver: dict[str, list[list[str]]],
    location: str,
    reason: Reason,
) -> None:
    resolver[httpserver.host] = [["127.0.0.1"]]
    resolver["hidden.example"] = [["192.168.0.1"]]
    httpserver.expect_request("/first").respond_with_data(
        status=302, headers={"Location": "/second"}
    )
    httpserver.expect_request("/second").respond_with_handler(lambda _: _redirect(location))

    assert reason_of(httpserver.url_for("/first"), limits) == reason
    assert len(httpserver.log) == 2


def test_redirect_with_backslash_is_refused(raw_server) -> None:
    url, limits = raw_server(
        lambda s: s.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\\example.com\r\n\r\n")
    )

    assert reason_of(url, limits) == Reason.BAD_ADDRESS


def _redirect(location: str) -> Response:
    response = Response(status=302)
    response.autocorrect_location_header = False
    response.headers["Location"] = location
    return response


# Time and size


def test_server_that_never_answers_meets_deadline(raw_server) -> None:
    url, limits = raw_server(lambda s: time.sleep(10))

    assert reason_of(url, replace(limits, total_seconds=1)) == Reason.TIMEOUT


@pytest.mark.parametrize(
    "opening",
    [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"],
)
def test_one_byte_at_a_time_meets_deadline(raw_server, opening: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(opening)
        for _ in range(200):
            connection.sendall(b"H")
            time.sleep(0.05)

    url, limits = raw_server(drip)

    assert reason_of(url, replace(limits, total_seconds=1)) == Reason.TIMEOUT


def test_interim_answers_without_end_are_stopped(raw_server) -> None:
    def flood(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    url, limits = raw_server(flood)

    reason = reason_of(url, replace(limits, max_bytes=100_000))
    assert reason == Reason.TOO_LARGE


def test_headers_without_end_are_stopped(raw_server) -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Header: value\r\n" * 100)

    url, limits = raw_server(flood)

    assert reason_of(url, limits) == Reason.PROTOCOL


def test_slow_redirects_share_one_deadline(httpserver: HTTPServer, limits: Limits) -> None:
    def slow(request: Request) -> Response:
        time.sleep(0.4)
        return _redirect("/again")

    httpserver.expect_request("/again").respond_with_handler(slow)

    limits = replace(limits, total_seconds=1, max_redirects=50)
    assert reason_of(httpserver.url_for("/again"), limits) == Reason.TIMEOUT


def test_announced_size_over_cap_is_refused_unread(raw_server) -> None:
    url, limits = raw_server(
        lambda s: s.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000000\r\n\r\n"
        )
    )

    assert reason_of(url, limits) == Reason.TOO_LARGE


def test_endless_chunks_are_stopped_with_flat_memory(raw_server) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    url, limits = raw_server(endless)
    tracemalloc.start()

    assert reason_of(url, replace(limits, max_bytes=1_000_000)) == Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(100_000_000), 9)),
        ("deflate", zlib.compress(bytes(100_000_000), 9)),
        ("br", brotli.compress(bytes(100_000_000), quality=5)),
    ],
)
def test_compression_bomb_is_stopped_with_flat_memory(
    httpserver: HTTPServer, limits: Limits, encoding: str, bomb: bytes
) -> None:
    httpserver.expect_request("/").respond_with_data(
        bomb, headers={"Content-Encoding": encoding}, content_type="text/html"
    )
    tracemalloc.start()

    assert reason_of(httpserver.url_for("/"), limits) == Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip, br", "zstd", "compress"])
def test_nested_or_unknown_encoding_is_refused(
    httpserver: HTTPServer, limits: Limits, encoding: str
) -> None:
    httpserver.expect_request("/").respond_with_data(
        b"x", headers={"Content-Encoding": encoding}, content_type="text/html"
    )

    assert reason_of(httpserver.url_for("/"), limits) == Reason.PROTOCOL


def test_broken_compression_is_protocol_error(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/").respond_with_data(
        b"no gzip", headers={"Content-Encoding": "gzip"}, content_type="text/html"
    )

    assert reason_of(httpserver.url_for("/"), limits) == Reason.PROTOCOL


def test_shortened_body_is_an_error(raw_server) -> None:
    url, limits = raw_server(
        lambda s: s.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort"
        )
    )

    assert reason_of(url, limits) == Reason.PROTOCOL


def test_answer_that_is_no_http_is_protocol_error(raw_server) -> None:
    url, limits = raw_server(lambda s: s.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"))

    assert reason_of(url, limits) == Reason.PROTOCOL


# Types and status


def test_image_is_refused(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/").respond_with_data(b"x", content_type="image/png")

    assert reason_of(httpserver.url_for("/"), limits) == Reason.CONTENT_TYPE


def test_refused_type_is_not_read(raw_server) -> None:
    def film(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
        time.sleep(10)

    url, limits = raw_server(film)

    assert reason_of(url, limits) == Reason.CONTENT_TYPE


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 451, 500, 503])
def test_error_status_is_told(httpserver: HTTPServer, limits: Limits, status: int) -> None:
    httpserver.expect_request("/").respond_with_data(
        "Text", status=status, headers={"Retry-After": "120"}
    )

    with pytest.raises(StatusError) as raised:
        http.fetch(httpserver.url_for("/"), limits=limits)

    assert (raised.value.reason, raised.value.status) == (Reason.HTTP_STATUS, status)
    assert raised.value.retry_after == 120.0
    assert str(status) in raised.value.message


def test_every_reason_has_a_message() -> None:
    assert set(http.MESSAGES) == set(Reason)
    assert FetchError(Reason.DNS, "http://example.com/").message


# robots.txt


def test_robots_are_obeyed_and_kept(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(
        "User-agent: factcheck\nDisallow: /private\n", content_type="text/plain"
    )

    assert http.allowed_by_robots(httpserver.url_for("/open"), limits=limits) is True
    assert http.allowed_by_robots(httpserver.url_for("/private/a"), limits=limits) is False
    assert len(httpserver.log) == 1


def test_robots_that_are_absent_allow_everything(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)

    assert http.allowed_by_robots(httpserver.url_for("/a"), limits=limits) is True


def test_robots_that_cannot_be_had_are_an_error(httpserver: HTTPServer, limits: Limits) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=503)

    with pytest.raises(StatusError) as raised:
        http.allowed_by_robots(httpserver.url_for("/a"), limits=limits)

    assert raised.value.status == 503
