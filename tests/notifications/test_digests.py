"""Notices by e-mail: when they go out, what they say, and that each message goes out once."""

import email
import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from email.policy import default as modern

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims import tasks
from claims.editorial import comments
from claims.models import Digest, Notice, NoticeSettings
from claims.notifications import digests
from tests import factories
from tests.conftest import database_url
from tests.servers import BASE_DIR, free_port, wait_until

pytestmark = pytest.mark.django_db


class Mailbox:
    """What a mail server took. ``on_data`` is called when it has a message and has not said so."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []
        self.on_data = lambda: None
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=modern))
        self.on_data()
        return self.answer

    @property
    def ids(self) -> set[str]:
        return {message["Message-ID"] for message in self.messages}


def serve(mailbox, port):
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    return server


@pytest.fixture
def mail_port(settings):
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.SITE_URL = "https://fakten.example.ch"
    return settings.EMAIL_PORT


@pytest.fixture
def mailbox(mail_port):
    mailbox = Mailbox()
    server = serve(mailbox, mail_port)
    yield mailbox
    server.stop()


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """Tasks that a sweep sends are done at once."""
    monkeypatch.setattr(tasks, "_send", lambda task, *args: task(*args) or True)


def person(rate="at_once", language="", **values):
    someone = factories.ReviewerFactory(**values)
    NoticeSettings.objects.create(person=someone, rate=rate, language=language)
    return someone


# --- When -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "now", "slot"),
    [
        ("at_once", "2026-03-04T10:20:30+01:00", "2026-03-04T10:20:30+01:00"),
        ("hourly", "2026-03-04T10:20:30+01:00", "2026-03-04T10:00:00+01:00"),
        ("daily", "2026-03-04T10:20:30+01:00", "2026-03-04T07:00:00+01:00"),
        ("daily", "2026-03-04T07:00:00+01:00", "2026-03-04T07:00:00+01:00"),
        ("daily", "2026-03-04T06:59:59+01:00", "2026-03-03T07:00:00+01:00"),
        ("weekly", "2026-03-04T10:20:30+01:00", "2026-03-02T07:00:00+01:00"),
        ("weekly", "2026-03-02T07:00:00+01:00", "2026-03-02T07:00:00+01:00"),
        ("weekly", "2026-03-02T06:00:00+01:00", "2026-02-23T07:00:00+01:00"),
        # the clocks go forward on 29 March and back on 25 October
        ("daily", "2026-03-29T08:00:00+02:00", "2026-03-29T07:00:00+02:00"),
        ("daily", "2026-03-30T06:00:00+02:00", "2026-03-29T07:00:00+02:00"),
        ("daily", "2026-10-25T06:30:00+01:00", "2026-10-24T07:00:00+02:00"),
        ("weekly", "2026-10-25T23:00:00+01:00", "2026-10-19T07:00:00+02:00"),
    ],
)
def test_last_slot(rate, now, slot):
    assert digests.last_slot(rate, parse_datetime(now)) == parse_datetime(slot)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("at_once", ["10:20", "10:50", "11:10"]),
        ("hourly", ["11:00", "12:00"]),
        ("daily", ["07:00"]),
        ("never", []),
    ],
)
def test_one_message_at_the_rate_one_set(mailbox, rate, expected):
    reader = person(rate)
    arrived = []

    with time_machine.travel("2026-03-04T10:00:00+01:00", tick=False) as clock:
        start = timezone.now()
        for minutes in [*range(0, 130, 10), *range(180, 24 * 60, 60)]:
            clock.move_to(start + timedelta(minutes=minutes))
            if minutes in {20, 50, 70}:
                factories.NoticeFactory(recipient=reader)
            before = len(mailbox.messages)
            tasks.sweep_notices()
            arrived += [f"{timezone.localtime():%H:%M}"] * (len(mailbox.messages) - before)

    assert arrived == expected


def test_without_settings_it_is_daily(mailbox):
    factories.NoticeFactory(recipient=factories.ReviewerFactory())
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.sweep_notices()

    tasks.sweep_notices()

    assert len(mailbox.messages) == 1


def test_beat_that_stopped_for_days_sends_one_message(mailbox):
    reader = person("hourly")
    for hours in range(60, 0, -1):
        with time_machine.travel(timezone.now() - timedelta(hours=hours + 1)):
            factories.NoticeFactory(recipient=reader)

    for _time in range(3):
        tasks.sweep_notices()

    assert len(mailbox.messages) == 1
    assert not Notice.objects.filter(digest__isnull=True).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_for_whom_it_is_time_takes_one_query(rows, django_assert_num_queries):
    for _number in range(rows):
        factories.NoticeFactory(recipient=person())

    with django_assert_num_queries(1):
        assert len(digests.due_digests()) == rows


def test_what_was_read_in_the_page_is_not_sent(mailbox):
    reader = person()
    read, unread = (factories.NoticeFactory(recipient=reader) for _number in range(2))
    Notice.objects.filter(pk=read.pk).update(read_at=timezone.now())

    tasks.sweep_notices()

    assert mailbox.messages[0].get_content().count("/review/claims/") == 1
    read.refresh_from_db()
    assert read.digest is None


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"email": ""}], ids=["left the desk", "no address"]
)
def test_who_has_left_gets_nothing(mailbox, change):
    reader = person()
    factories.NoticeFactory(recipient=reader)
    type(reader).objects.filter(pk=reader.pk).update(**change)

    tasks.sweep_notices()

    assert (mailbox.messages, Digest.objects.count()) == ([], 0)


def test_who_leaves_or_says_never_before_it_goes_out_gets_nothing(mailbox):
    left, silent = person(), person()
    waiting = []
    for reader in (left, silent):
        factories.NoticeFactory(recipient=reader)
        waiting.append(digests.collect(reader.pk))
    left.groups.clear()
    NoticeSettings.objects.filter(person=silent).update(rate="never")

    tasks.sweep_notices()

    assert mailbox.messages == []
    assert {row.state for row in Digest.objects.all()} == {"not_wanted"}


def test_without_a_mail_server_nothing_is_collected():
    factories.NoticeFactory(recipient=person())

    tasks.sweep_notices()

    assert Digest.objects.count() == 0


# --- What it says -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("de", "Faktencheck: Eda Müller hat Sie erwähnt", "- Eda Müller hat Sie erwähnt ("),
        ("en", "Faktencheck: Eda Müller mentioned you", "- Eda Müller mentioned you ("),
        ("", "Faktencheck: Eda Müller hat Sie erwähnt", "- Eda Müller hat Sie erwähnt ("),
    ],
)
def test_message_is_in_the_receivers_language(mailbox, language, subject, line):
    reader = person(language=language, username="ruth")
    editor = factories.EditorFactory(first_name="Eda", last_name="Müller")
    claim = factories.ClaimFactory(statement="Zürich\nwächst.")
    remark = comments.comment(claim, body="@ruth: streng vertraulich", actor=editor)

    tasks.sweep_notices()

    message = mailbox.messages[0]
    text = message.get_content()
    assert (message["Subject"], message["To"]) == (subject, reader.email)
    assert "Zürich wächst." in text
    assert line in text
    assert f"https://fakten.example.ch/review/claims/{claim.pk}/#comment-{remark.pk}" in text
    assert "https://fakten.example.ch/review/notices/settings/" in text
    assert "vertraulich" not in text


def test_several_notices_are_gathered_by_claim(mailbox):
    reader, claim = person(language="en"), factories.ClaimFactory()
    for each in (claim, factories.ClaimFactory(), claim):
        factories.NoticeFactory(recipient=reader, claim=each)

    tasks.sweep_notices()

    message = mailbox.messages[0]
    assert message["Subject"] == "Faktencheck: 3 notices"
    assert message.get_content().count(claim.statement) == 2  # both claims say the same
    assert message.get_content().count("- ") == 3


def test_line_break_in_a_name_is_no_header(mailbox):
    actor = factories.EditorFactory(first_name="Eve\nBcc: all@example.org", last_name="")
    factories.NoticeFactory(recipient=person(language="en"), actor=actor)

    tasks.sweep_notices()

    assert mailbox.messages[0]["Bcc"] is None


# --- Once -------------------------------------------------------------------------------------


def test_task_delivered_twice_sends_once(mailbox):
    factories.NoticeFactory(recipient=person())
    tasks.sweep_notices()

    for _time in range(2):
        tasks.send_digest(Digest.objects.get().pk)
        tasks.sweep_notices()

    digest = Digest.objects.get()
    assert (len(mailbox.messages), digest.state, digest.due_at) == (1, "sent", None)


def test_mail_server_that_is_down_gets_it_later(mail_port):
    factories.NoticeFactory(recipient=person())
    tasks.sweep_notices()
    waiting = Digest.objects.get()
    mailbox = Mailbox()
    server = serve(mailbox, mail_port)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        tasks.sweep_notices()
    server.stop()

    assert (waiting.state, waiting.handed_over_at, waiting.attempts) == ("waiting", None, 1)
    assert "ConnectionRefusedError" in waiting.last_error
    assert len(mailbox.messages) == 1


def test_refused_message_is_parked_and_the_next_takes_its_notices_along(mailbox, settings):
    reader = person()
    factories.NoticeFactory(recipient=reader)
    mailbox.answer = "554 No"
    for hours in range(settings.WORK_MAX_ATTEMPTS + 2):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            tasks.sweep_notices()
    parked = Digest.objects.get()
    mailbox.answer = "250 OK"
    factories.NoticeFactory(recipient=reader)

    tasks.sweep_notices()

    assert parked.parked_at is not None
    assert "554" in parked.last_error
    assert mailbox.messages[0].get_content().count("/review/claims/") == 2


def send_in_another_process(digest, port) -> subprocess.Popen:
    code = "import django; django.setup(); from claims import tasks; tasks.send_digest({})"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(django_settings.VAR_DIR),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    command = [sys.executable, "-c", code.format(digest.pk)]
    return subprocess.Popen(command, cwd=BASE_DIR, env=environment)


def lease_runs_out() -> None:
    Digest.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_worker_killed_before_the_message_was_given_away_sends_it_all_the_same(mail_port):
    factories.NoticeFactory(recipient=(reader := person()))
    digest = digests.collect(reader.pk)
    with socket.create_server(("127.0.0.1", mail_port)) as door:
        process = send_in_another_process(digest, mail_port)
        door.settimeout(300)
        guest, _address = door.accept()  # it waits for the server's greeting
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        guest.close()
    mailbox = Mailbox()
    server = serve(mailbox, mail_port)
    tasks.sweep_notices()
    before = len(mailbox.messages)

    lease_runs_out()
    tasks.sweep_notices()
    tasks.sweep_notices()
    server.stop()

    assert (before, len(mailbox.messages)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_worker_killed_after_the_message_was_taken_does_not_send_it_again(mailbox, mail_port):
    first = factories.NoticeFactory(recipient=(reader := person()))
    digest = digests.collect(reader.pk)
    started = threading.Event()

    def kill() -> None:
        started.wait(300)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    mailbox.on_data = kill
    process = send_in_another_process(digest, mail_port)
    started.set()
    wait_until(lambda: process.poll() is not None, seconds=300, what="the kill")
    mailbox.on_data = lambda: None
    lease_runs_out()
    for _time in range(3):
        tasks.sweep_notices()

    digest.refresh_from_db()
    assert (len(mailbox.messages), digest.state) == (1, "unsure")

    # What may not have arrived is not lost: it rides along with the next message.
    second = factories.NoticeFactory(recipient=reader)
    tasks.sweep_notices()
    assert len(mailbox.ids) == 2
    assert {row.digest_id for row in (first, second) if not row.refresh_from_db()} == {
        Digest.objects.get(state="sent").pk
    }


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_message():
    for _number in range(3):
        factories.NoticeFactory(recipient=(reader := person()))
    start = threading.Barrier(4)
    made = []

    def collect() -> None:
        start.wait()
        made.append(digests.collect(reader.pk))
        connection.close()

    threads = [threading.Thread(target=collect) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {digest.pk for digest in made} == {Digest.objects.get().pk}


def test_database_refuses_a_second_waiting_message():
    reader = person()
    Digest.objects.create(recipient=reader)

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(recipient=reader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.update(state="sent")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_a_real_worker_sends_it(mailbox, mail_port, broker, tmp_path, monkeypatch):
    from tests.servers import Worker

    monkeypatch.undo()
    factories.NoticeFactory(recipient=person())
    worker = Worker(
        {
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "SECRET_KEY": django_settings.SECRET_KEY,
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": broker,
            "VAR_DIR": str(django_settings.VAR_DIR),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "LOG_LEVEL": "INFO",
        },
        tmp_path,
    )
    try:
        worker.start(concurrency=2)
        for _time in range(2):
            tasks.sweep_notices.apply_async()
        wait_until(lambda: Digest.objects.filter(state="sent").exists(), what="the message")
        wait_until(lambda: worker.log().count("sweep_notices") >= 2, what="both sweeps")
    finally:
        worker.kill()

    assert len(mailbox.messages) == 1
