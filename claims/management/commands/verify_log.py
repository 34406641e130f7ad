"""``manage.py verify_log``: prove that no row of the log was changed, removed or moved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from claims.models import Event


class Command(BaseCommand):
    help = "Check the log's chain of hashes. Exit status 1 if a row was changed, removed or moved."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count, last, faults = 0, "", 0
        for event, fault in walk():
            count, last = count + 1, event.hash
            if fault:
                faults += 1
                self.stderr.write(f"Row {event.pk}, {event}: {fault}.")
        if faults:
            self.stderr.write(f"The log is not as it was written: {faults} faults in {count} rows.")
            sys.exit(1)
        # A cut at the end leaves a chain that is whole: note the last hash somewhere else.
        self.stdout.write(f"The log is complete: {count} rows, last hash {last or '–'}.")


def walk() -> Iterator[tuple[Event, str]]:
    """Every row in order, with what is wrong with it, "" if nothing is."""
    previous = ""
    seen: set[str] = set()
    for event in Event.objects.order_by("pk").iterator():
        fault = ""
        if event.hash != event.computed_hash():
            fault = "its content was changed"
        elif event.previous_hash != previous:
            moved = event.previous_hash in seen or not previous
            fault = "it was moved" if moved else "a row before it is missing or was moved"
        seen.add(event.hash)
        previous = event.hash
        yield event, fault
