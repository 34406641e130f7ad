"""Clauses that a verb of saying governs, after it, before it, or around it."""

from __future__ import annotations

from claims.extraction.german.clauses import Clause, ClauseKind, Sentence
from claims.extraction.german.cues import Cue
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft, trimmed, word_spans
from claims.extraction.german.subjects import antecedent, inserted, subject, with_apposition
from claims.extraction.german.tagging import is_reporting, is_subjunctive
from claims.extraction.german.verb_forms import Verb, forms
from claims.extraction.lexicon.function_words import (
    COMPLEMENT_WORDS,
    COORDINATORS,
    OBLIQUE_DETERMINERS,
)
from claims.extraction.model import Mode, Span
from claims.extraction.tokens import Token


def find(document: Document, sentence: Sentence, cues: list[Cue]) -> list[Draft]:
    """Indirect speech around each cue of the sentence."""
    drafts = []
    for cue in cues:
        for rule in (wie_clause, after_cue, before_cue, pointed_back):
            draft = rule(document, sentence, cue)
            if draft is not None:
                drafts.append(draft)
                break
    return drafts


def wie_clause(document: Document, sentence: Sentence, cue: Cue) -> Draft | None:
    """ "Wie die Polizei mitteilte, wurde niemand verletzt.": all but the clause is said."""
    clause = sentence.clauses[cue.clause]
    if clause.kind is not ClauseKind.W or clause.conjunction != "wie":
        return None
    if not (cue.verb.bare or cue.verb.that or cue.verb.w):
        return None
    head = clause.resumes if clause.resumes >= 0 else cue.clause
    first = sentence.clauses[head].first
    gap = (sentence.words[first].start, sentence.words[clause.last - 1].end)
    spans = _around(document, sentence, gap, head)
    if not spans:
        return None
    return _draft(document, sentence, cue, spans, "wie-mitteilte", 0.85)


def after_cue(document: Document, sentence: Sentence, cue: Cue) -> Draft | None:
    """ "Sie sagte, dass …", "Er versprach, … zu …", "Man hoffe, er komme"."""
    found = governed(sentence, cue.verb, cue.last_clause)
    if found is None or (cue.verb.doubtful and not found[3]):
        return None
    first, last, rule, _ = found
    span = clause_span(document, sentence, first, last)
    if span is None:
        return None
    spans = [span]
    if inserted(sentence, cue):
        head = clause_span(document, sentence, 0, cue.clause)
        spans = [head, span] if head is not None else spans
    draft = _draft(document, sentence, cue, spans, rule, 0.8)
    if sentence.clauses[cue.clause].kind is not ClauseKind.MAIN:
        draft.confidence -= 0.1
    return draft


def before_cue(document: Document, sentence: Sentence, cue: Cue) -> Draft | None:
    """ "Der Pilot sei tot, sagte sie.", also with what follows: "Er sei, sagte sie, tot."."""
    clause = sentence.clauses[cue.clause]
    if cue.clause == 0 or clause.kind is not ClauseKind.MAIN:
        return None
    so = sentence.words[clause.first].fold == "so" and clause.finite == clause.first + 1
    if clause.finite != clause.first and not so:
        return None
    if clause.separator not in (",", "–", "—", "") or not _is_said(sentence, cue):
        return None
    start = sentence.words[sentence.clauses[0].first].start
    end = sentence.words[sentence.clauses[cue.clause - 1].last - 1].end
    span = trimmed(document.text, start, end)
    if span is None:
        return None
    spans = [span]
    rest = _continued(document, sentence, cue)
    if rest is not None:
        spans.append(rest)
    return _draft(document, sentence, cue, spans, "clause-before-verb", 0.8)


def pointed_back(document: Document, sentence: Sentence, cue: Cue) -> Draft | None:
    """ "Das Werk schliesst. Dies teilte die Firma mit.", "…, das teilte die Firma mit"."""
    clause = sentence.clauses[cue.clause]
    word = sentence.words[clause.first]
    short = word.fold in ("das", "dies", "dieses") and cue.finite == clause.first + 1
    long = word.fold in ("diese", "dieses", "diesen") and cue.finite == clause.first + 2
    if (
        not (short or long)
        or clause.kind is not ClauseKind.MAIN
        or not cue.verb.certain
        or cue.verb.thought
        or not (cue.verb.that or cue.verb.bare)
    ):
        return None
    if cue.clause > 0:
        if clause.separator != "," or sentence.clauses[0].kind is not ClauseKind.MAIN:
            return None
        end = sentence.words[sentence.clauses[cue.clause - 1].last - 1].end
        span = trimmed(document.text, sentence.start, end)
    else:
        before = document.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.paragraph != sentence.paragraph or before.question:
            return None
        span = (before.start, sentence.words[cue.finite - 1].end)
    if span is None:
        return None
    return _draft(document, sentence, cue, [span], "das-teilte-mit", 0.7)


def governed(sentence: Sentence, verb: Verb, after: int) -> tuple[int, int, str, bool] | None:
    """First clause, end clause, rule and whether reported speech is marked, of the complement
    that follows clause ``after``; None without one."""
    clauses = sentence.clauses
    for number in range(after + 1, min(len(clauses), after + 6)):
        clause = clauses[number]
        opened = _opens(sentence, verb, number, after)
        if opened is not None:
            rule, marked = opened
            return number, complement_end(sentence, number, after), rule, marked
        if clause.kind in (ClauseKind.MAIN, ClauseKind.QUOTE) or clause.separator in COORDINATORS:
            return None
    return None


def _opens(sentence: Sentence, verb: Verb, number: int, after: int) -> tuple[str, bool] | None:
    clause = sentence.clauses[number]
    if clause.separator in COORDINATORS and clause.kind is not ClauseKind.SUBORDINATE:
        return None
    if clause.kind is ClauseKind.SUBORDINATE and clause.conjunction in COMPLEMENT_WORDS:
        allowed = verb.w or verb.that if clause.conjunction == "ob" else verb.that
        marked = clause.finite >= 0 and is_reporting(sentence.words[clause.finite])
        return ("dass-clause", marked) if allowed else None
    if clause.kind is ClauseKind.INFINITIVE and not clause.conjunction:
        return ("infinitive", verb.certain) if verb.infinitival else None
    if clause.kind is ClauseKind.W and verb.w and clause.conjunction != "wie":
        return ("w-clause", verb.certain)
    if not verb.bare:
        return None
    if clause.kind is ClauseKind.MAIN:
        if sentence.words[clause.finite].fold in _EITHER_MOOD and verb.certain:
            return "bare-subjunctive", True
        return _bare(sentence, clause, number == after + 1 and verb.infinitive in _PLAINLY_SAID)
    if clause.kind in (ClauseKind.FRAGMENT, ClauseKind.SUBORDINATE):
        return _bare_behind(sentence, number)
    return None


_EITHER_MOOD = frozenset("wollte wollten sollte sollten".split())
# Verbs that take a clause in the indicative without "dass": "Er glaubt, das reicht."
_PLAINLY_SAID = frozenset(
    """sagen glauben meinen denken behaupten erklären hoffen ankündigen schreiben versprechen
    vermuten beschliessen entscheiden fürchten befürchten mitteilen berichten melden betonen
    finden bestätigen schätzen wissen ergänzen""".split()
)


def _bare(sentence: Sentence, clause: Clause, adjacent: bool) -> tuple[str, bool] | None:
    """A main clause as complement: in the subjunctive, or right behind the comma."""
    if is_reporting(sentence.words[clause.finite]):
        return "bare-subjunctive", True
    if adjacent and clause.separator in (",", ":") and clause.finite > clause.first:
        if sentence.words[clause.first].fold not in ("so", "sondern", "doch", "also"):
            return "bare-indicative", False
    return None


def _bare_behind(sentence: Sentence, number: int) -> tuple[str, bool] | None:
    """ "…, die Länder, die zögerten, hätten Angst": the complement starts before its verb."""
    for later in sentence.clauses[number + 1 : number + 5]:
        if later.kind is ClauseKind.MAIN:
            if later.finite == later.first and is_reporting(sentence.words[later.finite]):
                return "bare-subjunctive", True
            return None
        if later.kind is ClauseKind.QUOTE:
            return None
    return None


def complement_end(sentence: Sentence, number: int, after: int) -> int:
    """The clause before which the complement that starts at ``number`` is over."""
    clauses, words = sentence.clauses, sentence.words
    first = clauses[number]
    matrix_open = clauses[after].kind is not ClauseKind.MAIN
    speech = any(
        c.finite >= 0 and is_reporting(words[c.finite]) for c in clauses[number : number + 2]
    )
    for later in range(number + 1, len(clauses)):
        clause = clauses[later]
        if clause.kind is ClauseKind.W and clause.conjunction == "wie" and speech:
            if not is_reporting(words[clause.finite]):
                return later
        if clause.kind is not ClauseKind.MAIN or is_reporting(words[clause.finite]):
            continue
        joined = clause.separator in COORDINATORS or words[clause.first].fold in COORDINATORS
        verb_first = clause.finite == clause.first
        if verb_first and not joined and clause.separator == ",":
            if matrix_open or speech or _is_cue_word(words[clause.first]):
                return later
        if joined and (speech or first.kind in (ClauseKind.SUBORDINATE, ClauseKind.INFINITIVE)):
            return later
        if clause.separator == ";" or (clause.separator == "–" and speech):
            return later
    return len(clauses)


def _is_cue_word(word: Token) -> bool:
    return any(form.verb.certain for form in forms().get(word.fold, ()))


def clause_span(document: Document, sentence: Sentence, first: int, last: int) -> Span | None:
    """The text from clause ``first`` up to clause ``last``."""
    start = sentence.words[sentence.clauses[first].first].start
    if start and document.text[start - 1] in '„«»“"‚':
        start -= 1
    if last >= len(sentence.clauses):
        end = sentence.end
    else:
        end = sentence.words[sentence.clauses[last - 1].last - 1].end
    return trimmed(document.text, start, end)


def _is_said(sentence: Sentence, cue: Cue) -> bool:
    """Whether what stands before the verb is said, and no opening of the verb's own clause."""
    if cue.passive and cue.verb.infinitive not in ("heissen", "mitteilen", "berichten"):
        return False
    direct = sentence.clauses[cue.clause - 1]
    if direct.kind is ClauseKind.QUOTE:
        return False
    if direct.kind is ClauseKind.SUBORDINATE and direct.conjunction in COMPLEMENT_WORDS:
        if cue.clause == 1:
            return cue.verb.that
    if direct.kind is ClauseKind.INFINITIVE and cue.clause == 1:
        return cue.verb.infinitival and not direct.conjunction
    for clause in sentence.clauses[: cue.clause]:
        if clause.kind is ClauseKind.MAIN:
            word = sentence.words[clause.finite]
            if is_subjunctive(word):
                return cue.verb.bare
            verb_second = clause.finite < clause.last - 1 or clause.last - clause.first < 4
            return (
                cue.verb.bare
                and cue.verb.certain
                and verb_second
                and _has_own_subject(sentence, cue)
            )
    return False


def _has_own_subject(sentence: Sentence, cue: Cue) -> bool:
    """Whether somebody stands right behind the verb: "…, sagte sie" against "…, sagte ab"."""
    clause = sentence.clauses[cue.clause]
    if cue.finite + 1 >= clause.last:
        return False
    word = sentence.words[cue.finite + 1]
    return word.tag.startswith(("ART", "N", "PPER", "PPOS", "PI", "PD", "CARD", "ADJ(A)")) and (
        word.fold not in OBLIQUE_DETERMINERS
    )


def _continued(document: Document, sentence: Sentence, cue: Cue) -> Span | None:
    """What goes on behind the inserted verb and its subject."""
    clauses = sentence.clauses
    number = cue.last_clause + 1
    while number < len(clauses):
        clause = clauses[number]
        word = sentence.words[clause.first]
        apposition = clause.kind is ClauseKind.FRAGMENT and (
            word.tag in ("NE", "NN", "ART") and number + 1 < len(clauses)
        )
        if clause.kind is ClauseKind.RELATIVE or apposition:
            number += 1
            continue
        break
    if number >= len(clauses):
        return None
    clause = clauses[number]
    if clause.kind is ClauseKind.MAIN and not is_reporting(sentence.words[clause.finite]):
        return None
    if clause.kind is ClauseKind.SUBORDINATE and clause.conjunction not in COMPLEMENT_WORDS:
        if clause.finite >= 0 and not is_reporting(sentence.words[clause.finite]):
            return None
    if clause.kind is ClauseKind.QUOTE:
        return None
    return clause_span(document, sentence, number, len(clauses))


def _around(document: Document, sentence: Sentence, gap: Span, number: int) -> list[Span]:
    """The sentence without the gap; a gap at its head leaves what follows."""
    pieces = []
    if number > 0:
        before = trimmed(document.text, sentence.start, gap[0])
        if before is not None:
            pieces.append(before)
    after = trimmed(document.text, gap[1], sentence.end)
    if after is not None and any(c.isalpha() for c in document.text[after[0] : after[1]]):
        pieces.append(after)
    return pieces


def _draft(
    document: Document,
    sentence: Sentence,
    cue: Cue,
    spans: list[Span],
    rule: str,
    confidence: float,
) -> Draft:
    phrase = subject(document, sentence, cue)
    draft = Draft(
        mode=Mode.INDIRECT,
        spans=spans,
        sentence=sentence,
        rule=rule,
        confidence=confidence,
        cue=word_spans(sentence, cue.words),
        phrase=phrase,
        verb=cue.verb,
        passive=cue.passive,
        carried=not cue.passive,
    )
    if phrase is not None:
        draft.phrase = antecedent(document, sentence, phrase)
        draft.speaker = [
            (
                sentence.words[phrase.first].start,
                sentence.words[with_apposition(sentence, phrase) - 1].end,
            )
        ]
    return draft
