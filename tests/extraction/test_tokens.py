"""Tokens, sentences and blocks: exact offsets, abbreviations, page residue."""

from __future__ import annotations

import pytest

from claims.extraction.german.document import read
from claims.extraction.tokens import fold, tokenize


def _sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in read(text).sentences]


def _prose(text: str) -> list[str]:
    return [text[s.start : s.end] for s in read(text).sentences if s.prose]


def test_tokens_lie_where_they_say():
    text = "Am 3. März 2026 kamen 1'200 Leute (rund 40%) – «viele», z.B. aus Genf.\n\nÄhm…"

    tokens = tokenize(text)

    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_fold_makes_swiss_and_german_spelling_equal():
    assert fold("Straße") == fold("Strasse") == "strasse"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 3. März kam sie. Er ging.", ["Am 3. März kam sie.", "Er ging."]),
        (
            "Dr. Huber sprach z.B. von Geld. Alle hörten zu.",
            ["Dr. Huber sprach z.B. von Geld.", "Alle hörten zu."],
        ),
        ("Das war 2005. Die Firma wuchs.", ["Das war 2005.", "Die Firma wuchs."]),
        (
            "«Das geht. So geht das», sagte Ott. Sie ging.",
            ["«Das geht. So geht das», sagte Ott.", "Sie ging."],
        ),
        ("„Halt!“ Er rannte weg.", ["„Halt!“", "Er rannte weg."]),
        ("Wer war das? Niemand weiss es.", ["Wer war das?", "Niemand weiss es."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]):
    assert _sentences(text) == expected


def test_sentences_of_wrapped_lines_are_one():
    text = "Die Gemeinde will den Platz vor dem Bahnhof im kommenden Jahr\nneu gestalten lassen."

    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "Mehr anzeigen",
        "Feedback senden",
        "Neues Gesetz gegen Lärm",
        "Von Anna Keller, Zürich",
        "Keystone-SDA Die Schweizer Nachrichtenagentur",
        "2026-01-06",
    ],
)
def test_residue_is_no_prose(line: str):
    text = f"Die Stadt baut im Mai eine Brücke.\n\n{line}\n\nSie kostet acht Millionen Franken."

    assert line not in _prose(text)
    assert _prose(text) == [
        "Die Stadt baut im Mai eine Brücke.",
        "Sie kostet acht Millionen Franken.",
    ]
