"""What a batch saw, written in few statements: copies, results, findings, sources, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from claims.evidence.snapshots import has_changed, latest_snapshot, store_file
from claims.models import Claim, Evidence, Finding, RecheckResult, RecheckRun, Snapshot, Source
from claims.models.recheck import Outcome
from claims.rechecks import schedule
from claims.rechecks.batches import Batch, Job
from claims.rechecks.fetching import FetchResult
from claims.rechecks.findings import FindingReport, report_finding
from claims.rechecks.outcomes import Evaluation, evaluate
from claims.rechecks.schedule_rules import Rules, Schedule

FAILURES = frozenset({Outcome.UNREACHABLE, Outcome.BLOCKED})
HARMLESS = frozenset({Outcome.UNCHANGED, Outcome.MOVED})
SLOW = 500  # milliseconds
NOT_MODIFIED = 304


class SourceCheck(NamedTuple):
    """One source, how it looked, its newest copy until now, and what became of its passages."""

    source: Source
    look: FetchResult
    last: Snapshot | None
    judged: list[tuple[Evidence, Evaluation]]

    @property
    def is_copy_of_it(self) -> bool:
        """Whether what was fetched is the work itself, not a wall in front of it."""
        walled = all(judgement.outcome == Outcome.BLOCKED for _piece, judgement in self.judged)
        return self.look.copy is not None and not walled

    @property
    def is_confirmed(self) -> bool:
        """Whether the newest copy is what the page says now."""
        return self.look.failure is None and (self.look.copy is None or self.is_copy_of_it)


# --- Comparing ------------------------------------------------------------------------------


def compare_copies(batch: Batch) -> list[SourceCheck]:
    """What became of each passage. Reads only what is needed of the copies."""
    pieces: dict[int, list[Evidence]] = defaultdict(list)
    for job in batch.jobs:
        for piece in job.pieces:
            pieces[piece.source_id].append(piece)
    last = _last_copies(batch, pieces)
    return [
        _compare(batch.sources[number], batch.looks[number], last.get(number), cited)
        for number, cited in pieces.items()
    ]


def _last_copies(batch: Batch, pieces: dict[int, list[Evidence]]) -> dict[int, Snapshot]:
    """The newest copies: with their texts where these are looked through, else bare numbers."""
    newest = {number: batch.newest[number] for number in pieces if number in batch.newest}
    kept = {number: _without_text(pk) for number, pk in newest.items()}
    looks = batch.looks
    fetched = [pk for number, pk in newest.items() if looks[number].copy is not None]
    read = [
        pk
        for number, pk in newest.items()
        if looks[number].copy is None
        and looks[number].failure is None
        and any(piece.snapshot_id != pk for piece in pieces[number])
    ]
    for snapshot in Snapshot.objects.filter(pk__in=fetched).defer("text", "headers"):
        kept[snapshot.source_id] = snapshot
    for snapshot in Snapshot.objects.filter(pk__in=read).defer("headers"):
        kept[snapshot.source_id] = snapshot
    return kept


def _without_text(pk: int) -> Snapshot:
    """A copy of which only the number is known; the rest is read when it is asked for."""
    return Snapshot.from_db(DEFAULT_DB_ALIAS, ["id"], [pk])


def _compare(
    source: Source, look: FetchResult, last: Snapshot | None, pieces: list[Evidence]
) -> SourceCheck:
    for piece in pieces:
        piece.source = source
    judged = [(piece, evaluate(piece, look, look.copy or last)) for piece in pieces]
    return SourceCheck(source, look, last, judged)


def store(everything: Iterable[SourceCheck]) -> dict[int, str]:
    """The files of new copies, written before the transaction, by the source's number."""
    files = {}
    for seen in everything:
        copy = seen.look.copy
        if copy and seen.is_copy_of_it and has_changed(copy, seen.last):
            files[seen.source.pk] = store_file(copy)
    return files


# --- Writing, within the transaction ---------------------------------------------------------


def write_copies(everything: list[SourceCheck], files: dict[int, str]) -> dict[int, Snapshot]:
    """The rows of new copies; the newest copy of each source, by its number."""
    new = [
        latest_snapshot(seen.source, seen.look.copy, file=files[seen.source.pk])
        for seen in everything
        if seen.look.copy and seen.source.pk in files
    ]
    Snapshot.objects.bulk_create(new)
    newest = {seen.source.pk: seen.last for seen in everything if seen.last}
    return newest | {snapshot.source_id: snapshot for snapshot in new}


def write_results(
    jobs: list[Job], everything: list[SourceCheck], newest: dict[int, Snapshot]
) -> dict[int, list[Finding]]:
    """A result for each passage, and the findings that are new, by the claim's number."""
    runs = {job.policy.claim_id: job.run for job in jobs}
    results, sightings = [], []
    for seen in everything:
        shown = None if seen.look.failure else newest.get(seen.source.pk)
        for piece, judgement in seen.judged:
            run = runs[piece.claim_id]
            sighting = _sighting(piece, judgement, shown)
            results.append(_result(run, piece, judgement, seen.look, shown))
            if sighting:
                sightings.append((run.claim, sighting))
    RecheckResult.objects.bulk_create(results)
    rules = Rules()
    for job in jobs:
        terms = rules.terms(job.policy, job.claim.kind)
        sightings += [(job.claim, sighting) for sighting in _date_findings(job.claim, terms)]
    new: dict[int, list[Finding]] = defaultdict(list)
    for claim, sighting in sightings:
        finding = report_finding(claim, sighting)
        if finding:
            new[claim.pk].append(finding)
    return new


def _result(
    run: RecheckRun,
    piece: Evidence,
    judgement: Evaluation,
    look: FetchResult,
    shown: Snapshot | None,
) -> RecheckResult:
    return RecheckResult(
        run=run,
        evidence=piece,
        outcome=judgement.outcome,
        snapshot_id=shown.pk if shown else None,
        status=look.status,
        note=judgement.note[:500],
        milliseconds=look.milliseconds,
    )


def _sighting(
    piece: Evidence, judgement: Evaluation, shown: Snapshot | None
) -> FindingReport | None:
    """What is to be reported of a passage, if it is more than a failure that may pass."""
    if judgement.outcome in HARMLESS:
        return None
    earlier = RecheckResult.objects.filter(evidence=piece).order_by("-pk")
    fails = judgement.outcome in FAILURES
    # What is seen without a break since this result is one finding, however often it is seen.
    calm = (
        earlier.exclude(outcome__in=FAILURES) if fails else earlier.filter(outcome__in=HARMLESS)
    ).first()
    since = calm.pk if calm else 0
    if fails and _may_pass(earlier.filter(pk__gt=since)):
        return None
    return FindingReport(
        kind=judgement.outcome,
        same=f"{judgement.same or judgement.outcome} since {since}",
        evidence=piece,
        before=piece.excerpt,
        after=judgement.after,
        diff=judgement.diff,
        snapshot=shown,
        note=judgement.note,
    )


def _may_pass(failures: QuerySet[RecheckResult]) -> bool:
    """Whether a failure, after these without a break, is too young to be told of."""
    if failures.count() + 1 < settings.RECHECK_FAILURES:
        return True
    now = timezone.now()
    first = failures.order_by("pk").values_list("run__started_at", flat=True).first() or now
    return now - first < settings.RECHECK_FAILING


def _date_findings(claim: Claim, terms: Schedule) -> Iterable[FindingReport]:
    """Verdicts that have run out, a prediction that can be judged, an approval grown old."""
    today = timezone.localdate()
    for verdict in schedule.published_verdicts(claim):
        if verdict.expires_on and verdict.expires_on <= today:
            note = _("To be looked at again on %(date)s.") % {"date": verdict.expires_on}
            yield FindingReport(Finding.Kind.EXPIRED, f"verdict {verdict.pk}", note=note)
    if claim.is_forecast and claim.resolves_on and claim.resolves_on <= today:
        note = _("Can be judged since %(date)s.") % {"date": claim.resolves_on}
        same = f"resolves {claim.resolves_on}"
        yield FindingReport(Finding.Kind.RESOLVES, same, note=note)
    age = schedule.age_of_approval(claim, terms)
    if age and age.times:
        # Once handled it is silent until the same time has passed again.
        same = f"approval {age.verdict.pk} {age.times * terms.approval_days}"
        note = _("Approved on %(date)s; an approval is good for %(days)d days.") % {
            "date": formats.date_format(timezone.localdate(age.verdict.approved_at)),
            "days": terms.approval_days,
        }
        yield FindingReport(Finding.Kind.APPROVAL_OLD, same, note=note)


# --- The state of the sources ----------------------------------------------------------------

LIVE_STATES = {
    Outcome.MISSING: Source.LiveState.DRIFTED,
    Outcome.CHANGED: Source.LiveState.DRIFTED,
    Outcome.ANOTHER_PAGE: Source.LiveState.DRIFTED,
    Outcome.SOFT_404: Source.LiveState.GONE,
    Outcome.REDIRECTED: Source.LiveState.MOVED,
    Outcome.BLOCKED: Source.LiveState.BLOCKED,
    Outcome.UNREACHABLE: Source.LiveState.UNREACHABLE,
}


def update_sources(everything: list[SourceCheck]) -> None:
    """How the sources answered; those that answered alike in one statement."""
    looked_at = [seen for seen in everything if not seen.look.is_repeated]
    troubled = _shared_failures(looked_at)
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for seen in looked_at:
        values = _state(seen, troubles_others=seen.source.pk in troubled) | _validators(seen)
        alike[tuple(values.items())].append(seen.source.pk)
    now = timezone.now()
    for values_alike, numbers in alike.items():
        changed: dict[str, Any] = {"checked_at": now, **dict(values_alike)}
        if changed.pop("is_confirmed"):
            changed["confirmed_at"] = now
        if changed.pop("says_unchanged"):
            changed["not_modified"] = F("not_modified") + 1
        else:
            changed["not_modified"] = 0
        Source.objects.filter(pk__in=numbers).update(**changed)


def _state(seen: SourceCheck, *, troubles_others: bool) -> dict[str, Any]:
    """One failure does not make a source unreachable yet."""
    look, source = seen.look, seen.source
    if look.failure in FAILURES:
        values: dict[str, Any] = {"failures": source.failures + 1}
        if source.failures + 1 >= settings.RECHECK_FAILURES:
            values["live_state"] = LIVE_STATES[look.failure]
    elif look.failure is not None:
        values = {"failures": 0, "live_state": Source.LiveState.GONE}
    else:
        outcomes = [judgement.outcome for _piece, judgement in seen.judged]
        troubles = [LIVE_STATES[outcome] for outcome in outcomes if outcome in LIVE_STATES]
        calm = Source.LiveState.DRIFTED if troubles_others else Source.LiveState.LIVE
        values = {"failures": 0, "live_state": (troubles or [calm])[0]}
    return values | {
        "is_slow": look.milliseconds >= SLOW,
        "is_confirmed": seen.is_confirmed,
        "says_unchanged": look.status == NOT_MODIFIED,
    }


def _validators(seen: SourceCheck) -> dict[str, str]:
    """What the server wants to hear next time; only then «not modified» speaks of this copy."""
    if not seen.is_confirmed or seen.look.status == NOT_MODIFIED:
        return {}
    sent = {"etag": seen.look.etag[:500], "last_modified": seen.look.last_modified[:100]}
    return {name: value for name, value in sent.items() if value != getattr(seen.source, name)}


def _shared_failures(everything: list[SourceCheck]) -> set[int]:
    """The sources of which another claim cites a passage that has changed."""
    sources = [s.source.pk for s in everything if s.source.live_state != Source.LiveState.LIVE]
    if not sources:
        return set()
    here = [piece.pk for seen in everything for piece, _judgement in seen.judged]
    findings = Finding.objects.open().filter(evidence__source__in=sources)
    others = findings.exclude(evidence__in=here).exclude(kind__in=FAILURES)
    return set(others.values_list("evidence__source_id", flat=True))
