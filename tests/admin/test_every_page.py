"""Every page of the desk: accessible in both colour schemes, and no word in the browser's console."""

from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse

from claims.admin.base import ReadOnlyAdmin
from claims.editorial import claims as editing
from claims.models import Claim, Source
from claims.publication import publish
from tests import factories

# A page looks the same whatever the database: once is enough.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


class Work(NamedTuple):
    claim: Claim
    waiting: Claim
    judged: Claim
    source: Source
    fetching: Source
    article: Any


def everything() -> Work:
    """Rows in every table, and claims with all that their pages can show."""
    editor = factories.EditorFactory()
    claim = factories.published_claim()
    factories.FindingFactory(claim=claim, evidence=claim.evidence.get())
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    publish.prepare_correction(claim, kind="correction", text="Zahl berichtigt.", actor=editor)
    thread = factories.CommentFactory(claim=claim, is_blocking=True)
    factories.CommentFactory(claim=claim, parent=thread)
    waiting = factories.claim_in_review()
    for each in (claim, waiting):
        factories.ReplyFactory(claim=each)
        factories.NullSearchFactory(claim=each)
        factories.EvidenceFactory(claim=each, confidential=True)
    judged = factories.ClaimFactory(state="in_research")
    factories.AssessmentRoundFactory(claim=judged)
    contested = factories.claim_in_review()
    factories.contested_round(contested)
    suggested = factories.ClaimFactory(article=claim.article, state="suggested")
    factories.AppearanceFactory(claim=claim)
    factories.TopicFactory()
    factories.NoticeFactory()
    source = factories.SnapshotFactory().source
    fetching = factories.SourceFactory(url="https://x.example/", due_at="2026-01-01T00:00Z")
    return Work(claim, waiting, contested, source, fetching, suggested.article)


def admin_pages() -> list[str]:
    """The list of every table in the admin; its forms, where there are some to fill in."""
    found = []
    for model, table in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row: models.Model | None = model._default_manager.first()
        pages: list[tuple[str, list[Any]]] = [("changelist", [])]
        if not isinstance(table, ReadOnlyAdmin):
            pages += [("add", []), *([("change", [row.pk])] if row else [])]
        for page, args in pages:
            try:
                found.append(reverse(f"{name}_{page}", args=args))
            except NoReverseMatch:
                continue
    return found


def pages(work: Work) -> list[tuple[Any, list[str]]]:
    """Who looks at what."""
    chief, reviewer = factories.ChiefEditorFactory(), factories.ReviewerFactory()
    factories.CommentFactory(claim=work.waiting, author=reviewer)
    claim = [reverse("admin:claims_claim_change", args=[c.pk]) for c in (work.claim, work.judged)]
    bench = reverse("admin:claims_article_workbench", args=[work.article.pk])
    desk = [
        "/admin/",
        *claim,
        f"{claim[0]}?source={work.source.pk}",
        f"{claim[0]}?source={work.fetching.pk}",
        bench,
        *(f"{bench}claims/{work.article.claims.last().pk}/{step}/" for step in STEPS),
        reverse("admin:claims_workbench_sign_off", args=[work.article.pk]),
        reverse("admin:claims_claimant_merge", args=[work.claim.claimant_id]),
        reverse("admin:claims_claimant_split", args=[work.claim.claimant_id]),
        reverse("admin:claims_recheck_watch"),
        reverse("admin:claims_claim_history", args=[work.claim.pk]),
        "/admin/password_change/",
        "/account/second-factor/",
    ]
    review = ["/review/", "/review/mine/", "/review/notices/", "/review/notices/settings/"]
    review += [f"/review/claims/{claim.pk}/" for claim in (work.claim, work.waiting, work.judged)]
    root = factories.UserFactory(is_superuser=True)
    return [(chief, desk), (reviewer, review), (root, admin_pages())]


SCHEMES = ("light", "dark")
STEPS = ("dismiss", "edit", "claimant", "split", "merge")


def unfold_all(page: Any) -> None:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def test_every_page_is_accessible_and_clean(page, live_server, axe, log_in, console_errors):
    faults: dict[str, list[str]] = {}
    work = everything()
    tables = set(admin_pages())  # all alike, in the colours of the others
    for person, addresses in pages(work):
        page.context.clear_cookies()
        log_in(person)
        for address in addresses:
            answer = page.goto(live_server.url + address)
            if answer.status == 403:  # rows that nobody adds by hand
                console_errors.clear()
                continue
            unfold_all(page)
            found = [f"{answer.status}"] if answer.status != 200 else []
            for scheme in SCHEMES if address not in tables else SCHEMES[:1]:
                page.emulate_media(color_scheme=scheme)
                found += [f"{scheme}: {fault}" for fault in axe(page)]
            faults[address] = [*found, *console_errors]
            console_errors.clear()

    assert {address: found for address, found in faults.items() if found} == {}
    assert len(faults) > 40
