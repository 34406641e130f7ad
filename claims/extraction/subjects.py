"""Whose words they are, inside one sentence: the subject of a cue, or the agent of a passive."""

from __future__ import annotations

from claims.extraction import animacy
from claims.extraction.clauses import ClauseKind, Sentence
from claims.extraction.cues import Cue
from claims.extraction.document import Document
from claims.extraction.phrases import Phrase
from claims.extraction.tokens import fold

SPEAKS = {
    animacy.PERSON: 3.0,
    animacy.BODY: 3.0,
    animacy.STATE: 2.5,
    "name": 2.5,
    "pronoun": 2.5,
    animacy.SOURCE: 1.0,
    animacy.DOCUMENT: 1.2,
    animacy.THING: -1.0,
    animacy.TIME: -7.0,
}
_NO_SPEAKER = frozenset("es sich man das dies was nichts alles etwas einander".split())


def subject(document: Document, sentence: Sentence, cue: Cue) -> Phrase | None:
    """The phrase that says what the cue reports, or None."""
    if cue.passive:
        return agent(document, sentence, cue.clause)
    best, best_score = None, 0.0
    for phrase in document.phrases(sentence):
        score = _score(sentence, cue, phrase)
        if score is not None and score > best_score:
            best, best_score = phrase, score
    return best


def agent(document: Document, sentence: Sentence, clause_number: int) -> Phrase | None:
    """"von X", "durch X" or "seitens X" in a passive clause."""
    clause = sentence.clauses[clause_number]
    for phrase in document.phrases(sentence):
        if not clause.first <= phrase.first < clause.last or phrase.preposition < 0:
            continue
        word = sentence.words[phrase.preposition].fold
        if word in ("von", "vom", "durch", "seitens") and phrase.kind not in (
            animacy.TIME,
            animacy.THING,
        ):
            return phrase
    return None


def _score(sentence: Sentence, cue: Cue, phrase: Phrase) -> float | None:
    words = sentence.words
    clause = sentence.clauses[cue.clause]
    if phrase.preposition >= 0 or words[phrase.head].fold in _NO_SPEAKER:
        return None
    inside = clause.first <= phrase.first < clause.last
    verb_first = clause.finite == clause.first
    if not inside and not (verb_first and _in_front(sentence, cue.clause, phrase)):
        return None
    score = SPEAKS.get(phrase.kind, 0.0)
    if not phrase.nominative:
        score -= 5.0
    if phrase.first > clause.finite:
        score += 1.5 if phrase.first == clause.finite + 1 else 0.5
        score -= 0.15 * (phrase.first - clause.finite)
    elif phrase.last == clause.finite:
        score += 1.5
    elif phrase.first == clause.first:
        score += 1.0
    if inside and verb_first:
        score += 1.0
    score += 1.0 if _agrees(words[clause.finite].fold, phrase) else -1.5
    return score


def _in_front(sentence: Sentence, number: int, phrase: Phrase) -> bool:
    """Whether the phrase opens the main clause that goes on with this verb:
    "Der Sender, der dafür verantwortlich ist, begründete …"."""
    for earlier in range(number - 1, -1, -1):
        clause = sentence.clauses[earlier]
        if clause.kind is ClauseKind.FRAGMENT:
            if clause.first <= phrase.first < clause.last:
                return phrase.first <= clause.first + 1 and (
                    earlier == 0
                    or sentence.clauses[earlier - 1].kind is not ClauseKind.FRAGMENT
                )
        elif clause.kind not in (ClauseKind.RELATIVE, ClauseKind.INFINITIVE, ClauseKind.SUBORDINATE):
            return False
    return False


def _agrees(verb: str, phrase: Phrase) -> bool:
    plural_verb = verb.endswith(("en", "ern", "ien")) or verb in ("sind", "seien")
    if phrase.kind == "pronoun":
        return True
    return plural_verb == phrase.plural


def with_apposition(sentence: Sentence, phrase: Phrase) -> int:
    """The last word of the phrase with a name or a role put after a comma."""
    words = sentence.words
    for number, clause in enumerate(sentence.clauses[:-1]):
        if phrase.last != clause.last:
            continue
        following = sentence.clauses[number + 1]
        if following.kind is not ClauseKind.FRAGMENT or following.separator != ",":
            return phrase.last
        head = words[following.first]
        short = following.last - following.first <= 14
        closed = number + 2 < len(sentence.clauses)
        apposition = head.tag == "NE" or (
            fold(head.text) in ("der", "die", "ein", "eine")
            or animacy.classify(head.text) == animacy.PERSON
        )
        if short and closed and apposition:
            return following.last
        return phrase.last
    return phrase.last
