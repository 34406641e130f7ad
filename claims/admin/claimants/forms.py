"""Forms for claimants: what is on file, into whom one is merged, what goes to another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import AnyModelForm, PlainForm
from claims.admin.claimants.fields import NEW_KINDS
from claims.editorial.claimants import add_claimant
from claims.editorial.workflow import Refused
from claims.models import Claim, Claimant
from claims.models.claimant import fold

MAX_CLAIMS = 200


class ClaimantForm(AnyModelForm):
    """One claimant with all names; ``claims.editorial.claimants`` does the rest."""

    aliases = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line: spellings and short forms under which articles name them."
        ),
    )

    class Meta:
        model = Claimant
        fields = ["name", "slug", "kind", "role", "wikidata_id", "article"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.names.exclude(name=self.instance.name)
            self.initial["aliases"] = "\n".join(names.values_list("name", flat=True))

    @property
    def names(self) -> list[str]:
        return [
            name for line in self.cleaned_data["aliases"].splitlines() if (name := line.strip())
        ]

    def clean_aliases(self) -> str:
        aliases: str = self.cleaned_data["aliases"]
        if any(len(line.strip()) > 200 for line in aliases.splitlines()):
            raise forms.ValidationError(_("A name has 200 characters at most."))
        return aliases


class RegisteredClaimantField(forms.CharField):
    """A claimant on file by name, alias or number (``#12``)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        name = " ".join(str(super().clean(value)).split())
        rows = Claimant.objects.standing()
        if name.startswith("#") and name[1:].isdecimal():
            found = list(rows.filter(pk=int(name[1:][:15])))
        else:
            folded = fold(name)
            named = Q(names__folded=folded) | Q(name__iexact=name)
            found = list(rows.filter(named).select_related("article").distinct()[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nobody on file is called “%s”.") % name)
        known = ", ".join(f"#{row.pk} {row.name}{_where(row)}" for row in found)
        raise forms.ValidationError(
            _("Several are called that. Give the number of one of them: %s") % known
        )


def _where(claimant: Claimant) -> str:
    return f" ({claimant.article.title[:60]})" if claimant.article else ""


class MergeForm(PlainForm):
    into = RegisteredClaimantField(
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("Name, alias or number (#12) of whoever stays on file."),
    )


class MergeAllForm(PlainForm):
    """Which of the chosen claimants stays."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Who stays on file"),
        queryset=Claimant.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, rows: models.QuerySet[Claimant]) -> None:
        super().__init__(data)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ClaimsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.get_state_display()})"


class SplitForm(PlainForm):
    """Which claims somebody else made, and who that is."""

    class How(models.TextChoices):
        KNOWN = "known", gettext_lazy("on file")
        NEW = "new", gettext_lazy("new")

    who = forms.CharField(label=gettext_lazy("Who made them"), max_length=200)
    how = forms.ChoiceField(
        label=gettext_lazy("This claimant is"),
        choices=How,
        widget=forms.RadioSelect,
        initial=How.KNOWN,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("If new"), choices=NEW_KINDS, required=False, initial="person"
    )
    claims = ClaimsField(
        label=gettext_lazy("Claims"),
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, claimant: Claimant) -> None:
        super().__init__(data)
        field = self.fields["claims"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        rows = claimant.claims.order_by("-created_at", "-pk")
        field.queryset = rows if data is not None else rows[:MAX_CLAIMS]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("how") == self.How.KNOWN and "who" in answers:
            try:
                answers["to"] = RegisteredClaimantField().clean(answers["who"])
            except forms.ValidationError as error:
                self.add_error("who", error)
        return answers

    def target(self, *, actor: User) -> Claimant:
        """Whom the valid answers mean; made if new. Refused if the name is taken."""
        if "to" in self.cleaned_data:
            found: Claimant = self.cleaned_data["to"]
            return found
        name, kind = self.cleaned_data["who"], self.cleaned_data["kind"]
        if Claimant.objects.named().filter(names__folded=fold(name)).exists():
            raise Refused(_("“%s” is on file already. Choose “on file”.") % name)
        return add_claimant(name, kind=kind or Claimant.Kind.PERSON, actor=actor)


def with_counts(rows: models.QuerySet[Claimant]) -> models.QuerySet[Any]:
    return rows.annotate(claims_here=Count("claims", distinct=True))
