"""The right of reply: whom we asked, until when, and what came back."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class ReplyQuerySet(models.QuerySet["Reply"]):
    def standing(self) -> ReplyQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Reply(models.Model):
    """One request for a statement, and the answer. Withdrawn rather than deleted."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        PHONE = "phone", _("by telephone")
        IN_PERSON = "in_person", _("in person")
        LETTER = "letter", _("by letter")
        FORM = "form", _("by contact form")
        MESSAGE = "message", _("by message")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="replies")
    whom = models.CharField(
        _("whom we asked"), max_length=300, help_text=_("Name and office. Shown to readers.")
    )
    channel = models.CharField(_("how"), max_length=20, choices=Channel, default=Channel.EMAIL)
    asked_on = models.DateField(_("asked on"))
    deadline = models.DateField(_("answer due by"))
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("What came back, also a refusal. Shown to readers.")
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a statement")
        verbose_name_plural = _("requests for a statement")
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(whom=""), name="reply_asked_somebody"),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("asked_on")), name="reply_deadline_after_asking"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))),
                name="reply_answer_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whom}, {self.asked_on:%Y-%m-%d}"

    def is_overdue(self, today: date) -> bool:
        """Whether the deadline has passed without an answer."""
        return not self.answer and self.deadline < today
