"""The states of a claim and what leads from one to the other, in one table.

Every change of a claim passes through ``transition``, in one transaction: it locks the row, checks
that the verb fits the state, lets the verb write, saves the new state and records the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Claim, Comment, Event, Verdict, record
from claims.notifications.notices import notify_followers

S = Claim.State

# What a verdict rests on may still change; in the last two for the next version.
RESEARCH_STATES = frozenset(
    {S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.APPROVED, S.ON_HOLD, S.PUBLISHED, S.UNDER_REVISION}
)

ASSESSMENT_STATES = frozenset({S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.APPROVED, S.UNDER_REVISION})

# verb: (from any of these states, to this one; None: stays, or the verb itself decides)
TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "accept": (frozenset({S.SUGGESTED}), S.OPEN),
    "dismiss": (frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH}), S.DISMISSED),
    "reopen": (frozenset({S.DISMISSED, S.PUBLISHED}), None),
    "start_research": (frozenset({S.OPEN}), S.IN_RESEARCH),
    "assign": (
        frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.APPROVED, S.UNDER_REVISION}),
        None,
    ),
    "set_due": (
        frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.APPROVED, S.UNDER_REVISION}),
        None,
    ),
    "edit": (
        frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.APPROVED, S.UNDER_REVISION}),
        None,
    ),
    "propose": (frozenset({S.OPEN, S.IN_RESEARCH, S.IN_REVIEW, S.UNDER_REVISION}), None),
    "submit": (frozenset({S.IN_RESEARCH, S.UNDER_REVISION}), S.IN_REVIEW),
    "request_changes": (frozenset({S.IN_REVIEW}), None),
    "approve": (frozenset({S.IN_REVIEW}), S.APPROVED),
    "unapprove": (frozenset({S.APPROVED}), S.IN_REVIEW),
    "publish": (frozenset({S.APPROVED}), S.PUBLISHED),
    "retract": (frozenset({S.PUBLISHED, S.UNDER_REVISION}), S.RETRACTED),
    "merge": (frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH}), S.MERGED),
    "split": (frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH}), S.SPLIT),
    "hold": (frozenset({S.SUGGESTED, S.OPEN, S.IN_RESEARCH, S.IN_REVIEW}), S.ON_HOLD),
    "resume": (frozenset({S.ON_HOLD}), None),
    "ask_assessment": (ASSESSMENT_STATES, None),
    "assess": (ASSESSMENT_STATES, None),
    "vote": (ASSESSMENT_STATES, None),
    "decide": (ASSESSMENT_STATES, None),
    "ask_for_reply": (RESEARCH_STATES, None),
    "record_answer": (RESEARCH_STATES, None),
    "withdraw_reply": (RESEARCH_STATES, None),
    "record_search": (RESEARCH_STATES, None),
    "withdraw_search": (RESEARCH_STATES, None),
    "file_under": (RESEARCH_STATES | {S.SUGGESTED}, None),
}

# What these change is kept in their event, so that it can be undone: claims.editorial.undo.
REVERSIBLE = frozenset({"accept", "dismiss", "reopen", "edit", "merge", "split"})
RESTORED_FIELDS = [
    field
    for field in Claim._meta.concrete_fields
    if field.name
    in {
        "statement",
        "headline",
        "kind",
        "mode",
        "claimant",
        "via",
        "resolves_on",
        "selection_reason",
        "language",
        "checkworthiness",
        "revision",
        "quote",
        "speaker",
        "cue",
        "anchor_state",
        "dismissal_reason",
        "merged_into",
    }
]


class Refused(Exception):
    """A step that the workflow does not allow now; ``problems`` says why, in sentences."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


class Conflict(Refused):
    """Somebody else changed the claim in between; ``claim`` is how it stands now."""

    def __init__(self, claim: Claim, problem: str = "") -> None:
        self.claim = claim
        super().__init__(
            problem
            or _("Somebody else has changed this claim in the meantime. Nothing was overwritten.")
        )


class CommentConflict(Conflict):
    """The comment has another text by now: ``remark`` as it stands."""

    def __init__(self, remark: Comment) -> None:
        self.remark = remark
        super().__init__(
            remark.claim,
            _("This comment was edited in the meantime. Nothing was overwritten."),
        )


class VerdictConflict(Conflict):
    """A version was proposed in between: ``newest``."""

    def __init__(self, claim: Claim, newest: Verdict) -> None:
        self.newest = newest
        super().__init__(
            claim,
            _("Version %d was proposed in the meantime. Nothing was overwritten.") % newest.number,
        )


@dataclass
class Transition:
    """A verb under way: ``claim`` is locked; ``data`` goes into the event."""

    claim: Claim
    to: str
    data: dict[str, Any]
    # Called with the event, in the same transaction.
    tell: Callable[[Event], object] | None = None


@contextmanager
def transition(claim: Claim, verb: str, *, actor: User, **data: Any) -> Iterator[Transition]:
    """Carry out ``verb`` on the locked row of ``claim``; ``claim`` itself is brought up to date."""
    sources, target = TRANSITIONS[verb]
    with transaction.atomic():
        locked = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
        if locked.state not in sources:
            raise Refused(
                _("This claim is “%(state)s”; that step is not possible now.")
                % {"state": locked.get_state_display()}
            )
        before, values = locked.state, _values(locked)
        move = Transition(locked, target or before, dict(data))
        yield move
        locked.state = move.to
        locked.save()
        was = {name: value for name, value in values.items() if _values(locked)[name] != value}
        if verb in REVERSIBLE and was:
            move.data["was"] = was
        if move.to != before:
            move.data |= {"from": before, "to": move.to}
        event = record(verb, actor=actor, claim=locked, **move.data)
        notify_followers(event)
        if move.tell:
            move.tell(event)
    claim.refresh_from_db()


@contextmanager
def change(claim: Claim, verb: str, *, actor: User, **data: Any) -> Iterator[Transition]:
    """``transition``, for what changes the ground of the verdict: ``actor`` has edited the claim.

    Whoever did may not approve it, and an approval given before no longer fits.
    """
    with transition(claim, verb, actor=actor, **data) as move:
        yield move
        move.claim.last_editor = actor
        move.claim.edit_number += 1


def _values(claim: Claim) -> dict[str, Any]:
    """What a step may change of ``claim``, by attribute, as JSON; ``restore`` reads it."""
    values = {field.attname: getattr(claim, field.attname) for field in RESTORED_FIELDS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def restore(claim: Claim, was: dict[str, Any]) -> None:
    """Give ``claim`` the values that an event kept as ``was``; the caller saves."""
    for field in RESTORED_FIELDS:
        if field.attname in was:
            setattr(claim, field.attname, field.to_python(was[field.attname]))
