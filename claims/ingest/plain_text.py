"""Articles in plain text: header lines, date line, title, body. Pure: no Django, no database."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import dateparser

from claims.ingest.boilerplate import strip_boilerplate
from claims.ingest.decoding import (
    EMPTY,
    MAX_TEXT_LENGTH,
    NO_SENTENCE,
    TOO_LONG,
    UnreadableError,
    clean,
)
from claims.ingest.languages import detect_language

MAX_TITLE_LENGTH = 200

DATE = r"\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.?\s[A-Za-zäÄ]{3,9}\.?\s\d{4}"
TIME = r"(?:[,\s]+(?:um\s+|at\s+)?\d{1,2}[:.]\d\d(?:\s*(?:Uhr|h)\b)?)?"
DATE_WORD = r"date|datum|published|publiziert|veröffentlicht|erschienen|stand|updated|aktualisiert"
WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]{0,10}\.?,?\s+)?"
LEADING_DATE = re.compile(
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
AUTHOR_LINE = re.compile(
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


@dataclass(frozen=True)
class Article:
    """An article's text and metadata; "" or None where nothing was found.

    `text` has paragraphs and subheadings separated by blank lines; `language` is a two-letter code.
    """

    title: str
    text: str
    publisher: str = ""
    published: date | None = None
    language: str = ""
    author: str = ""
    canonical_url: str = ""


def read_plain_text(text: str) -> Article:
    """The article in a plain text, without header lines, date line, title and boilerplate.

    The title is the first paragraph if it is short, ends in no mark and a longer one follows.
    Raises UnreadableError.
    """
    text = clean(text)
    check_length(text)
    paragraphs = _paragraphs(text)
    found, paragraphs = read_header(paragraphs)
    paragraphs, byline = strip_boilerplate(paragraphs)
    if not found.get("title") and _begins_with_title(paragraphs):
        found["title"] = paragraphs.pop(0)
        below_title, paragraphs = read_header(paragraphs)
        found = below_title | found
    body = "\n\n".join(paragraphs)
    check_sentence(paragraphs)
    return Article(
        title=found.get("title", ""),
        text=body,
        publisher=found.get("publisher", ""),
        published=found.get("published"),
        language=found.get("language", "")[:2].lower() or detect_language(body),
        author=found.get("author", byline),
        canonical_url=found.get("canonical_url", ""),
    )


def _paragraphs(text: str) -> list[str]:
    """Blocks between blank lines. Lines within a block are one paragraph if they were wrapped."""
    paragraphs = []
    for block in re.split(r"\n[ \t\xa0]*\n", text):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if line]
        is_wrapped = len(lines) > 1 and all(45 <= len(line) <= 100 for line in lines[:-1])
        paragraphs += [" ".join(lines)] if is_wrapped else lines
    return paragraphs


def read_header(paragraphs: list[str]) -> tuple[dict[str, Any], list[str]]:
    """Metadata from "Titel: …" lines and a date line at the top, and the paragraphs below."""
    found: dict[str, Any] = {}
    rest = list(paragraphs)
    while rest:
        line = HEADER_LINE.fullmatch(rest[0])
        if line:
            key = line["key"].lower()
            found.setdefault(HEADER_FIELDS.get(key, key), line["value"].strip())
            rest.pop(0)
            continue
        author = AUTHOR_LINE.fullmatch(rest[0])
        if author:
            found.setdefault("author", author["name"])
            rest.pop(0)
            continue
        dated = DATE_LINE.fullmatch(rest[0]) or LEADING_DATE.match(rest[0])
        published = _parse_date(dated["date"]) if dated else None
        if dated is None or published is None:
            break
        found.setdefault("published", published)
        rest[0] = rest[0][dated.end() :].strip()
        if not rest[0]:
            rest.pop(0)
    return found, rest


def _parse_date(text: str) -> date | None:
    """A date as German and English newsrooms write it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    parsed = dateparser.parse(
        text,
        languages=["de", "en"],
        settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]},
    )
    return parsed.date() if parsed else None


def _begins_with_title(paragraphs: list[str]) -> bool:
    if len(paragraphs) < 2:
        return False
    first = paragraphs[0]
    return (
        len(first) <= MAX_TITLE_LENGTH
        and first[-1] not in ".!:;,…"
        and len(first) < max(map(len, paragraphs[1:]))
        and any(is_sentence(p) for p in paragraphs[1:])
    )


def check_length(text: str) -> None:
    if not text.strip():
        raise UnreadableError(EMPTY)
    if len(text) > MAX_TEXT_LENGTH:
        raise UnreadableError(TOO_LONG)


def check_sentence(paragraphs: list[str]) -> None:
    if not paragraphs:
        raise UnreadableError(EMPTY)
    if not any(map(is_sentence, paragraphs)):
        raise UnreadableError(NO_SENTENCE)


def is_sentence(paragraph: str) -> bool:
    """At least three words, and a mark that ends a sentence after a letter, figure or bracket."""
    words = re.findall(r"[^\W\d_]{2,}", paragraph[:2000])
    return len(words) >= 3 and re.search(r"[\w)\]»”\"’'%][.!?…]", paragraph) is not None
