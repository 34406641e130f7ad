"""Migrations on tables with rows: what was there is there afterwards, and the program works."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import pre_migrate

from claims.models import Claim, RecheckPolicy
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def rows():
    """Every row of every table, by the table's name."""
    models = apps.get_app_config("claims").get_models()
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def last_but_one():
    """The name of the migration before the last."""
    return sorted(name for app, name in MigrationLoader(connection).graph.nodes if app == "claims")[
        -2
    ]


def test_rows_outlive_migrations_and_are_worked_on_after_them():
    claim = factories.published_claim()
    factories.FindingFactory(claim=claim, evidence=claim.evidence.get())
    factories.ClaimRelationFactory()
    RecheckPolicy.objects.update(lease_until="2026-01-01T00:00Z", attempts=1)  # a killed worker's
    before = rows()

    try:
        call_command("migrate", "claims", last_but_one(), verbosity=0)
    finally:
        call_command("migrate", verbosity=0)

    assert rows() == before
    policy = RecheckPolicy.objects.get(claim=claim)
    policy.enqueue()
    assert RecheckPolicy.objects.take(policy.pk)


def test_tables_are_protected_after_one_was_written_anew():
    """SQLite alters a table by writing it anew; triggers of other tables read it."""
    claim = factories.published_claim()
    field = Claim._meta.get_field("state")
    wider = field.clone()
    wider.max_length += 10
    wider.set_attributes_from_name("state")

    try:
        call_command("migrate", "claims", last_but_one(), verbosity=0)
        pre_migrate.send(apps.get_app_config("claims"), using="default")
        with connection.schema_editor() as editor:
            editor.alter_field(Claim, field, wider)
            editor.alter_field(Claim, wider, field)
    finally:
        call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError), transaction.atomic():
        claim.events.update(verb="other")
