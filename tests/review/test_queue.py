"""What waits for whom."""

import pytest
import time_machine
from django.utils import timezone

from claims.editorial import assessments, comments, verdicts
from claims.editorial import claims as editing
from claims.models import Claim
from claims.permissions import can_approve
from claims.publication import publish
from claims.review.queue import queue
from tests import factories


def listed(user) -> dict[str, list[int]]:
    return {part.name: [claim.pk for claim in part.claims] for part in queue(user) if part.claims}


def test_claim_waits_for_whoever_is_uninvolved(reviewer):
    mine = factories.claim_in_review()
    proposed_by_me = factories.claim_in_review(proposer=reviewer)
    edited_by_me = factories.claim_in_review()
    Claim.objects.filter(pk=edited_by_me.pk).update(last_editor=reviewer)

    assert listed(reviewer) == {"mine": [mine.pk], "others": [proposed_by_me.pk, edited_by_me.pk]}


@pytest.mark.parametrize(
    "person", [factories.ReviewerFactory, factories.ChiefEditorFactory, factories.EditorFactory]
)
def test_queue_agrees_with_the_permission(db, person):
    user = person()
    claims = [
        factories.claim_in_review(),
        factories.claim_in_review(proposer=user),
        factories.claim_in_review(last_editor=user),
        factories.claim_in_review(last_editor=factories.EditorFactory()),
    ]

    waiting = listed(user).get("mine", [])

    assert waiting == [claim.pk for claim in claims if can_approve.test(user, claim)]


def test_editors_sign_nothing_off(db):
    claim = factories.claim_in_review()

    assert listed(factories.EditorFactory()) == {"others": [claim.pk]}


def test_approval_is_ready_until_something_changes(reviewer):
    ready = factories.approved_claim()
    with_new_evidence = factories.approved_claim()
    factories.EvidenceFactory(claim=with_new_evidence)
    without_evidence = factories.approved_claim()
    without_evidence.evidence.update(withdrawn_at=timezone.now())
    edited = factories.approved_claim()
    editing.edit(edited, actor=factories.EditorFactory(), statement="Anders.")

    assert listed(reviewer) == {
        "ready": [ready.pk],
        "stale": [with_new_evidence.pk, without_evidence.pk, edited.pk],
    }


def test_what_was_sent_back_is_listed_until_it_comes_again(reviewer):
    claim = factories.claim_in_review()
    verdicts.request_changes(claim, reason="Zweite Quelle fehlt.", actor=reviewer)
    before = listed(reviewer)

    factories.propose_and_submit(claim)

    assert before == {"sent_back": [claim.pk]}
    assert listed(reviewer) == {"mine": [claim.pk]}


@pytest.mark.parametrize("state", ["suggested", "open", "in_research", "on_hold"])
def test_what_is_not_for_review_is_not_listed(reviewer, state):
    factories.ClaimFactory(state=state)

    assert listed(reviewer) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_takes_a_fixed_number_of_queries(signed_in, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.CommentFactory(claim=factories.claim_in_review(), is_blocking=True)
        factories.approved_claim()
        factories.CorrectionFactory(claim=factories.published_claim())

    # session, user, groups; claims, versions, evidence and verdicts for staleness, corrections; the bell
    with django_assert_num_queries(11):
        response = signed_in.get("/review/")

    assert response.status_code == 200


def test_row_tells_who_proposed_and_what_blocks(signed_in):
    anna = factories.EditorFactory(first_name="Anna", last_name="Berger")
    claim = factories.claim_in_review(proposer=anna)
    factories.CommentFactory(claim=claim, is_blocking=True)
    factories.CommentFactory(claim=claim)

    page = signed_in.get("/review/", headers={"accept-language": "en"}).content.decode()

    assert "proposed by Anna Berger" in page
    assert "1 comment blocks" in page
    assert "2 open comments" in page


def test_correction_is_approved_by_a_second_person(signed_in, reviewer):
    correction = factories.CorrectionFactory(claim=factories.published_claim())

    response = signed_in.post(f"/review/corrections/{correction.pk}/approve/")

    correction.refresh_from_db()
    assert response.status_code == 302
    assert (correction.state, correction.approved_by) == ("approved", reviewer)


def test_claim_page_offers_what_the_queue_offers(signed_in):
    correction = factories.CorrectionFactory(claim=factories.published_claim())

    page = signed_in.get(f"/review/claims/{correction.claim_id}/").content.decode()

    assert f"/review/corrections/{correction.pk}/approve/" in page


def test_correction_decided_on_beside_its_claim_leads_back_there(signed_in):
    correction = factories.CorrectionFactory(claim=factories.published_claim())
    claim = f"/review/claims/{correction.claim_id}/"

    answer = signed_in.post(f"/review/corrections/{correction.pk}/approve/", {"on_claim": ""})

    assert answer["Location"] == claim
    assert signed_in.get(claim).text.count('name="on_claim"') == 1


def test_own_correction_cannot_be_approved(signed_in, reviewer):
    correction = factories.CorrectionFactory(
        claim=factories.published_claim(), prepared_by=reviewer
    )

    page = signed_in.get("/review/").content.decode()
    response = signed_in.post(f"/review/corrections/{correction.pk}/approve/")

    correction.refresh_from_db()
    assert f"/review/corrections/{correction.pk}/approve/" not in page
    assert response.status_code == 409
    assert correction.state == "prepared"


def test_correction_can_be_dropped(signed_in):
    correction = factories.CorrectionFactory(claim=factories.published_claim(), approved=True)

    signed_in.post(f"/review/corrections/{correction.pk}/reject/")

    correction.refresh_from_db()
    assert (correction.state, correction.approved_by) == ("rejected", None)


def test_correction_shows_what_is_public_now(signed_in):
    claim = factories.published_claim()
    publish.prepare_correction(
        claim, kind="update", text="Neue Zahlen.", actor=factories.EditorFactory()
    )

    page = signed_in.get("/review/").content.decode()

    assert "Neue Zahlen." in page
    assert factories.VerdictFactory.summary in page


def test_mine_lists_everything_one_wrote(signed_in, reviewer):
    claim = factories.claim_in_review()
    factories.CommentFactory(claim=claim, author=reviewer, body="Bitte klären.")
    factories.CommentFactory(claim=claim, body="Nicht von mir.")
    verdicts.request_changes(claim, reason="Zweite Quelle fehlt.", actor=reviewer)
    factories.VerdictFactory(proposer=reviewer, summary="Mein Ergebnis.")
    factories.CorrectionFactory(prepared_by=reviewer, text="Meine Korrektur.")

    page = signed_in.get("/review/mine/").content.decode()

    written = ["Bitte klären.", "Zweite Quelle fehlt.", "Mein Ergebnis.", "Meine Korrektur."]
    assert [text for text in written if text not in page] == []
    assert "Nicht von mir." not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_mine_takes_a_fixed_number_of_queries(signed_in, reviewer, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.CommentFactory(author=reviewer)
        factories.VerdictFactory(proposer=reviewer)
        factories.CorrectionFactory(prepared_by=reviewer)
        factories.EventFactory(actor=reviewer, verb="request_changes")
        factories.EvidenceFactory(added_by=reviewer)
        factories.NullSearchFactory(searched_by=reviewer)
        factories.ReplyFactory(asked_by=reviewer)
        factories.AssessmentFactory(person=reviewer)

    # session, user, groups; how many, which; each kind, versions of comments; the bell
    with django_assert_num_queries(15):
        response = signed_in.get("/review/mine/")

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["", "gestern", "0", "-1", "9" * 30, "\0"])
def test_mine_takes_any_page(signed_in, page):
    assert signed_in.get("/review/mine/", {"page": page, "q": page}).status_code == 200


def test_mine_goes_back_in_pages_and_loses_nothing(signed_in, reviewer, monkeypatch):
    monkeypatch.setattr("claims.review.activity.PAGE_SIZE", 2)
    with time_machine.travel("2026-01-06T12:00:00Z", tick=False):  # all at the same moment
        for number in range(3):
            factories.CommentFactory(author=reviewer, body=f"Bemerkung {number}")

    pages = [signed_in.get("/review/mine/", {"page": number}).context["page"] for number in (1, 2)]

    texts = [[entry.text for entry in page] for page in pages]
    assert texts == [["Bemerkung 2", "Bemerkung 1"], ["Bemerkung 0"]]


def test_mine_is_searched_by_words(signed_in, reviewer):
    remark = factories.CommentFactory(author=reviewer, body="Die ZÜRCHER Zahl fehlt.")
    factories.CommentVersionFactory(comment=remark, body="Die Zürcher Zahlen fehlen.")
    factories.CommentFactory(author=reviewer, body="Die Berner Zahl fehlt.")
    claim = factories.claim_in_review()
    verdicts.request_changes(claim, reason="Übrigens: die Zürcher Zahl!", actor=reviewer)

    page = signed_in.get("/review/mine/", {"q": "zahl zürcher"}).context["page"]

    texts = {entry.text for entry in page}
    assert texts == {"Die Zürcher Zahlen fehlen.", "Übrigens: die Zürcher Zahl!"}


def test_blind_assessment_is_not_given_away_by_the_list(signed_in, db):
    claim = factories.claim_in_review()
    writer = claim.verdicts.get().proposer
    before = signed_in.get(f"/review/people/{writer.pk}/").context["page"].paginator.count
    assessments.request_assessments(claim, actor=factories.EditorFactory())

    after = signed_in.get(f"/review/people/{writer.pk}/").context["page"].paginator.count

    assert before - after == 1


# --- Named, returned, filtered ----------------------------------------------------------------


def test_claim_with_an_open_comment_that_names_me_is_listed(reviewer):
    claim, waiting = factories.ClaimFactory(), factories.claim_in_review()
    editor = factories.EditorFactory()
    remark = comments.comment(claim, body="Hm", actor=editor)
    comments.comment(claim, body="@ruth?", parent=remark, actor=editor)
    comments.comment(waiting, body="@ruth!", actor=editor)
    comments.comment(factories.ClaimFactory(), body="ruth", actor=editor)

    before = listed(reviewer)
    comments.resolve(remark, resolution="Gut.", actor=editor)

    assert (sorted(before["mentioned"]), before["mine"]) == (
        sorted([claim.pk, waiting.pk]),
        [waiting.pk],
    )
    assert listed(reviewer)["mentioned"] == [waiting.pk]


def test_what_was_sent_back_to_me_is_apart_from_the_rest(reviewer):
    proposed, assigned, other = (
        factories.claim_in_review(proposer=reviewer),
        factories.claim_in_review(),
        factories.claim_in_review(),
    )
    editing.assign(assigned, to=reviewer, actor=factories.EditorFactory())
    for claim in (proposed, assigned, other):
        verdicts.request_changes(claim, reason="Nein.", actor=factories.ChiefEditorFactory())

    sections = listed(reviewer)

    assert sections == {"returned": [proposed.pk, assigned.pk], "sent_back": [other.pk]}


def test_one_list_is_shown_alone_with_all_counts(signed_in):
    claim = factories.claim_in_review()
    approved = factories.approved_claim()

    page = signed_in.get("/review/", {"show": "mine"}, headers={"accept-language": "en"})
    unknown = signed_in.get("/review/", {"show": "x"})

    text = page.content.decode()
    assert (f"/review/claims/{claim.pk}/" in text, f"/review/claims/{approved.pk}/" in text) == (
        True,
        False,
    )
    assert "<strong>1</strong> Approved, ready to publish" in text
    assert 'href="?show=mine" aria-current="page"' in text
    assert f"/review/claims/{approved.pk}/" in unknown.content.decode()
