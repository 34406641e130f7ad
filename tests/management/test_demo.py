"""The demo as a person starts it: real processes on a free port, in a folder of their own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from claims.management.commands.demo import PASSWORD, Command, environment_for, programs
from claims.models import Source
from tests.servers import BASE_DIR, free_port, wait_until


class Demo:
    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=BASE_DIR,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self.read, daemon=True).start()

    def environment(self) -> dict[str, str]:
        strange = ("DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE")
        kept = {name: value for name, value in os.environ.items() if name not in strange}
        folder = str(self.folder)
        return {**kept, "DEBUG": "1", "VAR_DIR": folder, "STATIC_ROOT": f"{folder}/static"}

    def read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line)

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def wait_for(self, words: str, *, seconds: float = 300) -> None:
        wait_until(
            lambda: words in self.output or self.process.poll() is not None,
            seconds=seconds,
            what=f"{words!r} in the demo's output",
        )
        assert words in self.output, self.output

    def family(self) -> list[psutil.Process]:
        """The demo and every process it has started."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def status(self) -> int:
        url = f"http://127.0.0.1:{self.port}/healthz"
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.status)

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(180)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Demo]]:
    """Starts the demo, always on the same data; whatever still runs at the end is stopped."""
    started: list[Demo] = []
    port = free_port()

    def start_and_wait() -> Demo:
        started.append(Demo(tmp_path, port))
        started[-1].wait_for("Ready.")
        return started[-1]

    yield start_and_wait
    for demo in started:
        if demo.process.poll() is None:
            demo.stop(signal.SIGTERM)


def all_gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


@pytest.mark.slow
def test_demo_stops_everything_keeps_everything_and_restarts_what_dies(
    start: Callable[[], Demo],
) -> None:
    demo = start()
    assert demo.status() == 200
    for words in (f"http://localhost:{demo.port}/admin/", "editor, reviewer, chief, admin"):
        assert words in demo.output
    family = demo.family()
    assert len(family) >= 7  # web and its process, worker and two, beat, the guard
    with sqlite3.connect(demo.folder / "factcheck.sqlite3") as database:
        database.execute("INSERT INTO claims_publisher (name, slug, homepage) VALUES ('x','x','')")

    assert demo.stop() == 0

    assert all_gone(family)
    assert demo.lines[-1].startswith("Stopped. Everything is kept")
    again = start()
    with sqlite3.connect(demo.folder / "factcheck.sqlite3") as database:
        count = database.execute("SELECT count(*) FROM claims_publisher WHERE slug = 'x'")
        assert count.fetchone() == (1,)

    web = next(p for p in again.family() if "gunicorn" in " ".join(p.cmdline()))
    web.kill()
    again.wait_for("ended (SIGKILL); starting it again")
    wait_until(lambda: answers(again), what="the web server to be back")
    family = again.family()
    again.process.kill()
    wait_until(lambda: all_gone(family), seconds=180, what="the children to end")


@pytest.mark.slow
def test_changed_source_becomes_a_finding_and_the_claim_is_reopened(
    start: Callable[[], Demo], page: Page, console_errors: list[str]
) -> None:
    demo = start()
    site = f"http://localhost:{demo.port}"
    page.goto(f"{site}/account/login/?next=/admin/claims/finding/")
    page.locator("input[name=login]").fill("editor")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    finding = page.locator("#result_list tr", has_text="In 20 Minuten zum nächsten Notfall?")
    expect(page.locator("#result_list")).to_be_visible()
    expect(finding).to_have_count(0)

    page.goto(f"{site}/demo/sources/fahrzeiten-rettungsdienst/")
    page.get_by_role("button").click()
    page.goto(f"{site}/admin/claims/finding/")
    wait_until(lambda: page.reload() and finding.count(), seconds=300, what="the finding")

    finding.locator("a.row-title").click()
    found = page.locator(".finding", has_text="offen")
    expect(found.locator("del")).to_contain_text("34")
    expect(found.locator("ins")).to_contain_text("24")
    found.locator("summary").click()
    found.locator("select").select_option("claim_reopened")
    found.locator("input[name=reason]").fill("Die Zahl der Quelle ist eine andere.")
    found.get_by_role("button", name="Erledigen", exact=True).click()
    expect(page.locator(".state-now")).to_contain_text("wird nachgeprüft")

    page.goto(f"{site}/claims/")
    page.get_by_role("link", name="In 20 Minuten zum nächsten Notfall?").first.click()
    expect(page.get_by_text("Diese Behauptung wird nachgeprüft.")).to_be_visible()
    assert demo.stop(signal.SIGTERM) == 0


def answers(demo: Demo) -> bool:
    try:
        return demo.status() == 200
    except OSError:
        return False


@pytest.mark.django_db
def test_demo_answers_where_its_sources_have_their_addresses(capsys: pytest.CaptureFixture) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        taken = sock.getsockname()[1]
        first, now = free_port(), free_port()
        for port in (first, taken, now):
            Source.objects.create(url=f"http://localhost:{port}/demo/sources/chronik-paris/")
        Source.objects.create(url="https://example.org/demo/sources/chronik-paris/")

        ports = Command().ports_of_sources(now)

    assert ports == [first]
    assert capsys.readouterr().out.startswith(
        f"The sample sources have their addresses at port {taken}, which is taken"
    )
    environment = environment_for([now, first])
    assert environment["SITE_URL"] == f"http://localhost:{now}"
    assert f"localhost:{first}" in environment["FETCH_ALLOWED_HOSTS"].split(",")
    assert f"127.0.0.1:{first}" in programs([now, first])[0].command


def test_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        port = sock.getsockname()[1]
        demo = Demo(tmp_path, port)
        assert demo.process.wait(180) != 0

    demo.wait_for("\n")
    assert demo.lines == [
        f"CommandError: Port {port} is taken; choose another with PORT={port + 1} make demo.\n"
    ]
    assert not (tmp_path / "factcheck.sqlite3").exists()
