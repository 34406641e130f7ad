"""What sort of claim it is, and how much there is to check in it.

Both are told by the claim's own words and the verb that reports them, from closed lists; every
point given or taken is a reason that a person can read. ``REASONS`` is the closed list of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.german import animacy
from claims.extraction.german.moods import infinitive_form
from claims.extraction.lexicon.kind_words import ENGLISH, GERMAN, NEUTRAL, KindWords
from claims.extraction.model import Kind, Mode, Speaker, SpeakerKind
from claims.extraction.tokens import fold

NAMES_A_NUMBER = "names a number"
NAMES_A_DATE = "names a date or a time"
NAMES_SOMEBODY = "names a person, a body or a place"
SAYS_WHAT_HAPPENED = "says what happened"
NAMES_A_CAUSE = "names a cause"
COMPARES = "compares or ranks"
ALLOWS_NO_EXCEPTION = "allows no exception"
DENIES = "denies something"
ACCUSES = "accuses somebody"
GRAVE = "is about life, safety, crime or money"
AGAINST_EXPECTATION = "contradicts an expectation"
UNNAMED_SOURCE = "comes from an unnamed source"
HEDGED = "is hedged"
ONLY_LATER = "can be checked only later"
ANNOUNCES = "announces an intention"
DEMANDS = "demands more than it asserts"
JUDGES = "judges more than it asserts"
TOO_SHORT = "has few words to check"

# What each is worth; the claim starts at BASE and ends between 0 and 1.
WEIGHTS: dict[str, float] = {
    NAMES_A_NUMBER: 0.20,
    NAMES_A_DATE: 0.06,
    NAMES_SOMEBODY: 0.06,
    SAYS_WHAT_HAPPENED: 0.10,
    NAMES_A_CAUSE: 0.10,
    COMPARES: 0.08,
    ALLOWS_NO_EXCEPTION: 0.06,
    DENIES: 0.08,
    ACCUSES: 0.14,
    GRAVE: 0.10,
    AGAINST_EXPECTATION: 0.04,
    UNNAMED_SOURCE: 0.05,
    HEDGED: -0.08,
    ONLY_LATER: -0.12,
    ANNOUNCES: -0.05,
    DEMANDS: -0.18,
    JUDGES: -0.20,
    TOO_SHORT: -0.20,
}
REASONS: tuple[str, ...] = tuple(WEIGHTS)
BASE = 0.35
FEW_WORDS = 4

_WORD = re.compile(r"\w+(?:[-'’.,:]\w+)*%?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY = re.compile(r"\b\d{1,2}\.\s+(?=[A-ZÄJFMOSND])|\b\d{1,2}[.:]\d{2}\s+Uhr\b|\b\d{1,2}\s+Uhr\b")
_AGE = re.compile(r"\(\d{1,3}\)|\b\d{1,3}-[jJ]ährig\w*")
_NEGATED_DUTY = re.compile(
    r"\b(?:darf|dürfen|dürfe|must)\s+(?:\w+\s+){0,6}?(?:nicht|kein\w*|not)\b"
)
_NAME = re.compile(r"\b[A-ZÄÖÜ]{2,}\b|\b[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+")
_PIECE = re.compile(r"[,;:–—]")
_CAPITALISED = re.compile(r"\b[A-ZÄÖÜ][\w’'-]+")
_FIGURE = re.compile(r"(?<![\w-])\d+(?:[.,:]\d+)*%?")
_HEARSAY = frozenset(("soll", "sollen"))  # duty in somebody's own words only
_FUTURE_AUXILIARY = frozenset(("wird", "werden", "werde", "würde", "würden"))
_ENGLISH_FUTURE = re.compile(r"\b(?:will|won['’]t|is going to|are going to|shall)\b")


def kind_of(words: str, mode: Mode, *, verb: str = "", language: str = "de") -> Kind:
    """The kind of a claim.

    ``words`` are the claim's own, as they stand in the text; ``verb`` is the infinitive of the
    verb that reports them ("fordern", "versprechen"; in English any form), or "".
    """
    lexicon = _lexicon(language)
    folded = _folded(words)
    if mode is Mode.DIRECT and len(folded) < FEW_WORDS:
        return Kind.QUOTE
    by_verb = _by_verb(lexicon, verb, mode)
    if by_verb is not None:
        return by_verb
    found = frozenset(folded)
    if _is_future(words, folded, found & lexicon.future, language):
        return Kind.PREDICTION
    if mode is not Mode.FREE_INDIRECT:
        if _demands(words, found, lexicon, mode):
            return Kind.DEMAND
        past = mode is Mode.OWN_VOICE and found & lexicon.happened
        if not past and _in_main_clause(words, lexicon.intention):
            return Kind.INTENTION
    return _by_content(words, found, lexicon, verb, mode)


def _by_verb(lexicon: KindWords, verb: str, mode: Mode) -> Kind | None:
    if verb in lexicon.demand_verbs:
        return Kind.DEMAND
    if verb in lexicon.intention_verbs and mode is not Mode.OWN_VOICE:
        return Kind.INTENTION
    if verb in lexicon.prediction_verbs:
        return Kind.PREDICTION
    return None


def _by_content(
    words: str, found: frozenset[str], lexicon: KindWords, verb: str, mode: Mode
) -> Kind:
    if has_number(words) or found & lexicon.numerals:
        return Kind.NUMBER
    if found & lexicon.cause:
        return Kind.CAUSAL
    if found & lexicon.judgement or (mode is Mode.REPORTED and verb in lexicon.opinion_verbs):
        return Kind.OPINION
    return Kind.QUOTE if mode is Mode.DIRECT else Kind.FACT


def _demands(words: str, found: frozenset[str], lexicon: KindWords, mode: Mode) -> bool:
    """Whether the words say what is to be done; the article's own "soll" tells a purpose."""
    if mode is Mode.OWN_VOICE:
        return False
    spoken = lexicon.demand if mode is Mode.DIRECT else lexicon.demand - _HEARSAY
    if not found & spoken:
        return _NEGATED_DUTY.search(words) is not None
    return _in_main_clause(words, spoken)


def _in_main_clause(words: str, signals: frozenset[str]) -> bool:
    """Whether a signal stands in the first clause, or further on but not at a clause's end, where
    the verb of a subordinate clause stands."""
    for number, piece in enumerate(_PIECE.split(words)):
        folded = [fold(word) for word in _WORD.findall(piece)]
        if signals.intersection(folded if number == 0 else folded[:-1]):
            return True
    return False


def _is_future(words: str, folded: tuple[str, ...], signals: frozenset[str], language: str) -> bool:
    if language == "en":
        return _ENGLISH_FUTURE.search(words) is not None
    for index, word in enumerate(folded):
        if word not in _FUTURE_AUXILIARY:
            continue
        near = folded[index - 1 : index] + folded[-1:]
        if any(infinitive_form(other) for other in near if other != word):
            return True
        if signals:
            return True
    return False


def checkworthiness(
    words: str, mode: Mode, kind: Kind, *, speaker: Speaker | None = None, language: str = "de"
) -> tuple[float, tuple[str, ...]]:
    """How much it is worth to check a claim, 0 to 1, and why: reasons out of ``REASONS``."""
    lexicon = _lexicon(language)
    folded = _folded(words)
    found = frozenset(folded) | {word.rpartition("-")[2] for word in folded}
    named = _names_somebody(words, language)
    tests = (
        (NAMES_A_NUMBER, has_number(words) or bool(found & lexicon.numerals)),
        (NAMES_A_DATE, bool(found & lexicon.dates) or _YEAR.search(words) is not None),
        (NAMES_SOMEBODY, named),
        (SAYS_WHAT_HAPPENED, kind in _PLAIN and bool(found & lexicon.happened)),
        (NAMES_A_CAUSE, bool(found & lexicon.cause)),
        (COMPARES, bool(found & lexicon.comparison)),
        (ALLOWS_NO_EXCEPTION, bool(found & lexicon.absolute)),
        (DENIES, bool(found & lexicon.negation)),
        (ACCUSES, bool(found & _ACCUSING)),
        (GRAVE, bool(found & lexicon.grave)),
        (AGAINST_EXPECTATION, bool(found & lexicon.turn)),
        (UNNAMED_SOURCE, speaker is not None and speaker.kind == SpeakerKind.UNNAMED),
        (HEDGED, bool(found & lexicon.hedge) or mode is Mode.FREE_INDIRECT),
        (ONLY_LATER, kind is Kind.PREDICTION),
        (ANNOUNCES, kind is Kind.INTENTION),
        (DEMANDS, kind is Kind.DEMAND),
        (JUDGES, kind is Kind.OPINION),
        (TOO_SHORT, len(folded) < FEW_WORDS),
    )
    reasons = tuple(reason for reason, holds in tests if holds)
    score = BASE + sum(WEIGHTS[reason] for reason in reasons)
    return min(1.0, max(0.0, round(score, 2))), reasons


_PLAIN = (Kind.FACT, Kind.NUMBER, Kind.CAUSAL, Kind.QUOTE)
_ACCUSING = frozenset(
    """betrug betrogen korrupt korruption bestechung gelogen lügt lüge lügen mörder mord ermordet
    gefälscht manipuliert gestohlen veruntreut missbraucht vertuscht illegal rechtswidrig
    kriegsverbrechen völkermord täter fraud corrupt corruption bribery lied lying murdered forged
    rigged stole stolen embezzled covered-up illegal unlawful genocide""".split()
)


def has_number(words: str) -> bool:
    """Whether a figure is named that is no mere year, day, hour or age."""
    rest = _AGE.sub(" ", _DAY.sub(" ", words))
    return any(not _YEAR.fullmatch(figure) for figure in _FIGURE.findall(rest))


def _names_somebody(words: str, language: str) -> bool:
    """Whether a role, a body, a state or a name is named; German capitals alone tell nothing."""
    if language != "de":
        return _NAME.search(words, 1) is not None
    return any(
        animacy.classify(word) in (animacy.PERSON, animacy.BODY, animacy.STATE)
        for word in _CAPITALISED.findall(words)
    )


def _lexicon(language: str) -> KindWords:
    return {"de": GERMAN, "en": ENGLISH}.get(language, NEUTRAL)


@lru_cache(maxsize=64)
def _folded(words: str) -> tuple[str, ...]:
    """The folded words; kept for a moment, as kind and worth ask one after the other."""
    return tuple(fold(word) for word in _WORD.findall(words))
