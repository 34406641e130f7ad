"""Feeds, each as Atom and as JSON Feed: fact-checks, of a topic or a claimant too, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Correction, Publication
from claims.presentation.labels import label_of
from claims.presentation.titles import claim_title, rated_title
from claims.public.caching import public_page
from claims.public.corrections import published_corrections
from claims.public.listings import merged_claimant, pages_of_claimant
from claims.public.selectors import published_pages, published_topics

FEED_SIZE = 50
FORMATS = ("atom", "json")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What a feed tells of one page. ``number`` tells entries on the same page apart."""

    title: str
    address: str
    number: str
    text: str
    language: str
    published_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()


@public_page
def claims_feed(request: HttpRequest, form: str) -> HttpResponse:
    title = _("%s: fact-checks") % settings.SITE_NAME
    return _feed(request, form, title, reverse("public:claims"), claim_entries(published_pages()))


@public_page
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    topic = get_object_or_404(published_topics(), slug=slug)
    pages = published_pages().filter(topics=topic)
    return _feed(request, form, _title(topic.name), topic.get_absolute_url(), claim_entries(pages))


@public_page
def claimant_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    pages = pages_of_claimant(slug)
    newest = pages.first()
    if newest is None:
        kept = merged_claimant(slug)
        return redirect("public:claimant_feed", kept.slug, form, permanent=True)
    name = newest.document["claimant"]["name"]
    address = reverse("public:claimant", args=[slug])
    return _feed(request, form, _title(name[:1].upper() + name[1:]), address, claim_entries(pages))


@public_page
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    title = _("%s: corrections") % settings.SITE_NAME
    entries = correction_entries(published_corrections()[:FEED_SIZE])
    return _feed(request, form, title, reverse("public:corrections"), entries)


def _title(subject: str) -> str:
    return _("%(site)s: fact-checks on %(subject)s") % {
        "site": settings.SITE_NAME,
        "subject": subject,
    }


def claim_entries(pages: QuerySet[Publication]) -> list[Entry]:
    return [_claim_entry(page) for page in pages[:FEED_SIZE]]


def _claim_entry(page: Publication) -> Entry:
    document = page.document
    tags = [document["claimant"]["name"]] if document["claimant"] else []
    german = (get_language() or "de").startswith("de")
    tags += [topic["name_de" if german else "name_en"] for topic in document.get("topics", [])]
    address = settings.SITE_URL + document["path"]
    return Entry(
        title=rated_title(document),
        address=address,
        number=address,
        text=document["content"]["summary"],
        language=document["language"],
        published_at=page.first_published_at,
        updated_at=page.updated_at,
        tags=tuple(tags),
    )


def correction_entries(corrections: Iterable[Correction]) -> Iterator[Entry]:
    for correction in corrections:
        document = correction.claim.publication.document
        address = settings.SITE_URL + document["path"]
        assert correction.published_at is not None
        yield Entry(
            title=f"{_kind(correction)}: {claim_title(document)}",
            address=f"{address}#history",
            number=f"{address}#correction-{correction.pk}",
            text=correction.text,
            language=document["language"],
            published_at=correction.published_at,
            updated_at=correction.published_at,
        )


def _kind(correction: Correction) -> str:
    label = str(label_of(correction.kind, "correction"))
    return label[:1].upper() + label[1:]


def _feed(
    request: HttpRequest, form: str, title: str, address: str, entries: Iterable[Entry]
) -> HttpResponse:
    write = {"atom": _atom, "json": _json}[form]
    own = settings.SITE_URL + request.path
    response = write(title, settings.SITE_URL + address, own, entries)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


class Atom(Atom1Feed):
    """Entries in the language of their claim, whatever the feed's own is."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def _atom(title: str, address: str, own: str, entries: Iterable[Entry]) -> HttpResponse:
    feed = Atom(
        title=strip_control_characters(title),
        link=address,
        description="",
        language=get_language(),
        author_name=settings.PUBLISHER_NAME,
        feed_url=own,
    )
    for entry in entries:
        feed.add_item(
            title=strip_control_characters(entry.title),
            link=entry.address,
            unique_id=entry.number,
            description=escape(strip_control_characters(entry.text)),  # Atom1Feed calls it HTML
            author_name=settings.PUBLISHER_NAME,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=[strip_control_characters(tag) for tag in entry.tags],
            language=entry.language,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def strip_control_characters(text: str) -> str:
    """``text`` without the characters that no XML may hold."""
    return NOT_XML.sub("", text)


def _json(title: str, address: str, own: str, entries: Iterable[Entry]) -> HttpResponse:
    """https://www.jsonfeed.org/version/1.1/"""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": address,
        "feed_url": own,
        "language": get_language(),
        "authors": [{"name": settings.PUBLISHER_NAME, "url": settings.SITE_URL + "/"}],
        "items": [
            {
                "id": entry.number,
                "url": entry.address,
                "title": entry.title,
                "content_text": entry.text,
                "language": entry.language,
                "date_published": entry.published_at.isoformat(),
                "date_modified": entry.updated_at.isoformat(),
                "tags": list(entry.tags),
            }
            for entry in entries
        ],
    }
    return JsonResponse(feed, content_type="application/feed+json; charset=utf-8")
