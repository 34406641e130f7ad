"""Sources and our copies of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.admin.base import NoDeleteAdmin, ReadOnlyAdmin
from claims.admin.import_export import ImportExportAdmin
from claims.evidence import archive
from claims.models import ArchiveRequest, Finding, Snapshot, Source
from claims.rechecks.monitoring import affected_by


class LanguageFilter(admin.AllValuesFieldListFilter):
    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or gettext("not known")}


@admin.register(Source)
class SourceAdmin(ImportExportAdmin, NoDeleteAdmin):
    list_display = ["title_or_url", "kind", "publisher", "capture_state", "live_state", "uses"]
    list_filter = ["kind", "capture_state", "live_state", ("language", LanguageFilter)]
    search_fields = ["title", "url", "publisher", "note"]
    date_hierarchy = "created_at"
    fields = [
        "affected",
        "open_findings",
        "url",
        "title",
        "publisher",
        "published_on",
        "language",
        "kind",
        "note",
        "interest_disclosure",
        "archived_url",
        "capture_state",
        "last_error",
        "live_state",
        "checked_at",
        "failures",
        "wayback",
        "copies",
    ]
    readonly_fields = [
        "url",
        "capture_state",
        "last_error",
        "live_state",
        "checked_at",
        "failures",
        "open_findings",
        "affected",
        "wayback",
        "copies",
    ]
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A source is added where it is cited: at a claim."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows.annotate(use_count=Count("evidence", distinct=True))

    @admin.display(description=_("source"), ordering="title")
    def title_or_url(self, source: Source) -> str:
        return str(source)

    @admin.display(description=_("cited"), ordering="use_count")
    def uses(self, source: Any) -> int:
        return int(source.use_count)

    @admin.display(description=_("what rests on it"))
    def affected(self, source: Source) -> SafeString:
        """Whoever changes a source, or finds it broken, sees which claims, articles and verdicts
        rest on it."""
        found = affected_by(source)
        counts = [
            ngettext("%d claim", "%d claims", found.claim_count) % found.claim_count,
            ngettext("%d article", "%d articles", found.article_count) % found.article_count,
            ngettext("%d verdict", "%d verdicts", len(found.verdicts)) % len(found.verdicts),
        ]
        verdicts: dict[int, list[str]] = {}
        for verdict in found.verdicts:
            words = f"{verdict.rating.label} ({verdict.get_state_display()})"
            verdicts.setdefault(verdict.claim_id, []).append(words)
        rows = [
            (
                reverse("admin:claims_claim_change", args=[claim.pk]),
                claim,
                claim.get_state_display(),
                ", ".join(verdicts.get(claim.pk, [])) or gettext("no verdict"),
                reverse("admin:claims_article_workbench", args=[claim.article_id]),
                claim.article,
            )
            for claim in found.claims
        ]
        html = (
            '<li><a href="{}">{}</a> <span class="quiet">{} · {} · </span><a href="{}">{}</a></li>'
        )
        return format_html(
            '<div id="affected"><p>{}</p><ul class="plain-list">{}</ul></div>',
            ", ".join(counts),
            format_html_join("", html, rows),
        )

    @admin.display(description=_("findings"))
    def open_findings(self, source: Source) -> SafeString:
        findings = Finding.objects.open().filter(evidence__source=source).select_related("claim")
        return _list(
            [
                (
                    reverse("admin:claims_claim_change", args=[finding.claim_id])
                    + f"#finding-{finding.pk}",
                    str(finding),
                )
                for finding in findings[:50]
            ]
        )

    @admin.display(description=_("copies"))
    def copies(self, source: Source) -> SafeString:
        return _list(
            [
                (
                    reverse("admin:claims_snapshot_change", args=[snapshot.pk]),
                    f"{timezone.localtime(snapshot.fetched_at):%Y-%m-%d %H:%M}"
                    f" · {snapshot.text_sha256[:12]}",
                )
                for snapshot in source.snapshots.defer("text")[:50]
            ]
        )

    @admin.display(description=_("Wayback Machine"))
    def wayback(self, source: Source) -> str:
        """What became of each request; also that there are none, and why."""
        asked = ArchiveRequest.objects.filter(snapshot__source=source).order_by("-pk")[:10]
        if not asked:
            return gettext("Not asked.") if archive.is_on() else gettext("Off: no keys are set.")
        return "; ".join(
            " – ".join(filter(None, [each.get_state_display(), each.url or each.reason]))
            for each in asked
        )


def _list(links: list[tuple[str, str]]) -> SafeString:
    if not links:
        return SafeString("–")
    items = format_html_join("", '<li><a href="{}">{}</a></li>', links)
    return format_html('<ul class="plain-list">{}</ul>', items)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ["source", "fetched_at", "status", "content_type", "short_hash"]
    list_select_related = ["source"]
    list_filter = ["content_type", "status"]
    search_fields = ["source__title", "source__url", "title"]
    date_hierarchy = "fetched_at"
    fields = [
        "source",
        "fetched_at",
        "final_url",
        "status",
        "content_type",
        "title",
        "sha256",
        "text_sha256",
        "text",
    ]

    @admin.display(description=_("SHA-256"))
    def short_hash(self, snapshot: Snapshot) -> str:
        return snapshot.sha256[:12]
