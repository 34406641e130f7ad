"""A batch of claims that are looked at together: leased at once, each source looked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Evidence, RecheckPolicy, RecheckRun, Snapshot, Source, Verdict
from claims.models.recheck import RecheckPolicyQuerySet
from claims.rechecks import schedule
from claims.rechecks.fetching import FetchRequest, FetchResult
from claims.rechecks.rate_limits import Slots, host_of, reserve_slots

FULL_FETCH_INTERVAL = 7  # looks; in between a server may say that nothing has changed
RESULT_LIFETIME = timedelta(minutes=10)  # so long a look serves all claims that were due before it
BUSY = timedelta(minutes=5)
# What a round needs to know; all else is read where it is asked for.
CLAIM_COLUMNS = ("claim__kind", "claim__resolves_on", "claim__article")
SOURCE_COLUMNS = (
    "url etag last_modified failures live_state confirmed_at not_modified is_slow".split()
)
SMALL_BATCH_SIZE = 10
DEFERRED_TIME = 20  # times the size of a batch; so many claims in quiet hours are put off at once
SHARING = 4  # times the size of a batch; so many more claims may join for their common sources


@dataclass
class Job:
    """One claim of a batch: its lease, its run, and the evidence that is watched."""

    policy: RecheckPolicy
    run: RecheckRun
    pieces: list[Evidence] = field(default_factory=list)

    @property
    def claim(self) -> Claim:
        return self.policy.claim

    @property
    def source_ids(self) -> set[int]:
        return {piece.source_id for piece in self.pieces}


@dataclass
class Batch:
    """``newest``: the number of each source's newest copy. ``looks`` fills during the flight.
    ``put_back``: claims whose servers are too busy."""

    jobs: list[Job]
    sources: dict[int, Source]
    newest: dict[int, int]
    looks: dict[int, FetchResult] = field(default_factory=dict)
    put_back: list[Claim] = field(default_factory=list)

    def only(self, jobs: list[Job]) -> Batch:
        """The part of the batch that is about these claims."""
        return Batch(jobs, self.sources, self.newest, self.looks)

    def and_also(self, other: Batch) -> Batch:
        """Both as one. Of a source that both have looked at, either look will do."""
        return Batch(
            self.jobs + other.jobs,
            self.sources | other.sources,
            self.newest | other.newest,
            self.looks | other.looks,
        )

    def take_complete(self) -> Batch:
        """Part with the claims of which all sources have been looked at, and with these looks.

        A source is concluded once: claims that share one with a claim that waits, wait as well.
        """
        landed = set(self.looks)  # at this moment; more may land meanwhile
        complete, waiting = self.jobs, list[Job]()
        while held := [job for job in complete if not job.source_ids <= landed]:
            complete = [job for job in complete if job.source_ids <= landed]
            waiting += held
            landed -= _sources(held)
        self.jobs = waiting
        looks = {number: self.looks.pop(number) for number in _sources(complete)}
        return Batch(complete, self.sources, self.newest, looks)


def _sources(jobs: Iterable[Job]) -> set[int]:
    return set().union(*(job.source_ids for job in jobs))


# --- Leasing --------------------------------------------------------------------------------


def lease_due(most: int, *, nothing_in_flight: bool = True) -> list[RecheckPolicy]:
    """Lease the claims that wait longest, and those due that cite the same sources.

    Among claims whose last worker was killed may be the one that killed it. They are looked at
    when nothing else is in flight in this process, a few together and then each alone, so that it
    takes no other with it for ever; [] if they have to wait for that.
    """
    with transaction.atomic():
        waiting = _waiting(most)
        tried = waiting[0].attempts if waiting else 0
        if tried:
            # The last attempt is made alone: nobody is parked for what a neighbour did.
            together = SMALL_BATCH_SIZE if tried + 1 < settings.WORK_MAX_ATTEMPTS else 1
            few = [policy for policy in waiting if policy.attempts == tried][:together]
            return _lease(few) if nothing_in_flight else []
        waiting = [policy for policy in waiting if not policy.attempts]
        return _lease(waiting + _sharing(waiting, SHARING * most))


def _waiting(most: int) -> list[RecheckPolicy]:
    """The claims due that wait longest and may be looked at at this hour."""
    for _time in range(DEFERRED_TIME):
        found = list(_locked(schedule.due_claims())[:most])
        allowed = schedule.defer(found) if found else []
        if allowed or not found:
            return allowed
    return []


def lease(claims: Iterable[Claim]) -> list[RecheckPolicy]:
    """Lease those of the claims that are due and that no other worker holds."""
    with transaction.atomic():
        return _lease(list(_locked(RecheckPolicy.objects.due().filter(claim__in=list(claims)))))


def renew(batch: Batch) -> None:
    """Hold the leases for another while, those that nobody else has taken in the meantime."""
    policies = [job.policy for job in batch.jobs]
    until = timezone.now() + settings.WORK_LEASE
    for held in {policy.lease_until for policy in policies}:
        mine = [policy.pk for policy in policies if policy.lease_until == held]
        RecheckPolicy.objects.filter(pk__in=mine, lease_until=held).update(lease_until=until)
    for policy in policies:
        policy.lease_until = until


def _sharing(policies: list[RecheckPolicy], most: int) -> list[RecheckPolicy]:
    """Other claims that are due and cite the sources of these."""
    claims = [policy.claim_id for policy in policies]
    sources = Evidence.objects.filter(claim__in=claims).watched().values("source_id").order_by()
    citing = Evidence.objects.filter(source_id__in=sources).watched().exclude(claim__in=claims)
    if not citing.exists():  # the usual case, told without sorting what is due
        return []
    others = schedule.due_claims().filter(attempts=0, claim_id__in=citing.values("claim_id"))
    return schedule.defer(_locked(others)[:most])


def _locked(policies: RecheckPolicyQuerySet) -> RecheckPolicyQuerySet:
    """Rows that nobody else leases while this transaction lasts; SQLite has one writer anyway."""
    return (
        policies.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("claim")
        .only(*(field.attname for field in RecheckPolicy._meta.concrete_fields), *CLAIM_COLUMNS)
    )


def _lease(policies: list[RecheckPolicy]) -> list[RecheckPolicy]:
    """Write the leases of locked rows; park those that killed their workers again and again."""
    until = timezone.now() + settings.WORK_LEASE
    leased = []
    for policy in policies:
        policy.lease_until, policy.attempts = until, policy.attempts + 1
    RecheckPolicy.objects.filter(pk__in=[policy.pk for policy in policies]).update(
        lease_until=until, attempts=F("attempts") + 1
    )
    for policy in policies:
        if policy.attempts > settings.WORK_MAX_ATTEMPTS:
            policy.fail(str(_("The worker was ended in the middle of this work, again and again.")))
            _close_abandoned_runs([policy.claim])
        else:
            leased.append(policy)
    return leased


# --- Beginning ------------------------------------------------------------------------------


def begin(policies: list[RecheckPolicy], trigger: str) -> Batch:
    """Runs for the leased claims, and what they are about; runs that a killed worker left are
    closed."""
    claims = [policy.claim for policy in policies]
    runs = _begin_runs(claims, trigger)
    jobs = {policy.claim_id: Job(policy, run) for policy, run in zip(policies, runs, strict=True)}
    pieces = Evidence.objects.filter(claim__in=claims).watched().order_by("pk")
    for piece in pieces.only("claim_id", "source_id", "snapshot_id", "excerpt", "selector"):
        jobs[piece.claim_id].pieces.append(piece)
    _with_verdicts(claims)
    numbers = _sources(jobs.values())
    newest = Snapshot.objects.filter(source__in=numbers).order_by()
    return Batch(
        list(jobs.values()),
        Source.objects.only(*SOURCE_COLUMNS).in_bulk(numbers),
        dict(newest.values_list("source_id").annotate(Max("pk"))),
    )


def _with_verdicts(claims: list[Claim]) -> None:
    """Fetch for all claims at once what decides on their dates."""
    published = Verdict.objects.filter(state=Verdict.State.PUBLISHED)
    dates = published.only("claim_id", "aspect", "state", "expires_on", "approved_at").order_by()
    prefetch_related_objects(claims, Prefetch("verdicts", dates, to_attr="published_verdicts"))


def _begin_runs(claims: list[Claim], trigger: str) -> list[RecheckRun]:
    with transaction.atomic():
        _close_abandoned_runs(claims)
        runs = [RecheckRun(claim=claim, trigger=trigger) for claim in claims]
        return RecheckRun.objects.bulk_create(runs)


def _close_abandoned_runs(claims: list[Claim]) -> None:
    """Nobody ends the run of a worker that was killed; whoever comes next does."""
    RecheckRun.objects.filter(claim__in=claims, state=RecheckRun.State.RUNNING).update(
        state=RecheckRun.State.FAILED,
        finished_at=timezone.now(),
        error=_("The worker was ended in the middle of this run."),
    )


# --- What to look at ------------------------------------------------------------------------


def plan_fetches(batch: Batch, *, politely: bool = True) -> list[tuple[datetime, FetchRequest]]:
    """What is to be looked at and from when on; claims whose servers are too busy are put back.

    A look that another batch had at a source after the claim was due serves this claim too: it is
    among the batch's looks already.
    """
    firsts = _first_citing(batch)
    turns = _turns(batch, firsts) if politely else _at_once(firsts)
    for job in [
        job for job in batch.jobs if not job.source_ids <= turns.keys() | batch.looks.keys()
    ]:
        _put_back(job)
        batch.put_back.append(job.claim)
        batch.jobs.remove(job)
    wanted = {number: _fetch_request(batch.sources[number]) for number in turns}
    for number, digest in _digests(batch, wanted).items():
        wanted[number] = replace(wanted[number], sha256=digest)
    return sorted(((turns[number], wanted[number]) for number in turns), key=lambda look: look[0])


def _digests(batch: Batch, wanted: Mapping[int, FetchRequest]) -> dict[int, str]:
    """The hash of the newest copy's file, for sources of which the whole page will be sent:
    nothing else was asked for, or the server did not say «not modified» last time either."""
    newest = [
        batch.newest[number]
        for number, each in wanted.items()
        if number in batch.newest
        and not (each.has_validators and batch.sources[number].not_modified)
    ]
    if not newest:
        return {}
    copies = Snapshot.objects.filter(pk__in=newest).order_by()
    return dict(copies.values_list("source_id", "sha256"))


def _first_citing(batch: Batch) -> list[list[int]]:
    """For each job the sources to be looked at that no job before it cites."""
    wanted_since: dict[int, datetime] = {}
    for job in batch.jobs:
        for number in job.source_ids:
            asked = job.policy.due_at or timezone.now()
            wanted_since[number] = max(asked, wanted_since.get(number, asked))
    for number, since in wanted_since.items():
        if _is_known(batch, number, since):
            batch.looks[number] = FetchResult(number, is_repeated=True)
    seen = set(batch.looks)
    firsts = []
    for job in batch.jobs:
        firsts.append(sorted(job.source_ids - seen))
        seen |= job.source_ids
    return firsts


def _is_known(batch: Batch, number: int, since: datetime) -> bool:
    """Whether the newest copy was what the page says at that time or later, and not long ago."""
    confirmed = batch.sources[number].confirmed_at
    if confirmed is None or number not in batch.newest:
        return False
    return confirmed >= max(since, timezone.now() - RESULT_LIFETIME)


def _turns(batch: Batch, firsts: list[list[int]]) -> dict[int, datetime]:
    """When each source may be looked at; those of busy servers are left out."""
    wanting: dict[str, list[list[int]]] = defaultdict(list)
    for numbers in firsts:
        by_host: dict[str, list[int]] = defaultdict(list)
        for number in numbers:
            by_host[host_of(batch.sources[number].url)].append(number)
        for host, group in by_host.items():
            wanting[host].append(group)
    given = reserve_slots(
        {host: [len(group) for group in groups] for host, groups in wanting.items()}
    )
    moments: dict[int, datetime] = {}
    for host, groups in wanting.items():
        for group, turns in zip(groups, given[host], strict=True):
            moments.update(zip(group, turns or Slots(), strict=False))
    return moments


def _at_once(firsts: list[list[int]]) -> dict[int, datetime]:
    now = timezone.now()
    return {number: now for numbers in firsts for number in numbers}


def _put_back(job: Job) -> None:
    job.run.delete()
    job.policy.finish(due_at=timezone.now() + BUSY)


def _fetch_request(source: Source) -> FetchRequest:
    """Now and then the whole page is asked for, whatever the server says of it."""
    if source.not_modified >= FULL_FETCH_INTERVAL - 1:
        return FetchRequest(source.pk, source.url, is_slow=source.is_slow)
    return FetchRequest(
        source.pk, source.url, source.etag, source.last_modified, is_slow=source.is_slow
    )
