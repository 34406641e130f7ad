"""The reviewers' pages in a real browser: accessible, clean under the CSP, usable by keyboard."""

import pytest
from playwright.sync_api import expect

from claims.editorial import claims as editing
from claims.publication import publish
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def busy_claim():
    """A claim in review with all that its page can show."""
    editor = factories.EditorFactory()
    claim = factories.published_claim()
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    editing.edit(claim, statement=claim.statement.replace("12", "11"), actor=editor)
    publish.prepare_correction(claim, kind="correction", text="Zahl berichtigt.", actor=editor)
    factories.propose_and_submit(claim, word="partly-false")
    thread = factories.CommentFactory(claim=claim, is_blocking=True)
    factories.CommentFactory(claim=claim, parent=thread)
    factories.CommentFactory(claim=claim, evidence=claim.evidence.first())
    return claim


def test_pages_have_no_faults_of_accessibility(page, live_server, faults_in_every_look, log_in):
    reviewer = factories.ReviewerFactory()
    claim = busy_claim()
    factories.CommentFactory(claim=claim, author=reviewer)
    log_in(reviewer)

    faults = {}
    for address in ("/review/", f"/review/claims/{claim.pk}/", "/review/mine/"):
        page.goto(live_server.url + address)
        faults[address] = faults_in_every_look()

    assert faults == {address: [] for address in faults}


def test_reviewer_comments_settles_and_approves_by_keyboard(page, live_server, log_in):
    claim = factories.claim_in_review()
    log_in(factories.ReviewerFactory())
    page.goto(f"{live_server.url}/review/")
    page.get_by_role("link", name=claim.statement).focus()
    page.keyboard.press("Enter")
    approve = page.locator(".decision__yes button")
    expect(approve).to_be_enabled()

    page.locator("#id_new-body").focus()
    page.keyboard.type("Welche Zahl?")
    page.locator("#id_new-is_blocking").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".thread--blocking")).to_contain_text("Welche Zahl?")
    expect(approve).to_be_disabled()
    # While htmx settles, focus may still go back to where it was.
    expect(
        page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")
    ).to_have_count(0)

    page.locator(".thread summary").last.focus()
    page.keyboard.press("Enter")
    resolution = page.locator(".thread input[name=resolution]")
    expect(resolution).to_be_visible()
    resolution.focus()
    page.keyboard.type("Geklärt.")
    page.keyboard.press("Enter")
    expect(page.locator(".thread--settled")).to_contain_text("Geklärt.")
    expect(approve).to_be_enabled()

    approve.focus()
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/publish/']")).to_be_visible()
    claim.refresh_from_db()
    assert claim.state == "approved"


def test_words_selected_in_the_claim_are_taken_over(page, live_server, log_in):
    claim = factories.claim_in_review()
    log_in(factories.ReviewerFactory())
    page.goto(f"{live_server.url}/review/claims/{claim.pk}/")

    page.evaluate(
        """() => {
            const words = document.getElementById("statement").firstChild;
            const start = words.data.indexOf("12 Prozent");
            document.getSelection().setBaseAndExtent(words, start, words, start + 10);
        }"""
    )

    expect(page.locator("#id_new-words")).to_have_value("12 Prozent")


@pytest.mark.parametrize("javascript", [True, False])
def test_comment_is_written_with_and_without_javascript(browser, live_server, javascript):
    claim = factories.claim_in_review()
    context = browser.new_context(java_script_enabled=javascript)
    from django.test import Client

    client = Client()
    client.force_login(
        factories.ReviewerFactory(), backend="django.contrib.auth.backends.ModelBackend"
    )
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/review/claims/{claim.pk}/")

    page.locator("#id_new-body").fill("Ein Wort dazu.")
    page.locator(".comment-form button").click()

    expect(page.locator(".remark__text")).to_contain_text("Ein Wort dazu.")
    context.close()


def test_reviewer_names_somebody_who_finds_it_under_the_bell(
    page, live_server, axe, log_in, console_errors
):
    reviewer = factories.ReviewerFactory(username="ruth")
    named = factories.EditorFactory(username="jürg.meier-özil", first_name="Jürg")
    claim = factories.claim_in_review()
    log_in(reviewer)
    page.goto(f"{live_server.url}/review/claims/{claim.pk}/")

    page.locator("#id_new-body").focus()
    page.keyboard.type("Bitte, @jür")
    expect(page.locator(".names [role=option]")).to_have_text(
        [f"@jürg.meier-özil {named.get_full_name()}"]
    )
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type("prüfen.")
    page.locator(".comment-form button").press("Enter")
    expect(page.locator(".remark__text .mention")).to_have_text("@jürg.meier-özil")

    # By mouse: while htmx settles, focus may still go back to where it was.
    page.get_by_text("Bearbeiten", exact=True).click()
    page.locator("textarea[id^=edit-]").fill("Bitte, @jürg.meier-özil: nochmals prüfen.")
    page.get_by_role("button", name="Speichern").press("Enter")
    expect(page.locator(".remark__text")).to_contain_text("nochmals prüfen")
    expect(page.get_by_text("bearbeitet", exact=True)).to_be_visible()

    log_in(named)
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator(".bell")).to_contain_text("1")
    page.locator(".bell").press("Enter")
    assert axe(page) == []
    page.locator(".notice-link").press("Enter")
    expect(page.locator(".thread:target")).to_contain_text("nochmals prüfen")
    expect(page.locator(".bell__count")).to_have_count(0)


def test_notice_pages_have_no_faults_of_accessibility(
    page, live_server, faults_in_every_look, log_in
):
    reviewer = factories.ReviewerFactory()
    factories.NoticeFactory(recipient=reviewer, comment=factories.CommentFactory())
    log_in(reviewer)

    faults = {}
    for address in ("/review/notices/", "/review/notices/settings/", "/review/?show=mine"):
        page.goto(live_server.url + address)
        faults[address] = faults_in_every_look()

    assert faults == {address: [] for address in faults}
