"""``manage.py ingest FILE|URL|-``: take an article in and print the claims found in it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction.record import extract_claims
from claims.ingest.articles import Ingested, IngestError, ingest_address, ingest_text
from claims.models import Article, Claim

OPTIONS = ("title", "publisher", "url", "author", "language")


class Command(BaseCommand):
    help = "Take an article in, from a file, an address or standard input (-), and list its claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE|URL|-")
        for name in OPTIONS:
            parser.add_argument(f"--{name}", default="", help=f"{name} of the article")
        parser.add_argument("--date", default="", help="date of publication, as 2026-01-06")
        parser.add_argument("--json", action="store_true", help="print the claims as JSON")

    def handle(self, *_args: Any, source: str, **given: Any) -> None:
        options: dict[str, Any] = {name: given[name] for name in OPTIONS if given[name]}
        if given["date"]:
            options["published_on"] = day(given["date"])
        if not re.fullmatch(r"([a-z]{2}(-[a-zA-Z]{2,4})?)?", given["language"]):
            wrong = given["language"]
            raise CommandError(f"--language must be a code such as de or en, not {wrong!r}.")
        try:
            if source.lower().startswith(("http://", "https://")):
                ingested = ingest_address(source, **options)
            else:
                ingested = ingest_text(_content(source), **options)
        except IngestError as error:
            raise CommandError(_sentence(source, error)) from error
        extract_claims(ingested.article)
        claims = sorted(
            ingested.article.claims.filter(revision=ingested.revision).select_related("claimant"),
            key=lambda claim: (claim.start, claim.pk),
        )
        if given["json"]:
            self.stdout.write(json.dumps(_as_json(ingested, claims), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_as_table(ingested, claims))


def day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise CommandError(f"--date must be a day such as 2026-01-06, not {value!r}.") from None


def _content(name: str) -> bytes:
    """The file's bytes, no more than can be used; the verb says so if there are too many."""
    if not name:
        raise CommandError("Name a file or an address, or - for standard input.")
    most = settings.UPLOAD_MAX_BYTES + 1
    if name == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror or error}.") from error


def _sentence(source: str, error: IngestError) -> str:
    """What is wrong, in one line that names what was offered once."""
    words = " ".join(str(error).split())
    return words if words.startswith("http") else f"{source}: {words}"


def _as_json(ingested: Ingested, claims: list[Claim]) -> dict[str, Any]:
    article = ingested.article
    return {
        "article": {
            "id": article.pk,
            "slug": article.slug,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher.name if article.publisher else "",
            "author": article.author,
            "language": article.language,
            "published_on": article.published_on.isoformat() if article.published_on else None,
            "revision": ingested.revision.number,
            "sha256": ingested.revision.sha256,
        },
        "created": ingested.created,
        "changed": ingested.changed,
        "claims": [
            {
                "id": claim.pk,
                "statement": claim.statement,
                "quote": [[part["start"], part["end"]] for part in claim.quote],
                "words": [part["exact"] for part in claim.quote],
                "mode": claim.mode,
                "claimant": claim.claimant.name if claim.claimant else None,
                "claimant_kind": claim.claimant.kind if claim.claimant else None,
                "via": claim.via,
                "kind": claim.kind,
                "checkworthiness": round(claim.checkworthiness, 2),
                "rule": claim.rule,
                "state": claim.state,
            }
            for claim in claims
        ],
    }


def _as_table(ingested: Ingested, claims: list[Claim]) -> str:
    rows = [("no.", "who", "mode", "claim")]
    rows += [
        (str(number), str(claim.claimant or "–"), claim.mode, claim.statement)
        for number, claim in enumerate(claims, start=1)
    ]
    widths = [min(max(len(row[column]) for row in rows), 32) for column in range(3)]
    width = max(shutil.get_terminal_size((120, 24)).columns - sum(widths) - 6, 30)
    lines = [_headline(ingested.article, ingested), ""]
    for row in rows:
        cells = [_cut(cell, size).ljust(size) for cell, size in zip(row[:3], widths, strict=True)]
        lines.append("  ".join([*cells, _cut(row[3], width)]).rstrip())
    return "\n".join([*lines, "", f"{len(claims)} claim{'' if len(claims) == 1 else 's'}."])


def _headline(article: Article, ingested: Ingested) -> str:
    what = "known already, unchanged"
    if ingested.created:
        what = "new"
    elif ingested.changed:
        what = f"revision {ingested.revision.number}"
    return f"Article {article.pk} ({what}): {article.title}"


def _cut(words: str, width: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
