"""However much is published: lists are bounded, say so, and are read by an index."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.api.pagination import encode_cursor, keyset_page
from claims.models import Publication
from claims.public import facets
from claims.public.filters import ClaimListQuery
from claims.public.pagination import _after_cursor
from claims.search import query as search
from tests.factories import ClaimantFactory, TopicFactory, published_claim

pytestmark = pytest.mark.django_db


def asked(client: Client, **given: str):
    """The page, its count, and of each filter the labels with what is said of their number."""
    response = client.get("/claims/", {"lang": "en", **given})
    found = {
        one.title: {
            c.answer.slug if c.answer else c.label: (c.count, c.is_more) for c in one.choices
        }
        for one in response.context["filters"]
    }
    page = response.context["page"]
    return response, (page.count, page.is_more), found


@pytest.fixture
def five(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five claims, the oldest of them false and English, in a world where two are many."""
    monkeypatch.setattr(facets, "MAX_COUNTED", 2)
    anna = ClaimantFactory(name="Anna Keller")
    published_claim(word="false", language="en", claimant=anna, statement="Steuern steigen.")
    for number in range(4):
        published_claim(word="true", claimant=anna, statement=f"Steuern sinken, Teil {number}.")


def test_numbers_beyond_the_bound_say_that_there_are_more(five: None, client: Client) -> None:
    response, count, found = asked(client)

    assert count == (2, True)
    assert "At least 2 fact-checks" in response.text
    assert found["Rating"] == {"true": (2, True), "false": (1, False)}  # the rare one is exact
    assert found["Language"] == {"German": (2, True), "English": (1, False)}
    assert '<span class="sr">at least </span>2<span aria-hidden="true">+</span>' in response.text


def test_numbers_up_to_the_bound_are_exact(
    five: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MAX_COUNTED", 5)

    _response, count, found = asked(client)

    assert count == (5, False)
    assert found["Rating"] == {"true": (4, False), "false": (1, False)}


def test_filter_of_very_many_offers_what_nobody_counted_without_a_number(
    five: None, client: Client
) -> None:
    response, count, found = asked(client, claimant="anna-keller")

    assert count == (2, True)
    assert found["Rating"] == {"true": (3, True), "false": (0, True)}
    assert 'href="?claimant=anna-keller&amp;rating=false"' in response.text
    assert asked(client, claimant="anna-keller", rating="false")[1] == (1, False)


def test_words_of_very_many_are_sought_among_the_newest(
    five: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, bound in (
        ("MAX_RESULTS", 3),
        ("MAX_CANDIDATES", 3),
        ("MIN_FILTERED_RESULTS", 2),
        ("WINDOW_SIZE", 1),
    ):
        monkeypatch.setattr(search, name, bound)

    response, count, found = asked(client, q="Steuern")
    oldest, _count, _found = asked(client, q="Steuern", sort="oldest")
    narrowed, few, _found = asked(client, q="Steuern", rating="false")

    assert count[1]
    assert "Shown are the best of those published last" in response.text
    assert {row.statement[-2] for row in response.context["page"].object_list} == {"1", "2", "3"}
    assert oldest.context["page"].object_list[0].statement == "Steuern steigen."
    assert (few, narrowed.context["page"].object_list[0].statement) == (
        (1, False),
        "Steuern steigen.",
    )
    ids = [
        row["id"] for row in client.get("/api/v1/claims/?q=Steuern&rating=false").json()["results"]
    ]
    assert ids == list(
        Publication.objects.filter(rating__slug="false").values_list("claim", flat=True)
    )


def test_phrase_of_common_words_is_sought_in_the_newest_pages_with_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_CANDIDATES", 2)
    for statement in ("Mehr Geld für Schulen.", "Mehr Geld.", "Geld und auch mehr Schulen."):
        published_claim(statement=statement)

    response, count, _found = asked(client, q='"mehr geld"')

    assert [row.statement for row in response.context["page"].object_list] == ["Mehr Geld."]
    assert count == (1, True)


def test_unfinished_word_is_sought_in_older_pages_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_CANDIDATES", 2)
    published_claim(statement="Steuern für Hausärzte sinken.")
    for number in range(3):
        published_claim(statement=f"Steuern sinken, Teil {number}.")

    response, count, _found = asked(client, q="Steuern hausär")

    assert [row.statement for row in response.context["page"].object_list] == [
        "Steuern für Hausärzte sinken."
    ]
    assert count == (1, False)


# --- What the database reads ------------------------------------------------------------------


def plan(rows) -> str:
    """However few rows there are here, the database could read them in the index's order."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; "
                "SET LOCAL enable_bitmapscan = off"
            )
    return str(rows.explain())


@pytest.mark.parametrize("name", ["rating", "claimant", "publisher", "language", "date", ""])
def test_lists_are_read_in_the_order_of_an_index(name: str) -> None:
    page = published_claim().publication
    value = {
        "rating": "true",
        "claimant": page.claimant.slug,
        "publisher": page.publisher.slug,
        "language": "de",
        "date": str(page.year),
    }
    question = ClaimListQuery(selected={name: value[name]} if name else {})

    found = plan(question.pages().pages[:20])

    index = {"": "publication_newest", "date": "publication_by_year"}
    # Among so few rows PostgreSQL may as well pass over some.
    passed = connection.vendor == "postgresql" and "publication_newest" in found
    assert index.get(name, f"publication_by_{name}") in found or passed
    assert "Sort" not in found
    assert "TEMP B-TREE" not in found


def test_pages_of_a_topic_are_read_in_the_order_of_their_index() -> None:
    published_claim(topics=[TopicFactory(name_de="Spital")])

    found = plan(ClaimListQuery(selected={"topic": "spital"}).pages().pages.values("pk")[:20])

    # Among so few rows PostgreSQL may as well take another index of that table.
    passed = connection.vendor == "postgresql" and "Sort" not in found
    assert "publication_of_topic" in found or passed


@pytest.mark.postgresql
@pytest.mark.parametrize("is_sequential", [True, False])
def test_newest_entries_are_read_one_by_one_or_by_their_words(is_sequential: bool) -> None:
    published_claim(statement="Steuern sinken.")
    query = search.index_query("Steuern")
    assert query

    found = plan(
        search._order_by_number(search._entries(query, is_sequential=is_sequential), oldest=False)[
            :3
        ]
    )

    assert ("Scan Backward using modelsearch_indexentry_pkey" in found) is is_sequential
    assert ("Sort" in found) is not is_sequential


def test_deep_pages_begin_in_the_index_where_the_last_one_ended() -> None:
    page = published_claim().publication
    at = (page.updated_at, page.pk)
    rows = Publication.objects.standing().filter(_after_cursor(at, "updated_at", ascending=False))

    found = plan(rows.order_by("-updated_at", "-pk")[:20])

    assert "publication_newest" in found
    assert "updated_at<?" in found or "Index Cond: ((updated_at <= " in found


def test_api_pages_begin_in_the_index_where_the_last_one_ended(
    django_assert_num_queries,
) -> None:
    page = published_claim().publication
    cursor = encode_cursor([timezone.now().isoformat(), page.pk])

    with django_assert_num_queries(1) as queries:
        rows, _next = keyset_page(
            Publication.objects.all(), order="-updated_at", limit=20, cursor=cursor
        )

    assert rows == [page]
    assert '"updated_at" <= ' in queries[0]["sql"]
