"""What a reader asks of the list: words, filters with counts, order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from textwrap import shorten
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.dates import MONTHS
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from claims.models import Claimant, Publication, Publisher, Rating, Topic
from claims.presentation.search_highlights import query_forms
from claims.public.facets import FacetCount, FacetCounts, count_facets
from claims.public.pagination import Page
from claims.public.selectors import published_pages
from claims.search.query import SearchQuery

MAX_QUERY_LENGTH = 200  # characters
MAX_CHOICES = 12  # of a filter, the most frequent ones
FILTERS = ("rating", "topic", "claimant", "publisher", "date", "language")
MODELS: dict[str, type[Model]] = {
    "rating": Rating,
    "topic": Topic,
    "claimant": Claimant,
    "publisher": Publisher,
}
DEFERRED_FIELDS = ("search_text", "related")  # what lists do not show
DATE = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One line of a filter: a link that sets it, or takes it back if ``active``.

    ``is_more``: there are at least ``count``, perhaps more.
    """

    label: str
    count: int
    address: str
    active: bool
    is_more: bool = False
    answer: Rating | None = None  # for a rating: its word, sign and step


@dataclass(frozen=True)
class Filter:
    title: str
    choices: list[Choice]

    @property
    def active(self) -> bool:
        return any(choice.active for choice in self.choices)


class MatchingPages(NamedTuple):
    """Pages, and where words were asked for their keys; ``is_more``: perhaps there are others."""

    pages: QuerySet[Publication]
    keys: Sequence[int] = ()
    is_more: bool = False


@dataclass
class ClaimListQuery:
    """What a reader asks of the list, from the address; whatever it holds makes some sense."""

    text: str = ""
    sort: str = ""
    selected: dict[str, str] = field(default_factory=dict)
    _pages: dict[str, MatchingPages] = field(default_factory=dict)

    @classmethod
    def from_request(cls, request: HttpRequest) -> ClaimListQuery:
        given = {name: parameter(request.GET, name) for name in ("q", "sort", *FILTERS)}
        selected = {name: given[name] for name in FILTERS if given[name]}
        if not DATE.fullmatch(selected.get("date", "2000")):
            del selected["date"]
        sorts = {"oldest", "relevance"} if given["q"] else {"oldest"}
        sort = given["sort"] if given["sort"] in {*sorts, "newest"} else ""
        return cls(text=given["q"], sort=sort, selected=selected)

    @property
    def order(self) -> str:
        return self.sort or ("relevance" if self.text else "newest")

    def address(self, **changes: str) -> str:
        """The address of the list with ``changes`` to this question; always on the first page."""
        asked = QueryDict(mutable=True)
        for name, value in ({"q": self.text, "sort": self.sort} | self.selected | changes).items():
            if value:
                asked[name] = value
        return f"?{asked.urlencode()}" if asked else "?"

    @cached_property
    def words(self) -> SearchQuery | None:
        if not self.text:
            return None
        return SearchQuery(self.text, oldest=self.sort == "oldest", is_filtered=bool(self.selected))

    @property
    def interpretation(self) -> str:
        """The words as they were understood, if a name in them had a typing error; else empty."""
        read = self.words.interpretation if self.words else ""
        return read if read != self.text else ""

    @cached_property
    def highlight_forms(self) -> frozenset[str]:
        return query_forms(self.interpretation or self.text)

    @cached_property
    def facet_counts(self) -> FacetCounts:
        """How many pages answer, and of each filter that is not set what it would leave."""
        found = self.pages()
        names = [name for name in FILTERS if name not in self.selected]
        is_everything = not self.text and not self.selected
        return count_facets(found.pages, names, is_everything=is_everything, is_more=found.is_more)

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each filter asks of the page's own columns, which is what the indexes know."""
        return {name: _condition(name, value) for name, value in self.selected.items()}

    def pages(self, *, without: str = "") -> MatchingPages:
        """The pages that answer, also those that the filter ``without`` would leave out."""
        if without not in self._pages:
            self._pages[without] = self._find(without)
        return self._pages[without]

    def _find(self, without: str) -> MatchingPages:
        conditions = [asked for name, asked in self.conditions.items() if name != without]
        if self.words is None:
            pages = published_pages().filter(*conditions).defer(*DEFERRED_FIELDS)
            # In the order of the index of a topic's pages, which knows their keys alone.
            by_key = "topic" in self.selected and without != "topic"
            return MatchingPages(pages.order_by("-pk") if by_key else pages)
        answer = self.words.filter_pages(
            lambda pages: pages.standing().filter(*conditions), is_filtered=bool(conditions)
        )
        pages = published_pages().filter(pk__in=answer.keys).defer(*DEFERRED_FIELDS)
        return MatchingPages(pages, answer.keys, answer.is_more)

    def sorts(self) -> list[Choice]:
        labels = {"newest": _("newest first"), "oldest": _("oldest first")}
        if self.text:
            labels = {"relevance": _("best match"), **labels}
        return [
            Choice(label, 0, self.address(sort=name), active=name == self.order)
            for name, label in labels.items()
        ]


def parameter(given: QueryDict, name: str) -> str:
    """A parameter in one line, without NUL, of bounded length."""
    return " ".join(given.get(name, "").replace("\0", " ")[:MAX_QUERY_LENGTH].split())


def build_filters(question: ClaimListQuery, page: Page) -> list[Filter]:
    """Each filter with what it would leave, given the words and the other filters.

    ``page``: of what answers the whole question.
    """
    titles = {
        "rating": _("Rating"),
        "topic": _("Topic"),
        "claimant": _("Claimant"),
        "publisher": _("Publisher"),
        "date": _("Published"),
        "language": _("Language"),
    }
    counts = _counts(question)
    found = []
    for name, title in titles.items():
        choices = _choices(name, question, counts[name], page)
        if len(choices) > 1 or any(choice.active for choice in choices):
            found.append(Filter(title, choices))
    return found


def _counts(question: ClaimListQuery) -> dict[str, list[FacetCount]]:
    counts = dict(question.facet_counts.counts)
    is_only_filter = not question.text and len(question.selected) == 1
    for name, value in question.selected.items():
        pages, _keys, is_more = question.pages(without=name)
        if name == "date":  # once a year is selected, its months
            pages = pages.filter(year=value[:4])
            counts |= count_facets(pages, [name], by_month=True, is_more=is_more).counts
        else:
            counts |= count_facets(
                pages, [name], is_everything=is_only_filter, is_more=is_more
            ).counts
    return counts


def _disambiguate(rows: Iterable[Claimant]) -> None:
    """Add to names that stand there twice whose they are: an unnamed official is another in every
    article."""
    names = Counter(row.name for row in rows)
    for row in rows:
        if names[row.name] > 1 and row.article:
            told = {"name": row.name, "article": shorten(row.article.title, 60, placeholder="…")}
            row.name = _("%(name)s, in “%(article)s”") % told
        elif names[row.name] > 1 and row.role:
            row.name = f"{row.name}, {row.role}"


def _condition(name: str, value: str) -> Q:
    if name == "language":
        return Q(language=value)
    if name == "date":
        return _date_condition(value)
    keys = list(MODELS[name]._default_manager.filter(slug=value).values_list("pk", flat=True))
    column = "topics" if name == "topic" else f"{name}_id"
    # With one key the pages stand in the order of the list in an index.
    return Q(**{column: keys[0]}) if len(keys) == 1 else Q(**{f"{column}__in": keys})


def _date_condition(date: str) -> Q:
    year, month = int(date[:4]), int(date[5:] or 0)
    if not month:
        return Q(year=year)
    first = datetime(year, month, 1, tzinfo=get_current_timezone())
    last = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=get_current_timezone())
    return Q(year=year, first_published_at__gte=first, first_published_at__lt=last)


def _choices(
    name: str, question: ClaimListQuery, counts: list[FacetCount], page: Page
) -> list[Choice]:
    """The most frequent values, and the one that is selected with what the page counts."""
    active = question.selected.get(name, "")
    if name == "date" and active:
        return _months(question, counts)
    number = {str(count.value): count for count in counts}
    if name in MODELS:
        wanted = Q(pk__in=[count.value for count in counts])
        if active and page.count:
            wanted |= Q(slug=active)
        found: Any = MODELS[name]._default_manager.filter(wanted)
        if name == "claimant":
            found = found.select_related("article")
            _disambiguate(found)
        rows = [(str(row.pk), row.slug, row) for row in found]
    else:
        rows = [(key, key, key) for key in number]
    choices = []
    for key, value, row in rows:
        is_active = value == active
        count = number.get(key)
        if is_active and page.count and (count is None or count.is_more):
            count = FacetCount(key, page.count, page.is_more)
        if count is None:
            continue
        choices.append(
            Choice(
                label=_label(name, row),
                count=count.number,
                is_more=count.is_more,
                address=question.address(**{name: "" if is_active else value}),
                active=is_active,
                answer=row if name == "rating" else None,
            )
        )
    return _sort_choices(name, choices)


def _sort_choices(name: str, choices: list[Choice]) -> list[Choice]:
    """Ratings by their scale, years the newest first, all others the most frequent first."""
    if name == "rating":
        return sorted(choices, key=lambda c: (c.answer.scale_id, c.answer.position))  # type: ignore[union-attr]
    if name == "date":
        return sorted(choices, key=lambda c: c.label, reverse=True)[:MAX_CHOICES]
    ordered = sorted(choices, key=lambda c: (-c.count, c.label))
    return [c for number, c in enumerate(ordered) if number < MAX_CHOICES or c.active]


def _months(question: ClaimListQuery, counts: list[FacetCount]) -> list[Choice]:
    """The year that is selected and its months."""
    selected = question.selected["date"]
    year = selected[:4]
    total, is_more = sum(c.number for c in counts), any(c.is_more for c in counts)
    found = [Choice(year, total, question.address(date=""), True, is_more)] if counts else []
    for month, number, more in sorted(counts):
        value = f"{year}-{month:02}"
        address = question.address(date=year if value == selected else value)
        label = f"{MONTHS[month]} {year}"
        found.append(Choice(label, number, address, value == selected, more))
    return found


def _label(name: str, row: Any) -> str:
    match name:
        case "rating":
            return str(row.label)
        case "language":
            return _language(row)
        case "date":
            return str(row)
        case _:
            return str(row.name)


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
