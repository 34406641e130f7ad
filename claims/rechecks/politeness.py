"""No web server is asked more often than once in a while, by all workers together."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from claims.models.recheck import Host

PATIENCE = timedelta(seconds=20)


class HostBusyError(Exception):
    """So many wait for this server that the work had better be done later."""


def wait_for_turn(url: str) -> None:
    """Sleep until the server of ``url`` may be asked. Raises HostBusyError instead of long waits.

    The turn is reserved by a conditional UPDATE, so that no two workers get the same one.
    """
    name = urlsplit(url).netloc.lower()[:260]
    while True:
        now = timezone.now()
        host, _created = Host.objects.get_or_create(name=name, defaults={"free_at": now})
        turn = _turn(host.free_at, now)
        if turn > now + PATIENCE:
            raise HostBusyError(name)
        reserved = Host.objects.filter(pk=host.pk, free_at=host.free_at).update(
            free_at=turn + settings.RECHECK_SPACING
        )
        if reserved:
            time.sleep(max(0.0, (turn - timezone.now()).total_seconds()))
            return


def _turn(free_at: datetime, now: datetime) -> datetime:
    """The next free moment. One that nobody can have reserved comes from a clock that was wrong."""
    if free_at > now + PATIENCE + 2 * settings.RECHECK_SPACING:
        return now
    return max(free_at, now)
