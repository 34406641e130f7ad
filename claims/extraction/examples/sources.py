"""Sources named by a preposition or a particle, and what looks like one and is none."""

from __future__ import annotations

from claims.extraction.examples.example import Example, indirect, reported

SOURCES: tuple[Example, ...] = (
    Example(
        "Laut der Studie sterben jährlich 300 Menschen an Hitze.",
        (indirect("Studie", "sterben jährlich 300 Menschen an Hitze"),),
    ),
    Example(
        "Laut Polizei war der Lenker zu schnell unterwegs.",
        (indirect("Polizei", "war der Lenker zu schnell unterwegs"),),
    ),
    Example(
        "Das Schiff sank laut Küstenwache in weniger als zehn Minuten.",
        (indirect("Küstenwache", "Das Schiff sank", "in weniger als zehn Minuten"),),
    ),
    Example(
        "Dem Bericht zufolge fehlen 4000 Lehrkräfte.",
        (indirect("Bericht", "fehlen 4000 Lehrkräfte"),),
    ),
    Example(
        "Einem Sprecher zufolge wurde die Leitung beschädigt.",
        (indirect("Sprecher", "wurde die Leitung beschädigt"),),
    ),
    Example(
        "Gemäss Bundesamt für Statistik leben 9,1 Millionen Menschen in der Schweiz.",
        (indirect("Bundesamt für Statistik", "leben 9,1 Millionen Menschen in der Schweiz"),),
    ),
    Example(
        "Nach Angaben der Rettungsdienste wurden zwölf Personen verletzt.",
        (indirect("Rettungsdienste", "wurden zwölf Personen verletzt"),),
    ),
    Example(
        "Zwölf Personen wurden nach Angaben der Rettungsdienste verletzt.",
        (indirect("Rettungsdienste", "Zwölf Personen wurden", "verletzt"),),
    ),
    Example(
        "Nach Ansicht des Mieterverbands steigen die Mieten zu schnell.",
        (indirect("Mieterverbands", "steigen die Mieten zu schnell"),),
    ),
    Example(
        "Aus Sicht der Ärztekammer ist das Gesetz ein Fehler.",
        (reported("Ärztekammer", "Aus Sicht der Ärztekammer ist das Gesetz ein Fehler."),),
    ),
    Example(
        "Der Motor sei zu alt, so der Gutachter.",
        (indirect("Gutachter", "Der Motor sei zu alt"),),
    ),
    Example(
        "Es hiess von einem hohen Beamten, dass kein Abzug geplant sei.",
        (indirect("hoher Beamter", "dass kein Abzug geplant sei"),),
    ),
    Example(
        "Aus Diplomatenkreisen hiess es, die Gespräche stünden kurz vor dem Abbruch.",
        (indirect("Diplomatenkreisen", "die Gespräche stünden kurz vor dem Abbruch"),),
    ),
    Example(
        "Nach eigenen Angaben besitzt der Händler keine Waffen.",
        (indirect("Händler", "besitzt der Händler keine Waffen"),),
    ),
    Example(
        "Medienberichten zufolge wurde der Trainer entlassen.",
        (indirect("Medienberichten", "wurde der Trainer entlassen"),),
    ),
    Example(
        "Der Pilot war nach Erkenntnissen der Ermittler allein an Bord.",
        (indirect("Ermittler", "Der Pilot war", "allein an Bord"),),
    ),
    Example(
        "Wie es aus dem Weissen Haus hiess, ist die Reise abgesagt.",
        (indirect("Weisses Haus", "ist die Reise abgesagt"),),
    ),
    Example(
        "Gemäss Artikel 12 ist das Parken hier verboten.",
        (indirect("Artikel 12", "ist das Parken hier verboten"),),
    ),
    # --- no sources -----------------------------------------------------------------------------
    Example("Laut schreiend rannte der Mann aus dem Haus."),
    Example("Nach dem Spiel fuhren die Fans nach Hause."),
    Example("Nach der Sitzung wurde das Gebäude geräumt."),
    Example("Der Zug fährt nach Basel."),
    Example("Die Musik war zu laut, und die Nachbarn schliefen nicht."),
    Example("Die Kinder spielten so lange, bis es dunkel wurde."),
)
