"""How similar claims were rated before, and the warning where one is rated otherwise."""

import pytest
from django.urls import reverse

from claims.matching.features import extract_features
from claims.matching.index import index_claim, statement_of
from claims.matching.precedents import contradicted_claims, find_precedents
from tests import factories

pytestmark = pytest.mark.django_db


def filed(claim):
    index_claim(claim, extract_features(statement_of(claim)))
    return claim


def test_published_check_of_the_same_claim_is_the_first_precedent():
    before = filed(factories.published_claim())
    claim = filed(factories.ClaimFactory())

    found = find_precedents(claim)

    assert [(row.publication.claim, row.repeats) for row in found] == [(before, True)]


def test_what_is_not_published_or_about_something_else_is_no_precedent():
    filed(factories.claim_in_review())
    filed(factories.published_claim(statement="Der Mond besteht aus Käse und Brot."))

    assert find_precedents(filed(factories.ClaimFactory())) == []


def test_checks_of_the_same_claimant_fill_the_list():
    keller = factories.ClaimantFactory()
    for number in range(6):
        factories.published_claim(
            claimant=keller, statement=f"Satz {number} über etwas ganz Neues."
        )

    found = find_precedents(factories.ClaimFactory(claimant=keller))

    assert [row.repeats for row in found] == [False] * 5


def test_other_rating_of_the_same_claim_is_told():
    filed(factories.published_claim(word="true"))
    found = find_precedents(filed(factories.ClaimFactory()))

    assert contradicted_claims(found, factories.rating("true").pk) == []
    assert contradicted_claims(found, factories.rating("false").pk) == found


@pytest.mark.parametrize(("word", "warned"), [("true", False), ("false", True)])
def test_form_shows_precedents_and_warns(word, warned, client):
    before = filed(factories.published_claim(word="true"))
    claim = filed(factories.claim_in_review(word=word))
    client.force_login(factories.EditorFactory())

    text = client.get(
        reverse("admin:claims_claim_change", args=[claim.pk]), headers={"Accept-Language": "en"}
    ).text

    assert before.publication.document["path"] in text
    assert ("Say in the reasoning why" in text) is warned
