"""Numbers and dates in a statement, as ranges of what they can mean. PURE.

«14 Millionen» may be 13.5 to 14.5 million, «14,2 Millionen» 14.15 to 14.25, «mehr als 14» all
above 14: two numbers differ only where these ranges do not meet.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from claims.matching.vocabulary import (
    ABOUT,
    ENGLISH_BILLION,
    GOOD,
    LESS_THAN,
    MAGNITUDES,
    MONTHS,
    MORE_THAN,
    NEARLY,
    NUMBER_WORDS,
    ORDINALS,
    ROLES,
    SHARES,
    UNITS,
    YEAR_CUES,
)

TOKEN = re.compile(
    r"\d{1,3}(?:['’.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[%€$£]|[,;:.!?()–—]"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = re.compile(
    rf"(?P<iso>\b(\d{{4}})-(\d{{2}})-(\d{{2}})\b)"
    rf"|(?P<dots>\b(\d{{1,2}})\.\s?(\d{{1,2}})\.(\d{{4}})?(?!\d))"
    rf"|(?P<de>\b(\d{{1,2}})\.\s?({_MONTH})\b(?:\s(\d{{4}}))?)"
    rf"|(?P<en1>\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,]\d)(?:,?\s(\d{{4}}))?)"
    rf"|(?P<en2>\b(\d{{1,2}})(?:st|nd|rd|th)?\s({_MONTH})\b(?:\s(\d{{4}}))?)"
    rf"|(?P<month>\b({_MONTH})\s(\d{{4}})\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


class Day(NamedTuple):
    """A date as far as it is named; 0 for what is not."""

    year: int
    month: int
    day: int
    text: str

    def differs_from(self, other: Day) -> bool:
        """Whether both name the same part of a date, and name it differently."""
        parts = zip(self[:3], other[:3], strict=True)
        return any(mine and theirs and mine != theirs for mine, theirs in parts)

    def says_less_than(self, other: Day) -> bool:
        return sum(map(bool, self[:3])) < sum(map(bool, other[:3]))


class Quantity(NamedTuple):
    """``unit`` is "" for things counted, which ``following`` are the words after the number."""

    low: float
    high: float
    value: float
    unit: str
    role: str
    following: tuple[str, ...]
    position: int
    text: str

    def contradicts(self, other: Quantity) -> bool:
        return self.high < other.low or other.high < self.low

    def is_close_to(self, other: Quantity) -> bool:
        """Whether both can be renderings of one number."""
        if self.contradicts(other):
            return False
        size = max(abs(self.value), abs(other.value))
        return abs(self.value - other.value) <= 0.1 * size


def take_dates(text: str) -> tuple[str, list[Day]]:
    """The text with its full dates blanked out, of the same length, and the dates."""
    days = []
    for match in _DATES.finditer(text):
        if (day := _day(match)) is not None:
            days.append(day)
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text, days


def _day(match: re.Match[str]) -> Day | None:
    kind = match.lastgroup
    assert kind is not None
    groups = [group for group in match.groups() if group != match[0]]
    parts = [group for group in groups if group is not None]
    numbers = [MONTHS.get(part.lower()) or int(part) for part in parts]
    match kind:
        case "iso":
            year, month, day = numbers
        case "month":
            (month, year), day = numbers, 0
        case "en1":
            month, day, year = [*numbers, 0][:3]
        case _:
            day, month, year = [*numbers, 0][:3]
    if not (1 <= month <= 12 and day <= 31):
        return None
    return Day(year, month, day, match[0])


def is_year(tokens: list[str], position: int, function_words: frozenset[str]) -> bool:
    """Whether the number at ``position`` is a year: after «im Jahr», «seit», or not counting."""
    if not _YEAR.fullmatch(tokens[position]):
        return False
    before = tokens[position - 1].lower() if position else ""
    after, next_but_one = [*tokens[position + 1 : position + 3], "", ""][:2]
    if after.lower() in UNITS or after.lower() in MAGNITUDES:
        return False
    if before in YEAR_CUES:
        return not (after[:1].isupper() and before in {"in", "von", "from"})
    if not after[:1].isalpha() or after.lower() in function_words:
        return True
    return after[:1].islower() and not next_but_one[:1].isalpha()


def ordinal(tokens: list[str], position: int) -> int:
    """The number of «zweite» or «2. Quartal»; 0 for anything else."""
    word = tokens[position].lower()
    after = tokens[position + 1 : position + 3]
    if word.isdecimal() and len(word) <= 2 and len(after) == 2 and after[0] == ".":
        return int(word)
    return ORDINALS.get(word, 0)


def number(token: str, language: str) -> tuple[float, float] | None:
    """(value, half of the last place that is given) of a number in digits or in words."""
    if token.lower() in NUMBER_WORDS:
        return float(NUMBER_WORDS[token.lower()]), 0.0
    if not token[:1].isdigit():
        return None
    digits = re.sub(r"['’\u00a0\u202f ]", "", token)
    point, thousands = (".", ",") if language == "en" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", digits):
        digits = digits.replace(thousands, "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(digits), 0.5 * 10.0 ** -len(fraction)
    zeros = len(whole) - len(whole.rstrip("0"))
    # «1200» may be rounded to hundreds; «40» people are forty.
    return float(whole), 0.5 * 10.0**zeros if zeros >= 2 else 0.0


def quantity(tokens: list[str], position: int, language: str) -> tuple[Quantity, int] | None:
    """The quantity whose number stands at ``position``, and the position after it."""
    found = _share(tokens, position) or number(tokens[position], language)
    if found is None:
        return None
    value, half = found
    unit = "percent" if tokens[position].lower() in SHARES else ""
    end = position + 1
    if end < len(tokens) and (factor := _magnitude(tokens[end], language)):
        value, half, end = (
            value * factor,
            max(half, 0.5) * factor if not half else half * factor,
            end + 1,
        )
        if end < len(tokens) and tokens[end] == ".":  # «Mio.»
            end += 1
    if end < len(tokens) and tokens[end].lower() in UNITS:
        unit, end = UNITS[tokens[end].lower()], end + 1
        if unit == "percent" and end < len(tokens) and tokens[end].lower() in {"points", "point"}:
            unit, end = "percentage points", end + 1
    elif position and tokens[position - 1].lower() in {"€", "$", "£", "chf", "fr"}:
        unit = UNITS[tokens[position - 1].lower()]
    if unit == "percent" and not half:
        half = 0.5
    low, high, role, begin = _qualified(tokens, position, value, half)
    following = tuple(tokens[end : end + 4])
    text = " ".join(tokens[begin:end]).replace(" .", ".")
    return Quantity(low, high, value, unit, role, following, position, text), end


def _share(tokens: list[str], position: int) -> tuple[float, float] | None:
    word = tokens[position].lower()
    if word not in SHARES:
        return None
    count = NUMBER_WORDS.get(tokens[position - 1].lower(), 1) if position else 1
    return SHARES[word] * count, 2.0


def _magnitude(token: str, language: str) -> float | None:
    if language == "en" and token.lower() == "billion":
        return ENGLISH_BILLION
    return MAGNITUDES.get(token.lower())


def _qualified(
    tokens: list[str], position: int, value: float, half: float
) -> tuple[float, float, str, int]:
    """The range that «rund», «mehr als», «höchstens» leave, the number's role, and its begin."""
    before = [token.lower() for token in tokens[max(0, position - 3) : position]]
    begin, low, high = position, value - half, value + half
    last, second = (["", "", *before])[-1], (["", "", *before])[-2]
    if (second, last) in {("mehr", "als"), ("more", "than"), ("at", "least")} or last in MORE_THAN:
        low, high, begin = (
            value,
            math.inf,
            position - (2 if last in {"als", "than", "least"} else 1),
        )
    elif (second, last) in {
        ("weniger", "als"),
        ("less", "than"),
        ("fewer", "than"),
        ("at", "most"),
        ("bis", "zu"),
        ("up", "to"),
    } or last in LESS_THAN:
        low, high = -math.inf, value
        begin = position - (2 if last in {"als", "than", "most", "zu", "to"} else 1)
    elif last in ABOUT:
        low, high, begin = low - 0.1 * value, high + 0.1 * value, position - 1
    elif last in NEARLY:
        low, begin = low - 0.1 * value, position - 1
    elif last in GOOD:
        high, begin = high + 0.1 * value, position - 1
    role = ROLES.get(tokens[begin - 1].lower(), "") if begin else ""
    return low, high, role, begin
