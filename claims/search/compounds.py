"""The parts of a German compound, so that «Prämie» finds «Krankenkassenprämien». PURE."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

import simplemma

from claims.extraction.german.tagging import morphology

MIN_COMPOUND_LENGTH = 8  # letters
MIN_PART_LENGTH = 3
MIN_HALF_LENGTH, MIN_HEAD_LENGTH = 5, 6
# Endings that are words by chance: «Lungen» in «Abteilungen».
NO_HEADS = frozenset(
    "gelungen gieren lungen mässigkeit mäßigkeit rungen rinnen schaft schaften werden regelungen "
    "landfunk zeitig steller stellerin".split()
)
# Short second halves that are hardly ever anything else, whatever stands before them.
SHORT_HEADS = frozenset(
    "auto bahn bank club film geld gesetz hilfe kasse kosten krieg krise lohn markt partei preis "
    "quote recht schule staat steuer strom system vertrag wahl zins".split()
)
NO_NOUNS = frozenset(
    "durch einer gegen gross hinter herein heraus hinaus nieder sonder unter vorher voraus weiter "
    "wider wieder zurück zusammen zwischen überein".split()
)
STEMS = ("N", "ADJ", "VV")  # HanTa's marks for what is neither joint nor ending


@lru_cache(maxsize=50_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The parts of a noun and what neighbours among them make together, in lower case.

    «Krankenkassenprämien»: krankenkasse, kasse, kassenprämie, prämie. Empty for other words.
    """
    if len(word) < MIN_COMPOUND_LENGTH or not word[0].isupper():
        return ()
    return _parts(word) or _head(word)


def _parts(word: str) -> tuple[str, ...]:
    lemma, pieces, _tag = morphology().analyze(word, taglevel=3)
    ends = list(accumulate(len(piece) for piece, _mark in pieces))
    surface = "".join(piece for piece, _mark in pieces)
    stems = [
        (end - len(piece), end, mark)
        for (piece, mark), end in zip(pieces, ends, strict=True)
        if mark.startswith(STEMS)
    ]
    if len(stems) < 2 or not lemma.startswith(surface[: stems[-1][0]]):
        return ()
    found = {
        lemma[start:] if last == len(stems) - 1 else _whole(surface[start : stems[last][1]])
        for first, (start, _end, mark) in enumerate(stems)
        for last in range(first, len(stems))
        # A verb or an adjective alone says little: «krank» does not look for health insurers.
        if last > first or mark.startswith("N")
    }
    return tuple(sorted(part for part in found - {lemma} if len(part) >= MIN_PART_LENGTH))


def _whole(part: str) -> str:
    """A part as the noun that it is by itself: «Schule» of «Schulhaus»."""
    noun = _base(part.capitalize())
    return noun.lower() if noun.lower().startswith(part) and noun[0].isupper() else part


def _head(word: str) -> tuple[str, ...]:
    """The second half of a word that the model leaves whole: a usual one, or one that dictionaries
    know as they know the first."""
    for at in range(MIN_HALF_LENGTH, len(word) - MIN_PART_LENGTH):
        first, second = word[:at], word[at:].capitalize()
        head = _base(second).lower()
        if head in SHORT_HEADS:
            return (head,)
        if len(second) < MIN_HEAD_LENGTH:
            continue
        if first.lower() in NO_NOUNS or second.lower() in NO_HEADS:
            continue
        if _is_known(first) and _is_known(second):
            return (head,)
    return ()


def _base(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="de"))


def _is_known(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="de"))
