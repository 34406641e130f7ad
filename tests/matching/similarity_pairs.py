"""Pairs of statements and what the first says to the second, judged by hand.

Each line: expected code or "-" for nothing | later statement | earlier statement. ``TUNED`` was at
hand while the rules were made. ``HELD_OUT`` was written afterwards; on the first run 28 of 29
answers were right and 28 of 31 were given (precision 0.97, recall 0.90).
``LATER`` was written when all that stood, in two lots. Of the first, twelve of 25 answers were found
on the first run, and one that was none; the pairs that led to changes are kept. Of the second, 15 of
20 were found, and again one too many.
"""

TUNED_DE = """
same_words | Das ist der tiefste Wert seit dem Beginn der Statistik im Kanton Zürich. | Das ist der tiefste Wert seit dem Beginn der Statistik im Kanton Zürich.
same_claim | Die Zahl der Einbrüche ist um 12 Prozent gesunken. | Die Einbrüche sind um 12 Prozent zurückgegangen.
same_claim | Die Zahl der Einbrüche sank um 12 Prozent. | Die Zahl der Einbrüche ist um zwölf Prozent gesunken.
same_claim | 26 Länder wollen Truppen in die Ukraine entsenden. | In die Ukraine wollen 26 Länder Truppen entsenden.
same_claim | Der Bundesrat lehnt die Initiative ab. | Der Bundesrat hat die Initiative abgelehnt.
same_claim | Russland hat die Ukraine im Februar 2022 angegriffen. | Russland griff die Ukraine im Februar 2022 an.
same_claim | Der Umsatz wuchs auf 14,2 Millionen Franken. | Der Umsatz stieg auf 14.2 Mio. Franken.
same_claim | In Deutschland leben rund 84 Millionen Menschen. | In Deutschland leben 84,1 Millionen Menschen.
same_claim | Impfungen verursachen keinen Autismus. | Impfungen verursachen nicht Autismus.
same_claim | Die Strasse wurde für den Verkehr gesperrt. | Die Straße ist für den Verkehr gesperrt worden.
same_claim | Es sind keine US-Bodentruppen in der Ukraine geplant. | US-Bodentruppen sind in der Ukraine nicht geplant.
same_claim | Der Mindestlohn steigt auf 14,60 Euro. | Der Mindestlohn wird auf 14,60 Euro erhöht.
denies | Es sind keine US-Bodentruppen in der Ukraine geplant. | Es sind US-Bodentruppen in der Ukraine geplant.
denies | Impfungen verursachen keinen Autismus. | Impfungen verursachen Autismus.
affirms | Das Gesetz wurde im Bundestag verabschiedet. | Das Gesetz wurde im Bundestag nicht verabschiedet.
denies | Der Minister hat das Gutachten nie erhalten. | Der Minister hat das Gutachten erhalten.
denies | Der Minister bestreitet, das Gutachten erhalten zu haben. | Der Minister hat das Gutachten erhalten.
denies | Russland dementiert, dass Soldaten die Grenze überschritten haben. | Soldaten haben die Grenze überschritten.
denies | Die Polizei hat in Leipzig keine Schusswaffen eingesetzt. | Die Polizei hat in Leipzig Schusswaffen eingesetzt.
affirms | Der Impfstoff wurde an Menschen getestet. | Der Impfstoff wurde nie an Menschen getestet.
denies | Die Schweiz liefert keine Munition an die Ukraine. | Die Schweiz liefert Munition an die Ukraine.
denies | Der Kanzler will das Rentenalter nicht erhöhen. | Der Kanzler will das Rentenalter erhöhen.
opposite | Die Zahl der Einbrüche ist gestiegen. | Die Zahl der Einbrüche ist gesunken.
opposite | Die Arbeitslosigkeit in der Schweiz nimmt ab. | Die Arbeitslosigkeit in der Schweiz nimmt zu.
opposite | Der Ständerat stimmte der Vorlage zu. | Der Ständerat lehnte die Vorlage ab.
opposite | Der Bundesrat will die Tabaksteuer senken. | Der Bundesrat will die Tabaksteuer erhöhen.
opposite | Die SPD befürwortet die Vermögenssteuer. | Die SPD lehnt die Vermögenssteuer ab.
opposite | Die CO2-Emissionen sind in Europa zurückgegangen. | Die CO2-Emissionen sind in Europa gewachsen.
opposite | Glyphosat ist in der EU verboten. | Glyphosat ist in der EU erlaubt.
other_number | 14 Länder wollen Truppen in die Ukraine entsenden. | 26 Länder wollen Truppen in die Ukraine entsenden.
other_number | Die Zahl der Einbrüche ist um 14 Prozent gesunken. | Die Zahl der Einbrüche ist um 12 Prozent gesunken.
other_number | Bei dem Unglück starben 41 Menschen. | Bei dem Unglück starben 40 Menschen.
other_number | Der Bau kostet 8,2 Milliarden Euro. | Der Bau kostet 2,5 Milliarden Euro.
other_number | In der Schweiz leben 8,7 Millionen Menschen. | In der Schweiz leben 9,1 Millionen Menschen.
other_number | Die Inflation lag 2024 bei 2,2 Prozent. | Die Inflation lag 2024 bei 5,9 Prozent.
other_number | Weniger als 10 Prozent der Befragten vertrauen der Regierung. | 38 Prozent der Befragten vertrauen der Regierung.
other_number | An der Demonstration nahmen 3000 Personen teil. | An der Demonstration nahmen 12'000 Personen teil.
other_date | Das Abkommen wurde am 8. Januar 2026 unterzeichnet. | Das Abkommen wurde am 6. Januar 2026 unterzeichnet.
other_date | Die Partei wurde 2013 gegründet. | Die Partei wurde 2015 gegründet.
other_date | Der Anschlag ereignete sich am 19. Dezember. | Der Anschlag ereignete sich am 20. Dezember.
- | In Zürich ist die Zahl der Einbrüche um 12 Prozent gesunken. | In Bern ist die Zahl der Einbrüche um 14 Prozent gesunken.
- | Die Zahl der Einbrüche ist um 12 Prozent gesunken. | Die Zahl der Diebstähle ist um 14 Prozent gesunken.
- | Die Zahl der Einbrüche ist 2023 um 12 Prozent gesunken. | Die Zahl der Einbrüche ist 2024 um 14 Prozent gesunken.
- | Russland hat die Ukraine angegriffen. | Die Ukraine hat Russland angegriffen.
- | Der Umsatz stieg auf 14 Millionen Franken. | Der Gewinn stieg auf 12 Millionen Franken.
- | Er hat davon nichts gewusst. | Er hat davon gewusst.
- | Das ist falsch. | Das ist richtig.
- | Ich habe nie gelogen. | Ich habe gelogen.
- | Mehr als 14 Länder wollen Truppen entsenden. | 26 Länder wollen Truppen entsenden.
- | Rund 14 Millionen Menschen sind betroffen. | 14,4 Millionen Menschen sind in Afrika betroffen.
- | Die Steuern müssen sinken. | Die Steuern sind gestiegen.
- | Die Preise werden 2027 steigen. | Die Preise sind 2025 gesunken.
- | Nicht nur Russland hat Soldaten an die Grenze verlegt. | Russland hat Soldaten an die Grenze verlegt.
- | Wenn die Steuern sinken, wächst die Wirtschaft. | Die Wirtschaft wächst nicht.
- | Der Bundesrat hat die Initiative abgelehnt. | Der Bundesrat hat das Referendum abgelehnt.
- | Die Stadt hat 40 Stellen geschaffen. | Die Stadt hat 25 Stellen gestrichen.
- | Die Miete stieg in Zürich um 3 Prozent. | Die Miete stieg um 1 Prozent.
- | Der Anteil stieg von 12 auf 14 Prozent. | Der Anteil stieg um 2 Prozentpunkte.
- | Könnte der Impfstoff schaden? | Der Impfstoff schadet nicht.
- | Die Arbeitslosenquote bei Jugendlichen liegt bei 6 Prozent. | Die Arbeitslosenquote liegt bei 3 Prozent.
- | Die FDP lehnt die Initiative ab. | Die SP befürwortet die Initiative.
- | Die Behörde warnt vor Hochwasser am Rhein. | Die Behörde warnt vor Waldbrand im Wallis.
- | Die Polizei nahm am Montag drei Personen fest. | Die Polizei nahm am Sonntag fünf Personen fest.
- | Deutschland hat 2 Milliarden Euro für Panzer bewilligt. | Deutschland hat 5 Milliarden Euro für Schulen bewilligt.
"""

TUNED_EN = """
same_claim | The number of burglaries fell by 12 percent. | Burglaries fell by 12 per cent in number.
same_claim | More than 14 million people live in the region. | Over 14 million people live in the region.
denies | The vaccine does not cause autism in children. | The vaccine causes autism in children.
denies | The minister denies that he received the report. | The minister received the report.
affirms | The Senate passed the bill. | The Senate did not pass the bill.
opposite | Unemployment in Spain has risen. | Unemployment in Spain has fallen.
opposite | The government will raise the income tax. | The government will cut the income tax.
other_number | The attack killed 41 people in Kabul. | The attack killed 12 people in Kabul.
other_number | The project will cost $2.5 billion. | The project will cost $8 billion.
other_date | The treaty was signed on January 8, 2026. | The treaty was signed on 6 January 2026.
- | Crime rose in Berlin by 4 percent. | Crime rose in London by 9 percent.
- | He never said that. | He said that.
- | Not only Russia moved troops to the border. | Russia moved troops to the border.
- | Taxes should be cut. | Taxes were raised.
- | France sold 20 jets to India. | India sold 12 jets to France.
"""

MORE_DE = """
same_claim | Die Teuerung in der Schweiz ging auf 0,2 Prozent zurück. | Die Teuerung ist in der Schweiz auf 0,2 Prozent gesunken.
same_claim | Das Bundesgericht hat die Beschwerde der Umweltverbände abgewiesen. | Die Beschwerde der Umweltverbände hat das Bundesgericht abgewiesen.
same_claim | Windräder töten jedes Jahr 100'000 Vögel. | Jedes Jahr töten Windräder rund 100 000 Vögel.
same_claim | Die Ukraine hat am 6. Januar Drohnen auf Moskau abgefeuert. | Am 6. Januar feuerte die Ukraine Drohnen auf Moskau ab.
same_claim | Bargeld soll in der EU abgeschafft werden. | In der EU soll das Bargeld abgeschafft werden.
same_claim | Der Klimawandel ist vom Menschen verursacht. | Der Klimawandel wurde vom Menschen verursacht.
same_claim | Die Wirtschaft schrumpfte im vergangenen Jahr um 0,3 Prozent. | Die Wirtschaft ist im letzten Jahr um 0,3 Prozent geschrumpft.
denies | Bargeld soll in der EU nicht abgeschafft werden. | Bargeld soll in der EU abgeschafft werden.
denies | Der Klimawandel ist nicht vom Menschen verursacht. | Der Klimawandel ist vom Menschen verursacht.
denies | Die Nato hat Russland keine Zusage zur Osterweiterung gemacht. | Die Nato hat Russland eine Zusage zur Osterweiterung gemacht.
denies | Die Regierung hat die Zahlen nicht gefälscht. | Die Regierung hat die Zahlen gefälscht.
denies | Niemand in der Verwaltung kannte den Bericht. | Die Verwaltung kannte den Bericht.
affirms | Die Wahlbeteiligung wurde in Thüringen falsch gemeldet. | Die Wahlbeteiligung wurde in Thüringen nicht falsch gemeldet.
denies | Israel weist zurück, dass Hilfsgüter blockiert wurden. | Hilfsgüter wurden blockiert.
denies | Die Bahn wird die Strecke nicht stilllegen. | Die Bahn wird die Strecke stilllegen.
opposite | Die Kriminalität in Berlin hat abgenommen. | Die Kriminalität in Berlin hat zugenommen.
opposite | Die Grünen unterstützen das Freihandelsabkommen. | Die Grünen lehnen das Freihandelsabkommen ab.
opposite | Die Krankenkassenprämien steigen im kommenden Jahr. | Die Krankenkassenprämien sinken im kommenden Jahr.
opposite | Der FC Basel hat den Cupfinal verloren. | Der FC Basel hat den Cupfinal gewonnen.
opposite | Die Regierung erlaubt den Export von Waffen. | Die Regierung verbietet den Export von Waffen.
other_number | Die Bundeswehr hat 181'000 Soldaten. | Die Bundeswehr hat 260'000 Soldaten.
other_number | Deutschland zahlte der Ukraine 28 Milliarden Euro. | Deutschland zahlte der Ukraine 44 Milliarden Euro.
other_number | Laut Umfrage liegt die AfD bei 26 Prozent. | Laut Umfrage liegt die AfD bei 21 Prozent.
other_number | Drei Polizisten wurden bei der Demonstration verletzt. | Bei der Demonstration wurden 17 Polizisten verletzt.
other_number | Der Tunnel ist 57 Kilometer lang. | Der Tunnel ist 35 Kilometer lang.
other_number | Jeder Haushalt zahlt 18,36 Euro Rundfunkbeitrag im Monat. | Jeder Haushalt zahlt 20 Euro Rundfunkbeitrag im Monat.
other_date | Der Minister trat am 3. März 2025 zurück. | Der Minister trat am 5. März 2025 zurück.
other_date | Die Brücke wurde 1998 eröffnet. | Die Brücke wurde 2001 eröffnet.
- | Die SVP fordert die Kündigung des Abkommens. | Die SVP fordert die Verschärfung des Gesetzes.
- | Trump traf Putin in Alaska. | Selenskyj traf Putin in Istanbul.
- | Im Januar wurden 1200 Wohnungen gebaut. | Im Februar wurden 900 Wohnungen gebaut.
- | Der Iran hat Israel mit Raketen angegriffen. | Israel hat den Iran mit Raketen angegriffen.
- | Die Zahl der Asylanträge sank in Österreich um 30 Prozent. | Die Zahl der Asylanträge sank in Deutschland um 50 Prozent.
- | Gut 14 Prozent der Kinder sind arm. | 14,6 Prozent der Rentner sind arm.
- | Der Bundeskanzler reist nicht nach Kiew. | Der Aussenminister reist nach Kiew.
- | Die Firma entlässt 500 Angestellte. | Die Firma stellt 200 Angestellte ein.
- | Der Strompreis sinkt um 8 Prozent. | Der Gaspreis sinkt um 12 Prozent.
- | Sie hat das Amt nicht verlassen. | Sie hat das Amt verlassen.
- | Wir werden die Steuern senken. | Wir werden die Steuern erhöhen.
- | Frauen verdienen 16 Prozent weniger als Männer. | Frauen arbeiten 9 Stunden weniger als Männer.
- | Der Kurs der Aktie stieg am Montag um 3 Prozent. | Der Kurs der Aktie fiel am Freitag um 2 Prozent.
- | Bis zu 500 Personen demonstrierten in Wien. | In Wien demonstrierten 400 Personen.
- | Die EU plant ein Verbot von Verbrennern ab 2035. | Die EU plant eine Steuer auf Plastik ab 2030.
- | Ein Sprecher der Polizei bestätigte den Einsatz. | Ein Sprecher der Feuerwehr bestätigte den Brand.
- | Die Menschen in Gaza haben kein Wasser. | Die Menschen in Gaza haben keinen Strom.
- | Der Konzern erzielte 2025 einen Gewinn von 3 Milliarden. | Der Konzern erzielte 2024 einen Gewinn von 5 Milliarden.
- | Schulen in Bayern bleiben geschlossen. | Schulen in Hessen bleiben offen.
- | Die Initiative wurde vom Volk mit 52 Prozent angenommen. | Die Initiative wurde in Genf mit 61 Prozent angenommen.
- | Die Hälfte der Befragten will wählen. | 70 Prozent der Befragten wollen sparen.
- | Kein Land hat mehr Goldreserven als die USA. | Die USA haben Goldreserven.
"""

MORE_EN = """
same_claim | In 2024 the city counted 1,204 burglaries. | The city counted 1204 burglaries in 2024.
denies | The WHO never recommended lockdowns for healthy people. | The WHO recommended lockdowns for healthy people.
denies | The 2020 election was not stolen from Donald Trump. | The 2020 election was stolen from Donald Trump.
opposite | Parliament rejected the budget. | Parliament approved the budget.
other_number | The earthquake in Turkey killed 53,000 people. | The earthquake in Turkey killed 31,000 people.
other_number | Nearly 40 percent of voters support the party. | Only 12 percent of voters support the party.
other_date | The company was founded in 1998. | The company was founded in 2004.
- | Inflation in France fell to 2 percent. | Inflation in Italy fell to 1 percent.
- | The president signed the bill. | The senator opposed the bill.
- | Scientists may find a cure. | Scientists have not found a cure.
- | About 5 million people fled Syria. | About 2 million people fled Sudan.
- | They do not want war. | They want war.
"""

FURTHER_DE = """
same_claim | Laut der Studie sind 40 Prozent der Lehrer überlastet. | 40 Prozent der Lehrer sind überlastet.
same_claim | Der Flughafen Zürich zählte 2025 rund 32 Millionen Passagiere. | 2025 zählte der Flughafen Zürich 32,6 Millionen Passagiere.
same_claim | Nordkorea schickt Soldaten nach Russland. | Nordkorea hat Soldaten nach Russland geschickt.
same_claim | Der Leitzins wurde von der Nationalbank auf 0 Prozent gesenkt. | Die Nationalbank hat den Leitzins auf 0 Prozent gesenkt.
same_claim | Die Krankenkasse CSS erhöht die Prämien um 4,4 Prozent. | Um 4,4 Prozent erhöht die Krankenkasse CSS die Prämien.
same_claim | Grönland gehört zum Königreich Dänemark. | Grönland gehört zu Dänemark.
denies | Das Virus stammt nicht aus einem Labor. | Das Virus stammt aus einem Labor.
denies | Das Weisse Haus dementiert, dass Trump Truppen nach Grönland schickt. | Trump schickt Truppen nach Grönland.
denies | Der Stromausfall wurde nicht durch Sabotage verursacht. | Der Stromausfall wurde durch Sabotage verursacht.
denies | Gegen die Ministerin wird nicht mehr ermittelt. | Gegen die Ministerin wird ermittelt.
denies | Es ist falsch, dass Flüchtlinge kostenlose Autos erhalten. | Flüchtlinge erhalten kostenlose Autos.
affirms | Der Bundestag hat dem Einsatz zugestimmt. | Der Bundestag hat dem Einsatz nicht zugestimmt.
affirms | Die Schule wurde evakuiert. | Die Schule wurde nie evakuiert.
denies | Kein Mitarbeiter der Bank wurde entlassen. | Ein Mitarbeiter der Bank wurde entlassen.
opposite | Die Geburtenrate in Italien geht zurück. | Die Geburtenrate in Italien nimmt zu.
opposite | Der Konzern erzielte im dritten Quartal einen Gewinn. | Der Konzern erzielte im dritten Quartal einen Verlust.
opposite | Die Massnahme ist verfassungswidrig. | Die Massnahme ist verfassungsgemäss.
opposite | Ungarn unterstützt den Beitritt der Ukraine. | Ungarn lehnt den Beitritt der Ukraine ab.
opposite | Die Zahl der Verkehrstoten hat sich verringert. | Die Zahl der Verkehrstoten hat sich erhöht.
other_number | Der Zug fuhr mit 210 km pro Stunde. | Der Zug fuhr mit 120 km pro Stunde.
other_number | Die Koalition hat 12 Sitze Mehrheit. | Die Koalition hat 3 Sitze Mehrheit.
other_number | Die Schweiz nahm 25'000 Flüchtlinge auf. | Die Schweiz nahm 68'000 Flüchtlinge auf.
other_number | Der Kredit beträgt 90 Milliarden Euro. | Der Kredit beträgt 140 Milliarden Euro.
other_number | Zwei Drittel der Bevölkerung lehnen das Gesetz ab. | 48 Prozent der Bevölkerung lehnen das Gesetz ab.
other_number | Das Budget der Stadt Genf sieht ein Defizit von 409 Millionen Franken vor. | Das Budget der Stadt Genf sieht ein Defizit von 90 Millionen Franken vor.
other_date | Der Papst starb am 21. April 2025. | Der Papst starb am 20. April 2025.
other_date | Die Firma wurde 1886 gegründet. | Die Firma wurde 1901 gegründet.
- | Der Bundesrat erhöht die Hilfe für die Ukraine. | Der Bundesrat senkt die Hilfe für Bauern.
- | Frankreich schickt keine Soldaten nach Niger. | Frankreich schickt Soldaten nach Mali.
- | Die Zahl der Neuwagen stieg um 5 Prozent. | Die Zahl der Elektroautos stieg um 9 Prozent.
- | Im zweiten Quartal wuchs die Wirtschaft um 0,1 Prozent. | Im ersten Quartal wuchs die Wirtschaft um 0,8 Prozent.
- | Der Verein hat 300 Mitglieder und 12 Trainer. | Der Verein hat 14 Ehrenmitglieder.
- | Die Union liegt in der Umfrage bei 25 Prozent. | Die SPD liegt in der Umfrage bei 14 Prozent.
- | Die Mutter des Opfers kannte den Täter nicht. | Der Vater des Opfers kannte den Täter.
- | Die Ärzte empfehlen Kindern die Impfung nicht. | Die Ärzte empfehlen Erwachsenen die Impfung.
- | Die Mieten steigen in den Städten schneller als auf dem Land. | Die Mieten sinken auf dem Land.
- | Trump will Zölle von 25 Prozent auf Autos. | Trump will Zölle von 50 Prozent auf Stahl.
- | Es gibt keinen Beweis, dass das Virus aus dem Labor stammt. | Das Virus stammt aus der Natur.
- | Der Sprecher sagte nichts zu den Plänen. | Der Sprecher äusserte sich zu den Plänen.
- | Am Vormittag kamen 200 Personen. | Am Abend kamen 900 Personen.
- | Die Regierung könnte die Steuer senken. | Die Regierung hat die Steuer nicht gesenkt.
- | 3000 Menschen kamen zur Kundgebung der Gewerkschaft. | 500 Menschen kamen zur Kundgebung der Bauern.
- | Israel hat 20 Geiseln zurückerhalten. | Israel hat 250 Gefangene freigelassen.
- | In der Nacht auf Sonntag schoss Russland 80 Drohnen ab. | In der Nacht auf Montag schoss Russland 31 Drohnen ab.
- | Die Temperatur stieg auf 38 Grad. | Die Temperatur sank auf 12 Grad.
- | Jeder dritte Deutsche hat kein Vertrauen in die Justiz. | Jeder dritte Deutsche hat Vertrauen in die Medien.
- | Selenskyj lehnt einen Tausch von Gebieten ab. | Selenskyj befürwortet einen Tausch von Gefangenen.
- | Die Post schliesst 170 Filialen. | Die Post eröffnet 20 Filialen.
"""

FURTHER_EN = """
same_claim | The minimum wage will rise to $15 an hour. | The minimum wage will increase to $15 an hour.
denies | Vaccines do not contain microchips. | Vaccines contain microchips.
denies | The mayor denied that the bridge was unsafe. | The bridge was unsafe.
opposite | Violent crime in Chicago increased. | Violent crime in Chicago decreased.
other_number | The company employs 4,000 workers in Ohio. | The company employs 900 workers in Ohio.
other_date | The war began in 1939. | The war began in 1941.
- | Apple sold 40 million phones. | Samsung sold 60 million phones.
- | The bill would cut taxes for families. | The bill would raise taxes for companies.
- | Police arrested 12 people in Paris. | Police arrested 30 people in Lyon.
- | If taxes fall, growth rises. | Growth does not rise.
"""

HELD_OUT_DE = """
same_claim | Der Iran reichert Uran auf 60 Prozent an. | Der Iran hat Uran auf 60 Prozent angereichert.
same_claim | Das Spital Lindenberg wird Ende 2027 geschlossen. | Ende 2027 wird das Spital Lindenberg geschlossen.
same_claim | Die Polizei fand bei dem Verdächtigen drei Waffen. | Bei dem Verdächtigen fand die Polizei drei Waffen.
same_claim | Deutschland hat im vergangenen Jahr 4,5 Milliarden Euro für Kiew ausgegeben. | Im letzten Jahr gab Deutschland 4,5 Milliarden Euro für Kiew aus.
same_claim | Windkraft ist die wichtigste Stromquelle Deutschlands. | Die wichtigste Stromquelle Deutschlands ist Windkraft.
same_claim | Die Sozialhilfe wurde um 5 Prozent gekürzt. | Die Sozialhilfe wurde um fünf Prozent gekürzt.
denies | Der Kanton Bern erhebt keine Steuer auf Erbschaften. | Der Kanton Bern erhebt eine Steuer auf Erbschaften.
denies | Die Ministerin hat nie in Moskau studiert. | Die Ministerin hat in Moskau studiert.
denies | Ein Tempolimit auf Autobahnen wird nicht eingeführt. | Ein Tempolimit auf Autobahnen wird eingeführt.
denies | Die Kommission bestreitet, dass der Bericht geändert wurde. | Der Bericht wurde geändert.
denies | Masern sind keine harmlose Krankheit. | Masern sind eine harmlose Krankheit.
denies | Der Verein hat das Geld nicht veruntreut. | Der Verein hat das Geld veruntreut.
affirms | Im Trinkwasser wurden Pestizide gefunden. | Im Trinkwasser wurden keine Pestizide gefunden.
affirms | Das Video zeigt den Angriff auf Charkiw. | Das Video zeigt nicht den Angriff auf Charkiw.
opposite | Die Schulden des Bundes sind gesunken. | Die Schulden des Bundes sind gestiegen.
opposite | Das Parlament hat das Budget gutgeheissen. | Das Parlament hat das Budget abgelehnt.
opposite | Die Löhne der Pflegenden werden gekürzt. | Die Löhne der Pflegenden werden erhöht.
opposite | Der Wirkstoff ist gefährlich. | Der Wirkstoff ist unbedenklich.
opposite | Borussia Dortmund gewinnt das Finale. | Borussia Dortmund verliert das Finale.
other_number | Das Spital hat 180 Betten. | Das Spital hat 240 Betten.
other_number | Am Streik beteiligten sich 9000 Angestellte. | Am Streik beteiligten sich 2500 Angestellte.
other_number | Die Miete beträgt im Schnitt 1450 Franken. | Die Miete beträgt im Schnitt 1980 Franken.
other_number | Der Stausee fasst 101 Millionen Kubikmeter Wasser. | Der Stausee fasst 227 Millionen Kubikmeter Wasser.
other_number | 61 Prozent der Stimmberechtigten nahmen die Vorlage an. | 54 Prozent der Stimmberechtigten nahmen die Vorlage an.
other_number | Bei der Explosion wurden mindestens 30 Personen verletzt. | Bei der Explosion wurden vier Personen verletzt.
other_date | Die Berliner Mauer wurde am 13. August 1961 errichtet. | Die Berliner Mauer wurde am 9. November 1961 errichtet.
other_date | Der Vertrag wurde 1963 unterzeichnet. | Der Vertrag wurde 1990 unterzeichnet.
- | Der Iran reichert Uran auf 60 Prozent an. | Nordkorea reichert Uran auf 90 Prozent an.
- | Das Spital hat 180 Betten. | Das Spital hat 40 Ärzte.
- | Die Polizei sucht einen Mann mit Bart. | Die Polizei sucht eine Frau mit Hund.
- | Der Minister reiste am Montag nach Paris. | Der Minister reiste am Freitag nach Rom.
- | Die Stadt Basel senkt die Steuern. | Die Stadt Basel erhöht die Gebühren.
- | 20 Prozent der Männer rauchen. | 14 Prozent der Frauen rauchen.
- | Die Grünen gewinnen in Freiburg. | Die Grünen verlieren in Potsdam.
- | Das Abkommen tritt nicht in Kraft, wenn Ungarn widerspricht. | Das Abkommen tritt in Kraft.
- | Die Ernte fiel 2024 schlecht aus. | Die Ernte fiel 2023 gut aus.
- | Vor zehn Jahren hatte das Dorf 800 Einwohner. | Das Dorf hat heute 450 Einwohner.
- | Die Zahl der Toten stieg auf 41. | Die Zahl der Verletzten stieg auf 120.
- | Der Preis für Weizen fiel um 8 Prozent. | Der Preis für Mais stieg um 3 Prozent.
- | Der Präsident will das Gesetz nicht unterschreiben. | Der Präsident will das Gesetz ändern.
- | Nach dem Spiel wurden zwölf Fans verhaftet. | Vor dem Spiel wurden fünf Fans verhaftet.
- | Die Initiative will Pestizide verbieten. | Die Verordnung erlaubt Pestizide.
- | Die Impfung schützt nicht vor Ansteckung. | Die Impfung schützt vor schweren Verläufen.
- | Seit 2015 sanken die Emissionen um 12 Prozent. | Seit 1990 sanken die Emissionen um 40 Prozent.
- | Keine Partei fordert den Austritt aus der Nato. | Die Linke fordert den Austritt aus der Nato.
- | Der Film kostete 90 Millionen Dollar. | Der Film spielte 300 Millionen Dollar ein.
- | Polen hat 5 Milliarden Euro an die EU gezahlt. | Polen hat 12 Milliarden Euro von der EU erhalten.
- | Deutsche Autobauer verkauften in China weniger Autos. | Chinesische Autobauer verkauften in Deutschland mehr Autos.
"""

HELD_OUT_EN = """
same_claim | The city closed 12 schools. | The city has closed twelve schools.
denies | The senator did not attend the meeting in Vienna. | The senator attended the meeting in Vienna.
opposite | The court ruled that the ban is lawful. | The court ruled that the ban is unlawful.
other_number | The dam holds 40 million cubic metres of water. | The dam holds 75 million cubic metres of water.
- | The dam in Kenya cost $40 million. | The dam in Ghana cost $75 million.
- | Critics say the law is unsafe. | Supporters say the law is safe.
- | The army lost 12 tanks. | The army lost 300 soldiers.
- | Germany exports more cars than France. | France exports more cheese than Germany.
"""

LATER_DE = """
same_claim | Die Bahn hat im ersten Halbjahr 1,2 Milliarden Euro Verlust gemacht. | Im ersten Halbjahr machte die Bahn einen Verlust von 1,2 Milliarden Euro.
same_claim | Der Kanton Bern schliesst drei Spitäler. | Drei Spitäler werden vom Kanton Bern geschlossen.
same_claim | Die Inflation betrug im Juni 2,1 Prozent. | Im Juni lag die Inflation bei 2.1%.
same_claim | Der Präsident plant keinen Einsatz von Bodentruppen. | Bodentruppen will der Präsident nicht einsetzen.
same_claim | Die Schweiz nimmt 500 Flüchtlinge aus Gaza auf. | 500 Flüchtlinge aus Gaza werden von der Schweiz aufgenommen.
same_claim | Der Bundesrat verlängert den Schutzstatus S bis März 2027. | Der Schutzstatus S wird bis März 2027 verlängert.
same_claim | Das Kernkraftwerk Gösgen bleibt bis Ende November abgeschaltet. | Gösgen bleibt bis Ende November vom Netz.
other_number | Die Bahn hat im ersten Halbjahr 1,2 Milliarden Euro Verlust gemacht. | Im ersten Halbjahr machte die Bahn einen Verlust von 760 Millionen Euro.
other_number | Die Inflation betrug im Juni 2,1 Prozent. | Im Juni lag die Inflation bei 2,4 Prozent.
other_number | Die Wahlbeteiligung lag bei 48 Prozent. | Die Wahlbeteiligung lag bei 56 Prozent.
- | Es ist möglich, dass Truppen entsandt werden. | Truppen wurden nicht entsandt.
- | Die SPD will die Steuern senken. | Die CDU will die Steuern erhöhen.
- | Die Arbeitslosenquote der Jugendlichen stieg auf 3,1 Prozent. | Die Arbeitslosenquote stieg auf 2,9 Prozent.
same_claim | Die Polizei nahm vier Verdächtige in Lyon fest. | In Lyon wurden vier Verdächtige von der Polizei festgenommen.
same_claim | Deutschland hat 2024 Waffen für 13 Milliarden Euro exportiert. | 2024 exportierte Deutschland Waffen im Wert von 13 Milliarden Euro.
same_claim | Der Nationalrat hat das Gesetz mit 112 zu 80 Stimmen angenommen. | Mit 112 zu 80 Stimmen nahm der Nationalrat das Gesetz an.
same_claim | Die UBS baut in der Schweiz 3000 Stellen ab. | 3000 Stellen baut die UBS in der Schweiz ab.
same_claim | Das Spital Wetzikon hat die Operationen eingestellt. | Die Operationen sind vom Spital Wetzikon eingestellt worden.
same_claim | Jeder dritte Jugendliche leidet unter Einsamkeit. | Ein Drittel der Jugendlichen leidet unter Einsamkeit.
same_claim | Die Schulden des Bundes betragen 142 Milliarden Franken. | Der Bund hat Schulden von 142 Milliarden Franken.
same_claim | Der Ölpreis ist auf 95 Dollar gestiegen. | Der Ölpreis stieg auf 95 Dollar.
same_claim | Israel bestreitet, das Spital angegriffen zu haben. | Israel hat das Spital nicht angegriffen.
other_number | Die Polizei nahm vier Verdächtige in Lyon fest. | Die Polizei nahm in Lyon sieben Verdächtige fest.
affirms | Die UBS baut in der Schweiz 3000 Stellen ab. | Die UBS baut in der Schweiz keine Stellen ab.
affirms | Das Spital wurde von einer Rakete getroffen. | Das Spital wurde nicht von einer Rakete getroffen.
other_number | Der Ölpreis ist auf 95 Dollar gestiegen. | Der Ölpreis stieg auf 80 Dollar.
other_number | Die Schulden des Bundes betragen 142 Milliarden Franken. | Die Schulden des Bundes betragen 120 Milliarden Franken.
opposite | Der Nationalrat hat das Gesetz angenommen. | Der Nationalrat hat das Gesetz verworfen.
affirms | Die Ukraine hat das Kraftwerk beschossen. | Die Ukraine hat das Kraftwerk nie beschossen.
other_date | Der Waffenstillstand trat am 10. Oktober in Kraft. | Der Waffenstillstand trat am 12. Oktober in Kraft.
- | Die Polizei nahm vier Verdächtige in Lyon fest. | Die Polizei nahm vier Verdächtige in Paris fest.
- | Russland hat die Ukraine angegriffen. | Russland wurde von der Ukraine angegriffen.
- | Die Ukraine griff Russland an. | Russland griff die Ukraine an.
- | Der Nationalrat hat das Gesetz angenommen. | Der Ständerat hat das Gesetz verworfen.
- | Der Ölpreis stieg auf 95 Dollar. | Der Goldpreis stieg auf 2400 Dollar.
- | Die Zahl der Geburten sank 2023 um 4 Prozent. | Die Zahl der Geburten sank 2022 um 8 Prozent.
- | Der Kanzler wurde von der Ministerin gelobt. | Die Ministerin wurde vom Kanzler gelobt.
- | Die Regierung könnte das Gesetz zurückziehen. | Die Regierung zieht das Gesetz nicht zurück.
- | 60 Prozent der Befragten sind dafür. | 35 Prozent der Befragten sind dagegen.
- | In Gaza gibt es zu wenig Wasser. | In Gaza gibt es kein Benzin.
- | Die Firma zahlte 20 Millionen Dollar Strafe. | Die Firma machte 20 Millionen Dollar Gewinn.
- | Der Zug von Bern nach Zürich wurde gesperrt. | Der Zug von Zürich nach Bern fährt.
"""

LATER_EN = """
same_claim | No US ground troops are planned in Ukraine. | The United States plans no ground troops in Ukraine.
affirms | US ground troops are planned in Ukraine. | No US ground troops are planned in Ukraine.
opposite | Crime in London rose last year. | Crime in London fell last year.
same_claim | The government approved the budget on Friday. | The budget was approved by the government on Friday.
other_date | The suspect was born in 1987. | The suspect was born in 1979.
affirms | The bridge will reopen in May. | The bridge will not reopen in May.
- | The government approved the budget. | The government rejected the treaty.
- | The minister met the president. | The president did not meet the ambassador.
"""


def table(text: str, language: str) -> list[tuple[str, str, str, str]]:
    """(expected, now, before, language)"""
    rows = [line.split(" | ") for line in text.splitlines() if line]
    return [(code, now, before, language) for code, now, before in rows]


GERMAN = table(TUNED_DE + MORE_DE + FURTHER_DE, "de")
TUNED = GERMAN + table(TUNED_EN + MORE_EN + FURTHER_EN, "en")
HELD_OUT = table(HELD_OUT_DE, "de") + table(HELD_OUT_EN, "en")
LATER = table(LATER_DE, "de") + table(LATER_EN, "en")
