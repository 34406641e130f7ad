"""What every page knows about the site it belongs to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: the site's name, its publisher, its address and how to reach it."""
    return {
        "site_name": settings.SITE_NAME,
        "publisher_name": settings.PUBLISHER_NAME,
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
    }


def identity() -> dict[str, str]:
    """The site as ``claims.publication.claimreview`` wants it: no slash ends the address."""
    return {
        "url": settings.SITE_URL,
        "name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER_NAME,
    }
