"""The start page of the desk: numbers that lead to their lists, work, findings, the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin.dashboard.charts import WeekReport, last_week
from claims.models import Claim, Finding

MAX_ROWS_SHOWN = 10
DUE_SOON = timedelta(days=7)


@dataclass(frozen=True)
class Figure:
    label: str
    count: int
    address: str
    is_late: bool = False


@dataclass(frozen=True)
class Section:
    """One list of the desk: the first rows, and where all ``count`` of them stand."""

    name: str
    title: str
    claims: QuerySet[Claim]
    count: int
    address: str
    empty: str


@dataclass(frozen=True)
class Dashboard:
    figures: list[Figure]
    sections: list[Section]
    findings: QuerySet[Finding]
    finding_count: int
    week: WeekReport
    today: date


def dashboard(user: User) -> Dashboard:
    """The start page for ``user``, in nine queries however much there is to do."""
    today = timezone.localdate()
    work = Claim.objects.in_work()
    lists = {
        "mine": work.filter(assignee=user),
        "due": work.due_by(today + DUE_SOON),
        "unassigned": work.filter(state=Claim.State.OPEN, assignee=None),
        "review": Claim.objects.waiting_for_review(),
    }
    counts = _counts(user, today)
    claims = reverse("admin:claims_claim_changelist")
    findings = reverse("admin:claims_finding_changelist")
    addresses = {
        "mine": f"{claims}?work=open&whose=me",
        "due": f"{claims}?due=week",
        "unassigned": f"{claims}?state__exact=open&whose=nobody",
        "review": f"{claims}?state__exact=in_review",
    }
    titles, empty = _titles(), _when_empty()
    open_findings = Finding.objects.open()
    finding_count = open_findings.count()
    return Dashboard(
        figures=[
            Figure(_("open and unassigned"), counts["unassigned"], addresses["unassigned"]),
            Figure(_("mine"), counts["mine"], addresses["mine"]),
            Figure(_("overdue"), counts["overdue"], f"{claims}?due=overdue", counts["overdue"] > 0),
            Figure(
                ngettext("waits for review", "wait for review", counts["review"]),
                counts["review"],
                addresses["review"],
            ),
            Figure(
                ngettext("open finding", "open findings", finding_count),
                finding_count,
                f"{findings}?work=open",
            ),
        ],
        sections=[
            Section(name, titles[name], _rows(rows), counts[name], addresses[name], empty[name])
            for name, rows in lists.items()
        ],
        findings=open_findings.select_related("claim")[:MAX_ROWS_SHOWN],
        finding_count=finding_count,
        week=last_week(today),
        today=today,
    )


def _counts(user: User, today: date) -> dict[str, int]:
    """How long each list is, in one query."""
    return Claim.objects.in_work().aggregate(
        mine=Count("pk", filter=Q(assignee=user)),
        due=Count("pk", filter=Q(due_on__lte=today + DUE_SOON)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
        unassigned=Count("pk", filter=Q(state=Claim.State.OPEN, assignee=None)),
        review=Count("pk", filter=Q(state=Claim.State.IN_REVIEW)),
    )


def _rows(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """What is due first stands first, then what has waited longest."""
    rows = claims.select_related("claimant", "article")
    return rows.order_by(F("due_on").asc(nulls_last=True), "updated_at")[:MAX_ROWS_SHOWN]


def _titles() -> dict[str, str]:
    return {
        "mine": _("My work"),
        "due": _("Due and overdue"),
        "unassigned": _("Unassigned"),
        "review": _("Waiting for review"),
    }


def _when_empty() -> dict[str, str]:
    """What a list says when nothing is on it, and what to do then."""
    return {
        "mine": _("Nothing is assigned to you. Take a claim from the list of open ones."),
        "due": _("Nothing falls due within a week."),
        "unassigned": _("Every open claim is in somebody’s hands."),
        "review": _("Nothing waits for a second person."),
    }
