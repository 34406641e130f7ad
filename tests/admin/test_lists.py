"""Every list of the desk: who sees it, what filters and steps on many rows do."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Event, Snapshot
from tests import factories

MAKE = {
    "article": lambda: factories.SignOffFactory().article,
    "publisher": factories.PublisherFactory,
    "claimant": factories.ClaimantFactory,
    "claim": factories.ClaimFactory,
    "source": factories.SourceFactory,
    "snapshot": factories.SnapshotFactory,
    "verdict": factories.VerdictFactory,
    "correction": factories.CorrectionFactory,
    "finding": factories.FindingFactory,
    "recheckpolicy": factories.RecheckPolicyFactory,
    "recheckrun": factories.RecheckRunFactory,
    "host": factories.HostFactory,
    "event": factories.EventFactory,
    "publication": factories.published_claim,
    "topic": factories.TopicFactory,
    "report": factories.ReportFactory,
}
READ_ONLY = ["snapshot", "verdict", "correction", "finding", "recheckrun", "event", "publication"]


def address(name, page="changelist", *args):
    return reverse(f"admin:claims_{name}_{page}", args=args)


@pytest.mark.parametrize("name", MAKE)
def test_list_can_be_searched(name, sign_in):
    MAKE[name]()

    response = sign_in(factories.EditorFactory()).get(address(name), {"q": "gibt es nicht 123"})

    assert response.status_code in {200, 302}


@pytest.mark.parametrize("name", READ_ONLY)
def test_history_is_read_only_even_for_superusers(name, sign_in):
    row = MAKE[name]()
    row = getattr(row, "publication", row) if name == "publication" else row
    client = sign_in(factories.UserFactory(is_superuser=True))

    assert client.get(address(name, "change", row.pk)).status_code == 200
    assert client.post(address(name, "change", row.pk), {}).status_code == 403
    assert client.get(address(name, "add")).status_code == 403
    assert client.post(address(name, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", MAKE)
def test_nobody_deletes(name, sign_in):
    row = MAKE[name]()
    row = row.publication if name == "publication" else row
    client = sign_in(factories.UserFactory(is_superuser=True))

    assert client.post(address(name, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", MAKE)
def test_auditor_sees_and_changes_nothing(name, sign_in):
    row = MAKE[name]()
    row = row.publication if name == "publication" else row
    client = sign_in(factories.AuditorFactory())

    assert client.get(address(name)).status_code == 200
    assert client.get(address(name, "change", row.pk)).status_code == 200
    assert client.post(address(name, "change", row.pk), {}).status_code == 403
    assert client.get(address(name, "add")).status_code == 403


@pytest.mark.parametrize("name", MAKE)
def test_administrator_has_no_business_here(name, sign_in):
    assert sign_in(factories.AdministratorFactory()).get(address(name)).status_code == 403


def test_administrator_has_users_and_scales(sign_in):
    client = sign_in(factories.AdministratorFactory())

    assert client.get(reverse("admin:auth_user_changelist")).status_code == 200
    assert client.get(address("ratingscale")).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200


def test_nobody_gives_themselves_a_role(sign_in):
    person = factories.AdministratorFactory()
    page = sign_in(person).get(reverse("admin:auth_user_change", args=[person.pk]))

    assert {"groups", "is_superuser"} <= set(page.context["adminform"].readonly_fields)


def test_source_shows_the_claims_that_rest_on_it(sign_in, editor):
    piece = factories.EvidenceFactory()

    page = sign_in(editor).get(address("source", "change", piece.source_id))

    assert address("claim", "change", piece.claim_id) in page.text
    assert Snapshot.objects.count() == 1


def test_due_filter_knows_what_is_late(sign_in, editor):
    today = timezone.localdate()
    rows = {
        name: factories.ClaimFactory(due_on=due)
        for name, due in {
            "late": today - timedelta(days=1),
            "today": today,
            "week": today + timedelta(days=7),
            "later": today + timedelta(days=8),
            "never": None,
        }.items()
    }
    factories.ClaimFactory(due_on=today - timedelta(days=1), state="published")
    client = sign_in(editor)

    def listed(due):
        found = client.get(address("claim"), {"due": due}).context["cl"].result_list
        return {claim.pk for claim in found}

    def those(*names):
        return {rows[name].pk for name in names}

    assert listed("overdue") == those("late")
    assert listed("today") == those("late", "today")
    assert listed("week") == those("late", "today", "week")
    assert listed("none") == those("never")


def bulk(client, name, action, rows, **answers):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address(name), {**chosen, **answers}, follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_bulk_step_asks_first_and_reports_what_it_left_out_and_why(sign_in, editor):
    first, second = factories.ClaimFactory(), factories.ClaimFactory()
    public = factories.published_claim()
    client = sign_in(editor)

    asked = bulk(client, "claim", "dismiss_all", [first, second, public])
    states = set(Claim.objects.filter(pk__in=[first.pk, second.pk]).values_list("state", flat=True))
    done = bulk(
        client, "claim", "dismiss_all", [first, second, public], answered="1", reason="opinion"
    )

    assert asked.context["form"].fields.keys() == {"reason"}
    assert states == {"open"}
    assert said(done) == [
        "Für 2 Zeilen erledigt.",
        f"Übersprungen: «{public}»: Stand dieser Behauptung: «veröffentlicht». Dieser Schritt ist"
        " jetzt nicht möglich.",
    ]
    first.refresh_from_db()
    assert (first.state, first.dismissal_reason) == ("dismissed", "opinion")


def test_claims_are_assigned_and_dated_in_bulk_and_logged_one_by_one(sign_in, editor):
    claims = [factories.ClaimFactory() for _row in range(3)]
    other = factories.ReviewerFactory()
    client = sign_in(editor)

    bulk(client, "claim", "assign_all", claims, answered="1", to=other.pk)
    bulk(client, "claim", "set_due_all", claims, answered="1", due_on="2030-01-07")

    assert {(c.assignee, c.due_on) for c in Claim.objects.all()} == {(other, date(2030, 1, 7))}
    assert list(Event.objects.values_list("verb", flat=True)) == ["set_due"] * 3 + ["assign"] * 3
    assert Event.objects.first().data["changes"] == {"due_on": ["", "2030-01-07"]}


def test_wrong_answer_to_a_bulk_step_changes_nothing(sign_in, editor, claim):
    client = sign_in(editor)

    page = bulk(client, "claim", "set_due_all", [claim], answered="1", due_on="bald")

    assert page.context["form"].errors.keys() == {"due_on"}
    assert Event.objects.count() == 0


def test_bulk_step_takes_no_more_rows_than_a_person_can_answer_for(
    sign_in, editor, claim, monkeypatch
):
    monkeypatch.setattr("claims.admin.bulk_actions.MAX_ROWS", 1)
    other = factories.ClaimFactory()

    bulk(sign_in(editor), "claim", "assign_to_me", [claim, other])

    assert not Event.objects.exists()


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_bulk_steps_are_for_those_who_may_change_claims(role, sign_in, people, claim):
    claim.state = "suggested"
    claim.save()

    bulk(sign_in(people[role]), "claim", "accept_all", [claim])

    claim.refresh_from_db()
    assert claim.state == "suggested"


def test_filters_tell_my_claims_from_those_of_nobody(sign_in, editor):
    mine = factories.ClaimFactory(assignee=editor)
    free = factories.ClaimFactory()
    client = sign_in(editor)

    def listed(**query):
        return [claim.pk for claim in client.get(address("claim"), query).context["cl"].result_list]

    assert listed(whose="me") == [mine.pk]
    assert listed(whose="nobody") == [free.pk]
    assert listed(work="findings") == []
    assert sorted(listed(work="open")) == sorted([mine.pk, free.pk])
