from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Fact-checking")

    def ready(self) -> None:
        # After every migration: SQLite rebuilds a table to alter it, and drops its triggers.
        post_migrate.connect(guard_append_only_tables, sender=self)


def guard_append_only_tables(*, using: str, **_kwargs: object) -> None:
    from claims.models.append_only import install

    with connections[using].schema_editor() as schema_editor:
        install(schema_editor)
