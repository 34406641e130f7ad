"""What reviewers and editors say to each other about a claim."""

from __future__ import annotations

from datetime import datetime

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
    """A remark, or an answer to one (``parent``); never deleted, resolved with a reason.

    ``body`` is what was written first and stays; what it was edited to are its ``versions``.
    """

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
    # The exact words that are meant, if any: a claims.anchors.Selector.
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
        return self.text[:80]

    @property
    def text(self) -> str:
        """What it says now."""
        return self.texts[-1][1]

    @property
    def number(self) -> int:
        """The number of its text; 1 if it was never edited."""
        return len(self.texts)

    @property
    def earlier(self) -> list[tuple[datetime, str]]:
        """What it said before it was edited, and since when, the oldest first."""
        return self.texts[:-1]

    @property
    def texts(self) -> list[tuple[datetime, str]]:
        versions = [(version.written_at, version.body) for version in self.versions.all()]
        return [(self.created_at, self.body), *versions]


class CommentVersion(models.Model):
    """What a comment was edited to, by its author; number 1 is the comment's own ``body``."""

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="versions", verbose_name=_("comment")
    )
    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("comment"), max_length=10_000)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("texts of comments")
        ordering = ["comment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "number"], name="comment_version_number_unique"
            ),
            models.CheckConstraint(condition=Q(number__gte=2), name="comment_version_after_first"),
        ]

    def __str__(self) -> str:
        return self.body[:80]
