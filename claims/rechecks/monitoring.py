"""The machine's work at a glance: what is due, running, late, failing, and what it gave up on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from claims.editorial.workflow import Refused
from claims.models import (
    Article,
    Claim,
    Evidence,
    ExternalCheckQuery,
    RecheckPolicy,
    RecheckRun,
    Source,
    Verdict,
    record,
)
from claims.models.background_job import BackgroundJob
from claims.models.recheck import FindingQuerySet
from claims.permissions import can_handle_findings, require
from claims.rechecks.schedule import due_claims

STANDING_CLAIMS = [
    "proposed",
    "contested",
    "approved",
    "published",
]  # verdicts that are in force or to be
PAGE_SIZE = 20  # rows of each list; the number in its head counts all
MAX_COUNT = 10_000  # beyond it is only said that there are more: counting a million takes long
MAX_SORTED = 1_000


class Figure(NamedTuple):
    """How many there are, as far as they were counted, and whether there are more."""

    counted: int
    is_more: bool = False

    def __str__(self) -> str:
        return number_format(self.counted, force_grouping=True) + "+" * self.is_more


@dataclass(frozen=True)
class Listing:
    """The first rows of a list, and how many there are in all."""

    rows: list[Any]
    number: Figure


def figures() -> dict[str, Figure]:
    """How many published claims are watched, due, running, failing, parked and paused."""
    policies = RecheckPolicy.objects
    return {
        "watched": _number(policies.watched()),
        "due": _number(due_claims()),
        "running": _number(policies.running()),
        "failing": _number(policies.failing()),
        "parked": _number(policies.parked()),
        "paused": _number(policies.paused()),
    }


def waiting_questions() -> Figure:
    """How many questions to other desks wait to be asked."""
    return _number(ExternalCheckQuery.objects.due())


def running() -> Listing:
    """Claims that a worker is looking at; ``begun`` is when it began."""
    runs = RecheckRun.objects.filter(claim=OuterRef("claim"), state=RecheckRun.State.RUNNING)
    begun = Subquery(runs.order_by("-pk").values("started_at")[:1])
    rows = RecheckPolicy.objects.running().annotate(begun=begun)
    return _listed(rows.select_related("claim").order_by("begun"))


def late() -> Listing:
    rows = RecheckPolicy.objects.late().watched()
    return _listed(rows.select_related("claim").order_by("due_at"))


def failing() -> Listing:
    rows = RecheckPolicy.objects.failing()
    return _listed(rows.select_related("claim").order_by("-attempts", "due_at"))


def sources(kind: str) -> Listing:
    """«failing» in a row, «noisy» or «unreachable» sources; ``claim_count``: on how many
    published claims each bears."""
    rows: QuerySet[Source] = getattr(Source.objects, kind)()
    # When the network itself is down every source fails; those that failed longest stand for all.
    longest = rows.order_by("-failures", "pk")[:MAX_SORTED].values("pk")
    sorted_rows = rows.filter(pk__in=longest).annotate(claim_count=_claim_count())
    return _listed(sorted_rows.order_by("-claim_count", "pk"), among=rows)


def _claim_count() -> Subquery:
    published = Evidence.objects.filter(
        source=OuterRef("pk"),
        withdrawn_at__isnull=True,
        claim__publication__isnull=False,
        claim__publication__retracted_at__isnull=True,
    )
    by_source = published.order_by().values("source")
    return Subquery(by_source.annotate(n=Count("claim", distinct=True)).values("n"))


def _listed(rows: QuerySet[Any], *, among: QuerySet[Any] | None = None) -> Listing:
    shown = list(rows[:PAGE_SIZE])
    if len(shown) < PAGE_SIZE:
        return Listing(shown, Figure(len(shown)))
    return Listing(shown, _number(rows if among is None else among))


def _number(rows: QuerySet[Any]) -> Figure:
    counted = rows.order_by()[: MAX_COUNT + 1].count()
    return Figure(min(counted, MAX_COUNT), counted > MAX_COUNT)


# --- What was given up -----------------------------------------------------------------------


@dataclass(frozen=True)
class ParkedJob:
    """A row that failed too often and waits for a person, whatever its table."""

    table: str
    what: str
    pk: int
    name: str
    message: str
    since: datetime
    claim_id: int | None
    article_id: int | None
    source_id: int | None


def parked_jobs() -> list[ParkedJob]:
    """The newest parked rows of every table that background work is done on."""
    found = []
    for table in tables().values():
        rows: QuerySet[Any] = table._default_manager.all()
        rows = rows.filter(parked_at__isnull=False).order_by("-parked_at")
        if hasattr(table, "claim"):
            rows = rows.select_related("claim")
        found += [_parked(row) for row in rows[:PAGE_SIZE]]
    return sorted(found, key=lambda row: row.since, reverse=True)


def _parked(row: Any) -> ParkedJob:
    return ParkedJob(
        table=row._meta.model_name,
        what=str(row._meta.verbose_name),
        pk=row.pk,
        name=str(row),
        message=row.last_error,
        since=row.parked_at,
        claim_id=getattr(row, "claim_id", None),
        article_id=row.pk if isinstance(row, Article) else None,
        source_id=row.pk if isinstance(row, Source) else None,
    )


def tables() -> dict[str, type[BackgroundJob]]:
    return {str(table._meta.model_name): table for table in BackgroundJob.__subclasses__()}


def retry(table: str, pk: int, *, actor: User) -> BackgroundJob:
    """Have a parked row worked on again, from the first attempt; the next sweep finds it."""
    require(can_handle_findings, actor)
    with transaction.atomic():
        rows = tables()[table]._default_manager.select_for_update(of=("self",))
        row = rows.filter(pk=pk, parked_at__isnull=False).first()
        if row is None:
            raise Refused(_("This is being worked on again already."))
        message = row.last_error
        row.enqueue()
        claim: Claim | None = getattr(row, "claim", None)
        record(
            "retry",
            actor=actor,
            claim=claim,
            article=row if isinstance(row, Article) else None,
            what=table,
            row=pk,
            message=message,
        )
    return row


# --- What one source bears on ----------------------------------------------------------------


def with_claim_count(findings: FindingQuerySet) -> Any:
    """With ``claim_reach`` and ``article_reach``: how many claims cite the source of each, in how
    many articles."""
    citing = Evidence.objects.filter(
        source=OuterRef("evidence__source"), withdrawn_at__isnull=True
    ).order_by()
    by_source = citing.values("source")
    claims = by_source.annotate(n=Count("claim", distinct=True)).values("n")
    articles = by_source.annotate(n=Count("claim__article", distinct=True)).values("n")
    return findings.annotate(
        claim_reach=Coalesce(Subquery(claims), 0), article_reach=Coalesce(Subquery(articles), 0)
    )


@dataclass(frozen=True)
class Affected:
    """The claims that rest on a source, with their articles, and the verdicts that cite it."""

    claims: list[Claim]
    claim_count: int
    article_count: int
    verdicts: list[Any]


def affected_by(source: Source) -> Affected:
    """Everything that is in doubt when the source breaks."""
    claims = Claim.objects.filter(
        evidence__source=source, evidence__withdrawn_at__isnull=True
    ).distinct()
    counts = claims.order_by().aggregate(
        claims=Count("pk", distinct=True), articles=Count("article", distinct=True)
    )
    shown = list(
        claims.select_related("article", "claimant", "publication").order_by("-pk")[: 5 * PAGE_SIZE]
    )
    verdicts = Verdict.objects.filter(claim__in=claims.values("pk"), state__in=STANDING_CLAIMS)
    verdicts = verdicts.select_related("rating__scale", "claim").order_by("-pk")
    return Affected(shown, counts["claims"], counts["articles"], list(verdicts[: 5 * PAGE_SIZE]))
