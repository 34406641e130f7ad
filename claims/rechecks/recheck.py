"""Looking again at what a published claim rests on. It reports; it never changes claim or verdict.

A run has three parts: lease the policy and begin; look at the sources, with no transaction open;
write everything at once, if the lease still holds. A worker killed anywhere in between leaves a
run «running» and a lease that runs out, and the next worker starts anew: nothing is lost, nothing
is reported twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import NamedTuple

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.evidence.snapshots import is_news, keep, store_file
from claims.models import (
    Claim,
    Evidence,
    Finding,
    Publication,
    RecheckPolicy,
    RecheckResult,
    RecheckRun,
    Snapshot,
    Source,
)
from claims.models.recheck import Outcome
from claims.models.source import EvidenceQuerySet
from claims.rechecks import due
from claims.rechecks.findings import Sighting, report
from claims.rechecks.judging import Judgement, judge
from claims.rechecks.looking import Look, Wanted, look_at
from claims.rechecks.politeness import HostBusyError, wait_for_turn

log = structlog.get_logger(__name__)

AT_ONCE = 8  # sources of one claim that are fetched side by side
WHOLE_LOOK_EVERY = 7  # runs; in between a server may say that nothing has changed
BUSY = timedelta(minutes=5)
FAILURES = frozenset({Outcome.UNREACHABLE, Outcome.BLOCKED})
HARMLESS = frozenset({Outcome.UNCHANGED, Outcome.MOVED})

Looker = Callable[[Wanted], Look]


class LeaseLostError(Exception):
    """The run took so long that another worker has begun anew; what this one saw is dropped."""


def recheck(
    claim: Claim, *, trigger: str = RecheckRun.Trigger.SCHEDULE, look: Looker = look_at
) -> RecheckRun | None:
    """Look at everything the claim cites; None if it is not due or another worker is at it.

    ``look`` is how one source is looked at; only the seeds have another way. A run that fails is
    returned as such, its error in words; the policy backs off, and is parked after too many.
    """
    policy = RecheckPolicy.objects.filter(claim=claim).first()
    policy = policy and RecheckPolicy.objects.lease(policy.pk)
    if policy is None:
        return None
    run = _begin(claim, trigger)
    try:
        looks = _look_at_all(claim, run, look)
        _conclude(run, policy, looks)
    except HostBusyError:
        run.delete()
        policy.finish(due_at=timezone.now() + BUSY)
        return None
    except Exception as error:
        log.exception("a re-check failed", claim=claim.pk)
        _end(run, RecheckRun.State.FAILED, error=f"{type(error).__name__}: {error}")
        if not isinstance(error, LeaseLostError):
            policy.fail(run.error)
    return run


def _begin(claim: Claim, trigger: str) -> RecheckRun:
    """A new run; one that a killed worker left behind is closed."""
    with transaction.atomic():
        RecheckRun.objects.filter(claim=claim, state=RecheckRun.State.RUNNING).update(
            state=RecheckRun.State.FAILED,
            finished_at=timezone.now(),
            error=_("The worker was ended in the middle of this run."),
        )
        return RecheckRun.objects.create(claim=claim, trigger=trigger)


def _end(run: RecheckRun, state: str, *, error: str = "") -> None:
    run.state, run.error, run.finished_at = state, error, timezone.now()
    run.save(update_fields=["state", "error", "finished_at"])


# --- Looking --------------------------------------------------------------------------------


def _look_at_all(claim: Claim, run: RecheckRun, look: Looker) -> dict[int, Look]:
    """Each source once, by the source's number; several servers at once, each at its pace."""
    number = RecheckRun.objects.filter(claim=claim, pk__lt=run.pk).count()
    whole = number % WHOLE_LOOK_EVERY == WHOLE_LOOK_EVERY - 1
    sources = Source.objects.filter(pk__in=_watched(claim).values("source_id"))
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="look") as pool:
        jobs = []
        for source in sources:
            if look is look_at:
                wait_for_turn(source.url)
            etag, modified = ("", "") if whole else (source.etag, source.last_modified)
            jobs.append(pool.submit(look, Wanted(source.pk, source.url, etag, modified)))
        looks = [job.result() for job in jobs]
    return {seen.source_id: seen for seen in looks}


# --- Writing --------------------------------------------------------------------------------


class _Seen(NamedTuple):
    """One source, how it looked, its newest copy until now, and what became of its passages."""

    source: Source
    look: Look
    last: Snapshot | None
    judged: list[tuple[Evidence, Judgement]]

    @property
    def is_copy_of_it(self) -> bool:
        """Whether what was fetched is the work itself, not a wall in front of it."""
        walled = all(judgement.outcome == Outcome.BLOCKED for _piece, judgement in self.judged)
        return self.look.copy is not None and not walled


def _conclude(run: RecheckRun, policy: RecheckPolicy, looks: dict[int, Look]) -> None:
    """Compare, then write everything in one transaction, or nothing if the lease is lost."""
    claim = run.claim
    pieces = list(_watched(claim).select_related("source", "snapshot"))
    everything = [_compare(look, pieces) for look in looks.values()]
    files = {seen.source.pk: _store(seen) for seen in everything}
    with transaction.atomic():
        held = RecheckPolicy.objects.select_for_update(of=("self",)).filter(
            pk=policy.pk, lease_until=policy.lease_until
        )
        if not held.exists():
            raise LeaseLostError(_("The run took too long; another worker has begun anew."))
        news = [finding for seen in everything for finding in _write(run, seen, files)]
        news += filter(None, [report(claim, sighting) for sighting in _dates_reached(claim)])
        outcomes = [judgement.outcome for seen in everything for _piece, judgement in seen.judged]
        failing = not FAILURES.isdisjoint(outcomes)
        if outcomes and not failing:
            Publication.objects.filter(claim=claim).update(rechecked_at=timezone.now())
        _end(run, RecheckRun.State.DONE)
        _plan_next(policy, looks, has_news=bool(news), failing=failing)


def _watched(claim: Claim) -> EvidenceQuerySet:
    watched: EvidenceQuerySet = Evidence.objects.filter(claim=claim).watched()
    return watched


def _compare(look: Look, pieces: list[Evidence]) -> _Seen:
    source = Source.objects.get(pk=look.source_id)
    last = source.snapshot
    judged = [(piece, judge(piece, look, last)) for piece in pieces if piece.source_id == source.pk]
    return _Seen(source, look, last, judged)


def _store(seen: _Seen) -> str:
    """The file of a new copy, written before the transaction; "" if the last one says the same."""
    copy = seen.look.copy
    return store_file(copy) if copy and seen.is_copy_of_it and is_news(copy, seen.last) else ""


def _write(run: RecheckRun, seen: _Seen, files: dict[int, str]) -> list[Finding]:
    """The results and the state of one source; the findings that are new."""
    file, copy = files[seen.source.pk], seen.look.copy
    snapshot = keep(seen.source, copy, file=file) if copy and file else seen.last
    _note_on_source(seen)
    findings = [_write_one(run, *judged, seen.look, snapshot) for judged in seen.judged]
    return [finding for finding in findings if finding]


def _write_one(
    run: RecheckRun, piece: Evidence, judgement: Judgement, look: Look, snapshot: Snapshot | None
) -> Finding | None:
    """The result, and the finding if it is one; the finding if it is new."""
    earlier = RecheckResult.objects.filter(evidence=piece).order_by("-pk")
    fails = judgement.outcome in FAILURES
    # What is seen without a break since this result is one finding, however often it is seen.
    calm = (
        earlier.exclude(outcome__in=FAILURES) if fails else earlier.filter(outcome__in=HARMLESS)
    ).first()
    since = calm.pk if calm else 0
    shown = None if look.failure else snapshot
    RecheckResult.objects.create(
        run=run,
        evidence=piece,
        outcome=judgement.outcome,
        snapshot=shown,
        status=look.status,
        note=judgement.note[:500],
        milliseconds=look.milliseconds,
    )
    if judgement.outcome in HARMLESS:
        return None
    if fails and earlier.filter(pk__gt=since).count() < settings.RECHECK_FAILURES:
        return None
    sighting = Sighting(
        kind=judgement.outcome,
        same=f"{judgement.same or judgement.outcome} since {since}",
        evidence=piece,
        before=piece.excerpt,
        after=judgement.after,
        diff=judgement.diff,
        snapshot=shown,
        note=judgement.note,
    )
    return report(run.claim, sighting)


def _dates_reached(claim: Claim) -> Iterable[Sighting]:
    """Verdicts that have run out, and a prediction that can be judged now."""
    today = timezone.localdate()
    for verdict in due.published_verdicts(claim):
        if verdict.expires_on and verdict.expires_on <= today:
            note = _("To be looked at again on %(date)s.") % {"date": verdict.expires_on}
            yield Sighting(Finding.Kind.EXPIRED, f"verdict {verdict.pk}", note=note)
    if claim.is_forecast and claim.resolves_on and claim.resolves_on <= today:
        note = _("Can be judged since %(date)s.") % {"date": claim.resolves_on}
        same = f"resolves {claim.resolves_on}"
        yield Sighting(Finding.Kind.RESOLVES, same, note=note)


LIVE_STATES = {
    Outcome.MISSING: Source.LiveState.DRIFTED,
    Outcome.CHANGED: Source.LiveState.DRIFTED,
    Outcome.ANOTHER_PAGE: Source.LiveState.DRIFTED,
    Outcome.SOFT_404: Source.LiveState.GONE,
    Outcome.REDIRECTED: Source.LiveState.MOVED,
    Outcome.BLOCKED: Source.LiveState.BLOCKED,
    Outcome.UNREACHABLE: Source.LiveState.UNREACHABLE,
}


def _note_on_source(seen: _Seen) -> None:
    """How the source answered. One failure does not make it unreachable yet."""
    look, source = seen.look, seen.source
    values: dict[str, object] = {"checked_at": timezone.now()}
    if look.failure in FAILURES:
        values["failures"] = source.failures + 1
        if source.failures + 1 >= settings.RECHECK_FAILURES:
            values["live_state"] = LIVE_STATES[look.failure]
    elif look.failure is not None:
        values |= {"failures": 0, "live_state": Source.LiveState.GONE}
    else:
        outcomes = [judgement.outcome for _piece, judgement in seen.judged]
        troubles = [LIVE_STATES[outcome] for outcome in outcomes if outcome in LIVE_STATES]
        calm = Source.LiveState.DRIFTED if _troubles_others(seen) else Source.LiveState.LIVE
        values |= {"failures": 0, "live_state": (troubles or [calm])[0]}
    if look.copy and seen.is_copy_of_it:  # only then «not modified» speaks of the newest copy
        values["etag"] = look.copy.page.etag[:500]
        values["last_modified"] = look.copy.page.last_modified[:100]
    Source.objects.filter(pk=source.pk).update(**values)


def _troubles_others(seen: _Seen) -> bool:
    """Whether another claim cites a passage of this source that has changed."""
    here = [piece.pk for piece, _judgement in seen.judged]
    findings = Finding.objects.open().filter(evidence__source=seen.source)
    return findings.exclude(evidence__in=here).exclude(kind__in=FAILURES).exists()


def _plan_next(
    policy: RecheckPolicy, looks: dict[int, Look], *, has_news: bool, failing: bool
) -> None:
    now = timezone.now()
    plan = due.plan(policy, has_news=has_news, has_failures=failing)
    asked_to_wait = max((look.retry_after for look in looks.values()), default=0.0)
    earliest = now + timedelta(seconds=min(asked_to_wait, 7 * 86_400))
    RecheckPolicy.objects.filter(pk=policy.pk).update(interval=plan.interval, checked_at=now)
    policy.finish(due_at=max(plan.due_at, earliest))
