"""What must never be true is refused by the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.models import (
    Article,
    Claim,
    Claimant,
    Correction,
    Evidence,
    Finding,
    Publication,
    Rating,
    RatingScale,
    Source,
)
from claims.models.claimant import ClaimantName, fold
from claims.models.defaults import Role, ensure_groups, ensure_rating_scales
from claims.models.slugs import free_slug, german_slug
from tests import factories

pytestmark = pytest.mark.django_db

IMPOSSIBLE = {
    "dismissed without reason": (factories.ClaimFactory, {"state": "dismissed"}),
    "reason without dismissal": (factories.ClaimFactory, {"dismissal_reason": "opinion"}),
    "merged into nothing": (factories.ClaimFactory, {"state": "merged"}),
    "own voice with claimant": (factories.ClaimFactory, {"mode": "own_voice"}),
    "check-worthiness above one": (factories.ClaimFactory, {"checkworthiness": 1.5}),
    "check-worthiness below zero": (factories.ClaimFactory, {"checkworthiness": -0.5}),
    "unnamed without article": (factories.ClaimantFactory, {"kind": "unnamed"}),
    "role without article": (factories.ClaimantFactory, {"kind": "role"}),
    "source of nothing": (factories.SourceFactory, {"url": "", "note": ""}),
    "copy without passage": (factories.EvidenceFactory, {"excerpt": ""}),
    "correction published undated": (
        lambda: factories.CorrectionFactory(approved=True),
        {"state": "published"},
    ),
    "correction approved by nobody": (factories.CorrectionFactory, {"state": "approved"}),
    "finding resolved without how": (factories.FindingFactory, {"state": "resolved"}),
    "finding dismissed without why": (factories.FindingFactory, {"state": "dismissed"}),
    "step zero": (lambda: Rating.objects.get(slug="true"), {"ordinal": 0}),
    "a step taken twice": (lambda: Rating.objects.get(slug="true"), {"ordinal": 1}),
}


@pytest.mark.parametrize(("make", "columns"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_impossible_row_is_refused(make, columns):
    row = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**columns)


def test_merged_into_belongs_to_merged_claims():
    claim, other = factories.ClaimFactory(), factories.ClaimFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(merged_into=other)


@pytest.mark.parametrize("model", [Article, Source])
def test_address_stands_for_one_row(model):
    make = factories.ArticleFactory if model is Article else factories.SourceFactory
    one, other = make(), make()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=other.pk).update(url=one.url)


def test_rows_without_address_are_many():
    factories.ArticleFactory(url="")
    factories.ArticleFactory(url="")

    assert Article.objects.filter(url="").count() == 2


def test_claim_has_one_public_page():
    page = factories.published_claim().publication
    page.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        page.save(force_insert=True)


def test_address_of_a_page_is_unique_in_its_year():
    one, other = factories.published_claim().publication, factories.published_claim().publication

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=other.pk).update(slug=one.slug)


def test_finding_seen_twice_folds_into_one():
    finding = factories.FindingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.FindingFactory(evidence=finding.evidence, fingerprint=finding.fingerprint)


def test_resolved_finding_may_come_back():
    finding = factories.FindingFactory()
    Finding.objects.update(state="resolved", resolution="no_action")

    again = factories.FindingFactory(evidence=finding.evidence, fingerprint=finding.fingerprint)

    assert again.pk != finding.pk


def test_one_scale_is_in_use_for_each_question():
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingScale.objects.create(slug="zweite", name="Zweite", aspect="content")


@pytest.mark.parametrize("value", ["42", "q42", "Q0", "Q4x", "Q"])
def test_wikidata_id_looks_like_one(value):
    claimant = factories.ClaimantFactory.build(wikidata_id=value)

    with pytest.raises(ValidationError):
        claimant.clean_fields()


# --- What is public ---------------------------------------------------------------------------


def test_only_published_claims_are_public():
    public = factories.published_claim()
    retracted = factories.published_claim()
    Publication.objects.filter(claim=retracted).update(retracted_at="2026-01-01T00:00:00Z")
    factories.approved_claim()
    factories.ClaimFactory(state="published")  # a state alone publishes nothing

    assert set(Claim.objects.published()) == {public, retracted}
    assert set(Claim.objects.standing()) == {public}
    assert set(Article.objects.published()) == {public.article}
    assert set(Claimant.objects.published()) == {public.claimant}


def test_standing_evidence_is_what_was_not_withdrawn():
    standing = factories.EvidenceFactory()
    factories.EvidenceFactory(withdrawn_at="2026-01-01T00:00:00Z")

    assert list(Evidence.objects.standing()) == [standing]


def test_watched_evidence_has_a_passage_on_the_web():
    watched = factories.EvidenceFactory()
    factories.EvidenceFactory(snapshot=None, excerpt="")
    note = factories.SourceFactory(url="", note="Gespräch")
    factories.EvidenceFactory(source=note, snapshot=None, excerpt="")

    assert list(Evidence.objects.watched()) == [watched]


def test_published_corrections_are_public():
    claim = factories.published_claim()
    factories.CorrectionFactory(claim=claim)
    factories.CorrectionFactory(claim=claim, approved=True)

    assert list(Correction.objects.published()) == []


# --- Names and addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Grossbritannien kündigt an", "grossbritannien-kuendigt-an"),
        ("Straße & Öl", "strasse-oel"),
        ("«…»", "ohne-titel"),
        ("", "ohne-titel"),
        ("Привет из Łodzi", "privet-iz-lodzi"),
        ("wort " * 40, "-".join(["wort"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slug_is_readable_and_never_empty(text, slug):
    assert german_slug(text) == slug


def test_free_slug_counts_on():
    for slug in ("a", "a-2", "a-4", "ab"):
        factories.ClaimantFactory(slug=slug)

    assert free_slug(Claimant.objects.all(), "A") == "a-3"


@pytest.mark.parametrize(
    ("one", "other"), [("Strauß", "STRAUSS"), ("Anna  Keller", " anna keller "), ("Ö", "ö")]
)
def test_spellings_of_a_name_are_one(one, other):
    assert fold(one) == fold(other)


def test_alias_is_folded_when_saved():
    alias = factories.ClaimantNameFactory(name="Franz Josef STRAUẞ")

    assert ClaimantName.objects.get(folded="franz josef strauss") == alias


# --- First rows -------------------------------------------------------------------------------


def test_first_rows_are_written_once_and_not_over():
    Rating.objects.filter(slug="true").update(label_de="Stimmt")

    ensure_groups()
    ensure_rating_scales()

    assert Rating.objects.get(slug="true").label_de == "Stimmt"
    assert RatingScale.objects.count() == 2


def test_nobody_may_change_log_or_verdicts_in_the_admin():
    people = [factories.UserFactory(role=role) for role in Role.values]

    allowed = [
        f"{person.groups.get()} {action}_{table}"
        for person in people
        for table in (
            "event",
            "verdict",
            "publication",
            "correction",
            "snapshot",
            "articlerevision",
        )
        for action in ("add", "change", "delete")
        if person.has_perm(f"claims.{action}_{table}")
    ]

    assert allowed == []


def test_forecast_is_a_question_about_the_kind():
    forecasts = [kind for kind in Claim.Kind.values if Claim(kind=kind).is_forecast]

    assert forecasts == ["prediction", "intention"]
