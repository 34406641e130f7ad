"""Every example sentence against the engine, and the rules of English with theirs."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.english.rules import RULES
from claims.extraction.examples import EXAMPLES, Claimed, Example
from claims.extraction.model import ExtractedClaim, Mode
from claims.extraction.tokens import fold

LEAST = 150  # sentences


def _cases():
    for example in EXAMPLES:
        reason = example.missed
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        yield pytest.param(example, id=example.text[:50], marks=marks)


@pytest.mark.parametrize("example", _cases())
def test_example_gives_its_claims(example: Example):
    claims = extract(example.text).claims

    found = [claim for claim in claims if example.own or claim.mode != Mode.OWN_VOICE]

    assert _shown(example.text, found) == _expected(example, found)


def _shown(text: str, claims: list[ExtractedClaim]) -> list[tuple]:
    return sorted(
        (
            tuple(text[start:end] for start, end in claim.quote),
            str(claim.mode),
            claim.speaker.name if claim.speaker else None,
        )
        for claim in claims
    )


def _expected(example: Example, found: list[ExtractedClaim]) -> list[tuple]:
    """The right claims; a speaker's name counts as right if it has the expected words."""
    names = {
        (tuple(example.text[a:b] for a, b in claim.quote), str(claim.mode)): claim.speaker
        for claim in found
    }
    rows = []
    for claim in example.claims:
        speaker = names.get((claim.words, str(claim.mode)))
        name = speaker.name if speaker and _is_same(claim, speaker.name) else claim.speaker
        rows.append((claim.words, str(claim.mode), name))
    return sorted(rows)


def _is_same(claim: Claimed, name: str) -> bool:
    if claim.speaker is None:
        return False
    wanted, given = fold(claim.speaker).split(), fold(name).split()
    return all(any(_stem(w) == _stem(g) for g in given) for w in wanted)


def _stem(word: str) -> str:
    """Without the ending of its case: "Mieterverbands", "Mieterverband"."""
    for ending in ("es", "en", "er", "s", "n", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 4:
            return word[: -len(ending)]
    return word


def test_examples_are_many():
    assert len(EXAMPLES) >= LEAST
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:50])
def test_example_words_stand_in_its_text(example: Example):
    assert all(words in example.text for claim in example.claims for words in claim.words)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [pytest.param(*example, id=example[0][:50]) for rule in RULES for example in rule.examples],
)
def test_english_rule_finds_its_example(sentence: str, words: str):
    claims = extract(sentence, language="en").claims

    assert words in [" ".join(sentence[a:b] for a, b in claim.quote) for claim in claims]
