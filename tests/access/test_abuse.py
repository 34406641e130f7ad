"""Whatever is asked, however often: an answer, 400, 404 or 429, and never 500."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

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


@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_are_limited_and_none_fails(tmp_path) -> None:
    """Four hundred of them, against the web server that is deployed."""
    claim = factories.published_claim()
    port = free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(django_settings.VAR_DIR),
        "STATIC_ROOT": str(tmp_path),
        "DEBUG": "1",  # without collected static files; errors are told by their status all the same
        "API_RATE": "60/hour",
    }
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "8", "--no-control-socket"]
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "factcheck.wsgi", *options],
        cwd=BASE_DIR,
        env={"PATH": "/usr/bin:/bin", **environment},
        stdout=log,
        stderr=log,
    )

    def ask(path: str) -> tuple[int, str, str]:
        asked = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            asked.request("GET", path)
            answer = asked.getresponse()
            answer.read()
            return (
                answer.status,
                answer.headers["Content-Type"],
                answer.headers["Retry-After"] or "",
            )
        finally:
            asked.close()

    def is_up() -> bool:
        try:
            return ask("/robots.txt")[0] == 200
        except OSError:
            assert server.poll() is None, (tmp_path / "log").read_text()
            return False

    try:
        wait_until(is_up, seconds=60, what="gunicorn")
        paths = ["/api/v1/claims/?q=Zahl", claim.get_absolute_url(), "/claims/?q=Zahl"]
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(ask, [paths[n % 4 % 3] for n in range(400)]))
    finally:
        server.terminate()
        server.wait(20)
        log.close()

    statuses = Counter(status for status, _kind, _wait in answers)
    refused = [(kind, wait) for status, kind, wait in answers if status == 429]
    assert set(statuses) == {200, 429}, statuses
    assert statuses[429] == 200 - 60
    assert {kind for kind, _wait in refused} == {"application/problem+json"}
    assert all(wait.isdecimal() for _kind, wait in refused)
