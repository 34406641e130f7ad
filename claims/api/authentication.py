from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from claims.models import ApiToken

LAST_USED_PRECISION = timedelta(minutes=1)  # spares a write for each request


class ApiTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Who sends a token acts in the name of the person who made it."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        if not token.isascii():
            raise AuthenticationFailed
        user, row = super().authenticate_credentials(token)
        now = timezone.now()
        if row.last_used_at is None or row.last_used_at < now - LAST_USED_PRECISION:
            ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
        return user, row

    def _cleanup_token(self, row: ApiToken) -> bool:
        """Whether the token has expired. Knox would delete it; it stays on its owner's list."""
        return row.is_expired


class ApiTokenScheme(OpenApiAuthenticationExtension):
    target_class = "claims.api.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that you make at the desk, under “API”.",
        }
