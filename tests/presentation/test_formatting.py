"""Ratings, Markdown, quotation marks and changes as HTML."""

from datetime import date

import pytest

from claims.presentation.diff import prose_diff, word_diff
from claims.presentation.formatting import as_date, markdown, quotation, safe_url
from claims.presentation.labels import rating_class
from claims.presentation.titles import claim_text


@pytest.mark.parametrize(
    ("ordinal", "steps", "level"),
    [
        *((step, 5, f"rating-{step}") for step in range(1, 6)),
        (1, 4, "rating-1"),
        (4, 4, "rating-5"),
        (6, 6, "rating-5"),
        (1, 2, "rating-1"),
        (2, 2, "rating-5"),
        (None, 5, "rating-off"),
    ],
)
def test_rating_class_spreads_any_scale_over_five_colours(
    ordinal: int | None, steps: int, level: str
) -> None:
    assert rating_class({"ordinal": ordinal, "steps": steps}) == level


def test_markdown_keeps_text_and_drops_what_could_act() -> None:
    html = markdown(
        "# Titel\n\n**fett** [gut](https://a.example/) [schlecht](javascript:alert(1))\n\n"
        "<script>alert(1)</script> ![Bild](https://a.example/b.png)"
    )

    assert "<h3>Titel</h3>" in html
    assert (
        '<strong>fett</strong> <a href="https://a.example/" rel="noopener nofollow">gut</a>' in html
    )
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("before", "after", "html"),
    [
        ("gleich", "gleich", "gleich"),
        ("um 1,8 Prozent", "um 2,6 Prozent", "um <del>1,8</del> <ins>2,6</ins> Prozent"),
        ("a b c", "a x y c", "a <del>b</del> <ins>x y</ins> c"),
        ("", "neu", "<ins>neu</ins>"),
        ("<b>", "", "<del>&lt;b&gt;</del>"),
    ],
)
def test_word_diff_marks_changed_words(before: str, after: str, html: str) -> None:
    import re

    assert re.sub(r'<span class="sr">.*?</span>', "", word_diff(before, after)) == html


def test_word_diff_shows_the_edges_of_long_unchanged_text() -> None:
    same = "immer gleich " * 200

    html = word_diff(f"alt {same}", f"neu {same}")

    assert len(html) < 400
    assert html.endswith("[…]")


def test_word_diff_of_very_long_text_ends() -> None:
    assert "<del>" in word_diff("a b " * 20_000, "c d " * 20_000)


def test_prose_diff_compares_words_not_marks() -> None:
    assert prose_diff("**fett** & [Text](https://a.example)", "fett & Text") == "fett &amp; Text"


def test_prose_diff_gives_each_block_one_line() -> None:
    text = "Zwei:\n\n- eins\n- zwei\n\n> Drei"

    assert prose_diff(text, text) == "Zwei:\neins\nzwei\nDrei"


def test_quoted_uses_the_marks_of_the_language() -> None:
    assert [quotation("Ja", "de"), quotation("Yes", "en-GB"), quotation("«Ja»", "de")] == [
        "«Ja»",
        "“Yes”",
        "«Ja»",
    ]
    assert quotation("Er sagte «ja»", "de") == "«Er sagte ‹ja›»"
    assert quotation("He said “yes”", "en") == "“He said ‘yes’”"


def test_claim_words_are_quoted_only_if_they_were_said() -> None:
    document = {"statement": "Es sinkt.", "quote": ["Es sinkt"], "mode": "direct", "language": "de"}

    assert claim_text(document) == "«Es sinkt.»"
    assert claim_text({**document, "quote": ["Es steigt"]}) == "Es sinkt."
    assert claim_text({**document, "mode": "indirect"}) == "Es sinkt."


@pytest.mark.parametrize(
    "address", ["javascript:x", "data:x", "//a.example", "http://", "", "http://[x"]
)
def test_safe_url_sends_nobody_astray(address: str) -> None:
    assert safe_url(address) == ""


@pytest.mark.parametrize("text", ["", "gestern", "2026-13-40", "2026-13-40T00:00:00"])
def test_as_date_of_nonsense_is_none(text: str) -> None:
    assert as_date(text) is None
    assert as_date("2026-01-06") == date(2026, 1, 6)
