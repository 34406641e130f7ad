"""Words in quotation marks: every mark, nested, broken, partial, long, and what is no quotation."""

from __future__ import annotations

from claims.extraction.examples.example import Example, direct, indirect

QUOTED: tuple[Example, ...] = (
    # --- every mark, before and after the verb --------------------------------------------------
    Example(
        "«Wir brauchen bis Ende Jahr 40 zusätzliche Betten», sagte Regierungsrätin Carla Egli.",
        (direct("Carla Egli", "«Wir brauchen bis Ende Jahr 40 zusätzliche Betten»"),),
    ),
    Example(
        "Der Gemeindepräsident sagte: «Der Damm hat gehalten.»",
        (direct("Gemeindepräsident", "«Der Damm hat gehalten.»"),),
    ),
    Example(
        "„Das Budget reicht nicht“, sagte der Finanzlandesrat am Montag in Graz.",
        (direct("Finanzlandesrat", "„Das Budget reicht nicht“"),),
    ),
    Example(
        "Bürgermeisterin Renate Kofler erklärte: „Wir sperren die Brücke noch heute.“",
        (direct("Renate Kofler", "„Wir sperren die Brücke noch heute.“"),),
    ),
    Example(
        "»Der Vertrag ist unterschrieben«, teilte die Reederei mit.",
        (direct("Reederei", "»Der Vertrag ist unterschrieben«"),),
    ),
    Example(
        "“Wir haben keine Hinweise auf einen Anschlag”, sagte der Polizeisprecher.",
        (direct("Polizeisprecher", "“Wir haben keine Hinweise auf einen Anschlag”"),),
    ),
    Example(
        '"Die Anlage war nicht versichert", räumte der Betreiber ein.',
        (direct("Betreiber", '"Die Anlage war nicht versichert"'),),
    ),
    Example(
        "‚Das Wasser stieg in einer Stunde um zwei Meter‘, berichtete ein Anwohner.",
        (direct("Anwohner", "‚Das Wasser stieg in einer Stunde um zwei Meter‘"),),
    ),
    Example(
        "„Warum hat uns niemand gewarnt?“, fragte eine Bewohnerin.",
        (direct("Bewohnerin", "„Warum hat uns niemand gewarnt?“"),),
    ),
    Example(
        "«Nie wieder!», rief der Parteichef.",
        (direct("Parteichef", "«Nie wieder!»"),),
    ),
    Example(
        "„Die Zahlen sind falsch“, so die Ministerin.",
        (direct("Ministerin", "„Die Zahlen sind falsch“"),),
    ),
    Example(
        "Trainer Beat Lüscher meinte nach dem Spiel: «Wir haben in der zweiten Hälfte zu viel "
        "zugelassen.»",
        (direct("Beat Lüscher", "«Wir haben in der zweiten Hälfte zu viel zugelassen.»"),),
    ),
    # --- over several sentences -----------------------------------------------------------------
    Example(
        "„Wir haben alles versucht. Der Käufer ist abgesprungen“, sagte Insolvenzverwalter Jens "
        "Thoma.",
        (direct("Jens Thoma", "„Wir haben alles versucht. Der Käufer ist abgesprungen“"),),
    ),
    Example(
        "Die Forscherin sagte: „Die Gletscher schmelzen. In zehn Jahren ist das Eis weg.“",
        (
            direct(
                "Forscherin",
                "„Die Gletscher schmelzen. In zehn Jahren ist das Eis weg.“",
            ),
        ),
    ),
    # --- broken by the frame --------------------------------------------------------------------
    Example(
        "„Wir zahlen jeden Franken zurück“, sagte Direktorin Nora Zbinden. „Das dauert bis 2031.“",
        (
            direct("Nora Zbinden", "„Wir zahlen jeden Franken zurück“"),
            direct("Nora Zbinden", "„Das dauert bis 2031.“"),
        ),
    ),
    Example(
        "«Das Tal», sagte Bauer Sepp Arnold, «ist seit drei Tagen ohne Strom.»",
        (
            direct("Sepp Arnold", "«Das Tal»"),
            direct("Sepp Arnold", "«ist seit drei Tagen ohne Strom.»"),
        ),
    ),
    Example(
        "«Wir haben die Kinder in den Keller gebracht.\n\n«Dann kam das Wasser», sagte Lehrerin "
        "Ruth Bieri.",
        (
            direct(
                "Ruth Bieri",
                "«Wir haben die Kinder in den Keller gebracht.\n\n«Dann kam das Wasser»",
            ),
        ),
    ),
    Example(
        "Auf die Frage nach seiner Zukunft antwortete der Stürmer: „Ich bleibe in Salzburg.“",
        (direct("Stürmer", "„Ich bleibe in Salzburg.“"),),
    ),
    Example(
        "„Heuer haben wir um 12 Prozent weniger Nächtigungen“, so Tourismuschefin Evi Gruber.",
        (direct("Evi Gruber", "„Heuer haben wir um 12 Prozent weniger Nächtigungen“"),),
    ),
    # --- partial --------------------------------------------------------------------------------
    Example(
        "Der Minister nannte den Vorschlag „völlig untauglich“.",
        (direct("Minister", "„völlig untauglich“"),),
    ),
    Example(
        "Die Gewerkschaft sprach von einem «Schlag ins Gesicht der Pflegenden».",
        (direct("Gewerkschaft", "«Schlag ins Gesicht der Pflegenden»"),),
    ),
    Example(
        "Der Kanzler sagte, die Verhandlungen seien „auf gutem Weg“.",
        (
            indirect("Kanzler", "die Verhandlungen seien „auf gutem Weg“"),
            direct("Kanzler", "„auf gutem Weg“"),
        ),
    ),
    # --- apostrophes and nested marks -----------------------------------------------------------
    Example(
        "„Für Hans' Familie geht's jetzt weiter“, sagte der Pfarrer.",
        (direct("Pfarrer", "„Für Hans' Familie geht's jetzt weiter“"),),
    ),
    Example(
        "«Der Chef sagte ‹Hände hoch›, und alle lachten», erzählte der Zeuge.",
        (direct("Zeuge", "«Der Chef sagte ‹Hände hoch›, und alle lachten»"),),
    ),
    # --- no statements --------------------------------------------------------------------------
    Example("Der Roman „Stiller“ erschien 1954."),
    Example("Das Segelschiff «Alma» lag drei Tage im Hafen von Rorschach."),
    Example("Der Film „Die letzte Reise“ läuft ab Donnerstag in den Kinos."),
    Example("Die sogenannte «Bierdeckelsteuer» wurde 2019 abgeschafft."),
    Example("Der Wagen der Marke «Puch» stand im Hof."),
    Example("Das Wort „Heimat“ kommt im Text zwölfmal vor."),
    Example("Unter dem Motto «Laufen für alle» findet im Juni ein Stadtlauf statt."),
    Example("Der Verein „Nachbarn in Not“ wurde 1992 gegründet."),
    Example("In der Serie „Tatort“ spielt sie eine Kommissarin."),
    Example("Die Zeitschrift „Falter“ erscheint jeden Mittwoch."),
)
