"""What a verdict rests on: sources, frozen copies of them, and the passages that are cited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.claim import Claim


class SourceQuerySet(BackgroundJobQuerySet):
    def awaiting_capture(self) -> SourceQuerySet:
        """Sources of which a first copy has still to be made."""
        return self.due()

    def failing(self) -> SourceQuerySet:
        """Sources that failed so often in a row that it is a finding."""
        return self.filter(failures__gte=settings.RECHECK_FAILURES)

    def unreachable(self) -> SourceQuerySet:
        """Sources that have been looked at and of which there has never been a copy."""
        return self.filter(checked_at__isnull=False, failures__gt=0, snapshots__isnull=True)

    def noisy(self, *, findings: int = 3) -> SourceQuerySet:
        """Sources of which so many findings were dismissed: their changes do not matter."""
        # Filtered first: only what was dismissed is read, not every source there is.
        dismissed: SourceQuerySet = self.filter(evidence__findings__state="dismissed").annotate(
            dismissed=Count("evidence__findings")
        )
        return dismissed.filter(dismissed__gte=findings)


class Source(BackgroundJob):
    """A work that is cited. ``due_at`` set: a copy of it waits to be made."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary source")
        SECONDARY = "secondary", _("secondary source")
        OFFICIAL = "official", _("official")
        DATA = "data", _("data")
        EXPERT = "expert", _("expert")
        MEDIA = "media", _("media")
        NOTE = "note", _("note of a conversation")

    class CaptureState(models.TextChoices):
        REFERENCED = "referenced", _("referenced only")
        CAPTURING = "capturing", _("being captured")
        CAPTURED = "captured", _("captured")
        FAILED = "capture_failed", _("capture failed")

    class LiveState(models.TextChoices):
        UNKNOWN = "unknown", _("not looked at yet")
        LIVE = "live", _("live")
        DRIFTED = "drifted", _("cited passage changed")
        MOVED = "moved", _("moved")
        GONE = "gone", _("gone")
        BLOCKED = "blocked", _("blocked")
        UNREACHABLE = "unreachable", _("unreachable")

    url = models.URLField(_("web address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SECONDARY)
    note = models.TextField(_("note"), blank=True, help_text=_("For a source without an address."))
    interest_disclosure = models.CharField(_("interests to disclose"), max_length=500, blank=True)
    capture_state = models.CharField(
        _("copy"), max_length=20, choices=CaptureState, default=CaptureState.REFERENCED
    )
    live_state = models.CharField(
        _("on the web"), max_length=20, choices=LiveState, default=LiveState.UNKNOWN
    )
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    checked_at = models.DateTimeField(_("last looked at"), null=True, blank=True, editable=False)
    # When the newest copy was last known to be what the page says.
    confirmed_at = models.DateTimeField(null=True, editable=False)
    # How often in a row the server said that nothing had changed since then, and sent nothing.
    not_modified = models.PositiveSmallIntegerField(default=0, editable=False)
    # The last answer took long: looked at first, for a round ends with its slowest page.
    is_slow = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-created_at"]
        indexes = [
            *BackgroundJob.Meta.indexes,
            models.Index(
                fields=["-failures", "id"], condition=Q(failures__gt=0), name="source_failing"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_url_unique"),
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(note=""), name="source_has_address_or_note"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.note[:80]

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest copy."""
        return self.snapshots.order_by("-pk").first()


class Snapshot(models.Model):
    """A frozen copy of a source, never changed (the database refuses it)."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("source")
    )
    fetched_at = models.DateTimeField(_("fetched at"))
    final_url = models.URLField(_("final address"), max_length=2000, blank=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=200)
    headers = models.JSONField(_("headers"), default=dict)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    file = models.FileField(_("file"), upload_to="snapshots/%Y/%m/", blank=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        ordering = ["source", "-pk"]
        indexes = [
            models.Index(fields=["source", "-id"], name="snapshot_newest"),
            models.Index(fields=["fetched_at"], name="snapshot_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {timezone.localtime(self.fetched_at):%Y-%m-%d %H:%M}"

    @property
    def archiving_or_none(self) -> ArchiveRequest | None:
        return getattr(self, "archiving", None)


class ArchiveRequest(BackgroundJob):
    """The Wayback Machine is asked to keep the page as it was when we copied it.

    ``due_at`` set: to be submitted, or to be asked after. What was submitted is not yet archived.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("about to be submitted")
        SUBMITTED = "submitted", _("submitted, not archived yet")
        ARCHIVED = "archived", _("archived")
        FAILED = "failed", _("not archived")

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, related_name="archiving", verbose_name=_("copy")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    job_id = models.CharField(max_length=200, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, db_index=True)
    url = models.URLField(_("archived copy"), max_length=2100, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = BackgroundJobQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("request to the Wayback Machine")
        verbose_name_plural = _("requests to the Wayback Machine")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="archived") & ~Q(url="") & Q(archived_at__isnull=False)
                | ~Q(state="archived") & Q(url="") & Q(archived_at__isnull=True),
                name="archive_address_when_archived",
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.get_state_display()}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def watched(self) -> EvidenceQuerySet:
        """Evidence with a passage in a copy of a page on the web, which can be looked at again."""
        return self.standing().filter(snapshot__isnull=False).exclude(source__url="")


class Evidence(models.Model):
    """A passage of a source that bears on a claim. Withdrawn rather than deleted."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("context")
        INCONCLUSIVE = "inconclusive", _("inconclusive")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("claim")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("source")
    )
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("copy"),
    )
    excerpt = models.TextField(_("cited passage"), blank=True)
    # claims.anchors.Selector into snapshot.text; {} without a snapshot.
    selector = models.JSONField(default=dict, blank=True, editable=False)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance)
    note = models.TextField(_("what it shows"), blank=True)
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Never leaves the desk: not on pages, in feeds, exports or the API."),
    )
    no_snapshot_reason = models.CharField(_("why there is no copy"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=True) | ~Q(excerpt=""),
                name="evidence_excerpt_from_snapshot",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"

    @property
    def archived_url(self) -> str:
        """Where others keep what is cited; "" while they have only been asked to."""
        asked = self.snapshot.archiving_or_none if self.snapshot else None
        return (asked.url if asked else "") or self.source.archived_url
