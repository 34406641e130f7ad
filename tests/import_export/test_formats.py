"""CSV and JSON files: nothing runs as a formula, nothing is lost."""

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.import_export.formats import (
    FileError,
    csv_lines,
    escape_formula,
    json_lines,
    read,
    unescape_formula,
)

COLUMNS = ["id", "statement", "quote"]
BEGINNINGS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "'",
    "\ufeff",
    " ",
    "\u200b",
    '"',
    ";",
]
# Whatever can stand in a table: no lone surrogates, which no file can hold.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.one_of(anything, st.builds("".join, st.tuples(st.sampled_from(BEGINNINGS), anything)))
without_nul = texts.map(lambda text: text.replace("\x00", ""))
tables = st.lists(
    # Every row of ours has a number: a line of empty cells is none.
    st.fixed_dictionaries({"id": st.just("1"), "statement": without_nul, "quote": without_nul}),
    min_size=1,
    max_size=4,
)


def looks(text):
    """How OWASP and LibreOffice tell a formula: by the first character that is to be seen."""
    return text.lstrip(" \t\r\n\x00\u200b\ufeff")[:1]


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+49 44 123",
        "-5 Grad",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        " =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u200b=1",
        "\tText",
        "'=1",
        "''=1",
    ],
)
def test_what_looks_like_a_formula_is_shown_as_text_and_read_back(formula):
    assert escape_formula(formula) == f"'{formula}"
    assert unescape_formula(escape_formula(formula)) == formula


@pytest.mark.parametrize("text", ["", "’s Gravenhage", "'s Gravenhage", "a=1", "«=»", "12 Prozent"])
def test_other_text_stays_as_it_is(text):
    assert (escape_formula(text), unescape_formula(text)) == (text, text)


@given(texts)
@example("'=1")
@example("''")
def test_defusing_is_safe_and_undone(text):
    cell = escape_formula(text)

    assert unescape_formula(cell) == text
    assert looks(cell) not in set("=+-@＝＋－＠")


@given(tables, st.sampled_from([",", ";", "\t"]))
@example([{"id": "1", "statement": 'a";"=1+1', "quote": "\r\n"}], ";")
def test_csv_round_trip_loses_nothing(rows, delimiter):
    file = "".join(csv_lines(COLUMNS, rows, delimiter=delimiter))

    lines = read(file.encode(), columns=COLUMNS, most=9)
    assert [line.cells for line in lines] == rows
    # What any other program sees: no cell that begins a formula.
    seen = csv.reader(io.StringIO(file.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    assert all(looks(cell) not in set("=+-@＝＋－＠") for row in seen for cell in row)


@given(tables)
def test_json_round_trip_loses_nothing(rows):
    file = "".join(json_lines(COLUMNS, rows))

    assert [line.cells for line in read(file.encode(), columns=COLUMNS, most=9)] == rows
    assert json.loads(file) == rows


def test_files_of_no_rows_are_whole():
    assert json.loads("".join(json_lines(COLUMNS, []))) == []
    assert "".join(csv_lines(COLUMNS, [])) == '\ufeff"id","statement","quote"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_other_programs_are_read(encoding, delimiter):
    head = delimiter.join(["Statement", "note", '"quote"'])
    row = delimiter.join(["Zürich – «ja»", "x", f'"a{delimiter}b"'])
    file = f"{head}\r\n{row}\r\n\r\n"

    (line,) = read(file.encode(encoding), columns=COLUMNS, most=9)

    assert (line.number, line.cells) == (
        2,
        {"statement": "Zürich – «ja»", "quote": f"a{delimiter}b"},
    )


def test_lines_are_counted_as_an_editor_shows_them():
    file = 'id,statement\n1,"eins\nzwei"\n\n2,drei\n'

    assert [line.number for line in read(file.encode(), columns=COLUMNS, most=9)] == [2, 5]


@pytest.mark.parametrize(
    ("file", "code", "line"),
    [
        (b"", "no_columns", 1),
        (b"id,statement\n", "empty", 0),
        (b"a,b\n1,2\n", "no_columns", 1),
        (b"id,id\n1,2\n", "column_twice", 1),
        (b"id,statement\n1,2,3\n", "too_many_cells", 2),
        (b'id,statement\n1,"open\n', "csv", 2),
        (b"id,statement\n1,a\x00b\n", "nul", 2),
        (b"id\n1\n2\n3\n", "too_many", 4),
        (b"id,statement\n1,\x81\n", "encoding", 0),
        (b"id\n" + b"x" * 100_001, "long_cell", 2),
        (b"[1]", "json_row", 1),
        (b'[{"id": [1]}]', "json_row", 1),
        (b'[{"id": 1}, {"x": 2}]', "no_columns", 2),
        (b"[{", "json", 0),
        (b"[" * 100_000, "json", 0),
        (b"[]", "empty", 0),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(file, code, line):
    with pytest.raises(FileError) as refused:
        read(file, columns=COLUMNS, most=2)

    assert (refused.value.code, refused.value.line) == (code, line)
