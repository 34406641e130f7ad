"""Ratings, and verdicts as immutable versions bound to what was approved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class Aspect(models.TextChoices):
    """The two questions asked of every claim."""

    ATTRIBUTION = "attribution", _("Did they say it?")
    CONTENT = "content", _("Is it so?")


class RatingScale(models.Model):
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    aspect = models.CharField(_("question"), max_length=20, choices=Aspect)
    is_default = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        constraints = [
            models.UniqueConstraint(
                fields=["aspect"], condition=Q(is_default=True), name="scale_one_default_per_aspect"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """One word of a scale. ``ordinal`` (1 = least true) only where words have an order."""

    class EvidenceClass(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        REFUTED = "refuted", _("refuted")
        NOT_ENOUGH = "not_enough", _("not enough evidence")
        CONFLICTING = "conflicting", _("conflicting evidence")

    scale = models.ForeignKey(
        RatingScale,
        on_delete=models.PROTECT,
        related_name="ratings",
        verbose_name=_("rating scale"),
    )
    slug = models.SlugField(_("address"))
    label_de = models.CharField(_("label (German)"), max_length=60)
    label_en = models.CharField(_("label (English)"), max_length=60)
    definition_de = models.TextField(_("definition (German)"))
    definition_en = models.TextField(_("definition (English)"))
    ordinal = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    sign = models.CharField(_("sign"), max_length=4)
    evidence_class = models.CharField(_("evidence class"), max_length=20, choices=EvidenceClass)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="rating_slug_unique"),
            models.UniqueConstraint(fields=["scale", "ordinal"], name="rating_ordinal_unique"),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(ordinal__gte=1),
                name="rating_ordinal_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_de if (get_language() or "de").startswith("de") else self.label_en

    @property
    def definition(self) -> str:
        german = (get_language() or "de").startswith("de")
        return self.definition_de if german else self.definition_en


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def current(self) -> VerdictQuerySet:
        """Versions that are neither superseded nor withdrawn."""
        return self.exclude(state__in=[Verdict.State.SUPERSEDED, Verdict.State.WITHDRAWN])


class Verdict(models.Model):
    """One version of the answer to one of the two questions.

    What it says and rests on is fixed when it is proposed: ``statement`` and ``frozen`` (claimant,
    context and evidence as they stood), bound by ``content_hash``. After that only the columns of
    the decision (state, approver, times) may change; the database refuses the rest.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONTESTED = "contested", _("contested")
        CHANGES_REQUESTED = "changes_requested", _("sent back")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="verdicts", verbose_name=_("claim")
    )
    aspect = models.CharField(_("question"), max_length=20, choices=Aspect, default=Aspect.CONTENT)
    number = models.PositiveIntegerField(_("version"))
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("previous version")
    )
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, verbose_name=_("rating"))
    summary = models.CharField(
        _("in one sentence"), max_length=400, help_text=_("What we found, in one sentence.")
    )
    rationale = models.TextField(_("reasoning"), help_text=_("Markdown."))
    both_sides = models.TextField(
        _("search for the other side"),
        blank=True,
        help_text=_("Where evidence to the contrary was looked for, if none was found."),
    )
    known_as_of = models.DateField(_("known as of"))
    expires_on = models.DateField(_("look again on"), null=True, blank=True)
    change_reason = models.CharField(_("reason for the new version"), max_length=500, blank=True)
    statement = models.TextField(_("claim as judged"))
    frozen = models.JSONField(_("as judged"), default=dict)
    content_hash = models.CharField(_("hash"), max_length=64)

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PROPOSED)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="proposed_verdicts",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    # Who last changed the claim's content when it was approved: may not be the approver.
    content_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last edited by"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_verdicts",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["claim", "aspect", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "aspect", "number"], name="verdict_number_unique"
            ),
            models.UniqueConstraint(
                fields=["claim", "aspect"],
                condition=Q(state="published"),
                name="verdict_one_published_per_aspect",
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True) | ~Q(approver=F("proposer")),
                name="verdict_approver_not_proposer",
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True)
                | Q(content_editor__isnull=True)
                | ~Q(approver=F("content_editor")),
                name="verdict_approver_not_editor",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"])
                | Q(approver__isnull=False, approved_at__isnull=False),
                name="verdict_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} ({self.number})"

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """The evidence as frozen at the proposal, confidential pieces left out."""
        return list(self.frozen.get("evidence", []))
