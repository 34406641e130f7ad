"""Blind assessments on a claim's page: what this person may see of them, and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from claims.admin.claims.action_forms import ActionForm
from claims.editorial.verdicts import allowed_ratings
from claims.editorial.workflow import TRANSITIONS
from claims.models import Assessment, AssessmentRound, Claim, Rating, Vote
from claims.models.verdict import Aspect
from claims.permissions import can_propose, is_chief_editor


class AskAssessmentForm(ActionForm):
    name = "ask_assessment"
    aspect = forms.ChoiceField(choices=Aspect, widget=forms.HiddenInput)


class RoundForm(ActionForm):
    """What is done in one round of assessments of this claim: a rating is chosen."""

    name = "round"
    asked = forms.ModelChoiceField(
        queryset=AssessmentRound.objects.none(), widget=forms.HiddenInput
    )
    rating = forms.ModelChoiceField(label=_("Rating"), queryset=Rating.objects.none())

    def prepare(self) -> None:
        asked, rating = self.fields["asked"], self.fields["rating"]
        assert isinstance(asked, forms.ModelChoiceField)
        assert isinstance(rating, forms.ModelChoiceField)
        asked.queryset = self.claim.assessment_rounds.all()
        rating.queryset = Rating.objects.filter(scale__is_default=True)

    def offer(self, ratings: list[Rating]) -> None:
        field = self.fields["rating"]
        assert isinstance(field, forms.ModelChoiceField)
        field.choices = [("", "–"), *((rating.pk, rating.label) for rating in ratings)]


class AssessForm(RoundForm):
    name = "assess"
    rationale = forms.CharField(label=_("Reasoning"), widget=forms.Textarea(attrs={"rows": 4}))


class VoteForm(RoundForm):
    name = "vote"


class DecideForm(RoundForm):
    name = "decide"
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


@dataclass(frozen=True)
class Contest:
    """The newest round of one question, as far as this person may see it."""

    round: AssessmentRound
    assessments: list[Assessment]
    votes: list[Vote]
    is_blind: bool
    form: RoundForm | None = None
    step: str = ""
    decision: RoundForm | None = None


def contests(claim: Claim, user: User, *, bound: dict[str, forms.Form]) -> dict[str, Contest]:
    """By question. One query where no assessment was ever asked for."""
    newest = {row.aspect: row for row in _rounds(claim)}
    return {aspect: _contest(row, claim, user, bound) for aspect, row in newest.items()}


def _rounds(claim: Claim) -> Any:
    rows = claim.assessment_rounds.select_related("rating__scale", "asked_by", "decided_by")
    return rows.order_by("pk")


def _contest(
    asked: AssessmentRound, claim: Claim, user: User, bound: dict[str, forms.Form]
) -> Contest:
    visible = asked.assessments.visible_to(user).select_related("rating__scale", "person")
    assessments = list(visible)
    votes = list(asked.votes.select_related("rating__scale", "voter"))
    given = user.pk in {row.person_id for row in assessments}
    voted = user.pk in {row.voter_id for row in votes}
    is_open = asked.state == AssessmentRound.State.OPEN
    contest = Contest(asked, assessments, votes, is_blind=is_open and not given)
    if given or claim.state not in TRANSITIONS["assess"][0] or not can_propose.test(user):
        return contest
    if is_open:
        return _with(contest, "assess", bound, claim)
    if not asked.is_contested:
        return contest
    contest = contest if voted else _with(contest, "vote", bound, claim)
    if is_chief_editor.test(user):
        ratings = allowed_ratings(claim, aspect=asked.aspect)
        decision = _form(DecideForm, asked, bound, claim, ratings)
        contest = Contest(**{**contest.__dict__, "decision": decision})
    return contest


def _with(contest: Contest, step: str, bound: dict[str, forms.Form], claim: Claim) -> Contest:
    if step == "vote":
        ratings = [row.rating for row in contest.assessments]
        form = _form(VoteForm, contest.round, bound, claim, ratings)
    else:
        ratings = allowed_ratings(claim, aspect=contest.round.aspect)
        form = _form(AssessForm, contest.round, bound, claim, ratings)
    return Contest(**{**contest.__dict__, "form": form, "step": step})


def _form(
    kind: type[RoundForm],
    asked: AssessmentRound,
    bound: dict[str, forms.Form],
    claim: Claim,
    ratings: list[Rating],
) -> RoundForm:
    form = bound.get(kind.name)
    if not isinstance(form, kind) or form.data.get("asked") != str(asked.pk):
        auto_id = f"id_{kind.name}{asked.pk}_%s"
        form = kind(claim=claim, initial={"asked": asked.pk}, auto_id=auto_id)
    form.offer(ratings)
    return form
