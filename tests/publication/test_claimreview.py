"""ClaimReview by schema.org's vocabulary and Google's rules, and none where they do not hold."""

import json
import re
from typing import Any

import pytest

from claims.editorial import verdicts
from claims.publication.claimreview import as_script, claimreview, missing_for_claimreview
from claims.publication.publish import preview
from tests import factories

pytestmark = pytest.mark.django_db

SITE = {
    "url": "https://fakten.example",
    "name": "Fakten",
    "publisher": "Die Zeitung",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}

POLICIES = {
    *("publishingPrinciples", "correctionsPolicy", "verificationFactCheckingPolicy"),
    *("actionableFeedbackPolicy", "unnamedSourcesPolicy", "missionCoveragePrioritiesPolicy"),
}
# The properties that schema.org defines for each type and that this project uses.
VOCABULARY: dict[str, set[str]] = {
    "ClaimReview": {
        *("@context", "@id", "url", "inLanguage", "datePublished", "dateModified", "expires"),
        *("claimReviewed", "itemReviewed", "reviewAspect", "reviewRating", "citation", "author"),
        *("correction", "sdDatePublished", "sdLicense"),
    },
    "Claim": {"@id", "text", "author", "datePublished", "appearance"},
    "Rating": {
        *("alternateName", "ratingExplanation", "ratingValue", "bestRating", "worstRating"),
    },
    "Person": {"name", "jobTitle", "sameAs"},
    "Organization": {"name", "sameAs"},
    "NewsMediaOrganization": {"@id", "name", "url", *POLICIES},
    "NewsArticle": {"url", "headline", "datePublished", "publisher"},
    "CreativeWork": {"name", "url", "archivedAt"},
    "CorrectionComment": {"text", "datePublished"},
}
DATES = {"datePublished", "dateModified", "expires", "sdDatePublished"}
ADDRESSES = {"url", "@id", "sameAs", "archivedAt", "sdLicense", *POLICIES}
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z))?")


def faults(value: Any, path: str = "") -> list[str]:
    """What is wrong with the mark-up by schema.org's vocabulary, and empty values."""
    if isinstance(value, list):
        return [
            fault for index, each in enumerate(value) for fault in faults(each, f"{path}.{index}")
        ]
    if not isinstance(value, dict):
        return []
    kind = value.get("@type", "")
    found = [f"{path}: no type"] if kind not in VOCABULARY else []
    for name, inner in value.items():
        here = f"{path}.{name}"
        if inner in (None, "", [], {}):
            found.append(f"{here} is empty")
        if name != "@type" and name not in VOCABULARY.get(kind, set()):
            found.append(f"{here} is not defined for {kind}")
        if name in DATES and not ISO.fullmatch(inner):
            found.append(f"{here} is no date")
        if name in ADDRESSES and not re.match(r"https?://", inner):
            found.append(f"{here} is no address")
        found += faults(inner, here)
    return found


def google_faults(review: dict[str, Any]) -> list[str]:
    """What Google requires and recommends of a ClaimReview."""
    found = [
        f"no {name}" for name in ("claimReviewed", "reviewRating", "url") if name not in review
    ]
    rating = review["reviewRating"]
    if not rating.get("alternateName"):
        found.append("no alternateName")
    numbers = {"ratingValue", "bestRating", "worstRating"} & rating.keys()
    if numbers and len(numbers) < 3:
        found.append("some numbers, not all")
    if numbers and not 1 <= rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]:
        found.append("numbers out of range")
    if rating["alternateName"].lower() in review["claimReviewed"].lower().split():
        found.append("the claim contains the rating")
    if not review["author"].get("name"):
        found.append("no author")
    if "author" in review["itemReviewed"] and not review["itemReviewed"]["author"].get("name"):
        found.append("no name of the claimant")
    return found


def document(**fields: Any) -> dict[str, Any]:
    return dict(factories.published_claim(**fields).publication.document)


SPECIMENS: dict[str, dict[str, Any]] = {
    "plain": {},
    "false": {"word": "false"},
    "off the scale": {"word": "unsupported"},
    "missing context": {"word": "missing-context"},
    "headline": {"headline": "Einbrüche in Zürich"},
    "english": {"language": "en"},
    "long": {"statement": "Die Zahl der Einbrüche ist gesunken. " * 20},
}


@pytest.mark.parametrize("fields", SPECIMENS.values(), ids=SPECIMENS)
def test_markup_is_valid(fields):
    review = claimreview(document(**fields), site=SITE)

    assert (faults(review), google_faults(review)) == ([], [])


def test_other_articles_that_said_it_are_appearances():
    place = {"title": "Anderswo", "url": "https://b.example/1", "publisher": "", "published_on": ""}

    review = claimreview(document(), site=SITE, elsewhere=[place, place | {"url": "/intern"}])

    appearances = review["itemReviewed"]["appearance"]
    assert (faults(review), google_faults(review)) == ([], [])
    assert [place["@type"] for place in appearances] == ["NewsArticle", "NewsArticle"]
    assert appearances[1] == {
        "@type": "NewsArticle",
        "url": "https://b.example/1",
        "headline": "Anderswo",
    }


@pytest.mark.parametrize("kind", ["person", "organisation", "state", "role", "unnamed", "document"])
def test_markup_is_valid_for_every_claimant(kind):
    article = factories.ArticleFactory()
    needs_article = kind in {"role", "unnamed"}
    claimant = factories.ClaimantFactory(
        kind=kind, article=article if needs_article else None, wikidata_id="Q42"
    )

    review = claimreview(document(claimant=claimant, article=article), site=SITE)

    author = review["itemReviewed"]["author"]
    assert (faults(review), google_faults(review)) == ([], [])
    assert author["name"] == claimant.name
    assert author["@type"] == (
        "Person" if kind in {"person", "role", "unnamed"} else "Organization"
    )
    assert author["sameAs"] == "https://www.wikidata.org/entity/Q42"


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", 5), ("mostly-true", 4), ("partly-false", 3), ("mostly-false", 2), ("false", 1)],
)
def test_ordinal_ratings_have_numbers(word, value):
    rating = claimreview(document(word=word), site=SITE)["reviewRating"]

    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, value, 5)


@pytest.mark.parametrize("word", ["unsupported", "missing-context", "manipulated"])
def test_other_ratings_have_none(word):
    rating = claimreview(document(word=word), site=SITE)["reviewRating"]

    assert not {"worstRating", "ratingValue", "bestRating"} & rating.keys()


def test_address_is_that_of_the_page():
    public = document()

    review = claimreview(public, site=SITE)

    assert review["url"] == SITE["url"] + public["path"]
    assert review["@id"] == review["url"] + "#review"
    assert review["author"]["url"] == "https://fakten.example/"


def test_expiry_and_corrections_are_told():
    public = document() | {
        "expires_on": "2026-12-31",
        "corrections": [{"text": "Zahl berichtigt.", "published_at": "2026-02-01T10:00:00+01:00"}],
    }

    review = claimreview(public, site=SITE)

    assert faults(review) == []
    assert review["expires"] == "2026-12-31"
    assert review["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Zahl berichtigt.",
            "datePublished": "2026-02-01T10:00:00+01:00",
        }
    ]


def test_confidential_evidence_is_not_cited():
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim, source__title="Statistik")
    factories.EvidenceFactory(claim=claim, source__title="Geheim", confidential=True)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    review = claimreview(preview(claim, to=factories.EditorFactory()), site=SITE)

    assert [work["name"] for work in review["citation"]] == ["Statistik"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"retracted_at": "2026-02-01T10:00:00+01:00"}, "retracted"),
        ({"claimant": None}, "no_distinct_origin"),
        ({"evidence": []}, "no_citation"),
    ],
)
def test_no_markup_where_a_requirement_does_not_hold(change, why):
    public = document() | change

    assert missing_for_claimreview(public) == [why]
    assert claimreview(public, site=SITE) is None


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "&amp;", "a\u2028b"]
)
def test_script_cannot_be_broken_out_of(text):
    script = as_script(claimreview(document(statement=text), site=SITE))

    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script)["itemReviewed"]["text"] == text
