"""Who may use the API in whose name, and which of their writes have been answered already."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

IDEMPOTENCY_KEY_LIFETIME = timedelta(
    hours=24
)  # how long an answer is repeated to whoever sends the same key


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self, now: datetime | None = None) -> ApiTokenQuerySet:
        return self.filter(expiry__gt=now or timezone.now())


class ApiToken(AbstractAuthToken):  # type: ignore[misc]
    """A token that acts in the name of ``user``. The token itself is not kept, only its digest."""

    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for."))
    reads_only = models.BooleanField(_("may only read"), default=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False), name="apitoken_expires"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return bool(self.expiry <= timezone.now())


class IdempotencyKey(models.Model):
    """A write that was sent with a key: under way while ``status`` is NULL, else its answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, address and content
    started_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    location = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotencykey_unique")
        ]

    def __str__(self) -> str:
        return self.key
