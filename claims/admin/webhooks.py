"""Webhooks: who is told, with a secret shown once; and the log of what was sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.admin.base import AnyModelForm, NoDeleteAdmin, ReadOnlyAdmin, actor
from claims.editorial.workflow import Refused
from claims.models import WebhookDelivery, WebhookEndpoint
from claims.publication import webhooks
from claims.tasks import deliver_webhook, wake


class EndpointForm(AnyModelForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Is told of"),
        choices=WebhookEndpoint.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_url(self) -> str:
        try:
            return webhooks.check_endpoint(self.cleaned_data["url"])
        except Refused as refused:
            raise ValidationError(str(refused)) from None


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(NoDeleteAdmin):
    form = EndpointForm
    list_display = ["name", "url", "is_active", "created_at"]
    fields = ["name", "url", "kinds", "is_active"]
    actions = None
    change_form_template = "admin/claims/webhookendpoint/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        rotate = never_cache(self.admin_site.admin_view(require_POST(self.rotate)))
        own = path("<int:pk>/rotate/", rotate, name="claims_webhookendpoint_rotate")
        return [own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            webhooks.change_endpoint(obj, actor=actor(request))
            return
        answers = {name: form.cleaned_data[name] for name in ("name", "url", "kinds")}
        made = webhooks.add_endpoint(**answers, actor=actor(request))
        obj.pk, obj.seed = made.pk, made.seed

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._shown(request, obj, obj.secret)

    def rotate(self, request: HttpRequest, pk: int) -> HttpResponse:
        endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
        return self._shown(
            request, endpoint, webhooks.rotate_secret(endpoint, actor=actor(request))
        )

    def _shown(self, request: HttpRequest, endpoint: WebhookEndpoint, secret: str) -> HttpResponse:
        """The one page that a secret is ever on; it is in no message, session or log."""
        page = TemplateResponse(
            request,
            "admin/claims/webhookendpoint/secret.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Secret of “%s”") % endpoint.name,
                "endpoint": endpoint,
                "secret": secret,
            },
        )
        page["Cache-Control"] = "private, no-store"
        return page


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = ["kind", "endpoint", "result", "attempts", "status", "due_at", "created_at"]
    list_filter = ["kind", "endpoint", ("parked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["endpoint"]
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fields = [
        "kind",
        "endpoint",
        "message_id",
        "result",
        "attempts",
        "status",
        "due_at",
        "created_at",
        "payload",
    ]

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return actor(request).has_perm("claims.change_webhookendpoint")

    @admin.display(description=gettext_lazy("result"), ordering="delivered_at")
    def result(self, delivery: WebhookDelivery) -> str:
        if delivery.parked_at:
            return _("given up: %s") % delivery.last_error
        if delivery.due_at is None:
            return _("delivered")
        return delivery.last_error or _("waiting")

    @admin.action(description=gettext_lazy("Send again"), permissions=["resend"])
    def send_again(
        self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]
    ) -> HttpResponse | None:
        try:
            for delivery in queryset:
                webhooks.send_again(delivery, actor=actor(request))
                wake(deliver_webhook, delivery.pk)
        except PermissionDenied as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:claims_webhookdelivery_changelist"))
        messages.success(request, _("Will be sent again: %d.") % len(queryset))
        return None
