"""One web server is asked at its pace, whoever asks."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from claims.models.recheck import Host
from claims.rechecks.politeness import PATIENCE, HostBusyError, wait_for_turn

URL = "https://polizei.example/statistik"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spacing(settings):
    settings.RECHECK_SPACING = timedelta(milliseconds=100)


def test_wait_for_turn_lets_the_first_through_and_the_second_wait():
    began = time.monotonic()

    wait_for_turn(URL)
    at_once = time.monotonic() - began
    wait_for_turn(f"{URL}-2")

    assert at_once < 0.09
    assert time.monotonic() - began >= 0.1


def test_wait_for_turn_does_not_hold_up_other_servers():
    wait_for_turn(URL)
    began = time.monotonic()

    wait_for_turn("https://gericht.example/")

    assert time.monotonic() - began < 0.09


def test_wait_for_turn_does_not_wait_for_ever():
    Host.objects.create(
        name="polizei.example", free_at=timezone.now() + PATIENCE + 2 * timedelta(milliseconds=90)
    )

    with pytest.raises(HostBusyError):
        wait_for_turn(URL)


def test_wait_for_turn_mistrusts_a_clock_that_was_an_hour_fast():
    Host.objects.create(name="polizei.example", free_at=timezone.now() + timedelta(hours=1))

    wait_for_turn(URL)

    assert Host.objects.get().free_at < timezone.now() + timedelta(seconds=1)


@pytest.mark.django_db(transaction=True)
def test_wait_for_turn_keeps_the_pace_of_many_workers():
    def work(_number):
        try:
            wait_for_turn(URL)
            return timezone.now()
        finally:
            connections.close_all()

    began = timezone.now()
    with ThreadPoolExecutor(4) as pool:
        turns = sorted(pool.map(work, range(12)))

    # Twelve turns were given out, each its own, and nobody went before theirs.
    assert Host.objects.get().free_at >= began + timedelta(seconds=1.2)
    for number, turn in enumerate(turns):
        assert turn >= began + timedelta(seconds=0.1 * number)
