"""How long it takes to find what is due among 1,000, 100,000 and 1,000,000 policies.

A hundred of them are due, each time. The plan of the query is printed: it must name an index on
``due_at``. SQLite or PostgreSQL by ``TEST_DATABASE``.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta

SIZES = (1_000, 100_000, 1_000_000)
DUE = 100
ROUNDS = 21
BATCH = 20_000


def measure() -> Iterator[tuple[str, float, str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("SECRET_KEY", "only for measuring" * 4)
    os.environ["STATEMENT_TIMEOUT_MS"] = "600000"
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield from _measure()
    finally:
        teardown_databases(old, verbosity=0)


def _measure() -> Iterator[tuple[str, float, str]]:
    from django.db import connection

    from claims.models import RecheckPolicy
    from claims.rechecks import due
    from tests.factories import published_claim

    claim = published_claim()
    RecheckPolicy.objects.all().delete()
    made = 0
    for size in SIZES:
        made = _policies(claim, made, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        name = f"{connection.vendor}, {size:,} policies"
        plan = due.due_claims()[:DUE].explain()
        print("    " + plan.replace("\n", "\n    "))
        assert "recheckpolicy_due" in plan
        yield f"{name}: a batch of what is due", _median(lambda: list(due.due_claims()[:DUE])), "ms"
        yield f"{name}: how many batches wait", _median(lambda: due.batches_waiting(most=8)), "ms"
        yield f"{name}: claims nobody watches", _median(due.unscheduled), "ms"


def _median(work) -> float:
    times = []
    for _turn in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times)[ROUNDS // 2]


def _policies(claim, made: int, size: int) -> int:
    """As many published claims with a policy; the first hundred are due, the others later."""
    from django.utils import timezone

    from claims.models import Claim, Publication, RecheckPolicy
    from tests.benchmarks.rechecks import _copy

    now = timezone.now()
    page = claim.publication
    page.document, page.search_text = {}, ""
    page.updated_at = now - timedelta(days=30)
    while made < size:
        count = min(BATCH, size - made)
        claims = Claim.objects.bulk_create([_copy(claim) for _ in range(count)])
        Publication.objects.bulk_create([_copy(page, claim=c, slug=str(c.pk)) for c in claims])
        RecheckPolicy.objects.bulk_create(
            [
                RecheckPolicy(
                    claim=c,
                    interval=timedelta(days=1),
                    due_at=now + timedelta(minutes=60 + number if number >= DUE else -number),
                )
                for number, c in enumerate(claims, start=made)
            ]
        )
        made += count
    return made
