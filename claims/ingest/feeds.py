"""Subscribed feeds: looked into now and then, each new article taken in as if by hand."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims import http
from claims.ingest.articles import IngestError
from claims.ingest.feed_parser import Entry, FeedError, parse_feed
from claims.models import Article, Intake, Subscription, SubscriptionEntry, record

MAX_FEED_BYTES = 2_000_000
MAX_ENTRIES = 200  # of one feed that are looked at
MAX_NEW_ENTRIES = 20  # articles of one look; what is left over is new at the next
MAX_ENTRY_AGE = timedelta(days=7)
TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/html",  # what some servers call a feed
        "text/plain",
    }
)
SENTENCES = [
    gettext_noop("This cannot be read as a feed."),
    gettext_noop("This feed declares a document type and is not read."),
    gettext_noop("This is neither RSS nor Atom."),
]


def check_feed(url: str) -> str:
    """The address in normal form; raises IngestError for one that is never fetched."""
    try:
        return http.check_address(url, resolve=True)
    except http.FetchError as error:
        raise IngestError(error.message) from error


def save_subscription(subscription: Subscription, *, actor: User) -> Subscription:
    """Begin a subscription, or keep what was changed of it; a running one is looked into now."""
    subscription.url = check_feed(subscription.url)
    new = subscription.pk is None
    with transaction.atomic():
        subscription.due_at = timezone.now()
        subscription.parked_at, subscription.attempts, subscription.last_error = None, 0, ""
        subscription.save()
        record(
            "subscribe" if new else "change_subscription",
            actor=actor,
            subscription=subscription.pk,
            url=subscription.url,
            paused=subscription.is_paused,
        )
    return subscription


def poll(subscription: Subscription) -> int:
    """Look into the feed; how many new articles it named. Raises IngestError."""
    found, page = _fetched(subscription)
    recent = [entry for entry in found[:MAX_ENTRIES] if not _is_old(entry)]
    with transaction.atomic():
        new = 0
        for entry in recent:
            if new < MAX_NEW_ENTRIES:
                new += _record_entry(subscription, entry)
        complete = new < MAX_NEW_ENTRIES  # else the same feed has more for the next look
        Subscription.objects.filter(pk=subscription.pk).update(
            checked_at=timezone.now(),
            etag=page.etag[:500] if complete else "",
            last_modified=page.last_modified[:100] if complete else "",
        )
        wait = timedelta(minutes=subscription.interval) * random.uniform(1, 1.1)  # noqa: S311
        subscription.finish(due_at=timezone.now() + wait)
    return new


def _fetched(subscription: Subscription) -> tuple[list[Entry], http.Response]:
    limits = http.Limits(max_bytes=MAX_FEED_BYTES, content_types=TYPES)
    try:
        if not http.allowed_by_robots(subscription.url, limits=limits):
            raise http.FetchError(http.Reason.ROBOTS, subscription.url)
        page = http.fetch(
            subscription.url,
            etag=subscription.etag,
            last_modified=subscription.last_modified,
            limits=limits,
        )
        if page.not_modified:
            validators = {"etag": subscription.etag, "last-modified": subscription.last_modified}
            return [], replace(page, headers=validators)
        return parse_feed(page.body, base=page.url), page
    except http.FetchError as error:
        raise IngestError(error.message) from error
    except FeedError as error:
        raise IngestError(_(str(error))) from error


def _is_old(entry: Entry) -> bool:
    return entry.published is not None and entry.published < timezone.now() - MAX_ENTRY_AGE


def _record_entry(subscription: Subscription, entry: Entry) -> bool:
    """Keep an entry that was not seen before; whether an article is to be taken in for it."""
    identity = hashlib.sha256(entry.identity.encode()).hexdigest()
    if subscription.entries.filter(identity=identity).exists():
        return False
    seen = SubscriptionEntry(
        subscription=subscription, identity=identity, url=entry.url[:2000], title=entry.title
    )
    try:
        seen.url = http.check_address(entry.url)[:2000]
    except http.FetchError as error:
        seen.note = error.message[:300]
    if not seen.note and _is_known(seen.url):
        seen.note = _("The article is here already.")
    if not seen.note:
        options = {"publisher": subscription.publisher} if subscription.publisher else {}
        seen.intake = Intake.objects.create(url=seen.url, options=options, due_at=timezone.now())
    seen.save()
    return seen.intake is not None


def _is_known(url: str) -> bool:
    """Whether another feed, or a person, had the same address before."""
    return Article.objects.filter(url=url).exists() or Intake.objects.filter(url=url).exists()
