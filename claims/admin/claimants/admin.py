"""Claimants and the names they go by; merged when two are one, taken apart when one is two."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from claims.admin.base import NoDeleteAdmin, actor, error_messages
from claims.admin.bulk_actions import BulkAdmin
from claims.admin.claimants.forms import (
    ClaimantForm,
    MergeAllForm,
    MergeForm,
    SplitForm,
    with_counts,
)
from claims.admin.import_export import ImportExportAdmin
from claims.editorial import claimants as verbs
from claims.editorial.workflow import Refused
from claims.models import Claimant, Event
from claims.permissions import can_edit, require
from claims.publication.publish import reindex_names

CLAIMANT_VERBS = [
    "add_claimant",
    "edit_claimant",
    "merge_claimants",
    "unmerge_claimants",
    "split_claimant",
]


class ScopeFilter(admin.SimpleListFilter):
    """Where a name means this claimant."""

    title = gettext_lazy("scope")
    parameter_name = "scope"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("everywhere", _("in every article")),
            ("article", _("in one article only")),
            ("merged", _("merged into another")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "everywhere":
                return queryset.filter(article=None, merged_into=None)
            case "article":
                return queryset.exclude(article=None).filter(merged_into=None)
            case "merged":
                return queryset.exclude(merged_into=None)
            case _:
                return queryset


@admin.register(Claimant)
class ClaimantAdmin(BulkAdmin, ImportExportAdmin, NoDeleteAdmin):
    form = ClaimantForm
    list_display = ["name", "kind", "role", "wikidata_id", "article", "claim_count"]
    list_filter = [
        ScopeFilter,
        "kind",
        ("wikidata_id", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["article"]
    search_fields = ["name", "names__name", "role", "wikidata_id"]
    fields = ["name", "aliases", "kind", "role", "wikidata_id", "article", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["article"]
    actions = ["merge_all"]
    change_form_template = "admin/claims/claimant/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_counts(super().get_queryset(request))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address, once given, stays."""
        return ["slug"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who turned out to be somebody else is changed no more, except back."""
        merged = obj is not None and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<path:object_id>/merge/", view(self.merge), name="claims_claimant_merge"),
            path("<path:object_id>/unmerge/", view(self.unmerge), name="claims_claimant_unmerge"),
            path("<path:object_id>/split/", view(self.split), name="claims_claimant_split"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("claims"), ordering="claims_here")
    def claim_count(self, claimant: Any) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        return format_html(
            '<a href="{}?claimant__id__exact={}">{}</a>', address, claimant.pk, claimant.claims_here
        )

    # --- One claimant's page ---

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the verb, which writes the log."""
        values = {name: form.cleaned_data[name] for name in form.changed_data if name != "aliases"}
        if change:
            verbs.edit_claimant(obj, names=form.names, **values, actor=actor(request))
            reindex_names(obj)
            return
        answers = {name: form.cleaned_data[name] for name in ("kind", "article", "role", "slug")}
        made = verbs.add_claimant(
            form.cleaned_data["name"],
            names=form.names,
            wikidata_id=form.cleaned_data["wikidata_id"],
            **answers,
            actor=actor(request),
        )
        obj.pk, obj._state.adding = made.pk, False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        claimant = self.get_object(request, unquote(object_id))
        context: dict[str, Any] = {"may_decide": can_edit.test(actor(request))}
        if claimant is not None and request.method != "POST":
            log = Event.objects.filter(verb__in=CLAIMANT_VERBS, data__claimant=claimant.pk)
            context |= {
                "claim_count": claimant.claims.count(),
                "claims": claimant.claims.select_related("article")[:10],
                "events": log.select_related("actor")[:30],
                "merged": claimant.merged_claimants.all()[:30],
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def merge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        claimant = self._claimant(request, object_id)
        form = MergeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            into = form.cleaned_data["into"]
            try:
                verbs.merge_claimants(claimant, into=into, actor=actor(request))
            except Refused as error:
                form.add_error("into", list(error.problems))
            else:
                reindex_names(into)
                text = _("“%(name)s” is now “%(into)s”; the old address leads there.")
                messages.success(request, text % {"name": claimant.name, "into": into.name})
                return HttpResponseRedirect(_address(into))
        return self._page(request, "merge", claimant, form, _("Merge into another claimant"))

    @method_decorator(require_POST)
    def unmerge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        claimant = self._claimant(request, object_id)
        try:
            verbs.unmerge_claimants(claimant, actor=actor(request))
            messages.success(request, _("“%s” stands alone again.") % claimant.name)
        except Refused as error:
            for problem in error_messages(error):
                messages.error(request, problem)
        return HttpResponseRedirect(_address(claimant))

    def _claimant(self, request: HttpRequest, object_id: str) -> Claimant:
        require(can_edit, actor(request))
        if not object_id.isdecimal() or len(object_id) > 15:
            raise Http404
        return get_object_or_404(Claimant, pk=object_id)

    def split(self, request: HttpRequest, object_id: str) -> HttpResponse:
        claimant = self._claimant(request, object_id)
        form = SplitForm(request.POST if request.method == "POST" else None, claimant=claimant)
        if form.is_valid():
            try:
                with transaction.atomic():
                    to = form.target(actor=actor(request))
                    claims = form.cleaned_data["claims"]
                    verbs.split_claimant(claimant, claims=claims, to=to, actor=actor(request))
            except Refused as error:
                form.add_error(None, list(error.problems))
            else:
                count = len(claims)
                text = ngettext(
                    "%(count)d claim is now by “%(name)s”.",
                    "%(count)d claims are now by “%(name)s”.",
                    count,
                )
                messages.success(request, text % {"count": count, "name": to.name})
                return HttpResponseRedirect(_address(claimant))
        return self._page(request, "split", claimant, form, _("Give claims to somebody else"))

    def _page(
        self, request: HttpRequest, name: str, claimant: Claimant, form: Any, title: str
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/claims/claimant/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "original": claimant,
                "claimant": claimant,
                "form": form,
            },
        )

    # --- Several claimants ---

    @admin.action(description=gettext_lazy("Merge …"), permissions=["change"])
    def merge_all(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        """Ask who stays; each of the others is merged into them, or left with the reason."""
        standing = rows.filter(merged_into=None)
        chosen = standing.filter(pk__in=list(standing.values_list("pk", flat=True)[:21]))
        if not 1 < chosen.count() <= 20:
            messages.error(request, _("Choose two claimants to merge, or up to twenty."))
            return None
        form = MergeAllForm(request.POST if "answered" in request.POST else None, rows=chosen)
        if form.is_bound and form.is_valid():
            into = form.cleaned_data["into"]
            others = chosen.exclude(pk=into.pk)
            self.each(request, others, verbs.merge_claimants, into=into, actor=actor(request))
            return None
        return TemplateResponse(
            request,
            "admin/bulk.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Merge claimants"),
                "form": form,
                "rows": [f"{row.name} · {row.claims_here}" for row in chosen],
                "count": chosen.count(),
                "action": request.POST["action"],
                "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
                "select_across": "0",
            },
        )


def _address(claimant: Claimant) -> str:
    return reverse("admin:claims_claimant_change", args=[claimant.pk])
