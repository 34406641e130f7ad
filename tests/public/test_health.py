"""What a load balancer learns."""

import json
import subprocess
import sys

import pytest
from django.test import Client

from tests.servers import BASE_DIR, free_port
from tests.test_settings import PRODUCTION, environment

ASK = """
import json, django
django.setup()
from django.test import RequestFactory
from claims.public.health import health
answer = health(RequestFactory().get("/healthz"))
print(answer.status_code, answer.content.decode())
"""


def asked_with(**settings: str) -> tuple[int, dict[str, str]]:
    """The answer of a process with these settings."""
    result = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=BASE_DIR,
        env=environment(**PRODUCTION, **settings, DJANGO_SETTINGS_MODULE="factcheck.settings"),
        capture_output=True,
        text=True,
        timeout=300,
    )
    status, _space, words = result.stdout.partition(" ")
    return int(status), json.loads(words)


def test_health_is_good(db: None, client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "queue": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_health_refuses_other_methods(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("DATABASE_URL", "postgresql://x@127.0.0.1:{port}/x", {"database": "unreachable", "queue": "ok"}),
        ("DATABASE_URL", "sqlite:////nowhere/x.sqlite3", {"database": "unreachable", "queue": "ok"}),
        ("CELERY_BROKER_URL", "redis://127.0.0.1:{port}/0", {"database": "ok", "queue": "unreachable"}),
    ],
)  # fmt: skip
def test_health_names_what_is_unreachable(setting: str, value: str, words: dict[str, str]) -> None:
    answer = asked_with(**{setting: value.format(port=free_port())})

    assert answer == (503, words)
