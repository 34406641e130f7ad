"""English words for the rules of ``english.py``: verbs of saying, people, bodies, media, time."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose clause is put forward as true; each may stand without "that".
ASSERTING = _words(
    """say says said tell tells told add adds added claim claimed claims argue argued argues insist
    insisted insists note noted notes explain explained explains announce announced announces
    confirm confirmed confirms report reported reports state stated states declare declared
    declares write wrote writes stress stressed stresses maintain maintained maintains reply
    replied replies respond responded acknowledge acknowledged admit admitted admits concede
    conceded reveal revealed reveals reiterate reiterated contend contended assert asserted
    asserts remark remarked observe observed recall recalled complain complained conclude
    concluded tweet tweeted post posted comment commented emphasise emphasised emphasize
    emphasized testify testified allege alleged alleges found finds quip quipped
    continue continued"""
)
# Others that take a clause with "that"; what they say is no plain assertion.
THAT_ONLY = _words(
    """warn warned warns believe believes believed think thinks thought hope hopes hoped fear fears
    feared expect expects expected predict predicted predicts suggest suggested suggests deny
    denied denies doubt doubts doubted demand demanded demands promise promised promises pledge
    pledged pledges vow vowed vows agree agreed agrees threaten threatened estimate estimated
    estimates assume assumed suspect suspected speculate speculated joke joked signal signalled
    hint hinted indicate indicated show showed shows recommend recommended propose proposed
    guarantee guaranteed assure assured swear swore forecast learn learned dispute disputed"""
)
# "promised to withdraw", and with an object in between "urged the parties to stop".
TO_INFINITIVE = _words(
    """promised promises pledged pledges vowed vows agreed agrees refused refuses threatened
    threatens offered offers planned plans hopes hoped expects expected wants wanted
    intends intended claimed claims swore proposed demanded demands asked"""
)
TO_WITH_OBJECT = _words(
    """urged urges asked asks told ordered orders warned advised encouraged invited instructed
    begged reminded pressed"""
)
GERUND = _words("denied denies admitted admits suggested recommended regretted considered")
# "denied any wrongdoing": a stand on a noun phrase, the whole sentence is a paraphrase.
STANCE = _words(
    """deny denied denies reject rejected rejects dismiss dismissed dismisses condemn condemned
    condemns criticise criticised criticises criticize criticized criticizes praise praised praises
    welcome welcomed welcomes accuse accused accuses blame blamed blames denounce denounced slam
    slammed dispute disputed disputes oppose opposed opposes defend defended defends demand
    demanded demands confirmed confirm confirms rebuffed backed backs rebuked hailed lauded
    acknowledged admitted warned threatened announced promised pledged"""
)
STANCE_WITH = {
    "warned": ("of", "against", "about"),
    "warns": ("of", "against", "about"),
    "called": ("for",),
    "calls": ("for",),
    "threatened": ("with",),
    "spoke": ("of",),
    "ruled": ("out",),
    "hit": ("back",),
}
PARTICIPLES = _words(
    """adding saying warning noting insisting claiming arguing stressing explaining telling
    announcing confirming alleging writing suggesting"""
)
HEARSAY = _words("reportedly allegedly supposedly purportedly")
W_WORDS = _words("whether if how why what when where who which")
AUXILIARIES = _words(
    """is are was were be been being has have had do does did will would can could shall should may
    might must won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't
    can't couldn't shouldn't"""
)
DETERMINERS = _words(
    """the a an this that these those his her its their our my your some any all both each every no
    several many few most more other another one two three four five six seven eight nine ten
    hundreds thousands dozens"""
)
PRONOUNS = _words("he she they it we i you there who")
PERSONAL = {"he": "m", "she": "f", "they": "p", "it": "n"}
ADVERBS = _words(
    """also later then earlier previously repeatedly again now even only still once just already
    reportedly allegedly meanwhile separately however since never not publicly privately"""
)
CONJUNCTIONS = _words(
    """and but while as because although though when after before if that which who where since
    until unless so yet or"""
)
PREPOSITIONS = _words(
    """on in at by from to of for with about during after before over under into against via
    through amid despite following since until near between among as"""
)
TIME = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december yesterday today tomorrow morning
    afternoon evening night week month year late early last earlier later overnight noon
    midnight weekend jan feb mar apr jun jul aug sept oct nov dec"""
)
ABBREVIATIONS = _words(
    """mr mrs ms dr prof sen rep gov gen lt col sgt maj capt cpl adm st jr sr inc corp co ltd no vs
    jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e etc u.s u.k u.n rev hon pres"""
)
TITLES = _words("mr mrs ms dr prof sir lord lady dame mr. mrs. ms. dr. prof. miss")
FEMALE_TITLES = _words("mrs ms mrs. ms. miss lady dame queen princess")
MALE_TITLES = _words("mr mr. sir lord king prince pope")
# Nouns for people by office or trade; written with a capital before a name ("President Biden").
ROLES = _words(
    """president vice-president premier minister chancellor secretary senator sen sen. rep rep.
    representative congressman congresswoman governor gov gov. mayor judge justice general gen
    gen. admiral colonel col. lieutenant lt. captain sergeant commander ambassador envoy
    commissioner director chairman chairwoman chair chief head leader spokesman spokeswoman
    spokesperson lawyer attorney prosecutor detective inspector superintendent officer professor
    economist analyst expert researcher scientist historian doctor nurse teacher coach manager
    player author journalist reporter editor activist lawmaker politician deputy king queen prince
    princess pope bishop archbishop cardinal imam rabbi founder owner executive ceo cfo banker
    trader investor driver pilot soldier policeman farmer resident neighbour neighbor witness
    victim survivor suspect defendant father mother son daughter brother sister husband wife man
    woman boy girl official diplomat negotiator adviser advisor aide source insider
    prime foreign defence defense interior finance treasury press assistant acting former ex"""
)
PLURAL_PEOPLE = _words(
    """officials sources diplomats witnesses experts analysts economists researchers scientists
    lawyers prosecutors police investigators authorities residents critics supporters activists
    campaigners lawmakers politicians ministers leaders doctors teachers protesters rebels
    militants soldiers officers reporters journalists people families relatives survivors aides
    advisers opponents organisers organizers traders
    investors authors medics rescuers insiders neighbours"""
)
BODIES = _words(
    """government ministry police army military parliament congress senate court commission council
    committee party company firm bank university agency group union association organisation
    organization institute department office administration white house pentagon nato eu
    un who imf federation club team board authority hospital church regulator watchdog
    opposition coalition cabinet embassy navy force forces network charity foundation
    airline prosecution defence hamas hezbollah taliban"""
)
DOCUMENTS = _words(
    """report study statement survey poll letter document documents paper article analysis
    investigation review indictment lawsuit filing email memo book figures data statistics"""
)
UNNAMED = _words(
    """official officials source sources diplomat diplomats witness witnesses insider insiders
    person people aide aides resident residents expert experts analyst analysts critic critics
    spokesman spokeswoman spokesperson neighbour neighbor man woman"""
)
MEDIA = _words(
    """reuters afp ap dpa apa bbc cnn nbc abc cbs fox bloomberg tass interfax xinhua ansa efe kyodo
    guardian times post telegraph spiegel bild nzz newspaper television radio broadcaster tv
    magazine news agency journal npr sky-news press channel website"""
)
STATES = _words(
    """russia ukraine china germany france britain switzerland austria italy spain poland israel
    iran iraq syria turkey japan india pakistan egypt brazil canada mexico australia
    kremlin
    washington moscow beijing berlin paris london kyiv kiev brussels tehran ankara bern vienna
    america us usa uk jerusalem damascus seoul pyongyang tokyo taiwan greece hungary"""
)
