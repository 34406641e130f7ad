"""Statements: plain where that is safe, verbatim where it is not, and never with less or more."""

from __future__ import annotations

import re

import pytest

from claims.extraction import extract
from claims.extraction.examples import EXAMPLES
from claims.extraction.german.moods import indicative, separable
from claims.extraction.german.statement import keeps_every_word
from claims.extraction.tokens import fold

PLAIN = [
    # dass: the verb moves, reported speech becomes plain
    (
        "Es hiess von einem Beamten, dass kein Einsatz von Bodentruppen geplant sei.",
        "Es ist kein Einsatz von Bodentruppen geplant.",
    ),
    (
        "Trump hatte versprochen, dass es keinen Einsatz von Truppen geben werde.",
        "Es wird keinen Einsatz von Truppen geben.",
    ),
    (
        "Die Bahn teilte mit, dass die Strecke bis Mai gesperrt bleibe.",
        "Die Strecke bleibt bis Mai gesperrt.",
    ),
    (
        "Die Bahn teilte mit, dass am Montag zwei Züge ausfallen.",
        "Am Montag fallen zwei Züge aus.",
    ),
    (
        "Der Rektor sagte, dass sich die Lage verbessert habe.",
        "Die Lage hat sich verbessert.",
    ),
    (
        "Der Wirt sagte, dass rund 300 Gäste im Saal gewesen seien.",
        "Rund 300 Gäste sind im Saal gewesen.",
    ),
    (
        "Frankreich stellte klar, dass es sich nicht um einen Angriff, sondern um Hilfe handle.",
        "Es handelt sich nicht um einen Angriff, sondern um Hilfe.",
    ),
    (
        "Der Arzt sagte, dass die Frau, die am Montag kam, gesund gewesen sei.",
        "Die Frau, die am Montag kam, ist gesund gewesen.",
    ),
    (
        "Die Ministerin forderte, dass die Abwehr gestärkt werden müsse.",
        "Die Abwehr muss gestärkt werden.",
    ),
    # the bare subjunctive keeps its order
    (
        "Der Prozess beginne im März, sagte die Richterin.",
        "Der Prozess beginnt im März.",
    ),
    (
        "Die Polizei erklärte, niemand sei verletzt worden.",
        "Niemand ist verletzt worden.",
    ),
    (
        "Die Lage sei ernst, sagte der Chef. Das Land zähle auf seine Partner.",
        "Das Land zählt auf seine Partner.",
    ),
    # the sentence before, without the word that points to it
    (
        "Die Strecke bleibt bis Mai gesperrt. Das teilte die Bahn am Montag mit.",
        "Die Strecke bleibt bis Mai gesperrt.",
    ),
    # behind a source the verb stands first
    (
        "Laut Polizei wurden drei Männer verhaftet.",
        "Drei Männer wurden verhaftet.",
    ),
    (
        "Der Tunnel bleibt laut Betreiber nicht gesperrt.",
        "Der Tunnel bleibt nicht gesperrt.",
    ),
    # a pronoun that can mean only the claimant
    (
        "Nationalrätin Eva Senn sagte, sie trete nicht mehr an.",
        "Eva Senn tritt nicht mehr an.",
    ),
    # the words of a quotation
    (
        "«Wir haben 40 Stellen gestrichen», sagte der Direktor.",
        "Wir haben 40 Stellen gestrichen.",
    ),
]


@pytest.mark.parametrize(("text", "statement"), PLAIN)
def test_statement_is_plain(text: str, statement: str):
    statements = [claim.statement for claim in extract(text).claims]

    assert statement in statements


VERBATIM = [
    # the verb denies, demands, hopes or doubts: its clause alone would say something else
    "Der Minister bestritt, dass er das Geld genommen habe.",
    "Die Bahn ist pleite. Das bestritt der Minister.",
    "Der Trainer sagte, dass Bayern Leverkusen schlagen werde.",
    "Der Anwalt sagte, dass der Angeklagte von der Polizei geschlagen worden sei.",
    "Die Firma hofft, dass der Umsatz steigt.",
    "Der Verband fordert, dass die Steuer sinkt.",
    "Der Zeuge sagte nicht, dass der Wagen rot gewesen sei.",
    "Niemand behauptete, dass die Brücke sicher sei.",
    "Die Ärztin fragte, ob die Klinik schliesse.",
    "Der Konzern versprach, alle Stellen zu erhalten.",
    # who "er" is, is not clear
    "Der Kläger traf den Richter. Der Anwalt sagte, er sei krank.",
    # what hangs on what, is not clear
    "Die Sprecherin sagte, dass der Streit um die Renten andauere.",
    # a few quoted words are no sentence
    "Der Gesandte nannte die Gespräche «produktiv».",
]


@pytest.mark.parametrize("text", VERBATIM)
def test_statement_stays_verbatim(text: str):
    statements = {claim.statement for claim in extract(text).claims}

    assert statements <= {*re.split(r"(?<=\.) ", text), text}


NEGATIONS = re.compile(r"nicht|kein\w*|nie|niemals|nichts|niemand\w*|nirgends|weder|ohne", re.I)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:50])
def test_statement_loses_no_negation_and_no_number(example):
    for claim in extract(example.text).claims:
        quote = " ".join(example.text[start:end] for start, end in claim.quote)
        words = [fold(word) for word in re.findall(r"\w+", quote)]
        said = [fold(word) for word in re.findall(r"\w+", claim.statement)]

        kept = [w for w in words if NEGATIONS.fullmatch(w) or any(c.isdigit() for c in w)]

        assert all(said.count(word) >= kept.count(word) for word in kept)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:50])
def test_statement_is_a_closed_sentence(example):
    statements = [claim.statement for claim in extract(example.text).claims]

    assert all(s.rstrip("“”»«\"‘’'›").endswith((".", "!", "?", "…")) for s in statements)


@pytest.mark.parametrize(
    ("quote", "statement", "changes", "kept"),
    [
        ("dass er nicht komme", "Er kommt nicht.", [("dass", ""), ("komme", "kommt")], True),
        ("dass er nicht komme", "Er kommt.", [("dass", ""), ("komme", "kommt")], False),
        ("drei Tote", "Vier Tote.", [], False),
        ("die Wahl", "Die Wahl war falsch.", [], False),
        ("die Straße", "Die Strasse.", [], True),
    ],
)
def test_keeps_every_word(quote, statement, changes, kept):
    assert keeps_every_word(quote, statement, changes) is kept


@pytest.mark.parametrize(
    ("subjunctive", "plain"),
    [
        ("sei", "ist"),
        ("seien", "sind"),
        ("habe", "hat"),
        ("könne", "kann"),
        ("gehe", "geht"),
        ("nehme", "nimmt"),
        ("zulasse", "zulässt"),
        ("beantrage", "beantragt"),
        ("arbeite", "arbeitet"),
        ("handle", "handelt"),
        ("rechne", "rechnet"),
        ("schliesse", "schliesst"),
        ("sagte", None),
        ("wäre", None),
        ("ging", None),
    ],
)
def test_indicative(subjunctive, plain):
    assert indicative(subjunctive, sharp_s=False) == plain


def test_indicative_writes_sharp_s_where_the_text_does():
    assert indicative("wisse", sharp_s=True) == "weiß"
    assert indicative("schließe", sharp_s=True) == "schließt"


@pytest.mark.parametrize(
    ("verb", "parts"),
    [("stattfinde", ("statt", "finde")), ("unterstütze", None), ("antworte", None)],
)
def test_separable(verb, parts):
    assert separable(verb) == parts
