"""Remarks on a claim, at a piece of evidence, at a version, or at exact words."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.permissions import can_comment, can_request_changes, require
from claims.editorial.workflow import Refused
from claims.evidence.anchors import select
from claims.models import Claim, Comment, Evidence, Verdict, record

MAX_LENGTH = 10_000


def comment(
    claim: Claim,
    *,
    body: str,
    actor: User,
    is_blocking: bool = False,
    parent: Comment | None = None,
    evidence: Evidence | None = None,
    verdict: Verdict | None = None,
    words: tuple[int, int] | None = None,
) -> Comment:
    """Write a remark, or an answer to ``parent``; ``words`` is a range in the claim's statement."""
    require(can_comment, actor, claim)
    body = body.strip()
    if not body:
        raise Refused(_("The comment is empty."))
    if len(body) > MAX_LENGTH:
        raise Refused(_("A comment may have %d characters at most.") % MAX_LENGTH)
    for target in (parent, evidence, verdict):
        if target is not None and target.claim_id != claim.pk:
            raise Refused(_("That belongs to another claim."))
    with transaction.atomic():
        remark = Comment.objects.create(
            claim=claim,
            author=actor,
            body=body,
            is_blocking=is_blocking and parent is None,
            parent=(parent.parent or parent) if parent else None,
            evidence=evidence,
            verdict=verdict,
            selector=asdict(select(claim.statement, *words)) if words else {},
        )
        record("comment", actor=actor, claim=claim, comment=remark.pk, blocking=remark.is_blocking)
    return remark


def resolve(remark: Comment, *, resolution: str, actor: User) -> Comment:
    """Settle a thread, saying how. A blocking one is settled by its author or by a reviewer."""
    require(can_comment, actor, remark.claim)
    if remark.is_blocking and remark.author_id != actor.pk:
        require(can_request_changes, actor, remark.claim)
    if not resolution.strip():
        raise Refused(_("Say how it was settled."))
    with transaction.atomic():
        settled = Comment.objects.filter(
            pk=remark.pk, resolved_at__isnull=True, parent__isnull=True
        ).update(resolved_at=timezone.now(), resolved_by=actor, resolution=resolution.strip()[:300])
        if not settled:
            raise Refused(_("This thread is settled already."))
        record("resolve_comment", actor=actor, claim=remark.claim, comment=remark.pk)
    remark.refresh_from_db()
    return remark


def reopen_comment(remark: Comment, *, actor: User) -> Comment:
    require(can_comment, actor, remark.claim)
    with transaction.atomic():
        reopened = Comment.objects.filter(pk=remark.pk, resolved_at__isnull=False).update(
            resolved_at=None, resolved_by=None, resolution=""
        )
        if not reopened:
            raise Refused(_("This thread is open."))
        record("reopen_comment", actor=actor, claim=remark.claim, comment=remark.pk)
    remark.refresh_from_db()
    return remark
