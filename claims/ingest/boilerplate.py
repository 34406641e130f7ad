"""Boilerplate in article texts: button labels, disclaimers, agency bylines. Pure."""

import re
from collections.abc import Iterable

# Labels of buttons and links. Extraction sets lines with one of them aside, too.
BUTTON_PHRASES = (
    """
    mehr anzeigen|weniger anzeigen|feedback senden|mehr erfahren|artikel teilen|artikel merken|
    artikel drucken|artikel anhören|artikel hören|kommentar schreiben|mehr lesen|jetzt lesen|
    jetzt teilen|jetzt abonnieren|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|
    bild vergrössern|bild vergrößern|nach oben|zur startseite|link kopieren|hier klicken|
    folgen sie uns|alle rechte vorbehalten|share this article|read more|show more|show less|
    send feedback|learn more|sign up|sign in|related articles|copy link|back to top
""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
BUTTON_WORDS = """
    teilen anzeige werbung weiterlesen abonnieren newsletter kommentare anmelden einloggen
    registrieren datenschutz impressum subscribe advertisement
""".split()
AGENCIES = """
    keystone-sda|keystone|sda|ats|dpa(?:-afx)?|apa|afp|agence france-presse|ap|associated press|
    reuters|rtr|epd|kna|sid|awp|upi|ansa|itar-tass|tass|ritzau
""".replace("\n", "").replace("    ", "")

# Boilerplate where alone in a paragraph; within a sentence these are ordinary words.
RESIDUE_WORDS = """
    merken drucken kommentieren vorlesen empfohlen vollbild startseite whatsapp facebook twitter x
    e-mail email schliessen schließen zurück mehr share print comments
""".split()
RESIDUE_PHRASES = """
    externer inhalt|inhalt anzeigen|zum thema|darum gehts|darum geht's|auf einen blick
""".strip().split("|")
RESIDUE_LINES = {*BUTTON_PHRASES, *BUTTON_WORDS, *RESIDUE_WORDS, *RESIDUE_PHRASES}
ADVERT_LABELS = frozenset({"anzeige", "werbung", "advertisement"})
# A label of a summary box, joined to the box's first line.
SUMMARY_LABEL = re.compile(r"(?:Darum gehts|Darum geht's|Darum geht’s)\s*:?\s+(?=\S)")
# Joined to the end of a paragraph. The first letter's case counts: a capital is a button.
BUTTON = rf"(?=[A-Z])(?i:{'|'.join(BUTTON_PHRASES)})"
SHORT_BUTTON = r"Teilen|Anzeige|Werbung|Merken|Drucken|Weiterlesen|Share|Advertisement"
DISCLAIMER = (
    r"(?:Die |Unsere )?(?:[Kk]ünstliche Intelligenz|KI)\b[^.!?\n]{0,60}\blernt noch\b"
    r"[^.!?\n]{0,40}\bFehler\b[^.!?\n]{0,30}[.!]"
    r"|Dies(?:er|e|es) (?:Text|Artikel|Inhalt|Zusammenfassung)\b[^.!?\n]{0,40}\bwurden? (?:mit|von)"
    r"(?: Hilfe)?(?: von| einer?| der)? (?:[Kk]ünstlicher? Intelligenz|KI)\b[^.!?\n]{0,80}[.!]"
    r"|(?:This|The) (?:text|summary|article)\b[^.!?\n]{0,40}\b(?:generated|created) (?:by|with) "
    r"(?:AI|artificial intelligence)\b[^.!?\n]{0,80}[.!]"
)
TAIL = re.compile(rf"\s*(?:{DISCLAIMER}|\b(?:{BUTTON})|(?<=[.!?»”\"]) (?:{SHORT_BUTTON}))[ .:]*$")
TAIL_LENGTH = 400  # characters at the end that are searched, so that the time is linear
BYLINE = re.compile(
    rf"\(?((?:{AGENCIES})(?:\s?[/,+]\s?(?:{AGENCIES}|[a-z]{{2,5}}))*)\)?"
    r"(?:[\s–-]+(?:Die Schweizer Nachrichtenagentur|Nachrichtenagentur|News agency))?",
    re.IGNORECASE,
)


def strip_boilerplate(paragraphs: Iterable[str]) -> tuple[list[str], str]:
    """The paragraphs without buttons, labels, disclaimers and bylines; and the agency's byline."""
    kept: list[str] = []
    byline = ""
    for paragraph in paragraphs:
        text = _strip_tail(SUMMARY_LABEL.sub("", paragraph, count=1))
        if not text or label_of(text) in RESIDUE_LINES:
            continue
        agency = BYLINE.fullmatch(text)
        if agency:
            byline = byline or agency[1]
            continue
        kept.append(text)
    return kept, byline


def _strip_tail(paragraph: str) -> str:
    while paragraph:
        start = max(0, len(paragraph) - TAIL_LENGTH)
        tail = TAIL.search(paragraph, start)
        if tail is None:
            break
        paragraph = paragraph[: tail.start()].rstrip()
    return paragraph


def label_of(paragraph: str) -> str:
    """A short paragraph in lower case without marks, to compare with labels."""
    if len(paragraph) > 60:
        return paragraph
    return paragraph.lower().strip(" .:…»›>→+-|•·")
