"""Scales, which a desk may change; verdicts, corrections, pages and the log, which it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.base import NoDeleteAdmin, ReadOnlyAdmin, StackedRows, actor
from claims.editorial.assessments import visible_versions
from claims.models import Correction, Event, Publication, Rating, RatingScale, Verdict


class RatingInline(StackedRows):
    model = Rating
    extra = 0
    can_delete = False


@admin.register(RatingScale)
class RatingScaleAdmin(NoDeleteAdmin):
    list_display = ["name", "aspect", "is_default"]
    inlines = [RatingInline]
    actions = None


@admin.register(Rating)
class RatingAdmin(NoDeleteAdmin):
    list_display = ["__str__", "scale", "sign", "ordinal", "evidence_class", "position"]
    list_filter = ["scale"]
    list_select_related = ["scale"]
    ordering = ["scale", "position"]
    search_fields = ["label_de", "label_en"]
    actions = None


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ["claim", "aspect", "number", "rating", "state", "proposer", "approver"]
    list_filter = ["state", "aspect", "rating"]
    list_select_related = ["claim", "rating", "proposer", "approver"]
    search_fields = ["statement", "summary", "content_hash"]
    date_hierarchy = "proposed_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return visible_versions(super().get_queryset(request), to=actor(request))


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ["claim", "kind", "state", "prepared_by", "approved_by", "published_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["claim", "prepared_by", "approved_by"]
    search_fields = ["text", "claim__statement"]
    date_hierarchy = "prepared_at"


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "claimant", "rating", "first_published_at", "updated_at"]
    list_filter = ["rating", "language", ("retracted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["claimant", "rating"]
    search_fields = ["statement", "headline", "claimant__name"]
    date_hierarchy = "first_published_at"
    exclude = ["search_text"]


class VerbFilter(admin.AllValuesFieldListFilter):
    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        for choice in super().choices(changelist):
            label = dict(Event.Verb.choices).get(str(choice["display"]), choice["display"])
            yield {**choice, "display": label}


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "what", "claim", "article"]
    fields = ["at", "who", "what", "claim", "article", "data", "previous_hash", "hash"]
    readonly_fields = ["who", "what"]
    list_filter = [("verb", VerbFilter)]
    list_select_related = ["actor", "claim", "article"]
    search_fields = ["verb", "claim__statement", "article__title", "actor__username"]
    date_hierarchy = "at"

    change_form_template = "admin/claims/event/change_form.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        event = self.get_object(request, unquote(object_id))
        context = {}
        if event is not None:
            when = formats.date_format(timezone.localtime(event.at), "SHORT_DATETIME_FORMAT")
            context["subtitle"] = f"{when} {event.get_verb_display()}"
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    @admin.display(description=_("who"), ordering="actor")
    def who(self, event: Event) -> str:
        return event.actor.get_username() if event.actor else str(_("the machine"))

    @admin.display(description=_("what"), ordering="verb")
    def what(self, event: Event) -> str:
        return event.get_verb_display()
