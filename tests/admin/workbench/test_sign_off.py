"""What is not settled, and the sign-off, on the workbench and in the lists."""

import pytest
from django.urls import reverse

from claims.editorial.article_signoff import sign_off
from claims.models import Claim, SignOff
from tests import factories

S = Claim.State


@pytest.fixture
def article(db):
    return factories.ArticleFactory(revision__text="Eins ist so. Zwei ist anders. Drei fehlt.")


@pytest.fixture
def claim(article):
    return factories.ClaimFactory(article=article, words="Zwei ist anders")


@pytest.fixture
def reviewer(db):
    return factories.ReviewerFactory(first_name="Rita", last_name="Regel")


def address(article):
    return reverse("admin:claims_workbench_sign_off", args=[article.pk])


PART = {"revision": 1, "whole": "", "reason": "Amt schweigt."}
WHOLE = {"revision": 1, "whole": "yes"}


def test_list_of_what_is_left_leads_into_the_text(article, claim, sign_in, editor):
    lost = factories.ClaimFactory(article=article, words="Drei", anchor_state="orphaned")
    factories.ClaimFactory(article=article, words="Eins", state=S.PUBLISHED)

    page = sign_in(editor).get(address(article))

    bench = reverse("admin:claims_article_workbench", args=[article.pk])
    assert [row.claim for row in page.context["bench"].left] == [lost, claim]
    assert f'href="{bench}#m-{claim.pk}-13"' in page.text
    assert f'href="{bench}#c-{lost.pk}"' in page.text
    assert "Teilweise abnehmen" not in page.text


@pytest.mark.parametrize("htmx", [False, True])
def test_article_is_signed_off_in_part_and_as_a_whole(
    htmx, article, claim, sign_in, reviewer, editor
):
    client = sign_in(reviewer, htmx=htmx)

    answers = [client.post(address(article), {**PART, "reason": " "})]
    answers.append(client.post(address(article), PART))
    Claim.objects.filter(pk=claim.pk).update(state=S.PUBLISHED)
    answers.append(client.post(address(article), WHOLE))

    assert [answer.status_code for answer in answers] == [409, *([200] if htmx else [302]) * 2]
    assert list(SignOff.objects.values_list("is_whole", "reason")) == [
        (True, ""),
        (False, "Amt schweigt."),
    ]
    page = sign_in(editor).get(reverse("admin:claims_article_workbench", args=[article.pk])).text
    assert "ganz abgenommen" in page
    assert "Überholt" not in page


def test_whole_is_refused_with_something_open(article, claim, sign_in, reviewer):
    answer = sign_in(reviewer, htmx=True).post(address(article), WHOLE)

    assert answer.status_code == 409
    assert "Nicht erledigte Behauptungen: 1." in answer.context["problems"][0]


@pytest.mark.parametrize("person", ["editor", "auditor", "administrator"])
def test_others_do_not_sign_off(person, article, people, sign_in):
    assert sign_in(people[person], htmx=True).post(address(article), WHOLE).status_code == 403
    assert not SignOff.objects.exists()


def test_nonsense_signs_nothing_off(article, sign_in, reviewer):
    for answers in ({}, {"revision": "x"}, {"revision": 9, "whole": "yes"}, {"revision": -1}):
        assert sign_in(reviewer).post(address(article), answers).status_code == 409
    assert not SignOff.objects.exists()


def test_new_text_shows_in_the_bar_the_list_and_the_article(article, sign_in, reviewer, editor):
    sign_off(article, revision=1, actor=reviewer)
    client = sign_in(editor)
    pages = [
        reverse("admin:claims_article_workbench", args=[article.pk]),
        reverse("admin:claims_article_changelist"),
        reverse("admin:claims_article_change", args=[article.pk]),
        address(article),
    ]
    before = [client.get(page).text for page in pages]

    factories.ArticleRevisionFactory(article=article, number=2, text="Neu.")

    assert ["Überholt" in page for page in before] == [False] * 4
    assert all("ganz abgenommen</" not in page and "Rita Regel" in page for page in before)
    assert ["Überholt" in client.get(page).text for page in pages] == [True] * 4


def test_step_tells_the_open_list(claim, sign_in, editor):
    step = reverse("admin:claims_workbench_step", args=[claim.article_id, claim.pk, "dismiss"])

    answer = sign_in(editor, htmx=True).post(step, {"reason": "opinion"})

    assert answer["HX-Trigger"] == "bench-changed"
