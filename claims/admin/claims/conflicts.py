"""Two people on one claim: what the second to save is shown, so that neither loses anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.admin.claims.action_forms import ProposeForm
from claims.admin.claims.forms import ClaimForm
from claims.editorial.workflow import Conflict, VerdictConflict
from claims.models import Claim, Event, Verdict

CLAIMANT_FIELDS = {"who", "who_id", "who_how", "who_kind"}  # one answer in several fields


@dataclass(frozen=True)
class Difference:
    """A field that says something else now than what was typed into it."""

    label: str
    theirs: str
    mine: str


@dataclass
class EditConflict:
    """``events``: what happened since the form was opened. ``taken``: the names of fields that one
    left alone and somebody else changed; they now show what the other wrote."""

    differences: list[Difference]
    events: list[Event]
    taken: list[str] = field(default_factory=list)


def edited(form: ClaimForm, error: Conflict) -> tuple[ClaimForm, EditConflict]:
    """The form ready to be saved again: one's own changes over the claim as it stands now."""
    claim = error.claim
    now = ClaimForm.of(claim)
    changed = set(form.changed_data)
    if changed & CLAIMANT_FIELDS:
        changed |= CLAIMANT_FIELDS
    answers, taken = _copy(form), []
    differences = []
    for name in now.fields:
        theirs, mine = _text(now, name), _text(form, name)
        if name not in changed:
            answers[form.add_prefix(name)] = theirs
        answers[form.add_initial_prefix(name)] = theirs
        if theirs == mine or name in {"edit_number", "since"}:
            continue
        if name in changed:
            differences.append(Difference(_label(form, name), theirs, mine))
        elif name not in CLAIMANT_FIELDS or name == "who":
            taken.append(_label(form, name))
    answers["edit_number"] = str(claim.edit_number)
    answers["since"] = str(last_event(claim))
    again = ClaimForm(answers, auto_id=form.auto_id)
    _say(again, error)
    return again, EditConflict(differences, _events_since(claim, form), taken)


def proposed(form: ProposeForm, error: Conflict) -> tuple[ProposeForm, EditConflict]:
    """The form with one's own text, beside it what the version proposed meanwhile says."""
    claim = Claim.objects.get(pk=error.claim.pk)
    answers = _copy(form)
    fresh = ProposeForm(claim=claim, aspect=form.question)
    for name in ("seen", "edit_number", "since"):
        answers[name] = str(fresh.initial[name])
    again = ProposeForm(answers, claim=claim)
    _say(again, error)
    differences = []
    if isinstance(error, VerdictConflict):
        differences = list(_conflict_with(error.newest, form))
    return again, EditConflict(differences, _events_since(claim, form))


def _conflict_with(newest: Verdict, form: ProposeForm) -> Iterable[Difference]:
    rating = form.cleaned_data["rating"]
    if rating != newest.rating:
        yield Difference(_label(form, "rating"), newest.rating.label, rating.label)
    for name in ("summary", "rationale", "both_sides"):
        theirs, mine = getattr(newest, name), form.cleaned_data[name]
        if theirs != mine:
            yield Difference(_label(form, name), theirs, mine)


def last_event(claim: Claim) -> int:
    """The number of the newest event of ``claim``: what came later, a form did not show."""
    return claim.events.values_list("pk", flat=True).first() or 0


def _events_since(claim: Claim, form: forms.Form) -> list[Event]:
    since = form.cleaned_data.get("since")
    if since is None:
        return []
    return list(claim.events.filter(pk__gt=since).select_related("actor")[:20])


def _copy(form: forms.Form) -> QueryDict:
    answers = QueryDict(mutable=True)
    answers.update(form.data)
    return answers


def _say(form: forms.Form, error: Conflict) -> None:
    for problem in error.problems:
        form.add_error(None, problem)


def _text(form: forms.Form, name: str) -> str:
    value: Any = form[name].value()
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _label(form: forms.Form, name: str) -> str:
    return str(form.fields[name].label or _("Claimant"))
