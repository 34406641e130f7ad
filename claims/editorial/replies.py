"""The right of reply: asking, the answer, and taking a request back that was entered wrongly."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.workflow import Refused, change
from claims.models import Claim, Reply
from claims.permissions import can_edit, require

MAX_ANSWER_LENGTH = 20_000  # characters


def request_reply(
    claim: Claim,
    *,
    whom: str,
    asked_on: date,
    deadline: date,
    channel: str = Reply.Channel.EMAIL,
    actor: User,
) -> Reply:
    """Write down that somebody was asked for a statement, how, and until when."""
    require(can_edit, actor)
    with change(claim, "ask_for_reply", actor=actor, whom=whom.strip()) as move:
        if problems := _request_problems(whom, channel, asked_on, deadline):
            raise Refused(*problems)
        reply = Reply.objects.create(
            claim=move.claim,
            whom=whom.strip(),
            channel=channel,
            asked_on=asked_on,
            deadline=deadline,
            asked_by=actor,
        )
        move.data["reply"] = reply.pk
    return reply


def record_answer(reply: Reply, *, answer: str, answered_on: date, actor: User) -> Reply:
    """Write down what came back, a refusal included; an answer may be completed later."""
    require(can_edit, actor)
    with change(reply.claim, "record_answer", actor=actor, reply=reply.pk) as move:
        if problems := _answer_problems(reply, answer, answered_on):
            raise Refused(*problems)
        rows = Reply.objects.standing().filter(pk=reply.pk)
        if before := rows.values_list("answer", flat=True).first():
            move.data["before"] = before
        if not rows.update(answer=answer.strip(), answered_on=answered_on):
            raise Refused(_("This has been withdrawn already."))
    reply.refresh_from_db()
    return reply


def withdraw_reply(reply: Reply, *, reason: str, actor: User) -> Reply:
    """Take back a request that was entered wrongly; it stays on file, with the reason."""
    require(can_edit, actor)
    if not reason.strip():
        raise Refused(_("Say why this is withdrawn."))
    data = {"reply": reply.pk, "reason": reason.strip()[:500]}
    with change(reply.claim, "withdraw_reply", actor=actor, **data):
        if not Reply.objects.standing().filter(pk=reply.pk).update(withdrawn_at=timezone.now()):
            raise Refused(_("This has been withdrawn already."))
    reply.refresh_from_db()
    return reply


def _request_problems(whom: str, channel: str, asked_on: date, deadline: date) -> list[str]:
    problems = []
    if not whom.strip() or len(whom.strip()) > 300:
        problems.append(_("Say whom you asked, in 300 characters at most."))
    if channel not in Reply.Channel.values:
        problems.append(_("Say how they were asked."))
    if asked_on > timezone.localdate():
        problems.append(_("The day of the request cannot lie in the future."))
    if deadline < asked_on:
        problems.append(_("The deadline cannot lie before the request."))
    return problems


def _answer_problems(reply: Reply, answer: str, answered_on: date) -> list[str]:
    problems = []
    if not answer.strip() or len(answer.strip()) > MAX_ANSWER_LENGTH:
        problems.append(
            _("Write down what came back, in %d characters at most.") % MAX_ANSWER_LENGTH
        )
    if not reply.asked_on <= answered_on <= timezone.localdate():
        problems.append(_("The day of the answer lies between the request and today."))
    return problems
