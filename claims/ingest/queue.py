"""Addresses that are taken in later, by a worker: fetching takes longer than a request may."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims import http
from claims.ingest.articles import (
    Ingested,
    UnfetchableError,
    UnusableError,
    ingest_address,
    unfetchable,
)
from claims.models import Intake, SubscriptionEntry, record

# What is not cured by waiting.
FINAL_REASONS = frozenset(
    {
        http.Reason.BAD_ADDRESS,
        http.Reason.FORBIDDEN_ADDRESS,
        http.Reason.CONTENT_TYPE,
        http.Reason.TOO_LARGE,
        http.Reason.TOO_MANY_REDIRECTS,
        http.Reason.ROBOTS,
    }
)


def queue_article(url: str, *, actor: User | None, **options: Any) -> Intake:
    """Have the article at ``url`` taken in by a worker; ``options`` as for ``ingest_text``.

    Raises UnfetchableError for an address that will never be fetched.
    """
    try:
        address = http.check_address(url)
    except http.FetchError as error:
        raise UnfetchableError(unfetchable(error), reason=error.reason) from error
    options = {name: _plain(value) for name, value in options.items() if value}
    with transaction.atomic():
        intake = Intake.objects.create(
            url=address, options=options, requested_by=actor, due_at=timezone.now()
        )
        record("ask_for_article", actor=actor, intake=intake.pk, url=address)
    return intake


def ingest_queued_url(intake: Intake) -> Ingested | None:
    """Fetch the address and take its article in; what can never succeed is parked at once."""
    try:
        by_feed = SubscriptionEntry.objects.filter(intake=intake).exists()
        if by_feed:
            _check_robots(intake.url)
        ingested = ingest_address(
            intake.url, actor=intake.requested_by, known_text=by_feed, **_options(intake)
        )
    except UnusableError as error:
        intake.give_up(str(error))
        return None
    except UnfetchableError as error:
        if error.reason not in FINAL_REASONS:
            raise
        intake.give_up(str(error))
        return None
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(article=ingested.article)
        intake.finish()
    return ingested


def _check_robots(url: str) -> None:
    """No person asked for this address: the publisher may not want it fetched."""
    try:
        allowed = http.allowed_by_robots(url)
    except http.FetchError as error:
        raise UnfetchableError(unfetchable(error), reason=error.reason) from error
    if not allowed:
        forbidden = http.FetchError(http.Reason.ROBOTS, url)
        raise UnfetchableError(unfetchable(forbidden), reason=forbidden.reason)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _options(intake: Intake) -> dict[str, Any]:
    """As ``ingest_text`` takes them."""
    options = dict(intake.options)
    if day := options.get("published_on"):
        options["published_on"] = date.fromisoformat(day)
    return options
