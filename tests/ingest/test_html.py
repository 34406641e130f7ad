from datetime import date

import pytest

from claims.ingest import html as module
from claims.ingest.decoding import EMPTY, NO_SENTENCE, UnreadableError
from claims.ingest.html import page_content, read_html


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="de-CH"><head>{head}</head><body>{body}</body></html>'


def page_text(html: str) -> str:
    return page_content(html)[1]


def reason_of(call, *args: object) -> str:
    with pytest.raises(UnreadableError) as raised:
        call(*args)
    return str(raised.value)


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
    "<link rel='canonical' href='https://blatt.example/genf'>",
)


def test_read_html_finds_article() -> None:
    article = read_html(NEWS, url="https://blatt.example/genf?from=rss")

    assert article.title == "Treffen in Genf"
    assert article.publisher == "Blatt"
    assert article.author == "Anna Muster"
    assert article.canonical_url == "https://blatt.example/genf"
    assert article.language == "de"
    assert article.published == date(2026, 1, 6)


def test_read_html_separates_paragraphs_and_subheadings() -> None:
    paragraphs = read_html(NEWS).text.split("\n\n")

    assert paragraphs[:6] == [
        *[
            f"Absatz {i}: Die Delegationen sind in Genf zu Gesprächen zusammengekommen."
            for i in range(4)
        ],
        "Wie geht es weiter?",
        "Kein Einsatz von Bodentruppen sei geplant.",
    ]


@pytest.mark.parametrize("extract", [lambda html: read_html(html).text, page_text])
@pytest.mark.parametrize(
    "hidden", ["Versteckt", "verborgen", "Kommentar", "geheim", "Impressum", "Sport"]
)
def test_hidden_text_is_left_out(extract, hidden: str) -> None:
    assert hidden not in extract(NEWS)


def test_read_html_reads_json_ld_date() -> None:
    html = page(
        PARAGRAPHS,
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"datePublished": "2026-01-06T13:05:00Z"}]}</script>',
    )

    assert read_html(html).published == date(2026, 1, 6)


def test_read_html_keeps_blocks_of_page_without_paragraphs_apart() -> None:
    html = page(
        "<div>Wir verwenden Cookies</div><div>Der Bund zahlt 2023 mehr.<br><br>Die Kantone nicht."
        "</div><div>«Das stimmt», sagte sie.</div>"
    )

    article = read_html(html)

    assert article.text.split("\n\n")[1:] == [
        "Der Bund zahlt 2023 mehr.",
        "Die Kantone nicht.",
        "«Das stimmt», sagte sie.",
    ]
    assert article.published is None


def test_read_html_takes_script_in_title_as_text() -> None:
    article = read_html(page(PARAGRAPHS, "<title>Wahl <script>alert(1)</script></title>"))

    assert "Wahl" in article.title
    assert "alert" not in article.text


def test_read_html_accepts_xml_declaration() -> None:
    assert read_html('<?xml version="1.0" encoding="utf-16"?>' + NEWS).title == "Treffen in Genf"


def test_read_html_falls_back_to_page_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RecursionError

    monkeypatch.setattr(module.trafilatura, "bare_extraction", fail)

    assert "Die Delegationen sind in Genf" in read_html(NEWS).text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", EMPTY),
        ("<!-- -->", EMPTY),
        (page(""), EMPTY),
        (page("<h1>Nur Titel</h1><p>Kein Satz</p>"), NO_SENTENCE),
    ],
)
def test_read_html_says_why_not(html: str, reason: str) -> None:
    assert reason_of(read_html, html) == reason


def test_read_html_reads_five_megabytes() -> None:
    html = page(PARAGRAPHS + "<script>" + "x" * 4_500_000 + "</script>" + PARAGRAPHS * 1000)

    assert "x" * 100 not in read_html(html).text


def test_read_html_survives_deep_nesting() -> None:
    assert read_html(page("<div>" * 1000 + PARAGRAPHS)).text
    assert reason_of(read_html, page("<div>" * 20_000 + PARAGRAPHS)) == EMPTY


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
    assert reason_of(page_content, page("<script>x</script>")) == EMPTY
