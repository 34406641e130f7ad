"""The shape of an example, and short names to write one."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.model import Mode


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim that is right: the words of each span, the mode, the speaker's name or None."""

    words: tuple[str, ...]
    mode: Mode
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its claims, and why the engine still misses them, if it does."""

    text: str
    claims: tuple[Claimed, ...] = ()
    own: bool = False
    missed: str = ""


def direct(speaker: str | None, *words: str) -> Claimed:
    """Words in quotation marks, with their marks."""
    return Claimed(words, Mode.DIRECT, speaker)


def indirect(speaker: str | None, *words: str) -> Claimed:
    """A clause that a cue governs, without the final full stop."""
    return Claimed(words, Mode.INDIRECT, speaker)


def free(speaker: str | None, *words: str) -> Claimed:
    """Whole sentences in reported speech without a cue of their own."""
    return Claimed(words, Mode.INDIRECT_FREE, speaker)


def hearsay(speaker: str | None, *words: str) -> Claimed:
    """A whole "soll" sentence."""
    return Claimed(words, Mode.FREE_INDIRECT, speaker)


def reported(speaker: str | None, *words: str) -> Claimed:
    """A whole sentence that renders somebody's stand."""
    return Claimed(words, Mode.REPORTED, speaker)


def own(*words: str) -> Claimed:
    """A whole sentence of the article itself."""
    return Claimed(words, Mode.OWN_VOICE, None)
