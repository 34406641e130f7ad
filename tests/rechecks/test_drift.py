"""Two hundred pages to which all kinds of things happen: what an editor hears of them.

``python -m tests.benchmarks drift`` does the same with 2,000 and prints the table.
"""

import pytest

from claims import http
from tests.benchmarks.drift import Row, compare, table
from tests.benchmarks.site import KINDS, Site, make_pages, render

PAGES = 200


@pytest.fixture
def rows(db, settings, tmp_path) -> list[Row]:
    http.forget_robots()
    settings.RECHECK_SPACING *= 0
    settings.RECHECK_HOST_BUDGET = 0
    settings.RECHECK_FAILURES = 3
    settings.FETCH_TIMEOUT = 2
    settings.MEDIA_ROOT = tmp_path
    with Site(make_pages(PAGES)) as site:
        settings.FETCH_ALLOWED_HOSTS = [site.place]
        return compare(site)


@pytest.mark.slow
def test_no_material_change_is_missed_and_one_harmless_in_a_hundred_is_told_of(rows):
    harmless = [row for row in rows if not row.kind.alarm]

    missed = {row.kind.name: row.wrong for row in rows if row.missed}
    false_alarms = sum(row.ours for row in harmless)

    assert [row.kind for row in rows] == KINDS
    assert missed == {}, table(rows)
    assert false_alarms <= 0.01 * sum(row.pages for row in harmless), table(rows)


def test_pages_are_the_same_every_time_and_as_long_as_those_of_newspapers():
    pages, again = make_pages(50), make_pages(50)

    sizes = [len(render(page.article)) for page in pages]

    assert [render(page.changed) for page in pages] == [render(page.changed) for page in again]
    assert min(sizes) > 10_000
    assert 15_000 < sum(sizes) / 50 < 25_000


def test_a_change_that_alarms_is_one_of_the_passage():
    """The generator keeps its word: the passage stands on harmless pages, and on no others."""
    pages = [page for page in make_pages(10 * len(KINDS)) if page.kind.answers == (None,)]

    standing = {page.number: page.article.passage in _article(page) for page in pages}

    assert standing == {page.number: not page.kind.alarm for page in pages}


def _article(page):
    if page.kind.name == "passage set in other type":
        return page.article.passage
    if page.kind.name == "taken back where it stood":
        return ""  # it stands there, called wrong
    return " ".join(" ".join(sentences) for sentences in page.changed.paragraphs)
