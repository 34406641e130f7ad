"""Sources that never end, unfold or lead in circles: each rests with a message, others go on."""

import gzip
import socket
import threading
import time
import zlib
from itertools import pairwise

import psutil
import pytest
from django.utils import timezone
from werkzeug import Response

from claims import tasks
from claims.models import Finding, RecheckPolicy, RecheckResult, Source
from claims.rechecks.runner import recheck
from tests.factories import EXCERPT
from tests.rechecks.conftest import cite

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]><rss><channel><title>&i;</title></channel></rss>"
)

pytestmark = [pytest.mark.slow, pytest.mark.one_database, pytest.mark.django_db]


def nothing(_connection):
    time.sleep(30)


def drop_by_drop(connection):
    for byte in HEAD + b"\r\n" + b"<p>Moment</p>" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def headers_without_end(connection):
    connection.sendall(HEAD)
    for number in range(10_000):
        connection.sendall(b"X-Header-%d: y\r\n" % number)
        time.sleep(0.05)


def body_without_end(connection):
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"2710\r\n" + b"Immer weiter. " * 714 + b"Ende\r\n")


def ten_gigabytes_in_gzip(connection):
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\n\r\n")
    packer = zlib.compressobj(9, wbits=31)
    for _megabyte in range(10_000):
        connection.sendall(packer.compress(bytes(1_000_000)))
    connection.sendall(packer.flush())


@pytest.fixture
def raw(settings):
    """Starts a server that says what `talk` sends, to everybody who asks; gives its address."""
    listeners = []

    def serve(talk):
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        port = listener.getsockname()[1]
        settings.FETCH_ALLOWED_HOSTS = [*settings.FETCH_ALLOWED_HOSTS, f"127.0.0.1:{port}"]
        threading.Thread(target=accept, args=(listener, talk), daemon=True).start()
        return f"http://127.0.0.1:{port}/"

    yield serve
    for listener in listeners:
        listener.close()


def accept(listener, talk):
    while True:
        try:
            connection, _peer = listener.accept()
        except OSError:
            return
        threading.Thread(target=answer, args=(connection, talk), daemon=True).start()


def answer(connection, talk):
    with connection:
        try:
            if connection.recv(65536).startswith(b"GET /robots.txt"):
                connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
            else:
                talk(connection)
        except OSError:
            pass


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (nothing, "nicht"),
        (drop_by_drop, "nicht"),
        (headers_without_end, "nicht"),
        (body_without_end, "grö"),
        (ten_gigabytes_in_gzip, "grö"),
    ],
)
def test_a_server_without_end_is_left_and_told_of(desk, raw, settings, talk, words):
    settings.FETCH_TIMEOUT = 2 if words == "nicht" else 3600  # the size limit ends these
    settings.FETCH_MAX_BYTES = 200_000
    settings.RECHECK_FAILURES = 2
    sizes = []
    claim = desk.cite("/good", EXCERPT)
    bad = cite(desk.site, claim, "/bad")
    Source.objects.filter(pk=bad.source_id).update(url=raw(talk))

    for _round in range(3):
        RecheckPolicy.objects.update(due_at="2026-01-01T00:00Z")
        run = recheck(claim)
        sizes.append(psutil.Process().memory_info().rss)

    assert [(r.outcome, r.evidence == bad) for r in run.results.order_by("evidence")] == [
        ("unchanged", False),
        ("unreachable", True),
    ]
    finding = Finding.objects.get()
    assert (finding.kind, finding.count, finding.evidence) == ("unreachable", 2, bad)
    assert words in finding.note
    assert sizes[-1] < sizes[0] + 50_000_000
    assert RecheckPolicy.objects.get(claim=claim).lease_until is None


def bomb(_request):
    packed = gzip.compress(bytes(50_000_000), 1)
    return Response(packed, content_type="text/html", headers={"Content-Encoding": "gzip"})


def round_in_circles(request):
    return Response("", status=302, headers={"Location": f"{request.path}?again"})


def entities(_request):
    return Response(ENTITIES, content_type="application/xml")


def surprise(_request):
    return Response(bytes(range(256)) * 50, content_type="text/html")


def test_hostile_answers_spoil_no_other_source(desk, settings):
    settings.RECHECK_FAILURES = 1
    desk.publish(3)
    hostile = {
        "/bomb": bomb,
        "/circle": round_in_circles,
        "/entities": entities,
        "/surprise": surprise,
    }
    claims = {path: desk.cite(path, answers) for path, answers in hostile.items()}

    runs = [recheck(claim) for claim in desk.claims]

    assert {run.state for run in runs} == {"done"}
    outcomes = dict(RecheckResult.objects.values_list("run__claim", "outcome"))
    assert {path: outcomes[claim.pk] for path, claim in claims.items()} == {
        "/bomb": "unreachable",
        "/circle": "unreachable",
        "/entities": "another_page",
        "/surprise": "unreachable",
    }
    for claim in claims.values():
        assert Finding.objects.filter(claim=claim).count() == 1
    assert all(Finding.objects.filter(kind="unreachable").values_list("note", flat=True))
    good = [claim.pk for claim in desk.claims[:3]]
    assert [outcomes[number] for number in good] == ["unchanged", "unchanged", "changed"]


PUBLIC = "93.184.215.14"


@pytest.fixture
def rebinding(desk, monkeypatch):
    """A name, and what it resolves to from now on; wherever a connection goes, our site answers.

    Gives the addresses of the name, which may be changed, and those that were connected to.
    """
    found, reached = [PUBLIC], []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host != "news.example":
            return look_up(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    def reach(sock, address):
        if address[1] == 80:
            reached.append(address[0])
            address = (desk.site.server.host, desk.site.server.port)
        connect(sock, address)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", reach)
    return found, reached


@pytest.mark.parametrize("later", [["127.0.0.1"], ["169.254.169.254"], [PUBLIC, "10.0.0.1"]])
def test_a_name_that_turns_to_a_private_address_is_reached_there_in_no_round(
    desk, rebinding, settings, later
):
    settings.RECHECK_FAILURES = 2
    found, reached = rebinding
    claim = desk.cite("/turns", EXCERPT)
    Source.objects.filter(url=desk.site.url("/turns")).update(url="http://news.example/turns")
    other = desk.cite("/good", EXCERPT)

    def look():
        RecheckPolicy.objects.update(due_at=timezone.now())
        tasks.recheck_due()
        results = RecheckResult.objects.order_by("-pk")
        return [results.filter(run__claim=each).first().outcome for each in (claim, other)]

    assert look() == ["unchanged", "unchanged"]
    assert set(reached) == {PUBLIC}
    found[:] = later
    reached.clear()
    outcomes = [look() for _round in range(3)]

    assert outcomes == [["blocked", "unchanged"]] * 3
    assert reached == []
    finding = Finding.objects.get()
    assert (finding.kind, finding.count, finding.claim) == ("blocked", 2, claim)
    assert RecheckPolicy.objects.filter(lease_until=None).count() == 2
