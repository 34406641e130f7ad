"""Stage 2: who said what in an article, in which words, at which characters.

Pure: text in, claims out; no Django, no database, no network.
"""

from claims.extraction.engine import extract
from claims.extraction.model import (
    ExtractedClaim,
    Extraction,
    Kind,
    Mode,
    Span,
    Speaker,
    SpeakerKind,
    Via,
)

__all__ = [
    "ExtractedClaim",
    "Extraction",
    "Kind",
    "Mode",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Via",
    "extract",
]
