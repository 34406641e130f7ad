"""A finding is handled once, by a person, with a reason."""

import pytest
from django.core.exceptions import PermissionDenied

from claims.editorial.workflow import Refused
from claims.models import Claim, Event, Finding
from claims.rechecks.findings import FindingReport, acknowledge, dismiss, report_finding, resolve
from tests.factories import (
    AdministratorFactory,
    EditorFactory,
    EvidenceFactory,
    FindingFactory,
    ReviewerFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db


def published_finding(**values):
    claim = published_claim()
    return FindingFactory(evidence=claim.evidence.get(), claim=claim, **values)


def test_report_opens_one_finding_for_the_same_thing():
    evidence = EvidenceFactory()
    sighting = FindingReport("changed", "to x", evidence, before="a", after="b")

    first = report_finding(evidence.claim, sighting)
    second = report_finding(evidence.claim, sighting)

    first.refresh_from_db()
    assert (first.count, first.before, first.after, second) == (2, "a", "b", None)
    assert Event.objects.filter(verb="finding").count() == 1


def test_report_tells_two_changes_apart():
    evidence = EvidenceFactory()

    report_finding(evidence.claim, FindingReport("changed", "to x", evidence))
    report_finding(evidence.claim, FindingReport("changed", "to y", evidence))

    assert Finding.objects.open().count() == 2


def test_acknowledge_names_who_looks_into_it():
    finding, reviewer = FindingFactory(), ReviewerFactory()

    acknowledge(finding, actor=reviewer)

    assert (finding.state, finding.handled_by) == ("acknowledged", reviewer)
    assert finding.handled_at
    event = Event.objects.first()
    assert (event.verb, event.actor, event.claim) == (
        "acknowledge_finding",
        reviewer,
        finding.claim,
    )


def test_resolve_says_how_and_why():
    finding = published_finding()

    resolve(finding, resolution="no_action", reason=" nur ein Komma ", actor=EditorFactory())

    assert (finding.state, finding.resolution) == ("resolved", "no_action")
    assert finding.reason == "nur ein Komma"
    assert Claim.objects.get().state == "published"


def test_resolve_can_put_the_claim_under_revision():
    finding = published_finding()

    resolve(finding, resolution="claim_reopened", reason="neue Zahl", actor=EditorFactory())

    assert Claim.objects.get().state == "under_revision"
    verbs = list(Event.objects.order_by("-pk").values_list("verb", flat=True)[:2])
    assert verbs == ["reopen", "resolve_finding"]


def test_resolve_of_a_second_finding_leaves_a_claim_under_revision():
    finding = published_finding()
    other = FindingFactory(evidence=finding.evidence, claim=finding.claim)
    editor = EditorFactory()

    resolve(finding, resolution="claim_reopened", reason="neue Zahl", actor=editor)
    resolve(other, resolution="claim_reopened", reason="neue Zahl", actor=editor)

    assert Claim.objects.get().state == "under_revision"


@pytest.mark.parametrize(
    ("resolution", "reason"), [("", "ja"), ("forgotten", "ja"), ("no_action", " ")]
)
def test_resolve_needs_a_resolution_and_a_reason(resolution, reason):
    finding = FindingFactory()

    with pytest.raises(Refused):
        resolve(finding, resolution=resolution, reason=reason, actor=EditorFactory())

    assert Finding.objects.get().state == "open"


def test_dismiss_needs_a_reason():
    finding = FindingFactory()

    with pytest.raises(Refused):
        dismiss(finding, reason="", actor=EditorFactory())

    dismiss(finding, reason="nur Zeichensetzung", actor=EditorFactory())
    assert finding.state == "dismissed"


def test_the_second_of_two_people_is_told():
    finding = FindingFactory()
    dismiss(finding, reason="nichts", actor=EditorFactory())

    with pytest.raises(Refused):
        resolve(finding, resolution="no_action", reason="egal", actor=EditorFactory())

    assert Finding.objects.get().state == "dismissed"
    assert Event.objects.filter(verb__endswith="_finding").count() == 1


def test_administrators_handle_no_findings():
    finding = FindingFactory()

    with pytest.raises(PermissionDenied):
        dismiss(finding, reason="nichts", actor=AdministratorFactory())

    assert Finding.objects.get().state == "open"
