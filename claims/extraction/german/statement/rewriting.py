"""A statement in the making: what it says, what was changed for it, and whether it is whole."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from claims.extraction.model import Span
from claims.extraction.tokens import Token, fold

DROPPED = frozenset(("dass", "wonach"))
MARKS = "„“”«»\"‚‘’‹›'"
_WORD = re.compile(r"\w+")
STOPS = (".", "!", "?", "…")


def keeps_every_word(quote: str, statement: str, changes: list[tuple[str, str]]) -> bool:
    """Whether ``statement`` has exactly the words of ``quote``, after the listed changes.

    A change is (words of the quote, words of the statement), either of them possibly none.
    """
    before = Counter(fold(word) for word in _WORD.findall(quote))
    after = Counter(fold(word) for word in _WORD.findall(statement))
    for old, new in changes:
        before.subtract(fold(word) for word in _WORD.findall(old))
        before.update(fold(word) for word in _WORD.findall(new))
    return all(before[word] == after[word] for word in before | after)


def _is_paired(words: str) -> bool:
    """Whether every quotation mark has its partner; a lone one means that a quotation was cut."""
    low, high = words.count("„"), words.count("“") + words.count("”")
    german = low == high or (low == 0 and high % 2 == 0)
    return german and words.count('"') % 2 == 0 and words.count("«") == words.count("»")


@dataclass(slots=True)
class Rewriting:
    """A statement in the making, with all that was changed on the way."""

    statement: str = ""
    changes: list[tuple[str, str]] = field(default_factory=list)

    def is_whole(self, text: str, spans: list[Span]) -> bool:
        quote = " ".join(text[start:end] for start, end in spans)
        return (
            bool(self.statement)
            and _is_paired(self.statement)
            and keeps_every_word(quote, self.statement, self.changes)
        )


@dataclass(slots=True)
class Edits:
    """Replacements of words in place: start -> (end, new word)."""

    at: dict[int, tuple[int, str]] = field(default_factory=dict)

    def render(self, text: str, start: int, end: int) -> str:
        """``text[start:end]`` with the edits, blanks made single."""
        pieces, position = [], start
        for first in sorted(self.at):
            last, new = self.at[first]
            if start <= first and last <= end:
                pieces += [text[position:first], new]
                position = last
        pieces.append(text[position:end])
        return " ".join("".join(pieces).split())

    def changes(self, text: str) -> list[tuple[str, str]]:
        return [(text[start:end], new) for start, (end, new) in self.at.items()]


def inside(word: Token, spans: list[Span]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def closed(words: str) -> str:
    """With a full stop, unless there is a mark at the end."""
    words = words.rstrip(" ,;:–—")
    return words if words.rstrip(MARKS).endswith(STOPS) else words + "."


def sentence_case(words: str) -> str:
    for index, letter in enumerate(words):
        if letter.isalnum():
            return closed(words[:index] + letter.upper() + words[index + 1 :])
        if letter not in MARKS:
            break
    return closed(words)
