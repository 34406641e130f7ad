"""Finding published checks: words, filters with counts, order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import parse_query_string

from claims.models import Claim, Publication
from claims.publication.searchtext import WORD, search_forms

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_HITS = 500  # of a search, the best ones
MOST_CHOICES = 12  # of a filter, the most frequent ones
FILTERS = {
    "rating": "rating__slug",
    "claimant": "claimant__slug",
    "publisher": "publisher__slug",
    "language": "language",
}
COLUMNS = {
    "rating": {
        "value": "rating__slug",
        "label_de": "rating__label_de",
        "label_en": "rating__label_en",
        "sign": "rating__sign",
        "ordinal": "rating__ordinal",
        "position": "rating__position",
    },
    "claimant": {"value": "claimant__slug", "label": "claimant__name"},
    "publisher": {"value": "publisher__slug", "label": "publisher__name"},
    "language": {"value": "language"},
}


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
    def matching(self) -> QuerySet[Publication]:
        """The pages that answer the words alone, the best first; looked for once."""
        return _matching(self)

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


def published() -> QuerySet[Publication]:
    """The pages of claims that the public may see and whose check stands."""
    standing = Claim.objects.standing().values("publication")
    return Publication.objects.filter(pk__in=standing)


def find(question: Question) -> QuerySet[Publication]:
    """All pages that answer ``question``, in its order."""
    pages = _narrowed(question.matching, question.chosen)
    match question.order:
        case "oldest":
            return pages.order_by("updated_at", "pk")
        case "relevance":
            return pages
        case _:
            return pages.order_by("-updated_at", "-pk")


def filters(question: Question) -> list[Filter]:
    """Each filter with what it would leave, given the words and the other filters."""
    titles = {
        "rating": _("Rating"),
        "claimant": _("Claimant"),
        "publisher": _("Publisher"),
        "language": _("Language"),
    }
    found = []
    for name, title in titles.items():
        others = {key: value for key, value in question.chosen.items() if key != name}
        pages = _narrowed(question.matching, others).order_by()
        choices = _choices(pages, name, question)
        if len(choices) > 1 or any(choice.active for choice in choices):
            found.append(Filter(title, choices))
    return found


# --- Words ------------------------------------------------------------------------------------


def _matching(question: Question) -> QuerySet[Publication]:
    if not question.text:
        return published()
    query = search_query(question.text)
    if query is None:
        return published().none()
    results = Publication.objects.standing().search(query)
    best: QuerySet[Publication] = results.get_queryset()[:MOST_HITS]
    ranks = {pk: rank for rank, pk in enumerate(best.values_list("pk", flat=True))}
    return _ranked(ranks)


def _ranked(ranks: dict[int, int]) -> QuerySet[Publication]:
    """The pages with these keys, best first."""
    cases = [When(pk=pk, then=Value(rank)) for pk, rank in ranks.items()]
    order = Case(*cases, default=Value(len(ranks)), output_field=IntegerField())
    pages = published().filter(pk__in=ranks)
    return pages.order_by(order) if cases else pages.none()


def search_query(text: str) -> SearchQuery | None:
    """``text`` as a query: every word in one of its forms, words in quotation marks together.

    None if there is no word in it.
    """
    for mark in "„“”«»":
        text = text.replace(mark, '"')
    _filters, parsed = parse_query_string(text.replace(":", " "))
    parts = list(_parts(parsed))[:MOST_WORDS]
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _parts(parsed: SearchQuery) -> Iterable[SearchQuery]:
    if isinstance(parsed, And | Or):
        for query in parsed.subqueries:
            yield from _parts(query)
        return
    words = WORD.findall(getattr(parsed, "query_string", ""))
    if isinstance(parsed, Phrase) and len(words) > 1:
        yield Phrase(" ".join(words))
        return
    for word in words:
        for part in word.split("-"):
            forms = [PlainText(form) for form in _forms(part)]
            yield Or(forms) if len(forms) > 1 else forms[0]


def _forms(word: str) -> list[str]:
    """The word and its base forms, in German and in English."""
    return sorted({f for lang in ("de", "en") for f in search_forms(word, language=lang).split()})


# --- Filters ----------------------------------------------------------------------------------


def _narrowed(pages: QuerySet[Publication], chosen: dict[str, str]) -> QuerySet[Publication]:
    return pages.filter(**{FILTERS[name]: value for name, value in chosen.items()})


def _choices(pages: QuerySet[Publication], name: str, question: Question) -> list[Choice]:
    columns = {column: F(path) for column, path in COLUMNS[name].items()}
    known: QuerySet[Any] = pages.exclude(**{FILTERS[name]: None})
    rows: QuerySet[Any, dict[str, Any]] = known.values(**columns).annotate(count=Count("pk"))
    rows = rows.order_by("position" if name == "rating" else "-count", "value")
    active = question.chosen.get(name)
    return [
        _choice(name, row, question, active=row["value"] == active)
        for number, row in enumerate(rows)
        if number < MOST_CHOICES or row["value"] == active
    ]


def _choice(name: str, row: dict[str, Any], question: Question, *, active: bool) -> Choice:
    label = row.get("label", "")
    if name == "language":
        label = _language(row["value"])
    return Choice(
        label=label,
        count=row["count"],
        address=question.address(**{name: "" if active else row["value"]}),
        active=active,
        answer=row if name == "rating" else None,
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
