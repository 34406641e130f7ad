"""German, English and other texts are told apart."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.english import ONLY_QUOTES
from claims.ingest.languages import detect_extraction_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Rat hat die Vorlage mit einer Stimme Mehrheit angenommen.", "de"),
        ("The council adopted the bill with a majority of one.", "en"),
        ("Le conseil a adopté le projet avec une voix de majorité.", "other"),
        ("Il consiglio ha adottato il progetto con un voto di maggioranza.", "other"),
        ("De raad heeft het voorstel met een stem verschil aangenomen.", "other"),
        ("Совет принял решение большинством голосов.", "other"),
        ("Rutte trifft Selenski", "de"),
        ("", "de"),
    ],
)
def test_detect(text, language):
    assert detect_extraction_language(text) == language


def test_other_languages_give_direct_quotes_and_say_so():
    text = "«C'est une honte pour le pays», a déclaré la ministre à la presse, qui est dans la rue."

    result = extract(text)

    assert [text[a:b] for claim in result.claims for a, b in claim.quote] == [
        "«C'est une honte pour le pays»"
    ]
    assert result.notes == (ONLY_QUOTES,)
