"""Words that tell what sort of claim it is, German and English, folded; German verbs are
infinitives, as the lexicon of speech verbs writes them."""

from __future__ import annotations

from dataclasses import dataclass, fields


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class KindWords:
    """One language's words for every question that the kinds and the reasons ask."""

    demand_verbs: frozenset[str]
    intention_verbs: frozenset[str]
    prediction_verbs: frozenset[str]
    opinion_verbs: frozenset[str]
    denial_verbs: frozenset[str]
    accusing_verbs: frozenset[str]
    demand: frozenset[str]
    intention: frozenset[str]
    future: frozenset[str]
    cause: frozenset[str]
    judgement: frozenset[str]
    numerals: frozenset[str]
    dates: frozenset[str]
    happened: frozenset[str]
    comparison: frozenset[str]
    absolute: frozenset[str]
    negation: frozenset[str]
    hedge: frozenset[str]
    grave: frozenset[str]
    turn: frozenset[str]


GERMAN = KindWords(
    demand_verbs=_words(
        """fordern einfordern auffordern verlangen bitten erbitten ersuchen aufrufen appellieren
        mahnen ermahnen anmahnen empfehlen raten anraten vorschlagen anregen befehlen anordnen
        anweisen plädieren drängen pochen dringen beantragen beharren insistieren gebieten rufen
        aussprechen"""
    ),
    intention_verbs=_words(
        """versprechen ankündigen zusagen zusichern geloben schwören planen beabsichtigen vorhaben
        erwägen drohen androhen anbieten verpflichten weigern wollen garantieren"""
    ),
    prediction_verbs=_words(
        """vorhersagen voraussagen prophezeien prognostizieren erwarten rechnen befürchten fürchten
        hoffen erhoffen orakeln unken weissagen spekulieren ahnen"""
    ),
    opinion_verbs=_words(
        """finden kritisieren loben begrüssen bedauern verurteilen würdigen rügen tadeln bemängeln
        monieren wettern spotten höhnen schimpfen ablehnen befürworten preisen geisseln
        anprangern brandmarken bewundern bewerten halten verwerfen"""
    ),
    denial_verbs=_words(
        """bestreiten dementieren leugnen abstreiten zurückweisen verneinen ausschliessen
        widersprechen bezweifeln zweifeln"""
    ),
    accusing_verbs=_words(
        """vorwerfen vorhalten beschuldigen bezichtigen unterstellen anlasten verdächtigen anklagen
        anprangern beschimpfen"""
    ),
    demand=_words(
        """muss müssen müsse müssten sollte sollten solle sollen soll gehört gehöre nötig notwendig
        unverzüglich"""
    ),
    intention=_words(
        """will wollen wolle plant planen plane beabsichtigt beabsichtige vorhat gewillt
        bereit bereiterklärt"""
    ),
    future=_words(
        """künftig künftige künftigen zukünftig demnächst bald voraussichtlich morgen übermorgen
        mittelfristig langfristig absehbar prognose"""
    ),
    cause=_words(
        """weil wegen aufgrund deshalb deswegen daher infolge dank verursacht verursache verursachte
        verursachen ausgelöst auslöste auslösen auslöst führte führten geführt hervorgerufen
        ursache grund folge folgen auswirkung auswirkungen bewirkt bewirkte verantwortlich schuld
        dadurch sodass zurückzuführen zwang denn"""
    ),
    judgement=_words(
        """gut gute guten schlecht schlechte falsch falsche falscher richtig richtige wichtig
        wichtige wichtiger gefährlich skandal skandalös inakzeptabel unakzeptabel untragbar
        unverantwortlich unerträglich sinnlos sinnvoll fehler schande blamage absurd lächerlich
        grossartig hervorragend ausgezeichnet enttäuschend traurig mutig feige verrückt
        unverschämt peinlich katastrophe desaster wunderbar schön beeindruckend bedauerlich
        erfreulich zynisch unfair ungerecht gerecht legitim illegitim produktiv konstruktiv
        unsinn quatsch historisch stolz zuversichtlich dumm klug bester schlimm schlimmste
        unhaltbar erschreckend erschütternd fatal begrüssenswert zufrieden unzufrieden"""
    ),
    numerals=_words(
        """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
        zwanzig dreissig vierzig fünfzig sechzig hundert hunderte tausend tausende hunderttausende
        million millionen milliarde milliarden billion billionen dutzend dutzende hälfte drittel
        viertel doppelt doppelte verdoppelt verdoppelte halbiert halbierte verdreifacht prozent"""
    ),
    dates=_words(
        """januar jänner februar feber märz april mai juni juli august september oktober november
        dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montagabend
        dienstagabend mittwochabend donnerstagabend freitagabend samstagabend sonntagabend gestern
        heute vorgestern vormonat vorjahr wochenende uhr"""
    ),
    happened=_words(
        """war waren hatte hatten wurde wurden hat haben habe worden kam kamen gab ging
        stieg sank starb starben nahm fand fiel wuchs begann endete führte"""
    ),
    comparison=_words(
        """mehr weniger höher niedriger grösser kleiner besser schlechter schneller am höchste
        höchsten niedrigste grösste grössten kleinste meisten wenigsten erste ersten letzte
        rekord rekordhoch einzige einziger stärkste stärksten schlimmste teuerste gestiegen
        gesunken zugenommen abgenommen"""
    ),
    absolute=_words(
        """alle allen sämtliche jeder jede jedes immer nie niemals niemand nichts überall nirgends
        ausschliesslich vollständig völlig ohne ausnahmslos einzig stets"""
    ),
    negation=_words(
        """nicht kein keine keinen keinem keiner keines nie niemals niemand nichts nirgends
        nirgendwo weder keineswegs keinesfalls"""
    ),
    hedge=_words(
        """vielleicht möglicherweise womöglich vermutlich wohl offenbar angeblich könnte könnten
        dürfte dürften mutmasslich wahrscheinlich anscheinend soll sollen würde würden"""
    ),
    grave=_words(
        """tote toten getötet tot verletzt verletzte verletzten opfer anschlag angriff angriffe
        krieg waffen gift giftig krebs impfung impfungen krankheit gesundheit mord ermordet betrug
        betrogen korruption bestechung missbrauch folter vergewaltigung völkermord gefahr risiko
        strahlung steuern schulden arbeitslos arbeitslosigkeit renten kündigungen entlassen
        entlassungen preise teuerung inflation kriminalität straftaten asyl flüchtlinge
        migranten wahlbetrug wahlfälschung manipuliert truppen soldaten bodentruppen"""
    ),
    turn=_words("aber jedoch dennoch trotzdem entgegen obwohl allerdings trotz statt sondern"),
)

ENGLISH = KindWords(
    demand_verbs=_words(
        """demand demanded demands urge urged urges call called calls ask asked request requested
        order ordered appeal appealed recommend recommended advise advised suggested propose
        proposed press pressed"""
    ),
    intention_verbs=_words(
        """promise promised promises pledge pledged pledges vow vowed vows plan planned plans
        threaten threatened threatens intend intended offer offered agreed agree commit committed
        refuse refused announced"""
    ),
    prediction_verbs=_words(
        """predict predicted predicts forecast forecasts expect expected expects hope hoped hopes
        fear feared fears estimate"""
    ),
    opinion_verbs=_words(
        """criticised criticized praise praised condemn condemned welcome welcomed regret regretted
        slammed blasted hailed lauded denounced mocked describe described"""
    ),
    denial_verbs=_words(
        "deny denied denies reject rejected rejects dispute disputed refute dismissed"
    ),
    accusing_verbs=_words("accuse accused accuses blame blamed blames alleged allege charged"),
    demand=_words("must should ought need needs"),
    intention=_words("intends intend ready willing determined going"),
    future=_words("soon tomorrow likely expected forecast future upcoming"),
    cause=_words(
        """because due caused cause causes led leads result resulted therefore owing thanks
        triggered blame responsible"""
    ),
    judgement=_words(
        """good bad wrong right important dangerous outrageous unacceptable absurd ridiculous great
        excellent disappointing sad brave shameful disgraceful terrible wonderful fair unfair
        mistake disaster catastrophe proud productive constructive historic tragic stupid"""
    ),
    numerals=_words(
        """two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
        hundred hundreds thousand thousands million millions billion billions trillion dozen
        dozens half third quarter doubled double halved percent"""
    ),
    dates=_words(
        """january february march april june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday yesterday today"""
    ),
    happened=_words(
        """was were had has have been did killed said became came went took made found began fell
        rose died won lost"""
    ),
    comparison=_words(
        """more less fewer higher lower bigger larger smaller better worse faster highest lowest
        biggest largest smallest most least first last record only best worst than"""
    ),
    absolute=_words("all every everyone always never nobody none nothing entirely completely no"),
    negation=_words("not no never nobody none nothing neither nor nowhere without cannot"),
    hedge=_words(
        """perhaps maybe possibly probably reportedly allegedly apparently could might may seems
        would likely"""
    ),
    grave=_words(
        """dead killed wounded injured victims attack attacks war weapons poison cancer vaccine
        vaccines disease murder murdered fraud corruption bribery abuse torture rape genocide
        danger risk taxes debt unemployment pensions prices inflation crime refugees migrants
        troops soldiers rigged"""
    ),
    turn=_words("but however despite although though nevertheless instead contrary"),
)

# For a language that is not understood: figures count, words do not.
NEUTRAL = KindWords(*(frozenset[str]() for _ in fields(KindWords)))
