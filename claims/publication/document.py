"""The document of a public page: all that it shows, copied from the approved versions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.models import Claim, Publication, Rating, Verdict


def public_document(
    page: Publication, content: Verdict, attribution: Verdict | None
) -> dict[str, Any]:
    """All that the public page shows, as JSON: the verdict versions' own frozen content.

    Keys: those of ``claims.editorial.approval.approval_snapshot`` without the digest of
    confidential evidence; ``replies`` with ``unanswered``, whether the deadline had passed when
    this was published;
    ``context`` [before, quoted, after]; ``content`` and ``attribution`` (see ``_answer``; the
    latter may be None); ``article``; ``topics``; ``corrections``; ``versions``; ``path``;
    times in ISO 8601.
    """
    claim, frozen = page.claim, dict(content.frozen)
    frozen.pop("confidential", None)
    today = page.updated_at.astimezone(timezone.get_current_timezone()).date().isoformat()
    frozen["replies"] = [
        {**reply, "unanswered": not reply["answer"] and reply["deadline"] < today}
        for reply in frozen.get("replies", [])
    ]
    frozen.setdefault("searches", [])
    article = claim.article
    pieces = claim.evidence.filter(confidential=False)
    sources = {
        piece.pk: {"archived_url": piece.archived_url, "language": piece.source.language}
        for piece in pieces.select_related("source", "snapshot__archiving").defer("snapshot__text")
    }
    unknown = {"archived_url": "", "language": ""}
    for piece in frozen["evidence"]:
        piece["source"] = {**piece["source"], **sources.get(piece["id"], unknown)}
    frozen.setdefault("headline_translations", {})
    return {
        **frozen,
        "path": f"/claims/{page.year}/{page.slug}/",
        "context": _context(claim),
        "content": _verdict_content(content),
        "attribution": _verdict_content(attribution) if attribution else None,
        "known_as_of": content.known_as_of.isoformat(),
        "expires_on": content.expires_on.isoformat() if content.expires_on else "",
        "article": {
            "slug": article.slug,
            "title": article.title,
            "url": article.url,
            "author": article.author,
            "publisher": article.publisher.name if article.publisher else "",
            "publisher_slug": article.publisher.slug if article.publisher else "",
            "published_on": article.published_on.isoformat() if article.published_on else "",
        },
        "topics": public_topics(claim),
        "corrections": public_corrections(claim),
        "versions": _versions(claim),
        "first_published_at": page.first_published_at.isoformat(),
        "updated_at": page.updated_at.isoformat(),
        "retracted_at": "",
    }


def _verdict_content(verdict: Verdict) -> dict[str, Any]:
    rating = verdict.rating
    steps = Rating.objects.filter(scale=rating.scale, ordinal__isnull=False).count()
    return {
        "slug": rating.slug,
        "label": rating.label_en if verdict.frozen["language"] == "en" else rating.label_de,
        "label_de": rating.label_de,
        "label_en": rating.label_en,
        "definition_de": rating.definition_de,
        "definition_en": rating.definition_en,
        "sign": rating.sign,
        "ordinal": rating.ordinal,
        "steps": steps,
        "evidence_class": rating.evidence_class,
        "summary": verdict.summary,
        "rationale": verdict.rationale,
        "both_sides": verdict.both_sides,
        "number": verdict.number,
    }


def _context(claim: Claim) -> list[str]:
    """The paragraph around the quotation: [before, quoted, after]."""
    if not claim.quote or claim.anchor_state == Claim.AnchorState.ORPHANED:
        return ["", " … ".join(part["exact"] for part in claim.quote), ""]
    text = claim.revision.text
    start, end = claim.quote[0]["start"], claim.quote[-1]["end"]
    left = text.rfind("\n\n", 0, start)
    right = text.find("\n\n", end)
    left, right = (0 if left < 0 else left + 2), (len(text) if right < 0 else right)
    return [text[left:start], text[start:end], text[end:right]]


def public_topics(claim: Claim) -> list[dict[str, str]]:
    return [
        {"slug": topic.slug, "name_de": topic.name_de, "name_en": topic.name_en}
        for topic in claim.topics.all()
    ]


def public_corrections(claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "kind": correction.kind,
            "text": correction.text,
            "before": correction.before,
            "after": correction.after,
            "published_at": correction.published_at.isoformat() if correction.published_at else "",
        }
        for correction in claim.corrections.published().order_by("published_at")
    ]


def _versions(claim: Claim) -> list[dict[str, Any]]:
    """Every version that was ever public, oldest first."""
    versions = claim.verdicts.filter(published_at__isnull=False).select_related("rating")
    return [
        {
            "aspect": verdict.aspect,
            "number": verdict.number,
            "statement": verdict.statement,
            "label_de": verdict.rating.label_de,
            "label_en": verdict.rating.label_en,
            "slug": verdict.rating.slug,
            "sign": verdict.rating.sign,
            "summary": verdict.summary,
            "rationale": verdict.rationale,
            "published_at": verdict.published_at.isoformat() if verdict.published_at else "",
            "change_reason": verdict.change_reason,
            "hash": verdict.content_hash,
        }
        for verdict in versions.order_by("published_at", "aspect")
    ]


def correction_summary(document: dict[str, Any]) -> dict[str, str]:
    """What a correction shows of the page before and after."""
    content = document["content"]
    return {
        "statement": document["statement"],
        "rating": content["slug"],
        "label_de": content["label_de"],
        "label_en": content["label_en"],
        "summary": content["summary"],
        "rationale": content["rationale"],
    }
