"""One claimant by all the names an article gives them."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind, extract


def _speakers(text: str) -> list[tuple[str, str]]:
    return [
        (claim.speaker.name, str(claim.speaker.kind))
        for claim in extract(text).claims
        if claim.speaker is not None
    ]


def test_surname_and_pronoun_are_the_person_named_in_full():
    text = (
        "Finanzministerin Petra Lindner (51) legte am Montag den Haushalt vor. Die Steuern blieben "
        "gleich, sagte Lindner. Sie sagte, dass auch die Renten stiegen."
    )

    assert _speakers(text) == [("Petra Lindner", "person")] * 2


def test_person_has_role_and_aliases():
    text = "Der neue Bürgermeister Rolf Amann sprach. Der Bau beginne im Mai, sagte Amann."

    speaker = extract(text).claims[-1].speaker

    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.aliases) == (
        "Rolf Amann",
        "neuer Bürgermeister",
        ("Amann",),
    )


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Ein ranghoher Diplomat sagte, das Treffen sei abgesagt.",
            "ranghoher Diplomat",
            SpeakerKind.UNNAMED,
        ),
        (
            "Zuvor hiess es von einem hochrangigen Beamten, dass nichts geplant sei.",
            "hochrangiger Beamter",
            SpeakerKind.UNNAMED,
        ),
        (
            "Nach Angaben der Kantonspolizei wurde niemand verletzt.",
            "Kantonspolizei",
            SpeakerKind.ORGANISATION,
        ),
        ("Aus Pariser Sicht ist der Streit beigelegt.", "Paris", SpeakerKind.STATE),
        ("Norwegen erklärte, es werde den Vertrag nicht kündigen.", "Norwegen", SpeakerKind.STATE),
    ],
)
def test_speaker_keeps_its_wording_and_kind(text: str, name: str, kind: SpeakerKind):
    assert _speakers(text) == [(name, str(kind))]


def test_seat_of_power_is_linked_to_its_state():
    speaker = extract("Der Kreml bestritt, dass Truppen verlegt würden.").claims[0].speaker

    assert speaker is not None
    assert (speaker.name, speaker.aliases) == ("Kreml", ("Russland",))


def test_lawyer_of_somebody_is_not_that_somebody():
    text = "Carlo Vanni schwieg. Der Anwalt von Carlo Vanni sagte, das Urteil sei falsch."

    assert _speakers(text) == [("Anwalt von Carlo Vanni", "role")]


def test_agency_that_was_told_is_a_link_of_the_chain():
    text = "Der Bau sei gestoppt, sagte ein Beamter der Nachrichtenagentur Reuters."

    claim = extract(text).claims[0]

    assert [link.name for link in claim.via] == ["Nachrichtenagentur Reuters"]


def test_name_behind_the_comma_is_the_person_before_it():
    text = "Der Vorsitzende des Ausschusses, Edgar Sutter, sagte, der Bericht liege vor."

    speaker = extract(text).claims[-1].speaker

    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Edgar Sutter", "Vorsitzender des Ausschusses")


def test_demnach_means_whoever_was_reported_before():
    text = "Die Polizei teilte mit, der Fahrer sei bekannt. Demnach ist er 40 Jahre alt."

    assert [name for name, _ in _speakers(text)] == ["Polizei", "Polizei"]


def test_person_without_a_match_is_not_guessed():
    text = "Es war spät. Er sagte, die Tür sei offen gewesen."

    assert _speakers(text) == [("Er", "unnamed")]
