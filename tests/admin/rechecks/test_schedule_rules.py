"""Chief editors set how often and when is looked again; the desk reads it."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Event, Host, RecheckPolicy, RecheckRule
from tests import factories

RULE = {
    "kind": "",
    "shortest_hours": "12",
    "longest_days": "14",
    "approval_days": "180",
    "quiet_from": "22:00",
    "quiet_until": "06:30",
    "paused_until": "",
    "pause_reason": "",
}
NOTHING = dict.fromkeys(RULE, "")


def address(name, page="add", *args):
    return reverse(f"admin:claims_{name}_{page}", args=args)


def test_chief_editor_sets_a_rule_for_all_and_the_log_tells_of_it(sign_in, people):
    client = sign_in(people["chief"])

    response = client.post(address("recheckrule"), RULE)

    assert response.status_code == 302
    rule = RecheckRule.objects.get()
    assert (rule.shortest_hours, rule.quiet) == (12, (time(22), time(6, 30)))
    event = Event.objects.first()
    assert (event.verb, event.actor) == ("set_recheck_rule", people["chief"])
    assert event.data["changes"]["quiet_until"] == [None, "06:30:00"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"quiet_until": ""}, "Eine Ruhezeit braucht Anfang und Ende."),
        ({"shortest_hours": "0"}, "grösser oder gleich 1"),
        ({"longest_days": "400"}, "kleiner oder gleich 365"),
        (
            {"shortest_hours": "400"},
            "Der erste Abstand kann nicht grösser sein als der grösste.",
        ),
        ({"paused_until": "24.12.2026"}, "Angeben, warum ausgesetzt wird."),
        ({"quiet_from": "25:00"}, "gültige Uhrzeit"),
    ],
)
def test_nonsense_is_refused_in_words(sign_in, people, values, message):
    response = sign_in(people["chief"]).post(address("recheckrule"), RULE | values)

    assert response.status_code == 200
    assert message.replace("ss", "ß") in response.text.replace("ss", "ß")
    assert not RecheckRule.objects.exists()


def test_a_kind_has_one_rule(sign_in, people):
    RecheckRule.objects.create(kind="")

    response = sign_in(people["chief"]).post(address("recheckrule"), RULE)

    assert response.status_code == 200
    assert RecheckRule.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "reviewer", "auditor"])
def test_others_read_the_rules_and_set_none(sign_in, people, role):
    rule = RecheckRule.objects.create(kind="", shortest_hours=12)
    client = sign_in(people[role])

    assert client.get(address("recheckrule", "change", rule.pk)).status_code == 200
    assert client.post(address("recheckrule", "change", rule.pk), RULE).status_code == 403
    assert client.post(address("recheckrule"), RULE).status_code == 403
    assert RecheckRule.objects.get().shortest_hours == 12


def test_claim_is_paused_with_a_reason_and_goes_on_when_the_pause_is_lifted(sign_in, people):
    policy = factories.published_claim().recheck_policy
    client = sign_in(people["chief"])
    until = timezone.localdate() + timedelta(days=20)
    page = address("recheckpolicy", "change", policy.pk)

    client.post(page, NOTHING | {"paused_until": until.isoformat(), "pause_reason": "Wahlkampf"})
    policy.refresh_from_db()
    assert (policy.paused_until, policy.pause_reason) == (until, "Wahlkampf")
    RecheckPolicy.objects.update(due_at=timezone.now() + timedelta(days=20))  # the sweep's doing
    client.post(page, NOTHING)

    policy.refresh_from_db()
    assert policy.paused_until is None
    assert policy.due_at < timezone.now() + timedelta(days=2)
    events = Event.objects.filter(verb="set_recheck_terms", claim=policy.claim)
    assert [event.data["changes"]["pause_reason"] for event in events] == [
        ["Wahlkampf", ""],
        ["", "Wahlkampf"],
    ]


def test_page_of_a_policy_says_what_holds_in_the_end(sign_in, people):
    RecheckRule.objects.create(kind="", quiet_from=time(22), quiet_until=time(6))
    RecheckRule.objects.create(kind="fact", longest_days=7)
    policy = factories.published_claim(kind="fact").recheck_policy

    response = sign_in(people["editor"]).get(address("recheckpolicy", "change", policy.pk))

    assert "erst nach 24 Stunden, dann seltener, höchstens 7 Tage auseinander" in response.text
    assert "Ruhe von 22:00 bis 06:00" in response.text


def test_budget_of_a_server_is_set_and_logged(sign_in, people):
    host = factories.HostFactory()

    sign_in(people["chief"]).post(address("host", "change", host.pk), {"budget": "30"})

    assert Host.objects.get().budget == 30
    assert Event.objects.first().data == {"about": host.name, "changes": {"budget": [None, 30]}}


def test_budget_of_all_servers_together_stands_first_and_is_set_like_one(sign_in, people):
    factories.HostFactory()
    host = factories.HostFactory(name=Host.ALL)
    chief = sign_in(people["chief"])

    page = chief.get(address("host", "change", host.pk))
    chief.post(address("host", "change", host.pk), {"budget": "500"})

    assert "RECHECK_BUDGET" in page.text
    assert Host.objects.get(name=Host.ALL).budget == 500
    assert "alle Webserver zusammen" in chief.get(address("host", "changelist")).text


def test_pause_in_a_rule_is_a_date(sign_in, people):
    values = RULE | {"paused_until": "2026-12-27", "pause_reason": "Feiertage"}

    sign_in(people["chief"]).post(address("recheckrule"), values)

    assert RecheckRule.objects.get().paused_until == date(2026, 12, 27)
