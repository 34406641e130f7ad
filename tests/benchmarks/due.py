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
    from django.utils import timezone

    from claims.models import Publication, RecheckPolicy
    from claims.rechecks import schedule
    from tests.factories import published_claim

    now, made = timezone.now(), 1
    claim = published_claim()
    Publication.objects.update(
        document={}, search_text="", updated_at=now - timedelta(days=30), related={}
    )
    RecheckPolicy.objects.update(due_at=now)
    for size in SIZES:
        made = _policies(claim, made, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        name = f"{connection.vendor}, {size:,} policies"
        plan = schedule.due_claims()[:DUE].explain()
        print("    " + plan.replace("\n", "\n    "))
        assert "recheckpolicy_due" in plan
        yield (
            f"{name}: a batch of what is due",
            _median(lambda: list(schedule.due_claims()[:DUE])),
            "ms",
        )
        yield (
            f"{name}: how many batches wait",
            _median(lambda: schedule.batches_waiting(most=8)),
            "ms",
        )
        yield f"{name}: claims nobody watches", _median(schedule.unscheduled), "ms"


def _median(work) -> float:
    times = []
    for _turn in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times)[ROUNDS // 2]


def _policies(claim, made: int, size: int) -> int:
    """The published claim and its policy again, until there are so many; the first hundred are
    due, the others later."""
    from django.db import connection

    from claims.models import Claim, Publication, RecheckPolicy
    from tests.benchmarks.growth_fill import _insert

    later = {
        "postgresql": "now() + (60 + n) * interval '1 minute'",
        "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now', (60 + n) || ' minutes')",
    }
    due_at = f"CASE WHEN n < {DUE} THEN t.due_at ELSE {later[connection.vendor]} END"
    of_claim = {"claim_id": "t.claim_id + n"}
    numbers = (
        f"(WITH RECURSIVE numbers (n) AS (SELECT {made} UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {size - 1}) SELECT n FROM numbers) AS numbers"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # no foreign keys
        _insert(cursor, Claim, claim.pk, numbers, {})
        slug = {"slug": "CAST(n AS text)"}
        _insert(cursor, Publication, claim.publication.pk, numbers, of_claim | slug)
        policy = claim.recheck_policy.pk
        _insert(cursor, RecheckPolicy, policy, numbers, of_claim | {"due_at": due_at})
    return size
