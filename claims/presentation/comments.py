"""Comments as HTML: the people whom they name, and the words that they are about."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.notifications.mentions import People, mentions


def comment_html(text: str, known: People) -> SafeString:
    """A comment as paragraphs of HTML, the people it names as links to what they wrote."""
    parts, done = [], 0
    for mention in mentions(text, known):
        parts.append(escape(text[done : mention.start]))
        address = reverse("review:person", args=[mention.person.pk])
        html = '<a class="mention" href="{}" title="{}">{}</a>'
        name = mention.person.get_full_name() or mention.person.username
        parts.append(format_html(html, address, name, text[mention.start : mention.end]))
        done = mention.end
    parts.append(escape(text[done:]))
    return mark_safe(linebreaks("".join(parts), autoescape=False))  # noqa: S308  # escaped above


def commented_text(parts: list[Any]) -> SafeString:
    """A text (``claims.review.threads.text_ranges``) with the words commented on as links."""
    html = (
        '<mark class="said-about"><a href="#comment-{}">{}<span class="sr"> ({})</span></a></mark>'
    )
    marked = (
        format_html(html, part.thread, part.text, _("commented on"))
        if part.thread
        else escape(part.text)
        for part in parts
    )
    return format_html_join("", "{}", ((part,) for part in marked))
