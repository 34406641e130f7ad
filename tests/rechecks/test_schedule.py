"""When a claim is looked at again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from claims.models import Claim, Publication, RecheckPolicy, Verdict
from claims.rechecks import schedule
from claims.rechecks.schedule_rules import Rules
from tests.factories import published_claim

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(monkeypatch):
    """The policy of a published claim; no jitter, time stands still."""
    monkeypatch.setattr(schedule, "JITTER", 0)
    with time_machine.travel(NOW, tick=False):
        yield published_claim().recheck_policy


def test_due_claims_are_those_whose_time_has_come(policy):
    assert list(schedule.due_claims()) == []
    assert list(schedule.due_claims(NOW + timedelta(days=1))) == [policy]


@pytest.mark.parametrize(
    "values",
    [
        {"paused_until": date(2026, 11, 24), "pause_reason": "Ferien"},
        {"parked_at": NOW},
        {"lease_until": NOW + timedelta(days=2)},
        {"due_at": None},
    ],
)
def test_due_claims_leave_out(policy, values):
    RecheckPolicy.objects.update(**values)

    assert list(schedule.due_claims(NOW + timedelta(days=1))) == []


def test_due_claims_leave_out_retracted_ones(policy):
    Publication.objects.update(retracted_at=NOW)

    assert list(schedule.due_claims(NOW + timedelta(days=1))) == []


def test_due_claims_come_in_the_order_of_their_waiting(policy):
    other = published_claim().recheck_policy
    RecheckPolicy.objects.filter(pk=other.pk).update(due_at=NOW - timedelta(hours=1))

    assert list(schedule.due_claims(NOW + timedelta(days=1))) == [other, policy]


def test_due_claims_are_found_by_an_index(policy):
    """However few rows there are here, the database could read them in the index's order."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    assert "recheckpolicy_due" in schedule.due_claims()[:100].explain()


def test_schedule_takes_up_a_forgotten_claim(policy):
    claim = policy.claim
    policy.delete()
    claim = Claim.objects.get(pk=claim.pk)

    assert schedule.unscheduled() == [claim]
    assert schedule.schedule(claim).due_at == NOW + timedelta(days=1)
    assert schedule.unscheduled() == []


def test_unscheduled_finds_an_old_claim_when_its_turn_comes(policy, monkeypatch):
    monkeypatch.setattr(schedule, "SWEEP_SLICE_SIZE", 1)
    claim = policy.claim
    policy.delete()
    Publication.objects.update(updated_at=NOW - timedelta(days=9))
    slices = Publication.objects.order_by("-pk").first().pk + 1

    found = []
    for turn in range(slices):
        with time_machine.travel(NOW + timedelta(seconds=30 * turn), tick=False):
            found += schedule.unscheduled()

    assert found == [claim]
    assert schedule.unscheduled(everywhere=True) == [claim]


def test_put_off_paused_moves_what_is_due_to_the_end_of_its_pause(policy, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    RecheckPolicy.objects.update(due_at=NOW, paused_until=date(2026, 11, 24), pause_reason="x")

    assert (schedule.defer_paused(), schedule.defer_paused()) == (1, 0)

    policy.refresh_from_db()
    assert policy.due_at == datetime(2026, 11, 24, tzinfo=ZoneInfo("Europe/Zurich"))


def test_schedule_leaves_an_earlier_date(policy):
    RecheckPolicy.objects.update(due_at=NOW)

    assert schedule.schedule(policy.claim).due_at == NOW


def test_ask_for_wants_a_look_now_even_if_parked(policy):
    RecheckPolicy.objects.update(parked_at=NOW, attempts=3, last_error="x")

    schedule.request_recheck(policy.claim)

    assert list(schedule.due_claims()) == [policy]


def test_plan_waits_longer_while_nothing_changes(policy):
    plan = schedule.plan(policy, Rules(), has_news=False, has_failures=False)

    assert plan == (timedelta(hours=36), NOW + timedelta(hours=36))


def test_plan_never_waits_longer_than_a_month(policy):
    policy.interval = timedelta(days=29)

    assert schedule.plan(policy, Rules(), has_news=False, has_failures=False).interval == timedelta(
        days=30
    )


def test_plan_looks_soon_after_news(policy):
    policy.interval = timedelta(days=20)

    assert schedule.plan(
        policy, Rules(), has_news=True, has_failures=False
    ).due_at == NOW + timedelta(days=1)


def test_plan_tries_again_the_same_day_after_a_failure(policy):
    policy.interval = timedelta(days=20)

    plan = schedule.plan(policy, Rules(), has_news=False, has_failures=True)

    assert plan.due_at == NOW + timedelta(hours=8)


def test_plan_spreads_its_dates(policy, monkeypatch):
    monkeypatch.setattr(schedule, "JITTER", 0.1)

    dates = {
        schedule.plan(policy, Rules(), has_news=False, has_failures=False).due_at
        for _time in range(20)
    }

    assert len(dates) == 20
    assert min(dates) >= NOW + timedelta(hours=32.4)
    assert max(dates) <= NOW + timedelta(hours=39.6)


@pytest.mark.parametrize("kind", ["prediction", "intention"])
def test_plan_does_not_sleep_through_the_date_of_a_prediction(policy, kind, settings):
    settings.TIME_ZONE = "Europe/Zurich"
    policy.claim.kind, policy.claim.resolves_on = kind, date(2026, 11, 23)

    plan = schedule.plan(policy, Rules(), has_news=False, has_failures=False)

    assert plan.due_at == datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Zurich"))


def test_plan_does_not_sleep_through_the_end_of_a_verdict(policy, monkeypatch):
    verdict = Verdict(expires_on=date(2026, 11, 23))
    monkeypatch.setattr(schedule, "published_verdicts", lambda _claim: [verdict])

    plan = schedule.plan(policy, Rules(), has_news=False, has_failures=False)

    assert timezone.localdate(plan.due_at) == date(2026, 11, 23)


@pytest.mark.parametrize("night", [datetime(2026, 3, 28, 23, 30), datetime(2026, 10, 24, 22, 30)])
def test_a_day_is_a_day_in_the_nights_when_the_clock_is_changed(policy, night):
    """Intervals are counted in UTC: a daily check runs once, never twice or not at all."""
    with time_machine.travel(night.replace(tzinfo=UTC), tick=False):
        policy.interval = timedelta(hours=16)

        plan = schedule.plan(policy, Rules(), has_news=False, has_failures=False)

        assert plan.due_at - timezone.now() == timedelta(hours=24)
