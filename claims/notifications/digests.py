"""Notices by e-mail: what a person has not read, in one message, at the rate they set.

A message goes out once. Its notices are fixed in a transaction (``collect``); whoever leases the
row sends it (``send``), and writes down beforehand that the mail server is about to be given it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Min, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from claims.models import Digest, Notice, NoticeSettings
from claims.models.locks import lock_key
from claims.notifications.notices import sentence
from claims.permissions import desk

log = structlog.get_logger(__name__)

Rate = NoticeSettings.Rate
DAILY_AT = 7  # o'clock, in the site's time zone
MAX_NOTICES = 100  # notices that one message spells out
# The mail server has said no: what it refused it has not taken.
REFUSED_RECIPIENT = (SMTPResponseException, SMTPRecipientsRefused)


def due_digests(now: datetime | None = None) -> list[int]:
    """The ids of people for whom there is something unread, and whose time has come."""
    now = now or timezone.now()
    waiting = (
        Notice.objects.unread()
        .filter(digest__isnull=True, recipient__in=desk())
        .exclude(recipient__email="")
        .order_by("recipient")
        .values_list("recipient", "recipient__notice_settings__rate")
        .annotate(oldest=Min("created_at"))
    )
    return [
        person
        for person, rate, oldest in waiting
        if rate != Rate.NEVER and oldest <= last_slot(rate or Rate.DAILY, now)
    ]


def last_slot(rate: str, now: datetime) -> datetime:
    """When messages at this rate were last to go out, up to ``now``; what is older goes now."""
    local = timezone.localtime(now)
    match rate:
        case Rate.AT_ONCE:
            return now
        case Rate.HOURLY:
            return now.replace(minute=0, second=0, microsecond=0)
    days = 0 if local.hour >= DAILY_AT else 1
    if rate == Rate.WEEKLY:
        days += (local.date() - timedelta(days=days)).weekday()
    day = (local - timedelta(days=days)).date()
    return datetime(day.year, day.month, day.day, DAILY_AT, tzinfo=timezone.get_current_timezone())


def collect(person: int) -> Digest | None:
    """Put what the person has not read into a message of their own; None if there is nothing new.

    What went into a message that perhaps never arrived comes along if it is still unread.
    """
    with transaction.atomic():
        lock_key(f"digest {person}")
        waiting = Digest.objects.filter(
            recipient=person, state=Digest.State.WAITING, parked_at__isnull=True
        )
        found: Digest | None = waiting.first()
        if found is not None:
            return found
        unread = Notice.objects.unread().filter(recipient=person)
        if not unread.filter(digest__isnull=True).exists():
            return None
        digest = Digest.objects.create(recipient_id=person, due_at=timezone.now())
        lost = Q(digest__state=Digest.State.UNSURE) | Q(digest__parked_at__isnull=False)
        unread.filter(Q(digest__isnull=True) | lost).update(digest=digest)
        return digest


def send(digest: Digest) -> None:
    """Send a leased digest, once. Raises if the mail server cannot be reached or refuses it.

    Whoever finds ``handed_over_at`` set comes after a worker that died while it was sending: the
    message may be out, so it is not sent again.
    """
    if digest.state != Digest.State.WAITING:
        digest.finish()
        return
    if digest.handed_over_at is not None:
        _end(digest, Digest.State.UNSURE)
        return
    message = _message(digest)
    if message is None:
        _end(digest, Digest.State.NOT_WANTED)
        return
    connection = get_connection()
    connection.open()  # a server that is not there is found out before anything is handed over
    try:
        if _hand_over(digest):
            message.connection = connection
            _end(digest, _add_notices(message, digest))
    finally:
        connection.close()


def _hand_over(digest: Digest) -> bool:
    """Write down that the message is about to go; False if another worker has leased it since."""
    row = Digest.objects.filter(
        pk=digest.pk, lease_until=digest.lease_until, handed_over_at__isnull=True
    )
    return row.update(handed_over_at=timezone.now()) == 1


def _add_notices(message: EmailMessage, digest: Digest) -> str:
    try:
        message.send()
    except REFUSED_RECIPIENT:
        Digest.objects.filter(pk=digest.pk).update(handed_over_at=None)
        raise
    except OSError as error:  # the line broke: before or after the message was taken?
        log.warning("a digest was perhaps not sent", digest=digest.pk, error=str(error))
        return Digest.State.UNSURE
    return Digest.State.SENT


def _end(digest: Digest, state: str) -> None:
    Digest.objects.filter(pk=digest.pk).update(state=state)
    digest.finish()


# --- What it says -----------------------------------------------------------------------------


def _message(digest: Digest) -> EmailMessage | None:
    """The message, in the receiver's language; None if nothing is left to tell, or nobody to."""
    person = digest.recipient
    notices = list(digest.notices.unread().select_related("claim", "actor").order_by("pk"))
    wishes = NoticeSettings.objects.filter(person=person).first() or NoticeSettings(person=person)
    is_there = desk().filter(pk=person.pk).exists() and bool(person.email)
    if not notices or not is_there or wishes.rate == Rate.NEVER:
        return None
    with override(wishes.language or settings.LANGUAGE_CODE):
        number = len(notices)
        subject = ngettext("%(number)d notice", "%(number)d notices", number) % {"number": number}
        if number == 1:
            subject = sentence(notices[0])
        return EmailMessage(
            subject=" ".join(f"{settings.SITE_NAME}: {subject}".split()),
            body=_body(notices, person.get_full_name() or person.username),
            to=[person.email],
            headers={
                "Message-ID": f"<digest-{digest.pk}-{digest.created_at:%Y%m%d%H%M%S}@{_host()}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def _body(notices: list[Notice], name: str) -> str:
    shown = sorted(notices[:MAX_NOTICES], key=lambda notice: notice.claim_id)
    claims: list[dict[str, Any]] = [
        {
            "statement": " ".join(rows[0].claim.statement.split()),
            "address": settings.SITE_URL + rows[-1].place,
            "lines": [(sentence(notice), notice.created_at) for notice in rows],
        }
        for _claim, group in groupby(shown, key=lambda notice: notice.claim_id)
        for rows in [list(group)]
    ]
    context = {
        "greeting": gettext("Hello %s") % name,
        "claims": claims,
        "more": len(notices) - len(shown),
        "all": settings.SITE_URL + reverse("review:notices"),
        "settings": settings.SITE_URL + reverse("review:notice-settings"),
    }
    return render_to_string("review/digest.txt", context)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
