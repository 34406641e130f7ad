"""What the article itself asserts and can be checked, and what is nothing to check."""

from __future__ import annotations

from claims.extraction.examples.example import Example, own

OWN_VOICE: tuple[Example, ...] = (
    Example(
        "Im Kanton Uri wurden 2024 genau 112 Lawinen gezählt.",
        (own("Im Kanton Uri wurden 2024 genau 112 Lawinen gezählt."),),
        own=True,
    ),
    Example(
        "Die Stadt Linz kaufte im März 30 Elektrobusse.",
        (own("Die Stadt Linz kaufte im März 30 Elektrobusse."),),
        own=True,
    ),
    Example(
        "26 Länder hatten sich im September bereiterklärt, Soldaten zu schicken.",
        (own("26 Länder hatten sich im September bereiterklärt, Soldaten zu schicken."),),
        own=True,
    ),
    Example(
        "Der Konzern beschäftigt in Deutschland 12'000 Angestellte.",
        (own("Der Konzern beschäftigt in Deutschland 12'000 Angestellte."),),
        own=True,
    ),
    Example(
        "Am Sonntag stürzte bei Bad Ischl ein Kleinflugzeug ab.",
        (own("Am Sonntag stürzte bei Bad Ischl ein Kleinflugzeug ab."),),
        own=True,
    ),
    Example(
        "Italien und Frankreich unterzeichneten 2021 einen Freundschaftsvertrag.",
        (own("Italien und Frankreich unterzeichneten 2021 einen Freundschaftsvertrag."),),
        own=True,
    ),
    Example(
        "Der neue Damm soll die Stadt Chur vor Hochwasser schützen.",
        (own("Der neue Damm soll die Stadt Chur vor Hochwasser schützen."),),
        own=True,
    ),
    Example(
        "Der Rhein ist bei Basel seit Montag für Schiffe gesperrt.",
        (own("Der Rhein ist bei Basel seit Montag für Schiffe gesperrt."),),
        own=True,
    ),
    Example(
        "BERN (sda) - Das Parlament hat am Dienstag das Budget angenommen.",
        (own("Das Parlament hat am Dienstag das Budget angenommen."),),
        own=True,
    ),
    # --- nothing to check -----------------------------------------------------------------------
    Example("Wie geht es mit der Schule in Arosa weiter?", own=True),
    Example("Es war ein schöner Tag.", own=True),
    Example("Ob das Geld reicht, ist offen.", own=True),
    Example("Wer die Kosten trägt, ist weiterhin unklar.", own=True),
    Example("Streit um das Stadion in Aarau", own=True),
    Example("Mehr anzeigen\n\nFeedback senden\n\nArtikel teilen", own=True),
    Example("Keystone-SDA", own=True),
    Example("Von Martina Huber, Zürich", own=True),
    Example("Ich habe lange darüber nachgedacht.", own=True),
    Example("Aktualisiert am 3. März 2025, 14:20 Uhr", own=True),
)
