import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.ingest.decoding import (
    BINARY,
    EMPTY,
    MAX_TEXT_LENGTH,
    NO_SENTENCE,
    TOO_LONG,
    UnreadableError,
    clean,
    decode,
)
from claims.ingest.html import page_content
from claims.ingest.plain_text import read_plain_text

SENTENCE = "Die Grössen der Städte, «Über Zürich» – so heisst es – stimmen nicht."

# In the manner of what news sites hand over: date, summary box and buttons glued to the text.
EXPORTED = """ date 2026-01-06 Die Delegationen sind in Genf zu Gesprächen über das Abkommen zusammengekommen.

Darum gehts 12 Länder beraten in Genf

9 Länder sagten im Mai Hilfe zu Die künstliche Intelligenz von Blatt lernt noch und macht vielleicht Fehler. Mehr erfahren Feedback senden Mehr anzeigen

Keystone-SDA Die Schweizer Nachrichtenagentur

Bei dem Treffen sollen Vertreter aus 12 Ländern dabei sein.

Wie geht es weiter?

Das Land zähle auf seine Partner, schrieb die Ministerin. Mehr erfahren
"""


def reason_of(call, *args: object) -> str:
    with pytest.raises(UnreadableError) as raised:
        call(*args)
    return str(raised.value)


# Bytes to text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
        ("cp1252", ""),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "no-such-charset"),
        ("cp1252", "utf-8"),
        ("cp1252", "utf-16"),
        ("cp1252", "unicode_escape"),
        ("cp1252", "base64"),
        ("cp1252", "undefined"),
        ("mac-roman", "macintosh"),
    ],
)
def test_decode_finds_encoding(encoding: str, declared: str) -> None:
    assert decode(SENTENCE.encode(encoding), declared=declared) == SENTENCE


def test_decode_reads_latin_1_umlauts() -> None:
    assert decode("Grüsse aus Köln.".encode("latin-1"), declared="ISO-8859-1") == "Grüsse aus Köln."


def test_decode_believes_meta_charset() -> None:
    body = '<meta charset="iso-8859-2"><p>Wałęsa</p>'.encode("iso-8859-2")

    assert decode(body) == '<meta charset="iso-8859-2"><p>Wałęsa</p>'


def test_decode_removes_encoded_surrogate() -> None:
    assert decode("Für\u202e alle".encode() + b"\xed\xa0\x80") == "Für alle"


def test_decode_keeps_utf_8_with_one_broken_byte() -> None:
    body = (SENTENCE * 5).encode() + b"\xff"

    assert decode(body) == SENTENCE * 5 + "\ufffd"


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08",
        bytes(range(256)) * 40,
    ],
)
def test_decode_refuses_binary(body: bytes) -> None:
    assert reason_of(decode, body) == BINARY


def test_decode_removes_stray_nul() -> None:
    assert decode(SENTENCE.encode() + b"\x00") == SENTENCE


def test_clean_removes_what_is_not_seen() -> None:
    dirty = "A\u202eB\u200bC\ud800D\u00adE\ufeffF\u2066G\x07H\r\nI\rJ\u2028K"

    assert clean(dirty) == "ABCDEFGH\nI\nJ\nK"


def test_clean_composes() -> None:
    assert clean("Zu\u0308rich") == "Zürich"


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_decode_gives_storable_text_or_says_why(body: bytes) -> None:
    try:
        text = decode(body)
    except UnreadableError:
        return
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
    assert clean(text) == text


# Plain text


def test_read_plain_text_leaves_news_text_only() -> None:
    article = read_plain_text(EXPORTED)

    assert article.text.split("\n\n") == [
        "Die Delegationen sind in Genf zu Gesprächen über das Abkommen zusammengekommen.",
        "12 Länder beraten in Genf",
        "9 Länder sagten im Mai Hilfe zu",
        "Bei dem Treffen sollen Vertreter aus 12 Ländern dabei sein.",
        "Wie geht es weiter?",
        "Das Land zähle auf seine Partner, schrieb die Ministerin.",
    ]
    assert (article.published, article.author) == (date(2026, 1, 6), "Keystone-SDA")
    assert (article.title, article.language) == ("", "de")


@pytest.mark.parametrize(
    "sentence",
    [
        "Man müsse das Brot teilen",
        "Der Mann erstattete Anzeige",
        "Die künstliche Intelligenz lernt noch, sagte der Minister.",
        "Sie wollten mehr erfahren.",
        "Die SDA meldete den Vorfall am Montag.",
        "Stand 6. Januar 2026 leben dort 800 Menschen.",
        "Darum geht es: um Sicherheit.",
    ],
)
def test_read_plain_text_keeps_words_that_only_resemble_residue(sentence: str) -> None:
    text = f"Am Anfang steht ein ganzer Satz.\n\n{sentence}\n\nAm Ende steht noch einer."

    assert read_plain_text(text).text == text


def test_read_plain_text_finds_header_lines() -> None:
    article = read_plain_text(
        "Titel: Treffen in Genf\nAutorin: Anna Muster\nMedium: Blatt\n"
        "Publiziert am 6. Januar 2026 um 14.05 Uhr\n\nEs gab ein Treffen in Genf."
    )

    assert (article.title, article.author, article.publisher) == (
        "Treffen in Genf",
        "Anna Muster",
        "Blatt",
    )
    assert article.published == date(2026, 1, 6)
    assert article.text == "Es gab ein Treffen in Genf."


@pytest.mark.parametrize(
    "line", ["06.01.2026", "6. Januar 2026", "Stand: 6.1.2026", "Dienstag, 6. Januar 2026"]
)
def test_read_plain_text_finds_date_line(line: str) -> None:
    article = read_plain_text(f"{line}\n\nEs gab ein Treffen in Genf.")

    assert (article.published, article.text) == (date(2026, 1, 6), "Es gab ein Treffen in Genf.")


def test_read_plain_text_takes_short_first_line_as_title() -> None:
    article = read_plain_text(
        "Treffen in Genf\n\n6. Januar 2026\n\nEs gab am Dienstag ein langes Treffen in Genf."
    )

    assert article.title == "Treffen in Genf"
    assert article.text == "Es gab am Dienstag ein langes Treffen in Genf."
    assert article.published == date(2026, 1, 6)


def test_read_plain_text_finds_written_by_and_date_below_title() -> None:
    article = read_plain_text(
        "Treffen in Genf\n\nVon Anna Muster\n\n06.01.2026, 14:05 Uhr\n\n"
        "Es gab am Dienstag ein langes Treffen in Genf."
    )

    assert (article.author, article.published) == ("Anna Muster", date(2026, 1, 6))
    assert article.text == "Es gab am Dienstag ein langes Treffen in Genf."


def test_read_plain_text_joins_wrapped_lines() -> None:
    wrapped = (
        "Die Delegationen sind in Genf zu Gesprächen über das Abkommen\n"
        "zusammengekommen, das im Mai geschlossen worden war. Es geht\n"
        "um viel.\n\nEin zweiter Absatz."
    )

    assert read_plain_text(wrapped).text == wrapped.replace("\n", " ").replace("  ", "\n\n")


def test_read_plain_text_takes_script_in_title_as_text() -> None:
    article = read_plain_text("Titel: <script>alert(1)</script>\n\nEs gab ein Treffen in Genf.")

    assert article.title == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", EMPTY),
        (" \n\u200b\x00", EMPTY),
        ("Teilen\n\nMehr anzeigen", EMPTY),
        ("Nur eine Überschrift ohne Satz", NO_SENTENCE),
        ("1. 2. 3.", NO_SENTENCE),
        ("a" * (MAX_TEXT_LENGTH + 1), TOO_LONG),
    ],
)
def test_read_plain_text_says_why_not(text: str, reason: str) -> None:
    assert reason_of(read_plain_text, text) == reason


@pytest.mark.parametrize(
    "unit",
    ['"', "a.a.a.", "(((", "<b>", "KI lernt noch ", "Mehr anzeigen ", "date 1.1.", "<", "\n "],
)
def test_hostile_text_is_read_or_refused(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    for call in (read_plain_text, page_content):
        with contextlib.suppress(UnreadableError):
            call(text)
