"""English agency text: who speaks over a whole report, and odd input."""

from __future__ import annotations

import pytest

from claims.extraction import Mode, SpeakerKind, extract

REPORT = """\
LISBON (Reuters) - Prime Minister Clara Nunes said on Tuesday that Portugal would build 9,000 \
flats, adding that the work had begun.

"We are ready," Nunes, 52, told reporters in Lisbon. "But it takes time."

A senior government official, speaking on condition of anonymity, told Reuters that money was short.

The opposition rejected the plan. "It will ruin the coast," said Rui Prado, a spokesman for the \
Green Party. He accused the government of hurrying.

"I have seen nothing like it," Ana Melo told the BBC. "We had no water for nine days.

"Nobody came to help."
"""


@pytest.fixture(scope="module")
def claims():
    return extract(REPORT).claims


def _by_words(claims, start: str):
    return next(claim for claim in claims if REPORT[claim.quote[0][0] :].startswith(start))


def test_titles_and_date_lines_are_no_part_of_a_name(claims):
    speaker = _by_words(claims, "that Portugal").speaker

    assert (speaker.name, speaker.role) == ("Clara Nunes", "Prime Minister")


def test_surnames_are_told_by_the_full_name(claims):
    assert _by_words(claims, '"We are ready').speaker.name == "Clara Nunes"


def test_adding_keeps_the_subject(claims):
    assert _by_words(claims, "that the work").speaker.name == "Clara Nunes"


def test_a_quotation_goes_on_with_its_speaker(claims):
    assert _by_words(claims, '"But it takes').speaker.name == "Clara Nunes"


def test_unnamed_officials_stay_unnamed_and_the_chain_is_kept(claims):
    claim = _by_words(claims, "that money")

    assert claim.speaker.kind == SpeakerKind.UNNAMED
    assert claim.speaker.name == "senior government official"
    assert [link.name for link in claim.via] == ["Reuters"]


def test_inverted_subject_with_its_office(claims):
    speaker = _by_words(claims, '"It will ruin').speaker

    assert (speaker.name, speaker.role) == ("Rui Prado", "spokesman for the Green Party")


def test_pronoun_is_the_last_fitting_speaker(claims):
    claim = _by_words(claims, "He accused")

    assert (claim.mode, claim.speaker.name) == (Mode.REPORTED, "Rui Prado")


def test_a_quotation_runs_over_paragraphs(claims):
    claim = _by_words(claims, '"We had no water')

    assert claim.statement == "We had no water for nine days. Nobody came to help."


def test_every_span_is_inside_the_text_and_every_statement_a_sentence(claims):
    assert len(claims) == 10
    for claim in claims:
        assert all(0 <= start < end <= len(REPORT) for start, end in claim.quote)
        assert claim.statement.rstrip('"').endswith((".", "?", "!"))


@pytest.mark.parametrize(
    "text",
    [
        '"' * 10_000,
        "“" * 10_000,
        "he said, " * 20_000,
        "'a " * 20_000,
        "John " * 40_000,
        "\n" * 50_000,
    ],
    ids=["straight", "curly", "said", "single", "names", "newlines"],
)
def test_odd_input_is_read(text):
    for claim in extract(text, language="en").claims:
        assert claim.statement
