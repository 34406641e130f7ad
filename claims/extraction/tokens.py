"""Text to tokens, sentences and paragraphs; every offset is exact.

Lines that belong to the page and not to the article (headings, bylines, interface residue) are
recognised here, so that no later stage takes them for claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from claims.extraction.lexicon.function_words import MONTHS

MAX_SENTENCE = 400  # tokens; longer ones are cut, so that no rule sees an endless window

_TOKEN = re.compile(
    r"""\d+(?:[.,:]\d+)*(?:-\w+)*           # 1.000, 18:55, 64-jährige
      |(?:[A-Za-zÄÖÜäöü]\.){2,6}            # z.B. d.h. U.S.
      |\w+(?:[-'’/&]\w+|\.[a-zäöüß0-9]\w*){0,8}-?            # Ost-West, geht's, Rot-Grün-
      |\.\.\.|…
      |[^\w\s]""",
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    """dr prof st mr mrs ms bzw ca usw etc vgl nr str mio mrd art abs sog ggf evtl inkl exkl bspw
    z d u a o s v h n chr jr sen dipl ing hl geb gest max min std sek tel lt gem ehem allg eig
    phil med jur rer nat hon verh st. e bd hrsg jh bl rd spp abb anm aufl""".split()
)
_TERMINAL = frozenset(".!?…") | {"..."}
_CLOSERS = frozenset("\"“”»«’‘›‹')]")
_OPENERS = frozenset("\"„“”»«‚‘›‹'([")


@dataclass(slots=True)
class Token:
    """One word or mark: ``text[start:end]``; ``fold`` is what rules compare."""

    text: str
    start: int
    end: int
    fold: str
    tag: str = ""


@dataclass(slots=True)
class Paragraph:
    """Token range ``first:last`` of a block of the page; ``prose`` is False for residue."""

    first: int
    last: int
    start: int
    end: int
    prose: bool = True
    sentences: list[tuple[int, int]] = field(default_factory=list)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case, Swiss double s, one apostrophe: what all rules compare."""
    return word.lower().replace("ß", "ss").replace("’", "'")


def tokenize(text: str) -> list[Token]:
    """All tokens of ``text`` in order."""
    return [
        Token(match.group(), match.start(), match.end(), fold(match.group()))
        for match in _TOKEN.finditer(text)
    ]


_BREAK = re.compile(r"\n\s*\n|\n")


def paragraph_breaks(text: str) -> list[int]:
    """Offsets after which a new block starts: blank lines, and line ends that end a sentence."""
    breaks = []
    line_start = 0
    for match in _BREAK.finditer(text):
        gap = match.group()
        if gap.count("\n") > 1 or _line_ends_block(text, line_start, match.start(), match.end()):
            breaks.append(match.end())
        line_start = match.end()
    return breaks


def _line_ends_block(text: str, start: int, end: int, following: int) -> bool:
    last = text[start:end].rstrip()[-1:]
    if last in '.!?:“”»"…' or end - start < 55:
        return True
    return not (text[following : following + 1].islower() or last in ",-–" or last.islower())


def paragraphs(text: str, tokens: list[Token]) -> list[Paragraph]:
    """The blocks of the page, each with its tokens."""
    bounds = [*paragraph_breaks(text), len(text) + 1]
    blocks: list[Paragraph] = []
    first = position = 0
    for bound in bounds:
        while position < len(tokens) and tokens[position].start < bound:
            position += 1
        if position > first:
            start, end = tokens[first].start, tokens[position - 1].end
            blocks.append(Paragraph(first, position, start, end))
        first = position
    return blocks


def split_sentences(
    tokens: list[Token], block: Paragraph, closed_at: dict[int, int]
) -> list[tuple[int, int]]:
    """Token ranges of the sentences of one block.

    ``closed_at`` maps the token of an opening quotation mark to its closing one: what stands
    between belongs to the sentence that quotes it.
    """
    ranges = []
    first = index = block.first
    while index < block.last:
        if index in closed_at:
            closing = min(closed_at[index], block.last - 1)
            quoted_end = closing > index + 1 and tokens[closing - 1].text in _TERMINAL
            index = closing + 1
            is_long = index - first >= MAX_SENTENCE
            if is_long or (quoted_end and _starts_sentence(tokens, index, block.last)):
                ranges.append((first, index))
                first = index
            continue
        if _ends_sentence(tokens, index, block.last) or index - first >= MAX_SENTENCE:
            index += 1
            while (
                index < block.last
                and tokens[index].text in _CLOSERS
                and index not in closed_at
                and tokens[index].start == tokens[index - 1].end
            ):
                index += 1
            ranges.append((first, index))
            first = index
            continue
        index += 1
    if first < block.last:
        ranges.append((first, block.last))
    return ranges


def _starts_sentence(tokens: list[Token], index: int, last: int) -> bool:
    """Whether a new sentence may begin at ``index``, after a quotation that ended with a stop."""
    if index >= last:
        return True
    word = tokens[index].text
    if word in _OPENERS:
        return index + 1 < last and not tokens[index + 1].text[:1].islower() and word not in "(["
    return word[:1].isupper() or word[:1].isdigit()


def _ends_sentence(tokens: list[Token], index: int, last: int) -> bool:
    token = tokens[index]
    if token.text not in _TERMINAL:
        return False
    if index + 1 >= last:
        return True
    following = tokens[index + 1]
    if following.text in _CLOSERS and following.start == token.end and index + 2 < last:
        following = tokens[index + 2]
    if token.text == "." and index and tokens[index - 1].end == token.start:
        previous = tokens[index - 1]
        if previous.fold in _ABBREVIATIONS or (len(previous.text) == 1 and previous.text.isalpha()):
            return False
        if previous.text.isdigit() and len(previous.text) <= 2 and following.start > token.end:
            return not _is_ordinal(following)
    if following.start == token.end and following.text not in _CLOSERS:
        return following.text[:1].isupper() and len(following.text) > 1 and token.text != "…"
    return not following.text[:1].islower() and following.text not in ",;:–-)"


def _is_ordinal(following: Token) -> bool:
    """Whether "3." before this word counts: "3. März", "2. Bundesliga"."""
    if following.fold in MONTHS or following.text[:1].islower():
        return True
    return following.text[:1].isupper() and following.fold not in _SENTENCE_STARTERS


_SENTENCE_STARTERS = frozenset(
    """der die das ein eine er sie es in im am an auf aus bei beim mit nach vor zum zur von für
    wie so als auch da dann dies diese dieser wir ich nun damit dabei dazu jedoch zudem unter
    über durch während wenn ob seit laut doch aber denn den dem""".split()
)
