"""Rows of a file become rows here: shown first, then all of them or none, and twice is once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.editorial.workflow import Refused
from claims.evidence.sources import EvidenceError
from claims.import_export.formats import FileError, Line, read
from claims.import_export.tables import SkippedField, Table
from claims.models import record
from claims.permissions import can_edit, require

MAX_ROWS = 2_000
MAX_FILE_BYTES = 3_000_000

PROBLEM_TEXTS = {
    "encoding": gettext_lazy("The file is neither UTF-8 nor Windows-1252 text."),
    "csv": gettext_lazy("A quotation mark stays open, or stands inside a cell."),
    "json": gettext_lazy("This is not JSON."),
    "json_row": gettext_lazy("A row is an object of plain texts and numbers."),
    "no_columns": gettext_lazy("None of the known columns is there."),
    "column_twice": gettext_lazy("A column stands there twice."),
    "too_many_cells": gettext_lazy("The row has more cells than the head."),
    "nul": gettext_lazy("The row has a character (NUL) that no text has."),
    "long_cell": gettext_lazy("A cell is longer than any text may be."),
    "too_many": gettext_lazy("The file has too many rows; split it."),
    "empty": gettext_lazy("The file has no rows."),
}


class RowOutcome(StrEnum):
    CREATED = "created"
    LEFT_OUT = "left_out"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowResult:
    """What became of one row, or would."""

    line: int
    outcome: RowOutcome
    what: str
    why: str = ""


@dataclass
class ImportReport:
    """``written``: whether the rows are here now; never if one of them was refused."""

    results: list[RowResult] = field(default_factory=list)
    written: bool = False

    def of(self, outcome: str) -> list[RowResult]:
        return [result for result in self.results if result.outcome == outcome]

    @property
    def created(self) -> list[RowResult]:
        return self.of(RowOutcome.CREATED)

    @property
    def left_out(self) -> list[RowResult]:
        return self.of(RowOutcome.LEFT_OUT)

    @property
    def refused(self) -> list[RowResult]:
        return self.of(RowOutcome.REFUSED)


def import_file(table: Table, content: bytes, *, actor: User, write: bool) -> ImportReport:
    """Bring the rows of ``content`` in; without ``write`` only try, and leave no trace.

    What is tried and what is done is the same, in one transaction that ends well or not at all.
    """
    require(can_edit, actor)
    report = ImportReport()
    if len(content) > MAX_FILE_BYTES:
        why = _("The file has more than %d MB; split it.") % (MAX_FILE_BYTES // 1_000_000)
        report.results.append(RowResult(0, RowOutcome.REFUSED, "", why))
        return report
    try:
        lines = read(content, columns=table.columns, most=MAX_ROWS)
    except FileError as error:
        why = str(PROBLEM_TEXTS[error.code])
        report.results.append(RowResult(error.line, RowOutcome.REFUSED, "", why))
        return report
    with transaction.atomic():
        report.results = [_load(table, line, actor) for line in lines]
        if report.refused or not write:
            transaction.set_rollback(True)
        elif report.created:
            digest = hashlib.sha256(content).hexdigest()
            count = len(report.created)
            record("import", actor=actor, table=table.name, rows=count, sha256=digest)
    report.written = write and not report.refused
    return report


def _load(table: Table, line: Line, actor: User) -> RowResult:
    empty = [name for name in table.required if not line.cells.get(name, "").strip()]
    what = next((cell for name, cell in line.cells.items() if name in table.required and cell), "")
    what = (what or line.cells.get("title") or line.cells.get("url") or "")[:120]
    if empty:
        why = _("“%s” is empty or not there.") % ", ".join(empty)
        return RowResult(line.number, RowOutcome.REFUSED, what, why)
    try:
        with transaction.atomic():
            row = table.load(line.cells, actor)
    except SkippedField as error:
        return RowResult(line.number, RowOutcome.LEFT_OUT, what, str(error))
    except (Refused, EvidenceError) as error:
        return RowResult(line.number, RowOutcome.REFUSED, what, str(error))
    except ValidationError as error:
        return RowResult(line.number, RowOutcome.REFUSED, what, " ".join(error.messages))
    except (DatabaseError, ValueError):  # what only the database knows to refuse
        return RowResult(line.number, RowOutcome.REFUSED, what, _("The database refuses this row."))
    return RowResult(line.number, RowOutcome.CREATED, str(row)[:120])
