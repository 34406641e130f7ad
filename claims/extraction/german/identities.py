"""Who is who in one article: full name, surname, role and pronoun are one claimant.

Nothing is guessed: a phrase that fits nobody keeps its own wording, an unnamed source stays so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from claims.extraction.german import animacy
from claims.extraction.german.clauses import Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.names import nominative
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.lexicon.first_names import is_woman
from claims.extraction.lexicon.function_words import DETERMINERS, PREPOSITIONS
from claims.extraction.lexicon.people import TITLES
from claims.extraction.lexicon.places import STATES
from claims.extraction.model import Span, Speaker, SpeakerKind
from claims.extraction.tokens import Token, fold

REACH = 60  # mentions looked back
NEAR = 900  # characters from a pronoun to its name
_GENERIC = frozenset("politiker politikerin mann frau".split())
_INDEFINITE = frozenset(
    """ein eine einem einen einer eines mehrere mehreren einige einigen viele vielen zahlreiche
    zahlreichen manche verschiedene verschiedenen zwei drei andere anderen weitere""".split()
)
_PRONOUNS = {"er": "m", "dieser": "m", "der": "m", "sie": "f", "diese": "f"}
_POSSESSIVE = {"seiner": "m", "seinen": "m", "seinem": "m", "ihrer": "f", "ihren": "f"}
_SIGHT = frozenset(("sicht", "perspektive", "warte", "augen"))


@dataclass(slots=True)
class Person:
    """Somebody with a name, as the whole article knows them."""

    name: str
    role: str = ""
    gender: str = ""
    full: bool = False
    aliases: set[str] = field(default_factory=set)


class Identities:
    """The claimants of one document; ``resolve`` turns a draft's speaker into one of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.people: dict[str, Person] = {}
        self.mentions: list[tuple[int, Person]] = []  # by offset
        for sentence in document.sentences:
            for phrase in document.phrases(sentence):
                self._learn(sentence.words, phrase)

    def _learn(self, words: list[Token], phrase: Phrase) -> None:
        for first, last in _name_runs(words, phrase):
            parts = [word.text for word in words[first:last]]
            key = fold(parts[-1])
            role = _role(words, phrase.first, first)
            full = len(parts) > 1
            if full and animacy.classify(parts[-1]) == animacy.BODY:
                continue
            person = self.people.get(key) or self.people.get(key.removesuffix("s"))
            if person is None:
                if not full and not role:
                    person = Person(parts[-1])
                else:
                    person = Person(" ".join(parts), role, full=True)
                self.people[key] = person
            name = " ".join(parts)
            if full and len(name) > len(person.name):
                person.aliases.add(person.name)
                person.name = name
            person.full = person.full or full or bool(role)
            if len(role) > len(person.role):
                person.role = role
            if phrase.gender and phrase.kind == animacy.PERSON and not person.gender:
                person.gender = phrase.gender
            if full and not person.gender and is_woman(parts[0]):
                person.gender = "f"
            person.aliases.add(name)
            self.mentions.append((words[first].start, person))

    def resolve(self, draft: Draft) -> Speaker | None:
        """The claimant of a draft, or None where it names none."""
        if not draft.speaker:
            return None
        phrase, sentence = draft.phrase, _sentence_at(self.document, draft)
        spans = tuple(draft.speaker)
        if phrase is None or sentence is None or phrase.last > len(sentence.words):
            return self._plain(spans)
        apposed = self._apposed(sentence, phrase, draft.speaker[-1][1])
        if apposed is not None:
            return self._speaker(apposed, spans)
        return self._of_phrase(sentence, phrase, spans)

    def _apposed(self, sentence: Sentence, phrase: Phrase, end: int) -> Person | None:
        """ "der Vorsitzende des Ausschusses, Edgar Sutter": the name behind the comma."""
        words = sentence.words
        if phrase.kind != animacy.PERSON or phrase.plural or words[phrase.last - 1].end >= end:
            return None
        for other in self.document.phrases(sentence):
            start = words[other.first].start
            if other.preposition >= 0 or not words[phrase.last - 1].end <= start < end:
                continue
            person = self._named(words, other)
            if person is not None and person.full:
                person.role = person.role or nominative(words[phrase.first : phrase.last])
                return person
        return None

    def _of_phrase(self, sentence: Sentence, phrase: Phrase, spans: tuple[Span, ...]) -> Speaker:
        words = sentence.words
        if phrase.kind == "pronoun":
            return self._pronoun(words[phrase.head], spans)
        if phrase.kind in (animacy.SOURCE, animacy.DOCUMENT) or words[phrase.head].fold in _SIGHT:
            inner = self._behind_source(sentence, phrase, spans)
            if inner is not None:
                return inner
            owner = _POSSESSIVE.get(words[phrase.first].fold)
            if owner is not None:
                return self._pronoun(words[phrase.first], spans, owner)
        named = self._named(words, phrase)
        if named is not None:
            return self._speaker(named, spans)
        if phrase.kind == animacy.PERSON:
            described = self._described(words, phrase)
            if described is not None:
                return self._speaker(described, spans)
        return _common(words, phrase, spans)

    def _named(self, words: list[Token], phrase: Phrase) -> Person | None:
        if phrase.kind not in (animacy.PERSON, "name"):
            return None
        for _first, last in _name_runs(words, phrase):
            if last > phrase.core:
                break  # "der Anwalt von X" is not X
            key = fold(words[last - 1].text)
            person = self.people.get(key) or self.people.get(key.removesuffix("s"))
            if person is not None and (person.full or phrase.kind == "name"):
                return person
        return None

    def _described(self, words: list[Token], phrase: Phrase) -> Person | None:
        """ "der Präsident", "die Ministerin", "der 73-Jährige": the last one it can mean."""
        if words[phrase.first].fold not in ("der", "die", "dem", "den", "des", "dieser", "diese"):
            return None
        if phrase.plural or phrase.last > phrase.core:
            return None
        head = words[phrase.head].fold
        at = words[phrase.first].start
        tail = head.rpartition("-")[2]
        for _, person in self._before(at):
            if not person.full or (person.gender and phrase.gender not in ("", person.gender)):
                continue
            fits = len(tail) > 3 and tail in fold(person.role)
            if fits or head in _GENERIC or "jährig" in head:
                return person
        return None

    def _before(self, offset: int) -> list[tuple[int, Person]]:
        """The last mentions in front of an offset, the nearest first."""
        end = bisect_left(self.mentions, offset, key=lambda mention: mention[0])
        return self.mentions[max(0, end - REACH) : end][::-1]

    def _pronoun(self, word: Token, spans: tuple[Span, ...], gender: str = "") -> Speaker:
        """ "er", "sie": the person of that gender named last, if there is one in reach."""
        wanted = gender or _PRONOUNS.get(word.fold, "")
        for seen, person in self._before(word.start):
            if not wanted or word.start - seen > NEAR:
                break
            if not person.full or (person.gender == "f") != (wanted == "f"):
                continue
            return self._speaker(person, spans)
        return Speaker(spans, word.text, SpeakerKind.UNNAMED)

    def _behind_source(
        self, sentence: Sentence, phrase: Phrase, spans: tuple[Span, ...]
    ) -> Speaker | None:
        """Whose "Angaben" they are: "nach Angaben der Polizei", "aus Moskauer Sicht"."""
        words = sentence.words
        if phrase.last > phrase.core:
            inner = phrase_at(words, phrase.core)
            if inner is not None and inner.kind not in (animacy.THING, animacy.TIME):
                return self._of_phrase(sentence, inner, spans)
        for word in words[phrase.first : phrase.head]:
            state = _state_adjective(word.fold)
            if state is not None:
                seat = STATES[state][0]
                named = word.fold.startswith(fold(seat))
                name = seat if named else state
                return Speaker(spans, name, SpeakerKind.STATE, aliases=_aliases(name, state))
        return None

    def _speaker(
        self,
        person: Person,
        spans: tuple[Span, ...],
    ) -> Speaker:
        if not person.full:
            kind = SpeakerKind.ORGANISATION
        else:
            kind = SpeakerKind.PERSON
        aliases = {alias for alias in person.aliases if alias != person.name}
        return Speaker(spans, person.name, kind, person.role, tuple(sorted(aliases)))

    def _plain(self, spans: tuple[Span, ...]) -> Speaker:
        text = self.document.text
        name = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
        return Speaker(spans, name, SpeakerKind.UNNAMED)


def _common(words: list[Token], phrase: Phrase, spans: tuple[Span, ...]) -> Speaker:
    """A body, a state, a role or an unnamed source by its own wording."""
    name = nominative(words[phrase.first : phrase.last])
    head = words[phrase.head]
    state = animacy.state_of(head.text)
    if state is not None:
        return Speaker(spans, name, SpeakerKind.STATE, aliases=_aliases(name, state))
    indefinite = words[phrase.first].fold in _INDEFINITE or words[phrase.first] is head
    if phrase.kind == animacy.PERSON:
        unnamed = indefinite or phrase.plural
        return Speaker(spans, name, SpeakerKind.UNNAMED if unnamed else SpeakerKind.ROLE)
    if phrase.kind in (animacy.BODY, "name"):
        return Speaker(spans, name, SpeakerKind.ORGANISATION)
    if phrase.kind == animacy.DOCUMENT:
        return Speaker(spans, name, SpeakerKind.DOCUMENT)
    return Speaker(spans, name, SpeakerKind.UNNAMED)


def _aliases(wording: str, state: str) -> tuple[str, ...]:
    """The state as a link, where the wording names its capital or seat."""
    return (state,) if wording != state else ()


def _state_adjective(word: str) -> str | None:
    """ "französischer" -> Frankreich, "Moskauer" -> Russland."""
    for state, (capital, stem) in STATES.items():
        if word.startswith(stem) and len(word) - len(stem) <= 2:
            return state
        if word in (fold(capital) + "er", fold(state) + "er"):
            return state
    return None


def _name_runs(words: list[Token], phrase: Phrase) -> list[tuple[int, int]]:
    """Where proper names stand in the phrase: runs of names that are no state and no body."""
    runs = []
    first = -1
    for index in range(phrase.first, phrase.last + 1):
        word = words[index] if index < phrase.last else None
        inside = (
            word is not None
            and (word.tag in ("NE", "FM") or (word.tag == "NN" and first >= 0))
            and word.text[:1].isupper()
            and animacy.classify(word.text) in (animacy.THING, animacy.PERSON)
            and word.fold not in DETERMINERS
            and word.fold not in PREPOSITIONS
        )
        particle = word is not None and first >= 0 and word.fold in ("de", "van", "von", "al", "el")
        if (inside or particle) and word is not None and word.fold not in TITLES:
            first = index if first < 0 else first
        elif first >= 0:
            runs.append((first, index))
            first = -1
    return runs


def _role(words: list[Token], start: int, name: int) -> str:
    """What stands right before a name and says what they are: "US-Präsident", "ukrainischer
    Staatschef"; "" if nothing does."""
    first = name
    while first > start and words[first - 1].tag in ("NN", "NNA"):
        first -= 1
    if not any(
        animacy.classify(word.text) == animacy.PERSON and word.fold not in TITLES
        for word in words[first:name]
    ):
        return ""
    while first > start and words[first - 1].tag in ("ADJ(A)", "ADV", "CARD"):
        first -= 1
    if first > start and words[first - 1].fold in DETERMINERS:
        first -= 1
    return nominative(words[first:name])


def _sentence_at(document: Document, draft: Draft) -> Sentence | None:
    """The sentence in which the draft's speaker stands, which may be an earlier one."""
    at = (draft.origin or draft.speaker)[0][0]
    if draft.sentence.start <= at < draft.sentence.end:
        return draft.sentence
    low, high = 0, len(document.sentences) - 1
    while low <= high:
        middle = (low + high) // 2
        sentence = document.sentences[middle]
        if at < sentence.start:
            high = middle - 1
        elif at >= sentence.end:
            low = middle + 1
        else:
            return sentence
    return None
