"""Searches that found nothing: recorded, and taken back if they were entered wrongly."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.workflow import Refused, change
from claims.models import Claim, NullSearch
from claims.permissions import can_edit, require


def record_search(
    claim: Claim, *, place: str, query: str, side: str, searched_on: date, actor: User
) -> NullSearch:
    """Write down where evidence for one side was looked for, with which words, in vain."""
    require(can_edit, actor)
    with change(claim, "record_search", actor=actor, side=side) as move:
        if problems := _problems(place.strip(), query.strip(), side, searched_on):
            raise Refused(*problems)
        search = NullSearch.objects.create(
            claim=move.claim,
            place=place.strip(),
            query=query.strip(),
            side=side,
            searched_on=searched_on,
            searched_by=actor,
        )
        move.data["search"] = search.pk
    return search


def withdraw_search(search: NullSearch, *, reason: str, actor: User) -> NullSearch:
    """Take a search back that was entered wrongly; it stays on file, with the reason."""
    require(can_edit, actor)
    if not reason.strip():
        raise Refused(_("Say why this is withdrawn."))
    data = {"search": search.pk, "reason": reason.strip()[:500]}
    with change(search.claim, "withdraw_search", actor=actor, **data):
        rows = NullSearch.objects.standing().filter(pk=search.pk)
        if not rows.update(withdrawn_at=timezone.now()):
            raise Refused(_("This has been withdrawn already."))
    search.refresh_from_db()
    return search


def _problems(place: str, query: str, side: str, searched_on: date) -> list[str]:
    problems = []
    if not place or len(place) > 300 or not query or len(query) > 500:
        problems.append(_("Say where you searched (300 characters), and for which words (500)."))
    if side not in NullSearch.Side.values:
        problems.append(_("Say which side the search was to find evidence for."))
    if searched_on > timezone.localdate():
        problems.append(_("The day of the search cannot lie in the future."))
    return problems
