"""What holds for a claim: its own terms before its kind's, these before the desk's; quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Finding, Publication, RecheckPolicy, RecheckRule
from claims.rechecks import batches, schedule
from claims.rechecks import schedule_rules as rules_of
from claims.rechecks.runner import recheck, recheck_due
from claims.rechecks.schedule_rules import Rules, Schedule
from tests.factories import RecheckPolicyFactory, published_claim

ZURICH = ZoneInfo("Europe/Zurich")
NOON = datetime(2026, 11, 22, 12, tzinfo=ZURICH)


@pytest.fixture(autouse=True)
def desk_in_zurich(settings, monkeypatch):
    settings.TIME_ZONE = "Europe/Zurich"
    monkeypatch.setattr(rules_of, "QUIET_END_SPREAD", timedelta(0))
    monkeypatch.setattr(schedule, "JITTER", 0)


def terms(**values):
    given = {
        "shortest": timedelta(days=1),
        "longest": timedelta(days=30),
        "quiet": None,
        "approval_days": 0,
        "paused_until": None,
    }
    return Schedule(**(given | values))


# --- Which terms hold -------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_rules_the_settings_hold(settings):
    settings.RECHECK_APPROVAL_DAYS = 400

    assert Rules().terms(None, "fact") == terms(approval_days=400)


@pytest.mark.django_db
def test_claim_goes_before_kind_and_kind_before_desk():
    RecheckRule.objects.create(
        kind="", shortest_hours=48, longest_days=20, quiet_from=time(22), quiet_until=time(6)
    )
    RecheckRule.objects.create(kind="number", shortest_hours=12, approval_days=90)
    policy = RecheckPolicy(shortest_hours=6)

    fact = Rules().terms(None, "fact")
    number = Rules().terms(None, "number")
    own = Rules().terms(policy, "number")

    assert [each.shortest / timedelta(hours=1) for each in (fact, number, own)] == [48, 12, 6]
    assert [each.longest / timedelta(days=1) for each in (fact, number, own)] == [20, 20, 20]
    assert {each.quiet for each in (fact, number, own)} == {(time(22), time(6))}
    assert [each.approval_days for each in (fact, number, own)] == [365, 90, 90]


@pytest.mark.django_db
def test_twice_the_same_hour_lifts_the_quiet_hours_of_the_desk():
    RecheckRule.objects.create(kind="", quiet_from=time(22), quiet_until=time(6))
    RecheckRule.objects.create(kind="number", quiet_from=time(0), quiet_until=time(0))

    assert Rules().terms(None, "number").quiet is None


@pytest.mark.django_db
def test_pause_of_the_desk_holds_for_a_claim_that_is_paused_for_shorter():
    RecheckRule.objects.create(kind="", paused_until=date(2026, 12, 27), pause_reason="Feiertage")
    policy = RecheckPolicy(paused_until=date(2026, 12, 1), pause_reason="x")

    assert Rules().terms(policy, "fact").paused_until == date(2026, 12, 27)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"quiet_from": time(22)},
        {"shortest_hours": 49, "longest_days": 2},
        {"shortest_hours": 0},
        {"longest_days": 0},
        {"paused_until": date(2026, 12, 1)},
    ],
)
@pytest.mark.parametrize("make", [RecheckRule.objects.create, RecheckPolicyFactory])
def test_the_database_refuses_nonsense(make, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


# --- Quiet hours ------------------------------------------------------------------------------

NIGHT = (time(22), time(6, 30))


@pytest.mark.parametrize(
    ("quiet", "moment", "allowed"),
    [
        (NIGHT, (2026, 11, 22, 21, 59), (2026, 11, 22, 21, 59)),
        (NIGHT, (2026, 11, 22, 22, 0), (2026, 11, 23, 6, 30)),
        (NIGHT, (2026, 11, 23, 3, 0), (2026, 11, 23, 6, 30)),
        (NIGHT, (2026, 11, 23, 6, 30), (2026, 11, 23, 6, 30)),
        ((time(12), time(13)), (2026, 11, 22, 12, 30), (2026, 11, 22, 13, 0)),
        ((time(12), time(13)), (2026, 11, 22, 11, 59), (2026, 11, 22, 11, 59)),
        ((time(22), time(0)), (2026, 11, 22, 23, 0), (2026, 11, 23, 0, 0)),
        # the nights of summer time
        (NIGHT, (2026, 3, 28, 23, 0), (2026, 3, 29, 6, 30)),
        (NIGHT, (2026, 10, 24, 23, 0), (2026, 10, 25, 6, 30)),
    ],
)
def test_quiet_hours_end_when_the_clock_of_the_desk_says_so(quiet, moment, allowed):
    moment, allowed = datetime(*moment, tzinfo=ZURICH), datetime(*allowed, tzinfo=ZURICH)

    assert terms(quiet=quiet).allowed(moment.astimezone(UTC)) == allowed


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("end", [time(2, 0), time(2, 30), time(3, 0)])
def test_no_look_within_quiet_hours_that_end_while_the_clock_is_changed(day, end):
    """Left out in spring or twice there in autumn: when it is allowed, it is so by the clock."""
    held = terms(quiet=(time(23), end))
    start = datetime(day.year, day.month, day.day, tzinfo=ZURICH).astimezone(UTC)

    for minutes in range(0, 300, 5):
        moment = start + timedelta(minutes=minutes)
        allowed = held.allowed(moment)
        assert moment <= allowed <= start + timedelta(hours=4, minutes=55)
        assert allowed.astimezone(ZURICH).time() >= end
        assert held.allowed(allowed) == allowed


def test_what_waited_for_the_end_of_quiet_hours_is_spread(monkeypatch):
    monkeypatch.setattr(rules_of, "QUIET_END_SPREAD", timedelta(minutes=30))
    held, midnight = terms(quiet=NIGHT), datetime(2026, 11, 23, tzinfo=ZURICH)
    end = datetime(2026, 11, 23, 6, 30, tzinfo=ZURICH)

    moments = {held.spread(midnight) for _time in range(20)}

    assert len(moments) == 20
    assert end <= min(moments) <= max(moments) <= end + timedelta(minutes=30)
    assert held.spread(NOON) == NOON


def test_the_end_of_a_pause_in_quiet_hours_waits_for_the_morning():
    held = terms(quiet=NIGHT, paused_until=date(2026, 11, 25))

    assert held.allowed(NOON) == datetime(2026, 11, 25, 6, 30, tzinfo=ZURICH)


# --- What follows from them -------------------------------------------------------------------


@pytest.fixture
def policy(db):
    with time_machine.travel(NOON, tick=False):
        claim = published_claim()
        claim.evidence.update(withdrawn_at=NOON)
        yield claim.recheck_policy


def test_next_look_is_planned_for_the_end_of_the_quiet_hours(policy):
    RecheckRule.objects.create(kind="", quiet_from=time(8), quiet_until=time(18))

    plan = schedule.plan(policy, Rules(), has_news=True, has_failures=False)

    assert plan.due_at == datetime(2026, 11, 23, 18, tzinfo=ZURICH)


def test_intervals_keep_to_the_rule_of_the_kind(policy):
    RecheckRule.objects.create(kind="fact", shortest_hours=6, longest_days=2)

    policy.interval = timedelta(days=9)
    calm = schedule.plan(policy, Rules(), has_news=False, has_failures=False)
    news = schedule.plan(policy, Rules(), has_news=True, has_failures=False)

    assert (calm.interval, news.interval) == (timedelta(days=2), timedelta(hours=6))


def test_claim_is_first_looked_at_as_the_rule_of_its_kind_says(policy):
    RecheckRule.objects.create(kind="", shortest_hours=12)
    RecheckRule.objects.create(kind="number", shortest_hours=6)

    numbers, facts = published_claim(kind="number"), published_claim(kind="fact")

    assert numbers.recheck_policy.due_at == NOON + timedelta(hours=6)
    assert facts.recheck_policy.due_at == NOON + timedelta(hours=12)


def test_what_is_due_in_quiet_hours_is_put_off_to_their_end(policy):
    RecheckRule.objects.create(kind="", quiet_from=time(8), quiet_until=time(18))
    RecheckPolicy.objects.update(due_at=NOON)

    assert batches.lease_due(10) == []

    policy.refresh_from_db()
    assert policy.due_at == datetime(2026, 11, 22, 18, tzinfo=ZURICH)
    assert policy.attempts == 0


def test_claims_in_quiet_hours_do_not_hold_up_the_others(policy):
    RecheckRule.objects.create(kind="fact", quiet_from=time(8), quiet_until=time(18))
    RecheckPolicy.objects.update(due_at=NOON - timedelta(hours=1))
    other = published_claim(kind="number").recheck_policy
    RecheckPolicy.objects.filter(pk=other.pk).update(due_at=NOON)

    assert [leased.pk for leased in batches.lease_due(1)] == [other.pk]


def test_a_person_who_asks_waits_for_neither_quiet_hours_nor_pauses(policy):
    RecheckRule.objects.create(kind="", quiet_from=time(8), quiet_until=time(18))
    RecheckPolicy.objects.update(paused_until=date(2026, 12, 24), pause_reason="Feiertage")

    schedule.request_recheck(policy.claim)
    runs = list(recheck_due())

    assert [run.state for run in runs] == ["done"]
    policy.refresh_from_db()
    assert policy.asked_at is None
    assert policy.due_at == datetime(2026, 12, 24, tzinfo=ZURICH)


def test_stricter_rules_hold_for_what_is_planned_already(policy):
    RecheckPolicy.objects.update(interval=timedelta(days=30), due_at=NOON + timedelta(days=29))
    RecheckRule.objects.create(kind="fact", longest_days=2)

    assert (schedule.replan("number"), schedule.replan("fact"), schedule.replan("fact")) == (
        0,
        1,
        0,
    )

    policy.refresh_from_db()
    assert NOON <= policy.due_at <= NOON + timedelta(days=2)
    assert policy.interval == timedelta(days=2)


# --- Approvals that have grown old ------------------------------------------------------------


def test_old_approval_asks_for_a_look_once_in_each_time_it_is_good_for(policy):
    RecheckRule.objects.create(kind="", approval_days=100)
    claim = policy.claim
    seen = []

    for days in (99, 100, 150, 200):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            RecheckPolicy.objects.update(due_at=timezone.now())
            recheck(claim)
            seen.append(Finding.objects.filter(kind="approval_old").count())

    assert seen == [0, 1, 1, 2]


def test_the_day_on_which_an_approval_grows_old_is_not_slept_through(policy):
    RecheckRule.objects.create(kind="", approval_days=2)
    policy.interval = timedelta(days=20)

    plan = schedule.plan(policy, Rules(), has_news=False, has_failures=False)

    assert plan.due_at == datetime(2026, 11, 24, tzinfo=ZURICH)


def test_approvals_are_good_for_ever_if_the_desk_says_so(policy):
    RecheckRule.objects.create(kind="", approval_days=0)

    assert schedule.age_of_approval(policy.claim, Rules().terms(None, "fact")) is None


# --- What readers are told --------------------------------------------------------------------


def test_page_is_overdue_when_nobody_has_looked_for_long(db, settings):
    claim = published_claim()
    page = Publication.objects.get(claim=claim)
    late = claim.recheck_policy.due_at + timedelta(days=2)

    with time_machine.travel(late - timedelta(minutes=1), tick=False):
        assert not page.is_overdue
    with time_machine.travel(late + timedelta(minutes=1), tick=False):
        assert page.is_overdue
        page.retracted_at = late
        assert not page.is_overdue


def test_page_without_a_watched_source_is_never_late(policy):
    page = Publication.objects.get()
    page.fresh_until = None

    with time_machine.travel(NOON + timedelta(days=900)):
        assert not page.is_overdue


def test_page_is_overdue_on_the_day_its_verdict_runs_out(policy):
    page = Publication.objects.get()
    page.document["expires_on"] = "2026-11-23"

    with time_machine.travel(datetime(2026, 11, 22, 23, 59, tzinfo=ZURICH), tick=False):
        assert not page.is_overdue
    with time_machine.travel(datetime(2026, 11, 23, 0, 1, tzinfo=ZURICH), tick=False):
        assert page.is_overdue
