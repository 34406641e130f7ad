"""What the start page of the desk shows: four numbers, my work, findings."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Claim, Finding

ROWS_SHOWN = 20


@dataclass(frozen=True)
class Figure:
    label: str
    count: int
    address: str


@dataclass(frozen=True)
class Desk:
    figures: list[Figure]
    mine: QuerySet[Claim]
    findings: QuerySet[Finding]


def desk_of(user: User) -> Desk:
    """The start page for ``user``, in six queries however much there is to do."""
    mine = Claim.objects.in_work().filter(assignee=user)
    open_ones = Claim.objects.filter(state=Claim.State.OPEN, assignee=None)
    claims = reverse("admin:claims_claim_changelist")
    findings = reverse("admin:claims_finding_changelist")
    figures = [
        Figure(
            _("open and unassigned"), open_ones.count(), f"{claims}?state__exact=open&whose=nobody"
        ),
        Figure(_("mine"), mine.count(), f"{claims}?work=open&whose=me"),
        Figure(
            _("waiting for review"),
            Claim.objects.waiting_for_review().count(),
            f"{claims}?state__exact=in_review",
        ),
        Figure(_("open findings"), Finding.objects.open().count(), f"{findings}?work=open"),
    ]
    return Desk(
        figures,
        mine.select_related("claimant", "article").order_by("updated_at")[:ROWS_SHOWN],
        Finding.objects.open().select_related("claim")[:ROWS_SHOWN],
    )
