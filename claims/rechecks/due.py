"""When a published claim is looked at again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from claims.models import Claim, Publication, RecheckPolicy, Verdict
from claims.models.publication import PublicationQuerySet
from claims.models.recheck import RecheckPolicyQuerySet

LONGEST_INTERVAL = timedelta(days=30)
RETRY = timedelta(hours=8)  # after a source failed: three tries fit into a day
JITTER = 0.1
SLICE = 500  # publications of which a sweep makes sure that they are watched
BATCH = 100  # claims that are looked at together


class Plan(NamedTuple):
    """How a policy goes on after a run."""

    interval: timedelta
    due_at: datetime


def due_claims(now: datetime | None = None) -> RecheckPolicyQuerySet:
    """Policies whose time has come, of claims whose check stands, longest waiting first."""
    policies: RecheckPolicyQuerySet = RecheckPolicy.objects.due(now)
    return (
        policies.filter(claim__publication__retracted_at__isnull=True)
        .filter(claim__publication__isnull=False)
        .exclude(paused_until__gt=timezone.localdate(now))
        .order_by("due_at")
    )


def batches_waiting(*, most: int) -> int:
    """How many batches the claims due make, counted up to the number given."""
    waiting = due_claims().order_by()[: most * BATCH].count()
    return -(-waiting // BATCH)


def unscheduled(*, everywhere: bool = False) -> list[Claim]:
    """Published claims that nobody would ever look at again.

    Publication writes the policy, so there should be none. All are looked for ``everywhere``; else
    among those published within a day, and in one slice of all, another one each time: a sweep
    reads as much among a million claims as among a thousand.
    """
    forgotten = Q(recheck_policy__isnull=True) | Q(
        recheck_policy__due_at__isnull=True, recheck_policy__parked_at__isnull=True
    )
    claims = Claim.objects.standing().filter(forgotten)
    if everywhere:
        return list(claims)
    now = timezone.now()
    recent = Publication.objects.filter(updated_at__gt=now - timedelta(days=1))
    found = [*claims.filter(publication__in=recent), *claims.filter(publication__in=_slice(now))]
    return list(dict.fromkeys(found))


def _slice(now: datetime) -> PublicationQuerySet:
    """Publications with neighbouring numbers; the clock says which."""
    last = Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    slices = last // SLICE + 1
    first = int(now.timestamp() // 30) % slices * SLICE
    return Publication.objects.filter(pk__gte=first, pk__lt=first + SLICE)


def put_off_paused() -> int:
    """Move what is paused out of the way of what is due, to the day on which the pause ends."""
    now, today = timezone.now(), timezone.localdate()
    waiting = RecheckPolicy.objects.due(now).filter(paused_until__gt=today)[:BATCH]
    for policy in waiting:
        end = timezone.make_aware(datetime.combine(policy.paused_until, time()))
        RecheckPolicy.objects.filter(pk=policy.pk, due_at=policy.due_at).update(due_at=end)
    return len(waiting)


def schedule(claim: Claim) -> RecheckPolicy:
    """Have a published claim looked at after the usual interval, or sooner if that is planned."""
    usual = _plan(claim, settings.RECHECK_INTERVAL, None)
    policy, _created = RecheckPolicy.objects.get_or_create(
        claim=claim, defaults={"interval": usual.interval, "due_at": usual.due_at}
    )
    if policy.due_at is None or policy.due_at > usual.due_at:
        RecheckPolicy.objects.filter(pk=policy.pk).update(
            interval=usual.interval, due_at=usual.due_at
        )
        policy.refresh_from_db()
    return policy


def ask_for(claim: Claim) -> RecheckPolicy:
    """Have a published claim looked at now, also if it was parked."""
    policy = schedule(claim)
    policy.ask_for()
    return policy


def ask_for_all(claims: Sequence[Claim]) -> None:
    """Have published claims looked at now."""
    asked = RecheckPolicy.objects.filter(claim__in=claims)
    known = set(asked.values_list("claim_id", flat=True))
    for claim in claims:
        if claim.pk not in known:
            schedule(claim)
    asked.update(due_at=timezone.now(), parked_at=None, attempts=0, last_error="")


def plan(policy: RecheckPolicy, *, has_news: bool, has_failures: bool) -> Plan:
    """The next look: later while nothing changes, soon after news, sooner after a failure.

    A date on which a verdict runs out or a prediction can be judged is never slept through.
    """
    if has_news:
        interval = settings.RECHECK_INTERVAL
    else:
        interval = min(policy.interval * 1.5, max(LONGEST_INTERVAL, settings.RECHECK_INTERVAL))
    return _plan(policy.claim, interval, min(RETRY, interval) if has_failures else None)


def _plan(claim: Claim, interval: timedelta, wait: timedelta | None) -> Plan:
    now = timezone.now()
    jitter = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
    moments = [now + (wait or interval) * jitter]
    return Plan(interval, min(moments + [moment for moment in dates(claim) if moment > now]))


def dates(claim: Claim) -> list[datetime]:
    """The beginnings of the days on which the claim has to be looked at whatever its sources do."""
    days = [verdict.expires_on for verdict in published_verdicts(claim)]
    if claim.is_forecast:
        days.append(claim.resolves_on)
    return [timezone.make_aware(datetime.combine(day, time())) for day in days if day]


def published_verdicts(claim: Claim) -> list[Verdict]:
    """Also of a claim whose verdicts were fetched beforehand."""
    return [v for v in claim.verdicts.all() if v.state == Verdict.State.PUBLISHED]
