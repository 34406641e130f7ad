"""Words that the comparison of two statements knows, German and English, folded. PURE.

Folded: lower case, ß as ss.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about what a statement is about.
STOP = {
    "de": _words(
        """der die das den dem des ein eine einen einem einer eines und oder aber doch denn sowie
        dass daß ob weil da als wie wo was wer wen wem wessen welche welcher welches welchen welchem
        an am auf aus bei beim bis durch für gegen gegenüber gemäss hinter im in ins infolge
        innerhalb ausserhalb laut mit nach neben ohne per pro seit statt trotz um unter vom von vor
        während wegen wider zu zufolge zum zur zwischen über ans aufs fürs durchs übers dank
        er sie es ihm ihn ihr ihnen sich ich wir mich mir uns du euch man jemand
        sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres mein meine meinen
        unser unsere unseren unserem unserer dieser diese dieses diesen diesem jener jene jenes
        jeder jede jedes jeden jedem alle allen aller alles beide beiden solche solchen solcher
        haben hat hatte hatten habe hätte hätten gehabt ist sind war waren sei seien wäre wären
        bin gewesen werden wird wurde wurden werde würde würden worden geworden
        können kann konnte konnten könne könnte könnten muss müssen musste mussten müsse müsste
        soll sollen sollte sollten solle will wollen wollte wollten wolle darf dürfen durfte
        durften dürfe dürfte dürften mag mögen möchte möchten lassen lässt liess
        auch noch nur schon sehr so ganz etwa rund circa ca ungefähr knapp fast gut gar sogar
        bereits erst eben immer wieder weiter weiterhin nun jetzt dann dabei dazu damit dafür
        dagegen daran darauf daraus davon davor hier dort heute gestern morgen derzeit aktuell
        zurzeit momentan inzwischen mittlerweile bislang bisher zuletzt zudem ausserdem jedoch
        allerdings insgesamt lediglich mindestens höchstens maximal wenigstens mehr weniger als
        viel viele vielen vieler einige mehrere manche etwas einmal zweimal eigentlich tatsächlich
        wirklich offenbar angeblich wohl ja nein also deshalb daher darum hingegen sondern zwar
        je desto umso mal ab her hin los wenn falls sofern sobald solange nachdem bevor obwohl
        indem damals selbst selber derselbe dieselbe gleich anderer andere anderen anderem anderes
        jahr monat woche tag montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
        vergangen letzt vorig nächst kommend laufend zeit ende anfang mitte vorjahr vormonat
        geben gibt gab gegeben stehen machen tun gehen kommen liegen betragen
        befinden gelten
        sagen erklären mitteilen berichten melden betonen behaupten angeben bestätigen schreiben
        sprechen meinen bekannt nennen heissen angabe klar"""
    ),
    "en": _words(
        """the a an and or but nor of to in on at by for from with without about into onto over
        under between among through during before after since until against within per as than
        that which who whom whose what when where why how if whether because although while
        this these those it its he she they him her his them their we us our i me my you your
        is are was were be been being am has have had having do does did doing done will would
        shall should can could may might must ought let so very too also only just even still
        already again ever now then here there today yesterday tomorrow currently recently
        more most less least much many some any all both each every other another such own same
        up down out off about around nearly almost roughly approximately some least
        say said says tell told claim claimed claims report reported reports according state
        stated announce announced year month week day monday tuesday wednesday thursday friday
        saturday sunday last next past end beginning time one get got make made go went come came
        there's it's he's she's they're we're i'm isn't however therefore thus"""
    ),
}

NEGATIONS = {
    "de": _words(
        """nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden
        niemandem weder nirgends nirgendwo keinesfalls keineswegs mitnichten"""
    ),
    "en": _words(
        """not no never none nobody nothing neither nowhere cannot without won't can't don't"""
    ),
}
# They deny an object that the other statement may have another for.
NEGATIVE_PRONOUNS = _words("nichts niemand niemanden niemandem nothing nobody none")
# What looks like a negation and denies nothing: the word, and the one after it.
NO_NEGATION = {
    ("nicht", "nur"),
    ("nicht", "zuletzt"),
    ("nicht", "weniger"),
    ("nicht", "mehr"),  # "nicht mehr als 14": see features; alone it is a denial of today
    ("nicht", "ohne"),
    ("nicht", "bloss"),
    ("nicht", "allein"),
    ("nichts", "anderes"),
    ("kein", "zweifel"),
    ("kein", "wunder"),
    ("keine", "frage"),
    ("not", "only"),
    ("not", "just"),
    ("no", "doubt"),
    ("no", "wonder"),
    ("no", "less"),
    ("no", "more"),
    ("not", "least"),
}
# Verbs that deny what follows them in the sentence, by base form.
DENIALS = {
    "de": _words(
        """bestreiten dementieren leugnen abstreiten verneinen widerlegen zurückweisen
        ausschliessen falschmeldung falsch unwahr"""
    ),
    "en": _words("deny dispute refute debunk false untrue"),
}
FALSE = _words("falschmeldung falsch unwahr false untrue")
CLAUSE_STARTS = {
    "de": _words(
        """sondern aber während obwohl weil dass daß wonach wobei doch jedoch wenn falls damit"""
    ),
    "en": _words("but while although because that whereas if though"),
}

# Two sides of one thing. A word here stands for its pair, so those of one side are synonyms.
OPPOSITES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "direction": (
        _words(
            """steigen ansteigen zunehmen wachsen anwachsen klettern erhöhen heben anheben
            emporschnellen hochschnellen anstieg zunahme wachstum erhöhung zuwachs steigerung
            steigern mehr höher
            rise rose increase grow climb raise growth higher surge soar gain"""
        ),
        _words(
            """sinken absinken abnehmen zurückgehen fallen schrumpfen senken reduzieren verringern
            vermindern rückgang abnahme senkung verringerung reduktion reduzierung rückläufig
            kürzen kürzung einbrechen weniger niedriger tiefer
            fall decrease decline drop shrink cut reduce reduction lower fewer less slump"""
        ),
    ),
    "assent": (
        _words(
            """zustimmen annehmen billigen befürworten gutheissen bejahen zustimmung annahme
            genehmigen unterstützen
            approve accept support endorse back favour favor approval"""
        ),
        _words(
            """ablehnen verwerfen missbilligen ablehnung verweigern
            oppose reject rejection refuse"""
        ),
    ),
    "permission": (
        _words("erlauben gestatten zulassen legalisieren erlaubt legal zulässig allow permit"),
        _words("verbieten untersagen verboten verbot illegal unzulässig ban prohibit forbid"),
    ),
    "opening": (
        _words("öffnen eröffnen eröffnung öffnung open reopen opening"),
        _words("schliessen schliessung close closure shut"),
    ),
    "outcome": (
        _words("gewinnen gewonnen sieg siegen win victory"),
        _words("verlieren verloren niederlage unterliegen lose defeat loss"),
    ),
    "truth": (
        _words("wahr richtig korrekt zutreffen stimmen true correct"),
        _words("unwahr falsch unzutreffend false wrong incorrect untrue"),
    ),
    "guilt": (_words("schuldig guilty"), _words("unschuldig innocent")),
    "safety": (
        _words("sicher ungefährlich unbedenklich harmlos safe harmless"),
        _words("unsicher gefährlich bedenklich schädlich unsafe dangerous harmful"),
    ),
    "effect": (_words("wirksam effective"), _words("unwirksam wirkungslos ineffective")),
    "strength": (_words("stark strong"), _words("schwach weak")),
    "size": (
        _words("gross höchst grösst hoch maximum high highest biggest largest big large"),
        _words("klein tiefst niedrigst kleinst tief niedrig minimum low lowest smallest small"),
    ),
    "merit": (
        _words("verbessern verbesserung besser improve improvement better"),
        _words("verschlechtern verschlechterung schlechter worsen deterioration worse"),
    ),
    "beginning": (
        _words("einführen einführung introduce introduction"),
        _words("abschaffen abschaffung aufheben aufhebung abolish abolition scrap repeal"),
    ),
    "presence": (
        _words("anwesend present"),
        _words("abwesend absent"),
    ),
    "life": (_words("lebendig überleben alive survive"), _words("sterben tot tod die dead death")),
    "timing": (_words("früher früh earlier early"), _words("später spät later late")),
    "balance": (_words("gewinn überschuss profit surplus"), _words("verlust defizit deficit")),
    "stay": (
        _words("bleiben verbleiben remain stay"),
        _words("verlassen austreten zurücktreten austritt rücktritt leave resign quit"),
    ),
    "joining": (_words("beitreten beitritt join accede"), _words("austreten austritt withdraw")),
    "possibility": (_words("möglich possible"), _words("unmöglich impossible")),
    "legality": (
        _words("verfassungsgemäss rechtmässig lawful constitutional"),
        _words("verfassungswidrig rechtswidrig unlawful unconstitutional"),
    ),
    "knowledge": (_words("wissen gewusst know knew known"), _words("ahnungslos unaware")),
}

COMPARATIVES = _words("mehr weniger more less fewer")

DEMANDS = _words(
    """müssen sollen dürfen fordern verlangen muss müsse musste mussten müsste soll solle sollte
    sollten darf dürfe forderung must should ought demand demands demanded"""
)
POSSIBLE = _words(
    """können könnte könnten möglicherweise vielleicht womöglich dürfte dürften eventuell
    might may could maybe perhaps possibly"""
)
INTENDED = _words(
    """wollen planen beabsichtigen vorhaben will wolle wollte wollten geplant plan plans planned
    planning ankündigen beabsichtigt intend intends intended would"""
)
CONDITIONAL = _words("wenn falls sofern würde würden if unless")
FUTURE = {"de": _words("wird werden werde"), "en": _words("will shall")}

FIRST_PERSON = _words(
    """ich wir mich mir uns mein meine meinen meinem meiner unser unsere unseren unserem unserer
    i we me us my our"""
)
# A statement that begins with one of these is about something said before it.
POINTING = _words(
    """er sie dies dieser diese dieses jener jene sein seine seiner seinem seinen ihr ihre ihrem
    ihren ihrer dabei dafür damit dagegen deshalb daher dort davon he she they this these those
    that his her their it"""
)
POINTING_BEFORE_VERB = _words("das")
_FINITE = """ist war sei hat habe hatte wird werde wurde bedeutet kann könne muss zeigt sind gilt
    wäre heisst stimmt reicht geht"""
FINITE = _words(_FINITE)
# Time that only the day of the article explains.
RELATIVE_TIME = _words(
    """heute gestern morgen vorgestern übermorgen montag dienstag mittwoch donnerstag freitag
    samstag sonnabend sonntag vorjahr vormonat vorwoche heuer today yesterday tomorrow monday
    tuesday wednesday thursday friday saturday sunday montagabend dienstagabend mittwochabend
    donnerstagabend freitagabend samstagabend sonntagabend"""
)
# Things that happen once: another date for one of them is another account of it.
ONCE = _words(
    """gründen gründung geboren gebären geburt sterben tod tot beginnen beginn starten start enden
    ende zurücktreten rücktritt verabschieden beschliessen unterzeichnen unterzeichnung stattfinden
    inkrafttreten kraft eröffnen eröffnung ermorden verhaften verhaftung festnehmen explodieren
    explosion abstürzen absturz einmarschieren einmarsch überfallen angreifen angriff anschlag
    ereignen wählen gewählt vereidigen entlassen eintreffen ankommen landen veröffentlichen
    erscheinen treffen einführen austreten beitreten schliessen erschiessen
    found founded born die begin began start end resign adopt sign invade attack arrest explode
    crash elect dismiss arrive land publish introduce happen occur take place open close murder
    launch join leave kill"""
)

NUMBER_WORDS = {
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
    "zwanzig": 20,
    "dreissig": 30,
    "vierzig": 40,
    "fünfzig": 50,
    "hundert": 100,
    "tausend": 1000,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
    "thousand": 1000,
}
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "erste ersten erster erstes first",
            "zweite zweiten zweiter zweites second",
            "dritte dritten dritter drittes third",
            "vierte vierten vierter viertes fourth",
            "fünfte fünften fünfter fünftes fifth",
            "sechste sechsten sechster sechstes sixth",
            "siebte siebten siebter siebtes seventh",
            "achte achten achter achtes eighth",
            "neunte neunten neunter neuntes ninth",
            "zehnte zehnten zehnter zehntes tenth",
        ),
        start=1,
    )
    for word in words.split()
}
SHARES = {
    "hälfte": 50.0,
    "drittel": 100 / 3,
    "viertel": 25.0,
    "half": 50.0,
    "third": 100 / 3,
    "quarter": 25.0,
}
MAGNITUDES = {
    "tausend": 1e3,
    "tsd": 1e3,
    "million": 1e6,
    "millionen": 1e6,
    "mio": 1e6,
    "milliarde": 1e9,
    "milliarden": 1e9,
    "mrd": 1e9,
    "billion": 1e12,
    "billionen": 1e12,
    "thousand": 1e3,
    "millions": 1e6,
    "m": 1e6,
    "bn": 1e9,
    "trillion": 1e12,
}
ENGLISH_BILLION = 1e9
UNITS = {
    "%": "percent",
    "prozent": "percent",
    "percent": "percent",
    "prozentpunkt": "percentage points",
    "prozentpunkte": "percentage points",
    "prozentpunkten": "percentage points",
    "promille": "per mille",
    "euro": "EUR",
    "euros": "EUR",
    "€": "EUR",
    "franken": "CHF",
    "chf": "CHF",
    "fr": "CHF",
    "francs": "CHF",
    "dollar": "USD",
    "dollars": "USD",
    "us-dollar": "USD",
    "$": "USD",
    "pfund": "GBP",
    "pounds": "GBP",
    "£": "GBP",
    "kilometer": "km",
    "kilometern": "km",
    "kilometers": "km",
    "kilometres": "km",
    "km": "km",
    "meter": "m",
    "metern": "m",
    "metres": "m",
    "tonne": "t",
    "tonnen": "t",
    "tons": "t",
    "tonnes": "t",
    "grad": "°",
    "degrees": "°",
    "stunde": "h",
    "stunden": "h",
    "hours": "h",
    "minuten": "min",
    "minutes": "min",
    "tage": "d",
    "tagen": "d",
    "days": "d",
    "wochen": "wk",
    "weeks": "wk",
    "monate": "mo",
    "monaten": "mo",
    "months": "mo",
    "jahre": "a",
    "jahren": "a",
    "years": "a",
    "hektar": "ha",
    "hectares": "ha",
    "megawatt": "MW",
    "gigawatt": "GW",
}
ABOUT = _words("rund etwa circa ca ungefähr zirka about around roughly approximately some")
NEARLY = _words("knapp fast beinahe nahezu nearly almost")
GOOD = _words("gut")
MORE_THAN = _words("über mindestens wenigstens over least above")
LESS_THAN = _words("unter höchstens maximal under most below")
ROLES = {
    "um": "by",
    "by": "by",
    "von": "from",
    "from": "from",
    "auf": "to",
    "to": "to",
}

MONTHS = {
    "januar": 1,
    "jänner": 1,
    "february": 2,
    "januars": 1,
    "january": 1,
    "februar": 2,
    "märz": 3,
    "march": 3,
    "april": 4,
    "mai": 5,
    "may": 5,
    "juni": 6,
    "june": 6,
    "juli": 7,
    "july": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "october": 10,
    "november": 11,
    "dezember": 12,
    "december": 12,
}
YEAR_CUES = _words(
    """jahr jahre jahren seit bis in von ab ende anfang mitte frühjahr sommer herbst winter
    zwischen und vor nach year since by until from early late mid of spring summer autumn
    during"""
)
SCOPE_PREPOSITIONS = _words(
    """in im ins aus bei beim unter für an am auf bis nach among for at across within inside"""
)
PASSIVE = {
    "de": _words("wird werden wurde wurden worden"),
    "en": _words("is are was were been being"),
}
AGENT = {"de": _words("von vom durch"), "en": _words("by")}  # before who does it, in the passive
PARTICLES = _words("ab an auf aus ein zu zurück vor nach mit weg los bei fest statt teil um unter")
