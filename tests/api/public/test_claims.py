"""The published claims as JSON: what is there, what is not, filters, pages, answers to nonsense."""

import base64
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.editorial import verdicts
from claims.models import Publication
from claims.publication import related
from claims.publication.publish import publish
from tests import factories

pytestmark = pytest.mark.django_db

ODD_WORDS = [
    "",
    " ",
    '"',
    "'",
    '"unbalanced',
    "a AND b OR",
    "NEAR(",
    "rating:true",
    "100 %s %d %",
    "*",
    "\0",
    "\\",
    "Häuser und Strassen",
    "🎉",
    "x" * 100_000,
    "a " * 50_000,
    "' OR 1=1 --",
    "(((((",
    "\ud7ff\uffff",
]


def get(client: Client, address: str, **parameters: object):
    return client.get(f"/api/v1{address}", parameters)


def found(client: Client, **parameters: object) -> list[int]:
    response = get(client, "/claims/", **parameters)
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_claims_take_one_query(client, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.published_claim()

    with django_assert_num_queries(1):
        response = get(client, "/claims/")

    assert len(response.json()["results"]) == rows


def test_claim_tells_what_its_page_tells(client, settings):
    settings.SITE_URL = "https://fakten.example"
    claim = factories.published_claim()

    row = get(client, f"/claims/{claim.pk}/").json()

    page = claim.publication
    assert row["url"] == f"https://fakten.example/claims/{page.year}/{page.slug}/"
    assert row["statement"] == claim.statement
    assert row["claimant"]["name"] == claim.claimant.name
    assert row["rating"]["slug"] == "true"
    assert row["evidence"][0]["excerpt"] == factories.EXCERPT
    assert row["claimreview"]["url"] == row["url"]


def test_claim_tells_what_was_asked_searched_and_found_beside_it(client, django_assert_num_queries):
    claim = factories.ClaimFactory(topics=[factories.TopicFactory(slug="sicherheit")])
    factories.EvidenceFactory(claim=claim)
    factories.NullSearchFactory(claim=claim, query="Einbrüche 2025")
    reply = factories.ReplyFactory(claim=claim)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    publish(claim, actor=factories.ChiefEditorFactory())
    factories.NullSearchFactory(claim=claim, query="nach der Veröffentlichung")
    other = factories.published_claim(statement="Es wurden mehr Einbrüche.")
    decided = {
        "state": "confirmed",
        "decided_by": factories.EditorFactory(),
        "decided_at": timezone.now(),
    }
    factories.ClaimRelationFactory(claim=other, other=claim, **decided)
    factories.ExternalCheckFactory(claim=claim, publisher="Faktencheck Nord", **decided)
    factories.AppearanceFactory(claim=claim, **decided)
    related.refresh([claim.pk])

    with django_assert_num_queries(1):
        row = get(client, f"/claims/{claim.pk}/").json()

    assert [topic["slug"] for topic in row["topics"]] == ["sicherheit"]
    assert [search["query"] for search in row["searches"]] == ["Einbrüche 2025"]
    assert [each["whom"] for each in row["replies"]] == [reply.whom]
    [beside] = row["related_claims"]
    assert beside["url"].endswith(other.get_absolute_url())
    assert (beside["kind"], beside["is_later"]) == ("contradicts", True)
    assert [check["publisher"] for check in row["other_checks"]] == ["Faktencheck Nord"]
    assert len(row["appearances"]) == 1
    assert (row["reopened_at"], row["is_overdue"]) == (None, False)


def test_claim_without_origin_has_no_claimreview(client):
    claim = factories.published_claim(mode="own_voice", claimant=None)

    row = get(client, f"/claims/{claim.pk}/").json()

    assert row["claimant"] is None
    assert row["claimreview"] is None


def test_drafts_stay_out(client):
    hidden = [
        factories.ClaimFactory(state="suggested"),
        factories.claim_in_review(),
        factories.approved_claim(),
        factories.ClaimFactory(state="dismissed", dismissal_reason="opinion"),
    ]

    assert found(client) == []
    assert get(client, "/articles/").json()["results"] == []
    assert get(client, "/claimants/").json()["results"] == []
    for claim in hidden:
        assert get(client, f"/claims/{claim.pk}/").status_code == 404
        assert get(client, f"/articles/{claim.article.slug}/").status_code == 404
        assert get(client, f"/claimants/{claim.claimant.slug}/").status_code == 404


def test_what_is_not_public_of_a_published_claim_stays_out(client):
    editor = factories.EditorFactory(username="veronika", last_name="Verfasserin")
    reviewer = factories.ReviewerFactory(username="peter", last_name="Prüfer")
    chief = factories.ChiefEditorFactory(username="charlotte", last_name="Chefin")
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    secret = factories.EvidenceFactory(
        claim=claim,
        confidential=True,
        note="Vertrauliche Notiz",
        source=factories.SourceFactory(title="Geheimes Protokoll"),
    )
    factories.CommentFactory(claim=claim, body="Interner Kommentar")
    factories.propose_and_submit(claim, proposer=editor)
    verdicts.approve(claim, actor=reviewer)
    publish(claim, actor=chief)
    factories.CorrectionFactory(claim=claim, text="Noch nicht freigegeben")

    pages = [
        get(client, address).content.decode()
        for address in (
            "/claims/",
            f"/claims/{claim.pk}/",
            "/articles/",
            f"/articles/{claim.article.slug}/",
            "/claimants/",
            f"/claimants/{claim.claimant.slug}/",
        )
    ]

    hidden = [
        *("Vertrauliche", "Geheimes", secret.source.url, "Interner", "Noch nicht freigegeben"),
        *("veronika", "Verfasserin", "peter", "Prüfer", "charlotte", "Chefin"),
    ]
    assert [word for word in hidden for page in pages if word in page] == []


def test_edit_after_publication_shows_only_when_published(client):
    claim = factories.published_claim()
    before = claim.statement
    type(claim).objects.filter(pk=claim.pk).update(statement="Ungeprüfter Entwurf")

    assert get(client, f"/claims/{claim.pk}/").json()["statement"] == before


def test_filters_narrow_down(client):
    first = factories.published_claim()
    second = factories.published_claim(word="false", language="en")
    publisher = second.article.publisher.slug

    assert found(client, rating="false") == [second.pk]
    assert found(client, claimant=first.claimant.slug) == [first.pk]
    assert found(client, publisher=publisher) == [second.pk]
    assert found(client, article=first.article.slug) == [first.pk]
    assert found(client, language="en") == [second.pk]
    assert found(client, language="en", rating="true") == []


@pytest.mark.parametrize(
    "since", ["2026-02-01", "2026-02-01T00:00:00Z", "2026-02-01T01:00:00+01:00"]
)
def test_updated_since_gives_what_is_newer(client, since):
    old, new = factories.published_claim(), factories.published_claim()
    pages = Publication.objects
    pages.filter(claim=old).update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    pages.filter(claim=new).update(updated_at=datetime(2026, 2, 2, tzinfo=UTC))

    assert found(client, updated_since=since) == [new.pk]


def test_pages_give_every_claim_once(client):
    claims = [factories.published_claim() for _number in range(5)]
    # Ties in time are told apart by id.
    Publication.objects.update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))

    seen, address = [], "/api/v1/claims/?limit=2"
    while address:
        page = client.get(address.removeprefix("http://localhost:8000")).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]

    assert seen == sorted((claim.pk for claim in claims), reverse=True)


def test_search_finds_base_forms_and_parts(client):
    claim = factories.published_claim()
    factories.published_claim(words="den Medien")

    assert found(client, q="sinken") == [claim.pk]
    assert found(client, q="EINBRUCH gesunken") == [claim.pk]
    assert found(client, q='"12 Prozent gesunken"') == [claim.pk]
    assert found(client, q="Zugspitze") == []
    assert found(client, q="sinken", rating="false") == []
    assert found(client, q="sinken", article=claim.article.slug) == [claim.pk]
    assert found(client, q="sinken", claimant=claim.claimant.slug, language="de") == [claim.pk]
    assert found(client, q="sinken", publisher="x", updated_since="2026-01-01") == []


def test_search_pages_give_every_match_once(client):
    claims = {factories.published_claim().pk for _number in range(3)}

    seen, address = [], "/api/v1/claims/?limit=2&q=Einbruch"
    while address:
        page = client.get(address.removeprefix("http://localhost:8000")).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == 3
    assert set(seen) == claims


@pytest.mark.parametrize("words", ODD_WORDS, ids=lambda words: ascii(words[:20]))
def test_any_string_is_searched_for(client, words):
    factories.published_claim()

    assert get(client, "/claims/", q=words).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "xy" * 50_000, 200),
        ("q=" + "qxyz+" * 20_000, 200),
        ("q=" + "%22qxyz+qxyz%22+" * 5_000, 200),
        ("q=" + "%22" * 30_000, 200),
        ("q=%00", 200),
        ("page=1000000000", 400),
        ("ordering=password", 400),
    ],
    ids=lambda value: str(value)[:12],
)
def test_abuse_makes_no_work_for_the_database(client, query, status):
    factories.published_claim()
    statements = []

    def note(execute, sql, params, many, context):
        statements.append(len(sql) + len(str(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = client.get(f"/api/v1/claims/?{query}")

    assert response.status_code == status
    assert len(statements) <= (40 if status == 200 else 0)
    assert sum(statements) < 40_000  # characters


def cursor(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": 10**9},
        {"limit": 0},
        {"limit": 201},
        {"limit": "viele"},
        {"limit": "9" * 30},
        {"rating": "a b"},
        {"rating": "true\0"},
        {"claimant": "x\0"},
        {"language": "\0"},
        {"language": "x" * 100_000},
        {"updated_since": "gestern"},
        {"updated_since": "2026-13-01"},
        {"updated_since": "0001-01-01"},
        {"updated_since": "\0"},
        {"cursor": "???"},
        {"cursor": "ü"},
        {"cursor": "x" * 100_000},
        {"cursor": cursor("[" * 100)},
        {"cursor": cursor(["gestern", 1])},
        {"cursor": cursor(["2026-01-01", True])},
        {"cursor": cursor(["2026-01-01", 10**30])},
        {"cursor": cursor(["2026-01-01", -1])},
        {"cursor": cursor({"a": 1})},
        {"q": "Einbruch", "cursor": cursor(10**9)},
        {"q": "Einbruch", "cursor": cursor(-1)},
        {"q": "Einbruch", "cursor": cursor(["2026-01-01", 1])},
        {"rating": ["true", "false"]},
        {"claimnat": "anna"},
    ],
    ids=lambda parameters: ascii(str(parameters))[:50],
)
def test_bad_parameter_is_named_in_a_sentence(client, parameters):
    factories.published_claim()

    response = get(client, "/claims/", **parameters)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert problem["title"] == "Bad Request"
    assert problem["parameters"][0]["name"] == list(parameters)[-1][:50]
    assert problem["detail"].endswith(".")


def test_a_thousand_parameters_are_refused(client):
    response = client.get("/api/v1/claims/?" + "&".join(f"a{n}=1" for n in range(2000)))

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address",
    [
        "/claims/999/",
        f"/claims/{10**30}/",
        "/claims/eins/",
        "/articles/gibt-es-nicht/",
        "/claimants/gibt-es-nicht/",
        "/nirgends/",
        "/%00/",
        "/",
    ],
)
def test_unknown_address_is_a_problem(client, address):
    response = client.get(f"/api/v1{address}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404
    assert response.json()["detail"].endswith("/api/v1/docs/.")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/claims/", "/articles/", "/claimants/", "/schema/"])
def test_nothing_can_be_written(client, method, address):
    response = getattr(client, method)(f"/api/v1{address}")

    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"


def test_anyone_may_read_from_anywhere(client):
    response = client.get("/api/v1/claims/", headers={"origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in response


def test_whoever_keeps_an_answer_asks_whether_it_still_holds(client):
    claim = factories.published_claim()

    for address in ("/api/v1/claims/", f"/api/v1/claims/{claim.pk}/"):
        assert client.get(address)["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_no_cookie_is_set(client):
    assert not client.get("/api/v1/claims/").cookies


def test_unchanged_claim_is_not_sent_again(client):
    claim = factories.published_claim()
    address = f"/api/v1/claims/{claim.pk}/"
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"if-none-match": etag})
    Publication.objects.update(rechecked_at=parse_datetime("2026-01-01T00:00:00Z"))
    changed = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*", "nonsense", ""])
def test_whatever_is_accepted_json_comes(client, accept):
    response = client.get("/api/v1/claims/", headers={"accept": accept})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_head_and_options_work(client):
    head = client.head("/api/v1/claims/")
    options = client.options("/api/v1/claims/")

    assert (head.status_code, head.content) == (200, b"")
    assert options.status_code == 200


def test_client_gets_the_fields_it_asks_for(client):
    claim = factories.published_claim()

    listed = get(client, "/claims/", fields="id,statement").json()["results"]
    whole = get(client, f"/claims/{claim.pk}/", fields="evidence").json()
    article = get(client, f"/articles/{claim.article.slug}/", fields="title").json()

    assert listed == [{"id": claim.pk, "statement": claim.statement}]
    assert list(whole) == ["evidence"]
    assert article == {"title": claim.article.title}


@pytest.mark.parametrize("fields", ["nummer", "id,document", "", ",", "\0", "x" * 10_000])
def test_unknown_field_is_named(client, fields):
    response = get(client, "/claims/", fields=fields)

    assert response.status_code == 400
    assert response.json()["parameters"][0]["name"] == "fields"


def test_fields_are_part_of_the_etag(client):
    factories.published_claim()
    etag = get(client, "/claims/")["ETag"]

    other = client.get("/api/v1/claims/?fields=id", headers={"if-none-match": etag})

    assert other.status_code == 200


def test_browser_is_told_before_it_asks(client):
    response = client.options(
        "/api/v1/claims/",
        headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"},
    )

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
