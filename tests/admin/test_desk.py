import pytest
from django.urls import reverse

from tests import factories

DESK = "/admin/"


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_takes_the_same_queries_at_any_amount_of_work(
    rows, sign_in, editor, django_assert_num_queries
):
    for _row in range(rows):
        factories.ClaimFactory(assignee=editor)
        factories.FindingFactory()
    client = sign_in(editor)

    with django_assert_num_queries(10):
        client.get(DESK)


def test_four_numbers_lead_to_what_they_count(sign_in, editor):
    factories.ClaimFactory()
    factories.ClaimFactory(assignee=editor, state="in_research")
    factories.claim_in_review()
    client = sign_in(editor)
    factories.FindingFactory(evidence__claim__assignee=factories.EditorFactory())

    figures = [
        (figure.count, client.get(figure.address).context["cl"].result_count)
        for figure in client.get(DESK).context["desk"].figures
    ]

    assert [count for count, _listed in figures] == [listed for _count, listed in figures]
    assert [count for count, _listed in figures] == [1, 1, 1, 1]


def test_desk_lists_my_work_and_the_findings(sign_in, editor):
    mine = factories.ClaimFactory(assignee=editor)
    factories.ClaimFactory(assignee=editor, state="published")
    finding = factories.FindingFactory()

    desk = sign_in(editor).get(DESK).context["desk"]

    assert (list(desk.mine), list(desk.findings)) == ([mine], [finding])


def test_empty_desk_says_what_to_do(sign_in, editor):
    page = sign_in(editor).get(DESK)

    assert page.status_code == 200
    assert reverse("admin:claims_article_add") in page.text


def test_people_without_a_role_are_sent_to_the_login(client):
    response = client.get(DESK, follow=True)

    assert response.redirect_chain[0][0].startswith("/admin/login/")


def test_wrong_passwords_lock_out_with_a_message(client, editor, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _try in range(2):
        response = client.post("/admin/login/", {"username": "erika", "password": "wrong"})

    assert response.status_code == 429
    assert "15" in response.text


@pytest.mark.parametrize("person", ["editor", "reviewer", "chief", "auditor", "administrator"])
def test_pages_need_no_style_or_script_in_the_page(person, people, sign_in):
    page = sign_in(people[person]).get(DESK)

    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
