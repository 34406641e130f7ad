"""Who watches a claim, what people are told of, and the e-mails that tell them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.claim import Claim
from claims.models.comment import Comment
from claims.models.event import Event


class Watch(models.Model):
    """Somebody wants to know what becomes of a claim, or, with ``is_on`` false, no longer does."""

    class Why(models.TextChoices):
        ASKED = "asked", _("you asked for it")
        AUTHOR = "author", _("you added the claim")
        VERDICT = "verdict", _("you proposed or assessed a verdict")
        COMMENT = "comment", _("you commented")
        ASSIGNEE = "assignee", _("the claim is assigned to you")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="watches", verbose_name=_("claim")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="watches",
        verbose_name=_("who"),
    )
    why = models.CharField(_("why"), max_length=10, choices=Why, default=Why.ASKED)
    is_on = models.BooleanField(_("watching"), default=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("watched claim")
        verbose_name_plural = _("watched claims")
        constraints = [
            models.UniqueConstraint(fields=["claim", "person"], name="watch_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.claim}"


class Digest(BackgroundJob):
    """One e-mail to one person. Its notices are fixed when it is made, so is its Message-ID.

    ``handed_over_at`` is written before the mail server is given the message. A worker that dies
    after that leaves open whether the message went out: such a digest is never sent again, it ends
    as ``unsure``, and what nobody has read of it rides along with the next one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        UNSURE = "unsure", _("perhaps sent")
        NOT_WANTED = "not_wanted", _("nothing left to tell")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="digests",
        verbose_name=_("to"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    handed_over_at = models.DateTimeField(_("handed to the mail server"), null=True, blank=True)

    objects = BackgroundJobQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(state="waiting", parked_at__isnull=True),
                name="digest_one_waiting_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "unsure"]) | Q(handed_over_at__isnull=False),
                name="digest_sent_was_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.created_at:%Y-%m-%d %H:%M}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One person is told of one event, once, in the transaction in which it happened."""

    class Reason(models.TextChoices):
        MENTIONED = "mentioned", _("you were mentioned")
        REPLY = "reply", _("answer in your thread")
        COMMENT = "comment", _("comment")
        ASSIGNED = "assigned", _("assigned to you")
        SENT_BACK = "sent_back", _("sent back")
        TAKEN_BACK = "taken_back", _("approval taken back")
        APPROVED = "approved", _("approved")
        CONTESTED = "contested", _("assessments differ")
        STALE = "stale", _("approval no longer holds")
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("corrected")
        RETRACTED = "retracted", _("retracted")
        FINDING = "finding", _("finding")
        REPORTED = "reported", _("error reported by a reader")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notices",
        verbose_name=_("to"),
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="notices", verbose_name=_("event")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="notices", verbose_name=_("claim")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    comment = models.ForeignKey(
        Comment,
        on_delete=models.PROTECT,
        null=True,
        related_name="notices",
        verbose_name=_("comment"),
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    digest = models.ForeignKey(
        Digest,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("e-mail"),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notice_once_per_event"),
            models.CheckConstraint(
                condition=Q(actor__isnull=True) | ~Q(recipient=F("actor")),
                name="notice_not_of_own_acts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.claim}"

    @property
    def place(self) -> str:
        """The address of what it is about."""
        if self.reason == self.Reason.FINDING:
            return reverse("admin:claims_claim_change", args=[self.claim_id]) + "#findings"
        page = reverse("review:claim", args=[self.claim_id])
        return f"{page}#comment-{self.comment_id}" if self.comment_id else page


class NoticeSettings(models.Model):
    """How often a person wants e-mail, and in which language. No row: daily, in the site's."""

    class Rate(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        HOURLY = "hourly", _("every hour, if there is something")
        DAILY = "daily", _("every day at 7 o’clock")
        WEEKLY = "weekly", _("on Mondays at 7 o’clock")
        NEVER = "never", _("never")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="notice_settings",
        verbose_name=_("who"),
    )
    rate = models.CharField(_("e-mail"), max_length=10, choices=Rate, default=Rate.DAILY)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)

    class Meta:
        verbose_name = _("notice settings")
        verbose_name_plural = _("notice settings")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_rate_display()}"
