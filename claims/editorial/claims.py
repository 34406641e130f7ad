"""What editors do with a claim, one function for each thing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.anchors import select_all
from claims.editorial.workflow import Conflict, Refused, transition
from claims.models import Article, Claim, Publication, record
from claims.models.claim import TOMBSTONES
from claims.notifications.notices import notify_followers
from claims.permissions import (
    can_edit,
    can_handle_findings,
    can_suggest,
    require,
)

EDITABLE_FIELDS = frozenset(
    {
        "statement",
        "headline",
        "headline_translations",
        "kind",
        "mode",
        "claimant",
        "via",
        "resolves_on",
        "selection_reason",
        "language",
        "checkworthiness",
    }
)

# What a person may choose; TAKEN_BACK is left to claims.editorial.undo.
DISMISSAL_REASONS = [
    (value, label)
    for value, label in Claim.DismissalReason.choices
    if value != Claim.DismissalReason.TAKEN_BACK
]


def suggest(
    article: Article,
    *,
    spans: list[tuple[int, int]],
    statement: str = "",
    actor: User,
    **fields: Any,
) -> Claim:
    """A new claim from words that a person marked in the article's current revision.

    ``spans`` are half-open ranges of code points in the revision's text. The statement is the
    marked words themselves unless given. ``fields`` as for ``edit``.
    """
    require(can_suggest, actor)
    revision = article.revision
    if not spans or any(not 0 <= start < end <= len(revision.text) for start, end in spans):
        raise Refused(_("Mark the words of the claim in the article first."))
    selectors = [asdict(selector) for selector in select_all(revision.text, spans)]
    words = " … ".join(revision.text[start:end] for start, end in spans)
    with transaction.atomic():
        claim = Claim(
            article=article,
            revision=revision,
            quote=selectors,
            statement=statement.strip() or " ".join(words.split()),
            mode=fields.pop("mode", Claim.Mode.OWN_VOICE),
            language=fields.pop("language", article.language),
            state=Claim.State.OPEN if can_edit.test(actor) else Claim.State.SUGGESTED,
            last_editor=actor,
        )
        _apply(claim, fields)
        claim.save()
        notify_followers(record("suggest", actor=actor, claim=claim, statement=claim.statement))
    return claim


def accept(claim: Claim, *, actor: User) -> Claim:
    require(can_edit, actor)
    with transition(claim, "accept", actor=actor):
        pass
    return claim


def dismiss(claim: Claim, *, reason: str, actor: User) -> Claim:
    """Put aside what is not worth or not open to a check; ``reason`` is one of the above."""
    require(can_edit, actor)
    if reason not in dict(DISMISSAL_REASONS):
        raise Refused(_("Say why the claim is dismissed."))
    with transition(claim, "dismiss", actor=actor, reason=reason) as move:
        _refuse_published(move.claim)
        move.claim.dismissal_reason = reason
    return claim


def reopen(claim: Claim, *, reason: str, actor: User) -> Claim:
    """Take up a dismissed claim again, or put a published one under revision.

    While a claim is under revision its last published version stays public, with a note.
    """
    require(can_handle_findings, actor)
    if not reason.strip():
        raise Refused(_("Say why the claim is reopened."))
    with transition(claim, "reopen", actor=actor, reason=reason) as move:
        published = move.claim.state == Claim.State.PUBLISHED
        move.to = Claim.State.UNDER_REVISION if published else Claim.State.OPEN
        move.claim.dismissal_reason = ""
        Publication.objects.filter(claim=claim).update(
            reopened_at=timezone.now(), version=F("version") + 1
        )
    return claim


def start_research(claim: Claim, *, actor: User) -> Claim:
    """Begin the check; who begins it has it, unless it is assigned already."""
    require(can_edit, actor)
    with transition(claim, "start_research", actor=actor) as move:
        move.claim.assignee = move.claim.assignee or actor
    return claim


def assign(claim: Claim, *, to: User | None, actor: User) -> Claim:
    require(can_edit, actor)
    with transition(claim, "assign", actor=actor, to=to.username if to else "") as move:
        move.claim.assignee = to
    return claim


def set_due(claim: Claim, *, due_on: date | None, actor: User) -> Claim:
    """Say by when the claim is to be decided on; None: no matter when."""
    require(can_edit, actor)
    with transition(claim, "set_due", actor=actor) as move:
        before, move.claim.due_on = move.claim.due_on, due_on
        move.data["changes"] = {"due_on": [_plain(day) if day else "" for day in (before, due_on)]}
    return claim


def edit(claim: Claim, *, actor: User, edit_number: int | None = None, **changes: Any) -> Claim:
    """Change what the claim says, who said it, or how it is filed.

    ``edit_number`` is the number that the editor saw; if the claim has moved on since, Conflict
    is raised with the claim as it stands now. ``spans`` moves the quotation; it points into
    the article's current revision, and takes a claim that was orphaned there.
    """
    require(can_edit, actor)
    with transition(claim, "edit", actor=actor) as move:
        if edit_number is not None and edit_number != move.claim.edit_number:
            raise Conflict(move.claim)
        before = {
            name: _plain(getattr(move.claim, name)) for name in changes if name in EDITABLE_FIELDS
        }
        spans = changes.pop("spans", None)
        if spans is not None:
            before["quote"] = [part["exact"] for part in move.claim.quote]
            text = _in_current_revision(move.claim).revision.text
            if not spans or any(not 0 <= start < end <= len(text) for start, end in spans):
                raise Refused(_("Mark the words of the claim in the article first."))
            move.claim.quote = [asdict(selector) for selector in select_all(text, spans)]
            move.claim.anchor_state = Claim.AnchorState.ANCHORED
        _apply(move.claim, changes)
        after = {name: _plain(getattr(move.claim, name)) for name in changes}
        if spans is not None:
            after["quote"] = [part["exact"] for part in move.claim.quote]
        _start_comparison(move.claim, actor)
        if not {"statement", "language", "claimant"}.isdisjoint(changes):
            move.claim.compared_at = None
        move.data["changes"] = {
            name: [before[name], after[name]] for name in after if before[name] != after[name]
        }
    return claim


def hold(claim: Claim, *, until: date, actor: User) -> Claim:
    require(can_edit, actor)
    with transition(claim, "hold", actor=actor, until=until.isoformat()) as move:
        _refuse_published(move.claim)
        move.claim.held_state, move.claim.hold_until = move.claim.state, until
    return claim


def resume(claim: Claim, *, actor: User) -> Claim:
    require(can_edit, actor)
    with transition(claim, "resume", actor=actor) as move:
        move.to = move.claim.held_state
        move.claim.held_state, move.claim.hold_until = "", None
    return claim


def merge(claim: Claim, *, into: Claim, actor: User) -> Claim:
    """Make ``claim`` a tombstone that leads to ``into``, which takes over its evidence."""
    require(can_edit, actor)
    with transition(claim, "merge", actor=actor, into=into.pk) as move:
        into = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=into.pk)
        if into.pk == claim.pk or into.state in {*TOMBSTONES, Claim.State.DISMISSED}:
            raise Refused(_("Choose another claim that is still standing to merge into."))
        _refuse_published(move.claim)
        grounds = {
            "evidence": move.claim.evidence,
            "replies": move.claim.replies,
            "searches": move.claim.null_searches,
        }
        for name, rows in grounds.items():
            move.data[name] = list(rows.values_list("pk", flat=True))
            if move.data[name] and into.state in {Claim.State.PUBLISHED, Claim.State.RETRACTED}:
                raise Refused(_("Reopen the published claim first; it would gain evidence."))
            rows.update(claim=into)
        move.claim.merged_into = into
        _start_comparison(into, actor)
        into.save()
        notify_followers(record("merged", actor=actor, claim=into, other=claim.pk))
    return claim


def split(claim: Claim, *, statements: list[str], actor: User) -> list[Claim]:
    """Replace ``claim`` by one open claim for each statement, at the same words."""
    require(can_edit, actor)
    statements = [statement.strip() for statement in statements if statement.strip()]
    if len(statements) < 2:
        raise Refused(_("Give at least two statements, one on each line."))
    parts: list[Claim] = []
    with transition(claim, "split", actor=actor) as move:
        _refuse_published(move.claim)
        for statement in statements:
            part = Claim.objects.get(pk=claim.pk)
            part.pk, part._state.adding = None, True
            part.statement, part.headline = statement, ""
            part.state, part.split_from = Claim.State.OPEN, move.claim
            part.origin, part.last_editor, part.edit_number = Claim.Origin.PERSON, actor, 1
            part.compared_at = None  # another statement
            part.save(force_insert=True)
            part.topics.set(move.claim.topics.all())
            notify_followers(
                record("suggest", actor=actor, claim=part, split_from=claim.pk, statement=statement)
            )
            parts.append(part)
        move.data["parts"] = [part.pk for part in parts]
    return parts


def _in_current_revision(claim: Claim) -> Claim:
    """``claim`` with the article's current revision; places in an older one say nothing there."""
    current = claim.article.revision
    if claim.revision_id != current.pk:
        claim.revision, claim.speaker, claim.cue = current, [], []
    return claim


def _apply(claim: Claim, changes: dict[str, Any]) -> None:
    unknown = set(changes) - EDITABLE_FIELDS
    if unknown:
        raise Refused(_("These fields cannot be edited: %s.") % ", ".join(sorted(unknown)))
    headlines = changes.get("headline_translations", {})
    if not isinstance(headlines, dict) or not all(
        isinstance(text, str) and len(text) <= 200 for text in headlines.values()
    ):
        raise Refused(_("A translated headline has at most 200 characters."))
    for name, value in changes.items():
        setattr(claim, name, value)
    if claim.claimant is not None and claim.claimant.merged_into_id is not None:
        raise Refused(_("“%s” has been merged already.") % claim.claimant)
    if claim.mode == Claim.Mode.OWN_VOICE and claim.claimant is not None:
        claim.mode = Claim.Mode.REPORTED
    try:
        claim.clean_fields()
    except ValidationError as error:
        raise Refused(*error.messages) from None


def _start_comparison(claim: Claim, actor: User) -> None:
    claim.last_editor = actor
    claim.edit_number += 1


def _refuse_published(claim: Claim) -> None:
    if hasattr(claim, "publication"):
        raise Refused(_("This claim has a public page. Correct or retract it instead."))


def _plain(value: Any) -> Any:
    """``value`` as JSON for the log."""
    if isinstance(value, str | int | float | list | dict | None):
        return value
    return str(value)
