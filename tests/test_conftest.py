"""What the other tests stand on."""

import socket

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError
from playwright.sync_api import Page

from claims.models import Event, Rating
from factcheck.celery import app
from tests.factories import EventFactory
from tests.servers import Worker, wait_until


def test_emptied_tables_keep_first_rows_and_triggers(transactional_db: None) -> None:
    EventFactory()

    call_command("flush", interactive=False, verbosity=0)

    assert Event.objects.count() == 0
    assert Group.objects.filter(name="editor").count() == 1
    assert Rating.objects.filter(scale__aspect="content").count() == 8
    EventFactory()
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()


@pytest.mark.parametrize("address", [("93.184.215.14", 80), ("example.com", 80), ("::2", 80)])
def test_network_is_out_of_reach(address: tuple[str, int]) -> None:
    with pytest.raises(AssertionError, match="stay on this machine"):
        socket.create_connection(address, timeout=1)


def test_worker_takes_messages_from_the_broker(celery_worker_process: Worker) -> None:
    app.send_task("no.such.task")

    wait_until(lambda: "no.such.task" in celery_worker_process.log(), what="the message to arrive")


@pytest.mark.parametrize(
    "script",
    ["console.error('x')", "setTimeout(() => { throw new Error('x') }, 0)", "fetch('/404')"],
)
def test_page_notices_errors(
    page: Page, console_errors: list[str], script: str, live_server
) -> None:  # type: ignore[no-untyped-def]
    page.goto(f"{live_server.url}/account/login/")
    page.evaluate(script)

    wait_until(lambda: page.wait_for_timeout(50) or console_errors, what="the complaint")

    console_errors.clear()
