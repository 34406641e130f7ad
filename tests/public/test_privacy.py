"""Nothing of the desk's work reaches a reader before it is published."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.editorial import claims as desk
from claims.editorial import comments, verdicts
from claims.models import Claim
from claims.publication.publish import approve_correction, prepare_correction, publish
from tests.factories import (
    ArticleFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    ClaimFactory,
    EditorFactory,
    EvidenceFactory,
    ReviewerFactory,
    SourceFactory,
    UnnamedClaimantFactory,
    claim_in_review,
    propose_and_submit,
    published_claim,
    rating,
)

pytestmark = pytest.mark.django_db

SECRET = "Sperrfrist"  # stands in every text that must not be read outside


@pytest.fixture
def published() -> Claim:
    """A published claim, and around it everything that is not for readers."""
    editor = EditorFactory(username=f"{SECRET}1", first_name=SECRET, last_name=SECRET)
    reviewer = ReviewerFactory(username=f"{SECRET}2", first_name=SECRET, last_name=SECRET)
    chief = ChiefEditorFactory(username=f"{SECRET}3", first_name=SECRET, last_name=SECRET)
    claim = ClaimFactory()
    EvidenceFactory(claim=claim)
    confidential = SourceFactory(
        url=f"https://{SECRET}.example/", title=SECRET, publisher=SECRET, note=SECRET
    )
    EvidenceFactory(claim=claim, source=confidential, note=SECRET, confidential=True)
    comments.comment(claim, body=SECRET, actor=reviewer)
    propose_and_submit(claim, proposer=editor)
    verdicts.approve(claim, actor=reviewer)
    publish(claim, actor=chief)
    _drafts_beside(claim, editor)
    _changes_under_way(claim, editor, reviewer)
    _correction_not_approved(editor)
    return claim


def _drafts_beside(claim: Claim, editor) -> None:
    """Other claims of the same article and claimant, and an article of which all are drafts."""
    same = {"article": claim.article, "claimant": claim.claimant, "headline": SECRET}
    claim_in_review(**same, statement=f"{SECRET} in review")
    dismissed = ClaimFactory(**same, statement=f"{SECRET} dismissed")
    desk.dismiss(dismissed, reason="not_checkable", actor=editor)
    article = ArticleFactory(title=f"{SECRET} article", slug="draft")
    unnamed = UnnamedClaimantFactory(article=article, name=SECRET, slug="draft-unnamed")
    claimant = ClaimantFactory(name=SECRET, slug="draft")
    claim_in_review(article=article, claimant=claimant, statement=SECRET)
    claim_in_review(article=article, claimant=unnamed, statement=SECRET)


def _changes_under_way(claim: Claim, editor, reviewer) -> None:
    """The published claim is reopened, rewritten, rated anew and its correction approved."""
    desk.reopen(claim, reason=SECRET, actor=editor)
    desk.edit(
        claim,
        statement=SECRET,
        headline=SECRET,
        selection_reason=SECRET,
        kind="causal",
        actor=editor,
    )
    EvidenceFactory(claim=claim, note=SECRET, source__title=SECRET)
    verdicts.propose(
        claim,
        rating=rating("false"),
        summary=SECRET,
        rationale=SECRET,
        both_sides=SECRET,
        known_as_of=claim.verdicts.get().known_as_of,
        actor=editor,
    )
    correction = prepare_correction(claim, kind="correction", text=SECRET, actor=editor)
    approve_correction(correction, actor=reviewer)


def _correction_not_approved(editor) -> None:
    other = published_claim(article=ArticleFactory(title="Ein zweiter Artikel"))
    prepare_correction(other, kind="update", text=SECRET, requested_by=SECRET, actor=editor)


PATHS = [
    "/",
    "/claims/",
    "/claims/?rating=false",
    "/claims/?q=Einbrüche",
    "/corrections/",
    "/methodology/",
    "/feeds/claims.atom",
    "/feeds/corrections.atom",
    "/sitemap.xml",
    "/robots.txt",
    "claim",
    "article",
    "claimant",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_published_is_on_no_page(path: str, published: Claim, client: Client) -> None:
    address = {
        "claim": published.get_absolute_url(),
        "article": reverse("public:article", args=[published.article.slug]),
        "claimant": reverse("public:claimant", args=[published.claimant.slug]),
    }.get(path, path)

    response = client.get(address)
    page = response.content.decode()

    assert response.status_code == 200
    assert SECRET.casefold() not in page.casefold()
    assert "draft" not in page


@pytest.mark.parametrize(
    "path", ["/articles/draft/", "/claimants/draft/", "/claimants/draft-unnamed/"]
)
def test_what_has_nothing_published_is_not_there(
    path: str, published: Claim, client: Client
) -> None:
    assert client.get(path).status_code == 404


def test_what_is_not_published_is_not_counted(published: Claim, client: Client) -> None:
    listed = client.get("/claims/").context
    counts = {f.title: sum(choice.count for choice in f.choices) for f in listed["filters"]}

    assert listed["page"].count == 2
    assert set(counts.values()) == {2}
    for asked in (f"q={SECRET}", "claimant=draft", "rating=false"):
        found = client.get(f"/claims/?{asked}").context
        assert found["page"].count == 0
        assert SECRET not in [c.label for one in found["filters"] for c in one.choices]


def test_article_marks_published_claims_alone(published: Claim, client: Client) -> None:
    page = client.get(reverse("public:article", args=[published.article.slug]))

    assert [note.page.claim_id for note in page.context["notes"]] == [published.pk]
