"""The page of re-checks: what waits, runs, fails; what was given up, and how it goes on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from claims.models import (
    Article,
    Comparison,
    Event,
    ExternalCheckQuery,
    Publication,
    RecheckPolicy,
    Source,
)
from claims.models.background_job import BackgroundJob
from claims.rechecks import monitoring
from tests import factories

PAGE = "/admin/claims/recheckpolicy/watch/"
QUERIES = 22 + len(monitoring.tables())  # one for each table that work is done on


def troubled():
    """One row in every list of the page."""
    now = timezone.now()
    hour = timedelta(hours=2)
    late, failing, running, parked = (factories.published_claim() for _row in range(4))

    def set_policy(claim, **values):
        RecheckPolicy.objects.filter(claim=claim).update(**values)

    set_policy(late, due_at=now - hour)
    set_policy(failing, last_error="OSError: no room", attempts=2)
    set_policy(running, lease_until=now + hour)
    factories.RecheckRunFactory(claim=running)
    set_policy(parked, parked_at=now, last_error="ValueError: poison")
    claim = factories.ClaimFactory()
    Comparison.objects.create(claim=claim, parked_at=now, last_error="KeyError: compared")
    ExternalCheckQuery.objects.create(
        claim=late, query="q", language="de", parked_at=now, last_error="400: not understood"
    )
    Article.objects.filter(pk=claim.article_id).update(parked_at=now, last_error="MemoryError")
    factories.SourceFactory(failures=9, checked_at=now, parked_at=now, last_error="no answer")
    noisy = factories.EvidenceFactory(claim=late)
    for _number in range(3):
        factories.FindingFactory(evidence=noisy, state="dismissed", reason="Werbung")
    return late


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_the_same_queries_however_much_is_wrong(
    rows, sign_in, editor, django_assert_num_queries
):
    for _row in range(rows):
        troubled()
    client = sign_in(editor)

    with django_assert_num_queries(QUERIES):
        response = client.get(PAGE)

    assert response.status_code == 200
    for words in ("no room", "poison", "compared", "not understood", "MemoryError", "no answer"):
        assert response.text.count(words) >= rows
    assert [number.counted for _label, number, _address in response.context["figures"]] == [
        4 * rows,
        *[rows] * 4,
        0,
    ]


def test_numbers_end_where_counting_would_take_long(sign_in, editor, monkeypatch):
    monkeypatch.setattr(monitoring, "MAX_COUNT", 2)
    monkeypatch.setattr(monitoring, "PAGE_SIZE", 1)
    for _row in range(2):
        troubled()

    response = sign_in(editor).get(PAGE)

    numbers = [str(number) for _label, number, _address in response.context["figures"]]
    assert numbers == ["2+", "2", "2", "2", "2", "0"]
    assert "<strong>2+</strong>" in response.text
    assert str(monitoring.Figure(10_000, is_more=True)) == "10.000+"


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (RecheckPolicy.objects.running, "recheckpolicy_leased"),
        (RecheckPolicy.objects.paused, "recheckpolicy_paused"),
        (
            lambda: RecheckPolicy.objects.failing().order_by("-attempts", "due_at"),
            "recheckpolicy_failing",
        ),
        (RecheckPolicy.objects.parked, "recheckpolicy_parked"),
        (RecheckPolicy.objects.late, "recheckpolicy_due"),
        (lambda: Source.objects.failing().order_by("-failures", "pk"), "source_failing"),
        (lambda: Source.objects.unreachable().order_by("-failures", "pk"), "source_failing"),
    ],
)
def test_the_few_among_a_million_are_found_by_an_index(rows, index):
    with connection.cursor() as cursor:
        # The table is empty: whatever would do without an index is made dear.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    assert index in rows().explain()


def test_each_figure_leads_to_a_list_of_as_many(sign_in, editor):
    for _row in range(2):
        troubled()
    gone = factories.published_claim()
    Publication.objects.filter(claim=gone).update(retracted_at=timezone.now())
    RecheckPolicy.objects.filter(claim=gone).update(due_at=timezone.now())
    client = sign_in(editor)

    for label, number, address in client.get(PAGE).context["figures"]:
        assert client.get(address).context["cl"].result_count == number.counted, label


def test_sources_say_how_much_rests_on_them(sign_in, editor):
    claim = troubled()
    noisy = claim.evidence.order_by("-pk").first().source
    factories.EvidenceFactory(source=noisy, claim=factories.published_claim())
    factories.EvidenceFactory(source=noisy)  # of no public claim

    (found,) = monitoring.sources("noisy").rows

    assert (found, found.dismissed, found.claim_count) == (noisy, 3, 2)


def test_every_table_of_work_is_looked_through():
    assert set(monitoring.tables().values()) == set(BackgroundJob.__subclasses__())
    assert {"recheckpolicy", "comparison", "externalcheckquery", "article", "source"} <= set(
        monitoring.tables()
    )


@pytest.mark.parametrize("table", ["recheckpolicy", "comparison", "externalcheckquery", "source"])
def test_what_was_given_up_is_tried_again_and_the_log_tells_of_it(table, sign_in, editor):
    troubled()
    row = next(row for row in monitoring.parked_jobs() if row.table == table)
    client = sign_in(editor)
    address = reverse("admin:claims_recheck_retry", args=[table, row.pk])

    response = client.post(address, follow=True)

    assert "in einer halben Minute" in response.text
    again = monitoring.tables()[table]._default_manager.get(pk=row.pk)
    assert (again.parked_at, again.attempts, again.last_error) == (None, 0, "")
    assert again.due_at <= timezone.now()
    event = Event.objects.first()
    assert (event.verb, event.actor, event.data["message"]) == ("retry", editor, row.message)
    assert "bereits" in client.post(address, follow=True).text
    assert Event.objects.filter(verb="retry").count() == 1


def test_auditors_read_and_retry_nothing(sign_in, people):
    troubled()
    client = sign_in(people["auditor"])
    row = monitoring.parked_jobs()[0]

    assert "Noch einmal versuchen" not in client.get(PAGE).text
    assert (
        client.post(reverse("admin:claims_recheck_retry", args=[row.table, row.pk])).status_code
        == 403
    )
    assert client.post(reverse("admin:claims_recheck_retry", args=["user", 1])).status_code == 404
    assert sign_in(people["administrator"]).get(PAGE).status_code == 403


def test_page_says_when_other_desks_are_not_asked(sign_in, editor, settings):
    settings.GOOGLE_FACTCHECK_KEY = ""
    assert "GOOGLE_FACTCHECK_KEY" in sign_in(editor).get(PAGE).text

    settings.GOOGLE_FACTCHECK_KEY = "k"
    assert "GOOGLE_FACTCHECK_KEY" not in sign_in(editor).get(PAGE).text


def test_affected_by_counts_claims_articles_and_verdicts(db):
    source = factories.SourceFactory()
    first = factories.published_claim()
    second = factories.ClaimFactory(article=first.article, revision=first.revision)
    for claim in (first, second, factories.ClaimFactory()):
        factories.EvidenceFactory(claim=claim, source=source)
    factories.EvidenceFactory(source=source, withdrawn_at=timezone.now())

    found = monitoring.affected_by(Source.objects.get(pk=source.pk))

    assert (found.claim_count, found.article_count, len(found.claims)) == (3, 2, 3)
    assert [verdict.claim for verdict in found.verdicts] == [first]
