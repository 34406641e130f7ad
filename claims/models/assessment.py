"""Blind second assessments, and how the desk settles it if they differ."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.verdict import Aspect, Rating


class AssessmentRoundQuerySet(models.QuerySet["AssessmentRound"]):
    def open(self) -> AssessmentRoundQuerySet:
        """Rounds in which an assessment is still missing: nobody sees the other's."""
        return self.filter(state=AssessmentRound.State.OPEN)

    def unsettled(self) -> AssessmentRoundQuerySet:
        return self.filter(state__in=[AssessmentRound.State.OPEN, AssessmentRound.State.CONTESTED])


class AssessmentRound(models.Model):
    """Two people rate the same claim without seeing each other's rating."""

    class State(models.TextChoices):
        OPEN = "open", _("assessments missing")
        AGREED = "agreed", _("assessments agree")
        CONTESTED = "contested", _("assessments differ")
        DECIDED = "decided", _("decided")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessment_rounds")
    aspect = models.CharField(_("question"), max_length=20, choices=Aspect)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    # What the assessments, the votes or the chief editor came to.
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The chief editor, if it was not the votes that decided.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = AssessmentRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of assessments")
        verbose_name_plural = _("rounds of assessments")
        ordering = ["claim", "aspect", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "aspect"],
                condition=Q(state__in=["open", "contested"]),
                name="round_one_unsettled_per_aspect",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "contested"], rating__isnull=True, settled_at__isnull=True
                )
                | Q(
                    state__in=["agreed", "decided"], rating__isnull=False, settled_at__isnull=False
                ),
                name="round_settled_on_a_rating",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, reason="")
                | (Q(decided_by__isnull=False, state="decided") & ~Q(reason="")),
                name="round_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()} {self.get_state_display()}"

    @property
    def is_contested(self) -> bool:
        return self.state == self.State.CONTESTED

    def may_see(self, user: Any) -> bool:
        """Whether ``user`` may see the others' assessments, or has none to give any more."""
        return self.state != self.State.OPEN or self.assessments.filter(person=user).exists()


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Any) -> AssessmentQuerySet:
        """One's own, and those of rounds in which both are in."""
        return self.filter(~Q(round__state=AssessmentRound.State.OPEN) | Q(person=user))


class Assessment(models.Model):
    """What one person came to. Written once, never changed (the database refuses it)."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments"
    )
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, verbose_name=_("rating"))
    rationale = models.TextField(_("reasoning"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="assessment_once_per_person"),
            models.UniqueConstraint(fields=["round", "number"], name="assessment_number_unique"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=2), name="assessment_first_or_second"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"


class Vote(models.Model):
    """One of three votes on a contested verdict; two carry it. Written once."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField()
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="votes"
    )
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, verbose_name=_("rating"))
    created_at = models.DateTimeField(_("cast"), auto_now_add=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "voter"], name="vote_once_per_person"),
            models.UniqueConstraint(fields=["round", "number"], name="vote_number_unique"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="vote_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"
