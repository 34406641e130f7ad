"""Who can speak: people, bodies, states, documents; by the head noun and its parts."""

from __future__ import annotations

from functools import cache, lru_cache

from claims.extraction.lexicon.function_words import MONTHS, WEEKDAYS
from claims.extraction.lexicon.nouns import DOCUMENTS, MEDIA, SOURCE_NOUNS
from claims.extraction.lexicon.people import (
    BODIES,
    COLLECTIVE_SUFFIXES,
    FEMALE_ROLES,
    MALE_ROLES,
    PLURAL_PEOPLE,
)
from claims.extraction.lexicon.places import STATE_ALIASES, STATES
from claims.extraction.tokens import fold

PERSON, BODY, STATE, DOCUMENT, SOURCE, TIME, THING = (
    "person",
    "body",
    "state",
    "document",
    "source",
    "time",
    "thing",
)
_BODY_WORDS = frozenset().union(*BODIES.values())
_ADJECTIVAL_ROLES = frozenset(
    """vorsitzende abgeordnete angeklagte beschuldigte verdächtige gesandte sondergesandte
    delegierte beauftragte bevollmächtigte angestellte sachverständige gelehrte jugendliche
    angehörige verwandte überlebende reisende studierende beamte tatverdächtige festgenommene
    verurteilte verletzte betroffene vertraute konservative liberale grüne linke parteivorsitzende
    fraktionsvorsitzende vorstandsvorsitzende abgeordneter bevollmächtigte kranke verletzter
    gefangene vorgesetzte bekannte deutsche erwachsene oberbefehlshabende""".split()
)
_MALE_SUFFIXES = tuple(
    """sprecher präsident minister chef leiter direktor sekretär experte forscher politiker
    anwalt richter führer vertreter beamter beamte bürgermeister kanzler vorsitzender vorsitzende
    rat leute wissenschaftler händler trainer spieler meister inhaber gründer vorstand botschafter
    kommissar beauftragte beauftragter mitarbeiter sportler mann fahrer autor journalist loge
    inspektor kandidat kommandant kommandeur ökonom analyst ermittler schützer gegner anhänger
    aktivist sieger moderator redakteur korrespondent reporter schreiber verteidiger kläger
    berater diplomat offizier general admiral minister bischof pfarrer priester papst könig
    prinz senator gouverneur abgeordneter premier helfer retter""".split()
)
_PLURAL_SUFFIXES = tuple(
    """sprecher experten forscher politiker anwälte richter vertreter beamten beamte leute
    wissenschaftler händler spieler mitarbeiter schützer gegner anhänger aktivisten behörden
    verbände organisationen medien kreise parteien gewerkschaften ermittler ärzte minister
    chefs länder staaten gruppen unternehmen firmen banken bürger bewohner eltern
    demonstranten journalisten beobachter berater analysten ökonomen kritiker zeugen
    angehörige lehrer schüler studenten soldaten rebellen kämpfer truppen helfer fahrer
    fans kliniken schulen bauern ämter gerichte vereine hersteller betreiber anbieter
    zeitungen agenturen sender blätter kommunen gemeinden städte kantone""".split()
)


@cache
def _states() -> dict[str, str]:
    table = {}
    for state, (capital, _) in STATES.items():
        table[fold(state)] = state
        table[fold(capital)] = state
    for alias, state in STATE_ALIASES.items():
        table[fold(alias)] = state
    return table


def state_of(name: str) -> str | None:
    """The state that a name, a capital or a seat of power stands for."""
    return _states().get(fold(name))


def _tail(word: str) -> str:
    return word.rpartition("-")[2]


@lru_cache(maxsize=50_000)
def classify(noun: str) -> str:
    """The class of one noun as written: PERSON, BODY, STATE, DOCUMENT, SOURCE, TIME or THING."""
    word = fold(noun)
    last = _tail(word)
    if word in MONTHS or word in WEEKDAYS or last in WEEKDAYS:
        return TIME
    if word in _states() or (word.endswith("s") and word[:-1] in _states()):
        return STATE
    if _is_person(word) or _is_person(last):
        return PERSON
    if word in _BODY_WORDS or last in _BODY_WORDS or word in MEDIA or last in MEDIA:
        return BODY
    if word in PLURAL_PEOPLE or last in PLURAL_PEOPLE or last.endswith(_PLURAL_SUFFIXES):
        return PERSON
    if word.endswith(tuple(COLLECTIVE_SUFFIXES)) or _plain_genitive(word) in _BODY_WORDS:
        return BODY
    if word in SOURCE_NOUNS or word.endswith(("angaben", "berichte", "berichten")):
        return SOURCE
    if (
        word in DOCUMENTS
        or last in DOCUMENTS
        or word.endswith(("studie", "bericht", "gutachten", "umfrage", "urteil"))
    ):
        return DOCUMENT
    if len(noun) > 1 and noun.isupper() and noun.isalpha():
        return BODY
    return THING


def _plain_genitive(word: str) -> str:
    for ending in ("es", "s", "en", "n"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=50_000)
def _is_person(word: str) -> bool:
    if word in MALE_ROLES or word in FEMALE_ROLES or word in _ADJECTIVAL_ROLES:
        return True
    plain = _plain_genitive(word)
    if plain in MALE_ROLES or plain in _ADJECTIVAL_ROLES or word in PLURAL_PEOPLE:
        return True
    if word.endswith(("innen", "in")) and len(word) > 5:
        stem = word.removesuffix("nen").removesuffix("in")
        if stem in MALE_ROLES or stem + "e" in MALE_ROLES or stem.endswith(_MALE_SUFFIXES):
            return True
    if word.endswith(("jährige", "jährigen", "jähriger")):
        return True
    return word.endswith(_MALE_SUFFIXES) or plain.endswith(_MALE_SUFFIXES)


@lru_cache(maxsize=50_000)
def gender(noun: str) -> str:
    """ "m", "f", "n" or "" where the word does not tell."""
    word = fold(noun)
    last = _tail(word)
    for letter, words in BODIES.items():
        if word in words or last in words:
            return letter
    if last in FEMALE_ROLES or (last.endswith("in") and _is_person(last)):
        return "f"
    if _is_person(last):
        return "m"
    if last.endswith(_FEMININE):
        return "f"
    if last.endswith(_NEUTER):
        return "n"
    if last.endswith(_MASCULINE):
        return "m"
    return ""


_FEMININE = tuple(
    """ung heit keit schaft tion sion tät ik ei enz anz ur ie studie umfrage partei agentur
    polizei zeitung behörde presse armee seite""".split()
)
_NEUTER = tuple("chen lein ment ium amt gericht institut ministerium unternehmen komitee".split())
_MASCULINE = tuple(
    "er or ist ant ent eur ling ismus verband rat konzern bund sender verein staat".split()
)
