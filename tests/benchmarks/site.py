"""A local news site whose pages change: harmlessly, materially, or by not answering any more.

Each page is an article of some 20 kB in the manner of a German-language newspaper, made by a
seeded generator, with one cited passage. ``KINDS`` names what may happen to it between two looks;
every page that changes also gets new adverts, dates, counts and teasers, as pages do.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

# --- Sentences --------------------------------------------------------------------------------

# As first written, and the same said otherwise. «¬» is where «nicht» may be put in.
SENTENCES = [
    (
        "Die Kantonspolizei {place} zählte im vergangenen Jahr {n} Einbrüche, {p} Prozent weniger "
        "als im Jahr zuvor, und hat die Zahlen ¬bestätigt.",
        "{n}-mal wurde laut Polizei {place} letztes Jahr eingebrochen, ein Rückgang um {p} Prozent.",
    ),
    (
        "Der Bundesrat will die Beiträge bis {year} um mindestens {n} Millionen Franken erhöhen und "
        "¬kürzen, wie {name} am Montag sagte.",
        "{n} Millionen Franken mehr stellt die Landesregierung laut {name} bis {year} bereit.",
    ),
    (
        "Nach Angaben von {name} sind die Mieten in {place} seit {year} um {p} Prozent gestiegen, "
        "was die Verwaltung ¬bestreitet.",
        "Wer in {place} wohnt, zahlt heute {p} Prozent mehr Miete als {year}, rechnet {name} vor.",
    ),
    (
        "Im Spital {place} wurden am Dienstag {n} Patientinnen und Patienten behandelt, mehr als im "
        "Frühling, das Personal reicht ¬aus.",
        "{n} Kranke lagen am Dienstag im Spital {place}; so viele waren es im Frühjahr noch nicht.",
    ),
    (
        "«Wir haben {n} Gesuche geprüft und {p} davon ¬bewilligt», sagte {role} {name} am Freitag "
        "vor den Medien in {place}.",
        "{role} {name} sprach in {place} von {n} geprüften Gesuchen, wovon {p} durchkamen.",
    ),
    (
        "Die Arbeitslosenquote lag im Mai bei {p},{d} Prozent und damit höher als erwartet, "
        "saisonbereinigt hat sie sich ¬verändert.",
        "{p},{d} Prozent der Erwerbspersonen waren im Mai ohne Stelle, mehr als gedacht.",
    ),
    (
        "Der Gemeinderat von {place} lehnte den Kredit von {n} Millionen Franken mit {p} gegen {d} "
        "Stimmen ab, obwohl die Kommission ihn ¬empfohlen hatte.",
        "Kein Geld aus {place}: {p} zu {d} fiel die Abstimmung über die {n} Millionen aus.",
    ),
    (
        "Laut {role} {name} wird das Kraftwerk bei {place} im März {year} abgeschaltet, die "
        "Versorgung sei ¬gefährdet.",
        "Das Ende der Anlage nahe {place} kommt {year}, Engpässe befürchtet {name} kaum.",
    ),
    (
        "Die Züge zwischen {place} und Bern waren im Sommer zu {p} Prozent pünktlich, schneller "
        "fahren sie ¬.",
        "Bahnreisende ab {place} kamen im Sommer in {p} von hundert Fällen rechtzeitig in Bern an.",
    ),
    (
        "Rund {n} Menschen demonstrierten am Samstag in {place} gegen das Gesetz, die Polizei griff "
        "¬ein.",
        "Gegen die Vorlage gingen am Wochenende in {place} etwa {n} Personen auf die Strasse.",
    ),
    (
        "Forschende der Universität {place} untersuchten {n} Proben und fanden in {p} Prozent davon "
        "Rückstände, der Grenzwert wurde ¬überschritten.",
        "In {p} von hundert Proben, insgesamt {n}, stiess die Hochschule {place} auf Spuren.",
    ),
    (
        "Der Konzern streicht in {place} bis Ende {year} {n} Stellen, {name} schliesst weitere "
        "Entlassungen ¬aus.",
        "{n} Angestellte in {place} verlieren bis {year} ihre Arbeit, teilte {name} mit.",
    ),
]
FILL = [
    "{name} sagte der Zeitung, man habe die Unterlagen Ende {month} erhalten und lese sie nun Seite für Seite.",
    "In {place} war die Stimmung am Abend ruhig, vor dem Rathaus standen noch einige Fahrräder.",
    "Die Vorlage kommt voraussichtlich im {month} in den Rat, danach hat das Volk das letzte Wort.",
    "Das Amt wollte sich auf Anfrage nicht dazu äussern und verwies auf die Mitteilung vom {d}. {month}.",
    "Wie es weitergeht, entscheidet sich an der Sitzung in {place}, zu der auch {name} eingeladen ist.",
    "Kritik kommt von {role} {name}: «So kann man mit den Gemeinden nicht umgehen», heisst es in einem Brief.",
    "Bereits vor {d} Jahren hatte eine Arbeitsgruppe {p} Empfehlungen vorgelegt, von denen wenige umgesetzt sind.",
    "Auf dem Platz in {place} erinnert nur noch ein Schild an den Bau, der {year} begonnen wurde.",
    "{role} {name} verteidigte das Vorgehen und sprach von einem Kompromiss, den alle mittragen könnten.",
    "Zum Vergleich: In {place} hatte man sich {year} für einen anderen Weg entschieden.",
    "Der Verband zählt nach eigenen Angaben {n} Mitglieder in {p} Sektionen.",
    "Einige Fragen bleiben offen, etwa jene nach den Kosten für die Jahre nach {year}.",
]
OPPOSITES = [
    ("weniger", "mehr"),
    ("mindestens", "höchstens"),
    ("Millionen", "Milliarden"),
    ("gestiegen", "gesunken"),
    ("mehr", "weniger"),
    ("Dienstag", "Mittwoch"),
    ("bewilligt", "abgelehnt"),
    ("höher", "tiefer"),
    ("lehnte", "nahm"),
    ("abgeschaltet", "eingeschaltet"),
    ("pünktlich", "verspätet"),
    ("gegen", "für"),
    ("Rückstände", "Fremdstoffe"),
    ("streicht", "schafft"),
]
PLACES = "Zürich Luzern Chur Olten Basel Aarau Thun Winterthur Konstanz Köln Jena Graz".split()
NAMES = "Anna Keller|Urs Ammann|Mehmet Yıldız|Chiara Rossi|Léa Müller|Jörg Weiß|Zoë Brändli".split(
    "|"
)
ROLES = "Stadträtin|Sprecherin|Direktor|Regierungsrat|Ökonomin|Präsident".split("|")
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November".split()
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
GOODS = "Velos Weine Matratzen Uhren Kaffee Reisen Hörgeräte Solarzellen Küchen Sofas".split()


def _fill(chance: random.Random, template: str, values: dict[str, object] | None = None) -> str:
    return template.format_map(values or _values(chance))


def _values(chance: random.Random) -> dict[str, object]:
    return {
        "n": chance.choice(
            [chance.randint(21, 999), f"{chance.randint(1, 9)}{chance.randint(100, 999)}"]
        ),
        "p": chance.randint(11, 89),
        "d": chance.randint(2, 9),
        "year": chance.randint(2011, 2031),
        "place": chance.choice(PLACES),
        "name": chance.choice(NAMES),
        "role": chance.choice(ROLES),
        "month": chance.choice(MONTHS),
    }


# --- Articles ---------------------------------------------------------------------------------


@dataclass
class Article:
    """``paragraphs`` are lists of sentences; that which is cited stands in the middle of one."""

    title: str
    paragraphs: list[list[str]]
    place: tuple[int, int]  # paragraph and sentence of the passage
    passage: str  # what is cited: that sentence, or the part of it that tells
    marked: str  # the same with «¬»
    otherwise: str
    look: int  # which of the templates
    seed: int
    note: str = ""  # a box at the end
    extra: str = ""  # in the page, outside the article
    markup: Callable[[str], str] = field(default=lambda html: html)

    @property
    def sentence(self) -> str:
        paragraph, number = self.place
        return self.paragraphs[paragraph][number]

    def with_sentence(self, sentence: str) -> Article:
        paragraphs = [list(sentences) for sentences in self.paragraphs]
        paragraph, number = self.place
        paragraphs[paragraph][number] = sentence
        return replace(self, paragraphs=paragraphs)

    def with_passage(self, passage: str) -> Article:
        return self.with_sentence(self.sentence.replace(self.passage, passage))


def _article(number: int, seed: int) -> Article:
    chance = random.Random(f"{seed}/{number}")
    template, other = chance.choice(SENTENCES)
    values = _values(chance)
    marked = _fill(chance, template, values)
    paragraphs = []
    for _ in range(chance.randint(14, 22)):
        kinds = chance.choices([FILL, [s for s, _o in SENTENCES]], [4, 1], k=chance.randint(2, 4))
        paragraphs.append([_fill(chance, chance.choice(k)).replace("¬", "") for k in kinds])
    place = (chance.randrange(1, len(paragraphs) - 1), 0)
    if chance.random() < 0.7:  # else the passage is the paragraph's beginning
        place = (place[0], chance.randrange(1, len(paragraphs[place[0]])))
    if chance.random() < 0.15:  # the passage is a paragraph, a box or a row of its own
        place = (place[0], 0)
        paragraphs[place[0]] = [""]
    sentence = marked.replace("¬", "")
    paragraphs[place[0]][place[1]] = sentence
    passage = sentence
    return Article(
        title=f"{chance.choice(PLACES)}: {chance.choice(GOODS)}, Zahlen und Streit um Vorlage {number}",
        paragraphs=paragraphs,
        place=place,
        passage=passage,
        marked=marked,
        otherwise=_fill(chance, other, values),
        look=chance.randrange(4),
        seed=chance.randrange(10**9),
    )


# --- Pages ------------------------------------------------------------------------------------


def render(article: Article, *, edition: int = 0) -> str:
    """The page. Another edition has other adverts, dates, counts, tokens and teasers."""
    chance = random.Random(f"{article.seed}/{edition}")
    paragraphs = [_markup(article, number) for number in range(len(article.paragraphs))]
    place = chance.randrange(len(paragraphs))
    paragraphs.insert(place, _advert(chance))
    body = "\n".join(paragraphs)
    stamp = f"{chance.choice(DAYS)}, {chance.randint(1, 28)}. {chance.choice(MONTHS)} 2026, {chance.randint(10, 23)}.{chance.randint(10, 59)} Uhr"
    head = f"<h1>{article.title}</h1><p class='date'>Aktualisiert am {stamp}</p>"
    comments = f"<section id='comments'><h2>{chance.randint(2, 400)} Kommentare</h2>" + "".join(
        f"<p>{_fill(chance, chance.choice(FILL))}</p>" for _ in range(3)
    )
    teasers = "<aside><h2>Meistgelesen</h2><ul>" + "".join(
        f"<li><a href='/{chance.randrange(10**6)}'>{_fill(chance, chance.choice(FILL))}</a></li>"
        for _ in range(6)
    )
    note = f"<div class='note'><p>{article.note}</p></div>" if article.note else ""
    whole = f"{head}{body}{note}{comments}</section>"
    if article.look == 0:
        content = f"<main><article>{whole}</article></main>{teasers}</ul></aside>"
    elif article.look == 1:
        content = f"<div class='page'><div class='story'>{whole}</div>{teasers}</ul></aside></div>"
    elif article.look == 2:
        content = f"<div role='main'>{whole}{teasers}</ul></aside></div>"
    else:
        content = f"<main>{teasers}</ul></aside><article>{whole}</article></main>"
    html = f"""<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>{article.title} | Blatt</title>
<meta name="csrf" content="{chance.getrandbits(128):x}">
<style>{_rubbish(article.seed, 70)}</style></head><body>
<header><nav><a href="/">Start</a> <a href="/sport">Sport</a> <a href="/{edition}">{chance.choice(GOODS)}</a></nav></header>
{article.extra}{content}
<script nonce="{chance.getrandbits(64):x}">var data = "{_rubbish(edition + 1, 90)}";</script>
<footer>© Blatt, {stamp}</footer></body></html>"""
    return article.markup(html)


def _markup(article: Article, number: int) -> str:
    text = " ".join(article.paragraphs[number])
    if number == article.place[0] and len(article.paragraphs[number]) == 1:
        return [
            f"<p>{text}</p>",
            f"<blockquote>{text}</blockquote>",
            f"<ul><li>{text}</li></ul>",
            f"<table><tr><td>{text}</td></tr></table>",
        ][article.seed % 4]
    return f"<p>{text}</p>" + ("<h2>Was bisher geschah</h2>" if number % 6 == 5 else "")


def _advert(chance: random.Random) -> str:
    good = chance.choice(GOODS)
    words = f"{good} jetzt {chance.randint(10, 70)} Prozent billiger!"
    return f"<div class='ad'><p>Anzeige</p><p>{words}</p></div>"


def _rubbish(seed: int, lines: int) -> str:
    chance = random.Random(seed)
    return "\n".join(
        f".c{chance.getrandbits(32):x} {{ margin: {chance.randint(1, 40)}px }} /* {chance.getrandbits(160):x} */"
        for _ in range(lines)
    )


# --- Harmless changes -------------------------------------------------------------------------

Change = Callable[[Article, random.Random], Article]


def same(article: Article, _chance: random.Random) -> Article:
    return article


def reordered(article: Article, chance: random.Random) -> Article:
    """The other paragraphs stand in another order; that which has the passage stays in the text."""
    mine = article.paragraphs[article.place[0]]
    paragraphs = list(article.paragraphs)
    chance.shuffle(paragraphs)
    number = next(n for n, p in enumerate(paragraphs) if p is mine)
    return replace(article, paragraphs=paragraphs, place=(number, article.place[1]))


def moved(article: Article, chance: random.Random) -> Article:
    """The passage stands in another paragraph, between other sentences."""
    paragraphs = [list(p) for p in article.paragraphs]
    sentence = paragraphs[article.place[0]].pop(article.place[1])
    others = [n for n in range(len(paragraphs)) if abs(n - article.place[0]) > 2]
    number = chance.choice(others)
    paragraphs[number].insert(1, sentence)
    paragraphs = [p or ["Der Abschnitt wurde verschoben."] for p in paragraphs]
    return replace(article, paragraphs=paragraphs, place=(number, 1))


def typo_fixed(article: Article, chance: random.Random) -> Article:
    """One letter in a sentence beside the passage, or in the same paragraph."""
    paragraphs = [list(p) for p in article.paragraphs]
    number, place = article.place
    beside = [(number, n) for n in range(len(paragraphs[number])) if n != place]
    beside += [(number - 1, len(paragraphs[number - 1]) - 1), (number + 1, 0)]
    p, s = chance.choice(beside)
    words = paragraphs[p][s].split(" ")
    long = [n for n, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    at = chance.choice(long) if long else 0
    words[at] = words[at][:3] + words[at][4:]
    paragraphs[p][s] = " ".join(words)
    return replace(article, paragraphs=paragraphs)


def continued(article: Article, chance: random.Random) -> Article:
    """News at the top and new sentences around the passage."""
    paragraphs = [list(p) for p in article.paragraphs]
    paragraphs[article.place[0]].append(_fill(chance, chance.choice(FILL)))
    new = [[_fill(chance, chance.choice(FILL)) for _ in range(3)] for _ in range(2)]
    place = (article.place[0] + 2, article.place[1])
    return replace(article, paragraphs=new + paragraphs, place=place)


def shortened(article: Article, _chance: random.Random) -> Article:
    """The end of the article is taken out."""
    return replace(article, paragraphs=article.paragraphs[: article.place[0] + 1])


def box_between(article: Article, chance: random.Random) -> Article:
    """A box stands directly before and after the passage's paragraph."""
    box = [f"Lesen Sie auch: {_fill(chance, chance.choice(FILL))}"]
    paragraphs = list(article.paragraphs)
    number = article.place[0]
    paragraphs[number : number + 1] = [box, paragraphs[number], [f"Bild: {chance.choice(NAMES)}"]]
    return replace(article, paragraphs=paragraphs, place=(number + 1, article.place[1]))


def rewritten_around(article: Article, chance: random.Random) -> Article:
    """Other sentences stand directly before and after the passage, as rotating adverts would."""
    paragraphs = [list(p) for p in article.paragraphs]
    number, place = article.place
    before, after = (f"{chance.choice(NAMES)}: Jetzt {what}!" for what in ("sparen", "buchen"))
    paragraphs[number] = [before, paragraphs[number][place], after]
    return replace(article, paragraphs=paragraphs, place=(number, 1))


def retitled(article: Article, chance: random.Random) -> Article:
    return replace(article, title=f"Was die Zahlen aus {chance.choice(PLACES)} bedeuten")


def redesigned(article: Article, _chance: random.Random) -> Article:
    return replace(article, look=(article.look + 1) % 4)


def typeset(article: Article, chance: random.Random) -> Article:
    """Other quotation marks, hard spaces, soft hyphens, links and bold type in the passage."""
    words = article.passage.split(" ")
    at = chance.randrange(1, len(words) - 1)
    words[at] = chance.choice(["<b>{}</b>", '<a href="/thema">{}</a>', "<em>{}</em>"]).format(
        words[at]
    )
    long = next((n for n, w in enumerate(words) if len(w) > 9 and w.isalpha()), None)
    if long is not None:
        words[long] = words[long][:4] + "&shy;" + words[long][4:]
    set_anew = "&nbsp;".join(words).replace("«", "„").replace("»", "“")
    return article.with_passage(set_anew)


def quoted_in_teaser(article: Article, _chance: random.Random) -> Article:
    return replace(article, extra=f"<aside><p>Heute wichtig: {article.passage}</p></aside>")


def cookie_banner(article: Article, _chance: random.Random) -> Article:
    """A banner over the page, which has its whole text."""
    banner = "<div class='banner'><p>Wir verwenden Cookies. Alle akzeptieren?</p></div>"
    return replace(article, extra=banner)


# --- Material changes -------------------------------------------------------------------------


def one_word(article: Article, chance: random.Random) -> Article:
    fitting = [(a, b) for a, b in OPPOSITES if re.search(rf"\b{a}\b", article.passage)]
    old, new = chance.choice(fitting) if fitting else (article.passage.split()[0], "Angeblich")
    return article.with_passage(re.sub(rf"\b{re.escape(old)}\b", new, article.passage, count=1))


def one_number(article: Article, chance: random.Random) -> Article:
    """One figure of one number; often just two figures change places."""
    found = chance.choice(list(re.finditer(r"\d+", article.passage)))
    old = found[0]
    new = old[:-1] + str((int(old[-1]) + chance.randint(1, 8)) % 10)
    if len(old) > 2 and old[-1] != old[-2] and chance.random() < 0.5:
        new = old[:-2] + old[-1] + old[-2]
    passage = article.passage[: found.start()] + new + article.passage[found.end() :]
    return article.with_passage(passage)


def negation(article: Article, _chance: random.Random) -> Article:
    return article.with_passage(article.marked.replace("¬.", "nicht.").replace("¬", "nicht "))


def hedged(article: Article, chance: random.Random) -> Article:
    """One word is put in."""
    words = article.passage.split(" ")
    words.insert(chance.randrange(1, len(words) - 1), "angeblich")
    return article.with_passage(" ".join(words))


def cut_short(article: Article, _chance: random.Random) -> Article:
    """The last clause is taken out."""
    return article.with_passage(article.passage.rpartition(",")[0] + ".")


def paraphrased(article: Article, _chance: random.Random) -> Article:
    return article.with_sentence(article.otherwise)


def removed(article: Article, _chance: random.Random) -> Article:
    paragraphs = [list(p) for p in article.paragraphs]
    del paragraphs[article.place[0]][article.place[1]]
    return replace(article, paragraphs=[p for p in paragraphs if p])


def corrected_with_note(article: Article, chance: random.Random) -> Article:
    """The number is another, and a note quotes the words that stood there."""
    old = article.passage
    note = f"Korrektur: In einer früheren Fassung dieses Artikels hiess es: {old} Das war falsch."
    return replace(one_number(article, chance), note=note)


def taken_back_in_place(article: Article, _chance: random.Random) -> Article:
    """The words still stand there, called wrong now."""
    return article.with_sentence(f"Hier stand: «{article.sentence}» Diese Angabe war falsch.")


def removed_beside_teaser(article: Article, chance: random.Random) -> Article:
    return quoted_in_teaser(removed(article, chance), chance)


def changed_in_redesign(article: Article, chance: random.Random) -> Article:
    """One number, while the page is redesigned and continued."""
    return redesigned(continued(one_number(article, chance), chance), chance)


# --- What the server says ---------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    manner: str = ""  # "late", "endless" or "drop by drop"


def _html(text: str, *headers: tuple[str, str], status: int = 200, manner: str = "") -> Answer:
    return Answer(status, text.encode(), headers, manner)


def _small_page(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Start</a></nav>"
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )


NOT_FOUND = _small_page(
    "Seite nicht gefunden", "Die gewünschte Seite wurde leider nicht gefunden.", "Zur Startseite"
)
FRONT = _small_page("Blatt", *(_fill(random.Random(n), FILL[n]) for n in range(10)))
COOKIE_WALL = _small_page(
    "Willkommen",
    "Um dieses Angebot zu lesen, brauchen wir Ihre Zustimmung.",
    "Mit Werbung und Tracking weiterlesen oder Alle akzeptieren.",
)
PAYWALL = "Weiterlesen mit einem Abo. Jetzt abonnieren und den Artikel freischalten."


def _walled(article: Article) -> str:
    first = " ".join(article.paragraphs[0])
    return _small_page(article.title, first[:200], PAYWALL)


@dataclass(frozen=True)
class Kind:
    """What happens to a page. ``alarm`` is whether an editor has to hear of it.

    ``change`` rewrites the article; ``answers`` are given instead of it, one after the other, the
    last for ever; None among them stands for the page.
    """

    name: str
    alarm: bool
    change: Change = same
    answers: tuple[Callable[[Article], Answer] | None, ...] = (None,)
    etag: str = ""  # "kept": the server answers 304; "other": a new one for the same page
    is_new_edition: bool = True


def _say(text: str, **how: object) -> Callable[[Article], Answer]:
    return lambda _article: _html(text, **how)  # type: ignore[arg-type]


def _to(place: str) -> Callable[[Article], Answer]:
    return lambda _article: Answer(302, b"", (("Location", place),))


def _page_as(**how: object) -> Callable[[Article], Answer]:
    return lambda article: _html(render(article, edition=1), **how)  # type: ignore[arg-type]


def _latin(article: Article) -> Answer:
    html = render(article, edition=1).replace('<meta charset="utf-8">', "")
    body = html.encode("iso-8859-1", "xmlcharrefreplace")
    return Answer(200, body, (("Content-Type", "text/html; charset=iso-8859-1"),))


def _packed(article: Article) -> Answer:
    return Answer(
        200, gzip.compress(render(article, edition=1).encode()), (("Content-Encoding", "gzip"),)
    )


BROKEN = _say("<h1>Fehler</h1><p>Interner Serverfehler.</p>", status=500)
KINDS = [
    # Harmless
    Kind("nothing, ETag", False, etag="kept", is_new_edition=False),
    Kind("nothing, no ETag", False, is_new_edition=False),
    Kind("nothing, another ETag", False, etag="other", is_new_edition=False),
    Kind("adverts, dates, counts, tokens", False),
    Kind("the same, with an ETag", False, etag="other"),
    Kind("paragraphs reordered", False, reordered),
    Kind("typo fixed beside the passage", False, typo_fixed),
    Kind("article continued", False, continued),
    Kind("end of the article cut", False, shortened),
    Kind("boxes put in around the passage", False, box_between),
    Kind("other sentences beside the passage", False, rewritten_around),
    Kind("new headline", False, retitled),
    Kind("new design", False, redesigned),
    Kind("passage set in other type", False, typeset),
    Kind("passage also quoted in a teaser", False, quoted_in_teaser),
    Kind("passage moved within the page", False, moved),
    Kind("cookie banner over the text", False, cookie_banner),
    Kind("another character set", False, answers=(_latin,)),
    Kind("compressed", False, answers=(_packed,)),
    Kind("late answer", False, answers=(_page_as(manner="late"),)),
    Kind("status 500, once", False, answers=(BROKEN, None)),
    Kind("no answer, once", False, answers=(_page_as(manner="endless"), None)),
    Kind("redirect to the same text", False, answers=(_to("{path}/neu"),)),
    # Material
    Kind("one word", True, one_word),
    Kind("one number", True, one_number),
    Kind("one number, with an ETag", True, one_number, etag="other"),
    Kind("negation put in", True, negation),
    Kind("hedge put in", True, hedged),
    Kind("last clause cut", True, cut_short),
    Kind("passage paraphrased", True, paraphrased),
    Kind("passage removed", True, removed),
    Kind("removed, but quoted in a teaser", True, removed_beside_teaser),
    Kind("corrected, old words in a note", True, corrected_with_note),
    Kind("taken back where it stood", True, taken_back_in_place),
    Kind("one number, in a new design", True, changed_in_redesign),
    Kind("status 404", True, answers=(_say(NOT_FOUND, status=404),)),
    Kind("status 410", True, answers=(_say(NOT_FOUND, status=410),)),
    Kind("status 500, lasting", True, answers=(BROKEN,)),
    Kind("soft 404", True, answers=(_say(NOT_FOUND),)),
    Kind("cookie wall", True, answers=(_say(COOKIE_WALL),)),
    Kind("paywall", True, answers=(lambda article: _html(_walled(article)),)),
    Kind("redirect to the front page", True, answers=(_to("/"),)),
    Kind("redirect loop", True, answers=(_to("{path}"),)),
    Kind("another article", True, answers=(_say(FRONT),)),
    Kind("endless answer", True, answers=(_page_as(manner="endless"),)),
    Kind("answer drop by drop", True, answers=(_page_as(manner="drop by drop"),)),
]


@dataclass
class Page:
    number: int
    kind: Kind
    article: Article
    changed: Article
    asked: int = 0  # since the change

    @property
    def path(self) -> str:
        return f"/artikel/{self.number}"

    def answer(self, *, is_changed: bool) -> Answer:
        if not is_changed:
            return _html(render(self.article), *self._etag("1"))
        way = self.kind.answers[min(self.asked, len(self.kind.answers) - 1)]
        self.asked += 1
        if way is None:
            edition = 1 if self.kind.is_new_edition else 0
            tag = "1" if self.kind.etag == "kept" else "2"
            return _html(render(self.changed, edition=edition), *self._etag(tag))
        answer = way(self.changed)
        headers = tuple((name, value.format(path=self.path)) for name, value in answer.headers)
        return replace(answer, headers=headers)

    def _etag(self, value: str) -> list[tuple[str, str]]:
        return [("ETag", f'"{value}"')] if self.kind.etag else []


def make_pages(count: int, seed: int = 5) -> list[Page]:
    """So many pages, all kinds equally often."""
    pages = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        article = _article(number, seed)
        changed = kind.change(article, random.Random(f"{seed}/{number}/change"))
        pages.append(Page(number, kind, article, changed))
    return pages


# --- The server -------------------------------------------------------------------------------

LATE = 0.3  # seconds


class Site:
    """Answers on a port of its own, in a thread of its own, until the block ends."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.by_path = {page.path: page for page in pages}
        self.is_changed = False
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> Site:
        self.server = self.loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0)
        )
        self.place = f"127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.loop.call_soon_threadsafe(self._stop)
        self.thread.join(10)
        self.loop.close()

    def _stop(self) -> None:
        self.server.close()
        waiting = asyncio.all_tasks(self.loop)
        for task in waiting:
            task.cancel()
        asyncio.gather(*waiting, return_exceptions=True).add_done_callback(
            lambda _done: self.loop.stop()
        )
        if not waiting:
            self.loop.stop()

    def url(self, page: Page) -> str:
        return f"http://{self.place}{page.path}"

    def change(self) -> None:
        """From now on all pages are as they are after what happens to them."""
        self.is_changed = True
        for page in self.pages:
            page.asked = 0

    def answer(self, path: str, if_none_match: str) -> Answer:
        if path == "/":
            return _html(FRONT)
        page = self.by_path.get(path.removesuffix("/neu"))
        if page is None:
            return Answer(404)
        if path.endswith("/neu"):
            return _html(render(page.changed, edition=1))
        answer = page.answer(is_changed=self.is_changed)
        if if_none_match and dict(answer.headers).get("ETag") == if_none_match:
            return Answer(304, b"", answer.headers)
        return answer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                tag = re.search(r"(?im)^if-none-match: (.*?)\r$", head)
                answer = self.answer(head.split(" ", 2)[1], tag[1] if tag else "")
                await self._write(writer, answer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass  # the client has gone, or the site is closed
        finally:
            writer.close()

    async def _write(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(answer.body)),
            **dict(answer.headers),
        }
        if answer.status == 304:
            del headers["Content-Length"]
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"HTTP/1.1 {answer.status} Status\r\n{lines}\r\n".encode("latin-1")
        if answer.manner == "late":
            await asyncio.sleep(LATE)
        if answer.manner == "endless":
            writer.write(head + answer.body[:1000])
            await asyncio.sleep(3600)
        if answer.manner == "drop by drop":
            for byte in head + answer.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.2)
        writer.write(head + answer.body)
        await writer.drain()
