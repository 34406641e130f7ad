"""Clients with a token, as programs of the desk have them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.editorial.api_tokens import make_token
from tests import factories


class TokenClient(Client):
    """Sends JSON with a token; addresses are those below ``/api/v1/desk``."""

    def __init__(self, token: str, user: User) -> None:
        super().__init__(headers={"authorization": f"Bearer {token}"}, raise_request_exception=True)
        self.user = user

    def read(self, address: str, **parameters: Any) -> Any:
        return self.get(f"/api/v1/desk{address}", parameters)

    def write(self, address: str, content: Any = None, *, key: str = "") -> Any:
        headers = {"idempotency-key": key} if key else {}
        return self.post(
            f"/api/v1/desk{address}",
            content or {},
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture
def as_user(db: None) -> Callable[[User], TokenClient]:
    def with_token_of(user: User) -> TokenClient:
        _row, token = make_token(name="Test", days=30, actor=user)
        return TokenClient(token, user)

    return with_token_of


@pytest.fixture
def set_rate(settings: Any) -> Callable[[str, str], None]:
    def set_rate(policy: str, rate: str) -> None:
        rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], policy: rate}
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}

    return set_rate


@pytest.fixture
def editor(as_user: Callable[[User], TokenClient]) -> TokenClient:
    return as_user(factories.EditorFactory())
