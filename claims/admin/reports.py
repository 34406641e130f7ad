"""What readers report, and what they are answered."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import admin
from django.core.validators import validate_email
from django.forms import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import AnyModelForm, NoDeleteAdmin, actor
from claims.editorial import reports
from claims.models import Report


class AnswerForm(AnyModelForm):
    class Meta:
        model = Report
        fields = ["state", "answer"]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        problems = reports.answer_problems(answers.get("state", ""), answers.get("answer", ""))
        if problems:
            raise ValidationError(problems)
        return answers


@admin.register(Report)
class ReportAdmin(NoDeleteAdmin):
    list_display = ["__str__", "claim", "state", "received_at", "answered_by"]
    list_filter = ["state"]
    list_select_related = ["claim", "answered_by"]
    search_fields = ["text", "contact", "claim__statement"]
    date_hierarchy = "received_at"
    form = AnswerForm
    actions = None
    readonly_fields = [
        *("claim_page", "text", "source", "reply_to", "received_at", "answered_by", "answered_at")
    ]
    fields = [*readonly_fields[:5], "state", "answer", *readonly_fields[5:]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        reports.answer_report(obj, state=obj.state, text=obj.answer, actor=actor(request))

    @admin.display(description=_("claim"))
    def claim_page(self, report: Report) -> SafeString:
        address = reverse("admin:claims_claim_change", args=[report.claim_id])
        return format_html('<a href="{}">{}</a>', address, report.claim)

    @admin.display(description=_("name or e-mail for an answer"))
    def reply_to(self, report: Report) -> str:
        try:
            validate_email(report.contact)
        except ValidationError:
            return report.contact
        html = '<a href="mailto:{}?body={}">{}</a>'
        return format_html(html, report.contact, quote(report.answer), report.contact)
