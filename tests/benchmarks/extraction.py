"""How fast claims are found in text."""

import re
import time
from collections.abc import Iterator

from claims.extraction import extract

ARTICLE = """\
Zürich – Die Zahl der Einbrüche ist im vergangenen Jahr um 12 Prozent gesunken. «Das ist der \
tiefste Wert seit 2009», sagte Polizeisprecherin Anna Keller am Montag vor den Medien. Nach \
Angaben des Bundesamts für Statistik wurden landesweit 38'400 Fälle gezählt. Die Stadt teilte mit, \
dass sie 40 zusätzliche Stellen geschaffen habe. Der Gewerkschaftsbund widersprach: Die Stellen \
seien nie besetzt worden. Laut einem Bericht der «NZZ» fehlen noch immer 25 Personen. Es hiess \
zudem, die Aufklärungsquote sei gestiegen. Die Regierung kündigte an, bis 2027 weitere zehn \
Millionen Franken auszugeben.

"""
SECONDS = 3.0


def measure() -> Iterator[tuple[str, float, str]]:
    extract(ARTICLE)  # models and word lists are loaded once
    for times in (1, 10):
        text = ARTICLE * times
        tokens = len(re.findall(r"\w+|[^\w\s]", text))
        runs, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < SECONDS:
            extract(text)
            runs += 1
        yield f"article of {tokens} tokens", runs * tokens / spent, "tokens/s"
        yield f"article of {tokens} tokens", 1000 * spent / runs, "ms"
