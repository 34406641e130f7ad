"""The ClaimReview on a claim page: exactly one, complete, true to what the page says."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from tests.factories import ArticleFactory, ClaimantFactory, published_claim

pytestmark = pytest.mark.django_db

# schema.org's names that Google reads, and those beside them that we emit.
KNOWN = {
    "ClaimReview": {
        *("@context", "@type", "@id", "url", "inLanguage", "datePublished", "dateModified"),
        *("expires", "claimReviewed", "itemReviewed", "reviewAspect", "reviewRating", "citation"),
        *("author", "correction", "sdDatePublished", "sdLicense"),
    },
    "Claim": {"@type", "@id", "text", "author", "datePublished", "appearance"},
    "Rating": {
        *("@type", "alternateName", "ratingExplanation"),
        *("ratingValue", "bestRating", "worstRating"),
    },
    "CreativeWork": {"@type", "name", "url", "archivedAt"},
    "NewsArticle": {"@type", "url", "headline", "datePublished", "publisher"},
    "NewsMediaOrganization": {
        *("@context", "@type", "@id", "name", "url", "publishingPrinciples", "correctionsPolicy"),
        *("verificationFactCheckingPolicy", "actionableFeedbackPolicy", "unnamedSourcesPolicy"),
        "missionCoveragePrioritiesPolicy",
    },
    "Organization": {"@type", "name", "sameAs"},
    "Person": {"@type", "name", "jobTitle", "sameAs"},
    "CorrectionComment": {"@type", "text", "datePublished"},
}


def reviews(page: str) -> list[dict[str, Any]]:
    found = re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", page, re.DOTALL)
    return [json.loads(text) for text in found]


def unknown_names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for inner in value for name in unknown_names(inner)]
    if not isinstance(value, dict):
        return []
    here = [f"{value['@type']}.{name}" for name in value.keys() - KNOWN[value["@type"]]]
    return here + [name for inner in value.values() for name in unknown_names(inner)]


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("true", (5, 5, 1)),
        ("mostly-false", (2, 5, 1)),
        ("false", (1, 5, 1)),
        ("unsupported", None),
        ("missing-context", None),
        ("manipulated", None),
    ],
)
def test_review_is_complete_and_numbers_only_what_has_an_order(
    word: str, numbers: tuple[int, int, int] | None, client: Client
) -> None:
    claim = published_claim(word=word, claimant=ClaimantFactory(wikidata_id="Q42"))
    address = f"http://localhost:8000{claim.get_absolute_url()}"

    [review] = reviews(client.get(claim.get_absolute_url()).content.decode())
    rating, item = review["reviewRating"], review["itemReviewed"]

    assert (review["@type"], review["url"]) == ("ClaimReview", address)
    assert review["claimReviewed"] == claim.statement
    assert rating["alternateName"] == claim.publication.rating.label_de
    assert rating["alternateName"] not in review["claimReviewed"]
    assert item["author"]["sameAs"] == "https://www.wikidata.org/entity/Q42"
    assert item["datePublished"] == date(2026, 1, 6).isoformat()
    assert item["appearance"][0]["url"] == claim.article.url
    assert review["author"]["name"] == "Faktencheck"
    assert review["citation"][0]["url"].startswith("https://polizei.example/")
    found = [rating.get(name) for name in ("ratingValue", "bestRating", "worstRating")]
    assert found == (list(numbers) if numbers else [None] * 3)
    assert unknown_names(review) == []


def test_review_matches_what_the_reader_sees(client: Client) -> None:
    claim = published_claim(word="false")

    page = client.get(claim.get_absolute_url()).content.decode()
    [review] = reviews(page)
    visible = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)

    for text in (
        review["claimReviewed"],
        review["reviewRating"]["alternateName"],
        review["reviewRating"]["ratingExplanation"],
        review["itemReviewed"]["author"]["name"],
    ):
        assert text in visible


def test_own_voice_has_no_review(client: Client) -> None:
    claim = published_claim(mode=Claim.Mode.OWN_VOICE, claimant=None)

    assert reviews(client.get(claim.get_absolute_url()).content.decode()) == []


def test_review_cannot_end_its_script(client: Client) -> None:
    claim = published_claim(
        article=ArticleFactory(title="</script><b>&\u2028"), statement="Eins </script> zwei & drei"
    )

    page = client.get(claim.get_absolute_url()).content.decode()
    [review] = reviews(page)

    assert page.count("</script>") == 1
    assert review["claimReviewed"] == "Eins </script> zwei & drei"


def test_no_other_page_has_a_review(client: Client) -> None:
    published_claim()
    for path in ["/", "/claims/", "/corrections/", "/methodology/"]:
        found = reviews(client.get(path).content.decode())

        assert {review["@type"] for review in found} <= {"NewsMediaOrganization"}
        assert unknown_names(found) == []
