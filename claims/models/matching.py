"""What a claim has to do with other claims, other articles and other desks' checks.

All of it is suggested by the machine and decided by a person, and changes neither claim nor
verdict.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, ArticleRevision
from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.claim import Claim


class SuggestionQuerySet(models.QuerySet[Any]):
    def suggested(self) -> SuggestionQuerySet:
        """Those that wait for a person."""
        return self.filter(state=Suggestion.State.SUGGESTED)

    def confirmed(self) -> SuggestionQuerySet:
        return self.filter(state=Suggestion.State.CONFIRMED)


class Suggestion(models.Model):
    """The columns of a row that the machine suggests and a person confirms or rejects."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.CharField(_("reason for the decision"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(decision_reason=""),
                name="%(class)s_rejected_with_reason",
            )
        ]


class ClaimRelation(Suggestion):
    """The later of two claims, and what it says to the earlier one."""

    class Kind(models.TextChoices):
        REPEATS = "repeats", _("repeats")
        CONTRADICTS = "contradicts", _("contradicts")
        CHANGE_OF_POSITION = "change_of_position", _("change of position")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="relations", verbose_name=_("claim")
    )
    other = models.ForeignKey(
        Claim,
        on_delete=models.CASCADE,
        related_name="later_relations",
        verbose_name=_("other claim"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # {"code": …, "params": {…}}: claims.matching.relations.in_words says it in a language.
    reason = models.JSONField(_("reason"), default=dict)
    score = models.FloatField(_("likeness"))

    class Meta(Suggestion.Meta):
        verbose_name = _("relation of claims")
        verbose_name_plural = _("relations of claims")
        ordering = ["-pk"]
        constraints = [
            *Suggestion.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "other"], name="relation_once_per_pair"),
            models.CheckConstraint(
                condition=Q(claim__gt=F("other")), name="relation_of_later_to_earlier"
            ),
        ]
        indexes = [models.Index(fields=["state", "kind"], name="relation_by_state")]

    def __str__(self) -> str:
        return f"{self.claim} – {self.get_kind_display()}: {self.other}"


class Appearance(Suggestion):
    """Another article in which a claim was made again.

    ``selectors`` point into ``revision``, as ``Claim.quote`` does.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("claim")
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("article")
    )
    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision")
    )
    selectors = models.JSONField(_("quotation"), default=list, editable=False)
    # The claim that was found there, if the machine found it.
    seen_as = models.ForeignKey(
        Claim,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="seen_as",
        verbose_name=_("seen as"),
    )
    is_first = models.BooleanField(_("first appearance"), default=False)

    class Meta(Suggestion.Meta):
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["article__published_on", "pk"]
        constraints = [
            *Suggestion.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "seen_as"], name="appearance_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(is_first=True, state="confirmed"),
                name="appearance_one_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.article}"


class ExternalCheck(Suggestion):
    """Another desk's check of the same claim, as that desk published it."""

    class Origin(models.TextChoices):
        GOOGLE = "google", _("Google's claim search")
        FEED = "feed", _("a ClaimReview feed")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="external_checks", verbose_name=_("claim")
    )
    publisher = models.CharField(_("published by"), max_length=200, blank=True)
    site = models.CharField(_("site"), max_length=200, blank=True)
    url = models.URLField(_("web address"), max_length=1000)
    title = models.CharField(_("title"), max_length=500, blank=True)
    claim_text = models.TextField(_("claim as they put it"))
    # Their words for their verdict, never put into ours.
    textual_rating = models.CharField(_("their rating"), max_length=500, blank=True)
    review_date = models.DateField(_("date"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    origin = models.CharField(_("found by"), max_length=10, choices=Origin)

    class Meta(Suggestion.Meta):
        verbose_name = _("check by another desk")
        verbose_name_plural = _("checks by other desks")
        ordering = ["-review_date", "-pk"]
        constraints = [
            *Suggestion.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "url"], name="external_check_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher or self.site}: {self.title or self.claim_text}"


# --- What the machine needs to find them ------------------------------------------------------


class ClaimTerm(models.Model):
    """An entry of the index of claims: a word, or a pair of words, and a claim that has it.

    ``term`` is a 63-bit hash (claims.matching.relations.hashed). The key is the index that
    the search reads; nothing else is stored.
    """

    pk = models.CompositePrimaryKey("term", "claim_id")
    term = models.BigIntegerField()
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.term}: {self.claim_id}"


class Comparison(BackgroundJob):
    """The work of comparing a claim with those known; its result is ``Claim.compared_at``."""

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, related_name="comparison", verbose_name=_("claim")
    )

    objects = BackgroundJobQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return str(self.claim)


class ExternalCheckQuery(BackgroundJob):
    """A question to Google's claim search about one published claim, and the last answer."""

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, related_name="external_query", verbose_name=_("claim")
    )
    query = models.CharField(_("question"), max_length=500)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    # How often in a row the service was busy; it is left alone longer each time.
    refused = models.PositiveSmallIntegerField(_("refused"), default=0, editable=False)
    # The reviews that came back, as Google sent them.
    answer = models.JSONField(default=list, editable=False)

    objects = BackgroundJobQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("question to other desks")
        verbose_name_plural = _("questions to other desks")
        indexes = [
            *BackgroundJob.Meta.indexes,
            models.Index(fields=["query", "language"], name="external_query_cache"),
            models.Index(fields=["-refused"], condition=Q(refused__gt=0), name="foreign_busy"),
        ]

    def __str__(self) -> str:
        return self.query
