"""Feeds, sitemap and robots.txt: well-formed, complete, at the configured address."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimantFactory, published_claim
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8000"


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
    claim = published_claim()
    gone = retracted_claim()

    response = client.get("/sitemap.xml")
    urls = ET.fromstring(response.content).findall(f"{SITEMAP}url")
    dates = {url.find(f"{SITEMAP}loc").text: url.find(f"{SITEMAP}lastmod") for url in urls}
    changed = claim.publication.updated_at.date().isoformat()

    for path in (
        claim.get_absolute_url(),
        claim.article.get_absolute_url(),
        claim.claimant.get_absolute_url(),
        "/claims/",
    ):
        assert dates[SITE + path].text.startswith(changed)
    assert SITE + gone.get_absolute_url() not in dates
    assert SITE + gone.article.get_absolute_url() not in dates


def test_robots_names_the_sitemap_and_what_is_no_page(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
