"""One checkable statement, where it stands in an article, and how far its check has come."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, ArticleRevision
from claims.models.claimant import Claimant
from claims.models.topic import Topic


class ClaimQuerySet(models.QuerySet["Claim"]):
    def published(self) -> ClaimQuerySet:
        """The privacy boundary: claims that have a public page, retracted ones included.

        What is public of them is their ``publication`` row and nothing else; every page, feed,
        sitemap, endpoint and export starts here.
        """
        return self.filter(publication__isnull=False).select_related("publication")

    def standing(self) -> ClaimQuerySet:
        """Published claims whose check has not been retracted."""
        return self.published().filter(publication__retracted_at__isnull=True)

    def waiting_for_review(self) -> ClaimQuerySet:
        return self.filter(state=Claim.State.IN_REVIEW)

    def in_work(self) -> ClaimQuerySet:
        """Claims that the desk still has to decide on."""
        return self.filter(state__in=OPEN_STATES)

    def due_by(self, day: date) -> ClaimQuerySet:
        """Claims still to be decided on, which an editor wanted decided by ``day``."""
        return self.in_work().filter(due_on__lte=day)

    def not_gone(self) -> ClaimQuerySet:
        """Claims that an article is made of: not merged, split, or taken back."""
        return self.exclude(state__in=TOMBSTONES).exclude(
            dismissal_reason=Claim.DismissalReason.TAKEN_BACK
        )

    def unsettled(self) -> ClaimQuerySet:
        """Claims about which something is still to be decided; see claims.editorial.coverage."""
        return self.exclude(state__in=[*SETTLED_STATES, *TOMBSTONES])

    def awaiting_comparison(self) -> ClaimQuerySet:
        """Claims not yet compared with those known, but for the few that a person must look at."""
        return self.filter(compared_at__isnull=True).exclude(comparison__parked_at__isnull=False)


class Claim(models.Model):
    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        OPEN = "open", _("open")
        IN_RESEARCH = "in_research", _("in research")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        UNDER_REVISION = "under_revision", _("under revision")
        ON_HOLD = "on_hold", _("on hold")
        RETRACTED = "retracted", _("retracted")
        DISMISSED = "dismissed", _("dismissed")
        MERGED = "merged", _("merged")
        SPLIT = "split", _("split")

    class Mode(models.TextChoices):
        DIRECT = "direct", _("verbatim")
        INDIRECT = "indirect", _("indirect speech")
        INDIRECT_FREE = "indirect_free", _("indirect speech, whole sentence")
        FREE_INDIRECT = "free_indirect", _("hearsay")
        REPORTED = "reported", _("paraphrase")
        OWN_VOICE = "own_voice", _("the article's own voice")

    class Kind(models.TextChoices):
        FACT = "fact", _("fact")
        NUMBER = "number", _("number")
        QUOTE = "quote", _("quotation")
        PREDICTION = "prediction", _("prediction")
        INTENTION = "intention", _("intention")
        CAUSAL = "causal", _("cause and effect")
        DEMAND = "demand", _("demand")
        OPINION = "opinion", _("opinion")

    class DismissalReason(models.TextChoices):
        NOT_CHECKABLE = "not_checkable", _("not checkable")
        OPINION = "opinion", _("opinion")
        DUPLICATE = "duplicate", _("duplicate")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")
        TAKEN_BACK = "taken_back", _("taken back by who made it")  # by undoing, never chosen

    class AnchorState(models.TextChoices):
        ANCHORED = "anchored", _("anchored")
        MOVED = "moved", _("moved")
        ORPHANED = "orphaned", _("orphaned")

    class Origin(models.TextChoices):
        MACHINE = "machine", _("found by rule")
        PERSON = "person", _("added by a person")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="claims", verbose_name=_("article")
    )
    # The revision that the selectors below point into.
    revision = models.ForeignKey(
        ArticleRevision, on_delete=models.PROTECT, related_name="claims", verbose_name=_("revision")
    )
    statement = models.TextField(_("claim"), help_text=_("One statement, readable on its own."))
    headline = models.CharField(
        _("headline"),
        max_length=200,
        blank=True,
        help_text=_("Short form for lists and search engines, best under 75 characters."),
    )
    # {"en": "No US ground troops planned"}: for readers of the other languages.
    headline_translations = models.JSONField(
        _("translated headlines"), default=dict, blank=True, editable=False
    )
    language = models.CharField(_("language"), max_length=10, default="de")
    mode = models.CharField(_("mode"), max_length=20, choices=Mode)
    claimant = models.ForeignKey(
        Claimant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimant"),
    )
    # [{"name": "AFP"}, …]: through whom the words came, nearest to the claimant first.
    via = models.JSONField(_("through"), default=list, blank=True)
    # Lists of {"exact", "prefix", "suffix", "start", "end"}: claims.anchors.Selector.
    quote = models.JSONField(_("quotation"), default=list, editable=False)
    speaker = models.JSONField(_("claimant in the text"), default=list, editable=False)
    cue = models.JSONField(_("cue"), default=list, editable=False)
    anchor_state = models.CharField(
        _("place in the text"), max_length=10, choices=AnchorState, default=AnchorState.ANCHORED
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FACT)
    resolves_on = models.DateField(
        _("resolves on"),
        null=True,
        blank=True,
        help_text=_("The date on which a prediction or an intention can be judged."),
    )
    checkworthiness = models.FloatField(_("check-worthiness"), default=0.5)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    selection_reason = models.CharField(_("why we check this"), max_length=500, blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="claims", verbose_name=_("topics")
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.PERSON)
    rule = models.CharField(_("rule"), max_length=80, blank=True, editable=False)
    confidence = models.FloatField(_("confidence"), default=1.0, editable=False)

    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.SUGGESTED, db_index=True
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_claims",
        verbose_name=_("assigned to"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True, db_index=True)
    last_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    dismissal_reason = models.CharField(
        _("reason for dismissal"), max_length=20, choices=DismissalReason, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_claims",
        verbose_name=_("merged into"),
    )
    split_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("split from"),
    )
    held_state = models.CharField(max_length=20, choices=State, blank=True, editable=False)
    hold_until = models.DateField(_("on hold until"), null=True, blank=True)
    # NULL: this statement waits to be compared with the claims the desk knows.
    compared_at = models.DateTimeField(_("compared"), null=True, editable=False)
    # Raised by every change of content: the second of two people saving learns of the first.
    edit_number = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(compared_at__isnull=True),
                name="claim_awaiting_comparison",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="dismissed") ^ Q(dismissal_reason=""),
                name="claim_dismissed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="claim_merged_into_other",
            ),
            models.CheckConstraint(
                condition=Q(checkworthiness__gte=0, checkworthiness__lte=1),
                name="claim_checkworthiness_share",
            ),
            models.CheckConstraint(
                condition=Q(mode="own_voice", claimant__isnull=True) | ~Q(mode="own_voice"),
                name="claim_own_voice_no_claimant",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.statement

    def get_absolute_url(self) -> str:
        """The public page; only a published claim has one."""
        publication = self.publication
        return reverse("public:claim", args=[publication.year, publication.slug])

    @property
    def is_verbatim(self) -> bool:
        return self.mode == self.Mode.DIRECT

    @property
    def is_forecast(self) -> bool:
        """A statement about what will or shall be: judged on ``resolves_on``, not before."""
        return self.kind in {self.Kind.PREDICTION, self.Kind.INTENTION}

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today and self.state in OPEN_STATES

    @property
    def start(self) -> int:
        """Where the quotation begins in its revision; claims of an article are ordered by it."""
        return int(self.quote[0]["start"]) if self.quote else 0


OPEN_STATES = [
    Claim.State.SUGGESTED,
    Claim.State.OPEN,
    Claim.State.IN_RESEARCH,
    Claim.State.IN_REVIEW,
    Claim.State.APPROVED,
    Claim.State.UNDER_REVISION,
]
# Nothing remains to be decided before the article may be signed off.
SETTLED_STATES = [
    Claim.State.APPROVED,
    Claim.State.PUBLISHED,
    Claim.State.RETRACTED,
    Claim.State.DISMISSED,
]
# What became other claims.
TOMBSTONES = [Claim.State.MERGED, Claim.State.SPLIT]
