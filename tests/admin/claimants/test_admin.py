"""Claimants at the desk: the page, merging and taking apart."""

import pytest
from django.urls import reverse

from claims.models import Claimant, Event
from tests import factories


def address(claimant, page="change"):
    return reverse(f"admin:claims_claimant_{page}", args=[claimant.pk])


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def keller(db):
    claimant = factories.ClaimantFactory(name="A. Keller", slug="a-keller")
    factories.ClaimantNameFactory(claimant=claimant, name="A. Keller")
    return claimant


@pytest.fixture
def other(db):
    claimant = factories.ClaimantFactory(name="Anna Keller", slug="anna-keller")
    factories.ClaimantNameFactory(claimant=claimant, name="Anna Keller")
    return claimant


def answers(**changes):
    return {
        "name": "A. Keller",
        "aliases": "",
        "kind": "person",
        "role": "Polizeisprecherin",
        "wikidata_id": "",
        "article": "",
        **changes,
    }


def test_claimant_is_put_on_file_and_mended_through_the_log(sign_in, editor):
    client = sign_in(editor)
    client.post(
        reverse("admin:claims_claimant_add"),
        answers(aliases="Keller\n Frau Keller ", slug="keller"),
    )
    made = Claimant.objects.get()
    client.post(address(made), answers(role="Präsidentin", aliases="Keller", slug="anders"))

    made.refresh_from_db()
    assert (made.slug, made.role) == ("keller", "Präsidentin")
    assert [row.name for row in made.names.all()] == ["A. Keller", "Keller"]
    assert list(Event.objects.values_list("verb", "actor")) == [
        ("edit_claimant", editor.pk),
        ("add_claimant", editor.pk),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("wikidata_id", "42"), ("kind", "unnamed"), ("aliases", "x" * 201), ("name", "")],
)
def test_nonsense_comes_back_with_the_form(field, value, sign_in, editor, keller):
    page = sign_in(editor).post(address(keller), answers(**{field: value}))

    assert page.status_code == 200
    assert page.context["adminform"].form.errors
    assert not Event.objects.exists()


def test_merge_from_the_page_and_back(sign_in, editor, keller, other):
    claim = factories.ClaimFactory(claimant=keller)
    client = sign_in(editor)

    page = client.post(address(keller, "merge"), {"into": "anna  KELLER"}, follow=True)
    claim.refresh_from_db()
    assert (page.redirect_chain[0][0], claim.claimant) == (address(other), other)
    tombstone = client.get(address(keller))
    assert 'form="unmerge"' in tombstone.text
    assert client.post(address(keller), answers()).status_code == 403
    client.post(address(keller, "unmerge"))

    claim.refresh_from_db()
    assert claim.claimant == keller


def test_merge_says_why_it_is_refused_and_who_is_meant(sign_in, editor, keller, other):
    factories.claim_in_review(claimant=keller)
    twin = factories.ClaimantFactory(name="Anna Keller", slug="anna-keller-2")
    client = sign_in(editor)

    def errors(into):
        page = client.post(address(keller, "merge"), {"into": into})
        return " ".join(page.context["form"].errors["into"])

    assert "um 12 Prozent" in errors(f"#{other.pk}")
    assert f"#{other.pk}" in errors("Anna Keller")
    assert f"#{twin.pk}" in errors("Anna Keller")
    assert "Niemand" in errors("Nobody")


def test_merging_several_asks_who_stays_and_reports_who_could_not_be(
    sign_in, editor, keller, other
):
    firm = factories.ClaimantFactory(name="Keller AG", kind="organisation")
    client = sign_in(editor)
    chosen = {"action": "merge_all", "_selected_action": [keller.pk, other.pk, firm.pk]}
    path = reverse("admin:claims_claimant_changelist")

    asked = client.post(path, chosen)
    done = client.post(path, {**chosen, "answered": "1", "into": other.pk}, follow=True)

    assert asked.text.count('name="into"') == 3
    assert list(Claimant.objects.exclude(merged_into=None)) == [keller]
    assert "Keller AG" in said(done)


@pytest.mark.parametrize("how", ["known", "new"])
def test_claims_are_given_to_somebody_else(how, sign_in, editor, keller, other):
    stays, goes = factories.ClaimFactory(claimant=keller), factories.ClaimFactory(claimant=keller)
    who = "Anna Keller" if how == "known" else "Anton Keller"

    sign_in(editor).post(
        address(keller, "split"), {"who": who, "how": how, "kind": "person", "claims": [goes.pk]}
    )

    goes.refresh_from_db()
    assert (goes.claimant.name, list(keller.claims.all())) == (who, [stays])


def test_refused_split_makes_nobody_new(sign_in, editor, keller):
    claim = factories.published_claim(claimant=keller)

    page = sign_in(editor).post(
        address(keller, "split"),
        {"who": "Anton Keller", "how": "new", "kind": "person", "claims": [claim.pk]},
    )

    assert page.context["form"].non_field_errors()
    assert Claimant.objects.count() == 1


@pytest.mark.parametrize("role", ["reviewer", "auditor", "administrator"])
def test_others_do_not_decide_who_is_who(role, sign_in, people, keller, other):
    client = sign_in(people[role])

    for page, data in [("merge", {"into": "Anna Keller"}), ("split", {}), ("unmerge", {})]:
        assert client.post(address(keller, page), data).status_code == 403
    assert not Event.objects.exists()


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "x"])
def test_claimant_that_is_none_is_not_found(pk, sign_in, editor):
    assert sign_in(editor).get(f"/admin/claims/claimant/{pk}/merge/").status_code == 404
