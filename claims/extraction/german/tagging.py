"""Parts of speech for German tokens: HanTa's model, cached per word type, closed classes first."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from claims.extraction.lexicon.function_words import (
    AUXILIARIES,
    MODALS,
    SUBJUNCTIVE_I,
    SUBJUNCTIVE_II,
    SUBJUNCTIVE_II_CLEAR,
)
from claims.extraction.tokens import Token

WINDOW = 120  # tokens tagged at a time
BEAM = 6
EMPTY, START = 0, 1  # HanTa's numbers
UNSEEN = -20.0
IMPOSSIBLE = -1e9
_AUXILIARY_FORMS = frozenset().union(*AUXILIARIES.values())
_FINITE_AUXILIARIES = _AUXILIARY_FORMS - {"haben", "werden", "worden", "sein"}
_PLAIN_MODALS = MODALS - {"wollen", "sollen", "können", "müssen", "dürfen", "mögen"}


@cache
def morphology() -> Any:
    """HanTa's German model, loaded once (it needs numpy, which it does not declare)."""
    from HanTa import HanoverTagger

    return HanoverTagger.HanoverTagger("morphmodel_ger.pgz")


@lru_cache(maxsize=60_000)
def _word_tags(word: str, case_sensitive: bool) -> tuple[tuple[int, float], ...]:
    """Possible tags of a word with their log probabilities."""
    found = morphology()._tag_word(word[:60], 5, case_sensitive, conditional=True)
    names = morphology().int2tag
    tags = tuple((tag_, float(likely)) for tag_, likely in found)
    if case_sensitive and word.islower():  # no German noun is written small
        tags = tuple(pair for pair in tags if not names[pair[0]].startswith("N")) or tags
    return tags


def tag(tokens: list[Token]) -> None:
    """Sets ``tag`` on every token: STTS names as HanTa writes them, "VV(FIN)", "ADJ(A)", …"""
    for start in range(0, len(tokens), WINDOW):
        _tag_window(tokens[start : start + WINDOW])


def _tag_window(tokens: list[Token]) -> None:
    for token, name in zip(tokens, _best_path([token.text for token in tokens]), strict=True):
        token.tag = _corrected(token, name)


def _best_path(words: list[str]) -> list[str]:
    """The likeliest tags by HanTa's trigrams. Its own search tries every tag for every word;
    this one tries only those that the word can have, and keeps ``BEAM`` states."""
    tagger = morphology()
    transitions, names = tagger.LP_trans_word, tagger.int2tag
    row: dict[tuple[int, int], float] = {(EMPTY, START): 0.0}
    history: list[dict[tuple[int, int], tuple[int, int]]] = []
    for index, word in enumerate(words):
        candidates = _word_tags(word, index > 0)
        states = sorted(row.items(), key=_second, reverse=True)[:BEAM]
        new: dict[tuple[int, int], float] = {}
        came_from: dict[tuple[int, int], tuple[int, int]] = {}
        for state, so_far in states:
            following = transitions.get(state, {})
            for tag_, likely in candidates:
                total = so_far + following.get(tag_, UNSEEN) + likely
                key = (state[1], tag_)
                if total > new.get(key, IMPOSSIBLE):
                    new[key] = total
                    came_from[key] = state
        history.append(came_from)
        row = new
    state = max(row.items(), key=_second)[0]
    path = []
    for came_from in reversed(history):
        path.append(names[state[1]])
        state = came_from[state]
    return path[::-1]


def _second(pair: tuple[tuple[int, int], float]) -> float:
    return pair[1]


def _corrected(token: Token, tag_: str) -> str:
    word = token.fold
    if word in _FINITE_AUXILIARIES and token.text[0].islower():
        return "VA(FIN)"
    if word in _PLAIN_MODALS and token.text[0].islower():
        return "VM(FIN)"
    if tag_.startswith("NN") and token.text.islower() and len(word) > 3:
        return "VV(FIN)" if word.endswith(("te", "ten", "ierte")) else "ADJ(D)"
    return tag_


def is_finite(token: Token) -> bool:
    """Whether the token is a finite verb."""
    return token.tag.endswith("(FIN)")


@lru_cache(maxsize=50_000)
def _reports(word: str) -> bool:
    if word in SUBJUNCTIVE_I:
        return True
    if word.endswith("te"):
        return word.endswith(_STEMS_IN_T) or word in _WORDS_IN_T
    return word.endswith("e") and len(word) > 3


# Present subjunctives that look like a weak past: "trete", "halte", but "sagte", "machte".
_STEMS_IN_T = tuple(
    """trete halte biete leite deute warte arbeite reite gelte walte stalte schalte starte laste
    flüchte fürchte zichte richte leiste worte miete spalte erbitte""".split()
)
_WORDS_IN_T = frozenset(
    "bitte achte beachte beobachte betrachte rette koste rüste teste töte rate".split()
)


_PAST_IN_E = frozenset("wurde hatte ".split())
_IMPERATIVE_LIKE = frozenset("danke bitte")


def is_subjunctive(token: Token) -> bool:
    """A form that only reported speech takes in third-person prose: "sei", "habe", "gehe"."""
    word = token.fold
    if word in SUBJUNCTIVE_I:
        return token.tag.startswith("V") and token.tag.endswith("(FIN)")
    return (
        token.tag in ("VV(FIN)", "VM(FIN)", "VA(FIN)")
        and word not in _PAST_IN_E
        and word not in SUBJUNCTIVE_II
        and token.text[0].islower()
        and _reports(word)
    )


def is_conditional(token: Token) -> bool:
    """Subjunctive II: "wäre", "hätten", "würde", "könnte"."""
    return token.fold in SUBJUNCTIVE_II_CLEAR


def is_reporting(token: Token) -> bool:
    """Either subjunctive."""
    return is_subjunctive(token) or is_conditional(token)
