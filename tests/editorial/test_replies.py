"""The right of reply: asked whom, until when, what came back; frozen, and public."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial import approval, replies, verdicts
from claims.editorial.workflow import Refused
from claims.models import Reply
from claims.publication.publish import publish
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 6)


def ask(claim, actor=None, **changes):
    answers = {"whom": "Anna Keller", "asked_on": DAY, "deadline": date(2026, 1, 8)}
    return replies.request_reply(
        claim, **{**answers, **changes}, actor=actor or factories.EditorFactory()
    )


def published_with(**fields):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    factories.ReplyFactory(claim=claim, **fields)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    publish(claim, actor=factories.ChiefEditorFactory())
    return claim


def test_request_says_whom_how_and_until_when():
    editor, claim = factories.EditorFactory(), factories.ClaimFactory()

    reply = ask(claim, actor=editor, channel="phone")

    assert (reply.whom, reply.channel, reply.asked_by) == ("Anna Keller", "phone", editor)
    assert claim.events.get().data == {"reply": reply.pk, "whom": "Anna Keller"}
    assert (claim.last_editor, claim.edit_number) == (editor, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"whom": " "},
        {"whom": "x" * 301},
        {"channel": "pigeon"},
        {"asked_on": timezone.localdate() + timedelta(days=2), "deadline": date(2999, 1, 1)},
        {"deadline": date(2026, 1, 5)},
    ],
    ids=str,
)
def test_request_that_makes_no_sense_is_refused(changes):
    claim = factories.ClaimFactory()

    with pytest.raises(Refused):
        ask(claim, **changes)

    assert (claim.replies.count(), claim.events.count()) == (0, 0)


def test_answer_is_written_down_and_may_be_completed():
    reply, editor = factories.ReplyFactory(), factories.EditorFactory()

    replies.record_answer(reply, answer="Nein.", answered_on=DAY, actor=editor)
    replies.record_answer(reply, answer="Nein, nie.", answered_on=DAY, actor=editor)

    assert (reply.answer, reply.answered_on) == ("Nein, nie.", DAY)
    assert [event.data.get("before") for event in reply.claim.events.order_by("pk")] == [
        None,
        "Nein.",
    ]


@pytest.mark.parametrize(
    "changes", [{"answer": " "}, {"answered_on": date(2026, 1, 5)}, {"answer": "x" * 20_001}]
)
def test_answer_that_makes_no_sense_is_refused(changes):
    reply = factories.ReplyFactory()
    values = {"answer": "Nein.", "answered_on": DAY, **changes}

    with pytest.raises(Refused):
        replies.record_answer(reply, **values, actor=factories.EditorFactory())

    assert Reply.objects.get().answer == ""


def test_withdrawn_request_stays_on_file_and_takes_no_answer():
    reply, editor = factories.ReplyFactory(), factories.EditorFactory()

    replies.withdraw_reply(reply, reason="Doppelt.", actor=editor)
    for verb in (
        lambda: replies.withdraw_reply(reply, reason="Doppelt.", actor=editor),
        lambda: replies.record_answer(reply, answer="Ja.", answered_on=DAY, actor=editor),
    ):
        with pytest.raises(Refused):
            verb()

    assert Reply.objects.standing().count() == 0
    assert Reply.objects.get().withdrawn_at is not None


def test_withdrawal_needs_a_reason():
    with pytest.raises(Refused):
        replies.withdraw_reply(
            factories.ReplyFactory(), reason=" ", actor=factories.EditorFactory()
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"whom": ""},
        {"deadline": date(2026, 1, 5)},
        {"answer": "Ja."},
        {"answered_on": DAY},
        {"answer": "Ja.", "answered_on": date(2026, 1, 5)},
    ],
    ids=str,
)
def test_database_refuses_what_cannot_be(columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ReplyFactory(**columns)


def with_an_answer(claim):
    reply = claim.replies.get()
    replies.record_answer(reply, answer="Ja.", answered_on=DAY, actor=factories.EditorFactory())


def with_the_request_withdrawn(claim):
    replies.withdraw_reply(claim.replies.get(), reason="Nein.", actor=factories.EditorFactory())


@pytest.mark.parametrize("change", [with_an_answer, with_the_request_withdrawn])
def test_change_after_approval_stops_publication(change):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    factories.ReplyFactory(claim=claim)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    change(claim)

    assert approval.stale_claims([claim]) == {claim.pk}
    with pytest.raises(Refused):
        publish(claim, actor=factories.ChiefEditorFactory())


def test_who_entered_an_answer_cannot_approve():
    chief, claim = factories.ChiefEditorFactory(), factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    ask(claim, actor=chief)
    factories.propose_and_submit(claim)

    assert len(verdicts.approval_problems(claim, actor=chief)) == 1


def test_version_from_before_the_ledger_is_not_stale():
    claim = factories.approved_claim()
    verdict = claim.verdicts.get()
    old = {k: v for k, v in verdict.frozen.items() if k not in {"replies", "searches"}}
    verdict.frozen = old

    assert not approval.differs(approval.approval_snapshot(claim), verdict)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "They did not answer by 7 January 2026."),
        ({"deadline": date(2999, 1, 1)}, "No answer had come when this was published."),
        (
            {"answer": "Wir <b>bleiben</b> dabei.", "answered_on": DAY},
            "The answer of 6 January 2026:",
        ),
    ],
    ids=["silent", "pending", "answered"],
)
def test_public_page_tells_what_came_back(fields, said, client):
    claim = published_with(whom="Anna Keller", **fields)

    text = client.get(claim.publication.document["path"], headers={"Accept-Language": "en"}).text

    assert "We asked Anna Keller by e-mail on 6 January 2026" in text
    assert said in text
    assert "<b>bleiben" not in text


def test_whether_the_deadline_has_passed_is_told_as_of_the_publication():
    with time_machine.travel("2026-01-07T12:00:00+00:00"):
        claim = published_with()

    assert [reply["unanswered"] for reply in claim.publication.document["replies"]] == [False]


def test_request_is_not_public_before_it_is_approved(client):
    claim = factories.published_claim()
    factories.ReplyFactory(claim=claim, whom="Petra Geheim")

    assert "Petra Geheim" not in client.get(claim.publication.document["path"]).text


def test_merged_claim_hands_its_requests_over():
    from claims.editorial.claims import merge

    reply, other = factories.ReplyFactory(), factories.ClaimFactory()
    search = factories.NullSearchFactory(claim=reply.claim)

    merge(reply.claim, into=other, actor=factories.EditorFactory())

    assert (other.replies.get(), other.null_searches.get()) == (reply, search)
