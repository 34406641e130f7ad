"""The machine's work: found by sweeps, done once, parked when it cannot be done."""

import socket
import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from werkzeug import Response

from claims import http, tasks
from claims.ingest.articles import ingest_text
from claims.models import (
    Article,
    Claim,
    Event,
    Publication,
    RecheckPolicy,
    RecheckRun,
    Snapshot,
    Source,
)
from factcheck.celery import app
from tests.factories import SourceFactory, published_claim
from tests.servers import free_port, wait_until

TEXT = (
    "«Die Zahl der Einbrüche ist um 12 Prozent gesunken», sagte Polizeisprecherin Anna Keller am "
    "Montag vor den Medien in Zürich."
)
HTML = "<html><body><main><p>Die Polizei zählte 1204 Einbrüche.</p></main></body></html>"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_robots():
    http.forget_robots()


@pytest.fixture
def sent(monkeypatch):
    """What would go to the broker, as (task, arguments)."""
    messages = []

    def send(task, *args):
        messages.append((task.name.rpartition(".")[2], args))
        return True

    monkeypatch.setattr(tasks, "_send", send)
    return messages


@pytest.fixture
def site(httpserver, settings, tmp_path):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.MEDIA_ROOT = tmp_path
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/s").respond_with_data(HTML, content_type="text/html")
    return httpserver


def waiting_source(site, path="/s"):
    return SourceFactory(url=site.url_for(path), capture_state="referenced", due_at=timezone.now())


# --- Articles ---------------------------------------------------------------------------------


def test_extract_article_finds_claims_and_is_done():
    article = ingest_text(TEXT).article

    tasks.extract_article(article.pk)

    article.refresh_from_db()
    assert article.claims.count() >= 1
    assert (article.due_at, article.lease_until, article.attempts) == (None, None, 0)


def test_extract_article_delivered_twice_does_nothing_the_second_time():
    article = ingest_text(TEXT).article
    tasks.extract_article(article.pk)
    before = Claim.objects.count(), Event.objects.count()

    tasks.extract_article(article.pk)

    assert (Claim.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("task", [tasks.extract_article, tasks.capture_source, tasks.recheck_claim])
def test_a_task_for_a_row_that_does_not_exist_does_nothing(task):
    task(4711)


def test_extract_article_leaves_a_row_that_another_worker_holds():
    article = ingest_text(TEXT).article
    Article.objects.update(lease_until=timezone.now() + timedelta(minutes=1))

    tasks.extract_article(article.pk)

    assert not Claim.objects.exists()


def test_extract_article_that_fails_is_tried_again_then_parked(monkeypatch, settings):
    settings.WORK_MAX_ATTEMPTS = 2
    article = ingest_text(TEXT).article

    def fail(_article):
        raise RuntimeError("the engine burst")

    monkeypatch.setattr(tasks, "extract_claims", fail)

    tasks.extract_article(article.pk)
    article.refresh_from_db()
    assert (article.attempts, article.parked_at) == (1, None)
    assert article.due_at > timezone.now()
    Article.objects.update(due_at=timezone.now())
    tasks.extract_article(article.pk)

    article.refresh_from_db()
    assert list(Article.objects.parked()) == [article]
    assert article.last_error == "RuntimeError: the engine burst"


def test_a_row_that_kills_its_worker_again_and_again_is_parked(settings):
    settings.WORK_MAX_ATTEMPTS = 3
    article = ingest_text(TEXT).article
    killed = timezone.now() - timedelta(seconds=1)
    Article.objects.update(lease_until=killed, attempts=3)

    tasks.extract_article(article.pk)

    assert list(Article.objects.parked()) == [article]
    assert Article.objects.get().last_error
    assert not Claim.objects.exists()


def test_sweep_articles_sends_what_waits(sent):
    waiting = ingest_text(TEXT).article
    held = ingest_text(TEXT + " Mehr folgt.").article
    Article.objects.filter(pk=held.pk).update(lease_until=timezone.now() + timedelta(minutes=1))

    tasks.sweep_articles()

    assert sent == [("extract_article", (waiting.pk,))]


# --- Sources ----------------------------------------------------------------------------------


def test_capture_source_keeps_a_copy_once(site):
    source = waiting_source(site)

    tasks.capture_source(source.pk)
    tasks.capture_source(source.pk)

    assert Snapshot.objects.get().text == "Die Polizei zählte 1204 Einbrüche."
    assert Source.objects.get().capture_state == "captured"


def test_capture_source_says_why_there_is_none(site):
    site.expect_request("/gone").respond_with_data("weg", status=410)
    source = waiting_source(site, "/gone")

    tasks.capture_source(source.pk)

    source.refresh_from_db()
    assert (source.capture_state, source.attempts) == ("capture_failed", 1)
    assert "410" in source.last_error
    assert source.lease_until is None


def test_sweep_sources_sends_what_waits(sent):
    source = SourceFactory(due_at=timezone.now())
    SourceFactory(due_at=None)

    tasks.sweep_sources()

    assert sent == [("capture_source", (source.pk,))]


# --- Re-checks --------------------------------------------------------------------------------


def test_sweep_rechecks_wakes_workers_for_what_is_due(sent):
    claim = published_claim()
    published_claim()
    RecheckPolicy.objects.filter(claim=claim).update(due_at=timezone.now())

    tasks.sweep_rechecks()

    assert sent == [("recheck_due", ())]


def test_recheck_due_looks_once_after_three_days():
    claims = [published_claim(), published_claim()]
    for claim in claims:
        claim.evidence.update(withdrawn_at=timezone.now())
    RecheckPolicy.objects.update(due_at=timezone.now() - timedelta(days=3))

    tasks.recheck_due()
    tasks.recheck_due()

    assert sorted(RecheckRun.objects.values_list("claim", "trigger")) == sorted(
        (claim.pk, "schedule") for claim in claims
    )


def test_sweep_rechecks_takes_up_forgotten_claims(sent):
    claim = published_claim()
    RecheckPolicy.objects.all().delete()

    tasks.sweep_rechecks()

    assert RecheckPolicy.objects.get().claim == claim
    assert sent == []


def test_recheck_claim_runs_when_due_and_once():
    claim = published_claim()
    claim.evidence.update(withdrawn_at=timezone.now())
    RecheckPolicy.objects.update(due_at=timezone.now())

    tasks.recheck_claim(claim.pk)
    tasks.recheck_claim(claim.pk)

    assert RecheckRun.objects.get().state == "done"


def test_recheck_claim_asked_for_by_a_person_runs_before_its_time_and_once():
    claim = published_claim()
    claim.evidence.update(withdrawn_at=timezone.now())

    tasks.recheck_claim(claim.pk, "person")
    tasks.recheck_claim(claim.pk, "person")

    assert RecheckRun.objects.get().trigger == "person"


def test_recheck_claim_leaves_retracted_claims():
    claim = published_claim()
    Publication.objects.update(retracted_at=timezone.now())
    RecheckPolicy.objects.update(due_at=timezone.now())

    tasks.recheck_claim(claim.pk)

    assert not RecheckRun.objects.exists()


# --- The broker -------------------------------------------------------------------------------


def test_wake_sends_after_the_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tasks.wake(tasks.extract_article, 7)
        assert sent == []

    assert sent == [("extract_article", (7,))]


@pytest.mark.django_db(transaction=True)
def test_wake_sends_nothing_for_what_was_rolled_back(sent):
    with transaction.atomic():
        tasks.wake(tasks.extract_article, 7)
        transaction.set_rollback(True)

    assert sent == []


def test_wake_neither_fails_nor_waits_when_the_broker_is_down(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    attempts = []
    connect = socket.socket.connect

    def count(sock, address):
        attempts.append(address)
        return connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", count)

    with django_capture_on_commit_callbacks(execute=True):
        article = ingest_text(TEXT).article
        tasks.wake(tasks.extract_article, article.pk)

    assert len(attempts) == 1  # it does not go on trying
    assert list(Article.objects.awaiting_extraction()) == [article]


# --- With a real worker -----------------------------------------------------------------------


def test_a_worker_does_what_it_is_woken_for(celery_worker_process):
    article = ingest_text(TEXT).article

    tasks.wake(tasks.extract_article, article.pk)

    wait_until(lambda: Article.objects.get().extracted_at, what="the claims")
    assert Article.objects.get().claims.count() >= 1


def test_a_message_that_was_lost_is_sent_again_by_the_sweep(celery_worker_process):
    article = ingest_text(TEXT).article

    tasks.wake(tasks.sweep_articles)

    wait_until(lambda: Article.objects.get().extracted_at, what="the claims")
    assert article.claims.count() >= 1


def test_a_worker_killed_at_work_is_replaced_without_loss(celery_worker_process, site):
    """SIGKILL while the source is being fetched: the lease runs out, the next worker does it."""
    asked, killed = [], threading.Event()

    def slow(_request):
        asked.append(True)
        killed.wait(300)
        return Response(HTML, content_type="text/html")

    site.expect_request("/slow").respond_with_handler(slow)
    source = waiting_source(site, "/slow")
    tasks.wake(tasks.capture_source, source.pk)
    wait_until(lambda: asked, what="the first request")

    celery_worker_process.kill()
    killed.set()
    celery_worker_process.start()
    assert Source.objects.due().count() == 0
    Source.objects.update(lease_until=timezone.now())  # as if the lease had run out
    tasks.wake(tasks.sweep_sources)

    wait_until(lambda: Snapshot.objects.exists(), what="the copy")
    wait_until(lambda: Source.objects.get().due_at is None, what="the end of the lease")
    assert Snapshot.objects.count() == 1
    assert len(asked) == 2
