"""Noun phrases put in the nominative, without their article: the name of a claimant."""

from __future__ import annotations

from claims.extraction.lexicon.function_words import DETERMINERS
from claims.extraction.tokens import Token

_ARTICLES = frozenset(("der", "die", "das", "dem", "den", "des"))
_MASCULINE = frozenset(("einem", "einen", "ein", "dem", "den", "des", "der", "eines"))
_WEAK = {
    "beamten": "Beamter",
    "gesandten": "Gesandter",
    "vorsitzenden": "Vorsitzender",
    "abgeordneten": "Abgeordneter",
    "angeklagten": "Angeklagter",
    "beauftragten": "Beauftragter",
    "bekannten": "Bekannter",
    "verwandten": "Verwandter",
}
_STRONG = tuple("beamte gesandte vorsitzende abgeordnete beauftragte vertraute delegierte".split())
_WEAK_NOUNS = tuple(
    """präsidenten studenten experten zeugen diplomaten soldaten juristen polizisten journalisten
    spezialisten demonstranten kommandanten analysten ökonomen biologen psychologen kollegen
    aktivisten touristen patienten assistenten referenten korrespondenten produzenten
    kandidaten bischofen menschen franzosen briten türken russen""".split()
)


def nominative(words: list[Token]) -> str:
    """The phrase's words as a name: "einem hochrangigen US-Beamten" -> "hochrangiger US-Beamter".

    The article goes; adjective and noun are turned only where one masculine noun stands alone.
    """
    if not words:
        return ""
    determiner = words[0].fold if words[0].fold in DETERMINERS else ""
    rest = words[1:] if determiner in _ARTICLES or determiner.startswith("ein") else list(words)
    texts = [word.text for word in rest]
    if not texts:
        return ""
    if determiner in ("einem", "einen", "dem", "den", "des", "eines"):
        texts = _masculine(rest, texts)
    elif determiner in ("der", "die", "das"):
        texts = _strong(rest, texts, determiner)
    elif determiner == "einer":
        texts = _ended(rest, texts, "e")
    return " ".join(texts).strip(" ,")


def _masculine(words: list[Token], texts: list[str]) -> list[str]:
    texts = _ended(words, texts, "er")
    for index, word in enumerate(words):
        if word.tag.startswith("NN"):
            texts[index] = _noun(texts[index])
            break
    return texts


def _noun(text: str) -> str:
    stem, dash, last = text.rpartition("-")
    plain = last.lower()
    for ending, whole in _WEAK.items():
        if plain.endswith(ending):
            kept = last[: len(last) - len(ending)]
            return stem + dash + (kept + whole.lower() if kept else whole)
    if plain.endswith(_WEAK_NOUNS):
        cut = 1 if plain.endswith(("zeugen", "kollegen", "experten", "biologen")) else 2
        if plain.endswith(("franzosen", "briten", "türken", "russen", "psychologen")):
            cut = 1
        return stem + dash + last[:-cut]
    return text


def _strong(words: list[Token], texts: list[str], determiner: str) -> list[str]:
    """ "der ukrainische Staatschef" -> "ukrainischer Staatschef"."""
    if determiner != "der":
        return texts
    if words and words[0].tag == "ADJ(A)" and texts[0].endswith("e"):
        texts = _ended(words, texts, "er")
    for index, text in enumerate(texts):
        if words[index].tag.startswith("NN") and text.lower().endswith(_STRONG):
            texts[index] = text + "r"
            break
    return texts


def _ended(words: list[Token], texts: list[str], ending: str) -> list[str]:
    turned = list(texts)
    for index, word in enumerate(words):
        if word.tag != "ADJ(A)":
            break
        if turned[index].endswith("en"):
            turned[index] = turned[index][:-2] + ending
        elif turned[index].endswith("e") and ending == "er":
            turned[index] += "r"
    return turned
