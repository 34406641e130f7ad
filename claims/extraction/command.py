"""The command line: JSON lines or plain files in, JSON lines or a table out.

Bad input ends with one line on standard error and a status other than 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from claims.extraction.engine import extract
from claims.extraction.explain import explained, wants_colour
from claims.extraction.model import Extraction


class BadInput(Exception):
    """Input that is no text; the message is one line for the person who gave it."""


def main(arguments: list[str]) -> int:
    """Runs the command and returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        for identifier, text in _documents(options.files):
            result = extract(text)
            if options.explain:
                print(explained(text, result, colour=wants_colour(sys.stdout)))
            elif options.format == "table":
                _print_table(text, result)
            else:
                row = {"id": identifier, "claims": [claim.as_dict() for claim in result.claims]}
                print(json.dumps(row, ensure_ascii=False), flush=False)
    except BadInput as error:
        print(f"claims.extraction: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m claims.extraction",
        description="Splits articles into attributable claims.",
        epilog='Without FILE, JSON lines {"id", "text"} are read from standard input.',
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="an article as plain text")
    parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
    parser.add_argument("--explain", action="store_true", help="print the text with marked claims")
    return parser


def _documents(files: list[str]) -> Iterator[tuple[object, str]]:
    if not files:
        yield from _json_lines(sys.stdin.buffer.read())
        return
    for name in files:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise BadInput(f"{name}: {error.strerror or error}") from error
        yield name, _decoded(data, name)


def _json_lines(data: bytes) -> Iterator[tuple[object, str]]:
    rows = _decoded(data, "standard input").split("\n")
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise BadInput(f"line {number} holds half a character (a lone surrogate)") from error
        except (ValueError, RecursionError) as error:
            raise BadInput(f"line {number} is not JSON: {error}") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise BadInput(f'line {number} is no object with "id" and "text"')
        yield row.get("id"), row["text"]


def _decoded(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise BadInput(f"{name} is no text: it holds null bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is no UTF-8 text (byte {error.start})") from error
    if not text.strip():
        raise BadInput(f"{name} holds no text")
    return text


def _print_table(text: str, result: Extraction) -> None:
    for claim in result.claims:
        words = " … ".join(text[start:end] for start, end in claim.quote)
        name = claim.speaker.name if claim.speaker else "–"
        print(f"{claim.mode:14}{claim.kind:11}{claim.checkworthiness:4.2f}  {name:32}  {words}")
