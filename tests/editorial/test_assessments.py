"""Blind second assessments: nobody sees the other's, and what differs is decided by others."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.editorial import assessments, verdicts
from claims.editorial.workflow import Refused
from claims.models import Assessment, AssessmentRound, Verdict
from claims.publication.publish import preview, publish
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "Nur für die erste Person."


def assess(asked, word="true", actor=None, rationale="Weil."):
    return assessments.assess(
        asked,
        rating=factories.rating(word),
        rationale=rationale,
        actor=actor or factories.EditorFactory(),
    )


def asked_about(claim):
    return assessments.request_assessments(claim, actor=factories.ReviewerFactory())


def contested(claim=None):
    asked = asked_about(claim or factories.claim_in_review())
    assess(asked, "false")
    return asked


def vote(asked, word, actor=None):
    return assessments.vote(
        asked, rating=factories.rating(word), actor=actor or factories.EditorFactory()
    )


def test_version_on_the_table_is_the_first_assessment():
    claim = factories.claim_in_review()

    asked = asked_about(claim)

    verdict, first = claim.verdicts.get(), asked.assessments.get()
    assert (first.person, first.rating, first.rationale) == (
        verdict.proposer,
        verdict.rating,
        verdict.rationale,
    )


@pytest.mark.parametrize(
    ("word", "state", "version"),
    [("true", "agreed", "proposed"), ("false", "contested", "contested")],
)
def test_second_assessment_shows_whether_they_agree(word, state, version):
    claim = factories.claim_in_review()
    asked = asked_about(claim)

    assess(asked, word)

    assert (asked.state, claim.verdicts.get().state) == (state, version)


def test_nobody_assesses_twice():
    asked, editor = asked_about(factories.ClaimFactory()), factories.EditorFactory()
    assess(asked, actor=editor)

    with pytest.raises(Refused):
        assess(asked, actor=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AssessmentFactory(round=asked, person=editor)


def test_there_is_no_third_assessment():
    asked = contested()

    with pytest.raises(Refused):
        assess(asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AssessmentFactory(round=asked, number=3)


def test_one_round_at_a_time():
    asked = asked_about(factories.ClaimFactory())

    with pytest.raises(Refused):
        asked_about(asked.claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AssessmentRoundFactory(claim=asked.claim)


def test_assessment_without_reasons_is_refused():
    asked = asked_about(factories.ClaimFactory())

    with pytest.raises(Refused):
        assess(asked, rationale=" ")

    assert Assessment.objects.count() == 0


# --- Blind ------------------------------------------------------------------------------------


def secret_round():
    claim = factories.ClaimFactory(state="in_research")
    factories.EvidenceFactory(claim=claim)
    first = factories.EditorFactory()
    verdicts.propose(
        claim,
        rating=factories.rating("true"),
        summary=SECRET,
        rationale=SECRET,
        both_sides="Gesucht.",
        known_as_of=factories.VerdictFactory.known_as_of,
        actor=first,
    )
    verdicts.submit(claim, actor=first)
    return asked_about(claim), first


def test_second_person_sees_neither_assessment_nor_version():
    asked, first = secret_round()
    second = factories.ReviewerFactory()
    versions = Verdict.objects.filter(claim=asked.claim)

    assert list(Assessment.objects.visible_to(second)) == []
    assert list(assessments.visible_versions(versions, to=second)) == []
    assert preview(asked.claim, to=second) is None
    assert assessments.hidden_aspects(asked.claim, to=second) == {"content"}
    assert list(Assessment.objects.visible_to(first)) == [asked.assessments.get()]
    assert list(assessments.visible_versions(versions, to=first)) == [versions.get()]


def test_both_are_seen_when_both_are_in():
    asked, _first = secret_round()
    assess(asked, "false")
    third = factories.ReviewerFactory()
    versions = Verdict.objects.filter(claim=asked.claim)

    assert Assessment.objects.visible_to(third).count() == 2
    assert assessments.visible_versions(versions, to=third).count() == 1
    assert assessments.hidden_aspects(asked.claim, to=third) == set()


@pytest.mark.parametrize("person", [factories.EditorFactory, factories.ReviewerFactory])
def test_pages_keep_the_secret_until_both_are_in(person, client):
    asked, first = secret_round()
    verdict = asked.claim.verdicts.get()
    pages = [
        reverse("admin:claims_claim_change", args=[asked.claim_id]),
        reverse("review:claim", args=[asked.claim_id]),
        reverse("review:start"),
        reverse("admin:claims_verdict_changelist"),
        reverse("admin:claims_verdict_change", args=[verdict.pk]),
    ]

    def seen_by(user):
        client.force_login(user)
        return [SECRET in client.get(page, follow=True).text for page in pages]

    before = seen_by(person())
    assess(asked, "false")

    assert before == [False] * 5
    assert seen_by(first)[:2] == seen_by(person())[:2] == [True, True]


def test_log_does_not_tell_the_rating():
    asked, _first = secret_round()

    assert "true" not in {str(v) for e in asked.claim.events.all() for v in e.data.values()}


def test_who_is_blind_cannot_propose():
    asked, _first = secret_round()

    with pytest.raises(Refused):
        verdicts.propose(
            asked.claim,
            rating=factories.rating("false"),
            summary="x",
            rationale="x",
            known_as_of=factories.VerdictFactory.known_as_of,
            actor=factories.EditorFactory(),
        )


# --- Contested, and decided -------------------------------------------------------------------


@pytest.mark.parametrize("make", [asked_about, contested], ids=["missing", "contested"])
def test_neither_approval_nor_publication_before_it_is_settled(make):
    in_review, approved = factories.claim_in_review(), factories.approved_claim()
    make(in_review)
    make(approved)

    with pytest.raises(Refused):
        verdicts.approve(in_review, actor=factories.ReviewerFactory())
    with pytest.raises(Refused):
        publish(approved, actor=factories.ChiefEditorFactory())


def test_two_of_three_votes_carry():
    asked = contested()

    vote(asked, "false")
    vote(asked, "true")
    undecided = asked.state
    vote(asked, "true")

    assert (undecided, asked.state, asked.rating.slug) == ("contested", "decided", "true")
    assert asked.claim.verdicts.get().state == "proposed"
    assert verdicts.approval_problems(asked.claim, actor=factories.ReviewerFactory()) == []


def test_version_that_was_outvoted_goes_back():
    asked = contested()

    vote(asked, "false")
    vote(asked, "false")

    assert asked.claim.verdicts.get().state == "changes_requested"


def test_version_that_was_approved_and_outvoted_is_not_published():
    asked = contested(factories.approved_claim())
    vote(asked, "false")
    vote(asked, "false")

    with pytest.raises(Refused):
        publish(asked.claim, actor=factories.ChiefEditorFactory())


def test_vote_for_a_third_rating_or_twice_or_by_an_assessor_is_refused():
    asked, editor = contested(), factories.EditorFactory()
    vote(asked, "true", actor=editor)

    for word, voter in [
        ("partly-false", None),
        ("true", editor),
        ("true", asked.assessments.first().person),
    ]:
        with pytest.raises(Refused):
            vote(asked, word, actor=voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.VoteFactory(round=asked, voter=editor)

    assert asked.votes.count() == 1


def test_chief_editor_decides_with_a_reason():
    asked, chief = contested(), factories.ChiefEditorFactory()
    true = factories.rating("true")

    with pytest.raises(Refused):
        assessments.decide(asked, rating=true, reason=" ", actor=chief)
    with pytest.raises(PermissionDenied):
        assessments.decide(asked, rating=true, reason="So.", actor=factories.ReviewerFactory())
    assessments.decide(asked, rating=true, reason="Die Zahl steht fest.", actor=chief)

    assert (asked.state, asked.decided_by, asked.reason) == (
        "decided",
        chief,
        "Die Zahl steht fest.",
    )


def test_chief_editor_does_not_decide_about_an_own_assessment():
    asked, chief = asked_about(factories.claim_in_review()), factories.ChiefEditorFactory()
    assess(asked, "false", actor=chief)

    with pytest.raises(Refused):
        assessments.decide(asked, rating=factories.rating("false"), reason="Ich.", actor=chief)


def test_new_version_of_a_contested_verdict_is_contested():
    asked = contested()
    claim = asked.claim

    verdict = verdicts.propose(
        claim,
        rating=factories.rating("false"),
        summary="x",
        rationale="x",
        both_sides="x",
        known_as_of=factories.VerdictFactory.known_as_of,
        actor=factories.EditorFactory(),
    )

    assert verdict.state == "contested"


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "agreed"},
        {"state": "decided"},
        {"reason": "Weil."},
        {"state": "odd"},
    ],
    ids=str,
)
def test_database_refuses_a_round_that_cannot_be(columns):
    asked = asked_about(factories.ClaimFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentRound.objects.filter(pk=asked.pk).update(**columns)


def test_desk_asks_assesses_votes_and_decides_by_plain_forms(client):
    claim = factories.claim_in_review()

    def step(person, name, **answers):
        client.force_login(person)
        address = reverse("admin:claims_claim_do", args=[claim.pk, name])
        page = client.get(reverse("admin:claims_claim_change", args=[claim.pk])).text
        assert f'action="{address}"' in page
        return client.post(address, answers).status_code

    true, false = factories.rating("true").pk, factories.rating("false").pk
    asked = step(factories.ReviewerFactory(), "ask_assessment", aspect="content")
    round_ = claim.assessment_rounds.get()
    given = step(
        factories.EditorFactory(), "assess", asked=round_.pk, rating=false, rationale="Nein."
    )
    voted = step(factories.EditorFactory(), "vote", asked=round_.pk, rating=true)
    decided = step(
        factories.ChiefEditorFactory(), "decide", asked=round_.pk, rating=true, reason="Klar."
    )

    round_.refresh_from_db()
    assert [asked, given, voted, decided] == [302] * 4
    assert (round_.state, round_.rating_id) == ("decided", true)
