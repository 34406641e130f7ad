"""Rows that a background task works on: due, leased to one worker, retried, parked.

The row is the truth, the message in the broker only a wake-up. A worker claims a row with a
conditional UPDATE whose row count is checked, which holds on SQLite and on PostgreSQL alike; a
lease that nobody ends runs out, and the next sweep hands the row to another worker.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BackgroundJobQuerySet(models.QuerySet[Any]):
    def due(self, now: datetime | None = None) -> Self:
        """Rows whose time has come, that no worker holds and that are not parked."""
        now = now or timezone.now()
        return self.filter(due_at__lte=now, parked_at__isnull=True).filter(_unleased(now))

    def parked(self) -> Self:
        """Rows that failed too often and wait for a person."""
        return self.filter(parked_at__isnull=False)

    def take(self, pk: int, now: datetime | None = None) -> bool:
        """Lease the row to the caller; False if it is not due or another worker was faster."""
        now = now or timezone.now()
        taken = (
            self.due(now)
            .filter(pk=pk)
            .update(lease_until=now + settings.WORK_LEASE, attempts=F("attempts") + 1)
        )
        return taken == 1

    def lease(self, pk: int, now: datetime | None = None) -> Any | None:
        """Take the row and load it; None if it is not due or another worker holds it.

        A row that killed its worker again and again could never report it: it is parked here.
        """
        if not self.take(pk, now):
            return None
        row = self.model._default_manager.get(pk=pk)
        if row.attempts > row.max_attempts:
            row.fail(str(_("The worker was ended in the middle of this work, again and again.")))
            return None
        return row


def _unleased(now: datetime) -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lt=now)


class BackgroundJob(models.Model):
    """The columns of a row that background work is done on. ``due_at`` NULL: nothing to do."""

    due_at = models.DateTimeField(_("due at"), null=True, blank=True, db_index=True)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    parked_at = models.DateTimeField(_("parked since"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["-parked_at"], condition=Q(parked_at__isnull=False), name="%(class)s_parked"
            )
        ]

    @property
    def max_attempts(self) -> int:
        """So often it is tried before the row is parked."""
        return int(settings.WORK_MAX_ATTEMPTS)

    def finish(self, *, due_at: datetime | None = None) -> bool:
        """End the lease after success; ``due_at`` says when the row is wanted again, if ever.

        False if the lease had run out and another worker has the row. A row that was asked for
        again in the meantime stays due.
        """
        asked_at, lease = self.due_at, self.lease_until
        self.due_at, self.lease_until, self.attempts = due_at, None, 0
        self.last_error, self.parked_at = "", None
        unless_asked = Case(When(due_at=asked_at, then=Value(due_at)), default=F("due_at"))
        return self._end(lease, unless_asked)

    def fail(self, error: str) -> bool:
        """End the lease after a failure: back off and try again, or park the row for a person."""
        now, lease = timezone.now(), self.lease_until
        self.last_error, self.lease_until = error[:2000], None
        if self.attempts >= self.max_attempts:
            self.parked_at = now
        else:
            self.due_at = now + backoff(self.attempts)
        return self._end(lease, self.due_at)

    def give_up(self, error: str) -> bool:
        """End the lease and park the row: trying again would change nothing."""
        lease = self.lease_until
        self.last_error, self.lease_until, self.parked_at = error[:2000], None, timezone.now()
        return self._end(lease, self.due_at)

    def enqueue(self) -> None:
        """Want the row worked on now, also if it was parked; who works on it is not disturbed."""
        self.due_at, self.parked_at, self.attempts, self.last_error = timezone.now(), None, 0, ""
        self.save(update_fields=["due_at", "attempts", "last_error", "parked_at"])

    def _end(self, lease: datetime | None, due_at: Any) -> bool:
        """Write the row's columns, unless another worker has leased it since."""
        return bool(
            type(self)
            ._default_manager.filter(pk=self.pk, lease_until=lease)
            .update(
                due_at=due_at,
                lease_until=None,
                attempts=self.attempts,
                last_error=self.last_error,
                parked_at=self.parked_at,
            )
        )


def backoff(attempts: int) -> timedelta:
    """Half a minute, doubled with each attempt up to six hours, with a quarter of jitter."""
    seconds = min(30 * 2 ** max(attempts - 1, 0), 6 * 3600)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311
