"""Reported speech that goes on without a cue, where it ends, and "soll"."""

from __future__ import annotations

from claims.extraction.examples.example import Example, direct, free, hearsay, indirect, reported

RUNS: tuple[Example, ...] = (
    Example(
        "Die Lage sei ernst, sagte Katastrophenschützer Veit Amrein. Das Wasser steige weiter.",
        (
            indirect("Veit Amrein", "Die Lage sei ernst"),
            free("Veit Amrein", "Das Wasser steige weiter."),
        ),
    ),
    Example(
        "Der Direktor sagte, der Zoo müsse sparen. Zwei Häuser würden geschlossen. Die Tiere kämen "
        "nach Wien.",
        (
            indirect("Direktor", "der Zoo müsse sparen"),
            free("Direktor", "Zwei Häuser würden geschlossen. Die Tiere kämen nach Wien."),
        ),
    ),
    Example(
        "Man sei zu spät, räumte Ministerin Eva Horvath ein. Dafür entschuldige sie sich.",
        (
            indirect("Eva Horvath", "Man sei zu spät"),
            free("Eva Horvath", "Dafür entschuldige sie sich."),
        ),
    ),
    Example(
        "Der Anwalt sagte, sein Mandant sei unschuldig. Am Dienstag begann der Prozess.",
        (indirect("Anwalt", "sein Mandant sei unschuldig"),),
    ),
    Example(
        "«Wir sind bereit», sagte der Admiral. Die Flotte habe genug Treibstoff.",
        (
            direct("Admiral", "«Wir sind bereit»"),
            free("Admiral", "Die Flotte habe genug Treibstoff."),
        ),
    ),
    Example(
        "Selina Wyss warnte vor Panik. Die Vorräte reichten für sechs Monate, sagte sie.",
        (
            reported("Selina Wyss", "Selina Wyss warnte vor Panik."),
            indirect("Selina Wyss", "Die Vorräte reichten für sechs Monate"),
        ),
    ),
    Example(
        "Der Wirt sagte, er habe nichts gehört.\n\nSeine Frau habe geschlafen.",
        (
            indirect("Wirt", "er habe nichts gehört"),
            free("Wirt", "Seine Frau habe geschlafen."),
        ),
    ),
    Example(
        "Die Direktorin sagte, das Museum schliesse. Grund sei der Wassermangel. Die Stadt hatte "
        "das Haus 1998 gebaut.",
        (
            indirect("Direktorin", "das Museum schliesse"),
            free("Direktorin", "Grund sei der Wassermangel."),
        ),
    ),
    Example(
        "Laut Staatsanwältin Ines Marti floh der Täter zu Fuss. Er trage eine rote Jacke.",
        (
            indirect("Ines Marti", "floh der Täter zu Fuss"),
            free("Ines Marti", "Er trage eine rote Jacke."),
        ),
    ),
    # --- a subjunctive that nobody speaks -------------------------------------------------------
    Example("Es sei denn, es regnet, findet das Fest im Park statt."),
    Example("Ohne den Umbau wäre das Haus eingestürzt."),
    Example("Wenn der Preis sänke, würden mehr Leute kaufen."),
    # --- soll: hearsay --------------------------------------------------------------------------
    Example(
        "Der Mann soll mehrere Banken überfallen haben.",
        (hearsay(None, "Der Mann soll mehrere Banken überfallen haben."),),
    ),
    Example(
        "Bei dem Angriff sollen neun Menschen getötet worden sein.",
        (hearsay(None, "Bei dem Angriff sollen neun Menschen getötet worden sein."),),
    ),
    Example(
        "Der Verdächtige soll ins Ausland geflohen sein.",
        (hearsay(None, "Der Verdächtige soll ins Ausland geflohen sein."),),
    ),
    # --- soll: a purpose or a plan of the article's own -----------------------------------------
    Example("Die neue Mauer soll das Dorf vor Hochwasser schützen."),
    Example("Der Einsatz soll jede weitere Eskalation verhindern."),
    Example("Das Gesetz soll den Handel mit Elfenbein eindämmen."),
)
