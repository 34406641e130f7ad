"""When a published claim is looked at again.

Whatever rules decide about it, the result is one column, ``RecheckPolicy.due_at``, with an index:
finding what is due reads the rows that are due and no other.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from claims.models import Claim, Publication, RecheckPolicy, Verdict
from claims.models.publication import PublicationQuerySet
from claims.models.recheck import RecheckPolicyQuerySet
from claims.models.verdict import Aspect
from claims.rechecks.schedule_rules import (
    QUIET_END_SPREAD,
    WHOLE_DAY,
    Rules,
    Schedule,
    beginning_of,
)

RETRY = timedelta(hours=8)  # after a source failed: three tries fit into a day
JITTER = 0.1
SWEEP_SLICE_SIZE = 500  # publications of which a sweep makes sure that they are watched
BATCH_SIZE = 100  # claims that are looked at together


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
        .exclude(paused_until__gt=timezone.localdate(now), asked_at__isnull=True)
        .order_by("due_at")
    )


def batches_waiting(*, most: int) -> int:
    """How many batches the claims due make, counted up to the number given."""
    waiting = due_claims().order_by()[: most * BATCH_SIZE].count()
    return -(-waiting // BATCH_SIZE)


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
    slices = last // SWEEP_SLICE_SIZE + 1
    first = int(now.timestamp() // 30) % slices * SWEEP_SLICE_SIZE
    return Publication.objects.filter(pk__gte=first, pk__lt=first + SWEEP_SLICE_SIZE)


def defer_paused() -> int:
    """Move what is paused out of the way of what is due, to the day on which the pause ends."""
    now, today = timezone.now(), timezone.localdate()
    paused = RecheckPolicy.objects.due(now).filter(paused_until__gt=today)
    waiting = paused.filter(asked_at__isnull=True)[:BATCH_SIZE]
    for policy in waiting:
        end = beginning_of(policy.paused_until)
        RecheckPolicy.objects.filter(pk=policy.pk, due_at=policy.due_at).update(due_at=end)
    return len(waiting)


def defer(policies: Iterable[RecheckPolicy]) -> list[RecheckPolicy]:
    """Those of the policies due that may be looked at now. The others are moved to the end of
    their quiet hours or pauses; those that a person asked for wait for nothing."""
    rules, now, allowed = Rules(), timezone.now(), []
    for policy in policies:
        terms = rules.terms(policy, policy.claim.kind)
        if policy.asked_at is not None or terms.allowed(now) == now:
            allowed.append(policy)
        else:
            later = terms.spread(now)
            RecheckPolicy.objects.filter(pk=policy.pk, due_at=policy.due_at).update(due_at=later)
    return allowed


def schedule(claim: Claim) -> RecheckPolicy:
    """Have a published claim looked at after the usual interval, or sooner if that is planned."""
    terms = Rules().terms(RecheckPolicy.objects.filter(claim=claim).first(), claim.kind)
    usual = _plan(claim, terms, terms.shortest, None)
    policy, _created = RecheckPolicy.objects.get_or_create(
        claim=claim, defaults={"interval": usual.interval, "due_at": usual.due_at}
    )
    if policy.due_at is None or policy.due_at > usual.due_at:
        RecheckPolicy.objects.filter(pk=policy.pk).update(
            interval=usual.interval, due_at=usual.due_at
        )
        policy.refresh_from_db()
    return policy


def request_recheck(claim: Claim) -> RecheckPolicy:
    """Have a published claim looked at now, also if it was parked, paused or in quiet hours."""
    policy = schedule(claim)
    policy.enqueue()
    policy.asked_at = policy.due_at
    policy.save(update_fields=["asked_at"])
    return policy


def request_rechecks(claims: Sequence[Claim]) -> None:
    """Have published claims looked at now."""
    asked = RecheckPolicy.objects.filter(claim__in=claims)
    known = set(asked.values_list("claim_id", flat=True))
    for claim in claims:
        if claim.pk not in known:
            schedule(claim)
    asked.update(due_at=timezone.now(), parked_at=None, attempts=0, last_error="")


def plan(policy: RecheckPolicy, rules: Rules, *, has_news: bool, has_failures: bool) -> Plan:
    """The next look: later while nothing changes, soon after news, sooner after a failure.

    A date on which a verdict runs out or a prediction can be judged is never slept through.
    """
    terms = rules.terms(policy, policy.claim.kind)
    interval = terms.shortest
    if not has_news:
        interval = min(max(policy.interval * 1.5, terms.shortest), terms.longest)
    return _plan(policy.claim, terms, interval, min(RETRY, interval) if has_failures else None)


def _plan(claim: Claim, terms: Schedule, interval: timedelta, wait: timedelta | None) -> Plan:
    now = timezone.now()
    jitter = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
    moments = [now + (wait or interval) * jitter]
    first = min(moments + [moment for moment in dates(claim, terms) if moment > now])
    return Plan(interval, terms.spread(first))


def replan(kind: str) -> int:
    """Have the claims of a kind ("": of all kinds) keep to rules that have changed; how many.

    Only what is planned for later than it would be now is moved, and spread over a day at most.
    What a message did not reach is mended by each claim's next look.
    """
    rules, moved, last = Rules(), 0, 0
    policies = RecheckPolicy.objects.filter(due_at__gt=timezone.now(), parked_at__isnull=True)
    policies = policies.select_related("claim").order_by("pk")
    if kind:
        policies = policies.filter(claim__kind=kind)
    while batch := list(policies.filter(pk__gt=last)[:SWEEP_SLICE_SIZE]):
        last = batch[-1].pk
        moved += sum(bring_forward(policy, rules) for policy in batch)
    return moved


def bring_forward(policy: RecheckPolicy, rules: Rules) -> bool:
    """Plan a claim anew if its terms now want a look sooner than is planned."""
    now, terms = timezone.now(), rules.terms(policy, policy.claim.kind)
    interval = min(policy.interval, terms.longest)
    wanted = max((policy.checked_at or now) + interval * (1 + JITTER), now)
    if policy.due_at is None or policy.due_at <= terms.allowed(wanted) + QUIET_END_SPREAD:
        return False
    sooner = terms.spread(now + min(interval, WHOLE_DAY) * random.random())  # noqa: S311
    planned = RecheckPolicy.objects.filter(pk=policy.pk, due_at=policy.due_at)
    return planned.update(due_at=sooner, interval=interval) == 1


def dates(claim: Claim, terms: Schedule) -> list[datetime]:
    """The beginnings of the days on which the claim has to be looked at whatever its sources do."""
    days = [verdict.expires_on for verdict in published_verdicts(claim)]
    if claim.is_forecast:
        days.append(claim.resolves_on)
    age = age_of_approval(claim, terms)
    if age is not None:
        days.append(age.next_on)
    return [beginning_of(day) for day in days if day]


class Age(NamedTuple):
    """How often the time that an approval is good for has passed since, and when it does next."""

    verdict: Verdict
    times: int
    next_on: date


def age_of_approval(claim: Claim, terms: Schedule) -> Age | None:
    """How old the approval of the published verdict is; None if approvals are good for ever."""
    if not terms.approval_days:
        return None
    for verdict in published_verdicts(claim):
        if verdict.aspect == Aspect.CONTENT and verdict.approved_at:
            approved = timezone.localdate(verdict.approved_at, timezone.get_default_timezone())
            today = timezone.localdate(timezone=timezone.get_default_timezone())
            times = max((today - approved).days, 0) // terms.approval_days
            return Age(verdict, times, approved + timedelta((times + 1) * terms.approval_days))
    return None


def published_verdicts(claim: Claim) -> list[Verdict]:
    """Also of a claim whose published verdicts were fetched beforehand."""
    known: list[Verdict] | None = getattr(claim, "published_verdicts", None)
    if known is not None:
        return known
    return [v for v in claim.verdicts.all() if v.state == Verdict.State.PUBLISHED]
