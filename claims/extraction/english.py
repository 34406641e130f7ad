"""English agency text, and direct quotes in any other language."""

from __future__ import annotations

from claims.extraction.model import ExtractedClaim

ONLY_QUOTES = "direct quotes only: other kinds of speech are found in German and English texts"


def extract_english(text: str) -> list[ExtractedClaim]:
    """The claims of an English text, ordered by the offset of their first quote."""
    return []


def extract_quotes(text: str) -> list[ExtractedClaim]:
    """The direct quotes of a text in any language, without speakers; ``ONLY_QUOTES`` says so."""
    return []
