"""What rounds of blind assessments mean for a verdict: which one binds, and what it stops."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.models import AssessmentRound, Claim, Verdict

R = AssessmentRound.State


def unsettled_round(claim: Claim, aspect: str) -> AssessmentRound | None:
    return claim.assessment_rounds.unsettled().filter(aspect=aspect).first()


def binding_rounds(claim: Claim) -> dict[str, AssessmentRound]:
    """For each question the newest round, unless a version was published since."""
    rounds = {row.aspect: row for row in claim.assessment_rounds.order_by("pk")}
    if not rounds:
        return {}
    published = claim.verdicts.filter(published_at__isnull=False)
    for aspect, at in published.values_list("aspect", "published_at"):
        if aspect in rounds and at and rounds[aspect].asked_at < at:
            del rounds[aspect]
    return rounds


def contest_problems(claim: Claim) -> list[str]:
    """Why assessments stand in the way of an approval or a publication; empty if none does."""
    problems = []
    rounds = binding_rounds(claim)
    for aspect, round_ in rounds.items():
        if round_.state == R.OPEN:
            problems.append(_("A blind assessment has been asked for and is not complete."))
        elif round_.state == R.CONTESTED:
            problems.append(
                _("The assessments differ. Two of three votes or the chief editor decide first.")
            )
        elif _is_other_rating(claim, aspect, round_):
            problems.append(
                _("The version has another rating than the assessments came to. Propose it anew.")
            )
    return problems


def _is_other_rating(claim: Claim, aspect: str, round_: AssessmentRound) -> bool:
    states = [Verdict.State.PROPOSED, Verdict.State.APPROVED, Verdict.State.CONTESTED]
    versions = claim.verdicts.filter(aspect=aspect, state__in=states)
    newest = versions.order_by("-number").first()
    return newest is not None and newest.rating_id != round_.rating_id
