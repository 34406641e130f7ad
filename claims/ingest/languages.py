"""The language of a text, by its commonest words. Pure.

simplemma and others tell languages apart as well, for 200 MB of memory in every process.
"""

from __future__ import annotations

import re
from collections import Counter

GERMAN, ENGLISH, OTHER = "de", "en", "other"
MAX_PREFIX_LENGTH = 6_000  # characters that are read
MIN_WORDS = 8  # without one common German or English word a text is neither

# Words that no other language of the list writes in the same way. The other languages are here
# only so that they are told from German and English.
_COMMON = {
    GERMAN: """der das und ist nicht ein eine einen dem den des auf für mit von zu sich auch wird
        dass im bei nach aus wie sie er noch sind werden hat haben wurde über aber oder sei zum zur
        vor nur als einer einem ihr wir ich durch gegen""",
    ENGLISH: """the and of to is that with was said it as by from are not this be have which will
        they his her been were has had he she who but their would after its at for""",
    "fr": """le les des et est une dans que pour qui par sur pas du au il elle avec ce cette sont
        ont été plus aux mais ne""",
    "it": """il che di per non sono con del della gli nel è si ha alla dei una anche più ma le""",
    "es": """el los las y en que del una por con para se su como más pero fue han ha sus al""",
    "nl": """het een van op te dat zijn voor niet aan om ook door maar bij uit naar heeft werd
        wordt deze en de""",
    "pt": """o os as e que do da em um uma não para com por mais foi dos das ao são""",
    "sv": """och att det som är på av för med den till har inte om ett han var de""",
}
_WORD = re.compile(r"[^\W\d_]+")


def _table() -> dict[str, str]:
    owners: dict[str, list[str]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            owners.setdefault(word, []).append(language)
    return {word: found[0] for word, found in owners.items() if len(found) == 1}


_LANGUAGE_OF = _table()


def detect_language(text: str) -> str:
    """The two-letter code of the likeliest language; "" where none is ahead of the others."""
    ranked = _counts(text).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def detect_extraction_language(text: str) -> str:
    """``GERMAN``, ``ENGLISH`` or ``OTHER``, the three that extraction has rules for.

    A text with hardly any common word is German where its letters are Latin: a heading or a
    short line of a German newsroom, rather than a foreign text.
    """
    counts = _counts(text)
    if not counts:
        return GERMAN if _is_latin(text[:MAX_PREFIX_LENGTH]) else OTHER
    if GERMAN in counts and not detect_language(text):
        return GERMAN
    language, hits = counts.most_common(1)[0]
    if language in (GERMAN, ENGLISH):
        return language
    words = _WORD.findall(text[:MAX_PREFIX_LENGTH])
    alone = GERMAN not in counts and ENGLISH not in counts and len(words) >= MIN_WORDS
    return OTHER if hits >= 2 or alone else GERMAN


def _counts(text: str) -> Counter[str]:
    words = _WORD.findall(text[:MAX_PREFIX_LENGTH].lower())
    return Counter(_LANGUAGE_OF[word] for word in words if word in _LANGUAGE_OF)


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(ord(letter) < 0x250 for letter in letters) * 2 >= len(letters)
