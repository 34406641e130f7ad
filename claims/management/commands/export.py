"""``manage.py export claims``: a table of the desk as CSV or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.import_export.formats import csv_lines, json_lines
from claims.import_export.tables import TABLES
from claims.models import Claim


class Command(BaseCommand):
    help = "Write claims, claimants or sources as CSV or JSON; confidential sources stay here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", choices=sorted(TABLES))
        parser.add_argument("--format", choices=["csv", "json"], default="csv")
        parser.add_argument("--delimiter", choices=[",", ";"], default=",", help="for CSV")
        parser.add_argument("--published", action="store_true", help="claims with a public page")
        parser.add_argument("--output", type=Path, help="a file; standard output if left out")

    def handle(self, *_args: Any, **options: Any) -> None:
        table = TABLES[options["table"]]
        found = table.all()
        if options["published"]:
            if table.model is not Claim:
                raise CommandError("--published is for claims.")
            found = Claim.objects.published().order_by("pk")
        rows = table.rows(found)
        if options["format"] == "csv":
            lines = csv_lines(table.columns, rows, delimiter=options["delimiter"])
        else:
            lines = json_lines(table.columns, rows)
        if options["output"] is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            with options["output"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}.") from None
