"""Finite verbs in plain speech: reported-speech subjunctive to indicative, prefix from stem."""

from __future__ import annotations

from functools import lru_cache

from claims.extraction.german.tagging import morphology
from claims.extraction.lexicon.speech_verbs import IRREGULAR
from claims.extraction.tokens import fold

_AUXILIARIES = {
    "sei": "ist",
    "seien": "sind",
    "habe": "hat",
    "werde": "wird",
    "könne": "kann",
    "müsse": "muss",
    "solle": "soll",
    "wolle": "will",
    "dürfe": "darf",
    "wisse": "weiss",
    "tue": "tut",
    "heisse": "heisst",
}
# Verbs whose third person changes its vowel: stem of the subjunctive -> third person singular.
_STRONG = {
    "helf": "hilft", "sterb": "stirbt", "treff": "trifft", "sprech": "spricht", "gelt": "gilt",
    "werf": "wirft", "brech": "bricht", "ess": "isst", "les": "liest", "seh": "sieht",
    "nehm": "nimmt", "geb": "gibt", "tret": "tritt", "empfehl": "empfiehlt", "stehl": "stiehlt",
    "befehl": "befiehlt", "gescheh": "geschieht", "fress": "frisst", "mess": "misst",
    "gess": "gisst", "derb": "dirbt", "werb": "wirbt", "berg": "birgt", "schelt": "schilt",
    "schmelz": "schmilzt", "fecht": "ficht", "stech": "sticht", "trag": "trägt", "fahr": "fährt",
    "fall": "fällt", "fang": "fängt", "halt": "hält", "lass": "lässt", "lauf": "läuft",
    "schlaf": "schläft", "schlag": "schlägt", "wachs": "wächst", "wasch": "wäscht", "rat": "rät",
    "lad": "lädt", "grab": "gräbt", "blas": "bläst", "stoss": "stösst", "sauf": "säuft",
    "brat": "brät", "schreck": "schrickt",
}  # fmt: skip
# Read as a prefix and a strong verb, but conjugated like any weak one.
_WEAK = frozenset("beantrag beauftrag veranlass veranschlag beherberg erschreck".split())
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer")
_DOUBTFUL = ("um", "unter", "über", "hinter", "durch", "wider", "wieder")


def indicative(word: str, *, sharp_s: bool) -> str | None:
    """The third person indicative of a subjunctive I, or None where the word is none for sure.

    ``sharp_s`` says whether the text writes ß.
    """
    folded = fold(word)
    plain = _AUXILIARIES.get(folded)
    if plain is None and folded.endswith("e") and len(folded) > 3:
        plain = _third_person(folded, "ß" in word)
    if plain in ("weiss", "heisst") and sharp_s:
        return plain.replace("ss", "ß")
    return plain


@lru_cache(maxsize=20_000)
def _third_person(word: str, sharp: bool) -> str | None:
    prefix, verb = _parts(word)
    stem = verb[:-1]
    if stem + "e" != verb or _infinitive(word) is None:
        return None
    form = _conjugated(stem)
    if sharp:
        form = form.replace("ss", "ß")
    return prefix + form


def _parts(word: str) -> tuple[str, str]:
    split = separable(word)
    return split if split is not None else ("", word)


def _conjugated(stem: str) -> str:
    if stem in _WEAK:
        return stem + "t"
    for prefix in ("", *_INSEPARABLE, *_DOUBTFUL):
        strong = _STRONG.get(stem[len(prefix) :]) if stem.startswith(prefix) else None
        if strong is not None:
            return prefix + strong
    known = IRREGULAR.get(stem + "en")
    if known is not None:
        return known[0]
    if stem.endswith(("l", "r")) and len(stem) > 2 and stem[-2] not in "aeiouäöülrhy":
        return stem[:-1] + "e" + stem[-1] + "t"  # handle -> handelt, ändre -> ändert
    link = "e" if stem.endswith(("t", "d", "ffn", "chn", "gn", "dn", "tm")) else ""
    return stem + link + "t"


@lru_cache(maxsize=20_000)
def _infinitive(word: str) -> str | None:
    """The infinitive whose stem and "e" the word is; None for a preterite or another word."""
    lemma, tag = _analysed(word)
    if not tag.startswith("VV"):
        return None
    base = fold(lemma)
    if base in (word + "n", word[:-1] + "n", word[:-2] + "e" + word[-2:-1] + "n"):
        return base
    return None


@lru_cache(maxsize=20_000)
def _analysed(word: str) -> tuple[str, str]:
    lemma, tag = morphology().analyze(word[:60], taglevel=1)
    return str(lemma), str(tag)


@lru_cache(maxsize=20_000)
def separable(word: str) -> tuple[str, str] | None:
    """Prefix and rest of a finite verb whose prefix is written on: "stattfinde"."""
    _, morphs, tag = morphology().analyze(word[:60].lower(), taglevel=3)
    if not str(tag).startswith("VV") or len(morphs) < 2 or morphs[0][1] != "PTKVZ_SEP":
        return None
    prefix = str(morphs[0][0])
    if not word.lower().startswith(prefix) or len(word) < len(prefix) + 3:
        return None
    return prefix, word[len(prefix) :]


@lru_cache(maxsize=20_000)
def doubtful_prefix(word: str) -> bool:
    """Whether the verb may or may not be separable: "durchführe", "unterstütze"."""
    _, morphs, _ = morphology().analyze(word[:60].lower(), taglevel=3)
    return bool(morphs) and morphs[0][1] == "PTKVZ_DUBIUM" and morphs[0][0] not in ("unter", "über")


@lru_cache(maxsize=20_000)
def infinitive_form(word: str) -> bool:
    """Whether a folded word by itself is an infinitive: "steigen", no participle or noun."""
    return word.endswith("n") and _analysed(word)[1].endswith("(INF)")
