"""Noun phrases on the stream of a sentence: determiner, adjectives, nouns, what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.german import animacy
from claims.extraction.german.clauses import QUOTE
from claims.extraction.german.tagging import is_finite
from claims.extraction.lexicon.function_words import (
    CONTRACTED,
    DETERMINERS,
    OBLIQUE_DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)
from claims.extraction.lexicon.nouns import MEDIA
from claims.extraction.lexicon.people import TITLES
from claims.extraction.tokens import Token

_NOMINAL = frozenset(("NN", "NE", "FM", "XY", "TRUNC", "NNA", "NNI"))
_GENITIVE = frozenset(
    """des der eines einer seines seiner ihres ihrer dieses dieser jenes jener unseres unserer
    aller beider mehrerer zweier dreier einiger vieler zahlreicher""".split()
)
_ATTACHING = frozenset(
    "von vom aus für bei beim im in am an der gegen über um zur zum mit auf hinter".split()
)
_MODIFIER = frozenset(("ADJ(A)", "CARD", "ADJ(D)", "ADV", "PTKA", "ADV"))


@dataclass(slots=True)
class Phrase:
    """Words ``first:last`` of the stream, at least ``first:core``; ``head`` names the thing."""

    first: int
    core: int
    last: int
    head: int
    preposition: int  # index of the governing preposition, or -1
    kind: str  # of animacy, or "pronoun"
    plural: bool
    nominative: bool  # may be a subject by its form
    gender: str


def noun_phrases(words: list[Token]) -> list[Phrase]:
    """All noun phrases of a stream, left to right, without overlap."""
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = phrase_at(words, index)
        if phrase is None:
            index += 1
        else:
            found.append(phrase)
            index = phrase.last
    return found


def phrase_at(words: list[Token], index: int) -> Phrase | None:
    """The phrase that begins at ``index``, with or without a preposition."""
    preposition = -1
    word = words[index]
    if word.fold in PREPOSITIONS and word.tag.startswith(("APPR", "APZR")):
        preposition = index
        if index + 1 >= len(words):
            return None
        core = _core(words, index + 1)
        if core is None and word.fold in CONTRACTED:
            return None
        index += 1
    else:
        core = _core(words, index)
    if core is None:
        return None
    last, head = core
    phrase = _described(words, index, last, head, preposition)
    phrase.last = _extended(words, phrase)
    return phrase


def _core(words: list[Token], first: int) -> tuple[int, int] | None:
    """End and head of determiner + adjectives + nouns, or of a pronoun."""
    word = words[first]
    owner = word.fold in ("deren", "dessen") and first + 1 < len(words)
    if owner and _is_nominal(words, first + 1, first):
        word.tag = "PPOSAT"
    if word.tag in ("PPER", "PDS", "PIS", "PRELS", "PRF", "PWS") or word.fold in (
        "er",
        "sie",
        "es",
    ):
        return first + 1, first
    index = first
    determined = word.fold in DETERMINERS and word.tag.startswith(("ART", "P", "CARD", "ADJ"))
    if determined:
        index += 1
    index = _after_modifiers(words, index, determined)
    start = index
    while index < len(words) and _is_nominal(words, index, start):
        index += 1
    if index > start and words[index - 1].fold in _NUMBERED and index < len(words):
        if words[index].tag == "CARD":
            return index + 1, _head(words, start, index)
    if index == start:
        last = words[index - 1] if index > first else words[first]
        if index - 1 > first and (last.text[:1].isupper() or "-jährige" in last.fold):
            return index, index - 1  # "der Verdächtige" tagged as an adjective
        return None
    return index, _head(words, start, index)


_NUMBERED = frozenset("artikel paragraf paragraph absatz ziffer nummer kapitel seite".split())


def _after_modifiers(words: list[Token], index: int, determined: bool) -> int:
    """The index after adjectives, numbers and what stands before them."""
    limit = min(len(words), index + 12)
    position = index
    while position < limit:
        word = words[position]
        if (
            word.tag == "ADJ(A)"
            or (word.tag == "CARD" and not word.text[0].isupper())
            or word.fold in ("sogenannte", "sogenannten")
        ) or (determined and word.fold in _QUANTIFIERS):
            position += 1
            index = position
        elif word.tag in _MODIFIER or word.fold in ("und", "oder", "bis", ","):
            if word.fold == "," and not (
                position + 1 < limit
                and words[position + 1].tag == "ADJ(A)"
                and position > 0
                and words[position - 1].tag == "ADJ(A)"
            ):
                break
            position += 1
        elif determined and position == index and word.tag.startswith("APPR"):
            inner = _embedded(words, position, limit)
            if inner is None:
                break
            position = index = inner
        else:
            break
    return index


_QUANTIFIERS = frozenset("beiden vielen meisten anderen wenigen einigen mehreren ersten".split())


def _embedded(words: list[Token], start: int, limit: int) -> int | None:
    """End of a participle with its own phrase: "das [von Russland angegriffene] Land"."""
    for index in range(start + 1, limit - 1):
        if is_finite(words[index]) or words[index].text in ",;:":
            return None
        if words[index].tag == "ADJ(A)" and words[index + 1].tag in _NOMINAL:
            return index + 1
    return None


def _is_nominal(words: list[Token], index: int, start: int) -> bool:
    word = words[index]
    if index > start and _starts_another(words[index - 1], word):
        return False
    if word.tag in _NOMINAL:
        return word.text[0].isalnum()
    if word.tag == "CARD" and not word.text[0].isupper():
        return False
    if (
        word.fold in ("de", "van", "von", "del", "al", "da", "bin", "el", "der", "di")
        and index > start
    ):
        return (
            index + 1 < len(words)
            and words[index + 1].tag in ("NE", "FM")
            and words[index - 1].tag == "NE"
            and word.fold not in ("der",)
        )
    if not word.text[:1].isupper() or word.tag == QUOTE:
        return False
    return not word.tag.startswith(("ART", "APPR", "P", "KO", "VA", "VM", "ADV")) and (
        index > 0 and not is_finite(word)
    )


_COMMON = tuple("ungen ung heit keit heiten keiten ionen ion schaften tage zahlen gelder".split())


def _starts_another(before: Token, word: Token) -> bool:
    """Whether a common noun behind a noun begins a phrase of its own: "laut Ministerium Arbeiten
    …"; behind a role, a title or a medium it is a name."""
    if word.tag != "NN" or before.end + 1 < word.start:
        return False
    if before.tag == "NE":
        return word.fold.endswith(_COMMON) and animacy.classify(word.text) == animacy.THING
    if not before.tag.startswith("NN") or before.tag == "TRUNC" or before.text.endswith("-"):
        return False
    noun = before.fold
    role = animacy.classify(before.text) == animacy.PERSON or noun in TITLES
    medium = noun in MEDIA or noun.rpartition("-")[2] in MEDIA
    return not (role or medium) and word.text[-2:] in ("en", "er", "ng", "it", "ns", "te", "ge")


def _head(words: list[Token], start: int, end: int) -> int:
    """The noun that says what it is: the first common noun that can speak, else the last."""
    for index in range(start, end):
        if words[index].tag != "NE" and animacy.classify(words[index].text) in (
            animacy.PERSON,
            animacy.BODY,
        ):
            return index
    for index in range(start, end):
        if words[index].tag.startswith("NN"):
            return index
    return end - 1


def _described(words: list[Token], first: int, last: int, head: int, preposition: int) -> Phrase:
    noun = words[head]
    determiner = words[first].fold if first < head else ""
    pronoun = (head == first and noun.tag.startswith("P")) or noun.fold in PRONOUNS
    kind = "pronoun" if pronoun else _kind(words, first, last, head)
    gender = animacy.gender(noun.text)
    named = any(word.tag == "NE" for word in words[head + 1 : last])
    if kind == animacy.THING and (named or _stands_as_name(words, first, last)):
        kind, named = "name", True
    return Phrase(
        first=first,
        core=last,
        last=last,
        head=head,
        preposition=preposition,
        kind=kind,
        plural=not named and _is_plural(words, first, last, head, determiner),
        nominative=preposition < 0 and _may_be_subject(words, first, head, determiner, gender),
        gender=gender,
    )


def _stands_as_name(words: list[Token], first: int, last: int) -> bool:
    """A single bare noun beside a finite verb, "sagte Mosberger nach dem Spiel": a surname that
    the tagger does not know."""
    if last - first != 1 or words[first].tag not in ("NN", "NE") or first == 0:
        return False
    before = words[first - 1]
    return is_finite(before) and before.tag == "VV(FIN)" and words[first].text[-3:] not in _ABSTRACT


_ABSTRACT = frozenset(("ung", "eit", "aft", "ion", "tät", "nis", "tum", "ren", "gen"))


def _kind(words: list[Token], first: int, last: int, head: int) -> str:
    noun = words[head]
    kind = animacy.classify(noun.text)
    if kind == animacy.THING:
        if any(word.fold in TITLES for word in words[first:last]):
            return animacy.PERSON
        if any(
            animacy.classify(words[index].text) == animacy.PERSON for index in range(first, last)
        ):
            return animacy.PERSON
        if noun.tag == "NE":
            return "name"
    return kind


_PLURAL_DETERMINERS = frozenset(
    """beide beiden mehrere mehreren einige einigen viele vielen wenige zahlreiche alle allen
    sämtliche etliche zwei drei vier fünf sechs sieben acht neun zehn verschiedene manche""".split()
)


def _is_plural(words: list[Token], first: int, last: int, head: int, determiner: str) -> bool:
    noun = words[head].fold
    if determiner in _PLURAL_DETERMINERS:
        return True
    if determiner in ("der", "das", "dem", "des", "ein", "einem", "einen", "einer", "eines"):
        return False
    if noun in ("usa", "medien", "kreise", "vereinten", "niederlande", "philippinen", "behörden"):
        return True
    if determiner in ("die", "diese", "seine", "ihre", "keine", "unsere") or not determiner:
        if animacy.gender(words[head].text) == "f" and not noun.endswith(("en", "innen")):
            return False
        return noun.endswith(("en", "er", "innen", "e", "s")) and words[head].tag.startswith("NN")
    return False


def _may_be_subject(
    words: list[Token], first: int, head: int, determiner: str, gender: str
) -> bool:
    word = words[first].fold
    if words[first].tag == "PRF" or word in ("sich", "ihm", "ihn", "ihnen", "mir", "mich", "uns"):
        return False
    if determiner in OBLIQUE_DETERMINERS:
        return False
    if determiner == "der" and gender in ("f", "n"):
        return False
    if determiner in ("einer", "dieser", "jener", "seiner", "ihrer", "keiner", "jeder"):
        return determiner in ("dieser", "jener", "jeder") and gender == "m"
    return True


def _extended(words: list[Token], phrase: Phrase) -> int:
    """The end with genitives, "von" phrases and coordinated phrases that follow at once."""
    last = phrase.core
    if phrase.kind == "pronoun":
        return last
    for _ in range(5):
        following = _attached(words, last, phrase)
        if following is None:
            return last
        last = phrase.last = following
    return last


def _attached(words: list[Token], last: int, phrase: Phrase) -> int | None:
    """The end of what hangs on the phrase at word ``last``, or None."""
    if last >= len(words):
        return None
    word = words[last]
    if word.fold in _GENITIVE and not is_finite(word):
        return _genitive(words, last, phrase)
    if word.tag == "ADJ(A)" and word.fold.endswith("er") and phrase.kind == animacy.SOURCE:
        core = _core(words, last)
        return core[0] if core is not None and phrase.core == last else None
    if word.tag == "NE" and phrase.core == last:
        core = _core(words, last)
        return core[0] if core else None
    if word.fold in _ATTACHING and word.tag.startswith("APPR") and last + 1 < len(words):
        return _prepositional(words, last, phrase)
    if word.fold in ("und", "sowie") and last + 1 < len(words):
        core = _core(words, last + 1)
        if core is not None and _joins(words, phrase, core):
            phrase.plural = True
            return core[0]
    return None


def _genitive(words: list[Token], last: int, phrase: Phrase) -> int | None:
    core = _core(words, last)
    if core is None or core[0] <= last + 1:
        return None
    if _is_subject(words, last, core) or _is_told(words, phrase, core):
        return None
    return core[0]


def _prepositional(words: list[Token], last: int, phrase: Phrase) -> int | None:
    if words[last].fold not in _CLOSE and not _opens_sentence(words, phrase, last):
        return None
    core = _core(words, last + 1)
    if core is None or animacy.classify(words[core[1]].text) == animacy.TIME:
        return None
    return core[0]


def _is_subject(words: list[Token], first: int, core: tuple[int, int]) -> bool:
    """ "nach Auskunft der Firma der grösste Teil": "der" in the nominative opens the subject."""
    if words[first].fold != "der":
        return False
    inner = words[first + 1]
    if inner.tag == "ADJ(A)" and inner.text.endswith("e"):
        return True
    noun = words[core[1]]
    return (
        core[1] == first + 1
        and animacy.gender(noun.text) == "m"
        and not noun.fold.endswith(("er", "en", "n"))
    )


def _is_told(words: list[Token], phrase: Phrase, core: tuple[int, int]) -> bool:
    """ "sagte ein Beamter der Agentur X": it was told, it does not employ him."""
    if phrase.kind != animacy.PERSON or words[phrase.head].fold.endswith(_OF_THE_PRESS):
        return False
    before = words[phrase.first - 1] if phrase.first else None
    noun = words[core[1]].fold
    medium = noun in MEDIA or noun.rpartition("-")[2] in MEDIA
    return before is not None and is_finite(before) and medium


_OF_THE_PRESS = tuple(
    """sprecher sprecherin chef chefin journalist journalistin korrespondent korrespondentin
    reporter reporterin redakteur redakteurin redaktor redaktorin mitarbeiter mitarbeiterin leiter
    direktor verleger herausgeber autor autorin kolumnist kommentator moderator""".split()
)


_CLOSE = frozenset(("von", "vom", "aus", "für", "bei", "beim"))


def _opens_sentence(words: list[Token], phrase: Phrase, last: int) -> bool:
    """Whether the phrase opens its clause and the verb is still to come: all in front of the
    verb is one constituent."""
    head = phrase.preposition if phrase.preposition >= 0 else phrase.first
    while head > 0 and words[head - 1].tag in ("ADV", "KON"):
        head -= 1
    if head > 0 and words[head - 1].text not in ",;:" and words[head - 1].tag != QUOTE:
        return False
    return not any(is_finite(word) for word in words[head:last])


def _joins(words: list[Token], phrase: Phrase, core: tuple[int, int]) -> bool:
    other = animacy.classify(words[core[1]].text)
    if phrase.kind == animacy.SOURCE:  # "nach Angaben von Post und Bahn"
        return phrase.last > phrase.core and words[core[1]].tag in ("NE", "XY")
    speaks = (animacy.PERSON, animacy.BODY, animacy.STATE, "name")
    name = words[core[1]].tag == "NE"
    return (phrase.kind in speaks) == (other in speaks or name)
