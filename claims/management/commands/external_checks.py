"""``manage.py external_checks FEED | --google``: look for other desks' checks of our claims."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims import http
from claims.matching import external_checks
from claims.matching.claimreview_feed import Feed
from claims.models import ExternalCheckQuery

MOST_BYTES = 1_000_000_000
SECONDS = 1800.0
TYPES = frozenset({"application/json", "application/ld+json", "application/octet-stream"})


class Command(BaseCommand):
    help = (
        "Look for other desks' checks of our claims: in a ClaimReview feed as Data Commons "
        "publishes it (a file or an address), or by asking Google's claim search."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("feed", nargs="?", metavar="FEED", help="file or address of a feed")
        parser.add_argument(
            "--google", action="store_true", help="ask Google about every published claim now"
        )

    def handle(self, *_args: Any, feed: str | None, google: bool, **_options: Any) -> None:
        if bool(feed) == google:
            raise CommandError("Name a feed, or give --google.")
        if feed:
            self._read(feed)
        else:
            self._ask()

    def _read(self, name: str) -> None:
        read = found = useless = 0
        with _opened(name) as stream:
            feed = Feed(stream)
            for item in feed:
                read += 1
                review = external_checks.as_review(item)
                useless += review is None
                found += len(external_checks.match(review)) if review else 0
        if not read and not feed.broken:
            raise CommandError(f"{name} holds no ClaimReview feed.")
        self.stdout.write(
            f"Reviews read: {read}, without claim or address: {useless}, "
            f"not readable: {feed.broken}, new suggestions: {found}."
        )

    def _ask(self) -> None:
        if reason := external_checks.off_reason():
            raise CommandError(reason)
        for claim in external_checks.unqueried_claims():
            external_checks.schedule(claim)
        asked = found = 0
        for number in (
            ExternalCheckQuery.objects.due().order_by("due_at").values_list("pk", flat=True)
        ):
            row = ExternalCheckQuery.objects.lease(number)
            if row is None:  # put off: Google was busy
                continue
            asked += 1
            found += len(_asked(row))
        waiting = ExternalCheckQuery.objects.exclude(last_error="").count()
        self.stdout.write(f"Asked: {asked}, refused: {waiting}, new suggestions: {found}.")


def _asked(row: ExternalCheckQuery) -> list[Any]:
    try:
        return external_checks.query_service(row)
    except http.FetchError as error:
        row.fail(error.message)
        return []


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    """A feed as text, from a file, or downloaded into one that is gone afterwards."""
    if not name.lower().startswith(("http://", "https://")):
        try:
            with Path(name).open(encoding="utf-8", errors="replace") as stream:
                yield stream
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
        return
    limits = http.Limits(max_bytes=MOST_BYTES, total_seconds=SECONDS, content_types=TYPES)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as file:
        try:
            http.fetch(name, limits=limits, sink=cast(BinaryIO, file.buffer))
        except http.FetchError as error:
            raise CommandError(f"{name}: {error.message}") from error
        file.seek(0)
        yield file
