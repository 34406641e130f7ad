"""Which language a text is in, told by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

GERMAN, ENGLISH, OTHER = "de", "en", "other"
PREFIX = 6_000  # characters looked at
ENOUGH_WORDS = 8  # without one common German or English word a text is neither

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


def detect(text: str) -> str:
    """``GERMAN``, ``ENGLISH`` or ``OTHER``; looks at the first ``PREFIX`` characters only.

    A text with hardly any common word is German where its letters are Latin: a heading or a
    short line of a German newsroom, rather than a foreign text.
    """
    prefix = text[:PREFIX]
    words = _WORD.findall(prefix.lower())
    counts = Counter(_LANGUAGE_OF[word] for word in words if word in _LANGUAGE_OF)
    if not counts:
        return GERMAN if _is_latin(prefix) else OTHER
    ranked = counts.most_common(2)
    language, hits = ranked[0]
    if len(ranked) > 1 and ranked[1][1] == hits and GERMAN in counts:
        return GERMAN
    if language in (GERMAN, ENGLISH):
        return language
    alone = GERMAN not in counts and ENGLISH not in counts and len(words) >= ENOUGH_WORDS
    return OTHER if hits >= 2 or alone else GERMAN


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(ord(letter) < 0x250 for letter in letters) * 2 >= len(letters)
