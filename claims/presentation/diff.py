"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.presentation.formatting import markdown_to_text

WORDS = re.compile(r"\s+|\d+(?:[.,'’]\d+)*|\w+|[^\w\s]")
MAX_WORDS = 4000  # more would take seconds to compare
MAX_UNCHANGED_LENGTH = 320  # characters; of longer unchanged text only the edges are shown
EDGE_LENGTH = 120
Diff = Iterable[Sequence[str]]  # [["=", words], ["-", words], ["+", words], …]


def word_diff(before: str, after: str) -> SafeString:
    """What changed from ``before`` to ``after``, word by word, as ``<del>`` and ``<ins>``.

    Of long unchanged stretches only the edges are shown.
    """
    ops = diff(before, after)
    last = len(ops) - 1
    return diff_html(
        [op, _edges(words, start=i > 0, end=i < last) if op == "=" else words]
        for i, (op, words) in enumerate(ops)
    )


def prose_diff(before: str, after: str) -> SafeString:
    """`word_diff` of two Markdown texts, by their words alone."""
    return word_diff(markdown_to_text(before), markdown_to_text(after))


def _edges(words: str, *, start: bool, end: bool) -> str:
    """``words`` without their middle, cut between words; of the edges those that are wanted."""
    if len(words) <= MAX_UNCHANGED_LENGTH:
        return words
    left = words[:EDGE_LENGTH].rsplit(maxsplit=1)[0] if start else ""
    right = words[-EDGE_LENGTH:].split(maxsplit=1)[-1] if end else ""
    return " ".join(part for part in (left, "[…]", right) if part)


def diff(before: str, after: str) -> list[list[str]]:
    """[[op, words], …] with op "=", "-" or "+"."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MAX_WORDS:
        return [["-", before], ["+", after]]
    ops: list[list[str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            ops.append(["=", "".join(old[i1:i2])])
            continue
        ops.append(["-", "".join(old[i1:i2])])
        ops.append(["+", "".join(new[j1:j2])])
    return [op for op in _join_changes(ops) if op[1]]


def _join_changes(ops: list[list[str]]) -> list[list[str]]:
    """Changes that only white space keeps apart as one: whole phrases, not confetti."""
    joined: list[list[str]] = []
    for index, (op, words) in enumerate(ops):
        between = op == "=" and not words.strip() and 0 < index < len(ops) - 1
        if op == "=" and not between:
            joined.append([op, words])
            continue
        if not joined or joined[-1][0] == "=":
            joined += [["-", ""], ["+", ""]]
        if op in "=-":
            joined[-2][1] += words
        if op in "=+":
            joined[-1][1] += words
    return joined


def diff_html(ops: Diff) -> SafeString:
    """A diff, such as that of a finding, as HTML that also says in words what it is."""
    removed, added = _("removed:"), _("added:")
    parts: list[str] = []
    before, last = "", ""
    for op, words in ops:
        if (before, op) == ("-", "+") and not (last[-1:] + words[:1]).count(" "):
            parts.append(" ")  # what went and what came are two words, not one
        before, last = op, words
        if op == "-":
            html = '<del><span class="sr">{} </span>{}</del>'
            parts.append(format_html(html, removed, words))
        elif op == "+":
            html = '<ins><span class="sr">{} </span>{}</ins>'
            parts.append(format_html(html, added, words))
        else:
            parts.append(format_html("{}", words))
    return format_html_join("", "{}", ((part,) for part in parts))
