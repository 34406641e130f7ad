"""German verbs of saying, writing and thinking, with what each may govern.

One line a verb: the infinitive, ``|`` after a separable prefix, then its government:

``d`` a dass clause, ``b`` a bare clause, ``i`` an infinitive with "zu", ``w`` a w or ob clause,
``q`` words in quotation marks, ``o`` a noun phrase that makes the sentence a paraphrase
(``o:von`` through this preposition only), ``!`` plainly speech, ``?`` speech only with a
clause in the subjunctive or a human subject, ``t`` the speaker is the one thought or felt.
"""

from __future__ import annotations

SAYING = """
sagen dbwq!
sprechen q o:von
aus|sagen dbwq!
voraus|sagen db o
zu|sagen dbi o
nach|sagen dbi
ab|sagen q
erklären dbwqi!
berichten dbwq! o:über o:von
mit|teilen dbwq! o
schreiben dbwq!
vor|schreiben di
zu|schreiben di o
fest|schreiben d
beschreiben dw o:als
umschreiben d o:als
unterschreiben q
melden dbq! o
vermelden dbq! o
betonen dbwq! o
unterstreichen dbw o
hervor|heben dbq! o
heraus|streichen db
bestätigen dbwq! o
bekräftigen dbiq! o
bekunden dbi o
beteuern dbiq! o
versichern dbiq! o
zu|sichern dbi o
garantieren dbi o
behaupten dbiq! o
meinen dbq!t
finden dbq?t
antworten dbq!
beantworten q
erwidern dbq!
entgegnen dbq!
kontern dbq!
kommentieren dbq!
konstatieren dbq!
resümieren dbq!
bilanzieren dbq!
äussern dbq! o
ergänzen dbq!
hinzu|fügen dbq!
hinzu|setzen dbq!
nach|schieben q
fort|fahren q
weiter|führen q
an|merken dbq!
bemerken dbq!
erwähnen dbwq! o
notieren dbq
präzisieren dbwq! o
konkretisieren dbw
erläutern dbwq! o
dar|legen dbwq! o
dar|stellen dw o:als
schildern dbwq! o
erzählen dbwq! o:von
plaudern q
verraten dbwq! o
enthüllen dbw o
offenbaren dbw o
verkünden dbiq! o
verkündigen db
bekannt|geben dbwi! o
bekannt|machen dbw! o
proklamieren db o
deklarieren db
veröffentlichen q?
publizieren q?
an|kündigen dbiq! o
aus|rufen q
an|geben dbiq! o
zu|geben dbiq! o
preis|geben dw
vor|geben dbi
ein|räumen dbiq! o
ein|gestehen dbq! o
gestehen dbiq! o
bekennen dbq! o
zu|gestehen db o
klar|stellen dbwq! o
richtig|stellen dbq!
fest|stellen dbwq! o
fest|halten dbq
heraus|stellen d?
fest|legen dbw o
nahe|legen db
aus|führen dbwq!
aus|drücken dbq!
an|führen dbq o
auf|führen d
vor|bringen dbq o
vor|tragen dbq o
ein|wenden dbq! o
ein|werfen q
entgegen|halten dbq
zurück|weisen d o
hin|weisen d! o:auf
verweisen d o:auf
auf|zeigen dw o
auf|zählen q
zitieren dbq! o
bejahen dbq o
verneinen dbq! o
dementieren dbq! o
bestreiten dbiq! o
leugnen dbi! o
ab|streiten dbi! o
widersprechen dbq! o
widerrufen q o
verleugnen o
argumentieren dbq!
begründen dq! o
rechtfertigen dq o
erörtern dw o
debattieren w o
diskutieren dw
besprechen w
plädieren q o:für o:gegen
appellieren iq! o:an
mahnen dbiq! o:zu
ermahnen dbi o
an|mahnen d o
warnen dbiq! o:vor
alarmieren d?
drohen dbiq! o:mit
an|drohen dbi! o
schimpfen dbq!
wettern dbq! o:gegen
poltern dbq!
höhnen dbq!
spotten dbq!
scherzen dbq!
witzeln dbq!
jubeln dbq!
klagen dbq! o:über
beklagen dbq! o
bedauern dbq! o
bemängeln dbq! o
monieren dbq! o
rügen dbq! o
tadeln dbq! o
kritisieren dbq! o
an|prangern dbq! o
brand|marken o:als
verurteilen dq o o:als
geisseln o
attackieren q o
lästern q
loben dbq! o
würdigen dbq! o
rühmen dbi o
preisen o
begrüssen dbq! o
gratulieren q
danken q
bezeichnen o:als
nennen q o
betiteln o:als
titulieren o:als
titeln bq!
charakterisieren o:als
ein|stufen o:als
ein|schätzen dbwq o:als
bewerten dw o:als
werten o:als
beurteilen w o:als
bezichtigen di! o
beschuldigen di! o
vor|werfen dbiq! o
vor|halten dbi! o
unterstellen dbi! o
an|lasten dbi! o
verdächtigen di! o
an|klagen di
an|zeigen d?
fragen wq!
nach|fragen wq
zurück|fragen q
an|fragen wq
hinterfragen w o
rufen q
zu|rufen dbq!
schreien dbq!
brüllen q
flüstern dbq
murmeln q
stammeln q
seufzen q
stöhnen q
lachen q
twittern dbq!
posten dbq!
bloggen q!
mailen dbq
telegrafieren dbq
funken dbq
signalisieren dbiq! o
an|deuten dbwq! o
verlauten dbq!
verlautbaren dbq!
prophezeien dbq! o
prognostizieren dbq! o
vorher|sagen dbq! o
weis|sagen db
suggerieren db
implizieren d?
lauten dbq!
besagen dbq!
heissen dbq!
vor|lesen q
vor|schlagen dbiq! o
an|regen dbi! o
vor|stellen q?
präsentieren q?
empfehlen dbiq! o
raten dbiq! o:zu
ab|raten iq o:von
an|raten dbi
nahe|bringen d
beraten w?
fordern dbiq! o
ein|fordern db o
auf|fordern dbiq! o:zu
heraus|fordern i?
verlangen dbiq! o
erbitten o
bitten dbiq! o:um
ersuchen di o:um
drängen dbiq o:auf
pochen d o:auf
dringen d o:auf
insistieren dq
beharren d o:auf
bestehen d?
auf|rufen diq! o:zu
an|ordnen dbi! o
befehlen dbiq! o
an|weisen di!
gebieten di
beauftragen i
beantragen dbi! o
befürworten dbq! o
unterstützen d?
erlauben di?
gestatten di?
genehmigen di?
verbieten di?
untersagen di?
ein|laden i?
versprechen dbiq! o
geloben dbiq! o
schwören dbiq!
verpflichten di
an|bieten dbi! o
vereinbaren dbwi?
beschliessen dbwi?
entscheiden dbwi?
urteilen dbq!
befinden dbq!
bescheinigen dbi! o
attestieren dbi! o
diagnostizieren db o
zu|stimmen dbiq o
ab|lehnen dbiq! o
verweigern i o
weigern i
versagen i?
verwerfen o
aus|schliessen dbi! o
unterrichten dw
informieren dbwq! o:über
benachrichtigen d
aus|richten d
übermitteln dbq
weiter|geben d
bezeugen db! o
belegen d?
beweisen d?
zeigen dw?
ergeben d?
nach|weisen dbi?
dokumentieren dw?
beziffern o
schätzen db!t o
veranschlagen o
taxieren o
errechnen db
aus|rechnen db!
hoch|rechnen db
entschliessen i?
berechnen db
kalkulieren db
dichten q
formulieren dbq o
zusammen|fassen dbq!
unken dbq!
orakeln dbq!
mutmassen dbq!
spekulieren dbq! o:auf o:über
munkeln db
philosophieren q
dozieren q
referieren dbq
predigen dbq
beten q
grüssen q
trösten q
beschwichtigen dbq!
beruhigen dbq
beschwören di
verteidigen q o
erinnern d? o:an
vertrösten d
petzen db
verhöhnen o:als
beschimpfen o:als
diffamieren o:als
verspotten o:als
feiern o:als
outen q
verabschieden q?
quittieren q
provozieren q
reagieren q
eröffnen dq
ein|leiten q
ein|gehen q?
schliessen dq?
folgern dbq!t
schlussfolgern dbq!t
ab|leiten d?
interpretieren dw o:als
deuten dw? o:als
sehen dt? o:als
betrachten o:als
empfinden d?t o:als
an|sehen o:als
auf|fassen o:als
verstehen dw?t o:als
ab|tun o:als
herunter|spielen o
relativieren q o
kund|tun dbq!
kund|geben dbq!
wissen dbw?t
aus|sprechen q
unterbreiten q
"""

THINKING = """
glauben dbiq!t
denken dbq!t
an|nehmen db!t
vermuten dbq!t o
hoffen dbiq!t o:auf
erhoffen dt o
befürchten dbiq!t o
fürchten dbiq!t o
erwarten dbiq!t o
rechnen d!t o:mit
meinen dbqt
bezweifeln dw!t o
zweifeln dw!t o:an
an|zweifeln dw!t o
ahnen dbwt
wünschen dbi!t o
wollen d?t
überlegen wi?t
erwägen i!t o
planen di?t
beabsichtigen i!t
vor|haben it
bevorzugen it
fest|stehen d?
erkennen dw?t o
ein|sehen dw?t
begreifen dwt
erfahren dbwt
heraus|finden dbwt
ermitteln dbw?t
entdecken d?t
beobachten dbwt
registrieren d?t
fühlen dt
spüren dt
träumen dt
bereuen dit
bewundern dt
befürworten dbit
akzeptieren d?t o
begrüssen dt
unterschätzen wt
garantieren dbi
mutmassen dbqt
spekulieren dbqt
liebäugeln t
tendieren it
fest|halten dt
voraus|sehen dbt
vorher|sehen dbt
voraus|setzen dt
vertrauen d!t
hadern q
schwanken w
sorgen d?
wundern d!t
freuen d!tq
ärgern d!tq
"""

# Verbs that speak only with their fixed companions; see the rules of that name.
#   verb, companions (any one of the alternatives in its clause), government
PHRASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("gehen", ("davon", "aus"), "d!t"),
    ("ausgehen", ("davon",), "d!t"),
    ("ausgehen", ("von",), "o"),
    ("hinweisen", ("darauf",), "db!"),
    ("verweisen", ("darauf",), "db!"),
    ("geben", ("bekannt",), "dbwi!q"),
    ("machen", ("bedingung",), "di!"),
    ("stellen", ("bedingung",), "di!"),
    ("stellen", ("ultimatum",), "i!"),
    ("sehen", ("erwiesen",), "d"),
    ("stellen", ("heraus",), "d"),
    ("denken", ("darüber",), "i!t"),
    ("machen", ("deutlich",), "dbwq!"),
    ("machen", ("klar",), "dbwq!"),
    ("machen", ("geltend",), "db!"),
    ("machen", ("aufmerksam", "darauf"), "db!"),
    ("machen", ("verantwortlich",), "o"),
    ("halten", ("für", "möglich"), "di!t"),
    ("halten", ("für",), "ot"),
    ("kommen", ("zu", "schluss"), "db!"),
    ("kommen", ("zum", "schluss"), "db!"),
    ("kommen", ("ergebnis",), "db!"),
    ("kommen", ("auffassung",), "db!"),
    ("kommen", ("überzeugung",), "db!"),
    ("gelangen", ("schluss",), "db!"),
    ("gelangen", ("ergebnis",), "db!"),
    ("gelangen", ("auffassung",), "db!"),
    ("gelangen", ("überzeugung",), "db!"),
    ("ziehen", ("schluss",), "db!"),
    ("vertreten", ("ansicht",), "dbi!"),
    ("vertreten", ("auffassung",), "dbi!"),
    ("vertreten", ("meinung",), "dbi!"),
    ("vertreten", ("standpunkt",), "dbi!"),
    ("stehen", ("standpunkt",), "db!"),
    ("bringen", ("ausdruck",), "dbo!"),
    ("geben", ("ausdruck",), "d!"),
    ("setzen", ("darauf",), "di!t"),
    ("setzen", ("dafür", "ein"), "di!"),
    ("sprechen", ("dafür", "aus"), "di!"),
    ("sprechen", ("dagegen", "aus"), "di!"),
    ("sprechen", ("aus", "für"), "o"),
    ("sprechen", ("aus", "gegen"), "o"),
    ("sprechen", ("davon",), "d!"),
    ("plädieren", ("dafür",), "di!"),
    ("kritisieren", ("daran",), "d!"),
    ("rechnen", ("damit",), "di!t"),
    ("drohen", ("damit",), "di!"),
    ("begründen", ("damit",), "d!"),
    ("warnen", ("davor",), "di!"),
    ("bestehen", ("darauf",), "di!"),
    ("beharren", ("darauf",), "di!"),
    ("pochen", ("darauf",), "di!"),
    ("drängen", ("darauf",), "di!"),
    ("bitten", ("darum",), "di!"),
    ("aufrufen", ("dazu",), "di!"),
    ("auffordern", ("dazu",), "di!"),
    ("sagen", ("dazu",), "dbq!"),
    ("einigen", ("darauf",), "dbi!"),
    ("verständigen", ("darauf",), "dbi!"),
    ("beklagen", ("darüber",), "d!"),
    ("klagen", ("darüber",), "d!"),
    ("berufen", ("darauf",), "d!"),
    ("erinnern", ("daran",), "d!"),
    ("zweifeln", ("daran",), "d!t"),
    ("glauben", ("daran",), "d!t"),
    ("erklären", ("bereit",), "i!"),
    ("zeigen", ("bereit",), "i!"),
    ("zeigen", ("überzeugt",), "db!q"),
    ("zeigen", ("zuversichtlich",), "db!q"),
    ("zeigen", ("besorgt",), "dbq!"),
    ("zeigen", ("enttäuscht",), "dbq!"),
    ("zeigen", ("erfreut",), "dbq!"),
    ("zeigen", ("optimistisch",), "dbq!"),
    ("geben", ("zuversichtlich",), "db!q"),
    ("geben", ("überzeugt",), "db!q"),
    ("geben", ("verstehen",), "db!"),
    ("geben", ("bedenken",), "db!"),
    ("geben", ("protokoll",), "db!"),
    ("geben", ("auskunft",), "dbw"),
    ("geben", ("bescheid",), "d"),
    ("lassen", ("wissen",), "dbq!"),
    ("lassen", ("verlauten",), "dbq!"),
    ("lassen", ("verlautbaren",), "dbq!"),
    ("lassen", ("durchblicken",), "dbq!"),
    ("lassen", ("mitteilen",), "dbq!"),
    ("lassen", ("ausrichten",), "dbq!"),
    ("lassen", ("erklären",), "dbq!"),
    ("lassen", ("offen",), "w"),
    ("legen", ("wert", "darauf"), "di!"),
    ("legen", ("nahe",), "d"),
    ("stellen", ("aussicht",), "dbio!"),
    ("stellen", ("klar",), "dbwq!"),
    ("stellen", ("fest",), "dbwq!"),
    ("stellen", ("theorie",), "d!"),
    ("stellen", ("these",), "d!"),
    ("stellen", ("behauptung",), "d!"),
    ("stellen", ("frage",), "w!"),
    ("stellen", ("abrede",), "do!"),
    ("ziehen", ("zweifel",), "do!"),
    ("ziehen", ("betracht",), "dio!"),
    ("weisen", ("zurück",), "do!"),
    ("weisen", ("hin",), "db!"),
    ("haben", ("eindruck",), "d!t"),
    ("haben", ("rede",), "dq"),
    ("sein", ("rede",), "dq"),
    ("sein", ("ansicht",), "dbi!t"),
    ("sein", ("meinung",), "dbi!t"),
    ("sein", ("auffassung",), "dbi!t"),
    ("sein", ("überzeugung",), "dbi!t"),
    ("sein", ("überzeugt",), "db!tq"),
    ("sein", ("davon", "überzeugt"), "db!t"),
    ("sein", ("sicher",), "d?t"),
    ("sein", ("zuversichtlich",), "db!tq"),
    ("sein", ("bewusst",), "dt"),
    ("sein", ("besorgt",), "dt"),
    ("sein", ("einig",), "di?t"),
    ("sein", ("bereit",), "i?"),
    ("sein", ("dafür",), "di?t"),
    ("sein", ("dagegen",), "di?t"),
    ("äussern", ("hoffnung",), "di!"),
    ("äussern", ("befürchtung",), "db!"),
    ("äussern", ("überzeugung",), "db!"),
    ("äussern", ("verdacht",), "db!"),
    ("äussern", ("sorge",), "d!"),
    ("nehmen", ("an",), "dbt"),
    ("nehmen", ("stellung",), "q"),
    ("zuschreiben", ("verdienst",), "di"),
    ("werden", ("bekannt",), "dw!"),
    ("bekanntwerden", (), "dw!"),
    ("stehen", ("bericht",), "d"),
    ("stehen", ("schreiben",), "d"),
    ("stehen", ("mitteilung",), "d"),
    ("hören", (), "d"),
    ("werden", ("laut",), "d"),
    ("hervorgehen", (), "d!"),
    ("gehen", ("hervor",), "d!"),
    ("heissen", (), "dbq!"),
    ("schliessen", ("aus",), "dio!"),
    ("schliessen", ("daraus",), "db!t"),
    ("folgern", ("daraus",), "db!t"),
    ("fügen", ("hinzu",), "dbq!"),
    ("fassen", ("zusammen",), "dbq!"),
)

# Present (third person), preterite, participle of irregular verbs; prefixed verbs inherit.
IRREGULAR = {
    "entschliessen": ("entschliesst", "entschloss", "entschlossen"),
    "sprechen": ("spricht", "sprach", "gesprochen"),
    "schreiben": ("schreibt", "schrieb", "geschrieben"),
    "heben": ("hebt", "hob", "gehoben"),
    "streichen": ("streicht", "strich", "gestrichen"),
    "finden": ("findet", "fand", "gefunden"),
    "geben": ("gibt", "gab", "gegeben"),
    "gestehen": ("gesteht", "gestand", "gestanden"),
    "bekennen": ("bekennt", "bekannte", "bekannt"),
    "erkennen": ("erkennt", "erkannte", "erkannt"),
    "nennen": ("nennt", "nannte", "genannt"),
    "halten": ("hält", "hielt", "gehalten"),
    "bringen": ("bringt", "brachte", "gebracht"),
    "tragen": ("trägt", "trug", "getragen"),
    "wenden": ("wendet", "wandte", "gewandt"),
    "weisen": ("weist", "wies", "gewiesen"),
    "beweisen": ("beweist", "bewies", "bewiesen"),
    "streiten": ("streitet", "stritt", "gestritten"),
    "rufen": ("ruft", "rief", "gerufen"),
    "preisen": ("preist", "pries", "gepriesen"),
    "werfen": ("wirft", "warf", "geworfen"),
    "schlagen": ("schlägt", "schlug", "geschlagen"),
    "empfehlen": ("empfiehlt", "empfahl", "empfohlen"),
    "befehlen": ("befiehlt", "befahl", "befohlen"),
    "raten": ("rät", "riet", "geraten"),
    "bitten": ("bittet", "bat", "gebeten"),
    "dringen": ("dringt", "drang", "gedrungen"),
    "bestehen": ("besteht", "bestand", "bestanden"),
    "stehen": ("steht", "stand", "gestanden"),
    "verstehen": ("versteht", "verstand", "verstanden"),
    "gebieten": ("gebietet", "gebot", "geboten"),
    "verbieten": ("verbietet", "verbot", "verboten"),
    "bieten": ("bietet", "bot", "geboten"),
    "schwören": ("schwört", "schwor", "geschworen"),
    "schliessen": ("schliesst", "schloss", "geschlossen"),
    "beschliessen": ("beschliesst", "beschloss", "beschlossen"),
    "entscheiden": ("entscheidet", "entschied", "entschieden"),
    "befinden": ("befindet", "befand", "befunden"),
    "empfinden": ("empfindet", "empfand", "empfunden"),
    "laden": ("lädt", "lud", "geladen"),
    "nehmen": ("nimmt", "nahm", "genommen"),
    "lesen": ("liest", "las", "gelesen"),
    "sehen": ("sieht", "sah", "gesehen"),
    "einsehen": ("sieht", "sah", "gesehen"),
    "denken": ("denkt", "dachte", "gedacht"),
    "wissen": ("weiss", "wusste", "gewusst"),
    "tun": ("tut", "tat", "getan"),
    "heissen": ("heisst", "hiess", "geheissen"),
    "schreien": ("schreit", "schrie", "geschrien"),
    "erfahren": ("erfährt", "erfuhr", "erfahren"),
    "fahren": ("fährt", "fuhr", "gefahren"),
    "begreifen": ("begreift", "begriff", "begriffen"),
    "ergeben": ("ergibt", "ergab", "ergeben"),
    "erwägen": ("erwägt", "erwog", "erwogen"),
    "vorhaben": ("hat", "hatte", "gehabt"),
    "gehen": ("geht", "ging", "gegangen"),
    "kommen": ("kommt", "kam", "gekommen"),
    "ziehen": ("zieht", "zog", "gezogen"),
    "vertreten": ("vertritt", "vertrat", "vertreten"),
    "lassen": ("lässt", "liess", "gelassen"),
    "sein": ("ist", "war", "gewesen"),
    "haben": ("hat", "hatte", "gehabt"),
    "werden": ("wird", "wurde", "geworden"),
    "bewerfen": ("bewirft", "bewarf", "beworfen"),
    "verraten": ("verrät", "verriet", "verraten"),
    "schieben": ("schiebt", "schob", "geschoben"),
    "treffen": ("trifft", "traf", "getroffen"),
    "wollen": ("will", "wollte", "gewollt"),
    "widersprechen": ("widerspricht", "widersprach", "widersprochen"),
    "verbinden": ("verbindet", "verband", "verbunden"),
    "berufen": ("beruft", "berief", "berufen"),
    "laufen": ("läuft", "lief", "gelaufen"),
    "bleiben": ("bleibt", "blieb", "geblieben"),
    "treten": ("tritt", "trat", "getreten"),
    "verlassen": ("verlässt", "verliess", "verlassen"),
}
