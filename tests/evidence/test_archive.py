"""The Wayback Machine, played by a web server of our own: what was submitted is not archived yet."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from werkzeug import Response

from claims import tasks
from claims.editorial.approval import is_stale
from claims.editorial.verdicts import approve
from claims.evidence import archive
from claims.evidence.sources import withdraw_evidence
from claims.models import ArchiveRequest, Event
from claims.publication.publish import publish
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "https://polizei.example/statistik"
STAMP = "20261122101112"
DONE = {"status": "success", "timestamp": STAMP, "original_url": PAGE}


class Wayback:
    """Save Page Now 2: answers in turn; remembers what it was asked."""

    def __init__(self, server):
        self.server = server
        self.jobs, self.statuses = [{"url": PAGE, "job_id": "spn2-1"}], [DONE]
        self.saved = []
        server.expect_request("/save", method="POST").respond_with_handler(self.save)
        server.expect_request("/save/status/spn2-1").respond_with_handler(self.status)

    def save(self, request):
        self.saved.append((request.form["url"], request.headers["Authorization"]))
        return self._next(self.jobs)

    def status(self, _request):
        return self._next(self.statuses)

    def _next(self, answers):
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Response):
            return answer
        return Response(json.dumps(answer), content_type="application/json")


@pytest.fixture
def wayback(httpserver, settings):
    settings.WAYBACK_URL = httpserver.url_for("").rstrip("/")
    settings.WAYBACK_ACCESS_KEY, settings.WAYBACK_SECRET_KEY = "key", "secret"
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    return Wayback(httpserver)


@pytest.fixture
def piece():
    source = factories.SourceFactory(url=PAGE, archived_url="")
    snapshot = factories.SnapshotFactory(source=source, fetched_at=timezone.now())
    claim = factories.ClaimFactory(state="in_research")
    return factories.EvidenceFactory(claim=claim, source=source, snapshot=snapshot)


@pytest.fixture
def at_once(monkeypatch):
    """Messages are worked on as they are sent."""
    monkeypatch.setattr(tasks, "_send", lambda task, *args: task(*args) or True)


def rows():
    return list(ArchiveRequest.objects.order_by("pk"))


def make_due():
    ArchiveRequest.objects.filter(due_at__isnull=False).update(due_at=timezone.now())


def on_the_desk(client, piece) -> str:
    client.force_login(factories.AuditorFactory())
    return client.get(reverse("admin:claims_claim_change", args=[piece.claim_id])).text


def test_page_is_submitted_then_asked_after_then_archived(wayback, piece, at_once, client):
    wayback.statuses = [{"status": "pending"}, DONE]

    tasks.sweep_archive()
    submitted, shown = rows()[0].state, on_the_desk(client, piece)
    make_due()
    tasks.sweep_archive()
    pending = rows()[0].state
    make_due()
    tasks.sweep_archive()

    (row,) = rows()
    address = f"{archive.settings.WAYBACK_URL}/web/{STAMP}/{PAGE}"
    assert (submitted, pending, row.state) == ("submitted", "submitted", "archived")
    assert (row.url, f"{row.archived_at:%Y%m%d%H%M%S}", row.due_at) == (address, STAMP, None)
    assert wayback.saved == [(PAGE, "LOW key:secret")]
    assert "eingereicht, noch nicht archiviert" in shown
    assert "Archivierte" not in shown.partition("Wayback Machine")[0][-200:]
    assert address in on_the_desk(client, piece)
    piece.refresh_from_db()
    assert (piece.archived_url, piece.source.archived_url) == (address, address)
    assert Event.objects.get(verb="archive").data["url"] == address
    tasks.sweep_archive()
    assert len(wayback.saved) == 1


def test_what_was_only_submitted_stands_on_no_public_page(wayback, at_once, client):
    claim = factories.approved_claim()
    piece = claim.evidence.get()
    snapshot = factories.SnapshotFactory(source=piece.source, fetched_at=timezone.now())
    wayback.statuses = [{"status": "pending"}]

    tasks.sweep_archive()
    page = publish(claim, actor=factories.ChiefEditorFactory())
    shown = client.get(page.claim.get_absolute_url()).text

    assert ArchiveRequest.objects.get(snapshot=snapshot).state == "submitted"
    assert "Archiv" not in shown.partition('class="piece__copy"')[2][:400]
    assert "archivedAt" not in shown
    assert [p["source"]["archived_url"] for p in page.document["evidence"]] == [""]


def test_copy_archived_after_publication_is_shown_at_once(wayback, at_once, client):
    cited = factories.SnapshotFactory(source__archived_url="", fetched_at=timezone.now())
    pieces = [
        factories.EvidenceFactory(
            claim=factories.ClaimFactory(), source=cited.source, snapshot=cited, confidential=secret
        )
        for secret in (False, True)
    ]
    factories.EvidenceFactory(claim=pieces[1].claim)
    pages = []
    for piece in pieces:
        factories.propose_and_submit(piece.claim)
        approve(piece.claim, actor=factories.ReviewerFactory())
        pages.append(publish(piece.claim, actor=factories.ChiefEditorFactory()))
    ArchiveRequest.objects.create(
        snapshot=cited, state="submitted", job_id="spn2-1", due_at=timezone.now()
    )
    before = client.get(pages[0].claim.get_absolute_url())

    tasks.sweep_archive()

    after = client.get(pages[0].claim.get_absolute_url())
    address = f"{archive.settings.WAYBACK_URL}/web/{STAMP}/"
    assert address not in before.text
    assert address in after.text
    assert before["ETag"] != after["ETag"]
    assert address not in client.get(pages[1].claim.get_absolute_url()).text
    page = pages[0]
    updated = page.updated_at
    page.refresh_from_db()
    assert page.updated_at == updated
    assert [verdict.state for verdict in page.claim.verdicts.all()] == ["published"]
    assert not is_stale(page.claim.verdicts.get())


def test_each_version_of_a_page_has_its_own_archived_copy(wayback, piece, at_once):
    tasks.sweep_archive()
    make_due()
    tasks.sweep_archive()
    first = piece.source.snapshots.get()
    factories.SnapshotFactory(source=piece.source, fetched_at=timezone.now(), text="Neu.")
    wayback.statuses = [DONE | {"timestamp": "20261201000000"}]

    tasks.sweep_archive()
    make_due()
    tasks.sweep_archive()

    assert [row.state for row in rows()] == ["archived", "archived"]
    assert len(wayback.saved) == 2
    piece.refresh_from_db()
    assert piece.snapshot == first
    assert STAMP in piece.archived_url


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": "error", "status_ext": "error:blocked-url"}, "darf diese Adresse nicht"),
        ({"status": "error", "status_ext": "error:x", "message": "Odd <b>"}, "Odd <b>"),
        ({"status": "success", "timestamp": "soon"}, "nicht zu verstehen"),
        ([1], "nicht zu verstehen"),
    ],
)
def test_refusal_is_told_with_its_reason(wayback, piece, at_once, client, answer, reason):
    wayback.statuses = [answer]

    tasks.sweep_archive()
    make_due()
    tasks.sweep_archive()

    (row,) = rows()
    assert (row.state, row.url, row.due_at) == ("failed", "", None)
    assert reason in row.reason
    assert "<b>" not in on_the_desk(client, piece)
    assert piece.source.archived_url == ""
    assert Event.objects.filter(verb="archive_failed").count() == 1


def test_wrong_keys_are_told_and_not_tried_again(wayback, piece, at_once):
    wayback.jobs = [Response(status=401)]

    tasks.sweep_archive()
    make_due()
    tasks.sweep_archive()

    assert (rows()[0].state, len(wayback.saved)) == ("failed", 1)


def test_busy_server_is_left_alone_as_long_as_it_asks(wayback, piece, at_once):
    wayback.jobs = [Response(status=429, headers={"Retry-After": "900"}), wayback.jobs[0]]

    tasks.sweep_archive()
    (row,) = rows()
    waits = row.due_at - timezone.now()
    make_due()
    tasks.sweep_archive()

    assert timedelta(minutes=14) < waits < timedelta(minutes=16)
    assert rows()[0].state == "submitted"


def test_server_that_is_down_is_tried_three_times(wayback, piece, at_once, settings):
    wayback.jobs = [Response(status=503)]

    for _try in range(5):
        tasks.sweep_archive()
        make_due()
        ArchiveRequest.objects.update(submitted_at=None)

    (row,) = rows()
    assert (row.state, len(wayback.saved)) == ("failed", settings.WORK_MAX_ATTEMPTS)
    assert "503" in row.reason


def test_no_more_than_so_many_pages_a_minute(wayback, at_once, settings):
    settings.WAYBACK_PER_MINUTE = 2
    for number in range(4):
        source = factories.SourceFactory(url=f"{PAGE}/{number}")
        snapshot = factories.SnapshotFactory(source=source, fetched_at=timezone.now())
        factories.EvidenceFactory(source=source, snapshot=snapshot)

    tasks.sweep_archive()

    assert len(wayback.saved) == 2
    assert sorted(row.state for row in rows()) == ["asked", "asked", "submitted", "submitted"]


def test_confidential_sources_are_named_to_nobody(wayback, piece, at_once):
    other = factories.EvidenceFactory(
        source=piece.source, snapshot=piece.snapshot, confidential=True
    )
    tasks.sweep_archive()
    before = rows()
    withdraw_evidence(other, reason="Doppelt", actor=factories.EditorFactory())
    tasks.sweep_archive()

    assert (before, len(wayback.saved)) == ([], 1)


def test_without_keys_nobody_is_asked_and_the_source_says_so(
    wayback, piece, at_once, settings, client
):
    settings.WAYBACK_SECRET_KEY = ""

    tasks.sweep_archive()
    client.force_login(factories.AuditorFactory())
    page = client.get(reverse("admin:claims_source_change", args=[piece.source_id])).text

    assert (rows(), wayback.saved) == ([], [])
    assert "keine Schlüssel" in page


def test_old_copies_and_notes_are_not_submitted(wayback, at_once):
    for source, age in (
        (factories.SourceFactory(url=PAGE), 3),
        (factories.SourceFactory(url="", note="Gespräch"), 0),
    ):
        at = timezone.now() - timedelta(days=age)
        snapshot = factories.SnapshotFactory(source=source, fetched_at=at)
        factories.EvidenceFactory(source=source, snapshot=snapshot)

    tasks.sweep_archive()

    assert rows() == []


def test_database_keeps_addresses_and_archived_together(piece):
    row = archive.request_archiving(piece.snapshot)

    assert archive.request_archiving(piece.snapshot) is None
    for wrong in ({"state": "archived"}, {"url": PAGE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ArchiveRequest.objects.filter(pk=row.pk).update(**wrong)


def test_source_shows_the_claims_that_rest_on_it_first(piece, client):
    other = factories.EvidenceFactory(source=piece.source, snapshot=piece.snapshot)
    client.force_login(factories.EditorFactory())

    page = client.get(reverse("admin:claims_source_change", args=[piece.source_id])).text

    before_the_form = page.partition('name="title"')[0]
    for each in (piece, other):
        assert reverse("admin:claims_claim_change", args=[each.claim_id]) in before_the_form
