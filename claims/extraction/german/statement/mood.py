"""The subjunctive of reported speech, turned to the indicative in place."""

from __future__ import annotations

from claims.extraction.german.clauses import QUOTE, ClauseKind, Sentence
from claims.extraction.german.document import Document
from claims.extraction.german.moods import indicative
from claims.extraction.german.statement.rewriting import Edits, inside
from claims.extraction.german.tagging import is_finite
from claims.extraction.model import Span
from claims.extraction.tokens import Token

_CONDITION = frozenset("wenn falls sofern sonst andernfalls ohne beinahe fast".split())
_FIRST_PERSON = frozenset("ich wir mich mir uns".split())


def plain_moods(document: Document, sentence: Sentence, spans: list[Span]) -> Edits | None:
    """Edits that turn every subjunctive of reported speech into the indicative; None where a
    form is not understood or somebody speaks in the first person."""
    edits = Edits()
    sharp_s = "ß" in document.text
    words = sentence.words
    nested = _nested_speech(document, sentence, spans)
    conditional = any(word.fold in _CONDITION for word in words if inside(word, spans))
    for index, word in enumerate(words):
        if not inside(word, spans) or word.tag == QUOTE:
            continue
        if word.fold in _FIRST_PERSON or _is_idiom(words, index):
            return None
        if not is_finite(word) or not word.text[0].islower() or _quoted(sentence, word):
            continue
        if word.start >= nested:
            continue
        plain = indicative(word.text, sharp_s=sharp_s)
        if plain is None and word.fold == "hätten" and not conditional and _perfect(words, index):
            plain = "haben"
        if plain is not None and plain != word.text:
            edits.at[word.start] = (word.end, plain)
        elif plain is None and word.fold in ("möge", "mögen"):
            return None
    return edits


def _nested_speech(document: Document, sentence: Sentence, spans: list[Span]) -> int:
    """Offset from which what is claimed reports in its turn ("X habe gesagt, er sei krank"):
    there the mood stays."""
    words = sentence.words
    ends = [
        words[sentence.clauses[cue.last_clause].last - 1].end
        for cue in document.cues(sentence)
        if inside(words[cue.finite], spans)
        and not cue.verb.doubtful
        and sentence.clauses[cue.clause].kind is not ClauseKind.RELATIVE
    ]
    return min(ends, default=len(document.text))


def _is_idiom(words: list[Token], index: int) -> bool:
    """ "es sei denn", "sei es … sei es": no speech of anybody."""
    following = words[index + 1].fold if index + 1 < len(words) else ""
    if words[index].fold != "sei":
        return False
    opens = index == 0 or not words[index - 1].text[0].isalnum()
    return following == "denn" or (following == "es" and opens)


def _perfect(words: list[Token], index: int) -> bool:
    """Whether the auxiliary has its participle: before it, or last in its clause."""
    if index > 0 and words[index - 1].tag.endswith("(PP)"):
        return True
    last = index
    while last + 1 < len(words) and words[last + 1].text[0].isalnum():
        last += 1
    return last > index and words[last].tag.endswith("(PP)")


def _quoted(sentence: Sentence, word: Token) -> bool:
    return any(quotation.start < word.start < quotation.end for quotation in sentence.quotations)
