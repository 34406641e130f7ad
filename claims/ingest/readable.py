"""From bytes to news text: decoding, main text, metadata. Pure: no Django, no database.

Three ways in, one shape out. `readable` takes a web page, `readable_text` plain text as it is
pasted or exported; both give an `Article` whose text is paragraphs, subheadings among them,
separated by one blank line. `page_text` takes a source's page for a snapshot and keeps all of
its text, because an excerpt may be cited from a table, a list or a box.
"""

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import dateparser
import lxml.etree
import lxml.html
import trafilatura

MAX_TEXT_LENGTH = 2_000_000  # characters; a longer one is a book, not an article
MAX_TITLE_LENGTH = 200
MAX_THOROUGH_SIZE = 1_000_000  # characters of HTML; beyond, trafilatura runs without its rescue


def gettext_noop(text: str) -> str:
    """Marks a message for translation by the caller, without Django."""
    return text


class Unreadable(StrEnum):
    """Why there is no text, for programs. `MESSAGES` has the words for people."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LONG = "too_long"
    NO_SENTENCE = "no_sentence"


MESSAGES = {
    Unreadable.EMPTY: gettext_noop("There is no text in it."),
    Unreadable.BINARY: gettext_noop("This is not text but a binary file."),
    Unreadable.TOO_LONG: gettext_noop("The text is longer than two million characters."),
    Unreadable.NO_SENTENCE: gettext_noop("There is not one whole sentence in it."),
}


class UnreadableError(ValueError):
    """There is no news text to be had. `reason` is for programs, `str()` is English."""

    def __init__(self, reason: Unreadable) -> None:
        self.reason = reason
        super().__init__(MESSAGES[reason])


@dataclass(frozen=True)
class Article:
    """An article's text and what was found about it; "" or None where nothing was found.

    `published` is a datetime where a time of day is given, with its zone only if that is given
    too; else a date. `language` is a two-letter code.
    """

    title: str
    text: str
    publisher: str = ""
    published: datetime | date | None = None
    language: str = ""
    author: str = ""
    canonical_url: str = ""
    description: str = ""


# Bytes to text

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_BEGINNINGS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"RIFF",
    b"SQLite format 3\x00",
    b"{\\rtf",
)
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w.:-]{2,40})""", re.IGNORECASE)


def decode(body: bytes, *, declared: str = "") -> str:
    """The text of a file or an answer, cleaned as by `clean`.

    `declared` is the charset its sender names, which is believed only where the bytes do not
    say better. Western single-byte text is read as Windows-1252, as browsers do; statistics
    (charset-normalizer) guess wrong on short German texts. Raises UnreadableError (binary).
    """
    if body.startswith(BINARY_BEGINNINGS):
        raise UnreadableError(Unreadable.BINARY)
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return clean(body[len(mark) :].decode(encoding, "replace"))
    wide = _unmarked_utf16(body)
    if wide:
        return clean(body.decode(wide, "replace"))
    if _looks_binary(body):
        raise UnreadableError(Unreadable.BINARY)
    return clean(_decode_bytewise(body, declared))


def _unmarked_utf16(body: bytes) -> str:
    """UTF-16 without a mark: Western text has a NUL in nearly every second byte."""
    sample = body[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _looks_binary(body: bytes) -> bool:
    """More than 3 % control bytes; random bytes have 10 %, text with a stray NUL far less."""
    sample = body[:65536]
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls > max(3, 0.03 * len(sample))


def _decode_bytewise(body: bytes, declared: str) -> str:
    try:
        # What is valid UTF-8 is hardly ever anything else. Lone surrogates go with `clean`.
        return body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    # In other charsets hardly any two or three bytes in a row happen to be a UTF-8 character.
    lenient = body.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    right = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", lenient)))
    if right >= wrong:
        return lenient
    named = META_CHARSET.search(body[:2048])
    for name in (declared, named[1].decode("ascii") if named else ""):
        encoding = _western(name)
        if encoding:
            try:
                return body.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing in Windows-1252
        return body.decode("latin-1")


def _western(name: str) -> str:
    """The Python codec for a charset's name; Latin-1 and ASCII mean Windows-1252 on the web."""
    try:
        encoding = codecs.lookup(name.strip()).name if name.strip() else ""
    except (LookupError, ValueError):
        return ""
    if encoding.startswith(("utf", "idna", "punycode", "unicode", "raw")):
        return ""  # looked at before, or no charset of any page
    return "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding


LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, soft hyphens, zero-width characters, direction overrides,
# tag characters: nothing a reader sees, and each hides words from search or turns them round.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)

# Letters and marks that `clean` leaves as they are; nearly all texts have no others.
SEEN = re.compile(
    r"[\t\n -~\xa1-\xac\xae-\u017f\u2010-\u2015\u2018-\u201f\u2026\u2039\u203a\u20ac]*"
)


def clean(text: str) -> str:
    """Text in NFC, line breaks as \\n, without characters that are not seen."""
    if SEEN.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", LINE_BREAKS.sub("\n", text)))


# Plain text

DATE = r"\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.?\s[A-Za-zäÄ]{3,9}\.?\s\d{4}"
TIME = r"(?:[,\s]+(?:um\s+|at\s+)?(?P<time>\d{1,2}[:.]\d\d)(?:\s*(?:Uhr|h)\b)?)?"
DATE_WORD = r"date|datum|published|publiziert|veröffentlicht|erschienen|stand|updated|aktualisiert"
WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]{0,10}\.?,?\s+)?"
GLUED_DATE = re.compile(
    rf"(?:{DATE_WORD})\s*:?\s+(?:am\s+|on\s+)?{WEEKDAY}(?P<date>{DATE}){TIME}(?:\s*[|•·–-]\s+|\s+)"
    r"(?-i:(?=[A-ZÄÖÜ«»„“\"]))",  # "Stand 6. Januar 2026 leben dort …" is a sentence
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    rf"(?:(?:{DATE_WORD})\s*:?\s+)?(?:am\s+|on\s+)?{WEEKDAY}(?P<date>{DATE}){TIME}", re.IGNORECASE
)
HEADER_LINE = re.compile(
    r"(?P<key>title|titel|author|autor|autorin|publisher|medium|quelle|source|url|language|"
    r"sprache|description|lead)\s*:\s+(?P<value>\S.{0,300})",
    re.IGNORECASE,
)
WRITTEN_BY = re.compile(
    r"(?:Von|By)\s+(?P<name>[A-ZÄÖÜ][\w.’'-]{1,30}(?: [A-ZÄÖÜ][\w.’'-]{1,30}){1,3})"
)
HEADER_FIELDS = {
    "titel": "title",
    "autor": "author",
    "autorin": "author",
    "medium": "publisher",
    "quelle": "publisher",
    "source": "publisher",
    "url": "canonical_url",
    "sprache": "language",
    "lead": "description",
}


def readable_text(text: str) -> Article:
    """The article in a plain text: header lines, date line, title and residue taken off.

    A first paragraph that is short, ends in no mark and is followed by a longer one is the
    title. Raises UnreadableError.
    """
    text = clean(text)
    _check_length(text)
    paragraphs = _paragraphs(text)
    found, paragraphs = _header(paragraphs)
    paragraphs, byline = _without_residue(paragraphs)
    if not found.get("title") and _begins_with_title(paragraphs):
        found["title"] = paragraphs.pop(0)
        late, paragraphs = _header(paragraphs)
        found = late | found
    if byline:
        found.setdefault("author", byline)
    body = "\n\n".join(paragraphs)
    _check_sentence(paragraphs)
    found.setdefault("title", "")
    found["language"] = str(found.get("language", ""))[:2].lower() or _language(body)
    return Article(text=body, **found)


def _paragraphs(text: str) -> list[str]:
    """Blocks between blank lines. Lines within a block are one paragraph if they were wrapped."""
    paragraphs = []
    for block in re.split(r"\n[ \t\xa0]*\n", text):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if line]
        wrapped = len(lines) > 1 and all(45 <= len(line) <= 100 for line in lines[:-1])
        paragraphs += [" ".join(lines)] if wrapped else lines
    return paragraphs


def _header(paragraphs: list[str]) -> tuple[dict[str, Any], list[str]]:
    """What "Titel: …" lines and a date line at the top say, and the paragraphs below them."""
    found: dict[str, Any] = {}
    rest = list(paragraphs)
    while rest:
        line = HEADER_LINE.fullmatch(rest[0])
        if line:
            key = line["key"].lower()
            found.setdefault(HEADER_FIELDS.get(key, key), line["value"].strip())
            rest.pop(0)
            continue
        written = WRITTEN_BY.fullmatch(rest[0])
        if written:
            found.setdefault("author", written["name"])
            rest.pop(0)
            continue
        dated = DATE_LINE.fullmatch(rest[0]) or GLUED_DATE.match(rest[0])
        moment = _moment(dated["date"], dated["time"]) if dated else None
        if dated is None or moment is None:
            break
        found.setdefault("published", moment)
        rest[0] = rest[0][dated.end() :].strip()
        if not rest[0]:
            rest.pop(0)
    return found, rest


def _moment(day: str, time_of_day: str | None) -> datetime | date | None:
    """A date as German and English newsrooms write it; with its time, where one stands there."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        parsed = dateparser.parse(
            day,
            languages=["de", "en"],
            settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]},
        )
        if parsed is None:
            return None
        found = parsed.date()
    if not time_of_day:
        return found
    hour, minute = map(int, re.split(r"[:.]", time_of_day))
    if hour > 23 or minute > 59:
        return found
    return datetime.combine(found, time(hour, minute))


def _begins_with_title(paragraphs: list[str]) -> bool:
    if len(paragraphs) < 2:
        return False
    first = paragraphs[0]
    return (
        len(first) <= MAX_TITLE_LENGTH
        and first[-1] not in ".!:;,…"
        and len(first) < max(map(len, paragraphs[1:]))
        and any(_is_sentence(p) for p in paragraphs[1:])
    )


# Interface residue

RESIDUE_LINES = frozenset(
    """
    mehr anzeigen|weniger anzeigen|feedback senden|mehr erfahren|teilen|artikel teilen|anzeige|
    werbung|merken|drucken|kommentare|kommentieren|kommentar schreiben|weiterlesen|mehr lesen|
    artikel anhören|artikel hören|vorlesen|jetzt abonnieren|abonnieren|newsletter|anmelden|
    zum thema|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|empfohlen|
    externer inhalt|inhalt anzeigen|bild vergrössern|bild vergrößern|vollbild|nach oben|
    zur startseite|startseite|whatsapp|facebook|twitter|x|e-mail|email|link kopieren|schliessen|
    schließen|zurück|mehr|darum gehts|darum geht's|auf einen blick|
    share|share this article|advertisement|read more|show more|show less|send feedback|
    learn more|subscribe|sign up|sign in|print|comments|related articles|copy link|back to top
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
ADVERT_LABELS = frozenset({"anzeige", "werbung", "advertisement"})
# Labels that lead a summary box and stand glued to its first line.
GLUED_HEAD = re.compile(r"(?:Darum gehts|Darum geht's|Darum geht’s)\s*:?\s+(?=\S)")
# What stands glued to the end of a paragraph. Case counts: a capital in mid-sentence is a button.
BUTTON = (
    r"Mehr anzeigen|Weniger anzeigen|Feedback senden|Mehr erfahren|Artikel teilen|Mehr zum Thema|"
    r"Jetzt abonnieren|Kommentar schreiben|Link kopieren|Show more|Send feedback|Learn more|"
    r"Read more|Copy link"
)
SHORT_BUTTON = r"Teilen|Anzeige|Werbung|Merken|Drucken|Weiterlesen|Share|Advertisement"
DISCLAIMER = (
    r"(?:Die |Unsere )?(?:[Kk]ünstliche Intelligenz|KI)\b[^.!?\n]{0,60}\blernt noch\b"
    r"[^.!?\n]{0,40}\bFehler\b[^.!?\n]{0,30}[.!]"
    r"|Dies(?:er|e|es) (?:Text|Artikel|Inhalt|Zusammenfassung)\b[^.!?\n]{0,40}\bwurden? (?:mit|von)"
    r"(?: Hilfe)?(?: von| einer?| der)? (?:[Kk]ünstlicher? Intelligenz|KI)\b[^.!?\n]{0,80}[.!]"
    r"|(?:This|The) (?:text|summary|article)\b[^.!?\n]{0,40}\b(?:generated|created) (?:by|with) "
    r"(?:AI|artificial intelligence)\b[^.!?\n]{0,80}[.!]"
)
TAIL = re.compile(rf"\s*(?:{DISCLAIMER}|\b(?:{BUTTON})|(?<=[.!?»”\"]) (?:{SHORT_BUTTON}))[ .:]*$")
MAX_TAIL_LENGTH = 400  # characters at the end in which a tail is looked for, so that this is linear
AGENCY = (
    r"Keystone-SDA|Keystone|SDA|ATS|DPA(?:-AFX)?|APA|AFP|Agence France-Presse|AP|"
    r"Associated Press|Reuters|EPD|KNA|ANSA|TASS|Ritzau"
)
BYLINE = re.compile(
    rf"\(?((?:{AGENCY})(?:\s?[/,+]\s?(?:{AGENCY}|[a-z]{{2,5}}))*)\)?"
    r"(?:[\s–-]+(?:Die Schweizer Nachrichtenagentur|Nachrichtenagentur|News agency))?",
    re.IGNORECASE,
)


def _without_residue(paragraphs: Iterable[str]) -> tuple[list[str], str]:
    """The paragraphs without buttons, labels, disclaimers and agency bylines; and the byline."""
    kept: list[str] = []
    byline = ""
    for paragraph in paragraphs:
        words = _without_tail(GLUED_HEAD.sub("", paragraph, count=1))
        if not words or _plain(words) in RESIDUE_LINES:
            continue
        agency = BYLINE.fullmatch(words)
        if agency:
            byline = byline or agency[1]
            continue
        kept.append(words)
    return kept, byline


def _without_tail(paragraph: str) -> str:
    while paragraph:
        start = max(0, len(paragraph) - MAX_TAIL_LENGTH)
        tail = TAIL.search(paragraph, start)
        if tail is None:
            break
        paragraph = paragraph[: tail.start()].rstrip()
    return paragraph


def _plain(paragraph: str) -> str:
    if len(paragraph) > 60:
        return paragraph
    return paragraph.lower().strip(" .:…»›>→+-|•·")


# Web pages

STRUCK_OUT = "//del | //s | //strike"  # what a page no longer says
# Marks that lead to a note: they stand glued to a word, and come, go and count on by themselves.
NOTE_MARKS = "//sup[.//a[starts-with(@href, '#')]] | //a[starts-with(@href, '#')][sup]"
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NEVER_TEXT = frozenset(
    "script style template noscript iframe object embed svg math canvas audio video select "
    "button input textarea datalist nav menu head".split()
)
NEVER_ROLES = frozenset({"navigation", "menu", "menubar", "search", "banner", "contentinfo"})
OUTER_TEXT = frozenset({"header", "footer"})  # left out, unless they belong to the article
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol option p "
    "pre section summary table tbody tfoot thead tr ul "
    "head item list quote row".split()  # trafilatura's own
)
INNER_TEXT = frozenset({"main", "article"})
SPACED = {"br": "\n", "lb": "\n", "td": " ", "th": " ", "cell": " "}
BREAKS = re.compile(r"\n[^\S\n]*\n")
MIN_MAIN_LENGTH = 250  # characters; a main part with less is not the main part


def readable(html: str, *, url: str = "") -> Article:
    """The article on a web page: main text by trafilatura, date by htmldate, without residue.

    Hidden text, comments, menus and scripts are left out. Where trafilatura finds no article
    the page's own text is taken. Raises UnreadableError.
    """
    tree = _parse(html)
    document = _extract(tree, url, fast=len(html) > MAX_THOROUGH_SIZE)
    paragraphs: list[str] = []
    if document is not None and document.body is not None:
        paragraphs = _block_texts(document.body, frozenset())
    if not any(map(_is_sentence, paragraphs)) or len(paragraphs) == 1:
        paragraphs = _unmerged(paragraphs, _page_paragraphs(tree))
    title = _line(document.title if document is not None else "") or _title(tree)
    paragraphs, byline = _without_residue(paragraphs)
    if paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    at_top, paragraphs = _header(paragraphs)
    text = "\n\n".join(paragraphs)
    _check_length(text)
    _check_sentence(paragraphs)
    return Article(
        title=title,
        text=text,
        publisher=_line(document.sitename if document is not None else ""),
        published=_published(tree, document.date if document is not None else None)
        or at_top.get("published"),
        language=(tree.get("lang") or "")[:2].lower() or _language(text),
        author=_line(document.author if document is not None else "")
        or at_top.get("author", byline),
        canonical_url=_canonical(tree, url),
        description=_line(document.description if document is not None else ""),
    )


def _unmerged(paragraphs: list[str], of_page: list[str]) -> list[str]:
    """The page's own paragraphs, where the only one found is none of them but runs over several."""
    if paragraphs and any(paragraphs[0] in paragraph for paragraph in of_page):
        return paragraphs
    return of_page or paragraphs


def page_text(html: str) -> str:
    """All text of a page's main part, for a source's snapshot; blocks separated by blank lines.

    Menus, buttons, scripts and hidden text are dropped, and the word "Anzeige" over an advert,
    which comes and goes between two paragraphs. Tables, lists, boxes and captions are kept: a
    cited excerpt must be found again, so this leaves nothing out by judgement, as trafilatura
    must. A page without a main part gives its whole body. Raises UnreadableError (empty, too
    long).
    """
    return titled_text(html)[1]


def titled_text(html: str) -> tuple[str, str]:
    """The title of a page and its text as `page_text` gives it, without any other metadata."""
    tree = _parse(html)
    paragraphs = _page_paragraphs(tree)
    text = "\n\n".join(p for p in paragraphs if _plain(p) not in ADVERT_LABELS)
    if not text:
        raise UnreadableError(Unreadable.EMPTY)
    _check_length(text)
    return _title(tree), text


def _parse(html: str) -> lxml.html.HtmlElement:
    """The page as a tree, hidden elements taken out."""
    if not html.strip():
        raise UnreadableError(Unreadable.EMPTY)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(clean(html).encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, ValueError) as error:
        raise UnreadableError(Unreadable.EMPTY) from error
    for element in tree.xpath("//*[@hidden or @style][not(self::html or self::body)]"):
        if "hidden" in element.attrib or HIDDEN_STYLE.search(element.get("style", "")):
            element.drop_tree()
    return tree


def _extract(tree: lxml.html.HtmlElement, url: str, *, fast: bool) -> Any:
    """trafilatura's document, or None where it finds none."""
    try:
        return trafilatura.bare_extraction(
            tree,
            url=url or None,
            fast=fast,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # A date guessed from any year in the text would be an invention.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001 - what it makes of broken markup is not foreseeable
        return None  # the page's own text is still there


def _page_paragraphs(tree: lxml.html.HtmlElement) -> list[str]:
    for element in tree.xpath(f"{STRUCK_OUT} | {NOTE_MARKS}"):
        element.drop_tree()
    for part in tree.xpath("//main | //*[@role='main']"):
        paragraphs = _block_texts(part, NEVER_TEXT)
        if sum(map(len, paragraphs)) >= MIN_MAIN_LENGTH:
            return paragraphs
    body = tree.find("body")
    return _block_texts(tree if body is None else body, NEVER_TEXT)


def _block_texts(root: Any, never: frozenset[str]) -> list[str]:
    """The text of each block in document order, white space as a browser would show it."""
    texts: list[str] = []
    pieces: list[str] = []  # of the block being read
    inside = 0  # depth of main and article elements
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in BLOCKS and pieces:
            _flush(pieces, texts)
        if event == "start":
            inside += tag in INNER_TEXT
            if _is_never_text(element, tag, never, inside):
                walk.skip_subtree()
                continue
            if tag in SPACED:
                pieces.append(SPACED[tag])
            if element.text:
                pieces.append(element.text.replace("\n", " "))
        else:
            inside -= tag in INNER_TEXT
            if element.tail and element is not root:
                pieces.append(element.tail.replace("\n", " "))
    _flush(pieces, texts)
    return texts


def _is_never_text(element: Any, tag: str, never: frozenset[str], inside: int) -> bool:
    if not never:
        return False
    if tag in never or (tag in OUTER_TEXT and not inside):
        return True
    return element.get("role") in NEVER_ROLES


def _flush(pieces: list[str], texts: list[str]) -> None:
    """Move the collected pieces to the texts as paragraphs; two line breaks part them."""
    text = "".join(pieces)
    pieces.clear()
    for paragraph in BREAKS.split(text) if "\n" in text else (text,):
        words = " ".join(paragraph.split())
        if words:
            texts.append(clean(words))


# Metadata


def _title(tree: lxml.html.HtmlElement) -> str:
    for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
        for found in tree.xpath(path):
            words = found if isinstance(found, str) else found.text_content()
            if _line(words):
                return _line(words)
    return ""


def _line(words: str | None) -> str:
    return clean(" ".join((words or "").split()))[:500]


def _published(tree: lxml.html.HtmlElement, found: str | None) -> datetime | date | None:
    """The moment a page names in its metadata; else the day htmldate found."""
    values = tree.xpath(
        "//meta[@property='article:published_time' or @name='date' or @itemprop='datePublished']"
        "/@content"
    )
    for value in [*values, *_linked_data(tree, "datePublished")]:
        try:
            return datetime.fromisoformat(str(value).strip())
        except ValueError:
            continue
    try:
        return date.fromisoformat(found or "")
    except ValueError:
        return None


def _linked_data(tree: lxml.html.HtmlElement, name: str) -> Iterator[str]:
    """The strings a page's JSON-LD gives under a name, at any depth."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, dict):
                if isinstance(item.get(name), str):
                    yield item[name]
                waiting += item.values()
            elif isinstance(item, list):
                waiting += item


def _canonical(tree: lxml.html.HtmlElement, url: str) -> str:
    """The address the page gives for itself; only a web address counts."""
    for found in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        if re.match(r"https?://", found.strip(), re.IGNORECASE):
            return str(found.strip())
    return url


# simplemma tells languages apart as well, for 200 MB of memory in every process.
SMALL_WORDS = {
    "de": frozenset(
        "der die das den dem und ist nicht mit von dass auch sich für ein eine".split()
    ),
    "en": frozenset("the and is not with of that also for was has have are it to".split()),
    "fr": frozenset("le les des et est que pas une dans pour du au qui sur".split()),
    "it": frozenset("il che di e non una per della sono con gli del nel anche".split()),
}


def _language(text: str) -> str:
    """The likeliest of the languages a Swiss desk reads, by their small words; "" if unclear."""
    tokens = re.findall(r"\w+", text[:3000].lower())
    counts = sorted((sum(t in small for t in tokens), code) for code, small in SMALL_WORDS.items())
    (runner_up, _), (most, language) = counts[-2:]
    return language if most > runner_up else ""


# Limits


def _check_length(text: str) -> None:
    if not text.strip():
        raise UnreadableError(Unreadable.EMPTY)
    if len(text) > MAX_TEXT_LENGTH:
        raise UnreadableError(Unreadable.TOO_LONG)


def _check_sentence(paragraphs: list[str]) -> None:
    if not paragraphs:
        raise UnreadableError(Unreadable.EMPTY)
    if not any(map(_is_sentence, paragraphs)):
        raise UnreadableError(Unreadable.NO_SENTENCE)


def _is_sentence(paragraph: str) -> bool:
    """At least three words, and a mark that ends a sentence after a letter, figure or bracket."""
    words = re.findall(r"[^\W\d_]{2,}", paragraph[:2000])
    return len(words) >= 3 and re.search(r"[\w)\]»”\"’'%][.!?…]", paragraph) is not None
