"""A web server of our own with the page that a published claim cites."""

import re

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from claims import http
from claims.models import RecheckPolicy, Source
from tests.factories import (
    EXCERPT,
    EvidenceFactory,
    SnapshotFactory,
    SourceFactory,
    anchor,
    published_claim,
)

PAGE = """<html><head><title>Kriminalstatistik 2025</title></head><body><nav>{nav}</nav><main>
<h1>Kriminalstatistik 2025</h1><p>{passage}</p><p>Die Aufklärungsquote stieg leicht.</p>
</main></body></html>"""


class Site:
    """Pages by path: text of the cited passage, or a whole answer. Counts what was asked."""

    def __init__(self, server):
        self.server = server
        self.pages = {}
        self.conditional = []
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request(re.compile("^/")).respond_with_handler(self.answer)

    def url(self, path):
        return self.server.url_for(path)

    def answer(self, request):
        self.conditional.append(request.headers.get("If-None-Match", ""))
        page = self.pages[request.path]
        if callable(page) and not isinstance(page, Response):
            page = page(request)
        if isinstance(page, str):
            return Response(PAGE.format(passage=page, nav="Start"), content_type="text/html")
        return page

    @property
    def asked(self):
        return [
            request.path for request, _answer in self.server.log if request.path != "/robots.txt"
        ]


@pytest.fixture(autouse=True)
def own_ways(settings, tmp_path):
    """Nothing kept from another test, no waiting between requests."""
    http.forget_robots()
    settings.RECHECK_SPACING *= 0
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def site(settings):
    """Answers each request in a thread of its own: one slow page holds up no other."""
    with HTTPServer(threaded=True) as server:
        settings.FETCH_ALLOWED_HOSTS = [f"{server.host}:{server.port}"]
        yield Site(server)


@pytest.fixture
def cited(site):
    """Makes a published claim that cites pages of the site; due now."""

    def make(*paths, passage=EXCERPT):
        claim = published_claim()
        claim.evidence.update(withdrawn_at="2026-01-01T00:00Z")
        for path in paths:
            site.pages.setdefault(path, passage)
            cite(site, claim, path)
        RecheckPolicy.objects.filter(claim=claim).update(due_at="2026-01-01T00:00Z")
        return claim

    return make


def cite(site, claim, path, passage=EXCERPT):
    source = Source.objects.filter(url=site.url(path)).first() or SourceFactory(url=site.url(path))
    snapshot = source.snapshot or SnapshotFactory(
        source=source,
        title="Kriminalstatistik 2025",
        text=f"Kriminalstatistik 2025\n\n{passage}\n\nDie Aufklärungsquote stieg leicht.",
    )
    return EvidenceFactory(
        claim=claim,
        source=source,
        snapshot=snapshot,
        excerpt=passage,
        selector=anchor(snapshot.text, passage),
    )
