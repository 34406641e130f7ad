"""``manage.py verify_copies``: prove that every kept copy of a source is as it was kept."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from claims.evidence.snapshots import damage_of
from claims.models import Snapshot


class Command(BaseCommand):
    help = "Check text and file of every copy by their hashes. Exit status 1 if one is damaged."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count, damaged = 0, 0
        copies = Snapshot.objects.select_related("source").defer("headers").order_by("pk")
        for copy in copies.iterator(chunk_size=100):
            count += 1
            if fault := damage_of(copy):
                damaged += 1
                self.stderr.write(f"Copy {copy.pk}, {copy}: {fault}.")
        if damaged:
            self.stderr.write(f"{damaged} of {count} copies are damaged.")
            sys.exit(1)
        self.stdout.write(f"Every copy is as it was kept: {count}.")
