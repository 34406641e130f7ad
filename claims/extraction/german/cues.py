"""Verbs of saying and thinking in a sentence, whole with particle, auxiliary and companions."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.german.clauses import Clause, ClauseKind, Sentence
from claims.extraction.german.tagging import is_subjunctive
from claims.extraction.german.verb_forms import Form, Verb, forms, phrase_forms
from claims.extraction.lexicon.function_words import AUXILIARIES, MODALS, SEPARABLE_PARTICLES

_HAVE, _BE, _BECOME = AUXILIARIES["haben"], AUXILIARIES["sein"], AUXILIARIES["werden"]


@dataclass(slots=True)
class Cue:
    """A verb that reports: where it stands and how it is used."""

    verb: Verb
    clause: int  # of the finite verb
    last_clause: int  # of the particle or participle
    finite: int
    words: tuple[int, ...]
    passive: bool
    subjunctive: bool


_ADVERBS = frozenset(("weiter", "dazu", "fort", "hierzu", "offen", "über", "unter", "bei"))


def find_cues(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence, at most one for each clause."""
    found = []
    for number, clause in enumerate(sentence.clauses):
        if clause.finite >= 0:
            cue = _cue_of(sentence, number, clause)
            if cue is not None:
                found.append(cue)
    return found


def _cue_of(sentence: Sentence, number: int, clause: Clause) -> Cue | None:
    words = sentence.words
    finite = words[clause.finite]
    reach = _reach(sentence, number)
    bracket = [index for index in reach if index != clause.finite]
    simple = _simple(sentence, number, clause, bracket)
    fixed = _fixed(sentence, number, clause, bracket)
    if fixed is not None and (simple is None or not simple.verb.prefix):
        return fixed
    if simple is not None:
        return simple
    if (
        finite.fold in _HAVE
        or finite.fold in _BE
        or finite.fold in _BECOME
        or finite.fold in MODALS
    ):
        return _compound(sentence, number, clause, bracket)
    return None


def _reach(sentence: Sentence, number: int) -> list[int]:
    """Words that may belong to the clause's verb: its own, and those of fragments after it."""
    clause = sentence.clauses[number]
    reach = list(range(clause.first, clause.last))
    if clause.kind is not ClauseKind.MAIN:
        return reach
    for later in sentence.clauses[number + 1 : number + 5]:
        if later.kind is ClauseKind.FRAGMENT:
            reach.extend(range(later.first, later.last))
        elif later.kind is not ClauseKind.RELATIVE:
            break
    return reach


def _simple(sentence: Sentence, number: int, clause: Clause, bracket: list[int]) -> Cue | None:
    words = sentence.words
    candidates = forms().get(words[clause.finite].fold, ())
    if not candidates:
        return None
    particle = _particle(sentence, clause, bracket)
    plain: Form | None = None
    for form in candidates:
        if form.shape == "joined":
            return _cue(sentence, number, form.verb, (clause.finite,), clause.finite)
        if form.shape != "finite":
            continue
        if form.verb.prefix:
            if particle is not None and words[particle].fold == form.verb.prefix:
                return _cue(sentence, number, form.verb, (clause.finite, particle), particle)
        elif plain is None:
            plain = form
    if plain is None or (particle is not None and words[particle].fold not in _ADVERBS):
        return None
    return _cue(sentence, number, plain.verb, (clause.finite,), clause.finite)


def _particle(sentence: Sentence, clause: Clause, bracket: list[int]) -> int | None:
    """The separated particle of a verb-second clause: the last word of it, or of what follows."""
    words = sentence.words
    ends = {clause.last - 1} | {c.last - 1 for c in sentence.clauses if c.last - 1 in bracket}
    ends |= {c.first for c in sentence.clauses if c.first in bracket and c.first > clause.last}
    for index in bracket:
        if index < clause.finite or words[index].fold not in SEPARABLE_PARTICLES:
            continue
        if words[index].fold in _ADVERBS and index != clause.last - 1:
            continue
        if index in ends or words[index].tag == "PTKVZ":
            if words[index].tag.startswith("APPR") and index not in ends:
                continue
            return index
    return None


def _fixed(sentence: Sentence, number: int, clause: Clause, bracket: list[int]) -> Cue | None:
    """A verb with companions: "geht davon aus", "kam zu dem Schluss"."""
    words = sentence.words
    near = {words[index].fold: index for index in reversed(bracket)}
    heads = [(clause.finite, "finite")]
    if words[clause.finite].fold in _HAVE | _BE | _BECOME | MODALS:
        heads += [(index, "") for index in bracket if words[index].tag.startswith("V")]
    best: Cue | None = None
    for index, wanted in heads:
        for form in phrase_forms().get(words[index].fold, ()):
            if wanted == "" and form.shape == "finite":
                continue
            if wanted == "finite" and form.shape not in ("finite", "joined"):
                continue
            if not all(companion in near for companion in form.verb.companions):
                continue
            if best is not None and len(form.verb.companions) <= len(best.verb.companions):
                continue
            indices = [clause.finite, index, *(near[c] for c in form.verb.companions)]
            members = tuple(sorted(set(indices)))
            best = _cue(sentence, number, form.verb, members, max(members))
            if wanted == "" and words[clause.finite].fold in _BECOME and form.shape == "participle":
                best.passive = True
    return best


def _compound(sentence: Sentence, number: int, clause: Clause, bracket: list[int]) -> Cue | None:
    """Auxiliary or modal with a participle or infinitive: "hatte gefordert", "wird vermutet"."""
    words = sentence.words
    finite = words[clause.finite].fold
    for index in reversed(bracket):
        tag = words[index].tag
        if not (tag.startswith("V") or tag == "ADJ(D)"):
            continue
        for form in forms().get(words[index].fold, ()):
            if form.shape == "participle" and finite not in MODALS:
                cue = _cue(sentence, number, form.verb, (clause.finite, index), index)
                worden = any(words[other].fold == "worden" for other in bracket)
                cue.passive = finite in _BECOME or finite in _BE or worden
                return cue
            if form.shape == "participle" and finite in MODALS:
                continue
            infinitive = form.shape == "infinitive"
            if infinitive and (finite in MODALS or finite in _BECOME) and tag.endswith("(INF)"):
                return _cue(sentence, number, form.verb, (clause.finite, index), index)
    return None


def _cue(sentence: Sentence, number: int, verb: Verb, members: tuple[int, ...], last: int) -> Cue:
    clause = sentence.clauses[number]
    return Cue(
        verb=verb,
        clause=number,
        last_clause=max(number, sentence.clause_of(last)),
        finite=clause.finite,
        words=tuple(sorted(set(members))),
        passive=False,
        subjunctive=is_subjunctive(sentence.words[clause.finite]),
    )
