"""The log: who did what, when. Append-only in the database, each row bound to the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LOG_LOCK = 0x666163747321  # any number: all writers of the log take the same PostgreSQL lock

# Deeds by which a person has a hand in what an article's claims say, or in which there are.
CONTENT_VERBS = ("suggest", "edit", "dismiss", "merge", "split", "propose")


class Event(models.Model):
    at = models.DateTimeField(_("when"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="claim_events",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=50, db_index=True)
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, related_name="events", verbose_name=_("claim")
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        related_name="events",
        verbose_name=_("article"),
    )
    data = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(_("hash of the row before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("log")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def computed_hash(self) -> str:
        """SHA-256 over this row and the hash of the row before it."""
        content = [
            self.previous_hash,
            self.at.isoformat(),
            self.actor_id,
            self.verb,
            self.claim_id,
            self.article_id,
            self.data,
        ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def record(
    verb: str,
    *,
    actor: User | None,
    claim: Claim | None = None,
    article: Article | None = None,
    **data: Any,
) -> Event:
    """Append one row to the log, within the transaction of the change that it tells of.

    ``actor`` is None for the machine. ``data`` must be JSON. Raises outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of the change it tells of.")
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])
    last = Event.objects.order_by("-pk").values_list("hash", flat=True).first()
    event = Event(
        at=timezone.now(),
        actor=actor,
        verb=verb,
        claim=claim,
        article=article or (claim.article if claim else None),
        data=data,
        previous_hash=last or "",
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    return event
