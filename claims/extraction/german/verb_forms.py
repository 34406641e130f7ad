"""From the lexicon's infinitives to every form that text may show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claims.extraction.lexicon.speech_verbs import IRREGULAR, PHRASES, SAYING, THINKING
from claims.extraction.tokens import fold

_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "wider", "unter", "über")


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of saying or thinking and what it may govern."""

    infinitive: str
    prefix: str  # separable prefix, or ""
    that: bool
    bare: bool
    infinitival: bool
    w: bool
    quotes: bool
    certain: bool  # plainly speech
    doubtful: bool  # speech only with further evidence
    thought: bool
    noun_phrase: bool  # a noun phrase makes the sentence a paraphrase
    prepositions: tuple[str, ...]  # … through one of these
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How one written form belongs to a verb."""

    verb: Verb
    shape: str  # "finite", "joined" (prefix written on), "participle", "infinitive", "zu"


def _government(code: str) -> tuple[str, tuple[str, ...], bool]:
    letters, prepositions, noun_phrase = "", [], False
    for part in code.split():
        if part.startswith("o:"):
            prepositions.append(part[2:])
        else:
            letters += part
            noun_phrase = noun_phrase or "o" in part
    return letters, tuple(prepositions), noun_phrase


def _verb(name: str, code: str, companions: tuple[str, ...] = ()) -> Verb:
    letters, prepositions, noun_phrase = _government(code)
    prefix, _, stem = name.rpartition("|")
    return Verb(
        infinitive=prefix + stem,
        prefix=prefix,
        that="d" in letters,
        bare="b" in letters,
        infinitival="i" in letters,
        w="w" in letters,
        quotes="q" in letters,
        certain="!" in letters,
        doubtful="?" in letters,
        thought="t" in letters,
        noun_phrase=noun_phrase,
        prepositions=prepositions,
        companions=companions,
    )


def _stem_of(infinitive: str) -> str:
    if infinitive.endswith(("eln", "ern")):
        return infinitive[:-1]
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


def _base(infinitive: str) -> tuple[str, str]:
    """An unprefixed irregular verb and the inseparable prefix before it, else ("", verb)."""
    if infinitive in IRREGULAR:
        return "", infinitive
    for prefix in _INSEPARABLE:
        rest = infinitive[len(prefix) :]
        if infinitive.startswith(prefix) and rest in IRREGULAR:
            return prefix, rest
    return "", infinitive


@cache
def inflected(infinitive: str) -> tuple[frozenset[str], frozenset[str]]:
    """Finite forms and participles of an unseparated verb, folded."""
    prefix, base = _base(fold(infinitive))
    stem = _stem_of(base)
    if base in IRREGULAR:
        present, past, participle = IRREGULAR[base]
        if prefix and participle.startswith("ge") and base != "gestehen":
            participle = participle[2:]
        weak_past = past.endswith("te")
        finite = {present, past, base, stem + "e", stem + "t", past + ("n" if weak_past else "en")}
        finite |= {past + "e"} if not weak_past else set()
    else:
        link = "e" if stem.endswith(("t", "d", "ffn", "chn", "gn")) else ""
        finite = {stem + link + "t", stem + "e", base, stem + link + "te", stem + link + "ten"}
        regular = stem + link + "t"
        plain = base.endswith("ieren") or base.startswith((*_INSEPARABLE[:7], "wider", "über"))
        participle = regular if plain else "ge" + regular
    if base == "sein":
        finite = {"ist", "war", "sind", "waren", "sei", "seien", "wäre", "wären"}
    if base == "haben":
        finite = {"hat", "hatte", "haben", "hatten", "habe", "hätte", "hätten"}
    if base == "werden":
        finite = {"wird", "wurde", "werden", "wurden", "werde", "würde", "würden"}
    return (
        frozenset(fold(prefix + form) for form in finite),
        frozenset({fold(prefix + participle)}),
    )


def _entries() -> list[tuple[str, Verb]]:
    entries = []
    for block, thought in ((SAYING, ""), (THINKING, "t")):
        for line in block.strip().splitlines():
            name, _, code = line.partition(" ")
            entries.append((name.rpartition("|")[2], _verb(name, code + thought)))
    return entries


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every folded form of the verbs that speak by themselves."""
    table: dict[str, dict[tuple[str, str], Form]] = {}

    def add(word: str, verb: Verb, shape: str) -> None:
        table.setdefault(fold(word), {}).setdefault((verb.infinitive, shape), Form(verb, shape))

    for stem, verb in _entries():
        finite, participles = inflected(stem)
        for word in finite:
            add(word, verb, "finite")
            if verb.prefix:
                add(verb.prefix + word, verb, "joined")
        for word in participles:
            add(verb.prefix + word, verb, "participle")
        add(verb.prefix + stem, verb, "infinitive")
        if verb.prefix:
            add(verb.prefix + "zu" + stem, verb, "zu")
    return {word: tuple(found.values()) for word, found in table.items()}


@cache
def phrase_forms() -> dict[str, tuple[Form, ...]]:
    """Every folded form of the verbs that speak only with their companions."""
    table: dict[str, list[Form]] = {}
    for name, companions, code in PHRASES:
        verb = _verb(name, code, companions)
        stem = name
        prefix = next((p for p in ("aus", "hervor", "auf", "hin", "zu") if name.startswith(p)), "")
        if prefix and name[len(prefix) :] in IRREGULAR:
            stem = name[len(prefix) :]
        else:
            prefix = ""
        finite, participles = inflected(stem)
        for word in finite:
            table.setdefault(fold(prefix + word), []).append(
                Form(verb, "joined" if prefix else "finite")
            )
        for word in participles:
            table.setdefault(fold(prefix + word), []).append(Form(verb, "participle"))
        table.setdefault(fold(prefix + stem), []).append(Form(verb, "infinitive"))
    return {word: tuple(found) for word, found in table.items()}
