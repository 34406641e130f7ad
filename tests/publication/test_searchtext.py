import pytest

from claims.publication.searchtext import search_forms


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("Häuser", "haus"),
        ("US-Bodentruppen", "bodentruppen"),
        ("Straße", "strasse"),
        ("gesunken", "sinken"),
        ("GROSS", "gross"),
    ],
)
def test_german_words_are_found_by_their_base_forms(text, sought):
    assert sought in search_forms(text, language="de").split()


def test_english_words_are_found_by_their_base_forms():
    assert "troop" in search_forms("troops", language="en").split()


@pytest.mark.parametrize("text", ["", "…", "«»", "12 %"])
def test_text_without_words_is_no_error(text):
    assert "%" not in search_forms(text, language="fr")
