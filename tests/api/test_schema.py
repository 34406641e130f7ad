"""The OpenAPI document says what the endpoints give; the page that shows it stays at home."""

import pytest
from django.utils import timezone

from claims.api.public import serializers
from claims.api.schema import EXAMPLES
from claims.api.urls import urlpatterns
from claims.publication.related import related_of
from tests import factories
from tests.factories import AppearanceFactory, ClaimRelationFactory, ExternalCheckFactory


def test_schema_names_every_endpoint(client):
    schema = client.get("/api/v1/schema/").json()

    assert schema["openapi"].startswith("3.")
    assert sorted(path for path in schema["paths"] if "/desk/" not in path) == [
        "/api/v1/articles/",
        "/api/v1/articles/{slug}/",
        "/api/v1/claimants/",
        "/api/v1/claimants/{slug}/",
        "/api/v1/claims/",
        "/api/v1/claims/{id}/",
        "/api/v1/extract/",
    ]
    addresses = [pattern.pattern._route for pattern in urlpatterns if "desk" in str(pattern.name)]
    assert len([path for path in schema["paths"] if "/desk/" in path]) == len(addresses)


def test_schema_has_all_parameters_of_the_list(client):
    schema = client.get("/api/v1/schema/").json()

    listed = {each["name"] for each in schema["paths"]["/api/v1/claims/"]["get"]["parameters"]}
    assert listed == {
        *("q", "rating", "claimant", "publisher", "article", "language", "updated_since"),
        *("limit", "cursor", "fields"),
    }


def test_examples_have_the_described_fields():
    pairs = [
        (EXAMPLES["read_claim"], serializers.ClaimDetailSerializer()),
        (EXAMPLES["read_article"], serializers.ArticleSerializer()),
        (EXAMPLES["read_claimant"], serializers.ClaimantSerializer()),
    ]

    for example, serializer in pairs:
        assert list(example) == list(serializer.fields)
        assert kept(example, names(serializer)).keys() == names(serializer).keys()


def test_every_example_belongs_to_an_operation(client):
    schema = client.get("/api/v1/schema/").json()

    operations = {one["operationId"] for path in schema["paths"].values() for one in path.values()}
    assert set(EXAMPLES) - operations == {"ingest_file"}  # another example of ingest_article


@pytest.mark.parametrize("query", ["version=%0d%0aX: y", "lang=xx", "format=yaml", "lang=%00"])
def test_schema_is_given_whatever_is_asked(client, query):
    assert client.get(f"/api/v1/schema/?{query}").status_code == 200


def names(shape) -> dict:
    """The field names of a serializer, nested ones included."""
    return {
        name: names(getattr(field, "child", field))
        if hasattr(getattr(field, "child", field), "fields")
        else None
        for name, field in shape.fields.items()
    }


def kept(row, fields: dict) -> dict:
    return {
        name: kept(one(value), fields[name]) if fields.get(name) and value else fields.get(name)
        for name, value in row.items()
    }


def one(value):
    return value[0] if isinstance(value, list) else value


def test_rows_have_the_described_fields(db):
    claim = factories.published_claim()
    correction = factories.CorrectionFactory(claim=claim)
    page = claim.publication
    summary = dict.fromkeys(names(serializers.SummarySerializer()), "x")
    page.document["corrections"] = [
        {
            "kind": correction.kind,
            "text": "x",
            "published_at": "x",
            "before": summary,
            "after": summary,
        }
    ]
    page.document["attribution"] = page.document["content"]
    for name in ("topics", "searches", "replies"):
        page.document[name] = EXAMPLES["read_claim"][name]
    decided = {
        "state": "confirmed",
        "decided_by": factories.EditorFactory(),
        "decided_at": timezone.now(),
    }
    AppearanceFactory(claim=claim, **decided)
    ExternalCheckFactory(claim=claim, **decided)
    ClaimRelationFactory(claim=factories.published_claim(), other=claim, **decided)
    page.related = related_of(claim.pk)

    for serializer in (
        serializers.ClaimDetailSerializer(page),
        serializers.ArticleSerializer(claim.article),
        serializers.ClaimantSerializer(claim.claimant),
    ):
        assert kept(serializer.data, names(serializer)) == names(serializer)


def test_docs_page_shows_the_endpoints_and_loads_nothing_from_outside(page, live_server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{live_server.url}/api/v1/docs/")
    page.get_by_text("Published claims, the newest first").first.wait_for()
    page.get_by_text("Published claims, the newest first").first.click()
    page.get_by_text("Words to search for").first.wait_for()

    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
