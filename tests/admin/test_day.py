"""One whole day at the desk, in a browser: from the pasted text to the correction."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect
from werkzeug import Response

from claims import http, tasks
from claims.models import Article, Source
from claims.models.defaults import Role
from tests import factories
from tests.servers import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # each step's verb is tested on both databases
    pytest.mark.django_db(transaction=True),
]

TEXT = """«Die Zahl der Einbrüche ist um 12 Prozent gesunken», sagte Polizeisprecherin Anna Keller am \
Montag in Zürich.

Gemeinderat Beat Muster erklärte, die Stadt habe 2025 rund 300 neue Stellen geschaffen.

«Jede zweite Schule hat zu wenig Personal», sagte Lehrerpräsidentin Carla Roth. Laut dem Bundesamt \
leben in der Schweiz 9 Millionen Menschen.

Das Departement teilte mit, die Kosten seien auf 4 Millionen Franken gestiegen. «Das Wetter ist \
schön», sagte Keller."""
PAGES = {
    "/statistik": "Die Polizei zählte 1204 Einbrüche, 12 Prozent weniger als im Vorjahr.",
    "/verband": "Der Verband der Hauseigentümer rechnet mit 1400 Einbrüchen im selben Jahr.",
    "/nachtrag": "Der Nachtrag vom Dezember nennt 1260 Einbrüche, 8 Prozent weniger.",
}


@pytest.fixture
def sources(httpserver, settings, tmp_path):
    """Pages to cite, by path."""
    http.forget_robots()
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.MEDIA_ROOT = tmp_path
    httpserver.expect_request("/robots.txt").respond_with_handler(lambda _request: Response(""))
    for path, passage in PAGES.items():
        html = (
            f"<html><head><title>Quelle {path}</title></head><body><p>{passage}</p></body></html>"
        )
        httpserver.expect_request(path).respond_with_data(html, content_type="text/html")
    return httpserver


@pytest.fixture
def erika(transactional_db):
    """Editor and reviewer, so that nothing but the four-eyes rule keeps her from approving."""
    erika = factories.EditorFactory(first_name="Erika", last_name="Amsler")
    erika.groups.add(Group.objects.get(name=Role.REVIEWER))
    return erika


@pytest.fixture
def rolf(transactional_db):
    return factories.ReviewerFactory(first_name="Rolf", last_name="Berger")


@pytest.fixture
def clara(transactional_db):
    return factories.ChiefEditorFactory(first_name="Clara", last_name="Chef")


@pytest.fixture
def at(page, live_server, log_in):
    """Goes to an address as somebody."""

    def go(person, address):
        page.context.clear_cookies()
        log_in(person)
        page.goto(live_server.url + address)
        return page

    return go


def claim_page(claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def review_page(claim) -> str:
    return f"/review/claims/{claim.pk}/"


def words_of(claim) -> str:
    claim.refresh_from_db()
    return claim.quote[0]["exact"]


def wait_for_other_words(claim, before: str) -> None:
    wait_until(lambda: words_of(claim) != before, what="the moved end")


def pick(page, claim) -> None:
    page.locator(f"#c-{claim.pk} .claim-statement").click()
    expect(page.locator(f"#c-{claim.pk}")).to_have_class(re.compile("is-picked"))


def unfold(page, field: str) -> None:
    """Open what hides the field, once the page with it is there."""
    page.locator(field).wait_for(state="attached")
    fold = page.locator(f"details:has({field})").last
    if fold.count() and not fold.evaluate("fold => fold.open"):
        fold.locator("> summary").click()


def press(page, action: str) -> None:
    form = page.locator(f"form[action$='/do/{action}/']").last
    form.locator("button:not([type=button])").last.click()


def attach(page, claim, sources, path: str, stance: str) -> None:
    url = sources.url_for(path)
    unfold(page, "#id_add_source_url")
    page.locator("#id_add_source_url").fill(url)
    page.locator("#id_add_source_kind").select_option("official")
    press(page, "add_source")
    expect(page.locator("#evidence-new [role=status]")).to_be_visible()  # it is being fetched
    tasks.capture_source(Source.objects.get(url=url).pk)
    expect(page.locator("[data-copy]")).to_contain_text(PAGES[path])
    page.locator("textarea[data-excerpt]").fill(PAGES[path])
    page.locator(f"input[name=stance][value={stance}]").check()
    press(page, "attach")
    expect(
        page.locator(".piece-of-evidence blockquote").filter(has_text=PAGES[path])
    ).to_be_visible()


def propose(page, word: str, summary: str, *, change_reason: str = "") -> None:
    unfold(page, "#id_content_summary")
    form = page.locator("form[action$='/do/propose/']:has(#id_content_summary)")
    form.locator(f"input[name=rating][value='{factories.rating(word).pk}']").check()
    form.locator("#id_content_summary").fill(summary)
    form.locator("#id_content_rationale").fill("Die Statistik nennt die Zahl.")
    form.locator("#id_content_both_sides").fill("Beide Seiten stehen oben.")
    if change_reason:
        form.locator("#id_content_change_reason").fill(change_reason)
    form.locator("button:not([type=button])").last.click()


def approve(page) -> None:
    page.locator(".decision__yes button").click()
    expect(page.locator(".decision form[action$='/approve/']")).to_have_count(0)


def test_whole_day(at, sources, erika, rolf, clara, console_errors, live_server, browser):
    # In the morning an article comes in; the machine looks for its claims.
    page = at(erika, "/admin/claims/article/add/")
    page.locator("#id_text").fill(TEXT)
    page.locator("#id_title").fill("Sechs Behauptungen")
    page.get_by_role("button", name="Aufnehmen").click()
    article = Article.objects.get()
    tasks.extract_article(article.pk)
    page.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))
    burglaries, jobs, school, people, costs, weather = article.claims.order_by("pk")

    # Three spans are mended, one claim dismissed, two merged, one split, the rest accepted.
    for claim, nudge in ((burglaries, "end 1"), (jobs, "start -1"), (people, "end 1")):
        before = words_of(claim)
        pick(page, claim)
        page.locator(f"#c-{claim.pk} button[value='{nudge}']").click()
        wait_for_other_words(claim, before)
    pick(page, weather)
    page.locator(f"#c-{weather.pk} [data-act=dismiss]").click()
    page.locator("input[value=opinion]").check()
    page.locator(".step-form button[type=submit]").click()
    expect(page.locator(f"#c-{weather.pk}")).to_have_class(re.compile("claim-settled"))
    pick(page, people)
    page.locator(f"#c-{people.pk} [data-act=merge]").click()
    page.locator("select[name=into]").select_option(str(jobs.pk))
    page.locator(".step-form button[type=submit]").click()
    expect(page.locator(f"#c-{people.pk}")).to_have_count(0)
    pick(page, costs)
    page.locator(f"#c-{costs.pk} [data-act=split]").click()
    page.locator("textarea[name=statements]").fill(
        "Die Kosten sind gestiegen.\nDie Kosten betragen 4 Millionen Franken."
    )
    page.locator(".step-form button[type=submit]").click()
    expect(page.locator(f"#c-{costs.pk}")).to_have_count(0)
    pick(page, burglaries)
    page.locator(f"#c-{burglaries.pk} [data-act=accept]").click()
    expect(page.locator(f"#c-{burglaries.pk}")).to_have_class(re.compile("claim-open"))

    # Two sources, one for and one against; the verdict is proposed and handed to review.
    claim = burglaries
    pick(page, claim)
    page.locator(f"#c-{claim.pk} .claim-page").click()
    attach(page, claim, sources, "/statistik", "supports")
    attach(page, claim, sources, "/verband", "refutes")
    propose(page, "true", "Die Zahl stimmt.")
    press(page, "submit")
    expect(page.locator(".state-now")).to_contain_text("Abnahme")

    # She may not approve what she proposed.
    page = at(erika, review_page(claim))
    expect(page.locator("#obstacles")).to_contain_text("zweite Person")
    expect(page.locator(".decision__yes button")).to_be_disabled()

    # Rolf asks and blocks; Erika settles it; Rolf approves; Clara publishes.
    page = at(rolf, review_page(claim))
    page.locator("#id_new-body").fill("Gilt die Zahl für den ganzen Kanton?")
    page.locator("#id_new-is_blocking").check()
    page.locator(".comment-form button").click()
    expect(page.locator(".decision__yes button")).to_be_disabled()
    page = at(erika, review_page(claim))
    page.locator(".thread summary").last.click()
    page.locator(".thread input[name=resolution]").fill("Ja, so steht es in der Statistik.")
    page.locator(".thread form:has(input[name=resolution]) button").click()
    expect(page.locator(".thread--settled")).to_be_visible()
    approve(at(rolf, review_page(claim)))
    page = at(clara, review_page(claim))
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator(".decision")).not_to_contain_text("Veröffentlichen")
    claim.refresh_from_db()
    reader = browser.new_context(locale="de-CH").new_page()
    reader.goto(live_server.url + claim.get_absolute_url())
    expect(reader.locator("main")).to_contain_text("Die Zahl stimmt.")

    # A supplement comes in: under revision, judged anew, approved.
    page = at(clara, claim_page(claim))
    unfold(page, "#id_reopen_reason")
    page.locator("#id_reopen_reason").fill("Es gibt einen Nachtrag.")
    press(page, "reopen")
    page = at(erika, claim_page(claim))
    propose(page, "mostly-true", "Die Zahl stimmt fast.", change_reason="Nachtrag")
    press(page, "submit")
    approve(at(rolf, review_page(claim)))

    # The evidence changes after the approval: it is stale, and publication stops.
    page = at(erika, claim_page(claim))
    attach(page, claim, sources, "/nachtrag", "refutes")
    page = at(clara, review_page(claim))
    expect(page.locator("#obstacles")).to_contain_text("geändert")
    expect(page.locator("form[action$='/publish/'] button")).to_be_disabled()
    page.locator("#reason").fill("Der Nachtrag kam dazu.")
    page.locator(".decision__no button").click()

    # Proposed and approved anew, with a correction that a second person approves.
    page = at(erika, claim_page(claim))
    propose(page, "partly-false", "Es waren 8 Prozent.", change_reason="Nachtrag")
    unfold(page, "#id_prepare_correction_text")
    page.locator("#id_prepare_correction_kind").select_option("correction")
    page.locator("#id_prepare_correction_text").fill("Es waren 8 und nicht 12 Prozent.")
    press(page, "prepare_correction")
    page = at(rolf, review_page(claim))
    page.locator("form[action*='/corrections/'][action$='/approve/'] button").click()
    approve(at(rolf, review_page(claim)))
    page = at(clara, review_page(claim))
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator("form[action$='/publish/']")).to_have_count(0)

    reader.reload()
    expect(reader.locator("main")).to_contain_text("Es waren 8 Prozent.")
    expect(reader.locator("main")).to_contain_text("Es waren 8 und nicht 12 Prozent.")
    reader.context.close()
    claim.refresh_from_db()
    states = list(claim.verdicts.order_by("number").values_list("state", flat=True))
    assert (claim.state, states[-1]) == ("published", "published")
    assert console_errors == []


# --- By keyboard alone ---------------------------------------------------------------------------


def reach(page, selector: str) -> None:
    """Go on with the Tab key until what is meant has the focus."""
    page.locator(selector).first.wait_for(state="attached")
    for _key in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The Tab key does not lead to {selector}.")


def write(page, selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.insert_text(text)


def enter(page, selector: str) -> None:
    reach(page, selector)
    page.keyboard.press("Enter")


def propose_by_keyboard(page, summary: str, *, change_reason: str = "") -> None:
    form = "form:has(#id_content_summary)"
    enter(page, "details:has(#id_content_summary) > summary")
    reach(page, f"{form} input[name=rating]")
    page.keyboard.press("Space")
    overwrite = {
        "#id_content_summary": summary,
        "#id_content_rationale": "Die Statistik nennt sie.",
        "#id_content_both_sides": "Auch nach anderen Zahlen gesucht.",
    }
    for field, text in overwrite.items():
        reach(page, field)
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
    if change_reason:
        write(page, "#id_content_change_reason", change_reason)
    enter(page, f"{form} button:not([type=button])")
    expect(page.locator("form[action$='/do/submit/'] button")).to_be_enabled()
    enter(page, "form[action$='/do/submit/'] button")
    expect(page.locator(".state-now")).to_contain_text("Abnahme")


def test_day_by_keyboard_alone(at, sources, erika, rolf, clara, live_server):
    page = at(erika, "/admin/claims/article/add/")
    write(page, "#id_text", TEXT)
    write(page, "#id_title", "Sechs Behauptungen")
    enter(page, "input[type=submit]")
    page.wait_for_url("**/workbench/**")
    page.wait_for_load_state()
    article = Article.objects.get()
    tasks.extract_article(article.pk)
    page.goto(live_server.url + reverse("admin:claims_article_workbench", args=[article.pk]))
    claim, other, school, people, costs, _weather = article.claims.order_by("pk")
    before = words_of(claim)
    page.keyboard.press("j")
    page.keyboard.press("Shift+ArrowRight")
    wait_for_other_words(claim, before)
    page.keyboard.press("a")
    expect(page.locator(f"#c-{claim.pk}")).to_have_class(re.compile("claim-open"))
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=reason]").first).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("k")  # at once: the keys are the list's again
    expect(page.locator(f"#c-{claim.pk}")).to_have_class(re.compile("is-picked"))
    expect(page.locator(f"#c-{other.pk}")).to_have_class(re.compile("claim-settled"))
    expect(page.locator(f"#c-{claim.pk}")).to_have_class(re.compile("is-picked"))
    for key in ("j", "j", "m"):
        page.keyboard.press(key)
    expect(page.locator("select[name=into]")).to_be_focused()
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#c-{school.pk}")).to_have_count(0)
    expect(page.locator(f"#c-{people.pk}")).to_be_focused()
    for key in ("j", "s"):
        page.keyboard.press(key)
    expect(page.locator("textarea[name=statements]")).to_be_focused()
    page.keyboard.insert_text("Die Kosten sind gestiegen.\nEs sind 4 Millionen Franken.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#c-{costs.pk}")).to_have_count(0)
    assert [
        each.state for each in article.claims.filter(pk__in=[school.pk, costs.pk]).order_by("pk")
    ] == [
        "merged",
        "split",
    ]
    enter(page, f"#c-{claim.pk} .claim-page")

    enter(page, "details:has(#id_add_source_url) > summary")
    write(page, "#id_add_source_url", sources.url_for("/statistik"))
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-new [role=status]")).to_be_visible()
    tasks.capture_source(Source.objects.get().pk)
    expect(page.locator("[data-copy]")).to_be_visible()
    write(page, "textarea[data-excerpt]", PAGES["/statistik"])
    reach(page, "input[name=stance]")
    page.keyboard.press("Space")
    enter(page, "#evidence-new form .buttons button")
    expect(page.locator(".piece-of-evidence")).to_be_visible()

    propose_by_keyboard(page, "Die Zahl stimmt.")

    page = at(rolf, "/review/")
    enter(page, f"a[href*='{review_page(claim)}']")
    write(page, "#id_new-body", "Einverstanden.")
    enter(page, ".comment-form button")
    expect(page.locator(".remark__text")).to_contain_text("Einverstanden.")
    enter(page, ".decision__yes button")
    expect(page.locator(".decision form[action$='/approve/']")).to_have_count(0)
    page = at(clara, review_page(claim))
    enter(page, "form[action$='/publish/'] button")
    expect(page.locator("form[action$='/publish/']")).to_have_count(0)
    claim.refresh_from_db()
    page.goto(live_server.url + claim.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Die Zahl stimmt.")

    # The correction: under revision, judged anew, approved by a second person, published.
    page = at(erika, claim_page(claim))
    enter(page, "details:has(#id_reopen_reason) > summary")
    write(page, "#id_reopen_reason", "Es gibt einen Nachtrag.")
    enter(page, "form[action$='/do/reopen/'] button:not([type=button])")
    expect(page.locator("#id_content_change_reason")).to_be_attached()
    propose_by_keyboard(page, "Es waren 8 Prozent.", change_reason="Nachtrag")
    enter(page, "details:has(#id_prepare_correction_text) > summary")
    write(page, "#id_prepare_correction_text", "Es waren 8 und nicht 12 Prozent.")
    enter(page, "form[action$='/do/prepare_correction/'] button:not([type=button])")
    expect(page.locator("#corrections")).to_contain_text("8 und nicht 12")
    page = at(rolf, review_page(claim))
    enter(page, "form[action*='/corrections/'][action$='/approve/'] button")
    expect(page.locator("form[action*='/corrections/'][action$='/approve/']")).to_have_count(0)
    enter(page, ".decision__yes button")
    expect(page.locator(".decision form[action$='/approve/']")).to_have_count(0)
    page = at(clara, review_page(claim))
    enter(page, "form[action$='/publish/'] button")
    expect(page.locator("form[action$='/publish/']")).to_have_count(0)
    page.goto(live_server.url + claim.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Es waren 8 und nicht 12 Prozent.")
