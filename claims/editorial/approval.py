"""What a verdict is bound to: claim, evidence, replies, searches as they were, under one hash."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from claims.models import Claim, Evidence, NullSearch, Reply, Verdict

V = Verdict.State


def approval_snapshot(claim: Claim) -> dict[str, Any]:
    """Everything that a verdict on ``claim`` rests on, as JSON.

    Confidential evidence is represented by a digest alone: it binds the approval, and nothing of
    it can be read from the version.
    """
    return _snapshot(claim, _load_grounds([claim])[claim.pk])


@dataclass
class ApprovalGrounds:
    """What stands on file for a claim's verdict."""

    evidence: list[Evidence] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    searches: list[NullSearch] = field(default_factory=list)


def _load_grounds(claims: Iterable[Claim]) -> dict[int, ApprovalGrounds]:
    """The grounds of each claim, by its id, in one query for each kind, without copies' texts."""
    grounds: dict[int, ApprovalGrounds] = defaultdict(ApprovalGrounds)
    pieces = Evidence.objects.standing().filter(claim__in=claims)
    for piece in pieces.select_related("source", "snapshot").defer(
        "snapshot__text", "snapshot__headers"
    ):
        grounds[piece.claim_id].evidence.append(piece)
    for reply in Reply.objects.standing().filter(claim__in=claims):
        grounds[reply.claim_id].replies.append(reply)
    for search in NullSearch.objects.standing().filter(claim__in=claims):
        grounds[search.claim_id].searches.append(search)
    return grounds


def _snapshot(claim: Claim, grounds: ApprovalGrounds) -> dict[str, Any]:
    evidence = grounds.evidence
    secret = [_evidence_json(piece) for piece in evidence if piece.confidential]
    claimant = claim.claimant
    return {
        "statement": claim.statement,
        "headline": claim.headline,
        "headline_translations": claim.headline_translations,
        "language": claim.language,
        "kind": claim.kind,
        "mode": claim.mode,
        "quote": [part["exact"] for part in claim.quote],
        "resolves_on": claim.resolves_on.isoformat() if claim.resolves_on else "",
        "selection_reason": claim.selection_reason,
        "via": claim.via,
        "claimant": {
            "name": claimant.name,
            "slug": claimant.slug,
            "kind": claimant.kind,
            "role": claimant.role,
            "wikidata_id": claimant.wikidata_id,
        }
        if claimant
        else None,
        "evidence": [_evidence_json(piece) for piece in evidence if not piece.confidential],
        "confidential": _digest(secret) if secret else "",
        "replies": [_reply_json(reply) for reply in grounds.replies],
        "searches": [_search_json(search) for search in grounds.searches],
    }


def _evidence_json(piece: Evidence) -> dict[str, Any]:
    source, snapshot = piece.source, piece.snapshot
    return {
        "id": piece.pk,
        "stance": piece.stance,
        "excerpt": piece.excerpt,
        "note": piece.note,
        "no_snapshot_reason": piece.no_snapshot_reason,
        "snapshot": snapshot.sha256 if snapshot else "",
        "accessed_on": snapshot.fetched_at.date().isoformat() if snapshot else "",
        "source": {
            "id": source.pk,
            "title": source.title,
            "url": source.url,
            "publisher": source.publisher,
            "published_on": source.published_on.isoformat() if source.published_on else "",
            "kind": source.kind,
            "note": source.note,
            "interest_disclosure": source.interest_disclosure,
        },
    }


def _reply_json(reply: Reply) -> dict[str, Any]:
    return {
        "id": reply.pk,
        "whom": reply.whom,
        "channel": reply.channel,
        "asked_on": reply.asked_on.isoformat(),
        "deadline": reply.deadline.isoformat(),
        "answer": reply.answer,
        "answered_on": reply.answered_on.isoformat() if reply.answered_on else "",
    }


def _search_json(search: NullSearch) -> dict[str, Any]:
    return {
        "id": search.pk,
        "place": search.place,
        "query": search.query,
        "side": search.side,
        "searched_on": search.searched_on.isoformat(),
    }


def content_hash(verdict: Verdict) -> str:
    """SHA-256 over claim, rating, reasoning and evidence, 64 hexadecimal digits."""
    return _digest(
        {
            "aspect": verdict.aspect,
            "rating": [verdict.rating.scale.slug, verdict.rating.slug],
            "summary": verdict.summary,
            "rationale": verdict.rationale,
            "both_sides": verdict.both_sides,
            "known_as_of": verdict.known_as_of.isoformat(),
            "expires_on": verdict.expires_on.isoformat() if verdict.expires_on else "",
            "frozen": verdict.frozen,
        }
    )


def is_stale(verdict: Verdict) -> bool:
    """Whether claim or evidence have changed since this version was proposed."""
    return (
        differs(approval_snapshot(verdict.claim), verdict)
        or content_hash(verdict) != verdict.content_hash
    )


def differs(now: dict[str, Any], verdict: Verdict) -> bool:
    """Whether ``now``, from ``approval_snapshot``, is another claim than this version judged.

    Versions older than the ledger of replies, the log of searches and the translated headlines
    had none of them.
    """
    later: dict[str, Any] = {"replies": [], "searches": [], "headline_translations": {}}
    return now != {**later, **verdict.frozen}


def stale_claims(claims: Collection[Claim]) -> set[int]:
    """The ids of those ``claims`` that have a stale version, in four queries.

    ``claims`` come with their claimants loaded.
    """
    grounds = _load_grounds(claims)
    by_id = {claim.pk: claim for claim in claims}
    versions = Verdict.objects.filter(
        claim__in=claims, state__in=[V.PROPOSED, V.CONTESTED, V.APPROVED]
    )
    return {
        verdict.claim_id
        for verdict in versions.select_related("rating__scale")
        if differs(_snapshot(by_id[verdict.claim_id], grounds[verdict.claim_id]), verdict)
        or content_hash(verdict) != verdict.content_hash
    }


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
