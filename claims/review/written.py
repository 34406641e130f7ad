"""Everything that one person wrote, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.models import Claim, Comment, Correction, Event, Verdict

PAGE = 50
REASONS = ["request_changes", "unapprove", "reopen"]


@dataclass
class Entry:
    at: datetime
    what: str
    text: str
    claim: Claim
    anchor: str = ""
    is_open: bool = False


def written_by(user: User, *, before: datetime | None = None) -> list[Entry]:
    """Comments, versions of verdicts, reasons and corrections, the newest first."""
    entries = [
        *_comments(user, before),
        *_versions(user, before),
        *_reasons(user, before),
        *_corrections(user, before),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:PAGE]


def _comments(user: User, before: datetime | None) -> list[Entry]:
    rows = Comment.objects.filter(author=user).select_related("claim").order_by("-created_at")
    if before:
        rows = rows.filter(created_at__lt=before)
    return [
        Entry(
            row.created_at,
            _("Answer") if row.parent_id else _("Comment"),
            row.body,
            row.claim,
            f"#comment-{row.parent_id or row.pk}",
            row.resolved_at is None and row.parent_id is None,
        )
        for row in rows[:PAGE]
    ]


def _versions(user: User, before: datetime | None) -> list[Entry]:
    rows = Verdict.objects.filter(proposer=user).select_related("claim", "rating")
    rows = rows.defer("frozen", "rationale").order_by("-proposed_at")
    if before:
        rows = rows.filter(proposed_at__lt=before)
    return [
        Entry(
            row.proposed_at,
            _("Verdict %(number)d: %(rating)s (%(state)s)")
            % {
                "number": row.number,
                "rating": row.rating.label,
                "state": row.get_state_display(),
            },
            row.summary,
            row.claim,
        )
        for row in rows[:PAGE]
    ]


def _reasons(user: User, before: datetime | None) -> list[Entry]:
    rows = Event.objects.filter(actor=user, verb__in=REASONS, claim__isnull=False)
    rows = rows.select_related("claim").order_by("-at")
    if before:
        rows = rows.filter(at__lt=before)
    words = {
        "request_changes": _("Sent back"),
        "unapprove": _("Approval taken back"),
        "reopen": _("Reopened"),
    }
    return [
        Entry(row.at, words[row.verb], row.data.get("reason", ""), row.claim)
        for row in rows[:PAGE]
        if row.claim
    ]


def _corrections(user: User, before: datetime | None) -> list[Entry]:
    rows = Correction.objects.filter(prepared_by=user).select_related("claim")
    rows = rows.order_by("-prepared_at")
    if before:
        rows = rows.filter(prepared_at__lt=before)
    return [
        Entry(
            row.prepared_at,
            f"{row.get_kind_display()} ({row.get_state_display()})",
            row.text,
            row.claim,
        )
        for row in rows[:PAGE]
    ]
