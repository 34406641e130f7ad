"""Logging in: password, second factor, lock-out; and what ends a session."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

LOGIN = "/account/login/"
CODE = "/account/second-factor/authenticate/"
PASSWORD = "Tinte und Papier 12"


@pytest.fixture(autouse=True)
def no_attempts_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def erika(db):
    return factories.EditorFactory(username="erika", password=PASSWORD)


def code_of(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def enter(client: Client, *, name="erika", password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": name, "password": password}, headers=headers)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


# --- The way in ----------------------------------------------------------------------------------


def test_password_alone_is_enough_without_a_second_factor(client, erika):
    there = client.get("/admin/claims/claim/", follow=True)
    response = client.post(
        LOGIN, {"login": "erika", "password": PASSWORD, "next": "/admin/claims/claim/"}
    )

    assert there.redirect_chain[-1][0] == f"{LOGIN}?next=%2Fadmin%2Fclaims%2Fclaim%2F"
    assert (response.status_code, response["Location"]) == (302, "/admin/claims/claim/")
    assert is_in(client)


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https:evil.example", "%2F%2Fevil.example"]
)
def test_way_on_after_the_login_stays_here(client, erika, address):
    response = client.post(LOGIN, {"login": "erika", "password": PASSWORD, "next": address})

    assert not re.match(r"^(https?:|/?[/\\])", response["Location"].removeprefix("/"))


def test_second_factor_is_asked_for_and_each_code_works_once(client, erika):
    secret = generate_totp_secret()
    TOTP.activate(erika, secret)
    codes = RecoveryCodes.activate(erika).get_unused_codes()

    after_password = enter(client)
    outside = is_in(client)
    client.post(CODE, {"code": code_of(secret)})
    again, by_recovery = Client(), Client()
    enter(again)
    again.post(CODE, {"code": code_of(secret)})
    for each in (by_recovery, Client()):
        enter(each)
        each.post(CODE, {"code": codes[0]})

    assert after_password["Location"] == CODE
    assert (outside, is_in(client), is_in(again)) == (False, True, False)
    assert (is_in(by_recovery), is_in(each)) == (True, False)


def test_second_factor_is_changed_only_by_who_confirms_the_password(client, erika):
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    set_up = reverse("mfa_activate_totp")

    asked = client.get(set_up)
    wrong = client.post(asked["Location"], {"password": "falsch"})
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(set_up)
    secret = page.context["form"].secret
    done = client.post(set_up, {"code": code_of(secret)}, follow=True)

    assert asked["Location"] == f"/account/confirm/?next={set_up.replace('/', '%2F')}"
    assert "Das Passwort ist falsch." in wrong.text
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(user=erika).count() == 2


def test_role_may_demand_a_second_factor(client, erika, settings):
    from claims.admin.accounts.login import lacks_second_factor

    settings.REQUIRE_SECOND_FACTOR = ["editor"]
    enter(client)

    assert client.get("/admin/")["Location"] == "/account/second-factor/"
    assert client.get("/review/")["Location"] == "/account/second-factor/"
    assert lacks_second_factor(erika)
    assert not lacks_second_factor(factories.ReviewerFactory())
    TOTP.activate(erika, generate_totp_secret())
    assert is_in(client)


def test_administrator_removes_a_lost_factor_and_sees_no_secret(client, erika):
    secret = generate_totp_secret()
    lost = TOTP.activate(erika, secret).instance
    client.force_login(
        factories.AdministratorFactory(), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get(reverse("admin:mfa_authenticator_change", args=[lost.pk]))
    client.post(reverse("admin:mfa_authenticator_delete", args=[lost.pk]), {"post": "yes"})

    assert page.status_code == 200
    assert secret not in page.text
    assert not Authenticator.objects.filter(user=erika).exists()


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/"])
def test_nobody_signs_up_or_comes_in_by_e_mail(client, db, path):
    assert client.get(f"/account/{path}").status_code == 404


# --- Guessing ------------------------------------------------------------------------------------


def test_twenty_wrong_passwords_are_stopped_whatever_address_they_claim(erika, settings):
    answers = [
        enter(Client(), password=f"falsch {number}", x_forwarded_for=f"203.0.113.{number}")
        for number in range(20)
    ]

    assert [answer.status_code for answer in answers[:9]] == [200] * 9
    assert answers[9].status_code == 429
    assert enter(Client()).status_code != 302  # with the right one
    assert "quarter" in enter(Client(), accept_language="en").text


def test_one_account_is_guarded_against_many_addresses(erika, settings):
    """Behind a proxy, whose last entry is true; what was before it is anybody's invention."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        enter(Client(), password="falsch", x_forwarded_for=f"1.2.3.4, 203.0.113.{number}")

    client = Client()
    answer = enter(client, x_forwarded_for="203.0.113.200")

    assert (answer.status_code, is_in(client)) == (200, False)


def test_proxy_tells_the_address_and_the_client_does_not(erika, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.AXES_FAILURE_LIMIT = 3
    answers = [
        enter(Client(), password="falsch", x_forwarded_for=f"198.51.100.{number}, 203.0.113.7")
        for number in range(3)
    ]

    elsewhere = enter(Client(), x_forwarded_for="203.0.113.7, 203.0.113.8")

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert elsewhere.status_code == 302


def test_answer_tells_nothing_about_who_has_an_account(erika, settings):
    factories.EditorFactory(username="gone", password=PASSWORD, is_active=False)
    TOTP.activate(erika, generate_totp_secret())
    names = {"erika": "falsch", "gone": PASSWORD, "nobody": PASSWORD}

    pages = [
        re.sub(r'value="[^"]*"', "", enter(Client(), name=name, password=password).text)
        for name, password in names.items()
    ]

    assert len(set(pages)) == 1


def test_password_is_hashed_for_a_name_that_does_not_exist_too(erika, settings, monkeypatch):
    """Else the time of an answer would tell which names exist."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hashed = []
    encode = MD5PasswordHasher.encode

    def count(hasher, password, salt):
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    counts = {}
    for name in ("erika", "nobody"):
        hashed.clear()
        enter(Client(), name=name, password="falsch")
        counts[name] = len(hashed)

    assert counts["nobody"] == counts["erika"] > 0


def test_wrong_codes_are_stopped(erika):
    secret = generate_totp_secret()
    TOTP.activate(erika, secret)
    client = Client()
    enter(client)
    for number in range(10):
        client.post(CODE, {"code": f"{number:06}"})
    other = Client()  # a new login gives no new tries
    enter(other)
    answers = [each.post(CODE, {"code": code_of(secret)}) for each in (client, other)]

    assert ["Zu viele Versuche" in answer.text for answer in answers] == [True, True]
    assert (is_in(client), is_in(other)) == (False, False)


def test_confirming_is_throttled_too(client, erika):
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")

    answers = [client.post("/account/confirm/", {"password": "falsch"}) for _try in range(11)]

    assert answers[-1].status_code == 429


# --- Sessions ------------------------------------------------------------------------------------


def test_session_from_before_the_login_opens_nothing(client, erika):
    client.get(LOGIN)
    client.session["planted"] = 1
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    enter(client)
    thief = Client()
    thief.cookies["sessionid"] = before

    assert client.cookies["sessionid"].value != before
    assert (is_in(client), is_in(thief)) == (True, False)


def test_logout_ends_the_session_on_the_server(client, erika):
    enter(client)
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)

    client.post("/admin/logout/")

    assert (is_in(client), is_in(thief)) == (False, False)


def test_new_password_ends_the_other_sessions(client, erika):
    other = Client()
    for each in (client, other):
        enter(each)
    new = "Ganz anders 2026!"

    client.post(
        reverse("admin:password_change"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert (is_in(client), is_in(other)) == (True, False)


def test_closed_account_is_out_at_once(client, erika):
    enter(client)
    assert is_in(client)

    erika.is_active = False
    erika.save()

    assert not is_in(client)
    assert client.get("/review/").status_code == 302


# --- In a browser --------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_passkey_and_app_under_the_strict_policy(page, live_server, axe, console_errors):
    factories.EditorFactory(username="erika", password=PASSWORD)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    faults = {}

    def log_in():
        page.goto(f"{live_server.url}/review/")
        page.get_by_label("Benutzername").fill("erika")
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden", exact=True).click()

    log_in()
    page.goto(f"{live_server.url}/admin/")
    page.locator(".own-menu summary").click()
    page.get_by_role("link", name="Zweiter Faktor").click()
    faults["index"] = axe(page)
    page.get_by_role("link", name="Passkey oder Sicherheitsschlüssel hinzufügen").click()
    page.get_by_label("Passwort").fill(PASSWORD)
    faults["confirm"] = axe(page)
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_label("Name des Schlüssels").fill("Schlüsselbund")
    expect(page.get_by_text("Der Schlüssel hat nicht geantwortet")).to_be_hidden()
    faults["add"] = axe(page)
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator(".codes li")).to_have_count(10)
    faults["codes"] = axe(page)
    page.get_by_role("link", name="Zurück").click()
    page.get_by_role("link", name="App einrichten").click()
    secret = page.locator("p code").inner_text()
    faults["app"] = axe(page)
    page.get_by_label("Code aus der App").fill(code_of(secret))
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_text("Die App ist eingerichtet.")).to_be_visible()
    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("button", name="Abmelden").click()

    log_in()
    faults["second"] = axe(page)
    page.get_by_role("button", name="Passkey oder Sicherheitsschlüssel benutzen").click()
    expect(page).to_have_url(f"{live_server.url}/review/")
    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("button", name="Abmelden").click()
    log_in()
    page.get_by_label("Code aus der App").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/review/")

    assert faults == {name: [] for name in faults}
    assert console_errors == []
