"""What a re-check saw and a person has to judge: opened once, counted after, handled by name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.claims import reopen
from claims.editorial.workflow import Refused
from claims.models import Claim, Evidence, Finding, Snapshot, record
from claims.models.recheck import FindingQuerySet
from claims.notifications.notices import notify_followers
from claims.permissions import can_handle_findings, require
from claims.publication.webhooks import announce_finding

F = Finding.State
OPEN = (F.OPEN, F.ACKNOWLEDGED)


@dataclass(frozen=True)
class FindingReport:
    """Something seen. ``same`` is what makes two sightings one finding: the change, and since when
    it is seen without a break."""

    kind: str
    same: str
    evidence: Evidence | None = None
    before: str = ""
    after: str = ""
    diff: list[list[str]] = field(default_factory=list)
    snapshot: Snapshot | None = None
    note: str = ""

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.same.encode()).hexdigest()


def report_finding(claim: Claim, sighting: FindingReport) -> Finding | None:
    """Open a finding, or count the one there is; the new finding, else None.

    One that was dismissed or resolved, and is still seen without a break, is counted in silence.
    Part of the run's transaction; the run's lease keeps two from reporting at once.
    """
    known = (
        Finding.objects.filter(
            claim=claim,
            evidence=sighting.evidence,
            kind=sighting.kind,
            fingerprint=sighting.fingerprint,
        )
        .order_by("-pk")
        .first()
    )
    now = timezone.now()
    if known:
        known.count, known.last_seen_at = known.count + 1, now
        known.save(update_fields=["count", "last_seen_at"])
        return None
    finding = Finding.objects.create(
        claim=claim,
        evidence=sighting.evidence,
        kind=sighting.kind,
        fingerprint=sighting.fingerprint,
        before=sighting.before,
        after=sighting.after,
        diff=sighting.diff,
        snapshot=sighting.snapshot,
        note=sighting.note[:500],
        last_seen_at=now,
    )
    event = record("finding", actor=None, claim=claim, finding=finding.pk, kind=finding.kind)
    notify_followers(event)
    announce_finding(finding, event=event)
    return finding


def acknowledge(finding: Finding, *, actor: User) -> Finding:
    """Say that somebody is looking into it."""
    return _handle(finding, "acknowledge", from_states=(F.OPEN,), to=F.ACKNOWLEDGED, actor=actor)


def resolve(finding: Finding, *, resolution: str, reason: str, actor: User) -> Finding:
    """Settle a finding; with ``claim_reopened`` the published claim goes under revision."""
    if resolution not in Finding.Resolution.values:
        raise Refused(_("Say how the finding was settled."))
    if not reason.strip():
        raise Refused(_("Say why."))
    with transaction.atomic():
        _handle(
            finding,
            "resolve",
            from_states=OPEN,
            to=F.RESOLVED,
            actor=actor,
            resolution=resolution,
            reason=reason.strip()[:500],
        )
        if resolution == Finding.Resolution.CLAIM_REOPENED:
            _reopen(finding.claim, reason=reason.strip(), actor=actor)
    return finding


def dismiss(finding: Finding, *, reason: str, actor: User) -> Finding:
    """Say that this is of no importance; the same thing seen again raises no alarm."""
    if not reason.strip():
        raise Refused(_("Say why the finding is dismissed."))
    return _handle(
        finding,
        "dismiss",
        from_states=OPEN,
        to=F.DISMISSED,
        actor=actor,
        reason=reason.strip()[:500],
    )


def settle_suggested(findings: FindingQuerySet, *, reason: str, actor: User) -> None:
    """A person has decided about the suggestion that these findings tell of: no second decision.

    Resolved, not dismissed: the next of the kind is news. Of what was seen several times only one
    was decided about: its finding stays.
    """
    for finding in findings.open().filter(count=1):
        resolve(
            finding,
            resolution=Finding.Resolution.NO_ACTION,
            reason=reason or _("The suggestion was confirmed."),
            actor=actor,
        )


def _reopen(claim: Claim, *, reason: str, actor: User) -> None:
    """A claim that is under revision already needs no second push."""
    claim = Claim.objects.get(pk=claim.pk)
    if claim.state == Claim.State.PUBLISHED:
        reopen(claim, reason=reason, actor=actor)


def _handle(
    finding: Finding,
    verb: str,
    *,
    from_states: tuple[str, ...],
    to: str,
    actor: User,
    **values: Any,
) -> Finding:
    """Move the finding on, once: of two people who handle it at once the second is told."""
    require(can_handle_findings, actor, finding.claim)
    with transaction.atomic():
        moved = Finding.objects.filter(pk=finding.pk, state__in=from_states).update(
            state=to, handled_by=actor, handled_at=timezone.now(), **values
        )
        if not moved:
            raise Refused(_("Somebody has handled this finding already."))
        record(f"{verb}_finding", actor=actor, claim=finding.claim, finding=finding.pk, **values)
    finding.refresh_from_db()
    return finding
