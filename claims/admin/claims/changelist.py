"""The list of claims: its columns, its filters, and what is done to several claims at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import NoDeleteAdmin, PlainForm, actor
from claims.admin.bulk_actions import BulkAdmin
from claims.admin.claims.action_forms import assignable
from claims.admin.import_export import ImportExportAdmin
from claims.editorial import claims as editorial
from claims.models import Claim, Finding
from claims.models.claim import OPEN_STATES


class AssigneeFilter(admin.SimpleListFilter):
    title = gettext_lazy("assigned to")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", _("me")), ("nobody", _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        match self.value():
            case "me":
                return queryset.filter(assignee=actor(request))
            case "nobody":
                return queryset.filter(assignee=None)
            case _:
                return queryset


class WorkFilter(admin.SimpleListFilter):
    title = gettext_lazy("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", _("still to be decided")), ("findings", _("with open findings"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        match self.value():
            case "open":
                return queryset.filter(state__in=OPEN_STATES)
            case "findings":
                return queryset.filter(Exists(Finding.objects.open().filter(claim=OuterRef("pk"))))
            case _:
                return queryset


class DueFilter(admin.SimpleListFilter):
    """By when the desk wanted it decided; what is decided is never late."""

    title = gettext_lazy("due date")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("overdue", _("overdue")),
            ("today", _("today or overdue")),
            ("week", _("within a week or overdue")),
            ("none", _("no date")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        today = timezone.localdate()
        days = {"overdue": -1, "today": 0, "week": 7}
        match self.value():
            case "none":
                return queryset.filter(state__in=OPEN_STATES, due_on=None)
            case str(value) if value in days:
                last = today + timedelta(days=days[value])
                return queryset.filter(state__in=OPEN_STATES, due_on__lte=last)
            case _:
                return queryset


class AssignAllForm(PlainForm):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = assignable()


class DismissAllForm(PlainForm):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Claim.DismissalReason)


class DueAllForm(PlainForm):
    due_on = forms.DateField(
        label=gettext_lazy("Due"),
        required=False,
        help_text=gettext_lazy("Left empty: no matter when."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ClaimChangeListMixin(BulkAdmin, ImportExportAdmin, NoDeleteAdmin):
    list_display = ["__str__", "claimant", "line", "article", "assignee", "due", "changed"]
    list_filter = [
        WorkFilter,
        AssigneeFilter,
        DueFilter,
        "state",
        "kind",
        "mode",
        "origin",
        "anchor_state",
        ("article__publisher", admin.RelatedOnlyFieldListFilter),
        ("topics", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["claimant", "article", "assignee"]
    search_fields = ["statement", "headline", "claimant__names__name", "article__title"]
    date_hierarchy = "created_at"
    actions = ["accept_all", "assign_to_me", "assign_all", "set_due_all", "dismiss_all"]

    @admin.display(description=gettext_lazy("changed"), ordering="updated_at")
    def changed(self, claim: Claim) -> str:
        return formats.date_format(timezone.localtime(claim.updated_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def line(self, claim: Claim) -> SafeString:
        """The state, with the line that stands for it at the workbench."""
        html = '<span class="state state-{}">{}</span>'
        return format_html(html, claim.state, claim.get_state_display())

    @admin.display(description=gettext_lazy("due"), ordering="due_on", empty_value="–")
    def due(self, claim: Claim) -> SafeString | str | None:
        if claim.due_on is None:
            return None
        day = formats.date_format(claim.due_on, "SHORT_DATE_FORMAT")
        if not claim.is_overdue(timezone.localdate()):
            return day
        return format_html('<strong class="is-late">{} ({})</strong>', day, _("overdue"))

    # --- On several claims at once ---

    @admin.action(description=gettext_lazy("Accept"), permissions=["change"])
    def accept_all(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self.each(request, claims, editorial.accept, actor=actor(request))

    @admin.action(description=gettext_lazy("Assign to me"), permissions=["change"])
    def assign_to_me(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        me = actor(request)
        self.each(request, claims, editorial.assign, to=me, actor=me)

    @admin.action(description=gettext_lazy("Assign …"), permissions=["change"])
    def assign_all(self, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse | None:
        def verb(claim: Claim, **answers: Any) -> None:
            editorial.assign(claim, **answers, actor=actor(request))

        return self.asked(request, claims, verb, form=AssignAllForm, title=_("Assign claims"))

    @admin.action(description=gettext_lazy("Set the date …"), permissions=["change"])
    def set_due_all(self, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse | None:
        def verb(claim: Claim, **answers: Any) -> None:
            editorial.set_due(claim, **answers, actor=actor(request))

        title = _("By when claims are due")
        return self.asked(request, claims, verb, form=DueAllForm, title=title)

    @admin.action(description=gettext_lazy("Dismiss …"), permissions=["change"])
    def dismiss_all(self, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse | None:
        def verb(claim: Claim, **answers: Any) -> None:
            editorial.dismiss(claim, **answers, actor=actor(request))

        return self.asked(request, claims, verb, form=DismissAllForm, title=_("Dismiss claims"))
