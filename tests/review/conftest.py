import pytest
from django.test import Client

from tests import factories


@pytest.fixture
def reviewer(db):
    return factories.ReviewerFactory(username="ruth", last_name="Huber")


@pytest.fixture
def signed_in(reviewer) -> Client:
    client = Client()
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def sign_in():
    """A client in which somebody is signed in."""

    def with_session_of(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return with_session_of
