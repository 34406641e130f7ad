"""The terms of a re-check: how often, and when not. The claim's own go before its kind's, these
before those for all claims, and these before the settings.

Hours are those of the desk's clock (TIME_ZONE), whoever reads and wherever the worker runs.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims.models import RecheckRule
from claims.models.recheck import RecheckTerms

MAX_INTERVAL = timedelta(days=30)
QUIET_END_SPREAD = timedelta(minutes=30)  # over which what waited for the end of a pause is spread
WHOLE_DAY = timedelta(days=1)

Quiet = tuple[time, time]  # from, until; both the same: none


@dataclass(frozen=True)
class Schedule:
    """``approval_days``: how long an approval is good for; 0: for ever."""

    shortest: timedelta
    longest: timedelta
    quiet: Quiet | None
    approval_days: int
    paused_until: date | None

    def allowed(self, moment: datetime) -> datetime:
        """The first moment from then on that is neither in a pause nor in quiet hours."""
        if self.paused_until is not None:
            moment = max(moment, beginning_of(self.paused_until))
        return _end_of_quiet(self.quiet, moment) if self.quiet else moment

    def spread(self, moment: datetime) -> datetime:
        """``allowed``, and some while later by chance if it had to wait: not all at once."""
        allowed = self.allowed(moment)
        if allowed == moment:
            return moment
        later = allowed + random.random() * QUIET_END_SPREAD  # noqa: S311
        return later if self.allowed(later) == later else allowed


class Rules:
    """The rules of the desk as they stand, read once for many claims."""

    def __init__(self) -> None:
        self.by_kind = {rule.kind: rule for rule in RecheckRule.objects.all()}

    def terms(self, policy: RecheckTerms | None, kind: str) -> Schedule:
        """What holds for a claim of this kind with this policy."""
        levels = [policy, self.by_kind.get(kind), self.by_kind.get("")]
        said = [level for level in levels if level is not None]
        hours = _first(said, "shortest_hours")
        shortest = settings.RECHECK_INTERVAL if hours is None else timedelta(hours=hours)
        days = _first(said, "longest_days")
        longest = MAX_INTERVAL if days is None else timedelta(days=days)
        quiet = _first(said, "quiet")
        approval_days = _first(said, "approval_days")
        return Schedule(
            shortest=shortest,
            longest=max(longest, shortest),
            quiet=quiet if quiet and quiet[0] != quiet[1] else None,
            approval_days=settings.RECHECK_APPROVAL_DAYS
            if approval_days is None
            else approval_days,
            # A pause further out stops what is within.
            paused_until=max(
                (each.paused_until for each in said if each.paused_until), default=None
            ),
        )


def beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())


def _first(levels: list[RecheckTerms], name: str) -> Any:
    values = (getattr(level, name) for level in levels)
    return next((value for value in values if value is not None), None)


def _end_of_quiet(quiet: Quiet, moment: datetime) -> datetime:
    """``moment``, or the end of the quiet hours that it falls into."""
    begin, end = quiet
    local = moment.astimezone(timezone.get_default_timezone())
    now = local.time()
    over_midnight = end < begin
    if not (now >= begin or now < end if over_midnight else begin <= now < end):
        return moment
    day = local.date() + (WHOLE_DAY if over_midnight and now >= begin else timedelta())
    return _at(day, end)


def _at(day: date, hour: time) -> datetime:
    """The moment at which the desk's clock has shown this hour for the last time that day.

    An hour that is left out in spring is past when the clock has jumped over it; of one that
    comes twice in autumn the second counts.
    """
    zone = timezone.get_default_timezone()
    both = [datetime.combine(day, hour, zone).replace(fold=fold) for fold in (0, 1)]
    return max(moment.astimezone(UTC) for moment in both)
