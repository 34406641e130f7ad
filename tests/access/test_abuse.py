"""Whatever is asked, however often: an answer, 400, 404 or 429, and never 500."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any, NamedTuple

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests import factories
from tests.conftest import database_url
from tests.servers import BASE_DIR, free_port, wait_until

ANSWERED = {200, 301, 302, 400, 404, 405, 413, 414}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        *("/%00", "/claims/%00/", "/claims/2026/a%00b/", "/claims/99999999999999999999/a/"),
        *("/articles/%00/", f"/topics/{'a' * 10_000}/", "/feeds/topics/%00.atom", "/%ff%fe/"),
        *("/sitemap-%00.xml", "/sitemap-claims.xml?p=1000000000", "/sitemap-claims.xml?p=%00"),
        *("/oembed/?url=%00", "/oembed/?url=http://[", f"/oembed/?maxwidth={'9' * 5000}"),
        *("/api/v1/claims/99999999999999999999/", "/api/v1/%00", "/static/%00", "/static/../x"),
        *("/claims/2026/a/card.png?%00", "/i18n/setlang/?next=%00", "/account/login/?next=%00"),
    ],
)
def test_addresses_nobody_gave_out_are_answered(path: str, client: Client) -> None:
    assert client.get(path).status_code in ANSWERED


BURST, LIMIT = 1000, 60


@pytest.fixture
def gunicorn(transactional_db: None, tmp_path: Any) -> Iterator[int]:
    """The port of the web server that is deployed, which takes 60 requests of the API."""
    port = free_port()
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "tests.access.burst_settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(django_settings.VAR_DIR),
        "STATIC_ROOT": str(tmp_path),
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
        "API_RATE": f"{LIMIT}/day",
    }
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "8", "--no-control-socket"]
    log = (tmp_path / "log").open("wb")
    command = [sys.executable, "-m", "gunicorn", "factcheck.wsgi", *options]
    server = subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log)

    def is_up() -> bool:
        try:
            return ask(port, ["/robots.txt"])[0].status == 200
        except OSError:
            assert server.poll() is None, (tmp_path / "log").read_text()
            return False

    try:
        wait_until(is_up, seconds=300, what="gunicorn")
        yield port
    finally:
        server.terminate()
        server.wait(120)
        log.close()


class Answer(NamedTuple):
    path: str
    status: int
    kind: str
    wait: str


def ask(port: int, paths: Sequence[str], **headers: str) -> list[Answer]:
    """One after the other, by one connection as long as it is kept."""
    asked, answers = HTTPConnection("127.0.0.1", port, timeout=300), []
    for path in paths:
        asked.request("GET", path, headers=headers)
        answer = asked.getresponse()
        answer.read()
        told = answer.headers
        answers.append(
            Answer(path, answer.status, told["Content-Type"] or "", told["Retry-After"] or "")
        )
    asked.close()
    return answers


def test_a_thousand_requests_at_once_are_limited_and_none_fails(
    gunicorn: int, client: Client
) -> None:
    """And meanwhile the desk is answered."""
    claim = factories.published_claim()
    client.force_login(
        factories.ChiefEditorFactory(), backend="django.contrib.auth.backends.ModelBackend"
    )
    name = django_settings.SESSION_COOKIE_NAME
    chief = {"Cookie": f"{name}={client.cookies[name].value}"}
    api = "/api/v1/claims/?q=Zahl"
    page, search = claim.get_absolute_url(), "/claims/?q=Zahl"
    mixed = [api, page, api, "/", page, api, f"{page}embed/", api, page, search]
    readers = 20
    each = mixed * (BURST // readers // len(mixed))

    with ThreadPoolExecutor(readers + 1) as pool:
        asked = [pool.submit(ask, gunicorn, each) for _reader in range(readers)]
        desk = pool.submit(ask, gunicorn, ["/review/", f"/review/claims/{claim.pk}/"] * 3, **chief)
        answers = [answer for reader in asked for answer in reader.result()]
        at_the_desk = [answer.status for answer in desk.result()]

    assert len(answers) == BURST
    limited = [answer for answer in answers if answer.path == api]
    assert {answer.status for answer in answers if answer.path != api} == {200}
    assert Counter(answer.status for answer in limited) == {200: LIMIT, 429: len(limited) - LIMIT}
    refused = [answer for answer in limited if answer.status == 429]
    assert {answer.kind for answer in refused} == {"application/problem+json"}
    assert all(0 < int(answer.wait) <= 86_400 for answer in refused)
    assert at_the_desk == [200] * 6
    assert ask(gunicorn, [f"/claims/?q={'Zahl+' * 700}"])[0].status == 200
    assert ask(gunicorn, [f"/claims/?q={'x' * 100_000}"])[0].status == 414
