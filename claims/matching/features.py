"""What a statement is about, in a form that can be compared. PURE.

A statement becomes a set of base forms, each with its clause, its place in the order of words and
whether it narrows the statement («in Zürich»); its numbers and dates; which clauses are denied;
and the mood: whether it says what is, what shall be, or what may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from claims.matching.quantities import TOKEN, Day, Quantity, is_year, ordinal, quantity, take_dates
from claims.matching.vocabulary import (
    AGENT,
    CLAUSE_STARTS,
    COMPARATIVES,
    CONDITIONAL,
    DEMANDS,
    DENIALS,
    FALSE,
    FINITE,
    FIRST_PERSON,
    FUTURE,
    INTENDED,
    NEGATIONS,
    NEGATIVE_PRONOUNS,
    NO_NEGATION,
    ONCE,
    OPPOSITES,
    PARTICLES,
    PASSIVE,
    POINTING,
    POINTING_BEFORE_VERB,
    POSSIBLE,
    RELATIVE_TIME,
    SCOPE_PREPOSITIONS,
    STOP,
)

LANGUAGES = frozenset({"de", "en"})
MAX_STATEMENT_LENGTH = 2000  # characters; what is longer is no single statement
PAIRED = 5  # words of which each two make an entry of the index


class Mood(StrEnum):
    IS = "is"
    FUTURE = "future"
    INTENDED = "intended"
    DEMANDED = "demanded"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Statement:
    """``speaker`` tells one claimant from another; ``said_on`` is the day of the article."""

    text: str
    language: str = "de"
    speaker: str = ""
    said_on: date | None = None


class Term(NamedTuple):
    """A word of content. ``strong``: a noun or a name. ``narrows``: after «in», «bei», «unter».

    ``position`` is its place in the order of who does what to whom: in the passive the agent
    («von der Schweiz») comes first.
    """

    strong: bool
    narrows: bool
    clause: int
    position: int
    surface: str


class Side(NamedTuple):
    """Which of two opposites a statement takes, and in which word."""

    side: int
    clause: int
    surface: str


@dataclass(frozen=True, slots=True)
class Features:
    statement: Statement
    tokens: tuple[str, ...]
    terms: dict[str, Term]
    sides: dict[str, Side]
    denied: frozenset[int]  # clauses
    is_unsure: bool  # more than one denial in a clause, «noch nicht», «kaum»
    quantities: tuple[Quantity, ...]
    dates: tuple[Day, ...]
    mood: Mood
    is_personal: bool  # speaks of «ich» or «wir»
    is_pointing: bool  # begins with «er», «das»: says nothing alone
    relative_time: frozenset[str]  # «gestern», «montag»
    happens_once: bool
    denies_by_pronoun: bool  # «nichts», «niemand»


def extract_features(statement: Statement) -> Features:
    """Read a statement. Cheap enough to do anew for every comparison (some 0.3 ms)."""
    return _Reader(statement).read()


def index_keys(seen: Features) -> list[str]:
    """Under which words, and pairs of words, a statement is filed and looked up.

    Single words find it by what is rare. Pairs of the most telling words find it where every
    single word is common; which words are most telling must depend on nothing but the words.
    """
    telling = sorted(seen.terms, key=lambda key: (not seen.terms[key].strong, -len(key), key))
    paired = sorted(telling[:PAIRED])
    pairs = [f"{a} {b}" for i, a in enumerate(paired) for b in paired[i + 1 :]]
    return [*telling[:20], *pairs]


def fold(word: str) -> str:
    return word.casefold().replace("’", "'")


@lru_cache(maxsize=20_000)
def lemma(word: str, language: str) -> str:
    """The base form, folded. The word lists (100 MB) are loaded by the first call."""
    import simplemma

    if language == "de" and "ss" in word:  # «Strasse», which the lists know as «Straße»
        german = word.replace("ss", "ß")
        word = german if simplemma.is_known(german, lang="de") else word
    return fold(simplemma.lemmatize(word, lang=language))


@lru_cache(maxsize=20_000)
def is_noun(word: str, language: str) -> bool:
    """Whether a word at the beginning of a German sentence is one that is always written large."""
    import simplemma

    return not simplemma.lemmatize(word.lower(), lang=language).islower() or (
        simplemma.lemmatize(word, lang=language)[:1].isupper()
    )


@cache
def _opposites() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for name, sides in OPPOSITES.items():
        for number, words in enumerate(sides):
            for word in words:
                table.setdefault(word, (name, number))
    return table


class _Reader:
    """One pass over the words of a statement."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.language = statement.language if statement.language in LANGUAGES else "de"
        text, dates = take_dates(
            statement.text[:MAX_STATEMENT_LENGTH].replace("per cent", "percent")
        )
        self.tokens = TOKEN.findall(text)
        self.folded = [fold(token) for token in self.tokens]
        self.dates = dates
        self.is_passive = not PASSIVE[self.language].isdisjoint(self.folded)
        self.quantities: list[Quantity] = []
        self.terms: dict[str, Term] = {}
        self.sides: dict[str, Side] = {}
        self.negations: dict[int, int] = {}
        self.flipped_from: int | None = None
        self.is_unsure = False
        self.moods: set[Mood] = set()
        self.once = False
        self.clause = 0

    def read(self) -> Features:
        joined = self._join_particles()
        position = 0
        while position < len(self.tokens):
            position = self._take(position, joined)
        self._leave_out_who_denies()
        return Features(
            statement=self.statement,
            tokens=tuple(token for token in self.folded if token[:1].isalnum()),
            terms=self.terms,
            sides=self.sides,
            denied=self._denied(),
            is_unsure=self.is_unsure or any(count > 1 for count in self.negations.values()),
            quantities=self._quantities(),
            dates=tuple(self.dates),
            mood=self._mood(),
            is_personal=any(fold(t) in FIRST_PERSON for t in self.tokens if t not in {"US"}),
            is_pointing=self._is_pointing(),
            relative_time=RELATIVE_TIME & frozenset(self.folded),
            happens_once=self.once,
            denies_by_pronoun=not NEGATIVE_PRONOUNS.isdisjoint(self.folded),
        )

    def _take(self, position: int, joined: dict[int, str]) -> int:
        """Note what stands at ``position``; the position to go on with."""
        word = self.folded[position]
        if word in ",;:–—()" or word in CLAUSE_STARTS[self.language]:
            self._begin_clause(word)
        if is_year(self.tokens, position, STOP[self.language]):
            self.dates.append(Day(int(word), 0, 0, self.tokens[position]))
            return position + 1
        if place := ordinal(self.tokens, position):
            term = Term(True, True, self.clause, position, self.tokens[position])
            self.terms.setdefault(f"#{place}", term)
            return position + 1
        if found := quantity(self.tokens, position, self.language):
            self.quantities.append(found[0])
            return found[1]
        if not word[0].isalpha():
            return position + 1
        base = joined.get(position) or lemma(self.tokens[position], self.language)
        if word in NEGATIONS[self.language] or word.endswith("n't"):
            return position + self._negate(position)
        self._note_mood(word, base, position)
        if {word, base} & DENIALS[self.language]:
            self._deny(position, is_verb=not {word, base} & FALSE)
        is_empty = word in STOP[self.language]
        self.once = self.once or (not is_empty and bool({word, base} & ONCE))
        if side := self._side(word, base, position):
            self.sides.setdefault(
                side, Side(_opposites()[self._key(word, base)][1], self.clause, word)
            )
        elif not (is_empty or base in STOP[self.language] or base in DENIALS[self.language]):
            self._add_term(position, base)
        return position + 1

    def _begin_clause(self, word: str) -> None:
        if self.flipped_from == self.clause and word in {"sondern", "aber", "but"}:
            self.flipped_from = None
        self.clause += 1

    # --- Denial -----------------------------------------------------------------------------

    def _negate(self, position: int) -> int:
        """Count a negation of this clause; how many words were taken."""
        word = self.folded[position]
        after = self.folded[position + 1] if position + 1 < len(self.folded) else ""
        before = self.folded[position - 1] if position else ""
        if (word, after) == ("nicht", "mehr") and not self._is_more_than(position + 1):
            self.negations[self.clause] = self.negations.get(self.clause, 0) + 1
            return 2
        if (word, after) in NO_NEGATION:
            self.is_unsure = True
            return 1
        if before == "noch" or after == "yet":
            self.is_unsure = True
        self.negations[self.clause] = self.negations.get(self.clause, 0) + 1
        return 1

    def _is_more_than(self, position: int) -> bool:
        return self.folded[position + 1 : position + 2] in (["als"], ["than"])

    def _deny(self, position: int, *, is_verb: bool) -> None:
        """A verb denies all that follows; «falsch» denies only what «dass» introduces."""
        if self.flipped_from is None and (
            is_verb or not {"dass", "that"}.isdisjoint(self.folded[position:])
        ):
            self.flipped_from = self.clause

    def _leave_out_who_denies(self) -> None:
        """«Die Kommission bestreitet, dass …» is about what follows, not about the commission.

        Unless it goes on «dass sie …», which may be the commission.
        """
        first = self.flipped_from
        after = {b for a, b in pairwise(self.folded) if a in {"dass", "that"}}
        if first is not None and after and after.isdisjoint(POINTING):
            rest = {key: term for key, term in self.terms.items() if term.clause > first}
            self.terms = rest or self.terms

    def _denied(self) -> frozenset[int]:
        """Clauses that are denied: by a negation, or by «bestreitet» before them, not by both."""
        flipped = (
            set() if self.flipped_from is None else set(range(self.flipped_from, self.clause + 1))
        )
        negated = {clause for clause, count in self.negations.items() if count % 2}
        return frozenset(flipped ^ negated)

    # --- Words of content -------------------------------------------------------------------

    def _side(self, word: str, base: str, position: int) -> str:
        key = self._key(word, base)
        if not key or (word in STOP[self.language] and word not in COMPARATIVES):
            return ""
        if self.tokens[position] == "Stimmen":  # votes, or voices: nothing that is true
            return ""
        after = self.folded[position + 1 : position + 2]
        if key in COMPARATIVES and after in (["als"], ["than"]):
            return ""
        return _opposites()[key][0]

    @staticmethod
    def _key(word: str, base: str) -> str:
        table = _opposites()
        return word if word in table else base if base in table else ""

    def _add_term(self, position: int, base: str) -> None:
        token = self.tokens[position]
        large = token[:1].isupper()
        if self.language == "de":
            strong = large and (position > 0 or is_noun(token, "de"))
        else:
            strong = large or (not base.endswith("ly") and not token.endswith(("ed", "ing")))
        narrows = any(
            self.folded[i] in SCOPE_PREPOSITIONS for i in range(max(0, position - 3), position)
        )
        before = self.folded[max(0, position - 2) : position]
        if self.is_passive and not AGENT[self.language].isdisjoint(before):
            position -= len(self.tokens)
        for part in [base, *base.split("-")] if "-" in base else [base]:
            term = Term(strong, narrows, self.clause, position, token)
            if len(part) > 1 and part not in STOP[self.language]:
                self.terms.setdefault(part, term)

    def _join_particles(self) -> dict[int, str]:
        """«lehnte … ab» → the verb's place has «ablehnen», the particle's too."""
        if self.language != "de":
            return {}
        joined: dict[int, str] = {}
        first = 0
        for end, word in enumerate([*self.folded, "."]):
            if word not in ",;:.!?–—()" and word not in {"und", "sondern", "aber"}:
                continue
            particle = self.folded[end - 1] if end > first + 1 else ""
            if particle in PARTICLES:
                verb = self._verb_for(particle, first, end - 1)
                if verb is not None:
                    joined[verb] = fold(particle + lemma(self.tokens[verb], "de"))
                    self.folded[end - 1] = "ab"  # a word of no content
            first = end + 1
        return joined

    def _verb_for(self, particle: str, first: int, last: int) -> int | None:
        """The finite verb before its particle: the first small word that makes a verb with it."""
        import simplemma

        for position in range(first, last):
            token = self.tokens[position]
            if token[:1].islower() and token not in STOP["de"] | {"nicht"}:
                if simplemma.is_known(particle + lemma(token, "de"), lang="de"):
                    return position
            elif token in {"nahm", "gab", "ging", "geht", "gibt", "steht", "stand", "kam", "kommt"}:
                return position
        return None

    # --- The whole --------------------------------------------------------------------------

    def _quantities(self) -> tuple[Quantity, ...]:
        """«ein Verlust von 3 Millionen» is no «von 3 auf 5 Millionen»."""
        if any(quantity.role == "to" for quantity in self.quantities):
            return tuple(self.quantities)
        return tuple(
            quantity._replace(role="") if quantity.role == "from" else quantity
            for quantity in self.quantities
        )

    def _note_mood(self, word: str, base: str, position: int) -> None:
        if word in CONDITIONAL:
            self.moods.add(Mood.CONDITIONAL)
        elif word in DEMANDS or base in DEMANDS:
            self.moods.add(Mood.DEMANDED)
        elif word in POSSIBLE or (base in POSSIBLE and self.language == "de"):
            self.moods.add(Mood.POSSIBLE)
        elif word in INTENDED or base in INTENDED:
            self.moods.add(Mood.INTENDED)
        elif word in FUTURE[self.language] and self._is_future(position):
            self.moods.add(Mood.FUTURE)

    def _is_future(self, position: int) -> bool:
        """«wird steigen», unlike «wird gewählt»: an infinitive at the end of the clause."""
        if self.language == "en":
            return True
        words = []
        for token in self.tokens[position + 1 :]:
            if token in {",", ";", ".", ":", "!", "?"}:
                break
            words.append(token)
        last = words[-1] if words else ""
        return last.islower() and last.endswith("n") and lemma(last, "de") == fold(last)

    def _mood(self) -> Mood:
        if self.statement.text.rstrip().endswith("?"):
            return Mood.QUESTION
        order = [Mood.CONDITIONAL, Mood.POSSIBLE, Mood.DEMANDED, Mood.INTENDED, Mood.FUTURE]
        return next((mood for mood in order if mood in self.moods), Mood.IS)

    def _is_pointing(self) -> bool:
        words = [word for word in self.folded if word[:1].isalpha()]
        first, second = [*words, "", ""][:2]
        if first in POINTING:
            return first not in {"it", "that"} or second in FINITE or self.language == "en"
        return first in POINTING_BEFORE_VERB and second in FINITE
