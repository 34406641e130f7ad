"""Proposing, approving, and what an approval is bound to."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial import approval, verdicts
from claims.editorial import claims as editing
from claims.editorial.workflow import Refused
from claims.models import Claim, Evidence, Source, Verdict
from claims.models.verdict import Aspect
from claims.publication.publish import publish
from tests import factories

pytestmark = pytest.mark.django_db

PROPOSAL = {
    "summary": "Die Zahl stimmt.",
    "rationale": "Steht in der Statistik.",
    "both_sides": "Beim Bund nichts gefunden.",
    "known_as_of": date(2026, 1, 7),
}


def propose(claim, word="true", aspect=Aspect.CONTENT, actor=None, **changes):
    return verdicts.propose(
        claim,
        aspect=aspect,
        rating=factories.rating(word, aspect=aspect),
        actor=actor or factories.EditorFactory(),
        **{**PROPOSAL, **changes},
    )


def researched(**fields):
    claim = factories.ClaimFactory(state="in_research", **fields)
    factories.EvidenceFactory(claim=claim)
    return claim


# --- Proposing --------------------------------------------------------------------------------


def test_proposal_freezes_claim_and_evidence():
    claim = researched()

    verdict = propose(claim)

    assert (verdict.number, verdict.state, verdict.statement) == (1, "proposed", claim.statement)
    assert verdict.frozen["claimant"]["name"] == claim.claimant.name
    assert [piece["excerpt"] for piece in verdict.frozen["evidence"]] == [factories.EXCERPT]
    assert verdict.content_hash == approval.content_hash(verdict)


def test_new_proposal_supersedes_the_undecided_one():
    claim = researched()
    first = propose(claim)

    second = propose(claim, word="false")

    first.refresh_from_db()
    assert (first.state, second.number, second.previous) == ("superseded", 2, first)


def test_two_questions_have_versions_of_their_own():
    claim = researched()

    content = propose(claim)
    attribution = propose(claim, word="confirmed", aspect=Aspect.ATTRIBUTION)

    content.refresh_from_db()
    assert (content.state, content.number) == ("proposed", 1)
    assert (attribution.state, attribution.number) == ("proposed", 1)


def test_who_begins_has_the_claim():
    claim, editor = factories.ClaimFactory(state="open"), factories.EditorFactory()

    propose(claim, actor=editor)

    assert (claim.state, claim.assignee) == ("in_research", editor)


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": " "},
        {"rationale": ""},
        {"known_as_of": date.today() + timedelta(days=2)},
        {"word": "confirmed", "aspect": Aspect.ATTRIBUTION, "claim": {"mode": "own_voice"}},
        {"claim": {"kind": "opinion"}},
        {"claim": {"kind": "prediction"}},
    ],
    ids=lambda changes: str(sorted(changes)),
)
def test_proposal_that_says_too_little_is_refused(changes):
    fields = changes.pop("claim", {})
    if fields.get("mode") == "own_voice":
        fields["claimant"] = None
    claim = researched(**fields)

    with pytest.raises(Refused):
        propose(claim, **changes)

    assert claim.verdicts.count() == 0


def test_rating_of_the_other_question_is_refused():
    claim = researched()

    with pytest.raises(Refused):
        verdicts.propose(
            claim,
            aspect=Aspect.ATTRIBUTION,
            rating=factories.rating("true"),
            actor=factories.EditorFactory(),
            **PROPOSAL,
        )


@pytest.mark.parametrize("kind", ["prediction", "intention"])
@pytest.mark.parametrize("word", ["false", "mostly-false", "partly-false", "true"])
def test_forecast_cannot_be_judged_before_its_date(kind, word):
    claim = researched(kind=kind, resolves_on=date(2026, 7, 1))

    with time_machine.travel("2026-06-30T10:00:00+00:00"), pytest.raises(Refused):
        propose(claim, word=word)
    with time_machine.travel("2026-07-01T10:00:00+00:00"):
        verdict = propose(claim, word=word)

    assert verdict.state == "proposed"


def test_forecast_can_be_called_unsupported_before_its_date():
    claim = researched(kind="prediction", resolves_on=date(2026, 7, 1))

    with time_machine.travel("2026-06-30T10:00:00+00:00"):
        allowed = verdicts.allowed_ratings(claim, aspect=Aspect.CONTENT)
        verdict = propose(claim, word="unsupported")

    assert [rating.slug for rating in allowed] == ["unsupported"]
    assert verdict.state == "proposed"


# --- Handing in -------------------------------------------------------------------------------


def problems_of(claim) -> int:
    return len(verdicts.submission_problems(claim))


def test_complete_claim_can_be_handed_in():
    claim = researched()
    propose(claim)

    verdicts.submit(claim, actor=factories.EditorFactory())

    assert claim.state == "in_review"


def test_one_sided_evidence_needs_a_search_for_the_other_side():
    claim = researched()
    propose(claim, both_sides="")
    one_sided = problems_of(claim)
    factories.EvidenceFactory(claim=claim, stance=Evidence.Stance.REFUTES)
    propose(claim, both_sides="")

    assert (one_sided, problems_of(claim)) == (1, 0)


def test_evidence_without_copy_needs_a_reason():
    claim = researched()
    piece = factories.EvidenceFactory(claim=claim, snapshot=None, excerpt="")
    propose(claim)
    without = problems_of(claim)
    Evidence.objects.filter(pk=piece.pk).update(no_snapshot_reason="Nur am Telefon.")
    propose(claim)

    assert (without, problems_of(claim)) == (1, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"claimant": None},
        {"anchor_state": "orphaned"},
        {"statement": "  "},
    ],
    ids=str,
)
def test_unfinished_claim_is_not_handed_in(fields):
    claim = researched(**fields)
    propose(claim)

    with pytest.raises(Refused):
        verdicts.submit(claim, actor=factories.EditorFactory())


def test_claim_in_own_voice_needs_no_claimant():
    claim = researched(claimant=None, mode="own_voice")
    propose(claim)

    assert problems_of(claim) == 0


# --- Four eyes --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [factories.ReviewerFactory, factories.ChiefEditorFactory])
def test_proposer_cannot_approve(person):
    proposer = person()
    claim = factories.claim_in_review(proposer=proposer)

    with pytest.raises(PermissionDenied):
        verdicts.approve(claim, actor=proposer)

    claim.refresh_from_db()
    assert claim.state == "in_review"


def test_proposer_of_one_question_cannot_approve_the_other():
    claim, reviewer = factories.claim_in_review(), factories.ReviewerFactory()
    propose(claim, word="confirmed", aspect=Aspect.ATTRIBUTION, actor=reviewer)

    with pytest.raises(PermissionDenied):
        verdicts.approve(claim, actor=reviewer)


def test_last_editor_cannot_approve():
    chief = factories.ChiefEditorFactory()
    claim = researched()
    editing.edit(claim, statement="Anders.", actor=chief)
    factories.propose_and_submit(claim)

    with pytest.raises(PermissionDenied):
        verdicts.approve(claim, actor=chief)


def test_approval_records_who_and_what():
    claim, reviewer = factories.claim_in_review(), factories.ReviewerFactory()

    verdicts.approve(claim, actor=reviewer)

    verdict = claim.verdicts.get()
    assert (verdict.state, verdict.approver) == ("approved", reviewer)
    assert claim.events.get(verb="approve").data["hashes"] == [verdict.content_hash]


@pytest.mark.parametrize(
    "columns",
    [
        {"approver": "proposer"},
        {"approver": "content_editor"},
        {"state": "approved"},
        {"state": "published"},
    ],
    ids=str,
)
def test_database_refuses_one_pair_of_eyes(columns):
    claim = factories.claim_in_review()
    verdict = claim.verdicts.get()
    editor = factories.EditorFactory()
    Verdict.objects.filter(pk=verdict.pk).update(content_editor=editor)
    people = {"proposer": verdict.proposer, "content_editor": editor}
    values = {name: people.get(value, value) for name, value in columns.items()}
    if "approver" in values:
        values["approved_at"] = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(**values)


def test_database_keeps_one_published_version():
    claim = factories.published_claim()
    second = factories.VerdictFactory(claim=claim, approved=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.filter(pk=second.pk).update(state="published")


def test_blocking_comment_stops_approval():
    claim = factories.claim_in_review()
    factories.CommentFactory(claim=claim, is_blocking=True)

    with pytest.raises(Refused):
        verdicts.approve(claim, actor=factories.ReviewerFactory())


def test_only_what_was_read_is_approved():
    claim = factories.claim_in_review()
    seen = [claim.verdicts.get().content_hash]
    propose(claim, word="false")

    with pytest.raises(Refused):
        verdicts.approve(claim, actor=factories.ReviewerFactory(), seen=seen)


# --- An approval covers what was approved, and nothing else -----------------------------------


def with_new_evidence(claim):
    factories.EvidenceFactory(claim=claim)


def without_evidence(claim):
    claim.evidence.update(withdrawn_at=timezone.now())


def with_another_note(claim):
    claim.evidence.update(note="Anders.")


def with_another_stance(claim):
    claim.evidence.update(stance="refutes")


def with_secret_evidence(claim):
    factories.EvidenceFactory(claim=claim, confidential=True)


def with_evidence_made_secret(claim):
    claim.evidence.update(confidential=True)


def with_another_title_of_the_source(claim):
    Source.objects.filter(evidence__claim=claim).update(title="Andere Statistik")


def with_another_copy(claim):
    piece = claim.evidence.get()
    copy = factories.SnapshotFactory(source=piece.source, sha256="f" * 64)
    claim.evidence.update(snapshot=copy)


def with_another_statement(claim):
    editing.edit(claim, statement="Anders.", actor=factories.EditorFactory())


def with_another_claimant(claim):
    editing.edit(claim, claimant=factories.ClaimantFactory(), actor=factories.EditorFactory())


def with_the_claimant_renamed(claim):
    type(claim.claimant).objects.filter(pk=claim.claimant_id).update(name="Anna Kellermann")


def with_other_words(claim):
    editing.edit(claim, spans=[(1, 9)], actor=factories.EditorFactory())


def with_somebody_asked(claim):
    factories.ReplyFactory(claim=claim)


def with_a_search_that_found_nothing(claim):
    factories.NullSearchFactory(claim=claim)


CHANGES = [
    with_somebody_asked,
    with_a_search_that_found_nothing,
    with_new_evidence,
    without_evidence,
    with_another_note,
    with_another_stance,
    with_secret_evidence,
    with_evidence_made_secret,
    with_another_title_of_the_source,
    with_another_copy,
    with_another_statement,
    with_another_claimant,
    with_the_claimant_renamed,
    with_other_words,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_after_approval_stops_publication(change):
    claim = factories.approved_claim()

    change(claim)

    claim.refresh_from_db()
    assert approval.is_stale(claim.verdicts.get())
    assert approval.stale_claims([claim]) == {claim.pk}
    with pytest.raises(Refused):
        publish(claim, actor=factories.ChiefEditorFactory())
    assert not hasattr(Claim.objects.get(pk=claim.pk), "publication")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_after_proposal_stops_approval(change):
    claim = factories.claim_in_review()

    change(claim)

    with pytest.raises(Refused):
        verdicts.approve(claim, actor=factories.ReviewerFactory())


def test_untouched_approval_holds():
    claim = factories.approved_claim()

    assert not approval.is_stale(claim.verdicts.get())
    assert approval.stale_claims([claim]) == set()
    assert verdicts.publication_problems(claim) == []


def test_what_is_no_content_does_not_touch_the_approval():
    claim = factories.approved_claim()

    editing.assign(claim, to=factories.EditorFactory(), actor=factories.EditorFactory())
    editing.edit(claim, checkworthiness=0.9, actor=factories.EditorFactory())
    Source.objects.update(live_state="gone", archived_url="https://web.archive.org/x")

    assert approval.stale_claims([claim]) == set()


def test_stale_approval_becomes_good_again_by_a_new_version():
    claim = factories.approved_claim()
    factories.EvidenceFactory(claim=claim)
    reviewer = factories.ReviewerFactory()

    verdicts.unapprove(claim, reason="Neue Quelle.", actor=reviewer)
    propose(claim)
    verdicts.approve(claim, actor=reviewer)
    publish(claim, actor=factories.ChiefEditorFactory())

    assert [v.state for v in claim.verdicts.order_by("number")] == ["superseded", "published"]


def test_staleness_of_many_takes_four_queries(django_assert_num_queries):
    claims = [factories.approved_claim() for _number in range(3)]
    claims = list(Claim.objects.filter(pk__in=[c.pk for c in claims]).select_related("claimant"))

    with django_assert_num_queries(4):
        stale = approval.stale_claims(claims)

    assert stale == set()


def test_secret_evidence_is_a_digest_in_the_version():
    claim = researched()
    factories.EvidenceFactory(claim=claim, confidential=True, note="Informantin im Stadthaus")

    verdict = propose(claim)

    assert "Stadthaus" not in str(verdict.frozen)
    assert len(verdict.frozen["evidence"]) == 1
    assert len(verdict.frozen["confidential"]) == 64


def test_hash_changes_with_everything_that_is_decided():
    claim = researched()
    hashes = {propose(claim).content_hash}
    for changes in (
        {"word": "false"},
        {"summary": "Anders."},
        {"rationale": "Anders."},
        {"both_sides": "Anders."},
        {"known_as_of": date(2026, 1, 8)},
        {"expires_on": date(2027, 1, 1)},
    ):
        hashes.add(propose(claim, **changes).content_hash)

    assert len(hashes) == 7


def test_same_content_gives_the_same_hash():
    claim = researched()

    assert propose(claim).content_hash == propose(claim).content_hash


# --- Sending back -----------------------------------------------------------------------------


def test_sending_back_needs_a_reason():
    with pytest.raises(Refused):
        verdicts.request_changes(
            factories.claim_in_review(), reason=" ", actor=factories.ReviewerFactory()
        )


def test_what_was_sent_back_cannot_be_approved_as_it_is():
    claim, reviewer = factories.claim_in_review(), factories.ReviewerFactory()
    verdicts.request_changes(claim, reason="Zweite Quelle fehlt.", actor=reviewer)

    with pytest.raises(Refused):
        verdicts.submit(claim, actor=factories.EditorFactory())

    assert claim.verdicts.get().state == "changes_requested"


def test_published_claim_that_is_sent_back_stays_under_revision():
    claim = factories.published_claim()
    editing.reopen(claim, reason="Neue Zahlen", actor=factories.EditorFactory())
    factories.propose_and_submit(claim)

    verdicts.request_changes(claim, reason="Nein.", actor=factories.ReviewerFactory())

    assert claim.state == "under_revision"
    assert claim.verdicts.filter(state="published").count() == 1
