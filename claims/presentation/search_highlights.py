"""Why a page was found: the words that a reader sought, marked in what the page says."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from claims.presentation.titles import claim_title
from claims.search.text import WORD, base_form, fold, query_word_forms

CONTEXT_LENGTH = 90  # characters before and after what was sought
MIN_SUBSTRING_LENGTH = 4  # letters; shorter words stand in others by chance
PART = re.compile(r"[^\W_]+")


def highlighted_title(document: dict[str, Any], forms: frozenset[str]) -> SafeString:
    """The claim of a public document in its short form, with the words that were sought."""
    return highlight(claim_title(document), forms, document["language"])


def highlight(text: str, forms: frozenset[str], language: str) -> SafeString:
    """``text`` with ``<mark>`` around the words that were sought, or hold one that was."""
    pieces, end = [], 0
    for word in PART.finditer(text):
        if forms and _matches(word[0], forms, language):
            pieces += [conditional_escape(text[end : word.start()])]
            pieces += [format_html("<mark>{}</mark>", word[0])]
            end = word.end()
    return SafeString("".join([*pieces, conditional_escape(text[end:])]))


def snippet(document: dict[str, Any], forms: frozenset[str]) -> SafeString:
    """A line of the page with the words that were sought; empty if its title has them already."""
    language = document["language"]
    places = [
        document["headline"] or document["statement"],
        document["statement"],
        document["content"]["summary"],
        " … ".join(document["quote"]),
        document["article"]["title"],
    ]
    for number, text in enumerate(places):
        hits = (word for word in PART.finditer(text) if _matches(word[0], forms, language))
        if hit := next(hits, None):
            return highlight(_around(text, hit), forms, language) if number else SafeString()
    return SafeString()


def _around(text: str, hit: re.Match[str]) -> str:
    start, end = max(hit.start() - CONTEXT_LENGTH, 0), hit.end() + CONTEXT_LENGTH
    start = text.find(" ", start) + 1 if start else 0
    if end >= len(text):
        return ("… " if start else "") + text[start:]
    return ("… " if start else "") + text[start : max(text.rfind(" ", 0, end), hit.end())] + " …"


def _matches(word: str, forms: frozenset[str], language: str) -> bool:
    folded = fold(word)
    if folded in forms or base_form(word, language) in forms:
        return True
    return any(len(form) >= MIN_SUBSTRING_LENGTH and form in folded for form in forms)


def query_forms(text: str) -> frozenset[str]:
    """All forms of the words of ``text``, for the marks in what was found."""
    words = (part for word in WORD.findall(text) for part in word.split("-"))
    return frozenset(form for word in words for form in query_word_forms(word))
