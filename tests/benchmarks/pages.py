"""How many requests a second the public pages and the API answer, beside an empty view.

PostgreSQL, gunicorn with two workers, 100,000 published claims (PAGES= for another number), wrk
with ten connections on the same machine. Each pair takes turns, so that whatever else the machine
does hits both, and what counts is the median of the pairs' ratios: the machine's own speed changes
from one pair to the next, at times by more than half. wrk, nginx and Chromium are needed.

Expected on an idle machine: a page rendered anew at least 0.12 of an empty view, the same page again
and a 304 at least 0.6, a page behind nginx at least 0.5 of a static file, and the API's list at
least 0.59 of a hand-written view (1.7 times its time).
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import servers

PAGES = int(os.environ.get("PAGES", "100000"))
SECONDS = int(os.environ.get("SECONDS", "2"))
TURNS = 7
CONNECTIONS = 10
ROOT = Path(__file__).resolve().parents[2]
PAGE = "/claims/2026/seite-1/"
PAINTED = ["/", "/claims/", PAGE, "/corrections/", "/methodology/", "/statistics/"]
PAINTS = 5
# One page after another, by chance; for wrk.
ANY_PAGE = f"""
request = function()
  return wrk.format("GET", "/claims/2026/seite-" .. math.random({PAGES}) .. "/")
end
"""


def measure() -> Iterator[tuple[str, float, str]]:
    if missing := [name for name in ("wrk", "nginx", "chromium") if servers.missing(name)]:
        raise SystemExit(f"Install {' and '.join(missing)} first.")
    with tempfile.TemporaryDirectory() as folder:
        yield from _measure(Path(folder))


def _measure(folder: Path) -> Iterator[tuple[str, float, str]]:
    url = servers.start_postgresql(folder / "pg")
    environment = {
        **os.environ,
        "DEBUG": "0",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.pages_settings",
        "SECRET_KEY": "only for measuring" * 4,
        "LOG_LEVEL": "CRITICAL",
        "VAR_DIR": str(folder / "var"),
        "STATIC_ROOT": str(folder / "static"),
        "STATEMENT_TIMEOUT_MS": "600000",
        "API_RATE": "1000000000/min",
    }
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
    fill = [sys.executable, "-m", "tests.benchmarks.pages_fill", str(PAGES)]
    subprocess.run(fill, cwd=ROOT, env=environment, check=True)
    with gunicorn({**environment, "CACHE": "0"}) as base:
        script = folder / "any_page.lua"
        script.write_text(ANY_PAGE)
        anew = turns(base + "/empty/", base, script=str(script))
        yield from _figures("claim page rendered anew", anew)
        late = statistics.median(ours[1] for _empty, ours in anew)
        yield "claim page rendered anew, 99 of 100 within", late, "ms"
    with gunicorn({**environment, "CACHE": "1"}) as base:
        yield from _figures("claim page again", turns(base + "/empty/", base + PAGE))
        listed = turns(base + "/rows/", base + "/api/v1/claims/?limit=50")
        yield from _figures("API, 50 claims", listed, "a hand-written view of these rows")
        with urllib.request.urlopen(base + PAGE) as answer:
            tag = answer.headers["ETag"]
            page = answer.read()
        unchanged = turns(base + "/empty/", base + PAGE, header=f"If-None-Match: {tag}")
        yield from _figures("claim page unchanged (304)", unchanged)
        yield from first_paints(base)
        (folder / "www").mkdir()
        (folder / "www" / "page.html").write_bytes(page)
        static = f"location /file/ {{ alias {folder}/www/; }}"
        with servers.nginx(folder, base, also=static) as front:
            kept = turns(front + "/file/page.html", front + PAGE)
            yield from _figures("claim page behind nginx", kept, "the same file, static")


def first_paints(base: str) -> Iterator[tuple[str, float, str]]:
    """Until headless Chromium shows something of a page, with nothing in its cache; medians."""
    script = """new Promise(told => new PerformanceObserver(
        list => list.getEntriesByName("first-contentful-paint").forEach(it => told(it.startTime))
    ).observe({type: "paint", buffered: true}))"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in PAINTED:
            taken = []
            for _turn in range(PAINTS):
                tab = browser.new_context().new_page()
                tab.goto(base + path)
                taken.append(tab.evaluate(script))
                tab.context.close()
            yield f"first contentful paint, {path}", statistics.median(taken), "ms"


def _figures(what, pairs, than="an empty view") -> Iterator[tuple[str, float, str]]:
    """``pairs``: what `turns` gives, the other one's first."""
    ratios = sorted(100 * ours[0] / other[0] for other, ours in pairs)
    yield f"{what}", statistics.median(ours[0] for _other, ours in pairs), "requests/s"
    yield (
        f"{than}, in turns with it",
        statistics.median(other[0] for other, _ours in pairs),
        ("requests/s"),
    )
    yield f"{what}, of {than}", statistics.median(ratios), "%"
    yield "lowest and highest of the pairs", ratios[0], "%"
    yield "", ratios[-1], "%"


def turns(
    first: str, second: str, header: str = "", script: str = ""
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """(requests a second, milliseconds of the 99th per cent) of both, in pairs.

    ``script``: wrk's, for the second.
    """
    return [(wrk(first, header), wrk(second, header, script)) for _turn in range(TURNS)]


def wrk(address: str, header: str = "", script: str = "") -> tuple[float, float]:
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    options += ["-H", header] if header else []
    options += ["-s", script] if script else []
    said = subprocess.run(
        ["wrk", *options, address], capture_output=True, text=True, check=True
    ).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert not wrong, f"{address}: {said}"
    late, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)[1]
    return float(rate), float(late) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


@contextmanager
def gunicorn(environment: dict[str, str]) -> Iterator[str]:
    port = servers.free_port()
    options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    # Each worker listens for itself: else the one that wakes first takes all ten connections, and
    # a turn is done by one worker or by two, as chance has it.
    options += ["--reuse-port", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tests.benchmarks.pages_settings:application", *options],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        servers.wait_until(lambda: _answers(base), seconds=60, what="gunicorn")
        yield base
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/empty/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
