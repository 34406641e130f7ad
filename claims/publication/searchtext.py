"""The words under which a published claim is found. PURE.

SQLite's full-text search knows no German: beside the words themselves stand their base forms, with
ß folded to ss, so that «Häuser» finds «Haus» and «Straße» finds «Strasse».
"""

from __future__ import annotations

import re
from typing import Any

import simplemma

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def search_text(document: dict[str, Any]) -> str:
    """Words and base forms of a public document: statement, claimant, article, result, evidence."""
    parts = [
        document["headline"],
        document["statement"],
        document["claimant"]["name"] if document["claimant"] else "",
        document["article"]["title"],
        document["content"]["summary"],
        *document["quote"],
    ]
    return search_forms(" ".join(parts), language=document["language"])


def search_forms(text: str, *, language: str) -> str:
    """Each word of ``text``, folded, followed by its base form and the parts of a hyphened word."""
    forms: dict[str, None] = {}
    for match in WORD.finditer(text):
        for word in (match[0], *(match[0].split("-") if "-" in match[0] else ())):
            base = simplemma.lemmatize(word, lang=language if language in {"de", "en"} else "de")
            forms[fold(word)] = forms[fold(base)] = None
    return " ".join(forms)


def fold(word: str) -> str:
    return word.casefold()
