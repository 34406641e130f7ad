"""How surely a verb with a noun phrase renders somebody's stand rather than an event.

"Die Partei fordert Neuwahlen" is a paraphrase of words; "Der Rat bestätigte den Haushalt" is
an act. Verbs of no list lie between.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STANCE = _words(
    """fordern verlangen sprechen berichten warnen ankündigen bezeichnen vorwerfen plädieren
    hinweisen zitieren beziffern rechnen befürchten raten bestreiten klagen erwägen bezweifeln
    beklagen auffordern prognostizieren prophezeien vermuten einfordern spekulieren appellieren
    beschuldigen unterstellen bezichtigen halten ausgehen verurteilen dementieren"""
)
FIRM_WHEN_PRESENT = _words(
    """ablehnen zurückweisen kritisieren begründen einstufen werten schätzen erwarten
    bemängeln verteidigen befürworten begrüssen bedauern loben monieren rügen leugnen
    anstreben betonen hoffen ansehen betrachten unterstützen drohen"""
)
EVENT = _words(
    """nennen äussern mitteilen
    bekanntgeben zustimmen melden anbieten aufrufen machen anführen bekennen
    erkennen bestätigen würdigen aussprechen zusichern genehmigen feststellen festlegen beantragen
    informieren versprechen verweigern schildern bringen pochen sehen gestehen erinnern feiern
    rechtfertigen proklamieren befehlen anordnen präsentieren vorschlagen zusagen bitten"""
)
