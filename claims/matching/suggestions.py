"""What the machine suggests about one claim: related claims, appearances, other desks' checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.matching import external_checks, relations
from claims.models import Appearance, Article, Claim, ClaimRelation, ExternalCheck
from claims.models.matching import Suggestion

MAX_SUGGESTIONS = 50  # of each kind, newest first


@dataclass(frozen=True)
class SuggestionRow:
    """One suggestion in words. ``other``, ``article`` or ``address``: what it is about."""

    table: str
    row: Any
    kind: str
    title: str
    reason: str
    other: Claim | None = None
    article: Article | None = None
    address: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.row.state == Suggestion.State.SUGGESTED)


def suggestions(claim: Claim) -> list[SuggestionRow]:
    """Those about the claim, what waits for a decision first; three queries."""
    found = [*_relations(claim), *_appearances(claim), *_checks(claim)]
    return sorted(found, key=lambda each: not each.is_open)


def _relations(claim: Claim) -> list[SuggestionRow]:
    """A repetition stands for its appearance too: they are decided together."""
    rows = ClaimRelation.objects.filter(Q(claim=claim) | Q(other=claim)).select_related(
        "claim__article", "other__article", "decided_by"
    )
    found = []
    for row in rows[:MAX_SUGGESTIONS]:
        is_later = row.other_id == claim.pk
        other = row.claim if is_later else row.other
        said = _("The later claim %(reason)s.") if is_later else _("This claim %(reason)s.")
        found.append(
            SuggestionRow(
                table="relation",
                row=row,
                kind=str(row.get_kind_display()),
                title=other.statement,
                reason=said % {"reason": relations.in_words(row)},
                other=other,
                article=other.article,
            )
        )
    return found


def _appearances(claim: Claim) -> list[SuggestionRow]:
    """Those that no relation stands for: added by a person, or left of one withdrawn."""
    related = ClaimRelation.objects.filter(other=claim).values("claim")
    rows = Appearance.objects.filter(claim=claim).exclude(seen_as__in=related)
    return [
        SuggestionRow(
            table="appearance",
            row=row,
            kind=_("appearance"),
            title=row.article.title,
            reason=_("The claim stands in this article as well."),
            article=row.article,
        )
        for row in rows.select_related("article", "decided_by")[:MAX_SUGGESTIONS]
    ]


def _checks(claim: Claim) -> list[SuggestionRow]:
    rows = ExternalCheck.objects.filter(claim=claim).select_related("decided_by")
    return [
        SuggestionRow(
            table="check",
            row=row,
            kind=_("checked by another desk"),
            title=row.title or row.claim_text,
            reason=_original_wording(row),
            address=row.url,
        )
        for row in rows[:MAX_SUGGESTIONS]
    ]


def _original_wording(row: ExternalCheck) -> str:
    words = {
        "who": row.publisher or row.site,
        "claim": row.claim_text,
        "rating": row.textual_rating,
    }
    if not row.textual_rating:
        return _("%(who)s has checked the claim “%(claim)s”.") % words
    return _("%(who)s has checked the claim “%(claim)s” and says: “%(rating)s”.") % words


def decide(
    claim: Claim, *, table: str, pk: int, confirm: bool, reason: str, actor: User
) -> Suggestion:
    """Confirm or dismiss one of them. Raises DoesNotExist for what is not about the claim."""
    row: Any
    if table == "relation":
        row = ClaimRelation.objects.filter(Q(claim=claim) | Q(other=claim)).get(pk=pk)
        verbs: Any = (relations.confirm_relation, relations.reject_relation)
    elif table == "appearance":
        row = Appearance.objects.get(pk=pk, claim=claim)
        verbs = (relations.confirm_appearance, relations.reject_appearance)
    else:
        row = ExternalCheck.objects.get(pk=pk, claim=claim)
        verbs = (external_checks.confirm_external_check, external_checks.reject_external_check)
    decided: Suggestion = verbs[not confirm](row, actor=actor, reason=reason)
    return decided
