"""The article's own claims: beside others' words, without page furniture."""

from __future__ import annotations

from claims.extraction import Mode, extract
from claims.extraction.datelines import after_dateline

ARTICLE = """date 2026-02-11 In Chur haben am Dienstag 35 Gemeinden über den Stausee beraten.

Darum gehts 35 Gemeinden beraten

Der See soll 4000 Haushalte versorgen

Mehr erfahren Feedback senden Mehr anzeigen

Keystone-SDA Die Schweizer Nachrichtenagentur

Regierungsrat Gion Arpagaus sagte, das Projekt koste 90 Millionen Franken. Der Bund zahle die \
Hälfte.

Streit um die Kosten

Was kostet der Strom?

Der Kanton Graubünden hatte den Plan 2019 bewilligt."""


def test_own_voice_leaves_out_the_page_and_what_others_say():
    claims = [claim for claim in extract(ARTICLE).claims if claim.mode == Mode.OWN_VOICE]

    assert [claim.statement for claim in claims] == [
        "In Chur haben am Dienstag 35 Gemeinden über den Stausee beraten.",
        "Der Kanton Graubünden hatte den Plan 2019 bewilligt.",
    ]
    assert {claim.speaker for claim in claims} == {None}


def test_spans_of_own_claims_are_exact():
    for claim in extract(ARTICLE).claims:
        assert all(ARTICLE[start:end].strip() == ARTICLE[start:end] for start, end in claim.quote)


def test_after_dateline_skips_date_place_and_agency():
    for line in (
        "BERN (sda) - Der Rat tagt.",
        "date 2026-01-06 Der Rat tagt.",
        "Wien (APA/dpa) - Der Rat tagt.",
        "KYIV, Ukraine (AP) — Der Rat tagt.",
        "ZÜRICH - Der Rat tagt.",
    ):
        assert line[after_dateline(line, 0, len(line)) :] == "Der Rat tagt."


def test_after_dateline_leaves_a_sentence_alone():
    for line in ("Selenski (47) traf ein.", "Der Rat (46 Sitze) tagt.", "EU und USA reden."):
        assert line[after_dateline(line, 0, len(line)) :] == line
