"""Kinds of claims, and the reasons for checking them."""

from __future__ import annotations

import pytest

from claims.extraction import kinds
from claims.extraction.kinds import REASONS, checkworthiness, has_number, kind_of
from claims.extraction.model import Kind, Mode, Speaker, SpeakerKind


@pytest.mark.parametrize(
    ("words", "mode", "verb", "kind"),
    [
        ("dass die Flugabwehr gestärkt werden müsse", Mode.INDIRECT, "fordern", Kind.DEMAND),
        ("Der Bund solle mehr zahlen.", Mode.INDIRECT_FREE, "", Kind.DEMAND),
        ("alle Lehrlinge zu übernehmen", Mode.INDIRECT, "versprechen", Kind.INTENTION),
        ("Die Stadt wolle das Areal kaufen.", Mode.INDIRECT_FREE, "", Kind.INTENTION),
        ("dass die Preise steigen werden", Mode.INDIRECT, "sagen", Kind.PREDICTION),
        ("dass der Umsatz sinkt", Mode.INDIRECT, "erwarten", Kind.PREDICTION),
        ("Der Mann wird seit Montag vermisst.", Mode.OWN_VOICE, "", Kind.FACT),
        ("Im Tal leben 400 Menschen.", Mode.OWN_VOICE, "", Kind.NUMBER),
        ("Zwei Häuser sind abgebrannt.", Mode.OWN_VOICE, "", Kind.NUMBER),
        ("Der Brand brach wegen eines Kurzschlusses aus.", Mode.OWN_VOICE, "", Kind.CAUSAL),
        ("Das ist ein Skandal und unverantwortlich.", Mode.DIRECT, "", Kind.OPINION),
        ("«produktiv»", Mode.DIRECT, "", Kind.QUOTE),
        ("dass kein Einsatz geplant sei", Mode.INDIRECT, "heissen", Kind.FACT),
    ],
)
def test_kind(words, mode, verb, kind):
    assert kind_of(words, mode, verb=verb) is kind


@pytest.mark.parametrize(
    ("words", "verb", "kind"),
    [
        ("that prices would rise by 4%", "said", Kind.NUMBER),
        ("to stop the fighting", "urged", Kind.DEMAND),
        ("to repay the loan", "promised", Kind.INTENTION),
        ("the plant will reopen", "said", Kind.PREDICTION),
    ],
)
def test_kind_in_english(words, verb, kind):
    assert kind_of(words, Mode.INDIRECT, verb=verb, language="en") is kind


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("Es kamen 300 Leute.", True),
        ("Der Anteil stieg um 4,5%.", True),
        ("Das war 1998.", False),
        ("Am 6. September um 18 Uhr", False),
        ("Rutte (58) und der 47-jährige Selenski", False),
    ],
)
def test_has_number(words, holds):
    assert has_number(words) is holds


def test_reasons_are_a_closed_list():
    words = "Nie zuvor starben im März 2020 in Bern wegen der Gefahr mehr als 40 Menschen"

    worth, reasons = checkworthiness(words, Mode.INDIRECT, Kind.NUMBER)

    assert set(reasons) <= set(REASONS)
    assert kinds.NAMES_A_NUMBER in reasons
    assert worth > 0.7


def test_checkworthiness_stays_between_0_and_1():
    low, _ = checkworthiness("gut", Mode.DIRECT, Kind.OPINION)
    everything = (
        "Alle 40 Soldaten starben nicht am Montag wegen Betrug, aber mehr Tote gab es nie in Bern"
    )
    high, _ = checkworthiness(everything, Mode.INDIRECT, Kind.NUMBER)

    assert 0.0 <= low < 0.2
    assert 0.9 < high <= 1.0


def test_an_unnamed_source_is_a_reason():
    speaker = Speaker((), "hoher Beamter", SpeakerKind.UNNAMED)

    _, reasons = checkworthiness(
        "Der Befehl kam aus Bern", Mode.INDIRECT, Kind.FACT, speaker=speaker
    )

    assert kinds.UNNAMED_SOURCE in reasons
