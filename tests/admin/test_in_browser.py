"""The desk in a real browser: words to claims, keys, no complaint in the console, accessible."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from claims.editorial import claims as editorial
from claims.extraction.record import extract_claims
from claims.models import Claim, RecheckPolicy
from claims.publication import publish
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Größe zählt 🎉: «Die Zahl ist um 12 Prozent gesunken», sagte Anna Keller am Montag.\n\n"
    "Im Kanton 👩‍👩‍👧 sei sie\ngleich geblieben. Das Departement schweigt."
)


@pytest.fixture
def editor(transactional_db):
    return factories.EditorFactory()


@pytest.fixture
def article(transactional_db):
    return factories.ArticleFactory(revision__text=TEXT)


@pytest.fixture
def claims(article):
    words = ["Die Zahl ist um 12 Prozent gesunken", "Zahl ist um 12", "Das Departement schweigt"]
    return [
        factories.ClaimFactory(article=article, words=each, state=Claim.State.SUGGESTED)
        for each in words
    ]


@pytest.fixture
def bench(page, live_server, log_in, editor, article, claims):
    log_in(editor)
    page.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))
    return page


MARK = """([words, text]) => {
  // Marks `words` as a person would who drags from their first to their last letter.
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (walker.currentNode.parentElement.closest("[data-start]")) nodes.push(walker.currentNode);
  const find = (place, isEnd) => {
    for (const node of nodes) {
      const start = Number(node.parentElement.closest("[data-start]").dataset.start);
      const units = [...text].slice(0, start).join("").length;
      if (place >= units && (isEnd ? place <= units + node.length : place < units + node.length)) {
        return [node, place - units];
      }
    }
  };
  const at = text.indexOf(words);
  const range = document.createRange();
  range.setStart(...find(at, false));
  range.setEnd(...find(at + words.length, true));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


def mark(page, words):
    page.evaluate(MARK, [words, TEXT])


@pytest.mark.parametrize(
    "words",
    [
        "🎉",
        "Größe zählt 🎉: «Die Zahl",
        "gesunken», sagte Anna",
        "👩‍👩‍👧 sei sie\ngleich",
        "am Montag.\n\nIm Kanton",
    ],
)
def test_marked_words_become_a_claim_with_exact_offsets(words, bench, claims):
    mark(bench, words)
    bench.keyboard.press("n")
    statement = bench.locator("#form-new textarea[name=statement]")
    expect(statement).to_be_focused()
    bench.keyboard.press("Control+Enter")
    expect(bench.locator(".claim")).to_have_count(4)

    claim = Claim.objects.exclude(pk__in=[each.pk for each in claims]).get()
    (part,) = claim.quote
    assert (part["exact"], part["start"]) == (words, TEXT.index(words))
    expect(bench.locator(".claim.is-picked")).to_have_attribute("data-claim", str(claim.pk))


def test_whole_walk_by_keyboard(bench, claims):
    first, inner, last = claims
    keys, picked = bench.keyboard, bench.locator(".claim.is-picked")

    keys.press("j")
    expect(picked).to_have_attribute("data-claim", str(first.pk))
    keys.press("a")
    expect(picked).to_have_class(re.compile("claim-open"))
    keys.press("j")
    keys.press("x")
    expect(bench.locator("input[name=reason]").first).to_be_focused()
    keys.press("2")
    expect(bench.locator(f"#c-{inner.pk}")).to_have_class(re.compile("claim-settled"))
    keys.press("u")
    expect(bench.locator(f"#c-{inner.pk}")).not_to_have_class(re.compile("claim-settled"))
    keys.press("j")
    keys.press("e")
    expect(bench.locator("textarea[name=statement]")).to_be_focused()
    bench.locator("textarea[name=statement]").fill("Das Departement äussert sich nicht.")
    keys.press("Control+Enter")
    expect(bench.locator(f"#c-{last.pk}")).to_contain_text("äussert sich nicht")
    keys.press("s")
    bench.locator("textarea[name=statements]").fill("Eins.\nZwei.")
    keys.press("Control+Enter")
    expect(bench.locator(".claim")).to_have_count(4)
    expect(bench.locator(f"#c-{last.pk}")).to_have_count(0)
    keys.press("m")
    bench.locator("select[name=into]").select_option(str(first.pk))
    keys.press("Escape")
    expect(bench.locator(".step-form")).to_have_count(0)
    keys.press("k")
    expect(bench.locator("#bench-bar")).to_be_visible()

    states = {claim.pk: claim.state for claim in Claim.objects.filter(split_from=None)}
    assert states == {first.pk: "open", inner.pk: "suggested", last.pk: "split"}


def test_ends_move_by_words_with_the_arrows(bench, claims):
    bench.keyboard.press("j")
    bench.keyboard.press("Shift+ArrowLeft")
    expect(bench.locator("#bench-status")).not_to_be_empty()
    bench.keyboard.press("Alt+Shift+ArrowRight")
    expect(bench.locator(".mark.is-picked").first).to_have_text("Zahl ist um 12")

    claims[0].refresh_from_db()
    assert claims[0].quote[0]["exact"] == "Zahl ist um 12 Prozent"


def test_end_is_dragged_with_the_mouse(bench, claims):
    bench.keyboard.press("j")
    bench.keyboard.press("j")
    bench.keyboard.press("j")
    bench.locator(".handle-end").hover()
    bench.mouse.down()
    box = bench.locator(".handle-start").bounding_box()
    bench.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2, steps=4)
    bench.mouse.up()
    expect(bench.locator("#bench-status")).not_to_be_empty()

    claims[2].refresh_from_db()
    assert claims[2].quote[0]["exact"] == "Das Departement"


def test_picking_frames_both_columns_and_overlaps_take_turns(bench, claims):
    overlap = bench.locator(".piece", has_text="Zahl ist um 12").first

    overlap.click()
    expect(bench.locator(".claim.is-picked")).to_have_attribute("data-claim", str(claims[1].pk))
    expect(bench.locator(".mark.is-picked")).to_have_text(["Zahl ist um 12"])
    overlap.click()
    expect(bench.locator(".claim.is-picked")).to_have_attribute("data-claim", str(claims[0].pk))
    bench.locator(f"#c-{claims[2].pk} .claim-statement").click()
    expect(bench.locator(".mark.is-picked")).to_have_text(["Das Departement schweigt"])


def test_step_answers_in_place(bench, claims):
    bench.evaluate("window.stays = true")
    bench.keyboard.press("j")
    bench.keyboard.press("a")
    expect(bench.locator(".mark-open")).to_have_count(3)
    assert bench.evaluate("window.stays") is True


def test_name_is_picked_from_the_list(bench, claims):
    keller = factories.ClaimantFactory(name="Regula Zürcher")
    factories.ClaimantNameFactory(claimant=keller, name="die Stadträtin")
    bench.keyboard.press("j")
    bench.keyboard.press("c")
    field = bench.get_by_role("combobox").and_(bench.locator("[name=who]"))
    expect(field).to_be_focused()
    field.fill("")
    field.press_sequentially("stadtr")
    expect(bench.locator(".who-list li")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Regula Zürcher")
    bench.keyboard.press("Control+Enter")
    expect(bench.locator(f"#c-{claims[0].pk}")).to_contain_text("Regula Zürcher")

    claims[0].refresh_from_db()
    assert claims[0].claimant == keller


def test_key_hints_are_switched_off_and_stay_off(bench):
    hints = bench.locator(".bench-keys")
    expect(hints).to_be_visible()

    bench.keyboard.press("?")
    expect(hints).to_be_hidden()
    bench.reload()
    expect(hints).to_be_hidden()


def test_workbench_works_without_a_script(browser, live_server, editor, claims, log_in, page):
    log_in(editor)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="de-CH"
    )
    plain = context.new_page()
    article = claims[0].article
    plain.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))

    plain.locator(f"#c-{claims[0].pk} [data-act=accept]").click()
    plain.locator(f"#c-{claims[1].pk} [data-act=dismiss]").click()
    plain.locator("input[value=opinion]").check()
    plain.locator(".step-form button[type=submit]").click()
    plain.locator(f"#c-{claims[2].pk} button[value='start 1']").click()

    expect(plain.locator(f"#c-{claims[1].pk}")).to_have_class(re.compile("claim-settled"))
    assert [claim.state for claim in Claim.objects.order_by("pk")] == [
        "open",
        "dismissed",
        "suggested",
    ]
    claims[2].refresh_from_db()
    assert claims[2].quote[0]["exact"] == "Departement schweigt"
    context.close()


def test_marking_words_in_our_copy_fills_in_the_passage(page, live_server, log_in, editor):
    claim, snapshot = factories.ClaimFactory(), factories.SnapshotFactory()
    log_in(editor)
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    page.goto(f"{live_server.url}{address}?source={snapshot.source_id}")

    page.evaluate(
        """(words) => {
      const node = document.querySelector("[data-copy]").firstChild;
      const at = node.data.indexOf(words);
      document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }""",
        factories.EXCERPT,
    )
    expect(page.locator("textarea[data-excerpt]")).to_have_value(factories.EXCERPT)
    page.locator("input[name=stance][value=supports]").check()
    page.locator("#evidence-new form .buttons button").click()

    expect(page.locator(".piece-of-evidence blockquote")).to_have_text(factories.EXCERPT)


def test_reasoning_is_previewed_in_place(page, live_server, log_in, editor):
    claim = factories.ClaimFactory()
    log_in(editor)
    page.goto(live_server.url + reverse("admin:claims_claim_change", args=[claim.pk]))

    page.locator("#question-content > details > summary").click()
    page.locator("#id_content_rationale").fill("Das ist *so*.")
    page.locator("#question-content button[hx-post]").click()

    expect(page.locator("#preview-content em")).to_have_text("so")


def busy_claim(editor):
    """A claim with all that its page can show."""
    claim = factories.published_claim()
    factories.FindingFactory(claim=claim, evidence=claim.evidence.get())
    editorial.reopen(claim, reason="Neue Zahlen", actor=editor)
    editorial.edit(claim, statement=claim.statement.replace("12", "11"), actor=editor)
    publish.prepare_correction(claim, kind="correction", text="Zahl berichtigt.", actor=editor)
    thread = factories.CommentFactory(claim=claim, is_blocking=True)
    factories.CommentFactory(claim=claim, parent=thread)
    factories.ClaimRelationFactory(other=claim)
    factories.ExternalCheckFactory(claim=claim)
    factories.SourceFactory(failures=9, parked_at=timezone.now(), last_error="no answer")
    return claim


def test_check_now_is_followed_live_without_losing_what_is_typed(page, live_server, log_in, editor):
    claim = factories.published_claim()
    log_in(editor)
    page.goto(live_server.url + reverse("admin:claims_claim_change", args=[claim.pk]))
    page.get_by_role("button", name="Jetzt nachprüfen").click()
    expect(page.locator("#recheck-state")).to_contain_text("wartet auf einen freien Prozess")
    page.locator("#evidence-new summary").first.click()
    page.locator("#evidence-new input[name=url]").fill("https://halb.example/getippt")

    factories.RecheckRunFactory(claim=claim, state="done", finished_at=timezone.now())
    RecheckPolicy.objects.update(asked_at=None, due_at=timezone.now() + timedelta(days=1))

    expect(page.locator("#recheck-state")).to_have_count(0, timeout=10_000)
    expect(page.locator("#findings")).to_contain_text("Letzter Lauf")
    typed = page.locator("#evidence-new input[name=url]")
    expect(typed).to_have_value("https://halb.example/getippt")


def test_pages_are_accessible_and_no_wider_than_the_screen(
    page, live_server, faults_in_every_look, log_in, editor, claims
):
    claim = busy_claim(editor)
    changed = TEXT.replace("12 Prozent", "14 Prozent").replace(" Das Departement schweigt.", "")
    factories.ArticleRevisionFactory(article=claims[0].article, number=2, text=changed)
    extract_claims(claims[0].article)
    snapshot = factories.SnapshotFactory()
    log_in(editor)
    change = reverse("admin:claims_claim_change", args=[claim.pk])
    addresses = [
        "/admin/",
        "/admin/claims/article/",
        "/admin/claims/article/add/",
        reverse("admin:claims_article_change", args=[claims[0].article_id]),
        reverse("admin:claims_article_workbench", args=[claims[0].article_id]),
        reverse("admin:claims_workbench_changes", args=[claims[0].article_id]),
        reverse("admin:claims_workbench_sign_off", args=[claims[0].article_id]),
        "/admin/claims/claim/",
        change,
        f"{change}?source={snapshot.source_id}",
        reverse("admin:claims_claimant_change", args=[claim.claimant_id]),
        reverse("admin:claims_source_change", args=[snapshot.source_id]),
        "/admin/claims/finding/",
        "/admin/claims/recheckpolicy/watch/",
        reverse("admin:claims_recheckpolicy_change", args=[claim.recheck_policy.pk]),
        "/admin/claims/event/",
        "/admin/password_change/",
    ]

    faults = {}
    for address in addresses:
        page.goto(live_server.url + address)
        for part in page.locator("details:not([open]) > summary").all():
            if part.is_visible():
                part.click()
        faults[address] = faults_in_every_look()

    assert faults == {address: [] for address in addresses}


def test_administrators_and_login_pages_are_accessible(
    page, live_server, axe, log_in, console_errors
):
    person = factories.AdministratorFactory()
    page.goto(f"{live_server.url}/account/login/")
    faults = {"login": axe(page)}
    log_in(person)
    for address in (
        "/admin/",
        "/admin/auth/user/",
        reverse("admin:auth_user_change", args=[person.pk]),
        "/admin/claims/ratingscale/",
    ):
        page.goto(live_server.url + address)
        faults[address] = axe(page)
    assert console_errors == []
    page.goto(f"{live_server.url}/admin/claims/article/")  # not theirs: the page says so
    faults["403"] = axe(page)
    console_errors.clear()

    assert set(map(tuple, faults.values())) == {()}
