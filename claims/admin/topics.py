"""The subjects under which claims are filed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import NoDeleteAdmin, actor
from claims.models import Topic
from claims.permissions import can_publish
from claims.publication import topics


@admin.register(Topic)
class TopicAdmin(NoDeleteAdmin):
    """Editors add topics; names that readers may have seen are changed by a chief editor."""

    list_display = ["name_de", "name_en", "slug", "claim_count"]
    search_fields = ["name_de", "name_en", "slug"]
    fields = ["name_de", "name_en", "slug"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        rows: QuerySet[Topic] = super().get_queryset(request)
        return rows.annotate(claims_here=Count("claims", distinct=True))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["name_de"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address, once given, stays."""
        return ["slug"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or bool(can_publish.test(actor(request))))

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        topics.rename(obj, name_de=obj.name_de, name_en=obj.name_en, actor=actor(request))

    @admin.display(description=_("claims"), ordering="claims_here")
    def claim_count(self, topic: Any) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        return format_html(
            '<a href="{}?topics__id__exact={}">{}</a>', address, topic.pk, topic.claims_here
        )
