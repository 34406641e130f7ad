"""The log: a chain of hashes, written in the transaction of what it tells of."""

import threading

import pytest
from django.db import close_old_connections, connection, transaction

from claims.models import Event, record, triggers
from tests import factories


def broken() -> list[int]:
    """The rows whose content or place does not fit the chain."""
    previous, wrong = "", []
    for event in Event.objects.order_by("pk"):
        if event.hash != event.computed_hash() or event.previous_hash != previous:
            wrong.append(event.pk)
        previous = event.hash
    return wrong


def test_each_row_is_bound_to_the_one_before(db):
    factories.published_claim()

    events = list(Event.objects.order_by("pk"))

    assert [event.verb for event in events] == ["propose", "submit", "approve", "publish"]
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]
    assert events[0].previous_hash == ""
    assert broken() == []


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "reject"},
        {"actor": None},
        {"claim": None},
        {"article": None},
        {"data": {"to": "open"}},
        {"at": "2020-01-01T00:00:00Z"},
        {"previous_hash": "0" * 64},
    ],
    ids=str,
)
def test_any_change_of_a_row_is_detected(transactional_db, change):
    factories.published_claim()
    second = Event.objects.order_by("pk")[1]

    without_triggers(lambda: Event.objects.filter(pk=second.pk).update(**change))

    assert broken() == [second.pk]


def test_missing_row_is_detected(transactional_db):
    factories.published_claim()
    second, third = Event.objects.order_by("pk")[1:3]

    without_triggers(lambda: Event.objects.filter(pk=second.pk)._raw_delete("default"))

    assert broken() == [third.pk]


def without_triggers(change) -> None:
    """Do what somebody with the database's password could do."""
    with connection.schema_editor() as schema_editor:
        triggers.remove(schema_editor)
    change()
    with connection.schema_editor() as schema_editor:
        triggers.install(schema_editor)


def test_event_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        record("accept", actor=None)

    assert Event.objects.count() == 0


def test_event_of_what_was_rolled_back_is_gone(transactional_db):
    claim = factories.ClaimFactory()

    with transaction.atomic():
        record("accept", actor=None, claim=claim)
        transaction.set_rollback(True)

    assert Event.objects.count() == 0


def test_chain_holds_when_many_write_at_once(transactional_db):
    claim = factories.ClaimFactory()
    failures: list[Exception] = []

    def write() -> None:
        try:
            for _number in range(10):
                with transaction.atomic():
                    record("accept", actor=None, claim=claim)
        except Exception as error:
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Event.objects.count() == 40
    assert broken() == []
