"""What somebody sees who gave a wrong password too often, and where a request comes from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Called by django-axes (AXES_LOCKOUT_CALLABLE)."""
    minutes = settings.AXES_COOLOFF_TIME // timedelta(minutes=1)
    return render(request, "admin/lockout.html", {"cooloff_minutes": minutes}, status=429)


def client_address(request: HttpRequest) -> str | None:
    """The IP address, of which X-Forwarded-For tells only what our own proxy wrote there."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # nobody's address: not a request from outside
        return None
