"""Articles come in once, whatever way, and nothing half-written remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from claims.ingest.articles import (
    IngestError,
    UnfetchableError,
    UnusableError,
    ingest_address,
    ingest_text,
)
from claims.models import Article, ArticleRevision, Event, Publisher
from tests.factories import EditorFactory

TEXT = (
    "Weniger Einbrüche in Zürich\n\n"
    "«Die Zahl der Einbrüche ist gesunken», sagte Polizeisprecherin Anna Keller am Montag. "
    "Die Strasse sei sicherer geworden.\n\nIm Vorjahr war sie noch gestiegen."
)
HTML = """<!doctype html><html lang="de"><head><title>Weniger Einbrüche</title>
<meta property="og:site_name" content="Seeblick"></head><body><nav>Start</nav>
<article><h1>Weniger Einbrüche</h1>
<p>«Die Zahl der Einbrüche ist gesunken», sagte Polizeisprecherin Anna Keller am Montag in Zürich.</p>
<p>Im Vorjahr war sie noch gestiegen, wie die Statistik der Stadt zeigt.</p></article></body></html>"""
URL = "https://seeblick.example/einbrueche"

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(httpserver, settings):
    """A web server of our own that may be fetched."""
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    return httpserver


def counts():
    return Article.objects.count(), ArticleRevision.objects.count(), Event.objects.count()


def test_ingest_text_keeps_the_article_and_what_is_known_of_it():
    editor = EditorFactory()

    ingested = ingest_text(
        TEXT,
        url=URL,
        publisher="Seeblick",
        published_on=date(2026, 1, 6),
        author="aw",
        actor=editor,
    )

    article = ingested.article
    assert (ingested.created, ingested.changed) == (True, True)
    assert article.title == "Weniger Einbrüche in Zürich"
    assert article.slug == "weniger-einbrueche-in-zuerich"
    assert (article.url, article.author, article.language) == (URL, "aw", "de")
    assert article.publisher == Publisher.objects.get(name="Seeblick")
    assert article.published_on == date(2026, 1, 6)
    assert article.revision.text.startswith("«Die Zahl der Einbrüche ist gesunken»")
    assert article.revision.raw == TEXT
    assert list(Article.objects.awaiting_extraction()) == [article]
    event = Event.objects.get()
    assert (event.verb, event.actor, event.article) == ("ingest", editor, article)


def test_ingest_text_reads_html():
    article = ingest_text(HTML.encode(), url=URL).article

    assert article.title == "Weniger Einbrüche"
    assert article.publisher.name == "Seeblick"
    assert "Start" not in article.revision.text
    assert "Anna Keller" in article.revision.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_ingest_text_reads_encodings_of_newsrooms(encoding):
    article = ingest_text(TEXT.encode(encoding)).article

    assert article.title == "Weniger Einbrüche in Zürich"
    assert "«Die Zahl der Einbrüche ist gesunken»" in article.revision.text


def test_ingest_text_again_is_the_same_article():
    first = ingest_text(TEXT, url=URL)
    before = counts()

    again = ingest_text(TEXT, url=URL)

    assert again == type(again)(first.article, first.revision, created=False, changed=False)
    assert counts() == before


def test_ingest_text_without_address_is_known_by_its_text():
    first = ingest_text(TEXT, url=URL)

    again = ingest_text(TEXT)

    assert (again.article, again.created, again.changed) == (first.article, False, False)


def test_ingest_text_changed_makes_a_revision_to_look_for_claims_in():
    article = ingest_text(TEXT, url=URL).article
    Article.objects.update(due_at=None)

    changed = ingest_text(TEXT.replace("Montag", "Dienstag"), url=URL)

    assert (changed.article, changed.created, changed.changed) == (article, False, True)
    assert [revision.number for revision in article.revisions.all()] == [1, 2]
    assert "Montag" in article.revisions.get(number=1).text
    assert list(Article.objects.awaiting_extraction()) == [article]
    assert Event.objects.first().verb == "revise"


def test_ingest_text_changed_back_is_a_revision_too():
    article = ingest_text(TEXT, url=URL).article
    ingest_text(TEXT.replace("Montag", "Dienstag"), url=URL)

    back = ingest_text(TEXT, url=URL)

    assert back.changed
    assert article.revision.number == 3


def test_ingest_text_fills_what_was_not_known():
    ingest_text(TEXT, url=URL, author="aw")

    article = ingest_text(TEXT, url=URL, author="bx", publisher="Seeblick").article

    article.refresh_from_db()
    assert (article.author, article.publisher.name) == ("aw", "Seeblick")


def test_ingest_text_makes_one_publisher_of_two_spellings():
    ingest_text(TEXT, url=URL, publisher="Seeblick")
    ingest_text(TEXT, url=f"{URL}-2", publisher=" SEEBLICK ")

    assert Publisher.objects.count() == 1


def test_ingest_text_gives_equal_titles_two_addresses():
    first = ingest_text(TEXT, url=URL).article
    second = ingest_text(TEXT, url=f"{URL}-2").article

    assert (first.slug, second.slug) == (
        "weniger-einbrueche-in-zuerich",
        "weniger-einbrueche-in-zuerich-2",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "There is no text in it."),
        (b" \n\t\n", "There is no text in it."),
        (bytes(range(256)) * 50, "This is not text but a binary file."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "This is not text but a binary file."),
        (b"%PDF-1.7\n1 0 obj", "This is not text but a binary file."),
        (b"Wetter\n\nBern 3\n\nGenf 4", "There is not one whole sentence in it."),
    ],
)
def test_ingest_text_refuses_what_is_no_article(content, message, settings):
    settings.LANGUAGE_CODE = "en"

    with pytest.raises(UnusableError, match=message):
        ingest_text(content)

    assert counts() == (0, 0, 0)


def test_ingest_text_refuses_too_much(settings):
    settings.UPLOAD_MAX_BYTES = 5_000_000
    settings.LANGUAGE_CODE = "en"

    with pytest.raises(UnusableError, match=r"larger than 5\.0 MB"):
        ingest_text(b"Das ist ein Satz. " * 300_000)

    assert counts() == (0, 0, 0)


def test_ingest_text_refuses_a_script_as_title():
    html = HTML.replace("<title>Weniger", "<title><script>alert(1)</script>Weniger")

    with pytest.raises(UnusableError):
        ingest_text(html)

    assert counts() == (0, 0, 0)
    assert ingest_text(html, title="Weniger Einbrüche").created


@pytest.mark.parametrize(
    "url", ["ftp://seeblick.example/", "seeblick.example", "http://127.0.0.1/", "http://10.0.0.1/"]
)
def test_ingest_text_refuses_addresses_nobody_can_open(url):
    with pytest.raises(UnfetchableError):
        ingest_text(TEXT, url=url)

    assert counts() == (0, 0, 0)


def test_ingest_text_leaves_nothing_when_writing_fails(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr("claims.ingest.articles.record", fail)

    with pytest.raises(RuntimeError):
        ingest_text(TEXT, url=URL, publisher="Seeblick")

    assert (*counts(), Publisher.objects.count()) == (0, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", [URL, ""])
def test_ingest_text_by_many_at_once_makes_one_article(url):
    def ingest(_number):
        try:
            return ingest_text(TEXT, url=url, publisher="Seeblick").article.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        articles = list(pool.map(ingest, range(8)))

    assert len(set(articles)) == 1
    assert counts() == (1, 1, 1)


def test_ingest_address_fetches_the_page(site):
    site.expect_request("/a").respond_with_data(HTML, content_type="text/html; charset=utf-8")

    article = ingest_address(site.url_for("/a"), author="aw").article

    assert (article.title, article.author) == ("Weniger Einbrüche", "aw")
    assert article.url == site.url_for("/a")


def test_ingest_address_follows_a_change(site):
    site.expect_ordered_request("/a").respond_with_data(HTML, content_type="text/html")
    site.expect_ordered_request("/a").respond_with_data(
        HTML.replace("gesunken", "gestiegen"), content_type="text/html"
    )

    ingest_address(site.url_for("/a"))
    again = ingest_address(site.url_for("/a"))

    assert (again.created, again.changed, again.revision.number) == (False, True, 2)


@pytest.mark.parametrize(
    ("status", "location"), [(404, ""), (500, ""), (302, "http://127.0.0.1:9/")]
)
def test_ingest_address_refuses_errors(site, status, location):
    headers = {"Location": location} if location else {}
    site.expect_request("/a").respond_with_data("weg", status=status, headers=headers)

    with pytest.raises(UnfetchableError) as caught:
        ingest_address(site.url_for("/a"))

    assert site.url_for("/a") in str(caught.value) or "127.0.0.1:9" in str(caught.value)
    assert counts() == (0, 0, 0)


def test_ingest_address_gives_up_on_a_server_that_never_answers(site, settings, never_answers):
    settings.FETCH_TIMEOUT = 1
    site.expect_request("/a").respond_with_handler(never_answers)

    with pytest.raises(UnfetchableError) as caught:
        ingest_address(site.url_for("/a"))

    assert caught.value.reason == "timeout"


def test_ingest_address_refuses_a_page_of_50_mb(site):
    site.expect_request("/a").respond_with_data(b"x" * 50_000_000, content_type="text/html")

    with pytest.raises(UnfetchableError) as caught:
        ingest_address(site.url_for("/a"))

    assert caught.value.reason == "too_large"


def test_ingest_address_refuses_a_pdf(site):
    site.expect_request("/a").respond_with_data(b"%PDF-1.7", content_type="application/pdf")

    with pytest.raises(IngestError):
        ingest_address(site.url_for("/a"))

    assert counts() == (0, 0, 0)
