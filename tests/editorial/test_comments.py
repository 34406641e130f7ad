"""Remarks, answers, settling them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial import comments
from claims.editorial.workflow import CommentConflict, Refused
from claims.models import Comment
from claims.models.defaults import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.CHIEF_EDITOR])
def test_the_desk_comments(role):
    claim, person = factories.ClaimFactory(), factories.UserFactory(role=role)

    remark = comments.comment(claim, body=" Stimmt das? ", actor=person, is_blocking=True)

    assert (remark.body, remark.author, remark.is_blocking) == ("Stimmt das?", person, True)
    assert claim.events.get().data == {"comment": remark.pk, "blocking": True}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.BOT, ""])
def test_others_do_not_comment(role):
    with pytest.raises(PermissionDenied):
        comments.comment(
            factories.ClaimFactory(), body="Hm", actor=factories.UserFactory(role=role)
        )


@pytest.mark.parametrize("body", ["", "  \n", "x" * 10_001], ids=["empty", "blank", "long"])
def test_comment_that_says_nothing_or_too_much_is_refused(body):
    with pytest.raises(Refused):
        comments.comment(factories.ClaimFactory(), body=body, actor=factories.ReviewerFactory())


def test_comment_on_exact_words_keeps_them():
    claim = factories.ClaimFactory(statement="Die Zahl ist gesunken.")

    remark = comments.comment(
        claim, body="Welche?", words=(4, 8), actor=factories.ReviewerFactory()
    )

    assert (remark.selector["exact"], remark.selector["start"]) == ("Zahl", 4)


def test_answer_to_an_answer_stays_in_the_thread():
    claim, reviewer = factories.ClaimFactory(), factories.ReviewerFactory()
    remark = comments.comment(claim, body="Eins", actor=reviewer)
    answer = comments.comment(claim, body="Zwei", parent=remark, actor=reviewer)

    third = comments.comment(claim, body="Drei", parent=answer, actor=reviewer, is_blocking=True)

    assert third.parent == remark
    assert third.is_blocking is False


@pytest.mark.parametrize("what", ["parent", "evidence", "verdict"])
def test_comment_stays_with_its_claim(what):
    other = factories.claim_in_review()
    target = {
        "parent": factories.CommentFactory(claim=other),
        "evidence": other.evidence.get(),
        "verdict": other.verdicts.get(),
    }[what]

    with pytest.raises(Refused):
        comments.comment(
            factories.ClaimFactory(),
            body="Hm",
            actor=factories.ReviewerFactory(),
            **{what: target},
        )


def test_settled_thread_says_how():
    remark, editor = factories.CommentFactory(), factories.EditorFactory()

    comments.resolve(remark, resolution=" Ergänzt. ", actor=editor)

    assert (remark.resolved_by, remark.resolution) == (editor, "Ergänzt.")
    assert list(Comment.objects.open()) == []


def test_settling_needs_a_reason_and_happens_once():
    remark, editor = factories.CommentFactory(), factories.EditorFactory()

    with pytest.raises(Refused):
        comments.resolve(remark, resolution=" ", actor=editor)
    comments.resolve(remark, resolution="Gut.", actor=editor)
    with pytest.raises(Refused):
        comments.resolve(remark, resolution="Nochmals.", actor=editor)

    assert remark.resolution == "Gut."


def test_editor_does_not_settle_what_blocks():
    remark = factories.CommentFactory(is_blocking=True)

    with pytest.raises(PermissionDenied):
        comments.resolve(remark, resolution="Egal.", actor=factories.EditorFactory())

    assert list(Comment.objects.blocking()) == [remark]


def test_author_settles_what_blocks():
    editor = factories.EditorFactory()
    remark = factories.CommentFactory(is_blocking=True, author=editor)

    comments.resolve(remark, resolution="Hat sich erledigt.", actor=editor)

    assert list(Comment.objects.blocking()) == []


def test_reopened_thread_blocks_again():
    remark, reviewer = factories.CommentFactory(is_blocking=True), factories.ReviewerFactory()
    comments.resolve(remark, resolution="Gut.", actor=reviewer)

    comments.reopen_comment(remark, actor=reviewer)

    assert (remark.resolution, remark.resolved_by) == ("", None)
    assert list(Comment.objects.blocking()) == [remark]
    with pytest.raises(Refused):
        comments.reopen_comment(remark, actor=reviewer)


def test_answer_is_not_settled_alone():
    answer = factories.CommentFactory(parent=factories.CommentFactory())

    with pytest.raises(Refused):
        comments.resolve(answer, resolution="Gut.", actor=factories.ReviewerFactory())


def test_database_wants_to_know_who_settled():
    remark = factories.CommentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=remark.pk).update(resolved_at=timezone.now())


# --- Editing ----------------------------------------------------------------------------------


def test_edited_comment_keeps_what_it_said():
    editor = factories.EditorFactory()
    remark = comments.comment(factories.ClaimFactory(), body="Eins", actor=editor)

    remark = comments.edit_comment(remark, body=" Zwei ", number=1, actor=editor)
    remark = comments.edit_comment(remark, body="Drei", number=2, actor=editor)

    assert (remark.text, remark.number) == ("Drei", 3)
    assert [text for _at, text in remark.earlier] == ["Eins", "Zwei"]
    assert remark.claim.events.filter(verb="edit_comment").count() == 2


def test_edit_that_changes_nothing_leaves_no_trace():
    editor = factories.EditorFactory()
    remark = comments.comment(factories.ClaimFactory(), body="Eins", actor=editor)

    comments.edit_comment(remark, body="Eins\r\n", number=1, actor=editor)

    assert remark.versions.count() == 0


def test_only_who_wrote_a_comment_edits_it():
    remark = factories.CommentFactory()

    with pytest.raises(PermissionDenied):
        comments.edit_comment(remark, body="Neu", number=1, actor=factories.ChiefEditorFactory())


def test_second_of_two_edits_is_told_of_the_first():
    editor = factories.EditorFactory()
    remark = comments.comment(factories.ClaimFactory(), body="Eins", actor=editor)
    comments.edit_comment(remark, body="Zwei", number=1, actor=editor)

    with pytest.raises(CommentConflict) as conflict:
        comments.edit_comment(remark, body="Drei", number=1, actor=editor)

    assert conflict.value.remark.text == "Zwei"
    assert remark.versions.get().body == "Zwei"


def test_decomposed_letters_are_composed():
    remark = comments.comment(
        factories.ClaimFactory(), body="Ju\u0308rg", actor=factories.EditorFactory()
    )

    assert remark.text == "J\u00fcrg"
