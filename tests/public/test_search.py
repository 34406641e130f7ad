"""Search, filters, order and pages of the list; any string is answered."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.publication.publish import reindex_names
from tests.factories import (
    QUOTE,
    ArticleFactory,
    ClaimantFactory,
    PublisherFactory,
    TopicFactory,
    UnnamedClaimantFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db

ODD = [
    *(
        "",
        " ",
        '"',
        "'",
        '""',
        '"unbalanced',
        "'a' b",
        "a AND b OR NOT",
        "NEAR(",
        "(((",
        "rating:true",
    ),
    *(
        "100 %s %d %",
        "*",
        "-",
        "--",
        "a-",
        "\\",
        "\0",
        "a\0b",
        "🎉",
        "\u202e",
        "\ufffe",
        "'; DROP TABLE",
    ),
    *("x" * 100_000, "a " * 50_000, "«»„“", "§ 12 Abs. 3", "ß", "{statement} : x", "title:", "^a"),
]


def titles(client: Client, **asked: str) -> list[str]:
    page = client.get("/claims/", asked).context["page"]
    return [row.statement for row in page.object_list]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Bodentruppe", True),
        ("US-Bodentruppen", True),
        ("us-bodentruppe", True),
        ("Haus", True),
        ("häuser", True),
        ("Haeuser", True),
        ("Örlikon", True),
        ("Strasse", True),
        ("Straße", True),
        ("Guttenstein", True),
        ('"in der Ukraine"', True),
        ("«in der Ukraine»", True),
        ('"Häuser Ukraine"', False),
        ("Ukraine Häuser", True),
        ("Ukraine Frankreich", False),
        ("Medienkonferenz", True),
        ("truppe", True),
        ("Konferenz", True),
        ("Guttenstien", True),
        ("Gutenstein", True),
        ("Guttensteyn", True),
        ("Guttenberg", False),
        ("Baron Guttenstein", True),
        ("Barron", True),
        ("bodenlos", False),
        ('"an der strasse"', True),
        ("bodentrupp", True),
        ("us-bodentrupp", True),
        ("Ukraine medienkonf", True),
        ("der medienkonf", True),  # words that stand everywhere are in no index of PostgreSQL
        ("keine in der medienkonf", True),
        ("medienkonf Ukraine", False),  # only the last word may be unfinished
        ("med", False),  # so many words begin with it
    ],
)
def test_search_finds_words_in_their_forms(query: str, found: bool, client: Client) -> None:
    statement = "Keine US-Bodentruppen in der Ukraine, keine Häuser an der Straße nach Oerlikon."
    claimant = ClaimantFactory(name="Karl von und zu Guttenstein")
    claimant.names.create(name="Baron Guttenstein")
    published_claim(
        statement=statement,
        claimant=claimant,
        article=ArticleFactory(title="Medienkonferenz in Paris"),
    )
    published_claim(statement="Etwas ganz anderes.")

    assert titles(client, q=query) == ([statement] if found else [])


@pytest.mark.parametrize("text", ODD)
def test_any_string_is_answered(text: str, client: Client) -> None:
    published_claim()
    for name in ("q", "sort", "page", "rating", "claimant", "publisher", "language"):
        assert client.get("/claims/", {name: text}).status_code == 200


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60))
def test_any_text_is_answered(text: str, client: Client) -> None:
    assert client.get("/claims/", {"q": text}).status_code == 200


def test_filters_count_what_they_would_leave(client: Client) -> None:
    paper = PublisherFactory(name="Anzeiger")
    anna, beat = ClaimantFactory(name="Anna Keller"), ClaimantFactory(name="Beat Frei")
    for word, claimant in [("true", anna), ("false", anna), ("false", beat)]:
        published_claim(word=word, claimant=claimant, article=ArticleFactory(publisher=paper))

    context = client.get("/claims/", {"claimant": anna.slug}).context
    choices = {
        one.title: [(c.answer.slug if c.answer else c.label, c.count) for c in one.choices]
        for one in context["filters"]
    }

    assert context["page"].count == 2
    assert list(choices.values()) == [
        [("true", 1), ("false", 1)],
        [("Anna Keller", 2), ("Beat Frei", 1)],
    ]


def test_unnamed_claimants_of_two_articles_are_told_apart(client: Client) -> None:
    for slug, title in (("a", "Gipfel in Genf"), ("b", "Truppen für die Ukraine")):
        unnamed = UnnamedClaimantFactory(name="US-Beamter", slug=slug, article__title=title)
        published_claim(claimant=unnamed, article=unnamed.article)
    published_claim(claimant__name="Anna Keller")

    [filter_] = [
        f for f in client.get("/claims/?lang=en").context["filters"] if f.title == "Claimant"
    ]

    assert sorted(choice.label for choice in filter_.choices) == [
        "Anna Keller",
        "US-Beamter, in “Gipfel in Genf”",
        "US-Beamter, in “Truppen für die Ukraine”",
    ]


def test_filters_and_words_combine_and_can_be_linked(client: Client) -> None:
    published_claim(word="true", statement="Die Steuern sinken.")
    published_claim(word="false", statement="Die Steuern steigen.")

    context = client.get("/claims/?q=Steuern&rating=true").context
    [active] = [c for one in context["filters"] for c in one.choices if c.active]

    assert [row.statement for row in context["page"].object_list] == ["Die Steuern sinken."]
    assert active.address == "?q=Steuern"
    assert context["canonical_query"] == "?q=Steuern&rating=true"
    assert context["clear"] == "?q=Steuern"


def test_order_is_newest_first_unless_asked(client: Client) -> None:
    for name in ("A", "B", "C"):
        published_claim(statement=name)

    assert titles(client) == ["C", "B", "A"]
    assert titles(client, sort="oldest") == ["A", "B", "C"]
    assert titles(client, sort="password") == ["C", "B", "A"]


def test_pages_can_be_linked_and_run_out_softly(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.public.claims.PER_PAGE", 2)
    for number in range(5):
        published_claim(statement=f"{QUOTE} {number}")
    last = client.get("/claims/?q=Einbrüche&sort=oldest")

    seen, back = [], []
    while last.context["page"].next:
        seen.append([row.statement[-1] for row in last.context["page"].object_list])
        last = client.get(f"/claims/{last.context['page'].next}")
    while last.context["page"].previous:
        back.append([row.statement[-1] for row in last.context["page"].object_list])
        last = client.get(f"/claims/{last.context['page'].previous}")

    assert (seen, back) == ([["0", "1"], ["2", "3"]], [["4"], ["2", "3"]])
    assert last.context["page"].next.startswith("?q=Einbr%C3%BCche&sort=oldest&after=")
    for odd in ("after=x", "after=-1-1", "after=99999999999999999-1", "before=1-1", "page=0"):
        assert client.get(f"/claims/?{odd}").status_code == 200


def test_pages_of_the_best_matches_are_numbered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.public.claims.PER_PAGE", 2)
    for number in range(3):
        published_claim(statement=f"{QUOTE} {number}")

    first = client.get("/claims/?q=Einbrüche").context["page"]
    second = client.get(f"/claims/{first.next}").context["page"]
    beyond = client.get("/claims/?q=Einbrüche&page=1000").context["page"]

    assert [len(page.object_list) for page in (first, second, beyond)] == [2, 1, 1]
    assert second.previous == "?q=Einbr%C3%BCche&page=1"


def test_checks_are_filtered_by_topic_and_date(client: Client) -> None:
    topic = TopicFactory(name_de="Spital", name_en="Hospital")
    claim = published_claim(statement="Im Thema", topics=[topic, TopicFactory()])
    published_claim(statement="Daneben")
    month = timezone.localdate(claim.publication.first_published_at).isoformat()[:7]
    page = client.get("/claims/?topic=spital", headers={"accept-language": "en"}).context
    [by_topic] = [f for f in page["filters"] if f.title == "Topic"]

    assert titles(client, topic="spital") == ["Im Thema"]
    assert [(c.label, c.count) for c in by_topic.choices if c.active] == [("Hospital", 1)]
    assert titles(client, date=month) == titles(client, date=month[:4]) == titles(client)
    assert titles(client, date="2001") == titles(client, date="2001-02") == []
    assert titles(client, date="2001-13") == titles(client)


def test_words_that_were_sought_are_marked(client: Client) -> None:
    published_claim(
        statement="Die Krankenkassenprämien steigen um 6 % <b>.",
        article=ArticleFactory(title="Prämien & Kassen"),
    )

    html = client.get("/claims/?q=pr%C3%A4mie").content.decode()

    assert "Die <mark>Krankenkassenprämien</mark> steigen um 6 % &lt;b&gt;." in html


def test_snippet_shows_where_the_words_stand(client: Client) -> None:
    published_claim(
        statement="Alles wird teurer.", article=ArticleFactory(title="Rat tagt in Thun")
    )

    html = client.get("/claims/?q=Thun").content.decode()

    assert '<p class="row__words" lang="de">Rat tagt in <mark>Thun</mark></p>' in html


@pytest.mark.parametrize(
    ("name", "typed"), [("Anna Keller", "Annna Kelller"), ("Özdemir", "Oezdemr")]
)
def test_name_with_a_typing_error_says_as_what_it_was_read(
    name: str, typed: str, client: Client
) -> None:
    published_claim(claimant=ClaimantFactory(name=name))

    page = client.get("/claims/", {"q": typed})

    assert page.context["question"].interpretation == name
    assert page.context["page"].count == 1


def test_unfinished_word_says_that_it_was_read_as_a_beginning(client: Client) -> None:
    published_claim(statement="Keine Bodentruppen.")

    response = client.get("/claims/", {"q": "bodentru"})

    assert response.context["question"].interpretation == "bodentru…"
    assert "Keine <mark>Bodentruppen</mark>." in response.text
    assert client.get("/claims/", {"q": "bodentruppe"}).context["question"].interpretation == ""
    assert len(client.get("/api/v1/claims/", {"q": "bodentru"}).json()["results"]) == 1


def test_new_alias_finds_what_is_published_already(client: Client) -> None:
    claim = published_claim(claimant=ClaimantFactory(name="Deutsche Bahn"))
    claim.claimant.names.create(name="DB Fernverkehr")
    reindex_names(claim.claimant)

    assert len(titles(client, q="fernverkehr")) == 1
    assert len(titles(client, q="Fernverker")) == 1


def test_names_of_drafts_are_not_guessed(client: Client) -> None:
    ClaimantFactory(name="Geheimer Informant")
    published_claim()

    assert client.get("/claims/?q=Informamt").context["question"].interpretation == ""
