"""The login in our words, and a second factor for those who must have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.admin.accounts.users import notify_change
from claims.admin.base import actor

DESK_PREFIX = ("/admin/", "/review/")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
TOO_MANY_ATTEMPTS = _("Too many attempts. Wait a quarter of an hour, then try again.")
WRONG_CODE = _("This code is wrong, or no longer valid.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name or password is wrong."),
        "incorrect_password": _("The password is wrong."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY_ATTEMPTS,
        "rate_limited": TOO_MANY_ATTEMPTS,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # what cannot even be read as an address: "//[::1"
            return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index" if actor(request).is_staff else "review:start")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}


class SecondFactorMiddleware:
    """Leads people of the roles in REQUIRE_SECOND_FACTOR to setting one up, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.REQUIRE_SECOND_FACTOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(DESK_PREFIX) and request.path != reverse("admin:logout"):
            if request.user.is_authenticated and lacks_second_factor(actor(request)):
                messages.warning(
                    request, gettext("Your role asks for a second factor. Set one up.")
                )
                return redirect("mfa_index")
        return self.get_response(request)


def lacks_second_factor(person: User) -> bool:
    """Whether ``person`` has to set up a second factor before anything else."""
    roles = settings.REQUIRE_SECOND_FACTOR
    asked = person.is_superuser or person.groups.filter(name__in=roles).exists()
    return asked and not Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondFactorAdmin(AuthenticatorAdmin):  # type: ignore[misc]
    """Seen and removed, for somebody whose telephone is lost; its secret is shown to nobody."""

    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._tell(request, obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        people = [row.user for row in queryset.select_related("user")]
        super().delete_queryset(request, queryset)
        for person in dict.fromkeys(people):
            self._tell(request, person)

    def _tell(self, request: HttpRequest, person: User) -> None:
        by = actor(request)
        notify_change("remove_second_factor", person=person, by=by, address=person.email)

    def has_add_permission(self, *_args: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        return False
