"""Every German rule by its name: what it is for, and sentences it must and must not take.

A claim carries the name of its rule, so that an editor can see why it is there. Who adds a rule
adds its entry here; the sentences are run as its tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """``right`` sentences give a claim by this rule, ``wrong`` ones none by it."""

    name: str
    says: str
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


RULES: tuple[Rule, ...] = (
    # --- direct.py: words in quotation marks ----------------------------------------------------
    Rule(
        "quotation-verb",
        "A quoted sentence with its verb before or behind it.",
        ("«Das reicht uns nicht», sagte Bäuerin Vreni Kobel.", "Huber erklärte: „Wir warten ab.“"),
        ("Der Film „Die lange Reise nach Norden“ läuft im Kino Rex.",),
    ),
    Rule(
        "quotation-so",
        "A quoted sentence with “so X” or a name and a colon.",
        ("„Die Pumpe ist alt“, so der Hauswart.", "Trainer Ivo Karl: „Es war ein hartes Spiel.“"),
    ),
    Rule(
        "quotation",
        "A quoted sentence on its own; the speaker is carried over.",
        ("Wirt Beat Lang sagte: „Ich höre auf.“ „Die Knie machen nicht mehr mit.“",),
    ),
    Rule(
        "quoted-words",
        "A few quoted words inside a sentence, unless they are a name.",
        ("Die Richterin nannte den Antrag «aussichtslos».",),
        ("Die Zeitung „Der Landbote“ sagte das Fest ab.", "Das Schiff „Albatros“ liegt im Hafen."),
    ),
    # --- complements.py: clauses that a verb governs --------------------------------------------
    Rule(
        "dass-clause",
        "A clause with “dass” or “ob” behind a verb of saying or thinking.",
        ("Die Bank bestätigte, dass der Chef geht.", "Er ging davon aus, dass es regnen werde."),
        ("Es kam so weit, dass niemand mehr einkaufte.",),
    ),
    Rule(
        "w-clause",
        "A clause with a question word behind a verb of saying.",
        ("Der Experte erläuterte, warum der Damm brach.",),
    ),
    Rule(
        "infinitive",
        "An infinitive with “zu” behind a verb of demanding, promising or claiming.",
        ("Der Verband forderte, die Steuer zu senken.", "Sie bestreitet, den Brief zu kennen."),
        ("Er ging nach Bern, um zu arbeiten.",),
    ),
    Rule(
        "bare-subjunctive",
        "A clause without “dass”, in the subjunctive, behind its verb.",
        ("Sie sagte, die Strasse sei gesperrt.", "Er teilte mit, er trete zurück."),
        ("Sie lief, als sei der Teufel hinter ihr her.",),
    ),
    Rule(
        "bare-indicative",
        "A clause without “dass”, in the indicative, behind a plain verb of saying.",
        ("Er glaubt, die Mannschaft steigt auf.",),
        ("Sie öffnete das Fenster, der Hund bellte.",),
    ),
    Rule(
        "clause-before-verb",
        "What is said stands first, its verb and speaker behind it or inside.",
        ("Der Preis bleibe gleich, sagte die Händlerin.", "Man habe, so glaubt Moser, verloren."),
        ("Die Gemeinde kaufte das Haus, sagte aber nichts.",),
    ),
    Rule(
        "wie-mitteilte",
        "All but the inserted clause “wie X mitteilte”.",
        ("Wie die Feuerwehr mitteilte, ist der Brand gelöscht.",),
        ("Wie der Vater, so der Sohn.",),
    ),
    Rule(
        "das-teilte-mit",
        "“Das teilte X mit” points back to what goes before it.",
        ("Das Werk schliesst im Mai. Das teilte die Firma am Montag mit.",),
        ("Das Werk schliesst im Mai. Das freut die Nachbarn.",),
    ),
    # --- sources.py: prepositions and particles that name a source ------------------------------
    Rule(
        "laut",
        "“laut X”: the sentence without it.",
        ("Laut Polizei blieb die Fahrerin unverletzt.",),
        ("Laut lachend verliess er den Saal.",),
    ),
    Rule(
        "nach-angaben",
        "“nach Angaben von X”, “nach Ansicht der X”.",
        ("Nach Angaben der Feuerwehr entstand hoher Schaden.",),
        ("Nach dem Spiel gingen alle nach Hause.", "Nach Bern reist sie mit dem Zug."),
    ),
    Rule(
        "ansicht-nach",
        "“seiner Ansicht nach”.",
        ("Ihrer Meinung nach ist das Gesetz zu streng.",),
        ("Die Suche nach dem Kind geht weiter.",),
    ),
    Rule(
        "zufolge",
        "“X zufolge”.",
        ("Einem Bericht der Behörde zufolge ist das Wasser sauber.",),
    ),
    Rule(
        "gemaess",
        "“gemäss X”.",
        ("Gemäss einer Studie schlafen Jugendliche zu wenig.",),
    ),
    Rule(
        "nach-denen",
        "“Berichte, nach denen …”.",
        ("Es gibt Berichte, nach denen der Chef geflohen ist.",),
    ),
    Rule(
        "aus-sicht",
        "“aus Sicht von X”, “aus Moskauer Sicht”: the whole sentence.",
        ("Aus Sicht des Mieterverbands ist die Miete zu hoch.",),
        ("Aus dem Fenster sieht man den See.",),
    ),
    Rule(
        "so",
        "“…, so X”: the sentence without it.",
        ("Der Fluss steigt weiter, so der Wetterdienst.",),
        ("Er war müde, so ging er heim.",),
    ),
    Rule(
        "demnach",
        "“Demnach …”: what was reported before goes on.",
        ("Die Studie liegt vor. Demnach sinkt die Zahl der Unfälle.",),
    ),
    # --- nominal.py: nouns that carry words -----------------------------------------------------
    Rule(
        "noun-dass",
        "A noun of saying with a “dass” clause.",
        ("Die Behauptung, dass er gelogen habe, ist falsch.",),
        ("Die Folge war, dass der Zug stehen blieb.",),
    ),
    Rule(
        "noun-infinitive",
        "A noun of saying with an infinitive.",
        ("Der Vorwurf, Geld unterschlagen zu haben, wiegt schwer.",),
        ("Die Möglichkeit, hier zu baden, nutzen viele.",),
    ),
    Rule(
        "noun-bare",
        "A noun of saying with a clause in the subjunctive.",
        ("Es gibt Gerüchte, der Präsident sei krank.",),
    ),
    Rule(
        "wonach",
        "“Meldungen, wonach …”.",
        ("Der Sender brachte Meldungen, wonach die Brücke gesprengt wurde.",),
    ),
    # --- dependent.py, runs.py: the mood alone --------------------------------------------------
    Rule(
        "subjunctive-alone",
        "A clause in the first subjunctive that no cue accounts for.",
        ("Der Verein ist gegen das Stadion, das viel zu teuer sei.",),
        ("Ich sage das, damit sie Bescheid wisse.",),
    ),
    Rule(
        "run-of-reported-speech",
        "Whole sentences in the subjunctive; the speaker is carried over.",
        ("Die Ministerin sagte, der Plan stehe. Das Geld sei vorhanden.",),
        ("Gott sei Dank regnete es. Die Ernte war gerettet.",),
    ),
    # --- hearsay.py: “soll” ---------------------------------------------------------------------
    Rule(
        "soll-perfect",
        "Hearsay: “soll gestohlen haben”.",
        ("Der Angestellte soll die Kasse geleert haben.",),
        ("Der Damm soll das Dorf schützen.",),
    ),
    Rule(
        "soll-state",
        "Hearsay about a state: “soll betragen”.",
        ("Der Schaden soll zwei Millionen Franken betragen.",),
        ("Die Kampagne soll Kinder zum Lesen bringen.",),
    ),
    Rule(
        "soll-plan",
        "A plan, right behind somebody's words.",
        ("Die Stadt baue um, sagte Stadtrat Rohr. Der Platz soll im Mai gesperrt werden.",),
        ("Die Brücke ist alt. Sie soll im Mai gesperrt werden.",),
    ),
    # --- paraphrase.py --------------------------------------------------------------------------
    Rule(
        "stance-verb",
        "A stand on something, in the article's words: “X lehnt … ab”.",
        ("Die Gewerkschaft lehnt den Vorschlag ab.", "Die Partei fordert höhere Renten."),
        ("Der Zug fährt um acht Uhr ab.",),
    ),
    # --- own_voice.py ---------------------------------------------------------------------------
    Rule(
        "own-voice",
        "What the article itself asserts and can be checked.",
        ("Im Kanton Bern wurden 2024 rund 3000 neue Wohnungen gebaut.",),
        ("Wie geht es nun weiter?",),
    ),
)
