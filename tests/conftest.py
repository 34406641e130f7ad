"""What all tests share: the database's triggers and first rows, workers, brokers, the browser."""

import ipaddress
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import hypothesis
import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import Client
from django.utils import translation
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_httpserver import HTTPServer
from werkzeug import Response

from claims.models import triggers
from factcheck.celery import app as celery_app
from tests.servers import NGINX, Redis, Worker, missing

TESTS = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing is loaded from outside, and a page that tries has an error in its console.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# marker: the program it needs, and whether it is missing
NEEDED = {
    "redis": ("redis-server", missing("redis-server")),
    "browser": ("chromium", CHROMIUM is None),
    "nginx": ("nginx", NGINX is None),
}
INSTALL = "brew install {}" if sys.platform == "darwin" else "apt install {}"

# Two cores shared with others are slow now and then, which says nothing about the program.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")
expect.set_options(timeout=90_000)

# What is named here runs on PostgreSQL too: SQL of our own, constraints and triggers, locks, lists.
# Everything else asks the ORM for what both databases answer alike.
ON_POSTGRESQL_TOO = (
    "access/test_abuse.py",
    "admin/claims/test_conflicts.py",
    "admin/rechecks/test_monitoring.py",
    "admin/test_lists.py",
    "api/desk/",
    "api/public/test_claims.py",
    "editorial/",
    "evidence/test_archive.py",
    "faults/",
    "import_export/test_importer.py",
    "ingest/test_articles.py",
    "ingest/test_feeds.py",
    "matching/test_external_checks.py",
    "matching/test_precedents.py",
    "matching/test_relations.py",
    "management/test_commands.py",
    "management/test_seeds.py",
    "models/",
    "notifications/",
    "public/test_growth.py",
    "public/test_pages.py",
    "public/test_privacy.py",
    "public/test_search.py",
    "public/test_statistics.py",
    "publication/",
    "rechecks/",
    "review/test_queue.py",
    "search/",
    "test_list_queries.py",
    "test_story.py",
    "test_tasks.py",
)
# These read the clock, show dates or count days; `make test-dates` runs them on other days.
ABOUT_DATES = (
    "admin/dashboard/",
    "admin/rechecks/",
    "editorial/test_null_searches.py",
    "editorial/test_replies.py",
    "editorial/test_undo.py",
    "editorial/test_verdicts.py",
    "evidence/test_snapshots.py",
    "extraction/test_record.py",
    "ingest/test_articles.py",
    "ingest/test_feeds.py",
    "models/test_background_job.py",
    "notifications/",
    "presentation/test_formatting.py",
    "public/test_feeds.py",
    "public/test_pages.py",
    "public/test_statistics.py",
    "publication/test_publish.py",
    "rechecks/test_lists.py",
    "rechecks/test_schedule.py",
    "rechecks/test_schedule_rules.py",
    "review/test_queue.py",
)
# Walks over many pages, roles or inputs; `make check` leaves them out, with what hypothesis tries.
SLOW = (
    "access/",
    "admin/accounts/test_roles.py::test_administrator_changes_and_deletes",
    "admin/claims/test_page.py::test_step_is_",
    "admin/rechecks/test_monitoring.py",
    "admin/test_lists.py",
    "admin/workbench/test_revisions.py::test_no_claim_ever",
    "admin/workbench/test_views.py::test_nonsense",
    "api/desk/test_actions.py::test_role_decides",
    "api/desk/test_views.py::test_no_address",
    "api/public/test_claims.py::test_any_string",
    "api/public/test_claims.py::test_bad_parameter",
    "api/test_conformance.py",
    "editorial/test_assessments.py::test_pages_keep_the_secret",
    "editorial/test_forbidden.py",
    "editorial/test_workflow.py::test_every_verb",
    "extraction/test_english.py::test_odd_input",
    "extraction/test_spans.py::test_odd_input",
    "ingest/test_readable.py::test_readable_survives",
    "management/test_seeded_desk.py",
    "management/test_seeds.py",
    "models/test_event.py::test_any_change",
    "public/test_claimreview_on_page.py",
    "public/test_growth.py",
    "public/test_links.py",
    "public/test_pages.py::test_page_costs",
    "public/test_privacy.py",
    "public/test_search.py::test_any_string",
    "public/test_safety.py",
    "public/test_search.py::test_search_finds_words",
    "public/test_social_cards.py::test_any_claim",
    "public/test_standards.py",
    "test_anchors.py::test_located_words",
    "test_list_queries.py",
    "test_translations.py",
)
# Fixtures and files that start processes of the program.
PROCESS_FIXTURES = {"celery_worker_process", "broker", "redis_server", "gunicorn", "readers"}
START_PROCESSES = (
    "access/test_shared_cache.py",
    "extraction/test_command.py",
    "management/test_demo.py",
    "management/test_processes.py",
    "notifications/test_digests.py::test_worker_killed",
    "public/test_health.py",
    "test_settings.py",
)


# --- What is left out, and why ----------------------------------------------------------------


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not import the files that ``-m sql`` or ``-m dates`` would leave out as a whole."""
    files = {"sql": ON_POSTGRESQL_TOO, "dates": ABOUT_DATES}.get(config.option.markexpr)
    if files is None or collection_path.suffix != ".py":
        return None
    path = collection_path.relative_to(TESTS).as_posix()
    is_test = collection_path.name.startswith("test_")
    return True if is_test and not path.startswith(files) else None


@pytest.hookimpl(tryfirst=True)  # before -m looks at the markers
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses_database = fixtures & {"db", "transactional_db"} or item.get_closest_marker(
            "django_db"
        )
        path = item.path.relative_to(TESTS).as_posix()
        if "page" in fixtures:
            item.add_marker("browser")
        name = f"{path}::{item.name}"
        if name.startswith(SLOW) or getattr(item.obj, "is_hypothesis_test", False):
            item.add_marker("slow")
        starts_processes = fixtures & PROCESS_FIXTURES or name.startswith(START_PROCESSES)
        if starts_processes:
            item.add_marker("process")
            if "TEST_DATE" in os.environ:
                reason = "the processes that it starts have the clock of the machine"
                item.add_marker(pytest.mark.skip(reason=reason))
        is_for_one = item.get_closest_marker("one_database") or "page" in fixtures
        if uses_database and path.startswith(ON_POSTGRESQL_TOO) and not is_for_one:
            item.add_marker("sql")
        is_costly = "page" in fixtures or starts_processes or item.get_closest_marker("slow")
        if path.startswith(ABOUT_DATES) and not is_costly:
            item.add_marker("dates")
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="is about PostgreSQL"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, is_missing) in NEEDED.items():
        if item.get_closest_marker(marker) and is_missing:
            reason = f"{program} is not installed"
            if os.environ.get("CI", "").lower() in {"1", "true"}:
                pytest.fail(f"{reason}, and CI is set", pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    programs = [
        program
        for program, _missing in NEEDED.values()
        if any(f"{program} is not installed" in reason for reason in skipped)
    ]
    if programs:
        how = INSTALL.format(" ".join(programs))
        if sys.platform == "darwin":
            how = how.replace("redis-server", "redis")
        terminalreporter.write_line(f"Some tests were skipped. To run them: {how}", yellow=True)


# --- No test leaves this machine --------------------------------------------------------------

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class NetworkUsed(AssertionError):
    pass


def _check(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return
    try:
        if ipaddress.ip_address(name.partition("%")[0]).is_loopback:
            return
    except ValueError:
        pass
    raise NetworkUsed(f"A test tried to reach {name!r}; tests stay on this machine.")


def _guarded_connect(sock: socket.socket, address: Any) -> None:
    if sock.family != socket.AF_UNIX:
        _check(address[0])
    _connect(sock, address)


def _guarded_connect_ex(sock: socket.socket, address: Any) -> int:
    if sock.family != socket.AF_UNIX:
        _check(address[0])
    return _connect_ex(sock, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host or "")
    except ValueError:  # a name, which would be asked of a server
        _check(host)
    return _getaddrinfo(host, *args, **kwargs)


def pytest_configure() -> None:
    if day := os.environ.get("TEST_DATE"):
        time_machine.travel(day).start()
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_getaddrinfo
    # Asked to end, pytest clears up as after Ctrl-C: no server and no worker is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """Each test begins in the first language, whatever a page before it was asked for in."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """What one test kept is not found by the next, whose rows may have the same numbers."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


# --- The database -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let the tables be emptied after a transactional test.

    SQLite empties them by DELETE, which the append-only triggers refuse. The triggers, like the
    first rows, come back by themselves (claims.apps).
    """
    empty = DatabaseOperations.execute_sql_flush

    def empty_despite_triggers(operations: DatabaseOperations, statements: list[str]) -> None:
        with operations.connection.schema_editor() as schema_editor:
            triggers.remove(schema_editor)
        empty(operations, statements)

    DatabaseOperations.execute_sql_flush = empty_despite_triggers


# --- Background work --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(params=["filesystem", pytest.param("redis", marks=pytest.mark.redis)])
def broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty broker, used by this process too; each test runs on both kinds."""
    if request.param == "redis":
        server: Redis = request.getfixturevalue("redis_server")
        server.empty()
        url, options = server.url, {"visibility_timeout": 300}
    else:
        url, options = "filesystem://", django_settings.CELERY_BROKER_TRANSPORT_OPTIONS
        for folder in ("queue", "queue-done", "queue-control"):
            for message in (django_settings.VAR_DIR / folder).iterdir():
                message.unlink()
    monkeypatch.setenv("CELERY_BROKER_URL", url)
    before = celery_app.conf.broker_url, celery_app.conf.broker_transport_options
    _send_to(url, options)
    yield url
    _send_to(*before)


def _send_to(url: str, options: dict[str, Any]) -> None:
    celery_app.conf.update(broker_url=url, broker_transport_options=options)
    # Open connections lead to the broker before.
    celery_app._pool = None
    celery_app.amqp._producer_pool = None


@pytest.fixture
def worker_environment(request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings of the worker, as environment; override it in a test module to add some."""
    if "httpserver" not in request.fixturenames:
        return {}
    server = request.getfixturevalue("httpserver")
    return {"FETCH_ALLOWED_HOSTS": f"{server.host}:{server.port}"}


@pytest.fixture
def celery_worker_process(
    transactional_db: None, broker: str, worker_environment: dict[str, str], tmp_path: Path
) -> Iterator[Worker]:
    """A real worker, started and ready, on the test's database, folder and broker."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": broker,
        "VAR_DIR": str(django_settings.VAR_DIR),
        "LOG_LEVEL": "INFO",  # its log says when it is ready
        **worker_environment,
    }
    worker = Worker(environment, tmp_path)
    try:
        worker.start()
        yield worker
    finally:
        worker.kill()  # at once: everything it could still write is about to be emptied


def database_url() -> str:
    """The address of the database of this test process, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


# --- Web servers ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def make_httpserver() -> Iterator[HTTPServer]:
    """The server behind ``httpserver``, with a thread for each connection, as real ones have."""
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.fixture
def never_answers() -> Iterator[Callable[[Any], Response]]:
    """A page of a server that does not answer before the test has ended."""
    ended = threading.Event()

    def wait(_request: Any) -> Response:
        ended.wait(600)
        return Response("zu spät")

    yield wait
    ended.set()


# --- The browser ------------------------------------------------------------------------------


class Look(NamedTuple):
    scheme: str
    width: int


LOOKS = [Look(scheme, width) for width in (1440, 390) for scheme in ("light", "dark")]
# Both colour schemes and both widths are in these two, which is what rules depend on.
LOOKS_FOR_AXE = (LOOKS[0], LOOKS[-1])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_OPTIONS}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "color_scheme": "light",
        "viewport": {"width": 1440, "height": 900},
        "locale": "de-CH",
        "timezone_id": "Europe/Zurich",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def console_errors() -> list[str]:
    """What the browser complained about; a test that expects complaints clears it."""
    return []


@pytest.fixture
def page(page: Page, console_errors: list[str]) -> Iterator[Page]:
    """A page that fails the test on any error in the console, violations of the CSP among them."""

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            console_errors.append(f"{message.text} ({message.location.get('url')})")

    page.on("console", listen)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    page.set_default_timeout(90_000)
    yield page
    assert console_errors == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Gives the faults of accessibility on a page, the slightest too."""

    def faults(page: Page) -> list[str]:
        # Without its wish to read stylesheets again, which breaks the CSP that is to be tested.
        violations = Axe().run(page, options={"preload": False}).response["violations"]
        return [
            f"{violation['id']}: {node['target'][0]} ({node['failureSummary'].splitlines()[-1].strip()})"
            for violation in violations
            for node in violation["nodes"]
        ]

    return faults


@pytest.fixture
def faults_in_every_look(
    page: Page, axe: Callable[[Page], list[str]], console_errors: list[str]
) -> Callable[[], list[str]]:
    """Gives what is wrong with the page that is open: light and dark, wide and narrow.

    Faults of accessibility, what is wider than the screen, and errors in the console.
    """

    def faults() -> list[str]:
        found = []
        for look in LOOKS:
            page.emulate_media(color_scheme=look.scheme)
            page.set_viewport_size({"width": look.width, "height": 900})
            wrong = axe(page) if look in LOOKS_FOR_AXE else []
            if (width := page.evaluate("document.documentElement.scrollWidth")) > look.width:
                wrong.append(f"{width} px wide")
            found += [f"{look.scheme} {look.width}: {fault}" for fault in wrong]
        found += console_errors
        console_errors.clear()
        return found

    return faults


@pytest.fixture
def log_in(page: Page, live_server: Any) -> Callable[[User], None]:
    """Signs a user in without the form."""

    def with_session_of(user: User) -> None:
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return with_session_of
