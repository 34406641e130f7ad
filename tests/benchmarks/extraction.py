"""How fast claims are found in text."""

import re
import resource
import sys
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
LENGTHS = (1_000, 10_000, 50_000, 200_000)  # words of one text, whose growth is measured


def measure() -> Iterator[tuple[str, float, str]]:
    began = time.perf_counter()
    extract(ARTICLE)
    yield "first article, models and word lists loaded", 1000 * (time.perf_counter() - began), "ms"
    for times in (1, 10):
        tokens = len(re.findall(r"\w+|[^\w\s]", ARTICLE)) * times
        runs, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < SECONDS:
            extract("".join(another(runs * times + part) for part in range(times)))
            runs += 1
        yield f"article of {tokens} tokens", 1000 * spent / runs, "ms"
        yield f"article of {tokens} tokens", runs * tokens / spent, "tokens/s"

    yield from _growth()


def _growth() -> Iterator[tuple[str, float, str]]:
    """Time for each word as one text grows, against the shortest; and the memory it took."""
    words, shortest = len(ARTICLE.split()), 0.0
    for length in LENGTHS:
        text = "".join(another(part) for part in range(length // words))
        began = time.process_time()
        extract(text)
        spent = 1e6 * (time.process_time() - began) / length
        shortest = shortest or spent
        yield f"one text of {length:,} words, each word", spent, "µs"
        yield (
            f"one text of {length:,} words, a word against the shortest text",
            spent / shortest,
            "×",
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield "memory at its highest", peak / (2**20 if sys.platform == "darwin" else 2**10), "MB"


def another(number: int) -> str:
    """The article with other names and figures: nothing found before may help."""
    name = "".join(chr(ord("a") + (number // 26**place) % 26) for place in range(4))
    figures = ARTICLE.replace("12 Prozent", f"{number} Prozent").replace("2009", str(number))
    return figures.replace("Keller", f"Keller{name}").replace("Einbrüche", f"{name.title()}fälle")
