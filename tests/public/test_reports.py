"""Readers report an error: what comes in, what is kept out, and what the desk answers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from claims.editorial import reports
from claims.editorial.workflow import Refused
from claims.models import Event, Report
from tests.factories import (
    AuditorFactory,
    EditorFactory,
    ReportFactory,
    claim_in_review,
    published_claim,
)

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://localhost:8000"}
TEXT = "Die Zahl im zweiten Absatz ist von 2023."


@pytest.fixture
def address() -> str:
    return f"{published_claim().get_absolute_url()}report/"


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


def test_report_comes_in_without_cookie_or_script(reader: Client, address: str) -> None:
    form = reader.get(address)
    sent = reader.post(address, {"text": TEXT, "contact": "a@example.org"}, headers=HERE)
    thanks = reader.get(sent.url)
    report = Report.objects.get()

    assert (form.status_code, form.cookies, form["Cache-Control"][:3]) == (200, {}, "max")
    assert (sent.status_code, sent.cookies) == (303, {})
    assert "Ihre Meldung ist eingegangen" in thanks.text
    assert (report.text, report.contact, report.state) == (TEXT, "a@example.org", "received")
    assert "127.0.0.1" not in report.sender
    assert Event.objects.get(verb="report_error").data == {"report": report.pk}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/"},
        {"origin": "http://localhost:8000.evil.example"},
        {"origin": "http://["},
    ],
)
def test_report_sent_from_elsewhere_is_refused(
    headers: dict[str, str], reader: Client, address: str
) -> None:
    assert reader.post(address, {"text": TEXT}, headers=headers).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"text": ""},
        {"text": "kurz"},
        {"text": "\u200b\u2060\ufeff🎉" * 20},
        {"text": "x" * 3001},
        {"text": TEXT, "contact": "x" * 201},
        {"text": TEXT, "source": "x" * 501},
        {"text": f"{TEXT}\0"},
    ],
)
def test_report_that_is_no_use_comes_back_with_what_was_typed(
    answers: dict[str, str], reader: Client, address: str
) -> None:
    response = reader.post(address, answers, headers=HERE)

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert not Report.objects.exists()


def test_program_that_fills_in_everything_is_thanked_and_forgotten(
    reader: Client, address: str
) -> None:
    sent = reader.post(address, {"text": TEXT, "website": "https://x.example"}, headers=HERE)

    assert sent.status_code == 303
    assert not Report.objects.exists()


def test_reports_are_limited_by_sender_and_in_all(
    reader: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "PER_HOUR", 4)
    monkeypatch.setattr(reports, "PER_SENDER", 3)

    def send(text: str, ip: str = "203.0.113.1") -> int:
        answers = {"text": f"{TEXT} {text}"}
        return reader.post(address, answers, headers=HERE, REMOTE_ADDR=ip).status_code

    assert [send(text) for text in ("1", "1", "2", "3", "4")] == [303, 303, 303, 303, 429]
    assert [send("5", "203.0.113.2"), send("6", "203.0.113.2")] == [303, 429]
    assert Report.objects.count() == 4  # the same one sent twice is kept once


def test_nothing_can_be_reported_about_a_draft(reader: Client) -> None:
    claim_in_review()

    assert reader.get("/claims/2026/nothing/report/").status_code == 404


def test_desk_answers_a_report(client: Client) -> None:
    report = ReportFactory()
    address = f"/admin/claims/report/{report.pk}/change/"
    client.force_login(editor := EditorFactory())

    unanswered = client.post(address, {"state": "received", "answer": ""})
    unexplained = client.post(address, {"state": "rejected", "answer": " "})
    rejected = client.post(address, {"state": "rejected", "answer": "Das Jahr stimmt."})
    report.refresh_from_db()

    assert [r.status_code for r in (unanswered, unexplained, rejected)] == [200, 200, 302]
    assert (report.state, report.answer, report.answered_by) == (
        *("rejected", "Das Jahr stimmt."),
        editor,
    )
    assert "a@example.org?body=Das%20Jahr" in client.get(address).text
    assert report.claim.events.first().verb == "answer_report"


def test_report_is_answered_by_editors_alone_and_never_without_a_state() -> None:
    report = ReportFactory()

    with pytest.raises(PermissionDenied):
        reports.answer_report(report, state="spam", actor=AuditorFactory())
    with pytest.raises(Refused):
        reports.answer_report(report, state="received", actor=EditorFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="accepted")
