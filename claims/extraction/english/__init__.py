"""English agency text through the same output, and direct quotes in any other language."""

from __future__ import annotations

from claims.extraction.english.quotes import direct
from claims.extraction.english.rules import (
    RULES,
    Cue,
    Found,
    according_to,
    before_frame,
    find_cues,
    hearsay,
    participles,
)
from claims.extraction.english.sentences import Line, lines
from claims.extraction.english.speakers import Noun, People, speaker_of
from claims.extraction.english.statements import statement
from claims.extraction.kinds import checkworthiness, kind_of
from claims.extraction.lexicon import english_words as words
from claims.extraction.model import ExtractedClaim, Mode, Span, Speaker, SpeakerKind, Via
from claims.extraction.quotations import find_quotations
from claims.extraction.tokens import paragraph_breaks

__all__ = ["ONLY_QUOTES", "extract_english", "extract_quotes"]

ONLY_QUOTES = "direct quotes only: other kinds of speech are found in German and English texts"
CONFIDENCE = {Mode.DIRECT: 0.85, Mode.INDIRECT: 0.75, Mode.REPORTED: 0.6, Mode.FREE_INDIRECT: 0.6}
SHORTEST_QUOTE = 3  # words of a quotation in a language that is not understood


def extract_english(text: str) -> list[ExtractedClaim]:
    """The claims of an English text, ordered by the offset of their first quote."""
    people = People()
    claims: list[ExtractedClaim] = []
    previous: Speaker | None = None
    for line in lines(text):
        for found in _in_line(text, line):
            previous = _speaker(text, line, found, people, previous)
            claims.append(_claim(text, line, found, previous))
    claims.sort(key=lambda claim: (claim.quote[0][0], -claim.quote[-1][1]))
    return _with_full_names(claims)


def extract_quotes(text: str) -> list[ExtractedClaim]:
    """The direct quotes of a text in any language, without speakers; ``ONLY_QUOTES`` says so."""
    claims = []
    for quotation in find_quotations(text, paragraph_breaks(text)):
        inner = text[quotation.start + 1 : quotation.end - 1]
        if quotation.depth == 0 and len(inner.split()) >= SHORTEST_QUOTE:
            span = (quotation.start, quotation.end)
            claims.append(_direct_claim(text, span, " ".join(inner.split())))
    return claims


def _direct_claim(text: str, span: Span, words_said: str) -> ExtractedClaim:
    kind = kind_of(words_said, Mode.DIRECT, language="other")
    worth, reasons = checkworthiness(words_said, Mode.DIRECT, kind, language="other")
    return ExtractedClaim(
        statement=words_said,
        quote=(span,),
        mode=Mode.DIRECT,
        speaker=None,
        cue=(),
        frame=(),
        via=(),
        kind=kind,
        checkworthiness=worth,
        reasons=reasons,
        rule="quotation",
        confidence=0.5,
    )


def _in_line(text: str, line: Line) -> list[Found]:
    """The claims of one sentence: quotations first, then clauses that no other claim holds."""
    cues = find_cues(line)
    found = direct(text, line, cues)
    framed = _framed(line, cues)
    clauses: list[Found] = [framed] if framed is not None else []
    for cue in cues:
        if cue.claimed or any(_holds(other, cue.index) for other in clauses):
            continue
        for rule in RULES:
            claim = rule.find(line, cue, cues)
            if claim is not None and _is_new(claim, clauses):
                claim.rule = rule.name
                cue.claimed = True
                clauses.append(claim)
                break
    source = according_to(line)
    if source is not None and not any(other.mode is Mode.INDIRECT for other in clauses):
        clauses = [source]
    clauses += [claim for claim in participles(line, cues) if _is_new(claim, clauses)]
    if not clauses and not found:
        doubtful = hearsay(line)
        clauses = [doubtful] if doubtful is not None else []
    return sorted(found + clauses, key=lambda claim: claim.ranges[0][0])


def _framed(line: Line, cues: list[Cue]) -> Found | None:
    """The whole sentence, if a frame at its end says whose it is: "X has agreed to go, Y said"."""
    for cue in reversed(cues):
        claim = before_frame(line, cue, cues)
        if claim is not None and claim.ranges[0][0] == 0:
            claim.rule = "clause-before-verb"
            cue.claimed = True
            return claim
    return None


def _holds(claim: Found, index: int) -> bool:
    return claim.mode is Mode.INDIRECT and any(
        first <= index < last for first, last in claim.ranges
    )


def _is_new(claim: Found, others: list[Found]) -> bool:
    first = claim.ranges[0][0]
    return not any(a <= first < b for other in others for a, b in other.ranges)


def _speaker(
    text: str, line: Line, found: Found, people: People, previous: Speaker | None
) -> Speaker | None:
    if found.speaker is not None:
        return speaker_of(text, line, found.speaker, people)
    if found.carried and previous is not None:
        return Speaker((), previous.name, previous.kind, previous.role, previous.aliases)
    return None


def _claim(text: str, line: Line, found: Found, speaker: Speaker | None) -> ExtractedClaim:
    spans = tuple(_span(line, first, last) for first, last in found.ranges)
    said = " ".join(text[start:end] for start, end in spans)
    kind = kind_of(said, found.mode, verb=found.verb, language="en")
    worth, reasons = checkworthiness(said, found.mode, kind, speaker=speaker, language="en")
    return ExtractedClaim(
        statement=statement(text, line, found, speaker),
        quote=spans,
        mode=found.mode,
        speaker=speaker,
        cue=tuple(_span(line, index, index + 1) for index in found.cue),
        frame=(),
        via=_via(text, line, found.via),
        kind=kind,
        checkworthiness=worth,
        reasons=reasons,
        rule=f"english-{found.rule}",
        confidence=CONFIDENCE[found.mode],
    )


def _span(line: Line, first: int, last: int) -> Span:
    return line.tokens[first].start, line.tokens[last - 1].end


def _via(text: str, line: Line, noun: Noun | None) -> tuple[Via, ...]:
    """The link of the chain, if those who were told are a medium."""
    if noun is None:
        return ()
    folded = {line.word(index).removesuffix("'s") for index in range(noun.first, noun.last)}
    if not folded & words.MEDIA or "conference" in folded:
        return ()
    first = noun.first + (line.word(noun.first) in words.DETERMINERS)
    start, end = _span(line, first, noun.last)
    return (Via((_span(line, noun.first, noun.last),), " ".join(text[start:end].split())),)


def _with_full_names(claims: list[ExtractedClaim]) -> list[ExtractedClaim]:
    """Surnames that came before their full name get it too: one claimant in one article."""
    full: dict[str, Speaker] = {}
    for claim in claims:
        speaker = claim.speaker
        if speaker is not None and speaker.kind == SpeakerKind.PERSON and " " in speaker.name:
            full.setdefault(speaker.name.split()[-1], speaker)
    return [_renamed(claim, full) for claim in claims]


def _renamed(claim: ExtractedClaim, full: dict[str, Speaker]) -> ExtractedClaim:
    speaker = claim.speaker
    known = full.get(speaker.name) if speaker is not None else None
    if speaker is None or known is None:
        return claim
    from dataclasses import replace

    merged = Speaker(speaker.spans, known.name, known.kind, known.role, (speaker.name,))
    return replace(claim, speaker=merged)
