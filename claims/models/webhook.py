"""Who is told when something happens, and what is still to be told to whom."""

from __future__ import annotations

import base64

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.event import Event

PREFIX = "whsec_"


class WebhookEndpoint(models.Model):
    """An address that is told of events. ``secret`` signs; the one before does so for a day.

    It is made of ``seed`` and SECRET_KEY whenever it is needed: whoever reads the database alone
    cannot sign. A change of SECRET_KEY changes it; those of SECRET_KEY_FALLBACKS sign as well.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "claim.published", _("claim published")
        CORRECTED = "claim.corrected", _("claim corrected")
        RETRACTED = "claim.retracted", _("claim retracted")
        FINDING = "finding.opened", _("finding opened")

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("web address"), max_length=2000)
    kinds = models.JSONField(_("is told of"), default=list)
    is_active = models.BooleanField(_("in use"), default=True)
    # The columns kept the names that they had when the secrets themselves stood there.
    seed = models.CharField(max_length=100, editable=False, db_column="secret")
    previous_seed = models.CharField(
        max_length=100, blank=True, editable=False, db_column="previous_secret"
    )
    previous_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        return self.secrets[0]

    @property
    def secrets(self) -> list[str]:
        """Those that sign now, the newest first."""
        before = self.previous_until is not None and self.previous_until > timezone.now()
        seeds = [self.seed, self.previous_seed] if before else [self.seed]
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return list(dict.fromkeys(_secret(seed, key) for seed in seeds for key in keys))


def _secret(seed: str, key: str) -> str:
    """In the form of standardwebhooks. The first endpoints have their secret for a seed."""
    if seed.startswith(PREFIX):
        return seed
    digest = salted_hmac("claims.webhook", seed, secret=key, algorithm="sha256").digest()
    return PREFIX + base64.b64encode(digest).decode()


class WebhookDeliveryQuerySet(BackgroundJobQuerySet):
    def awaiting_delivery(self) -> WebhookDeliveryQuerySet:
        return self.due()


class WebhookDelivery(BackgroundJob):
    """One event for one endpoint, written in the transaction of the event itself."""

    endpoint = models.ForeignKey(
        WebhookEndpoint,
        on_delete=models.PROTECT,
        related_name="deliveries",
        verbose_name=_("webhook"),
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("event")
    )
    kind = models.CharField(_("what"), max_length=30, choices=WebhookEndpoint.Kind)
    payload = models.JSONField(_("content"))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhookdelivery_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.endpoint}"

    @property
    def max_attempts(self) -> int:
        """With waits that double up to six hours, for more than half a day."""
        return 12

    @property
    def message_id(self) -> str:
        """The same at every attempt: by it the receiver knows what it has had already."""
        return f"evt_{self.event_id}"
