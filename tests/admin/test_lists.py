"""Every list of the desk, at one and at three rows, with the number of queries it may take."""

import pytest
from django.urls import reverse

from claims.models import Snapshot
from tests import factories

MAKE = {
    "article": factories.ArticleFactory,
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
    "event": factories.EventFactory,
    "publication": factories.published_claim,
}
# Four for session, person, permissions and roles; two for the list; the rest for its filters.
QUERIES = {
    "article": 10,
    "publisher": 6,
    "claimant": 6,
    "claim": 9,
    "source": 9,
    "snapshot": 10,
    "verdict": 9,
    "correction": 8,
    "finding": 8,
    "recheckpolicy": 6,
    "recheckrun": 8,
    "event": 9,
    "publication": 10,
}
READ_ONLY = ["snapshot", "verdict", "correction", "finding", "recheckrun", "event", "publication"]


def address(name, page="changelist", *args):
    return reverse(f"admin:claims_{name}_{page}", args=args)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", MAKE)
def test_list_takes_the_same_queries_at_any_length(name, rows, sign_in, django_assert_num_queries):
    for _row in range(rows):
        MAKE[name]()
    client = sign_in(factories.EditorFactory())

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(address(name))

    assert response.status_code == 200
    assert response.context["cl"].result_count >= rows


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
