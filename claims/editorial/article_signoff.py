"""Saying of an article as a whole that it is checked, or what was left unchecked and why."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.editorial.coverage import coverage_of
from claims.editorial.workflow import Refused
from claims.models import Article, Event, SignOff, record
from claims.models.event import CONTENT_VERBS
from claims.permissions import can_sign_off, require


def sign_off(article: Article, *, revision: int, actor: User) -> SignOff:
    """Sign off the whole article: every claim is settled.

    ``revision`` is the number of the text that the actor has seen.
    """
    return _sign(article, revision, actor, is_whole=True, reason="")


def sign_off_in_part(article: Article, *, revision: int, reason: str, actor: User) -> SignOff:
    """Sign off what is settled; the row says what was left, ``reason`` says why."""
    if not reason.strip():
        raise Refused(_("Say why the rest is left unchecked."))
    return _sign(article, revision, actor, is_whole=False, reason=reason.strip())


def has_worked_on(actor: User, article: Article) -> bool:
    """Whether ``actor`` made, changed, judged or put aside a claim of ``article``."""
    return Event.objects.filter(article=article, actor=actor, verb__in=CONTENT_VERBS).exists()


def _sign(article: Article, seen: int, actor: User, *, is_whole: bool, reason: str) -> SignOff:
    require(can_sign_off, actor)
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        revision = article.revision
        if revision.number != seen:
            raise Refused(_("A new text of this article has come in since. Look at that first."))
        if article.due_at is not None and article.parked_at is None:
            raise Refused(_("The claims of this text are still being looked for."))
        if has_worked_on(actor, article):
            raise Refused(
                _("You have worked on this article's claims. A second person has to sign it off.")
            )
        coverage, left, settled = coverage_of(article)
        if is_whole and left:
            raise Refused(
                _("Claims not settled: %d. Settle them, or sign off in part.") % len(left)
            )
        if not is_whole and not left:
            raise Refused(_("Nothing is left open. Sign off the whole article."))
        row = SignOff.objects.create(
            article=article,
            revision=revision,
            person=actor,
            is_whole=is_whole,
            reason=reason,
            settled_count=settled,
            left_count=len(left),
            percent=coverage.percent,
            left=[
                {"claim": claim.pk, "statement": claim.statement, "state": claim.state}
                for claim in left
            ],
        )
        record(
            "sign_off" if is_whole else "sign_off_in_part",
            actor=actor,
            article=article,
            sign_off=row.pk,
            revision=revision.number,
            settled=settled,
            left=[claim.pk for claim in left],
            **({"reason": reason} if reason else {}),  # type: ignore[arg-type]
        )
    return row
