"""Finding what is published by its words, on pages and in the API alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends import get_search_backend
from modelsearch.models import IndexEntry
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import parse_query_string
from rapidfuzz.distance import OSA

from claims.models import Claimant, NameSpelling, Publication
from claims.models.publication import PublicationQuerySet
from claims.publication.searchtext import WORD, fold, sought_forms

MOST_FOUND = 500  # pages that answer words, of which the best are shown
MOST_READ = 3_000  # pages with all words of a phrase, in which it is looked for
MOST_NARROWED = 250  # the same, where a filter leaves few of very many
COMMON = 50  # words in more than one of so many pages
MOST_WORDS = 12  # further ones are not looked at
SHORTEST_NAME = 4  # letters; shorter words resemble too many
LONGEST_NAME = 60

Narrow = Callable[[PublicationQuerySet], QuerySet[Publication]]


@dataclass(frozen=True)
class Answer:
    """Keys of pages that answer words; ``is_more``: there may be others, older ones."""

    keys: list[int]
    is_more: bool = False


class Words:
    """What a reader typed, asked of the index. Every string is answered.

    However many pages answer, at most ``MOST_FOUND`` are looked at, those published last; that is
    what keeps a word that stands everywhere from costing more each day. Where nothing answers,
    names that nobody has are read as the names that they resemble.
    """

    def __init__(self, text: str, *, oldest: bool = False) -> None:
        """``oldest``: of too many pages those published first are looked at."""
        self.read_as = text
        self._oldest = oldest
        self._look(text)
        if not self._found and (corrected := corrected_names(text)):
            self.read_as = corrected
            self._look(corrected)

    def among(self, narrow: Narrow) -> Answer:
        """The pages that answer, of those that ``narrow`` leaves of all."""
        keys = [key for _entry, key in self._found[:MOST_FOUND]]
        is_more = self._is_cut or len(self._found) > MOST_FOUND
        left = list(narrow(Publication.objects.filter(pk__in=keys)).values_list("pk", flat=True))
        if not is_more or self._is_cut or len(left) >= MOST_NARROWED:
            return Answer(left, is_more)
        found = self._narrowed(narrow)
        return Answer(found[:MOST_NARROWED], len(found) > MOST_NARROWED)

    def ranked(self, keys: Sequence[int]) -> list[int]:
        """The keys among ``keys`` that answer, the best first."""
        if self._query is None:
            return []
        return list(_matching(self._query).filter(pk__in=keys).values_list("pk", flat=True))

    def _look(self, text: str) -> None:
        """Number in the index and key of the pages that answer; whether not all were read."""
        self._found: list[tuple[int, int]] = []
        self._is_cut = False
        self._query = search_query(text)
        if self._query is None:
            return
        rows = self._in_order(_entries(self._query))
        loose = search_query(text, loose=True)
        if '"' in _plain(text) and loose is not None:
            # Whether words stand together only their page tells: not all of very many are read.
            read = [number for number, _key in self._in_order(_entries(loose))[:MOST_READ]]
            self._is_cut = len(read) == MOST_READ
            rows = rows.filter(number__in=read)
        self._found = list(rows[: MOST_FOUND + 1])

    def _in_order(self, entries: QuerySet[Any]) -> QuerySet[Any, tuple[int, int]]:
        order = "number" if self._oldest else "-number"
        return entries.order_by(order).values_list("number", "key")

    def _narrowed(self, narrow: Narrow) -> list[int]:
        """Of very many pages those that ``narrow`` leaves, one more than are looked at."""
        assert self._query is not None
        sign = "" if self._oldest else "-"
        if self._is_common:
            pages = narrow(_matching(self._query)).order_by(f"{sign}updated_at", f"{sign}pk")
            return list(pages.values_list("pk", flat=True)[: MOST_NARROWED + 1])
        entries = _entries(self._query).order_by(f"{sign}number")
        wanted = narrow(Publication.objects.all()).order_by().values("pk")
        rows = entries.filter(key__in=wanted).values_list("key", flat=True)
        return list(rows[: MOST_NARROWED + 1])

    @property
    def _is_common(self) -> bool:
        """Whether so many pages answer that it is shorter to go through those that are left."""
        numbers = [number for number, _key in self._found]
        return max(numbers) - min(numbers) < COMMON * len(numbers)


def _matching(query: SearchQuery) -> PublicationQuerySet:
    """All pages that answer, the best first."""
    found: PublicationQuerySet = Publication.objects.search(query).get_queryset()  # type: ignore[attr-defined]
    return found


def _entries(query: SearchQuery) -> QuerySet[Any]:
    """What answers, with the ``number`` of its entry, which grows from page to page, and its key.

    PostgreSQL: rows of the index alone, which are read in their order until there are enough.
    """
    if connection.vendor != "postgresql":
        return _matching(query).annotate(number=F("pk"), key=F("pk"))
    backend = get_search_backend()
    compiler = backend.query_compiler_class(Publication.objects.all(), query)
    kind = ContentType.objects.get_for_model(Publication)
    entries = IndexEntry.objects.filter(
        content_type=kind, body=compiler.build_tsquery(query, config=backend.config)
    )
    found: QuerySet[Any] = entries.annotate(
        number=F("id"), key=Cast("object_id", BigIntegerField())
    )
    return found


def search_query(text: str, *, loose: bool = False) -> SearchQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    None if there is no word in it. ``loose``: those words need not stand together.
    """
    # «word:word» would be taken for a filter.
    _filters, parsed = parse_query_string(_plain(text).replace(":", " "))
    parts = list(_parts(parsed))[:MOST_WORDS]
    if loose:
        parts = [word for part in parts for word in _loosened(part)]
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _plain(text: str) -> str:
    """``text`` with straight quotation marks."""
    return text.translate(dict.fromkeys(map(ord, "„“”«»"), '"'))


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
    resembled = [_resembled(fold(word)) for word in words]
    if not any(resembled):
        return ""
    return " ".join(name or word for name, word in zip(resembled, words, strict=True))


def _resembled(word: str) -> str:
    if not SHORTEST_NAME <= len(word) <= LONGEST_NAME:
        return ""
    names = NameSpelling.objects.filter(spelling__in=spellings(word)).values_list("word", flat=True)
    near = [(OSA.distance(word, name), name) for name in names.distinct()]
    distance, name = min(near, default=(0, ""))
    return name if 0 < distance <= 2 else ""


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
