"""Hostile texts wherever somebody may write: text they are, and text they stay."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponseBase
from lxml import etree

from tests.access.hostile import ATTACK, DATA, LINK, MARKDOWN, SHORT, make_hostile
from tests.access.world import World
from tests.routes import Route, routes

# What a page does with a text does not hang on the database.
pytestmark = [pytest.mark.django_db]

ADDRESSES = {"href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster"}
RUNS = re.compile(r"[\0-\x20]*(?:j\s*avascript|vbscript|data):", re.IGNORECASE)
DATA_ONLY = {"application/ld+json", "application/json"}
FORMULA = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def faults(page: str) -> list[str]:
    """What somebody else's text became in a page as a browser reads it: mark-up, a script."""
    found: list[str] = []
    inside: list[str] = []

    def begins(tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if "hacked" in tag or tag in {"object", "embed", "base", "frame"}:
            found.append(f"<{tag}>")
        if tag == "script" and "src" not in values and values.get("type") not in DATA_ONLY:
            found.append(f"<script {values}>")
        if tag == "img" and not str(values.get("src")).startswith(("/", "data:image/")):
            found.append(f"<img {values}>")
        for name, value in attributes:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"<{tag} {name}>")
            if name in ADDRESSES and value and RUNS.match(value) and tag != "img":
                found.append(f"<{tag} {name}={value[:30]}>")
        inside.append(tag if tag == "script" and values.get("type") in DATA_ONLY else "")

    def holds(text: str) -> None:
        if inside and inside[-1] == "script" and text.strip():
            found.extend(["< in a script"] if "<" in text else [])
            try:
                found.extend(addresses_that_run(json.loads(text)))
            except ValueError:
                found.append("a script that ends too soon")

    parser = HTMLParser()
    parser.handle_starttag, parser.handle_data = begins, holds  # type: ignore[method-assign]
    parser.feed(page)
    return found


def strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from strings(each)


def addresses_that_run(content: Any) -> list[str]:
    return [text[:40] for text in strings(content) if RUNS.match(text)]


def faults_of(answer: HttpResponseBase) -> list[str]:
    """By what the answer says it is; a browser that may not guess takes it for that."""
    kind = answer["Content-Type"].partition(";")[0]
    content = answer.getvalue()
    text = content.decode("utf-8", "replace")
    found = ["a template filled in"] if "hacked-2" in text else []
    if answer["X-Content-Type-Options"] != "nosniff":
        found.append("may guess")
    if kind == "text/html":
        return found + faults(text)
    if kind.endswith("xml"):
        return found + faults_of_xml(content)
    if kind.endswith("json"):
        found += addresses_that_run(json.loads(text))
        html = [value for key, value in pairs(json.loads(text)) if key in {"html", "content_html"}]
        return found + [fault for each in html for fault in faults(each)]
    if kind == "text/csv":
        head = text.removeprefix("\ufeff").partition("\n")[0]
        lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
        rows = list(csv.reader(lines, delimiter=";" if ";" in head else ",", strict=True))
        return found + [cell[:40] for row in rows for cell in row if FORMULA.match(cell)]
    assert kind in {"image/png", "text/plain", "text/javascript"}, kind
    return found


def pairs(content: Any) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        yield from ((key, value) for key, value in content.items() if isinstance(value, str))
    for each in content.values() if isinstance(content, dict) else content:
        if isinstance(each, dict | list):
            yield from pairs(each)


def faults_of_xml(content: bytes) -> list[str]:
    found = ["a DOCTYPE"] if b"<!DOCTYPE" in content else []
    for each in etree.fromstring(content).iter():
        found += [str(value) for value in each.attrib.values() if RUNS.match(str(value))]
        found += ["mark-up"] if "hacked" in str(each.tag) else []
        if each.get("type") in {"html", "xhtml"}:
            found += faults("".join(each.itertext()))
    return found


def test_faults_are_seen() -> None:
    """The reader of pages above must not be the one that is blind."""
    assert len(faults(ATTACK)) >= 4
    assert faults(f'<p title="{SHORT}">')
    assert faults(f'<p title="{ATTACK}">')
    assert faults("<p title=x onhacked=x>")
    assert faults(MARKDOWN)
    assert faults(f'<a href=" {LINK}">x</a>')
    assert faults('<a href="&#1;javascript:x">x</a>')
    assert faults('<script type="application/json">{"a": "<!--<script>"}</script>')
    assert faults(f'<script type="application/json">{{"url": "{LINK}"}}</script>')
    assert faults("<p>&lt;script&gt; <a href='/x' title='on'>javascript:</a>") == []
    assert FORMULA.match("\u200b=1")
    assert faults_of_xml(b'<a type="html">&lt;svg onload="x"&gt;</a>')


def forms_of(world: World, route: Route) -> list[str]:
    """An address in each form and each section that it has."""
    address = world.at(route)
    if "<feed:form>" in route.address:
        return [address, address.removesuffix("json") + "atom"]
    if route.name == "public:sitemap_section":
        sections = ("site", "claims", "articles", "claimants", "publishers", "topics")
        return [f"/sitemap-{section}.xml" for section in sections]
    if "<str:form>" in route.address or "export" in route.name:
        return [address, address.removesuffix("csv") + "json"]
    if route.name == "public:oembed":
        return [f"/oembed/?url=http://localhost:8000{world.published.get_absolute_url()}"]
    if route.name in {"public:claim", "public:claims"}:
        return [address, f"{address}?lang=en&q=%3Cx-hacked%3E%22%20onhacked=1"]
    return [address]


def test_nothing_that_somebody_wrote_becomes_more_than_text(
    world: World, sign_in, with_token
) -> None:
    hostile, told = make_hostile(world)
    found: dict[str, list[str]] = {}
    looked: set[str] = set()
    seen: dict[str, set[str]] = {"readers": set(), "desk": set()}
    for route in routes():
        public = route.name.startswith(("public:", "api:")) and "desk-" not in route.name
        for name in ["anonymous"] if public else ["chief", "administrator"]:
            client = (with_token if "desk-" in route.name else sign_in)(name)
            for address in forms_of(hostile, route):
                if address in looked:
                    continue
                answer = client.get(address)
                if answer.status_code != 200:
                    continue
                looked.add(address)
                faulty = faults_of(answer)
                if route.name.startswith("api:desk-"):  # what is stored, to be mended
                    faulty = [fault for fault in faulty if fault not in {LINK[:40], DATA[:40]}]
                if faulty:
                    found[f"{name} {address}"] = faulty
                text = answer.getvalue().decode("utf-8", "replace")
                seen["readers" if public else "desk"] |= set(re.findall(r"hk\d\dh", text))

    assert found == {}
    # Else pages that show nothing of it would pass: every text was seen, and readers saw theirs.
    assert {told[word] for word in told if word not in seen["readers"] | seen["desk"]} == NOWHERE
    assert {told[word] for word in seen["readers"]} >= READ


# Of a row whose page is not the one that is opened, or that no page shows.
NOWHERE = {
    *("source.last_error refutes", "source.last_error context"),
    *("article.extraction_notes", "result.note"),
}
READ = {
    *("article.title", "article.author", "publisher.name", "topic.name_de", "topic.name_en"),
    *("claim.statement", "claim.headline", "claim.headline_translations", "claim.via"),
    *("claimant.name", "claimant.role", "claim.selection_reason", "revision.text"),
    *("source.title supports", "source.publisher refutes", "snapshot.text context"),
    *("source.interest_disclosure supports", "evidence.note refutes", "reply.whom"),
    *("reply.answer", "null_search.place", "null_search.query", "correction.text"),
    *("verdict.summary true", "verdict.rationale true", "verdict.both_sides true"),
    *("verdict.rationale false", "verdict.change_reason true"),
}
