"""The way from text to claims, stage by stage."""

from __future__ import annotations

from claims.extraction import english, kinds
from claims.extraction.german import own_voice
from claims.extraction.german.attribution import attribute
from claims.extraction.german.chains import passed_on
from claims.extraction.german.document import Document, read
from claims.extraction.german.drafts import Draft, without
from claims.extraction.german.identities import Identities
from claims.extraction.german.speakers import settle_speakers
from claims.extraction.german.statement import plain_statement
from claims.extraction.model import ExtractedClaim, Extraction, Mode, Span
from claims.ingest.languages import ENGLISH, GERMAN, detect_extraction_language


def extract(text: str, *, language: str | None = None) -> Extraction:
    """The claims of ``text``, ordered by the offset of their first quote.

    ``language`` is an ISO code; without it the language is detected. German and English texts
    give all modes, others direct quotes only, and a note that says so.
    """
    language = language or detect_extraction_language(text)
    if language == GERMAN:
        return Extraction(tuple(_german(text)), language)
    if language == ENGLISH:
        return Extraction(tuple(english.extract_english(text)), language)
    return Extraction(tuple(english.extract_quotes(text)), language, (english.ONLY_QUOTES,))


def _german(text: str) -> list[ExtractedClaim]:
    document = read(text)
    drafts = attribute(document)
    settle_speakers(document, drafts)
    drafts += own_voice.find(document, drafts)
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    identities = Identities(document)
    return [_claim(document, draft, identities) for draft in drafts]


def _claim(document: Document, draft: Draft, identities: Identities) -> ExtractedClaim:
    speaker = None if draft.mode is Mode.OWN_VOICE else identities.resolve(draft)
    words = " ".join(document.text[start:end] for start, end in draft.spans)
    verb = draft.verb.infinitive if draft.verb else ""
    kind = kinds.kind_of(words, draft.mode, verb=verb)
    worth, reasons = kinds.checkworthiness(words, draft.mode, kind, speaker=speaker)
    return ExtractedClaim(
        statement=plain_statement(document, draft, speaker),
        quote=tuple(draft.spans),
        mode=draft.mode,
        speaker=speaker,
        cue=tuple(draft.cue),
        frame=_frame(document, draft),
        via=passed_on(document, draft, speaker),
        kind=kind,
        checkworthiness=worth,
        reasons=reasons,
        rule=draft.rule,
        confidence=draft.confidence,
    )


def _frame(document: Document, draft: Draft) -> tuple[Span, ...]:
    """The rest of the sentence around a claim that a cue introduces."""
    if not draft.cue or draft.mode is Mode.REPORTED:
        return ()
    sentence = draft.sentence
    if not any(sentence.start <= start < sentence.end for start, _ in draft.cue):
        return ()
    return tuple(without(document.text, sentence.start, sentence.end, draft.spans))
