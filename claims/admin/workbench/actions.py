"""What is done to a claim on the workbench: each step calls one verb and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.claims.forms import ShortClaimForm
from claims.admin.workbench.forms import (
    DismissForm,
    MergeForm,
    MoveForm,
    NewForm,
    ReopenForm,
    SplitForm,
)
from claims.admin.workbench.highlights import Span, moved_by_words
from claims.admin.workbench.page import Row, Workbench
from claims.anchors import occurrences
from claims.editorial import claims as verbs
from claims.editorial.workflow import Refused

Answers = dict[str, Any]


@dataclass
class Outcome:
    """What a step changed: claims to draw anew, words whose marks changed."""

    message: str
    changed: list[int]
    spans: list[Span] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """``form`` is None where a button is enough."""

    label: Any
    run: Callable[[Workbench, Row, Any, User], Outcome]
    form: Callable[[Workbench, Row, Any], forms.Form] | None = None


def _accept(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    verbs.accept(row.claim, actor=actor)
    return Outcome(_("Claim %d accepted.") % row.number, [row.claim.pk])


def _dismiss(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    verbs.dismiss(row.claim, reason=form.cleaned_data["reason"], actor=actor)
    return Outcome(_("Claim %d dismissed.") % row.number, [row.claim.pk])


def _reopen(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    verbs.reopen(row.claim, reason=form.cleaned_data["reason"], actor=actor)
    return Outcome(_("Claim %d reopened.") % row.number, [row.claim.pk])


def _edit(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    changes = form.edits(row.claim, actor=actor)
    if not changes:
        return Outcome(_("Nothing was changed."), [row.claim.pk])
    verbs.edit(row.claim, actor=actor, edit_number=form.cleaned_data["edit_number"], **changes)
    return Outcome(_("Claim %d saved.") % row.number, [row.claim.pk])


def _move(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    answers = form.cleaned_data
    spans = list(row.spans)
    if answers["start"] is not None and answers["end"] is not None:
        spans = _between_ends(spans, _marked(bench, answers)[0])
    elif answers["words"].strip() or not spans:
        spans = _marked(bench, answers)
    else:
        which = 0 if answers["edge"] == "start" else -1
        spans[which] = moved_by_words(
            bench.revision.text, spans[which], edge=answers["edge"], by=answers["by"] or 1
        )
    verbs.edit(row.claim, spans=spans, actor=actor, edit_number=answers["edit_number"])
    return Outcome(
        _("The words of claim %d were moved.") % row.number,
        [row.claim.pk],
        [*row.spans, *spans],
    )


def _between_ends(spans: list[Span], ends: Span) -> list[Span]:
    """``spans`` with new ends; the gaps between the parts stay, parts outside fall away."""
    start, end = ends
    kept = [(a, b) for a, b in spans if a < end and start < b]
    if not kept:
        return [ends]
    kept[0] = (start, kept[0][1])
    kept[-1] = (kept[-1][0], end)
    return kept


def _split(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    statements = form.cleaned_data["statements"].splitlines()
    parts = verbs.split(row.claim, statements=statements, actor=actor)
    return Outcome(
        _("Claim %(number)d split into %(count)d.") % {"number": row.number, "count": len(parts)},
        [],
        gone=[row.claim.pk],
        added=[part.pk for part in parts],
    )


def _merge(bench: Workbench, row: Row, form: Any, actor: User) -> Outcome:
    into = bench.row(form.cleaned_data["into"])
    verbs.merge(row.claim, into=into.claim, actor=actor)
    return Outcome(
        _("Claim %(number)d merged into %(into)d.") % {"number": row.number, "into": into.number},
        [into.claim.pk],
        gone=[row.claim.pk],
    )


STEPS: dict[str, Step] = {
    "accept": Step(gettext_lazy("Accept"), _accept),
    "dismiss": Step(gettext_lazy("Dismiss"), _dismiss, lambda bench, row, data: DismissForm(data)),
    "reopen": Step(gettext_lazy("Reopen"), _reopen, lambda bench, row, data: ReopenForm(data)),
    "edit": Step(
        gettext_lazy("Save"),
        _edit,
        lambda bench, row, data: (
            ShortClaimForm(data, auto_id=f"id_{row.claim.pk}_%s")
            if data is not None
            else ShortClaimForm.of(row.claim)
        ),
    ),
    "move": Step(gettext_lazy("Move the ends"), _move, lambda bench, row, data: MoveForm(data)),
    "split": Step(
        gettext_lazy("Split"),
        _split,
        lambda bench, row, data: SplitForm(data, initial={"statements": row.claim.statement}),
    ),
    "merge": Step(
        gettext_lazy("Merge"),
        _merge,
        lambda bench, row, data: MergeForm(data, bench=bench, row=row),
    ),
}


def new(bench: Workbench, form: NewForm, actor: User) -> Outcome:
    """A claim from the words that were marked, or given word for word."""
    spans = _marked(bench, form.cleaned_data)
    answers = form.changes(bench.article, actor=actor)
    for name in ("start", "end", "revision", "words"):
        answers.pop(name)
    claim = verbs.suggest(bench.article, spans=spans, actor=actor, **answers)
    return Outcome(_("A new claim."), [], added=[claim.pk])


def _marked(bench: Workbench, answers: Answers) -> list[Span]:
    """The words that were marked, or else given word for word, with … between several parts."""
    text = bench.revision.text
    if answers["start"] is not None and answers["end"] is not None:
        if answers["revision"] not in {None, bench.revision.number}:  # places in another text
            raise Refused(_("A new text of this article has come in since. Look at that first."))
        return [trimmed(text, answers["start"], answers["end"])]
    words = answers["words"].strip()
    if not words:
        raise Refused(_("Mark the words of the claim in the article first."))
    parts = [words] if occurrences(words, text) else [part.strip() for part in words.split("…")]
    spans = [_only_place(part, text) for part in parts if part]
    if any(a[1] > b[0] for a, b in pairwise(spans)):
        raise Refused(_("Give the parts in the order in which they stand in the article."))
    return spans


def _only_place(words: str, text: str) -> Span:
    places = occurrences(words, text)
    if not places:
        raise Refused(_("These words do not stand in the article. Copy them from there."))
    if len(places) > 1:
        raise Refused(_("These words stand in the article %d times. Give more.") % len(places))
    return places[0]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, inside the text; may come out empty."""
    start, end = max(start, 0), min(end, len(text))
    words = text[start:end]
    return (start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
