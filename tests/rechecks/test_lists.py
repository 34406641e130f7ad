"""What editors want to see of the machine's work: late, running, failing, noisy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import RecheckPolicy, Source
from tests.factories import (
    EvidenceFactory,
    FindingFactory,
    RecheckPolicyFactory,
    SnapshotFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def test_late_are_those_that_should_have_been_looked_at_an_hour_ago():
    before = timezone.now() - timedelta(hours=2)
    late = RecheckPolicyFactory(due_at=before)
    RecheckPolicyFactory(due_at=timezone.now())
    RecheckPolicyFactory(
        due_at=before, paused_until=timezone.localdate() + timedelta(days=1), pause_reason="Ferien"
    )
    RecheckPolicyFactory(due_at=before, parked_at=timezone.now())

    assert list(RecheckPolicy.objects.late()) == [late]


def test_running_are_those_under_a_lease():
    running = RecheckPolicyFactory(lease_until=timezone.now() + timedelta(minutes=1))
    RecheckPolicyFactory(lease_until=timezone.now() - timedelta(minutes=1))
    RecheckPolicyFactory()

    assert list(RecheckPolicy.objects.running()) == [running]


def test_failing_policies_have_an_error():
    failing = RecheckPolicyFactory(last_error="no room on the disk")
    RecheckPolicyFactory(last_error="no room on the disk", parked_at=timezone.now())
    RecheckPolicyFactory()

    assert list(RecheckPolicy.objects.failing()) == [failing]


def test_failing_sources_failed_several_times_in_a_row(settings):
    settings.RECHECK_FAILURES = 3
    failing = SourceFactory(failures=3)
    SourceFactory(failures=2)

    assert list(Source.objects.failing()) == [failing]


def test_unreachable_sources_have_no_copy():
    silent = SourceFactory(failures=1, checked_at=timezone.now())
    SnapshotFactory(source=SourceFactory(failures=1, checked_at=timezone.now()))
    SourceFactory()

    assert list(Source.objects.unreachable()) == [silent]


def test_noisy_sources_have_findings_that_were_dismissed():
    noisy, calm = EvidenceFactory(), EvidenceFactory()
    for _number in range(3):
        FindingFactory(evidence=noisy, state="dismissed", reason="Werbung")
        FindingFactory(evidence=calm)

    assert list(Source.objects.noisy()) == [noisy.source]
