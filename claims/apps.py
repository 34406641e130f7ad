from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Fact-checking")

    def ready(self) -> None:
        post_migrate.connect(complete_tables, sender=self)


def complete_tables(*, using: str, **_kwargs: object) -> None:
    """After every migration: the standard rows, and the triggers of append-only tables.

    SQLite rebuilds a table in order to alter it, which drops its triggers.
    """
    from claims.models.defaults import ensure_groups, ensure_rating_scales
    from claims.models.triggers import install

    with connections[using].schema_editor() as schema_editor:
        install(schema_editor)
    ensure_groups()
    ensure_rating_scales()
