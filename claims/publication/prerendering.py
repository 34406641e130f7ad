"""The public page of a claim as HTML, made before anybody asks for it.

What a page says is fixed when it is published; made then, it has to be made only once. What changes
by itself or with the reader is left out of it (``{% live %}`` in the templates) and written anew
for each. A prerendered page is used as long as it has the page's version and looks like the
templates of today: nobody has to drop it, and where it is missing the page is rendered whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from claims.models import PrerenderedPage, Publication
from claims.models.publication import PublicationQuerySet
from claims.publication.claimreview import as_script, claimreview
from claims.publication.embed_code import embed_code, oembed_address
from claims.publication.history import evidence_groups, history
from claims.publication.site import identity, site
from claims.publication.template_version import looks

log = structlog.get_logger(__name__)

TEMPLATE = "public/claim.html"
BATCH = 100  # pages

Gap = tuple[str, dict[str, Any]]  # the template that fills it, and what that is given
Parts = list[Any]  # HTML, gap, HTML, gap, …, HTML; a gap from the database is a list


class Gaps:
    """Collects what a page leaves open while it is rendered."""

    def __init__(self) -> None:
        self.mark = SafeString(secrets.token_hex(16))  # in no page's text: nobody can write a gap
        self.left: list[Gap] = []

    def leave(self, template: str, given: dict[str, Any]) -> SafeString:
        self.left.append((template, given))
        return self.mark

    def split(self, html: str) -> Parts:
        first, *others = html.split(self.mark)
        return [first, *(part for pair in zip(self.left, others, strict=True) for part in pair)]


def fill(parts: Parts, live: Mapping[str, Any]) -> str:
    """The whole page; ``live`` is what the gaps are filled with."""
    return "".join(
        part if isinstance(part, str) else loader.get_template(part[0]).render({**live, **part[1]})
        for part in parts
    )


def context_of(page: Publication) -> dict[str, Any]:
    """What the template is given of ``page``: all of it stays until the next version."""
    document = page.document
    article = reverse("public:article", args=[document["article"]["slug"]])
    return {
        "section": "claims",
        "page": page,
        "document": document,
        "history": history(document),
        "evidence": evidence_groups(document),
        "address": identity()["url"] + document["path"],
        "place": f"{article}#{page.year}-{page.slug}",
        "claimreview": _script(page),
        "embed_code": embed_code(document),
        "oembed": oembed_address(document),
    }


def _script(page: Publication) -> SafeString:
    """The ClaimReview, ready to stand in a script element; empty where there is none."""
    elsewhere = page.related.get("appearances", [])
    review = claimreview(page.document, site=identity(), elsewhere=elsewhere)
    return mark_safe(as_script(review) if review else "")  # noqa: S308  # as_script escapes


def prerender(pages: Iterable[Publication]) -> int:
    """Keep the HTML of ``pages``, in all languages of the site; returns how many could be made."""
    rows: list[PrerenderedPage] = []
    for page in pages:
        try:
            rows += list(_in_all_languages(page))
        except Exception:  # one bad page must not keep the others waiting
            log.exception("a page cannot be prerendered", page=page.pk)
    PrerenderedPage.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["publication", "language"],
        update_fields=["version", "looks", "parts"],
    )
    return len(rows) // len(settings.LANGUAGES)


def _in_all_languages(page: Publication) -> Iterator[PrerenderedPage]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            gaps = Gaps()
            context = {**site(), **context_of(page), "LANGUAGE_CODE": language, "gaps": gaps}
            parts = gaps.split(loader.render_to_string(TEMPLATE, context))
        yield PrerenderedPage(
            publication=page, language=language, version=page.version, looks=looks(), parts=parts
        )


def prerender_missing(*, until: datetime) -> int:
    """Prerender what is not, or is out of date; returns how many pages. Any number may do it."""
    done, last = 0, 0
    if not _knows_looks():
        return done
    while timezone.now() < until:
        pages = list(_missing().filter(pk__gt=last).order_by("pk")[:BATCH])
        if not pages:
            break
        done, last = done + prerender(pages), pages[-1].pk
    return done


@cache
def _knows_looks() -> bool:
    """Whether the addresses of the styles, which stand in every page, are known here."""
    try:
        return bool(looks())
    except ValueError:
        log.warning("this worker prerenders no pages: run collectstatic where it runs too")
        return False


def _missing() -> PublicationQuerySet:
    """Pages without what ``prerender`` writes, in one statement for all languages."""
    good = PrerenderedPage.objects.filter(
        publication=OuterRef("pk"),
        version=OuterRef("version"),
        language=settings.LANGUAGE_CODE,
        looks=looks(),
    )
    return Publication.objects.exclude(Exists(good)).defer("search_text")
