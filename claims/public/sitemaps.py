"""What search engines are told: the sitemap and robots.txt."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from claims.models import Claimant, Publication, Publisher, Topic
from claims.public.caching import public_page
from claims.public.corrections import published_corrections
from claims.public.selectors import published_pages

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
        newest = published_pages().values_list("updated_at", flat=True).first()
        corrected = published_corrections().values_list("published_at", flat=True).first()
        return [
            (reverse("public:start"), max(filter(None, [newest, corrected]), default=None)),
            (reverse("public:claims"), newest),
            (reverse("public:corrections"), corrected),
            (reverse("public:statistics"), newest),
            (reverse("public:methodology"), None),
        ]


class RowPages(Pages):
    """Read page by page of the sitemap: there may be very many."""

    route = ""

    def location(self, item: Any) -> str:
        return reverse(self.route, args=item[:-1])

    def lastmod(self, item: Any) -> datetime | None:
        return cast("datetime", item[-1])

    def pages(self) -> QuerySet[Publication]:
        """The pages of which the newest tells when anything here changed last."""
        return published_pages()

    def get_latest_lastmod(self) -> datetime | None:
        return self.pages().values_list("updated_at", flat=True).first()


class ClaimPages(RowPages):
    route = "public:claim"

    def items(self) -> Any:
        return published_pages().order_by("pk").values_list("year", "slug", "updated_at")


class ClaimantPages(RowPages):
    route = "public:claimant"

    def items(self) -> Any:
        return _with_newest(
            Claimant.objects.all(), published_pages().filter(claimant=OuterRef("pk"))
        )

    def pages(self) -> QuerySet[Publication]:
        return published_pages().filter(claimant__isnull=False)


class PublisherPages(RowPages):
    route = "public:publisher"

    def items(self) -> Any:
        return _with_newest(
            Publisher.objects.all(), published_pages().filter(publisher=OuterRef("pk"))
        )

    def pages(self) -> QuerySet[Publication]:
        return published_pages().filter(publisher__isnull=False)


class TopicPages(RowPages):
    route = "public:topic"

    def items(self) -> Any:
        return _with_newest(Topic.objects.all(), published_pages().filter(topics=OuterRef("pk")))

    def pages(self) -> QuerySet[Publication]:
        topics = Publication.topics.through.objects.filter(publication=OuterRef("pk"))
        return published_pages().filter(Exists(topics))


def _with_newest(rows: QuerySet[Any], pages: QuerySet[Publication]) -> Any:
    """The addresses of those that have a published claim, with when the newest of them changed."""
    newest = Subquery(pages.values("updated_at")[:1])
    found = rows.filter(Exists(pages)).order_by("pk").annotate(at=newest)
    return found.values_list("slug", "at")


# Without articles: their text is that of a paper, which is where it is to be found.
SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "site": SitePages,
    "claims": ClaimPages,
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
