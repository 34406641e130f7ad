"""Pairs of quotation marks in every style."""

from __future__ import annotations

import pytest

from claims.extraction.quotations import find_quotations
from claims.extraction.tokens import paragraph_breaks


def _quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, paragraph_breaks(text))]


@pytest.mark.parametrize(
    "quotation",
    [
        "«Ja, gern»",
        "»Ja, gern«",
        "„Ja, gern“",
        "„Ja, gern”",
        "“Ja, gern”",
        '"Ja, gern"',
        "‚Ja, gern‘",
        "‹Ja, gern›",
    ],
)
def test_quotation_is_found_in_every_style(quotation: str):
    assert _quoted(f"Er sagte {quotation} und ging.") == [quotation]


def test_quotations_nest():
    text = "Sie sagte: «Er rief ‹Halt› und lief weg.»"

    assert [(q.depth, text[q.start : q.end]) for q in find_quotations(text, [])] == [
        (0, "«Er rief ‹Halt› und lief weg.»"),
        (1, "‹Halt›"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hans' Auto und Fritz' Velo",
        "So geht's und so ist's",
        "Rock 'n' Roll ist's nicht",
        "5' 10\"",
    ],
)
def test_apostrophe_is_no_quotation(text: str):
    assert not any("und" in quoted or "ist" in quoted for quoted in _quoted(text))


def test_mark_never_closed_is_dropped():
    text = "Er sagte: „Nie.\n\nSie sagte: „Doch.“"

    assert _quoted(text) == ["„Doch.“"]


def test_quotation_goes_on_in_a_paragraph_that_repeats_its_mark():
    text = "„Wir gehen.\n\n„Und wir kommen wieder.“"

    assert _quoted(text) == [text]
