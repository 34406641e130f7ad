"""What became of a cited passage when its source was fetched again. Pure.

Only the excerpt counts. Menus, dates, adverts, comments and every other sentence of the page may
change unseen; one word, figure or negation inside the excerpt may not. The same words are those of
`claims.anchors`: white space, the style of quotation marks and dashes and soft hyphens
may differ.

The first question is the cheap one: do the words stand there with their context, letter for
letter? For nearly all pages on nearly all days it is the only one asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcodes

from claims.anchors import (
    MIN_SIMILARITY,
    Location,
    Selector,
    locate,
    most_similar,
    occurrences,
    word_spans,
    words,
)
from claims.rechecks.passage_context import Context, context_of

MIN_WORDS = 6  # so few may stand elsewhere by chance; only their context tells where they stood
SHORT_PAGE_SIZE = 3000  # characters; walls and error pages say little else
MAX_COMPARED_SIZE = (
    20_000  # characters of a page in which its own words about itself are looked for
)
MIN_TITLE_SIMILARITY = 60
MIN_TEXT_SIMILARITY = (
    0.15  # share of the old three-word sequences that a page of the same work keeps
)


class Outcome(StrEnum):
    """What became of the excerpt."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    ANOTHER_PAGE = "another_page"
    SOFT_404 = "soft_404"
    BLOCKED = "blocked"


class Note(StrEnum):
    """What else there is to say of an outcome."""

    NONE = ""
    ELSEWHERE = "elsewhere"  # the same words do stand on the page, but in another context
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    ROBOT_WALL = "robot_wall"


class Op(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True)
class Comparison:
    """The outcome, with the words before and now ("" if there are none) and their difference.

    `diff` is a sequence of words kept, taken out and put in; empty unless the outcome is changed.
    `similarity` is the share of letters in common, 0–1.
    """

    outcome: Outcome
    before: str
    after: str = ""
    diff: tuple[tuple[Op, str], ...] = ()
    similarity: float = 0.0
    note: Note = Note.NONE


def compare_passage(
    excerpt: Selector, old_text: str, new_text: str, *, old_title: str = "", new_title: str = ""
) -> Comparison:
    """What became of the excerpt of `old_text` in `new_text`, both a page's readable text.

    A passage is changed where it can be shown what it says now, missing where it cannot; only
    then is it asked whether the page is still the page that was cited.
    """
    if new_text == old_text or is_verbatim(excerpt, new_text):
        return Comparison(Outcome.UNCHANGED, excerpt.exact, excerpt.exact, similarity=1.0)
    if not excerpt.occurrences:
        excerpt = replace(excerpt, occurrences=len(occurrences(excerpt.exact, old_text)))
    same_words = occurrences(excerpt.exact, new_text)
    kept = _unchanged(excerpt, old_text, new_text, same_words) if same_words else None
    if kept is not None:
        return kept
    # What has the same words and is not the passage must not pass for what became of it.
    changed = _changed(excerpt, _without(new_text, same_words), new_text)
    if changed is not None:
        return changed
    if same_words:
        return Comparison(Outcome.MISSING, excerpt.exact, note=Note.ELSEWHERE)
    outcome, note = _page_outcome(old_text, new_text, old_title, new_title)
    return Comparison(outcome, excerpt.exact, note=note)


def word_diff(before: str, after: str) -> tuple[tuple[Op, str], ...]:
    """The words kept, taken out and put in, in reading order, each run as it is written."""
    spans_before, spans_after = word_spans(before), word_spans(after)
    steps = Levenshtein.opcodes(words(before), words(after))
    parts: list[tuple[Op, str]] = []
    for kept, run in groupby(steps, key=lambda step: step.tag == "equal"):
        group = list(run)
        first, last = group[0], group[-1]
        now = _slice(after, spans_after, first.dest_start, last.dest_end)
        if kept:
            parts.append((Op.EQUAL, now))
            continue
        then = _slice(before, spans_before, first.src_start, last.src_end)
        parts += [(op, said) for op, said in ((Op.DELETE, then), (Op.INSERT, now)) if said]
    return tuple(parts)


# The same words


def is_verbatim(excerpt: Selector, text: str) -> bool:
    """Words and context letter for letter; without a context the slower way is the sure one."""
    if not excerpt.prefix or not excerpt.suffix:
        return False
    return excerpt.prefix + excerpt.exact + excerpt.suffix in text


def _unchanged(
    excerpt: Selector, old_text: str, text: str, same_words: list[tuple[int, int]]
) -> Comparison | None:
    """Unchanged or moved, if the words that stand there are those that were cited."""
    found = locate(excerpt, text)
    span = (found.start, found.end) if isinstance(found, Location) else None
    is_long = len(words(excerpt.exact)) >= MIN_WORDS
    if span is None and is_long and len(same_words) == excerpt.occurrences == 1:
        span = same_words[0]
    if span is not None:
        how = context_of(excerpt, old_text, text, *span)
        if how is Context.QUOTED:
            return None
        outcome = Outcome.UNCHANGED if how is Context.IN_PLACE else Outcome.MOVED
        return Comparison(outcome, excerpt.exact, text[slice(*span)], similarity=1.0)
    if excerpt.occurrences > 1 and len(same_words) >= excerpt.occurrences:
        start, end = same_words[0]  # as often as before: none was lost, whichever was cited
        return Comparison(Outcome.UNCHANGED, excerpt.exact, text[start:end], similarity=1.0)
    return None


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans blanked, so that all offsets stay."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


# Other words


def _changed(excerpt: Selector, searched: str, text: str) -> Comparison | None:
    """What the passage says now: by the passage itself, or by what still stands around it.

    A few words are looked for by their surroundings only. Where these are left and the words are
    not, the words were taken out, which is no change of words: None.
    """
    span = _span_between_context(excerpt, searched)
    after = text[slice(*span)] if span else ""
    similarity = fuzz.ratio(excerpt.exact, after) / 100
    if similarity < MIN_SIMILARITY and len(words(excerpt.exact)) >= MIN_WORDS:
        like = most_similar(excerpt.exact, searched)
        if like is not None:
            after, similarity = text[like.start : like.end], like.score
    if not after:
        return None
    diff = word_diff(excerpt.exact, after)
    return Comparison(Outcome.CHANGED, excerpt.exact, after, diff, similarity)


def _span_between_context(excerpt: Selector, text: str) -> tuple[int, int] | None:
    """The span that stands where the excerpt stood, if enough is left around it."""
    whole = excerpt.prefix + excerpt.exact + excerpt.suffix
    like = most_similar(whole, text)
    if like is None:
        return None
    now = text[like.start : like.end]
    spans = word_spans(now)
    first = len(words(excerpt.prefix))
    last = first + len(words(excerpt.exact)) - 1
    steps = Levenshtein.opcodes(words(whole), words(now))
    begin = _image(steps, first, after_insertions=_is_kept(steps, first))
    end = _image(steps, last + 1, after_insertions=not _is_kept(steps, last))
    if not begin < end <= len(spans):
        return None
    return like.start + spans[begin][0], like.start + spans[end - 1][1]


def _is_kept(steps: Opcodes, place: int) -> bool:
    return any(s.tag == "equal" and s.src_start <= place < s.src_end for s in steps)


def _image(steps: Opcodes, place: int, *, after_insertions: bool) -> int:
    """Where a gap between old words has its place among the new ones.

    Words put in exactly at the gap stand outside the excerpt if the word at its edge was kept,
    and replace that word if it was not.
    """
    image = 0
    for step in steps:
        if step.src_start < place < step.src_end:
            return min(step.dest_start + place - step.src_start, step.dest_end)
        inserted_here = step.src_start == step.src_end == place
        if step.src_end <= place and (after_insertions or not inserted_here):
            image = step.dest_end
    return image


def _slice(text: str, spans: list[tuple[int, int]], first: int, last: int) -> str:
    return text[spans[first][0] : spans[last - 1][1]] if first < last else ""


# Another page

NOT_FOUND = re.compile(
    r"(?:seite|artikel|beitrag|inhalt|dokument|page|article|content)\b.{0,40}\b"
    r"(?:nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|auffindbar)|existiert nicht|gelöscht|"
    r"not (?:be )?found|no longer (?:available|exists?)|(?:does not|doesn[’']t) exist|introuvable)"
    r"|\bnot found\b|\bnichts gefunden\b|\bpage introuvable\b|\bfehler 404\b|\berror 404\b"
    r"|\b404\b.{0,20}\b(?:error|fehler|seite|page)\b",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"(?:alle )?cookies? (?:akzeptieren|zustimmen|zulassen|ablehnen)|\balle akzeptieren\b"
    r"|\bakzeptieren und weiter\b|zustimmen und weiter|ihre zustimmung|ihre einwilligung"
    r"|mit werbung (?:und tracking )?(?:weiterlesen|lesen|nutzen)|datenschutz-?einstellungen"
    r"|accept (?:all|cookies)|we value your privacy|your (?:privacy choices|consent)"
    r"|before you continue",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"jetzt (?:abo|abonnieren|weiterlesen|testen|freischalten)|weiterlesen mit\b"
    r"|(?:nur )?für abonnent|exklusiv für|mit (?:einem )?abo\b|bereits (?:ein )?abo"
    r"|abo abschlie(?:ss|ß)en|kostenpflichtig|plus-artikel|um (?:den artikel )?weiterzulesen"
    r"|subscribe to (?:continue|read)|subscribers? only|already a subscriber|to continue reading"
    r"|log in to (?:continue|read)",
    re.IGNORECASE,
)
ROBOT = re.compile(
    r"enable javascript and cookies|checking your browser|are you (?:a )?(?:human|robot)"
    r"|unusual traffic|access denied|zugriff verweigert|sind sie ein mensch|captcha"
    r"|verify you are human|just a moment",
    re.IGNORECASE,
)
WALLS = ((ROBOT, Note.ROBOT_WALL), (CONSENT, Note.CONSENT_WALL), (PAYWALL, Note.PAYWALL))


def _page_outcome(
    old_text: str, new_text: str, old_title: str, new_title: str
) -> tuple[Outcome, Note]:
    """What the page as a whole is now, given that it does not have the excerpt any more."""
    if _says_not_found(old_title, new_title, new_text):
        return Outcome.SOFT_404, Note.NONE
    opening = f"{new_title}\n{new_text[:MAX_COMPARED_SIZE]}"
    for pattern, note in WALLS:
        if pattern.search(opening) and _is_walled(pattern, old_text, new_text):
            return Outcome.BLOCKED, note
    if not _is_same_work(old_text, new_text, old_title, new_title):
        return Outcome.ANOTHER_PAGE, Note.NONE
    return Outcome.MISSING, Note.NONE


def _says_not_found(old_title: str, new_title: str, new_text: str) -> bool:
    titled = NOT_FOUND.search(new_title) or re.search(r"\b404\b", new_title)
    if titled and not NOT_FOUND.search(old_title) and not re.search(r"\b404\b", old_title):
        return True
    return (
        len(new_text) <= SHORT_PAGE_SIZE
        and NOT_FOUND.search(new_text[:SHORT_PAGE_SIZE]) is not None
    )


def _is_walled(pattern: re.Pattern[str], old_text: str, new_text: str) -> bool:
    """Whether the words stand for a wall: the page is short, or was cut, or had not said so."""
    if len(new_text) <= SHORT_PAGE_SIZE and len(new_text) < 0.7 * len(old_text):
        return True
    new = not pattern.search(old_text[:MAX_COMPARED_SIZE])
    return new and (len(new_text) <= SHORT_PAGE_SIZE or len(new_text) < 0.5 * len(old_text))


def _is_same_work(old_text: str, new_text: str, old_title: str, new_title: str) -> bool:
    if (
        old_title
        and new_title
        and fuzz.token_sort_ratio(old_title, new_title) >= MIN_TITLE_SIMILARITY
    ):
        return True
    old, new = _sequences(old_text), _sequences(new_text)
    return len(old & new) >= MIN_TEXT_SIMILARITY * max(len(old), 1)


def _sequences(text: str) -> set[tuple[str, ...]]:
    """The sequences of three words of a text's beginning."""
    tokens = re.findall(r"\w+", text[:MAX_COMPARED_SIZE].lower())
    return set(zip(tokens, tokens[1:], tokens[2:], strict=False))
