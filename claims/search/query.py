"""Search for published claims, on pages and in the API.

modelsearch builds the index and the queries. Its own search ranks every match, which for a word
that most pages contain reads the whole index: seconds at a million claims. So only the newest
matches are read and ranked (``_newest_matches``), and filters are applied to these.
"""

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
from modelsearch.query import And, Or, Phrase, PlainText
from modelsearch.query import SearchQuery as IndexQuery
from modelsearch.utils import parse_query_string
from rapidfuzz.distance import OSA

from claims.models import Claimant, NameSpelling, Publication
from claims.models.publication import PublicationQuerySet
from claims.search.backend import PrefixQuery
from claims.search.text import WORD, fold, query_word_forms, restore_umlauts

MAX_RESULTS = 300  # the pages that are ranked
MAX_CANDIDATES = 600  # the pages that are read where a phrase or a filter removes some
# If a filter leaves fewer of the candidates, the newest pages of the filter are searched instead.
MIN_FILTERED_RESULTS = 60
WINDOW_SIZE = 4_000  # the newest entries of the index, which are read one by one first
MAX_SEQUENTIAL_WINDOWS = 8  # beyond these the index of words is used
MAX_QUERY_WORDS = 12  # further words are ignored
MIN_PREFIX_LENGTH = 4  # letters; shorter ones begin too many words
MIN_NAME_LENGTH = 4  # letters; shorter words resemble too many
MAX_NAME_LENGTH = 60

T = TypeVar("T")
Row = tuple[int, float | None]  # the key of a page, and its rank if it matches
PageFilter = Callable[[PublicationQuerySet], QuerySet[Publication]]


@dataclass(frozen=True)
class SearchResults:
    """Keys of matching pages; ``is_more``: there may be others, older ones."""

    keys: list[int]
    is_more: bool = False


class SearchQuery:
    """What a reader typed, and the pages that match it. Any string is a valid query.

    At most ``MAX_CANDIDATES`` matches are read, those published last. If nothing matches, the last
    word is taken as a prefix; if still nothing does, words that resemble a claimant's name are
    replaced by the name. ``interpretation`` is the query that was used in the end.
    """

    def __init__(self, text: str, *, oldest: bool = False, is_filtered: bool = False) -> None:
        """``oldest``: of too many matches those published first are read.

        ``is_filtered``: `filter_pages` will be called with a filter.
        """
        self.interpretation = text
        self._oldest = oldest
        self._is_filtered = is_filtered
        self._search(text)
        if not self._found:
            self._search(text, is_prefix=True)
            self.interpretation = f"{text}…"
        if not self._found and (corrected := corrected_names(text)):
            self._search(corrected)
            self.interpretation = corrected
        if not self._found:
            self.interpretation = text

    def filter_pages(self, page_filter: PageFilter | None, *, is_filtered: bool) -> SearchResults:
        """The matches that ``page_filter`` leaves.

        ``is_filtered``: it may leave few of the candidates, so that more are searched for.
        """
        if page_filter is None:
            return SearchResults(
                self._found[:MAX_RESULTS], self._is_truncated or len(self._found) > MAX_RESULTS
            )
        looked = self._found if is_filtered else self._found[:MAX_RESULTS]
        left, is_more = (
            _filter_keys(looked, page_filter),
            self._is_truncated or len(looked) < len(self._found),
        )
        if is_filtered and is_more and len(left) < MIN_FILTERED_RESULTS:
            # Very many pages match: search the newest pages of the filter instead.
            pages, is_more = _take(
                self._order_pages(page_filter(Publication.objects.all())), MAX_CANDIDATES
            )
            others = self._matching_keys(pages).difference(left)
            left += [key for key in pages if key in others]
        return SearchResults(left[:MAX_RESULTS], is_more or len(left) > MAX_RESULTS)

    def rank(self, keys: Sequence[int]) -> list[int]:
        """``keys`` of matching pages, the best match first."""
        if connection.vendor == "postgresql" or self._query is None:
            return sorted(keys, key=lambda key: (-self._ranks[key], -key))
        return list(_matching_pages(self._query).filter(pk__in=keys).values_list("pk", flat=True))

    def _search(self, text: str, *, is_prefix: bool = False) -> None:
        """Read the candidates for ``text``."""
        self._found: list[int] = []
        self._is_truncated = False
        self._ranks: dict[int, float] = {}
        self._query = index_query(text, is_prefix=is_prefix)
        if self._query is None:
            return
        # Phrases are checked in the page's own text, and a prefix makes the index collect all words
        # that begin with it: first, candidates are read by a broader query without either.
        broad, is_phrase = None, '"' in _straight_quotes(text)
        if is_phrase or is_prefix:
            broad = index_query(text, is_broad=True, is_prefix=is_prefix)
        if broad:
            self._fetch(MAX_CANDIDATES, broad)
        if not broad or (self._is_truncated and not is_phrase):
            self._fetch(MAX_CANDIDATES if self._is_filtered else MAX_RESULTS, None)

    def _fetch(self, limit: int, broad: IndexQuery | None) -> None:
        assert self._query
        rows, self._is_truncated = _newest_matches(
            self._query, limit, oldest=self._oldest, broad=broad
        )
        self._ranks = {key: rank for key, rank in rows if rank is not None}
        self._found = list(self._ranks)

    def _matching_keys(self, keys: Sequence[int]) -> set[int]:
        """Those of the pages ``keys`` that match."""
        if self._query is None or not keys:
            return set()
        found = {key: rank or 0.0 for key, rank in _match_rows(self._query, keys)}
        self._ranks |= found
        return set(found)

    def _order_pages(self, pages: QuerySet[Publication]) -> QuerySet[Publication, int]:
        sign = "" if self._oldest else "-"
        return pages.order_by(f"{sign}updated_at", f"{sign}pk").values_list("pk", flat=True)


def _filter_keys(keys: Sequence[int], page_filter: PageFilter) -> list[int]:
    pages = page_filter(Publication.objects.filter(pk__in=keys)).order_by()
    left = set(pages.values_list("pk", flat=True))
    return [key for key in keys if key in left]


def _take(rows: QuerySet[Any, T], limit: int) -> tuple[list[T], bool]:
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


# --- The index --------------------------------------------------------------------------------
#
# PostgreSQL: only the index's rows are read, each once. Their numbers grow from page to page.


def _newest_matches(
    query: IndexQuery, limit: int, *, oldest: bool, broad: IndexQuery | None
) -> tuple[list[Row], bool]:
    """Up to ``limit`` pages that match ``broad``, or else ``query``; are there older ones?"""
    if connection.vendor != "postgresql":
        return _newest_matches_on_sqlite(query, limit, oldest=oldest, broad=broad)
    ends = IndexEntry.objects.aggregate(first=Min("id", default=0), last=Max("id", default=0))
    span, is_sequential = WINDOW_SIZE, True
    # Frequent words are found in the newest entries, read one by one; others by the index of words.
    # The window grows until it should contain enough matches.
    while span < (ends["last"] - ends["first"]) // 2:
        edge = ends["first"] + span if oldest else ends["last"] - span
        entries = _entries(query, broad, is_sequential=is_sequential)
        within = entries.filter(**{"id__lt" if oldest else "id__gt": edge})
        rows, is_more = _take(_order_by_number(within, oldest=oldest), limit)
        if is_more:
            return rows, is_more
        span *= max(2 * limit // max(len(rows), 1), 2)
        is_sequential = span <= MAX_SEQUENTIAL_WINDOWS * WINDOW_SIZE
    return _take(_order_by_number(_entries(query, broad), oldest=oldest), limit)


def _order_by_number(entries: QuerySet[Any, Row], *, oldest: bool) -> QuerySet[Any, Row]:
    return entries.order_by("number" if oldest else "-number")


def _newest_matches_on_sqlite(
    query: IndexQuery, limit: int, *, oldest: bool, broad: IndexQuery | None
) -> tuple[list[Row], bool]:
    pages = _matching_pages(broad or query).order_by("pk" if oldest else "-pk")
    keys, is_more = _take(pages.values_list("pk", flat=True), limit)
    answering = {key for key, _rank in _match_rows(query, keys)} if broad else set(keys)
    return [(key, 0.0 if key in answering else None) for key in keys], is_more


def _match_rows(query: IndexQuery, keys: Sequence[int]) -> list[Row]:
    """Those of the pages ``keys`` that match."""
    if connection.vendor == "postgresql":
        return list(
            _entries(query, is_sequential=True).filter(object_id__in=[str(key) for key in keys])
        )
    # SQLite ranks only what is asked for in that order.
    pages = _matching_pages(query).filter(pk__in=keys)
    return [(key, 0.0) for key in pages.values_list("pk", flat=True)]


def _entries(
    query: IndexQuery, broad: IndexQuery | None = None, *, is_sequential: bool = False
) -> QuerySet[Any, Row]:
    """The entries that match ``query``, or ``broad``: keys of their pages, and their ranks.

    ``is_sequential``: entry by entry, in the order of their numbers, without the index of words;
    else never in this way. The planner's own choice is wrong for words that seldom or always
    occur together.
    """
    backend = get_search_backend()
    compiler = backend.query_compiler_class(Publication.objects.all(), query)
    kind = ContentType.objects.get_for_model(Publication)
    asked, wanted = (
        compiler.build_tsquery(each, config=backend.config) for each in (query, broad or query)
    )
    rank = compiler.build_tsrank(F("body"), query, config=backend.config)
    answers: Any = Q(body=wanted)
    if broad:
        # PostgreSQL leaves out words like «the»; a query of such alone answers nothing.
        is_empty = Exact(Func(wanted, function="numnode", output_field=IntegerField()), 0)
        answers |= Q(is_empty) & Q(body=asked)
    if is_sequential:
        answers = Case(When(answers, then=True), output_field=BooleanField())
    entries: QuerySet[Any, Row] = (
        # No index knows the value of a case, nor the order of a sum.
        IndexEntry.objects.filter(answers)
        .filter(content_type=kind)
        .annotate(
            number=F("id") if is_sequential else F("id") + 0,
            key=Cast("object_id", BigIntegerField()),
            rank=Case(When(body=asked, then=rank)) if broad else rank,
        )
        .values_list("key", "rank")
    )
    return entries


def _matching_pages(query: IndexQuery) -> PublicationQuerySet:
    """All matching pages, the best first."""
    found: PublicationQuerySet = Publication.objects.search(query).get_queryset()  # type: ignore[attr-defined]
    return found


def index_query(text: str, *, is_broad: bool = False, is_prefix: bool = False) -> IndexQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    ``is_prefix``: the last word is the beginning of one. ``is_broad``: words in quotation marks
    need not stand together, and the unfinished one need not be there. None if there is no word in
    it, or none that could be.
    """
    # «word:word» would be taken for a filter.
    _filters, parsed = parse_query_string(_straight_quotes(text).replace(":", " "))
    parts = list(_query_parts(parsed))[:MAX_QUERY_WORDS]
    if is_broad:
        parts = [word for part in parts for word in _split_phrase(part)]
    if is_prefix:
        last = WORD.findall(text)[-1].rpartition("-")[2] if parts else ""
        if len(last) < MIN_PREFIX_LENGTH or fold(last) not in _word_forms(parts[-1]):
            return None
        parts[-1:] = [] if is_broad else [Or([parts[-1], PrefixQuery(fold(last))])]
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _straight_quotes(text: str) -> str:
    """``text`` with straight quotation marks."""
    return text.translate(dict.fromkeys(map(ord, "„“”«»"), '"'))


def _word_forms(part: IndexQuery) -> list[str]:
    """Of one word; none of a phrase."""
    words = part.subqueries if isinstance(part, Or) else [part]
    return [word.query_string for word in words if isinstance(word, PlainText)]


def _split_phrase(part: IndexQuery) -> list[IndexQuery]:
    if not isinstance(part, Phrase):
        return [part]
    return [PlainText(word) for word in part.query_string.split()]


def _query_parts(parsed: IndexQuery) -> Iterable[IndexQuery]:
    if isinstance(parsed, And | Or):
        for query in parsed.subqueries:
            yield from _query_parts(query)
        return
    words = WORD.findall(getattr(parsed, "query_string", ""))
    if isinstance(parsed, Phrase) and len(words) > 1:
        yield Phrase(fold(" ".join(words)))
        return
    for word in words:
        for part in word.split("-"):
            forms = [PlainText(form) for form in sorted(query_word_forms(part))]
            yield Or(forms) if len(forms) > 1 else forms[0]


# --- Names with typing errors ---------------------------------------------------------------


def corrected_names(text: str) -> str:
    """``text`` with each word that is a letter off a claimant's name as that name; else empty."""
    words = WORD.findall(text)[:MAX_QUERY_WORDS]
    similar = [_similar_name(fold(word)) or _similar_name_with_umlauts(word) for word in words]
    if not any(similar):
        return ""
    return " ".join(name.capitalize() or word for name, word in zip(similar, words, strict=True))


def _similar_name(word: str) -> str:
    if not MIN_NAME_LENGTH <= len(word) <= MAX_NAME_LENGTH:
        return ""
    names = NameSpelling.objects.filter(spelling__in=spelling_variants(word)).values_list(
        "word", flat=True
    )
    near = [(OSA.distance(word, name), name) for name in names.distinct()]
    distance, name = min(near, default=(0, ""))
    return name if 0 < distance <= 2 else ""


def _similar_name_with_umlauts(word: str) -> str:
    """The name that «Oezdemr» means."""
    spelled = restore_umlauts(word)
    return _similar_name(fold(spelled)) if spelled != word else ""


def spelling_variants(word: str) -> set[str]:
    """``word`` and what remains of it without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def index_names(claimant: Claimant) -> None:
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
            if MIN_NAME_LENGTH <= len(word) <= MAX_NAME_LENGTH
            for spelling in sorted(spelling_variants(word))
        ),
        ignore_conflicts=True,
    )
