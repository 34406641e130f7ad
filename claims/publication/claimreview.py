"""ClaimReview as JSON-LD, from the document of a public claim page. PURE.

Sources: schema.org's vocabulary, and Google's guidelines for ClaimReview (required: claimReviewed,
reviewRating with alternateName, url). Numbers are given for ordinal ratings alone. A claim in the
article's own voice has no origin apart from the publisher, and is not eligible.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


def missing_for_claimreview(document: Json) -> list[str]:
    """Machine names of the requirements that do not hold; empty if the mark-up may be emitted."""
    missing = []
    if document["retracted_at"]:
        missing.append("retracted")
    if document["claimant"] is None:
        missing.append("no_distinct_origin")
    if not document["content"]["label"]:
        missing.append("no_rating")
    if not any(_web(piece["source"]["url"]) for piece in document["evidence"]):
        missing.append("no_citation")
    return missing


def claimreview(document: Json, *, site: Json, elsewhere: Sequence[Json] = ()) -> Json | None:
    """The ClaimReview of a page, or None where a requirement does not hold.

    ``document``: ``Publication.document``. ``site``: {"url", "name", "publisher", "license"}, the
    address without a trailing slash, the license an address or empty. ``elsewhere``: other
    articles that said it, "appearances" of ``Publication.related``. The result is plain JSON;
    ``as_script`` makes it safe to embed.
    """
    if missing_for_claimreview(document):
        return None
    page = site["url"] + document["path"]
    review: Json = _given(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{page}#review",
            "url": page,
            "inLanguage": document["language"],
            "datePublished": document["first_published_at"],
            "dateModified": document["updated_at"],
            "expires": document["expires_on"],
            "claimReviewed": document["headline"] or document["statement"],
            "itemReviewed": _claim(document, page, elsewhere),
            "reviewAspect": "content",
            "reviewRating": _rating(document["content"]),
            "citation": [_citation(piece) for piece in document["evidence"]],
            "author": _given(organisation(site)),
            "correction": [
                _given(
                    {
                        "@type": "CorrectionComment",
                        "text": correction["text"],
                        "datePublished": correction["published_at"],
                    }
                )
                for correction in document["corrections"]
            ],
            "sdDatePublished": document["updated_at"],
            "sdLicense": site.get("license", ""),
        }
    )
    return review


def organisation(site: Json) -> Json:
    """Who checks, and where its rules can be read."""
    method = site["url"] + "/methodology/"
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{site['url']}/#publisher",
        "name": site["publisher"],
        "url": site["url"] + "/",
        "publishingPrinciples": method,
        "verificationFactCheckingPolicy": method,
        "correctionsPolicy": f"{method}#corrections",
        "actionableFeedbackPolicy": f"{method}#corrections",
        "unnamedSourcesPolicy": f"{method}#sources",
        "missionCoveragePrioritiesPolicy": f"{method}#selection",
    }


def as_script(content: Json) -> str:
    """JSON that cannot end the ``<script>`` element it stands in."""
    return json.dumps(content, ensure_ascii=False).translate(ESCAPES)


ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def _claim(document: Json, page: str, elsewhere: Sequence[Json]) -> Json:
    article = document["article"]
    return _given(
        {
            "@type": "Claim",
            "@id": f"{page}#claim",
            "text": document["statement"],
            "author": _claimant(document["claimant"]),
            "datePublished": article["published_on"],
            "appearance": [
                _article(place) for place in (article, *elsewhere) if _web(place["url"])
            ],
        }
    )


def _claimant(claimant: Json) -> Json:
    kind = {"person": "Person", "role": "Person", "unnamed": "Person"}
    wikidata = claimant["wikidata_id"]
    return _given(
        {
            "@type": kind.get(claimant["kind"], "Organization"),
            "name": claimant["name"],
            "jobTitle": claimant["role"] if claimant["kind"] == "person" else "",
            "sameAs": f"https://www.wikidata.org/entity/{wikidata}" if wikidata else "",
        }
    )


def _article(place: Json) -> Json:
    publisher = {"@type": "Organization", "name": place["publisher"]}
    return _given(
        {
            "@type": "NewsArticle",
            "url": place["url"],
            "headline": place["title"],
            "datePublished": place["published_on"],
            "publisher": publisher if place["publisher"] else None,
        }
    )


def _rating(content: Json) -> Json:
    rating = _given(
        {
            "@type": "Rating",
            "alternateName": content["label"],
            "ratingExplanation": content["summary"],
        }
    )
    if content["ordinal"]:
        rating |= {
            "ratingValue": content["ordinal"],
            "bestRating": content["steps"],
            "worstRating": 1,
        }
    return rating


def _citation(piece: Json) -> Json:
    source = piece["source"]
    return _given(
        {
            "@type": "CreativeWork",
            "name": source["title"] or source["url"] or source["note"][:80],
            "url": _web(source["url"]),
            "archivedAt": _web(source.get("archived_url", "")),
        }
    )


def _web(address: str) -> str:
    """The address if it is one of the web; nothing else may stand in a link."""
    return address if address.startswith(("https://", "http://")) else ""


def _given(content: Json) -> Json:
    """``content`` without keys that hold nothing."""
    return {key: value for key, value in content.items() if value}
