"""The settings as another process sees them: nonsense is refused in one sentence."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.servers import BASE_DIR

PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "SITE_URL": "https://check.example.org",
}


def environment(**settings: str) -> dict[str, str]:
    """Nothing but these settings, and where to write."""
    kept = {name: os.environ[name] for name in ("PATH", "VAR_DIR", "HOME") if name in os.environ}
    return {**kept, **settings}


def manage(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment(**settings),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0, not 'perhaps'."),
        ("SITE_URL", "check.example.org", "SITE_URL must be an http(s) address, not"),
        ("SITE_URL", "ftp://check.example.org", "SITE_URL must be an http(s) address, not"),
        (
            "DATABASE_URL",
            "mysql://localhost/x",
            "DATABASE_URL must be one of sqlite, postgresql, postgres, not 'mysql'.",
        ),
        (
            "DATABASE_URL",
            "nonsense",
            "DATABASE_URL must be one of sqlite, postgresql, postgres, not ''.",
        ),
        ("LANGUAGE_CODE", "fr", "LANGUAGE_CODE must be one of de, en, not 'fr'."),
        ("RECHECK_INTERVAL_HOURS", "daily", "must be a whole number, not 'daily'."),
        ("RECHECK_INTERVAL_HOURS", "0", "RECHECK_INTERVAL_HOURS must be at least 1, not 0."),
        ("FETCH_TIMEOUT_SECONDS", "-1", "FETCH_TIMEOUT_SECONDS must be at least 1, not -1."),
        ("WORK_LEASE_SECONDS", "3.5", "WORK_LEASE_SECONDS must be a whole number, not '3.5'."),
        ("CELERY_BROKER_URL", "pigeon://x", "CELERY_BROKER_URL must be one of filesystem, redis,"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE must be a place like Europe/Berlin, not"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO,"),
        ("VAR_DIR", "/dev/null/var", "VAR_DIR: the folder /dev/null/var cannot be made: Not a"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(setting: str, value: str, sentence: str) -> None:
    result = manage("check", **{**PRODUCTION, setting: value})

    assert result.returncode != 0
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr


def test_missing_secret_key_is_refused_in_one_sentence() -> None:
    result = manage("check", SITE_URL="https://check.example.org")

    assert result.returncode != 0
    assert result.stderr.splitlines() == [
        "SECRET_KEY is not set. Set it to a long random string, or DEBUG=1 on a laptop."
    ]


def test_production_passes_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_laptop_needs_nothing_but_debug() -> None:
    result = manage("check", DEBUG="1")

    assert result.returncode == 0, result.stderr


def test_log_tells_where_something_failed() -> None:
    code = (
        "import django, logging, structlog; django.setup()\n"
        "for log in (logging.getLogger('x'), structlog.get_logger('y')):\n"
        "    try: 1 / 0\n"
        "    except ZeroDivisionError: log.exception('failed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment(**PRODUCTION, DJANGO_SETTINGS_MODULE="factcheck.settings"),
        capture_output=True,
        text=True,
        check=True,
    )

    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert [row["event"] for row in rows] == ["failed", "failed"]
    assert all("in <module>\nZeroDivisionError" in row["exception"] for row in rows)


def test_readme_lists_every_setting_once():
    read = (BASE_DIR / "factcheck" / "settings.py").read_text()
    readers = r"(?:env\.\w+|whole_number|yes_or_no|folder|rate)"
    settings = re.findall(readers + r"""\(\s*['"]([A-Z_]+)""", read)
    lines = (BASE_DIR / "README.md").read_text().splitlines()
    table = [line for line in lines if line.startswith("| `")]
    rows = [re.split(r" \| ", line.strip("| ")) for line in table]
    listed = [name for row in rows for name in re.findall(r"`([A-Z_]+)`", row[0])]
    assert sorted(listed) == sorted(set(settings))
    assert all(len(row) == 3 and all(row) for row in rows)
