"""The project's template tags and filters; the work is done in ``claims.presentation``."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import User
from django.template import Context

from claims.admin.dashboard.views import dashboard
from claims.models import Notice
from claims.models.publication import has_expired
from claims.notifications.notices import sentence
from claims.presentation import comments, diff, formatting, labels, search_highlights, titles

MAX_UNREAD = 99  # more are shown as "99+"

register = template.Library()
for function in (
    comments.comment_html,
    comments.commented_text,
    diff.diff_html,
    diff.prose_diff,
    diff.word_diff,
    formatting.as_date,
    formatting.breakable_url,
    formatting.day,
    formatting.host,
    formatting.markdown,
    formatting.quotation,
    formatting.safe_url,
    has_expired,
    labels.claimant_field_label,
    labels.field_label,
    labels.label_of,
    labels.rating_class,
    labels.rating_definition,
    labels.rating_label,
    labels.reason_label,
    search_highlights.highlighted_title,
    search_highlights.snippet,
    titles.change_label,
    titles.change_notice,
    titles.claim_text,
    titles.claim_title,
    titles.rated_title,
    titles.title_language,
    titles.topic_name,
    titles.translation_of,
):
    register.filter(function)
register.filter("datetime_attribute", formatting.datetime_attribute, expects_localtime=True)
register.filter("notice_text", sentence)
register.simple_tag(dashboard)
register.simple_tag(labels.rating)


@register.inclusion_tag("public/_canonical_links.html", takes_context=True)
def canonical_links(context: Context, path: str) -> dict[str, Any]:
    """The page's canonical address and its versions by language; ``path`` may hold a query."""
    address = settings.SITE_URL + path
    join = "&" if "?" in path else "?"
    codes = [code for code, _name in settings.LANGUAGES]
    language = context["request"].GET.get("lang", "")
    versions = {code: f"{address}{join}lang={code}" for code in codes}
    return {"address": address, "versions": versions, "canonical": versions.get(language, address)}


@register.simple_tag
def unread_notices(user: User) -> int:
    """How many notices ``user`` has not read, counted up to one more than ``MAX_UNREAD``."""
    return Notice.objects.unread().filter(recipient=user)[: MAX_UNREAD + 1].count()


@register.inclusion_tag("review/_bell.html")
def bell(user: User, section: str = "") -> dict[str, Any]:
    number = unread_notices(user)
    return {
        "number": number,
        "label": str(number) if number <= MAX_UNREAD else f"{MAX_UNREAD}+",
        "section": section,
    }
