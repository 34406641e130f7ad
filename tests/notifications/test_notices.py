"""Who is told of what, and who watches what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.editorial import assessments, comments, verdicts
from claims.editorial import claims as editing
from claims.models import Event, Notice, Watch
from claims.notifications import watchers
from claims.publication import publish
from claims.rechecks.findings import FindingReport, report_finding
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.EditorFactory(username="ed")


@pytest.fixture
def reviewer():
    return factories.ReviewerFactory(username="ruth")


@pytest.fixture
def watcher():
    return factories.AuditorFactory(username="watcher")


def watched_claim(watcher, **values):
    claim = factories.ClaimFactory(**values)
    watchers.watch(claim, actor=watcher)
    return claim


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.order_by("pk").select_related("recipient")
    return [(notice.recipient.username, notice.reason) for notice in rows]


# --- Comments ---------------------------------------------------------------------------------


def test_mentioned_answered_and_watching_are_told_once_each(editor, reviewer, watcher):
    claim = watched_claim(watcher)
    anna = factories.EditorFactory(username="anna.meier-özil")
    thread = comments.comment(claim, body="Stimmt das?", actor=reviewer)

    comments.comment(claim, body="Ja. @anna.meier-özil. @ruth?", parent=thread, actor=editor)

    assert told() == [
        ("watcher", "comment"),
        ("ruth", "mentioned"),
        ("watcher", "comment"),
        ("anna.meier-özil", "mentioned"),
    ]
    assert {notice.comment_id for notice in anna.notices.all()} == {thread.replies.get().pk}


def test_answer_reaches_who_began_the_thread_and_who_answered(editor, reviewer, watcher):
    claim = factories.ClaimFactory()
    thread = comments.comment(claim, body="Stimmt das?", actor=reviewer)
    watchers.unwatch(claim, actor=reviewer)
    chief = factories.ChiefEditorFactory(username="chief")
    comments.comment(claim, body="Nein.", parent=thread, actor=editor)

    comments.comment(claim, body="Doch.", parent=thread, actor=chief)

    assert told() == [("ruth", "reply"), ("ed", "reply"), ("ruth", "reply")]


def test_own_acts_are_told_to_nobody(editor):
    claim = factories.ClaimFactory()

    comments.comment(claim, body="Das bin ich: @ed", actor=editor)
    editing.assign(claim, to=editor, actor=editor)

    assert told() == []


def test_edit_tells_those_whom_only_the_new_text_names(editor, reviewer):
    factories.ReviewerFactory(username="zoë")
    remark = comments.comment(factories.ClaimFactory(), body="@ruth: bitte", actor=editor)

    remark = comments.edit_comment(remark, body="@ruth, @zoë: bitte", number=1, actor=editor)
    comments.edit_comment(remark, body="@zoë @ruth: bitte!", number=2, actor=editor)

    assert told() == [("ruth", "mentioned"), ("zoë", "mentioned")]


def test_who_has_no_place_at_the_desk_is_told_nothing(editor, watcher):
    claim = watched_claim(watcher)
    watcher.groups.clear()
    gone = factories.ReviewerFactory(username="gone")
    watchers.watch(claim, actor=gone)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    comments.comment(claim, body="@watcher @gone", actor=editor)

    assert told() == []


# --- Steps of the workflow --------------------------------------------------------------------


def test_steps_are_told_to_those_concerned(watcher, reviewer):
    claim = watched_claim(watcher)
    editor, chief = factories.EditorFactory(username="ed"), factories.ChiefEditorFactory()
    factories.EvidenceFactory(claim=claim)

    editing.assign(claim, to=editor, actor=chief)
    factories.propose_and_submit(claim, proposer=editor)
    verdicts.request_changes(claim, reason="Nein.", actor=reviewer)
    factories.propose_and_submit(claim, proposer=editor)
    verdicts.approve(claim, actor=reviewer)
    verdicts.unapprove(claim, reason="Doch nicht.", actor=reviewer)

    assert told() == [
        ("ed", "assigned"),
        *[("watcher", "sent_back"), ("ed", "sent_back")],
        *[("watcher", "approved"), ("ed", "approved")],
        *[("watcher", "taken_back"), ("ed", "taken_back")],
    ]


def test_publication_and_correction_are_told_apart(watcher):
    claim = watched_claim(watcher)
    factories.EvidenceFactory(claim=claim)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    chief, editor = factories.ChiefEditorFactory(), factories.EditorFactory()
    publish.publish(claim, actor=chief)
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    correction = publish.prepare_correction(claim, kind="update", text="Neu.", actor=editor)
    publish.approve_correction(correction, actor=chief)
    factories.propose_and_submit(claim, word="false")
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    publish.publish(claim, actor=chief)
    correction = publish.prepare_correction(claim, kind="retraction", text="Weg.", actor=editor)
    publish.approve_correction(correction, actor=chief)
    publish.retract(claim, actor=chief)

    reasons = [reason for name, reason in told() if name == "watcher"]

    assert reasons == ["approved", "published", "approved", "corrected", "retracted"]


def test_differing_assessments_are_told_and_who_lost_is_too(watcher):
    claim = watched_claim(watcher)
    factories.EvidenceFactory(claim=claim)
    proposer, second = factories.EditorFactory(username="ed"), factories.EditorFactory()
    factories.propose_and_submit(claim, proposer=proposer, word="true")
    asked = assessments.request_assessments(claim, actor=factories.ReviewerFactory())

    assessments.assess(asked, rating=factories.rating("false"), rationale="Nein.", actor=second)
    assessments.decide(
        asked,
        rating=factories.rating("false"),
        reason="Klar.",
        actor=factories.ChiefEditorFactory(),
    )

    assert told() == [("watcher", "contested"), ("ed", "contested"), ("ed", "sent_back")]


def test_finding_is_told_to_watchers_once(watcher):
    claim = watched_claim(watcher)
    sighting = FindingReport(kind="changed", same="x", before="a", after="b")

    report_finding(claim, sighting)
    report_finding(claim, sighting)

    assert told() == [("watcher", "finding")]
    assert Notice.objects.get().actor is None


def test_stale_approval_is_told_once_but_not_to_who_made_it_stale(watcher):
    claim = watched_claim(watcher)
    factories.EvidenceFactory(claim=claim)
    editor, proposer = factories.EditorFactory(username="ed"), factories.EditorFactory(username="p")
    approver = factories.ReviewerFactory(username="ruth")
    factories.propose_and_submit(claim, proposer=proposer)
    verdicts.approve(claim, actor=approver)
    before = len(told())
    assert verdicts.record_stale_approvals() == 0
    editing.edit(claim, statement="Anders.", actor=editor)
    watchers.watch(claim, actor=editor)

    assert [verdicts.record_stale_approvals() for _time in range(2)] == [1, 0]

    assert told()[before:] == [("watcher", "stale"), ("p", "stale"), ("ruth", "stale")]


def test_changed_claimant_makes_the_approval_stale_too(django_assert_num_queries):
    claims = [factories.approved_claim() for _number in range(3)]
    with django_assert_num_queries(5):
        verdicts.record_stale_approvals()
    claimant = claims[0].claimant
    claimant.name = "Anna Keller-Huber"
    claimant.save()

    assert verdicts.record_stale_approvals() == 1
    assert Notice.objects.filter(reason="stale").values_list("claim", flat=True)[0] == claims[0].pk


def test_notice_is_written_with_its_event_or_not_at_all(editor, watcher):
    claim = watched_claim(watcher)

    with transaction.atomic():
        comments.comment(claim, body="Hm", actor=editor)
        transaction.set_rollback(True)

    assert told() == []
    assert not Event.objects.filter(verb="comment").exists()


def test_database_refuses_a_second_notice_and_one_of_own_acts(editor, watcher):
    claim = watched_claim(watcher)
    comments.comment(claim, body="Hm", actor=editor)
    notice = Notice.objects.get()
    values = {"event": notice.event, "claim": claim, "reason": "comment", "actor": editor}

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(recipient=watcher, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(recipient=editor, **values)


# --- Watching ---------------------------------------------------------------------------------


def test_who_works_on_a_claim_watches_it():
    people = [factories.EditorFactory() for _number in range(5)]
    author, proposer, talker, assignee, assessor = people
    article = factories.ArticleFactory()
    claim = editing.suggest(article, spans=[(1, 20)], actor=author)
    editing.edit(claim, claimant=factories.ClaimantFactory(), actor=author)
    factories.EvidenceFactory(claim=claim)
    editing.assign(claim, to=assignee, actor=author)
    factories.propose_and_submit(claim, proposer=proposer)
    comments.comment(claim, body="Hm", actor=talker)
    asked = assessments.request_assessments(claim, actor=proposer)
    assessments.assess(asked, rating=factories.rating("true"), rationale="Ja.", actor=assessor)

    whys = dict(Watch.objects.filter(is_on=True).values_list("person_id", "why"))

    assert whys == {
        author.pk: "author",
        proposer.pk: "verdict",
        talker.pk: "comment",
        assignee.pk: "assignee",
        assessor.pk: "verdict",
    }


def test_who_said_no_is_not_made_to_watch_again(editor, reviewer):
    claim = factories.ClaimFactory()
    watchers.unwatch(claim, actor=editor)

    comments.comment(claim, body="Hm", actor=editor)
    comments.comment(claim, body="Hm", actor=reviewer)

    assert watchers.is_watching(claim, by=editor) is None
    assert told() == []


def test_watching_is_taken_up_and_dropped_once(editor):
    claim = factories.ClaimFactory()

    for verb in (watchers.watch, watchers.watch, watchers.unwatch, watchers.unwatch):
        verb(claim, actor=editor)

    assert list(claim.events.order_by("pk").values_list("verb", flat=True)) == ["watch", "unwatch"]


def test_watchers_of_a_merged_claim_watch_the_other(watcher, editor):
    claim, other = watched_claim(watcher), factories.ClaimFactory()

    editing.merge(claim, into=other, actor=editor)

    assert watchers.is_watching(other, by=watcher) is not None


@pytest.mark.parametrize("person", [factories.UserFactory, factories.AdministratorFactory])
def test_who_may_not_read_a_claim_cannot_watch_it(person):
    with pytest.raises(PermissionDenied):
        watchers.watch(factories.ClaimFactory(), actor=person())
