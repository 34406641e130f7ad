"""Taking a step back, as long as nothing rests on it. The log keeps both, the step and the undoing.

A claim that was made by the step is not deleted, for the log speaks of it: one made from marked
words is dismissed as taken back, the parts of a split lead to the claim that stands again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rules.predicates import Predicate

from claims.editorial.workflow import TRANSITIONS, Refused, restore
from claims.models import Article, Claim, Claimant, Event, record
from claims.permissions import can_edit, can_handle_findings, can_suggest, require

S = Claim.State

# The steps that can be undone, and who may.
STEPS: dict[str, Predicate] = {
    "suggest": can_suggest,
    "accept": can_edit,
    "dismiss": can_edit,
    "reopen": can_handle_findings,
    "edit": can_edit,
    "merge": can_edit,
    "split": can_edit,
}
UNDO_PERIOD = timedelta(hours=24)  # who presses «undo» means what was done today
MAX_EVENTS = 200
GROUNDS = frozenset(
    {
        "attach",
        "withdraw",
        "merged",
        "ask_for_reply",
        "record_answer",
        "withdraw_reply",
        "record_search",
        "withdraw_search",
    }
)
VERDICT_VERBS = frozenset(
    {
        "propose",
        "submit",
        "request_changes",
        "approve",
        "unapprove",
        "publish",
        "retract",
        "ask_assessment",
        "assess",
        "vote",
        "decide",
        "prepare_correction",
    }
)
# What rests on the claim as it stood then. Comments, assignments, dates and findings do not.
RESTING_STATES = (GROUNDS | VERDICT_VERBS | {"reanchor"} | TRANSITIONS.keys()) - {
    "assign",
    "set_due",
}


def last_step(article: Article, *, actor: User, passed: Collection[int] = ()) -> Event | None:
    """The newest step of ``actor`` on ``article`` that is not undone, from the last 24 hours.

    ``passed`` are ids of events to leave aside: those that were refused.
    """
    events = list(
        Event.objects.filter(
            article=article,
            actor=actor,
            verb__in=[*STEPS, "undo"],
            at__gte=timezone.now() - UNDO_PERIOD,
        ).order_by("-pk")[:MAX_EVENTS]
    )
    undone = _undone_events(events) | set(passed)
    return next((event for event in events if _is_step(event) and event.pk not in undone), None)


def undo(step: Event, *, actor: User) -> list[Claim]:
    """Take back what ``step`` tells of; the claim stands again as it stood before.

    Returns the claims that this touched, that of the step first. Refused where something rests
    on the step by now, or where somebody else has changed the claim since.
    """
    if not _is_step(step) or step.claim is None:
        raise Refused(_("This step cannot be undone."))
    require(STEPS[step.verb], actor)
    if step.actor_id != actor.pk:
        raise Refused(_("This step was taken by somebody else. Only who took it can undo it."))
    with transaction.atomic():
        claim = _locked(step.claim_id, after=step, actor=actor)
        touched = [claim]
        before = claim.state
        was = {"dismissal_reason": "", "merged_into_id": None} | step.data.get("was", {})
        if was.get("claimant_id") and not Claimant.objects.filter(pk=was["claimant_id"]).exists():
            raise Refused(_("The claimant of before is no longer there."))
        restore(claim, was)
        if not {"statement", "language", "claimant_id"}.isdisjoint(was):
            claim.compared_at = None
        claim.state = step.data.get("from", before)
        match step.verb:
            case "suggest":
                claim.state = S.DISMISSED
                claim.dismissal_reason = Claim.DismissalReason.TAKEN_BACK
            case "merge":
                touched.append(_detach(step, claim, actor))
            case "split":
                touched += [_restore_references(part, claim, actor) for part in step.data["parts"]]
        _save(claim, step, before, actor)
    return touched


def _is_step(event: Event) -> bool:
    """Whether ``event`` can be undone at all, by its own account."""
    match event.verb:
        case "suggest":
            return "split_from" not in event.data
        case "reopen":
            return bool(event.data.get("from") == S.DISMISSED)
        case "edit":
            return "was" in event.data
        case verb:
            return verb in STEPS


def _undone_events(events: Collection[Event]) -> set[int]:
    return {event.data["of"] for event in events if event.verb == "undo"}


def _locked(pk: Any, *, after: Event, actor: User) -> Claim:
    """The claim, locked, if nothing that happened to it after ``after`` rests on that."""
    claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    resting = (
        RESTING_STATES if "quote" in after.data.get("was", {}) else RESTING_STATES - {"reanchor"}
    )
    later = list(
        Event.objects.filter(claim=claim, pk__gt=after.pk, verb__in=[*resting, "undo"])
        .select_related("actor")
        .order_by("pk")
    )
    undone = _undone_events(later)
    if after.pk in undone:
        raise Refused(_("This step has been undone already."))
    for event in later:
        if event.verb != "undo" and event.pk not in undone:
            raise Refused(_problem(event, actor))
    return claim


def _problem(later: Event, actor: User) -> str:
    if later.verb in GROUNDS:
        return _("The evidence of this claim has changed since; the step can no longer be undone.")
    if later.verb in VERDICT_VERBS:
        return _("The claim has been judged since; the step can no longer be undone.")
    if later.verb == "reanchor":
        return _("The article has a new text since; the step can no longer be undone.")
    if later.actor is not None and later.actor != actor:
        return _("%s has changed this claim since. Nothing was undone.") % (
            later.actor.get_full_name() or later.actor.username
        )
    return _("You have changed this claim since in a way that cannot be undone.")


def _detach(step: Event, claim: Claim, actor: User) -> Claim:
    """Give ``claim`` back what the other claim got by the merge; returns the other."""
    gained = Event.objects.filter(verb="merged", claim=step.data["into"], pk__lt=step.pk)
    merged = gained.order_by("-pk")[0]
    into = _locked(merged.claim_id, after=merged, actor=actor)
    grounds = {
        "evidence": into.evidence,
        "replies": into.replies,
        "searches": into.null_searches,
    }
    for name, rows in grounds.items():
        rows.filter(pk__in=step.data[name]).update(claim=claim)
    _save(into, merged, into.state, actor)
    return into


def _restore_references(pk: int, whole: Claim, actor: User) -> Claim:
    """Make a part of a split a tombstone that leads to the claim that stands again."""
    made = Event.objects.get(verb="suggest", claim=pk)
    part = _locked(pk, after=made, actor=actor)
    before = part.state
    part.state, part.merged_into = S.MERGED, whole
    _save(part, made, before, actor)
    return part


def _save(claim: Claim, step: Event, before: str, actor: User) -> None:
    claim.last_editor = actor
    claim.edit_number += 1
    claim.save()
    moved: dict[str, Any] = {"from": before, "to": claim.state} if claim.state != before else {}
    record("undo", actor=actor, claim=claim, of=step.pk, step=step.verb, **moved)
