"""What the engine gives back: plain, frozen values without behaviour of their own.

All offsets are Unicode code points into the text as it was given: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Mode(StrEnum):
    """How the article renders what was said."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    INDIRECT_FREE = "indirect_free"
    FREE_INDIRECT = "free_indirect"
    REPORTED = "reported"
    OWN_VOICE = "own_voice"


class Kind(StrEnum):
    """What sort of thing is claimed."""

    FACT = "fact"
    NUMBER = "number"
    QUOTE = "quote"
    PREDICTION = "prediction"
    INTENTION = "intention"
    CAUSAL = "causal"
    DEMAND = "demand"
    OPINION = "opinion"


class SpeakerKind(StrEnum):
    """What sort of claimant speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    ROLE = "role"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The claimant: where this claim names them, and who they are in the whole article."""

    spans: tuple[Span, ...]
    name: str
    kind: str
    role: str = ""
    aliases: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The speaker as the JSON object of one claim."""
        return {
            "spans": [list(span) for span in self.spans],
            "name": self.name,
            "kind": str(self.kind),
            "role": self.role,
            "aliases": list(self.aliases),
        }


@dataclass(frozen=True, slots=True)
class Via:
    """A link of the chain: who passed the claim on."""

    spans: tuple[Span, ...]
    name: str

    def as_dict(self) -> dict[str, object]:
        """The link as a JSON object."""
        return {"spans": [list(span) for span in self.spans], "name": self.name}


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One claim, who makes it, and why the engine thinks so."""

    statement: str
    quote: tuple[Span, ...]
    mode: str
    speaker: Speaker | None
    cue: tuple[Span, ...]
    frame: tuple[Span, ...]
    via: tuple[Via, ...]
    kind: str
    checkworthiness: float
    reasons: tuple[str, ...]
    rule: str
    confidence: float

    def as_dict(self) -> dict[str, object]:
        """The claim as one JSON object of the command's output."""
        return {
            "statement": self.statement,
            "quote": [list(span) for span in self.quote],
            "mode": str(self.mode),
            "speaker": self.speaker.as_dict() if self.speaker else None,
            "cue": [list(span) for span in self.cue],
            "frame": [list(span) for span in self.frame],
            "via": [link.as_dict() for link in self.via],
            "kind": str(self.kind),
            "checkworthiness": round(self.checkworthiness, 2),
            "reasons": list(self.reasons),
            "rule": self.rule,
            "confidence": round(self.confidence, 2),
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """All claims of one text, ordered by where their first quote starts."""

    claims: tuple[ExtractedClaim, ...]
    language: str
    notes: tuple[str, ...] = ()
