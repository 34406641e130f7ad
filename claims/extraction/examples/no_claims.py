"""Sentences in which nobody's words are rendered, though they look like it."""

from __future__ import annotations

from claims.extraction.examples.example import Example

NO_CLAIMS: tuple[Example, ...] = (
    Example("Der Redner sprach lange und ruhig."),
    Example("Die Nachbarin erzählte gern Geschichten."),
    Example("Das Gespräch dauerte zwei Stunden."),
    Example("Die Tür stellte sich als offen heraus."),
    Example("Der Zeuge wurde am Mittwoch befragt."),
    Example("Die Anklage wird im Herbst verlesen."),
    Example("Der Stein fiel so, dass niemand getroffen wurde."),
    Example("Die Brücke ist so schmal, dass nur ein Auto darauf passt."),
    Example("Der Fahrer bremste, um den Hund nicht zu überfahren."),
    Example("Er stieg ein, ohne ein Wort zu sagen."),
    Example("Es gelang der Feuerwehr, das Feuer zu löschen."),
    Example("Der Bauer begann, die Kühe zu melken."),
    Example("Der Bus kam zu spät, weil die Strasse gesperrt war."),
    Example("Der Hund, der gestern entlaufen ist, wurde gefunden."),
    Example("Bevor der Regen kam, war das Heu eingebracht."),
    Example("Das Kind lernte, ohne Hilfe zu schwimmen."),
    Example("Die Firma heisst seit Januar Alpina."),
)
