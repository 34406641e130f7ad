"""Which blocks of a page are no prose: headings, bylines, agency lines, buttons, summaries."""

from __future__ import annotations

import re

from claims.extraction.tokens import Paragraph, Token
from claims.ingest.boilerplate import AGENCIES, BUTTON_PHRASES, BUTTON_WORDS

_BUTTONS = re.compile(
    rf"\b({'|'.join([*BUTTON_PHRASES, *BUTTON_WORDS])}|kommentar \(\d+\)|cookies?)\b", re.IGNORECASE
)
_AGENCY = re.compile(rf"^\W*({AGENCIES})\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"^(von|text|foto|fotos|bild|bilder|video|quelle|quellen|stand|aktualisiert|publiziert|"
    r"veröffentlicht|autor|autorin|redaktion|hintergrund|themenverwandte artikel)\b[^.!?]{0,80}$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^(darum gehts?|das wichtigste|auf einen blick|in kürze|zusammengefasst)\b", re.I
)
_DATE_LINE = re.compile(r"^\s*(date|datum)?\s*\d{4}-\d{2}-\d{2}\s*$")


def mark_residue(blocks: list[Paragraph], tokens: list[Token], text: str) -> None:
    """Sets ``prose`` to False on every block that claims nothing."""
    in_summary = False
    for number, block in enumerate(blocks):
        words = tokens[block.first : block.last]
        line = text[block.start : block.end]
        if _SUMMARY.match(line):
            in_summary = True
        ends = words[-1].text in '.!?…”“»":' or words[-1].text == ")"
        if in_summary and not _SUMMARY.match(line):
            in_summary = len(words) < 45 and words[-1].text != "." and number < 12
        block.prose = not (in_summary or _is_residue(line, words, ends))


def _is_residue(line: str, words: list[Token], ends: bool) -> bool:
    if _DATE_LINE.match(line) or not any(word.text[:1].isalpha() for word in words):
        return True
    if _AGENCY.match(line) and not ends:
        return True
    if len(words) <= 30 and _BUTTONS.search(line) and not ends:
        return True
    if _BYLINE.match(line) and not ends:
        return True
    return not ends and len(words) <= 16
