import pytest
from django.test import Client

from claims.models import Claim, Rating
from tests import factories


@pytest.fixture
def sign_in(db):
    """A client in which somebody is signed in; htmx=True sends the header of a fragment."""

    def with_session_of(user, *, htmx=False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return with_session_of


@pytest.fixture
def editor(db):
    return factories.EditorFactory(username="erika")


@pytest.fixture
def people(db):
    """One person of each role, by a short name."""
    return {
        "editor": factories.EditorFactory(),
        "reviewer": factories.ReviewerFactory(),
        "chief": factories.ChiefEditorFactory(),
        "auditor": factories.AuditorFactory(),
        "administrator": factories.AdministratorFactory(),
    }


@pytest.fixture
def claim(db) -> Claim:
    return factories.ClaimFactory()


@pytest.fixture
def true(db) -> Rating:
    return factories.rating("true")
