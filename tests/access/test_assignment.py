"""What is not asked for cannot be set in passing: the API says so."""

from __future__ import annotations

import pytest

from tests.access.world import World, writes
from tests.routes import routes

# What is decided about a body does not hang on the database.
pytestmark = [pytest.mark.django_db]

NOT_ASKED_FOR = {
    **dict.fromkeys(("status", "state"), "published"),
    **dict.fromkeys(["id", "pk", "author", "author_id", "actor", "actor_id", "proposer"], 1),
    **dict.fromkeys(["approver", "approver_id", "approved_by", "last_editor", "added_by_id"], 1),
    **dict.fromkeys(["published_at", "approved_at", "created_at"], "2020-01-01T00:00:00Z"),
    **dict.fromkeys(("is_superuser", "is_public", "approved"), True),
    "content_hash": "0" * 64,
    "__class__": "x",
}
BODY = {"reason": "Darum.", "body": "Darum.", "text": "Text.", "note": "Notiz."}


def test_api_refuses_every_field_that_it_does_not_ask_for(world: World, with_token) -> None:
    chief = with_token("chief")
    chief.get("/api/v1/desk/claims/")
    taken, asked = [], 0
    for route in routes():
        if not route.name.startswith("api:") or route.name == "api:nowhere":
            continue
        address = world.at(route, world.draft if "desk-claim" in route.name else None)
        for name, value in NOT_ASKED_FOR.items():
            with writes() as written:
                answer = chief.post(address, {name: value}, content_type="application/json")
            if answer.status_code == 405:
                break
            asked += 1
            named = [each["name"] for each in answer.json().get("parameters", [])]
            if answer.status_code != 400 or named != [name] or written:
                taken.append((route.name, name, answer.status_code, named))

    assert taken == []
    assert asked > 20 * len(NOT_ASKED_FOR)
