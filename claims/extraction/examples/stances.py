"""Whole sentences that render somebody's stand, denial or demand."""

from __future__ import annotations

from claims.extraction.examples.example import Example, indirect, reported

STANCES: tuple[Example, ...] = (
    Example(
        "Ungarn lehnt die Verlängerung der Sanktionen ab.",
        (reported("Ungarn", "Ungarn lehnt die Verlängerung der Sanktionen ab."),),
    ),
    Example(
        "Der Kreml weist die Vorwürfe zurück.",
        (reported("Kreml", "Der Kreml weist die Vorwürfe zurück."),),
    ),
    Example(
        "Die Bank bestreitet jede Schuld.",
        (reported("Bank", "Die Bank bestreitet jede Schuld."),),
    ),
    Example(
        "Die Grünen fordern ein Verbot von Kurzstreckenflügen.",
        (reported("Grünen", "Die Grünen fordern ein Verbot von Kurzstreckenflügen."),),
    ),
    Example(
        "Der Mieterbund kritisiert die geplante Reform scharf.",
        (reported("Mieterbund", "Der Mieterbund kritisiert die geplante Reform scharf."),),
    ),
    Example(
        "Experten warnen vor einer neuen Hitzewelle.",
        (reported("Experten", "Experten warnen vor einer neuen Hitzewelle."),),
    ),
    Example(
        "Die Lehrergewerkschaft verlangt kleinere Klassen.",
        (reported("Lehrergewerkschaft", "Die Lehrergewerkschaft verlangt kleinere Klassen."),),
    ),
    Example(
        "Die Firma dementierte die Berichte über Entlassungen.",
        (reported("Firma", "Die Firma dementierte die Berichte über Entlassungen."),),
    ),
    Example(
        "Die Aussenministerin verurteilte den Angriff auf das Spital.",
        (
            reported(
                "Aussenministerin", "Die Aussenministerin verurteilte den Angriff auf das Spital."
            ),
        ),
    ),
    Example(
        "Der Bundesrat begrüsst die Einigung mit Brüssel.",
        (reported("Bundesrat", "Der Bundesrat begrüsst die Einigung mit Brüssel."),),
    ),
    Example(
        "Kritiker bezeichnen das Projekt als Geldverschwendung.",
        (reported("Kritiker", "Kritiker bezeichnen das Projekt als Geldverschwendung."),),
    ),
    Example(
        "Den Nachbarstaaten wirft die Regierung vor, sie wollten den Handel stören.",
        (indirect("Regierung", "sie wollten den Handel stören"),),
    ),
    Example(
        "Die SVP will die Initiative bekämpfen, die SP unterstützt sie.",
    ),
    Example(
        "Österreich plädiert für eine Lösung am Verhandlungstisch.",
        (reported("Österreich", "Österreich plädiert für eine Lösung am Verhandlungstisch."),),
    ),
    Example(
        "Der Trainer lobte den Einsatz seiner Spieler.",
        (reported("Trainer", "Der Trainer lobte den Einsatz seiner Spieler."),),
    ),
    # --- deeds, no stands -----------------------------------------------------------------------
    Example("Der Käufer lehnte sich an die Wand."),
    Example("Die Feuerwehr wies den Autos den Weg."),
    Example("Das Haus stellt einen Wert von zwei Millionen Franken dar."),
    Example("Die Wanderer bestiegen den Gipfel am frühen Morgen."),
)
