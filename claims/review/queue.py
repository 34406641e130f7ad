"""What waits for whom, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from claims.editorial.approval import stale_claims
from claims.editorial.assessments import visible_versions
from claims.models import Claim, Correction, Notice, Verdict
from claims.models.verdict import Aspect
from claims.permissions import is_chief_editor, is_reviewer

S = Claim.State
V = Verdict.State
MAX_ROWS = 500


@dataclass
class Section:
    """One list of the queue; ``hint`` says what to do with it, ``nothing`` that it is empty."""

    name: str
    title: str
    hint: str
    nothing: str
    claims: list[Any] = field(default_factory=list)


def queue(user: User) -> list[Section]:
    """All sections in the order in which they are worked through."""
    claims: list[Any] = list(_waiting(user)[:MAX_ROWS])
    stale = stale_claims([claim for claim in claims if claim.state in {S.APPROVED, S.IN_REVIEW}])
    signs_off = (is_reviewer | is_chief_editor).test(user)
    sections = {section.name: section for section in _sections()}
    for claim in claims:
        claim.is_stale = claim.pk in stale
        if claim.is_mentioned:
            sections["mentioned"].claims.append(claim)
        if claim.is_waiting:
            sections[_section_of(claim, signs_off=signs_off)].claims.append(claim)
    return list(sections.values())


def open_corrections() -> QuerySet[Correction]:
    """Corrections that wait for a second person, or for the publication that carries them."""
    return (
        Correction.objects.filter(
            state__in=[Correction.State.PREPARED, Correction.State.APPROVED],
        )
        .select_related("claim", "prepared_by", "approved_by")
        .order_by("prepared_at", "pk")
    )


def _waiting(user: User) -> QuerySet[Claim]:
    """Claims in review, approved, sent back, or with an open thread that names ``user``.

    The longest waiting first. ``involved``: whether ``user`` proposed the verdict or edited the
    claim last, as in ``claims.permissions.is_uninvolved``; ``is_own``: whether it is up
    to ``user`` to mend what was sent back.
    """
    versions = Verdict.objects.filter(claim=OuterRef("pk"))
    proposed = versions.filter(state__in=[V.PROPOSED, V.CONTESTED])
    sent_back = versions.filter(state=V.CHANGES_REQUESTED)
    newest = Verdict.objects.order_by("-number").select_related("rating__scale", "proposer")
    in_work = Q(state__in=[S.IN_RESEARCH, S.UNDER_REVISION]) & Exists(sent_back) & ~Exists(proposed)
    open_threads = Q(comments__parent__isnull=True, comments__resolved_at__isnull=True)
    waiting = Q(state__in=[S.IN_REVIEW, S.APPROVED]) | in_work
    return (
        Claim.objects.annotate(is_waiting=waiting, is_mentioned=Exists(_mentions(user)))
        .filter(Q(is_waiting=True) | Q(is_mentioned=True))
        .annotate(
            is_own=Q(assignee=user, assignee__isnull=False)
            | Exists(sent_back.filter(proposer=user)),
            involved=Q(last_editor=user, last_editor__isnull=False)
            | Exists(proposed.filter(proposer=user)),
            open_comments=Count("comments", filter=open_threads),
            blocking_comments=Count(
                "comments", filter=open_threads & Q(comments__is_blocking=True)
            ),
        )
        .select_related("claimant")
        .prefetch_related(
            Prefetch(
                "verdicts",
                visible_versions(newest, to=user)
                .filter(aspect=Aspect.CONTENT)
                .defer("frozen", "rationale", "both_sides"),
                to_attr="versions",
            )
        )
        .order_by("updated_at", "pk")
    )


def _mentions(user: User) -> QuerySet[Notice]:
    """Where ``user`` is named in a thread that is still open."""
    is_open = Q(comment__parent__isnull=True, comment__resolved_at__isnull=True) | Q(
        comment__parent__isnull=False, comment__parent__resolved_at__isnull=True
    )
    named = Notice.objects.filter(recipient=user, reason=Notice.Reason.MENTIONED)
    return named.filter(is_open, comment__isnull=False, claim=OuterRef("pk"))


def _section_of(claim: Any, *, signs_off: bool) -> str:
    if claim.state == S.APPROVED:
        return "stale" if claim.is_stale else "ready"
    if claim.state != S.IN_REVIEW:
        return "returned" if claim.is_own else "sent_back"
    return "others" if claim.involved or not signs_off else "mine"


def _sections() -> list[Section]:
    return [
        Section(
            "mine",
            _("Waiting for me"),
            _("You neither proposed nor last edited these: you may sign them off."),
            _("Nothing waits for you."),
        ),
        Section(
            "mentioned",
            _("Mentioned"),
            _("You are named in a comment here that is not settled yet."),
            _("No open comment names you."),
        ),
        Section(
            "returned",
            _("Returned to me"),
            _("Sent back: you proposed these, or they are assigned to you."),
            _("Nothing was returned to you."),
        ),
        Section(
            "stale",
            _("Approval no longer holds"),
            _("Claim or evidence changed after the approval. Publication is stopped."),
            _("Every approval still covers what was approved."),
        ),
        Section(
            "ready",
            _("Approved, ready to publish"),
            _("The chief editor publishes."),
            _("Nothing is waiting to be published."),
        ),
        Section(
            "others",
            _("Waiting for others"),
            _("A second person has to look at these."),
            _("Nothing waits for anybody else."),
        ),
        Section(
            "sent_back",
            _("Returned to others"),
            _("Something has to change before these come back."),
            _("Nothing was returned to anybody else."),
        ),
    ]
