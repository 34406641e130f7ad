import pytest

from tests import factories
from tests.public.published import retracted_claim

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["/api/v1/articles/", "/api/v1/claimants/"])
def test_list_takes_one_query(client, rows, address, django_assert_num_queries):
    for _number in range(rows):
        factories.published_claim()

    with django_assert_num_queries(1):
        response = client.get(address)

    assert len(response.json()["results"]) == rows


def test_article_leads_to_its_claims(client):
    claim = factories.published_claim()

    article = client.get(f"/api/v1/articles/{claim.article.slug}/").json()

    claims = client.get(article["claims_url"].removeprefix("http://localhost:8000")).json()
    assert article["title"] == claim.article.title
    assert [row["id"] for row in claims["results"]] == [claim.pk]


def test_claimant_leads_to_their_claims(client):
    claim = factories.published_claim()

    claimant = client.get(f"/api/v1/claimants/{claim.claimant.slug}/").json()

    claims = client.get(claimant["claims_url"].removeprefix("http://localhost:8000")).json()
    assert claimant["name"] == claim.claimant.name
    assert [row["id"] for row in claims["results"]] == [claim.pk]


def test_article_with_two_claims_is_listed_once(client):
    claim = factories.published_claim()
    factories.published_claim(article=claim.article)

    assert len(client.get("/api/v1/articles/").json()["results"]) == 1


def test_nothing_is_told_of_whom_only_a_retracted_check_names(client):
    claim = retracted_claim()
    articles = f"articles/{claim.article.slug}/"
    claimants = f"claimants/{claim.claimant.slug}/"

    for address in (articles, claimants, f"api/v1/{articles}", f"api/v1/{claimants}"):
        assert client.get(f"/{address}").status_code == 404, address
    for address in ("/api/v1/articles/", "/api/v1/claimants/"):
        assert client.get(address).json()["results"] == [], address


@pytest.mark.parametrize("what", ["articles", "claimants"])
def test_pages_give_every_row_once(client, what):
    for _number in range(5):
        factories.published_claim()

    seen, address = [], f"/api/v1/{what}/?limit=2"
    while address:
        page = client.get(address.removeprefix("http://localhost:8000")).json()
        seen += [row["slug"] for row in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 5


def test_filters_narrow_down(client):
    one = factories.published_claim()
    factories.published_claim(
        claimant=factories.ClaimantFactory(kind="organisation"),
        article=factories.ArticleFactory(language="en"),
    )

    articles = client.get("/api/v1/articles/?language=de").json()["results"]
    by_publisher = client.get(f"/api/v1/articles/?publisher={one.article.publisher.slug}").json()
    claimants = client.get("/api/v1/claimants/?kind=person").json()["results"]

    assert [row["slug"] for row in articles] == [one.article.slug]
    assert [row["slug"] for row in by_publisher["results"]] == [one.article.slug]
    assert [row["slug"] for row in claimants] == [one.claimant.slug]
