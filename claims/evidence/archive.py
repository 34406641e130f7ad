"""Asking the Wayback Machine to keep what is cited: Save Page Now 2, by key.

A request is submitted, then asked after until the answer is there; only then is it archived.
Sources that are cited in confidence are named to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import http
from claims.models import ArchiveRequest, Evidence, Snapshot, Source, record

ArchiveState = ArchiveRequest.State
RECENT_COPY_AGE = timedelta(days=1)  # after which the page is no longer what our copy says
SHORTEST, LONGEST = timedelta(seconds=10), timedelta(minutes=5)  # between two questions
GIVE_UP_AFTER = timedelta(hours=2)
JSON_TYPES = frozenset({"application/json"})


class ArchiveError(Exception):
    """Why the page will not be archived, in one sentence."""


def is_on() -> bool:
    return bool(settings.WAYBACK_ACCESS_KEY and settings.WAYBACK_SECRET_KEY)


def unarchived_snapshots() -> QuerySet[Snapshot]:
    """New copies of cited pages for which nobody has been asked yet."""
    cited = Evidence.objects.standing().filter(source=OuterRef("source"))
    newer = Snapshot.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    return (
        Snapshot.objects.filter(
            fetched_at__gt=timezone.now() - RECENT_COPY_AGE, archiving__isnull=True
        )
        .exclude(source__url="")
        .filter(Exists(cited.filter(confidential=False)))
        .exclude(Exists(cited.filter(confidential=True)))
        .exclude(Exists(newer))
        .defer("text", "headers")
        .order_by("pk")
    )


def request_archiving(snapshot: Snapshot) -> ArchiveRequest | None:
    """Have the page of this copy archived; None if that was asked for already."""
    try:
        with transaction.atomic():
            return ArchiveRequest.objects.create(snapshot=snapshot, due_at=timezone.now())
    except IntegrityError:
        return None


def continue_archiving(row: ArchiveRequest, *, show: Callable[[ArchiveRequest], object]) -> None:
    """Submit a leased request, or ask what became of it. Ends the lease.

    ``show`` is called with an archived request, in the same transaction.
    """
    try:
        if not is_on():
            row.finish(due_at=timezone.now() + RECENT_COPY_AGE)
        elif row.state == ArchiveState.ASKED:
            _submit(row)
        else:
            _check_job(row, show)
    except ArchiveError as error:
        _give_up(row, str(error))
    except http.FetchError as error:
        if isinstance(error, http.StatusError) and error.status in {401, 403}:
            _give_up(row, _("The keys are not accepted."))
        else:
            _retry_later(row, error)


def _submit(row: ArchiveRequest) -> None:
    now = timezone.now()
    last_minute = ArchiveRequest.objects.filter(submitted_at__gt=now - timedelta(minutes=1))
    if last_minute.count() >= settings.WAYBACK_PER_MINUTE:
        row.finish(due_at=now + timedelta(minutes=1))
        return
    source = row.snapshot.source
    if row.snapshot.fetched_at < now - RECENT_COPY_AGE or _is_secret(source):
        raise ArchiveError(_("It was too late to ask, or the source has become confidential."))
    ArchiveRequest.objects.filter(pk=row.pk).update(submitted_at=now)
    answer = _call_service("/save", form={"url": source.url, "skip_first_archive": "1"})
    job = answer.get("job_id")
    if not isinstance(job, str) or not job:
        raise ArchiveError(_error_text(answer))
    ArchiveRequest.objects.filter(pk=row.pk).update(state=ArchiveState.SUBMITTED, job_id=job[:200])
    row.finish(due_at=now + SHORTEST)


def _check_job(row: ArchiveRequest, show: Callable[[ArchiveRequest], object]) -> None:
    answer = _call_service(f"/save/status/{quote(row.job_id, safe='')}")
    now = timezone.now()
    match answer.get("status"):
        case "success":
            _mark_archived(row, answer, show)
        case "pending":
            waited = now - (row.submitted_at or now)
            if waited > GIVE_UP_AFTER:
                raise ArchiveError(_("The Wayback Machine did not come to an end."))
            row.finish(due_at=now + min(max(waited / 2, SHORTEST), LONGEST))
        case _:
            raise ArchiveError(_error_text(answer))


def _mark_archived(
    row: ArchiveRequest, answer: dict[str, Any], show: Callable[[ArchiveRequest], object]
) -> None:
    stamp, original = str(answer.get("timestamp", "")), str(answer.get("original_url", ""))
    try:
        at = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise ArchiveError(_("The answer is not understood.")) from None
    source = row.snapshot.source
    url = f"{settings.WAYBACK_URL}/web/{stamp}/{original or source.url}"[:2000]
    with transaction.atomic():
        row.state, row.url, row.archived_at, row.reason = ArchiveState.ARCHIVED, url, at, ""
        row.save(update_fields=["state", "url", "archived_at", "reason"])
        Source.objects.filter(pk=source.pk, archived_url="").update(archived_url=url)
        record("archive", actor=None, source=source.pk, snapshot=row.snapshot_id, url=url)
        show(row)
        row.finish()


def _give_up(row: ArchiveRequest, reason: str) -> None:
    with transaction.atomic():
        ArchiveRequest.objects.filter(pk=row.pk).update(
            state=ArchiveState.FAILED, reason=reason[:500]
        )
        record(
            "archive_failed",
            actor=None,
            source=row.snapshot.source_id,
            snapshot=row.snapshot_id,
            reason=reason[:500],
        )
        row.finish()


def _retry_later(row: ArchiveRequest, error: http.FetchError) -> None:
    """Back off as other jobs do; if the service asks to wait, all requests wait."""
    if row.attempts >= settings.WORK_MAX_ATTEMPTS:
        _give_up(row, error.message)
        return
    ArchiveRequest.objects.filter(pk=row.pk).update(reason=error.message[:500])
    row.fail(error.message)
    seconds = error.retry_after if isinstance(error, http.StatusError) else None
    if seconds or (isinstance(error, http.StatusError) and error.status == 429):
        until = timezone.now() + min(timedelta(seconds=seconds or 60), timedelta(hours=6))
        ArchiveRequest.objects.filter(due_at__lt=until).update(due_at=until)


def _is_secret(source: Source) -> bool:
    return source.evidence.standing().filter(confidential=True).exists()


def _call_service(path: str, *, form: dict[str, str] | None = None) -> dict[str, Any]:
    key = f"LOW {settings.WAYBACK_ACCESS_KEY}:{settings.WAYBACK_SECRET_KEY}"
    page = http.fetch(
        settings.WAYBACK_URL + path,
        limits=http.Limits(max_redirects=0, content_types=JSON_TYPES),
        secrets={"Authorization": key, "Accept": "application/json"},
        form=form,
    )
    try:
        answer = json.loads(page.body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ArchiveError(_("The answer is not understood."))
    return answer


def _error_text(answer: dict[str, Any]) -> str:
    """What the Wayback Machine gives as its reason, in our words where it is a common one."""
    match str(answer.get("status_ext", "")):
        case "error:blocked-url":
            return _("The Wayback Machine may not keep this address.")
        case "error:too-many-daily-captures":
            return _("The Wayback Machine has kept this address too often today.")
        case "error:not-found" | "error:no-access" | "error:unauthorized" | "error:forbidden":
            return _("The page was not shown to the Wayback Machine.")
        case code:
            said = " ".join(str(answer.get("message") or code).split())
            return _("The Wayback Machine says: %s") % (said[:300] or "–")
