import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.admin.dashboard.charts import chart
from claims.models import Claim
from tests import factories

DESK = "/admin/"


def test_numbers_lead_to_what_they_count(sign_in, editor):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.ClaimFactory()
    factories.ClaimFactory(assignee=editor, state="in_research", due_on=timezone.localdate())
    factories.claim_in_review()
    for state in ("published", "on_hold", "in_research"):
        factories.ClaimFactory(due_on=yesterday, state=state)
    client = sign_in(editor)
    factories.FindingFactory(evidence__claim__assignee=factories.EditorFactory())
    desk = client.get(DESK).context["desk"]

    figures = [
        (figure.count, client.get(figure.address).context["cl"].result_count)
        for figure in [*desk.figures, *desk.sections]
    ]

    assert [count for count, _listed in figures] == [listed for _count, listed in figures]
    assert [count for count, _listed in figures] == [1, 1, 1, 1, 1, 1, 2, 1, 1]


def test_desk_lists_work_and_findings(sign_in, editor):
    today = timezone.localdate()
    later = factories.ClaimFactory(assignee=editor, due_on=today + timedelta(days=3))
    whenever = factories.ClaimFactory(assignee=editor)
    late = factories.ClaimFactory(assignee=editor, due_on=today - timedelta(days=1))
    factories.ClaimFactory(assignee=editor, state="published", due_on=today)
    finding = factories.FindingFactory(evidence__claim__state="published")
    free = factories.ClaimFactory()

    page = sign_in(editor).get(DESK)

    desk = page.context["desk"]
    assert {section.name: list(section.claims) for section in desk.sections} == {
        "mine": [late, later, whenever],
        "due": [late, later],
        "unassigned": [free],
        "review": [],
    }
    assert list(desk.findings) == [finding]
    assert page.text.count('<strong class="is-late">') == 2


def test_week_counts_its_days_and_shows_the_same_as_a_table(sign_in, editor, people):
    factories.published_claim()
    claim = factories.ClaimFactory()
    Claim.objects.filter(pk=claim.pk).update(created_at=timezone.now() - timedelta(days=2))
    old = factories.ClaimFactory()
    Claim.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))

    page = sign_in(editor).get(DESK)

    week = page.context["desk"].week
    assert [(chart.total, [bar.count for bar in chart.bars]) for chart in week.charts] == [
        (2, [0, 0, 0, 0, 1, 0, 1]),
        (1, [0, 0, 0, 0, 0, 0, 1]),
        (1, [0, 0, 0, 0, 0, 0, 1]),
        (0, [0, 0, 0, 0, 0, 0, 0]),
    ]
    table = page.text[page.text.index("week-numbers") :]
    assert re.findall(r"<td>(\d+)</td>", table)[-4:] == ["1", "1", "1", "0"]
    assert page.text.count("<rect") == 4


def test_bars_stay_in_the_picture_and_small_ones_can_be_seen():
    days = [(date(2026, 1, day), count) for day, count in enumerate([0, 1, 400], start=1)]

    bars = chart("claims", days).bars

    assert [(bar.x, bar.y, bar.height) for bar in bars] == [(0, 32, 0), (16, 30, 2), (32, 0, 32)]


def test_empty_desk_says_what_to_do(sign_in, editor):
    page = sign_in(editor).get(DESK)

    assert page.status_code == 200
    assert reverse("admin:claims_article_add") in page.text


def test_people_without_a_role_are_sent_to_the_login(client):
    response = client.get(DESK, follow=True)

    assert response.redirect_chain[0][0].startswith("/admin/login/")
    assert response.redirect_chain[-1][0].startswith("/account/login/")


def test_wrong_passwords_lock_out_with_a_message(client, editor, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _try in range(2):
        response = client.post("/account/login/", {"login": "erika", "password": "wrong"})

    assert response.status_code == 429
    assert "15" in response.text


@pytest.mark.parametrize("person", ["editor", "reviewer", "chief", "auditor", "administrator"])
def test_pages_need_no_style_or_script_in_the_page(person, people, sign_in):
    page = sign_in(people[person]).get(DESK)

    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
