"""The way from text to claims, stage by stage."""

from __future__ import annotations

import re

from claims.extraction.model import ExtractedClaim, Extraction, Kind, Mode

_QUOTED = re.compile(r"«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|\"[^\"\n]{1,2000}\"")


def extract(text: str, *, language: str | None = None) -> Extraction:
    """The claims of ``text``, ordered by the offset of their first quote.

    ``language`` is an ISO code; without it the language is detected.
    """
    claims = [
        ExtractedClaim(
            statement=match.group()[1:-1],
            quote=((match.start(), match.end()),),
            mode=Mode.DIRECT,
            speaker=None,
            cue=(),
            frame=(),
            via=(),
            kind=Kind.QUOTE,
            checkworthiness=0.5,
            reasons=("words in quotation marks",),
            rule="quotation-marks",
            confidence=0.5,
        )
        for match in _QUOTED.finditer(text)
    ]
    return Extraction(claims=tuple(claims), language=language or "de")
