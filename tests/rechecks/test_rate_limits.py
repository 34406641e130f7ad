"""One web server is asked at its pace, whoever asks."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from claims.models.recheck import Host
from claims.rechecks.rate_limits import (
    MAX_WAIT,
    HostBusyError,
    budget_spent_until,
    reserve_slots,
    wait_for_slot,
)

URL = "https://polizei.example/statistik"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spacing(settings):
    settings.RECHECK_SPACING = timedelta(milliseconds=100)


@pytest.fixture
def waits(monkeypatch):
    """The seconds for which was waited, in a world whose clock stands."""
    seconds = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    with time_machine.travel("2026-01-05T12:00Z", tick=False):
        yield seconds


def test_wait_for_turn_lets_the_first_through_and_the_second_wait(waits):
    wait_for_slot(URL)
    wait_for_slot(f"{URL}-2")

    assert waits == [0, pytest.approx(0.1)]


def test_wait_for_turn_does_not_hold_up_other_servers(waits):
    wait_for_slot(URL)
    wait_for_slot("https://gericht.example/")

    assert waits == [0, 0]


def test_wait_for_turn_does_not_wait_for_ever():
    Host.objects.create(
        name="polizei.example", free_at=timezone.now() + MAX_WAIT + 2 * timedelta(milliseconds=90)
    )

    with pytest.raises(HostBusyError):
        wait_for_slot(URL)


def test_wait_for_turn_mistrusts_a_clock_that_was_an_hour_fast():
    Host.objects.create(name="polizei.example", free_at=timezone.now() + timedelta(hours=1))

    wait_for_slot(URL)

    assert Host.objects.get(name="polizei.example").free_at < timezone.now() + timedelta(seconds=1)


def test_take_turns_counts_all_servers_together(settings):
    settings.RECHECK_BUDGET = 5

    given = reserve_slots({"polizei.example": [1, 3], "gericht.example": [2, 1]})

    assert [len(turns or []) for turns in given["polizei.example"]] == [1, 3]
    assert [len(turns or []) for turns in given["gericht.example"]] == [0, 1]
    assert Host.objects.get(name=Host.ALL).asked == 5
    assert budget_spent_until() > timezone.now() + timedelta(minutes=59)
    with pytest.raises(HostBusyError):
        wait_for_slot(URL)


def test_take_turns_of_five_thousand_at_one_server_holds_up_no_other():
    """At a tenth of a second each, as many begin as fit into the patience; the rest come back."""
    given = reserve_slots({"polizei.example": [1] * 5000, "gericht.example": [1]})

    turns = [each[0] for each in given["polizei.example"] if each]
    assert len(turns) == MAX_WAIT / timedelta(seconds=0.1) + 1
    assert turns == [turns[0] + number * timedelta(seconds=0.1) for number in range(len(turns))]
    assert given["gericht.example"][0][0] < timezone.now()


def test_take_turns_gives_back_what_a_busy_server_had_no_time_for(settings):
    settings.RECHECK_BUDGET = 5
    Host.objects.create(name="polizei.example", free_at=timezone.now() + MAX_WAIT * 1.5)

    reserve_slots({"polizei.example": [3], "gericht.example": [1]})

    assert Host.objects.get(name=Host.ALL).asked == 1
    assert budget_spent_until() is None


def test_editors_budget_of_all_servers_goes_before_the_settings(settings):
    settings.RECHECK_BUDGET = 1
    now = timezone.now()
    Host.objects.create(name=Host.ALL, free_at=now, hour=now, asked=1, budget=2)

    wait_for_slot(URL)

    assert budget_spent_until() == now + timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_wait_for_turn_keeps_the_pace_of_many_workers():
    def work(_number):
        try:
            wait_for_slot(URL)
            return timezone.now()
        finally:
            connections.close_all()

    began = timezone.now()
    with ThreadPoolExecutor(4) as pool:
        turns = sorted(pool.map(work, range(12)))

    # Twelve turns were given out, each its own, and nobody went before theirs.
    assert Host.objects.get(name="polizei.example").free_at >= began + timedelta(seconds=1.2)
    for number, turn in enumerate(turns):
        assert turn >= began + timedelta(seconds=0.1 * number)


@pytest.mark.django_db(transaction=True)
def test_take_turns_keeps_many_workers_within_the_hour_of_all_servers(settings):
    settings.RECHECK_SPACING, settings.RECHECK_BUDGET = timedelta(), 10

    def work(number):
        try:
            turns = reserve_slots({f"{number}.example": [1] * 3})[f"{number}.example"]
            return len([each for each in turns if each])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(8))) == 10
