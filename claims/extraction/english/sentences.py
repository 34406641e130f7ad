"""English sentences as the rules see them: tokens, with every quotation as one opaque word."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.datelines import after_dateline
from claims.extraction.lexicon.english_words import ABBREVIATIONS, ASSERTING
from claims.extraction.quotations import Quotation, find_quotations
from claims.extraction.tokens import Token, paragraph_breaks, paragraphs, tokenize

FILLER = "ǁ"  # a letter no text uses: a quotation becomes one word of it, offsets stay
LONGEST = 300  # tokens of one sentence
_TERMINAL = frozenset(".!?…") | {"..."}
_MARKS = "“”\"‘’'«»„‚‹›"


@dataclass(slots=True)
class Line:
    """One sentence; ``quotes`` maps the index of an opaque word to its quotation."""

    index: int
    paragraph: int
    tokens: list[Token]
    quotes: dict[int, Quotation] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends, with its full stop."""
        return self.tokens[-1].end

    def word(self, index: int) -> str:
        """The folded word at ``index``, or "" outside the sentence."""
        return self.tokens[index].fold if 0 <= index < len(self.tokens) else ""

    def is_capital(self, index: int) -> bool:
        """Whether a word with a capital stands at ``index``."""
        return (
            0 <= index < len(self.tokens)
            and self.tokens[index].text[:1].isupper()
            and index not in self.quotes
        )


def lines(text: str) -> list[Line]:
    """The sentences of ``text`` in order."""
    outer = [q for q in find_quotations(text, paragraph_breaks(text)) if q.depth == 0]
    masked = _masked(text, outer)
    tokens = tokenize(masked)
    at = {quotation.start: quotation for quotation in outer}
    found: list[Line] = []
    for number, block in enumerate(paragraphs(masked, tokens)):
        for first, last in _sentences(tokens, block.first, block.last, text):
            opening = after_dateline(text, tokens[first].start, tokens[last - 1].end)
            words = [token for token in tokens[first:last] if token.start >= opening]
            line = Line(len(found), number, words)
            for index, token in enumerate(line.tokens):
                if token.text.startswith(FILLER) and token.start in at:
                    line.quotes[index] = at[token.start]
            found.append(line)
    return found


def _masked(text: str, quotations: list[Quotation]) -> str:
    pieces, position = [], 0
    for quotation in quotations:
        pieces.append(text[position : quotation.start])
        pieces.append(FILLER * (quotation.end - quotation.start))
        position = quotation.end
    pieces.append(text[position:])
    return "".join(pieces)


def _sentences(tokens: list[Token], first: int, last: int, text: str) -> list[tuple[int, int]]:
    """Token ranges of sentences."""
    ranges, start = [], first
    for index in range(first, last):
        if index + 1 == last or index - start >= LONGEST or _ends(tokens, index, last, text):
            ranges.append((start, index + 1))
            start = index + 1
    return ranges


def _ends(tokens: list[Token], index: int, last: int, text: str) -> bool:
    token, following = tokens[index], tokens[index + 1]
    if token.text.startswith(FILLER):
        inner = text[token.start : token.end].rstrip(_MARKS + " ")
        if not inner.endswith((".", "!", "?", "…")) or not _opens_sentence(following):
            return False
        return inner.endswith(".") or not _is_frame(tokens, index + 1, last)
    if token.text not in _TERMINAL or not _opens_sentence(following):
        return False
    if token.text == "." and index and tokens[index - 1].end == token.start:
        before = tokens[index - 1]
        if before.fold in ABBREVIATIONS or (len(before.text) == 1 and before.text.isupper()):
            return False
    return following.start > token.end


def _opens_sentence(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:1].isdigit() or token.text[0] in FILLER + "$£€"


def _is_frame(tokens: list[Token], index: int, last: int) -> bool:
    """Whether a verb of saying follows at once, with its subject: '"Enough!" Smith said.'"""
    for token in tokens[index : min(last, index + 6)]:
        if token.text in _TERMINAL:
            return False
        if token.fold in ASSERTING or token.fold in ("asked", "asks", "shouted", "cried"):
            return True
    return False
