"""How published rows read as JSON. What is not named here does not leave the house.

``shapes.py`` describes the same for the OpenAPI document; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from claims.models import Article, Claimant, Publication
from claims.presentation.formatting import safe_url
from claims.publication.claimreview import claimreview
from claims.publication.site import site_identity

Json = dict[str, Any]


# What ``claim_row`` reads of a publication, and what lists are ordered by.
CLAIM = ("pk", "claim_id", "document", "related", "rechecked_at", "updated_at")


def claim_row(publication: Publication) -> Json:
    """A claim in a list; ``publication`` may be a row of the values in ``CLAIM``."""
    document = publication.document
    return {
        "id": publication.claim_id,
        "url": _absolute(document["path"]),
        "api_url": _absolute(f"/api/v1/claims/{publication.claim_id}/"),
        "statement": document["statement"],
        "headline": document["headline"],
        "language": document["language"],
        "kind": document["kind"],
        "mode": document["mode"],
        "quote": document["quote"],
        "via": [link["name"] for link in document["via"]],
        "claimant": _claimant(document["claimant"]),
        "article": _article(document["article"]),
        "rating": _rating(document["content"]),
        "attribution": _rating(document["attribution"]),
        "known_as_of": document["known_as_of"],
        "expires_on": document["expires_on"] or None,
        "resolves_on": document["resolves_on"] or None,
        "first_published_at": document["first_published_at"],
        "updated_at": document["updated_at"],
        "rechecked_at": publication.rechecked_at,
        "retracted_at": document["retracted_at"] or None,
        "claimreview": claimreview(
            document, site=site_identity(), elsewhere=publication.related.get("appearances", [])
        ),
    }


def claim_detail(publication: Publication) -> Json:
    """A claim with all that its page shows."""
    document, related = publication.document, publication.related
    return claim_row(publication) | {
        "headline_translations": document.get("headline_translations", {}),
        "reopened_at": publication.reopened_at,
        "is_overdue": publication.is_overdue,
        "topics": document.get("topics", []),
        "context": document["context"],
        "selection_reason": document["selection_reason"],
        "reasoning": _reasoning(document["content"]),
        "attribution_reasoning": _reasoning(document["attribution"]),
        "evidence": [_evidence(piece) for piece in document["evidence"]],
        "searches": [
            _named(each, "side place query searched_on") for each in document.get("searches", [])
        ],
        "replies": [_reply(each) for each in document.get("replies", [])],
        "corrections": [_correction(each) for each in document["corrections"]],
        "versions": [_version(each) for each in document["versions"]],
        "appearances": [_appearance(each) for each in related.get("appearances", [])],
        "related_claims": [_related(each) for each in related.get("claims", [])],
        "other_checks": [_check(each) for each in related.get("checks", [])],
    }


def article_row(article: Article) -> Json:
    return {
        "slug": article.slug,
        "url": _absolute(f"/articles/{article.slug}/"),
        "api_url": _absolute(f"/api/v1/articles/{article.slug}/"),
        "title": article.title,
        "source_url": safe_url(article.url) or None,
        "author": article.author,
        "publisher": article.publisher.name if article.publisher else "",
        "publisher_slug": article.publisher.slug if article.publisher else "",
        "language": article.language,
        "published_on": article.published_on,
        "claims_url": _absolute(f"/api/v1/claims/?article={article.slug}"),
    }


def claimant_row(claimant: Claimant) -> Json:
    return {
        "slug": claimant.slug,
        "url": _absolute(f"/claimants/{claimant.slug}/"),
        "api_url": _absolute(f"/api/v1/claimants/{claimant.slug}/"),
        "name": claimant.name,
        "kind": claimant.kind,
        "role": claimant.role,
        "wikidata_id": claimant.wikidata_id,
        "claims_url": _absolute(f"/api/v1/claims/?claimant={claimant.slug}"),
    }


def _absolute(path: str) -> str:
    return str(settings.SITE_URL) + path


def _claimant(claimant: Json | None) -> Json | None:
    return claimant and _named(claimant, "slug name kind role wikidata_id")


def _article(article: Json) -> Json:
    return _named(article, "slug title publisher") | {
        "source_url": safe_url(article["url"]) or None,
        "published_on": article["published_on"] or None,
    }


def _rating(answer: Json | None) -> Json | None:
    return answer and _named(
        answer, "slug label label_de label_en ordinal steps evidence_class summary"
    )


def _reasoning(answer: Json | None) -> Json | None:
    return answer and _named(answer, "definition_de definition_en rationale both_sides number")


def _evidence(piece: Json) -> Json:
    source = piece["source"]
    named = _named(source, "title url publisher published_on kind interest_disclosure")
    return _named(piece, "stance excerpt note accessed_on no_snapshot_reason") | {
        "source": named
        | {
            "url": safe_url(source["url"]),
            "note": "" if source["url"] or source["title"] else source["note"],
        },
        "archived_url": safe_url(source.get("archived_url", "")),
        "snapshot_sha256": piece["snapshot"],
    }


def _reply(reply: Json) -> Json:
    return _named(reply, "whom channel asked_on deadline answer unanswered") | {
        "answered_on": reply["answered_on"] or None
    }


def _appearance(place: Json) -> Json:
    return _named(place, "title url publisher is_first") | {
        "url": safe_url(place["url"]),
        "published_on": place["published_on"] or None,
    }


def _related(other: Json) -> Json:
    names = "kind is_later statement headline headline_translations language claimant"
    rating = "slug label_de label_en ordinal steps"
    return (
        {"url": _absolute(other["path"])} | _named(other, names) | {"rating": _named(other, rating)}
    )


def _check(check: Json) -> Json:
    return _named(check, "publisher url title claim rating language") | {
        "url": safe_url(check["url"]),
        "date": check["date"] or None,
    }


def _correction(correction: Json) -> Json:
    return _named(correction, "kind text published_at") | {
        side: _summary(correction[side]) for side in ("before", "after")
    }


def _summary(gist: Json) -> Json | None:
    return _named(gist, "statement rating label_de label_en summary rationale") if gist else None


def _version(version: Json) -> Json:
    return _named(
        version,
        "aspect number statement slug label_de label_en summary rationale"
        " published_at change_reason hash",
    )


def _named(content: Json, names: str) -> Json:
    return {name: content[name] for name in names.split()}
