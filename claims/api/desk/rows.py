"""How the desk's rows read as JSON; ``desk_shapes.py`` describes the same. Needs a token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from claims.editorial.assessments import visible_versions
from claims.models import (
    Article,
    Claim,
    Correction,
    Evidence,
    Intake,
    Publication,
    Source,
    Verdict,
)

Json = dict[str, Any]


def intake_row(intake: Intake) -> Json:
    return {
        "id": intake.pk,
        "url": intake.url,
        "state": intake.state,
        "error": intake.last_error,
        "article": intake.article_id,
    }


def desk_article(article: Article) -> Json:
    waiting = article.due_at is not None and article.parked_at is None
    return {
        "id": article.pk,
        "title": article.title,
        "source_url": article.url,
        "language": article.language,
        "publisher": article.publisher.name if article.publisher else "",
        "published_on": article.published_on and article.published_on.isoformat(),
        "extraction": "waiting" if waiting else "failed" if article.parked_at else "done",
        "claims_url": f"{settings.SITE_URL}/api/v1/desk/claims/?article={article.pk}",
    }


def desk_claim(claim: Claim) -> Json:
    return {
        "id": claim.pk,
        "state": claim.state,
        "statement": claim.statement,
        "headline": claim.headline,
        "language": claim.language,
        "kind": claim.kind,
        "mode": claim.mode,
        "quote": [part["exact"] for part in claim.quote],
        "spans": [[part["start"], part["end"]] for part in claim.quote],
        "claimant": claim.claimant.name if claim.claimant else None,
        "article": claim.article_id,
        "checkworthiness": claim.checkworthiness,
        "assignee": claim.assignee.username if claim.assignee else None,
        "dismissal_reason": claim.dismissal_reason,
        "edit_number": claim.edit_number,
        "updated_at": claim.updated_at.isoformat(),
    }


def whole_desk_claim(claim: Claim, *, to: User) -> Json:
    """Confidential evidence stays at the desk's own pages, also for those who may see it there."""
    evidence = claim.evidence.standing().filter(confidential=False)
    versions = visible_versions(claim.verdicts.all(), to=to).select_related("rating")
    return desk_claim(claim) | {
        "evidence": [evidence_row(piece) for piece in evidence],
        "verdicts": [verdict_row(verdict) for verdict in versions.order_by("pk")],
        "corrections": [
            correction_row(correction)
            for correction in claim.corrections.select_related("prepared_by").order_by("pk")
        ],
        "page": page_row(claim.publication) if hasattr(claim, "publication") else None,
    }


def correction_row(correction: Correction) -> Json:
    return {
        "id": correction.pk,
        "kind": correction.kind,
        "state": correction.state,
        "text": correction.text,
        "requested_by": correction.requested_by,
        "prepared_by": correction.prepared_by.username,
    }


def page_row(page: Publication) -> Json:
    return {
        "url": settings.SITE_URL + page.document["path"],
        "api_url": f"{settings.SITE_URL}/api/v1/claims/{page.claim_id}/",
        "version": page.version,
        "updated_at": page.updated_at.isoformat(),
        "retracted_at": page.retracted_at.isoformat() if page.retracted_at else None,
    }


def evidence_row(piece: Evidence) -> Json:
    return {
        "id": piece.pk,
        "source_id": piece.source_id,
        "stance": piece.stance,
        "excerpt": piece.excerpt,
        "note": piece.note,
    }


def verdict_row(verdict: Verdict) -> Json:
    return {
        "id": verdict.pk,
        "aspect": verdict.aspect,
        "number": verdict.number,
        "state": verdict.state,
        "rating": verdict.rating.slug,
        "summary": verdict.summary,
        "rationale": verdict.rationale,
        "known_as_of": verdict.known_as_of.isoformat(),
        "hash": verdict.content_hash,
    }


def source_row(source: Source) -> Json:
    return {
        "id": source.pk,
        "url": source.url,
        "title": source.title,
        "kind": source.kind,
        "capture_state": source.capture_state,
        "error": source.last_error,
    }
