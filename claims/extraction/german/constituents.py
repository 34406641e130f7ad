"""The one constituent that may stand before the verb of a German main clause."""

from __future__ import annotations

from itertools import pairwise

from claims.extraction.german import animacy
from claims.extraction.german.clauses import Sentence
from claims.extraction.german.phrases import Phrase, phrase_at
from claims.extraction.lexicon.function_words import DETERMINERS, PREPOSITIONS
from claims.extraction.tokens import Token

_ADVERBS = frozenset(
    """gestern heute dort hier derzeit inzwischen mittlerweile zuletzt bisher bislang zunächst
    damals vorerst künftig zudem ausserdem dadurch danach daraufhin seither seitdem jetzt nun
    anschliessend schliesslich allerdings""".split()
)
# They stand before a phrase and belong to it.
_PARTICLES = frozenset(
    """rund etwa fast knapp mindestens höchstens ungefähr circa nur auch selbst sogar
    nahezu insgesamt gut""".split()
)
_LOCAL = frozenset("im in am bei beim seit während vor ab bis nahe".split())
_ACCUSATIVE = frozenset("die das den ein eine einen".split())
_JOINING = frozenset(("und", "oder", "sowie", "wie", "als"))


def front_constituent(sentence: Sentence, first: int, end: int) -> tuple[int, int] | None:
    """Word range of the first constituent of ``first:end`` that may stand before the verb.

    None where its end is not clear: what would be cut off might belong to it ("der Streit um die
    Renten"), or what is taken along might not ("von der Polizei" in a passive).
    """
    words = sentence.words
    if first >= end:
        return None
    if words[first].fold == "sich":
        first += 1
        inner = front_constituent(sentence, first, end)
        return inner if inner is not None and words[inner[0]].fold not in PREPOSITIONS else None
    start = _skip_particles(words, first, end)
    if start == first and words[first].fold in _ADVERBS:
        return (first, first + 1) if _stands_alone(words, first + 1, end) else None
    if start == first and _is_year(words, first, end):
        return first, first + 1
    phrase = phrase_at(words, start)
    if phrase is None or phrase.core > end:
        return None
    alone = phrase.core == start + 1 and words[start].tag not in ("PPER", "NE", "NN")
    if (
        alone
        and start + 1 < end
        and (
            words[start + 1].tag in ("NN", "NE", "ADJ(A)", "CARD") or words[start + 1].fold == "der"
        )
    ):
        return None  # "hunderte Menschen", "keines der Häuser"
    if _may_be_two(words, phrase, end):
        return None
    last = _clear_end(words, phrase, end)
    return (first, last) if last is not None else None


def _may_be_two(words: list[Token], phrase: Phrase, end: int) -> bool:
    """Bare names in a row right before the verb: "Bayern Leverkusen schlage" has an object."""
    names = words[phrase.first : phrase.core]
    if len(names) < 2 or any(word.tag != "NE" for word in names):
        return False
    rest = words[phrase.core : end]
    passive = any(word.fold in _COPULAS for word in [*rest, *words[end : end + 1]])
    return len(names) > 2 or (all(word.tag.startswith("V") for word in rest) and not passive)


_COPULAS = frozenset("sei seien ist sind war waren worden gewesen geworden".split())


def _is_year(words: list[Token], index: int, end: int) -> bool:
    """A year by itself: "2024 | rund 40 Personen", not "2024 Personen"."""
    if len(words[index].text) != 4 or not words[index].text.isdigit() or index + 1 >= end:
        return False
    following = words[index + 1]
    return following.fold in _PARTICLES or following.tag in ("CARD", "ART")


def _stands_alone(words: list[Token], following: int, end: int) -> bool:
    return following < end and words[following].fold not in _JOINING


def _skip_particles(words: list[Token], first: int, end: int) -> int:
    index = first
    while index < end - 1 and words[index].fold in _PARTICLES:
        index += 1
    pair = " ".join(word.fold for word in words[index : index + 2])
    if pair in ("mehr als", "bis zu", "weniger als"):
        return index + 2
    return index + 1 if pair == "nicht alle" else index


def _clear_end(words: list[Token], phrase: Phrase, end: int) -> int | None:
    """The end of the phrase with its genitives, where no doubt is left; else None."""
    name_end = _end_of_name(words, phrase)
    if name_end is None or _swallows(words, phrase):
        return None
    if name_end < phrase.core:
        return name_end
    last = min(phrase.last, end)
    if (
        last > phrase.core
        and words[phrase.core].fold == "der"
        and _takes_no_genitive(words, phrase)
    ):
        return phrase.core
    for index in range(phrase.core, last):
        if words[index].fold in PREPOSITIONS and words[index].tag.startswith("APPR"):
            last = index if not _belongs(words, index, end) else last
            break
    if last >= end:
        return last
    following = words[last]
    if not following.text[0].isalnum():
        return None  # an apposition or a clause is put in behind
    if following.fold in _JOINING or following.fold in ("von", "vom"):
        return None
    if following.fold in PREPOSITIONS and following.tag.startswith("APPR"):
        return last if _is_loose(words, last) else None
    genitive = following.tag == "ADJ(A)" and following.fold.endswith("er")
    return None if genitive or _may_go_on(words, last) else last


def _takes_no_genitive(words: list[Token], phrase: Phrase) -> bool:
    """ "in drei Monaten | der Test", "in Bern | der Bau": what follows is a phrase of its own."""
    head = words[phrase.head]
    return head.tag == "NE" or animacy.classify(head.text) == animacy.TIME


def _swallows(words: list[Token], phrase: Phrase) -> bool:
    """Whether another phrase was taken in: an article inside, with no preposition before it."""
    return any(
        words[index].tag == "ART" and words[index - 1].fold not in PREPOSITIONS
        for index in range(phrase.first + 2, phrase.core)
    )


def _belongs(words: list[Token], index: int, end: int) -> bool:
    """Whether "von …" hangs on the noun before it; in a passive it may name who acts."""
    passive = any(
        word.fold in ("worden", "werden", "wurde", "wurden", "werde", "wird") for word in words
    )
    return words[index].fold in ("von", "vom", "aus") and not passive


def _is_loose(words: list[Token], index: int) -> bool:
    """A preposition of place or time, which may follow the verb without change of sense."""
    following = words[index + 1].fold if index + 1 < len(words) else ""
    if words[index].fold not in _LOCAL:
        return False
    if words[index].fold in ("am", "ab", "vor", "seit", "bis", "während"):
        if following.isdigit():
            return True  # "seit 1880"
        phrase = phrase_at(words, index)
        return phrase is not None and animacy.classify(words[phrase.head].text) == animacy.TIME
    return not (words[index].fold == "in" and following in _ACCUSATIVE)


def _may_go_on(words: list[Token], index: int) -> bool:
    """A noun right behind a noun may be its name or a new constituent: not clear."""
    before, word = words[index - 1], words[index]
    return (
        before.text[:1].isupper()
        and word.text[:1].isupper()
        and word.fold not in DETERMINERS
        and word.tag in ("NN", "NE", "FM")
    )


def _end_of_name(words: list[Token], phrase: Phrase) -> int | None:
    """Where the nouns in a row stop to be one name: "Präsident Donald Trump", but "Kinder |
    Masken"; None where that is not clear ("Trump Grönland")."""
    start = phrase.first if phrase.preposition < 0 else phrase.preposition + 1
    nouns = [i for i in range(start, phrase.core) if words[i].tag in ("NN", "NE", "FM", "XY")]
    determined = words[start].fold in DETERMINERS and start not in nouns
    for left, right in pairwise(nouns):
        if right != left + 1 or words[left].fold in _MEASURES:
            continue
        role = animacy.classify(words[left].text) == animacy.PERSON
        if words[right].tag == "NN":
            return None if role and words[left].tag == "NN" else right
        if words[left].tag == "NN" and not role:
            return None
        if animacy.classify(words[right].text) == animacy.STATE:
            return None
    titled = len(nouns) == 2 and determined and words[nouns[0]].tag == "NN"
    if titled and words[nouns[0]].fold in _MEASURES:
        return phrase.core
    return phrase.core if len(nouns) <= 4 and not titled else None


_MEASURES = frozenset(
    """liter million millionen milliarde milliarden prozent euro dollar franken pfund tonne tonnen
    kilo kilogramm gramm meter kilometer hektar stück paar dutzend gruppe reihe anzahl menge art
    kubikmeter quadratmeter hälfte drittel viertel mehrheit vielzahl handvoll kilowattstunden
    terawattstunden megawatt gigawatt barrel""".split()
)
