import pytest

from claims.search.text import search_forms, search_text


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("Häuser", "haus"),
        ("US-Bodentruppen", "bodentruppen"),
        ("Straße", "strasse"),
        ("gesunken", "sinken"),
        ("GROSS", "gross"),
        ("Krankenkassenprämien", "prämie"),
        ("Krankenkassenprämien", "krankenkasse"),
        ("US-Bodentruppen", "bodentruppe"),
        ("US-Bodentruppen", "truppe"),
        ("Wohnungseinbrüche", "einbruch"),
        ("Strassenverkehrsamt", "verkehrsamt"),
        ("Aussenministerium", "ministerium"),
        ("Schulhaus", "schule"),
        ("Grenzkontrollen", "grenze"),
        ("Elektroautos", "auto"),
        ("Mindestlöhne", "lohn"),
    ],
)
def test_german_words_are_found_by_their_base_forms(text, sought):
    assert sought in search_forms(text, language="de").split()


def test_english_words_are_found_by_their_base_forms():
    assert "troop" in search_forms("troops", language="en").split()


@pytest.mark.parametrize("text", ["", "…", "«»", "12 %"])
def test_text_without_words_is_no_error(text):
    assert "%" not in search_forms(text, language="fr")


@pytest.mark.parametrize(
    "word", ["Unterstützung", "Entscheidung", "Ukraine", "Sicherheit", "Deutschland"]
)
def test_what_is_no_compound_stays_whole(word):
    assert search_forms(word, language="de") == word.lower()


def test_words_keep_their_order_for_phrases():
    assert search_forms("", language="de") == ""
    document = {
        "headline": "",
        "statement": "Der Rat der Straße tagt.",
        "claimant": {"name": "Anna Keller"},
        "article": {"title": "Rat tagt"},
        "content": {"summary": "Der Rat."},
        "quote": ["tagt der Rat"],
        "language": "de",
    }

    assert "rat der strasse tagt" in search_text(document)
    assert "a. keller" in search_text(document, names=["A. Keller"])
