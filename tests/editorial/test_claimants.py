"""Those who said it: put on file, mended, merged, taken apart; nothing lost, everything logged."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.admin.claimants.fields import found
from claims.editorial import claimants as verbs
from claims.editorial import claims as editing
from claims.editorial.workflow import Refused
from claims.extraction.model import Speaker
from claims.extraction.record import Claimants
from claims.models import Claimant, Event, Publication
from claims.models.defaults import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.EditorFactory()


@pytest.fixture
def keller():
    claimant = factories.ClaimantFactory(name="A. Keller", role="Sprecherin", wikidata_id="Q7")
    factories.ClaimantNameFactory(claimant=claimant, name="A. Keller")
    factories.ClaimantNameFactory(claimant=claimant, name="Anna Keller")
    return claimant


@pytest.fixture
def other():
    claimant = factories.ClaimantFactory(name="Anna Keller", role="")
    factories.ClaimantNameFactory(claimant=claimant, name="Anna Keller")
    return claimant


def names(claimant):
    return [row.name for row in claimant.names.all()]


def page(client, claimant):
    return client.get(reverse("public:claimant", args=[claimant.slug]))


# --- Putting on file, mending -----------------------------------------------------------------


def test_new_claimant_goes_by_name_and_aliases(editor):
    made = verbs.add_claimant(" Anna  Keller ", names=["Keller", "Keller"], actor=editor)

    assert (made.name, made.slug, names(made)) == (
        "Anna Keller",
        "anna-keller",
        ["Anna Keller", "Keller"],
    )
    assert Event.objects.get().data == {"claimant": made.pk, "name": "Anna Keller"}


def test_edit_is_logged_with_before_and_after(editor, keller):
    verbs.edit_claimant(keller, role="Präsidentin", names=["Keller"], actor=editor)

    assert names(keller) == ["A. Keller", "Keller"]
    assert Event.objects.get().data["changes"] == {
        "role": ["Sprecherin", "Präsidentin"],
        "names": ["A. Keller, Anna Keller", "A. Keller, Keller"],
    }


def test_edit_that_changes_nothing_leaves_no_trace(editor, keller):
    verbs.edit_claimant(keller, role="Sprecherin", names=["Anna Keller"], actor=editor)

    assert not Event.objects.exists()


@pytest.mark.parametrize("wrong", ["42", "q42", "Q0", "Q42 ", "https://www.wikidata.org/wiki/Q42"])
def test_wikidata_id_that_is_none_is_refused(wrong, editor, keller):
    with pytest.raises(Refused, match="Q42"):
        verbs.edit_claimant(keller, wikidata_id=wrong, actor=editor)

    keller.refresh_from_db()
    assert keller.wikidata_id == "Q7"


def test_who_is_not_named_stays_with_an_article(editor):
    with pytest.raises(Refused):
        verbs.add_claimant("ein Beamter", kind="unnamed", actor=editor)


# --- Merging ----------------------------------------------------------------------------------


def test_merge_moves_claims_pages_names_and_what_only_one_had(editor, keller, other):
    claim = factories.ClaimFactory(claimant=keller)
    public = factories.published_claim(claimant=keller)
    document = public.publication.document

    verbs.merge_claimants(keller, into=other, actor=editor)

    claim.refresh_from_db()
    assert (claim.claimant, claim.last_editor, claim.compared_at) == (other, editor, None)
    published = Publication.objects.get()
    assert (published.claimant, published.document) == (other, document)
    assert (names(keller), names(other)) == ([], ["A. Keller", "Anna Keller"])
    assert (other.role, other.wikidata_id, keller.merged_into) == ("Sprecherin", "Q7", other)
    data = Event.objects.get(verb="merge_claimants").data
    assert data["claims"] == sorted([claim.pk, public.pk])
    assert (data["name"], data["into_name"]) == ("A. Keller", "Anna Keller")
    assert Event.objects.filter(claim=claim, verb="edit").get().data["changes"] == {
        "claimant": ["A. Keller", "Anna Keller"]
    }


def test_old_address_leads_to_the_new_one_and_pages_follow(client, editor, keller, other):
    public = factories.published_claim(claimant=keller)
    third = factories.ClaimantFactory(name="Anna Keller-Moser")

    verbs.merge_claimants(keller, into=other, actor=editor)
    verbs.merge_claimants(other, into=third, actor=editor)

    for gone in (keller, other):
        response = page(client, gone)
        assert (response.status_code, response.url) == (301, f"/claimants/{third.slug}/")
    assert public.statement in page(client, third).text
    assert "Anna Keller-Moser" in page(client, third).text
    answer = client.get(f"/api/v1/claimants/{keller.slug}/")
    assert (answer.status_code, answer.json()["slug"]) == (200, third.slug)


def test_old_address_tells_nothing_of_who_has_no_public_page(client, editor, keller, other):
    factories.ClaimFactory(claimant=keller)

    verbs.merge_claimants(keller, into=other, actor=editor)

    assert (page(client, keller).status_code, page(client, other).status_code) == (404, 404)
    assert client.get(f"/api/v1/claimants/{keller.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ({"wikidata_id": "Q1"}, {"wikidata_id": "Q2"}, "Q1"),
        ({"kind": "person"}, {"kind": "organisation"}, "Organisation"),
    ],
)
def test_merge_that_would_lose_something_is_refused(mine, theirs, why, editor):
    gone, kept = factories.ClaimantFactory(**mine), factories.ClaimantFactory(**theirs)

    with pytest.raises(Refused, match=why):
        verbs.merge_claimants(gone, into=kept, actor=editor)

    gone.refresh_from_db()
    assert (gone.merged_into, Event.objects.count()) == (None, 0)


@pytest.mark.parametrize("make", [factories.claim_in_review, factories.approved_claim])
def test_merge_that_would_cost_a_review_is_refused(make, editor, keller, other):
    claim = make(claimant=keller)

    with pytest.raises(Refused, match="um 12 Prozent"):
        verbs.merge_claimants(keller, into=other, actor=editor)

    claim.refresh_from_db()
    assert claim.claimant == keller


def test_nobody_is_merged_twice_or_into_oneself_or_into_who_was(editor, keller, other):
    third = factories.ClaimantFactory()
    verbs.merge_claimants(keller, into=other, actor=editor)

    for gone, into in [(keller, third), (third, keller), (third, third)]:
        with pytest.raises(Refused):
            verbs.merge_claimants(gone, into=into, actor=editor)


def test_database_refuses_who_is_merged_into_oneself(keller):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claimant.objects.filter(pk=keller.pk).update(merged_into=keller.pk)


def test_who_was_merged_is_offered_no_more(editor, keller, other):
    claim = factories.ClaimFactory()
    verbs.merge_claimants(keller, into=other, actor=editor)

    assert list(found("A. Keller")) == [other]
    with pytest.raises(Refused):
        editing.edit(claim, claimant=Claimant.objects.get(pk=keller.pk), actor=editor)


def test_machine_finds_whom_the_names_lead_to_now(editor, keller, other):
    article = factories.ArticleFactory()
    scoped = factories.ClaimantFactory(name="die Sprecherin", kind="role", article=article)
    factories.ClaimantNameFactory(claimant=scoped, name="die Sprecherin")
    verbs.merge_claimants(scoped, into=other, actor=editor)
    book = Claimants(article)

    assert book.find_or_create(Speaker((), "die Sprecherin", "role")) == other
    assert names(other) == ["Anna Keller"]  # elsewhere it is somebody else
    elsewhere = Claimants(factories.ArticleFactory())
    assert elsewhere.find(Speaker((), "die Sprecherin", "role")) is None


def test_unnamed_person_of_one_article_takes_in_nobody_else(editor, keller):
    scoped = factories.UnnamedClaimantFactory()

    for gone in (keller, factories.UnnamedClaimantFactory()):
        with pytest.raises(Refused):
            verbs.merge_claimants(gone, into=scoped, actor=editor)


def test_merge_is_undone_with_all_that_has_not_moved_on(client, editor, keller, other):
    claims = [factories.ClaimFactory(claimant=keller) for _row in range(2)]
    public = factories.published_claim(claimant=keller)
    own = factories.ClaimFactory(claimant=other)
    third = factories.ClaimantFactory()
    verbs.merge_claimants(keller, into=other, actor=editor)
    claims[1].refresh_from_db()
    editing.edit(claims[1], claimant=third, actor=editor)

    verbs.unmerge_claimants(keller, actor=editor)

    for row, whose in [(claims[0], keller), (claims[1], third), (public, keller), (own, other)]:
        row.refresh_from_db()
        assert row.claimant == whose
    other.refresh_from_db()
    assert (other.role, other.wikidata_id, keller.merged_into) == ("", "", None)
    assert (names(keller), names(other)) == (["A. Keller", "Anna Keller"], ["Anna Keller"])
    assert page(client, keller).status_code == 200
    with pytest.raises(Refused):
        verbs.unmerge_claimants(keller, actor=editor)


# --- Taking apart -----------------------------------------------------------------------------


def test_chosen_claims_go_to_another(editor, keller, other):
    stays, goes = factories.ClaimFactory(claimant=keller), factories.ClaimFactory(claimant=keller)

    verbs.split_claimant(keller, claims=[goes], to=other, actor=editor)

    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.claimant, goes.claimant) == (keller, other)
    assert Event.objects.first().data == {
        "claimant": keller.pk,
        "name": "A. Keller",
        "to": other.pk,
        "to_name": "Anna Keller",
        "claims": [goes.pk],
    }


@pytest.mark.parametrize(
    "make", [factories.claim_in_review, factories.approved_claim, factories.published_claim]
)
def test_split_moves_all_or_none(make, editor, keller, other):
    free, held = factories.ClaimFactory(claimant=keller), make(claimant=keller)
    before = Event.objects.count()

    with pytest.raises(Refused):
        verbs.split_claimant(keller, claims=[free, held], to=other, actor=editor)

    assert keller.claims.count() == 2
    assert Event.objects.count() == before


def test_split_needs_claims_of_this_claimant_and_another_one(editor, keller, other):
    claim = factories.ClaimFactory(claimant=other)

    for claims, to in [([], other), ([claim], keller), ([claim], other)]:
        with pytest.raises(Refused):
            verbs.split_claimant(keller, claims=claims, to=to, actor=editor)


# --- Who may ----------------------------------------------------------------------------------

DO = {
    "add": lambda one, _two, actor: verbs.add_claimant("Neu", actor=actor),
    "edit": lambda one, _two, actor: verbs.edit_claimant(one, role="Neu", actor=actor),
    "merge": lambda one, two, actor: verbs.merge_claimants(one, into=two, actor=actor),
    "unmerge": lambda one, _two, actor: verbs.unmerge_claimants(one, actor=actor),
    "split": lambda one, two, actor: verbs.split_claimant(
        one, claims=one.claims.all(), to=two, actor=actor
    ),
}


@pytest.mark.parametrize("verb", DO)
@pytest.mark.parametrize(
    "role", [*sorted(set(Role.values) - {Role.EDITOR, Role.CHIEF_EDITOR}), "superuser"]
)
def test_only_editors_and_chief_editors_decide_who_is_who(verb, role, keller, other):
    superuser = role == "superuser"
    person = factories.UserFactory(role="" if superuser else role, is_superuser=superuser)

    with pytest.raises(PermissionDenied):
        DO[verb](keller, other, person)
