"""Search and filtered lists at 1,000, 100,000 and 1,000,000 claims: how much longer they take.

PostgreSQL, every page rendered anew (no cache of ours), as many questions of each kind for each
size, the same mix for all: words that stand everywhere and nearly nowhere, each filter, several at
once, first pages and deep ones, on the site and in the API. PostgreSQL has the memory that a server
with a million claims would give it, not its 128 MB; else disks are compared.
``SIZES=1000,200000`` for other sizes; ``SERVER=`` (a PostgreSQL of one's own, with memory) keeps
what was filled for the next time.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import servers

SIZES = [int(size) for size in os.environ.get("SIZES", "1000,100000,1000000").split(",")]
ASKED = int(os.environ.get("ASKED", "12"))  # questions of each kind; each is asked twice
ROOT = Path(__file__).resolve().parents[2]

Figures = dict[str, list[float]]  # kind of question: milliseconds of each


def measure() -> Iterator[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        server = os.environ.get("SERVER") or servers.start_postgresql(
            Path(folder) / "pg", settings="shared_buffers = 4GB\n"
        )
        found = {size: _at(size, server, folder) for size in SIZES}
    first, last = found[SIZES[0]], found[SIZES[-1]]
    print(f"  {'milliseconds, half and 95 of 100 within':<34}" + "".join(map(_column, SIZES)))
    for kind in first:
        cells = [
            f"{_half(found[size][kind]):>9,.0f}{_p95(found[size][kind]):>9,.0f}" for size in SIZES
        ]
        print(f"  {kind:<34}{''.join(cells)}  x {_p95(last[kind]) / _p95(first[kind]):.1f}")
    for name, which in (
        ("search", "words"),
        ("lists", "list"),
        ("API", "API"),
        ("API, words", "API, words"),
        ("all", ""),
    ):
        one, other = (
            [ms for kind in all_ if kind.startswith(which) for ms in all_[kind]]
            for all_ in (first, last)
        )
        yield (
            f"{name}: 95 of 100 within, {SIZES[-1]:,} to {SIZES[0]:,}",
            _p95(other) / _p95(one),
            "times",
        )


def _column(size: int) -> str:
    return f"{size:>18,}"


def _half(times: list[float]) -> float:
    return statistics.median(times)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _at(size: int, server: str, folder: str) -> Figures:
    """The figures at this size, the database filled first if it is not there yet."""
    import psycopg

    name = f"growth_{size}"
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.pages_settings",
        "SECRET_KEY": "only for measuring" * 4,
        "LOG_LEVEL": "CRITICAL",
        "VAR_DIR": f"{folder}/var",
        "STATIC_ROOT": f"{folder}/static",
        "STATEMENT_TIMEOUT_MS": "0",
        "API_RATE": "1000000000/min",
        "CACHE": "0",
    }
    run = [sys.executable, "manage.py"]
    if not Path(environment["STATIC_ROOT"]).exists():
        collect = [*run, "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not there:
            connection.execute(f"CREATE DATABASE {name}")
    subprocess.run([*run, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    if not there:
        fill = [sys.executable, "-m", "tests.benchmarks.growth_fill", str(size)]
        subprocess.run(fill, cwd=ROOT, env=environment, check=True)
    ask = [sys.executable, "-m", "tests.benchmarks.growth_ask", str(ASKED)]
    said = subprocess.run(
        ask, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return dict(json.loads(said.stdout))
