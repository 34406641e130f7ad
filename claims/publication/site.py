"""What every page knows about the site it belongs to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from claims.publication.claimreview import as_script, organisation


def site(_request: HttpRequest | None = None) -> dict[str, Any]:
    """Template context: the site's name, its publisher, its address and how to reach it."""
    return {
        "site_name": settings.SITE_NAME,
        "publisher_name": settings.PUBLISHER_NAME,
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
    }


def site_identity() -> dict[str, str]:
    """The site as ``claims.publication.claimreview`` wants it: no slash ends the address."""
    return {
        "url": settings.SITE_URL,
        "name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER_NAME,
        "license": settings.DATA_LICENSE,
    }


def organisation_script() -> SafeString:
    """Who checks, as JSON-LD to stand in a script element."""
    content = {"@context": "https://schema.org", **organisation(site_identity())}
    return mark_safe(as_script(content))  # noqa: S308  # as_script escapes
