"""A re-check watches the cited passage, reports what it sees, and decides nothing."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from werkzeug import Response

from claims.models import (
    Claim,
    Event,
    Finding,
    Publication,
    RecheckPolicy,
    RecheckResult,
    RecheckRun,
    Snapshot,
    Source,
    Verdict,
)
from claims.rechecks import fetching, findings
from claims.rechecks import runner as module
from claims.rechecks.batches import FULL_FETCH_INTERVAL
from claims.rechecks.fetching import fetch_source
from claims.rechecks.runner import recheck
from tests.factories import EXCERPT, EditorFactory
from tests.rechecks.conftest import PAGE, cite

OTHER = EXCERPT.replace("1204", "1240")

pytestmark = pytest.mark.django_db


def again(claim):
    """One more run, now."""
    RecheckPolicy.objects.update(due_at=timezone.now(), parked_at=None)
    return recheck(claim)


def outcomes(run):
    return list(run.results.order_by("evidence").values_list("outcome", flat=True))


def policy(claim):
    return RecheckPolicy.objects.get(claim=claim)


def test_recheck_of_an_unchanged_page_is_silent(site, cited):
    claim = cited("/a")

    run = recheck(claim)

    assert (run.state, run.error, outcomes(run)) == ("done", "", ["unchanged"])
    assert not Finding.objects.exists()
    source = claim.evidence.standing().get().source
    assert (source.live_state, source.failures) == ("live", 0)
    assert Publication.objects.get().rechecked_at > timezone.now() - timedelta(minutes=1)
    assert policy(claim).checked_at
    assert policy(claim).due_at > timezone.now() + timedelta(hours=30)


@pytest.mark.parametrize(
    "html",
    [
        PAGE.format(passage=EXCERPT, nav="Sommerangebot! Heute, 12:31 Uhr"),
        PAGE.format(passage=f"Neuer Satz davor. {EXCERPT} Neuer Satz danach.", nav=""),
        PAGE.format(passage=EXCERPT.replace(" ", "&nbsp;"), nav=""),
        PAGE.format(passage=EXCERPT, nav="").replace(
            "</main>",
            '</main><form><input name="csrf" value="8f3a"></form><aside>7 Kommentare</aside>',
        ),
    ],
)
def test_recheck_overlooks_what_was_not_cited(site, cited, html):
    claim = cited("/a")
    site.pages["/a"] = Response(html, content_type="text/html")

    run = recheck(claim)

    assert outcomes(run)[0] in {"unchanged", "moved"}
    assert not Finding.objects.exists()


def test_recheck_of_a_changed_passage_opens_a_finding(site, cited):
    claim = cited("/a", "/b")
    before = Claim.objects.values().get(pk=claim.pk), list(Verdict.objects.values())
    site.pages["/a"] = OTHER

    run = recheck(claim)

    assert outcomes(run) == ["changed", "unchanged"]
    finding = Finding.objects.get()
    assert (finding.kind, finding.state, finding.count) == ("changed", "open", 1)
    assert (finding.before, finding.after) == (EXCERPT, OTHER)
    assert ["-", "1204"] in finding.diff
    assert ["+", "1240"] in finding.diff
    assert OTHER in finding.snapshot.text
    assert finding.evidence.source.live_state == "drifted"
    assert Event.objects.filter(verb="finding", claim=claim).count() == 1
    assert policy(claim).due_at < timezone.now() + timedelta(hours=30)
    assert (Claim.objects.values().get(pk=claim.pk), list(Verdict.objects.values())) == before


def test_recheck_counts_the_same_change(site, cited):
    claim = cited("/a")
    site.pages["/a"] = OTHER
    recheck(claim)

    again(claim)

    finding = Finding.objects.get()
    assert (finding.count, finding.state) == (2, "open")
    assert Event.objects.filter(verb="finding").count() == 1
    assert Snapshot.objects.filter(source__url=site.url("/a")).count() == 2


@pytest.mark.parametrize("handled", ["dismissed", "resolved"])
def test_recheck_is_silent_about_what_was_handled_until_it_changes_again(site, cited, handled):
    claim = cited("/a")
    site.pages["/a"] = OTHER
    recheck(claim)
    if handled == "dismissed":
        findings.dismiss(Finding.objects.get(), reason="Tippfehler", actor=EditorFactory())
    else:
        findings.resolve(
            Finding.objects.get(), resolution="no_action", reason="egal", actor=EditorFactory()
        )

    again(claim)
    assert [finding.state for finding in Finding.objects.all()] == [handled]

    site.pages["/a"] = EXCERPT.replace("1204", "1300")
    again(claim)
    assert sorted(Finding.objects.values_list("state", flat=True)) == sorted([handled, "open"])

    site.pages["/a"] = EXCERPT
    again(claim)
    site.pages["/a"] = OTHER
    again(claim)
    assert Finding.objects.count() == 3


def test_recheck_of_a_missing_passage_opens_a_finding(site, cited):
    claim = cited("/a")
    site.pages["/a"] = "Diese Seite wird überarbeitet, die Zahlen folgen in einer Woche."

    run = recheck(claim)

    assert outcomes(run) == ["missing"]
    assert Finding.objects.get().kind == "missing"


@pytest.mark.parametrize("status", [410, 451])
def test_recheck_of_a_page_that_says_it_is_gone_needs_no_second_look(site, cited, status):
    claim = cited("/a")
    site.pages["/a"] = Response("weg", status=status)

    run = recheck(claim)

    assert outcomes(run) == ["missing"]
    assert (Finding.objects.get().kind, Finding.objects.get().snapshot) == ("missing", None)
    assert claim.evidence.standing().get().source.live_state == "gone"


@pytest.mark.parametrize("status", [404, 403, 429, 500, 503])
def test_recheck_waits_for_several_failures(site, cited, settings, status):
    settings.RECHECK_FAILURES = 3
    claim = cited("/a")
    site.pages["/a"] = lambda _request: Response("nein", status=status)

    first = recheck(claim)
    again(claim)
    assert not Finding.objects.exists()
    assert policy(claim).due_at < timezone.now() + timedelta(hours=10)
    again(claim)
    again(claim)

    kind = "blocked" if status == 403 else "unreachable"
    assert outcomes(first) == [kind]
    assert (Finding.objects.get().kind, Finding.objects.get().count) == (kind, 2)
    assert str(status) in Finding.objects.get().note
    source = claim.evidence.standing().get().source
    assert (source.live_state, source.failures) == (kind, 4)
    assert Publication.objects.get().rechecked_at is None


def test_recheck_waits_for_several_failures_of_a_name_or_a_certificate(
    site, cited, settings, monkeypatch
):
    """No name server is asked in tests: ours knows nothing."""
    settings.RECHECK_FAILURES = 2
    look_up = socket.getaddrinfo

    def resolve(host, *args, **kwargs):
        if host == "verschwunden.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    claim = cited("/a", "/b")
    names = Source.objects.filter(url=site.url("/a"))
    names.update(url="https://verschwunden.example/a")
    plain = Source.objects.filter(url=site.url("/b"))
    plain.update(url=site.url("/b").replace("http:", "https:"))

    first = recheck(claim)
    assert outcomes(first) == ["unreachable", "unreachable"]
    assert not Finding.objects.exists()
    again(claim)

    notes = sorted(Finding.objects.filter(kind="unreachable").values_list("note", flat=True))
    assert len(notes) == len(set(notes)) == 2  # each in its own words


def test_recheck_asked_for_again_and_again_makes_no_finding_of_an_hour(site, cited, settings):
    settings.RECHECK_FAILURES, settings.RECHECK_FAILING = 2, timedelta(hours=12)
    claim = cited("/a")
    site.pages["/a"] = lambda _request: Response("nein", status=503)
    recheck(claim)
    for _time in range(3):
        again(claim)
    assert not Finding.objects.exists()

    with time_machine.travel(timezone.now() + timedelta(hours=12)):
        again(claim)

    assert Finding.objects.get().kind == "unreachable"


def test_recheck_begins_to_count_failures_anew_after_an_answer(site, cited, settings):
    settings.RECHECK_FAILURES = 2
    claim = cited("/a")
    site.pages["/a"] = lambda _request: Response("nein", status=503)
    recheck(claim)
    site.pages["/a"] = EXCERPT
    again(claim)
    site.pages["/a"] = lambda _request: Response("nein", status=503)

    again(claim)

    assert not Finding.objects.exists()


def test_recheck_waits_as_long_as_the_server_asks(site, cited):
    claim = cited("/a")
    site.pages["/a"] = Response("später", status=429, headers={"Retry-After": "172800"})

    recheck(claim)

    assert policy(claim).due_at > timezone.now() + timedelta(hours=47)


def test_recheck_gives_up_on_a_server_that_hangs(site, cited, settings, never_answers):
    settings.FETCH_TIMEOUT = 3
    claim = cited("/a", "/b")
    site.pages["/a"] = never_answers

    run = recheck(claim)

    assert sorted(outcomes(run)) == ["unchanged", "unreachable"]


def test_recheck_of_a_redirect_to_another_page(site, cited):
    claim = cited("/a")
    site.pages["/"] = "Willkommen bei der Polizei. Hier finden Sie die Nummern der Posten."
    site.pages["/a"] = Response("", status=302, headers={"Location": "/"})

    run = recheck(claim)

    assert outcomes(run) == ["redirected"]
    assert site.url("/") in Finding.objects.get().note


def test_recheck_of_a_redirect_into_a_private_network_is_refused(site, cited):
    claim = cited("/a")
    site.pages["/a"] = Response("", status=302, headers={"Location": "http://127.0.0.1:9/"})

    assert outcomes(recheck(claim)) == ["blocked"]


def test_recheck_of_a_soft_404(site, cited):
    claim = cited("/a")
    site.pages["/a"] = Response(
        "<html><head><title>Seite nicht gefunden</title></head><body>"
        "<main><p>Die Seite wurde nicht gefunden.</p></main></body></html>",
        content_type="text/html",
    )

    assert outcomes(recheck(claim)) == ["soft_404"]
    assert Finding.objects.get().kind == "soft_404"


def test_recheck_takes_no_wall_for_a_copy(site, cited):
    claim = cited("/a")
    wall = PAGE.format(passage="Alle Cookies akzeptieren?", nav="").replace("Die Auf", "")
    site.pages["/a"] = Response(wall, content_type="text/html", headers={"ETag": '"wall"'})

    run = recheck(claim)

    assert outcomes(run) == ["blocked"]
    source = claim.evidence.standing().get().source
    assert source.snapshots.count() == 1
    assert source.etag == ""


def test_recheck_asks_only_whether_the_page_has_changed(site, cited):
    claim = cited("/a")
    site.pages["/a"] = lambda request: Response(
        "" if request.headers.get("If-None-Match") else PAGE.format(passage=EXCERPT, nav=""),
        status=304 if request.headers.get("If-None-Match") else 200,
        content_type="text/html",
        headers={"ETag": '"1"'},
    )

    runs = [recheck(claim), again(claim)]

    assert [outcomes(run) for run in runs] == [["unchanged"], ["unchanged"]]
    assert site.conditional == ["", '"1"']


def test_recheck_finds_out_a_server_that_says_unchanged_for_ever(site, cited):
    claim = cited("/a")
    claim.evidence.standing().get().source.__class__.objects.update(etag='"1"')
    site.pages["/a"] = lambda request: Response(
        PAGE.format(passage=OTHER, nav=""),
        status=304 if request.headers.get("If-None-Match") else 200,
        content_type="text/html",
    )

    for _round in range(FULL_FETCH_INTERVAL):
        again(claim)

    assert Finding.objects.get().kind == "changed"


def test_the_same_bytes_again_are_not_read_again(site, cited, monkeypatch):
    claim = cited("/a")
    tags = iter(['"1"', '"2"'])
    html = PAGE.format(passage=EXCERPT, nav="Start").replace("</main>", "<p>Neu.</p></main>")
    site.pages["/a"] = lambda _request: Response(
        html, headers={"ETag": next(tags)}, content_type="text/html"
    )
    assert outcomes(again(claim)) == ["unchanged"]
    reads = []
    read = fetching.read_copy
    monkeypatch.setattr(fetching, "read_copy", lambda *a, **k: reads.append(a) or read(*a, **k))

    run = again(claim)

    assert (reads, outcomes(run), run.results.get().status) == ([], ["unchanged"], 200)
    source = Source.objects.get(url=site.url("/a"))
    assert (source.etag, source.not_modified, source.snapshots.count()) == ('"2"', 0, 2)


def test_recheck_fetches_a_source_once_for_all_its_passages(site, cited):
    claim = cited("/a")
    cite(site, claim, "/a")

    run = recheck(claim)

    assert outcomes(run) == ["unchanged", "unchanged"]
    assert site.asked == ["/a"]


def test_recheck_of_one_claim_hides_no_change_that_troubles_another(site, cited):
    page = f"{EXCERPT} Dazu kommen 88 Versuche."
    troubled, calm = cited(), cited()
    cite(site, troubled, "/a", passage=page)
    cite(site, calm, "/a", passage="Die Aufklärungsquote stieg leicht.")
    site.pages["/a"] = page.replace("1204", "1240")

    assert outcomes(recheck(troubled)) == ["changed"]
    assert outcomes(recheck(calm)) == ["unchanged"]

    assert Source.objects.get(url=site.url("/a")).live_state == "drifted"


def test_recheck_of_a_poisonous_source_spoils_no_other(site, cited, monkeypatch):
    claim = cited("/a", "/b")
    read = fetching.read_copy

    def poisoned(page, **how):
        if page.url.endswith("/a"):
            raise RuntimeError("the parser burst")
        return read(page, **how)

    monkeypatch.setattr(fetching, "read_copy", poisoned)

    run = recheck(claim)

    assert (run.state, outcomes(run)) == ("done", ["unreachable", "unchanged"])
    assert "the parser burst" in run.results.order_by("evidence")[0].note


def test_recheck_leaves_out_withdrawn_evidence(site, cited):
    claim = cited("/a")
    claim.evidence.update(withdrawn_at=timezone.now())

    run = recheck(claim)

    assert (outcomes(run), site.asked) == ([], [])


def test_recheck_reports_a_verdict_that_has_run_out(site, cited):
    claim = cited("/a")
    fixed = Verdict.objects.get()
    Verdict.objects.filter(pk=fixed.pk).update(state="superseded")
    today = timezone.localdate()
    Verdict.objects.bulk_create(
        [_copy(fixed, state="published", number=2, expires_on=today, approver=fixed.approver)]
    )

    recheck(claim)
    again(claim)

    finding = Finding.objects.get()
    assert (finding.kind, finding.count, finding.evidence) == ("expired", 2, None)


def _copy(verdict, **values):
    verdict.pk = None
    verdict._state.adding = True
    for name, value in values.items():
        setattr(verdict, name, value)
    return verdict


def test_recheck_reports_a_prediction_that_can_be_judged(site, cited):
    claim = cited("/a")
    Claim.objects.update(kind="prediction", resolves_on=timezone.localdate())
    claim.refresh_from_db()

    recheck(claim)

    assert Finding.objects.get().kind == "resolves"


def test_recheck_does_nothing_before_its_time(site, cited):
    claim = cited("/a")

    assert recheck(claim) is not None
    assert recheck(claim) is None

    assert RecheckRun.objects.count() == 1
    assert site.asked == ["/a"]


def test_recheck_of_a_killed_worker_is_done_by_the_next(site, cited):
    claim = cited("/a")
    left = RecheckRun.objects.create(claim=claim, trigger="schedule")
    RecheckPolicy.objects.update(lease_until=timezone.now() - timedelta(seconds=1), attempts=1)

    run = recheck(claim)

    left.refresh_from_db()
    assert (left.state, run.state) == ("failed", "done")
    assert left.error


def test_recheck_that_has_lost_its_lease_writes_nothing(site, cited):
    claim = cited("/a")
    site.pages["/a"] = OTHER

    def slow(wanted):
        RecheckPolicy.objects.update(lease_until=timezone.now() + timedelta(hours=1))
        return fetch_source(wanted)

    run = recheck(claim, look=slow)

    assert run.state == "failed"
    assert not RecheckResult.objects.exists()
    assert not Finding.objects.exists()
    assert policy(claim).lease_until > timezone.now() + timedelta(minutes=50)


def test_recheck_that_always_fails_is_parked_with_its_error(site, cited, monkeypatch, settings):
    settings.WORK_MAX_ATTEMPTS = 2
    claim = cited("/a")

    def fail(*_args):
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr(module, "_conclude", fail)

    for _attempt in range(2):
        run = recheck(claim)
        RecheckPolicy.objects.update(due_at=timezone.now())

    assert (run.state, "no room on the disk" in run.error) == ("failed", True)
    assert list(RecheckPolicy.objects.parked()) == [policy(claim)]
    assert "no room on the disk" in policy(claim).last_error
    assert recheck(claim) is None


def test_recheck_keeps_all_or_nothing_of_a_run(site, cited, monkeypatch):
    claim = cited("/a", "/b")
    site.pages["/a"] = OTHER

    def fail(*_args, **_kwargs):
        raise RuntimeError("the server of the database is gone")

    monkeypatch.setattr(module, "_plan_next", fail)

    recheck(claim)

    assert not RecheckResult.objects.exists()
    assert not Finding.objects.exists()
    assert Snapshot.objects.filter(source__url__startswith=site.url("/")).count() == 2


@pytest.mark.django_db(transaction=True)
def test_recheck_by_many_workers_at_once_happens_once(site, cited):
    claim = cited("/a")

    def work(_number):
        try:
            return recheck(Claim.objects.get(pk=claim.pk))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        runs = [run for run in pool.map(work, range(8)) if run]

    assert len(runs) == 1
    assert site.asked == ["/a"]


def test_recheck_lengthens_the_interval_up_to_a_month(site, cited):
    claim = cited("/a")
    RecheckPolicy.objects.update(interval=timedelta(days=25))

    again(claim)

    assert policy(claim).interval == timedelta(days=30)
