"""Finding what is published by its words, on pages and in the API alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from modelsearch.backends import get_search_backend
from modelsearch.models import IndexEntry
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import parse_query_string
from rapidfuzz.distance import OSA

from claims.models import Claimant, NameSpelling, Publication
from claims.models.publication import PublicationQuerySet
from claims.search.backend import Beginning
from claims.search.text import WORD, fold, sought_forms, with_umlauts

MOST_FOUND = 300  # pages that answer words, of which the best are shown
MOST_READ = 600  # the same, where of these a phrase or a filter leaves some
ENOUGH = 60  # pages that a filter leaves; if they are fewer, the filter's own are looked through
WINDOW = 4_000  # entries of the index: so many of the newest are read before words are looked up
MOST_WINDOWS = 8  # as much again is read where words are expected within
MOST_WORDS = 12  # further ones are not looked at
SHORTEST_BEGINNING = 4  # letters; fewer begin too many words
SHORTEST_NAME = 4  # letters; shorter words resemble too many
LONGEST_NAME = 60

T = TypeVar("T")
Row = tuple[int, float | None]  # the key of a page, and its rank if it answers
Narrow = Callable[[PublicationQuerySet], QuerySet[Publication]]


@dataclass(frozen=True)
class Answer:
    """Keys of pages that answer words; ``is_more``: there may be others, older ones."""

    keys: list[int]
    is_more: bool = False


class Words:
    """What a reader typed, asked of the index. Every string is answered.

    However many pages answer, a bounded number is looked at, those published last; that is what
    keeps a word that stands everywhere from costing more each day. Where nothing answers, the last
    word is taken for the beginning of one, and names that nobody has as those that they resemble.
    """

    def __init__(self, text: str, *, oldest: bool = False, is_filtered: bool = False) -> None:
        """``oldest``: of too many pages those published first are looked at.

        ``is_filtered``: of the pages that answer some will be asked for.
        """
        self.read_as = text
        self._oldest = oldest
        self._is_filtered = is_filtered
        self._look(text)
        if not self._found:
            self._look(text, is_unfinished=True)
            self.read_as = f"{text}…"
        if not self._found and (corrected := corrected_names(text)):
            self._look(corrected)
            self.read_as = corrected
        if not self._found:
            self.read_as = text

    def among(self, narrow: Narrow | None, *, is_filtered: bool) -> Answer:
        """The pages that answer, of those that ``narrow`` leaves of all.

        ``is_filtered``: it may leave few, so that it is worth while to look for them.
        """
        if narrow is None:
            return Answer(self._found[:MOST_FOUND], self._is_cut or len(self._found) > MOST_FOUND)
        looked = self._found if is_filtered else self._found[:MOST_FOUND]
        left, is_more = _left(looked, narrow), self._is_cut or len(looked) < len(self._found)
        if is_filtered and is_more and len(left) < ENOUGH:
            # The words stand in very many pages: the other way round, through what is left.
            pages, is_more = _first(self._in_order(narrow(Publication.objects.all())), MOST_READ)
            others = self._answering(pages).difference(left)
            left += [key for key in pages if key in others]
        return Answer(left[:MOST_FOUND], is_more or len(left) > MOST_FOUND)

    def ranked(self, keys: Sequence[int]) -> list[int]:
        """``keys`` of pages among those that answer, the best first."""
        if connection.vendor == "postgresql" or self._query is None:
            return sorted(keys, key=lambda key: (-self._ranks[key], -key))
        return list(_matching(self._query).filter(pk__in=keys).values_list("pk", flat=True))

    def _look(self, text: str, *, is_unfinished: bool = False) -> None:
        """Keys of the pages that answer, in order; whether there may be others beyond."""
        self._found: list[int] = []
        self._is_cut = False
        self._ranks: dict[int, float] = {}
        self._query = search_query(text, is_unfinished=is_unfinished)
        if self._query is None:
            return
        # Whether words stand together only their page tells: not all of very many are read. And of
        # a beginning the index gathers the entries of all words that begin so, which is left out
        # where the words before it leave few pages.
        loose, is_phrase = None, '"' in _plain(text)
        if is_phrase or is_unfinished:
            loose = search_query(text, is_loose=True, is_unfinished=is_unfinished)
        if loose:
            self._read(MOST_READ, loose)
        if not loose or (self._is_cut and not is_phrase):
            self._read(MOST_READ if self._is_filtered else MOST_FOUND, None)

    def _read(self, most: int, loose: SearchQuery | None) -> None:
        assert self._query
        rows, self._is_cut = _newest(self._query, most, oldest=self._oldest, loose=loose)
        self._ranks = {key: rank for key, rank in rows if rank is not None}
        self._found = list(self._ranks)

    def _answering(self, keys: Sequence[int]) -> set[int]:
        """Those of the pages ``keys`` that answer."""
        if self._query is None or not keys:
            return set()
        found = {key: rank or 0.0 for key, rank in _answering(self._query, keys)}
        self._ranks |= found
        return set(found)

    def _in_order(self, pages: QuerySet[Publication]) -> QuerySet[Publication, int]:
        sign = "" if self._oldest else "-"
        return pages.order_by(f"{sign}updated_at", f"{sign}pk").values_list("pk", flat=True)


def _left(keys: Sequence[int], narrow: Narrow) -> list[int]:
    pages = narrow(Publication.objects.filter(pk__in=keys)).order_by()
    left = set(pages.values_list("pk", flat=True))
    return [key for key in keys if key in left]


def _first(rows: QuerySet[Any, T], most: int) -> tuple[list[T], bool]:
    found = list(rows[: most + 1])
    return found[:most], len(found) > most


# --- The index --------------------------------------------------------------------------------
#
# PostgreSQL: its rows alone are read, each once. The number of an entry grows from page to page.


def _newest(
    query: SearchQuery, most: int, *, oldest: bool, loose: SearchQuery | None
) -> tuple[list[Row], bool]:
    """Up to ``most`` pages that answer, and whether there are others, not so new.

    Where there is a ``loose`` query, these are pages that answer that one.
    """
    if connection.vendor != "postgresql":
        return _newest_on_sqlite(query, most, oldest=oldest, loose=loose)
    ends = IndexEntry.objects.aggregate(first=Min("id", default=0), last=Max("id", default=0))
    span, is_read = WINDOW, True
    # Frequent words are found among the newest, entry by entry; all others by way of the words.
    # Where they are neither frequent nor rare it is enough to go back so far that they should have
    # been found often enough.
    while span < (ends["last"] - ends["first"]) // 2:
        edge = ends["first"] + span if oldest else ends["last"] - span
        entries = _entries(query, loose, is_read=is_read)
        within = entries.filter(**{"id__lt" if oldest else "id__gt": edge})
        rows, is_more = _first(_by_number(within, oldest=oldest), most)
        if is_more:
            return rows, is_more
        span *= max(2 * most // max(len(rows), 1), 2)
        is_read = span <= MOST_WINDOWS * WINDOW
    return _first(_by_number(_entries(query, loose), oldest=oldest), most)


def _by_number(entries: QuerySet[Any, Row], *, oldest: bool) -> QuerySet[Any, Row]:
    return entries.order_by("number" if oldest else "-number")


def _newest_on_sqlite(
    query: SearchQuery, most: int, *, oldest: bool, loose: SearchQuery | None
) -> tuple[list[Row], bool]:
    pages = _matching(loose or query).order_by("pk" if oldest else "-pk")
    keys, is_more = _first(pages.values_list("pk", flat=True), most)
    answering = {key for key, _rank in _answering(query, keys)} if loose else set(keys)
    return [(key, 0.0 if key in answering else None) for key in keys], is_more


def _answering(query: SearchQuery, keys: Sequence[int]) -> list[Row]:
    """Those of the pages ``keys`` that answer."""
    if connection.vendor == "postgresql":
        return list(_entries(query, is_read=True).filter(object_id__in=[str(key) for key in keys]))
    # SQLite ranks only what is asked for in that order.
    pages = _matching(query).filter(pk__in=keys)
    return [(key, 0.0) for key in pages.values_list("pk", flat=True)]


def _entries(
    query: SearchQuery, loose: SearchQuery | None = None, *, is_read: bool = False
) -> QuerySet[Any, Row]:
    """The entries that answer ``query``, or ``loose``: keys of their pages, and their ranks.

    ``is_read``: entry by entry, in the order of their numbers, without the index of words; else
    never in this way. The database's own guess which is cheaper is wrong for words that seldom or
    always stand together.
    """
    backend = get_search_backend()
    compiler = backend.query_compiler_class(Publication.objects.all(), query)
    kind = ContentType.objects.get_for_model(Publication)
    asked, wanted = (
        compiler.build_tsquery(each, config=backend.config) for each in (query, loose or query)
    )
    rank = compiler.build_tsrank(F("body"), query, config=backend.config)
    answers: Any = Q(body=wanted)
    if loose:
        # PostgreSQL leaves out words like «the»; a query of such alone answers nothing.
        is_empty = Exact(Func(wanted, function="numnode", output_field=IntegerField()), 0)
        answers |= Q(is_empty) & Q(body=asked)
    if is_read:
        answers = Case(When(answers, then=True), output_field=BooleanField())
    entries: QuerySet[Any, Row] = (
        # No index knows the value of a case, nor the order of a sum.
        IndexEntry.objects.filter(answers)
        .filter(content_type=kind)
        .annotate(
            number=F("id") if is_read else F("id") + 0,
            key=Cast("object_id", BigIntegerField()),
            rank=Case(When(body=asked, then=rank)) if loose else rank,
        )
        .values_list("key", "rank")
    )
    return entries


def _matching(query: SearchQuery) -> PublicationQuerySet:
    """All pages that answer, the best first."""
    found: PublicationQuerySet = Publication.objects.search(query).get_queryset()  # type: ignore[attr-defined]
    return found


def search_query(
    text: str, *, is_loose: bool = False, is_unfinished: bool = False
) -> SearchQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    ``is_unfinished``: the last word is the beginning of one. ``is_loose``: words in quotation marks
    need not stand together, and the unfinished one need not be there. None if there is no word in
    it, or none that could be.
    """
    # «word:word» would be taken for a filter.
    _filters, parsed = parse_query_string(_plain(text).replace(":", " "))
    parts = list(_parts(parsed))[:MOST_WORDS]
    if is_loose:
        parts = [word for part in parts for word in _loosened(part)]
    if is_unfinished:
        last = WORD.findall(text)[-1].rpartition("-")[2] if parts else ""
        if len(last) < SHORTEST_BEGINNING or fold(last) not in _forms(parts[-1]):
            return None
        parts[-1:] = [] if is_loose else [Or([parts[-1], Beginning(fold(last))])]
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _plain(text: str) -> str:
    """``text`` with straight quotation marks."""
    return text.translate(dict.fromkeys(map(ord, "„“”«»"), '"'))


def _forms(part: SearchQuery) -> list[str]:
    """Of one word; none of a phrase."""
    words = part.subqueries if isinstance(part, Or) else [part]
    return [word.query_string for word in words if isinstance(word, PlainText)]


def _loosened(part: SearchQuery) -> list[SearchQuery]:
    if not isinstance(part, Phrase):
        return [part]
    return [PlainText(word) for word in part.query_string.split()]


def _parts(parsed: SearchQuery) -> Iterable[SearchQuery]:
    if isinstance(parsed, And | Or):
        for query in parsed.subqueries:
            yield from _parts(query)
        return
    words = WORD.findall(getattr(parsed, "query_string", ""))
    if isinstance(parsed, Phrase) and len(words) > 1:
        yield Phrase(fold(" ".join(words)))
        return
    for word in words:
        for part in word.split("-"):
            forms = [PlainText(form) for form in sorted(sought_forms(part))]
            yield Or(forms) if len(forms) > 1 else forms[0]


# --- Names with typing errors ---------------------------------------------------------------


def corrected_names(text: str) -> str:
    """``text`` with each word that is a letter off a claimant's name as that name; else empty."""
    words = WORD.findall(text)[:MOST_WORDS]
    resembled = [_resembled(fold(word)) or _resembled_with_umlauts(word) for word in words]
    if not any(resembled):
        return ""
    return " ".join(name.capitalize() or word for name, word in zip(resembled, words, strict=True))


def _resembled(word: str) -> str:
    if not SHORTEST_NAME <= len(word) <= LONGEST_NAME:
        return ""
    names = NameSpelling.objects.filter(spelling__in=spellings(word)).values_list("word", flat=True)
    near = [(OSA.distance(word, name), name) for name in names.distinct()]
    distance, name = min(near, default=(0, ""))
    return name if 0 < distance <= 2 else ""


def _resembled_with_umlauts(word: str) -> str:
    """The name that «Oezdemr» means."""
    spelled = with_umlauts(word)
    return _resembled(fold(spelled)) if spelled != word else ""


def spellings(word: str) -> set[str]:
    """``word`` and what remains of it without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def learn_names(claimant: Claimant) -> None:
    """From now on the names of this claimant are found with a typing error as well."""
    names = [claimant.name, *claimant.names.values_list("name", flat=True)]
    words = {
        fold(word)
        for name in names
        for whole in WORD.findall(name)
        for word in (whole, *whole.split("-"))
    }
    NameSpelling.objects.bulk_create(
        (
            NameSpelling(spelling=spelling, word=word)
            for word in sorted(words)
            if SHORTEST_NAME <= len(word) <= LONGEST_NAME
            for spelling in sorted(spellings(word))
        ),
        ignore_conflicts=True,
    )
