"""Every link between public pages leads somewhere, down to the place on the page."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimantFactory, published_claim
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r"<(?:a|link)\b[^>]*?\bhref=\"([^\"]*)\"", page)]


def crawl(client: Client, start: str) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Pages by address, and every (page, link) between them."""
    pages: dict[str, str] = {}
    followed: set[tuple[str, str]] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        pages[address] = response.getvalue().decode()
        for link in links(pages[address]):
            target = urljoin(f"http://localhost:8000{address}", link)
            if urlsplit(target).netloc != "localhost:8000" or "/static/" in target:
                continue
            target = target.removeprefix("http://localhost:8000")
            followed.add((address, target))
            path = urldefrag(target).url
            if path not in pages and path not in waiting:
                waiting.append(path)
    return pages, followed


def test_links_lead_to_pages_and_to_places_on_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.public.claims.PER_PAGE", 2)
    article, claimant = ArticleFactory(), ClaimantFactory()
    for word in ("true", "false", "unsupported"):
        published_claim(word=word, article=article, claimant=claimant)
    corrected_claim()
    retracted_claim()

    pages, followed = crawl(client, "/")
    lost = {
        (page, link)
        for page, link in followed
        if (place := urldefrag(link).fragment) and f'id="{place}"' not in pages[urldefrag(link).url]
    }

    assert len(pages) > 20
    assert lost == set()
