"""Atom feeds: the newest fact-checks, and all corrections."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Correction
from claims.public.caching import public_page
from claims.public.corrections import published_corrections
from claims.public.published import published
from claims.templatetags.claims_text import claim_title, label_of, rating_label

LENGTH = 50
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@public_page
def claims_feed(request: HttpRequest) -> HttpResponse:
    feed = _feed(_("%s: fact-checks") % settings.SITE_NAME, request, to="public:claims")
    for page in published()[:LENGTH]:
        document = page.document
        feed.add_item(
            title=clean(f"{rating_label(document['content'])}: {claim_title(document)}"),
            link=settings.SITE_URL + document["path"],
            unique_id=settings.SITE_URL + document["path"],
            description=clean(document["content"]["summary"]),
            author_name=settings.PUBLISHER_NAME,
            pubdate=page.first_published_at,
            updateddate=page.updated_at,
            categories=[clean(document["claimant"]["name"])] if document["claimant"] else [],
        )
    return _answer(feed)


@public_page
def corrections_feed(request: HttpRequest) -> HttpResponse:
    feed = _feed(_("%s: corrections") % settings.SITE_NAME, request, to="public:corrections")
    for correction in published_corrections()[:LENGTH]:
        document = correction.claim.publication.document
        address = settings.SITE_URL + document["path"]
        feed.add_item(
            title=clean(f"{_kind(correction)}: {claim_title(document)}"),
            link=f"{address}#history",
            unique_id=f"{address}#correction-{correction.pk}",
            description=clean(correction.text),
            author_name=settings.PUBLISHER_NAME,
            pubdate=correction.published_at,
            updateddate=correction.published_at,
        )
    return _answer(feed)


def clean(text: str) -> str:
    """``text`` without the characters that no XML may hold."""
    return NOT_IN_XML.sub("", text)


def _kind(correction: Correction) -> str:
    label = label_of(correction.kind, "correction")
    return label[:1].upper() + label[1:]


def _feed(title: str, request: HttpRequest, *, to: str) -> Atom1Feed:
    return Atom1Feed(
        title=clean(title),
        link=settings.SITE_URL + reverse(to),
        description="",
        language=get_language(),
        author_name=settings.PUBLISHER_NAME,
        feed_url=settings.SITE_URL + request.path,
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
