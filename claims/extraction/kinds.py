"""What sort of claim it is, and how much there is to check in it."""

from __future__ import annotations

from claims.extraction.model import Kind, Mode, Speaker

NAMES_A_NUMBER = "names a number"
REASONS: tuple[str, ...] = (NAMES_A_NUMBER,)


def kind_of(words: str, mode: Mode, *, verb: str = "", language: str = "de") -> Kind:
    """The kind of a claim.

    ``words`` are the claim's own, as they stand in the text; ``verb`` is the infinitive of the
    verb that reports them ("fordern", "versprechen"; in English "demand"), or "".
    """
    return Kind.QUOTE if mode is Mode.DIRECT else Kind.FACT


def checkworthiness(
    words: str, mode: Mode, kind: Kind, *, speaker: Speaker | None = None, language: str = "de"
) -> tuple[float, tuple[str, ...]]:
    """How much it is worth to check a claim, 0 to 1, and why: reasons out of ``REASONS``."""
    return (0.5, (NAMES_A_NUMBER,)) if any(c.isdigit() for c in words) else (0.4, ())
