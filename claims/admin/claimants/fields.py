"""Naming the claimant: one on file, a new one, one without a name, or the article itself."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import PlainForm
from claims.editorial.claimants import add_claimant
from claims.editorial.workflow import Refused
from claims.models import Article, Claim, Claimant
from claims.models.claimant import fold

MAX_CHOICES = 12


class ChoiceMode(models.TextChoices):
    KNOWN = "known", gettext_lazy("on file")
    NEW = "new", gettext_lazy("new")
    UNNAMED = "unnamed", gettext_lazy("not named")
    OWN_VOICE = "own_voice", gettext_lazy("the article itself")


NEW_KINDS = [
    (kind.value, kind.label)
    for kind in Claimant.Kind
    if kind not in {Claimant.Kind.ROLE, Claimant.Kind.UNNAMED}
]


class ClaimantChoiceForm(PlainForm):
    """Who said it. ``who_id`` is what was picked from the list of names, if anything was."""

    who = forms.CharField(
        label=gettext_lazy("Who said it"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-who": "", "autocomplete": "off"}),
    )
    who_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    who_how = forms.ChoiceField(
        label=gettext_lazy("This claimant is"), choices=ChoiceMode, widget=forms.RadioSelect
    )
    who_kind = forms.ChoiceField(
        label=gettext_lazy("If new"), choices=NEW_KINDS, required=False, initial="person"
    )

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, object]:
        """The answers that describe ``claim`` as it stands."""
        claimant = claim.claimant
        if claimant is None:
            return {"who_how": ChoiceMode.OWN_VOICE}
        how = ChoiceMode.KNOWN if claimant.is_named else ChoiceMode.UNNAMED
        return {"who": claimant.name, "who_id": claimant.pk, "who_how": how}


def found(query: str, *, article: Article | None = None) -> QuerySet[Claimant]:
    """Claimants on file of whom a name or alias contains ``query``, whatever its case."""
    folded = fold(query)
    rows = _within(article).filter(Q(names__folded__contains=folded) | Q(name__icontains=query))
    return rows.distinct()[:MAX_CHOICES]


def resolve(
    article: Article,
    *,
    who: str,
    who_how: str,
    who_id: int | None = None,
    who_kind: str = "",
    actor: User,
) -> Claimant | None:
    """The claimant chosen in ``ClaimantChoiceForm``, created if need be; None: own voice.

    Raises Refused when nobody or more than one on file is meant.
    """
    name = " ".join(who.split())
    if who_how == ChoiceMode.OWN_VOICE:
        return None
    if not name:
        raise Refused(_("Give the name of the claimant, or say that the article itself says it."))
    if who_how == ChoiceMode.KNOWN:
        return _registered(article, name, who_id)
    if who_how == ChoiceMode.UNNAMED:
        here = Claimant.objects.standing().filter(article=article, name__iexact=name).first()
        return here or add_claimant(name, kind=Claimant.Kind.ROLE, article=article, actor=actor)
    if _named(name).exists():
        raise Refused(_("“%s” is on file already. Choose “on file”.") % name)
    return add_claimant(name, kind=who_kind or Claimant.Kind.PERSON, article=None, actor=actor)


def _within(article: Article | None) -> QuerySet[Claimant]:
    return Claimant.objects.standing().filter(Q(article=None) | Q(article=article))


def _named(name: str) -> QuerySet[Claimant]:
    folded = fold(name)
    return (
        Claimant.objects.named().filter(Q(names__folded=folded) | Q(name__iexact=name)).distinct()
    )


def _registered(article: Article, name: str, who_id: int | None) -> Claimant:
    picked = _within(article).filter(pk=who_id or 0).first()
    if picked and fold(name) in {fold(picked.name), *picked.names.values_list("folded", flat=True)}:
        return picked
    meant = list(_named(name)[:2])
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise Refused(_("Several claimants are called “%s”. Pick one from the list.") % name)
    raise Refused(_("Nobody on file is called “%s”. Choose “new” or “not named”.") % name)
