"""Two texts of an article as one, with what was taken out and what was put in, word by word.

All offsets are Unicode code points into the newer text. Pure: no tables, no requests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

# Coarse first, so that a long text takes no longer than what differs in it. Every part has the
# white space behind it; that alone makes no difference.
PARTS = (
    re.compile(r"[^\n]+\s*|\s+"),  # paragraphs
    re.compile(r"(?:[^.!?…]|[.!?…](?!\s))+(?:[.!?…]\s*|\Z)|[.!?…]\s*"),  # sentences
    re.compile(r"(?:\d+(?:[.,:'’]\d+)*|\w+|[^\w\s])\s*|\s+"),  # words, numbers, marks
)
MAX_WORDS = 20_000  # in one changed passage; comparing more takes too much memory
BREAK = re.compile(r"\s*\n\s*\n\s*")

Op = tuple[str, str]  # "=", "-" or "+", and the words


@dataclass(frozen=True)
class Piece:
    """``start`` is the place in the newer text; what was taken out has none."""

    op: str
    text: str
    start: int | None
    spaced: bool  # whether a space must stand before it so that words do not touch

    @property
    def words(self) -> str:
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """The white space behind the words, which is neither struck out nor underlined."""
        return self.text[len(self.words) :]


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph. ``number`` counts the changes up to it; None if there is none in it."""

    pieces: tuple[Piece, ...]
    number: int | None


def changes(before: str, after: str) -> list[Op]:
    """[(op, words), …]; the "=" and "+" are ``after``, the "=" and "-" the words of ``before``."""
    return _ops(before, after, 0)


def changed_paragraphs(before: str, after: str) -> list[ChangedParagraph]:
    """The newer text in paragraphs; what was taken out stands where it stood."""
    paragraphs: list[list[Piece]] = [[]]
    place = 0
    for op, words in changes(before, after):
        start = 0
        for gap in [*BREAK.finditer(words), None]:
            text = words[start : gap.start() if gap else len(words)]
            if text.strip() or (text and op != "-"):
                at = None if op == "-" else place + start
                paragraphs[-1].append(Piece(op, text, at, _touches(paragraphs[-1], op, text)))
            if gap:
                paragraphs.append([])
                start = gap.end()
        if op != "-":
            place += len(words)
    return _numbered([pieces for pieces in paragraphs if pieces])


def _numbered(paragraphs: list[list[Piece]]) -> list[ChangedParagraph]:
    result, count = [], 0
    for pieces in paragraphs:
        is_changed = any(piece.op != "=" and piece.text.strip() for piece in pieces)
        count += is_changed
        result.append(ChangedParagraph(tuple(pieces), count if is_changed else None))
    return result


def _touches(before: list[Piece], op: str, text: str) -> bool:
    """Whether words that were taken out and put in would stand side by side without a space."""
    if not before or before[-1].op == op or "-" not in {before[-1].op, op}:
        return False
    return not before[-1].text[-1].isspace() and not text[0].isspace()


def _ops(before: str, after: str, level: int) -> list[Op]:
    old, new = PARTS[level].findall(before), PARTS[level].findall(after)
    is_last = level == len(PARTS) - 1
    if is_last and max(len(old), len(new)) > MAX_WORDS:
        return _replaced(before, after)
    ops: list[Op] = []
    gone = come = ""
    for step in LCSseq.opcodes([part.strip() for part in old], [part.strip() for part in new]):
        out = "".join(old[step.src_start : step.src_end])
        here = "".join(new[step.dest_start : step.dest_end])
        if step.tag != "equal":
            gone, come = gone + out, come + here
            continue
        ops += _between(gone, come, level)
        gone = come = ""
        if ops and ops[-1][0] == "=":
            here = ops.pop()[1] + here
        ops.append(("=", here))
    return ops + _between(gone, come, level)


def _between(gone: str, come: str, level: int) -> list[Op]:
    """What differs between two parts that are the same; looked at more closely if that helps."""
    if not gone.strip() or not come.strip() or level == len(PARTS) - 1:
        return _replaced(gone, come)
    ops = _ops(gone, come, level + 1)
    return ops if level + 2 < len(PARTS) else _merge_short_gaps(ops)


def _merge_short_gaps(ops: list[Op]) -> list[Op]:
    """``ops`` without the words that two changes have in common by chance only.

    By chance: there are fewer of them than were changed on either side.
    """
    stretches: list[list[str]] = [["", "", ""]]  # what went, what came, what then stayed
    for op, words in ops:
        if op == "=":
            stretches[-1][2] += words
            continue
        if stretches[-1][2]:
            stretches.append(["", "", ""])
        stretches[-1]["-+".index(op)] += words
    calm = [stretches[0]]
    for gone, come, kept in stretches[1:]:
        last = calm[-1]
        between = last[2].strip()
        if len(between) <= min(max(map(len, last[:2])), max(len(gone), len(come))):
            last[0] += last[2] + gone
            last[1] += last[2] + come
            last[2] = kept
        else:
            calm.append([gone, come, kept])
    return [
        (op, words) for stretch in calm for op, words in zip("-+=", stretch, strict=True) if words
    ]


def _replaced(gone: str, come: str) -> list[Op]:
    return [(op, words) for op, words in (("-", gone), ("+", come)) if words]
