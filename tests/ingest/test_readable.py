import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.ingest import readable as module
from claims.ingest.readable import (
    MAX_TEXT_LENGTH,
    MESSAGES,
    Unreadable,
    UnreadableError,
    clean,
    decode,
    page_text,
    readable,
    readable_text,
)

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


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="de-CH"><head>{head}</head><body>{body}</body></html>'


def reason_of(call, *args: object) -> Unreadable:
    with pytest.raises(UnreadableError) as raised:
        call(*args)
    return raised.value.reason


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
    assert reason_of(decode, body) == Unreadable.BINARY


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


def test_readable_text_leaves_news_text_only() -> None:
    article = readable_text(EXPORTED)

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
def test_readable_text_keeps_words_that_only_resemble_residue(sentence: str) -> None:
    text = f"Am Anfang steht ein ganzer Satz.\n\n{sentence}\n\nAm Ende steht noch einer."

    assert readable_text(text).text == text


def test_readable_text_finds_header_lines() -> None:
    article = readable_text(
        "Titel: Treffen in Genf\nAutorin: Anna Muster\nMedium: Blatt\n"
        "Publiziert am 6. Januar 2026 um 14.05 Uhr\n\nEs gab ein Treffen in Genf."
    )

    assert (article.title, article.author, article.publisher) == (
        "Treffen in Genf",
        "Anna Muster",
        "Blatt",
    )
    assert article.published == datetime(2026, 1, 6, 14, 5)
    assert article.text == "Es gab ein Treffen in Genf."


@pytest.mark.parametrize(
    "line", ["06.01.2026", "6. Januar 2026", "Stand: 6.1.2026", "Dienstag, 6. Januar 2026"]
)
def test_readable_text_finds_date_line(line: str) -> None:
    article = readable_text(f"{line}\n\nEs gab ein Treffen in Genf.")

    assert (article.published, article.text) == (date(2026, 1, 6), "Es gab ein Treffen in Genf.")


def test_readable_text_takes_short_first_line_as_title() -> None:
    article = readable_text(
        "Treffen in Genf\n\n6. Januar 2026\n\nEs gab am Dienstag ein langes Treffen in Genf."
    )

    assert article.title == "Treffen in Genf"
    assert article.text == "Es gab am Dienstag ein langes Treffen in Genf."
    assert article.published == date(2026, 1, 6)


def test_readable_text_finds_written_by_and_date_below_title() -> None:
    article = readable_text(
        "Treffen in Genf\n\nVon Anna Muster\n\n06.01.2026, 14:05 Uhr\n\n"
        "Es gab am Dienstag ein langes Treffen in Genf."
    )

    assert (article.author, article.published) == ("Anna Muster", datetime(2026, 1, 6, 14, 5))
    assert article.text == "Es gab am Dienstag ein langes Treffen in Genf."


def test_readable_text_joins_wrapped_lines() -> None:
    wrapped = (
        "Die Delegationen sind in Genf zu Gesprächen über das Abkommen\n"
        "zusammengekommen, das im Mai geschlossen worden war. Es geht\n"
        "um viel.\n\nEin zweiter Absatz."
    )

    assert readable_text(wrapped).text == wrapped.replace("\n", " ").replace("  ", "\n\n")


def test_readable_text_takes_script_in_title_as_text() -> None:
    article = readable_text("Titel: <script>alert(1)</script>\n\nEs gab ein Treffen in Genf.")

    assert article.title == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Unreadable.EMPTY),
        (" \n\u200b\x00", Unreadable.EMPTY),
        ("Teilen\n\nMehr anzeigen", Unreadable.EMPTY),
        ("Nur eine Überschrift ohne Satz", Unreadable.NO_SENTENCE),
        ("1. 2. 3.", Unreadable.NO_SENTENCE),
        ("a" * (MAX_TEXT_LENGTH + 1), Unreadable.TOO_LONG),
    ],
)
def test_readable_text_says_why_not(text: str, reason: Unreadable) -> None:
    assert reason_of(readable_text, text) == reason


def test_every_reason_has_a_message() -> None:
    assert set(MESSAGES) == set(Unreadable)
    assert str(UnreadableError(Unreadable.EMPTY)) == MESSAGES[Unreadable.EMPTY]


# Web pages

PARAGRAPHS = "".join(
    f"<p>Absatz {i}: Die Delegationen sind in Genf zu Gesprächen zusammengekommen.</p>"
    for i in range(4)
)
NEWS = page(
    "<nav><a>Sport</a></nav><header>Blatt</header><main><article><h1>Treffen in Genf</h1>"
    f"{PARAGRAPHS}<p style='display: none'>Versteckt steht hier ein Satz.</p>"
    "<p hidden>Auch hier ist etwas verborgen.</p><!-- Kommentar im Quelltext. -->"
    "<h2>Wie geht es weiter?</h2><p>Kein Einsatz von Boden&shy;truppen sei geplant. Mehr erfahren</p>"
    "<table><tr><th>Jahr</th><th>Anteil</th></tr><tr><td>2023</td><td>4,1 %</td></tr></table>"
    "<aside><p>Zur Sache: ein Kasten.</p></aside><p>Teilen</p></article></main>"
    "<footer>Impressum</footer><script>var geheim = 1</script>",
    "<title>Treffen in Genf | Blatt</title><meta property='og:site_name' content='Blatt'>"
    "<meta property='article:published_time' content='2026-01-06T14:05:00+01:00'>"
    "<meta name='author' content='Anna Muster'>"
    "<meta name='description' content='Kurz gesagt.'>"
    "<link rel='canonical' href='https://blatt.example/genf'>",
)


def test_readable_finds_article() -> None:
    article = readable(NEWS, url="https://blatt.example/genf?from=rss")

    assert article.title == "Treffen in Genf"
    assert article.publisher == "Blatt"
    assert article.author == "Anna Muster"
    assert article.description == "Kurz gesagt."
    assert article.canonical_url == "https://blatt.example/genf"
    assert article.language == "de"
    assert article.published == datetime(2026, 1, 6, 14, 5, tzinfo=timezone(timedelta(hours=1)))


def test_readable_separates_paragraphs_and_subheadings() -> None:
    paragraphs = readable(NEWS).text.split("\n\n")

    assert paragraphs[:6] == [
        *[
            f"Absatz {i}: Die Delegationen sind in Genf zu Gesprächen zusammengekommen."
            for i in range(4)
        ],
        "Wie geht es weiter?",
        "Kein Einsatz von Bodentruppen sei geplant.",
    ]


@pytest.mark.parametrize("extract", [lambda html: readable(html).text, page_text])
@pytest.mark.parametrize(
    "hidden", ["Versteckt", "verborgen", "Kommentar", "geheim", "Impressum", "Sport"]
)
def test_hidden_text_is_left_out(extract, hidden: str) -> None:
    assert hidden not in extract(NEWS)


def test_readable_reads_json_ld_date() -> None:
    html = page(
        PARAGRAPHS,
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"datePublished": "2026-01-06T13:05:00Z"}]}</script>',
    )

    assert readable(html).published == datetime(2026, 1, 6, 13, 5, tzinfo=UTC)


def test_readable_keeps_blocks_of_page_without_paragraphs_apart() -> None:
    html = page(
        "<div>Wir verwenden Cookies</div><div>Der Bund zahlt 2023 mehr.<br><br>Die Kantone nicht."
        "</div><div>«Das stimmt», sagte sie.</div>"
    )

    article = readable(html)

    assert article.text.split("\n\n")[1:] == [
        "Der Bund zahlt 2023 mehr.",
        "Die Kantone nicht.",
        "«Das stimmt», sagte sie.",
    ]
    assert article.published is None


def test_readable_takes_script_in_title_as_text() -> None:
    article = readable(page(PARAGRAPHS, "<title>Wahl <script>alert(1)</script></title>"))

    assert "Wahl" in article.title
    assert "alert" not in article.text


def test_readable_accepts_xml_declaration() -> None:
    assert readable('<?xml version="1.0" encoding="utf-16"?>' + NEWS).title == "Treffen in Genf"


def test_readable_falls_back_to_page_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RecursionError

    monkeypatch.setattr(module.trafilatura, "bare_extraction", fail)

    assert "Die Delegationen sind in Genf" in readable(NEWS).text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", Unreadable.EMPTY),
        ("<!-- -->", Unreadable.EMPTY),
        (page(""), Unreadable.EMPTY),
        (page("<h1>Nur Titel</h1><p>Kein Satz</p>"), Unreadable.NO_SENTENCE),
    ],
)
def test_readable_says_why_not(html: str, reason: Unreadable) -> None:
    assert reason_of(readable, html) == reason


def test_readable_reads_five_megabytes() -> None:
    html = page(PARAGRAPHS + "<script>" + "x" * 4_500_000 + "</script>" + PARAGRAPHS * 1000)

    assert "x" * 100 not in readable(html).text


def test_readable_survives_deep_nesting() -> None:
    assert readable(page("<div>" * 1000 + PARAGRAPHS)).text
    assert reason_of(readable, page("<div>" * 20_000 + PARAGRAPHS)) == Unreadable.EMPTY


# Source pages


def test_page_text_keeps_tables_lists_and_boxes() -> None:
    text = page_text(NEWS)

    assert "2023 4,1 %" in text.split("\n\n")
    assert "Zur Sache: ein Kasten." in text.split("\n\n")
    assert "Bodentruppen" in text


def test_page_text_leaves_out_advert_labels() -> None:
    assert page_text(page("<p>Eins.</p><div>Anzeige</div><p>Zwei.</p>")) == "Eins.\n\nZwei."


def test_page_text_without_main_part_takes_body() -> None:
    html = page("<main><p>Kurz.</p></main><div>Der Bericht steht daneben.</div><ul><li>Eins</ul>")

    assert page_text(html) == "Kurz.\n\nDer Bericht steht daneben.\n\nEins"


def test_page_text_does_not_split_words_at_inline_marks() -> None:
    assert page_text(page("<p>Bundes<b>rat</b>,\n  heute<br>neu</p>")) == "Bundesrat, heute neu"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Es waren <del>12</del> <ins>21</ins> Fälle.", "Es waren 21 Fälle."),
        ("Es waren <s>viele</s> wenige Fälle.", "Es waren wenige Fälle."),
        ("Es waren 21<sup><a href='#n1'>1</a></sup> Fälle.", "Es waren 21 Fälle."),
        ("Es waren 21<a href='#n1'><sup>1</sup></a> Fälle.", "Es waren 21 Fälle."),
        ("Es sind 21 m<sup>2</sup> Fläche.", "Es sind 21 m2 Fläche."),
    ],
)
def test_page_text_leaves_out_what_is_struck_out_and_marks_of_notes(html: str, text: str) -> None:
    assert page_text(f"<main><p>{html}</p></main>") == text


def test_page_text_of_empty_page_says_so() -> None:
    assert reason_of(page_text, page("<script>x</script>")) == Unreadable.EMPTY


@pytest.mark.parametrize(
    "unit",
    ['"', "a.a.a.", "(((", "<b>", "KI lernt noch ", "Mehr anzeigen ", "date 1.1.", "<", "\n "],
)
def test_hostile_text_is_read_or_refused(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    for call in (readable_text, page_text):
        with contextlib.suppress(UnreadableError):
            call(text)
