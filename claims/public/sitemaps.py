"""What search engines are told: the sitemap and robots.txt."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from claims.public.caching import public_page
from claims.public.corrections import published_corrections
from claims.public.published import published

Item = tuple[str, datetime | None]


class Pages(Sitemap[Item]):
    """Addresses, each with the time of its last change; all at the configured site."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)

    def location(self, item: Item) -> str:
        return item[0]

    def lastmod(self, item: Item) -> datetime | None:
        return item[1]


class SitePages(Pages):
    def items(self) -> list[Item]:
        newest = published().aggregate(at=Max("updated_at"))["at"]
        corrected = published_corrections().aggregate(at=Max("published_at"))["at"]
        return [
            (reverse("public:start"), max(filter(None, [newest, corrected]), default=None)),
            (reverse("public:claims"), newest),
            (reverse("public:corrections"), corrected),
            (reverse("public:methodology"), None),
        ]


class ClaimPages(Pages):
    def items(self) -> list[Item]:
        rows = published().order_by("pk").values_list("year", "slug", "updated_at")
        return [(reverse("public:claim", args=[year, slug]), at) for year, slug, at in rows]


class ArticlePages(Pages):
    def items(self) -> list[Item]:
        return _newest("public:article", "article__slug")


class ClaimantPages(Pages):
    def items(self) -> list[Item]:
        return _newest("public:claimant", "claimant__slug")


class PublisherPages(Pages):
    def items(self) -> list[Item]:
        return _newest("public:publisher", "publisher__slug")


class TopicPages(Pages):
    def items(self) -> list[Item]:
        return _newest("public:topic", "topics__slug")


def _newest(route: str, slug: str) -> list[Item]:
    """For each article, claimant … with a published claim, when the newest of them changed."""
    rows = published().exclude(**{slug: None}).order_by(slug).values_list(slug)
    return [(reverse(route, args=[name]), at) for name, at in rows.annotate(at=Max("updated_at"))]


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "site": SitePages,
    "claims": ClaimPages,
    "articles": ArticlePages,
    "claimants": ClaimantPages,
    "publishers": PublisherPages,
    "topics": TopicPages,
}


@public_page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    response: HttpResponseBase = sitemap_view(request, sitemaps=SITEMAPS)
    return response


@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    # Not /demo/: its pages are there to be fetched by the re-checks, which respect this file.
    hidden = [reverse("admin:index"), "/review/", "/i18n/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
