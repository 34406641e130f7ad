"""Every step on the workbench is taken back, or it is said what rests on it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from claims.editorial import claims as editing
from claims.editorial import null_searches, verdicts
from claims.editorial.undo import last_step, undo
from claims.editorial.workflow import Refused
from claims.evidence import sources
from claims.extraction.record import extract_claims
from claims.models import Claim, Event, Evidence
from tests import factories

pytestmark = pytest.mark.django_db
S = Claim.State
DAY = date(2026, 1, 7)


@pytest.fixture
def editor():
    return factories.EditorFactory(first_name="Erika", last_name="Erste")


@pytest.fixture
def claim():
    return factories.ClaimFactory(state=S.SUGGESTED)


def as_it_stands(claim):
    claim.refresh_from_db()
    changing = {"edit_number", "last_editor_id", "updated_at", "compared_at"}
    return {
        field.attname: getattr(claim, field.attname)
        for field in Claim._meta.concrete_fields
        if field.attname not in changing
    }


def newest(claim, actor):
    return last_step(claim.article, actor=actor)


EDITS = {
    "statement": {"statement": "Anders.", "headline": "Kurz"},
    "claimant": {"claimant": None, "mode": "own_voice"},
    "date": {"kind": "prediction", "resolves_on": DAY},
    "words": {"spans": [(2, 12), (20, 30)]},
}
STEPS = {
    "accept": lambda claim, actor: editing.accept(claim, actor=actor),
    "dismiss": lambda claim, actor: editing.dismiss(claim, reason="opinion", actor=actor),
    "split": lambda claim, actor: editing.split(claim, statements=["A.", "B."], actor=actor),
    "merge": lambda claim, actor: editing.merge(
        claim, into=factories.ClaimFactory(article=claim.article), actor=actor
    ),
} | {
    name: lambda claim, actor, changes=changes: editing.edit(claim, actor=actor, **changes)
    for name, changes in EDITS.items()
}


@pytest.mark.parametrize("name", STEPS)
def test_claim_stands_as_before(name, claim, editor):
    before, number = as_it_stands(claim), claim.edit_number
    STEPS[name](claim, editor)
    assert as_it_stands(claim) != before
    step = newest(claim, editor)

    undo(step, actor=editor)

    assert as_it_stands(claim) == before
    assert claim.edit_number > number  # who opened it meanwhile learns of it
    event = claim.events.first()
    assert (event.verb, event.actor, event.data["of"]) == ("undo", editor, step.pk)
    assert newest(claim, editor) is None


def test_reopened_claim_is_dismissed_again(editor):
    claim = factories.ClaimFactory(state=S.DISMISSED, dismissal_reason="opinion")
    editing.reopen(claim, reason="Doch prüfbar", actor=editor)

    undo(newest(claim, editor), actor=editor)

    claim.refresh_from_db()
    assert (claim.state, claim.dismissal_reason) == (S.DISMISSED, "opinion")


def test_new_claim_is_put_aside_and_not_deleted(editor):
    article = factories.ArticleFactory()
    claim = editing.suggest(article, spans=[(2, 12)], actor=editor)

    undo(newest(claim, editor), actor=editor)

    claim.refresh_from_db()
    assert (claim.state, claim.dismissal_reason) == (S.DISMISSED, "taken_back")
    with pytest.raises(Refused):
        editing.dismiss(factories.ClaimFactory(), reason="taken_back", actor=editor)


def test_merge_gives_back_what_it_brought(editor):
    claim, other = factories.ClaimFactory(), factories.ClaimFactory()
    mine, theirs = factories.EvidenceFactory(claim=claim), factories.EvidenceFactory(claim=other)
    search = factories.NullSearchFactory(claim=claim)
    reply = factories.ReplyFactory(claim=claim)
    editing.merge(claim, into=other, actor=editor)

    touched = undo(newest(claim, editor), actor=editor)

    assert touched == [claim, other]
    assert {piece.pk: piece.claim for piece in Evidence.objects.all()} == {
        mine.pk: claim,
        theirs.pk: other,
    }
    assert list(claim.null_searches.all()) == [search]
    assert list(claim.replies.all()) == [reply]


def test_parts_of_a_split_lead_to_the_whole(claim, editor):
    parts = editing.split(claim, statements=["A.", "B."], actor=editor)

    undo(newest(claim, editor), actor=editor)

    for part in parts:
        part.refresh_from_db()
        assert (part.state, part.merged_into) == (S.MERGED, claim)


def test_steps_go_back_one_by_one(claim, editor):
    before = as_it_stands(claim)
    editing.accept(claim, actor=editor)
    editing.edit(claim, statement="Anders.", actor=editor)
    editing.dismiss(claim, reason="opinion", actor=editor)
    undo(newest(claim, editor), actor=editor)
    editing.edit(claim, statement="Ganz anders.", actor=editor)

    undone = [newest(claim, editor)]
    while undone[-1]:
        undo(undone[-1], actor=editor)
        undone.append(newest(claim, editor))

    assert [step.verb for step in undone if step] == ["edit", "edit", "accept"]
    assert as_it_stands(claim) == before


RESTING = {
    "evidence": (
        lambda claim, other: sources.attach_evidence(
            claim,
            source=factories.SourceFactory(kind="confidential", url="", note="Gespräch"),
            stance="context",
            actor=other,
        ),
        "Belege",
    ),
    "search": (
        lambda claim, other: null_searches.record_search(
            claim, place="A", query="B", side="refutes", searched_on=DAY, actor=other
        ),
        "Belege",
    ),
    "verdict": (
        lambda claim, other: verdicts.propose(
            claim,
            rating=factories.rating("true"),
            summary="So.",
            rationale="Weil.",
            both_sides="Überall.",
            known_as_of=DAY,
            actor=other,
        ),
        "bewertet",
    ),
    "edit": (
        lambda claim, other: editing.edit(claim, statement="Von mir.", actor=other),
        "Zoe Zweite",
    ),
}


@pytest.mark.parametrize("name", RESTING)
def test_step_on_which_something_rests_stays(name, claim, editor):
    editing.accept(claim, actor=editor)
    step = newest(claim, editor)
    do, words = RESTING[name]
    do(claim, factories.EditorFactory(first_name="Zoe", last_name="Zweite"))
    before = (as_it_stands(claim), Event.objects.count())

    with pytest.raises(Refused, match=words):
        undo(step, actor=editor)

    assert (as_it_stands(claim), Event.objects.count()) == before


def test_comment_does_not_hinder(claim, editor):
    editing.accept(claim, actor=editor)
    factories.EventFactory(verb="comment", claim=claim)

    undo(newest(claim, editor), actor=editor)

    claim.refresh_from_db()
    assert claim.state == S.SUGGESTED


def test_split_whose_part_was_worked_on_stays(claim, editor):
    part, _other = editing.split(claim, statements=["A.", "B."], actor=editor)
    editing.start_research(part, actor=factories.EditorFactory())

    with pytest.raises(Refused):
        undo(newest(claim, editor), actor=editor)

    claim.refresh_from_db()
    assert claim.state == S.SPLIT


def test_merge_whose_other_claim_was_judged_stays(editor):
    claim = factories.ClaimFactory()
    other = factories.ClaimFactory(article=claim.article)
    factories.EvidenceFactory(claim=claim)
    editing.merge(claim, into=other, actor=editor)
    factories.propose_and_submit(other)

    with pytest.raises(Refused, match="bewertet"):
        undo(newest(claim, editor), actor=editor)

    assert (other.evidence.count(), claim.evidence.count()) == (1, 0)


def test_words_moved_in_an_older_text_stay(editor):
    article = factories.ArticleFactory()
    claim = editing.suggest(article, spans=[(1, 50)], actor=editor)
    editing.edit(claim, spans=[(1, 40)], actor=editor)
    moved = newest(claim, editor)
    text = "Neu. " + article.revision.text
    factories.ArticleRevisionFactory(article=article, number=2, text=text)
    extract_claims(article)

    with pytest.raises(Refused, match="neuen Text"):
        undo(moved, actor=editor)


def test_step_is_undone_once_and_by_its_actor(claim, editor):
    editing.accept(claim, actor=editor)
    step = newest(claim, editor)

    with pytest.raises(Refused, match="jemand anderes"):
        undo(step, actor=factories.EditorFactory())
    undo(step, actor=editor)
    with pytest.raises(Refused, match="bereits"):
        undo(step, actor=editor)
    editor.groups.clear()
    with pytest.raises(PermissionDenied):
        undo(step, actor=type(editor).objects.get(pk=editor.pk))


@pytest.mark.parametrize("verb", ["comment", "publish", "merged", "start_research"])
def test_other_deeds_are_no_steps(verb, claim, editor):
    event = factories.EventFactory(verb=verb, claim=claim, actor=editor)

    assert newest(claim, editor) is None
    with pytest.raises(Refused):
        undo(event, actor=editor)


def test_step_of_yesterday_is_left_alone(claim, editor, time_machine):
    time_machine.move_to("2026-01-05T09:00Z")
    editing.accept(claim, actor=editor)
    time_machine.move_to("2026-01-06T09:01Z")

    assert newest(claim, editor) is None
