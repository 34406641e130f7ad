"""What reviewers and editors say to each other about a claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.source import Evidence
from claims.models.verdict import Verdict


class CommentQuerySet(models.QuerySet["Comment"]):
    def open(self) -> CommentQuerySet:
        return self.filter(resolved_at__isnull=True, parent__isnull=True)

    def blocking(self) -> CommentQuerySet:
        """Open comments that stand in the way of an approval."""
        return self.open().filter(is_blocking=True)


class Comment(models.Model):
    """A remark, or an answer to one (``parent``); never deleted, resolved with a reason."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="comments", verbose_name=_("claim")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("answer to"),
    )
    evidence = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("piece of evidence"),
    )
    verdict = models.ForeignKey(
        Verdict,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("verdict"),
    )
    # The exact words that are meant, if any: a claims.evidence.anchors.Selector.
    selector = models.JSONField(default=dict, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="claim_comments",
        verbose_name=_("written by"),
    )
    body = models.TextField(_("comment"), max_length=10_000)
    is_blocking = models.BooleanField(_("blocks the approval"), default=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )
    resolution = models.CharField(_("how it was resolved"), max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_someone",
            )
        ]

    def __str__(self) -> str:
        return self.body[:80]
