"""What the public sees: one row for each public claim page, and every correction of one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin

from claims.models.article import Article, Publisher
from claims.models.claim import Claim
from claims.models.claimant import Claimant
from claims.models.topic import Topic
from claims.models.verdict import Rating

RECHECK_GRACE_PERIOD = timedelta(days=2)  # so late a re-check may be before readers are told
COVERING_FIELDS = (
    *("rating", "claimant", "publisher", "language", "year"),
    *("first_published_at", "retracted_at"),
)


def has_expired(expires_on: str) -> bool:
    """Whether a verdict is no longer good; ``expires_on``: a day in ISO 8601, or empty."""
    return bool(expires_on) and expires_on <= timezone.localdate().isoformat()


def is_stale(fresh_until: datetime | None) -> bool:
    """Whether nobody has looked for long."""
    return fresh_until is not None and fresh_until < timezone.now()


class PublicationQuerySet(SearchableQuerySetMixin, models.QuerySet["Publication"]):  # type: ignore[misc]
    def standing(self) -> PublicationQuerySet:
        """Those whose check has not been retracted: the pages of ``Claim.objects.standing()``.

        A row of this table is what makes a claim public, so that nothing more has to be asked.
        """
        return self.filter(retracted_at__isnull=True)

    def locked(self) -> PublicationQuerySet:
        """For writing: no version is given twice, and nothing that others wrote is undone."""
        return self.select_for_update(of=("self",), no_key=True).order_by("pk")


class Publication(index.Indexed, models.Model):  # type: ignore[misc]
    """The public face of a claim, written by ``claims.publication.publish`` and nobody else.

    ``document`` holds everything that the page shows, copied from the approved verdict versions:
    what happens to the claim afterwards is invisible until it is approved and published again.
    """

    claim = models.OneToOneField(
        Claim, on_delete=models.PROTECT, related_name="publication", verbose_name=_("claim")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    slug = models.SlugField(_("address"), max_length=100)
    statement = models.TextField(_("claim"))
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="publications", verbose_name=_("article")
    )
    publisher = models.ForeignKey(
        Publisher,
        on_delete=models.PROTECT,
        null=True,
        related_name="publications",
        verbose_name=_("publisher"),
    )
    claimant = models.ForeignKey(
        Claimant,
        on_delete=models.PROTECT,
        null=True,
        related_name="publications",
        verbose_name=_("claimant"),
    )
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, related_name="publications", verbose_name=_("rating")
    )
    attribution_rating = models.ForeignKey(
        Rating,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("rating of who said it"),
    )
    topics = models.ManyToManyField(Topic, related_name="publications", verbose_name=_("topics"))
    document = models.JSONField(_("public document"))
    # Raised whenever anything that the page shows changes.
    version = models.PositiveIntegerField(_("version"), default=1)
    search_text = models.TextField(editable=False)
    first_published_at = models.DateTimeField(_("first published"))
    updated_at = models.DateTimeField(_("updated"))
    rechecked_at = models.DateTimeField(_("last re-checked"), null=True)
    # Until then the last look counts as recent; NULL where there is nothing to look at.
    fresh_until = models.DateTimeField(null=True, editable=False)
    # Since when the claim is being checked anew; the document stays what it was.
    reopened_at = models.DateTimeField(_("reopened"), null=True, editable=False)
    retracted_at = models.DateTimeField(_("retracted"), null=True)
    # Where else it was said, related claims, other desks' checks: claims.publication.related.
    related = models.JSONField(default=dict, editable=False)

    objects = PublicationQuerySet.as_manager()

    search_fields = [
        index.SearchField("statement", boost=2),
        index.SearchField("search_text"),
        index.FilterField("retracted_at"),
        index.FilterField("rating_id"),
        index.FilterField("article_id"),
        index.FilterField("claimant_id"),
        index.FilterField("publisher_id"),
        index.FilterField("language"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("public claim page")
        verbose_name_plural = _("public claim pages")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="publication_address_unique")
        ]
        indexes = [
            # The newest of an article, however many it has.
            models.Index(
                fields=["article", "-updated_at", "-id"], name="publication_of_article_newest"
            ),
            # What all pages together have been through is told from their versions.
            models.Index(fields=["version"], name="publication_versions"),
            # Each filter has its pages in the order of the lists. The columns after the key are
            # there to be asked for: other filters, and what is counted, without the wide rows.
            models.Index(fields=["updated_at", "id", *COVERING_FIELDS], name="publication_newest"),
            *(
                models.Index(
                    fields=[name, "updated_at", "id", *(n for n in COVERING_FIELDS if n != name)],
                    name=f"publication_by_{name}",
                )
                for name in ("rating", "claimant", "publisher", "language", "year")
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.statement

    @property
    def is_overdue(self) -> bool:
        """Whether the check is out of date: its verdict has run out, or nobody looked for long.

        Changes by itself as time goes by; a cached page has to ask again.
        """
        if self.retracted_at is not None:
            return False
        return has_expired(self.document.get("expires_on", "")) or is_stale(self.fresh_until)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def published(self) -> CorrectionQuerySet:
        return self.filter(state=Correction.State.PUBLISHED)


class Correction(models.Model):
    """A change of what was published: typed, dated, approved by a second person, public."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        UPDATE = "update", _("update")
        CLARIFICATION = "clarification", _("clarification")
        RETRACTION = "retraction", _("retraction")

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("rejected")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("claim")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PREPARED)
    text = models.TextField(_("what changed and why"), help_text=_("Shown to readers."))
    # {"statement", "rating", "summary", "rationale"} as published before and after.
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    requested_by = models.CharField(_("asked for by"), max_length=200, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    prepared_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["published_at", "id"],
                condition=Q(state="published"),
                name="correction_newest",
            ),
            models.Index(
                fields=["kind", "published_at", "id"],
                condition=Q(state="published"),
                name="correction_newest_of_kind",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="correction_approved_by_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"]) | Q(approved_by__isnull=False),
                name="correction_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="correction_published_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"
