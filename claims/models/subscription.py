"""Feeds of other houses that are looked into for new articles, and what stood in them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.intake import Intake


class SubscriptionQuerySet(BackgroundJobQuerySet):
    def awaiting_poll(self) -> SubscriptionQuerySet:
        rows: SubscriptionQuerySet = self.due().filter(is_paused=False)
        return rows


class Subscription(BackgroundJob):
    """An RSS or Atom address. ``due_at``: when it is looked into next."""

    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address of the feed"), max_length=2000, unique=True)
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Of the articles; otherwise found in their pages."),
    )
    interval = models.PositiveIntegerField(
        _("every so many minutes"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(7 * 24 * 60)],
    )
    is_paused = models.BooleanField(_("paused"), default=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    checked_at = models.DateTimeField(_("last looked into"), null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(interval__gte=5), name="subscription_polite")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def max_attempts(self) -> int:
        """A feed may be away for some hours before a person is asked."""
        return 10


class SubscriptionEntry(models.Model):
    """An entry that was seen in a feed, once; ``intake`` unless the article was known already."""

    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name=_("subscription"),
    )
    identity = models.CharField(max_length=64, editable=False)  # SHA-256 of its id, or its address
    url = models.URLField(_("web address"), max_length=2000)
    title = models.CharField(_("title"), max_length=500, blank=True)
    intake = models.OneToOneField(
        Intake,
        on_delete=models.PROTECT,
        null=True,
        related_name="entry",
        verbose_name=_("address to take in"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    seen_at = models.DateTimeField(_("seen"), auto_now_add=True)

    class Meta:
        verbose_name = _("entry of a feed")
        verbose_name_plural = _("entries of feeds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "identity"], name="entry_seen_once")
        ]

    def __str__(self) -> str:
        return self.title or self.url
