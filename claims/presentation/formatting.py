"""Text, dates and addresses as templates show them.

Everything here takes text from outside and gives HTML that is safe to print.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

QUOTES = {"en": ("“”", "‘’")}  # and those of a quotation inside; others as in Switzerland
OPENING = "«»„“”‚‘\"'‹›"
CLOSING = ".!?… "


def breakable_url(address: str) -> SafeString:
    """An address that may be broken after its slashes."""
    return mark_safe(escape(address).replace("/", "/<wbr>"))  # noqa: S308  # escaped


def quotation(text: str, language: str = "de") -> str:
    """``text`` in the quotation marks of its language, unless it brings its own."""
    if text[:1] in OPENING:
        return text
    marks, inner = QUOTES.get(language[:2], ("«»", "‹›"))
    return f"{marks[0]}{text.translate(str.maketrans(marks, inner))}{marks[1]}"


def as_date(value: str | date | None) -> date | None:
    """An ISO 8601 date or time as Python's, in local time; None for what is neither."""
    if not isinstance(value, str):
        return value
    try:
        moment = parse_datetime(value) if len(value) > 10 else None
        if moment is None:
            return parse_date(value)
    except ValueError:
        return None
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def day(value: str | date | None) -> str:
    """The day of an ISO 8601 date or time, as the reader's language writes it."""
    if not isinstance(value, str):
        return _day(value)
    return _cached_day(value, get_language(), timezone.get_current_timezone_name())


@lru_cache(maxsize=5000)
def _cached_day(value: str, _language: str | None, _zone: str) -> str:
    return _day(as_date(value))


def _day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


def datetime_attribute(value: Any) -> str:
    """A day or a time as the attribute ``datetime`` takes it, to the second: HTML knows no more
    than three digits of a fraction."""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value or "")
    return re.sub(r"(:\d\d)\.\d+", r"\1", text)


def safe_url(value: str) -> str:
    """The address if a reader may be sent there: http and https, nothing else."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return ""
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


def host(value: str) -> str:
    """«bund.example» of «https://www.bund.example/page»."""
    try:
        return (urlsplit(value).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "a", "h3", "h4", "h5", "h6"),
}


def markdown(text: str) -> SafeString:
    """Markdown as safe HTML: no images, no mark-up of the writer's, links to http(s) and mail.

    Headings begin at ``h3``, below those of the page.
    """
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308  # cleaned one line above


def markdown_to_text(text: str) -> str:
    """The words of a Markdown text without its marks, each block on a line of its own."""
    html = MARKDOWN.render(text)
    lines = unescape(nh3.clean(html, tags=set())).splitlines()
    return "\n".join(line for line in lines if line.strip())
