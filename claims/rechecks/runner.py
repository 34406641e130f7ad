"""Looking again at what published claims rest on. It reports; it never changes claim or verdict.

Claims are worked on in batches, several of them in flight: lease the claims and begin a run for
each; look at each source once, with no transaction open; write everything at once, if the leases
still hold. A worker killed anywhere in between leaves runs «running» and leases that run out, and
the next worker starts anew: nothing is lost, nothing is reported twice.
"""

from __future__ import annotations

import heapq
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from threading import Lock

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import http
from claims.models import Claim, Finding, Publication, RecheckPolicy, RecheckRun
from claims.models.publication import RECHECK_GRACE_PERIOD
from claims.rechecks import batches, schedule
from claims.rechecks.batches import Batch, Job
from claims.rechecks.fetching import FetchRequest, FetchResult, fetch_source
from claims.rechecks.rate_limits import budget_spent_until
from claims.rechecks.results import (
    FAILURES,
    SourceCheck,
    compare_copies,
    store,
    update_sources,
    write_copies,
    write_results,
)
from claims.rechecks.schedule import BATCH_SIZE
from claims.rechecks.schedule_rules import Rules

log = structlog.get_logger(__name__)

MIN_SOURCES_IN_FLIGHT = 7  # batches of which more than one look in FEW is missing
SMALL_BATCH_SIZE = 20
MAX_BATCHES_IN_FLIGHT = 20  # with those that wait for their slowest pages only
THREADS = 32
POLL_SECONDS = 1.0  # seconds after nothing was due, while other batches are in flight
RENEWALS = 4  # so often a lease is renewed before it would run out

Looker = Callable[[FetchRequest], FetchResult]
Leaser = Callable[[bool], list[RecheckPolicy]]  # told whether nothing is in flight


class LeaseLostError(Exception):
    """The run took so long that another worker has begun anew; what this one saw is dropped."""


def recheck(
    claim: Claim, *, trigger: str = RecheckRun.Trigger.SCHEDULE, look: Looker = fetch_source
) -> RecheckRun | None:
    """Look at everything the claim cites; None if it is not due or another worker is at it.

    ``look`` is how one source is looked at; only the seeds have another way. A run that fails is
    returned as such, its error in words; the policy backs off, and is parked after too many.
    """
    return next(iter(_Round(_leaser([claim]), trigger, look)), None)


def recheck_each(
    claims: list[Claim], *, trigger: str = RecheckRun.Trigger.SCHEDULE, look: Looker = fetch_source
) -> Iterator[RecheckRun]:
    """Look at those of the claims that are due; gives the runs as they end.

    It waits for busy servers as long as it takes.
    """
    left = claims
    while left:
        this_time = _Round(_leaser(left), trigger, look)
        yield from this_time
        left = this_time.put_back
        if left:
            time.sleep(1)
            schedule.request_rechecks(left)


def _leaser(claims: list[Claim]) -> Leaser:
    """Leases a batch of these claims after the other."""
    groups = iter(
        [claims[place : place + BATCH_SIZE] for place in range(0, len(claims), BATCH_SIZE)]
    )

    def lease_next(_nothing_in_flight: bool) -> list[RecheckPolicy]:
        return next(filter(None, map(batches.lease, groups)), [])

    return lease_next


def recheck_due(*, until: datetime | None = None) -> Iterator[RecheckRun]:
    """Look at all claims that are due, or at as many as can be begun until then."""

    def lease_next(nothing_in_flight: bool) -> list[RecheckPolicy]:
        if (until is not None and timezone.now() >= until) or budget_spent_until():
            return []
        return batches.lease_due(BATCH_SIZE, nothing_in_flight=nothing_in_flight)

    yield from _Round(lease_next, RecheckRun.Trigger.SCHEDULE, fetch_source)


# --- Several batches in flight ---------------------------------------------------------------


class _Round:
    """Takes batches, has their sources looked at by threads, and concludes each that is complete.

    Only this thread knows the database. The threads get what is to be looked at when its turn has
    come, so that none of them waits for a busy server.
    """

    def __init__(self, lease_next: Leaser, trigger: str, look: Looker) -> None:
        self.lease_next = lease_next
        self.trigger = trigger
        self.inline = look is not fetch_source
        self.connections = http.Connections(max_idle=2 * THREADS)
        self.look = look if self.inline else partial(fetch_source, connections=self.connections)
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="look")
        self.put_back: list[Claim] = []
        self.flying: list[_Flight] = []
        self.arrived: deque[_Flight] = deque()
        self.renewed_at = self.ask_again_at = time.monotonic()
        self.later: list[tuple[datetime, int, FetchRequest, _Flight]] = []
        self.ready: list[tuple[bool, int, FetchRequest, _Flight]] = []
        self.lock = Lock()
        self.order = count()
        self.landed: queue.SimpleQueue[_Flight] = queue.SimpleQueue()

    def __iter__(self) -> Iterator[RecheckRun]:
        try:
            while self._take_off():
                self._submit()
                self._renew()
                self._wait()
                complete = self._complete()
                if complete is not None and complete.jobs:
                    yield from _finish(complete)
        finally:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.connections.close()

    def _take_off(self) -> bool:
        """Begin batches until enough are in flight; whether there is any."""
        while self._may_ask():
            policies = self.lease_next(not self.flying)
            if not policies:
                self.ask_again_at = time.monotonic() + POLL_SECONDS
                break
            batch = batches.begin(policies, self.trigger)
            plan = batches.plan_fetches(batch, politely=not self.inline)
            self.put_back += batch.put_back
            flight = _Flight(batch, len(plan), self.landed)
            self.flying.append(flight)
            for moment, wanted in plan:
                heapq.heappush(self.later, (moment, next(self.order), wanted, flight))
            self._submit()
        return bool(self.flying)

    def _may_ask(self) -> bool:
        """Whether another batch may begin: not too many at once, nor just after there was none."""
        if not self.flying:
            return True
        busy = sum(flight.missing > flight.few for flight in self.flying)
        return (
            len(self.flying) < MAX_BATCHES_IN_FLIGHT
            and busy < MIN_SOURCES_IN_FLIGHT
            and time.monotonic() >= self.ask_again_at
        )

    def _submit(self) -> None:
        """Hand over what may be looked at by now."""
        now = timezone.now()
        while self.later and self.later[0][0] <= now:
            _moment, number, wanted, flight = heapq.heappop(self.later)
            with self.lock:
                heapq.heappush(self.ready, (not wanted.is_slow, number, wanted, flight))
            if self.inline:
                self._look()
            else:
                self.pool.submit(self._look)

    def _look(self) -> None:
        """One look, at the slow ones first: they are waited for in the end. It never raises."""
        with self.lock:
            _is_fast, _number, wanted, flight = heapq.heappop(self.ready)
        flight.land(self.look(wanted))

    def _renew(self) -> None:
        """Hold the leases while servers take their time."""
        if time.monotonic() - self.renewed_at > settings.WORK_LEASE.total_seconds() / RENEWALS:
            for flight in self.flying:
                batches.renew(flight.batch)
            self.renewed_at = time.monotonic()

    def _wait(self) -> None:
        """Until looks have landed, or something else has to be done before."""
        wait = settings.WORK_LEASE.total_seconds() / RENEWALS
        if self.later:
            turn = (self.later[0][0] - timezone.now()).total_seconds()
            wait = min(wait, max(0.0, turn))
        with suppress(queue.Empty):
            self.arrived.append(self.landed.get(timeout=0 if self.arrived else wait))
            while True:
                self.arrived.append(self.landed.get_nowait())

    def _complete(self) -> Batch | None:
        """The claims that can be concluded; those of several batches together, if it is few."""
        together: Batch | None = None
        while self.arrived and (together is None or len(together.jobs) < BATCH_SIZE):
            flight = self.arrived.popleft()
            has_landed = not flight.missing  # asked first: the last look may land meanwhile
            part = flight.batch.take_complete()
            together = part if together is None else together.and_also(part)
            if has_landed and flight in self.flying:
                self.flying.remove(flight)
        return together


class _Flight:
    """A batch of which so many looks are still missing.

    It says so when few are missing, so that slow servers hold up nobody else's claims, and when
    none is.
    """

    def __init__(self, batch: Batch, missing: int, landed: queue.SimpleQueue[_Flight]) -> None:
        self.batch = batch
        self.missing = missing
        self.few = missing // SMALL_BATCH_SIZE
        self.landed = landed
        self.lock = Lock()
        if not missing:
            landed.put(self)

    def land(self, look: FetchResult) -> None:
        self.batch.looks[look.source_id] = look
        with self.lock:
            self.missing -= 1
            if self.missing in {0, self.few}:
                self.landed.put(self)


# --- Concluding ------------------------------------------------------------------------------


def _finish(batch: Batch) -> Iterator[RecheckRun]:
    """Conclude all together; if that fails, each claim for itself, so that one spoils no other."""
    try:
        _conclude(batch)
    except Exception as error:  # noqa: BLE001 - it is logged below, and kept in the run
        if len(batch.jobs) == 1:
            _fail(batch.jobs[0], error)
        else:
            log.warning("a batch is taken apart", claims=len(batch.jobs), error=str(error))
            for job in batch.jobs:
                yield from _finish(batch.only([job]))
            return
    yield from [job.run for job in batch.jobs]


def _conclude(batch: Batch) -> None:
    """Compare, then write everything in one transaction, or nothing if a lease is lost.

    Rows are locked in the order sources, pages, log, policies, which is that of all who lock
    them. Whoever changes a row locks it without its key (no_key), as the log refers to claims.
    """
    everything = compare_copies(batch)
    files = store(everything)
    with transaction.atomic():
        update_sources(everything)
        _lock_pages(batch)
        newest = write_copies(everything, files)
        news = write_results(batch.jobs, everything, newest)
        _end(batch.jobs)
        _plan_next(batch.jobs, everything, news)


def _lock_pages(batch: Batch) -> None:
    pages = Publication.objects.filter(claim__in=[job.claim.pk for job in batch.jobs])
    list(pages.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _fail(job: Job, error: Exception) -> None:
    log.error("a re-check failed", claim=job.claim.pk, exc_info=error)
    run = job.run
    run.state, run.finished_at = RecheckRun.State.FAILED, timezone.now()
    run.error = f"{type(error).__name__}: {error}"
    run.save(update_fields=["state", "error", "finished_at"])
    if not isinstance(error, LeaseLostError):
        job.policy.fail(run.error)


def _end(jobs: list[Job]) -> None:
    now = timezone.now()
    for job in jobs:
        job.run.state, job.run.finished_at = RecheckRun.State.DONE, now
    runs = RecheckRun.objects.filter(pk__in=[job.run.pk for job in jobs])
    runs.update(state=RecheckRun.State.DONE, finished_at=now)


def _plan_next(
    jobs: list[Job], everything: list[SourceCheck], news: dict[int, list[Finding]]
) -> None:
    """End the leases, if all of them still hold, and say when each claim is looked at again."""
    held = _lock_policies(jobs)
    now = timezone.now()
    outcomes, waits = _by_claim(everything)
    rules, calm = Rules(), []
    for job in jobs:
        seen, claim_id = outcomes.get(job.policy.claim_id, set()), job.policy.claim_id
        failing = not FAILURES.isdisjoint(seen)
        if seen and not failing:
            calm.append(job.policy.pk)
        plan = schedule.plan(job.policy, rules, has_news=claim_id in news, has_failures=failing)
        policy = held[job.policy.pk]
        if policy.due_at == job.policy.due_at:  # else it was asked for again in the meantime
            policy.due_at = max(plan.due_at, now + waits.get(claim_id, timedelta()))
            policy.asked_at = None
        policy.interval = plan.interval
    _save_checked(now, [held[number] for number in calm])
    RecheckPolicy.objects.filter(pk__in=held).update(
        lease_until=None, attempts=0, last_error="", parked_at=None, checked_at=now
    )
    _save_dates(held.values())


def _save_checked(now: datetime, policies: Iterable[RecheckPolicy]) -> None:
    """Until when readers may take the check as up to date: some while after the next look."""
    meta = Publication._meta
    moment = meta.get_field("fresh_until")
    rows = [
        (
            moment.get_db_prep_save(now, connection),
            moment.get_db_prep_save(
                policy.due_at and policy.due_at + RECHECK_GRACE_PERIOD, connection
            ),
            policy.claim_id,
        )
        for policy in policies
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {meta.db_table} SET version = version + 1, rechecked_at = %s, "
            "fresh_until = %s WHERE claim_id = %s",
            rows,
        )


def _save_dates(policies: Iterable[RecheckPolicy]) -> None:
    """The dates of locked rows: one prepared statement, where bulk_update builds an expression
    for every value, which takes longer than all the rest of the writing."""
    meta = RecheckPolicy._meta
    due_at, interval = meta.get_field("due_at"), meta.get_field("interval")
    rows = [
        (
            due_at.get_db_prep_save(policy.due_at, connection),
            due_at.get_db_prep_save(policy.asked_at, connection),
            interval.get_db_prep_save(policy.interval, connection),
            policy.pk,
        )
        for policy in policies
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE {meta.db_table} SET due_at = %s, asked_at = %s, "interval" = %s WHERE id = %s',
            rows,
        )


def _lock_policies(jobs: list[Job]) -> dict[int, RecheckPolicy]:
    """The policies as they stand, locked."""
    rows = RecheckPolicy.objects.filter(pk__in=[job.policy.pk for job in jobs]).order_by("pk")
    held = {policy.pk: policy for policy in rows.select_for_update(of=("self",), no_key=True)}
    for job in jobs:
        policy = held.get(job.policy.pk)
        if policy is None or policy.lease_until != job.policy.lease_until:
            raise LeaseLostError(_("The run took too long; another worker has begun anew."))
    return held


def _by_claim(everything: list[SourceCheck]) -> tuple[dict[int, set[str]], dict[int, timedelta]]:
    """The outcomes of each claim, and how long its servers asked to be left alone."""
    outcomes: dict[int, set[str]] = {}
    waits: dict[int, timedelta] = {}
    for seen in everything:
        wait = timedelta(seconds=min(seen.look.retry_after, 7 * 86_400))
        for piece, judgement in seen.judged:
            outcomes.setdefault(piece.claim_id, set()).add(judgement.outcome)
            waits[piece.claim_id] = max(wait, waits.get(piece.claim_id, wait))
    return outcomes, waits
