"""A text with its claims marked."""

from __future__ import annotations

import io
import re

from claims.extraction import extract
from claims.extraction.command import main
from claims.extraction.explain import explained, wants_colour

TEXT = "Der Kanzler sagte, die Gespräche seien „auf gutem Weg“."


def test_explained_marks_nested_claims_in_brackets():
    shown = explained(TEXT, extract(TEXT), colour=False)

    assert shown.splitlines()[0] == (
        "Der Kanzler sagte, [1: die Gespräche seien [2: „auf gutem Weg“]]."
    )


def test_explained_names_rule_speaker_and_mode():
    shown = explained(TEXT, extract(TEXT), colour=False)

    assert re.search(r"1\. indirect, Kanzler \(role\)", shown)
    assert "rule bare-subjunctive" in shown


def test_explained_colours_and_resets():
    shown = explained(TEXT, extract(TEXT), colour=True)

    assert "\x1b[36m" in shown
    assert re.sub(r"\x1b\[\d+m", "", shown).startswith("Der Kanzler sagte, 1die Gespräche")


def test_a_text_paints_nothing_by_itself():
    text = "Der Kanzler sagte, \x1b[31mdas Haus\x07 sei leer."

    assert "\x1b" not in explained(text, extract(text), colour=False)


def test_no_colour_without_a_terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert not wants_colour(io.StringIO())


def test_no_color_is_heeded(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert wants_colour(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())


def test_the_command_explains_a_file(tmp_path, capsys):
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")

    status = main(["--explain", str(article)])

    assert status == 0
    assert capsys.readouterr().out.startswith("Der Kanzler sagte, [1: die Gespräche")
