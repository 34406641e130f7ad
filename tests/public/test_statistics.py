"""The figures: what is counted, how it is drawn, and that the table says the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from claims.models import Claim, Publication
from claims.public.statistics import ratings_over_time
from tests.factories import ArticleFactory, claim_in_review, published_claim
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db


def published_on(day: date, **fields: object) -> Claim:
    claim = published_claim(**fields)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    Publication.objects.filter(claim=claim).update(first_published_at=at)
    return claim


def test_ratings_are_counted_by_month_with_the_empty_ones_between(client: Client) -> None:
    for day, word in ((1, "false"), (20, "true"), (20, "false")):
        published_on(date(2026, 1, day), word=word)
    published_on(date(2026, 4, 2), word="unsupported")
    claim_in_review()

    page = client.get("/statistics/?lang=en")
    chart = page.context["checked"]

    assert chart.columns == ["01/2026", "02/2026", "03/2026", "04/2026"]
    assert [(s.label, s.counts) for s in chart.series] == [
        ("True", [1, 0, 0, 0]),
        ("False", [2, 0, 0, 0]),
        ("Unsupported", [0, 0, 0, 1]),
    ]
    assert '<th scope="row">01/2026</th><td>1</td><td>2</td><td>0</td>' in page.text
    assert "4 fact-checks, with the rating they have today." in page.text


def test_many_months_are_counted_by_year() -> None:
    published_on(date(2023, 12, 1))
    published_on(date(2026, 1, 1))

    chart = ratings_over_time(Publication.objects.all())

    assert chart.rows == [("2023", [1]), ("2024", [0]), ("2025", [0]), ("2026", [1])]


def test_columns_are_as_high_as_their_numbers() -> None:
    for word in ("true", "true", "false"):
        published_on(date(2026, 1, 1), word=word)

    bars = ratings_over_time(Publication.objects.all()).bars

    assert [bar.level for bar in bars] == ["rating-5", "rating-1"]
    assert bars[0].height == pytest.approx(2 * bars[1].height, abs=0.2)
    assert bars[1].y + bars[1].height == pytest.approx(bars[0].y, abs=0.2)


def test_ratings_off_the_scale_are_told_apart_in_the_chart(client: Client) -> None:
    for word in ("unsupported", "missing-context", "manipulated", "false"):
        published_on(date(2026, 1, 1), word=word)

    page = client.get("/statistics/?lang=en")

    levels = [bar.level for bar in page.context["checked"].bars]
    assert levels == ["rating-1", *(f"rating-off tone-{tone}" for tone in range(3))]
    assert all(f'class="chart__bar {level}"' in page.text for level in levels)


def test_delay_counts_days_from_the_article_where_both_are_known(client: Client) -> None:
    day = date(2026, 3, 10)
    for days in (0, 5, 200):
        article = ArticleFactory(published_on=day - timedelta(days=days))
        published_on(day, article=article)
    published_on(day, article=ArticleFactory(published_on=None))
    published_on(day, article=ArticleFactory(published_on=day + timedelta(days=3)))

    context = client.get("/statistics/").context

    assert context["delays"].totals == [1, 0, 1, 0, 0, 1]
    assert context["median"] == 5


def test_corrections_and_retractions_are_told(client: Client) -> None:
    corrected_claim()
    retracted_claim()

    context = client.get("/statistics/").context

    assert [(s.label, s.total) for s in context["corrected"].series] == [
        ("Korrektur", 1),
        ("Rücknahme", 1),
    ]
    assert (context["checked"].total, context["retracted"]) == (1, 1)


def test_page_that_is_committed_after_one_with_a_later_date_is_counted(client: Client) -> None:
    newest = published_claim().publication
    before = client.get("/statistics/")
    late = published_claim()
    Publication.objects.filter(claim=late).update(updated_at=newest.updated_at - timedelta(1))

    after = client.get("/statistics/", headers={"if-none-match": before["ETag"]})

    assert [page.context["checked"].total for page in (before, after)] == [1, 2]


def test_nothing_published_is_said(client: Client) -> None:
    page = client.get("/statistics/")

    assert page.status_code == 200
    assert "<svg" not in page.text
