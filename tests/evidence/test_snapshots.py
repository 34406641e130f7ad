"""Copies of sources: whole, hashed, made once for each text."""

import hashlib
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator
from werkzeug import Response

from claims import http
from claims.evidence.snapshots import CaptureError, capture
from claims.models import Event, Snapshot, Source
from tests.factories import SourceFactory

HTML = """<!doctype html><html lang="de"><head><title>Kriminalstatistik 2025</title>
<meta property="og:site_name" content="Stadtpolizei">
<meta property="article:published_time" content="2026-01-20"></head>
<body><nav>Start</nav><main><h1>Kriminalstatistik 2025</h1>
<p>Die Polizei zählte 1204 Einbrüche, 12 Prozent weniger als im Vorjahr, wie sie am Dienstag
mitteilte.</p><table><tr><td>Zürich</td><td>1204</td></tr></table></main>
<script>track()</script></body></html>"""
NEW = {"title": "", "publisher": "", "capture_state": "referenced", "live_state": "unknown"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_robots():
    http.forget_robots()


@pytest.fixture
def site(httpserver, settings, tmp_path):
    """A web server of our own that may be fetched."""
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.MEDIA_ROOT = tmp_path
    robots = httpserver.expect_request("/robots.txt")
    robots.respond_with_handler(lambda _request: Response(httpserver.robots))
    httpserver.robots = ""
    return httpserver


def page(site, body=HTML, content_type="text/html; charset=utf-8", **values):
    site.expect_request("/s").respond_with_data(body, content_type=content_type, **values)
    return SourceFactory(url=site.url_for("/s"), due_at=timezone.now(), **NEW)


def test_capture_keeps_text_file_and_circumstances(site):
    source = page(site, headers={"ETag": '"1"', "Set-Cookie": "a=b"})

    snapshot = capture(source)

    assert "Die Polizei zählte 1204 Einbrüche" in snapshot.text
    assert "Zürich 1204" in snapshot.text
    assert "track" not in snapshot.text
    assert snapshot.sha256 == hashlib.sha256(HTML.encode()).hexdigest()
    assert (snapshot.status, snapshot.final_url) == (200, site.url_for("/s"))
    assert (snapshot.content_type, snapshot.title) == ("text/html", "Kriminalstatistik 2025")
    assert "set-cookie" not in snapshot.headers
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Kriminalstatistik 2025", "Stadtpolizei")
    assert (source.published_on.isoformat(), source.language) == ("2026-01-20", "de")
    assert (source.capture_state, source.live_state) == ("captured", "live")
    assert (source.etag, source.due_at, source.attempts) == ('"1"', None, 0)
    assert Event.objects.get().verb == "capture"


def test_capture_writes_a_warc_file_that_others_can_read(site):
    snapshot = capture(page(site))

    with default_storage.open(snapshot.file.name) as file:
        (record,) = [
            (r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert record == ("response", site.url_for("/s"), HTML.encode())


def test_capture_keeps_what_people_said_of_the_source(site):
    source = page(site)
    Source.objects.update(title="Unser Titel", publisher="")
    source.refresh_from_db()

    capture(source)

    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Unser Titel", "Stadtpolizei")


def test_capture_makes_no_second_copy_of_the_same_text(site):
    site.expect_oneshot_request("/s").respond_with_data(HTML, content_type="text/html")
    site.expect_oneshot_request("/s").respond_with_data(
        HTML.replace("track()", "track(2)"), content_type="text/html"
    )
    site.expect_oneshot_request("/s").respond_with_data(
        HTML.replace("1204", "1240"), content_type="text/html"
    )
    source = SourceFactory(url=site.url_for("/s"), **NEW)

    first, second, third = capture(source), capture(source), capture(source)

    assert second == first
    assert third != first
    assert [snapshot.pk for snapshot in source.snapshots.all()] == [third.pk, first.pk]


def test_capture_keeps_a_pdf_without_text(site):
    snapshot = capture(page(site, b"%PDF-1.7 ...", "application/pdf"))

    assert (snapshot.text, snapshot.content_type) == ("", "application/pdf")
    assert snapshot.sha256 == hashlib.sha256(b"%PDF-1.7 ...").hexdigest()


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_capture_says_why_it_failed_and_tries_again(site, status):
    source = page(site, "weg", status=status)

    with pytest.raises(CaptureError, match=str(status)):
        capture(source)

    source.refresh_from_db()
    assert source.capture_state == "capture_failed"
    assert str(status) in source.last_error
    assert source.due_at > timezone.now()
    assert not Snapshot.objects.exists()
    assert Event.objects.get().verb == "capture_failed"


def test_capture_parks_a_source_that_fails_again_and_again(site, settings):
    settings.WORK_MAX_ATTEMPTS = 3
    source = page(site, "weg", status=500)
    source.attempts = 3

    with pytest.raises(CaptureError):
        capture(source)

    assert list(Source.objects.parked()) == [source]


def test_capture_respects_robots(site):
    site.robots = "User-agent: *\nDisallow: /s"
    source = page(site)

    with pytest.raises(CaptureError):
        capture(source)

    assert [request.path for request, _response in site.log] == ["/robots.txt"]


def test_capture_refuses_an_empty_page(site):
    with pytest.raises(CaptureError):
        capture(page(site, "<html><body><script>x</script></body></html>"))

    assert not Snapshot.objects.exists()


def test_capture_reads_odd_characters(site):
    body = "<p>Die Zahl\x00 sank\u202e um 12\u00ad Prozent.</p>".encode()

    snapshot = capture(page(site, body))

    snapshot.refresh_from_db()
    assert snapshot.text == "Die Zahl sank um 12 Prozent."


def test_capture_of_a_note_is_refused():
    with pytest.raises(CaptureError):
        capture(SourceFactory(url="", note="Gespräch"))


@pytest.mark.django_db(transaction=True)
def test_capture_holds_no_transaction_while_it_waits(site):
    """Another writer comes through while the server thinks."""
    written = []

    def slow(_request):
        def write():
            SourceFactory(url="https://another.example/")
            written.append(True)
            connection.close()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join(120)
        return Response(HTML, content_type="text/html")

    site.expect_request("/s").respond_with_handler(slow)

    capture(SourceFactory(url=site.url_for("/s"), **NEW))

    assert written == [True]
