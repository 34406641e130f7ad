from datetime import date

import pytest

from claims.matching.features import Statement, extract_features, index_keys
from claims.matching.similarity import Similarity, compare
from tests.matching.similarity_pairs import HELD_OUT, LATER, TUNED


def said(now, before, **both):
    """The code of what ``now`` says to ``before``, "-" for nothing."""
    found = compare(Statement(now, **both), Statement(before, **both))
    return found.code.value if found else "-"


def figures(rows):
    """(precision, recall): a wrong reason is counted as wrong."""
    codes = [(code, said(now, before, language=language)) for code, now, before, language in rows]
    right = sum(wanted == got != "-" for wanted, got in codes)
    return right / sum(got != "-" for _, got in codes), right / sum(w != "-" for w, _ in codes)


@pytest.mark.parametrize("name", ["tuned", "held_out", "later"])
def test_table_precision(name):
    rows = {"tuned": TUNED, "held_out": HELD_OUT, "later": LATER}[name]

    precision, recall = figures(rows)

    print(f"{name}: {len(rows)} pairs, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.9
    assert recall >= 0.7


def test_other_number_names_both_and_what_is_counted():
    found = compare(
        Statement("14 Länder wollen Truppen in die Ukraine entsenden."),
        Statement("26 Länder wollen Truppen in die Ukraine entsenden."),
    )

    assert found == Similarity(
        "contradicts", "other_number", 1.0, {"now": "14", "before": "26", "of": "Länder"}
    )


@pytest.mark.parametrize(
    ("now", "before", "code"),
    [
        ("14,2 Millionen", "14.2 Mio.", "same_claim"),
        ("14 Millionen", "14,2 Millionen", "same_claim"),
        ("rund 14 Millionen", "14,8 Millionen", "same_claim"),
        ("14 Millionen", "26 Millionen", "other_number"),
        ("14 Millionen", "14 Milliarden", "other_number"),
        ("mehr als 14 Millionen", "26 Millionen", "-"),
        ("weniger als 14 Millionen", "26 Millionen", "other_number"),
        ("knapp 14 Millionen", "14,2 Millionen", "same_claim"),
        ("gut 14 Millionen", "13,2 Millionen", "other_number"),
        ("38'400", "38 400", "same_claim"),
        ("38.400", "38'400", "same_claim"),
    ],
)
def test_numbers_are_ranges(now, before, code):
    sentence = "In der Region leben {} Menschen ohne Strom."

    assert said(sentence.format(now), sentence.format(before)) == code


def test_percent_is_not_percentage_points():
    sentence = "Der Anteil der Elektroautos stieg um 2 {}."

    assert said(sentence.format("Prozent"), sentence.format("Prozentpunkte")) == "-"


def test_first_person_needs_the_same_speaker():
    now = Statement("Ich habe dem Bundestag keine falschen Zahlen genannt.", speaker="1")
    before = "Ich habe dem Bundestag falsche Zahlen genannt."

    by_same, by_other = (compare(now, Statement(before, speaker=who)) for who in ("1", "2"))

    assert (by_same and by_same.code, by_other) == ("denies", None)


def test_number_of_another_year_is_news():
    text = "Die Arbeitslosenquote der Schweiz liegt bei {} Prozent."
    now = Statement(text.format(3), said_on=date(2026, 1, 6))

    soon, late = (
        compare(now, Statement(text.format(5), said_on=day))
        for day in (date(2026, 1, 2), date(2022, 1, 2))
    )

    assert (soon and soon.code, late) == ("other_number", None)


def test_other_language_is_not_compared():
    text = "Berlin Hamburg Bremen Potsdam Rostock"

    assert compare(Statement(text, "de"), Statement(text, "en")) is None


def test_words_are_weighed():
    now = Statement("Das Ministerium bewilligt Hilfe und Geld.")
    before = Statement("Das Ministerium bewilligt Hilfe, Geld, Kredite, Busse, Züge und Schiffe.")

    equal = compare(now, before)
    rare = compare(
        now, before, lambda key: 0.1 if key in {"kredit", "bus", "zug", "schiff"} else 1.0
    )

    assert (equal, rare and rare.code) == (None, "same_claim")


def test_index_keys_are_words_and_pairs_of_words():
    seen = extract_features(Statement("Die Schweiz liefert keine Munition."))

    assert index_keys(seen) == [
        "munition",
        "schweiz",
        "liefern",
        "liefern munition",
        "liefern schweiz",
        "munition schweiz",
    ]


@pytest.mark.parametrize("text", ["", "…", "42", "??", "𝔘𝔫𝔦", "a" * 100_000, "1.2.3.4 % 1'2'3"])
def test_nothing_to_compare_is_nothing(text):
    assert compare(Statement(text), Statement(text)) is None
