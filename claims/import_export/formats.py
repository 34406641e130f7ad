"""CSV and JSON files as rows of plain text, and back without loss. Pure.

A cell that a spreadsheet would run as a formula gets an apostrophe in front; reading takes it off
again. An apostrophe that was there already is told apart by getting one more.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

# What begins a formula, behind space and invisible characters too, half and full width (OWASP),
# and what a spreadsheet drops at the beginning of a cell.
RISKY = re.compile(
    r"'*(?:[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n\x00\ufeff])"
)
BOM = "\ufeff"  # tells Excel that the file is UTF-8
DELIMITERS = ",;\t"
MAX_CELL_LENGTH = 100_000  # characters

Row = dict[str, str]


class FileError(ValueError):
    """Why a file is no table; ``code`` for translation, ``line`` from 1, or 0."""

    def __init__(self, code: str, line: int = 0) -> None:
        self.code, self.line = code, line
        super().__init__(f"{code} (line {line})")


@dataclass(frozen=True)
class Line:
    """One row of a file: where it begins (for JSON its number), and its cells by column."""

    number: int
    cells: Row


def escape_formula(text: str) -> str:
    """``text`` such that a spreadsheet shows it and does not run it."""
    return f"'{text}" if RISKY.match(text) else text


def unescape_formula(cell: str) -> str:
    """What ``escape_formula`` was given; any other text as it is."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell[1:]) else cell


def csv_lines(
    columns: Sequence[str], rows: Iterable[Row], *, delimiter: str = ","
) -> Iterator[str]:
    """The file piece by piece: one for the head, one for each row. Every cell is quoted."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    yield BOM + _read_rows(buffer)
    for row in rows:
        writer.writerow(escape_formula(row[column]) for column in columns)
        yield _read_rows(buffer)


def json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """An array of objects, piece by piece; texts as they are."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def read(content: bytes, *, columns: Collection[str], most: int) -> list[Line]:
    """The rows of a CSV or JSON file, by the columns that are known; ``most`` of them.

    CSV: UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon or tab.
    Raises FileError with one of the codes below.
    """
    text = _decoded(content)
    if text.lstrip().startswith("["):
        lines = _from_json(text, columns)
    else:
        lines = _from_csv(text, columns)
    rows: list[Line] = []
    for line in lines:
        if any("\x00" in cell for cell in line.cells.values()):
            raise FileError("nul", line.number)
        if any(len(cell) > MAX_CELL_LENGTH for cell in line.cells.values()):
            raise FileError("long_cell", line.number)
        if len(rows) == most:
            raise FileError("too_many", line.number)
        rows.append(line)
    if not rows:
        raise FileError("empty")
    return rows


def _read_rows(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("encoding")


def _from_csv(text: str, columns: Collection[str]) -> Iterator[Line]:
    delimiter = _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        head = [name.strip().casefold() for name in next(reader, [])]
        if len(set(head)) != len(head):
            raise FileError("column_twice", 1)
        if not set(head) & set(columns):
            raise FileError("no_columns", 1)
        begins = reader.line_num + 1
        for cells in reader:
            if any(cells):
                if len(cells) > len(head):
                    raise FileError("too_many_cells", begins)
                named = zip(head, cells, strict=False)
                row = {name: unescape_formula(cell) for name, cell in named if name in columns}
                yield Line(begins, row)
            begins = reader.line_num + 1
    except csv.Error:
        raise FileError("csv", begins) from None


def _delimiter(text: str, columns: Collection[str]) -> str:
    """The one that finds most of the known columns in the head."""
    head = text.split("\n", 1)[0]

    def found(delimiter: str) -> int:
        names = {name.strip(' "\r').casefold() for name in head.split(delimiter)}
        return len(names & set(columns))

    return max(DELIMITERS, key=found)


def _from_json(text: str, columns: Collection[str]) -> Iterator[Line]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise FileError("json") from None
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise FileError("json_row", number)
        cells = {}
        for name, value in row.items():
            if name not in columns:
                continue
            if isinstance(value, list | dict | bool):
                raise FileError("json_row", number)
            cells[name] = "" if value is None else str(value)
        if not cells:
            raise FileError("no_columns", number)
        yield Line(number, cells)
