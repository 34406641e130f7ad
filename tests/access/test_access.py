"""Who gets where and who may change what: every address of the site against the policy.

The policy is claims/permissions.py and the groups' permissions in the admin
(claims/models/defaults.py), written out here by hand. An address that no table knows fails.
"""

from __future__ import annotations

import pytest
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.access.world import ROLES, World, writes
from tests.routes import Route, routes

# What a role may does not hang on the database.
pytestmark = [pytest.mark.django_db]

EVERYONE = set(ROLES)
SIGNED_IN = EVERYONE - {"anonymous"}
DESK = {"auditor", "editor", "reviewer", "chief"}
EDITS = {"editor", "chief"}
ADMIN = {"administrator"}
NOBODY: set[str] = set()

# Tables of the admin: who reads, who adds; deleting is for one table alone.
READS = {
    **dict.fromkeys(["article", "publisher", "claimant", "claim", "source", "snapshot"], DESK),
    **dict.fromkeys(["verdict", "correction", "publication", "event", "topic", "report"], DESK),
    **dict.fromkeys(["finding", "recheckrule", "recheckpolicy", "host", "recheckrun"], DESK),
    **dict.fromkeys(["subscription", "subscriptionentry", "intake"], DESK | ADMIN),
    **dict.fromkeys(["ratingscale", "rating"], DESK | ADMIN),
    **dict.fromkeys(["user", "group", "authenticator"], ADMIN),
    **dict.fromkeys(["webhookendpoint", "webhookdelivery"], ADMIN),
    **dict.fromkeys(["accessattempt", "accesslog", "accessfailurelog"], NOBODY),
    "apitoken": DESK | ADMIN | {"bot"},  # one's own
}
ADDS = {
    **dict.fromkeys(["article", "publisher", "claimant", "topic"], EDITS),
    **dict.fromkeys(["ratingscale", "rating", "user", "webhookendpoint"], ADMIN),
    "subscription": ADMIN | {"chief"},
    "recheckrule": {"chief"},
}
DELETES = {"authenticator": ADMIN}

# Every other address that is neither public nor for every member of the staff.
OWN = {
    "admin:login": NOBODY,  # leads to the one login there is
    "account_login": {"anonymous"},
    "account_inactive": EVERYONE,
    "mfa_authenticate": NOBODY,  # only between password and code
    "account/second-factor/webauthn/": EVERYONE,  # leads on to mfa_index
    "mfa_list_webauthn": EVERYONE,
    "set_language": EVERYONE,
    "admin:claims_workbench_new": EDITS,
    "admin:auth_user_password_change": ADMIN,
    "admin:claims_webhookendpoint_rotate": ADMIN,
    "admin:claims_claimant_unmerge": EDITS,
    "admin:autocomplete": NOBODY,  # without the name of a field, which this asks none of
    **dict.fromkeys(
        [
            *("admin:index", "admin:password_change", "admin:password_change_done"),
            *(
                "admin:jsi18n",
                "admin:view_on_site",
                "on_site",
                "admin:app_list",
                "admin/(?P<url>.*)$",
            ),
            *("admin:logout", "account_logout", "account_reauthenticate"),
        ],
        SIGNED_IN,
    ),
    **dict.fromkeys(
        [
            *("article_workbench", "workbench_progress", "workbench_claimants"),
            *("workbench_changes", "workbench_sign_off", "workbench_undo", "workbench_step"),
            *("claimant_export", "claim_export", "source_export"),
            *("claim_do", "claim_source", "claim_file", "recheck_watch", "recheck_state"),
            *("claim_preview", "suggestion", "recheck_retry"),
        ],
        DESK,
    ),
    **dict.fromkeys(
        ["claimant_merge", "claimant_split", "claimant_import", "claim_import", "source_import"],
        EDITS,
    ),
}


def who_reads(route: Route) -> set[str] | None:
    """Who is let in; None where an address only takes what is sent (see below)."""
    space, _colon, short = route.name.rpartition(":")
    if space == "public" or (space == "api" and not short.startswith("desk-")):
        return EVERYONE
    if space == "api":
        return DESK | {"bot"} if short == "desk-intake-detail" else DESK
    if space == "review":
        return DESK
    if route.name in OWN:
        return OWN[route.name]
    if short.startswith("claims_") and short.removeprefix("claims_") in OWN:
        return OWN[short.removeprefix("claims_")]
    if route.name.startswith("mfa_") or route.address.endswith("<path:object_id>/"):
        return SIGNED_IN  # the factors of one's own; the latter leads on to the row's page
    _app, table, page = short.rsplit("_", 2)
    return {"add": ADDS.get(table, NOBODY), "delete": DELETES.get(table, NOBODY)}.get(
        page, READS[table]
    )


def is_let_in(answer: HttpResponse) -> bool:
    where = answer.headers.get("Location", "")
    sent_away = where == "/admin/" or where.startswith(("/account/login/", "/admin/login/"))
    return answer.status_code not in {401, 403} and not sent_away


# Public addresses of one claim, by the states in which they are there.
OUT, SHOWN = {"published", "retracted"}, {"published"}
THERE = {
    **dict.fromkeys(["public:claim", "public:embed", "public:card", "public:report"], OUT),
    **dict.fromkeys(["public:article", "public:claimant", "public:publisher"], SHOWN),
    **dict.fromkeys(["public:topic", "public:topic_feed", "public:claimant_feed"], SHOWN),
    **dict.fromkeys(["api:article-detail", "api:claimant-detail"], SHOWN),
    "api:claim-detail": OUT,
}


def addresses_of(world: World) -> dict[str, tuple[Route, str]]:
    """Every address with its route and the state of the claim that it is about, if any."""
    found: dict[str, tuple[Route, str]] = {}
    for state in ("published", "retracted", "draft"):
        for route in routes():
            found.setdefault(world.at(route, getattr(world, state)), (route, state))
    return found


def test_every_address_lets_in_whom_the_policy_lets_in(
    world: World, sign_in, with_token, monkeypatch
) -> None:
    """Whatever the state of the claim. And none of them changes anything by being looked at."""
    # Who is let in is decided before a page is drawn: one person's are drawn whole.
    drawn, around = SimpleTemplateResponse.rendered_content, AdminSite.each_context
    wrong, changed = [], []
    addresses = addresses_of(world)
    for name in ROLES:
        browser, program = sign_in(name), with_token(name)
        program.get("/api/v1/desk/claims/")  # notes when the token was used last
        for address, (route, state) in addresses.items():
            whole = name == "chief" and state == "published"
            monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", drawn if whole else "")
            monkeypatch.setattr(AdminSite, "each_context", around if whole else lambda *_: {})
            desk_api = route.name.startswith("api:desk-")
            with writes() as written:
                answer = (program if desk_api else browser).get(address)
            assert answer.status_code < 500, address
            if written:
                changed.append((name, address, written))
            if answer.status_code == 405:
                continue
            if not is_right(answer, route, state, name):
                wrong.append((name, route.name, state, answer.status_code))

    assert wrong == []
    assert changed == []


def is_right(answer: HttpResponse, route: Route, state: str, name: str) -> bool:
    if route.name in THERE:
        return (answer.status_code != 404) == (state in THERE[route.name])
    if state != "published" and is_public(route):
        return False  # THERE has to know it
    return is_let_in(answer) == (name in (who_reads(route) or NOBODY))


@pytest.mark.parametrize("name", ["anonymous", "nobody", "administrator", "auditor"])
def test_who_may_not_change_a_claim_changes_none(
    world: World, sign_in, with_token, name: str
) -> None:
    """By none of the desk's own addresses, in whatever state it is."""
    browser, program = sign_in(name), with_token(name)
    program.get("/api/v1/desk/claims/")
    changed, sent = {}, 0
    for address, (route, state) in addresses_of(world).items():
        if not route.name.startswith(("review:", "api:desk-", "admin:claims_")):
            continue
        if route.name.endswith(("_changelist", "_history", "_add", "_change", "_delete")):
            continue  # the admin's own
        client = program if route.name.startswith("api:") else browser
        kind = {"content_type": "application/json"} if client is program else {}
        with writes() as written:
            answer = client.post(address, SENT, **kind)
        sent += answer.status_code != 405
        if written:
            changed[f"{route.name} {state}"] = written

    assert set(changed) == OF_ONES_OWN.get(name, set())
    assert sent > 100


# What somebody may do who may change no claim.
OF_ONES_OWN = {
    "administrator": {"admin:claims_webhookendpoint_rotate published"},
    "auditor": {
        "review:mark-all-read published",
        *("review:watch published", "review:watch retracted", "review:watch draft"),
    },
}
SENT = {
    **dict.fromkeys(["reason", "body", "text", "note", "summary", "rationale"], "Darum."),
    "kind": "correction",
    "to": "confirmed",
    "decision": "confirm",
    "title": "Titel",
}


def is_public(route: Route) -> bool:
    return route.name.startswith(("public:", "api:")) and "desk-" not in route.name


# --- Nothing private is kept ------------------------------------------------------------


def test_reader_gets_the_same_page_whoever_was_there_before(world: World, sign_in) -> None:
    chief, reader = sign_in("chief"), Client()
    for route in routes():
        if not is_public(route) or route.name == "api:docs":  # a nonce in each answer
            continue
        address = world.at(route)
        mine, theirs = chief.get(address), reader.get(address)

        assert mine.getvalue() == theirs.getvalue(), address
        assert not mine.cookies, address
        assert not theirs.cookies, address


# --- Sending ----------------------------------------------------------------------------------

# Without a token in the form: a language, which a reader's page sends without a cookie.
EXEMPT = {"public:language"}


@pytest.mark.parametrize(
    ("who", "method"), [("anonymous", "post"), ("chief", "post"), ("chief", "delete")]
)
def test_nothing_is_taken_from_another_site(world: World, sign_in, who, method) -> None:
    client = sign_in(who, enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    taken = {}
    for route in routes():
        if route.name in EXEMPT or route.name.startswith("api:"):
            continue
        with writes() as written:
            answer = getattr(client, method)(world.at(route))
        if answer.status_code not in {403, 405} or written:  # 405: it takes nothing from anybody
            taken[route.name] = (answer.status_code, written)
    # A session opens nothing of the API, whatever it is asked.
    for route in routes():
        if route.name.startswith("api:"):
            with writes() as written:
                answer = getattr(client, method)(world.at(route), content_type="application/json")
            if answer.status_code not in {400, 401, 403, 404, 405} or written:
                taken[route.name] = (answer.status_code, written)

    assert taken == {}
