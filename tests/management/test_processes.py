"""The demo's supervisor with programs that misbehave."""

import subprocess
import sys

import pytest

from tests.servers import BASE_DIR

RUN = """
import os, sys
from claims.management.processes import Program, Supervisor
program = Program("prog", [sys.executable, "-c", {code!r}], ready="ready")
good = Supervisor([program], os.environ).run(when_ready=lambda: print("all ready"), patience={patience})
sys.exit(0 if good else 1)
"""


def supervised(code: str, *, patience: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN.format(code=code, patience=patience)],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_program_that_keeps_failing_stops_everything() -> None:
    result = supervised("import sys; sys.exit('the reason')")

    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines.count("prog | the reason") == 5
    assert lines.count("prog | ended (exit status 1); starting it again") == 4
    assert "prog | keeps failing; stopping everything" in lines


@pytest.mark.parametrize("code", ["import time; time.sleep(60)", "print('hm', flush=1); input()"])
def test_program_that_is_never_ready_stops_everything(code: str) -> None:
    result = supervised(code, patience=1)

    assert result.returncode == 1
    assert "all ready" not in result.stdout


def test_log_is_prefixed_and_blank_lines_are_dropped() -> None:
    code = "import os, signal; print('one\\n\\nready', flush=True); os.kill(os.getppid(), 15)"
    result = supervised(code)

    assert result.returncode == 0
    lines = [line for line in result.stdout.splitlines() if line.startswith("prog")]
    assert lines == ["prog | one", "prog | ready"]
