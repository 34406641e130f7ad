"""What is written once: refused by the database itself, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import ArticleRevision, Event, Snapshot, Verdict
from tests import factories

pytestmark = pytest.mark.django_db

FIXED = {
    "event": {"verb": "x", "data": {"a": 1}, "hash": "x", "previous_hash": "x", "actor": None},
    "revision": {"text": "x", "raw": "x", "title": "x", "number": 9, "sha256": "x"},
    "snapshot": {"text": "x", "sha256": "x", "final_url": "https://x.example", "status": 500},
    "verdict": {
        "statement": "x",
        "summary": "x",
        "rationale": "x",
        "both_sides": "x",
        "frozen": {},
        "content_hash": "x",
        "number": 9,
        "known_as_of": "2020-01-01",
        "expires_on": "2030-01-01",
        "change_reason": "x",
        "proposed_at": "2020-01-01T00:00:00Z",
    },
    "assessment": {"rationale": "x", "number": 2},
    "vote": {"number": 2},
    "comment": {"body": "x", "is_blocking": True, "selector": {"a": 1}},
    "commentversion": {"body": "x", "number": 9, "written_at": "2020-01-01T00:00:00Z"},
    "notice": {"reason": "x", "actor": None, "created_at": "2020-01-01T00:00:00Z"},
    "reply": {"whom": "x", "asked_on": "2020-01-01", "deadline": "2030-01-01", "channel": "form"},
    "signoff": {"reason": "x", "left": [], "is_whole": True, "percent": 1},
    "nullsearch": {"place": "x", "query": "x", "side": "supports", "searched_on": "2020-01-01"},
}
MAKE = {
    "event": factories.EventFactory,
    "revision": lambda: factories.ArticleFactory().revision,
    "snapshot": factories.SnapshotFactory,
    "verdict": factories.VerdictFactory,
    "assessment": factories.AssessmentFactory,
    "vote": factories.VoteFactory,
    "comment": factories.CommentFactory,
    "commentversion": factories.CommentVersionFactory,
    "notice": factories.NoticeFactory,
    "reply": factories.ReplyFactory,
    "nullsearch": factories.NullSearchFactory,
    "signoff": factories.SignOffFactory,
}
CASES = [(what, column) for what, columns in FIXED.items() for column in columns]


@pytest.mark.parametrize(("what", "column"), CASES, ids=lambda part: part)
def test_column_cannot_be_changed(what, column):
    row = MAKE[what]()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: FIXED[what][column]})


@pytest.mark.parametrize("what", MAKE)
def test_row_cannot_be_deleted(what):
    row = MAKE[what]()

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@pytest.mark.parametrize("what", MAKE)
def test_row_cannot_be_changed_by_hand(what):
    row = MAKE[what]()

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {row._meta.db_table} SET id = id + 1000 WHERE id = %s", [row.pk])


@pytest.mark.parametrize("model", [Event, ArticleRevision, Snapshot, Verdict])
def test_every_column_is_fixed_but_those_of_the_decision(model):
    tested = next(columns for what, columns in FIXED.items() if isinstance_name(model, what))
    decided = {"state", "content_editor", "approver", "approved_at", "published_at"}
    names = {field.name for field in model._meta.concrete_fields}

    untested = names - set(tested) - (decided if model is Verdict else set())

    # Keys, what the row belongs to, and when it was written: by the same trigger.
    assert untested <= {
        *("id", "at", "claim", "article", "source", "aspect", "previous", "rating", "proposer"),
        *("created_at", "fetched_at", "headers", "content_type", "title", "text_sha256", "file"),
    }


def isinstance_name(model, what: str) -> bool:
    return model.__name__.lower().endswith(what)


def test_decision_about_a_verdict_is_written_later():
    verdict, reviewer = factories.VerdictFactory(), factories.ReviewerFactory()

    changed = Verdict.objects.filter(pk=verdict.pk).update(
        state="approved", approver=reviewer, approved_at=timezone.now()
    )

    assert changed == 1


def test_a_save_that_changes_nothing_is_no_change():
    revision = factories.ArticleFactory().revision

    revision.save()

    assert ArticleRevision.objects.get() == revision
