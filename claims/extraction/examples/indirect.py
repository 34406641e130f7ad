"""Clauses that a verb or a noun of saying governs."""

from __future__ import annotations

from claims.extraction.examples.example import Example, indirect

INDIRECT: tuple[Example, ...] = (
    # --- dass, ob, w ----------------------------------------------------------------------------
    Example(
        "Die Nationalbank teilte mit, dass der Leitzins bei 1,25 Prozent bleibe.",
        (indirect("Nationalbank", "dass der Leitzins bei 1,25 Prozent bleibe"),),
    ),
    Example(
        "Der Stadtrat betonte, dass niemand gekündigt werde.",
        (indirect("Stadtrat", "dass niemand gekündigt werde"),),
    ),
    Example(
        "Die Landeshauptfrau kündigte an, dass das Spital in Zwettl erhalten bleibe.",
        (indirect("Landeshauptfrau", "dass das Spital in Zwettl erhalten bleibe"),),
    ),
    Example(
        "Der Pilot berichtete, dass beide Triebwerke ausgefallen seien.",
        (indirect("Pilot", "dass beide Triebwerke ausgefallen seien"),),
    ),
    Example(
        "Die Staatsanwältin bestätigte, dass gegen drei Männer ermittelt wird.",
        (indirect("Staatsanwältin", "dass gegen drei Männer ermittelt wird"),),
    ),
    Example(
        "Dass der Tunnel erst 2032 fertig werde, sagte der Projektleiter.",
        (indirect("Projektleiter", "Dass der Tunnel erst 2032 fertig werde"),),
    ),
    Example(
        "Der Verband bezweifelt, dass die Frist reicht.",
        (indirect("Verband", "dass die Frist reicht"),),
    ),
    Example(
        "Die Abgeordnete fragte, ob die Regierung den Bericht gelesen habe.",
        (indirect("Abgeordnete", "ob die Regierung den Bericht gelesen habe"),),
    ),
    Example(
        "Der Sprecher erläuterte, weshalb die Strecke gesperrt bleibt.",
        (indirect("Sprecher", "weshalb die Strecke gesperrt bleibt"),),
    ),
    Example(
        "Der Arzt wies darauf hin, dass die Impfung nur ein Jahr lang schütze.",
        (indirect("Arzt", "dass die Impfung nur ein Jahr lang schütze"),),
    ),
    Example(
        "Die Behörden gehen davon aus, dass 60 Häuser beschädigt sind.",
        (indirect("Behörden", "dass 60 Häuser beschädigt sind"),),
    ),
    Example(
        "Das Gericht kam zum Schluss, dass die Kündigung ungültig ist.",
        (indirect("Gericht", "dass die Kündigung ungültig ist"),),
    ),
    Example(
        "Die Partei ist der Ansicht, dass das Gesetz gegen die Verfassung verstösst.",
        (indirect("Partei", "dass das Gesetz gegen die Verfassung verstösst"),),
    ),
    Example(
        "Finanzchef Urs Kälin zeigte sich überzeugt, dass der Umsatz wieder steigt.",
        (indirect("Urs Kälin", "dass der Umsatz wieder steigt"),),
    ),
    Example(
        "Landammann Josef Dittli gab bekannt, dass die Axenstrasse ab Montag wieder offen ist.",
        (indirect("Josef Dittli", "dass die Axenstrasse ab Montag wieder offen ist"),),
    ),
    Example(
        "Er habe nie behauptet, dass der Berg sicher sei, sagte der Geologe.",
        (indirect("Geologe", "Er habe nie behauptet, dass der Berg sicher sei"),),
    ),
    Example(
        "Nicht geklärt ist, ob der Fahrer betrunken war, wie die Polizei mitteilte.",
        (indirect("Polizei", "Nicht geklärt ist, ob der Fahrer betrunken war"),),
    ),
    Example(
        "Der Kommissar liess durchblicken, dass es weitere Verdächtige gibt.",
        (indirect("Kommissar", "dass es weitere Verdächtige gibt"),),
    ),
    Example(
        "Der Richter machte klar, dass die Frist nicht verlängert wird.",
        (indirect("Richter", "dass die Frist nicht verlängert wird"),),
    ),
    # --- bare subjunctive, after and before the verb --------------------------------------------
    Example(
        "Die Polizei erklärte, der Fahrer sei nüchtern gewesen.",
        (indirect("Polizei", "der Fahrer sei nüchtern gewesen"),),
    ),
    Example(
        "Der Fahrer sei nüchtern gewesen, erklärte die Polizei.",
        (indirect("Polizei", "Der Fahrer sei nüchtern gewesen"),),
    ),
    Example(
        "Das Werk werde bis 2028 geschlossen, kündigte Konzernchefin Maria Oberhuber an.",
        (indirect("Maria Oberhuber", "Das Werk werde bis 2028 geschlossen"),),
    ),
    Example(
        "Man habe den Fehler behoben, hiess es bei der Bahn.",
        (indirect("Bahn", "Man habe den Fehler behoben"),),
    ),
    Example(
        "Der Versicherer teilte am Freitag mit, der Schaden betrage rund 80 Millionen Franken.",
        (indirect("Versicherer", "der Schaden betrage rund 80 Millionen Franken"),),
    ),
    Example(
        "Solche Flüge seien verboten, heisst es aus dem Ministerium.",
        (indirect("Ministerium", "Solche Flüge seien verboten"),),
    ),
    Example(
        "Er glaube nicht an ein Wunder, sagte der Bergführer.",
        (indirect("Bergführer", "Er glaube nicht an ein Wunder"),),
    ),
    Example(
        "Die Lawine, sagte der Rettungschef, habe sich am Nordhang gelöst.",
        (indirect("Rettungschef", "Die Lawine", "habe sich am Nordhang gelöst"),),
    ),
    Example(
        "Der Minister behauptet, die Kriminalität nehme seit Jahren ab.",
        (indirect("Minister", "die Kriminalität nehme seit Jahren ab"),),
    ),
    Example(
        "Nach dem Brand sagte der Kommandant, man habe alle Personen retten können.",
        (indirect("Kommandant", "man habe alle Personen retten können"),),
    ),
    # --- infinitives: promises, demands, denials ------------------------------------------------
    Example(
        "Der Konzern versprach, alle Lehrlinge zu übernehmen.",
        (indirect("Konzern", "alle Lehrlinge zu übernehmen"),),
    ),
    Example(
        "Die Umweltorganisation forderte die Behörden auf, das Kraftwerk abzuschalten.",
        (indirect("Umweltorganisation", "das Kraftwerk abzuschalten"),),
    ),
    Example(
        "Der Beschuldigte bestreitet, am Tatort gewesen zu sein.",
        (indirect("Beschuldigte", "am Tatort gewesen zu sein"),),
    ),
    Example(
        "Die Rebellen drohten, den Staudamm zu sprengen.",
        (indirect("Rebellen", "den Staudamm zu sprengen"),),
    ),
    Example(
        "Die Opposition warf der Regierung vor, Zahlen geschönt zu haben.",
        (indirect("Opposition", "Zahlen geschönt zu haben"),),
    ),
    Example(
        "Der Arbeitgeberverband empfahl, die Löhne um zwei Prozent zu erhöhen.",
        (indirect("Arbeitgeberverband", "die Löhne um zwei Prozent zu erhöhen"),),
    ),
    Example(
        "Frankreich erklärte sich bereit, hundert Flüchtlinge aufzunehmen.",
        (indirect("Frankreich", "hundert Flüchtlinge aufzunehmen"),),
    ),
    Example(
        "Die Regierung kündigte an, das Kraftwerk im Jänner abzuschalten.",
        (indirect("Regierung", "das Kraftwerk im Jänner abzuschalten"),),
    ),
    Example(
        "Der Gemeinderat lehnte es ab, die Strasse zu verbreitern.",
        (indirect("Gemeinderat", "die Strasse zu verbreitern"),),
    ),
    Example(
        "Der Zeuge gab zu, gelogen zu haben.",
        (indirect("Zeuge", "gelogen zu haben"),),
    ),
    Example(
        "Die Gemeinde hat vor, einen Spielplatz zu bauen.",
        (indirect("Gemeinde", "einen Spielplatz zu bauen"),),
    ),
    # --- wie X mitteilte ------------------------------------------------------------------------
    Example(
        "Wie die Kantonspolizei mitteilte, wurde beim Unfall niemand verletzt.",
        (indirect("Kantonspolizei", "wurde beim Unfall niemand verletzt"),),
    ),
    Example(
        "Der Flughafen bleibt, wie der Betreiber mitteilte, bis Mittag geschlossen.",
        (indirect("Betreiber", "Der Flughafen bleibt", "bis Mittag geschlossen"),),
    ),
    Example(
        "Beim Brand entstand hoher Sachschaden, wie die Feuerwehr am Abend bekannt gab.",
        (indirect("Feuerwehr", "Beim Brand entstand hoher Sachschaden"),),
    ),
    # --- nouns ----------------------------------------------------------------------------------
    Example(
        "Die Behörde lehnte das Gesuch mit der Begründung ab, dass Unterlagen fehlten.",
        (indirect("Behörde", "dass Unterlagen fehlten"),),
    ),
    Example(
        "Die Forderung der Gewerkschaft, die Arbeitszeit zu verkürzen, stiess auf Widerstand.",
        (indirect("Gewerkschaft", "die Arbeitszeit zu verkürzen"),),
    ),
    Example(
        "Der Präsident wiederholte seine Behauptung, die Wahl sei gefälscht worden.",
        (indirect("Präsident", "die Wahl sei gefälscht worden"),),
    ),
    # --- passive --------------------------------------------------------------------------------
    Example(
        "Dem Bankier wird vorgeworfen, Kundengelder veruntreut zu haben.",
        (indirect(None, "Kundengelder veruntreut zu haben"),),
    ),
    Example(
        "Von der Opposition wurde kritisiert, dass der Bericht zu spät komme.",
        (indirect("Opposition", "dass der Bericht zu spät komme"),),
    ),
    Example(
        "Es wird vermutet, dass ein Kurzschluss den Brand ausgelöst hat.",
        (indirect(None, "dass ein Kurzschluss den Brand ausgelöst hat"),),
    ),
)
