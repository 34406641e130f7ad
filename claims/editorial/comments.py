"""Remarks on a claim, at a piece of evidence, at a version, or at exact words."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.anchors import select
from claims.editorial.workflow import CommentConflict, Refused
from claims.models import Claim, Comment, CommentVersion, Evidence, Verdict, record
from claims.notifications.notices import notify_followers
from claims.permissions import can_comment, can_request_changes, require

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
    """Write a remark, or an answer to ``parent``; ``words`` is a range in ``commented_text``."""
    require(can_comment, actor, claim)
    body = _clean(body)
    for target in (parent, evidence, verdict):
        if target is not None and target.claim_id != claim.pk:
            raise Refused(_("That belongs to another claim."))
    about = commented_text(claim, evidence=evidence, verdict=verdict)
    with transaction.atomic():
        _lock(claim)
        remark = Comment.objects.create(
            claim=claim,
            author=actor,
            body=body,
            is_blocking=is_blocking and parent is None,
            parent=(parent.parent or parent) if parent else None,
            evidence=evidence,
            verdict=verdict,
            selector=asdict(select(about, *words)) if words else {},
        )
        notify_followers(
            record(
                "comment", actor=actor, claim=claim, comment=remark.pk, blocking=remark.is_blocking
            )
        )
    return remark


def commented_text(
    claim: Claim, *, evidence: Evidence | None = None, verdict: Verdict | None = None
) -> str:
    """The text of which a comment may mean exact words."""
    if evidence is not None:
        return evidence.excerpt
    return verdict.rationale if verdict is not None else claim.statement


def edit_comment(remark: Comment, *, body: str, number: int, actor: User) -> Comment:
    """Give one's own comment another text; the earlier ones stay and can be read.

    ``number`` is the number of the text that was before one's eyes; if there is a newer one,
    CommentConflict is raised with the comment as it stands.
    """
    require(can_comment, actor, remark.claim)
    if remark.author_id != actor.pk:
        raise PermissionDenied(_("Only who wrote a comment can edit it."))
    body = _clean(body)
    with transaction.atomic():
        remark = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=remark.pk)
        if number != remark.number:
            raise CommentConflict(remark)
        if body == remark.text:
            return remark
        CommentVersion.objects.create(comment=remark, number=number + 1, body=body)
        notify_followers(
            record(
                "edit_comment",
                actor=actor,
                claim=remark.claim,
                comment=remark.pk,
                number=number + 1,
            )
        )
    return remark


def _lock(claim: Claim) -> None:
    """What blocks comes before an approval or after it, and not while it is being written."""
    Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)


def _clean(body: str) -> str:
    """``body`` as it is kept: trimmed, and in Unicode's form NFC, so that names are found in it."""
    body = unicodedata.normalize("NFC", body).replace("\r\n", "\n").strip()
    if not body:
        raise Refused(_("The comment is empty."))
    if len(body) > MAX_LENGTH:
        raise Refused(_("A comment may have %d characters at most.") % MAX_LENGTH)
    return body


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
        _lock(remark.claim)
        reopened = Comment.objects.filter(pk=remark.pk, resolved_at__isnull=False).update(
            resolved_at=None, resolved_by=None, resolution=""
        )
        if not reopened:
            raise Refused(_("This thread is open."))
        record("reopen_comment", actor=actor, claim=remark.claim, comment=remark.pk)
    remark.refresh_from_db()
    return remark
