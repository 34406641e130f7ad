"""Nouns that report: what is said ("Forderung"), where it stands ("Studie"), whose view it is."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "nach Angaben von …", "den Angaben zufolge", "seiner Ansicht nach"; matched also as the last
# part of a compound ("Polizeiangaben", "Medienberichten").
SOURCE_NOUNS = _words(
    """angabe angaben ansicht ansichten meinung auffassung einschätzung einschätzungen aussage
    aussagen bericht berichten berichts berichte information informationen darstellung
    darstellungen wort worten überzeugung erkenntnis erkenntnissen erkenntnisse mitteilung
    mitteilungen schätzung schätzungen studie studien umfrage umfragen berechnung berechnungen
    erklärung erklärungen meldung meldungen aussicht prognose prognosen vorstellung vorstellungen
    urteil untersuchung untersuchungen analyse analysen statistik statistiken bekunden
    vernehmen dafürhalten lesart stellungnahme medienbericht presseberichten auskunft auskünften
    ermittlung ermittlungen hinweis hinweisen gutachten schilderung schilderungen version
    befürchtung befürchtungen beobachtung beobachtungen ermessen hochrechnung hochrechnungen
    zählung quelle quellen verlautbarung verlautbarungen behauptung behauptungen zeugenaussagen
    augenzeugenberichten pressemitteilung planung planungen plan plänen absicht willen wille
    forschungsergebnissen ergebnissen daten zahlen gerücht gerüchten insidern beteuerungen
    beteuerung versicherung interpretation argumentation beurteilung bewertung vermutung
    vermutungen anschauung sicht agenturangaben agenturmeldungen forderung vorstellungen
    interview gespräch zeugen aktenlage bekanntgabe veröffentlichung veröffentlichungen
    messungen messung theorie theorien these thesen zeitungsbericht vorwurf vorwürfen"""
)
# "nach" with these is a place in time or a cause: no source.
NO_SOURCE_AFTER_NACH = _words(
    "gespräch interview veröffentlichung vorwürfen hinweis hinweisen bekanntgabe willen meldung"
)

# Nouns that govern a clause: "die Forderung, …", "mit der Begründung, dass …".
CONTENT_NOUNS = _words(
    """angabe angaben annahme ansicht ansichten ankündigung ankündigungen anordnung appell appelle
    argument argumente auffassung aufforderung aufruf aufrufe aussage aussagen beanstandung
    bedenken befehl befürchtung befürchtungen begründung behauptung behauptungen bekenntnis
    bemerkung beschwerde beschuldigung beschuldigungen bestätigung beteuerung bitte botschaft
    drohung drohungen eindruck einschätzung einwand empfehlung entschluss erklärung erkenntnis
    erwartung erwartungen fazit feststellung forderung forderungen frage fragen gerücht gerüchte
    gewissheit glaube glauben hinweis hinweise hoffnung hoffnungen idee information informationen
    klage kritik meinung meldung meldungen mitteilung mutmassung mutmassungen nachricht prognose
    ratschlag schluss schlussfolgerung sorge spekulation spekulationen standpunkt theorie these
    überzeugung unterstellung urteil verdacht verlangen vermutung vermutungen versicherung
    versprechen verspruch vorhaltung vorhersage vorschlag vorschläge vorwurf vorwürfe warnung
    warnungen wunsch zusage zusagen zusicherung zweifel anschuldigung anschuldigungen ansage
    anschauung bericht berichte berichten hypothese verdächtigung verdächtigungen weisung
    anweisung auflage antrag anregung ansinnen plädoyer mahnung ultimatum parole motto losung
    geständnis eingeständnis zugeständnis rat befund tenor stimmen aussicht beleg ergebnis
    meinungen angst furcht absicht ziel plan vorhaben bereitschaft weigerung"""
)
# Those that govern an infinitive without being anyone's words by themselves: kept out unless
# the phrase names whose they are.
WEAK_CONTENT_NOUNS = _words(
    """absicht ziel plan vorhaben bereitschaft weigerung idee frage fragen ergebnis beleg eindruck
    angst furcht befehl entschluss rat antrag urteil kritik wunsch nachricht aussicht erkenntnis
    anordnung anweisung weisung auflage glauben stimmen botschaft sorge"""
)
DOCUMENTS = _words(
    """bericht berichte studie studien umfrage umfragen gutachten urteil brief schreiben erklärung
    mitteilung pressemitteilung meldung meldungen statistik analyse untersuchung protokoll
    vertrag entwurf gesetz artikel zeitungsbericht dokument dokumente papier resolution
    stellungnahme kommentar aussendung communiqué communique website webseite internetseite
    homepage buch video interview rede botschaft angaben quelle quellen twitter beschluss
    anklageschrift anklage polizeibericht jahresbericht blog plakat transparent flugblatt
    leitartikel beitrag aufruf petition manifest abschlussbericht zwischenbericht prognose"""
)
MEDIA = _words(
    """zeitung blatt magazin nachrichtenmagazin tageszeitung wochenzeitung nachrichtenagentur
    agentur sender fernsehsender radiosender rundfunk fernsehen radio presse medien medium
    zeitschrift boulevardblatt boulevardzeitung onlinedienst online-ausgabe newsletter
    fachzeitschrift sonntagszeitung wochenmagazin nachrichtensender portal internetportal
    nachrichtenportal wirtschaftszeitung wochenblatt fachmagazin"""
)
TITLE_NOUNS = _words(
    """titel motto name namen film filme roman buch band song lied album gruppe stück oper
    musical serie fernsehserie sendung show magazin zeitung zeitschrift blatt tageszeitung
    wochenzeitung nachrichtenmagazin schiff fregatte kreuzfahrtschiff flugzeug typ modell sonde
    raumsonde satellit rakete projekt programm initiative bündnis aktion kampagne organisation
    verein stiftung partei vereinigung gesellschaft band hurrikan sturm taifun orkan tropensturm
    preis auszeichnung kategorie label marke firma unternehmen hotel restaurant lokal diskothek
    club klub webseite website internetseite portal seite plattform software betriebssystem
    spiel computerspiel begriff wort stichwort bezeichnung schlagwort ausstellung festival
    wettbewerb rubrik reihe lehrbuch nachrichtenagentur sender agentur verlag werk gemälde
    single hit schlager ausgabe abteilung klasse kürzel codename spitzname beiname decknamen
    operation mission bewegung allianz front kommando brigade sorte thema themen"""
)
