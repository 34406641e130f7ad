"""Looking again: when a claim is due, what each look saw, and what a person has to decide."""

from __future__ import annotations

from datetime import time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet
from claims.models.claim import Claim
from claims.models.source import Evidence, Snapshot

LATE_AFTER = timedelta(hours=1)  # so long after its time a re-check should have begun


class RecheckTerms(models.Model):
    """How often and when is looked again, as far as it is said here.

    An empty field falls back: from the claim's policy to the rule for its kind, to the rule for
    all claims, to the settings (claims.rechecks.schedule_rules).
    """

    shortest_hours = models.PositiveSmallIntegerField(
        _("first interval, in hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(8760)],
        help_text=_("After publication and after each finding; then it lengthens by half."),
    )
    longest_days = models.PositiveSmallIntegerField(
        _("longest interval, in days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("As long as nothing changes, the interval grows no longer than this."),
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(
        _("quiet until"),
        null=True,
        blank=True,
        help_text=_(
            "Nothing is looked at by schedule in these hours, also over midnight. "
            "Twice the same time: no quiet hours."
        ),
    )
    approval_days = models.PositiveSmallIntegerField(
        _("approval good for, in days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_("An older approval asks for a look. 0: never."),
    )
    paused_until = models.DateField(
        _("paused until"),
        null=True,
        blank=True,
        help_text=_("On this day it goes on by itself."),
    )
    pause_reason = models.CharField(_("why it is paused"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="%(class)s_quiet_from_until",
                violation_error_message=_("Quiet hours need a beginning and an end."),
            ),
            models.CheckConstraint(
                condition=Q(shortest_hours__isnull=True)
                | Q(longest_days__isnull=True)
                | Q(shortest_hours__lte=F("longest_days") * 24),
                name="%(class)s_shortest_first",
                violation_error_message=_(
                    "The first interval cannot be longer than the longest one."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(shortest_hours__isnull=True) | Q(shortest_hours__gte=1))
                & (Q(longest_days__isnull=True) | Q(longest_days__gte=1)),
                name="%(class)s_intervals",
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | ~Q(pause_reason=""),
                name="%(class)s_paused_why",
                violation_error_message=_("Say why it is paused."),
            ),
        ]

    @property
    def quiet(self) -> tuple[time, time] | None:
        """From when until when; None if nothing is said about it here."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return self.quiet_from, self.quiet_until


class RecheckRuleQuerySet(models.QuerySet["RecheckRule"]):
    def first_interval(self, kind: str) -> timedelta:
        """After which time a claim of this kind is looked at for the first time."""
        said = self.filter(kind__in=["", kind], shortest_hours__isnull=False)
        hours = said.order_by("-kind").values_list("shortest_hours", flat=True).first()
        return timedelta(hours=hours) if hours else settings.RECHECK_INTERVAL


class RecheckRule(RecheckTerms):
    """What the desk wants for all published claims (``kind`` empty), or for those of one kind."""

    kind = models.CharField(
        _("for"),
        max_length=20,
        choices=[("", _("all claims")), *Claim.Kind.choices],
        blank=True,
        unique=True,
    )

    objects = RecheckRuleQuerySet.as_manager()

    class Meta(RecheckTerms.Meta):
        verbose_name = _("re-check rule")
        verbose_name_plural = _("re-check rules")
        ordering = ["kind"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class RecheckPolicyQuerySet(BackgroundJobQuerySet):
    def running(self) -> RecheckPolicyQuerySet:
        """Claims that a worker is looking at now."""
        return self.filter(lease_until__gt=timezone.now())

    def late(self) -> RecheckPolicyQuerySet:
        """Claims that should have been looked at an hour ago, and are neither paused nor parked."""
        late: RecheckPolicyQuerySet = self.due().filter(due_at__lt=timezone.now() - LATE_AFTER)
        return late.exclude(paused_until__gt=timezone.localdate())

    def paused(self) -> RecheckPolicyQuerySet:
        """Claims that are paused by themselves."""
        return self.filter(paused_until__gt=timezone.localdate())

    def failing(self) -> RecheckPolicyQuerySet:
        """Claims of which the last run failed and that are tried again."""
        return self.exclude(last_error="").filter(parked_at__isnull=True)

    def watched(self) -> RecheckPolicyQuerySet:
        """Claims whose page was not retracted."""
        return self.filter(claim__publication__retracted_at__isnull=True)


class RecheckPolicy(BackgroundJob, RecheckTerms):
    """How often a published claim is looked at again. ``due_at``: when next.

    These are the terms of this claim alone; claims.rechecks.schedule_rules adds the desk's rules.
    """

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, related_name="recheck_policy", verbose_name=_("claim")
    )
    # The present one: it lengthens while nothing changes.
    interval = models.DurationField(_("interval"))
    checked_at = models.DateTimeField(_("last re-checked"), null=True, editable=False)
    # A person wants a look: quiet hours and pauses do not hold it up. NULL once it is done.
    asked_at = models.DateTimeField(_("asked for"), null=True, editable=False)

    objects = RecheckPolicyQuerySet.as_manager()

    class Meta(RecheckTerms.Meta):
        verbose_name = _("re-check policy")
        verbose_name_plural = _("re-check policies")
        indexes = [
            *BackgroundJob.Meta.indexes,
            models.Index(
                fields=["due_at"], condition=Q(parked_at__isnull=True), name="recheckpolicy_due"
            ),
            # The few among many that the page of re-checks shows.
            models.Index(
                fields=["lease_until"],
                condition=Q(lease_until__isnull=False),
                name="recheckpolicy_leased",
            ),
            models.Index(
                fields=["paused_until"],
                condition=Q(paused_until__isnull=False),
                name="recheckpolicy_paused",
            ),
            models.Index(
                fields=["-attempts", "due_at"],
                condition=~Q(last_error=""),
                name="recheckpolicy_failing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def is_running(self) -> bool:
        """Whether a worker is at it."""
        return self.lease_until is not None and self.lease_until > timezone.now()

    @property
    def is_under_way(self) -> bool:
        """Whether a worker is at it, or a person waits for one."""
        return self.parked_at is None and (self.is_running or self.asked_at is not None)

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.localdate()


class RecheckRun(models.Model):
    """One look at all watched evidence of a claim."""

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule", _("by schedule")
        PERSON = "person", _("asked for")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="recheck_runs", verbose_name=_("claim")
    )
    trigger = models.CharField(_("started"), max_length=20, choices=Trigger)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("start"), auto_now_add=True)
    finished_at = models.DateTimeField(_("end"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.claim}, {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"

    @property
    def took(self) -> timedelta | None:
        """How long it took; None while it runs."""
        return self.finished_at - self.started_at if self.finished_at else None


class Outcome(models.TextChoices):
    """What a look at one cited passage saw (mirrors claims.rechecks.passages.Outcome)."""

    UNCHANGED = "unchanged", _("unchanged")
    MOVED = "moved", _("moved within the page")
    CHANGED = "changed", _("passage changed")
    MISSING = "missing", _("passage missing")
    UNREACHABLE = "unreachable", _("unreachable")
    REDIRECTED = "redirected", _("redirected")
    BLOCKED = "blocked", _("blocked")
    ANOTHER_PAGE = "another_page", _("another page now")
    SOFT_404 = "soft_404", _("says it is not found")


class RecheckResult(models.Model):
    """What one run saw of one piece of evidence."""

    run = models.ForeignKey(
        RecheckRun, on_delete=models.CASCADE, related_name="results", verbose_name=_("re-check")
    )
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="+", verbose_name=_("piece of evidence")
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("copy")
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(fields=["run", "evidence"], name="result_once_per_run")
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Host(models.Model):
    """When a web server may next be asked by a re-check, whichever worker asks.

    The row without a name counts what all servers together were asked.
    """

    ALL = ""

    name = models.CharField(_("name"), max_length=260, unique=True)
    free_at = models.DateTimeField(_("free at"))
    hour = models.DateTimeField(_("counted since"), null=True)
    asked = models.PositiveIntegerField(_("asked within the hour"), default=0)
    budget = models.PositiveIntegerField(
        _("most requests within an hour"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as the settings say (RECHECK_HOST_BUDGET)."),
    )

    class Meta:
        verbose_name = _("web server")
        verbose_name_plural = _("web servers")
        constraints = [
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=1), name="host_budget"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("all web servers together"))


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> FindingQuerySet:
        return self.filter(state__in=[Finding.State.OPEN, Finding.State.ACKNOWLEDGED])


class Finding(models.Model):
    """Something a re-check saw that a person must judge. The same thing seen again is counted."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("cited passage changed")
        MISSING = "missing", _("cited passage missing")
        UNREACHABLE = "unreachable", _("source unreachable")
        REDIRECTED = "redirected", _("source redirected")
        BLOCKED = "blocked", _("source blocked")
        ANOTHER_PAGE = "another_page", _("source is another page now")
        SOFT_404 = "soft_404", _("source says it is not found")
        EXPIRED = "expired", _("verdict has run out")
        APPROVAL_OLD = "approval_old", _("approval is old")
        RESOLVES = "resolves", _("prediction can be judged")
        REPEATS = "repeats", _("claim made again")
        CONTRADICTS = "contradicts", _("contradicting claim")
        EXTERNAL_CHECK = "foreign_check", _("checked by another desk")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        RESOLVED = "resolved", _("resolved")
        DISMISSED = "dismissed", _("dismissed")

    class Resolution(models.TextChoices):
        NO_ACTION = "no_action", _("no action")
        EVIDENCE_UPDATED = "evidence_updated", _("evidence updated")
        CLAIM_REOPENED = "claim_reopened", _("claim reopened")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="findings", verbose_name=_("claim")
    )
    evidence = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("piece of evidence"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # What makes two sightings the same finding, e.g. the hash of the changed passage.
    fingerprint = models.CharField(max_length=64, editable=False)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    # [[op, words], …] with op "=", "-" or "+": the word diff from before to after.
    diff = models.JSONField(default=list, editable=False)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("copy")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    count = models.PositiveIntegerField(_("seen"), default=1)
    first_seen_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    resolution = models.CharField(_("resolution"), max_length=20, choices=Resolution, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-last_seen_at", "-pk"]
        constraints = [
            # The same thing found twice folds into one row; a resolved one may come back.
            models.UniqueConstraint(
                fields=["claim", "evidence", "kind", "fingerprint"],
                condition=~Q(state="resolved") & Q(evidence__isnull=False),
                name="finding_folds",
            ),
            models.UniqueConstraint(
                fields=["claim", "kind", "fingerprint"],
                condition=~Q(state="resolved") & Q(evidence__isnull=True),
                name="finding_of_claim_folds",
            ),
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(resolution=""),
                name="finding_resolved_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""),
                name="finding_dismissed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.claim}"
