"""How fast a round over 2,000 sources is, beside a bare asynchronous fetch-and-hash of its pages.

The local site answers at once, but for one page in a hundred, which takes a second; that second is
most of the bare client's time, and of ours. Pages of 20 kB with an ETag; every tenth changes from
round to round, one in two hundred in the cited passage. The bare client (aiohttp and SHA-256)
fetches all of it whole and writes nothing. Every seventh round the whole page is asked for. The round is done by
two processes, as by a Celery worker on two cores. Both take turns, so that whatever else the
machine does hits both. ``python -m tests.benchmarks.rechecks PAGES`` for
another number; SQLite or PostgreSQL by ``TEST_DATABASE``.

The memory of a worker settles after some fifteen rounds: what lives stays the same from the first
(objects, and bytes in use), what still grows until then are holes that the C library keeps. Seen
with one worker and 2,000 pages on SQLite: 133 MB, 137 after ten rounds, 140 after 15 and after 25.
"""

import asyncio
import hashlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

PAGES = 2_000
ROUNDS = 10
PROCESSES = 2
SLOW_EVERY = 100
CHANGED_EVERY = 10
PASSAGE_CHANGED_EVERY = 200
AT_ONCE = 100  # connections of the bare client
PASSAGE = "Die Kantonspolizei zählte im vergangenen Jahr 1204 Einbrüche, 12 Prozent weniger."
FILL = "Die Behörde teilte mit, dass die Zahl der Fälle in Bezirk {} um {} Prozent gestiegen sei."


def measure(pages: int = PAGES) -> Iterator[tuple[str, float, str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["RECHECK_SPACING_MS"] = "0"
    os.environ.setdefault("SECRET_KEY", "only for measuring" * 4)
    os.environ["LOG_LEVEL"] = "ERROR"
    ours, theirs = multiprocessing.Pipe()
    site = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    site.start()
    port = ours.recv()
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.FETCH_ALLOWED_HOSTS = [f"127.0.0.1:{port}"]
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield from _measure(pages, f"http://127.0.0.1:{port}", ours)
    finally:
        teardown_databases(old, verbosity=0)
        site.terminate()


def _measure(pages: int, root: str, site) -> Iterator[tuple[str, float, str]]:
    from claims.models import Finding, RecheckResult, RecheckRun

    _published(pages, root)
    workers = [_Worker() for _ in range(PROCESSES)]
    _round(workers)  # cold: nothing is known but the copies that were cited from
    ours, bare, sizes = [], [], []
    for number in range(1, ROUNDS + 1):
        site.send(number)
        site.recv()
        bare.append(pages / _bare(root, pages))
        spent, megabytes = _round(workers)
        ours.append(pages / spent)
        sizes.append(megabytes)
    assert RecheckResult.objects.count() == (ROUNDS + 1) * pages
    assert not RecheckRun.objects.exclude(state="done").exists()
    ratios = sorted(mine / other for mine, other in zip(ours, bare, strict=True))
    yield "bare asynchronous fetch and hash, median", sorted(bare)[ROUNDS // 2], "pages/s"
    yield "warm round with rows written, median", sorted(ours)[ROUNDS // 2], "pages/s"
    yield "the round divided by the bare fetch, median", 100 * ratios[ROUNDS // 2], "%"
    yield "the same, best of ten", 100 * ratios[-1], "%"
    yield "the same, worst of ten", 100 * ratios[0], "%"
    yield "findings", Finding.objects.count(), ""
    for number, size in enumerate(sizes, start=1):
        yield f"memory of the larger worker after round {number}", size, "MB"


class _Worker:
    """A process that looks at what is due when it is told to."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.db import connection

        self.pipe, theirs = multiprocessing.Pipe()
        setup = (theirs, connection.settings_dict["NAME"], settings.FETCH_ALLOWED_HOSTS)
        context = multiprocessing.get_context("spawn")
        context.Process(target=work, args=setup, daemon=True).start()
        self.pipe.recv()


def work(pipe, database: str, hosts: list[str]) -> None:
    """One round for each message; answers with the number of runs and the memory taken, in MB."""
    import django

    django.setup()
    import psutil
    from django.conf import settings
    from django.db import connection

    settings.FETCH_ALLOWED_HOSTS = hosts
    connection.settings_dict["NAME"] = database
    from claims.rechecks.runner import recheck_due

    pipe.send("ready")
    with suppress(EOFError):  # the measurement is over
        while pipe.recv():
            looked_at = sum(1 for _run in recheck_due())
            pipe.send((looked_at, psutil.Process().memory_info().rss / 1e6))


def _round(workers: list[_Worker]) -> tuple[float, float]:
    """Seconds, and the memory of the larger worker in MB."""
    from django.utils import timezone

    from claims.models import RecheckPolicy

    RecheckPolicy.objects.update(due_at=timezone.now())
    began = time.perf_counter()
    for worker in workers:
        worker.pipe.send("go")
    done = [worker.pipe.recv() for worker in workers]
    spent = time.perf_counter() - began
    assert sum(looked_at for looked_at, _size in done) == RecheckPolicy.objects.count()
    return spent, max(size for _looked_at, size in done)


# --- The bare client --------------------------------------------------------------------------


def _bare(root: str, pages: int) -> float:
    began = time.perf_counter()
    asyncio.run(_fetch_all(root, pages))
    return time.perf_counter() - began


async def _fetch_all(root: str, pages: int) -> None:
    import aiohttp

    waiting = iter(range(pages))

    async def work(session) -> None:
        for number in waiting:
            async with session.get(f"{root}/{number}") as answer:
                hashlib.sha256(await answer.read()).hexdigest()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        await asyncio.gather(*(work(session) for _ in range(AT_ONCE)))


# --- The site ---------------------------------------------------------------------------------


def serve(pipe) -> None:
    """Answer until the process is ended. What comes through the pipe is the round's number."""
    asyncio.run(_serve(pipe))


async def _serve(pipe) -> None:
    loop = asyncio.get_running_loop()
    site = _Site()
    server = await loop.create_server(lambda: _Answering(site, loop), "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])

    def next_round() -> None:
        site.round = pipe.recv()
        pipe.send(site.round)

    loop.add_reader(pipe.fileno(), next_round)
    await asyncio.Event().wait()


class _Site:
    def __init__(self) -> None:
        self.round = 0
        fill = [f"<p>{FILL.format(n, n % 40)}</p>" for n in range(195)]
        self.above, self.below = "\n".join(fill[:60]), "\n".join(fill[60:])

    def page(self, number: int) -> tuple[bytes, bytes]:
        """ETag and body. A page changes when its turn comes, every tenth round."""
        version = (self.round + number) // CHANGED_EVERY
        passage = PASSAGE
        if number % (PASSAGE_CHANGED_EVERY // CHANGED_EVERY) == 0 and version % 2:
            passage = PASSAGE.replace("1204", "1240")
        html = (
            f"<!doctype html><html><head><title>Statistik {number}</title></head><body><main>"
            f"<h1>Statistik {number}</h1><p>Stand {version}, {'Anzeige ' * (version % 3)}</p>"
            f"{self.above}\n<p>{passage}</p>\n{self.below}</main></body></html>"
        ).encode()
        return f'"{number}-{version}"'.encode(), html


class _Answering(asyncio.Protocol):
    def __init__(self, site: _Site, loop: asyncio.AbstractEventLoop) -> None:
        self.site, self.loop, self.read = site, loop, b""

    def connection_made(self, transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.read += data
        while b"\r\n\r\n" in self.read:
            head, _, self.read = self.read.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            number = int(path[1:]) if path[1:].isdigit() else -1
            slow = number >= 0 and number % SLOW_EVERY == SLOW_EVERY - 1
            answer = self.answer(number, head)
            self.loop.call_later(1 if slow else 0, self.transport.write, answer)

    def answer(self, number: int, head: bytes) -> bytes:
        if number < 0:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        etag, body = self.site.page(number)
        if b"If-None-Match: " + etag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: %s\r\n"
            b"Content-Length: %d\r\n\r\n" % (etag, len(body))
        ) + body


# --- The claims -------------------------------------------------------------------------------


def _published(count: int, root: str) -> None:
    """As many published claims, each citing a page of its own."""
    from claims.ingest.html import page_content
    from claims.models import (
        Claim,
        Evidence,
        Publication,
        RecheckPolicy,
        Snapshot,
        Source,
        Verdict,
    )
    from claims.models.article import text_hash
    from tests.factories import anchor, published_claim

    first = published_claim()
    page, verdict = first.publication, first.verdicts.get()
    RecheckPolicy.objects.all().delete()
    first.evidence.update(withdrawn_at="2026-01-01T00:00Z")
    claims = Claim.objects.bulk_create([_copy(first) for _ in range(count)])
    Publication.objects.bulk_create(
        [_copy(page, claim=claim, slug=f"{claim.pk}-statistik") for claim in claims]
    )
    Verdict.objects.bulk_create([_copy(verdict, claim=claim) for claim in claims])
    site = _Site()
    sources = Source.objects.bulk_create([Source(url=f"{root}/{n}") for n in range(count)])
    snapshots, pieces = [], []
    for number, source in enumerate(sources):
        body = site.page(number)[1]
        title, text = page_content(body.decode())
        snapshots.append(
            Snapshot(
                source=source,
                fetched_at="2026-01-01T00:00Z",
                title=title,
                text=text,
                sha256=hashlib.sha256(body).hexdigest(),
                text_sha256=text_hash(text),
            )
        )
    Snapshot.objects.bulk_create(snapshots, batch_size=500)
    for claim, snapshot in zip(claims, snapshots, strict=True):
        pieces.append(
            Evidence(
                claim=claim,
                source_id=snapshot.source_id,
                snapshot=snapshot,
                excerpt=PASSAGE,
                selector=anchor(snapshot.text, PASSAGE),
                stance="supports",
            )
        )
    Evidence.objects.bulk_create(pieces)
    from datetime import timedelta

    RecheckPolicy.objects.bulk_create(
        [RecheckPolicy(claim=claim, interval=timedelta(days=1)) for claim in claims]
    )


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
