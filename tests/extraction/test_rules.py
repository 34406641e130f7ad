"""Every rule takes its right sentences and leaves its wrong ones."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.examples import EXAMPLES
from claims.extraction.german.rules.table import RULES, Rule
from claims.ingest.languages import GERMAN

RIGHT = [
    pytest.param(rule, text, id=f"{rule.name}: {text[:40]}")
    for rule in RULES
    for text in rule.right
]
WRONG = [
    pytest.param(rule, text, id=f"{rule.name}: {text[:40]}")
    for rule in RULES
    for text in rule.wrong
]


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_rule_takes_its_sentence(rule: Rule, text: str):
    assert rule.name in [claim.rule for claim in extract(text, language=GERMAN).claims]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_rule_leaves_what_is_not_its_own(rule: Rule, text: str):
    assert rule.name not in [claim.rule for claim in extract(text, language=GERMAN).claims]


def test_rules_have_names_of_their_own():
    names = [rule.name for rule in RULES]

    assert len(names) == len(set(names))


def test_every_claim_names_a_rule_of_the_table():
    names = {rule.name for rule in RULES}

    found = {
        claim.rule
        for example in EXAMPLES
        for extraction in [extract(example.text)]
        if extraction.language == GERMAN
        for claim in extraction.claims
    }

    assert found <= names
