"""What re-checks found: the list, and what is said of several findings at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.admin.base import PlainForm, ReadOnlyAdmin, actor
from claims.admin.bulk_actions import BulkAdmin
from claims.models import Finding
from claims.permissions import can_handle_findings
from claims.presentation.diff import word_diff
from claims.rechecks import findings


class OpenFilter(admin.SimpleListFilter):
    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("still to be decided"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.open() if self.value() == "open" else queryset


class HandleAllForm(PlainForm):
    reason = forms.CharField(label=_("Why"), max_length=500)


@admin.register(Finding)
class FindingAdmin(BulkAdmin, ReadOnlyAdmin):
    """Findings are handled at their claim, where the evidence is in sight, or several here whose
    reason is the same."""

    list_display = ["what", "claim", "saw", "state", "count", "last_seen_at", "handled_by"]
    list_display_links = None
    list_filter = [OpenFilter, "state", "kind"]
    list_select_related = ["claim", "evidence__source", "handled_by"]
    search_fields = ["claim__statement", "note", "before", "after", "evidence__source__url"]
    date_hierarchy = "last_seen_at"
    actions = ["acknowledge_all", "settle_all", "dismiss_all"]

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return can_handle_findings.test(actor(request))

    @admin.display(description=_("finding"), ordering="kind")
    def what(self, finding: Finding) -> SafeString:
        address = reverse("admin:claims_claim_change", args=[finding.claim_id])
        return format_html(
            '<a class="row-title" href="{}#finding-{}">{}</a>',
            address,
            finding.pk,
            finding.get_kind_display(),
        )

    @admin.display(description=_("what it saw"))
    def saw(self, finding: Finding) -> SafeString:
        """The change in words, or what was noted, and of which source."""
        words: str = finding.note or "–"
        if finding.before and finding.after:
            words = word_diff(finding.before, finding.after)
        if finding.evidence is None:
            return format_html("{}", words)
        html = '<span class="diff">{}</span> <span class="quiet">– {}</span>'
        return format_html(html, words, str(finding.evidence.source)[:100])

    # --- On several findings at once ---

    @admin.action(description=_("I am looking into it"), permissions=["handle"])
    def acknowledge_all(self, request: HttpRequest, rows: QuerySet[Finding]) -> None:
        self.each(request, rows, findings.acknowledge, actor=actor(request))

    @admin.action(description=_("Settle without action …"), permissions=["handle"])
    def settle_all(self, request: HttpRequest, rows: QuerySet[Finding]) -> HttpResponse | None:
        def verb(finding: Finding, *, reason: str) -> None:
            findings.resolve(
                finding,
                resolution=Finding.Resolution.NO_ACTION,
                reason=reason,
                actor=actor(request),
            )

        title = gettext("Settle findings without action")
        return self.asked(request, rows, verb, form=HandleAllForm, title=title)

    @admin.action(description=_("Dismiss …"), permissions=["handle"])
    def dismiss_all(self, request: HttpRequest, rows: QuerySet[Finding]) -> HttpResponse | None:
        def verb(finding: Finding, *, reason: str) -> None:
            findings.dismiss(finding, reason=reason, actor=actor(request))

        title = gettext("Dismiss findings")
        return self.asked(request, rows, verb, form=HandleAllForm, title=title)
