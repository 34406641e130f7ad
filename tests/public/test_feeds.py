"""Feeds, sitemap and robots.txt: well-formed, complete, at the configured address."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from claims.models import ArchiveRequest, Claim
from claims.publication import related
from claims.publication.archive_links import show_archived
from claims.publication.topics import file_under
from tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    TopicFactory,
    published_claim,
)
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8000"
ARCHIVED = "https://web.archive.example/web/2026/https://polizei.example/"


def test_claims_feed_lists_standing_checks(client: Client) -> None:
    first, second = published_claim(word="false"), published_claim(word="true")
    retracted_claim()

    response = client.get("/feeds/claims.atom")
    feed = ET.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.find(f"{ATOM}id").text for entry in entries] == [
        SITE + second.get_absolute_url(),
        SITE + first.get_absolute_url(),
    ]
    assert entries[1].find(f"{ATOM}title").text.startswith("Falsch: ")
    assert all(datetime.fromisoformat(entry.find(f"{ATOM}updated").text) for entry in entries)


def test_entries_are_in_the_language_of_their_claims(client: Client) -> None:
    published_claim(language="en")
    published_claim()

    told = client.get("/feeds/claims.atom")
    feed = ET.fromstring(told.content)
    items = client.get("/feeds/claims.json").json()["items"]

    languages = [entry.get(LANGUAGE) for entry in feed.findall(f"{ATOM}entry")]
    assert languages == [item["language"] for item in items] == ["de", "en"]
    assert told["Access-Control-Allow-Origin"] == "*"


def test_corrections_feed_lists_corrections_and_retractions(client: Client) -> None:
    corrected, retracted = corrected_claim(), retracted_claim()

    feed = ET.fromstring(client.get("/feeds/corrections.atom").content)
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")]

    assert links == [
        f"{SITE}{claim.get_absolute_url()}#history" for claim in (retracted, corrected)
    ]


def test_feed_survives_characters_that_xml_does_not_know(client: Client) -> None:
    published_claim(
        statement="Eins\x0b zwei\x08 \ufffe drei & <vier>",
        claimant=ClaimantFactory(name="Anna\x0c Keller"),
        article=ArticleFactory(title="Titel\x1f"),
    )

    feed = ET.fromstring(client.get("/feeds/claims.atom").content)

    assert feed.find(f"{ATOM}entry/{ATOM}title").text.endswith("Eins zwei  drei & <vier>")


def test_sitemap_lists_standing_pages_with_their_dates(client: Client) -> None:
    claim = published_claim(topics=[topic := TopicFactory()])
    gone = retracted_claim()

    listed = ET.fromstring(client.get("/sitemap.xml").content).findall(f"{SITEMAP}sitemap")
    dates = {}
    for sitemap in listed:
        path = urlsplit(sitemap.find(f"{SITEMAP}loc").text).path
        urls = ET.fromstring(client.get(path).content).findall(f"{SITEMAP}url")
        dates |= {url.find(f"{SITEMAP}loc").text: url.find(f"{SITEMAP}lastmod") for url in urls}
    changed = timezone.localdate(claim.publication.updated_at).isoformat()

    for path in (
        claim.get_absolute_url(),
        claim.claimant.get_absolute_url(),
        claim.article.publisher.get_absolute_url(),
        topic.get_absolute_url(),
        "/claims/",
    ):
        assert dates[SITE + path].text.startswith(changed)
    assert SITE + gone.get_absolute_url() not in dates
    article = claim.article.get_absolute_url()  # the text of a paper, to be found there
    assert SITE + article not in dates
    assert 'name="robots" content="noindex"' in client.get(article).text


def test_json_feeds_say_what_atom_feeds_say(client: Client) -> None:
    topic = TopicFactory(slug="spital")
    claim = published_claim(word="false", topics=[topic])
    corrected_claim()

    for path in ("claims", "corrections", "topics/spital", f"claimants/{claim.claimant.slug}"):
        told = client.get(f"/feeds/{path}.json")
        atom = ET.fromstring(client.get(f"/feeds/{path}.atom").content)
        feed = told.json()
        ids = [entry.find(f"{ATOM}id").text for entry in atom.findall(f"{ATOM}entry")]

        assert told["Content-Type"] == "application/feed+json; charset=utf-8"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{SITE}/feeds/{path}.json"
        assert [item["id"] for item in feed["items"]] == ids
        assert len(ids) == {"claims": 2}.get(path, 1)
    assert client.get("/feeds/topics/spital.json").json()["items"][0]["tags"][1] == topic.name_de
    for path in ("topics/x.atom", "claimants/x.json", "claims.xml"):
        assert client.get(f"/feeds/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/feeds/claims.atom", "/feeds/corrections.json", "/"])
def test_what_the_reader_has_already_is_not_sent_again(client: Client, path: str) -> None:
    corrected_claim()
    first = client.get(path)
    ask = {"if-none-match": f'"another", {first["ETag"]}'}

    known = client.get(path, headers=ask)
    corrected_claim()
    later = client.get(path, headers=ask)

    told = ("ETag", "Cache-Control", "Vary", "Content-Language", "Access-Control-Allow-Origin")
    assert [response.status_code for response in (known, later)] == [304, 200]
    assert [known.get(name) for name in told] == [first.get(name) for name in told]
    assert known.content == b""
    assert known.get("Content-Length") is None


def test_datafeed_holds_every_claimreview_and_drops_what_was_retracted(
    client: Client, tmp_path: Path, settings: LazySettings
) -> None:
    settings.DATA_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
    standing, gone = published_claim(), retracted_claim()
    published_claim(claimant=None, mode="own_voice")  # has no ClaimReview

    response = client.get("/feeds/claimreview.json")
    feed = json.loads(response.getvalue())
    items = {element["url"]: element["item"] for element in feed["dataFeedElement"]}
    call_command("datafeed", str(tmp_path / "feed.json"))

    assert response.streaming
    assert (feed["@type"], feed["license"]) == ("DataFeed", settings.DATA_LICENSE)
    assert list(items) == [SITE + gone.get_absolute_url(), SITE + standing.get_absolute_url()]
    assert items[SITE + gone.get_absolute_url()] == []
    [review] = items[SITE + standing.get_absolute_url()]
    assert (review["@type"], review["sdLicense"]) == ("ClaimReview", settings.DATA_LICENSE)
    assert json.loads((tmp_path / "feed.json").read_text()) == feed
    headers = {"if-none-match": response["ETag"]}
    known = client.get("/feeds/claimreview.json", headers=headers)
    assert (known.status_code, known["Access-Control-Allow-Origin"]) == (304, "*")


def archived(claim: Claim) -> None:
    snapshot = claim.evidence.get().snapshot
    show_archived(
        ArchiveRequest.objects.create(
            snapshot=snapshot, state="archived", url=ARCHIVED, archived_at=timezone.now()
        )
    )


def refiled(claim: Claim) -> None:
    file_under(claim, topics=[TopicFactory()], actor=ChiefEditorFactory())


def seen_elsewhere(claim: Claim) -> None:
    AppearanceFactory(claim=claim, state="confirmed")
    related.refresh([claim.pk])


@pytest.mark.parametrize("change", [archived, refiled, seen_elsewhere])
def test_datafeed_is_sent_again_after_a_change_that_gives_no_page_a_new_date(
    client: Client, change: Callable[[Claim], None]
) -> None:
    quiet = published_claim()
    corrected_claim()  # its page is at a higher version, and has a later date
    before = client.get("/feeds/claimreview.json")
    known = {"if-none-match": before["ETag"]}

    change(quiet)
    after = client.get("/feeds/claimreview.json", headers=known)

    assert after.status_code == 200
    assert (ARCHIVED in after.getvalue().decode()) == (change is archived)


def test_empty_datafeed_is_json(client: Client) -> None:
    feed = json.loads(client.get("/feeds/claimreview.json").getvalue())

    assert feed["dataFeedElement"] == []


def test_datafeed_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("datafeed", str(tmp_path / "nowhere" / "feed.json"))


def test_robots_names_the_sitemap_and_what_is_no_page(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
