"""Clauses whose verb stands last or first, as main clauses with the verb in second place."""

from __future__ import annotations

import re

from claims.extraction.german.clauses import Clause, ClauseKind, Sentence
from claims.extraction.german.constituents import front_constituent
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.moods import doubtful_prefix, separable
from claims.extraction.german.statement.mood import plain_moods
from claims.extraction.german.statement.reference import settle_pronouns
from claims.extraction.german.statement.rewriting import DROPPED, Edits, Rewriting, sentence_case
from claims.extraction.lexicon.function_words import COORDINATORS
from claims.extraction.model import Speaker
from claims.extraction.tokens import Token, fold

_EMBEDDED = (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE, ClauseKind.W, ClauseKind.INFINITIVE)
_EXISTING = frozenset("besteht bestehen existiert existieren droht drohen herrscht".split())
_LOOSE_MARK = re.compile(r" +([,;:])")


def from_verb_final(
    document: Document, draft: Draft, first: int, speaker: Speaker | None
) -> Rewriting | None:
    """ "dass kein Einsatz geplant sei" -> "Es ist kein Einsatz geplant"."""
    sentence = draft.sentence
    number = sentence.clause_of(first)
    clause = sentence.clauses[number]
    last, finite = _final_verb(sentence, number, draft.end)
    if clause.first != first or finite <= first + 1:
        return None
    if _goes_on_verb_final(sentence, last, draft.end):
        return None
    if doubtful_prefix(sentence.words[finite].text):
        return None
    edits = plain_moods(document, sentence, draft.spans)
    front = front_constituent(sentence, first + 1, min(finite, clause.last))
    if front is not None and front[1] == clause.last:
        front = _with_relative_clause(sentence, front, number)
    if edits is None or front is None or not _is_movable(sentence, front, finite):
        return None
    if not settle_pronouns(document, sentence, draft.spans, edits, draft, speaker):
        return None
    return verb_second(document, draft, edits, front, (first + 1, finite), drop=first)


def _final_verb(sentence: Sentence, number: int, end: int) -> tuple[int, int]:
    """Number of the clause in which a verb-final clause ends, and its finite verb, or -1: what is
    put in between has clauses of its own ("dass die Frau, die kam, krank sei")."""
    words = sentence.words
    for later in range(number, min(len(sentence.clauses), number + 5)):
        clause = sentence.clauses[later]
        last = clause.last - 1
        if words[clause.first].start >= end:
            break
        if later > number and clause.kind in _EMBEDDED and not _is_continued(sentence, clause):
            continue
        if clause.finite == last:
            return later, last
        if clause.finite >= 0:
            break
        if words[last].tag.endswith("(INF)") and words[last - 1].fold != "zu":
            return later, last  # a plural alone looks like an infinitive
    return number, -1


def _is_continued(sentence: Sentence, clause: Clause) -> bool:
    """Whether a piece goes on with a "dass" that stands in a piece before it."""
    opening = sentence.words[clause.first : clause.first + 3]
    return clause.conjunction in DROPPED and clause.conjunction not in {w.fold for w in opening}


def _with_relative_clause(
    sentence: Sentence, front: tuple[int, int], number: int
) -> tuple[int, int] | None:
    """The front with the relative clause that follows it at once; None where another follows."""
    following = sentence.clauses[number + 1]
    if following.kind is not ClauseKind.RELATIVE:
        return None
    return front[0], following.last


def _goes_on_verb_final(sentence: Sentence, number: int, end: int) -> bool:
    """Whether more verb-final clauses of the same rank follow, which would stay behind."""
    for clause in sentence.clauses[number + 1 :]:
        head = sentence.words[clause.first]
        if head.start >= end:
            return False
        joined = clause.separator in COORDINATORS or head.fold in COORDINATORS
        loose = clause.kind in (ClauseKind.MAIN, ClauseKind.FRAGMENT)
        if joined or loose or _is_continued(sentence, clause):
            return True
    return False


def from_verb_first(
    document: Document, draft: Draft, first: int, speaker: Speaker | None
) -> Rewriting | None:
    """What stands behind "Laut Polizei": "wurde ein Mann verletzt" -> "Ein Mann wurde …"."""
    sentence = draft.sentence
    clause = sentence.clauses[sentence.clause_of(first)]
    if clause.finite != first:
        return None
    edits = plain_moods(document, sentence, draft.spans)
    front = front_constituent(sentence, first + 1, clause.last)
    if (
        front is not None
        and front[1] == clause.last
        and draft.end > sentence.words[front[1] - 1].end
    ):
        return None  # an apposition or a relative clause hangs on it
    if edits is None or front is None or not _is_movable(sentence, front, first):
        return None
    if not settle_pronouns(document, sentence, draft.spans, edits, draft, speaker):
        return None
    return verb_second(document, draft, edits, front, (first + 1, first), drop=-1)


def _is_movable(sentence: Sentence, front: tuple[int, int], finite: int) -> bool:
    """Whether the front may go before the verb: no quotation is cut, and "es" is no object."""
    words = sentence.words
    start, end = words[front[0]].start, words[front[1] - 1].end
    for quotation in sentence.quotations:
        inside = start <= quotation.start and quotation.end <= end + 1
        if not inside and quotation.start < end and quotation.end > start:
            return False
        if quotation.start < words[finite].start < quotation.end:
            return False
    return words[front[0]].fold != "es" or not words[finite].fold.startswith(("halt", "hält"))


def verb_second(
    document: Document,
    draft: Draft,
    edits: Edits,
    front: tuple[int, int],
    field_and_verb: tuple[int, int],
    *,
    drop: int,
) -> Rewriting:
    """Puts ``front`` (word range) before the finite verb and everything else behind it.

    ``field_and_verb`` are the index where the words between begin, and that of the finite verb.
    """
    text, words = document.text, draft.sentence.words
    field_start, finite = field_and_verb
    verb = words[finite]
    new_verb, prefix = _split(edits.at.get(verb.start, (0, verb.text))[1], final=drop >= 0)
    changes = [change for change in edits.changes(text) if change[0] != verb.text]
    changes.append((verb.text, f"{new_verb} {prefix}"))
    if drop >= 0:
        changes.append((words[drop].text, ""))
    begin, split = words[front[0]].start, _gap_split(text, words, front[1], draft.end)
    field_end = verb.start if drop >= 0 else draft.end
    before = edits.render(text, words[field_start].start, begin)  # "sich" in front of the subject
    behind = edits.render(text, split, field_end)
    if _takes_es(words, front, finite, behind, new_verb):
        head, middle = "Es", f"{edits.render(text, begin, split)} {behind}"
        changes.append(("", "es"))
    else:
        head, middle = edits.render(text, begin, split), f"{before} {behind}"
    tail = edits.render(text, verb.end, draft.end) if drop >= 0 else ""
    joint = "" if tail[:1] in ",;:" else " "
    body = " ".join(f"{head} {new_verb} {middle} {prefix}".split())
    return Rewriting(sentence_case(_LOOSE_MARK.sub(r"\1", f"{body}{joint}{tail}".strip())), changes)


def _split(verb: str, *, final: bool) -> tuple[str, str]:
    """Verb and separated prefix; a verb that already stands first has none on it."""
    parts = separable(verb) if final else None
    return (parts[1], parts[0]) if parts is not None else (verb, "")


def _gap_split(text: str, words: list[Token], last: int, end: int) -> int:
    """Where the front ends in the text: closing marks and brackets still belong to it."""
    start = words[last - 1].end
    stop = min(words[last].start, end) if last < len(words) else end
    if text[start : start + 1] == ",":
        return start + 1  # it closes a relative clause
    gap = text[start:stop]
    cut = gap.find(" ") if not gap.startswith(" (") else gap.find(")") + 1
    return start + cut if cut >= 0 else stop


def _takes_es(
    words: list[Token], front: tuple[int, int], finite: int, behind: str, verb: str
) -> bool:
    """ "Es ist kein Einsatz geplant": with nothing but a negated subject and its verb."""
    if not words[front[0]].fold.startswith("kein") or words[front[0]].fold == "keiner":
        return False
    rest = behind.split()
    if fold(verb) in _EXISTING:
        return True
    return fold(verb) in ("ist", "sind", "wird", "werden", "wurde", "wurden") and (
        1 <= len(rest) <= 2 and rest[0][:1].islower() and rest[0].endswith(("t", "en"))
    )
