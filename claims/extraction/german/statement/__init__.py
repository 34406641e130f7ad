"""A claim as a sentence that can be read on its own, where that is safe; else its own words.

Claimify's order: take the part that is claimed, resolve what it refers to, and where the reading
is not clear, do not rewrite. A rewritten statement has the words of its quote, no more and no
less, but for the conjunction it drops, the mood of its verbs, and a pronoun that can mean only
the claimant; ``keeps_every_word`` checks that, and the verbatim sentence is used if it fails.
"""

from __future__ import annotations

import re

from claims.extraction.german.clauses import QUOTE, ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.drafts import Draft
from claims.extraction.german.statement.assertion import is_asserted
from claims.extraction.german.statement.in_place import in_place, is_verb_second, run
from claims.extraction.german.statement.order import from_verb_final, from_verb_first
from claims.extraction.german.statement.rewriting import (
    DROPPED,
    MARKS,
    STOPS,
    Rewriting,
    closed,
    keeps_every_word,
)
from claims.extraction.german.tagging import is_finite
from claims.extraction.lexicon.function_words import W_WORDS
from claims.extraction.model import Mode, Speaker
from claims.extraction.tokens import fold

__all__ = ["keeps_every_word", "plain_statement", "spoken_words"]

_REPEATED_MARK = re.compile(r"\n\s*[„“”«»\"]")


def plain_statement(document: Document, draft: Draft, speaker: Speaker | None) -> str:
    """The statement of ``draft``: plain speech where the reading is clear, else the verbatim words.

    ``speaker`` is the resolved claimant; a pronoun is replaced by its name only where it can mean
    nobody else.
    """
    verbatim = _verbatim(document, draft)
    if draft.mode is Mode.DIRECT:
        return _spoken(document, draft) or verbatim
    if draft.mode is Mode.INDIRECT_FREE:
        rewriting = run(document, draft, speaker)
    elif draft.mode is Mode.INDIRECT and is_asserted(draft):
        before = draft.start < draft.sentence.start
        rewriting = (
            _pointed_back(document, draft) if before else _complement(document, draft, speaker)
        )
    else:
        return verbatim
    if rewriting is None or not rewriting.is_whole(document.text, draft.spans):
        return verbatim
    return rewriting.statement


def _pointed_back(document: Document, draft: Draft) -> Rewriting | None:
    """The sentence before, where this one only says whose it is: "… Das teilte die Bahn mit."."""
    said = document.text[draft.start : draft.sentence.start]
    pointer = document.text[draft.sentence.start : draft.end].strip()
    if fold(pointer) not in ("das", "dies") and pointer:
        return None
    return Rewriting(closed(" ".join(said.split())), [(pointer, "")])


def _complement(document: Document, draft: Draft, speaker: Speaker | None) -> Rewriting | None:
    """A clause that a verb or a source governs, as a main clause."""
    sentence = draft.sentence
    first = _first_word(sentence, draft.start)
    if first is None:
        return None
    word = sentence.words[first]
    if word.fold in DROPPED:
        return from_verb_final(document, draft, first, speaker) if len(draft.spans) == 1 else None
    if is_finite(word):
        return from_verb_first(document, draft, first, speaker) if len(draft.spans) == 1 else None
    clause = sentence.clauses[sentence.clause_of(first)]
    if word.fold in W_WORDS or word.fold == "ob" or clause.kind is ClauseKind.INFINITIVE:
        return None
    if not is_verb_second(sentence, draft.spans):
        return None
    return in_place(document, sentence, draft.spans, draft, speaker)


def _first_word(sentence: Sentence, start: int) -> int | None:
    return next((i for i, word in enumerate(sentence.words) if word.start >= start), None)


def _verbatim(document: Document, draft: Draft) -> str:
    """The sentence or sentences in which the claim stands."""
    start = min(draft.start, draft.sentence.start)
    end = max(draft.end, draft.sentence.end)
    if draft.mode in (Mode.INDIRECT_FREE, Mode.REPORTED, Mode.FREE_INDIRECT, Mode.OWN_VOICE):
        start, end = draft.start, draft.end
    return closed(" ".join(document.text[start:end].split()))


def _spoken(document: Document, draft: Draft) -> str | None:
    """The words of a quotation without its marks, if they make a sentence."""
    pieces = []
    for start, end in draft.spans:
        marked = document.text[start] in MARKS and document.text[end - 1] in MARKS
        piece = spoken_words(document.text, start + marked, end - marked)
        pieces.append(piece.rstrip(","))
    pieces = [piece for piece in pieces if piece]
    if not pieces or not _is_sentence(document, draft, pieces):
        return None
    words = pieces[0]
    for piece in pieces[1:]:
        broken = not words.endswith(STOPS) and not piece[:1].islower()
        words += (" … " if broken else " ") + piece
    return closed(words)


def spoken_words(text: str, start: int, end: int) -> str:
    """The quoted words in one line, without the mark that each further paragraph repeats."""
    return " ".join(_REPEATED_MARK.sub(" ", text[start:end]).split())


def _is_sentence(document: Document, draft: Draft, pieces: list[str]) -> bool:
    if len(pieces) > 1 or pieces[0].endswith(STOPS):
        return True
    if len(pieces[0].split()) < 3 or not pieces[0][:1].isupper():
        return False
    words = draft.sentence.words
    start, end = draft.spans[0]
    opaque = any(word.tag == QUOTE and word.start == start for word in words)
    return opaque or any(start < word.start < end and is_finite(word) for word in words)
