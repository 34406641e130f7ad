"""People and the machine at the same claim, at the same time (row 39): neither undoes the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims import tasks
from claims.editorial import approval, verdicts
from claims.editorial import claims as editing
from claims.models import Claim, Event, Finding, Publication, Verdict
from tests.factories import EditorFactory, rating
from tests.servers import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def look(claim: Claim) -> None:
    try:
        tasks.recheck_claim(claim.pk)
    finally:
        connection.close()


def judge_anew(claim: Claim, editor) -> Verdict:
    editing.reopen(claim, reason="Eine neue Zahl.", actor=editor)
    return verdicts.propose(
        claim,
        rating=rating("true"),
        summary="Stimmt doch.",
        rationale="Die Zahl steht in der Statistik.",
        both_sides="Wir haben auch nach Gegenbelegen gesucht.",
        known_as_of=timezone.localdate(),
        change_reason="Eine neue Zahl.",
        actor=editor,
    )


def test_a_verdict_changed_while_a_recheck_writes_stays_and_so_does_the_finding(desk):
    desk.publish(1)
    desk.hold_back("/0")
    (claim,) = desk.changed
    shown = Publication.objects.values("document").get(claim=claim)

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look, claim)
        wait_until(lambda: desk.held, what="the re-check to be under way")
        version = judge_anew(Claim.objects.get(pk=claim.pk), EditorFactory())
        desk.gate.set()
        looking.result(300)

    claim, version = Claim.objects.get(pk=claim.pk), Verdict.objects.get(pk=version.pk)
    assert claim.state == "under_revision"
    assert (version.state, approval.is_stale(version)) == ("proposed", False)
    assert Finding.objects.get(claim=claim).kind == "changed"
    assert Publication.objects.values("document").get(claim=claim) == shown
    told = Event.objects.filter(claim=claim, verb__in=["reopen", "propose", "finding"])
    assert list(told.order_by("pk").values_list("verb", flat=True)) == [
        "propose",
        "reopen",
        "propose",
        "finding",
    ]
    call_command("verify_log")


def test_editors_and_rechecks_writing_at_once_lose_nothing(desk):
    """All at the same moment, each claim by an editor and by the machine."""
    desk.publish(6, changed=6)
    editor, failures = EditorFactory(), []
    gate = threading.Barrier(12)

    def at_once(work, *args) -> None:
        gate.wait(300)
        try:
            work(*args)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        for claim in desk.claims:
            pool.submit(at_once, look, claim)
            pool.submit(at_once, judge_anew, Claim.objects.get(pk=claim.pk), editor)

    assert failures == []
    assert Claim.objects.filter(state="under_revision").count() == 6
    assert Verdict.objects.filter(state="proposed", number=2).count() == 6
    assert Finding.objects.filter(kind="changed").count() == 6
    call_command("verify_log")
