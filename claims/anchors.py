"""Anchors: a span of a text is stored as a selector and re-anchored in the changed text. Pure.

A selector is the W3C Web Annotation pair of TextQuoteSelector and TextPositionSelector. Offsets
count Unicode code points in NFC text.

One rule holds everywhere: **no wrong span**. A passage is re-anchored only where the *same words*
are, and only if it is certainly the same passage. The same words are the same sequence of words,
numbers and marks; only white space, the style of quotation marks and dashes, soft hyphens and
zero-width characters may differ. A changed digit, an added "nicht", a corrected typing error and
"Iran" for "Irak" are other words: no edit distance tells a correction from a change of fact. The
most similar passage, whatever it says, is what `most_similar` returns.

`locate` re-anchors one selector, `locate_all` the parts of a quotation. `locate` tries in this
order:

1. `position`, `context`: words and stored context occur once, character by character.
2. `once`: the words occurred once when selected and occur once now, and the context resembles the
   stored one; the longer the passage, the less of its context has to remain.
3. `chosen`: the words occur several times, no occurrence was lost, and one of them has its old
   neighbours, reaches `MIN_SCORE` and leads the next by `MIN_MARGIN`.

Anything else is an `Orphan`, for a person to decide. The Hypothesis client takes the best match
whatever its score and so picks lookalikes (hypothesis/client#7571).
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, MutableSequence, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

CONTEXT_LENGTH = 32  # code points stored on each side
MAX_CONTEXT_LENGTH = 512  # where 32 do not distinguish the occurrences
MIN_SCORE = 0.75
MIN_MARGIN = 0.25
MAX_OCCURRENCES = 1000  # with more, a passage is ambiguous
MIN_UNIQUE_WORDS = 10  # so many words in a row do not occur twice by chance
MIN_SIMILARITY = 0.6  # below, a passage is another one, not a changed form


@dataclass(frozen=True)
class Selector:
    """A passage with its context. `occurrences` counts the same words in the text, 0 if unknown."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    occurrences: int = 0


class Rule(StrEnum):
    """The rule that located a passage; see the module's docstring."""

    POSITION = "position"
    CONTEXT = "context"
    ONCE = "once"
    CHOSEN = "chosen"


class OrphanReason(StrEnum):
    """Why a passage was not located."""

    MISSING = "missing"  # nothing similar
    CHANGED = "changed"  # similar, in other words
    AMBIGUOUS = "ambiguous"  # the same words several times, context undecided
    ELSEWHERE = "elsewhere"  # the same words in another context


@dataclass(frozen=True)
class Location:
    """Where a passage is now. Scores are 0–1; `runner_up` is 0 without a second candidate."""

    start: int
    end: int
    rule: Rule
    score: float = 1.0
    runner_up: float = 0.0


@dataclass(frozen=True)
class Orphan:
    """A passage that could not be located, and the score of the best candidate, 0–1."""

    reason: OrphanReason
    score: float = 0.0


@dataclass(frozen=True)
class Similarity:
    """The passage most similar to given words. `score` is the share of equal characters, 0–1."""

    start: int
    end: int
    score: float


def select(text: str, start: int, end: int) -> Selector:
    """A selector for text[start:end]; raises ValueError for an empty or impossible span.

    The context is 32 code points a side, and longer where the same words occur again in it.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span {start}–{end} in a text of {len(text)} characters")
    exact = text[start:end]
    reach = CONTEXT_LENGTH
    while True:
        prefix, suffix = text[max(0, start - reach) : start], text[end : end + reach]
        if reach >= MAX_CONTEXT_LENGTH or _find_once(prefix + exact + suffix, text) is not None:
            break
        reach *= 2
    return Selector(exact, prefix, suffix, start, end, len(occurrences(exact, text)))


def locate(selector: Selector, text: str) -> Location | Orphan:
    """Re-anchor the selector: where its words are in the text now, or why that is not certain."""
    verbatim = _locate_verbatim(selector, text)
    if verbatim is not None:
        return verbatim
    found = [] if _begins_or_ends_in_word(selector) else occurrences(selector.exact, text)
    if not found:
        return _orphan_of_other_words(selector, text)
    if len(found) < max(1, selector.occurrences) or len(found) >= MAX_OCCURRENCES:
        return Orphan(OrphanReason.AMBIGUOUS)
    if len(found) == 1:
        score = _score_of_only_one(selector, text, found[0])
        if score >= MIN_SCORE:
            return Location(*found[0], Rule.ONCE, score)
        return Orphan(OrphanReason.ELSEWHERE, score)
    return _choose(selector, text, found)


def select_all(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Selector, ...]:
    """Selectors for the parts of a passage in pieces, in order."""
    return tuple(select(text, start, end) for start, end in spans)


def locate_all(selectors: Sequence[Selector], text: str) -> tuple[Location, ...] | Orphan:
    """Re-anchor all parts of a quotation, in their old order; an orphan if one part is lost."""
    located: list[Location] = []
    for selector in selectors:
        result = locate(selector, text)
        if isinstance(result, Orphan):
            return result
        located.append(result)
    if _in_order(selectors) and not _in_order(located):
        return Orphan(OrphanReason.ELSEWHERE, min(part.score for part in located))
    return tuple(located)


def words(text: str) -> list[str]:
    """The words, numbers and marks of a text, normalized: equal lists mean the same words."""
    return [_folded(found[0]) for found in TOKEN.finditer(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """The span of each of `words(text)`."""
    return [found.span() for found in TOKEN.finditer(text)]


def occurrences(exact: str, text: str) -> list[tuple[int, int]]:
    """The spans with the same words, whole words only, at most `MAX_OCCURRENCES`."""
    wanted = words(exact)
    read = _read(text)
    return [
        (read.starts[first], read.ends[first + len(wanted) - 1])
        for first in _places_of(wanted, read, MAX_OCCURRENCES)
    ]


def most_similar(exact: str, text: str) -> Similarity | None:
    """The passage of the text most similar to the words, or None without a similar one.

    Rare words of the passage are looked up in the text; where several of them are at the right
    distance a window is aligned word by word. The time grows with the text's length only.
    """
    wanted = words(exact)
    read = _read(text)
    best: Similarity | None = None
    for begin in _likely_beginnings(wanted, read):
        window = _align(wanted, read, begin)
        if window is None:
            continue
        start, end = read.starts[window[0]], read.ends[window[1] - 1]
        score = fuzz.ratio(exact, text[start:end]) / 100
        if best is None or score > best.score:
            best = Similarity(start, end, score)
    return best if best is not None and best.score >= MIN_SIMILARITY else None


# Words

# A number keeps its separators and its sign, so that "5" is never found in "1,5" or "-5".
TOKEN = re.compile(
    r"(?:(?<!\w)[-\u2010-\u2013\u2212](?=\d))?\d+(?:[.,:'\u2019]\d+)*\w*"
    r"|\w+(?:[\xad\u200b-\u200d\u2060\ufeff]+\w+)*"
    r"|[^\w\s\xad\u200b-\u200f\u2060\ufeff]"
)
QUOTES = "\"'`´\u2018-\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033\u300c-\u300f\uff02\uff07"
DASHES = "-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
FOLDS = (
    (re.compile("[\xad\u200b-\u200f\u2060\ufeff]+"), ""),
    (re.compile(f"[{QUOTES}]"), "'"),
    (re.compile(f"[{DASHES}]"), "-"),
)
PLAIN = re.compile(r"\w+")
SEPARATOR = "\x1f"


def _folded(token: str) -> str:
    if PLAIN.fullmatch(token):
        return token
    for pattern, replacement in FOLDS:
        token = pattern.sub(replacement, token)
    return token


class _Read(NamedTuple):
    """A text as words: their forms and spans, all forms in one string, and where each is in it.

    Kept in arrays and with one copy of each form, for a long page has half a million words.
    """

    tokens: list[str]
    starts: MutableSequence[int]
    ends: MutableSequence[int]
    joined: str
    offsets: MutableSequence[int]
    places: dict[str, MutableSequence[int]]


@lru_cache(maxsize=2)  # an article's anchors are all located in the same text, one after another
def _read(text: str) -> _Read:
    tokens: list[str] = []
    starts, ends, offsets = array("L"), array("L"), array("L")
    places: dict[str, MutableSequence[int]] = {}
    forms: dict[str, str] = {}
    offset = 0
    for number, found in enumerate(TOKEN.finditer(text)):
        written = found[0]
        token = forms.get(written) or forms.setdefault(written, _folded(written))
        tokens.append(token)
        starts.append(found.start())
        ends.append(found.end())
        offsets.append(offset)
        if token not in places:
            places[token] = array("L")
        places[token].append(number)
        offset += len(token) + 1
    joined = SEPARATOR + SEPARATOR.join(tokens) + SEPARATOR
    return _Read(tokens, starts, ends, joined, offsets, places)


def _places_of(wanted: list[str], read: _Read, most: int) -> list[int]:
    """Token numbers at which the wanted tokens stand in a row, at most so many."""
    if not wanted:
        return []
    needle = SEPARATOR + SEPARATOR.join(wanted) + SEPARATOR
    places: list[int] = []
    hit = read.joined.find(needle)
    while hit >= 0 and len(places) < most:
        places.append(bisect_left(read.offsets, hit))
        hit = read.joined.find(needle, hit + 1)
    return places


# Locating


def _in_order(parts: Sequence[Selector | Location]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(parts))


def _find_once(needle: str, text: str) -> int | None:
    """Where the needle stands, if it stands once."""
    hit = text.find(needle)
    if hit < 0 or text.find(needle, hit + 1) >= 0:
        return None
    return hit


def _locate_verbatim(selector: Selector, text: str) -> Location | None:
    """Words and stored context letter for letter, if they stand there once."""
    hit = _find_once(selector.prefix + selector.exact + selector.suffix, text)
    if hit is None:
        return None
    start = hit + len(selector.prefix)
    end = start + len(selector.exact)
    # A side without context, at the edge of the old text, proves nothing: "kein Einsatz" ends
    # with "ein Einsatz". The words must end there as well.
    if not selector.prefix and _cuts_word(text, start):
        return None
    if not selector.suffix and _cuts_word(text, end):
        return None
    if start != selector.start and len(selector.prefix + selector.suffix) < CONTEXT_LENGTH:
        return None  # all of a very short text: too little to be known by in another place
    return Location(start, end, Rule.POSITION if start == selector.start else Rule.CONTEXT)


def _cuts_word(text: str, at: int) -> bool:
    """Whether a word or number runs across this place."""
    begin = max(0, at - CONTEXT_LENGTH)
    around = text[begin : at + CONTEXT_LENGTH]
    return any(found.start() < at - begin < found.end() for found in TOKEN.finditer(around))


def _begins_or_ends_in_word(selector: Selector) -> bool:
    """Whether the selection itself cut a word; then its words are no words."""
    whole = selector.prefix + selector.exact + selector.suffix
    begin = len(selector.prefix)
    return _cuts_word(whole, begin) or _cuts_word(whole, begin + len(selector.exact))


def _score_of_only_one(selector: Selector, text: str, span: tuple[int, int]) -> float:
    """How sure it is that words that stand once are those that were selected, 0–1.

    Their context speaks for it, and so does their length if they stood once before, too: ten
    words in the same order need no context, a single one needs nearly all of it.
    """
    context = _context_similarity(selector, text, span)
    if selector.occurrences != 1:
        return context
    count = sum(token[0].isalnum() for token in words(selector.exact))
    distinctive: float = (min(count, MIN_UNIQUE_WORDS) / MIN_UNIQUE_WORDS) ** 2
    return 1 - (1 - context) * (1 - distinctive)


def _context_similarity(selector: Selector, text: str, span: tuple[int, int]) -> float:
    """The share of the stored context that stands around the span, 0–1.

    Less than 32 characters of context, in a very short text, count as if the rest was lost.
    """
    start, end = span
    stored = max(len(selector.prefix) + len(selector.suffix), CONTEXT_LENGTH)
    before = text[max(0, start - len(selector.prefix)) : start]
    after = text[end : end + len(selector.suffix)]
    kept = fuzz.ratio(selector.prefix, before) * len(selector.prefix)
    kept += fuzz.ratio(selector.suffix, after) * len(selector.suffix)
    return float(kept / stored / 100)


def _choose(selector: Selector, text: str, found: list[tuple[int, int]]) -> Location | Orphan:
    """The one of several occurrences with the stored context, if none was lost."""
    ranked = sorted(((_context_similarity(selector, text, s), s) for s in found), reverse=True)
    (score, best), (runner_up, _) = ranked[:2]
    is_clear = selector.occurrences > 0 and score >= MIN_SCORE and score - runner_up >= MIN_MARGIN
    if is_clear and _has_old_neighbours(selector, text, best):
        return Location(*best, Rule.CHOSEN, score, runner_up)
    return Orphan(OrphanReason.AMBIGUOUS, score)


def _has_old_neighbours(selector: Selector, text: str, span: tuple[int, int]) -> bool:
    """Whether the word before and the word after are those of old.

    In "Punkt A: ja. Punkt B: ja." the letters of the context are nearly alike, the neighbours
    are not.
    """
    reach = CONTEXT_LENGTH * 2
    before = words(text[max(0, span[0] - reach) : span[0]])
    after = words(text[span[1] : span[1] + reach])
    return _words_only(before)[-1:] == _words_only(words(selector.prefix))[-1:] and (
        _words_only(after)[:1] == _words_only(words(selector.suffix))[:1]
    )


def _words_only(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token[-1].isalnum()]


def _orphan_of_other_words(selector: Selector, text: str) -> Orphan:
    like = most_similar(selector.exact, text)
    if like is None:
        return Orphan(OrphanReason.MISSING)
    return Orphan(OrphanReason.CHANGED, like.score)


# Likeness

MAX_SEEDS = 12  # rare words of a passage that are looked up
MAX_HITS = 300  # places looked at in all
MAX_WINDOWS = 6  # places aligned
BUCKET = 4  # places this near vote together, as words may have come in between
MIN_PIECE_LENGTH = 3  # words
MAX_WINDOW = 6  # words at the edge of a passage that may have been replaced
SENTENCE_ENDS = frozenset(".?!")


def _likely_beginnings(wanted: list[str], read: _Read) -> list[int]:
    """Token numbers at which the passage would begin, by the votes of its parts.

    Parts are its halves and quarters, which a change in one place leaves whole, and its rarest
    words, which remain when it is rewritten.
    """
    votes: Counter[int] = Counter()
    for pieces in (2, 4):
        size = len(wanted) // pieces
        for number in range(0, size * pieces, max(size, 1)):
            if size >= MIN_PIECE_LENGTH:
                for place in _places_of(wanted[number : number + size], read, MAX_SEEDS):
                    votes[(place - number) // BUCKET] += size
    rare = sorted((len(read.places[t]), n) for n, t in enumerate(wanted) if t in read.places)
    looked_at = 0
    for count, number in rare[:MAX_SEEDS]:
        if looked_at and looked_at + count > MAX_HITS:
            break
        for place in read.places[wanted[number]][:MAX_HITS]:
            votes[(place - number) // BUCKET] += 1
        looked_at += count
    return [max(0, bucket * BUCKET) for bucket, _count in votes.most_common(MAX_WINDOWS)]


def _align(wanted: list[str], read: _Read, begin: int) -> tuple[int, int] | None:
    """The tokens around `begin` that the wanted ones became, first and after last; None if none.

    Words both have in common count for a stretch, all others against it; the best stretch is
    then widened by the words that must have been replaced at its edges.
    """
    slack = len(wanted) // 2 + 8
    low, high = max(0, begin - slack), min(len(read.tokens), begin + len(wanted) + slack)
    window = read.tokens[low:high]
    common = [
        (op.src_start + step, op.dest_start + step)
        for op in LCSseq.opcodes(wanted, window)
        if op.tag == "equal"
        for step in range(op.src_end - op.src_start)
    ]
    stretch = _best_stretch([there for _here, there in common])
    if stretch is None:
        return None
    first, last = stretch
    here = {there: here for here, there in common}
    begin = _widen(read, low + first, -1, here[first])
    end = _widen(read, low + last, 1, len(wanted) - 1 - here[last])
    return begin, end + 1


def _widen(read: _Read, place: int, step: int, count: int) -> int:
    """The token up to `count` further on, staying within the sentence and the paragraph."""
    for _ in range(min(count, MAX_WINDOW)):
        further = place + step
        if not 0 <= further < len(read.tokens) or read.tokens[further] in SENTENCE_ENDS:
            break
        left, right = sorted((place, further))
        if read.starts[right] - read.ends[left] > 1:  # more than a space: another paragraph
            break
        place = further
    return place


def _best_stretch(matches: list[int]) -> tuple[int, int] | None:
    """The stretch of window places with most matches: 2 for each, less 1 for each gap place."""
    best: tuple[int, int, int] | None = None
    first, score, last = 0, 0, -1
    for place in matches:
        score -= place - last - 1
        if score <= 0 or last < 0:
            first, score = place, 0
        score += 2
        last = place
        if best is None or score > best[0]:
            best = (score, first, place)
    return None if best is None else best[1:]
