"""What readers report about a published check."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class ReportQuerySet(models.QuerySet["Report"]):
    def unanswered(self) -> ReportQuerySet:
        return self.filter(state=Report.State.RECEIVED)


class Report(models.Model):
    """One reader's report of an error. Never public; what comes of it is a correction."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("taken up")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="reports", verbose_name=_("claim")
    )
    text = models.TextField(_("what is wrong"))
    source = models.CharField(_("where it can be read"), max_length=500, blank=True)
    contact = models.CharField(_("name or e-mail for an answer"), max_length=200, blank=True)
    # An HMAC of the sender's address and the day: enough to limit, too little to find anybody.
    sender = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    answer = models.TextField(_("answer"), blank=True, help_text=_("What the reporter is told."))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True, db_index=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["sender", "received_at"], name="report_by_sender")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state="received") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="report_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(answer=""), name="report_rejected_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:80]}"
