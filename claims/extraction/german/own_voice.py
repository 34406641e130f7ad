"""Sentences in which the article itself asserts something that can be checked.

A sentence must first be one that could be a claim at all (prose, finite, indicative, nobody
else's words), and then hold enough that can be checked: figures, dates, names, events.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.extraction.datelines import after_dateline
from claims.extraction.german import animacy
from claims.extraction.german.clauses import QUOTE, ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed
from claims.extraction.german.tagging import is_conditional, is_finite, is_reporting
from claims.extraction.kinds import has_number
from claims.extraction.lexicon.function_words import AUXILIARIES, MONTHS, WEEKDAYS
from claims.extraction.lexicon.kind_words import GERMAN
from claims.extraction.model import Mode, Span
from claims.extraction.tokens import Token

ENOUGH = 1.8  # points; see _substance
QUOTED_SHARE = 0.3  # of a sentence: with more in quotation marks it renders words
SHORTEST = 5  # words

_FIRST_AND_SECOND = frozenset(
    """ich wir mir mich uns unser unsere unseren unserem unserer du dich dir dein deine euch
    euer""".split()
)
_NOBODY_KNOWS = frozenset("unklar offen ungewiss unbekannt ungeklärt fraglich umstritten".split())
_HEARSAY = frozenset("angeblich mutmasslich vermutlich wohl offenbar anscheinend womöglich".split())
_POINTING = frozenset("er sie es dies das dieser diese dieses dort dabei daneben".split())
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PLANS = frozenset(("soll", "sollen", "will", "wollen"))  # a purpose or a plan, told as such
_TENSE = AUXILIARIES["haben"] | AUXILIARIES["sein"] | AUXILIARIES["werden"]


def find(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Own-voice drafts (mode OWN_VOICE, whole sentences) for sentences that ``drafts``, the
    attributed claims found before, leave over; in the order of the text."""
    taken = _taken(document, drafts)
    found = []
    for sentence in document.sentences:
        if sentence.index in taken or not _may_assert(document, sentence):
            continue
        span = _span(document, sentence)
        if span is None:
            continue
        points = _substance(document, sentence, document.text[span[0] : span[1]])
        if points >= ENOUGH:
            found.append(_draft(sentence, span, points))
    return found


def _draft(sentence: Sentence, span: Span, points: float) -> Draft:
    return Draft(
        mode=Mode.OWN_VOICE,
        spans=[span],
        sentence=sentence,
        rule="own-voice",
        confidence=min(0.9, 0.45 + 0.06 * points),
    )


def _span(document: Document, sentence: Sentence) -> Span | None:
    """The sentence without date line and agency mark, with its full stop."""
    start = after_dateline(document.text, sentence.start, sentence.end)
    return trimmed(document.text, start, sentence.end, keep_stop=True)


def _taken(document: Document, drafts: Sequence[Draft]) -> set[int]:
    """Indices of sentences whose core somebody else's claim already holds."""
    starts = [sentence.start for sentence in document.sentences]
    taken: set[int] = set()
    for draft in drafts:
        sentence = draft.sentence
        if draft.mode is Mode.DIRECT and not _is_mostly(sentence, draft):
            continue
        first = min(sentence.index, max(0, bisect_right(starts, draft.start) - 1))
        last = max(sentence.index, bisect_left(starts, draft.end) - 1)
        taken.update(range(first, last + 1))
    return taken


def _is_mostly(sentence: Sentence, draft: Draft) -> bool:
    """Whether quoted words make the sentence: by their share, or by a verb of saying."""
    quoted = sum(end - start for start, end in draft.spans)
    return bool(draft.cue) or quoted > QUOTED_SHARE * (sentence.end - sentence.start)


def _may_assert(document: Document, sentence: Sentence) -> bool:
    words = sentence.words
    if not sentence.prose or sentence.question or len(words) < SHORTEST:
        return False
    last = document.text[sentence.end - 2 : sentence.end]
    if last[-1:] not in '.!…)”“»"' or "?" in last:
        return False
    verb = _main_verb(document, sentence)
    if verb is None or is_reporting(verb) or is_conditional(verb) or verb is words[0]:
        return False
    folds = {word.fold for word in words}
    if folds & _FIRST_AND_SECOND or folds & _HEARSAY:
        return False
    if verb.fold in ("will", "wollen") and folds & {"haben", "sein"}:
        return False  # "wollen gesehen haben": their word for it
    return not (folds & _NOBODY_KNOWS and verb.fold in ("ist", "sind", "bleibt", "war", "blieb"))


def _main_verb(document: Document, sentence: Sentence) -> Token | None:
    """The finite verb of the main clause, behind the date line."""
    start = after_dateline(document.text, sentence.start, sentence.end)
    for clause in sentence.clauses:
        if clause.kind is ClauseKind.MAIN:
            inside = sentence.words[clause.finite : clause.last]
            return next((w for w in inside if is_finite(w) and w.start >= start), None)
    return None


def _substance(document: Document, sentence: Sentence, text: str) -> float:
    """Points for what can be checked in the sentence."""
    words = sentence.words
    folds = {word.fold for word in words}
    points = 2.0 if has_number(text) or folds & GERMAN.numerals else 0.0
    if folds & MONTHS or folds & WEEKDAYS or folds & GERMAN.dates or _YEAR.search(text):
        points += 1.0
    points += min(2.0, _actors(document, sentence))
    if points == 0.0:
        return points
    points += 1.0 if _tells_event(document, sentence) else 0.0
    points += 0.5 * bool(folds & GERMAN.grave) + 0.5 * bool(folds & GERMAN.comparison)
    if len(words) >= 12:
        points += 0.5
    if len(words) < 8:
        points -= 0.5
    if words[0].fold in _POINTING and words[0].tag.startswith("P"):
        points -= 0.5
    if folds & GERMAN.judgement:
        points -= 0.5
    if any(word.tag == QUOTE for word in words):
        points -= 1.0
    return points


def _actors(document: Document, sentence: Sentence) -> float:
    """Points for people, bodies, states and names."""
    points = 0.0
    for phrase in document.phrases(sentence):
        members = sentence.words[phrase.first : phrase.last]
        if phrase.kind in (animacy.STATE, animacy.BODY, "name"):
            points += 0.8
        elif phrase.kind == animacy.PERSON:
            points += 0.8 if any(word.tag == "NE" for word in members) else 0.5
        elif any(animacy.classify(word.text) == animacy.STATE for word in members):
            points += 0.5
    return points


def _tells_event(document: Document, sentence: Sentence) -> bool:
    """A past tense, a verb that does something, or a plan; not "ist" with an adjective alone."""
    verb = _main_verb(document, sentence)
    if verb is None:
        return False
    if verb.fold in _TENSE:
        return any(word.tag.endswith("(PP)") for word in sentence.words)
    return not verb.tag.startswith("VM") or verb.fold in _PLANS
