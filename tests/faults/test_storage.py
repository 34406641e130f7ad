"""A disk that is full, a database that breaks off: nothing half-written, and done in the end."""

import errno
import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import tasks
from claims.models import (
    Claim,
    Event,
    Finding,
    Publication,
    RecheckPolicy,
    RecheckResult,
    RecheckRun,
    Snapshot,
    Source,
)
from claims.rechecks.runner import recheck
from tests.conftest import database_url
from tests.factories import EXCERPT, ChiefEditorFactory, SourceFactory, approved_claim
from tests.servers import BASE_DIR, wait_until

pytestmark = pytest.mark.slow


class FullDisk(FileSystemStorage):
    """Takes the beginning of a file, then says what the kernel says."""

    def _save(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.read(100))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def full_disk(settings):
    """Fills the disk, and empties it again when called."""
    before = settings.STORAGES
    settings.STORAGES = {
        **before,
        "default": {"BACKEND": "tests.faults.test_storage.FullDisk"},
    }

    def empty():
        settings.STORAGES = before

    return empty


@pytest.mark.django_db
def test_a_full_disk_fails_the_changed_claim_alone_until_there_is_room(desk, full_disk):
    desk.publish(4)
    [changed] = desk.changed
    copies = Snapshot.objects.count()

    tasks.recheck_due()
    waits = RecheckPolicy.objects.get(claim=changed)
    assert (waits.attempts, waits.lease_until, waits.parked_at) == (1, None, None)
    assert "No space left on device" in waits.last_error
    assert waits.due_at > timezone.now()
    assert sorted(RecheckRun.objects.values_list("state", flat=True)) == ["done"] * 3 + ["failed"]
    assert (Finding.objects.count(), Snapshot.objects.count()) == (0, copies)
    full_disk()
    RecheckPolicy.objects.filter(claim=changed).update(due_at=timezone.now())
    tasks.recheck_due()

    desk.assert_all_is_well()
    copy = Snapshot.objects.latest("pk")
    assert Snapshot.objects.count() == copies + 1
    assert copy.file.open().read(2) == b"\x1f\x8b"
    assert copy.file.size > 100


@pytest.mark.django_db
def test_a_disk_that_stays_full_parks_the_claim_with_its_error(desk, full_disk, settings):
    desk.publish(1)

    for _time in range(settings.WORK_MAX_ATTEMPTS + 1):
        RecheckPolicy.objects.update(due_at=timezone.now())
        recheck(desk.claims[0])

    rests = RecheckPolicy.objects.parked().get()
    assert "No space left on device" in rests.last_error
    assert not RecheckResult.objects.exists()


@pytest.mark.django_db
def test_a_full_disk_fails_a_copy_with_its_error(desk, full_disk):
    desk.site.pages["/new"] = EXCERPT
    source = SourceFactory(
        url=desk.site.url("/new"), capture_state="referenced", due_at=timezone.now()
    )

    tasks.capture_source(source.pk)
    source.refresh_from_db()
    assert "No space left on device" in source.last_error
    assert (source.attempts, source.lease_until, source.snapshot) == (1, None, None)
    full_disk()
    Source.objects.update(due_at=timezone.now())
    tasks.capture_source(source.pk)

    source.refresh_from_db()
    assert (source.capture_state, source.last_error) == ("captured", "")
    assert source.snapshots.count() == 1


# A disk of its own for the process and its children, full but for its table of contents.
SMALL_DISK = """
mount -t tmpfs -o size=64k none "$0" || exit 1
head -c 100000 /dev/zero > "$0/filler" 2> /dev/null
exec "$@"
"""


@pytest.fixture
def small_disk(settings):
    """What starts a program whose kept copies go to a real disk without any room, and the folder."""
    media = settings.VAR_DIR / "media"
    media.mkdir(exist_ok=True)
    within = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, str(media)]
    if not shutil.which("unshare") or subprocess.run([*within, "true"], check=False).returncode:
        pytest.skip("this system does not let a process have a disk of its own")
    return within, media


@pytest.mark.one_database  # in a namespace of its own the worker may not reach another user's PostgreSQL
@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_a_worker_whose_disk_is_really_full_writes_nothing_until_there_is_room(
    desk, workers, small_disk
):
    within, media = small_disk
    desk.publish(3)
    [changed] = desk.changed
    copies = Snapshot.objects.count()
    [worker] = workers(1, within=within)
    seen_by_worker = Path(f"/proc/{worker.process.pid}/root{media}")

    tasks.wake(tasks.sweep_rechecks)
    failed = RecheckPolicy.objects.filter(claim=changed, lease_until=None).exclude(last_error="")
    wait_until(failed.exists, seconds=300, what="the disk to be full")
    assert "No space left on device" in failed.get().last_error
    assert (Finding.objects.count(), Snapshot.objects.count()) == (0, copies)
    (seen_by_worker / "filler").unlink()
    failed.update(due_at=timezone.now())
    desk.look_after()

    desk.assert_all_is_well()
    copy = Snapshot.objects.latest("pk")
    assert Snapshot.objects.count() == copies + 1
    assert b"1240" in gzip.decompress((seen_by_worker / copy.file.name).read_bytes())


@pytest.mark.postgresql
@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_postgresql_that_breaks_off_between_fetch_and_write_costs_a_round_only(desk, workers):
    desk.publish(5)
    desk.hold_back("/2")
    workers(1)
    tasks.wake(tasks.sweep_rechecks)
    wait_until(lambda: "/2" in desk.held, what="the middle of the round")

    with psycopg.connect(database_url(), autocommit=True) as other:
        ended = other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
            " current_database() AND pid NOT IN (pg_backend_pid(), %s)",
            [_own_backend()],
        ).fetchall()
    desk.gate.set()
    desk.look_after()

    assert ended
    desk.assert_all_is_well()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_save_that_takes_too_long_is_ended_whole_and_says_so():
    """The page and the claim are written, the log waits for a lock longer than it may."""
    claim = approved_claim()
    before = Claim.objects.values().get(pk=claim.pk)
    client = Client(raise_request_exception=False)
    client.force_login(ChiefEditorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("admin:claims_claim_do", args=[claim.pk, "publish"])
    entries = Event.objects.count()

    with psycopg.connect(database_url()) as other, connection.cursor() as cursor:
        other.execute(f"LOCK TABLE {Event._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET statement_timeout = 300")
        try:
            answer = client.post(address)
        finally:
            cursor.execute("RESET statement_timeout")

    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert "statement" not in answer.text
    assert Claim.objects.values().get(pk=claim.pk) == before
    assert not Publication.objects.filter(claim=claim).exists()
    assert Event.objects.count() == entries
    assert client.post(address).status_code == 302
    assert Publication.objects.filter(claim=claim).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_round_that_takes_too_long_to_write_is_done_later(desk):
    desk.publish(2)
    [changed] = desk.changed

    with psycopg.connect(database_url()) as other, connection.cursor() as cursor:
        other.execute(f"LOCK TABLE {Finding._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET statement_timeout = 300")
        try:
            tasks.recheck_due()
        finally:
            cursor.execute("RESET statement_timeout")
    waits = RecheckPolicy.objects.get(claim=changed)
    assert (waits.attempts, waits.lease_until) == (1, None)
    assert "statement timeout" in waits.last_error
    assert not Finding.objects.exists()
    RecheckPolicy.objects.filter(claim=changed).update(due_at=timezone.now())
    tasks.recheck_due()

    desk.assert_all_is_well()


@pytest.mark.postgresql
def test_postgresql_killed_and_started_again_in_a_round_and_in_a_save(tmp_path):
    """With a server of its own, in a run of its own: the present one is shared by many tests."""
    shared = {"TEST_DATABASE_URL", "DATABASE_URL", "TEST_DIR", "VAR_DIR", "PYTEST_ADDOPTS"}
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in shared and not name.startswith("PYTEST_XDIST")
    }
    file, base = "tests/faults/restart_of_postgresql.py", f"--basetemp={tmp_path / 'run'}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--show-capture=no", base, file],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-5000:]
    assert "2 passed" in done.stdout


def _own_backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]
