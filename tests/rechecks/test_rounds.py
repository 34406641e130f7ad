"""Many claims at once: each source once, one that fails spoils no other, the suspicious apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import RecheckPolicy, RecheckResult, RecheckRun
from claims.models.recheck import Host
from claims.rechecks import batches
from claims.rechecks import runner as module
from claims.rechecks.runner import recheck_due, recheck_each

pytestmark = pytest.mark.django_db


def test_recheck_due_looks_once_at_a_source_that_several_claims_cite(site, cited):
    for _claim in range(3):
        cited("/a")

    runs = list(recheck_due())

    assert [run.state for run in runs] == ["done"] * 3
    assert site.asked == ["/a"]
    assert RecheckResult.objects.count() == 3
    assert list(recheck_due()) == []


def test_a_look_serves_the_claims_that_were_due_before_it(site, cited):
    first, second = cited("/a"), cited("/a")

    list(recheck_each([first]))
    list(recheck_each([second]))
    assert site.asked == ["/a"]

    RecheckPolicy.objects.filter(claim=second).update(due_at=timezone.now())
    list(recheck_each([second]))
    assert site.asked == ["/a", "/a"]


def test_recheck_due_concludes_the_others_when_one_cannot_be(site, cited, monkeypatch):
    poisonous, sound = cited("/a"), cited("/b")
    conclude = module._conclude

    def fail(batch):
        if any(job.claim == poisonous for job in batch.jobs):
            raise RuntimeError("no room on the disk")
        conclude(batch)

    monkeypatch.setattr(module, "_conclude", fail)

    states = {run.claim: run.state for run in recheck_due()}

    assert states == {poisonous: "failed", sound: "done"}
    assert "no room on the disk" in RecheckPolicy.objects.get(claim=poisonous).last_error
    assert RecheckRun.objects.count() == 2


def test_lease_due_takes_claims_of_a_killed_worker_apart(cited):
    for _claim in range(3):
        cited()
    RecheckPolicy.objects.update(attempts=2, lease_until=timezone.now() - timedelta(seconds=1))

    assert batches.lease_due(100, nothing_in_flight=False) == []
    assert len(batches.lease_due(100)) == 1


def test_recheck_due_puts_back_what_a_busy_server_has_no_time_for(site, cited, settings):
    settings.RECHECK_HOST_BUDGET = 1
    for path in ("/a", "/b"):
        cited(path)

    runs = list(recheck_due())

    assert len(runs) == len(site.asked) == RecheckRun.objects.count() == 1
    waiting = RecheckPolicy.objects.exclude(claim=runs[0].claim).get()
    assert waiting.due_at > timezone.now() + timedelta(minutes=4)
    assert (waiting.attempts, waiting.lease_until) == (0, None)


def test_recheck_due_asks_all_servers_together_no_more_than_the_hour_allows(site, cited, settings):
    settings.RECHECK_BUDGET = 2
    for path in ("/a", "/b", "/c"):
        cited(path)

    first, second = list(recheck_due()), list(recheck_due())

    assert (len(first), len(second), len(site.asked)) == (2, 0, 2)
    Host.objects.filter(name=Host.ALL).update(hour=timezone.now() - timedelta(minutes=61))
    RecheckPolicy.objects.update(due_at=timezone.now())
    assert len(list(recheck_due())) == 2
    assert len(site.asked) == 4
