"""Which words of a comment name somebody."""

import pytest
from django.contrib.auth.models import User

from claims.models.defaults import Role
from claims.notifications.mentions import mentions, people
from tests import factories

NAMES = ["anna", "anna.meier", "hans-peter", "jürg.müller", "o_brien", "x+y", "zoë", "mail@x.ch"]
KNOWN = {name: User(username=name) for name in NAMES}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@anna", ["anna"]),
        ("@anna.", ["anna"]),
        ("Frag @anna, dann @hans-peter!", ["anna", "hans-peter"]),
        ("@anna.meier.", ["anna.meier"]),
        ("@anna.meier…", ["anna.meier"]),
        ("@anna.Die Zahl", ["anna"]),
        ("@anna-", ["anna"]),
        ("@anna...", ["anna"]),
        ("@hans-peter-", ["hans-peter"]),
        ("(@jürg.müller)", ["jürg.müller"]),
        ("@JÜRG.MÜLLER: bitte", ["jürg.müller"]),
        ("@ju\u0308rg.mu\u0308ller", []),  # kept in the form NFC, see comments
        ("«@zoë»", ["zoë"]),
        ("@o_brien's", ["o_brien"]),
        ("@x+y", ["x+y"]),
        ("@mail@x.ch", ["mail@x.ch"]),
        ("@annabelle", []),
        ("post@anna", []),
        ("post@anna.meier", []),
        ("@@anna", []),
        ("@ anna", []),
        ("@", []),
        ("@.anna", []),
        ("nichts", []),
    ],
)
def test_names_are_found(text, named):
    found = list(mentions(text, KNOWN))

    assert [mention.person.username for mention in found] == named
    for mention in found:
        assert text[mention.start : mention.end].casefold() == f"@{mention.person.username}"


@pytest.mark.django_db
def test_only_who_may_read_claims_can_be_mentioned():
    there = [
        factories.UserFactory(username=role.value.replace(" ", "-"), role=role)
        for role in (Role.EDITOR, Role.REVIEWER, Role.CHIEF_EDITOR, Role.AUDITOR)
    ]
    factories.UserFactory(username="left", role=Role.EDITOR, is_active=False)
    factories.AdministratorFactory(username="admin")
    factories.UserFactory(username="nobody")
    factories.UserFactory(username="root", is_superuser=True)

    assert set(people()) == {person.username for person in there}
