"""Database triggers for rows that must not change, in SQLite and PostgreSQL alike.

Used by the migrations; a table listed here keeps its promise even against a database shell.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# table: columns that may still change; everything else is fixed when the row is written.
PROTECTED: dict[str, list[str]] = {
    "claims_event": [],
    "claims_articlerevision": [],
    "claims_snapshot": [],
    "claims_assessment": [],
    "claims_vote": [],
    "claims_comment": ["resolved_at", "resolved_by_id", "resolution"],
    "claims_commentversion": [],
    "claims_notice": ["read_at", "digest_id"],
    "claims_nullsearch": ["claim_id", "withdrawn_at"],
    "claims_reply": ["claim_id", "answer", "answered_on", "withdrawn_at"],
    "claims_verdict": ["state", "content_editor_id", "approver_id", "approved_at", "published_at"],
}


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers; does nothing where they exist already."""
    for statement in _statements(schema_editor.connection, create=True):
        schema_editor.execute(statement, params=None)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _statements(schema_editor.connection, create=False):
        schema_editor.execute(statement, params=None)


def _statements(connection: Any, *, create: bool) -> list[str]:
    with connection.cursor() as cursor:
        columns = {
            table: [
                column.name
                for column in connection.introspection.get_table_description(cursor, table)
                if column.name not in mutable
            ]
            for table, mutable in PROTECTED.items()
        }
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    return [sql for table, fixed in columns.items() for sql in make(table, fixed, create=create)]


def _sqlite(table: str, fixed: list[str], *, create: bool) -> list[str]:
    if not create:
        return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete")]
    body = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in fixed)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
        f"WHEN {changed} {body}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} {body}",
    ]


def _postgresql(table: str, fixed: list[str], *, create: bool) -> list[str]:
    drop = [f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}" for what in ("update", "delete")]
    if not create:
        return drop
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in fixed)
    return [
        "CREATE OR REPLACE FUNCTION claims_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *drop,
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION claims_append_only()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION claims_append_only()",
    ]
