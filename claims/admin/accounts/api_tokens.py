"""One's own tokens for the API: made here and shown once, revoked here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from claims.admin.base import NoDeleteAdmin, PlainForm, actor
from claims.editorial.api_tokens import (
    LIFETIME_DAYS,
    can_have_tokens,
    make_token,
    may_revoke_all,
    revoke_token,
)
from claims.editorial.workflow import Refused
from claims.models import ApiToken

WORDS = [gettext_lazy("30 days"), gettext_lazy("90 days"), gettext_lazy("a year")]
LIFETIMES = list(zip(LIFETIME_DAYS, WORDS, strict=True))


class TokenForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("What it is for.")
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Holds for"), choices=LIFETIMES, initial=90, coerce=int
    )
    reads_only = forms.BooleanField(
        label=gettext_lazy("May only read"),
        required=False,
        help_text=gettext_lazy("Enough for a program that shows or counts; it can change nothing."),
    )


@admin.register(ApiToken)
class ApiTokenAdmin(NoDeleteAdmin):
    def get_urls(self) -> list[URLPattern]:
        page = never_cache(self.admin_site.admin_view(self.page))
        return [path("", page, name="claims_apitoken_changelist")]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(can_have_tokens.test(actor(request)) or may_revoke_all(actor(request)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # on the page itself

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page(self, request: HttpRequest) -> HttpResponse:
        person = actor(request)
        if not self.has_module_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        rows = ApiToken.objects.select_related("user")
        rows = rows if may_revoke_all(person) else rows.filter(user=person)
        form, token = TokenForm(), ""
        if request.method == "POST" and "revoke" in request.POST:
            revoke_token(
                get_object_or_404(rows, token_key=request.POST["revoke"][:25]), actor=person
            )
            messages.success(request, _("Revoked. Whoever used the token is refused from now on."))
            return HttpResponseRedirect(reverse("admin:claims_apitoken_changelist"))
        if request.method == "POST":
            form = TokenForm(request.POST)
            if form.is_valid():
                try:
                    _row, token = make_token(**form.cleaned_data, actor=person)
                    form = TokenForm()
                except Refused as refused:
                    form.add_error(None, str(refused))
        return TemplateResponse(
            request,
            "admin/claims/apitoken/page.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("API tokens"),
                "form": form if can_have_tokens.test(person) else None,
                "token": token,
                "rows": rows,
                "others": may_revoke_all(person),
            },
        )
