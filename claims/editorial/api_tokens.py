"""Tokens for the API: made by the person in whose name they act, revoked by them or above."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from claims.editorial.workflow import Refused
from claims.models import ApiToken, record
from claims.permissions import can_read_desk, can_suggest, require

LIFETIME_DAYS = (30, 90, 365)
MAX_TOKENS = 20  # of one person

can_have_tokens = can_read_desk | can_suggest


def make_token(
    *, name: str, days: int, reads_only: bool = False, actor: User
) -> tuple[ApiToken, str]:
    """A new token for ``actor``: its row, and the token itself, which is never to be had again.

    One that ``reads_only`` changes nothing, whatever its owner may do.
    """
    require(can_have_tokens, actor)
    name = " ".join(name.split())[:100]
    if not name:
        raise Refused(_("Give the token a name that tells what it is for."))
    if days not in LIFETIME_DAYS:
        raise Refused(_("Choose for how long the token is to hold."))
    with transaction.atomic():
        if ApiToken.objects.filter(user=actor).count() >= MAX_TOKENS:
            raise Refused(_("You have %d tokens. Revoke one first.") % MAX_TOKENS)
        row, token = ApiToken.objects.create(
            user=actor, expiry=timedelta(days=days), name=name, reads_only=reads_only
        )
        record(
            "make_token",
            actor=actor,
            token=row.token_key,
            name=name,
            days=days,
            reads_only=reads_only,
        )
    return row, token


def revoke_token(token: ApiToken, *, actor: User) -> None:
    """End a token at once: one's own, or as an administrator anybody's."""
    if token.user_id != actor.pk and not may_revoke_all(actor):
        raise PermissionDenied(_("This is somebody else's token."))
    with transaction.atomic():
        deleted, _rows = ApiToken.objects.filter(pk=token.pk).delete()
        if deleted:
            record("revoke_token", actor=actor, token=token.token_key, of=token.user.username)


def may_revoke_all(user: User) -> bool:
    """Who administers people may end anybody's token."""
    return user.is_active and user.has_perm("auth.change_user")
