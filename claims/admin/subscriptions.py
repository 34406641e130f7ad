"""Feeds that are subscribed to, what stood in them, and the addresses that are taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import AnyModelForm, NoDeleteAdmin, ReadOnlyAdmin, actor
from claims.ingest.articles import IngestError
from claims.ingest.feeds import check_feed, save_subscription
from claims.models import Intake, Subscription, SubscriptionEntry
from claims.tasks import poll_feed, wake


class SubscriptionForm(AnyModelForm):
    def clean_url(self) -> str:
        try:
            return check_feed(self.cleaned_data["url"])
        except IngestError as error:
            raise ValidationError(str(error)) from None


@admin.register(Subscription)
class SubscriptionAdmin(NoDeleteAdmin):
    """Saving one that was given up makes it try again."""

    form = SubscriptionForm
    list_display = ["name", "url", "state", "checked_at", "next_look"]
    list_filter = ["is_paused", ("parked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "url"]
    fields = ["name", "url", "publisher", "interval", "is_paused", "state", "checked_at", "due_at"]
    readonly_fields = ["state", "checked_at", "due_at"]
    actions = None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_subscription(obj, actor=actor(request))
        wake(poll_feed, obj.pk)

    @admin.display(description=gettext_lazy("next look"), ordering="due_at")
    def next_look(self, subscription: Subscription) -> Any:
        if subscription.is_paused or subscription.parked_at:
            return None
        return subscription.due_at

    @admin.display(description=gettext_lazy("state"))
    def state(self, subscription: Subscription) -> str:
        if subscription.is_paused:
            return _("paused")
        if subscription.parked_at:
            return _("given up: %s") % subscription.last_error
        return subscription.last_error or _("running")


@admin.register(SubscriptionEntry)
class SubscriptionEntryAdmin(ReadOnlyAdmin):
    list_display = ["title", "subscription", "outcome", "seen_at"]
    list_filter = ["subscription"]
    list_select_related = ["subscription", "intake__article"]
    search_fields = ["title", "url"]
    date_hierarchy = "seen_at"
    fields = ["title", "url", "subscription", "outcome", "seen_at"]

    @admin.display(description=gettext_lazy("what came of it"))
    def outcome(self, entry: SubscriptionEntry) -> str:
        return entry.note or (_outcome(entry.intake) if entry.intake else "")


@admin.register(Intake)
class IntakeAdmin(ReadOnlyAdmin):
    list_display = ["url", "outcome", "requested_by", "attempts", "due_at", "created_at"]
    list_filter = [("parked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["article", "requested_by"]
    search_fields = ["url"]
    date_hierarchy = "created_at"
    fields = ["url", "outcome", "article", "requested_by", "attempts", "due_at", "created_at"]

    @admin.display(description=gettext_lazy("what came of it"))
    def outcome(self, intake: Intake) -> str:
        return _outcome(intake)


def _outcome(intake: Intake) -> str:
    if intake.article:
        return str(intake.article)
    if intake.parked_at:
        return _("given up: %s") % intake.last_error
    return intake.last_error or _("waiting")
