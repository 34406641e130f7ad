"""The bell, the list of notices, the settings, watching, names on offer."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.editorial import comments
from claims.models import Notice, NoticeSettings, Watch
from claims.presentation.comments import comment_html
from claims.templatetags.factcheck import unread_notices
from tests import factories

ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_a_fixed_number_of_queries(signed_in, reviewer, rows, django_assert_num_queries):
    for _number in range(rows):
        claim = factories.ClaimFactory()
        comments.comment(claim, body="@ruth: bitte", actor=factories.EditorFactory())

    # session, user, groups; how many, which, versions of comments, the newest; the bell
    with django_assert_num_queries(8):
        response = signed_in.get("/review/notices/")

    assert response.content.decode().count("@ruth: bitte") == rows


def test_bell_counts_what_is_unread(signed_in, reviewer):
    before = signed_in.get("/review/", headers=ENGLISH).content.decode()
    for _number in range(2):
        factories.NoticeFactory(recipient=reviewer)
    factories.NoticeFactory()

    after = [
        signed_in.get(page, headers=ENGLISH).content.decode() for page in ("/review/", "/admin/")
    ]

    assert "none unread" in before
    assert ["2 unread" in page for page in after] == [True, True]


def test_bell_does_not_count_beyond_a_hundred(reviewer):
    claim = factories.ClaimFactory()
    for _number in range(101):
        factories.NoticeFactory(recipient=reviewer, claim=claim, actor=None)

    assert unread_notices(reviewer) == 100


def test_opening_a_notice_marks_it_read_and_leads_to_the_comment(signed_in, reviewer):
    remark = comments.comment(
        factories.ClaimFactory(), body="@ruth?", actor=factories.EditorFactory()
    )
    notice = Notice.objects.get()

    response = signed_in.post(f"/review/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert response["Location"] == f"/review/claims/{remark.claim_id}/#comment-{remark.pk}"
    assert notice.read_at is not None
    assert signed_in.get(f"/review/notices/{notice.pk}/").status_code == 405


def test_others_notices_are_not_found(signed_in):
    notice = factories.NoticeFactory()

    assert signed_in.post(f"/review/notices/{notice.pk}/").status_code == 404
    signed_in.post("/review/notices/read/", {"until": 10**15})

    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_all_leaves_what_came_after_the_page_was_read(signed_in, reviewer):
    seen, later = (factories.NoticeFactory(recipient=reviewer) for _number in range(2))

    signed_in.post("/review/notices/read/", {"until": seen.pk})

    assert list(Notice.objects.unread()) == [later]
    assert "ganz" not in signed_in.post("/review/notices/read/", {"until": "x"}).content.decode()


def test_rate_and_language_are_kept(signed_in, reviewer):
    signed_in.post("/review/notices/settings/", {"rate": "weekly", "language": "en"})
    refused = signed_in.post("/review/notices/settings/", {"rate": "often", "language": "fr"})

    row = NoticeSettings.objects.get()
    assert (row.person, row.rate, row.language) == (reviewer, "weekly", "en")
    assert set(refused.context["form"].errors) == {"rate", "language"}


def test_claim_is_watched_and_no_longer(signed_in, reviewer):
    claim = factories.ClaimFactory()

    signed_in.post(f"/review/claims/{claim.pk}/watch/", {"on": "1"})
    page = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH).content.decode()
    signed_in.post(f"/review/claims/{claim.pk}/watch/", {"on": "0"})

    assert "You watch this claim: you asked for it." in page
    assert Watch.objects.get().is_on is False


@pytest.mark.parametrize("typed", ["jür", "JÜR", "Öz", "öz", "Jürg"])
def test_names_are_offered_by_their_beginning(signed_in, typed):
    factories.EditorFactory(username="jürg.x", first_name="Jürg", last_name="Özil")
    factories.EditorFactory(username="berta", first_name="Berta", last_name="Meier")
    factories.AdministratorFactory(username="jüri", first_name="Jüri")

    people = signed_in.get("/review/names/", {"q": typed}).json()["people"]

    assert people == [{"name": "jürg.x", "full": "Jürg Özil"}]


@pytest.mark.parametrize("path", ["notices/", "notices/settings/", "names/", "people/1/"])
def test_strangers_and_outsiders_stay_out(sign_in, db, path):
    outsider = factories.AdministratorFactory(pk=1)

    assert Client().get(f"/review/{path}").status_code == 302
    assert sign_in(outsider).get(f"/review/{path}").status_code == 403


def test_names_in_comments_are_links_and_the_rest_is_inert():
    person = User(pk=7, username="ruth", first_name="<b>", last_name="Huber")

    html = comment_html('<script>@ruth.</script>\n\n"@ruthe"', {"ruth": person})

    assert html == (
        '<p>&lt;script&gt;<a class="mention" href="/review/people/7/" '
        'title="&lt;b&gt; Huber">@ruth</a>.&lt;/script&gt;</p>'
        "\n\n<p>&quot;@ruthe&quot;</p>"
    )
