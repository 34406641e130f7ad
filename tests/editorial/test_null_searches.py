"""Searches that found nothing count as the look at the other side, and are public."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial import null_searches, verdicts
from claims.editorial.workflow import Refused
from claims.models import NullSearch
from claims.publication.publish import publish
from tests import factories
from tests.editorial.test_verdicts import propose

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 6)
SEARCH = {"place": "Swissdox", "query": "Einbrüche", "side": "refutes", "searched_on": DAY}


def researched():
    claim = factories.ClaimFactory(state="in_research")
    factories.EvidenceFactory(claim=claim)
    return claim


def test_search_is_recorded_with_who_and_where():
    claim, editor = factories.ClaimFactory(), factories.EditorFactory()

    search = null_searches.record_search(claim, **SEARCH, actor=editor)

    assert (search.place, search.query, search.side) == ("Swissdox", "Einbrüche", "refutes")
    assert search.searched_by == claim.last_editor == editor
    assert claim.events.get().data == {"search": search.pk, "side": "refutes"}


@pytest.mark.parametrize(
    "changes",
    [
        {"place": " "},
        {"query": ""},
        {"place": "x" * 301},
        {"side": "context"},
        {"searched_on": timezone.localdate() + timedelta(days=2)},
    ],
    ids=str,
)
def test_search_that_says_too_little_is_refused(changes):
    with pytest.raises(Refused):
        null_searches.record_search(
            factories.ClaimFactory(), **{**SEARCH, **changes}, actor=factories.EditorFactory()
        )

    assert NullSearch.objects.count() == 0


@pytest.mark.parametrize("columns", [{"place": ""}, {"query": ""}, {"side": "context"}], ids=str)
def test_database_refuses_what_cannot_be(columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.NullSearchFactory(**columns)


@pytest.mark.parametrize(("side", "problems"), [("refutes", 0), ("supports", 1)])
def test_search_for_the_missing_side_answers_for_it(side, problems):
    claim = researched()
    factories.NullSearchFactory(claim=claim, side=side)

    propose(claim, both_sides="")

    assert len(verdicts.submission_problems(claim)) == problems


def test_withdrawn_search_answers_for_nothing():
    claim = researched()
    search = factories.NullSearchFactory(claim=claim)
    null_searches.withdraw_search(search, reason="Falsches Jahr.", actor=factories.EditorFactory())
    propose(claim, both_sides="")

    assert verdicts.sides_without_search(claim) == {"refutes"}
    assert len(verdicts.submission_problems(claim)) == 1
    with pytest.raises(Refused):
        null_searches.withdraw_search(search, reason="Nochmals.", actor=factories.EditorFactory())


def test_note_of_a_conversation_needs_no_copy():
    claim = researched()
    note = factories.SourceFactory(url="", note="Gespräch mit der Polizei")
    factories.EvidenceFactory(claim=claim, source=note, snapshot=None, stance="refutes")
    propose(claim)

    assert verdicts.submission_problems(claim) == []


def test_withdrawal_after_approval_stops_publication():
    claim = researched()
    search = factories.NullSearchFactory(claim=claim)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    null_searches.withdraw_search(search, reason="Falsch.", actor=factories.EditorFactory())

    with pytest.raises(Refused):
        publish(claim, actor=factories.ChiefEditorFactory())


def test_search_is_public_under_evidence_once_published(client):
    claim = researched()
    factories.NullSearchFactory(claim=claim, place="Swissdox <i>", query="Einbrüche Zürich")
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    publish(claim, actor=factories.ChiefEditorFactory())
    factories.NullSearchFactory(claim=claim, place="Noch geheim")

    text = client.get(claim.publication.document["path"], headers={"Accept-Language": "en"}).text

    assert "Searched, and nothing found" in text
    assert "Swissdox &lt;i&gt;, «Einbrüche Zürich»" in text
    assert "Noch geheim" not in text
