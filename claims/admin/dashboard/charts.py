"""The last seven days in numbers, as small bars that are drawn here and not in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Event

DAYS = 7
HEIGHT = 32  # of a chart, in its own units
STEP, WIDTH = 16, 12  # from one bar to the next; of a bar


@dataclass(frozen=True)
class Bar:
    day: date
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Chart:
    label: str
    bars: list[Bar]

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)


@dataclass(frozen=True)
class WeekReport:
    charts: list[Chart]

    @property
    def days(self) -> list[tuple[date, list[int]]]:
        """The same numbers day by day, in the order of the charts."""
        columns = zip(*(chart.bars for chart in self.charts), strict=True)
        return [(bars[0].day, [bar.count for bar in bars]) for bars in columns]


def last_week(today: date) -> WeekReport:
    """Claims found, verdicts approved and published, findings: today and the six days before."""
    days = [today - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    start = timezone.make_aware(datetime.combine(days[0], time()))
    counts = {
        ("found", day): count
        for day, count in Claim.objects.filter(created_at__gte=start)
        .order_by()
        .values_list(TruncDate("created_at"))
        .annotate(Count("pk"))
    }
    verbs = {"approve": _("approved"), "publish": _("published"), "finding": _("findings")}
    for verb, day, count in (
        Event.objects.filter(at__gte=start, verb__in=verbs)
        .order_by()
        .values_list("verb", TruncDate("at"))
        .annotate(Count("pk"))
    ):
        counts[verb, day] = count
    labels = {"found": _("new claims"), **verbs}
    return WeekReport(
        [
            chart(label, [(day, counts.get((name, day), 0)) for day in days])
            for name, label in labels.items()
        ]
    )


def chart(label: str, counts: Iterable[tuple[date, int]]) -> Chart:
    """Bars against the largest of them; a day with anything at all has a bar that can be seen."""
    counts = list(counts)
    most = max((count for _day, count in counts), default=0) or 1
    bars = []
    for number, (day, count) in enumerate(counts):
        height = max(2, round(count / most * HEIGHT)) if count else 0
        bars.append(Bar(day, count, number * STEP, HEIGHT - height, height))
    return Chart(label, bars)
