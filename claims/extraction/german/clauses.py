"""Sentences as rules see them: a stream of words, cut into clauses.

Whole sentences in quotation marks become one word of the stream (tag ``QUOTE``), brackets are
left out, the marks around a few quoted words are dropped. What a rule finds is turned back into
offsets by the words' own ``start`` and ``end``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import StrEnum

from claims.extraction.german.tagging import is_finite, is_reporting
from claims.extraction.lexicon.function_words import (
    ADVERBIAL_INFINITIVE,
    COMPLEMENT_WORDS,
    COORDINATORS,
    PREPOSITIONS,
    RELATIVE,
    SUBORDINATORS,
    W_WORDS,
)
from claims.extraction.quotations import Quotation
from claims.extraction.tokens import Token

QUOTE = "QUOTE"
_SEPARATORS = frozenset(",;:–—")
_TERMINAL = frozenset(".!?…") | {"..."}
_BRACKETS = {"(": ")", "[": "]"}
_MARKS = frozenset("„“”«»\"‚‘’‹›'")


class ClauseKind(StrEnum):
    """What a clause is, by how it begins and where its verb stands."""

    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    W = "w"
    INFINITIVE = "infinitive"
    FRAGMENT = "fragment"
    QUOTE = "quote"


@dataclass(slots=True)
class Clause:
    """Words ``first:last`` of the sentence's stream, without the separator before it."""

    first: int
    last: int
    separator: str
    kind: ClauseKind = ClauseKind.FRAGMENT
    finite: int = -1
    conjunction: str = ""
    resumes: int = -1  # the clause that goes on here after an insertion


@dataclass(slots=True)
class Sentence:
    """One sentence: its words, its clauses, and the quotations that stand in it."""

    index: int
    paragraph: int
    start: int
    end: int
    words: list[Token]
    clauses: list[Clause] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    question: bool = False
    prose: bool = True
    first_of_paragraph: bool = False

    def clause_of(self, word: int) -> int:
        """Index of the clause that holds the word, or of the last one before it."""
        found = 0
        for number, clause in enumerate(self.clauses):
            if clause.first <= word:
                found = number
        return found


def stream(
    tokens: list[Token], first: int, last: int, opaque: dict[int, tuple[int, Token]]
) -> list[Token]:
    """The words of a sentence; ``opaque`` maps an opening token to (token after, QUOTE word)."""
    words: list[Token] = []
    index = first
    while index < last:
        token = tokens[index]
        if index in opaque:
            index, quoted = opaque[index]
            words.append(quoted)
            continue
        if token.text in _BRACKETS:
            closing = _closing_bracket(tokens, index, last)
            if closing is not None:
                index = closing + 1
                continue
        if token.text not in _MARKS:
            words.append(token)
        index += 1
    return words


def _closing_bracket(tokens: list[Token], index: int, last: int) -> int | None:
    wanted = _BRACKETS[tokens[index].text]
    for other in range(index + 1, min(last, index + 40)):
        if tokens[other].text == wanted:
            return other
    return None


def cut_clauses(words: list[Token]) -> list[Clause]:
    """The clauses of a stream, in order."""
    pieces = _pieces(words)
    clauses: list[Clause] = []
    for first, last, separator in pieces:
        clauses.extend(_coordinated(words, first, last, separator))
    for number, clause in enumerate(clauses):
        _classify(words, clause, clauses[number - 1] if number else None)
    for number, clause in enumerate(clauses):
        if clause.finite < 0 and clause.kind in (ClauseKind.FRAGMENT, ClauseKind.SUBORDINATE):
            _resume(words, clauses, number)
    return clauses


def _resume(words: list[Token], clauses: list[Clause], number: int) -> None:
    """ "Wie der Anwalt, der ihn vertritt, mitteilte": ties the verb to the clause it ends."""
    clause = clauses[number]
    word = words[_head(words, clause)].fold
    if word not in SUBORDINATORS and word != "wie":
        return
    if word in ("als", "während", "seit", "bis", "ob") and clause.kind is ClauseKind.FRAGMENT:
        return
    for later in range(number + 1, min(len(clauses), number + 5)):
        other = clauses[later]
        if other.kind is ClauseKind.MAIN:
            if other.finite >= other.last - 1 and other.separator == "," and other.resumes < 0:
                other.resumes = number
                other.kind = ClauseKind.W if word == "wie" else ClauseKind.SUBORDINATE
                other.conjunction = clause.conjunction = word
                if clause.kind is ClauseKind.FRAGMENT:
                    clause.kind = other.kind
            return
        if other.kind not in (ClauseKind.RELATIVE, ClauseKind.FRAGMENT):
            return


def _pieces(words: list[Token]) -> list[tuple[int, int, str]]:
    pieces = []
    first, separator = 0, ""
    for index, word in enumerate(words):
        if word.tag == QUOTE:
            if index > first:
                pieces.append((first, index, separator))
            pieces.append((index, index + 1, separator if index == first else ""))
            first, separator = index + 1, QUOTE
        elif _separates(words, index):
            if index > first:
                pieces.append((first, index, separator))
            first, separator = index + 1, word.text
    last = len(words)
    while last > first and words[last - 1].text in _TERMINAL:
        last -= 1
    if last > first:
        pieces.append((first, last, separator))
    return pieces


def _separates(words: list[Token], index: int) -> bool:
    mark = words[index].text
    if mark in _SEPARATORS:
        return True
    if mark == "-" and 0 < index < len(words) - 1:
        return words[index - 1].end < words[index].start
    return mark in _TERMINAL and index < len(words) - 1


def _coordinated(words: list[Token], first: int, last: int, separator: str) -> list[Clause]:
    """One piece between separators, cut again before "und", where each side has its verb."""
    finites = [index for index in range(first, last) if is_finite(words[index])]
    cuts = []
    for left, right in itertools.pairwise(finites):
        joints = [
            index
            for index in range(left + 1, right)
            if words[index].fold in ("und", "oder", "aber", "sondern", "sowie")
        ]
        if joints:
            cuts.append(joints[0] if joints[0] == left + 1 else joints[-1])
    clauses = []
    for cut in cuts:
        clauses.append(Clause(first, cut, separator))
        first, separator = cut + 1, words[cut].fold
    clauses.append(Clause(first, last, separator))
    return clauses


def _classify(words: list[Token], clause: Clause, before: Clause | None) -> None:
    if words[clause.first].tag == QUOTE:
        clause.kind = ClauseKind.QUOTE
        return
    head = _head(words, clause)
    finites = [index for index in range(clause.first, clause.last) if is_finite(words[index])]
    clause.finite = finites[-1] if finites else -1
    word = words[head].fold if head < clause.last else ""
    if _is_subordinator(words, head, clause):
        clause.kind, clause.conjunction = ClauseKind.SUBORDINATE, word
        return
    if word in ADVERBIAL_INFINITIVE and not finites and _infinitive(words, clause):
        clause.kind, clause.conjunction = ClauseKind.INFINITIVE, word
        return
    if finites and _is_relative(words, clause, head, finites[-1]):
        clause.kind = ClauseKind.RELATIVE
        return
    if word in W_WORDS and finites and finites[-1] != head + 1:
        clause.kind, clause.conjunction = ClauseKind.W, word
        return
    if finites:
        clause.finite = finites[0]
        clause.kind = ClauseKind.MAIN
        if (
            before is not None
            and clause.separator in COORDINATORS
            and before.kind in (ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.W)
            and finites[-1] >= clause.last - 1
            and clause.last - clause.first > 2
        ):
            clause.kind, clause.conjunction = before.kind, before.conjunction
            clause.finite = finites[-1]
        return
    if _infinitive(words, clause):
        clause.kind = ClauseKind.INFINITIVE


def _head(words: list[Token], clause: Clause) -> int:
    """The first word that is no coordinator or focus particle."""
    index = clause.first
    while index < clause.last - 1 and (
        words[index].fold in COORDINATORS
        or (
            words[index].fold in _FOCUS
            and (
                words[index + 1].fold in SUBORDINATORS
                or words[index + 1].fold in ADVERBIAL_INFINITIVE
                or words[index + 1].fold in _FOCUS
            )
        )
    ):
        index += 1
    return index


_FOCUS = frozenset(
    "auch erst nur selbst sogar insbesondere vor allem etwa schon gerade noch kurz".split()
)


def _is_subordinator(words: list[Token], head: int, clause: Clause) -> bool:
    if head >= clause.last or words[head].fold not in SUBORDINATORS:
        return False
    if words[head].tag == "PROAV" or (
        words[head].fold in ("damit", "da", "als", "seitdem", "indem") and clause.finite == head + 1
    ):
        return False
    if words[head].fold in ("während", "seit", "bis", "als", "ob", "da", "ausser", "indem"):
        return clause.finite >= clause.last - 3 and clause.finite > head
    if clause.finite < 0:
        return words[head].fold in COMPLEMENT_WORDS
    return clause.finite > head


def _is_relative(words: list[Token], clause: Clause, head: int, finite: int) -> bool:
    if not clause.separator or clause.separator in (":", ";", QUOTE):
        return False
    pronoun = head
    if words[head].fold in PREPOSITIONS and head + 1 < clause.last:
        pronoun = head + 1
    word = words[pronoun].fold
    if word not in RELATIVE or finite <= pronoun:
        return False
    verb_last = finite >= clause.last - 1 or not _content_after(words, finite, clause.last)
    if words[pronoun].tag.startswith("PREL") and verb_last:
        return True
    if not verb_last:
        return False
    following = words[pronoun + 1] if pronoun + 1 < clause.last else None
    if following is None or following is words[finite]:
        return True
    if words[finite - 1].tag.startswith("V"):
        return True
    # "die Union benötige" is a clause of its own, "die Union gewinnt" hardly a relative one
    between = words[pronoun + 1 : finite]
    nominal = pronoun == head and all(word.tag in _NOUN_GROUP for word in between)
    return not (nominal and (is_reporting(words[finite]) or len(between) == 1))


_NOUN_GROUP = frozenset(("NN", "NE", "ADJ(A)", "NNA", "CARD"))


def _content_after(words: list[Token], finite: int, last: int) -> bool:
    return any(
        words[index].tag not in ("VV(INF)", "VA(INF)", "VM(INF)", "VV(PP)", "VA(PP)", "ADV")
        for index in range(finite + 1, last)
    )


def _infinitive(words: list[Token], clause: Clause) -> bool:
    """Whether the clause ends in "zu" and an infinitive; a word or two may follow it."""
    for index in range(clause.last - 1, max(clause.first - 1, clause.last - 7), -1):
        tag = words[index].tag
        if tag.endswith("(IZU)"):
            return True
        if tag.endswith("(INF)") and index > clause.first and words[index - 1].fold == "zu":
            return True
    return False
