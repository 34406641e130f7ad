"""Database triggers for rows that must not change, in SQLite and PostgreSQL alike.

Written after every migration; a table listed here keeps its promise even against a database shell.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from claims.models.claim import SETTLED_STATES, TOMBSTONES
from claims.models.event import CONTENT_VERBS

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
    "claims_signoff": [],
    "claims_verdict": ["state", "content_editor_id", "approver_id", "approved_at", "published_at"],
}


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    """True when every table of the application exists."""
    existing = set(connection.introspection.table_names())
    return existing >= {
        model._meta.db_table for model in apps.get_app_config("claims").get_models()
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
    is_sqlite = connection.vendor == "sqlite"
    make = _sqlite if is_sqlite else _postgresql
    guard = _guard_sqlite if is_sqlite else _guard_postgresql
    fixed = [sql for table, names in columns.items() for sql in make(table, names, create=create)]
    return [*fixed, *(sql for name in GUARDS for sql in guard(name, create=create))]


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


# --- What no row can tell by itself ----------------------------------------------------------

# That nothing is open, that it is the newest text, that whoever signs off has not worked on the
# article's claims. claims.editorial.article_signoff says the same.
SIGN_OFF_RULES = {
    "claims are open": f"""
        NEW.is_whole AND EXISTS (
            SELECT 1 FROM claims_claim AS c WHERE c.article_id = NEW.article_id
            AND c.state NOT IN ({", ".join(f"'{s.value}'" for s in [*SETTLED_STATES, *TOMBSTONES])})
        )""",
    "not the newest text": """
        NOT EXISTS (
            SELECT 1 FROM claims_articlerevision AS r
            WHERE r.id = NEW.revision_id AND r.article_id = NEW.article_id AND r.number = (
                SELECT MAX(number) FROM claims_articlerevision WHERE article_id = NEW.article_id
            )
        )""",
    "signed off by who worked on it": f"""
        EXISTS (
            SELECT 1 FROM claims_event AS e
            WHERE e.article_id = NEW.article_id AND e.actor_id = NEW.person_id
            AND e.verb IN ({", ".join(f"'{verb}'" for verb in CONTENT_VERBS)})
        )""",
}
# claims.editorial.assessment_rounds and claims.editorial.verdicts say the same.
CONTESTED = """
    NEW.state IN ('approved', 'published') AND EXISTS (
        SELECT 1 FROM claims_assessmentround AS r
        WHERE r.claim_id = NEW.claim_id AND r.state IN ('open', 'contested') AND NOT EXISTS (
            SELECT 1 FROM claims_verdict AS v WHERE v.claim_id = r.claim_id
            AND v.aspect = r.aspect AND v.published_at > r.asked_at
        )
    )"""
DECISION_RULES = {
    "its assessments are not settled": f"NEW.state <> OLD.state AND {CONTESTED}",
    "only what was proposed is approved": """
        NEW.state = 'approved' AND OLD.state NOT IN ('proposed', 'approved')""",
    "only what was approved is published": """
        NEW.state = 'published' AND OLD.state NOT IN ('approved', 'published')""",
    "comments block the approval": """
        NEW.state = 'approved' AND OLD.state <> 'approved' AND EXISTS (
            SELECT 1 FROM claims_comment AS c WHERE c.claim_id = NEW.claim_id
            AND c.is_blocking AND c.resolved_at IS NULL
        )""",
}
# name of the trigger: its table, when it looks, and what it refuses
GUARDS = {
    "claims_signoff_fits": ("claims_signoff", "INSERT", SIGN_OFF_RULES),
    "claims_verdict_fits": (
        "claims_verdict",
        "INSERT",
        {"its assessments are not settled": CONTESTED},
    ),
    "claims_verdict_decided": ("claims_verdict", "UPDATE", DECISION_RULES),
}


def _guard_sqlite(name: str, *, create: bool) -> list[str]:
    table, when, rules = GUARDS[name]
    drop = f"DROP TRIGGER IF EXISTS {name}"
    if not create:
        return [drop]
    checks = " ".join(
        f"SELECT RAISE(ABORT, '{table}: {why}') WHERE {rule};" for why, rule in rules.items()
    )
    return [drop, f"CREATE TRIGGER {name} BEFORE {when} ON {table} BEGIN {checks} END"]


def _guard_postgresql(name: str, *, create: bool) -> list[str]:
    table, when, rules = GUARDS[name]
    drop = f"DROP TRIGGER IF EXISTS {name} ON {table}"
    if not create:
        return [drop]
    checks = " ".join(
        f"IF {rule} THEN RAISE EXCEPTION '{table}: {why}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for why, rule in rules.items()
    )
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} RETURN NEW; END $$",
        drop,
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
