"""What editors do with a claim."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from claims.editorial import claims as editing
from claims.editorial.workflow import Conflict, Refused
from claims.models import Claim
from claims.models.defaults import Role
from claims.publication import publish
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.EditorFactory()


# --- Suggesting -------------------------------------------------------------------------------


def test_suggested_claim_stands_on_the_marked_words(editor):
    article = factories.ArticleFactory()
    text = article.revision.text
    start = text.index("Die Stadt")

    claim = editing.suggest(article, spans=[(start, start + 20)], actor=editor)

    (selector,) = claim.quote
    assert selector["exact"] == text[start : start + 20]
    assert (selector["start"], selector["end"]) == (start, start + 20)
    assert claim.statement == text[start : start + 20].strip()
    assert (claim.state, claim.origin, claim.start) == ("open", "person", start)


def test_suggestion_of_a_machine_waits_for_an_editor():
    bot = factories.UserFactory(role=Role.BOT)

    claim = editing.suggest(factories.ArticleFactory(), spans=[(0, 5)], actor=bot)

    assert claim.state == "suggested"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_do_not_suggest(role):
    with pytest.raises(PermissionDenied):
        editing.suggest(
            factories.ArticleFactory(), spans=[(0, 5)], actor=factories.UserFactory(role=role)
        )


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(5, 3)], [(-1, 5)], [(0, 10**6)]], ids=str)
def test_words_outside_the_article_are_refused(editor, spans):
    with pytest.raises(Refused):
        editing.suggest(factories.ArticleFactory(), spans=spans, actor=editor)

    assert Claim.objects.count() == 0


# --- Editing ----------------------------------------------------------------------------------


def test_edit_records_before_and_after(editor):
    claim = factories.ClaimFactory(statement="Alt.")

    editing.edit(claim, statement="Neu.", kind="number", actor=editor)

    assert (claim.statement, claim.last_editor, claim.edit_number) == ("Neu.", editor, 2)
    assert claim.events.get().data["changes"] == {
        "statement": ["Alt.", "Neu."],
        "kind": ["fact", "number"],
    }


def test_second_to_save_learns_of_the_first(editor):
    claim = factories.ClaimFactory(statement="Alt.")
    seen = claim.edit_number
    editing.edit(Claim.objects.get(pk=claim.pk), statement="Von mir.", actor=editor)

    with pytest.raises(Conflict) as conflict:
        editing.edit(claim, statement="Von dir.", edit_number=seen, actor=factories.EditorFactory())

    claim.refresh_from_db()
    assert conflict.value.claim.statement == "Von mir."
    assert claim.statement == "Von mir."
    assert claim.events.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"state": "approved"}, {"last_editor": None}, {"kind": "nonsense"}, {"statement": ""}],
    ids=str,
)
def test_edit_refuses_what_is_not_content(editor, changes):
    claim = factories.ClaimFactory(statement="Alt.")

    with pytest.raises(Refused):
        editing.edit(claim, actor=editor, **changes)

    claim.refresh_from_db()
    assert (claim.statement, claim.state, claim.edit_number) == ("Alt.", "open", 1)


def test_own_voice_with_a_claimant_becomes_a_report(editor):
    claim = factories.ClaimFactory(mode="own_voice", claimant=None)

    editing.edit(claim, claimant=factories.ClaimantFactory(), actor=editor)

    assert claim.mode == "reported"


def test_moved_words_are_anchored_anew(editor):
    claim = factories.ClaimFactory(anchor_state="orphaned")

    editing.edit(claim, spans=[(1, 9)], actor=editor)

    assert claim.quote[0]["exact"] == claim.revision.text[1:9]
    assert claim.anchor_state == "anchored"
    assert claim.events.get().data["changes"]["quote"] == [
        [factories.QUOTE],
        [claim.revision.text[1:9]],
    ]


# --- Putting aside and taking up --------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "langweilig"])
def test_dismissal_needs_one_of_the_reasons(editor, reason):
    claim = factories.ClaimFactory()

    with pytest.raises(Refused):
        editing.dismiss(claim, reason=reason, actor=editor)


def test_dismissed_claim_is_taken_up_again(editor):
    claim = factories.ClaimFactory()

    editing.dismiss(claim, reason="not_checkable", actor=editor)
    dismissed = (claim.state, claim.dismissal_reason)
    editing.reopen(claim, reason="Doch prüfbar", actor=editor)

    assert dismissed == ("dismissed", "not_checkable")
    assert (claim.state, claim.dismissal_reason) == ("open", "")


def test_reopening_needs_a_reason(editor):
    with pytest.raises(Refused):
        editing.reopen(factories.published_claim(), reason=" ", actor=editor)


def test_reopened_claim_stays_public(editor):
    claim = factories.published_claim()
    document = claim.publication.document

    editing.reopen(claim, reason="Neue Zahlen", actor=editor)

    assert claim.state == "under_revision"
    assert Claim.objects.published().get().publication.document == document


@pytest.mark.parametrize("state", ["suggested", "open", "in_research", "in_review"])
def test_held_claim_goes_on_where_it_was(editor, state):
    claim = factories.ClaimFactory(state=state)

    editing.hold(claim, until=date(2030, 1, 1), actor=editor)
    held = (claim.state, claim.hold_until)
    editing.resume(claim, actor=editor)

    assert held == ("on_hold", date(2030, 1, 1))
    assert (claim.state, claim.hold_until, claim.held_state) == (state, None, "")


# --- Merging and splitting --------------------------------------------------------------------


def test_merged_claim_leads_to_the_other_and_gives_its_evidence(editor):
    claim, into = factories.ClaimFactory(), factories.ClaimFactory()
    piece = factories.EvidenceFactory(claim=claim)

    editing.merge(claim, into=into, actor=editor)

    piece.refresh_from_db()
    into.refresh_from_db()
    assert (claim.state, claim.merged_into, piece.claim) == ("merged", into, into)
    assert (into.last_editor, into.edit_number) == (editor, 2)
    assert claim.events.get().data["evidence"] == [piece.pk]
    assert into.events.get().data["other"] == claim.pk


def test_claim_does_not_merge_into_itself(editor):
    claim = factories.ClaimFactory()

    with pytest.raises(Refused):
        editing.merge(claim, into=claim, actor=editor)


@pytest.mark.parametrize("state", ["merged", "split", "dismissed"])
def test_claim_does_not_merge_into_what_is_gone(editor, state):
    into = factories.ClaimFactory(
        state=state,
        merged_into=factories.ClaimFactory() if state == "merged" else None,
        dismissal_reason="opinion" if state == "dismissed" else "",
    )

    with pytest.raises(Refused):
        editing.merge(factories.ClaimFactory(), into=into, actor=editor)


def test_merge_brings_no_unseen_evidence_to_the_public(editor):
    claim, into = factories.ClaimFactory(), factories.published_claim()
    factories.EvidenceFactory(claim=claim)

    with pytest.raises(Refused):
        editing.merge(claim, into=into, actor=editor)


def test_merge_makes_an_approval_stale(editor):
    claim, into = factories.ClaimFactory(), factories.approved_claim()
    factories.EvidenceFactory(claim=claim)

    editing.merge(claim, into=into, actor=editor)

    with pytest.raises(Refused):
        publish.publish(into, actor=factories.ChiefEditorFactory())


def test_split_gives_one_claim_for_each_statement(editor):
    claim = factories.ClaimFactory(headline="Kurz", compared_at="2026-01-01T00:00:00Z")

    parts = editing.split(claim, statements=["Eins.", "", " Zwei. "], actor=editor)

    assert claim.state == "split"
    assert [part.statement for part in parts] == ["Eins.", "Zwei."]
    for part in Claim.objects.filter(split_from=claim):
        assert (part.state, part.headline, part.last_editor) == ("open", "", editor)
        assert (part.quote, part.claimant) == (claim.quote, claim.claimant)
        assert part.compared_at is None


def test_split_needs_two_statements(editor):
    claim = factories.ClaimFactory()

    with pytest.raises(Refused):
        editing.split(claim, statements=["Eins.", " "], actor=editor)

    claim.refresh_from_db()
    assert (claim.state, Claim.objects.count()) == ("open", 1)


def test_assigned_claim_belongs_to_somebody(editor):
    claim, colleague = factories.ClaimFactory(), factories.EditorFactory()

    editing.assign(claim, to=colleague, actor=editor)

    assert claim.assignee == colleague
    assert claim.events.get().data == {"to": colleague.username}
