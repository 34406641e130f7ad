"""Whether two statements say the same, or the opposite, and why. PURE.

Made to be right when it speaks: a wrong suggestion costs an editor's trust, a missed one costs
little. So both statements must be about the same thing first (shared words, weighed by how rare
they are, and no noun or name on either side that the other has another for), and only then their
polarity, numbers and dates are compared. What cannot be told, is not told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from claims.matching.features import Features, Mood, Statement, Term, extract_features
from claims.matching.quantities import Day, Quantity

MIN_SAME_SUBJECT = 0.62  # of shared words over all words of both, weighed, 0–1
MIN_SAME_CLAIM = 0.72
MIN_ONE_COVERED = 0.75  # of the shorter statement, if the other says more
MIN_SHARED = 2  # words
MIN_VERBATIM = 5  # words that must be the same where a statement says nothing alone
PARTIAL = 0.6  # weight of a word found inside a compound
MAX_TIME_APART = timedelta(days=400)  # after so long another number is news, not a contradiction
SAME_NEWS = timedelta(days=6)  # «am Montag» may mean the same Monday
BRANCH = 0.6  # of the shared words that must stand in denied clauses of one statement only
STEADY = 0.25

Weigh = Callable[[str], float]


class Kind(StrEnum):
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"


class Code(StrEnum):
    """The reason; its parameters are words of the statements, to be shown as they are."""

    SAME_WORDS = "same_words"
    SAME_CLAIM = "same_claim"
    DENIES = "denies"  # the first statement denies what the second says
    AFFIRMS = "affirms"  # the first says what the second denies
    OPPOSITE = "opposite"  # now, before
    OTHER_NUMBER = "other_number"  # now, before, of
    OTHER_DATE = "other_date"  # now, before


@dataclass(frozen=True, slots=True)
class Similarity:
    """What the first statement says to the second. ``score`` 0–1: how much they share."""

    kind: Kind
    code: Code
    score: float
    params: dict[str, str] = field(default_factory=dict)


def similarity(weight: str) -> float:
    """The weight of a word where nothing is known about how rare words are."""
    return 1.0


def compare(now: Statement, before: Statement, weigh: Weigh = similarity) -> Similarity | None:
    return classify(extract_features(now), extract_features(before), weigh)


def classify(now: Features, before: Features, weigh: Weigh = similarity) -> Similarity | None:
    """What ``now`` says to ``before``; None if nothing, or nothing that is sure.

    ``weigh`` gives each base form a weight from 0 (in every statement) to 1 (in hardly any).
    """
    if now.statement.language != before.statement.language:
        return None
    if _is_verbatim(now, before):
        return Similarity(Kind.REPEATS, Code.SAME_WORDS, 1.0)
    if not _can_be_compared(now, before):
        return None
    shared = _Shared(now, before, weigh)
    if not shared.is_same_subject():
        return None
    return _contradiction(shared) or _repetition(shared)


def _is_verbatim(now: Features, before: Features) -> bool:
    same = now.tokens == before.tokens and len(now.terms) >= MIN_VERBATIM
    return same and _same_speaker_where_it_matters(now, before)


def _same_speaker_where_it_matters(now: Features, before: Features) -> bool:
    """«Ich habe nie gelogen» is another claim in another mouth."""
    speaker = now.statement.speaker
    personal = now.is_personal or before.is_personal
    return not personal or (speaker == before.statement.speaker != "")


def _can_be_compared(now: Features, before: Features) -> bool:
    return (
        not now.is_pointing
        and not before.is_pointing
        and now.mood == before.mood
        and now.mood is not Mood.QUESTION
        and _same_speaker_where_it_matters(now, before)
    )


# --- The same subject -------------------------------------------------------------------------


class _Shared:
    """The words that two statements have in common, and those they do not."""

    def __init__(self, now: Features, before: Features, weigh: Weigh) -> None:
        self.now, self.before, self.weigh = now, before, weigh
        self.exact = sorted(now.terms.keys() & before.terms.keys())
        self.pairs = sorted(now.sides.keys() & before.sides.keys())
        self.left_now = {k: t for k, t in now.terms.items() if k not in before.terms}
        self.left_before = {k: t for k, t in before.terms.items() if k not in now.terms}
        self.partial = self._match_compounds()
        both = sum(map(weigh, self.exact)) + len(self.pairs)
        both += PARTIAL * sum(weigh(a) for a, _b in self.partial)
        self.in_now = self._cover(both, self.left_now)
        self.in_before = self._cover(both, self.left_before)
        self.score = 2 * self.in_now * self.in_before / (self.in_now + self.in_before or 1.0)

    def _match_compounds(self) -> list[tuple[str, str]]:
        """«Bundestagswahl» and «Wahl», «US-Truppen» and «Truppen»: the longer ends in the other."""
        matches = []
        for mine in [key for key, term in self.left_now.items() if term.strong]:
            for other in [key for key, term in self.left_before.items() if term.strong]:
                short, long = sorted((mine, other), key=len)
                if len(short) >= 4 and long.endswith(short):
                    matches.append((mine, other))
                    del self.left_now[mine], self.left_before[other]
                    break
        return matches

    def _cover(self, both: float, left: dict[str, Term]) -> float:
        rest = sum(self.weigh(key) * (1.0 if term.strong else 0.6) for key, term in left.items())
        return both / (both + rest or 1.0)

    def is_same_subject(self) -> bool:
        dates = {day[:3] for day in self.now.dates} & {day[:3] for day in self.before.dates}
        common = len(self.exact) + len(self.pairs) + len(self.partial) + len(dates)
        if common < MIN_SHARED:
            return False
        now, before = self.now.terms, self.before.terms
        if not any(now[key].strong or before[key].strong for key in self.exact):
            return False
        if self._strong(self.left_now) and self._strong(self.left_before):
            return False  # each speaks of something that the other does not
        if self._is_turned_round():
            return False
        return self.score >= MIN_SAME_SUBJECT

    @staticmethod
    def _strong(left: dict[str, Term]) -> bool:
        return any(term.strong for term in left.values())

    def _is_turned_round(self) -> bool:
        """«A griff B an» and «B griff A an» have the same words."""
        now, before = self.now.terms, self.before.terms
        bare = [
            key
            for key in self.exact
            if now[key].strong and not now[key].narrows and not before[key].narrows
        ]
        return sorted(bare, key=lambda key: now[key].position) != sorted(
            bare, key=lambda key: before[key].position
        )

    def is_narrowed(self) -> bool:
        """Whether one speaks of a part only: «in Zürich», «unter Jugendlichen»."""
        return any(
            term.strong and term.narrows
            for term in [*self.left_now.values(), *self.left_before.values()]
        )

    def says_more(self) -> bool:
        """Whether one of them has a noun or name that the other lacks."""
        return self._strong(self.left_now) or self._strong(self.left_before)

    def polarity(self) -> str:
        """ "same", "opposite" or "unclear": whether shared words stand in denied clauses."""
        if self.now.is_unsure or self.before.is_unsure:
            unsure = self.now.is_unsure != self.before.is_unsure
            return "unclear" if unsure or self.now.denied != self.before.denied else "same"
        opposite = total = 0.0
        for clause_now, clause_before, weight in self._clauses():
            total += weight
            if (clause_now in self.now.denied) != (clause_before in self.before.denied):
                opposite += weight
        share = opposite / total if total else 0.0
        if share >= BRANCH:
            return "opposite"
        return "same" if share <= STEADY else "unclear"

    def _clauses(self) -> list[tuple[int, int, float]]:
        now, before = self.now, self.before
        return [
            (now.terms[key].clause, before.terms[key].clause, self.weigh(key)) for key in self.exact
        ] + [(now.sides[name].clause, before.sides[name].clause, 1.0) for name in self.pairs]

    def opposed(self) -> list[str]:
        """Opposites of which each statement takes another side."""
        return [
            name for name in self.pairs if self.now.sides[name].side != self.before.sides[name].side
        ]


# --- Time -------------------------------------------------------------------------------------


def _period(shared: _Shared) -> str:
    """ "same", "other" or "unknown": the time that both speak of."""
    now, before = shared.now, shared.before
    if now.dates and before.dates:
        pairs = [(a, b) for a in now.dates for b in before.dates]
        if all(a.differs_from(b) for a, b in pairs):
            return "other"
        if any(a.differs_from(b) for a, b in pairs) and len(now.dates) + len(before.dates) > 2:
            return "same" if _same_dates(now.dates, before.dates) else "unknown"
        return "same"
    if now.relative_time and before.relative_time and now.relative_time != before.relative_time:
        return "other"
    days = now.statement.said_on, before.statement.said_on
    relative = now.relative_time or before.relative_time
    if days[0] is None or days[1] is None:
        return "unknown" if relative or now.dates or before.dates else "same"
    apart = abs(days[0] - days[1])
    if relative and apart > SAME_NEWS:
        return "other"
    if apart > MAX_TIME_APART and now.mood not in {Mood.DEMANDED, Mood.INTENDED}:
        return "other"
    return "unknown" if now.dates or before.dates else "same"


def _same_dates(some: tuple[Day, ...], others: tuple[Day, ...]) -> bool:
    return {day[:3] for day in some} == {day[:3] for day in others}


# --- Contradiction ----------------------------------------------------------------------------


def _contradiction(shared: _Shared) -> Similarity | None:
    period = _period(shared)
    polarity, opposed = shared.polarity(), shared.opposed()
    if period == "other":
        return _other_date(shared) if polarity == "same" and not opposed else None
    if shared.is_narrowed() or (period == "unknown" and shared.says_more()):
        return None
    if shared.left_now and shared.left_before:
        return None  # «entlässt 500», «stellt 200 ein»
    if len(opposed) == 1 and polarity == "same":
        return _opposite(shared, opposed[0])
    if opposed:
        return None  # «nicht gestiegen» and «gesunken» are no contradiction
    if polarity == "opposite":
        return _denial(shared)
    return _other_number(shared) if polarity == "same" else None


def _denial(shared: _Shared) -> Similarity | None:
    if _numbers(shared) == "other" or len(shared.exact) + len(shared.pairs) < MIN_SHARED:
        return None  # «nicht 14, sondern 26» agrees with «26»
    pronoun = shared.now.denies_by_pronoun or shared.before.denies_by_pronoun
    if pronoun and (shared.left_now or shared.left_before):
        return None  # «sagte nichts zu», «äusserte sich zu»
    if "possibility" in shared.now.sides.keys() ^ shared.before.sides.keys():
        return None  # «möglich, dass Truppen entsandt werden»
    denying = len(shared.now.denied) > len(shared.before.denied)
    code = Code.DENIES if denying else Code.AFFIRMS
    return Similarity(Kind.CONTRADICTS, code, shared.score)


def _opposite(shared: _Shared, name: str) -> Similarity | None:
    """«stieg auf 38», «sank auf 12» may both be so; «stieg um 3», «sank um 2» may not."""
    changes = all(q.role == "by" for q in (*shared.now.quantities, *shared.before.quantities))
    if _numbers(shared) not in {"none", "same"} and not changes:
        return None
    words = {
        "now": shared.now.sides[name].surface,
        "before": shared.before.sides[name].surface,
    }
    return Similarity(Kind.CONTRADICTS, Code.OPPOSITE, shared.score, words)


def _other_number(shared: _Shared) -> Similarity | None:
    if _numbers(shared) != "other" or shared.says_more():
        return None
    mine, theirs = _differing(shared)[0]
    params = {"now": mine.text, "before": theirs.text, "of": _counted(mine, shared)}
    return Similarity(Kind.CONTRADICTS, Code.OTHER_NUMBER, shared.score, params)


def _counted(quantity: Quantity, shared: _Shared) -> str:
    """The noun after the number, as written; "" after a unit."""
    if quantity.unit:
        return ""
    surfaces = {term.surface.casefold() for term in shared.now.terms.values() if term.strong}
    return next((word for word in quantity.following if word.casefold() in surfaces), "")


def _other_date(shared: _Shared) -> Similarity | None:
    """Another date is a contradiction only for what happens once, and for one date each."""
    now, before = shared.now, shared.before
    if not (now.happens_once and before.happens_once) or shared.says_more():
        return None
    if len(now.dates) != 1 or len(before.dates) != 1 or _numbers(shared) not in {"same", "none"}:
        return None
    params = {"now": now.dates[0].text, "before": before.dates[0].text}
    return Similarity(Kind.CONTRADICTS, Code.OTHER_DATE, shared.score, params)


# --- Numbers ----------------------------------------------------------------------------------


def _numbers(shared: _Shared) -> str:
    """ "none", "same", "other", "unlike" (other things are counted) or "unclear"."""
    mine, theirs = shared.now.quantities, shared.before.quantities
    if not mine and not theirs:
        return "none"
    if not mine or not theirs:
        return "unclear"
    pairs = [(a, b) for a in mine for b in theirs if _counts_the_same(a, b, shared)]
    if not pairs:
        return "unlike"
    differing = _differing(shared)
    if not differing:
        close = all(any(a.is_close_to(b) for x, b in pairs if x is a) for a, _b in pairs)
        return "same" if close else "unclear"
    return "other" if len(differing) == 1 and len(mine) == len(theirs) else "unclear"


def _differing(shared: _Shared) -> list[tuple[Quantity, Quantity]]:
    """Pairs of numbers for one thing that cannot both be right, each number's only partner."""
    pairs = [
        (a, b)
        for a in shared.now.quantities
        for b in shared.before.quantities
        if _counts_the_same(a, b, shared)
    ]
    settled = {id(x) for a, b in pairs if not a.contradicts(b) for x in (a, b)}
    return [
        (a, b)
        for a, b in pairs
        if a.contradicts(b) and id(a) not in settled and id(b) not in settled
    ]


def _counts_the_same(a: Quantity, b: Quantity, shared: _Shared) -> bool:
    if a.unit != b.unit or (a.role != b.role and "from" in {a.role, b.role}):
        return False
    if a.role and b.role and a.role != b.role:
        return False
    if a.unit:
        return True
    return bool(_things(a, shared.now) & _things(b, shared.before))


def _things(quantity: Quantity, seen: Features) -> set[str]:
    """Base forms of the nouns right after the number."""
    words = {word.casefold() for word in quantity.following}
    return {
        key for key, term in seen.terms.items() if term.surface.casefold() in words and term.strong
    }


# --- Repetition -------------------------------------------------------------------------------


def _repetition(shared: _Shared) -> Similarity | None:
    if shared.polarity() != "same" or shared.opposed():
        return None
    numbers = _numbers(shared)
    if _period(shared) == "other" or numbers not in {"same", "none"}:
        return None
    if shared.left_now and shared.left_before and numbers != "same":
        return None  # «wurde gesperrt», «fährt wieder»
    if shared.is_narrowed() or max(shared.in_now, shared.in_before) < MIN_ONE_COVERED:
        return None
    sides = shared.now.sides.keys() ^ shared.before.sides.keys()
    dated = bool(shared.now.dates) and _same_dates(shared.now.dates, shared.before.dates)
    common = len(shared.exact) + len(shared.pairs) + (numbers == "same") + dated
    if sides or common < MIN_SHARED + 1:
        return None
    if shared.score < MIN_SAME_CLAIM:
        return None
    same_words = shared.now.tokens == shared.before.tokens
    return Similarity(
        Kind.REPEATS, Code.SAME_WORDS if same_words else Code.SAME_CLAIM, shared.score
    )
