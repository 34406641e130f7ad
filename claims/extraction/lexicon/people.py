"""Nouns and titles for people and bodies that speak, with their grammatical gender."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Masculine role nouns; the feminine is made by "-in". Matched also as the last part of a
# compound: "Regierungssprecher", "US-Präsident", "Aussenminister".
MALE_ROLES = _words(
    """präsident minister kanzler sprecher chef direktor vorsitzender vorsitzende leiter könig
    prinz papst bischof erzbischof kardinal pfarrer priester imam rabbi mönch general oberst major
    hauptmann admiral kommandeur kommandant offizier soldat beamter beamte polizist kommissar
    ermittler staatsanwalt oberstaatsanwalt anwalt rechtsanwalt verteidiger richter zeuge
    sachverständiger gutachter experte forscher wissenschaftler professor doktor arzt mediziner
    psychologe psychiater historiker ökonom politologe politikwissenschaftler soziologe biologe
    physiker chemiker geologe meteorologe astronom ingenieur lehrer schüler student rektor dekan
    bürgermeister oberbürgermeister gemeindepräsident stadtpräsident landrat regierungsrat
    bundesrat nationalrat ständerat stadtrat gemeinderat landammann landeshauptmann senator
    abgeordneter abgeordnete parlamentarier politiker oppositionspolitiker staatssekretär
    generalsekretär sekretär botschafter gesandter sondergesandter diplomat unterhändler gouverneur
    premier ministerpräsident regierungschef staatschef staatsoberhaupt parteichef fraktionschef
    fraktionsvorsitzender parteivorsitzender führer anführer rebellenführer oppositionsführer
    aktivist bürgerrechtler demonstrant gewerkschafter unternehmer manager geschäftsführer
    vorstand vorstandschef vorstandsvorsitzender inhaber besitzer eigentümer investor analyst
    händler banker notenbankchef trainer coach spieler kapitän torwart stürmer sportler athlet
    fahrer pilot schauspieler regisseur sänger musiker künstler autor schriftsteller journalist
    redaktor redakteur chefredaktor chefredakteur reporter korrespondent moderator kommentator
    kolumnist verleger beobachter kritiker gegner befürworter anhänger vertreter mitarbeiter
    angestellter kollege nachbar bewohner anwohner augenzeuge überlebender opfer täter
    verdächtiger angeklagter beschuldigter kläger bauer landwirt wirt koch chauffeur
    beauftragter bevollmächtigter koordinator berater delegierter kandidat spitzenkandidat
    herausforderer amtsinhaber nachfolger vorgänger stellvertreter vize vizepräsident insider
    informant whistleblower gründer mitgründer erfinder entwickler designer architekt
    feuerwehrmann kreml-chef kremlchef nato-chef uno-generalsekretär generaldirektor
    fifa-präsident innenexperte jurist völkerrechtler verfassungsrechtler agent spion terrorist
    extremist rebell kämpfer entführer geiselnehmer mann junge vater sohn bruder onkel grossvater
    freund ehemann witwer deutscher schweizer österreicher franzose brite amerikaner russe
    ukrainer italiener spanier türke israeli palästinenser chinese japaner iraner iraker syrer
    afghane grieche pole ungar tscheche schwede norweger däne finne belgier niederländer kanadier
    sozialdemokrat christdemokrat liberaler grüner republikaner demokrat linker konservativer
    liberaldemokrat parteifreund koalitionspartner amtskollege ressortchef sicherheitschef
    verbandschef gewerkschaftschef konzernchef firmenchef bankchef polizeichef geheimdienstchef
    armeechef milizenführer präsidentschaftskandidat weltmeister olympiasieger sieger
    rennfahrer schiedsrichter fan tourist reisender passagier patient kunde nutzer leser
    veranstalter organisator initiant initiator petitionär"""
)
FEMALE_ROLES = _words(
    """frau tochter mutter schwester tante grossmutter freundin ehefrau witwe dame königin
    prinzessin nonne ärztin anwältin rechtsanwältin expertin forscherin ministerin kanzlerin
    bundeskanzlerin präsidentin sprecherin vorsitzende chefin direktorin leiterin richterin
    staatsanwältin bürgermeisterin senatorin abgeordnete beamtin polizistin zeugin psychologin
    historikerin ökonomin biologin lehrerin schülerin studentin bundesrätin nationalrätin
    ständerätin regierungsrätin stadträtin rechtsexpertin angeklagte beschuldigte journalistin
    kollegin nachbarin autorin botschafterin unternehmerin geschäftsführerin"""
)
PLURAL_PEOPLE = _words(
    """leute menschen personen kreise kreisen beobachter experten forscher wissenschaftler kritiker
    gegner befürworter ermittler behörden medien zeugen augenzeugen anwohner politiker
    abgeordnete demonstranten aktivisten gewerkschaften verbände parteien oppositionelle
    rebellen taliban beamte diplomaten analysten ökonomen ärzte juristen richter anwälte
    eltern angehörige freunde nachbarn schüler studenten lehrer arbeitgeber arbeitnehmer
    historiker polizisten soldaten minister unterhändler fans veranstalter organisatoren
    initianten hersteller betreiber bauern händler mediziner datenschützer umweltschützer
    tierschützer menschenrechtler menschenrechtsgruppen hilfsorganisationen organisationen
    umweltverbände aufständische sozialdemokraten grüne grünen liberale liberalen republikaner
    demokraten konservative linke amerikaner russen deutschen briten franzosen
    schweizer österreicher israelis palästinenser kurden türken iraner iraker ukrainer chinesen
    japaner polen ungarn insider quellen bürger bewohner betroffene überlebende
    passagiere reporter journalisten korrespondenten unternehmen firmen banken länder staaten
    unterzeichner autoren kläger verteidiger angeklagten geiselnehmer entführer"""
)
# Bodies; matched also as the last part of a compound ("Staatsanwaltschaft", "Bundesregierung").
BODIES = {
    "f": _words(
        """regierung polizei kommission partei fraktion opposition koalition union behörde
        verwaltung armee organisation gewerkschaft staatsanwaltschaft anwaltschaft kanzlei
        botschaft agentur nachrichtenagentur zeitung zeitschrift bank notenbank zentralbank
        universität hochschule gesellschaft gruppe allianz initiative stiftung vereinigung
        bewegung miliz hamas hisbollah eu uno nato who osze spd cdu csu fdp afd svp sp gop
        jury leitung führung direktion geschäftsleitung geschäftsführung redaktion feuerwehr
        kirche kammer versammlung delegation konferenz liga firma airline fluggesellschaft
        bahn sbb post börse administration junta marine luftwaffe bundeswehr justiz
        gemeinde stadt mehrheit minderheit seite presse staatskanzlei anklage
        verteidigung arbeitsgruppe unternehmensleitung konzernleitung kantonspolizei
        stadtpolizei bundespolizei landesregierung generalversammlung weltbank iaea iaeo
        tagesschau linkspartei linke svp ndp npd fifa uefa nasa esa fed ezb bvg gdl"""
    ),
    "m": _words(
        """bundesrat nationalrat ständerat bundestag landtag senat kongress rat sicherheitsrat
        verband verein bund konzern sender fernsehsender kreml vatikan gerichtshof vorstand
        ausschuss aufsichtsrat stadtrat gemeinderat regierungsrat kanton staat geheimdienst
        nachrichtendienst betrieb betreiber hersteller dachverband club klub fussballverband
        anbieter weltverband spiegel standard iwf adac dgb bnd bundesgerichtshof wetterdienst
        deutscher-wetterdienst seismologe betriebsrat dienst autobauer flughafen"""
    ),
    "n": _words(
        """ministerium aussenministerium innenministerium verteidigungsministerium parlament
        unterhaus oberhaus gericht bundesgericht landgericht amtsgericht obergericht amt
        bundesamt landesamt institut unternehmen komitee militär blatt magazin
        nachrichtenmagazin portal präsidium büro departement sekretariat bündnis netzwerk
        zentrum werk kabinett volk regime präsidialamt kanzleramt auswärtige-amt weisse-haus
        pentagon ikrk rote-kreuz fernsehen radio management team konsortium verfassungsgericht
        bundesverfassungsgericht verwaltungsgericht krankenhaus spital klinikum politbüro
        forschungsinstitut meinungsforschungsinstitut oberkommando"""
    ),
}
COLLECTIVE_SUFFIXES = (
    "regierung polizei ministerium anwaltschaft gericht gerichtshof behörde amt verband "
    "partei fraktion agentur institut kommission organisation gesellschaft gewerkschaft "
    "departement zeitung armee bank konzern sender rat verein stiftung universität dienst "
    "unternehmen kammer leitung präsidium verwaltung bewegung miliz allianz bündnis botschaft "
    "führung hochschule bund direktion junta versammlung komitee magazin firma klub club liga "
    "union werke spital klinik kirche kasse versicherung hersteller betreiber airline zentrale "
    "departement sekretariat genossenschaft zunft gewerbe industrie"
).split()

TITLES = _words(
    """herr frau dr dr. prof prof. professor pater bruder schwester sir lord lady
    prinz prinzessin graf baron freiherr"""
)
UNNAMED_HINTS = _words(
    """kreise kreisen insider quelle quellen zeuge zeugen augenzeuge augenzeugen beobachter
    experten experte kritiker beamter beamte beamten sprecher sprecherin vertreter diplomat
    diplomaten anwohner medien berichte berichten mann frau behörden ermittler person"""
)
