"""Addresses of articles that wait to be fetched and taken in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet


class IntakeQuerySet(BackgroundJobQuerySet):
    def awaiting_fetch(self) -> IntakeQuerySet:
        return self.due()


class Intake(BackgroundJob):
    """One address. ``due_at`` set: it waits to be fetched; ``article``: what came of it."""

    url = models.URLField(_("web address"), max_length=2000)
    # Title, publisher and the like, as claims.ingest.articles.ingest_text takes them.
    options = models.JSONField(default=dict, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        related_name="intakes",
        verbose_name=_("article"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("address to take in")
        verbose_name_plural = _("addresses to take in")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.url

    @property
    def state(self) -> str:
        """``done``, ``failed`` for good, or still ``waiting``."""
        if self.article_id:
            return "done"
        return "failed" if self.parked_at else "waiting"
