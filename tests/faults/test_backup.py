"""A backup, as README says to make one, is whole when it comes back; damage to it is found."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from claims import http
from claims.evidence.snapshots import damage_of, read_copy, save_copy
from claims.models import Event, Snapshot
from tests import factories
from tests.conftest import database_url
from tests.servers import BASE_DIR, postgresql_program

pytestmark = pytest.mark.slow
PAGE = f"<title>Statistik</title><p>{factories.EXCERPT}</p>".encode()


def copy_of_a_page():
    url = "https://statistik.example/2025"
    page = http.Response(
        url=url,
        status=200,
        headers={"content-type": "text/html"},
        content_type="text/html",
        charset="utf-8",
        body=PAGE,
    )
    return save_copy(factories.SourceFactory(url=url), read_copy(page))


def back_up(folder: Path) -> str:
    """Database first, then files; the address of the database as it was brought back."""
    if connection.vendor == "sqlite":
        path = folder / "factcheck.sqlite3"
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
            closing(sqlite3.connect(path)) as backup,
        ):
            ours.backup(backup)
        address = f"sqlite:///{path}"
    else:
        address = urlsplit(database_url())._replace(path=f"/{_restored()}").geturl()
        run(postgresql_program("pg_dump"), "-Fc", f"--file={folder}/dump", f"-d{database_url()}")
        _drop()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {_restored()}")
        run(postgresql_program("pg_restore"), f"-d{address}", folder / "dump")
    shutil.copytree(settings.MEDIA_ROOT, folder / "media")
    return address


def _restored() -> str:
    return f"{connection.settings_dict['NAME']}_restored"


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {_restored()} WITH (FORCE)")


def run(*command: object) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "backup"
    folder.mkdir()
    return folder


@pytest.fixture
def restored(transactional_db, folder):
    """Runs a command on the backup: its exit status, and all that it said."""
    copy_of_a_page()
    factories.published_claim()
    address = back_up(folder)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": address,
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
    }

    def manage(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    yield manage
    if connection.vendor == "postgresql":
        _drop()


def test_backup_comes_back_whole_and_damage_is_found(restored, folder):
    count, last = Event.objects.count(), Event.objects.order_by("pk").last().hash
    copies = Snapshot.objects.count()
    [file] = (folder / "media").rglob("*.warc.gz")

    assert restored("migrate", "--check")[0] == 0
    assert restored("verify_log") == (
        0,
        f"The log is complete: {count} rows, last hash {last}.\n",
    )
    assert restored("verify_copies") == (0, f"Every copy is as it was kept: {copies}.\n")

    file.unlink()
    status, said = restored("verify_copies")
    assert status == 1
    assert "its file is missing" in said
    assert f"1 of {copies} copies are damaged." in said


@pytest.mark.django_db
def test_every_kind_of_damage_to_a_copy_is_named():
    copy = copy_of_a_page()
    assert damage_of(copy) == ""
    copy.sha256 = "0" * 64
    assert damage_of(copy) == "its file was changed"
    Path(copy.file.path).write_bytes(b"nothing of it")
    assert damage_of(copy) == "its file is broken"
    copy.text += " Nicht."
    assert damage_of(copy) == "its text was changed"
