"""How other sites show a claim as a card."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from claims.presentation.titles import rated_title

HEIGHT = 300  # pixels

Json = dict[str, Any]


def embed_code(document: Json, *, width: int | str = "100%", height: int = HEIGHT) -> str:
    """HTML for other sites; safe to print as it is, to be escaped where it is shown as text."""
    # Without frameborder, which every browser knows, the card has two frames.
    html = (
        '<iframe src="{}embed/" title="{}" width="{}" height="{}" frameborder="0" loading="lazy">'
        "</iframe>"
    )
    address = settings.SITE_URL + document["path"]
    return format_html(html, address, rated_title(document), width, height)


def oembed_address(document: Json) -> str:
    address = settings.SITE_URL + document["path"]
    return f"{settings.SITE_URL}{reverse('public:oembed')}?{urlencode({'url': address})}"
