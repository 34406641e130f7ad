"""What changed, orphans, undo and sign-off, by keyboard alone and without a script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from claims.extraction.record import extract_claims
from claims.models import Claim, SignOff
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = (
    "Größe zählt 🎉, sagt man.\n\nDie Zahl ist um 12 Prozent\ngesunken, heisst es im Kanton. "
    "Der Rest schweigt vornehm."
)
AFTER = "Größe zählt 🎉, sagt man.\n\nDie Zahl ist um 14 Prozent\ngesunken, heisst es im Kanton."


@pytest.fixture
def claims(transactional_db):
    """One that stays, one whose words were changed, one whose words are gone."""
    article = factories.ArticleFactory(revision__text=BEFORE)
    on = ["Größe zählt 🎉", "um 12 Prozent\ngesunken", "Der Rest schweigt vornehm"]
    rows = [factories.ClaimFactory(article=article, words=each) for each in on]
    factories.ArticleRevisionFactory(article=article, number=2, text=AFTER)
    extract_claims(article)
    Claim.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    return rows


def words_of(claim):
    claim.refresh_from_db()
    return claim.anchor_state, [part["exact"] for part in claim.quote]


def test_orphans_find_their_words_by_keyboard_alone(page, live_server, log_in, claims):
    _stays, changed, gone = claims
    log_in(factories.EditorFactory())
    page.goto(live_server.url + reverse("admin:claims_workbench_changes", args=[gone.article_id]))
    keys, lost, status = (
        page.keyboard,
        page.locator(".lost-list > li"),
        page.locator("#bench-status"),
    )
    page.evaluate("window.stays = true")
    expect(lost).to_have_count(2)

    keys.press("j")
    expect(page.locator("li.is-picked")).to_have_id(f"o-{changed.pk}")
    keys.press("v")  # begins at the words that are most like the old ones
    keys.press("Shift+ArrowRight")
    keys.press("r")
    expect(lost).to_have_count(1)
    assert words_of(changed) == ("anchored", ["um 14 Prozent\ngesunken,"])
    keys.press("u")
    expect(lost).to_have_count(2)
    assert words_of(changed) == ("orphaned", ["um 12 Prozent\ngesunken"])

    keys.press("j")
    expect(page.locator("li.is-picked")).to_have_id(f"o-{gone.pk}")
    keys.press("r")
    expect(status).not_to_be_empty()  # nothing is marked yet
    keys.press("v")  # nothing is like them: begins at the first word
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("r")
    expect(lost).to_have_count(1)
    assert words_of(gone) == ("anchored", ["zählt 🎉,"])
    keys.press("u")
    expect(lost).to_have_count(2)

    keys.press("j")
    keys.press("x")
    expect(page.locator("input[name=reason]:focus")).to_have_count(1)
    keys.press("4")
    expect(lost).to_have_count(1)
    gone.refresh_from_db()
    assert (gone.state, gone.dismissal_reason) == ("dismissed", "out_of_scope")
    assert page.evaluate("window.stays") is True  # never a page anew


def test_claim_is_made_and_taken_back_by_keyboard_alone(page, live_server, log_in, claims):
    log_in(factories.EditorFactory())
    article = claims[0].article
    page.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))
    keys, rows = page.keyboard, page.locator(".claims > .claim")
    page.locator("#bench-bar a").first.press("Enter")  # the list of what is left
    left = page.locator(".left-list > li")
    expect(left).to_have_count(3)

    page.locator("#text").focus()
    for key in ("v", "ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "n"):
        keys.press(key)
    expect(page.locator("#form-new textarea[name=statement]")).to_be_focused()
    keys.press("Control+Enter")
    expect(rows).to_have_count(4)
    expect(left).to_have_count(4)  # kept up to date beside every step
    made = Claim.objects.latest("pk")
    assert AFTER[made.quote[0]["start"] : made.quote[0]["end"]] == made.quote[0]["exact"]
    assert len(made.quote[0]["exact"].split()) == 2

    keys.press("u")
    expect(rows).to_have_count(3)
    expect(left).to_have_count(3)


def test_everything_works_without_a_script(browser, live_server, log_in, claims, page):
    """New words typed, one dismissed, both undone, signed off in part."""
    _stays, changed, gone = claims
    article = changed.article
    address = live_server.url + reverse("admin:claims_workbench_changes", args=[article.pk])

    def plain_page(person):
        log_in(person)
        state = page.context.storage_state()
        context = browser.new_context(java_script_enabled=False, storage_state=state)
        return context.new_page()

    plain = plain_page(factories.EditorFactory())
    plain.goto(address)
    lost = plain.locator(".lost-list > li")
    plain.locator(f"#o-{changed.pk} button[value=nearest]").click()
    expect(lost).to_have_count(1)
    assert words_of(changed) == ("anchored", ["um 14 Prozent\ngesunken"])
    plain.locator("#bench-undo").click()
    expect(lost).to_have_count(2)
    plain.locator(f"#o-{changed.pk} .lost-typed summary").click()
    plain.locator(f"#o-{changed.pk} textarea").fill("14 Prozent gesunken")
    plain.locator(f"#o-{changed.pk} .lost-typed button").click()
    plain.locator(f"#o-{gone.pk} .lost-dismiss summary").click()
    plain.locator(f"#o-{gone.pk} input[value=opinion]").check()
    plain.locator(f"#o-{gone.pk} .lost-dismiss button").click()
    expect(lost).to_have_count(0)
    assert words_of(changed) == ("anchored", ["14 Prozent\ngesunken"])
    plain.context.close()

    plain = plain_page(factories.ReviewerFactory())
    plain.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))
    plain.locator("#bench-bar a").first.click()
    plain.locator(".left-list a").first.click()
    expect(plain).to_have_url(re.compile(r"/workbench/#m-\d+-\d+$"))
    plain.go_back()
    plain.locator("textarea[name=reason]").fill("Der Kanton antwortet nicht.")
    plain.locator(".sign-off-form button").click()
    expect(plain.locator(".sign-off-state").first).to_be_visible()
    row = SignOff.objects.get()
    assert (row.left_count, row.settled_count, row.reason) == (2, 1, "Der Kanton antwortet nicht.")
    plain.context.close()
