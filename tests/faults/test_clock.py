"""Clocks that jump, nights that have 23 or 25 hours, and a beat that slept for three days."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from claims import tasks
from claims.models import Finding, RecheckPolicy, RecheckResult, RecheckRun
from claims.rechecks import schedule
from claims.rechecks.fetching import fetch_source
from claims.rechecks.runner import recheck

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_worker_whose_clock_is_an_hour_fast_and_another_report_once(desk):
    """To the fast one the other's lease has run out; it begins anew, the other writes nothing."""
    desk.publish(1)
    [claim] = desk.claims
    runs = []

    def meanwhile(wanted):
        with time_machine.travel(timezone.now() + HOUR):
            runs.append(recheck(claim))
        return fetch_source(wanted)

    runs.append(recheck(claim, look=meanwhile))

    assert [run.state for run in runs] == ["done", "failed"]
    assert RecheckResult.objects.count() == 1
    assert Finding.objects.get().count == 1
    assert RecheckPolicy.objects.get(claim=claim).lease_until is None


@pytest.mark.parametrize("step", [1, -1])
def test_a_clock_that_is_set_anew_costs_or_repeats_no_look(desk, step, monkeypatch):
    """It jumps by an hour after half a day, for whatever reason."""
    monkeypatch.setattr(schedule, "JITTER", 0)
    looks = []
    with time_machine.travel(NOW, tick=False) as clock:
        desk.publish(1)
        for hour in range(70):
            RecheckPolicy.objects.update(interval=16 * HOUR)  # after a calm look it grows to a day
            clock.move_to(NOW + (hour + (step if hour > 12 else 0)) * HOUR)
            before = RecheckRun.objects.count()
            tasks.recheck_due()
            looks += [hour] * (RecheckRun.objects.count() - before)

    assert looks == [0, 24 - step, 48 - step]
    assert not RecheckRun.objects.exclude(state="done").exists()


@pytest.mark.parametrize("night", [datetime(2026, 3, 28, 12), datetime(2026, 10, 24, 12)])
def test_a_daily_look_happens_once_a_day_when_summer_time_comes_and_goes(desk, night, monkeypatch):
    monkeypatch.setattr(schedule, "JITTER", 0)
    start = night.replace(tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        desk.publish(1, changed=0)
        for half_hour in range(3 * 48):
            RecheckPolicy.objects.update(interval=16 * HOUR)
            clock.move_to(start + half_hour * HOUR / 2)
            tasks.recheck_due()
        days = Counter(
            map(timezone.localdate, RecheckRun.objects.values_list("started_at", flat=True))
        )

    assert list(days.values()) == [1, 1, 1]
    assert not RecheckRun.objects.exclude(state="done").exists()


def test_three_days_without_beat_are_made_good_once_each_and_spread(desk):
    desk.publish(6, changed=1)
    RecheckPolicy.objects.update(due_at=timezone.now() - 3 * DAY, interval=DAY)

    for _sweep in range(3):
        tasks.recheck_due()

    desk.assert_all_is_well()
    assert set(desk.times_asked().values()) == {1}
    planned = RecheckPolicy.objects.values_list("due_at", flat=True)
    assert len(set(planned)) == 6
    assert min(planned) > timezone.now() + 20 * HOUR
