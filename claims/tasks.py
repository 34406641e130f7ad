"""What the machine does by itself, at a glance: ids in, load, one verb.

A message only wakes a worker up. What has to be done stands in the row (``due_at``), who does it
too (``lease_until``); so a task delivered twice does nothing the second time, and one that was
lost is sent again by the next sweep.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from celery import Task, shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.editorial import accounts, verdicts
from claims.evidence import archive
from claims.evidence.snapshots import CaptureError, capture
from claims.extraction.record import extract_claims
from claims.ingest import feeds, queue
from claims.ingest.articles import IngestError
from claims.matching import external_checks, relations
from claims.models import (
    ArchiveRequest,
    Article,
    Claim,
    Comparison,
    Digest,
    Event,
    ExternalCheckQuery,
    IdempotencyKey,
    Intake,
    RecheckRun,
    Source,
    Subscription,
    WebhookDelivery,
)
from claims.models.api_token import IDEMPOTENCY_KEY_LIFETIME
from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.notifications import digests
from claims.publication import webhooks
from claims.publication.archive_links import show_archived
from claims.rechecks import runner as rounds
from claims.rechecks import schedule
from claims.rechecks.rate_limits import HostBusyError, wait_for_slot
from claims.rechecks.runner import recheck

log = structlog.get_logger(__name__)

SWEEP_SIZE = 500  # messages that one sweep sends; what is left over waits for the next
# With retry=False kombu tries to connect for six seconds (measured); with none allowed it does not.
BROKER_RETRY_POLICY = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}

ROUND_TIME = timedelta(seconds=50)  # after which a task begins no further batch
MAX_BATCH_TASKS = 8  # messages of one sweep; each wakes a worker that goes on for a minute
REQUEST_WINDOW = timedelta(seconds=10)


# --- 1. An article has come in: find its claims ---------------------------------------------


@shared_task
def extract_article(article_id: int) -> None:
    _work_on(Article.objects.all(), article_id, extract_claims)
    _send_all(compare_claims, [article_id])


@shared_task
def ingest_queued_url(intake_id: int) -> None:
    _work_on(Intake.objects.all(), intake_id, _in_turn(queue.ingest_queued_url))
    article = Intake.objects.filter(pk=intake_id).values_list("article_id", flat=True).first()
    if article is not None:
        _send(extract_article, article)


@shared_task
def poll_feed(subscription_id: int) -> None:
    waiting = Subscription.objects.awaiting_poll()
    _work_on(waiting, subscription_id, _in_turn(feeds.poll))


@shared_task
def sweep_queued_urls() -> None:
    polls = Subscription.objects.awaiting_poll().order_by("due_at")
    _send_all(poll_feed, polls.values_list("pk", flat=True)[:SWEEP_SIZE])
    waiting = Intake.objects.awaiting_fetch().order_by("due_at")
    _send_all(ingest_queued_url, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


@shared_task
def sweep_articles() -> None:
    waiting = Article.objects.awaiting_extraction().order_by("due_at")
    _send_all(extract_article, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


# --- 1b. A claim has been found or changed: compare it with those known ----------------------


@shared_task
def compare_claims(article_id: int) -> None:
    waiting = Claim.objects.awaiting_comparison().filter(article_id=article_id).order_by("pk")
    for claim_id in list(waiting.values_list("pk", flat=True)):
        row = relations.next_comparison(claim_id)
        _work_on(Comparison.objects.all(), row.pk, relations.compare_claim)


@shared_task
def sweep_comparisons() -> None:
    waiting = Claim.objects.awaiting_comparison().order_by("pk")[:SWEEP_SIZE]
    _send_all(compare_claims, dict.fromkeys(waiting.values_list("article_id", flat=True)))


# --- 2. A source has been named: keep a copy ------------------------------------------------


@shared_task
def capture_source(source_id: int) -> None:
    _work_on(Source.objects.all(), source_id, capture)


@shared_task
def sweep_sources() -> None:
    waiting = Source.objects.awaiting_capture().order_by("due_at")
    _send_all(capture_source, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


@shared_task
def archive_copy(request_id: int) -> None:
    _work_on(
        ArchiveRequest.objects.all(),
        request_id,
        partial(archive.continue_archiving, show=show_archived),
    )


@shared_task
def sweep_archive() -> None:
    if not archive.is_on():
        return
    for snapshot in archive.unarchived_snapshots()[:SWEEP_SIZE]:
        archive.request_archiving(snapshot)
    waiting = ArchiveRequest.objects.due().order_by("due_at")
    _send_all(archive_copy, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


# --- 3. The world changes: look at published claims again -----------------------------------


@shared_task
def recheck_claim(claim_id: int, trigger: str = RecheckRun.Trigger.SCHEDULE) -> None:
    claim = Claim.objects.standing().filter(pk=claim_id).first()
    if claim is None:
        return
    if trigger == RecheckRun.Trigger.PERSON and not _was_just_checked(claim):
        schedule.request_recheck(claim)
    recheck(claim, trigger=trigger)


def _was_just_checked(claim: Claim) -> bool:
    """Whether this is the same wish delivered again, or two people's wish at once."""
    return claim.recheck_runs.filter(started_at__gt=timezone.now() - REQUEST_WINDOW).exists()


@shared_task(soft_time_limit=600, time_limit=630)
def recheck_due() -> None:
    """Look at what is due, in batches, for about a minute; any number may run at once."""
    deque(rounds.recheck_due(until=timezone.now() + ROUND_TIME), maxlen=0)


@shared_task(soft_time_limit=600, time_limit=630)
def replan_rechecks(kind: str) -> None:
    """A rule has changed; safe to run twice, and to be ended in the middle."""
    schedule.replan(kind)


@shared_task
def sweep_rechecks() -> None:
    for claim in schedule.unscheduled():
        schedule.schedule(claim)
    schedule.defer_paused()
    for _batch in range(schedule.batches_waiting(most=MAX_BATCH_TASKS)):
        if not _send(recheck_due):
            return


# --- 4. Other desks publish checks ----------------------------------------------------------


@shared_task
def query_external_checks(query_id: int) -> None:
    _work_on(ExternalCheckQuery.objects.all(), query_id, external_checks.query_service)


@shared_task
def sweep_external_queries() -> None:
    if not external_checks.is_on():
        return
    for claim in external_checks.unqueried_claims():
        external_checks.schedule(claim)
    waiting = ExternalCheckQuery.objects.due().filter(claim__publication__retracted_at__isnull=True)
    _send_all(
        query_external_checks, waiting.order_by("due_at").values_list("pk", flat=True)[:SWEEP_SIZE]
    )


# --- 5. Others are told ------------------------------------------------------------------------


@shared_task
def deliver_webhook(delivery_id: int) -> None:
    _work_on(WebhookDelivery.objects.select_related("endpoint"), delivery_id, webhooks.deliver)


@shared_task
def sweep_webhooks() -> None:
    waiting = WebhookDelivery.objects.awaiting_delivery().order_by("due_at")
    _send_all(deliver_webhook, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


# --- 6. Programs write with keys: forget the answers kept for them -----------------------------


@shared_task
def delete_old_idempotency_keys() -> None:
    IdempotencyKey.objects.filter(started_at__lt=timezone.now() - IDEMPOTENCY_KEY_LIFETIME).delete()


# --- People are told what concerns them -----------------------------------------------------


@shared_task
def send_digest(digest_id: int) -> None:
    _work_on(Digest.objects.all(), digest_id, digests.send)


@shared_task
def sweep_notices() -> None:
    verdicts.record_stale_approvals()
    if not settings.MAIL_IS_ON:
        return
    for person in digests.due_digests():
        digests.collect(person)
    waiting = Digest.objects.due().order_by("due_at")
    _send_all(send_digest, waiting.values_list("pk", flat=True)[:SWEEP_SIZE])


@shared_task(autoretry_for=(OSError,), retry_backoff=60, retry_backoff_max=3600, max_retries=8)
def notify_account_change(event_id: int, address: str) -> None:
    """No row waits for this one: were it lost, the log still says what was done.

    A mail server's errors are OSErrors too.
    """
    if settings.MAIL_IS_ON:
        accounts.notify(Event.objects.get(pk=event_id), address=address)


# --- How ------------------------------------------------------------------------------------


def wake(task: Task[Any, Any], *args: Any) -> None:
    """Send a task once the present transaction is committed; never raises, never waits long.

    A broker that is down is noted in the log and nothing else: the next sweep sends the task.
    """
    transaction.on_commit(partial(_send, task, *args))


def _send(task: Task[Any, Any], *args: Any) -> bool:
    try:
        task.apply_async(args, retry=True, retry_policy=BROKER_RETRY_POLICY)
    except Exception as error:  # noqa: BLE001 - each transport has errors of its own
        log.warning("the broker cannot be reached", task=task.name, args=args, error=str(error))
        return False
    return True


def _send_all(task: Task[Any, Any], ids: Iterable[int]) -> None:
    """A message for each; the first that the broker does not take ends the round."""
    for number in ids:
        if not _send(task, number):
            return


def _in_turn(verb: Callable[[Any], object]) -> Callable[[Any], object]:
    """``verb``, once the server of the row's address may be asked; if many wait, a minute later."""

    def polite(row: Any) -> None:
        try:
            wait_for_slot(row.url)
        except HostBusyError:
            row.finish(due_at=timezone.now() + timedelta(minutes=1))
        else:
            verb(row)

    return polite


def _work_on(rows: BackgroundJobQuerySet, pk: int, verb: Callable[[Any], object]) -> None:
    """Lease the row, do the work, end the lease; a failure is noted in the row.

    Verbs that end the lease themselves (``capture``) may: it is ended only while it is held.
    """
    row: BackgroundJob | None = rows.lease(pk)
    if row is None:
        return
    lease = row.lease_until
    try:
        verb(row)
    except (IngestError, webhooks.DeliveryError) as error:
        log.warning("not done", table=row._meta.label, row=pk, reason=str(error))
        row.lease_until = lease
        row.fail(str(error))
    except CaptureError as error:
        log.warning("no copy was made", source=pk, reason=str(error))
    except Exception as error:
        log.exception("background work failed", table=row._meta.label, row=pk)
        row.lease_until = lease
        row.fail(f"{type(error).__name__}: {error}")
