"""Wherever an address is asked to lead on to another, it stays on this site."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories

pytestmark = [pytest.mark.django_db]

PASSWORD = "Tinte und Papier 12"
EVIL = [
    *(
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
    ),
    *("https:evil.example", "https:/evil.example", "https://evil.example", "HtTpS://evil.example"),
    *("/\t/evil.example", "\n//evil.example", " //evil.example", "/%0a/evil.example"),
    *("%2F%2Fevil.example", "/%2Fevil.example", "/%5Cevil.example", "//evil.example%2f@testserver"),
    *(
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "//evil%E3%80%82example",
    ),
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "http:///evil.example",
        "//[::1",
        "\0//evil.example",
    ),
]


def leads_away(address: str) -> bool:
    """As browsers read it: without control characters, a backslash being a slash."""
    seen = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
    return bool(re.match(r"//|[a-z][a-z0-9+.-]*:(?!//testserver/)", seen, re.IGNORECASE))


@pytest.fixture
def signed_in(db: None) -> Client:
    cache.clear()
    person = factories.EditorFactory(username="erika", password=PASSWORD)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ways(signed_in: Client, evil: str) -> dict[str, object]:
    """Everything that takes the address of what comes after it."""
    fresh = Client()
    login = {"login": "erika", "password": PASSWORD}
    query = {"next": evil}
    lang = {"language": "en"}
    return {
        "language": fresh.post("/language/", lang | query),
        "language by where one came from": fresh.post(
            "/language/", lang, headers={"referer": evil.replace("\n", "").replace("\0", "")}
        ),
        "setlang": fresh.post("/i18n/setlang/", lang | query),
        "setlang by get": fresh.get("/i18n/setlang/", query),
        "login": fresh.post("/account/login/", login | query),
        "login by get": Client().get("/admin/login/", query),
        "login signed in": signed_in.get("/account/login/", query),
        "login of the admin": signed_in.get("/admin/login/", query),
        "confirm": signed_in.post("/account/confirm/", {"password": PASSWORD} | query),
        "factor": signed_in.get("/account/second-factor/reauthenticate/", query),
        "report": fresh.get("/claims/", query),
        "logout": fresh.post("/account/logout/", query),
        "logout of the admin": signed_in.post("/admin/logout/", query),
    }


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_leads_away_from_here(signed_in: Client, evil: str) -> None:
    answers = ways(signed_in, evil)
    away = {
        name: answer["Location"]
        for name, answer in answers.items()
        if "Location" in answer and leads_away(answer["Location"])
    }

    assert away == {}
    assert max(answer.status_code for answer in answers.values()) < 500


def test_way_on_within_the_site_is_taken(signed_in: Client) -> None:
    """Else the test above would pass for addresses that lead nowhere at all."""
    taken = {
        name
        for name, answer in ways(signed_in, "/claims/?q=x").items()
        if answer.headers.get("Location") == "/claims/?q=x"
    }

    assert {"language", "setlang", "login", "confirm", "login signed in"} <= taken
