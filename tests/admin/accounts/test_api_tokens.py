"""The page of one's own tokens: shown once, listed without being told, revoked at once."""

import pytest

from claims.editorial.api_tokens import make_token
from claims.models import ApiToken
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/claims/apitoken/"


def test_token_is_shown_once_and_works(editor, sign_in, client):
    desk = sign_in(editor)

    shown = desk.post(PAGE, {"name": "Skript", "days": 90})
    token = shown.context["token"]
    later = desk.get(PAGE)

    assert token in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert token not in later.content.decode()
    assert "Skript" in later.content.decode()
    listed = client.get("/api/v1/desk/claims/", headers={"authorization": f"Bearer {token}"})
    assert listed.status_code == 200


@pytest.mark.parametrize(
    "answers", [{"name": "", "days": 90}, {"name": "x", "days": 4000}, {"name": "x"}]
)
def test_bad_answer_makes_no_token(editor, sign_in, answers):
    response = sign_in(editor).post(PAGE, answers)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not ApiToken.objects.exists()


def test_token_is_revoked_by_its_owner_and_by_nobody_beside(editor, sign_in):
    row, _token = make_token(name="Skript", days=30, actor=editor)
    other = sign_in(factories.ChiefEditorFactory())

    seen_by_other = other.get(PAGE).content.decode()
    refused = other.post(PAGE, {"revoke": row.token_key})
    kept = ApiToken.objects.count()
    done = sign_in(editor).post(PAGE, {"revoke": row.token_key})

    assert "Skript" not in seen_by_other
    assert (refused.status_code, kept) == (404, 1)
    assert done.status_code == 302
    assert not ApiToken.objects.exists()


def test_administrator_revokes_anybodys_and_has_none(editor, sign_in):
    row, _token = make_token(name="Skript", days=30, actor=editor)
    client = sign_in(factories.AdministratorFactory())

    page = client.get(PAGE)
    client.post(PAGE, {"revoke": row.token_key})

    assert "Skript" in page.content.decode()
    assert page.context["form"] is None
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_the_same_queries_at_any_length(
    rows, editor, sign_in, django_assert_num_queries
):
    for number in range(rows):
        make_token(name=str(number), days=30, actor=editor)
    client = sign_in(editor)

    with django_assert_num_queries(7):
        client.get(PAGE)
