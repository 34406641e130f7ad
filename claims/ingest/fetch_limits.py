"""What a fetch may reach and cost, as the settings say."""

from __future__ import annotations

from django.conf import settings

from claims.http import Limits


def fetch_limits() -> Limits:
    return Limits(
        max_bytes=settings.FETCH_MAX_BYTES,
        total_seconds=float(settings.FETCH_TIMEOUT),
        allowed_networks=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.CONTACT_EMAIL,
    )
