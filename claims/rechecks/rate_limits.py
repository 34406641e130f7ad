"""No web server is asked more often than once in a while, by all workers together; nor are all of
them together asked more often within an hour than the desk allows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from claims.models.recheck import Host

MAX_WAIT = timedelta(seconds=20)
HOUR = timedelta(hours=1)

Slots = list[datetime]


class HostBusyError(Exception):
    """So many wait for this server that the work had better be done later."""


def wait_for_slot(url: str) -> None:
    """Sleep until the server of ``url`` may be asked. Raises HostBusyError if it is long."""
    name = host_of(url)
    turns = reserve_slots({name: [1]})[name][0]
    if turns is None:
        raise HostBusyError(name)
    time.sleep(max(0.0, (turns[0] - timezone.now()).total_seconds()))


def host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()[:260]


def reserve_slots(wanted: Mapping[str, Sequence[int]]) -> dict[str, list[Slots | None]]:
    """For each server, and each of those who want so many turns: the moments, or None if busy.

    Turns are reserved by a conditional UPDATE, so that no two workers get the same one. Who begins
    within the patience gets all it wants; the others had better come back.
    """
    if not _is_limited(wanted):
        now = timezone.now()
        return {name: [[now] * count for count in counts] for name, counts in wanted.items()}
    known = _hosts([*wanted, Host.ALL])
    everybody = known[Host.ALL]
    allowed = _take(everybody, sum(map(sum, wanted.values())))
    given = {}
    for name, counts in wanted.items():
        given[name] = _reserve(known[name], counts, allowed)
        allowed -= _taken(given[name])
    if allowed and _budget(everybody):
        _give_back(everybody, allowed)
    return given


def budget_spent_until() -> datetime | None:
    """When the hour ends in which all servers together were asked as often as they may be; None
    while there is something left of it."""
    now = timezone.now()
    everybody = Host.objects.filter(name=Host.ALL).first()
    if everybody is None or everybody.hour is None or _left(everybody, now) > 0:
        return None
    return everybody.hour + HOUR


def _is_limited(names: Iterable[str]) -> bool:
    """Whether the settings or the editors have set a limit to one of these servers, or to all."""
    if settings.RECHECK_SPACING or settings.RECHECK_HOST_BUDGET or settings.RECHECK_BUDGET:
        return True
    return Host.objects.filter(name__in=[*names, Host.ALL], budget__isnull=False).exists()


def _hosts(names: Iterable[str]) -> dict[str, Host]:
    """The row of each server; one that is new is written."""
    known = Host.objects.in_bulk(list(names), field_name="name")
    missing = [Host(name=name, free_at=timezone.now()) for name in names if name not in known]
    if missing:
        Host.objects.bulk_create(missing, ignore_conflicts=True)
        known = Host.objects.in_bulk(list(names), field_name="name")
    return known


def _take(everybody: Host, most: int) -> int:
    """Take so many requests of the hour of all servers, or what is left of it; the number taken."""
    while True:
        now = timezone.now()
        taken = int(min(most, _left(everybody, now)))
        if not _budget(everybody) or not taken or _write(everybody, now, everybody.free_at, taken):
            return taken
        everybody.refresh_from_db()


def _give_back(everybody: Host, count: int) -> None:
    """Servers were too busy for so many of the requests that were taken."""
    rows = Host.objects.filter(pk=everybody.pk, asked__gte=count)
    rows.update(asked=F("asked") - count)


def _reserve(host: Host, counts: Sequence[int], allowed: int) -> list[Slots | None]:
    """The turns at one server; all together no more than ``allowed``."""
    while True:
        now = timezone.now()
        free_at, left = _free_at(host.free_at, now), min(_left(host, now), allowed)
        given: list[Slots | None] = []
        for count in counts:
            busy = free_at > now + MAX_WAIT or left < count
            given.append(None if busy else _row(free_at, count))
            if not busy:
                free_at, left = free_at + count * settings.RECHECK_SPACING, left - count
        taken = _taken(given)
        if not taken or _write(host, now, free_at, taken):
            return given
        host.refresh_from_db()


def _taken(given: Iterable[Slots | None]) -> int:
    return sum(len(turns) for turns in given if turns)


def _row(first: datetime, count: int) -> Slots:
    return [first + number * settings.RECHECK_SPACING for number in range(count)]


def _write(host: Host, now: datetime, free_at: datetime, taken: int) -> bool:
    """Take the turns, unless somebody else took some since the row was read."""
    hour, asked = _this_hour(host, now)
    unchanged = Host.objects.filter(pk=host.pk, free_at=host.free_at, asked=host.asked)
    return unchanged.update(free_at=free_at, hour=hour, asked=asked + taken) == 1


def _left(host: Host, now: datetime) -> float:
    """How often the server, or all of them, may still be asked within this hour."""
    budget = _budget(host)
    return max(0, budget - _this_hour(host, now)[1]) if budget else float("inf")


def _budget(host: Host) -> int:
    """How often it may be asked within an hour; 0: as often as may be."""
    by_settings = settings.RECHECK_HOST_BUDGET if host.name else settings.RECHECK_BUDGET
    return int(host.budget or by_settings)


def _this_hour(host: Host, now: datetime) -> tuple[datetime, int]:
    """When the hour that counts began, and how often the server was asked since."""
    if host.hour is None or not now - HOUR < host.hour <= now:
        return now, 0
    return host.hour, host.asked


def _free_at(free_at: datetime, now: datetime) -> datetime:
    """The next free moment. One that nobody can have reserved comes from a clock that was wrong."""
    if free_at > now + MAX_WAIT + settings.WORK_LEASE:
        return now
    return max(free_at, now)
