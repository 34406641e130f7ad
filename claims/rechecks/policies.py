"""Setting how often and when is looked again: for one claim, for a kind, for all, for a server."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.forms.models import model_to_dict

from claims.models import Claim, Host, RecheckPolicy, RecheckRule, record
from claims.models.recheck import RecheckTerms
from claims.permissions import can_set_rechecks, require
from claims.rechecks import schedule
from claims.rechecks.schedule_rules import Rules

RULE_FIELDS = [field.name for field in RecheckTerms._meta.fields]


def set_rule(rule: RecheckRule, *, actor: User) -> RecheckRule:
    """Save a rule for all claims or for a kind, and tell of it in the log.

    It holds from the next look of each claim; ``due.replan`` brings those forward that are planned
    for later. Raises ValidationError for what cannot be.
    """
    _save(rule, "set_recheck_rule", ["kind", *RULE_FIELDS], actor=actor)
    return rule


def set_policy(policy: RecheckPolicy, *, actor: User) -> RecheckPolicy:
    """Save the terms of one claim; a pause that is lifted or a shorter interval holds at once."""
    with transaction.atomic():
        _save(policy, "set_recheck_terms", RULE_FIELDS, actor=actor, claim=policy.claim)
        schedule.bring_forward(policy, Rules())
    policy.refresh_from_db()
    return policy


def set_budget(host: Host, *, actor: User) -> Host:
    """Save how often one web server may be asked within an hour."""
    _save(host, "set_host_budget", ["budget"], actor=actor)
    return host


def _save(
    row: Any, verb: str, names: list[str], *, actor: User, claim: Claim | None = None
) -> None:
    require(can_set_rechecks, actor)
    row.full_clean(exclude=[field.name for field in row._meta.fields if field.name not in names])
    with transaction.atomic():
        before = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
        old = model_to_dict(before, names) if before else {}
        new = model_to_dict(row, names)
        changes = {
            name: [_plain(old.get(name)), _plain(new[name])]
            for name in names
            if old.get(name) != new[name]
        }
        if before:
            row.save(update_fields=names)
        else:
            row.save()
        if changes:
            record(verb, actor=actor, claim=claim, about=str(row), changes=changes)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
