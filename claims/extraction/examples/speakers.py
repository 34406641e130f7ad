"""Who speaks: one of several, pronouns, descriptions, surnames, titles, bodies, states, chains."""

from __future__ import annotations

from claims.extraction.examples.example import Example, direct, indirect

SPEAKERS: tuple[Example, ...] = (
    Example(
        "Nach einem Treffen mit Kanzler Otto Brandl sagte Präsidentin Inés Roca, der Vertrag sei "
        "unterschrieben.",
        (indirect("Inés Roca", "der Vertrag sei unterschrieben"),),
    ),
    Example(
        "Der Anwalt von Milan Krstic sagte, das Urteil sei falsch.",
        (indirect("Anwalt von Milan Krstic", "das Urteil sei falsch"),),
    ),
    # --- full name, surname, pronoun, description -----------------------------------------------
    Example(
        "Die Hotelchefin Vera Caduff (58) sagte, die Saison sei gut. «Wir sind ausgebucht», sagte "
        "Caduff.",
        (
            indirect("Vera Caduff", "die Saison sei gut"),
            direct("Vera Caduff", "«Wir sind ausgebucht»"),
        ),
    ),
    Example(
        "Polizeichef Karl Reiter stellte den Plan vor. Er sagte, die Zahl der Einbrüche sei "
        "gesunken.",
        (indirect("Karl Reiter", "die Zahl der Einbrüche sei gesunken"),),
    ),
    Example(
        "Ministerin Hanna Vogt besuchte das Lager. „Die Zustände sind unhaltbar“, sagte sie.",
        (direct("Hanna Vogt", "„Die Zustände sind unhaltbar“"),),
    ),
    Example(
        "Parteichef Dario Conti (73) trat zurück. Der 73-Jährige sagte, er sei müde.",
        (indirect("Dario Conti", "er sei müde"),),
    ),
    Example(
        "Präsident Luis Marón gewann die Wahl. Der Präsident versprach, die Steuern zu senken.",
        (indirect("Luis Marón", "die Steuern zu senken"),),
    ),
    # --- titles, appositions, ages --------------------------------------------------------------
    Example(
        "Professor Dr. Heinz Gmür sagte, das Virus sei harmlos.",
        (indirect("Heinz Gmür", "das Virus sei harmlos"),),
    ),
    Example(
        "Anna Lehner, Sprecherin der Stadtwerke, sagte, der Strom sei wieder da.",
        (indirect("Anna Lehner", "der Strom sei wieder da"),),
    ),
    Example(
        "«Das Tal ist abgeschnitten», sagte Reto Camenzind (49), Präsident der Gemeinde.",
        (direct("Reto Camenzind", "«Das Tal ist abgeschnitten»"),),
    ),
    Example(
        "SP-Nationalrat Tobias Meyer-Roth sagte, das Referendum komme zustande.",
        (indirect("Tobias Meyer-Roth", "das Referendum komme zustande"),),
    ),
    # --- bodies, states, capitals ---------------------------------------------------------------
    Example(
        "Das Verteidigungsministerium erklärte, der Hafen sei unbeschädigt.",
        (indirect("Verteidigungsministerium", "der Hafen sei unbeschädigt"),),
    ),
    Example(
        "Moskau behauptet, die Stadt sei eingenommen.",
        (indirect("Moskau", "die Stadt sei eingenommen"),),
    ),
    Example(
        "Die Schweiz kündigte an, das Abkommen zu unterzeichnen.",
        (indirect("Schweiz", "das Abkommen zu unterzeichnen"),),
    ),
    Example(
        "Die USA teilten mit, die Zölle würden verdoppelt.",
        (indirect("USA", "die Zölle würden verdoppelt"),),
    ),
    # --- unnamed --------------------------------------------------------------------------------
    Example(
        "Ein Augenzeuge berichtete, der Bus habe nicht gebremst.",
        (indirect("Augenzeuge", "der Bus habe nicht gebremst"),),
    ),
    Example(
        "Mehrere Beamte sagten, der Befehl sei aus Berlin gekommen.",
        (indirect("Beamte", "der Befehl sei aus Berlin gekommen"),),
    ),
    Example(
        "Aus Kreisen der Koalition hiess es, der Minister trete zurück.",
        (indirect("Koalition", "der Minister trete zurück"),),
    ),
    Example(
        "Die Kinder des Bauern seien wohlauf, sagte die Ärztin Lena Haas dem Vater.",
        (indirect("Lena Haas", "Die Kinder des Bauern seien wohlauf"),),
    ),
    Example(
        "Zum Rücktritt von Trainer Kuno Weiss sagte Präsident Adi Stamm, man habe sich geeinigt.",
        (indirect("Adi Stamm", "man habe sich geeinigt"),),
    ),
    # --- chains ---------------------------------------------------------------------------------
    Example(
        "Die Brücke sei sicher, sagte ein Ingenieur der Nachrichtenagentur SDA.",
        (indirect("Ingenieur", "Die Brücke sei sicher"),),
    ),
    Example(
        "Der Minister sagte der „Kronen Zeitung“, das Paket sei fertig.",
        (indirect("Minister", "das Paket sei fertig"),),
    ),
    Example(
        "Gegenüber dem Sender ORF erklärte die Richterin, der Prozess beginne im März.",
        (indirect("Richterin", "der Prozess beginne im März"),),
    ),
)
