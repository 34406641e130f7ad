"""How time grows with the length of a text: 2 is linear, 4 would be the square."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
django.setup()

from claims.admin.workbench.diff import changed_paragraphs  # noqa: E402
from claims.anchors import locate, most_similar, select  # noqa: E402
from claims.extraction import extract  # noqa: E402
from claims.ingest.decoding import UnreadableError  # noqa: E402
from claims.ingest.html import page_content  # noqa: E402
from claims.ingest.plain_text import read_plain_text  # noqa: E402
from claims.rechecks.passages import compare_passage  # noqa: E402

STORY = (
    "Die Zahl sei gestiegen, sagte Anna Keller. «Das stimmt nicht», widersprach der Verband. "
    "Laut dem Bundesamt sank sie um 12 Prozent.\n\n"
)
PASSAGE = "An dem Treffen nahmen Vertreter von 26 Ländern teil."
PARTS = ("Die Lage ist ruhig. ", "a ", '"', "a.a.a.")
HOSTILE = ('"', "a.a.a.", "(((", "<b>", "KI lernt noch ", "Mehr anzeigen ", "date 1.1.", "<", "\n ")
ODD = {"marks": "«", "ends": "«a.»", "said": "sagte er, ", "names": "Keller ", "lines": "\n"}


def measure() -> Iterator[tuple[str, float, str]]:
    yield "extraction, a story again and again", _growth(_extract, STORY, 20_000), "×"
    for name, unit in ODD.items():
        yield f"extraction, {name}", _growth(_extract, unit, 10_000), "×"
    for unit in HOSTILE:
        yield f"reading {unit!r}", _growth(_read, unit, 100_000), "×"
    for unit in PARTS:
        yield f"anchor in {unit!r}", _growth(_anchor, unit, 100_000), "×"
    yield "comparison of a page", _growth(_compare, "Die Lage ist ruhig. ", 100_000), "×"
    yield "diff of two revisions", _growth(_diff, STORY, 30_000), "×"


def _growth(work: Callable[[str], None], unit: str, length: int) -> float:
    """The time for a text of twice ``length`` characters over that for ``length``."""
    return _seconds(work, unit, 2 * length) / _seconds(work, unit, length)


def _seconds(work: Callable[[str], None], unit: str, length: int) -> float:
    """The shortest of three runs."""
    text = (unit * (length // len(unit) + 1))[:length]
    times = []
    for _run in range(3):
        began = time.process_time()
        work(text)
        times.append(time.process_time() - began)
    return max(min(times), 1e-6)


def _extract(text: str) -> None:
    extract(text)


def _read(text: str) -> None:
    for read in (read_plain_text, page_content):
        with contextlib.suppress(UnreadableError):
            read(text)


def _anchor(text: str) -> None:
    middle, third = len(text) // 2, len(text) // 3
    selector = select(text, middle, middle + 300)
    changed = text[:third] + " neu " + text[third:].replace("e", "i")
    locate(selector, "x " + text)
    locate(selector, changed)
    most_similar(selector.exact, changed)


def _compare(text: str) -> None:
    page = text + PASSAGE
    excerpt = select(page, len(text), len(page))
    compare_passage(excerpt, page, page.replace("26 Länder", "27 Länder"))
    compare_passage(excerpt, page, "Ganz anderes. " * (len(text) // 14))


def _diff(text: str) -> None:
    changed_paragraphs(text, text.replace("Keller", "Kellner"))
