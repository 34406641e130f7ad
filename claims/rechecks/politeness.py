"""No web server is asked more often than once in a while, by all workers together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from claims.models.recheck import Host

PATIENCE = timedelta(seconds=20)
HOUR = timedelta(hours=1)

Turns = list[datetime]


class HostBusyError(Exception):
    """So many wait for this server that the work had better be done later."""


def wait_for_turn(url: str) -> None:
    """Sleep until the server of ``url`` may be asked. Raises HostBusyError if it is long."""
    name = host_of(url)
    turns = take_turns({name: [1]})[name][0]
    if turns is None:
        raise HostBusyError(name)
    time.sleep(max(0.0, (turns[0] - timezone.now()).total_seconds()))


def host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()[:260]


def take_turns(wanted: Mapping[str, Sequence[int]]) -> dict[str, list[Turns | None]]:
    """For each server, and each of those who want so many turns: the moments, or None if busy.

    Turns are reserved by a conditional UPDATE, so that no two workers get the same one. Who begins
    within the patience gets all it wants; the others had better come back.
    """
    if not settings.RECHECK_SPACING and not settings.RECHECK_HOST_BUDGET and not _budgets(wanted):
        now = timezone.now()
        return {name: [[now] * count for count in counts] for name, counts in wanted.items()}
    known = _hosts(wanted)
    return {name: _reserve(known[name], counts) for name, counts in wanted.items()}


def _budgets(names: Iterable[str]) -> bool:
    """Whether editors have set the budget of one of these servers."""
    return Host.objects.filter(name__in=list(names), budget__isnull=False).exists()


def _hosts(names: Iterable[str]) -> dict[str, Host]:
    """The row of each server; one that is new is written."""
    known = Host.objects.in_bulk(list(names), field_name="name")
    missing = [Host(name=name, free_at=timezone.now()) for name in names if name not in known]
    if missing:
        Host.objects.bulk_create(missing, ignore_conflicts=True)
        known = Host.objects.in_bulk(list(names), field_name="name")
    return known


def _reserve(host: Host, counts: Sequence[int]) -> list[Turns | None]:
    while True:
        now = timezone.now()
        free_at, left = _free_at(host.free_at, now), _left(host, now)
        given: list[Turns | None] = []
        for count in counts:
            busy = free_at > now + PATIENCE or left < count
            given.append(None if busy else _row(free_at, count))
            if not busy:
                free_at, left = free_at + count * settings.RECHECK_SPACING, left - count
        taken = sum(len(turns) for turns in given if turns)
        if not taken or _write(host, now, free_at, taken):
            return given
        host.refresh_from_db()


def _row(first: datetime, count: int) -> Turns:
    return [first + number * settings.RECHECK_SPACING for number in range(count)]


def _write(host: Host, now: datetime, free_at: datetime, taken: int) -> bool:
    """Take the turns, unless somebody else took some since the row was read."""
    hour, asked = _this_hour(host, now)
    unchanged = Host.objects.filter(pk=host.pk, free_at=host.free_at, asked=host.asked)
    return unchanged.update(free_at=free_at, hour=hour, asked=asked + taken) == 1


def _left(host: Host, now: datetime) -> float:
    """How often the server may still be asked within this hour."""
    budget = host.budget or settings.RECHECK_HOST_BUDGET
    return budget - _this_hour(host, now)[1] if budget else float("inf")


def _this_hour(host: Host, now: datetime) -> tuple[datetime, int]:
    """When the hour that counts began, and how often the server was asked since."""
    if host.hour is None or not now - HOUR < host.hour <= now:
        return now, 0
    return host.hour, host.asked


def _free_at(free_at: datetime, now: datetime) -> datetime:
    """The next free moment. One that nobody can have reserved comes from a clock that was wrong."""
    if free_at > now + PATIENCE + settings.WORK_LEASE:
        return now
    return max(free_at, now)
