"""Words in quotation marks in an English sentence: said by whom, or no statement at all."""

from __future__ import annotations

from claims.extraction.english.rules import Cue, Found
from claims.extraction.english.sentences import Line
from claims.extraction.english.speakers import Noun, before_verb, phrase_at
from claims.extraction.lexicon import english_words as words
from claims.extraction.model import Mode
from claims.extraction.quotations import Quotation

_MARKS = "“”\"‘’'«»„‚‹›"
_TITLED = frozenset(
    """called titled entitled named dubbed song film book album show series novel movie
    programme program magazine nicknamed so-called known operation project word term phrase
    slogan""".split()
)
NEAR = 14  # words between a quotation and the verb that introduces it


def direct(text: str, line: Line, cues: list[Cue]) -> list[Found]:
    """The quotations of the sentence that are somebody's words; broken ones are joined."""
    found: list[Found] = []
    for index in sorted(line.quotes):
        claim = _claim(text, line, index, cues)
        if claim is None:
            continue
        if found and _goes_on(text, line, found[-1].ranges[-1][0], index):
            found[-1].ranges.append((index, index + 1))
        else:
            found.append(claim)
    return found


def _claim(text: str, line: Line, index: int, cues: list[Cue]) -> Found | None:
    inner = _inner(text, line.quotes[index])
    if not inner:
        return None
    cue = _cue_after(line, index, cues) or _cue_before(line, index, cues)
    if cue is not None and not _is_name(line, index, inner, cue):
        via = cue.recipient
        return Found(Mode.DIRECT, [(index, index + 1)], [cue.index], "quotation-verb",
                     cue.speaker, carried=cue.speaker is None, via=via, verb=cue.word)  # fmt: skip
    noun = _according(line, index)
    if noun is not None:
        return Found(Mode.DIRECT, [(index, index + 1)], [], "quotation-according", noun)
    alone = len(line.tokens) == len(line.quotes)  # "…," he said. "Now."
    if _is_whole(inner) or (alone and inner[-1:] in ".!?"):
        return Found(Mode.DIRECT, [(index, index + 1)], [], "quotation", carried=True)
    return _partial(line, index, inner, cues)


def _inner(text: str, quotation: Quotation) -> str:
    return " ".join(text[quotation.start + 1 : quotation.end - 1].strip(_MARKS).split())


def _is_whole(inner: str) -> bool:
    long_enough = len(inner.split()) >= (3 if inner[-1:] in ".!?" else 4)
    return long_enough and inner[:1].isupper() and inner[-1:] in ".!?…,"


def _is_name(line: Line, index: int, inner: str, cue: Cue) -> bool:
    """A title or a nickname: capitals throughout, or a word before that names things."""
    if any(line.word(index - back) in _TITLED for back in (1, 2)) and cue.index < index - 2:
        return True
    parts = inner.split()
    capitals = all(part[:1].isupper() or part.lower() in ("of", "the", "and") for part in parts)
    return capitals and len(parts) > 1 and inner[-1:] not in ".!?,"


def _cue_after(line: Line, index: int, cues: list[Cue]) -> Cue | None:
    """ "…", X said / "…", said X / "…" said X."""
    first = index + 1 + (line.word(index + 1) == ",")
    for cue in cues:
        if cue.index < first:
            continue
        if cue.index - first > NEAR or _has_quote(line, first, cue.index):
            return None
        if cue.index == first:
            return cue
        speaker = cue.speaker
        if speaker is not None and speaker.first == first and cue.index > first:
            return cue
        return None
    return None


def _cue_before(line: Line, index: int, cues: list[Cue]) -> Cue | None:
    """X said: "…" / X told the BBC, "…" / said the plan was "…": only what is next to it."""
    for cue in reversed(cues):
        if cue.index >= index:
            continue
        after = cue.after
        while after < index and line.word(after) in (",", ":", "that"):
            after += 1
        colon = line.word(index - 1) == ":" and index - cue.index < 3 * NEAR
        return cue if after == index or colon else None
    if line.word(index - 1) == ":" and index > 1:
        return _colon(line, index)
    return None


def _colon(line: Line, index: int) -> Cue | None:
    """ "Smith: …" with nothing but a name in front of the colon."""
    if index - 1 > 5 or not all(line.is_capital(i) for i in range(index - 1)):
        return None
    return Cue(index - 1, ":", index, Noun(0, index - 1), None)


def _has_quote(line: Line, first: int, last: int) -> bool:
    return any(first <= index < last for index in line.quotes)


def _according(line: Line, index: int) -> Noun | None:
    first = index + 1 + (line.word(index + 1) == ",")
    if line.word(first) == "according" and line.word(first + 1) == "to":
        return phrase_at(line, first + 2)
    return None


def _goes_on(text: str, line: Line, before: int, index: int) -> bool:
    """Whether the quotation at ``index`` goes on with a sentence that a frame broke."""
    first = _inner(text, line.quotes[before])
    second = _inner(text, line.quotes[index])
    return first.endswith(",") and second[:1].islower() and index - before < 2 * NEAR


def _partial(line: Line, index: int, inner: str, cues: list[Cue]) -> Found | None:
    """A few quoted words inside a clause: somebody's, if the sentence reports at all."""
    before = [cue for cue in cues if cue.index < index]
    near = before[-1] if before else next(iter(cues), None)
    if near is None or _is_name(line, index, inner, near) or inner[:1].isdigit():
        return None
    if len(inner.split()) == 1 and near.word not in words.ASSERTING | {"described", "called"}:
        return None
    speaker = near.speaker
    if speaker is None and not near.joined:
        speaker = before_verb(line, near.index)
    return Found(Mode.DIRECT, [(index, index + 1)], [near.index], "quoted-words", speaker,
                 carried=speaker is None, verb=near.word)  # fmt: skip
