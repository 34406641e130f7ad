"""The card for other sites, what may be framed at all, and oEmbed."""

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_httpserver import HTTPServer

from claims.editorial import claims as desk
from claims.models import Claim
from tests.factories import EditorFactory, claim_in_review, published_claim
from tests.public.published import correct, corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
CSS = settings.BASE_DIR / "claims" / "static" / "claims" / "embed.css"


def card(claim: Claim) -> str:
    return f"{claim.get_absolute_url()}embed/"


def test_card_may_be_framed_and_costs_little(client: Client) -> None:
    claim = published_claim(word="mostly-false", language="en")

    response = client.get(card(claim))

    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response.cookies == {}
    assert "<script" not in response.text
    assert len(response.content) + CSS.stat().st_size < 10_000
    assert 'aria-label="Step 2 of 5: Mostly false"' in response.text  # in the claim's language


def test_card_says_what_became_of_the_check(client: Client) -> None:
    corrected = client.get(card(corrected_claim())).text
    retracted = client.get(card(retracted_claim())).text

    assert ">Korrigiert<" in corrected
    assert "rating__word" not in retracted
    assert "zurückgenommen" in retracted


def test_card_of_another_state_is_sent_anew(client: Client) -> None:
    claim = published_claim()

    def ask(known: str = "") -> Any:
        return client.get(card(claim), headers={"if-none-match": known})

    first = ask()
    same = ask(first["ETag"])
    desk.reopen(claim, reason="A new source.", actor=EditorFactory())
    claim.refresh_from_db()
    reopened = ask(first["ETag"])
    correct(claim)
    corrected = ask(first["ETag"])

    assert [r.status_code for r in (first, same, reopened, corrected)] == [200, 304, 200, 200]
    assert len({first.content, reopened.content, corrected.content}) == 3


def test_card_of_a_claim_that_is_not_published_is_not_there(client: Client) -> None:
    page = published_claim().publication
    claim_in_review()

    assert client.get(f"/claims/{page.year}/nothing/embed/").status_code == 404


def test_oembed_answers_for_claims_alone(client: Client) -> None:
    claim = published_claim()
    address = SITE + claim.get_absolute_url()

    def ask(**query: str):
        return client.get("/oembed/", query)

    answer = ask(url=address, maxwidth="300")
    told = answer.json()

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 300)
    assert f'src="{address}embed/"' in told["html"]
    assert ask(url=address, format="xml").status_code == 501
    small = ask(url=address, maxwidth="100").json()
    assert (small["type"], "html" in small) == ("link", False)
    assert ask(url=address, maxwidth="wide").status_code == 400
    for wrong in (
        *("", "/", SITE, f"{SITE}/claims/", "http://[", f"{SITE}/claims/2026/nothing/"),
        *(f"https://evil.example{claim.get_absolute_url()}", f"javascript:{address}"),
    ):
        assert ask(url=wrong).status_code == 404, wrong


def test_claim_page_offers_the_code_and_tells_of_oembed(client: Client) -> None:
    claim = published_claim(statement='Er sagte "ja" & <b>nein</b>')

    page = client.get(claim.get_absolute_url()).text
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    told = unescape(re.search(r'json\+oembed" title="[^"]*" href="([^"]*)"', page)[1])

    assert code == client.get(told.removeprefix(SITE)).json()["html"].replace("640", "100%")
    assert (
        unescape(re.search(r'title="([^"]*)"', code)[1]) == 'Richtig: Er sagte "ja" & <b>nein</b>'
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.browser
def test_browser_frames_the_card_and_nothing_else(
    page: Page, live_server, httpserver: HTTPServer, console_errors: list[str]
) -> None:
    claim = published_claim()
    paths = [card(claim), claim.get_absolute_url(), "/admin/login/"]
    frames = "".join(f'<iframe src="{live_server.url}{path}"></iframe>' for path in paths)
    httpserver.expect_request("/").respond_with_data(frames, content_type="text/html")

    page.goto(httpserver.url_for("/"))
    page.wait_for_load_state("networkidle")
    shown = [frame.url for frame in page.frames[1:]]

    assert page.frames[1].locator("h1").inner_text()
    assert shown[0].endswith("/embed/")
    assert [url for url in shown[1:] if not url.startswith("chrome-error:")] == []
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}  # of the login
    assert len([error for error in console_errors if "frame-ancestors" in error]) == 2
    console_errors.clear()
