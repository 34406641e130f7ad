"""Claimants and the names they go by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import AnyModelForm, KeptAdmin, TabularRows
from claims.models import Claimant, ClaimantName


class NameForm(AnyModelForm):
    class Meta:
        model = ClaimantName
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"class": "vTextField", "aria-label": _("alias")})}


class NameInline(TabularRows):
    model = ClaimantName
    form = NameForm
    extra = 1


@admin.register(Claimant)
class ClaimantAdmin(KeptAdmin):
    list_display = ["name", "kind", "role", "wikidata_id", "article", "claim_count"]
    list_filter = ["kind", ("article", admin.EmptyFieldListFilter)]
    list_select_related = ["article"]
    search_fields = ["name", "names__name", "role", "wikidata_id"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["article"]
    inlines = [NameInline]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claimant]:
        rows: QuerySet[Claimant] = super().get_queryset(request)
        return rows.annotate(claims_here=Count("claims", distinct=True))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """An address, once given, stays."""
        return {} if obj else dict(self.prepopulated_fields)

    @admin.display(description=_("claims"), ordering="claims_here")
    def claim_count(self, claimant: Any) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        return format_html(
            '<a href="{}?claimant__id__exact={}">{}</a>', address, claimant.pk, claimant.claims_here
        )
