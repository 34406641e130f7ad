"""What re-checks report of 2,000 pages that changed, beside what a watcher of pages would.

Every page is fetched, read and cited as it stands, then something happens to it (``site.KINDS``),
and three rounds of re-checks follow, the real ones with their rows. An alarm is a finding. Beside
it: the hash of the whole page and that of its readable text, each an alarm when it differs or when
there is no page to be had. ``python -m tests.benchmarks.drift PAGES`` for another number.
"""

import hashlib
import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from tests.benchmarks.site import KINDS, Kind, Page, Site, make_pages

PAGES = 2_000
ROUNDS = 3  # after as many failures a source that does not answer is a finding
PATIENCE = 2  # seconds that a page may take


@dataclass
class Row:
    """What was said of the pages to which one kind of thing happened."""

    kind: Kind
    pages: int = 0
    ours: int = 0
    page_hash: int = 0
    text_hash: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)  # pages where we were

    @property
    def missed(self) -> int:
        return self.pages - self.ours if self.kind.alarm else 0


def measure(pages: int = PAGES) -> Iterator[tuple[str, float, str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("SECRET_KEY", "only for measuring" * 4)
    os.environ["LOG_LEVEL"] = "ERROR"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.RECHECK_SPACING = timedelta()
    settings.FETCH_TIMEOUT = PATIENCE
    old = setup_databases(verbosity=0, interactive=False)
    try:
        with Site(make_pages(pages)) as site:
            settings.FETCH_ALLOWED_HOSTS = [site.place]
            rows = compare(site)
    finally:
        teardown_databases(old, verbosity=0)
    print(table(rows))
    yield from totals(rows)


def totals(rows: list[Row]) -> Iterator[tuple[str, float, str]]:
    material = [row for row in rows if row.kind.alarm]
    harmless = [row for row in rows if not row.kind.alarm]
    for name, said in [
        ("re-checks", lambda row: row.ours),
        ("hash of the page", lambda row: row.page_hash),
        ("hash of the readable text", lambda row: row.text_hash),
    ]:
        missed = sum(row.pages - said(row) for row in material)
        alarmed = sum(map(said, harmless))
        yield f"{name}: missed of {_sum(material)} material", missed, "pages"
        yield f"{name}: alarmed of {_sum(harmless)} harmless", alarmed, "pages"
        yield f"{name}: false alarms", 100 * alarmed / max(_sum(harmless), 1), "%"


def _sum(rows: list[Row]) -> int:
    return sum(row.pages for row in rows)


def table(rows: list[Row]) -> str:
    lines = [f"  {'what happened':<34} pages  alarm  ours  page  text  as"]
    for row in rows:
        said = ", ".join(f"{name} {count}" for name, count in row.outcomes.most_common())
        lines.append(
            f"  {row.kind.name:<34} {row.pages:>5}  {'yes' if row.kind.alarm else 'no':>5}"
            f"  {row.ours:>4}  {row.page_hash:>4}  {row.text_hash:>4}  {said}"
        )
        lines += [f"      wrong: {path}" for path in row.wrong[:5]]
    return "\n".join(lines)


def compare(site: Site) -> list[Row]:
    """Cite all pages, let happen what happens, and count who raises an alarm."""
    from django.core.management import call_command
    from django.utils import timezone

    from claims.models import Finding, RecheckPolicy, RecheckResult

    before = _fetch_all(site)
    claims = _cite(site, before)
    site.change()
    after = _fetch_all(site)
    site.change()
    for _round in range(ROUNDS):
        RecheckPolicy.objects.update(due_at=timezone.now())
        call_command("recheck", "--all", stdout=io.StringIO())
    alarmed = set(Finding.objects.values_list("claim", flat=True))
    outcomes = dict(RecheckResult.objects.order_by("pk").values_list("run__claim", "outcome"))
    rows = {kind.name: Row(kind) for kind in KINDS}
    for page in site.pages:
        row, claim = rows[page.kind.name], claims[page.number]
        row.pages += 1
        row.ours += claim in alarmed
        row.outcomes[outcomes[claim]] += 1
        row.page_hash += _hash(after[page.number]) != _hash(before[page.number])
        row.text_hash += _text_hash(after[page.number]) != _text_hash(before[page.number])
        if (claim in alarmed) != page.kind.alarm:
            row.wrong.append(page.path)
    return [row for row in rows.values() if row.pages]


def _fetch_all(site: Site) -> dict:
    """The copies of all pages, by their numbers; None where there is none to be had."""
    from claims import http
    from claims.evidence.snapshots import read_copy

    def fetch(page: Page):
        try:
            return read_copy(http.fetch(site.url(page)), metadata=False)
        except http.FetchError:
            return None

    with ThreadPoolExecutor(16) as pool:
        return dict(enumerate(pool.map(fetch, site.pages)))


def _hash(copy) -> str:
    return copy.sha256 if copy else ""


def _text_hash(copy) -> str:
    return hashlib.sha256(copy.text.encode()).hexdigest() if copy else ""


def _cite(site: Site, copies: dict) -> dict[int, int]:
    """A published claim for each page, which cites its passage; their numbers by the pages'."""
    from claims.evidence.snapshots import latest_snapshot
    from claims.models import (
        Claim,
        Evidence,
        Publication,
        RecheckPolicy,
        Snapshot,
        Source,
        Verdict,
    )
    from tests.factories import anchor, published_claim

    first = published_claim()
    page, verdict = first.publication, first.verdicts.get()
    first.evidence.update(withdrawn_at="2026-01-01T00:00Z")
    pages = site.pages
    claims = Claim.objects.bulk_create([_copy(first) for _ in pages])
    Publication.objects.bulk_create(
        [_copy(page, claim=claim, slug=f"{claim.pk}-seite") for claim in claims]
    )
    Verdict.objects.bulk_create([_copy(verdict, claim=claim) for claim in claims])
    sources = Source.objects.bulk_create(
        [
            Source(url=site.url(page), etag=copies[page.number].page.etag, confirmed_at=None)
            for page in pages
        ]
    )
    snapshots = Snapshot.objects.bulk_create(
        [
            latest_snapshot(source, copies[page.number], file="")
            for page, source in zip(pages, sources, strict=True)
        ],
        batch_size=500,
    )
    Evidence.objects.bulk_create(
        [
            Evidence(
                claim=claim,
                source_id=snapshot.source_id,
                snapshot=snapshot,
                excerpt=page.article.passage,
                selector=anchor(snapshot.text, page.article.passage),
                stance="supports",
            )
            for page, claim, snapshot in zip(pages, claims, snapshots, strict=True)
        ]
    )
    RecheckPolicy.objects.bulk_create(
        [RecheckPolicy(claim=claim, interval=timedelta(days=1)) for claim in claims]
    )
    return {page.number: claim.pk for page, claim in zip(pages, claims, strict=True)}


def _copy(row, **values):
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fields.pop("id")
    copy = type(row)(**fields)
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


if __name__ == "__main__":
    for what, figure, unit in measure(int(sys.argv[1]) if sys.argv[1:] else PAGES):
        print(f"  {what:<48} {figure:>12,.2f} {unit}")
