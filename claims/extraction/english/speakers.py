"""Who speaks in an English text: the noun phrase at a verb of saying, and who that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.english.sentences import Line
from claims.extraction.lexicon import english_words as words
from claims.extraction.model import Span, Speaker, SpeakerKind

LONGEST = 30  # tokens of a phrase with what is inserted behind it
_BREAKS = frozenset(";:–—")
_CLAUSE_OPENERS = frozenset(
    """but while although because that when where if as after before since until though whereas
    unless so whether""".split()
)
_STOP_AFTER = frozenset("on during after before late early last earlier when while as by".split())
_ENDINGS = ("spokesman", "spokeswoman", "person", "man", "woman", "ist", "ian", "ologist", "maker")


@dataclass(frozen=True, slots=True)
class Noun:
    """Token range ``first:last`` of a phrase; ``insertion`` is an apposition behind it."""

    first: int
    last: int
    insertion: tuple[int, int] | None = None


@dataclass(slots=True)
class People:
    """The speakers so far, so that later mentions can be told who they are."""

    by_surname: dict[str, Speaker] = field(default_factory=dict)
    recent: list[Speaker] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)

    def remember(self, speaker: Speaker, gender: str) -> None:
        """Keeps the speaker as the latest one."""
        if speaker.kind == SpeakerKind.PERSON:
            self.by_surname[speaker.name.split()[-1]] = speaker
        if gender:
            self.gender[speaker.name] = gender
        self.recent.append(speaker)

    def meant_by(self, pronoun: str) -> Speaker | None:
        """The last speaker that "he", "she", "they" or "it" may mean."""
        wanted = words.PERSONAL[pronoun]
        for speaker in reversed(self.recent[-8:]):
            human = speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ROLE, SpeakerKind.UNNAMED)
            gender = self.gender.get(speaker.name, "")
            if wanted in ("m", "f"):
                if human and gender in ("", wanted):
                    self.gender.setdefault(speaker.name, wanted)
                    return speaker
            elif not human or gender == "p":
                return speaker
        return None


# --- the phrase ---------------------------------------------------------------------------------


def before_verb(line: Line, verb: int) -> Noun | None:
    """The subject in front of ``verb``, past adverbs, auxiliaries and what is inserted:
    "A senior official, speaking on condition of anonymity, said"."""
    end = _skip_left(line, verb - 1) + 1
    start = _after_other_clause(line, _clause_start(line, end), end)
    start = _skip_adjuncts(line, start, end)
    if start >= end or end - start > LONGEST:
        return None
    stop = next((i for i in range(start, end) if _is_insertion(line, i)), end)
    insertion = (stop + 1, end - 1) if stop < end and line.word(stop) == "," else None
    if insertion is not None and insertion[1] <= insertion[0]:
        return None
    return _checked(line, Noun(start, stop, insertion))


def _is_insertion(line: Line, index: int) -> bool:
    """Whether something is put in behind a phrase at ``index``; the WHO is no "who"."""
    relative = line.word(index) in ("who", "which") and not line.is_capital(index)
    return relative or line.word(index) in (",", "(")


def _after_other_clause(line: Line, start: int, end: int) -> int:
    """Past what is said in front of the subject: "The plant will reopen, | the operator said"."""
    commas = [i for i in range(start, end) if line.word(i) == ","]
    if not commas:
        return start
    if commas[-1] != end - 1:
        return commas[-1] + 1  # no comma closes an insertion: the subject stands behind the last
    verbs = [i for i in range(start, end) if line.word(i) in words.AUXILIARIES]
    later = [i for i in commas if verbs and i > verbs[-1]]
    return later[0] + 1 if later and later[0] + 1 < end - 1 else start


def _skip_left(line: Line, index: int) -> int:
    while index > 0 and (
        line.word(index) in words.ADVERBS
        or line.word(index) in ("has", "have", "had", "would", "will", "did")
        or (line.word(index).endswith("ly") and not line.is_capital(index))
    ):
        index -= 1
    return index


def _clause_start(line: Line, end: int) -> int:
    """Where the clause begins whose words end at ``end``."""
    for index in range(end - 1, -1, -1):
        word = line.word(index)
        if index in line.quotes or word in _BREAKS or word in _CLAUSE_OPENERS:
            return index + 1
        if word in ("and", "or") and index and _has_verb(line, 0, index):
            if not _has_verb(line, index + 1, end):
                return index + 1
    return 0


def _has_verb(line: Line, first: int, last: int) -> bool:
    return any(
        line.word(i) in words.AUXILIARIES or line.word(i) in words.ASSERTING
        for i in range(first, last)
    )


def _skip_adjuncts(line: Line, start: int, end: int) -> int:
    """Past "On Monday,", "Speaking in Paris,", "However," and a comma left behind by a quote."""
    for _ in range(4):
        word = line.word(start)
        if word == "," or word in ("and", "but", "however", "meanwhile", "still", "yet"):
            start += 1
            continue
        adjunct = word in words.PREPOSITIONS or word.endswith("ing") or word in words.TIME
        adjunct = adjunct or word in ("asked", "speaking", "earlier", "later", "separately")
        if not adjunct:
            return start
        comma = next((i for i in range(start, end) if line.word(i) == ","), None)
        if comma is not None and comma + 1 < end:
            start = comma + 1
            continue
        times = [i for i in range(start, end) if line.word(i) in words.TIME]
        if not times or times[-1] + 1 >= end:
            return end
        return times[-1] + 1
    return start


def after_verb(line: Line, first: int) -> Noun | None:
    """The subject behind the verb: "said Maria Lopez, a spokeswoman for the ministry"."""
    word = line.word(first)
    plain = word in words.DETERMINERS or word in words.PLURAL_PEOPLE or word in words.ROLES
    if not (plain or line.is_capital(first)) or word in words.TIME or word in ("that", "there"):
        return None
    index = first
    while index < len(line.tokens) and not _ends_phrase(line, index, first):
        index += 1
    insertion = _apposition(line, index)
    return _checked(line, Noun(first, index, insertion))


def _ends_phrase(line: Line, index: int, first: int) -> bool:
    word = line.word(index)
    if index in line.quotes or word in words.TIME or word in _STOP_AFTER:
        return True
    if word in (",", ".", ";", ":", "!", "?", "–", "—", "(", ")"):
        shortened = line.word(index - 1) in words.ABBREVIATIONS and line.is_capital(index + 1)
        return not (word == "." and shortened)
    if word in ("in", "at", "to") and not line.is_capital(index + 1):
        return True
    return word in words.AUXILIARIES or (index > first and word in ("that", "who", "which"))


def _apposition(line: Line, comma: int) -> tuple[int, int] | None:
    if line.word(comma) != ",":
        return None
    head = line.word(comma + 1)
    nominal = head in ("a", "an", "the", "who", "his", "her", "its") or head in words.ROLES
    if not (nominal or head.isdigit()):
        return None
    for index in range(comma + 1, min(len(line.tokens), comma + LONGEST)):
        if line.word(index) in (",", ".", ";") or index in line.quotes:
            return comma + 1, index
    return None


def phrase_at(line: Line, first: int) -> Noun | None:
    """The phrase behind "according to" or "told", up to the next mark or clause."""
    index = first
    while index < len(line.tokens) and not (
        line.word(index) in (".", ";", ":", "that", "–", "—")
        or _is_insertion(line, index)
        or index in line.quotes
    ):
        if (
            index > first
            and line.word(index) in ("on", "in", "late")
            and (line.word(index + 1) in words.TIME)
        ):
            break
        index += 1
    if (
        index < len(line.tokens)
        and line.word(index) == "."
        and line.word(index - 1) in words.TITLES
    ):
        return phrase_at(line, index + 1)
    insertion = _apposition(line, index)
    if insertion is not None and line.word(insertion[1]) != ",":
        insertion = None  # "According to police, the driver fled."
    return _checked(line, Noun(first, index, insertion))


def _checked(line: Line, noun: Noun) -> Noun | None:
    if noun.last <= noun.first or noun.last - noun.first > 18:
        return None
    inside = range(noun.first, noun.last)
    if any(line.word(i) in words.AUXILIARIES or i in line.quotes for i in inside):
        return None
    head = line.word(noun.first)
    if head in ("there", "that", "this", "what") or not any(
        line.word(i)[:1].isalpha() for i in inside
    ):
        return None
    return noun


# --- the person ---------------------------------------------------------------------------------


def speaker_of(text: str, line: Line, noun: Noun, people: People) -> Speaker | None:
    """Who the phrase means: pronouns and surnames are looked up among the people so far."""
    spans = (_span(line, noun.first, noun.last),)
    head = line.word(noun.first)
    if noun.last - noun.first == 1 and head in words.PERSONAL:
        known = people.meant_by(head)
        if known is None:
            return Speaker(spans, line.tokens[noun.first].text, SpeakerKind.PERSON)
        people.recent.append(known)
        return _same(known, spans)
    if head in ("i", "we", "you") and noun.last - noun.first == 1:
        return None
    speaker = _described(text, line, noun, spans)
    known = _known(speaker, line, noun, people)
    if known is not None:
        speaker = known if known.name == speaker.name else _with_alias(known, speaker.name)
        speaker = _same(speaker, spans)
    people.remember(speaker, _gender(line, noun))
    return speaker


def _known(speaker: Speaker, line: Line, noun: Noun, people: People) -> Speaker | None:
    parts = speaker.name.split()
    if speaker.kind == SpeakerKind.PERSON:
        known = people.by_surname.get(parts[-1])
        if known is not None and (len(parts) == 1 or known.name == speaker.name):
            return known
        return None
    definite = line.word(noun.first) in ("the", "his", "her", "its")
    if definite and speaker.kind in (SpeakerKind.ROLE, SpeakerKind.UNNAMED):
        for other in reversed(people.recent[-6:]):
            if parts[-1].lower() in (other.role.lower().split() or [other.name.lower()]):
                return other
            if parts[-1].lower() == other.name.lower().split()[-1]:
                return other
    return None


def _same(speaker: Speaker, spans: tuple[Span, ...]) -> Speaker:
    return Speaker(spans, speaker.name, speaker.kind, speaker.role, speaker.aliases)


def _with_alias(speaker: Speaker, alias: str) -> Speaker:
    aliases = speaker.aliases if alias in speaker.aliases else (*speaker.aliases, alias)
    return Speaker(speaker.spans, speaker.name, speaker.kind, speaker.role, aliases)


def _span(line: Line, first: int, last: int) -> Span:
    return line.tokens[first].start, line.tokens[last - 1].end


def _described(text: str, line: Line, noun: Noun, spans: tuple[Span, ...]) -> Speaker:
    first = noun.first
    while first < noun.last - 1 and line.word(first) in words.DETERMINERS:
        first += 1
    if line.word(first) == "of":
        first = noun.first  # "one of them"
    name_first = _name_start(line, first, noun.last)
    role_end = name_first if name_first is not None else noun.last
    role = _text(text, line, first, role_end) if role_end > first else ""
    name = _text(text, line, name_first, noun.last) if name_first is not None else role
    if name_first is None and _is_bare_name(line, noun.insertion):
        assert noun.insertion is not None
        return Speaker(spans, _text(text, line, *noun.insertion), SpeakerKind.PERSON, role)
    if noun.insertion is not None and _names_role(line, noun.insertion):
        extra = _text(text, line, *noun.insertion)
        role = role if role and name_first is not None else ""
        role = role or extra.removeprefix("a ").removeprefix("an ").removeprefix("the ")
    return Speaker(spans, name, _kind(line, noun, name_first), role if role != name else "")


def _is_bare_name(line: Line, insertion: tuple[int, int] | None) -> bool:
    """ "Reed's lawyer, Jane Cole, said": the name stands behind the office."""
    if insertion is None or not 2 <= insertion[1] - insertion[0] <= 4:
        return False
    inside = range(*insertion)
    return all(line.is_capital(i) for i in inside) and not any(
        line.word(i) in words.BODIES | words.STATES | words.ROLES for i in inside
    )


def _names_role(line: Line, insertion: tuple[int, int]) -> bool:
    """A role behind the name; no age, no "speaking on condition …", no "who arrived late"."""
    head = line.word(insertion[0])
    nominal = head in ("a", "an", "the", "his", "her", "its", "their") or head in words.ROLES
    return nominal or line.is_capital(insertion[0])


def _text(text: str, line: Line, first: int, last: int) -> str:
    start, end = _span(line, first, last)
    return " ".join(text[start:end].split()).removesuffix("'s").removesuffix("’s")


def _name_start(line: Line, first: int, last: int) -> int | None:
    """Where a person's name begins: behind the last word of office, among the last capitals."""
    if line.word(last - 1) in ("'s", "’s"):
        last -= 1
    start = last
    while start > first and (line.is_capital(start - 1) or line.word(start - 1) in _PARTICLES):
        start -= 1
    for index in range(last - 1, start - 1, -1):
        if (
            line.word(index) in words.ROLES
            or line.word(index) in words.TITLES
            or (line.word(index) == ".")
        ):
            start = index + 1
            break
    if start >= last or not line.is_capital(last - 1):
        return None
    folded = {line.word(index) for index in range(start, last)}
    if folded & (words.BODIES | words.STATES | words.MEDIA | words.DOCUMENTS | words.PLURAL_PEOPLE):
        return None
    behind = start > first and line.word(start - 1) in ("for", "of", "at", "in", "from", "the")
    return None if behind or line.tokens[last - 1].text.isupper() else start


_PARTICLES = frozenset("de van von der bin al el la di da du del ben ibn .".split())


_AFTER_HEAD = frozenset(
    "of for at in from with on by seen obtained published familiar close who briefed".split()
)


def _kind(line: Line, noun: Noun, name_first: int | None) -> SpeakerKind:
    if name_first is not None:
        return SpeakerKind.PERSON
    stop = next(
        (i for i in range(noun.first + 1, noun.last) if line.word(i) in _AFTER_HEAD), noun.last
    )
    head = line.word(stop - 1).removesuffix("'s")
    if head in words.DOCUMENTS:
        return SpeakerKind.DOCUMENT
    indefinite = line.word(noun.first) not in ("the", "his", "her", "its", "their") and not any(
        line.word(i).endswith(("'s", "’s")) for i in range(noun.first, stop)
    )
    if head in words.UNNAMED and indefinite:
        return SpeakerKind.UNNAMED
    if head in words.STATES or (line.word(noun.first) in words.STATES and stop - noun.first == 1):
        return SpeakerKind.STATE
    if head in words.PLURAL_PEOPLE and head != "police":
        return SpeakerKind.UNNAMED
    if head in words.ROLES or head.endswith(_ENDINGS):
        return (
            SpeakerKind.UNNAMED
            if indefinite and not line.is_capital(stop - 1)
            else (SpeakerKind.ROLE)
        )
    return SpeakerKind.ORGANISATION


def _gender(line: Line, noun: Noun) -> str:
    found = {line.word(index) for index in range(noun.first, noun.last)}
    if noun.insertion is not None:
        found |= {line.word(index) for index in range(*noun.insertion)}
    if found & words.FEMALE_TITLES or found & {"spokeswoman", "woman", "chairwoman", "mother"}:
        return "f"
    if found & words.MALE_TITLES or found & {"spokesman", "chairman", "man", "father"}:
        return "m"
    return "p" if found & words.PLURAL_PEOPLE or "and" in found else ""
