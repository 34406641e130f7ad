"""Nothing of the desk's work reaches a reader before it is published."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.editorial import claims as desk
from claims.editorial import comments, reports, verdicts
from claims.models import Claim, WebhookDelivery, WebhookEndpoint
from claims.publication import related, webhooks
from claims.publication.publish import approve_correction, prepare_correction, publish
from tests.factories import (
    AdministratorFactory,
    AppearanceFactory,
    ArticleFactory,
    AssessmentFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    ClaimFactory,
    ClaimRelationFactory,
    CommentFactory,
    EditorFactory,
    EvidenceFactory,
    ExternalCheckFactory,
    FindingFactory,
    NullSearchFactory,
    PublisherFactory,
    ReplyFactory,
    ReportFactory,
    ReviewerFactory,
    SignOffFactory,
    SourceFactory,
    TopicFactory,
    UnnamedClaimantFactory,
    claim_in_review,
    propose_and_submit,
    published_claim,
    rating,
)
from tests.public.published import corrected_claim
from tests.routes import routes

pytestmark = pytest.mark.django_db

SECRET = "Sperrfrist"  # stands in every text that must not be read outside


@pytest.fixture
def published() -> Claim:
    return surrounded()


def surrounded() -> Claim:
    """A published claim, and around it everything that is not for readers."""
    editor = EditorFactory(username=f"{SECRET}1", first_name=SECRET, last_name=SECRET)
    reviewer = ReviewerFactory(username=f"{SECRET}2", first_name=SECRET, last_name=SECRET)
    chief = ChiefEditorFactory(username=f"{SECRET}3", first_name=SECRET, last_name=SECRET)
    claim = ClaimFactory(topics=[TopicFactory()])
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
    _beside_it(claim, editor)
    related.refresh([claim.pk])
    claim.refresh_from_db()
    return claim


def _beside_it(claim: Claim, editor) -> None:
    """What readers report; what the machine suggests; what a person saw in a manuscript; what was
    asked, searched for, found out, judged blind and signed off since the publication."""
    ReplyFactory(claim=claim, whom=SECRET)
    NullSearchFactory(claim=claim, query=SECRET, place=SECRET)
    FindingFactory(claim=claim, evidence=claim.evidence.first(), before=SECRET, after=SECRET)
    AssessmentFactory(round__claim=claim, rationale=SECRET)
    SignOffFactory(article=claim.article, reason=SECRET)
    ReportFactory(claim=claim, text=SECRET, contact=SECRET, source=SECRET)
    decided = {"state": "confirmed", "decided_by": editor, "decided_at": timezone.now()}
    ClaimRelationFactory(claim=ClaimFactory(statement=SECRET), other=claim, **decided)
    suggested = published_claim(statement="Noch eine Behauptung.")
    ClaimRelationFactory(claim=suggested, other=claim)
    ExternalCheckFactory(claim=claim, title=SECRET, publisher=SECRET, textual_rating=SECRET)
    manuscript = ArticleFactory(title=f"{SECRET} Manuskript", slug="draft-2", url="")
    AppearanceFactory(claim=claim, seen_as=ClaimFactory(article=manuscript), **decided)
    unconfirmed = ArticleFactory(title=f"{SECRET} anderswo", slug="draft-3")
    AppearanceFactory(claim=claim, seen_as=ClaimFactory(article=unconfirmed))


def _drafts_beside(claim: Claim, editor) -> None:
    """Other claims of the same article and claimant, and an article of which all are drafts."""
    same = {"article": claim.article, "claimant": claim.claimant, "headline": SECRET}
    claim_in_review(**same, statement=f"{SECRET} in review")
    dismissed = ClaimFactory(**same, statement=f"{SECRET} dismissed")
    desk.dismiss(dismissed, reason="not_checkable", actor=editor)
    publisher = PublisherFactory(name=f"{SECRET} publisher", slug="draft")
    article = ArticleFactory(title=f"{SECRET} article", slug="draft", publisher=publisher)
    topic = TopicFactory(name_de=SECRET, name_en=SECRET, slug="draft")
    ClaimFactory(article=article, topics=[topic])
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
        headline_translations={"en": SECRET},
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
        change_reason=SECRET,
        known_as_of=claim.verdicts.get().known_as_of,
        actor=editor,
    )
    correction = prepare_correction(claim, kind="correction", text=SECRET, actor=editor)
    approve_correction(correction, actor=reviewer)


def _correction_not_approved(editor) -> None:
    other = published_claim(article=ArticleFactory(title="Ein zweiter Artikel"))
    prepare_correction(other, kind="update", text=SECRET, requested_by=SECRET, actor=editor)


# By the name of the route, its addresses; {…} is filled in from the published claim.
PUBLIC = {
    "public:start": ["/", "/?lang=en"],
    "public:claims": [
        *("/claims/", "/claims/?rating=false", "/claims/?rating=true", "/claims/?date=2026"),
        *(
            "/claims/?q=Einbr%C3%BCche",
            "/claims/?q=Einb",
            "/claims/?sort=oldest",
            "/claims/?lang=en",
        ),
        *("/claims/?claimant={claimant_slug}", "/claims/?publisher={publisher_slug}"),
        *("/claims/?topic={topic_slug}", "/claims/?language=de&q=Einbr%C3%BCche&rating=true"),
    ],
    "public:claim": ["{claim}", "{claim}?lang=en"],
    "public:embed": ["{claim}embed/"],
    "public:card": ["{claim}card.png"],
    "public:report": ["{claim}report/", "{claim}report/?received=1"],
    "public:oembed": ["/oembed/?url=http://localhost:8000{claim}"],
    "public:article": ["{article}"],
    "public:claimant": ["{claimant}"],
    "public:publisher": ["{publisher}"],
    "public:topic": ["{topic}"],
    "public:corrections": [
        *("/corrections/", "/corrections/?kind=correction", "/corrections/?kind=update"),
    ],
    "public:statistics": ["/statistics/"],
    "public:methodology": ["/methodology/"],
    "public:datafeed": ["/feeds/claimreview.json"],
    "public:claims_feed": ["/feeds/claims.atom", "/feeds/claims.json"],
    "public:corrections_feed": ["/feeds/corrections.atom", "/feeds/corrections.json"],
    "public:topic_feed": ["/feeds{topic_feed}.atom", "/feeds{topic_feed}.json"],
    "public:claimant_feed": ["/feeds{claimant_feed}.atom", "/feeds{claimant_feed}.json"],
    "public:sitemap": ["/sitemap.xml"],
    "public:sitemap_section": [
        f"/sitemap-{section}.xml"
        for section in ("site", "claims", "claimants", "publishers", "topics")
    ],
    "public:robots": ["/robots.txt"],
    "public:healthz": ["/healthz"],
    "api:claim-list": [
        *("/api/v1/claims/", "/api/v1/claims/?q=Einbr%C3%BCche", "/api/v1/claims/?limit=1"),
        *("/api/v1/claims/?updated_since=2020-01-01T00:00:00Z", "/api/v1/claims/?rating=false"),
        *("/api/v1/claims/?claimant={claimant_slug}", "/api/v1/claims/?language=de"),
        "/api/v1/claims/?publisher={publisher_slug}&language=de&fields=id,statement,quote,claimreview",
    ],
    "api:claim-detail": ["/api/v1/claims/{number}/", "/api/v1/claims/{number}/?fields=evidence"],
    "api:article-list": ["/api/v1/articles/"],
    "api:article-detail": ["/api/v1{article}"],
    "api:claimant-list": ["/api/v1/claimants/"],
    "api:claimant-detail": ["/api/v1{claimant}"],
    "api:schema": ["/api/v1/schema/"],
    "api:docs": ["/api/v1/docs/"],
}
# They take something and give nothing of the desk's back: a language, a text, no address at all.
SAYS_NOTHING = {"public:language", "api:extract", "api:nowhere"}


def addresses(claim: Claim) -> dict[str, str]:
    topic = claim.topics.get()
    return {
        "claim": claim.get_absolute_url(),
        "number": str(claim.pk),
        "article": claim.article.get_absolute_url(),
        "claimant": claim.claimant.get_absolute_url(),
        "publisher": claim.article.publisher.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "claimant_slug": claim.claimant.slug,
        "publisher_slug": claim.article.publisher.slug,
        "topic_slug": topic.slug,
        "topic_feed": topic.get_absolute_url().rstrip("/"),
        "claimant_feed": claim.claimant.get_absolute_url().rstrip("/"),
    }


def test_what_is_not_published_is_on_no_page(published: Claim, client: Client) -> None:
    leaks = []
    for path in [path for paths in PUBLIC.values() for path in paths]:
        response = client.get(path.format(**addresses(published)))
        answer = response.getvalue()
        assert response.status_code == 200, path
        if SECRET.casefold() in answer.decode("utf-8", "replace").casefold():
            leaks.append(path)
        if b"draft" in answer and path not in DOCUMENTS:  # the slugs of what is not public
            leaks.append(path)

    assert leaks == []


DOCUMENTS = {"/api/v1/schema/"}  # it speaks of drafts, and knows none


def test_search_as_one_types_finds_what_the_page_finds(published: Claim, client: Client) -> None:
    for text in ("Sperr", SECRET, f"{SECRET} in rev", "draft"):
        page = client.get("/claims/", {"q": text}, headers={"HX-Request": "true"})

        assert page.context["page"].count == 0
        assert page.content.count(SECRET.encode()) == client.get(
            "/claims/", {"q": text}
        ).content.count(SECRET.encode())
        assert client.get("/api/v1/claims/", {"q": text}).json()["results"] == []


def test_what_is_sent_and_written_for_others_holds_no_more(settings) -> None:
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1:9"]
    webhooks.add_endpoint(
        name="Partner",
        url="http://127.0.0.1:9/hook",
        kinds=WebhookEndpoint.Kind.values,
        actor=AdministratorFactory(),
    )
    surrounded()
    written = StringIO()
    call_command("datafeed", stdout=written)
    sent = [json.dumps(row.payload, ensure_ascii=False) for row in WebhookDelivery.objects.all()]

    assert len(sent) > 2
    assert SECRET.casefold() not in "".join(sent).casefold()
    assert "ClaimReview" in written.getvalue()
    assert SECRET.casefold() not in written.getvalue().casefold()


def test_desk_says_nothing_without_a_token(published: Claim, client: Client) -> None:
    for route in routes():
        if not route.name.startswith("api:desk-"):
            continue
        answer = client.get(route.at(pk=published.pk, number=1))

        assert answer.status_code in {401, 405}
        assert SECRET.casefold() not in answer.text.casefold()


def test_work_at_the_desk_changes_no_answer_and_no_etag(client: Client) -> None:
    claim = corrected_claim(topics=[TopicFactory()])
    same = {"article": claim.article, "claimant": claim.claimant, "topics": claim.topics.all()}
    paths = [path for paths in PUBLIC.values() for path in paths]

    def answers() -> dict[str, Any]:
        found = {path: client.get(path.format(**addresses(claim))) for path in paths}
        return {path: (a.status_code, a.get("ETag"), a.getvalue()) for path, a in found.items()}

    before = answers()
    claim_in_review(**same)
    desk.dismiss(ClaimFactory(**same), reason="not_checkable", actor=EditorFactory())
    verdicts.approve(claim_in_review(**same), actor=ReviewerFactory())
    CommentFactory(claim=claim)
    EvidenceFactory(claim=claim, confidential=True)
    ReplyFactory(claim=claim)
    ReportFactory(claim=claim)
    FindingFactory(claim=claim, evidence=claim.evidence.first())
    prepare_correction(claim, kind="update", text=SECRET, actor=EditorFactory())
    after = answers()

    assert [path for path in paths if after[path] != before[path]] == []


def test_card_is_drawn_from_what_is_public(published: Claim) -> None:
    assert SECRET not in json.dumps(published.publication.document, ensure_ascii=False)
    assert SECRET not in json.dumps(published.publication.related, ensure_ascii=False)


def test_every_public_address_is_in_the_table() -> None:
    """What begins with anything else asks who one is: tests/access/test_access.py."""
    found = {route.name for route in routes() if route.name.startswith(("public:", "api:"))}

    assert {name for name in found if "api:desk-" not in name} == set(PUBLIC) | SAYS_NOTHING


def test_refused_report_says_nothing_either(
    published: Claim, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "PER_HOUR", 0)
    path = f"{published.get_absolute_url()}report/"
    for given, status in (({}, 422), ({"text": "Die Zahl ist falsch."}, 429)):
        answer = client.post(path, given, headers={"origin": "http://testserver"})

        assert answer.status_code == status
        assert SECRET.casefold() not in answer.text.casefold()


@pytest.mark.parametrize(
    "path",
    [
        *("/articles/draft/", "/claimants/draft/", "/claimants/draft-unnamed/"),
        *("/publishers/draft/", "/topics/draft/", "/feeds/claimants/draft.json"),
        *("/feeds/topics/draft.json", "/feeds/topics/draft.atom"),
        *("/claims/2026/draft/", "/claims/2026/draft/embed/"),
        *("/api/v1/articles/draft/", "/api/v1/claimants/draft/"),
    ],
)
def test_what_has_nothing_published_is_not_there(
    path: str, published: Claim, client: Client
) -> None:
    assert client.get(path).status_code == 404


def test_what_is_not_published_is_not_counted(published: Claim, client: Client) -> None:
    listed = client.get("/claims/").context
    counts = {f.title: sum(choice.count for choice in f.choices) for f in listed["filters"]}

    assert listed["page"].count == 3
    assert set(counts.values()) <= {1, 3}  # one of the three is filed under a topic
    for asked in (f"q={SECRET}", "claimant=draft", "rating=false"):
        found = client.get(f"/claims/?{asked}").context
        assert found["page"].count == 0
        assert SECRET not in [c.label for one in found["filters"] for c in one.choices]


def test_article_marks_published_claims_alone(published: Claim, client: Client) -> None:
    page = client.get(reverse("public:article", args=[published.article.slug]))

    assert [note.page.claim_id for note in page.context["notes"]] == [published.pk]
