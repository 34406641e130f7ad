"""Clauses by how they begin and where their verb stands."""

from __future__ import annotations

import pytest

from claims.extraction.german.document import read


def _kinds(text: str) -> list[str]:
    return [str(clause.kind) for clause in read(text).sentences[0].clauses]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Sie sagte, dass er kommt.", ["main", "subordinate"]),
        ("Sie sagte, die Bank habe Verlust gemacht.", ["main", "main"]),
        ("Sie half dem Kind, das im Regen stand.", ["main", "relative"]),
        ("Er versprach, bald zu kommen.", ["main", "infinitive"]),
        ("Wie die Polizei mitteilte, wurde niemand verletzt.", ["w", "main"]),
        (
            "Wie der Anwalt, der ihn vertritt, mitteilte, kommt er frei.",
            ["w", "relative", "w", "main"],
        ),
        ("Er kam und sie ging.", ["main", "main"]),
        ("«Das ist nicht unser Problem», sagte sie.", ["quote", "main"]),
    ],
)
def test_clauses_have_their_kinds(text: str, kinds: list[str]):
    assert _kinds(text) == kinds
