"""What the desk has done, in figures: charts, each with its table and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Correction, Publication, Rating
from claims.presentation.labels import rating_class
from claims.public.caching import cached_page, public_page
from claims.public.corrections import published_corrections
from claims.public.selectors import newest_pages, published_pages

MAX_MONTHS = 24  # more are counted by year
# Whole days from the article's date to the first publication of the check: label, upper end.
DELAYS: Sequence[tuple[int, int | None]] = ((0, 1), (2, 3), (4, 7), (8, 30), (31, 90), (91, None))
WIDTH, HEIGHT, FOOT = 640, 180, 26  # of a chart, in its own units
FOOT_LINE = 190
MAX_MARKS = 6
TONES = 3  # of the one colour of ratings off the scale, to tell them apart

Json = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """A part of a column: its box in the chart, and the class that gives its colour."""

    x: float
    y: float
    width: float
    height: float
    level: str


@dataclass(frozen=True)
class Mark:
    """A word in the chart, and the middle of its line."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Series:
    """One kind of thing that is counted, with its number for each column."""

    label: str
    level: str
    sign: str
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Chart:
    """Columns with stacked series; the table beneath says the same."""

    columns: list[str]
    series: list[Series]

    width = WIDTH
    height = HEIGHT + FOOT

    @property
    def total(self) -> int:
        return sum(series.total for series in self.series)

    @property
    def totals(self) -> list[int]:
        return [sum(counts) for counts in zip(*(s.counts for s in self.series), strict=True)]

    @property
    def bars(self) -> list[Bar]:
        highest = max(self.totals, default=0) or 1
        step = WIDTH / max(len(self.columns), 1)
        bars = []
        for number in range(len(self.columns)):
            base = float(HEIGHT)
            x, wide = number * step + min(step * 0.12, 12), min(step * 0.76, 72)
            for series in self.series:
                height = series.counts[number] / highest * (HEIGHT - 26)
                base -= height
                if height:
                    bars.append(
                        Bar(round(x, 1), round(base, 1), wide, round(height, 1), series.level)
                    )
        return bars

    @property
    def marks(self) -> list[Mark]:
        """Words under some columns, as many as have room."""
        every = -(-len(self.columns) // MAX_MARKS) or 1
        return [
            Mark(self._middle(number), FOOT_LINE, text)
            for number, text in enumerate(self.columns)
            if number % every == 0
        ]

    @property
    def figures(self) -> list[Mark]:
        """The number on top of each column, where there is room for it."""
        if len(self.columns) > 2 * MAX_MARKS:
            return []
        highest = max(self.totals, default=0) or 1
        return [
            Mark(
                self._middle(number),
                round(HEIGHT - total / highest * (HEIGHT - 26) - 5, 1),
                str(total),
            )
            for number, total in enumerate(self.totals)
            if total
        ]

    def _middle(self, number: int) -> float:
        """Of a column, from left to right."""
        step = WIDTH / max(len(self.columns), 1)
        return round(number * step + min(step * 0.12, 12) + min(step * 0.76, 72) / 2, 1)

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The table: a row for each column, the newest last."""
        return [
            (name, [series.counts[number] for series in self.series])
            for number, name in enumerate(self.columns)
        ]


@public_page
def statistics(request: HttpRequest) -> HttpResponseBase:
    # What changes a figure gives its page a new date; that an article's own date became known, or
    # a rating's name was changed, is seen the next day.
    today = timezone.localdate()
    return cached_page(request, "statistics", today, newest_pages(), render=lambda: _page(request))


def _page(request: HttpRequest) -> HttpResponseBase:
    days = delays(published_pages())
    retracted = Claim.objects.published().filter(publication__retracted_at__isnull=False)
    context = {
        "section": "statistics",
        "checked": ratings_over_time(published_pages()),
        "corrected": corrections_over_time(published_corrections()),
        "retracted": retracted.count(),
        "delays": _delay_chart(days),
        "median": round(median(days.elements())) if days else None,
    }
    return render(request, "public/statistics.html", context)


def ratings_over_time(pages: QuerySet[Publication]) -> Chart:
    """How many checks were first published when, by the rating that they have now."""
    counts = by_month(pages)
    return rating_chart(counts, ratings_in(counts))


def by_month(pages: QuerySet[Publication]) -> Counter[tuple[date, int]]:
    """How many checks were first published in a month, with the rating of this key."""
    rows: Any = (
        pages.order_by()
        .annotate(month=TruncMonth("first_published_at"))
        .values_list("month", "rating_id")
        .annotate(count=Count("pk"))
    )
    return Counter({(month.date(), rating): count for month, rating, count in rows})


def ratings_in(counts: Counter[tuple[date, int]]) -> list[Rating]:
    """The ratings that are counted, in their order."""
    keys = {key for _month, key in counts}
    return list(Rating.objects.filter(pk__in=keys).order_by("scale", "position"))


def rating_chart(counts: Counter[tuple[date, int]], ratings: Iterable[Rating]) -> Chart:
    ratings = list(ratings)
    words = {rating.pk: f"{rating.scale_id} {rating.slug}" for rating in ratings}
    levels = {rating.pk: rating_class(rating) for rating in ratings}
    off = [rating.pk for rating in ratings if not rating.ordinal]
    levels |= {key: f"rating-off tone-{number % TONES}" for number, key in enumerate(off)}
    named = {words[r.pk]: (r.label, levels[r.pk], r.sign) for r in ratings}
    return _over_time(
        Counter({(month, words[key]): count for (month, key), count in counts.items()}), named
    )


def corrections_over_time(corrections: QuerySet[Correction]) -> Chart:
    rows: Any = (
        corrections.order_by()
        .annotate(month=TruncMonth("published_at"))
        .values_list("month", "kind")
        .annotate(count=Count("pk"))
    )
    counts: Counter[tuple[date, str]] = Counter()
    for month, kind, count in rows:
        counts[month.date(), kind] = count
    levels = ("counted", "counted tone-1", "counted tone-2", "rating-1")
    named = {
        str(kind.value): (str(kind.label).capitalize(), level, "")
        for kind, level in zip(Correction.Kind, levels, strict=True)
        if any(found == kind.value for _month, found in counts)
    }
    return _over_time(counts, named)


def _over_time(counts: Counter[tuple[date, str]], named: dict[str, tuple[str, str, str]]) -> Chart:
    """A column for each month from the first to the last, or for each year if they are many."""
    months = _months({month for month, _kind in counts})
    if len(months) > MAX_MONTHS:
        by_year: Counter[tuple[date, str]] = Counter()
        for (month, kind), count in counts.items():
            by_year[month.replace(month=1), kind] += count
        years = range(months[0].year, months[-1].year + 1)
        counts, columns = by_year, [date(year, 1, 1) for year in years]
        names = [str(column.year) for column in columns]
    else:
        columns = months
        names = [formats.date_format(column, "m/Y") for column in columns]
    series = [
        Series(label, level, sign, [counts[column, kind] for column in columns])
        for kind, (label, level, sign) in named.items()
    ]
    return Chart(names, series)


def _months(seen: set[date]) -> list[date]:
    if not seen:
        return []
    month, months = min(seen), []
    while month <= max(seen):
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def delays(pages: QuerySet[Publication]) -> Counter[int]:
    """How many checks were first published so many whole days after their article, where both
    dates are known."""
    known: Any = pages.filter(article__published_on__isnull=False).order_by()
    day = TruncDate("first_published_at", tzinfo=UTC)
    rows = known.annotate(delay=day - F("article__published_on")).values_list("delay")
    return Counter({delay.days: n for delay, n in rows.annotate(Count("pk")) if delay.days >= 0})


def _delay_chart(days: Counter[int]) -> Chart:
    names, counts = [], []
    for least, most in DELAYS:
        within = (n for day, n in days.items() if least <= day and (most is None or day <= most))
        counts.append(sum(within))
        names.append(f"{least}–{most}" if most is not None else f"{least}+")
    return Chart(names, [Series(_("Fact-checks"), "counted", "", counts)])
