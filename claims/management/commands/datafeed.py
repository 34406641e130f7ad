"""All ClaimReviews as a file, for mirrors and for Data Commons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.publication.datafeed import datafeed
from claims.publication.site import site_identity


class Command(BaseCommand):
    help = "Write all ClaimReviews as a schema.org DataFeed into FILE, or to the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a file; - for the terminal")

    def handle(self, *_args: Any, file: str, **_options: Any) -> None:
        pieces = datafeed(site=site_identity(), language=settings.LANGUAGE_CODE)
        if file == "-":
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        target = Path(file)
        beside = target.with_name(f"{target.name}.part")
        try:
            with beside.open("w", encoding="utf-8") as output:
                output.writelines(pieces)
            beside.replace(target)  # whoever reads it meanwhile has the old one whole
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from None
