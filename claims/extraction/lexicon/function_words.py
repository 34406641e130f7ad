"""Closed classes of German words, folded (lower case, ß as ss)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUBORDINATORS = _words(
    """dass daß ob weil da wenn als nachdem bevor ehe obwohl obgleich obschon während indem
    damit sodass so-dass falls sofern solange sobald soweit soviel seit seitdem bis wohingegen
    zumal wobei woraufhin sooft auch-wenn ausser wonach"""
)
COMPLEMENT_WORDS = _words("dass daß ob")
ADVERBIAL_INFINITIVE = _words("um ohne anstatt statt ausser als")
RELATIVE = _words(
    """der die das dem den deren dessen denen welcher welche welches welchen welchem was wo
    wofür womit wodurch worauf worüber worunter woran worin wovon wogegen wozu woher
    wohin"""
)
W_WORDS = _words(
    """wie was wer wen wem wessen wo wohin woher wann warum wieso weshalb weswegen welche welcher
    welches welchen welchem inwieweit inwiefern wieviel wozu womit wodurch wofür worauf worüber
    woran worin wovon wogegen"""
)
COORDINATORS = _words("und oder aber sondern doch denn sowie jedoch bzw. beziehungsweise")

# Subjunctive I, and the forms that differ from the indicative.
SUBJUNCTIVE_I = _words(
    """sei seien seiest habe werde könne müsse solle wolle dürfe möge wisse tue gebe gehe komme
    stehe liege sehe nehme halte finde lasse bleibe gelte heisse bestehe handle handele brauche
    mache führe bringe zeige trage falle spreche stelle setze biete laufe helfe"""
)
# Subjunctive II: reported speech where the context says so, else condition or wish.
SUBJUNCTIVE_II = _words(
    """wäre wären hätte hätten würde würden könnte könnten müsste müssten dürfte dürften sollte
    sollten wollte wollten gäbe gäben käme kämen ginge liesse bliebe blieben stünde
    stünden läge lägen nähme nähmen fände fänden sähe sähen wüsste wüssten bräuchte bräuchten
    hielte ergäbe bestünde bestünden brächte brächten trüge trügen spräche sprächen"""
)
SUBJUNCTIVE_II_CLEAR = SUBJUNCTIVE_II - _words("sollte sollten wollte wollten")

AUXILIARIES = {
    "haben": _words("hat hatte haben hatten habe hätte hätten habt"),
    "sein": _words("ist war sind waren sei seien wäre wären"),
    "werden": _words("wird wurde werden wurden werde würde würden worden"),
}
MODALS = _words(
    """kann können konnte konnten könne könnte könnten muss müssen musste mussten müsse müsste
    müssten soll sollen sollte sollten solle will wollen wollte wollten wolle darf dürfen durfte
    durften dürfe dürfte dürften mag mögen mochte mochten möge möchte möchten"""
)
PREPOSITIONS = _words(
    """ab abseits an angesichts anhand anlässlich anstelle auf aufgrund aus ausser ausserhalb bei
    beim binnen bis bezüglich dank durch einschliesslich entgegen entlang für gegen gegenüber
    gemäss gen hinsichtlich hinter im in infolge inklusive inmitten innerhalb ins jenseits kontra
    laut mangels mit mithilfe mittels nach neben oberhalb ohne per pro samt seit seitens statt
    trotz um ums unter unterhalb unweit via vom von vor vorbehaltlich während wegen wider zu
    zufolge zugunsten zum zur zuungunsten zwecks zwischen ans aufs am übers über fürs durchs
    vors hinters unters"""
)
CONTRACTED = _words("am ans aufs beim durchs fürs hinters im ins ums unters vom vors zum zur übers")

DETERMINERS = _words(
    """der die das dem den des ein eine einen einem einer eines kein keine keinen keinem keiner
    keines mein meine meinen meinem meiner meines dein deine sein seine seinen seinem seiner seines
    ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres euer eure
    dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem
    alle allen aller alles beide beiden beider mehrere mehreren mehrerer einige einigen einiger
    viele vielen vieler wenige wenigen manche manchen mancher manches solche solchen solcher
    solches welche welcher welches welchen welchem sämtliche sämtlichen sämtlicher etliche etlichen
    zahlreiche zahlreichen deren dessen verschiedene verschiedenen zwei drei"""
)
OBLIQUE_DETERMINERS = _words(
    """dem den des einem einen eines keinem keinen keines meinem meinen seinem seinen seines ihrem
    ihren ihres unserem unseren diesem diesen jenem jenen jedem jeden allen beiden mehreren einigen
    vielen welchem welchen manchen solchen sämtlichen etlichen wenigen aller einiger mehrerer
    vieler zahlreichen zur zum im vom beim am"""
)
PRONOUNS = _words("er sie es ich wir man jemand niemand dieser diese jener jene letzterer letztere")
PERSONAL_SUBJECTS = _words("er sie ich wir")
NEGATIONS = _words(
    """nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden
    niemandem weder nirgends nirgendwo keinesfalls keineswegs ohne kaum"""
)
SEPARABLE_PARTICLES = _words(
    """ab an auf aus bei dar ein entgegen fest fort frei her heran heraus herunter hervor herum
    hin hinzu klar kund los mit nach nahe nieder preis richtig voraus vor vorher weg weiter zu
    zurück zusammen bekannt bereit brand um durch unter über herab dazu hinaus hinein entgegen
    gegenüber fern gut heim hoch offen statt teil tot übel übrig wahr weis wieder zurecht vorweg"""
)
MONTHS = _words(
    """januar jänner februar feber märz april mai juni juli august september oktober november
    dezember jan feb apr jun jul aug sep sept okt nov dez"""
)
WEEKDAYS = _words(
    """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montagabend
    dienstagabend mittwochabend donnerstagabend freitagabend samstagabend sonntagabend
    montagmorgen dienstagmorgen mittwochmorgen donnerstagmorgen freitagmorgen samstagmorgen
    sonntagmorgen montagnachmittag dienstagnachmittag mittwochnachmittag donnerstagnachmittag
    freitagnachmittag samstagnachmittag sonntagnachmittag vormittag nachmittag abend morgen nacht
    mittag woche wochenende jahr monat tag jahre tage tagen monaten jahren wochen stunden stunde
    minuten uhr frühjahr sommer herbst winter anfang ende mitte vortag jahrzehnt jahrhundert zeit"""
)
