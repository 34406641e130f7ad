"""Migrations on tables with rows: what was there is there afterwards, and the program works."""

import pytest
from django.apps import apps
from django.core.management import call_command

from claims.models import RecheckPolicy
from tests import factories

SINCE = "0023_newest_of_article"  # these can be taken back and done again

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def rows():
    """Every row of every table, by the table's name."""
    models = apps.get_app_config("claims").get_models()
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_rows_outlive_migrations_and_are_worked_on_after_them():
    claim = factories.published_claim()
    factories.FindingFactory(claim=claim, evidence=claim.evidence.get())
    factories.ClaimRelationFactory()
    RecheckPolicy.objects.update(lease_until="2026-01-01T00:00Z", attempts=1)  # a killed worker's
    before = rows()

    try:
        call_command("migrate", "claims", SINCE, verbosity=0)
    finally:
        call_command("migrate", verbosity=0)

    assert rows() == before
    policy = RecheckPolicy.objects.get(claim=claim)
    policy.ask_for()
    assert RecheckPolicy.objects.take(policy.pk)
