"""The rules for English reported speech, each with the sentences that say what it is for.

A rule looks at one verb of saying (a ``Cue``) or one word of a sentence and gives a ``Found`` or
None. ``RULES`` lists them in the order in which they are tried; the examples are run as tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from claims.extraction.english.sentences import Line
from claims.extraction.english.speakers import Noun, after_verb, before_verb, phrase_at
from claims.extraction.lexicon import english_words as words
from claims.extraction.model import Mode

_BE = frozenset("is are was were be been being".split())
_STOPS = frozenset((".", "!", "?", "…", "..."))
_DASHES = frozenset(("–", "—", "-"))


@dataclass(slots=True)
class Found:
    """A claim: token ranges of what is said, where the cue is, who says it."""

    mode: Mode
    ranges: list[tuple[int, int]]
    cue: list[int]
    rule: str = ""
    speaker: Noun | None = None
    carried: bool = False  # the speaker is that of the claim before
    via: Noun | None = None
    verb: str = ""


@dataclass(slots=True)
class Cue:
    """A verb of saying at token ``index``; ``after`` is where its complement may begin."""

    index: int
    word: str
    after: int
    speaker: Noun | None
    recipient: Noun | None
    joined: bool = False  # "and added": the subject is that of the verb before
    claimed: bool = field(default=False)


def find_cues(line: Line) -> list[Cue]:
    """The verbs of saying of a sentence, with their subjects."""
    cues: list[Cue] = []
    for index in range(len(line.tokens)):
        if index not in line.quotes and _is_verb(line, index):
            cues.append(_cue(line, index, bool(cues)))
    return cues


def _is_verb(line: Line, index: int) -> bool:
    word = line.word(index)
    if word not in _SPEAKING or line.is_capital(index):
        return False
    before = line.word(index - 1)
    if before in _BE and not (word == "quoted" or (word in ("told", "asked") and before in _BE)):
        return False
    if before in words.DETERMINERS - {"that", "this", "these", "those", "all", "both", "one"}:
        return False
    if before == "not" or before.endswith(("n't", "n’t")):
        return False  # "did not say when": nothing was said
    if word.endswith("s") and before in words.PREPOSITIONS:
        return False  # "on reports that"
    following = line.word(index + 1)
    if (word.endswith("s") and word not in ("says", "tells", "asks")) or word in _NOUN_LIKE:
        return (
            following in ("that", "to", ":", ",")
            or index + 1 in line.quotes
            or (word.endswith("s") and _begins_clause(line, index + 1))
        )
    return before not in ("by", "of")


_SPEAKING = (
    words.ASSERTING | words.THAT_ONLY | words.TO_INFINITIVE | words.TO_WITH_OBJECT | words.GERUND
    | words.STANCE | {"called", "calls", "quoted", "described", "ruled", "spoke", "appealed",
                      "asked", "asks", "wondered"}
)  # fmt: skip
_NOUN_LIKE = frozenset("report state note claim post comment demand promise plan vow call".split())


def _cue(line: Line, index: int, later: bool) -> Cue:
    before = line.word(index - 1)
    joined = (later and before in ("and", "but")) or (
        later and (before in words.ADVERBS and line.word(index - 2) in ("and", "but"))
    )
    speaker = None if joined else before_verb(line, index)
    after, recipient = _past_recipient(line, index + 1)
    if speaker is None and not joined:
        speaker = after_verb(line, index + 1)
        if speaker is not None:
            after = speaker.insertion[1] if speaker.insertion else speaker.last
            recipient = None
    return Cue(index, line.word(index), after, speaker, recipient, joined)


def _past_recipient(line: Line, index: int) -> tuple[int, Noun | None]:
    """Past "Reuters", "a news conference on Monday", "in a statement"."""
    recipient = None
    if line.word(index - 1) in ("told", "tells", "tell", "assured", "reminded", "informed"):
        first = index
        while index < len(line.tokens) and not _closes_recipient(line, index, first):
            index += 1
        recipient = Noun(first, index) if index > first else None
    for _ in range(3):
        further = _past_adjunct(line, index)
        if further == index:
            break
        index = further
    return index, recipient


def _closes_recipient(line: Line, index: int, first: int) -> bool:
    word = line.word(index)
    if index in line.quotes or word in (",", ":", ".", ";", "that", "to", "whether", "how", "why"):
        return True
    if word in ("on", "in", "at", "by", "after", "during") and index > first:
        return True
    if index == first:
        return False
    before = line.word(index - 1)
    starts = word in words.PRONOUNS or word in words.DETERMINERS
    return starts and before not in words.DETERMINERS and before not in ("of", "for", "and")


def _past_adjunct(line: Line, index: int) -> int:
    """Past one adjunct that does not open a clause: "on Monday", "in a statement"."""
    word = line.word(index)
    if word in words.TIME or word in ("publicly", "privately", "afterwards", "again", "flatly"):
        return index + 1
    if word not in ("on", "in", "at", "during", "after", "by", "to", "via", "through", "before"):
        return index
    stop = index + 1
    while stop < len(line.tokens) and stop - index < 9:
        inner = line.word(stop)
        if inner in (",", ":", "that", ".") or stop in line.quotes:
            return stop
        if inner in words.AUXILIARIES or inner in words.ASSERTING:
            break
        stop += 1
    if word in ("on", "in", "at") and line.word(index + 1) in words.TIME:
        return index + 2
    if line.word(index + 1) in ("a", "an", "the", "his", "her", "its"):
        return min(index + 3, len(line.tokens))
    return (
        index + 2
        if word in ("to", "by", "via")
        and line.word(index + 1)
        in ("reporters", "parliament", "journalists", "lawmakers", "phone", "email")
        else index
    )


# --- rules --------------------------------------------------------------------------------------

Look = Callable[[Line, Cue, list[Cue]], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to report, with sentences in which it must find the words given with them."""

    name: str
    find: Look
    examples: tuple[tuple[str, str], ...]


def _that_clause(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    if line.word(cue.after) != "that" or cue.word not in words.ASSERTING | words.THAT_ONLY:
        return None
    end = _complement_end(line, cue, cues, cue.after + 1)
    return _found(Mode.INDIRECT, [(cue.after, end)], cue) if end > cue.after + 2 else None


def _w_clause(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    if line.word(cue.after) not in words.W_WORDS - {"which", "who"}:
        return None
    if cue.word not in words.ASSERTING | {"asked", "asks", "wondered"}:
        return None
    return _found(
        Mode.INDIRECT, [(cue.after, _complement_end(line, cue, cues, cue.after + 1))], cue
    )


def _to_infinitive(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    start = _infinitive_start(line, cue)
    if start is None:
        return None
    end = _complement_end(line, cue, cues, start + 1)
    return _found(Mode.INDIRECT, [(start, end)], cue)


def _infinitive_start(line: Line, cue: Cue) -> int | None:
    first = cue.index + 1
    negated = line.word(first) == "not"
    if negated and line.word(first + 2) == "be":
        return None  # "asked not to be named"
    if cue.word in words.TO_INFINITIVE and line.word(first + negated) == "to":
        return first
    if cue.word not in words.TO_WITH_OBJECT | {"called", "appealed"}:
        return None
    if cue.word in ("called", "appealed") and line.word(first) not in ("on", "for", "upon", "to"):
        return None
    for index in range(first + 1, min(len(line.tokens), first + 14)):
        word = line.word(index)
        if word in ("that", ",", ":", ".", "there") or index in line.quotes:
            return None
        if word in words.AUXILIARIES:
            return None
        if (
            word == "to"
            and not line.is_capital(index + 1)
            and (line.word(index + 1) not in words.DETERMINERS)
        ):
            return index - 1 if line.word(index - 1) == "not" else index
    return None


def _gerund(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    if cue.word not in words.GERUND or not line.word(cue.index + 1).endswith("ing"):
        return None
    end = _complement_end(line, cue, cues, cue.index + 2)
    return _found(Mode.INDIRECT, [(cue.index + 1, end)], cue)


def _bare_clause(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    if cue.word not in words.ASSERTING | {"believes", "believe", "thinks", "warned", "hopes"}:
        return None
    if (cue.speaker is None and not cue.joined) or not _begins_clause(line, cue.after):
        return None
    end = _complement_end(line, cue, cues, cue.after + 1)
    return _found(Mode.INDIRECT, [(cue.after, end)], cue)


def _begins_clause(line: Line, first: int) -> bool:
    """Whether a noun phrase and a finite verb follow, with no mark between."""
    word = line.word(first)
    nominal = (
        word in words.DETERMINERS | words.PRONOUNS
        or line.is_capital(first)
        or (word in words.PLURAL_PEOPLE or word[:1].isdigit() or first in line.quotes)
    )
    nominal = nominal or word.endswith("s") or line.word(first + 1) in words.AUXILIARIES
    if not nominal or first >= len(line.tokens) or word in _STOPS:
        return False
    for index in range(first + 1, min(len(line.tokens), first + 16)):
        inner = line.word(index)
        if inner in (",", ":", ";") or inner in _STOPS:
            return False
        if inner in words.AUXILIARIES or _looks_finite(line, index):
            return True
    return False


_PAST = frozenset(
    """said came went took made gave got knew saw found left lost won fell rose grew held kept led
    met paid put ran sent set shot sold spoke spent stood told thought began broke brought built
    bought caught chose cut did drew drove felt fled fought forgot hit hurt meant read
    cost""".split()
)


def _looks_finite(line: Line, index: int) -> bool:
    word = line.word(index)
    if line.is_capital(index) or line.word(index - 1) in words.DETERMINERS | {"of", "by"}:
        return False
    return word in _PAST or (word.endswith("ed") and len(word) > 4)


def before_frame(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    """The clause in front, and what goes on behind: "The deal, he said, was dead."."""
    frame = _frame_start(line, cue)
    if frame is None or frame < 2 or cue.word not in words.ASSERTING | words.THAT_ONLY:
        return None
    start = next((i + 1 for i in range(frame - 1, -1, -1) if i in line.quotes), 0)
    if start and line.word(start) == ",":
        start += 1
    if line.word(start) in ("but", "and", "however") and line.word(start + 1) == ",":
        start += 2
    ranges = [(start, frame)] if frame > start + 1 else []
    rest = _behind_frame(line, cue)
    if rest is not None:
        ranges.append(rest)
    verbs = any(
        line.word(i) in words.AUXILIARIES or _looks_finite(line, i) or line.word(i).endswith("s")
        for first, last in ranges
        for i in range(first, last)
    )
    if not ranges or not verbs or ranges[0][0] != start:
        return None
    return _found(Mode.INDIRECT, ranges, cue)


def _frame_start(line: Line, cue: Cue) -> int | None:
    """The comma before the frame, if the cue with its subject is put in behind one."""
    if cue.speaker is None:
        return None
    inverted = cue.speaker.first > cue.index
    comma = cue.index - 1 if inverted else cue.speaker.first - 1
    if line.word(comma) != "," or comma - 1 in line.quotes:
        return None
    if not inverted and cue.speaker.insertion is not None and comma < 2:
        return None
    behind = line.word(cue.after)
    closed = behind in (",", "", ";") or behind in _STOPS or behind in _DASHES
    return comma if closed or inverted else None


def _behind_frame(line: Line, cue: Cue) -> tuple[int, int] | None:
    if line.word(cue.after) != "," or cue.after + 2 >= len(line.tokens):
        return None
    start, end = cue.after + 1, _last(line)
    head = line.word(start)
    if head in words.PARTICIPLES or head in ("and", "but", "according", "while", "as"):
        return None
    return (start, end) if end > start and start not in line.quotes else None


def _stance(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    with_word = STANCE_PREPOSITION.get(cue.word, ())
    following = line.word(cue.index + 1)
    if cue.word in words.STANCE and not with_word:
        ok = (
            following in words.DETERMINERS
            or line.is_capital(cue.index + 1)
            or (
                following.isalpha()
                and following not in words.PREPOSITIONS | words.CONJUNCTIONS
                and not following.endswith("ing")
            )
        )
    else:
        ok = following in with_word
    if not ok or cue.speaker is None or cue.speaker.first > cue.index:
        return None
    if any(other.claimed for other in cues):
        return None
    return _found(Mode.REPORTED, [(0, len(line.tokens))], cue)


STANCE_PREPOSITION = words.STANCE_WITH


def _quoted_as(line: Line, cue: Cue, cues: list[Cue]) -> Found | None:
    if cue.word != "quoted":
        return None
    passive = line.word(cue.index - 1) in _BE
    saying = next(
        (
            i
            for i in range(cue.index + 1, min(len(line.tokens), cue.index + 14))
            if line.word(i) in ("saying", "as")
        ),
        None,
    )
    if saying is None:
        return None
    start = saying + 1 + (line.word(saying + 1) == "saying")
    if start >= len(line.tokens) or start in line.quotes or line.word(start) in _STOPS:
        return None
    found = _found(Mode.INDIRECT, [(start, _complement_end(line, cue, cues, start))], cue)
    if passive:
        found.speaker = before_verb(line, cue.index - 1)
    else:
        found.via, found.speaker = cue.speaker, phrase_between(line, cue.index + 1, saying)
    return found


def phrase_between(line: Line, first: int, last: int) -> Noun | None:
    """The phrase in a token range, or None for an empty one."""
    return Noun(first, last) if last > first else None


RULES: tuple[Rule, ...] = (
    Rule("quoted-as-saying", _quoted_as, (
        ("The minister was quoted as saying the border would stay shut.",
         "the border would stay shut"),
        ("The agency quoted a doctor as saying that nine people had died.",
         "that nine people had died"),
    )),
    Rule("that-clause", _that_clause, (
        ("The mayor said that the bridge would be closed for two months.",
         "that the bridge would be closed for two months"),
        ("A senior US official, speaking on condition of anonymity, told Reuters that no troops "
         "had been moved.", "that no troops had been moved"),
        ("Police warned on Friday that the river was still rising.",
         "that the river was still rising"),
    )),
    Rule("to-infinitive", _to_infinitive, (
        ("The company promised to repay every customer.", "to repay every customer"),
        ("She urged both sides to stop the fighting.", "to stop the fighting"),
        ("The union threatened to strike, according to its website.", "to strike"),
    )),
    Rule("gerund", _gerund, (
        ("The banker denied taking any money.", "taking any money"),
    )),
    Rule("w-clause", _w_clause, (
        ("The envoy explained why the talks had failed.", "why the talks had failed"),
        ("Reporters asked whether the plant was safe.", "whether the plant was safe"),
    )),
    Rule("clause-before-verb", before_frame, (
        ("The plant will reopen in May, the operator said.", "The plant will reopen in May"),
        ("The deal, he said, was dead.", "The deal was dead"),
        ("Two people were hurt, said Anna Weber, a police spokeswoman.", "Two people were hurt"),
    )),
    Rule("bare-clause", _bare_clause, (
        ("The ministry said 40 homes were without power.", "40 homes were without power"),
        ("He believes the law is unfair.", "the law is unfair"),
    )),
    Rule("stance", _stance, (
        ("Hungary rejected the proposal.", "Hungary rejected the proposal."),
        ("The airline denied any wrongdoing.", "The airline denied any wrongdoing."),
        ("The group called for new elections.", "The group called for new elections."),
    )),
)  # fmt: skip


def participles(line: Line, cues: list[Cue]) -> list[Found]:
    """ "…, adding that …", "…, saying the …": the subject is that of the verb before."""
    found = []
    for index in range(1, len(line.tokens)):
        if line.word(index) not in words.PARTICIPLES or line.word(index - 1) != ",":
            continue
        if line.word(index + 1) in (",", "") or index + 1 in line.quotes:
            continue
        start = index + 1
        if line.word(start) != "that" and not _begins_clause(line, start):
            continue
        cue = Cue(index, line.word(index), start, None, None, joined=True)
        end = _complement_end(line, cue, cues, start + 1)
        claim = _found(Mode.INDIRECT, [(start, end)], cue)
        claim.rule, claim.speaker = "adding", _main_subject(line, cues, index)
        claim.carried = claim.speaker is None
        found.append(claim)
    return found


def _main_subject(line: Line, cues: list[Cue], before: int) -> Noun | None:
    """The subject of the last verb of saying in front, else of the sentence."""
    named = [cue.speaker for cue in cues if cue.index < before and cue.speaker is not None]
    if named:
        return named[-1]
    for index in range(1, before):
        if line.word(index) in words.AUXILIARIES or _looks_finite(line, index):
            return before_verb(line, index)
    return None


def according_to(line: Line) -> Found | None:
    """ "According to X, …", "…, according to X", "…, according to X, …"."""
    for index in range(len(line.tokens) - 2):
        if line.word(index) != "according" or line.word(index + 1) != "to":
            continue
        noun = phrase_at(line, index + 2)
        if noun is None:
            return None
        end = noun.insertion[1] if noun.insertion else noun.last
        ranges = []
        if index > 1:
            last = index - 1 if line.word(index - 1) in (",", "–", "—") else index
            ranges.append((0, last))
        if line.word(end) == "," and end + 2 < len(line.tokens):
            ranges.append((end + 1, _last(line)))
        if not ranges:
            return None
        cue = [index, index + 1]
        return Found(Mode.INDIRECT, ranges, cue, "according-to", noun, verb="")
    return None


def hearsay(line: Line) -> Found | None:
    """ "reportedly", "is believed to": somebody says so, nobody is named."""
    for index in range(len(line.tokens)):
        word = line.word(index)
        passive = (
            word in ("said", "believed", "reported", "thought", "alleged", "understood", "rumoured")
            and line.word(index - 1) in _BE
            and line.word(index + 1) == "to"
        )
        if word in words.HEARSAY or passive:
            return Found(Mode.FREE_INDIRECT, [(0, len(line.tokens))], [index], "hearsay")
    return None


def _found(mode: Mode, ranges: list[tuple[int, int]], cue: Cue) -> Found:
    return Found(
        mode,
        ranges,
        [cue.index],
        speaker=cue.speaker,
        carried=cue.joined and cue.speaker is None,
        via=cue.recipient,
        verb=cue.word,
    )


def _last(line: Line) -> int:
    """The index behind the last word, without the full stop."""
    last = len(line.tokens)
    while last and line.word(last - 1) in _STOPS:
        last -= 1
    return last


def _complement_end(line: Line, cue: Cue, cues: list[Cue], start: int) -> int:
    """Where what is said ends: the sentence's end, or the next verb of saying of equal rank."""
    end = _last(line)
    for index in range(start, end):
        word, before = line.word(index), line.word(index - 1)
        if before == "," and (word in words.PARTICIPLES or word in ("according", "citing")):
            return index - 1
        if word == "according" and line.word(index + 1) == "to":
            return index
    for other in cues:
        if other.index <= start:
            continue
        cut = _cut_before(line, other, start)
        if cut is not None:
            return min(end, cut)
    return end


def _cut_before(line: Line, other: Cue, start: int) -> int | None:
    """Where another verb of saying ends the clause: "… and added", ", but critics say"."""
    if other.joined:
        index = other.index - 1
        while index > start and line.word(index) not in ("and", "but"):
            index -= 1
        return index - 1 if line.word(index - 1) == "," else index
    if other.speaker is None or other.speaker.first > other.index:
        return None
    first = other.speaker.first
    if line.word(first - 1) in ("but", "while", "although") and first - 2 > start:
        return first - 2 if line.word(first - 2) == "," else first - 1
    return first - 1 if line.word(first - 1) in (";",) else None
