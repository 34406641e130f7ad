"""What readers report, and what the desk answers."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from claims.editorial.workflow import Refused
from claims.models import Claim, Report, record
from claims.notifications.notices import notify_followers
from claims.permissions import can_edit, require

PER_SENDER, PER_HOUR = 5, 100  # reports within an hour: of one sender, of all together


class TooManyReports(Refused):
    def __init__(self) -> None:
        super().__init__(_("Too many reports came in at once. Please try again in an hour."))


def receive_report(
    claim: Claim, *, text: str, source: str = "", contact: str = "", address: str
) -> Report:
    """Keep a reader's report on a published ``claim``; the same one sent twice is kept once.

    ``address`` is the sender's network address. It is not stored: an HMAC that changes every day
    counts what one sender sends. Raises TooManyReports.
    """
    now = timezone.now()
    sender = salted_hmac(
        "claims.reports", f"{now.date()} {address}", algorithm="sha256"
    ).hexdigest()
    with transaction.atomic():
        known = Report.objects.filter(claim=claim, sender=sender, text=text).first()
        if known:
            return known
        recent = Report.objects.filter(received_at__gt=now - timedelta(hours=1))
        if recent.count() >= PER_HOUR or recent.filter(sender=sender).count() >= PER_SENDER:
            raise TooManyReports
        report = Report.objects.create(
            claim=claim, text=text, source=source, contact=contact, sender=sender
        )
        notify_followers(record("report_error", actor=None, claim=claim, report=report.pk))
    return report


def answer_report(report: Report, *, state: str, text: str = "", actor: User) -> Report:
    """Say what becomes of ``report``: taken up, rejected with a reason, or spam.

    What is taken up becomes public as a correction, or not at all.
    """
    require(can_edit, actor)
    if problems := answer_problems(state, text):
        raise Refused(*problems)
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        report.state, report.answer = state, text.strip()
        report.answered_by, report.answered_at = actor, timezone.now()
        report.save()
        record("answer_report", actor=actor, claim=report.claim, report=report.pk, state=state)
    return report


def answer_problems(state: str, text: str) -> list[str]:
    if state == Report.State.RECEIVED or state not in Report.State.values:
        return [_("Say what becomes of the report.")]
    if state == Report.State.REJECTED and not text.strip():
        return [_("Say why the report is rejected; the reporter is told.")]
    return []
