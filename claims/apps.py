from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Fact-checking")

    def ready(self) -> None:
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(complete_tables, sender=self)


def drop_triggers(*, using: str, **_kwargs: object) -> None:
    """Before every migration on SQLite: no trigger may read a table while it is rebuilt.

    SQLite alters a table by writing it anew; `complete_tables` creates the triggers afterwards.
    """
    from claims.models import triggers

    connection = connections[using]
    if connection.vendor == "sqlite" and triggers.has_tables(connection):
        with connection.schema_editor() as schema_editor:
            triggers.remove(schema_editor)


def complete_tables(*, using: str, **_kwargs: object) -> None:
    """After every migration: the standard rows, and the triggers of append-only tables.

    Does nothing while tables are missing, after a migration to one of the first steps.
    """
    from claims.models import triggers
    from claims.models.defaults import ensure_groups, ensure_rating_scales

    connection = connections[using]
    if not triggers.has_tables(connection):
        return
    with connection.schema_editor() as schema_editor:
        triggers.install(schema_editor)
    ensure_groups()
    ensure_rating_scales()
