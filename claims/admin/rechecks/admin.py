"""How often re-checks look, and what has run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import NoDeleteAdmin, ReadOnlyAdmin, actor
from claims.admin.rechecks import monitoring
from claims.admin.rechecks.schedule_rules import days_text, schedule_sentences
from claims.models import Host, RecheckPolicy, RecheckRule, RecheckRun
from claims.rechecks import policies
from claims.rechecks.schedule import due_claims
from claims.rechecks.schedule_rules import Rules
from claims.tasks import replan_rechecks, wake


class StateFilter(admin.SimpleListFilter):
    title = _("how it stands")
    parameter_name = "is"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("watched", _("watched")),
            ("due", _("due")),
            ("running", _("running")),
            ("late", _("late")),
            ("failing", _("failing")),
            ("parked", _("parked")),
            ("paused", _("paused")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        name = self.value()
        if name == "due":
            return queryset.filter(pk__in=due_claims().order_by().values("pk"))
        if name in {"watched", "running", "late", "failing", "parked", "paused"}:
            return getattr(queryset, name)()
        return queryset


SCHEDULE_FIELDS: Any = [
    (_("How often"), {"fields": ["shortest_hours", "longest_days", "approval_days"]}),
    (_("When not"), {"fields": ["quiet_from", "quiet_until", "paused_until", "pause_reason"]}),
]


class ScheduleRuleAdmin(NoDeleteAdmin):
    """The desk reads how re-checks are set; chief editors set it, through the verbs."""

    actions = None
    formfield_overrides = {
        **NoDeleteAdmin.formfield_overrides,
        models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    }

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return actor(request).has_perm("claims.view_recheckpolicy")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return actor(request).has_perm("claims.change_recheckpolicy")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The verbs write the log."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The verbs write the log."""


@admin.register(RecheckRule)
class RecheckRuleAdmin(ScheduleRuleAdmin):
    list_display = [
        "__str__",
        "shortest_hours",
        "longest_days",
        "quiet",
        "approval_days",
        "paused_until",
    ]
    fieldsets = [(None, {"fields": ["kind"]}), *SCHEDULE_FIELDS]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["kind"] if obj else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: RecheckRule, form: Any, change: Any) -> None:
        policies.set_rule(obj, actor=actor(request))
        wake(replan_rechecks, obj.kind)

    @admin.display(description=_("quiet hours"))
    def quiet(self, rule: RecheckRule) -> str:
        if rule.quiet_from is None or rule.quiet_until is None:
            return "–"
        return f"{rule.quiet_from:%H:%M}–{rule.quiet_until:%H:%M}"


@admin.register(RecheckPolicy)
class RecheckPolicyAdmin(ScheduleRuleAdmin):
    list_display = ["claim", "interval_now", "due_at", "checked_at", "paused_until"]
    list_filter = [StateFilter]
    list_select_related = ["claim"]
    search_fields = ["claim__statement"]
    fieldsets = [
        (None, {"fields": ["claim", "checked_at", "due_at", "interval_now", "in_force"]}),
        *SCHEDULE_FIELDS,
        (_("Failures"), {"fields": ["attempts", "last_error", "parked_at"]}),
    ]
    readonly_fields = [
        "claim",
        "checked_at",
        "due_at",
        "interval_now",
        "in_force",
        "attempts",
        "last_error",
        "parked_at",
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("watch/", view(monitoring.monitoring_page), name="claims_recheck_watch"),
            path(
                "retry/<slug:table>/<int:pk>/", view(monitoring.retry), name="claims_recheck_retry"
            ),
            path("state/<int:claim_id>/", view(monitoring.state), name="claims_recheck_state"),
            path(
                "suggestion/<int:claim_id>/<slug:table>/<int:pk>/",
                view(monitoring.suggestion),
                name="claims_suggestion",
            ),
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publication writes the policy."""
        return False

    def save_model(self, request: HttpRequest, obj: RecheckPolicy, form: Any, change: Any) -> None:
        policies.set_policy(obj, actor=actor(request))

    @admin.display(description=_("interval"), ordering="interval")
    def interval_now(self, policy: RecheckPolicy) -> str:
        return days_text(policy.interval)

    @admin.display(description=_("in force"))
    def in_force(self, policy: RecheckPolicy) -> str:
        """What the claim's own terms, the rules and the settings come to."""
        return schedule_sentences(Rules().terms(policy, policy.claim.kind))


@admin.register(Host)
class HostAdmin(ScheduleRuleAdmin):
    """The servers that were asked, and how often they may be; first all of them together."""

    list_display = ["server", "asked", "budget", "free_at"]
    ordering = ["name"]
    search_fields = ["name"]
    fields = ["server", "asked", "hour", "free_at", "budget"]
    readonly_fields = ["server", "asked", "hour", "free_at"]

    @admin.display(description=_("web server"), ordering="name")
    def server(self, host: Host) -> str:
        return str(host)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: Any = False, **kwargs: Any
    ) -> Any:
        if obj is not None and obj.name == Host.ALL:
            kwargs["help_texts"] = {"budget": _("Empty: as the settings say (RECHECK_BUDGET).")}
        return super().get_form(request, obj, change, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The first re-check of a server writes its row."""
        return False

    def save_model(self, request: HttpRequest, obj: Host, form: Any, change: Any) -> None:
        policies.set_budget(obj, actor=actor(request))


@admin.register(RecheckRun)
class RecheckRunAdmin(ReadOnlyAdmin):
    list_display = ["claim", "trigger", "state", "started_at", "took"]
    list_filter = ["state", "trigger"]
    list_select_related = ["claim"]
    date_hierarchy = "started_at"
    search_fields = ["claim__statement"]
    fields = ["claim", "trigger", "state", "started_at", "took", "error", "seen"]

    @admin.display(description=_("took"))
    def took(self, run: RecheckRun) -> str:
        if run.took is None:
            return "–"
        seconds = run.took.total_seconds()
        return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{number_format(seconds, 1)} s"

    @admin.display(description=_("what it saw"))
    def seen(self, run: RecheckRun) -> SafeString:
        """Each source that was looked at: what became of the passage, and how the server
        answered."""
        rows = run.results.select_related("evidence__source").order_by("pk")
        lines = [
            (
                reverse("admin:claims_source_change", args=[row.evidence.source_id]),
                row.evidence.source,
                row.get_outcome_display(),
                " · ".join(filter(None, [f"HTTP {row.status}" if row.status else "", row.note])),
                row.milliseconds,
            )
            for row in rows
        ]
        if not lines:
            return SafeString("–")
        html = (
            '<li><a href="{}">{}</a>: <strong>{}</strong> <span class="quiet">{} {} ms</span></li>'
        )
        return format_html('<ul class="plain-list">{}</ul>', format_html_join("", html, lines))
