"""What search engines are told: the sitemap and robots.txt."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index
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
    limit = 10_000

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
            (reverse("public:statistics"), newest),
            (reverse("public:methodology"), None),
        ]


class ClaimPages(Pages):
    """Read page by page of the sitemap: there may be very many."""

    def items(self) -> Any:
        return published().order_by("pk").values_list("year", "slug", "updated_at")

    def location(self, item: Any) -> str:
        return reverse("public:claim", args=item[:2])

    def lastmod(self, item: Any) -> datetime | None:
        return cast("datetime", item[2])

    def get_latest_lastmod(self) -> datetime | None:
        return cast("datetime | None", published().aggregate(at=Max("updated_at"))["at"])


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
    """The list of sitemaps, each with the time of its last change."""
    response: HttpResponseBase = index(
        request, sitemaps=SITEMAPS, sitemap_url_name="public:sitemap_section"
    )
    return response


@public_page
def sitemap_section(request: HttpRequest, section: str) -> HttpResponseBase:
    response: HttpResponseBase = sitemap_view(request, sitemaps=SITEMAPS, section=section)
    return response


@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    # Not /demo/: its pages are there to be fetched by the re-checks, which respect this file.
    hidden = [reverse("admin:index"), "/review/", "/i18n/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
