"""``manage.py import_table claims FILE --as NAME``: what the file would do; ``--write`` does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.import_export.importer import import_file
from claims.import_export.tables import TABLES


class Command(BaseCommand):
    help = "Read claims, claimants or sources from CSV or JSON: all rows or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", choices=sorted(TABLES))
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="person", required=True, help="an editor's user name")
        parser.add_argument("--write", action="store_true", help="do it; else it is only tried")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["person"]).first()
        if person is None:
            raise CommandError(f"There is no user {options['person']!r}.")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None
        table, write = TABLES[options["table"]], options["write"]
        try:
            report = import_file(table, content, actor=person, write=write)
        except PermissionDenied as error:
            raise CommandError(str(error)) from None
        for result in report.results:
            why = f" – {result.why}" if result.why else ""
            self.stdout.write(f"{result.line}: {result.outcome}: {result.what}{why}")
        counts = f"{len(report.created)} new, {len(report.left_out)} left out"
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows refused; nothing was written.")
        done = "Written" if report.written else "Tried only; --write does it"
        self.stdout.write(f"{done}: {counts}.")
