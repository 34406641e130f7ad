"""Roles are groups; whoever administers users has no power over verdicts or the log."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from claims import tasks
from claims.models import Event, NoticeSettings, Publication, Verdict
from claims.models.defaults import ADMIN_PERMISSIONS, Role
from tests import factories

GOOD = "einbrueche-1204-aber"
KEPT = ["verdict", "event", "correction", "publication", "snapshot"]
SCALES = {"ratingscale", "rating"}
CONNECTIONS = {"subscription", "subscriptionentry", "intake", "webhookendpoint", "webhookdelivery"}


def change_user(client, person, **changes):
    values = {"username": person.username, "is_active": "on", "is_staff": "on", **changes}
    return client.post(reverse("admin:auth_user_change", args=[person.pk]), values)


@pytest.mark.django_db
def test_every_role_is_a_group_with_its_permissions():
    groups = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }

    assert groups == {role: set(ADMIN_PERMISSIONS[role]) for role in Role}


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_no_role_may_write_verdicts_or_the_log_by_hand(role):
    may = Group.objects.get(name=role).permissions.values_list("codename", flat=True)

    written = {f"{deed}_{table}" for deed in ("add", "change", "delete") for table in KEPT}
    assert not written & set(may)
    # A lost second factor is taken off; nothing else is ever deleted.
    deletes = {codename for codename in may if codename.startswith("delete_")}
    assert deletes <= {"delete_authenticator"}


def test_auditor_reads_the_log_and_every_list_but_writes_nowhere():
    assert "view_event" in ADMIN_PERMISSIONS[Role.AUDITOR]
    assert all(name.startswith("view_") for name in ADMIN_PERMISSIONS[Role.AUDITOR])


def test_administrators_permissions_are_users_scales_and_connections_only():
    tables = {name.split("_", 1)[1] for name in ADMIN_PERMISSIONS[Role.ADMINISTRATOR]}

    assert tables == {"user", "group", "authenticator"} | SCALES | CONNECTIONS


@pytest.fixture
def rows(db):
    factories.published_claim()
    return {"verdict": Verdict.objects.get(), "event": Event.objects.first()}


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("name", ["verdict", "event"])
def test_administrator_changes_and_deletes_no_verdict_and_no_event(name, superuser, rows, sign_in):
    person = factories.AdministratorFactory(is_superuser=superuser)
    client, row = sign_in(person), rows[name]
    change = reverse(f"admin:claims_{name}_change", args=[row.pk])
    delete = reverse(f"admin:claims_{name}_delete", args=[row.pk])
    listing = reverse(f"admin:claims_{name}_changelist")
    before = type(row).objects.values().get(pk=row.pk)

    answers = [
        client.post(change, {"summary": "anders", "verb": "anders"}),
        client.post(delete, {"post": "yes"}),
        client.post(
            listing,
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        ),
        client.post(reverse(f"admin:claims_{name}_add"), {}),
    ]

    assert {answer.status_code for answer in answers} <= {200, 302, 403}
    assert [answer.status_code for answer in answers[:2]] == [403, 403]
    assert type(row).objects.values().get(pk=row.pk) == before
    assert type(row).objects.count() == type(row).objects.filter(pk__gt=0).count()


@pytest.mark.parametrize("name", KEPT)
def test_no_list_of_what_is_kept_offers_to_delete(name, rows, rf):
    request = rf.get("/")
    request.user = factories.UserFactory(is_superuser=True)
    (model,) = [row for row in admin.site._registry if row._meta.model_name == name]

    actions = admin.site._registry[model].get_actions(request)

    assert "delete_selected" not in actions


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_renames_or_makes_a_role(superuser, sign_in, db):
    client = sign_in(factories.AdministratorFactory(is_superuser=superuser))
    group = Group.objects.get(name=Role.ADMINISTRATOR)
    change = reverse("admin:auth_group_change", args=[group.pk])

    assert client.get(change).status_code == 200
    assert client.post(change, {"name": Role.CHIEF_EDITOR}).status_code == 403
    assert client.post(reverse("admin:auth_group_add"), {"name": "x"}).status_code == 403
    assert client.post(reverse("admin:auth_group_delete", args=[group.pk])).status_code == 403
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_giving_a_role_is_logged_and_nobody_gives_one_to_themselves(sign_in, db):
    person, other = factories.AdministratorFactory(), factories.EditorFactory()
    chief = Group.objects.get(name=Role.CHIEF_EDITOR)
    client = sign_in(person)

    change_user(client, other, groups=[chief.pk])
    change_user(client, person, groups=[chief.pk], is_superuser="on")

    event = Event.objects.get(verb="set_roles")
    assert event.actor == person
    assert event.data["changes"] == {"roles": ["editor", "chief editor"]}
    person.refresh_from_db()
    assert [group.name for group in person.groups.all()] == [Role.ADMINISTRATOR]
    assert not person.is_superuser
    assert Publication.objects.count() == 0


def test_whoever_is_given_a_password_is_told(
    sign_in, monkeypatch, django_capture_on_commit_callbacks, mailoutbox, settings, db
):
    settings.MAIL_IS_ON = True
    monkeypatch.setattr(tasks, "_send", lambda task, *args: task(*args))
    boss = factories.AdministratorFactory(first_name="Adam", last_name="Amt")
    person = factories.EditorFactory(username="erika", email="erika@zeitung.example")
    NoticeSettings.objects.create(person=person, language="en")
    Authenticator.objects.create(user=person, type="totp", data={})
    client, roles = sign_in(boss), [group.pk for group in person.groups.all()]

    with django_capture_on_commit_callbacks(execute=True):
        for passwords in (("kurz", "kurz"), (GOOD, GOOD)):
            client.post(
                reverse("admin:auth_user_password_change", args=[person.pk]),
                dict(zip(("password1", "password2"), passwords, strict=True))
                | {"usable_password": "true"},
            )
        change_user(client, person, email="someone@else.example", groups=roles)
        change_user(client, person, email="someone@else.example", groups=roles)
        factor = Authenticator.objects.get()
        client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})

    verbs = ["set_password", "set_email", "remove_second_factor"]
    assert sorted(Event.objects.values_list("verb", flat=True)) == sorted(verbs)
    assert set(Event.objects.values_list("actor", flat=True)) == {boss.pk}
    addresses = ["erika@zeitung.example", "erika@zeitung.example", "someone@else.example"]
    assert [message.to for message in mailoutbox] == [[address] for address in addresses]
    assert "Adam Amt has set a new password for your account." in mailoutbox[0].body
    assert "erika" in mailoutbox[0].body
    assert GOOD not in mailoutbox[0].body
    person.refresh_from_db()
    assert person.check_password(GOOD)
