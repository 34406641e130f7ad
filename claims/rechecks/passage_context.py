"""Whether a passage whose words stand on a page still is what was cited. Pure.

Adverts come and go beside it, paragraphs change places; or its words are only quoted now, in a
teaser, a reader's comment, a note of what was said by mistake.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

from rapidfuzz import fuzz

from claims.anchors import Selector, words

NEIGHBOURHOOD_SIZE = (
    400  # characters; what stands no further away stands beside a passage, boxes between or not
)
STILL_BESIDE = 70  # per cent of the letters on one side: the words stand beside what they stood
NEIGHBOURS = 4  # words directly beside a passage, which tell what stands there
MIN_RUN_SIZE = 5  # words in a row, of which it is asked where the old page had them
SURROUNDING_SIZE = (
    1500  # characters; so far away the text goes on behind adverts, boxes and captions
)
BESIDE = 100  # characters before or after a passage, which say what is thought of it
SHORT_TEXT_SIZE = 15  # words; a side of a page that had fewer proves nothing


class Context(Enum):
    """How the words of a passage stand on a page."""

    IN_PLACE = auto()
    MOVED = auto()
    QUOTED = auto()  # only quoted: the passage itself is no longer there


DISOWNED = re.compile(
    r"\b(?:korrektur|korrigiert|korrigendum|berichtig\w*|richtigstell\w*|richtiggestellt"
    r"|frühere[nr]? (?:version|fassung|aussage|angabe)\w*|hie(?:ss|ß) es"
    r"|stand (?:hier|da|dort|zuvor)|hier stand|fälschlich\w*|irrtümlich\w*|versehentlich"
    r"|falsch\w*|unwahr|unzutreffend|trifft nicht zu|stimmt nicht|nicht (?:richtig|korrekt|haltbar)"
    r"|widerlegt|widerrufen|zurückgezogen|zurückgenommen|überholt"
    r"|correct(?:ion|ed)|corrigendum|erratum|earlier version|previously (?:said|stated)|wrongly"
    r"|mistakenly|incorrect(?:ly)?|erroneous(?:ly)?|in error|false|untrue|retract(?:ed|ion)"
    r"|withdrawn|no longer (?:true|valid))\b",
    re.IGNORECASE,
)


def context_of(excerpt: Selector, old_text: str, text: str, start: int, end: int) -> Context:
    """How the words of the excerpt of `old_text` stand at `text[start:end]`."""
    if _is_disowned(excerpt, old_text, text, start, end):
        return Context.QUOTED
    if _has_same_neighbours(excerpt, text, start, end):
        return Context.IN_PLACE
    if _continues_as_before(excerpt, old_text, text, start, end):
        return Context.IN_PLACE
    if _is_between_same(excerpt, old_text, text, start, end) or _is_paragraph_between_same(
        excerpt, old_text, text, start, end
    ):
        return Context.MOVED
    return Context.QUOTED


def _is_disowned(excerpt: Selector, old_text: str, text: str, start: int, end: int) -> bool:
    """Whether it is said beside the words, and was not before, that they are wrong or old."""
    beside = f"{text[max(0, start - BESIDE) : start]}\n{text[end : end + BESIDE]}"
    once_beside = old_text[max(0, excerpt.start - 2 * BESIDE) : excerpt.end + 2 * BESIDE].lower()
    return any(found[0].lower() not in once_beside for found in DISOWNED.finditer(beside))


def _has_same_neighbours(excerpt: Selector, text: str, start: int, end: int) -> bool:
    before = text[max(0, start - len(excerpt.prefix)) : start]
    after = text[end : end + len(excerpt.suffix)]
    alike = fuzz.ratio(excerpt.prefix, before), fuzz.ratio(excerpt.suffix, after)
    return max(alike) >= STILL_BESIDE


def _continues_as_before(excerpt: Selector, old_text: str, text: str, start: int, end: int) -> bool:
    """Whether the nearest words that the old page had on one side only stand on that side.

    What lies between, adverts, captions or new sentences, may be other than it was.
    """
    old_before, old_after = _plain(old_text[: excerpt.start]), _plain(old_text[excerpt.end :])
    before, after = _around(text, start, end)
    return _is_on_its_side(before, old_before, old_after) and _is_on_its_side(
        after, old_after, old_before
    )


def _is_on_its_side(runs: list[str], this_side: list[str], other_side: list[str]) -> bool:
    here, there = _consecutive(this_side), _consecutive(other_side)
    for run in runs:
        if (run in here) != (run in there):
            return run in here
    return len(this_side) < SHORT_TEXT_SIZE


def _is_paragraph_between_same(
    excerpt: Selector, old_text: str, text: str, start: int, end: int
) -> bool:
    """Whether a paragraph of its own is one still, with text of the old page on both sides."""
    if not (
        _is_paragraph(old_text, excerpt.start, excerpt.end) and _is_paragraph(text, start, end)
    ):
        return False
    old = _consecutive(_plain(old_text))
    return all(any(run in old for run in runs) for runs in _around(text, start, end))


def _is_paragraph(text: str, start: int, end: int) -> bool:
    return text[:start].endswith("\n\n") and text[end:].startswith("\n\n")


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Sequences of a few words before and after a passage, the nearest first."""
    before = _runs(text[max(0, start - SURROUNDING_SIZE) : start])
    return before[::-1], _runs(text[end : end + SURROUNDING_SIZE])


def _runs(text: str) -> list[str]:
    these = _plain(text)
    return [_consecutive(these[n : n + MIN_RUN_SIZE]) for n in range(len(these) - MIN_RUN_SIZE + 1)]


def _plain(text: str) -> list[str]:
    """The words without the marks between them."""
    return [word for word in words(text) if word[-1].isalnum()]


def _is_between_same(excerpt: Selector, old_text: str, text: str, start: int, end: int) -> bool:
    """Whether the words that were moved stand among words of the old page, on both sides."""
    before = words(text[max(0, start - NEIGHBOURHOOD_SIZE) : start])
    after = words(text[end : end + NEIGHBOURHOOD_SIZE])
    old = _consecutive(words(old_text))
    # The outermost words of a stored context may be cut.
    sides = [
        (before[-NEIGHBOURS:], before, words(excerpt.prefix)[1:]),
        (after[:NEIGHBOURS], after, words(excerpt.suffix)[:-1]),
    ]
    return all(
        not beside
        or _consecutive(beside) in old
        or (once_beside and _consecutive(once_beside) in _consecutive(near))
        for beside, near, once_beside in sides
    )


def _consecutive(these: Iterable[str]) -> str:
    return f" {' '.join(these)} "
