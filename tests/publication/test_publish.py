"""Publishing, correcting, retracting: what the public sees, and when it changes."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.editorial import claims as editing
from claims.editorial import verdicts
from claims.editorial.workflow import Refused
from claims.models import Claim, Correction, Publication
from claims.models.verdict import Aspect
from claims.publication import publish
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return factories.ChiefEditorFactory()


@pytest.fixture
def editor():
    return factories.EditorFactory()


def under_revision(editor):
    """A published claim with another version approved, and nothing that allows it out."""
    claim = factories.published_claim()
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    factories.propose_and_submit(claim, word="partly-false")
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    return claim


def approved_correction(claim, editor, kind="correction", text="Die Zahl war falsch."):
    correction = publish.prepare_correction(claim, kind=kind, text=text, actor=editor)
    return publish.approve_correction(correction, actor=factories.ReviewerFactory())


# --- First publication ------------------------------------------------------------------------


def test_publication_gives_the_claim_a_page(chief):
    claim = factories.approved_claim(headline="Weniger Einbrüche")

    page = publish.publish(claim, actor=chief)

    verdict = claim.verdicts.get()
    assert (claim.state, verdict.state) == ("published", "published")
    assert page.slug == "weniger-einbrueche"
    assert page.document["path"] == f"/claims/{page.year}/weniger-einbrueche/"
    assert (page.statement, page.rating, page.claimant) == (
        claim.statement,
        verdict.rating,
        claim.claimant,
    )
    assert page.first_published_at == page.updated_at == verdict.published_at


def test_document_tells_everything_that_is_public(chief):
    claim = factories.claim_in_review(selection_reason="Viel geteilt.", via=[{"name": "sda"}])
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    document = publish.publish(claim, actor=chief).document

    assert document["statement"] == claim.statement
    assert document["quote"] == [factories.QUOTE]
    assert document["context"] == [
        "«",
        factories.QUOTE,
        factories.ARTICLE_TEXT.removeprefix("«" + factories.QUOTE),
    ]
    assert document["claimant"]["name"] == claim.claimant.name
    assert document["content"] == {
        "slug": "true",
        "label": "Richtig",
        "label_de": "Richtig",
        "label_en": "True",
        "definition_de": "Die Behauptung stimmt; nichts Wesentliches fehlt.",
        "definition_en": "The claim is right; nothing essential is missing.",
        "sign": "✓",
        "ordinal": 5,
        "steps": 5,
        "evidence_class": "supported",
        "summary": factories.VerdictFactory.summary,
        "rationale": factories.VerdictFactory.rationale,
        "both_sides": factories.VerdictFactory.both_sides,
        "number": 1,
    }
    assert document["attribution"] is None
    assert [piece["excerpt"] for piece in document["evidence"]] == [factories.EXCERPT]
    assert document["article"]["title"] == claim.article.title
    assert document["selection_reason"] == "Viel geteilt."
    assert document["via"] == [{"name": "sda"}]
    assert (document["corrections"], document["retracted_at"]) == ([], "")
    assert [version["number"] for version in document["versions"]] == [1]


def test_both_answers_are_published(chief):
    claim = factories.ClaimFactory(state="in_research")
    factories.EvidenceFactory(claim=claim)
    verdicts.propose(
        claim,
        aspect=Aspect.ATTRIBUTION,
        rating=factories.rating("confirmed", aspect=Aspect.ATTRIBUTION),
        summary="So gesagt.",
        rationale="Aufnahme.",
        known_as_of=date(2026, 1, 7),
        actor=factories.EditorFactory(),
    )
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    page = publish.publish(claim, actor=chief)

    assert page.document["attribution"]["slug"] == "confirmed"
    assert page.attribution_rating.slug == "confirmed"


def test_address_is_unique_within_the_year(chief):
    pages = [
        publish.publish(factories.approved_claim(headline="Gleich"), actor=chief)
        for _number in range(3)
    ]

    assert [page.slug for page in pages] == ["gleich", "gleich-2", "gleich-3"]


def test_published_claim_is_looked_at_again(chief, settings):
    claim = factories.approved_claim()

    page = publish.publish(claim, actor=chief)

    policy = claim.recheck_policy
    assert policy.interval == settings.RECHECK_INTERVAL
    assert policy.due_at > page.updated_at


@pytest.mark.parametrize(
    "person", [factories.EditorFactory, factories.ReviewerFactory, factories.AdministratorFactory]
)
def test_only_the_chief_editor_publishes(person):
    claim = factories.approved_claim()

    with pytest.raises(PermissionDenied):
        publish.publish(claim, actor=person())

    assert Publication.objects.count() == 0


def test_nothing_confidential_is_in_the_document(chief):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    secret = factories.EvidenceFactory(
        claim=claim,
        confidential=True,
        note="Informantin im Stadthaus",
        source=factories.SourceFactory(title="Geheimes Protokoll", publisher="Amt X"),
    )
    factories.CommentFactory(claim=claim, body="Interne Bemerkung")
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    page = publish.publish(claim, actor=chief)

    public = json.dumps(page.document, ensure_ascii=False) + page.search_text
    hidden = ["Informantin", "Geheimes", "Amt X", secret.source.url, "Interne", "confidential"]
    assert [word for word in hidden if word in public] == []
    usernames = [chief.username, claim.verdicts.get().proposer.username]
    assert [name for name in usernames if name in public] == []


def test_preview_is_what_publication_gives(chief):
    claim = factories.approved_claim()

    seen = publish.preview(claim, to=factories.EditorFactory())
    document = publish.publish(claim, actor=chief).document

    changing = {"path", "versions", "first_published_at", "updated_at"}
    assert {key: seen[key] for key in seen.keys() - changing} == {
        key: document[key] for key in document.keys() - changing
    }


def test_preview_writes_nothing():
    claim = factories.claim_in_review()

    publish.preview(claim, to=factories.EditorFactory())

    assert Publication.objects.count() == 0


# --- Corrections ------------------------------------------------------------------------------


def test_change_of_what_is_public_needs_a_correction(chief, editor):
    claim = under_revision(editor)
    before = Publication.objects.get().document

    with pytest.raises(Refused):
        publish.publish(claim, actor=chief)

    assert Publication.objects.get().document == before


def test_prepared_correction_is_not_enough(chief, editor):
    claim = under_revision(editor)
    publish.prepare_correction(claim, kind="update", text="Neu.", actor=editor)

    with pytest.raises(Refused):
        publish.publish(claim, actor=chief)


def test_corrected_claim_shows_before_and_after(chief, editor):
    claim = under_revision(editor)
    first = Publication.objects.get()
    correction = approved_correction(claim, editor)

    page = publish.publish(claim, actor=chief)

    correction.refresh_from_db()
    (shown,) = page.document["corrections"]
    assert (page.pk, page.slug, page.year) == (first.pk, first.slug, first.year)
    assert page.first_published_at == first.first_published_at
    assert (correction.state, correction.published_at) == ("published", page.updated_at)
    assert (shown["kind"], shown["text"]) == ("correction", "Die Zahl war falsch.")
    assert (shown["before"]["rating"], shown["after"]["rating"]) == ("true", "partly-false")
    assert [version["slug"] for version in page.document["versions"]] == ["true", "partly-false"]
    assert [v.state for v in claim.verdicts.order_by("number")] == ["superseded", "published"]


def test_each_change_needs_a_correction_of_its_own(chief, editor):
    claim = under_revision(editor)
    approved_correction(claim, editor)
    publish.publish(claim, actor=chief)
    editing.reopen(claim, reason="Nochmals", actor=editor)
    factories.propose_and_submit(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    with pytest.raises(Refused):
        publish.publish(claim, actor=chief)


def test_own_correction_cannot_be_approved(editor):
    correction = publish.prepare_correction(
        factories.published_claim(), kind="update", text="Neu.", actor=editor
    )

    with pytest.raises(Refused):
        publish.approve_correction(correction, actor=editor)

    correction.refresh_from_db()
    assert correction.state == "prepared"


@pytest.mark.parametrize(
    "columns", [{"approved_by": "prepared_by"}, {"state": "approved"}], ids=str
)
def test_database_wants_a_second_person(columns):
    correction = factories.CorrectionFactory(claim=factories.published_claim())
    if "approved_by" in columns:
        columns = {"approved_by": correction.prepared_by, "state": "approved"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**columns)


@pytest.mark.parametrize("role", ["auditor", "administrator", "bot"])
def test_others_do_not_correct(role, editor):
    claim, person = factories.published_claim(), factories.UserFactory(role=role)
    with pytest.raises(PermissionDenied):
        publish.prepare_correction(claim, kind="update", text="Neu.", actor=person)
    correction = publish.prepare_correction(claim, kind="update", text="Neu.", actor=editor)

    with pytest.raises(PermissionDenied):
        publish.approve_correction(correction, actor=person)
    with pytest.raises(PermissionDenied):
        publish.reject_correction(correction, actor=person)


@pytest.mark.parametrize(("kind", "text"), [("", "Neu."), ("stilles", "Neu."), ("update", " ")])
def test_correction_says_what_and_why(editor, kind, text):
    with pytest.raises(Refused):
        publish.prepare_correction(factories.published_claim(), kind=kind, text=text, actor=editor)


def test_only_what_is_public_is_corrected(editor):
    with pytest.raises(Refused):
        publish.prepare_correction(
            factories.approved_claim(), kind="update", text="Neu.", actor=editor
        )


def test_one_correction_at_a_time(editor):
    claim = factories.published_claim()
    publish.prepare_correction(claim, kind="update", text="Neu.", actor=editor)

    with pytest.raises(Refused):
        publish.prepare_correction(claim, kind="update", text="Noch neuer.", actor=editor)


@pytest.mark.parametrize("approved", [False, True])
def test_dropped_correction_makes_room_for_another(editor, approved):
    claim, reviewer = factories.published_claim(), factories.ReviewerFactory()
    correction = publish.prepare_correction(claim, kind="update", text="Neu.", actor=editor)
    if approved:
        publish.approve_correction(correction, actor=reviewer)

    publish.reject_correction(correction, actor=reviewer)
    another = publish.prepare_correction(claim, kind="update", text="Neuer.", actor=editor)

    assert (correction.state, correction.approved_by) == ("rejected", None)
    assert another.state == "prepared"


def test_published_correction_stays(chief, editor):
    claim = under_revision(editor)
    correction = approved_correction(claim, editor)
    publish.publish(claim, actor=chief)

    with pytest.raises(Refused):
        publish.reject_correction(correction, actor=factories.ReviewerFactory())


def test_unpublished_corrections_are_in_no_document(editor):
    claim = factories.published_claim()
    approved_correction(claim, editor, text="Noch nicht öffentlich.")

    assert "Noch nicht" not in json.dumps(publish.preview(claim, to=factories.EditorFactory()))


def test_versions_that_were_never_public_are_in_no_document(editor):
    document = publish.preview(under_revision(editor), to=factories.EditorFactory())

    assert [version["number"] for version in document["versions"]] == [1]


# --- Retraction -------------------------------------------------------------------------------


def test_retracted_claim_keeps_its_page_with_the_notice(chief, editor):
    claim = factories.published_claim()
    approved_correction(claim, editor, kind="retraction", text="Wir lagen falsch.")

    page = publish.retract(claim, actor=chief)

    claim = Claim.objects.published().get()
    assert claim.state == "retracted"
    assert page.document["retracted_at"] == page.retracted_at.isoformat()
    assert [each["text"] for each in page.document["corrections"]] == ["Wir lagen falsch."]
    assert list(Claim.objects.standing()) == []
    assert claim.verdicts.get().state == "withdrawn"
    assert claim.recheck_policy.due_at is None


@pytest.mark.parametrize("kind", [None, "correction"])
def test_retraction_needs_an_approved_retraction(chief, editor, kind):
    claim = factories.published_claim()
    if kind:
        approved_correction(claim, editor, kind=kind)

    with pytest.raises(Refused):
        publish.retract(claim, actor=chief)

    assert list(Claim.objects.standing()) == [claim]


def test_retraction_is_not_published_as_a_correction(chief, editor):
    claim = under_revision(editor)
    approved_correction(claim, editor, kind="retraction")

    with pytest.raises(Refused):
        publish.publish(claim, actor=chief)


def test_retraction_ends_what_was_under_way(chief, editor):
    claim = factories.published_claim()
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    factories.VerdictFactory(claim=claim)
    approved_correction(claim, editor, kind="retraction")

    publish.retract(claim, actor=chief)

    assert {v.state for v in claim.verdicts.all()} == {"withdrawn", "superseded"}


def test_retracted_claim_is_not_corrected(chief, editor):
    claim = factories.published_claim()
    approved_correction(claim, editor, kind="retraction")
    publish.retract(claim, actor=chief)

    with pytest.raises(Refused):
        publish.prepare_correction(claim, kind="update", text="Doch.", actor=editor)
