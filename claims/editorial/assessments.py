"""Blind second assessments: two people rate a claim, neither sees the other's rating before.

If they differ, the verdict is contested until two of three votes carry, or the chief editor
decides with a reason. Whose assessment is still missing sees neither the first one nor a version
that was proposed: every page takes its rows from ``visible_versions`` and ``visible_to``.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.assessment_rounds import unsettled_round
from claims.editorial.verdicts import rating_problems
from claims.editorial.workflow import Refused, Transition, transition
from claims.models import Assessment, AssessmentRound, Claim, Rating, Verdict, Vote
from claims.models.verdict import Aspect, VerdictQuerySet
from claims.permissions import can_propose, is_chief_editor, require

R = AssessmentRound.State
V = Verdict.State
RESULT_STATES = 2  # of three votes


def request_assessments(
    claim: Claim, *, aspect: str = Aspect.CONTENT, actor: User
) -> AssessmentRound:
    """Ask two people to rate ``claim`` blind; a version on the table counts as the first."""
    require(can_propose, actor, claim)
    with transition(claim, "ask_assessment", actor=actor, aspect=aspect) as move:
        if aspect not in Aspect.values:
            raise Refused(_("Say which of the two questions is to be assessed."))
        if unsettled_round(move.claim, aspect) is not None:
            raise Refused(_("An assessment of this has been asked for already."))
        asked = AssessmentRound.objects.create(claim=move.claim, aspect=aspect, asked_by=actor)
        standing = move.claim.verdicts.filter(aspect=aspect, state__in=[V.PROPOSED, V.APPROVED])
        if first := standing.order_by("-number").first():
            asked.assessments.create(
                number=1, person=first.proposer, rating=first.rating, rationale=first.rationale
            )
        move.data["round"] = asked.pk
    return asked


def assess(asked: AssessmentRound, *, rating: Rating, rationale: str, actor: User) -> Assessment:
    """Give one's own assessment; with the second it shows whether they agree."""
    require(can_propose, actor, asked.claim)
    with transition(asked.claim, "assess", actor=actor, round=asked.pk) as move:
        before = list(_locked(asked, R.OPEN).assessments.all())
        problems = rating_problems(move.claim, aspect=asked.aspect, rating=rating)
        if actor.pk in {other.person_id for other in before}:
            problems.append(_("You have given your assessment. A second person gives the other."))
        if not rationale.strip():
            problems.append(_("Give the reasons for your assessment."))
        if problems:
            raise Refused(*problems)
        assessment = Assessment.objects.create(
            round=asked,
            number=len(before) + 1,
            person=actor,
            rating=rating,
            rationale=rationale.strip(),
        )
        if before:
            _compare(move, asked, before[0].rating, rating)
    asked.refresh_from_db()
    return assessment


def vote(asked: AssessmentRound, *, rating: Rating, actor: User) -> Vote:
    """Vote for one of the two ratings; the second vote for the same decides."""
    require(can_propose, actor, asked.claim)
    with transition(asked.claim, "vote", actor=actor, round=asked.pk, rating=rating.slug) as move:
        contested = _locked(asked, R.CONTESTED)
        _forbid_assessors(contested, actor)
        if contested.votes.filter(voter=actor).exists():
            raise Refused(_("You have voted."))
        if not contested.assessments.filter(rating=rating).exists():
            raise Refused(_("Vote for one of the two ratings."))
        cast = Vote.objects.create(
            round=contested, number=contested.votes.count() + 1, voter=actor, rating=rating
        )
        if contested.votes.filter(rating=rating).count() >= RESULT_STATES:
            _settle(move, contested, rating, state=R.DECIDED)
    asked.refresh_from_db()
    return cast


def decide(asked: AssessmentRound, *, rating: Rating, reason: str, actor: User) -> AssessmentRound:
    """The chief editor's decision on a contested verdict, with a reason, for good."""
    require(is_chief_editor, actor, asked.claim)
    if not reason.strip():
        raise Refused(_("Give the reason for this decision."))
    data = {"round": asked.pk, "rating": rating.slug, "reason": reason.strip()[:500]}
    with transition(asked.claim, "decide", actor=actor, **data) as move:
        contested = _locked(asked, R.CONTESTED)
        _forbid_assessors(contested, actor)
        if problems := rating_problems(move.claim, aspect=asked.aspect, rating=rating):
            raise Refused(*problems)
        contested.decided_by, contested.reason = actor, reason.strip()
        _settle(move, contested, rating, state=R.DECIDED)
    asked.refresh_from_db()
    return asked


def _locked(asked: AssessmentRound, state: str) -> AssessmentRound:
    """The round as it stands; the claim's row, locked before, keeps others out."""
    now = AssessmentRound.objects.get(pk=asked.pk)
    if now.state != state:
        raise Refused(
            _("This assessment stands at “%s”; that step is not possible now.")
            % now.get_state_display()
        )
    return now


def _forbid_assessors(asked: AssessmentRound, actor: User) -> None:
    if asked.assessments.filter(person=actor).exists():
        raise Refused(_("You gave one of the assessments. Others decide between them."))


def _compare(move: Transition, asked: AssessmentRound, first: Rating, second: Rating) -> None:
    if first.pk == second.pk:
        _settle(move, asked, first, state=R.AGREED)
        return
    AssessmentRound.objects.filter(pk=asked.pk).update(state=R.CONTESTED)
    _versions(move, asked, V.PROPOSED).update(state=V.CONTESTED)
    move.data["outcome"] = str(R.CONTESTED)


def _settle(move: Transition, asked: AssessmentRound, rating: Rating, *, state: str) -> None:
    """End the round; a contested version with another rating goes back to its proposer."""
    asked.state, asked.rating, asked.settled_at = state, rating, timezone.now()
    asked.save()
    contested = _versions(move, asked, V.CONTESTED)
    contested.exclude(rating=rating).update(state=V.CHANGES_REQUESTED)
    _versions(move, asked, V.CONTESTED).update(state=V.PROPOSED)
    move.data["outcome"] = str(state)


def _versions(move: Transition, asked: AssessmentRound, state: str) -> VerdictQuerySet:
    rows: Any = move.claim.verdicts.filter(aspect=asked.aspect, state=state)
    return rows  # type: ignore[no-any-return]


# --- What may be seen -----------------------------------------------------------------------


def visible_versions(versions: QuerySet[Verdict], *, to: User) -> QuerySet[Verdict]:
    """``versions`` without those that would give away an assessment that ``to`` waits for.

    While one of two blind assessments is missing, only who has given one sees what others have
    proposed; what was published is known to everybody.
    """
    blind = AssessmentRound.objects.open().filter(
        claim=OuterRef("claim"), aspect=OuterRef("aspect")
    )
    given = Assessment.objects.filter(round=OuterRef("pk"), person=to)
    hidden = Q(Exists(blind.exclude(Exists(given)))) & Q(published_at__isnull=True)
    return versions.exclude(hidden & ~Q(proposer=to))


def hidden_aspects(claim: Claim, *, to: User) -> set[str]:
    """The questions of ``claim`` that ``to`` has to answer blind, if at all."""
    rounds = AssessmentRound.objects.open().filter(claim=claim)
    given = Count("assessments", filter=Q(assessments__person=to))
    return set(rounds.annotate(given=given).filter(given=0).values_list("aspect", flat=True))
