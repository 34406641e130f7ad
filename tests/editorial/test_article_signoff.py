"""An article is signed off as a whole when nothing is open, else in part and with a reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.editorial import claims as editing
from claims.editorial.article_signoff import sign_off, sign_off_in_part
from claims.editorial.workflow import Refused
from claims.models import Article, Claim, Event, SignOff
from claims.models.defaults import Role
from tests import factories

pytestmark = pytest.mark.django_db
S = Claim.State


@pytest.fixture
def reviewer():
    return factories.ReviewerFactory()


@pytest.fixture
def article():
    return factories.ArticleFactory()


def outdated(row):
    unsettled = set(Claim.objects.filter(article=row.article).unsettled().values_list("pk", flat=1))
    return row.is_outdated(revision=row.article.revision.pk, unsettled=unsettled)


def test_whole_article_is_signed_off(article, reviewer):
    claim = factories.ClaimFactory(article=article, state=S.PUBLISHED)
    factories.ClaimFactory(article=article, state=S.DISMISSED, dismissal_reason="opinion")
    factories.ClaimFactory(article=article, state=S.MERGED, merged_into=claim)

    row = sign_off(article, revision=1, actor=reviewer)

    assert (row.person, row.is_whole, row.revision) == (reviewer, True, article.revision)
    assert (row.settled_count, row.left_count, row.left, row.reason) == (2, 0, [], "")
    assert 0 < row.percent < 100
    event = Event.objects.get()
    assert (event.verb, event.actor, event.article) == ("sign_off", reviewer, article)
    assert event.data == {"sign_off": row.pk, "revision": 1, "settled": 2, "left": []}


@pytest.mark.parametrize("state", ["suggested", "open", "in_research", "in_review", "on_hold"])
def test_open_claim_stands_in_the_way(state, article, reviewer):
    factories.ClaimFactory(article=article, state=state)

    with pytest.raises(Refused, match="1"):
        sign_off(article, revision=1, actor=reviewer)

    assert (SignOff.objects.count(), Event.objects.count()) == (0, 0)


def test_approval_that_no_longer_fits_stands_in_the_way(reviewer):
    claim = factories.approved_claim()
    Claim.objects.filter(pk=claim.pk).update(statement="Anders.")

    with pytest.raises(Refused):
        sign_off(claim.article, revision=1, actor=reviewer)


def test_part_says_what_was_left_and_why(article, reviewer):
    factories.ClaimFactory(article=article, state=S.APPROVED)
    claim = factories.ClaimFactory(article=article, state=S.IN_RESEARCH)

    row = sign_off_in_part(article, revision=1, reason=" Amt antwortet nicht. ", actor=reviewer)

    assert (row.is_whole, row.reason) == (False, "Amt antwortet nicht.")
    assert (row.settled_count, row.left_count) == (1, 1)
    assert row.left == [{"claim": claim.pk, "statement": claim.statement, "state": "in_research"}]
    assert Event.objects.get().data["reason"] == row.reason


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_part_needs_a_reason(reason, article, reviewer):
    factories.ClaimFactory(article=article)

    with pytest.raises(Refused):
        sign_off_in_part(article, revision=1, reason=reason, actor=reviewer)


def test_nothing_left_is_no_part(article, reviewer):
    with pytest.raises(Refused):
        sign_off_in_part(article, revision=1, reason="Eile", actor=reviewer)


@pytest.mark.parametrize("role", ["", *Role.values])
def test_reviewers_and_chief_editors_sign_off(role, article):
    person = factories.UserFactory(role=role)

    if role in {Role.REVIEWER, Role.CHIEF_EDITOR}:
        assert sign_off(article, revision=1, actor=person).person == person
    else:
        with pytest.raises(PermissionDenied):
            sign_off(article, revision=1, actor=person)


def test_who_worked_on_the_claims_does_not_sign_off(article):
    chief = factories.ChiefEditorFactory()
    editing.dismiss(factories.ClaimFactory(article=article), reason="opinion", actor=chief)

    with pytest.raises(Refused, match="zweite Person"):
        sign_off(article, revision=1, actor=chief)

    assert sign_off(article, revision=1, actor=factories.ChiefEditorFactory()).is_whole


def test_text_that_was_not_seen_is_not_signed_off(article, reviewer):
    factories.ArticleRevisionFactory(article=article, number=2, text="Neu.")

    with pytest.raises(Refused, match="neue Fassung"):
        sign_off(article, revision=1, actor=reviewer)


def test_text_without_its_claims_is_not_signed_off(article, reviewer):
    Article.objects.filter(pk=article.pk).update(due_at=timezone.now())

    with pytest.raises(Refused, match="noch gesucht"):
        sign_off(article, revision=1, actor=reviewer)


def test_new_text_makes_it_out_of_date(article, reviewer):
    row = sign_off(article, revision=1, actor=reviewer)
    assert not outdated(row)

    factories.ArticleRevisionFactory(article=article, number=2, text="Neu.")

    assert outdated(row)


def test_claim_that_is_open_since_makes_it_out_of_date(article, reviewer):
    claim = factories.ClaimFactory(article=article)
    row = sign_off_in_part(article, revision=1, reason="Eile", actor=reviewer)
    assert not outdated(row)  # what was left may be open
    editing.dismiss(claim, reason="opinion", actor=factories.EditorFactory())
    assert not outdated(row)

    factories.ClaimFactory(article=article)

    assert outdated(row)


# --- The database -----------------------------------------------------------------------------

WHOLE = {"is_whole": True, "left_count": 0, "reason": "", "left": []}


def refused(words, **values):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        factories.SignOffFactory(**values)


def test_database_refuses_the_whole_with_open_claims(article):
    factories.ClaimFactory(article=article, state=S.IN_REVIEW)

    refused("claims are open", article=article, **WHOLE)


def test_database_refuses_who_worked_on_it(article):
    editor = factories.EditorFactory()
    editing.edit(factories.ClaimFactory(article=article), statement="Anders.", actor=editor)

    refused("worked on it", article=article, person=editor)


def test_database_refuses_another_text(article):
    old = article.revision
    factories.ArticleRevisionFactory(article=article, number=2, text="Neu.")

    refused("not the newest", article=article, revision=old)
    refused("not the newest", article=article, revision=factories.ArticleFactory().revision)


@pytest.mark.parametrize(
    "values",
    [WHOLE | {"left_count": 1}, WHOLE | {"reason": "x"}, {"reason": ""}, {"left_count": 0}],
)
def test_database_refuses_halves(values, article):
    refused("signoff_in_part", article=article, **values)
