"""Every step that is forbidden, three times: in the form, in the verb and in the database."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.editorial import assessments, verdicts
from claims.editorial.workflow import Refused
from claims.models import Claim, Correction, Event, Verdict
from claims.publication import publish
from tests import factories

pytestmark = pytest.mark.django_db
EDITOR, REVIEWER, CHIEF = (
    factories.EditorFactory,
    factories.ReviewerFactory,
    factories.ChiefEditorFactory,
)


class Case(NamedTuple):
    """A claim and a person; the form's path and fields; the verb; what would be written."""

    claim: Claim
    person: Any
    form: tuple[str, dict[str, Any]]
    verb: Callable[[], object]
    write: Callable[[], object]


def do(claim: Claim, action: str) -> str:
    return reverse("admin:claims_claim_do", args=[claim.pk, action])


def decide(claim: Claim, state: str, **values: Any) -> Callable[[], object]:
    """What somebody with the database's password would write."""
    now = timezone.now()
    values = {"approver": REVIEWER(), "approved_at": now} | values
    return lambda: claim.verdicts.filter(state__in=["proposed", "contested", "approved"]).update(
        state=state, **values
    )


def approval(claim: Claim, person: Any, write: Callable[[], object]) -> Case:
    seen = {"seen": [v.content_hash for v in claim.verdicts.all()]}
    form = reverse("review:approve", args=[claim.pk]), seen
    return Case(claim, person, form, lambda: verdicts.approve(claim, actor=person), write)


def own_proposal() -> Case:
    person = CHIEF()
    claim = factories.claim_in_review(proposer=person)
    return approval(claim, person, decide(claim, "approved", approver=person))


def own_edit() -> Case:
    claim, person = factories.claim_in_review(), CHIEF()
    Claim.objects.filter(pk=claim.pk).update(last_editor=person)
    write = decide(claim, "approved", approver=person, content_editor=person)
    return approval(claim, person, write)


def blocking_comment() -> Case:
    claim = factories.claim_in_review()
    factories.CommentFactory(claim=claim, is_blocking=True)
    return approval(claim, REVIEWER(), decide(claim, "approved"))


def contested_approval() -> Case:
    claim = factories.claim_in_review()
    factories.contested_round(claim)
    return approval(claim, REVIEWER(), decide(claim, "approved"))


def missing_assessment() -> Case:
    claim = factories.claim_in_review()
    assessments.request_assessments(claim, actor=EDITOR())
    return approval(claim, REVIEWER(), decide(claim, "approved"))


def publication(claim: Claim, person: Any, write: Callable[[], object]) -> Case:
    return Case(
        claim,
        person,
        (do(claim, "publish"), {}),
        lambda: publish.publish(claim, actor=person),
        write,
    )


def contested_publication() -> Case:
    claim = factories.approved_claim()
    factories.contested_round(claim)
    return publication(claim, CHIEF(), decide(claim, "published", published_at=timezone.now()))


def publication_without_approval() -> Case:
    claim = factories.claim_in_review()
    return publication(claim, CHIEF(), decide(claim, "published", published_at=timezone.now()))


def approval_of_what_was_sent_back() -> Case:
    claim = factories.claim_in_review()
    verdicts.request_changes(claim, reason="Mehr Quellen.", actor=REVIEWER())
    write = lambda: claim.verdicts.update(  # noqa: E731
        state="approved", approver=REVIEWER(), approved_at=timezone.now()
    )
    return approval(claim, REVIEWER(), write)


def own_correction() -> Case:
    claim, person = factories.published_claim(), CHIEF()
    correction = factories.CorrectionFactory(claim=claim, prepared_by=person)
    return Case(
        claim,
        person,
        (do(claim, "approve_correction"), {"correction": correction.pk}),
        lambda: publish.approve_correction(correction, actor=person),
        lambda: Correction.objects.filter(pk=correction.pk).update(
            state="approved", approved_by=person
        ),
    )


def second_blind_assessment_by_one_person() -> Case:
    claim, person = factories.ClaimFactory(state="in_research"), EDITOR()
    asked = factories.AssessmentRoundFactory(claim=claim)
    factories.AssessmentFactory(round=asked, person=person)
    true = factories.rating("true")
    fields = {"round": asked.pk, "rating": true.pk, "rationale": "Weil."}
    return Case(
        claim,
        person,
        (do(claim, "assess"), fields),
        lambda: assessments.assess(asked, rating=true, rationale="Weil.", actor=person),
        lambda: factories.AssessmentFactory(round=asked, person=person),
    )


def changed_version() -> Case:
    """Nobody edits a version: no form and no verb does, and the database refuses it."""
    claim, person = factories.approved_claim(), CHIEF()
    version = claim.verdicts.get()
    page = reverse("admin:claims_verdict_change", args=[version.pk])

    def verb() -> None:
        raise Refused("there is none")

    write = lambda: Verdict.objects.filter(pk=version.pk).update(summary="Anders.")  # noqa: E731
    return Case(claim, person, (page, {"summary": "Anders."}), verb, write)


CASES = [
    own_proposal,
    own_edit,
    blocking_comment,
    contested_approval,
    missing_assessment,
    contested_publication,
    publication_without_approval,
    approval_of_what_was_sent_back,
    own_correction,
    second_blind_assessment_by_one_person,
    changed_version,
]


def rows(claim: Claim) -> Any:
    here = Claim.objects.filter(pk=claim.pk).values("state", "edit_number")
    versions = claim.verdicts.order_by("pk").values("state", "approver", "summary")
    decided = claim.corrections.values_list("state", flat=True)
    return list(here), list(versions), list(decided), Event.objects.count()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_forbidden_step_is_refused_in_form_verb_and_database(case):
    claim, person, (address, fields), verb, write = case()
    before = rows(claim)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(address, fields)
    assert answer.status_code in {200, 302, 403, 409, 422}
    assert rows(claim) == before, "the form"

    with pytest.raises((Refused, PermissionDenied)):
        verb()
    assert rows(claim) == before, "the verb"

    with pytest.raises(IntegrityError), transaction.atomic():
        write()
    assert rows(claim) == before, "the database"


def test_settled_rounds_let_an_approval_and_a_publication_pass():
    claim = factories.claim_in_review(word="true")
    asked = factories.contested_round(claim)
    assessments.decide(
        asked,
        rating=factories.rating("true"),
        reason="Die Zahl.",
        actor=factories.ChiefEditorFactory(),
    )

    verdicts.approve(claim, actor=REVIEWER())
    publish.publish(claim, actor=CHIEF())

    assert claim.verdicts.get().state == "published"


def test_same_forms_let_others_approve_and_publish():
    """Else a form with a wrong address would pass for one that refuses."""
    claim, reviewer, chief = factories.claim_in_review(), REVIEWER(), CHIEF()
    _claim, _person, (address, fields), _verb, _write = approval(claim, reviewer, list)
    for person, path, data in [(reviewer, address, fields), (chief, do(claim, "publish"), {})]:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.post(path, data)

    assert claim.verdicts.get().state == "published"
