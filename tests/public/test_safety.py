"""Text from outside stays text; browsers are told what a page may do."""

import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from claims.publication.publish import publish
from tests.factories import (
    QUOTE,
    ArticleFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    ClaimFactory,
    EditorFactory,
    EvidenceFactory,
    PublisherFactory,
    ReviewerFactory,
    SourceFactory,
    published_claim,
    rating,
    verdicts,
)

pytestmark = pytest.mark.django_db

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
LINK = "javascript:alert(3)"


@pytest.fixture
def hostile() -> Claim:
    """A published claim with a script in every text and in every address."""
    article = ArticleFactory(
        title=f"{SCRIPT} Titel",
        slug="hostile",
        url=LINK,
        author=SCRIPT,
        publisher=PublisherFactory(name=SCRIPT),
        revision__text=f"{SCRIPT} {QUOTE} {SCRIPT}",
    )
    claim = ClaimFactory(
        article=article,
        statement=f"{QUOTE} {SCRIPT}",
        headline=SCRIPT,
        claimant=ClaimantFactory(name=SCRIPT, role=SCRIPT, slug="hostile"),
        via=[{"name": SCRIPT}],
        selection_reason=SCRIPT,
    )
    source = SourceFactory(
        url=LINK, title=SCRIPT, publisher=SCRIPT, archived_url=LINK, interest_disclosure=SCRIPT
    )
    EvidenceFactory(claim=claim, source=source, note=SCRIPT)
    editor = EditorFactory()
    verdicts.propose(
        claim,
        rating=rating("false"),
        summary=SCRIPT,
        rationale=f"{SCRIPT}\n\n[link]({LINK}) <a href='{LINK}'>x</a> ![i](https://evil.example/i.png)",
        both_sides=SCRIPT,
        known_as_of=verdicts.timezone.localdate(),
        actor=editor,
    )
    verdicts.submit(claim, actor=editor)
    verdicts.approve(claim, actor=ReviewerFactory())
    publish(claim, actor=ChiefEditorFactory())
    claim.refresh_from_db()
    return claim


PATHS = [
    "/",
    "/claims/",
    "/claims/?q=<script>alert(1)</script>&rating=<script>",
    "/corrections/",
    "/articles/hostile/",
    "/claimants/hostile/",
    "/feeds/claims.atom",
    "/sitemap.xml",
    "claim",
]


ADDRESSES = {"href", "src", "action", "formaction", "data"}
REVIEW = {
    "/": ["application/ld+json"],
    "claim": [],
}  # without a source that has an address there is no ClaimReview either


def tags(page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The elements of a page as a browser reads them, with their attributes."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, attributes))
    parser.feed(page)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_script_from_outside_stays_text(path: str, hostile: Claim, client: Client) -> None:
    address = hostile.get_absolute_url() if path == "claim" else path

    found = tags(client.get(address).content.decode())
    addresses = [
        value for _tag, attributes in found for name, value in attributes if name in ADDRESSES
    ]

    assert {tag for tag, _attributes in found} & {"img", "iframe", "object", "style"} == set()
    assert [
        dict(a)["type"] for tag, a in found if tag == "script" and "src" not in dict(a)
    ] == REVIEW.get(path, [])
    assert [
        name for _tag, attributes in found for name, _value in attributes if name[:2] == "on"
    ] == []
    assert [address for address in addresses if address.strip().startswith("javascript")] == []


def test_no_other_host_is_asked_for_anything(hostile: Claim, client: Client) -> None:
    for path in ["/", "/claims/", hostile.get_absolute_url()]:
        page = client.get(path).content.decode()
        asked = re.findall(
            r"<(?:link|script|img|iframe|source)\b[^>]*(?:href|src)=\"([^\"]+)", page
        )

        assert [a for a in asked if not a.startswith("/") and "canonical" not in a] == [
            a for a in asked if a.startswith("http://localhost:8000/")
        ]


def headers_are_safe(response: HttpResponse) -> bool:
    policy = response["Content-Security-Policy"]
    return (
        "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "unsafe-inline" not in policy
        and response["X-Content-Type-Options"] == "nosniff"
        and response["X-Frame-Options"] == "DENY"
    )


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/claims/", "/claims/?q=x", "/corrections/", "/methodology/", "/nope"),
        *("/feeds/claims.atom", "/feeds/corrections.atom", "/sitemap.xml", "/robots.txt"),
    ],
)
def test_every_answer_says_what_the_page_may_do(path: str, client: Client) -> None:
    assert headers_are_safe(client.get(path))


def test_claim_article_and_claimant_say_what_the_page_may_do(client: Client) -> None:
    claim = published_claim()
    addresses = [
        claim.get_absolute_url(),
        reverse("public:article", args=[claim.article.slug]),
        reverse("public:claimant", args=[claim.claimant.slug]),
    ]

    assert [headers_are_safe(client.get(address)) for address in addresses] == [True] * 3


def test_pages_hold_no_inline_style_or_handler(client: Client) -> None:
    claim = published_claim()
    for path in ["/", "/claims/", "/methodology/", claim.get_absolute_url()]:
        page = client.get(path).content.decode()

        assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
