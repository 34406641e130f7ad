"""Whose words they are, inside one sentence: the subject of a cue, or the agent of a passive."""

from __future__ import annotations

from claims.extraction.german import animacy
from claims.extraction.german.clauses import Clause, ClauseKind, Sentence
from claims.extraction.german.cues import Cue
from claims.extraction.german.document import Document
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.german.tagging import is_reporting
from claims.extraction.german.verb_forms import forms
from claims.extraction.tokens import fold

SPEAKS = {
    animacy.PERSON: 3.0,
    animacy.BODY: 3.0,
    animacy.STATE: 2.5,
    "name": 2.5,
    "pronoun": 2.5,
    animacy.SOURCE: 0.5,
    animacy.DOCUMENT: 1.2,
    animacy.THING: -1.0,
    animacy.TIME: -7.0,
}
_NO_SPEAKER = frozenset("es sich man das dies was nichts alles etwas einander daran".split())
# "In dem Brief heisst es", "aus Kreisen verlautete": the source stands in a prepositional phrase.
_IMPERSONAL = frozenset(("heissen", "verlauten", "verlautbaren", "lauten", "stehen", "hervorgehen"))
_SOURCE_PREPOSITIONS = frozenset(
    "in im aus von vom bei beim laut nach auf seitens gemäss zu zum".split()
)
_QUOTED = frozenset(("zitieren",))


def subject(document: Document, sentence: Sentence, cue: Cue) -> Phrase | None:
    """The phrase that says what the cue reports, or None."""
    if cue.verb.infinitive in _IMPERSONAL or (
        cue.verb.infinitive == "gehen" and "hervor" in cue.verb.companions
    ):
        source = _source(document, sentence, cue)
        if source is not None or cue.verb.infinitive != "lauten":
            return source
    if cue.passive and cue.verb.infinitive not in _QUOTED:
        return agent(document, sentence, cue.clause)
    clause = sentence.clauses[cue.clause]
    if clause.separator in ("und", "oder") and clause.finite == clause.first:
        shared = _shared(document, sentence, cue)
        if shared is not None:
            return shared
    found = _best(document, sentence, cue)
    if found is None and _shares_subject(sentence, cue):
        return _shared(document, sentence, cue)
    return found


def plain_subject(document: Document, sentence: Sentence) -> Phrase | None:
    """The living subject of the first main clause, whatever its verb says."""
    for number, clause in enumerate(sentence.clauses):
        if clause.kind is ClauseKind.MAIN and clause.finite >= 0:
            stand_in = Cue(
                forms()["sagte"][0].verb, number, number, clause.finite, (), False, False
            )
            phrase = subject(document, sentence, stand_in)
            living = phrase is not None and phrase.kind not in (
                animacy.THING,
                animacy.TIME,
                animacy.SOURCE,
            )
            return phrase if living else None
    return None


def agent(document: Document, sentence: Sentence, clause_number: int) -> Phrase | None:
    """ "von X", "durch X" or "seitens X" in a passive clause."""
    clause = sentence.clauses[clause_number]
    for phrase in document.phrases(sentence):
        if not clause.first <= phrase.first < clause.last or phrase.preposition < 0:
            continue
        if _is_agent(sentence, phrase):
            return phrase
    for index in range(clause.first, clause.last - 1):  # inside another phrase
        if sentence.words[index].fold in _AGENT_PREPOSITIONS:
            inner = phrase_at(sentence.words, index)
            if inner is not None and inner.preposition >= 0 and _is_agent(sentence, inner):
                return inner
    for phrase in document.phrases(sentence):
        if clause.first <= phrase.first < clause.last and phrase.preposition >= 0:
            word = sentence.words[phrase.preposition].fold
            if word in ("in", "im", "bei", "beim") and phrase.kind in (
                animacy.DOCUMENT,
                animacy.SOURCE,
            ):
                return phrase
    return None


_AGENT_PREPOSITIONS = frozenset(("von", "vom", "durch", "seitens"))


def _is_agent(sentence: Sentence, phrase: Phrase) -> bool:
    word = sentence.words[phrase.preposition].fold
    return word in _AGENT_PREPOSITIONS and phrase.kind not in (animacy.TIME, animacy.THING)


def _source(document: Document, sentence: Sentence, cue: Cue) -> Phrase | None:
    clause = sentence.clauses[cue.clause]
    end = clause.last
    best, best_score = None, 0.0
    for phrase in document.phrases(sentence):
        if phrase.preposition < 0 or not clause.first <= phrase.first < end:
            continue
        word = sentence.words[phrase.preposition].fold
        if word not in _SOURCE_PREPOSITIONS:
            continue
        score = SPEAKS.get(phrase.kind, 0.0) + (1.5 if word in ("von", "vom", "aus") else 0.5)
        if phrase.kind == animacy.THING:
            score += 1.2
        if score > best_score:
            best, best_score = phrase, score
    return best


def _best(document: Document, sentence: Sentence, cue: Cue) -> Phrase | None:
    best, best_score = None, 0.0
    for phrase in document.phrases(sentence):
        score = _score(sentence, cue, phrase)
        if score is not None and score > best_score:
            best, best_score = phrase, score
    return best


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
    if not inside:
        score += 4.0
    elif phrase.first > clause.finite:
        score += 1.5 if phrase.first == clause.finite + 1 else 0.5
        score -= 0.15 * (phrase.first - clause.finite)
    elif phrase.last == clause.finite:
        score += 3.0 if phrase.first == clause.first else 1.5
    elif phrase.first == clause.first:
        score += 1.0
    if inside and verb_first:
        score += 1.0
    score += 1.0 if _agrees(words[clause.finite].fold, phrase) else -1.5
    return score


def inserted(sentence: Sentence, cue: Cue) -> bool:
    """Whether the cue with its subject stands inside the clause it reports:
    "Die Lawine, sagte der Retter, habe sich gelöst"."""
    return splits(sentence, cue.clause)


def splits(sentence: Sentence, number: int) -> bool:
    """Whether clause ``number`` opens with its verb between a phrase and a verb in the
    subjunctive that belong together."""
    clauses = sentence.clauses
    if number == 0 or number + 1 >= len(clauses):
        return False
    clause, after = clauses[number], clauses[number + 1]
    return (
        clause.finite == clause.first
        and all(c.kind is ClauseKind.FRAGMENT for c in clauses[:number])
        and after.kind is ClauseKind.MAIN
        and after.finite == after.first
        and is_reporting(sentence.words[after.finite])
    )


def _in_front(sentence: Sentence, number: int, phrase: Phrase) -> bool:
    """Whether the phrase opens the main clause that goes on with this verb:
    "Der Sender, der dafür verantwortlich ist, begründete …"."""
    if sentence.clauses[number].separator != "," or splits(sentence, number):
        return False
    for earlier in range(number - 1, -1, -1):
        clause = sentence.clauses[earlier]
        if clause.kind is ClauseKind.FRAGMENT:
            if clause.first <= phrase.first < clause.last:
                return phrase.first <= clause.first + 1 and (
                    earlier == 0 or sentence.clauses[earlier - 1].kind is not ClauseKind.FRAGMENT
                )
        elif clause.kind not in (
            ClauseKind.RELATIVE,
            ClauseKind.INFINITIVE,
            ClauseKind.SUBORDINATE,
        ):
            return False
    return False


def _shares_subject(sentence: Sentence, cue: Cue) -> bool:
    """ "X dankte dem Rat und ergänzte, …": the verb has no subject of its own."""
    clause = sentence.clauses[cue.clause]
    return cue.clause > 0 and (
        clause.separator in ("und", "aber", "sowie", "oder", "sondern", "doch")
        or clause.separator in (",", "–")
    )


def _shared(document: Document, sentence: Sentence, cue: Cue) -> Phrase | None:
    """The subject of the clause before, which goes for the cue as well."""
    for number in range(cue.clause - 1, -1, -1):
        clause: Clause = sentence.clauses[number]
        if clause.kind is ClauseKind.QUOTE or clause.finite < 0:
            continue
        stand_in = Cue(cue.verb, number, number, clause.finite, (), False, False)
        found = _best(document, sentence, stand_in)
        if found is not None and found.kind not in (animacy.THING, animacy.TIME):
            return found
    return None


def _agrees(verb: str, phrase: Phrase) -> bool:
    plural_verb = verb.endswith(("en", "ern", "ien")) or verb in ("sind", "seien")
    if phrase.kind == "pronoun":
        return True
    return plural_verb == phrase.plural


def with_apposition(sentence: Sentence, phrase: Phrase) -> int:
    """The last word of the phrase with a name or a role put after a comma."""
    last = phrase.last
    for number, clause in enumerate(sentence.clauses[:-1]):
        if last != clause.last or phrase.first < clause.first:
            continue
        following = sentence.clauses[number + 1]
        if following.kind is not ClauseKind.FRAGMENT or following.separator not in (",", "–"):
            return last
        head = sentence.words[following.first]
        if following.last - following.first > 14:
            return last
        closed = number + 2 < len(sentence.clauses)
        role = any(
            animacy.classify(word.text) == animacy.PERSON
            for word in sentence.words[following.first : following.first + 5]
        )
        if head.tag in ("NE", "CARD") or role:
            return following.last
        if closed and fold(head.text) in ("der", "die", "ein", "eine", "das"):
            return following.last
        return last
    return last


def antecedent(document: Document, sentence: Sentence, phrase: Phrase) -> Phrase:
    """What a relative pronoun stands for: the phrase that ends before its clause."""
    word = sentence.words[phrase.head]
    if not word.tag.startswith("PREL"):
        return phrase
    before = [p for p in document.phrases(sentence) if p.last <= phrase.first]
    return before[-1] if before else phrase
