"""Forms of the steps on a claim's page. Each is made for one claim and checks what it can."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.base import PlainForm
from claims.editorial.claims import DISMISSAL_REASONS
from claims.editorial.verdicts import allowed_ratings
from claims.models import Claim, Correction, Evidence, Finding, Rating, Source, Verdict
from claims.models.defaults import Role
from claims.models.verdict import Aspect

DATE = {"type": "date"}


def assignable() -> QuerySet[User]:
    """Whom a claim may be given to."""
    people = User.objects.filter(
        is_active=True, groups__name__in=[Role.EDITOR, Role.CHIEF_EDITOR, Role.REVIEWER]
    )
    return people.distinct().order_by("last_name", "username")


class ActionForm(PlainForm):
    """``name`` of the action keeps the ids of the page's many forms apart."""

    name = ""

    def __init__(self, data: Any = None, *, claim: Claim, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{self.name}_%s")
        super().__init__(data, **kwargs)
        self.claim = claim
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the claim."""


class ReasonForm(ActionForm):
    name = "reason"
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class UnreadForm(ActionForm):
    """Tells which versions the page showed: nothing is decided about one proposed since."""

    name = "decision"
    states: tuple[str, ...] = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        shown = self.claim.verdicts.filter(state__in=self.states)
        self.initial = {
            **self.initial,
            "seen": " ".join(shown.values_list("content_hash", flat=True)),
        }


class SendBackForm(ReasonForm, UnreadForm):
    name = "request_changes"
    states = (Verdict.State.PROPOSED, Verdict.State.CONTESTED)


class UnapproveForm(ReasonForm, UnreadForm):
    name = "unapprove"
    states = (Verdict.State.APPROVED,)


class PublishForm(UnreadForm):
    name = "publish"
    states = (Verdict.State.APPROVED,)


class DismissForm(ActionForm):
    name = "dismiss"
    reason = forms.ChoiceField(label=_("Reason"), choices=DISMISSAL_REASONS)


class ApproveForm(UnreadForm):
    name = "approve"
    states = (Verdict.State.PROPOSED,)


class AssignForm(ActionForm):
    name = "assign"
    to = forms.ModelChoiceField(
        label=_("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody"),
    )

    def prepare(self) -> None:
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = assignable()
        field.initial = self.claim.assignee_id


class DueForm(ActionForm):
    name = "set_due"
    due_on = forms.DateField(
        label=_("Due"),
        required=False,
        help_text=_("Left empty: no matter when."),
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )

    def prepare(self) -> None:
        self.fields["due_on"].initial = self.claim.due_on


class HoldForm(ActionForm):
    name = "hold"
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


# --- Evidence -------------------------------------------------------------------------------


class SourceForm(ActionForm):
    """A source by its address, or as a note of a conversation."""

    name = "add_source"
    url = forms.URLField(
        label=_("Web address"), required=False, max_length=2000, assume_scheme="https"
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Source.Kind, initial=Source.Kind.SECONDARY)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=500, help_text=_("Left empty: found in it.")
    )
    note = forms.CharField(
        label=_("Or a note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For a conversation or a document without an address."),
    )
    interest_disclosure = forms.CharField(
        label=_("Interests to disclose"), required=False, max_length=500
    )


class AttachForm(ActionForm):
    name = "attach"
    source = forms.ModelChoiceField(queryset=Source.objects.all(), widget=forms.HiddenInput)
    excerpt = forms.CharField(
        label=_("Cited passage"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "data-excerpt": ""}),
        help_text=_("Mark the words in our copy, or paste them; they must stand there."),
    )
    stance = forms.ChoiceField(label=_("Stance"), choices=Evidence.Stance, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What it shows"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Never leaves the desk: not on pages, in feeds, exports or the API."),
    )
    no_snapshot_reason = forms.CharField(
        label=_("Why there is no copy"), required=False, max_length=300
    )


class WithdrawForm(ReasonForm):
    name = "withdraw"
    evidence = forms.ModelChoiceField(queryset=Evidence.objects.none(), widget=forms.HiddenInput)

    def prepare(self) -> None:
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.claim.evidence.all()


# --- Verdict and correction -----------------------------------------------------------------


class ProposeForm(ActionForm):
    """A version of the answer to one question; begins with what the version before said."""

    name = "propose"
    aspect = forms.ChoiceField(choices=Aspect, widget=forms.HiddenInput)
    rating = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    summary = forms.CharField(
        label=_("In one sentence"), max_length=400, help_text=_("What we found, in one sentence.")
    )
    rationale = forms.CharField(
        label=_("Reasoning"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: *emphasis*, **strong**, [text](address), lists, quotations."),
    )
    both_sides = forms.CharField(
        label=_("Search for the other side"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where evidence to the contrary was looked for, if none was found."),
    )
    known_as_of = forms.DateField(
        label=_("Known as of"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=_("Look again on"),
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )
    change_reason = forms.CharField(
        label=_("Reason for the new version"),
        required=False,
        max_length=500,
        help_text=_("Readers see it in the history."),
    )
    # What the form showed: the newest version, the claim, and the newest event.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    edit_number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    since = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, claim: Claim, aspect: str = "", **kwargs: Any) -> None:
        asked = aspect or (data or {}).get("aspect", "")
        self.question = asked if asked in Aspect.values else Aspect.CONTENT.value
        super().__init__(data, claim=claim, auto_id=f"id_{self.question}_%s", **kwargs)

    def prepare(self) -> None:
        self.ratings = allowed_ratings(self.claim, aspect=self.question)
        field = self.fields["rating"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Rating.objects.filter(scale__aspect=self.question, scale__is_default=True)
        field.choices = [(rating.pk, rating.label) for rating in self.ratings]
        last = self.claim.verdicts.filter(aspect=self.question).order_by("-number").first()
        self.initial = {
            **self.initial,
            "aspect": self.question,
            "known_as_of": timezone.localdate(),
            "seen": last.number if last else 0,
            "edit_number": self.claim.edit_number,
            "since": self.claim.events.values_list("pk", flat=True).first() or 0,
        }
        if last is None:
            del self.fields["change_reason"]
            return
        kept = ("rating_id", "summary", "rationale", "both_sides", "expires_on")
        said = {name.removesuffix("_id"): getattr(last, name) for name in kept}
        self.initial = {**self.initial, **said}


class CorrectionForm(ActionForm):
    name = "prepare_correction"
    kind = forms.ChoiceField(label=_("Kind"), choices=Correction.Kind)
    text = forms.CharField(
        label=_("What changed and why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to readers."),
    )
    requested_by = forms.CharField(label=_("Asked for by"), required=False, max_length=200)


class DecideCorrectionForm(ActionForm):
    name = "decide_correction"
    correction = forms.ModelChoiceField(
        queryset=Correction.objects.none(), widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        field = self.fields["correction"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.claim.corrections.all()


# --- Findings -------------------------------------------------------------------------------


class FindingForm(ActionForm):
    name = "finding"
    finding = forms.ModelChoiceField(queryset=Finding.objects.none(), widget=forms.HiddenInput)

    def prepare(self) -> None:
        field = self.fields["finding"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.claim.findings.all()


class HandleFindingForm(FindingForm):
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)


class ResolveFindingForm(HandleFindingForm):
    resolution = forms.ChoiceField(label=_("Settled how"), choices=Finding.Resolution)
