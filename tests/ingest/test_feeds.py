"""Feeds: read without trust, asked politely, each article taken in once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from werkzeug import Response

from claims import http
from claims.ingest.articles import IngestError
from claims.ingest.feed_parser import FeedError, parse_feed
from claims.ingest.feeds import MAX_NEW_ENTRIES, save_subscription
from claims.models import Article, Intake, Subscription, SubscriptionEntry
from claims.tasks import ingest_queued_url, poll_feed, sweep_queued_urls
from tests import factories

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Zeitung</title>{}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{url}</link><guid>{guid}</guid><pubDate>{date}</pubDate></item>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Zeitung</title>
<entry><id>tag:1</id><title>Häuser &amp; Strassen</title><link rel="self" href="/self"/>
<link href="/a"/><published>2026-01-06T08:00:00+01:00</published></entry></feed>"""


# --- Reading ----------------------------------------------------------------------------------


def test_rss_and_atom_are_read():
    item = ITEM.format(
        title="<![CDATA[Weniger «Einbrüche»]]>",
        url=" https://zeitung.example/a ",
        guid="g1",
        date="Tue, 06 Jan 2026 08:00:00 +0100",
    )

    [rss] = parse_feed(RSS.format(item).encode())
    [atom] = parse_feed(ATOM.encode(), base="https://zeitung.example/feed")

    assert (rss.identity, rss.url, rss.title) == (
        "g1",
        "https://zeitung.example/a",
        "Weniger «Einbrüche»",
    )
    assert (atom.identity, atom.url) == ("tag:1", "https://zeitung.example/a")
    assert atom.title == "Häuser & Strassen"
    assert rss.published == atom.published
    assert rss.published.hour == 7


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "feed",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel>&l9;</channel></rss>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title><link>http://x.example/</link></item></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/evil.dtd"><rss/>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]><rss/>',
        "<html><body>Kein Feed</body></html>",
        "",
        "{}",
        "\0" * 100,
        "<a>" * 100_000,
    ],
    ids=lambda feed: feed[:30],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_no_plain_feed_is_refused(feed, encoding):
    # A connection out of this process would fail the test by itself.
    with pytest.raises(FeedError):
        parse_feed(feed.encode(encoding))


def test_broken_feed_gives_what_can_be_read():
    item = ITEM.format(title="A & B", url="https://zeitung.example/a", guid="g", date="gestern")

    [entry] = parse_feed(RSS.format(item + "<item><link>kaputt").encode())[:1]

    assert entry.url == "https://zeitung.example/a"
    assert entry.published is None


# --- Looking into -----------------------------------------------------------------------------


class Paper:
    """A newspaper's server: its feed, its articles, and who asked for what."""

    def __init__(self, httpserver):
        self.server = httpserver
        self.items: list[str] = []
        self.status, self.etag, self.asked = 200, "", []
        httpserver.expect_request("/robots.txt").respond_with_data(
            "User-agent: *\nDisallow: /verboten", content_type="text/plain"
        )
        httpserver.expect_request("/feed").respond_with_handler(self.feed)

    def feed(self, request):
        self.asked.append(request.headers)
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return Response(status=304)
        content = RSS.format("".join(self.items))
        headers = {"ETag": self.etag} if self.etag else {}
        return Response(
            content, status=self.status, content_type="application/rss+xml", headers=headers
        )

    def publishes(self, path, *, text=factories.ARTICLE_TEXT, guid="", age=timedelta(hours=1)):
        page = f"<html><body><article><h1>Titel</h1><p>{text}</p></article></body></html>"
        self.server.expect_request(path).respond_with_data(page, content_type="text/html")
        date = f"{timezone.now() - age:%a, %d %b %Y %H:%M:%S +0000}"
        url = self.server.url_for(path)
        self.items.insert(0, ITEM.format(title=path, url=url, guid=guid or path, date=date))


@pytest.fixture
def paper(db, httpserver, settings):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.RECHECK_SPACING = timedelta(0)
    http.forget_robots()
    return Paper(httpserver)


@pytest.fixture
def subscription(paper, httpserver):
    return save_subscription(
        Subscription(name="Zeitung", url=httpserver.url_for("/feed")),
        actor=factories.ChiefEditorFactory(),
    )


def look(subscription):
    Subscription.objects.filter(pk=subscription.pk, parked_at=None).update(due_at=timezone.now())
    poll_feed(subscription.pk)
    subscription.refresh_from_db()
    for pk in Intake.objects.awaiting_fetch().values_list("pk", flat=True):
        ingest_queued_url(pk)
    return subscription


def test_new_articles_are_taken_in_once(subscription, paper):
    paper.publishes("/a")
    paper.publishes(
        "/b", text="Der Stadtrat senkt die Steuern, sagte Stadtpräsidentin Anna Muster."
    )
    look(subscription)
    look(subscription)

    assert sorted(Article.objects.values_list("url", flat=True)) == [
        paper.server.url_for("/a"),
        paper.server.url_for("/b"),
    ]
    assert SubscriptionEntry.objects.count() == 2
    assert timedelta(minutes=29) < subscription.due_at - timezone.now() < timedelta(minutes=34)
    assert (subscription.last_error, subscription.attempts) == ("", 0)


def test_same_article_is_told_by_address_and_by_text(subscription, paper):
    paper.publishes("/a", guid="1")
    look(subscription)
    paper.publishes("/a", guid="2")  # a new id for the same address
    paper.publishes("/agentur", guid="3")  # the same text elsewhere
    look(subscription)

    assert Article.objects.count() == 1
    notes = list(SubscriptionEntry.objects.order_by("pk").values_list("note", flat=True))
    assert sorted(bool(note) for note in notes) == [False, False, True]
    assert {intake.article for intake in Intake.objects.all()} == {Article.objects.get()}


def test_unchanged_feed_is_not_sent_again(subscription, paper):
    paper.etag = '"1"'
    paper.publishes("/a")
    look(subscription)
    look(subscription)

    assert [headers.get("If-None-Match") for headers in paper.asked] == [None, '"1"']
    assert Subscription.objects.get().etag == '"1"'


def test_old_and_too_many_articles_wait(subscription, paper):
    paper.etag = '"1"'
    paper.publishes("/alt", age=timedelta(days=30))
    for number in range(MAX_NEW_ENTRIES + 5):
        paper.publishes(f"/{number}", text=f"{factories.ARTICLE_TEXT} Nummer {number}.")

    look(subscription)
    first = Intake.objects.count()
    look(subscription)

    assert (first, Intake.objects.count()) == (MAX_NEW_ENTRIES, MAX_NEW_ENTRIES + 5)


def test_failing_feed_backs_off_and_is_parked_with_a_reason(subscription, paper):
    paper.status = 503
    look(subscription)
    once = subscription.last_error

    for _attempt in range(subscription.max_attempts):
        look(subscription)

    assert "503" in once
    assert subscription.parked_at is not None
    asked = len(paper.asked)
    look(subscription)
    assert len(paper.asked) == asked
    paper.status = 200
    save_subscription(subscription, actor=factories.ChiefEditorFactory())
    assert look(subscription).parked_at is None


def test_paused_feed_is_left_alone(subscription, paper):
    Subscription.objects.update(is_paused=True)
    look(subscription)
    sweep_queued_urls()

    assert paper.asked == []


def test_robots_are_heeded(subscription, paper):
    paper.publishes("/verboten/a")
    look(subscription)

    intake = Intake.objects.get()
    assert intake.state == "failed"
    assert "robots.txt" in intake.last_error


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "file:///etc/passwd", "https://10.0.0.1/feed"]
)
def test_private_feed_is_refused(db, url):
    with pytest.raises((IngestError, ValidationError)):
        save_subscription(Subscription(name="x", url=url), actor=factories.ChiefEditorFactory())


def test_entry_with_private_address_is_not_fetched(subscription, paper):
    paper.items = [
        ITEM.format(title="x", url="http://169.254.169.254/latest", guid="g", date="gestern")
    ]
    look(subscription)

    assert not Intake.objects.exists()
    assert SubscriptionEntry.objects.get().note


def test_admin_shows_state_and_refuses_unsafe_addresses(subscription, paper, client):
    chief = factories.ChiefEditorFactory()
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    paper.publishes("/a")
    look(subscription)
    Subscription.objects.update(last_error="Der Server antwortet nicht.")
    at = "/admin/claims/subscription/"
    answers = {"name": "Andere", "url": "http://10.0.0.1/feed", "interval": 30}

    pages = {
        name: client.get(f"/admin/claims/{name}/").content.decode()
        for name in ("subscription", "subscriptionentry", "intake")
    }
    refused = client.post(f"{at}add/", answers)
    added = client.post(f"{at}add/", {**answers, "url": paper.server.url_for("/feed2")})

    assert "Der Server antwortet nicht." in pages["subscription"]
    assert Article.objects.get().title in pages["intake"]
    assert "/a" in pages["subscriptionentry"]
    assert refused.context["adminform"].form.errors["url"]
    assert added.status_code == 302
    assert Subscription.objects.get(name="Andere").due_at is not None
