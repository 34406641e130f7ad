"""Forms of the workbench, one for each step that needs words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.admin.base import PlainForm
from claims.admin.claims.forms import ShortClaimForm
from claims.admin.workbench.page import Row, Workbench
from claims.editorial.claims import DISMISSAL_REASONS


class DismissForm(PlainForm):
    reason = forms.ChoiceField(
        label=_("Why it is dismissed"),
        choices=DISMISSAL_REASONS,
        widget=forms.RadioSelect,
        help_text=_("With the keys 1 to 4 at once."),
    )


class ReopenForm(PlainForm):
    reason = forms.CharField(label=_("Why it is reopened"), max_length=300)


class SplitForm(PlainForm):
    statements = forms.CharField(
        label=_("One statement on each line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Each becomes a claim at the same words."),
    )


class MergeForm(PlainForm):
    into = forms.TypedChoiceField(
        label=_("Merge into"),
        coerce=int,
        help_text=_("That claim takes over the evidence; this one leads to it from now on."),
    )

    def __init__(self, *args: Any, bench: Workbench, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = sorted(
            (
                other
                for other in bench.rows
                if other.claim.pk != row.claim.pk and not other.is_put_aside
            ),
            key=lambda other: abs(other.place[0] - row.place[0]),
        )
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (other.claim.pk, f"{other.number} – {other.claim.statement[:90]}") for other in others
        ]


class MoveForm(PlainForm):
    """Moves one end by words, or both to the given places (code points), or to given words."""

    edge = forms.ChoiceField(choices=[("start", "start"), ("end", "end")], required=False)
    by = forms.IntegerField(required=False, min_value=-500, max_value=500)
    nudge = forms.CharField(required=False)  # "end 1", from a button of a page without a script
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    revision = forms.IntegerField(required=False, min_value=1)  # of the text that was seen
    edit_number = forms.IntegerField(required=False)  # of the claim that was seen
    words = forms.CharField(
        label=_("The words in the article"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Exactly as they stand there; parts that stand apart with … between them."),
    )

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        edge, _space, by = answers.get("nudge", "").partition(" ")
        if edge in {"start", "end"} and by in {"1", "-1"}:
            answers.setdefault("edge", edge)
            answers |= {"edge": answers["edge"] or edge, "by": answers.get("by") or int(by)}
        return answers


class NewForm(ShortClaimForm):
    """A claim from marked words; ``words`` serves where nothing can be marked with a script."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("The words in the article"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Exactly as they stand there, and long enough to be found once."),
    )

    field_order = ["words", "statement", "kind", "resolves_on", "who", "who_how", "who_kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].required = False
        self.fields["statement"].help_text = _("Left empty: the words themselves.")
