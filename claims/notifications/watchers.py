"""Who watches a claim: those who asked for it, and those who work on it, until they say no."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from claims.models import Claim, Watch, record
from claims.permissions import can_read_desk, require


def watch(claim: Claim, *, actor: User) -> Watch:
    require(can_read_desk, actor, claim)
    return _set(claim, actor, is_on=True)


def unwatch(claim: Claim, *, actor: User) -> Watch:
    """Be told no more of what becomes of the claim, whatever one does with it later.

    What is meant for somebody alone (a mention, an answer to them, an assignment, their own
    proposal sent back) still reaches them.
    """
    require(can_read_desk, actor, claim)
    return _set(claim, actor, is_on=False)


def is_watching(claim: Claim, *, by: User) -> Watch | None:
    return Watch.objects.filter(claim=claim, person=by, is_on=True).first()


def _set(claim: Claim, person: User, *, is_on: bool) -> Watch:
    with transaction.atomic():
        row, created = Watch.objects.select_for_update(no_key=True).get_or_create(
            claim=claim, person=person, defaults={"is_on": is_on}
        )
        if row.is_on != is_on:
            row.is_on, row.why = is_on, Watch.Why.ASKED
            row.save(update_fields=["is_on", "why"])
        elif not created:
            return row
        record("watch" if is_on else "unwatch", actor=person, claim=claim)
    return row
