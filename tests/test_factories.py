"""The factories themselves: every one makes a row, and more than one."""

import pytest

from tests import factories

ALL = sorted(
    (
        thing
        for name, thing in vars(factories).items()
        if name.endswith("Factory") and name != "DjangoModelFactory"
    ),
    key=lambda thing: thing.__name__,
)


@pytest.mark.parametrize("factory", ALL, ids=lambda thing: thing.__name__)
def test_factory_makes_valid_rows(db: None, factory: type) -> None:
    rows = [factory(), factory()]

    assert len({row.pk for row in rows}) == 2


def test_published_claim_has_a_page(db: None) -> None:
    claim = factories.published_claim()

    assert claim.state == "published"
    assert claim.publication.statement == claim.statement


def test_approved_verdict_is_by_two_people(db: None) -> None:
    verdict = factories.VerdictFactory(approved=True)

    assert verdict.state == "approved"
    assert verdict.approver != verdict.proposer
