"""The command line: lines in, lines out in order; bad input is one line and a status."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def _run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "claims.extraction", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_lines_come_out_in_order():
    rows = [{"id": n, "text": "Sie sagte, dass es regne."} for n in (3, 1, 2)]
    stdin = "\n".join(json.dumps(row) for row in rows).encode()

    done = _run(stdin=stdin)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, [line["id"] for line in lines]) == (0, [3, 1, 2])
    assert lines[0]["claims"][0]["quote"] == [[11, 24]]


def test_file_gives_a_table(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Sie sagte, dass es regne.", encoding="utf-8")

    done = _run("--format", "table", str(article))

    assert done.returncode == 0
    assert "dass es regne" in done.stdout.decode()


@pytest.mark.parametrize(
    "stdin",
    [
        b"no json\n",
        b'{"id": 1}\n',
        b'{"id": 1, "text": 5}\n',
        b"[]\n",
        b"[" * 100_000,
        b'{"id": 1, "text": "Sie sagte, dass \\ud800 es regne."}\n',
        b"\x00\x01",
        b"\xff\xfe",
        b"",
    ],
)
def test_bad_input_is_one_line_and_a_status(stdin: bytes):
    done = _run(stdin=stdin)

    assert done.returncode != 0
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_missing_file_is_one_line_and_a_status():
    done = _run("no/such/file.txt")

    assert done.returncode != 0
    assert len(done.stderr.decode().splitlines()) == 1
