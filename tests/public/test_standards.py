"""Every public page by the standards: valid HTML, light, the same for everybody, only read."""

import gzip
import re
from collections import Counter

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from claims.models import Claim
from tests.factories import EditorFactory, TopicFactory, published_claim
from tests.public.published import corrected_claim, retracted_claim
from tests.public.test_privacy import PUBLIC, addresses

pytestmark = pytest.mark.django_db

STATIC = settings.BASE_DIR / "claims" / "static"
HTML = [
    *("start", "claims", "claim", "embed", "report", "article", "claimant", "publisher", "topic"),
    *("corrections", "statistics", "methodology"),
]
PAGES = [path for name in HTML for path in PUBLIC[f"public:{name}"]]
DOCUMENTATION = {"api:docs", "api:schema"}
EVERYTHING = [path for name, paths in PUBLIC.items() if name not in DOCUMENTATION for path in paths]
# What a browser loads with the page, and where it may come from.
FILE = re.compile(r'<[^>]+\bsrc(?:set)?="[^"]*"|<link rel="(?:stylesheet|preload|icon)"[^>]*>')
OURS = re.compile(r'<[^>]+(?:src|href)="/(?!/)')
MOST = 60_000  # bytes over the wire, styles included, the one font apart


@pytest.fixture
def claim() -> Claim:
    claim = corrected_claim(topics=[TopicFactory(), TopicFactory()])
    claim.topics.set([claim.topics.first()])
    retracted_claim(article=claim.article)
    published_claim(article=claim.article, claimant=None, mode="own_voice", word="unsupported")
    return claim


def test_pages_are_valid_and_light(claim: Claim, client: Client) -> None:
    faults = {}
    for path in PAGES:
        response = client.get(path.format(**addresses(claim)))
        assert response.status_code == 200, path
        parser = html5lib.HTMLParser(strict=False)
        document = parser.parse(response.content, transport_encoding="utf-8")
        ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
        styles = set(re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', response.text))
        weight = len(gzip.compress(response.content)) + sum(
            len(gzip.compress((STATIC / style).read_bytes())) for style in styles
        )
        found = [
            *((place, name) for place, name, _data in parser.errors),
            *(name for name, count in ids.items() if count > 1),
            *(file for file in FILE.findall(response.text) if not OURS.match(file)),
            *([weight] if weight > MOST or not styles else []),
        ]
        if found:
            faults[path] = found

    assert faults == {}


def test_pages_are_the_same_for_whoever_is_logged_in(claim: Claim, client: Client) -> None:
    editor = Client()
    editor.force_login(EditorFactory())
    for path in EVERYTHING:
        address = path.format(**addresses(claim))
        theirs, ours = client.get(address), editor.get(address)

        assert ours.getvalue() == theirs.getvalue(), path
        assert theirs.cookies == {}, path
        assert ours.get("ETag") == theirs.get("ETag"), path
        if "report/" not in path and path != "/healthz":  # a form, and a look: nobody keeps them
            assert "private" not in ours.get("Cache-Control", ""), path


def test_pages_are_only_read(claim: Claim) -> None:
    client = Client(enforce_csrf_checks=True)
    answers = {
        (path, method): getattr(client, method)(path.format(**addresses(claim))).status_code
        for path in EVERYTHING
        for method in ("post", "put", "patch", "delete")
    }

    assert {key: code for key, code in answers.items() if code not in {401, 403, 405}} == {}


@pytest.mark.parametrize(
    "target",
    [
        *("//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/"),
        *("/%2f/evil.example", "\t//evil.example", "javascript:alert(1)", "///evil.example"),
    ],
)
def test_choice_of_language_stays_on_the_site(target: str, client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": target})

    assert response.status_code == 302
    assert re.match(r"/(?![/\\])", response.url)
