"""A claim in the making, as rules propose it and later stages complete it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.german.clauses import Sentence
from claims.extraction.german.phrases import Phrase
from claims.extraction.german.verb_forms import Verb
from claims.extraction.model import Mode, Span


@dataclass(slots=True)
class Draft:
    """What a rule found: spans are offsets into the text, ``phrase`` is in ``sentence``."""

    mode: Mode
    spans: list[Span]
    sentence: Sentence
    rule: str
    confidence: float
    cue: list[Span] = field(default_factory=list)
    phrase: Phrase | None = None
    speaker: list[Span] = field(default_factory=list)
    verb: Verb | None = None
    passive: bool = False
    carried: bool = False  # the speaker is to be taken from what went before
    last_sentence: int = -1  # of a run
    origin: list[Span] = field(default_factory=list)  # of ``phrase``, where ``speaker`` points back

    @property
    def start(self) -> int:
        """Where the claim begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the claim ends."""
        return self.spans[-1][1]


_EDGE = " \t\n\r,;:–—.!?…"


def trimmed(text: str, start: int, end: int, *, keep_stop: bool = False) -> Span | None:
    """The span without blanks and separators at its edges, or None if nothing is left."""
    tail = " \t\n\r,;:–—" if keep_stop else _EDGE
    while start < end and text[start] in _EDGE + ")":
        start += 1
    while end > start and text[end - 1] in tail:
        end -= 1
    return (start, end) if end > start else None


def without(text: str, start: int, end: int, gaps: list[Span]) -> list[Span]:
    """``text[start:end]`` without the gaps, trimmed, in order."""
    spans = []
    for left, right in sorted(gaps):
        if left > start:
            piece = trimmed(text, start, min(left, end))
            if piece is not None:
                spans.append(piece)
        start = max(start, right)
    piece = trimmed(text, start, end)
    if piece is not None:
        spans.append(piece)
    return [span for span in spans if any(c.isalnum() for c in text[span[0] : span[1]])]


def word_spans(sentence: Sentence, members: tuple[int, ...] | list[int]) -> list[Span]:
    """Spans of words of the stream, neighbours joined."""
    spans: list[Span] = []
    previous = -2
    for index in sorted(members):
        word = sentence.words[index]
        if index == previous + 1 and spans:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
        previous = index
    return spans
