"""English claims as sentences of their own, where that is safe; else their own words."""

from __future__ import annotations

from claims.extraction.english.rules import Found
from claims.extraction.english.sentences import Line
from claims.extraction.german.statement import keeps_every_word, spoken_words
from claims.extraction.lexicon import english_words as words
from claims.extraction.model import Mode, Speaker, SpeakerKind

_MARKS = "“”\"‘’'«»„‚‹›"
_STOPS = (".", "!", "?", "…")
_UNCLEAR = frozenset("he she they it his her their its him them this these that those such".split())
FIRST_WORDS = 4  # a pronoun among them may mean something outside the claim


def statement(text: str, line: Line, found: Found, speaker: Speaker | None) -> str:
    """The claim as a sentence; the verbatim sentence wherever it would not stand by itself."""
    verbatim = _closed(" ".join(text[line.start : line.end].split()))
    if found.mode is Mode.DIRECT:
        return _spoken(text, line, found) or verbatim
    if found.mode is not Mode.INDIRECT or found.verb in words.THAT_ONLY - words.ASSERTING:
        return verbatim
    return _clause(text, line, found, speaker) or verbatim


def _spoken(text: str, line: Line, found: Found) -> str | None:
    spans = [(line.tokens[a].start + 1, line.tokens[b - 1].end - 1) for a, b in found.ranges]
    joined = " ".join(spoken_words(text, start, end).rstrip(",") for start, end in spans)
    whole = len(joined.split()) >= 3 and joined[:1].isupper()
    return _closed(joined) if whole and found.rule != "quoted-words" else None


def _clause(text: str, line: Line, found: Found, speaker: Speaker | None) -> str | None:
    """ "that the road was shut" -> "The road was shut."."""
    first = found.ranges[0][0]
    if line.word(first) in words.W_WORDS | {"to", "not"} or line.word(first).endswith("ing"):
        return None
    if _is_doubted(line, found):
        return None
    pieces = [text[line.tokens[a].start : line.tokens[b - 1].end] for a, b in found.ranges]
    quote = said = " ".join(" ".join(pieces).split())
    changes: list[tuple[str, str]] = []
    if said.startswith("that "):
        said = said.removeprefix("that ")
        changes.append(("that", ""))
    head = said.split(" ", 1)[0]
    if head.lower() in _UNCLEAR and speaker is not None:
        if not _is_claimant(line, found, head, speaker):
            return None
        said = speaker.name + said[len(head) :]
        changes.append((head, speaker.name))
    elif any(word.lower() in _UNCLEAR for word in said.split(" ", FIRST_WORDS)[:FIRST_WORDS]):
        return None
    result = _closed(said[:1].upper() + said[1:])
    return result if keeps_every_word(quote, result, changes) else None


def _is_doubted(line: Line, found: Found) -> bool:
    """Whether a negation or a modal stands in the frame: "did not say that …"."""
    said = {index for first, last in found.ranges for index in range(first, last)}
    frame = {line.word(i) for i in range(len(line.tokens)) if i not in said}
    doubt = {"not", "never", "nobody", "no", "n't", "didn't", "would", "could", "might", "if"}
    return bool(frame & doubt)


def _is_claimant(line: Line, found: Found, head: str, speaker: Speaker | None) -> bool:
    """Whether "he" or "she" can mean only the claimant: a named person, and no other name."""
    if speaker is None or speaker.kind != SpeakerKind.PERSON or found.speaker is None:
        return False
    if head.lower() not in ("he", "she") or " " not in speaker.name:
        return False
    first, _last = found.ranges[0]
    own = set(range(found.speaker.first, found.speaker.last))
    others = [
        i
        for i in range(1, len(line.tokens))
        if line.is_capital(i) and i not in own and line.word(i) not in words.TIME
    ]
    return found.speaker.first < first and not any(i < first for i in others)


def _closed(said: str) -> str:
    said = said.rstrip(" ,;:–—")
    return said if said.rstrip(_MARKS).endswith(_STOPS) else said + "."
