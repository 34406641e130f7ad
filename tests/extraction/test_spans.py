"""Spans are exact and time is linear, on any input."""

from __future__ import annotations

import pytest

from claims.extraction import Extraction, Mode, extract

STORY = (
    "Die Gemeinde Riedwil will ihr Hallenbad schliessen. Der Betrieb koste jedes Jahr 1,2 Millionen "
    "Franken, sagte Gemeindepräsidentin Lea Zurbuchen am Montag. Das sei nicht mehr zu tragen. "
    "«Wir haben jede andere Lösung geprüft», erklärte sie. Laut einer Studie sind die Kosten seit "
    "2019 um 40 Prozent gestiegen. Der Schwimmklub lehnt die Pläne ab. Das Bad soll im Juni "
    "geschlossen worden sein.\n\n"
)
ODD = {
    "opening marks": "„" * 10_000,
    "opening marks and words": "„Wort " * 10_000,
    "one sentence": "und er sagte dass " * 20_000,
    "one sentence without verbs": "Wort " * 50_000,
    "commas": "der Mann, " * 20_000,
    "newlines": "\n" * 100_000,
    "straight marks": '"' * 100_000,
    "dots": "a." * 50_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "open brackets": "[a " * 30_000,
    "apostrophes": "'a " * 30_000,
    "sources": "laut " * 20_000,
    "one word": "A" * 100_000,
    "nothing": "",
    "emoji": "👩‍👩‍👧 sagte: «👍🏽». " * 500,
    "null": "\x00" * 1_000,
}


def _check(text: str, extraction: Extraction) -> None:
    for claim in extraction.claims:
        for group in (claim.quote, claim.cue, claim.frame):
            for start, end in group:
                assert 0 <= start < end <= len(text)
        assert claim.quote
        if claim.speaker is not None:
            assert all(0 <= start < end <= len(text) for start, end in claim.speaker.spans)


def test_story_gives_every_mode():
    extraction = extract(STORY)

    _check(STORY, extraction)
    assert [claim.mode for claim in extraction.claims] == [
        Mode.OWN_VOICE,
        Mode.INDIRECT,
        Mode.INDIRECT_FREE,
        Mode.DIRECT,
        Mode.INDIRECT,
        Mode.REPORTED,
        Mode.FREE_INDIRECT,
    ]


def test_claims_come_in_the_order_of_the_text():
    starts = [claim.quote[0][0] for claim in extract(STORY * 5).claims]

    assert starts == sorted(starts)


@pytest.mark.parametrize("name", ODD)
def test_odd_input_is_read(name: str):
    _check(ODD[name], extract(ODD[name]))


def test_swiss_spelling_changes_nothing():
    german = "„Die Straße bleibt groß“, sagte Frau Voß. Die Maßnahme heiße „Fußweg“."
    swiss = german.replace("ß", "ss").replace("„", "«").replace("“", "»")

    modes = [[str(claim.mode) for claim in extract(text).claims] for text in (german, swiss)]

    assert modes[0] == modes[1]
