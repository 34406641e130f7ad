"""That an article's check is finished, or where it was broken off: said once, by name."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, ArticleRevision


class SignOff(models.Model):
    """One sign-off of one text. Never changed; a later one says what is different now."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="sign_offs", verbose_name=_("article")
    )
    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("signed off by"),
    )
    signed_at = models.DateTimeField(_("signed off"), auto_now_add=True)
    is_whole = models.BooleanField(_("as a whole"))
    reason = models.TextField(_("why the rest was left"), blank=True)
    settled_count = models.PositiveIntegerField(_("claims settled"))
    left_count = models.PositiveIntegerField(_("claims left"))
    percent = models.PositiveSmallIntegerField(_("share of the text settled"))
    # [{"claim": 12, "statement": …, "state": …}, …]: what was left, as it stood then.
    left = models.JSONField(_("left"), default=list)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_whole=True, left_count=0, reason="")
                | (Q(is_whole=False, left_count__gt=0) & ~Q(reason="")),
                name="signoff_in_part_says_what_and_why",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="signoff_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.revision.number})"

    def is_outdated(self, *, revision: int, unsettled: Collection[int]) -> bool:
        """Whether another text came in since, or a claim is open that was not left then.

        ``revision`` is the id of the current text, ``unsettled`` the ids of its open claims.
        """
        left = {row["claim"] for row in self.left}
        return self.revision_id != revision or not left.issuperset(unsettled)
