"""Claims for a text that is not kept."""

import pytest

from claims.extraction.engine import extract
from claims.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def ask(client, content, **extra):
    return client.post("/api/v1/extract/", content, content_type="application/json", **extra)


def test_anyone_gets_the_claims_of_a_text_and_nothing_is_kept(client):
    response = ask(client, {"text": factories.ARTICLE_TEXT}, headers={"accept-language": "en"})
    german = ask(client, {"text": factories.ARTICLE_TEXT}, headers={"accept-language": "de"})

    claims = response.json()["claims"]
    assert response.status_code == 200
    assert "names a number" in claims[0]["reasons"]
    assert "nennt eine Zahl" in german.json()["claims"][0]["reasons"]
    assert response["Cache-Control"] == "private, no-store"
    assert claims == [claim.as_dict() for claim in extract(factories.ARTICLE_TEXT).claims]
    assert claims[0]["speaker"]["name"] == "Anna Keller"
    assert not Article.objects.exists()


def test_token_allows_longer_texts(client, editor):
    text = factories.ARTICLE_TEXT * 120

    anonymous = ask(client, {"text": text})
    with_token = ask(editor, {"text": text})

    assert len(text) > 20_000
    assert anonymous.status_code == 400
    assert anonymous.json()["parameters"][0]["name"] == "text"
    assert with_token.status_code == 200


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({}, 400),
        ({"text": 1}, 400),
        ({"text": "x", "language": "deutsch"}, 400),
        ({"text": "x", "url": "https://x.example"}, 400),
        ({"text": "x" * 1_000_001}, 413),
        ({"text": ""}, 200),
        ({"text": "\0"}, 200),
        ({"text": "Bonjour", "language": "fr"}, 200),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_sent_is_read_strictly(client, content, status):
    assert ask(client, content).status_code == status


def test_wrong_token_is_not_taken_for_none(client):
    response = ask(client, {"text": "x"}, headers={"authorization": "Bearer fct_0123"})

    assert response.status_code == 401


def test_limit_is_its_own(client, editor, set_rate):
    set_rate("extract-anonymous", "1/hour")

    answers = [ask(client, {"text": "x"}, REMOTE_ADDR="192.0.2.9") for _number in range(2)]
    reading = client.get("/api/v1/claims/", REMOTE_ADDR="192.0.2.9")
    with_token = ask(editor, {"text": "x"}, REMOTE_ADDR="192.0.2.9")

    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].json()["violated-policies"] == ["extract-anonymous"]
    assert (reading.status_code, with_token.status_code) == (200, 200)


def test_token_has_a_limit_of_its_own(editor, set_rate):
    set_rate("extract", "1/hour")

    answers = [ask(editor, {"text": "x"}) for _number in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].json()["violated-policies"] == ["extract"]
