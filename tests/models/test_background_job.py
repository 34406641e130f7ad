"""Work is claimed by one worker, tried again with patience, and parked for a person."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from claims.models import Article, Source
from claims.models.background_job import backoff
from tests import factories


@pytest.fixture
def source(db):
    return factories.SourceFactory(due_at=timezone.now())


def test_row_is_due_until_it_is_taken(source):
    before = list(Source.objects.due())

    taken = Source.objects.take(source.pk)

    source.refresh_from_db()
    assert (before, taken, list(Source.objects.due())) == ([source], True, [])
    assert source.attempts == 1


def test_row_is_taken_once(source):
    assert [Source.objects.take(source.pk) for _number in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    "values", [{"due_at": None}, {"parked_at": "2026-01-01T00:00:00Z"}], ids=str
)
def test_row_that_is_not_wanted_is_not_taken(source, values):
    Source.objects.filter(pk=source.pk).update(**values)

    assert Source.objects.take(source.pk) is False


def test_row_whose_time_has_not_come_is_not_taken(source):
    Source.objects.filter(pk=source.pk).update(due_at=timezone.now() + timedelta(minutes=1))

    assert Source.objects.take(source.pk) is False


def test_row_of_a_dead_worker_comes_back(source, settings):
    now = timezone.now()
    Source.objects.take(source.pk, now)

    during = Source.objects.take(source.pk, now + settings.WORK_LEASE / 2)
    after = Source.objects.take(source.pk, now + settings.WORK_LEASE + timedelta(seconds=1))

    assert (during, after) == (False, True)


def test_one_of_many_workers_gets_the_row(transactional_db):
    source = factories.SourceFactory(due_at=timezone.now())
    barrier, won, failures = threading.Barrier(4), [], []

    def work(number: int) -> None:
        try:
            barrier.wait()
            if Source.objects.take(source.pk):
                won.append(number)
        except Exception as error:
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    source.refresh_from_db()
    assert failures == []
    assert len(won) == 1
    assert source.attempts == 1


def test_finished_row_is_wanted_when_it_says_so(source):
    row = Source.objects.lease(source.pk)
    later = timezone.now() + timedelta(hours=1)

    ended = row.finish(due_at=later)

    source.refresh_from_db()
    assert ended is True
    assert (source.due_at, source.lease_until, source.attempts) == (later, None, 0)


def test_row_asked_for_during_the_work_stays_due(source):
    row = Source.objects.lease(source.pk)
    Source.objects.get(pk=source.pk).enqueue()

    row.finish()

    source.refresh_from_db()
    assert source.due_at is not None
    assert list(Source.objects.due()) == [source]


def test_failed_row_waits_longer_each_time(source, settings):
    settings.WORK_MAX_ATTEMPTS = 10
    waits = []
    for _number in range(3):
        Source.objects.filter(pk=source.pk).update(due_at=timezone.now())
        row = Source.objects.lease(source.pk)
        row.fail("Keine Antwort")
        source.refresh_from_db()
        waits.append((source.due_at - timezone.now()).total_seconds())

    assert source.last_error == "Keine Antwort"
    assert 20 < waits[0] < 40 < waits[1] < 80 < waits[2] < 160


@pytest.mark.parametrize(
    ("attempts", "least", "most"), [(0, 22, 38), (1, 22, 38), (2, 45, 75), (50, 16200, 27000)]
)
def test_backoff_doubles_up_to_six_hours(attempts, least, most):
    assert all(least <= backoff(attempts).total_seconds() <= most for _number in range(100))


def test_row_that_keeps_failing_is_parked(source, settings):
    for _number in range(settings.WORK_MAX_ATTEMPTS):
        Source.objects.filter(pk=source.pk).update(due_at=timezone.now())
        Source.objects.lease(source.pk).fail("Keine Antwort")

    source.refresh_from_db()
    assert list(Source.objects.parked()) == [source]
    assert list(Source.objects.due(timezone.now() + timedelta(days=1))) == []


def test_row_that_kills_its_workers_is_parked(source, settings):
    now = timezone.now()
    for number in range(settings.WORK_MAX_ATTEMPTS):
        assert Source.objects.lease(source.pk, now + number * 2 * settings.WORK_LEASE)

    row = Source.objects.lease(
        source.pk, now + settings.WORK_MAX_ATTEMPTS * 2 * settings.WORK_LEASE
    )

    source.refresh_from_db()
    assert row is None
    assert source.parked_at is not None
    assert source.last_error != ""


def test_parked_row_is_tried_again_when_asked(source):
    Source.objects.filter(pk=source.pk).update(parked_at=timezone.now(), attempts=3)
    source.refresh_from_db()

    source.enqueue()

    source.refresh_from_db()
    assert (source.parked_at, source.attempts) == (None, 0)
    assert Source.objects.take(source.pk) is True


def test_worker_that_lost_its_lease_writes_nothing(source, settings):
    now = timezone.now()
    slow = Source.objects.lease(source.pk, now)
    quick = Source.objects.lease(source.pk, now + 2 * settings.WORK_LEASE)

    ended = (slow.finish(), slow.fail("zu spät"))

    source.refresh_from_db()
    assert ended == (False, False)
    assert source.lease_until == quick.lease_until
    assert source.last_error == ""


def test_articles_wait_for_extraction(db):
    waiting = factories.ArticleFactory(due_at=timezone.now())
    factories.ArticleFactory()

    assert list(Article.objects.awaiting_extraction()) == [waiting]
