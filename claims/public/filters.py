"""What a reader asks of the list: words, filters with counts, order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractMonth
from django.http import HttpRequest, QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from claims.models import Publication
from claims.public.published import published
from claims.public.search import best, sought

LONGEST_QUERY = 200
MOST_CHOICES = 12  # of a filter, the most frequent ones
PATHS = {
    "rating": "rating__slug",
    "topic": "topics__slug",
    "claimant": "claimant__slug",
    "publisher": "publisher__slug",
    "language": "language",
}
FILTERS = ("rating", "topic", "claimant", "publisher", "date", "language")
COLUMNS = {
    "rating": {
        "value": "rating__slug",
        "label_de": "rating__label_de",
        "label_en": "rating__label_en",
        "sign": "rating__sign",
        "ordinal": "rating__ordinal",
        "position": "rating__position",
    },
    "topic": {
        "value": "topics__slug",
        "label_de": "topics__name_de",
        "label_en": "topics__name_en",
    },
    "claimant": {
        "value": "claimant__slug",
        "label": "claimant__name",
        "role": "claimant__role",
        "only_in": "claimant__article__title",
    },
    "publisher": {"value": "publisher__slug", "label": "publisher__name"},
    "language": {"value": "language"},
}
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One line of a filter: a link that sets it, or takes it back if ``active``."""

    label: str
    count: int
    address: str
    active: bool
    answer: dict[str, Any] | None = None  # for a rating: its word, sign and step


@dataclass(frozen=True)
class Filter:
    title: str
    choices: list[Choice]

    @property
    def active(self) -> bool:
        return any(choice.active for choice in self.choices)


@dataclass
class Question:
    """What a reader asks of the list, from the address; whatever it holds makes some sense."""

    text: str = ""
    sort: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> Question:
        given = {name: parameter(request.GET, name) for name in ("q", "sort", *FILTERS)}
        chosen = {name: given[name] for name in FILTERS if given[name]}
        if not DATE.fullmatch(chosen.get("date", "2000")):
            del chosen["date"]
        sorts = {"oldest", "relevance"} if given["q"] else {"oldest"}
        sort = given["sort"] if given["sort"] in {*sorts, "newest"} else ""
        return cls(text=given["q"], sort=sort, chosen=chosen)

    @property
    def order(self) -> str:
        return self.sort or ("relevance" if self.text else "newest")

    def address(self, **changes: str) -> str:
        """The address of the list with ``changes`` to this question; always on the first page."""
        asked = QueryDict(mutable=True)
        for name, value in ({"q": self.text, "sort": self.sort} | self.chosen | changes).items():
            if value:
                asked[name] = value
        return f"?{asked.urlencode()}" if asked else "?"

    @cached_property
    def _answer(self) -> tuple[list[int], str]:
        return best(self.text)

    @property
    def best(self) -> list[int]:
        """The keys of the pages that answer the words alone, the best first; looked for once."""
        return self._answer[0]

    @property
    def read_as(self) -> str:
        """The words as they were understood, if a name in them had a typing error; else empty."""
        return self._answer[1] if self.text and self._answer[1] != self.text else ""

    @cached_property
    def sought(self) -> frozenset[str]:
        return sought(self.read_as or self.text)

    @property
    def matching(self) -> QuerySet[Publication]:
        """The pages that answer the words alone; all of them if there are none."""
        return published().filter(pk__in=self.best) if self.text else published()

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
    return " ".join(given.get(name, "").replace("\0", " ")[:LONGEST_QUERY].split())


def find(question: Question) -> QuerySet[Publication]:
    """All pages that answer ``question``."""
    return _narrowed(question.matching, question.chosen)


def filters(question: Question) -> list[Filter]:
    """Each filter with what it would leave, given the words and the other filters."""
    titles = {
        "rating": _("Rating"),
        "topic": _("Topic"),
        "claimant": _("Claimant"),
        "publisher": _("Publisher"),
        "date": _("Published"),
        "language": _("Language"),
    }
    found = []
    for name, title in titles.items():
        others = {key: value for key, value in question.chosen.items() if key != name}
        pages = _narrowed(question.matching, others).order_by()
        choices = _dates(pages, question) if name == "date" else _choices(pages, name, question)
        if len(choices) > 1 or any(choice.active for choice in choices):
            found.append(Filter(title, choices))
    return found


def _narrowed(pages: QuerySet[Publication], chosen: dict[str, str]) -> QuerySet[Publication]:
    equal = {PATHS[name]: value for name, value in chosen.items() if name in PATHS}
    if found := DATE.fullmatch(chosen.get("date", "")):
        equal["year"] = found[1]
        if found[2]:
            equal["first_published_at__month"] = found[2]
    return pages.filter(**equal)


def _choices(pages: QuerySet[Publication], name: str, question: Question) -> list[Choice]:
    columns = {column: F(path) for column, path in COLUMNS[name].items()}
    known: QuerySet[Any] = pages.exclude(**{PATHS[name]: None})
    rows: QuerySet[Any, dict[str, Any]] = known.values(**columns).annotate(count=Count("pk"))
    rows = rows.order_by("position" if name == "rating" else "-count", "value")
    active = question.chosen.get(name)
    shown = [
        row for number, row in enumerate(rows) if number < MOST_CHOICES or row["value"] == active
    ]
    if name == "claimant":
        _tell_apart(shown)
    return [_choice(name, row, question, active=row["value"] == active) for row in shown]


def _tell_apart(rows: list[dict[str, Any]]) -> None:
    """Add to names that stand there twice whose they are: an unnamed official is another in every
    article."""
    names = Counter(row["label"] for row in rows)
    for row in rows:
        if names[row["label"]] > 1 and row["only_in"]:
            told = {"name": row["label"], "article": shorten(row["only_in"], 60, placeholder="…")}
            row["label"] = _("%(name)s, in “%(article)s”") % told
        elif names[row["label"]] > 1 and row["role"]:
            row["label"] = f"{row['label']}, {row['role']}"


def _choice(name: str, row: dict[str, Any], question: Question, *, active: bool) -> Choice:
    german = (get_language() or "de").startswith("de")
    label = row.get("label") or row.get("label_de" if german else "label_en", "")
    if name == "language":
        label = _language(row["value"])
    return Choice(
        label=label,
        count=row["count"],
        address=question.address(**{name: "" if active else row["value"]}),
        active=active,
        answer=row if name == "rating" else None,
    )


def _dates(pages: QuerySet[Publication], question: Question) -> list[Choice]:
    """Years; once one is chosen, that year and its months."""
    chosen = question.chosen.get("date", "")
    year = chosen[:4]
    rows: QuerySet[Any, Any] = pages.filter(year=year) if year else pages
    if not year:
        years = rows.values_list("year").annotate(count=Count("pk")).order_by("-year")
        return [
            Choice(str(each), count, question.address(date=str(each)), active=False)
            for each, count in years[:MOST_CHOICES]
        ]
    months = rows.annotate(month=ExtractMonth("first_published_at")).values_list("month")
    counted = list(months.annotate(count=Count("pk")).order_by("month"))
    found = [Choice(year, sum(count for _m, count in counted), question.address(date=""), True)]
    for month, count in counted:
        value = f"{year}-{month:02}"
        address = question.address(date=year if value == chosen else value)
        found.append(Choice(f"{MONTHS[month]} {year}", count, address, active=value == chosen))
    return found


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
