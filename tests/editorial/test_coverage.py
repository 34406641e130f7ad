"""What is settled of an article's text."""

import pytest

from claims.editorial import claims as editing
from claims.editorial.coverage import coverage_of, measure, stage_of, stale_claim_ids
from claims.models import Claim
from tests import factories

S = Claim.State


@pytest.mark.parametrize(
    ("places", "percent", "unsettled"),
    [
        ([], 0, 0),
        ([("settled", (0, 11))], 100, 0),
        ([("settled", (0, 5))], 50, 0),
        ([("settled", (0, 11)), ("open", (6, 8))], 80, 20),  # the worse of two counts
        ([("open", (0, 11)), ("settled", (0, 5))], 0, 100),
        ([("settled", (0, 3)), ("settled", (1, 4))], 40, 0),  # twice is not more
        ([("settled", (0, 10)), ("suggested", (10, 11))], 90, 10),
        ([("settled", (5, 6))], 0, 0),  # the space between the words
    ],
)
def test_share_of_the_text(places, percent, unsettled):
    coverage = measure("Größe 🎉zählt"[:11], places)

    assert (coverage.size, coverage.percent, coverage.unsettled_percent) == (10, percent, unsettled)


def test_empty_text_has_no_share():
    assert measure("", []).percent == 0


@pytest.mark.django_db
def test_approval_that_no_longer_fits_settles_nothing():
    claim = factories.approved_claim()
    assert stage_of(claim, stale=stale_claim_ids([claim])) == "settled"

    editing.edit(claim, statement="Anders.", actor=factories.EditorFactory())

    assert claim.state == S.APPROVED
    assert stage_of(claim, stale=stale_claim_ids([claim])) == "review"
    coverage, unsettled, settled = coverage_of(claim.article)
    assert (coverage.percent, unsettled, settled) == (0, [claim], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("state", S.values)
def test_every_state_has_its_stage(state):
    expected = dict.fromkeys(["approved", "published", "retracted", "dismissed"], "settled")
    expected |= {"in_review": "review", "suggested": "suggested"}

    assert stage_of(Claim(state=state)) == expected.get(state, "open")


@pytest.mark.django_db
def test_claims_that_became_others_do_not_count():
    editor = factories.EditorFactory()
    claim = factories.ClaimFactory()
    made = editing.suggest(claim.article, spans=[(0, 5)], actor=editor)
    editing.dismiss(made, reason="opinion", actor=editor)
    editing.split(claim, statements=["A.", "B."], actor=editor)

    _coverage, unsettled, settled = coverage_of(claim.article)

    assert ({part.split_from for part in unsettled}, len(unsettled), settled) == ({claim}, 2, 1)
