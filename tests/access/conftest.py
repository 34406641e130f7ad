"""The world, and how its people come in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims.models import ApiToken
from tests.access.world import World, make_world


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of requests, of which each would write two lines for the report."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1:9"]
    # Notes who asked for what, a quarter of the time that these thousands of requests take.
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "structlog" not in each]
    return make_world()


@pytest.fixture
def sign_in(world: World) -> Callable[..., Client]:
    """A client of somebody in ``world.people``."""

    def of(name: str, **options: Any) -> Client:
        client = Client(**options)
        if person := world.people[name]:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


@pytest.fixture
def with_token(world: World) -> Callable[[str], Client]:
    """A client with a token of somebody in ``world.people``; one without any if none is given."""

    def of(name: str) -> Client:
        person = world.people[name]
        if person is None:
            return Client()
        # Not by the verb: who may have none now may have had one before a role was taken away.
        _row, token = ApiToken.objects.create(user=person, expiry=timedelta(days=1), name=name)
        return Client(headers={"authorization": f"Bearer {token}"})

    return of
