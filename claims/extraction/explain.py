"""A text with its claims marked and named, for a person at a terminal."""

from __future__ import annotations

import os
from typing import TextIO

from claims.extraction.model import ExtractedClaim, Extraction, Mode

_RESET, _DIM, _BOLD, _UNDERLINE = "\x1b[0m", "\x1b[2m", "\x1b[1m", "\x1b[4m"
_COLOURS = {
    Mode.DIRECT: "\x1b[32m",
    Mode.INDIRECT: "\x1b[36m",
    Mode.INDIRECT_FREE: "\x1b[34m",
    Mode.FREE_INDIRECT: "\x1b[33m",
    Mode.REPORTED: "\x1b[35m",
    Mode.OWN_VOICE: "\x1b[37m",
}
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127), " ")  # a text paints nothing


def wants_colour(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal and nobody asked for plain text (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def explained(text: str, extraction: Extraction, *, colour: bool) -> str:
    """``text`` with every claim marked and numbered, and a legend with rule, speaker and mode."""
    parts = [_marked(text, extraction.claims, colour), "", *_legend(text, extraction, colour)]
    return "\n".join(parts)


def _marked(text: str, claims: tuple[ExtractedClaim, ...], colour: bool) -> str:
    """The text with opening and closing marks put in, innermost claims inside."""
    pieces, position = [], 0
    open_claims: list[int] = []
    for offset, closes, number in _marks(claims):
        pieces.append(text[position:offset].translate(_CONTROL))
        position = offset
        if closes:
            open_claims.remove(number)
            pieces.append(_closing(number, claims, open_claims, colour))
        else:
            open_claims.append(number)
            pieces.append(_opening(number, claims, colour))
    pieces.append(text[position:].translate(_CONTROL))
    return "".join(pieces)


def _marks(claims: tuple[ExtractedClaim, ...]) -> list[tuple[int, bool, int]]:
    """(offset, whether it closes, claim number from 1), in the order in which they are put in:
    closing before opening, the outer opened first and closed last."""
    ranked = []
    for number, claim in enumerate(claims, 1):
        for start, end in claim.quote:
            ranked.append((start, 1, -end, (start, False, number)))
            ranked.append((end, 0, -start, (end, True, number)))
    ranked.sort(key=lambda mark: mark[:3])
    return [mark[3] for mark in ranked]


def _opening(number: int, claims: tuple[ExtractedClaim, ...], colour: bool) -> str:
    if not colour:
        return f"[{number}: "
    return f"{_DIM}{number}{_RESET}{_paint(claims[number - 1])}"


def _closing(
    number: int, claims: tuple[ExtractedClaim, ...], still_open: list[int], colour: bool
) -> str:
    if not colour:
        return "]"
    return _RESET + (_paint(claims[still_open[-1] - 1]) if still_open else "")


def _paint(claim: ExtractedClaim) -> str:
    return _COLOURS[Mode(claim.mode)] + _UNDERLINE


def _legend(text: str, extraction: Extraction, colour: bool) -> list[str]:
    rows = [f"language: {extraction.language}", *(f"note: {note}" for note in extraction.notes)]
    for number, claim in enumerate(extraction.claims, 1):
        rows.extend(_entry(text, number, claim, colour))
    return [row.translate(_CONTROL) if not colour else row for row in rows]


def _entry(text: str, number: int, claim: ExtractedClaim, colour: bool) -> list[str]:
    mode = f"{_COLOURS[Mode(claim.mode)]}{claim.mode}{_RESET}" if colour else str(claim.mode)
    who = "the article itself" if claim.mode == Mode.OWN_VOICE else "nobody is named"
    if claim.speaker is not None:
        role = f", {claim.speaker.role}" if claim.speaker.role else ""
        who = f"{claim.speaker.name}{role} ({claim.speaker.kind})"
    via = "".join(f" via {link.name}" for link in claim.via)
    cue = " ".join(text[start:end] for start, end in claim.cue)
    name = f"{_BOLD}{_plain(who + via)}{_RESET}" if colour else _plain(who + via)
    reasons = "; ".join(claim.reasons) or "nothing in particular"
    return [
        f"{number:>3}. {mode}, {name}",
        f"     rule {claim.rule}"
        + (f", cue “{_plain(cue)}”" if cue else "")
        + f", confidence {claim.confidence:.2f}",
        f"     {claim.kind}, worth checking {claim.checkworthiness:.2f}: {reasons}",
        f"     {_plain(claim.statement)}",
    ]


def _plain(words: str) -> str:
    return " ".join(words.translate(_CONTROL).split())
