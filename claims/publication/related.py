"""What stands beside a public claim: where else it was said, related claims, other desks' checks.

People confirm it at any time, without touching the approved document; so it has a column of its
own, ``Publication.related``, written anew by everything that may change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from claims.models import Appearance, Claim, ClaimRelation, ExternalCheck, Publication

RATING = ("slug", "label_de", "label_en", "sign", "ordinal", "steps")


def refresh(claim_ids: Iterable[int]) -> None:
    """Write ``related`` of the public pages of these claims, as part of the transaction."""
    pages = Publication.objects.locked().filter(claim__in=list(claim_ids))
    for page in pages.only("claim", "related"):
        now = related_of(page.claim_id)
        if now != page.related:
            Publication.objects.filter(pk=page.pk).update(related=now, version=F("version") + 1)


def neighbours(claim: Claim) -> list[int]:
    """The claims beside whose pages this one may stand."""
    pairs = _confirmed(claim.pk).values_list("claim_id", "other_id")
    return [number for pair in pairs for number in pair if number != claim.pk]


def related_of(claim_id: int) -> dict[str, Any]:
    """Confirmed by a person, and public anyway.

    ``appearances``: other articles, oldest first: title, url, publisher, published_on ("" where
    unknown), is_first. ``claims``: other claims of this desk that are public and not retracted:
    kind (of ClaimRelation), is_later (whether the other was said after this one), path, statement,
    headline with its translations, language, claimant, and its rating as in a document.
    ``checks``: those of other desks, in their words: publisher, url, title, claim, rating, date,
    language.
    """
    return {
        "appearances": [_appearance(row) for row in _appearances(claim_id)],
        "claims": _claims(claim_id),
        "checks": [_check(row) for row in _checks(claim_id)],
    }


def _appearances(claim_id: int) -> Iterable[Appearance]:
    # Without an address an article may be a manuscript that nobody outside has seen.
    rows = Appearance.objects.confirmed().filter(claim=claim_id).exclude(article__url="")
    return rows.select_related("article__publisher").order_by("article__published_on", "pk")


def _appearance(row: Appearance) -> dict[str, Any]:
    article = row.article
    return {
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher.name if article.publisher else "",
        "published_on": article.published_on.isoformat() if article.published_on else "",
        "is_first": row.is_first,
    }


def _confirmed(claim_id: int) -> Any:
    rows = ClaimRelation.objects.confirmed()
    return rows.filter(Q(claim=claim_id) | Q(other=claim_id)).order_by("-pk")


def _claims(claim_id: int) -> list[dict[str, Any]]:
    relations = {
        (row.other_id if row.claim_id == claim_id else row.claim_id): row
        for row in _confirmed(claim_id)
    }
    standing = Claim.objects.standing().filter(pk__in=relations)
    pages = {claim.pk: claim.publication for claim in standing}
    return [
        _claim(pages[number], row, is_later=row.other_id == claim_id)
        for number, row in sorted(relations.items(), key=_contradictions_first)
        if number in pages
    ]


def _contradictions_first(relation: tuple[int, ClaimRelation]) -> bool:
    return relation[1].kind != ClaimRelation.Kind.CONTRADICTS


def _claim(page: Publication, row: ClaimRelation, *, is_later: bool) -> dict[str, Any]:
    document = page.document
    return {
        "kind": row.kind,
        "is_later": is_later,
        "path": document["path"],
        "statement": document["statement"],
        "headline": document["headline"],
        "headline_translations": document.get("headline_translations", {}),
        "language": document["language"],
        "claimant": (document.get("claimant") or {}).get("name", ""),
        **{name: document["content"][name] for name in RATING},
    }


def _checks(claim_id: int) -> Iterable[ExternalCheck]:
    return ExternalCheck.objects.confirmed().filter(claim=claim_id)


def _check(row: ExternalCheck) -> dict[str, Any]:
    return {
        "publisher": row.publisher or row.site,
        "url": row.url,
        "title": row.title,
        "claim": row.claim_text,
        "rating": row.textual_rating,
        "date": row.review_date.isoformat() if row.review_date else "",
        "language": row.language,
    }
