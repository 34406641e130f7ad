"""Every public page by the standards: valid HTML, light, the same for everybody, only read."""

import gzip
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
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
    reads = [(language, path) for language in ("de", "en") for path in PAGES]
    for language, path in [*reads, ("de", "/nope"), ("de", "/claims/?q=gibtesnicht")]:
        address = path.format(**addresses(claim))
        response = client.get(address, headers={"accept-language": language})
        assert response.status_code == (404 if path == "/nope" else 200), path
        styles = set(re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', response.text))
        weight = len(gzip.compress(response.content)) + sum(
            len(gzip.compress((STATIC / style).read_bytes())) for style in styles
        )
        found = [
            *(file for file in FILE.findall(response.text) if not OURS.match(file)),
            *faults_of_markup(response.content),
            *([weight] if weight > MOST or not styles else []),
        ]
        if found:
            faults[f"{language} {path}"] = found

    assert faults == {}


def test_error_pages_are_valid() -> None:
    names = ("400", "403", "403_csrf", "404", "413", "429", "500")
    pages = {name: render_to_string(f"{name}.html") for name in names}

    assert {name: found for name, page in pages.items() if (found := faults_of_markup(page))} == {}


TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")
# Attributes that name other elements by their id.
REFERENCES = ("for", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


def faults_of_markup(page: bytes | str) -> list[Any]:
    """What the parser complains of; ids that stand twice or lead nowhere; headings left out."""
    parser = html5lib.HTMLParser(strict=False)
    options = {"transport_encoding": "utf-8"} if isinstance(page, bytes) else {}
    elements = list(parser.parse(page, **options).iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    named = [(name, element.get(name, "")) for name in REFERENCES for element in elements]
    times = [element.get("datetime", "2026-01-01") for element in elements]
    tags = [str(element.tag).rpartition("}")[2] for element in elements]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    return [
        *((place, name) for place, name, _data in parser.errors),
        *(f"id {name} stands {count} times" for name, count in ids.items() if count > 1),
        *(f"{name}={each}" for name, value in named for each in value.split() if each not in ids),
        *(f"datetime={time}" for time in times if not TIME.fullmatch(time)),
        *(f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1),
        *([f"{levels.count(1)} headings of the first level"] if levels.count(1) != 1 else []),
    ]


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
