"""Schemathesis sends what the OpenAPI document allows, and what it does not, to every endpoint."""

from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from claims.editorial.api_tokens import make_token
from factcheck.wsgi import application
from tests import factories

# 409 and 422: what the workflow refuses, and texts without an article; no schema can tell.
ANSWERED = ["2xx", "404", "409", "422"]
rows: dict[str, Any] = {}  # what the addresses name that are of something

schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
schema.config.checks.positive_data_acceptance.expected_statuses = ANSWERED
schema.config.checks.negative_data_rejection.expected_statuses = ["4xx"]
# Its cases are made while tests are collected, by every process: half a minute each time.
schema.config.phases.coverage.enabled = False


@pytest.fixture
def token(db) -> Any:
    """A request does not close the connection that the test's transaction lives on."""
    claim = factories.published_claim()
    correction = factories.CorrectionFactory(claim=claim)
    factories.SnapshotFactory()
    rows.update(id=claim.pk, slug=claim.article.slug, number=correction.pk)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield make_token(name="Test", days=30, actor=factories.ChiefEditorFactory())[1]
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_endpoint_is_what_the_document_says(case, token):
    if "cursor" in (case.query or {}) and case.meta.generation.mode.is_positive:
        del case.query["cursor"]  # no document can tell which there are
    known = set(case.path_parameters or {}) & set(rows)
    if known and case.meta.generation.mode.is_positive and len(str(case.path_parameters)) % 2:
        case.path_parameters |= {name: rows[name] for name in known}
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
