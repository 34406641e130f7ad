"""The way from text to claims, stage by stage."""

from __future__ import annotations

from claims.extraction.attribution import attribute
from claims.extraction.document import Document, read
from claims.extraction.drafts import Draft
from claims.extraction.speakers import settle_speakers
from claims.extraction.model import ExtractedClaim, Extraction, Kind, Speaker, SpeakerKind


def extract(text: str, *, language: str | None = None) -> Extraction:
    """The claims of ``text``, ordered by the offset of their first quote.

    ``language`` is an ISO code; without it the language is detected.
    """
    document = read(text)
    drafts = attribute(document)
    settle_speakers(document, drafts)
    claims = tuple(_claim(document, draft) for draft in drafts)
    return Extraction(claims=claims, language=language or "de")


def _claim(document: Document, draft: Draft) -> ExtractedClaim:
    text = document.text
    speaker = None
    if draft.speaker:
        name = " ".join(text[start:end] for start, end in draft.speaker)
        speaker = Speaker(tuple(draft.speaker), name, SpeakerKind.PERSON)
    return ExtractedClaim(
        statement=" ".join(text[start:end] for start, end in draft.spans),
        quote=tuple(draft.spans),
        mode=draft.mode,
        speaker=speaker,
        cue=tuple(draft.cue),
        frame=(),
        via=(),
        kind=Kind.FACT,
        checkworthiness=0.5,
        reasons=(),
        rule=draft.rule,
        confidence=draft.confidence,
    )
