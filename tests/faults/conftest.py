"""Published claims on a web server of our own, who looks after them, and what must hold in the end.

``desk`` publishes claims whose pages may be held back, so that a fault strikes in the middle of a
round; ``assert_all_is_well`` says what every fault must leave behind.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from pytest_httpserver import HTTPServer

from claims import http, tasks
from claims.models import (
    Claim,
    Event,
    Evidence,
    Finding,
    RecheckPolicy,
    RecheckResult,
    RecheckRun,
    Verdict,
)
from tests.conftest import database_url
from tests.factories import EXCERPT, published_claim
from tests.rechecks.conftest import Site, cite
from tests.servers import Worker

OTHER = EXCERPT.replace("1204", "1240")
LEASE = 3  # seconds


class Desk:
    """Published claims, each with a page of its own that says what it said, or something else."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.claims: list[Claim] = []
        self.changed: list[Claim] = []
        self.gate = threading.Event()
        self.held: list[str] = []  # the paths that were asked for and not answered at once
        self.before: Any = None

    def publish(self, count: int, *, changed: int = 1, sources: int = 1) -> None:
        """Claims that are due, each with so many sources; of the last claims one does not say any
        more what was cited."""
        for number in range(count):
            is_changed = number >= count - changed
            claim = self.cite(f"/{number}", OTHER if is_changed else EXCERPT)
            for further in range(1, sources):
                path = f"/{number}/{further}"
                self.site.pages[path] = EXCERPT
                cite(self.site, claim, path)
            if is_changed:
                self.changed.append(claim)

    def cite(self, path: str, answer: Any) -> Claim:
        claim = published_claim()
        claim.evidence.update(withdrawn_at="2026-01-01T00:00Z")
        cite(self.site, claim, path)
        self.site.pages[path] = answer
        RecheckPolicy.objects.filter(claim=claim).update(due_at=timezone.now())
        # All are worded alike; that they repeat each other is told elsewhere.
        Claim.objects.filter(pk=claim.pk).update(compared_at=timezone.now())
        self.claims.append(claim)
        self.before = _decided(self.claims)
        return claim

    def hold_back(self, *paths: str) -> None:
        """Answer these paths only when the gate is opened."""
        for path in paths:
            self.site.pages[path] = self._held(self.site.pages[path])

    def _held(self, answer: Any) -> Callable[[Any], Any]:
        def wait(request: Any) -> Any:
            self.held.append(request.path)
            self.gate.wait(300)
            return answer

        return wait

    def look_after(self, *, seconds: float = 120) -> None:
        """Sweep as beat does, only faster, until every claim has been looked at."""
        end = time.monotonic() + seconds
        while not self.is_done():
            assert time.monotonic() < end, "not every claim was looked at"
            tasks.wake(tasks.sweep_rechecks)
            time.sleep(0.4)

    def is_done(self) -> bool:
        waiting = RecheckPolicy.objects.filter(claim__in=self.claims, parked_at__isnull=True)
        return not (
            waiting.filter(checked_at__isnull=True).exists()
            or waiting.filter(lease_until__isnull=False).exists()
        )

    def times_asked(self) -> dict[str, int]:
        return {path: self.site.asked.count(path) for path in sorted(set(self.site.asked))}

    def assert_all_is_well(self, *, parked: int = 0) -> None:
        """All looked at once in the end, each change reported once, nothing held, nothing decided."""
        policies = RecheckPolicy.objects.filter(claim__in=self.claims)
        assert policies.parked().count() == parked
        well = policies.filter(parked_at__isnull=True)
        numbers = sorted(well.values_list("claim", flat=True))
        assert not policies.filter(lease_until__isnull=False).exists()
        assert not well.exclude(attempts=0, last_error="", due_at__gt=timezone.now()).exists()
        done = RecheckRun.objects.filter(state="done")
        assert sorted(done.values_list("claim", flat=True)) == numbers
        assert not RecheckRun.objects.filter(state="running").exists()
        assert not RecheckRun.objects.filter(state="failed", error="").exists()
        cited = Evidence.objects.filter(claim__in=numbers, withdrawn_at=None)
        results = RecheckResult.objects.values_list("run__state", "evidence")
        assert sorted(results) == sorted(
            ("done", piece) for piece in cited.values_list("pk", flat=True)
        )
        changed = sorted((claim.pk, "changed", 1) for claim in self.changed)
        assert sorted(Finding.objects.values_list("claim", "kind", "count")) == changed
        told = Event.objects.filter(verb="finding").values_list("claim", flat=True)
        assert sorted(told) == sorted(claim.pk for claim in self.changed)
        assert _decided(self.claims) == self.before


def _decided(claims: list[Claim]) -> Any:
    """What people decided, which no machine changes."""
    rows = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by("pk")
    return list(rows.values()), list(Verdict.objects.filter(claim__in=rows).order_by("pk").values())


@pytest.fixture(autouse=True)
def own_ways(settings: Any, tmp_path: Any) -> None:
    """Nothing kept from another test, no waiting between requests."""
    http.forget_robots()
    settings.RECHECK_SPACING *= 0
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with HTTPServer(threaded=True) as server:
        settings.FETCH_ALLOWED_HOSTS = [f"{server.host}:{server.port}"]
        yield Site(server)


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    desk = Desk(site)
    yield desk
    desk.gate.set()


@pytest.fixture
def workers(
    transactional_db: None, broker: str, site: Site, tmp_path: Any
) -> Iterator[Callable[..., list[Worker]]]:
    """Starts so many real workers, each with a log of its own; they are killed in the end.

    Keywords are settings, added to their environment; ``within`` is what starts each.
    """
    environment = {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": broker,
        "VAR_DIR": str(django_settings.VAR_DIR),
        "LOG_LEVEL": "INFO",
        "FETCH_ALLOWED_HOSTS": f"{site.server.host}:{site.server.port}",
        "WORK_LEASE_SECONDS": str(LEASE),
        "RECHECK_SPACING_MS": "0",
    }
    started: list[Worker] = []

    def start(count: int, *, within: Sequence[str] = (), **more: str) -> list[Worker]:
        new = []
        for number in range(len(started), len(started) + count):
            folder = tmp_path / f"worker-{number}"
            folder.mkdir()
            new.append(Worker({**environment, **more}, folder))
            new[-1].within = [*within]
        started.extend(new)
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(Worker.start, new))
        return new

    yield start
    for worker in started:
        worker.kill()
