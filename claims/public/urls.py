from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from claims.public import (
    articles,
    claims,
    corrections,
    datafeed,
    embeds,
    feeds,
    health,
    listings,
    methodology,
    reports,
    sitemaps,
    social_cards,
    statistics,
)


class FeedConverter(StringConverter):
    regex = "atom|json"


register_converter(FeedConverter, "feed")

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", claims.start_page, name="start"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<int:year>/<slug:slug>/", claims.claim_detail, name="claim"),
    path("claims/<int:year>/<slug:slug>/embed/", embeds.embed, name="embed"),
    path("claims/<int:year>/<slug:slug>/card.png", social_cards.card, name="card"),
    path("claims/<int:year>/<slug:slug>/report/", reports.report, name="report"),
    path("oembed/", embeds.oembed, name="oembed"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("claimants/<slug:slug>/", listings.claimant, name="claimant"),
    path("publishers/<slug:slug>/", listings.publisher, name="publisher"),
    path("topics/<slug:slug>/", listings.topic, name="topic"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("language/", methodology.language, name="language"),
    path("feeds/claimreview.json", datafeed.claimreviews, name="datafeed"),
    path("feeds/claims.<feed:form>", feeds.claims_feed, name="claims_feed"),
    path("feeds/corrections.<feed:form>", feeds.corrections_feed, name="corrections_feed"),
    path("feeds/topics/<slug:slug>.<feed:form>", feeds.topic_feed, name="topic_feed"),
    path("feeds/claimants/<slug:slug>.<feed:form>", feeds.claimant_feed, name="claimant_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("healthz", health.health, name="healthz"),
]
if settings.DEBUG and find_spec("claims.public.demo_sources"):
    from claims.public import demo_sources

    urlpatterns += [
        path("favicon.ico", demo_sources.icon, name="demo_icon"),
        path("demo/sources/<slug:name>/", demo_sources.source, name="demo_source"),
        path("demo/sources/<slug:name>/change/", demo_sources.change, name="demo_change"),
    ]
