"""The words under which a published claim is found. PURE.

SQLite's full-text search knows no German: beside the words themselves stand their base forms and
the parts of compounds, with ß folded to ss, so that «Häuser» finds «Haus», «Straße» finds
«Strasse», and «Prämie» finds «Krankenkassenprämien».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import simplemma

from claims.search.compounds import compound_parts

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LANGUAGES = ("de", "en")
UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
PAIRS = {umlaut: pair for pair, umlaut in UMLAUTS.items()}
UMLAUT = re.compile("[ao]e|(?<![aeq])ue", re.IGNORECASE)  # not that of «Mauer», «Feuer», «Quelle»


def search_text(document: dict[str, Any], *, names: Iterable[str] = ()) -> str:
    """SearchQuery and base forms of a public document: statement, claimant, article, result.

    ``names`` are all those of the claimant. The words come first, in their order, for phrases.
    """
    parts = [
        document["headline"],
        document["statement"],
        document["claimant"]["name"] if document["claimant"] else "",
        *names,
        document["article"]["title"],
        document["content"]["summary"],
        *document["quote"],
    ]
    text = " . ".join(parts)
    return f"{fold(text)}\n{search_forms(text, language=document['language'])}"


def search_forms(text: str, *, language: str) -> str:
    """Each word of ``text``, folded, followed by its base form and the parts of a compound."""
    forms: dict[str, None] = {}
    for match in WORD.finditer(text):
        for word in (match[0], *(match[0].split("-") if "-" in match[0] else ())):
            forms |= dict.fromkeys((fold(word), base_form(word, language)))
            if language == "de":
                forms |= dict.fromkeys(fold(part) for part in compound_parts(word))
    return " ".join(forms)


@lru_cache(maxsize=50_000)
def base_form(word: str, language: str) -> str:
    """The folded base form; of a language that is not known as if it were German."""
    return fold(simplemma.lemmatize(word, lang=language if language in LANGUAGES else "de"))


def query_word_forms(word: str) -> set[str]:
    """The folded forms under which a reader's ``word`` may stand, in either language.

    Who has no umlauts on the keyboard writes «Muenchen», and some names are written so.
    """
    spelled = {word, *(spell(word) for spell in (restore_umlauts, _spell_out_umlauts))}
    return {fold(one) for one in spelled} | {
        base_form(one, language) for one in spelled for language in LANGUAGES
    }


def restore_umlauts(word: str) -> str:
    return UMLAUT.sub(lambda pair: UMLAUTS[pair[0].lower()], word)


def _spell_out_umlauts(word: str) -> str:
    return "".join(PAIRS.get(letter.lower(), letter) for letter in word)


def fold(word: str) -> str:
    return word.casefold()
