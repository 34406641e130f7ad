"""The pages in a real browser: nothing out of place, nothing that shuts somebody out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.editorial import verdicts
from claims.publication.publish import publish
from tests.factories import (
    ArticleFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    ClaimFactory,
    EditorFactory,
    EvidenceFactory,
    PublisherFactory,
    ReviewerFactory,
    published_claim,
    rating,
)
from tests.public.published import corrected_claim, retracted_claim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterinnen"
LONG = (
    f"Die {COMPOUND} hätten im vergangenen Jahr mehr als 4,2 Millionen Franken erhalten, ohne dass "
    "der Kanton, die Stadt oder eine andere Behörde jemals geprüft hätten, wofür das Geld "
    "tatsächlich ausgegeben worden sei, und ohne dass jemand danach gefragt habe"
)


def paths() -> list[str]:
    """Pages with the longest words, the most evidence, and every kind of notice."""
    article = ArticleFactory(revision__text=f"{LONG}.\n\nZweiter Absatz.")
    claimant = ClaimantFactory(name="Karl-Theodor Maria von und zu Guttenstein-Sargans")
    claim = ClaimFactory(article=article, claimant=claimant, words=LONG)
    for number in range(12):
        EvidenceFactory(claim=claim, stance=["supports", "refutes", "context"][number % 3])
    editor = EditorFactory()
    for aspect, word in (("content", "mostly-false"), ("attribution", "not-on-record")):
        verdicts.propose(
            claim,
            aspect=aspect,
            rating=rating(word, aspect=aspect),
            summary="Ein Satz.",
            rationale=f"{COMPOUND}: https://www.example.org/{'x' * 90}\n\n- eins\n- zwei",
            known_as_of=date(2026, 1, 7),
            actor=editor,
        )
    verdicts.submit(claim, actor=editor)
    verdicts.approve(claim, actor=ReviewerFactory())
    page = publish(claim, actor=ChiefEditorFactory())
    return [
        *("/", "/claims/", "/claims/?q=nichts", "/corrections/", "/methodology/"),
        *("/?lang=en", "/claims/?q=Behörde&lang=en", "/methodology/?lang=en"),
        page.document["path"],
        f"/articles/{article.slug}/",
        f"{page.document['path']}embed/",
        f"{page.document['path']}report/",
        f"/claimants/{claimant.slug}/",
        f"/publishers/{article.publisher.slug}/",
        "/statistics/?lang=en",
        corrected_claim().get_absolute_url(),
        retracted_claim().get_absolute_url(),
    ]


def overflow(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_pages_fit_and_shut_nobody_out(
    page: Page, live_server: Any, faults_in_every_look: Callable[[], list[str]]
) -> None:
    faults: dict[str, list[str]] = {}
    for path in paths():
        page.goto(live_server.url + path)
        faults[path] = faults_in_every_look()
        page.set_viewport_size({"width": 320, "height": 256})  # as at 400 per cent
        if overflow(page) > 0:
            faults[path].append(f"320: {overflow(page)} px too wide")

    assert {path: found for path, found in faults.items() if found} == {}
    assert page.context.cookies() == []


ARABIC = "سيُفتح الجسر في 15 مارس 2027"
# Arabic letters in one run of text with words of the interface, which then change places.
MIXED = """() => {
  const own = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : node.nodeType !== Node.ELEMENT_NODE ? ""
    : node.className === "dot" ? "·"
    : stands_alone(node) ? ""
    : [...node.childNodes].map(own).join("");
  const stands_alone = (node) => node.nodeName === "BDI" || getComputedStyle(node).display !== "inline"
    || /isolate|plaintext/.test(getComputedStyle(node).unicodeBidi);
  const texts = [...document.querySelectorAll("main *, #content *")]
    .filter((node) => stands_alone(node) && !node.closest("script, select, textarea"))
    .map((node) => [...node.childNodes].map(own).join(""));
  return texts.filter((text) => /[ء-ي]/.test(text) && /[a-z·→]/i.test(text.replaceAll("AFP", "")));
}"""


def test_names_from_right_to_left_keep_their_place(
    page: Page, live_server: Any, log_in: Callable[[User], None]
) -> None:
    article = ArticleFactory(
        title=f"{ARABIC} (AFP)",
        author="محمد علي (AFP)",
        publisher=PublisherFactory(name="صحيفة الشرق (AFP)"),
        revision__text=f"قال: «{ARABIC}» وأضاف (AFP).",
        language="ar",
    )
    claim = published_claim(
        article=article,
        claimant=ClaimantFactory(name="أحمد الشرع (AFP)", role="رئيس البلدية (AFP)"),
        statement=f"{ARABIC} (AFP)",
        words=ARABIC,
        language="ar",
    )
    editor = EditorFactory()
    waiting = ClaimFactory(article=article, claimant=claim.claimant, words=ARABIC, assignee=editor)
    readers = [row.get_absolute_url() for row in (claim, article, claim.claimant)]
    desk = [
        reverse("admin:index"),
        reverse("admin:claims_claim_change", args=[waiting.pk]),
        reverse("admin:claims_claim_change", args=[claim.pk]),
        reverse("admin:claims_article_workbench", args=[article.pk]),
        reverse("review:claim", args=[claim.pk]),
    ]
    log_in(editor)
    faults = {}
    for path in ("/claims/", *readers, article.publisher.get_absolute_url(), *desk):
        page.goto(live_server.url + path)
        assert page.get_by_text(ARABIC).count(), path
        if mixed := page.evaluate(MIXED):
            faults[path] = mixed

    assert faults == {}


def test_list_answers_while_one_types_and_says_so(page: Page, live_server: Any) -> None:
    published_claim(statement="Keine Bodentruppen.")
    published_claim()
    page.goto(f"{live_server.url}/claims/")
    said = page.locator("#said").element_handle()

    page.locator("#q").press_sequentially("bodentruppe")
    expect(page.locator(".row")).to_have_count(1)

    # Read out is what changes within an element that stays.
    assert said.inner_text() == "1 Faktencheck für «bodentruppe»"
    assert page.url == f"{live_server.url}/claims/?q=bodentruppe"


def test_reader_finds_a_check_without_a_script(
    page: Page, live_server: Any, browser: Any, browser_context_args: dict[str, Any]
) -> None:
    claim = corrected_claim()
    plain = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    reader = plain.new_page()

    reader.goto(live_server.url)
    reader.locator("#q").fill("Einbruch")
    reader.locator("#q").press("Enter")
    reader.locator(".row__title a").click()
    reader.locator(".context__source a").first.click()
    reader.locator(".claimed").click()

    assert reader.url == f"{live_server.url}/articles/{claim.article.slug}/#note-1"
    plain.close()
