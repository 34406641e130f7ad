"""What re-checks found, and how often they look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import KeptAdmin, ReadOnlyAdmin
from claims.models import Finding, RecheckPolicy, RecheckRun


class StillOpen(admin.SimpleListFilter):
    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("still to be decided"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.open() if self.value() == "open" else queryset


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """Findings are handled at their claim, where the evidence is in sight."""

    list_display = ["what", "claim", "state", "count", "last_seen_at", "handled_by"]
    list_display_links = None
    list_filter = [StillOpen, "state", "kind"]
    list_select_related = ["claim", "handled_by"]
    search_fields = ["claim__statement", "note", "before", "after"]
    date_hierarchy = "last_seen_at"

    @admin.display(description=_("finding"), ordering="kind")
    def what(self, finding: Finding) -> SafeString:
        address = reverse("admin:claims_claim_change", args=[finding.claim_id])
        return format_html(
            '<a class="row-title" href="{}#finding-{}">{}</a>',
            address,
            finding.pk,
            finding.get_kind_display(),
        )


@admin.register(RecheckPolicy)
class RecheckPolicyAdmin(KeptAdmin):
    list_display = ["claim", "interval", "due_at", "checked_at", "paused_until"]
    list_filter = [("parked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["claim"]
    search_fields = ["claim__statement"]
    fields = ["claim", "interval", "due_at", "paused_until", "checked_at", "last_error"]
    readonly_fields = ["claim", "checked_at", "last_error"]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publication writes the policy."""
        return False


@admin.register(RecheckRun)
class RecheckRunAdmin(ReadOnlyAdmin):
    list_display = ["claim", "trigger", "state", "started_at", "finished_at"]
    list_filter = ["state", "trigger"]
    list_select_related = ["claim"]
    date_hierarchy = "started_at"
    search_fields = ["claim__statement"]
