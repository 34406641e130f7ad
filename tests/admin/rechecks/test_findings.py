"""The list of findings, and what is said of several of them at once."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from claims.models import Event, Finding
from claims.presentation.diff import word_diff
from tests import factories

LIST = reverse("admin:claims_finding_changelist")


def found(**values):
    claim = factories.published_claim()
    return factories.FindingFactory(claim=claim, evidence=claim.evidence.get(), **values)


def on_all(client, action, *rows, **answers):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **answers}
    return client.post(LIST, data)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def states():
    rows = Finding.objects.order_by("pk")
    return list(rows.values_list("state", "resolution", "reason", "handled_by"))


def test_findings_show_the_change_and_its_source(sign_in, editor):
    finding = found(before="es waren 34 Minuten", after="es waren 24 Minuten")

    text = sign_in(editor).get(LIST).text

    assert str(word_diff(finding.before, finding.after)) in text
    assert str(finding.evidence.source) in text


def test_findings_are_taken_in_hand_together(sign_in, editor):
    rows = [found(), found()]

    response = on_all(sign_in(editor), "acknowledge_all", *rows)

    assert states() == [("acknowledged", "", "", editor.pk)] * 2
    assert said(response) == ["Für 2 Zeilen erledigt."]


@pytest.mark.parametrize(
    ("action", "verb", "state"),
    [
        ("settle_all", "resolve_finding", ("resolved", "no_action")),
        ("dismiss_all", "dismiss_finding", ("dismissed", "")),
    ],
)
def test_several_are_handled_with_one_reason(action, verb, state, sign_in, editor):
    rows = [found(), found(state="acknowledged")]
    client = sign_in(editor)

    asked = on_all(client, action, *rows)
    empty = on_all(client, action, *rows, answered="1", reason=" ")
    before = {row.state for row in Finding.objects.all()}
    on_all(client, action, *rows, answered="1", reason="nur umgestellt")

    assert all(str(row) in asked.text for row in rows)
    assert (empty.status_code, before) == (200, {"open", "acknowledged"})
    assert states() == [(*state, "nur umgestellt", editor.pk)] * 2
    told = Event.objects.filter(verb=verb, actor=editor).values_list("claim", flat=True)
    assert sorted(told) == sorted(row.claim_id for row in rows)


def test_what_was_refused_is_said_and_stops_no_other(sign_in, editor):
    first, handled, last = found(), found(state="dismissed", reason="alt"), found()

    response = on_all(
        sign_in(editor), "settle_all", first, handled, last, answered="1", reason="geprüft"
    )

    assert [state for state, *_rest in states()] == ["resolved", "dismissed", "resolved"]
    done, refused = said(response)
    assert done == "Für 2 Zeilen erledigt."
    assert str(handled.claim)[:20] in refused
    assert "Jemand hat diesen Befund bereits bearbeitet" in refused


@pytest.mark.parametrize("action", ["acknowledge_all", "settle_all", "dismiss_all"])
def test_auditors_handle_none(action, sign_in, people):
    row = found()
    client = sign_in(people["auditor"])

    on_all(client, action, row, answered="1", reason="x")

    assert states() == [("open", "", "", None)]
    assert f'value="{action}"' not in client.get(LIST).text
