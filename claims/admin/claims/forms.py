"""Forms for what a claim says and who said it; ``claims.editorial.claims.edit`` does the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from claims.admin.claimants.fields import ChoiceMode, ClaimantChoiceForm, resolve
from claims.models import Article, Claim

TRANSLATED = _("Only if the claim is in another language. Shown as a translation.")


class ShortClaimForm(ClaimantChoiceForm):
    """What is changed in passing, in the workbench."""

    statement = forms.CharField(
        label=_("Claim"),
        help_text=_("One statement, readable on its own."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Claim.Kind)
    resolves_on = forms.DateField(
        label=_("Resolves on"),
        required=False,
        help_text=_("When a prediction or an intention can be judged."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edit_number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ["statement", "kind", "resolves_on", "who", "who_how", "who_kind"]

    @classmethod
    def of(cls, claim: Claim) -> ShortClaimForm:
        """The form as it describes ``claim`` now."""
        plain = {name: getattr(claim, name) for name in cls.base_fields if hasattr(claim, name)}
        return cls(initial={**plain, **cls.initial_of(claim)}, auto_id=f"id_{claim.pk}_%s")

    def edits(self, claim: Claim, *, actor: User) -> dict[str, Any]:
        """What differs from ``claim`` as it stands, as keyword arguments of ``edit``."""
        answers = self.changes(claim.article, actor=actor)
        return {name: value for name, value in answers.items() if getattr(claim, name) != value}

    def changes(self, article: Article, *, actor: User) -> dict[str, Any]:
        """The valid answers as fields of a claim; may create a claimant."""
        answers = dict(self.cleaned_data)
        who = {name: answers.pop(name) for name in ("who", "who_id", "who_how", "who_kind")}
        answers.pop("edit_number", None)
        answers["claimant"] = resolve(article, **who, actor=actor)
        if who["who_how"] == ChoiceMode.OWN_VOICE:
            answers["mode"] = Claim.Mode.OWN_VOICE
        return answers


class ClaimForm(ShortClaimForm):
    """Everything about a claim that a person may edit."""

    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=200,
        help_text=_("Short form for lists and search engines, best under 75 characters."),
    )
    headline_de = forms.CharField(
        label=_("Headline in German"), required=False, max_length=200, help_text=TRANSLATED
    )
    headline_en = forms.CharField(
        label=_("Headline in English"), required=False, max_length=200, help_text=TRANSLATED
    )
    mode = forms.ChoiceField(label=_("Mode"), choices=Claim.Mode)
    through = forms.CharField(
        label=_("Through"),
        required=False,
        help_text=_("Agencies or people who passed the words on, separated by commas."),
    )
    selection_reason = forms.CharField(label=_("Why we check this"), required=False, max_length=500)
    language = forms.CharField(label=_("Language"), max_length=10)
    since = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What a person saw is sent along: of two who save, each keeps what they changed.
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in {"edit_number", "since"}

    field_order = [
        "statement",
        "headline",
        "headline_de",
        "headline_en",
        "who",
        "who_how",
        "who_kind",
        "through",
        "mode",
        "kind",
        "resolves_on",
        "selection_reason",
        "language",
    ]

    @classmethod
    def of(cls, claim: Claim) -> ClaimForm:
        form = super().of(claim)
        assert isinstance(form, ClaimForm)
        for code, words in claim.headline_translations.items():
            form.initial[f"headline_{code}"] = words
        form.initial["through"] = ", ".join(link["name"] for link in claim.via)
        form.initial["since"] = claim.events.values_list("pk", flat=True).first() or 0
        return form

    def changes(self, article: Article, *, actor: User) -> dict[str, Any]:
        answers = super().changes(article, actor=actor)
        answers.pop("since", None)
        translations = {code: answers.pop(f"headline_{code}") for code, _name in settings.LANGUAGES}
        answers["headline_translations"] = {
            code: words
            for code, words in translations.items()
            if words and code != answers["language"]
        }
        names = [name.strip() for name in answers.pop("through").split(",")]
        answers["via"] = [{"name": name} for name in names if name]
        return answers
