"""Lists leave as CSV or JSON, as they are filtered; a file comes in after a look at it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.admin.base import AnyAdmin, PlainForm, actor
from claims.import_export.formats import csv_lines, json_lines
from claims.import_export.importer import MAX_FILE_BYTES, ImportReport, import_file
from claims.import_export.tables import table_of
from claims.permissions import can_edit, can_read_desk, require


class TableForm(PlainForm):
    """A file, or one that was looked at already (``content``, in base 64)."""

    file = forms.FileField(
        label=gettext_lazy("CSV or JSON file"),
        required=False,
        help_text=gettext_lazy(
            "With the columns of an export, in any order. UTF-8 or Windows-1252; comma, semicolon "
            "or tab. First you see what would happen."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,.txt,.tsv"}),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        file = answers.get("file")
        if file is not None:
            answers["bytes"] = file.read(MAX_FILE_BYTES + 1)
            return answers
        try:
            answers["bytes"] = base64.b64decode(answers.get("content", ""), validate=True)
        except (binascii.Error, ValueError):
            answers["bytes"] = b""
        if not answers["bytes"]:
            self.add_error("file", _("Choose a file."))
        return answers


class ImportExportAdmin(AnyAdmin):
    """A list that can be taken along and brought in."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, self.opts.model_name
        own = [
            path("export/<slug:form>/", view(self.export), name=f"claims_{name}_export"),
            path("import/", view(self.bring_in), name=f"claims_{name}_import"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {
            "export_url": reverse(f"admin:claims_{self.opts.model_name}_export", args=["csv"]),
            "json_url": reverse(f"admin:claims_{self.opts.model_name}_export", args=["json"]),
            "import_url": reverse(f"admin:claims_{self.opts.model_name}_import")
            if can_edit.test(actor(request))
            else "",
            "query": request.GET.urlencode(),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    @method_decorator(require_safe)
    def export(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Every row of the list as it is filtered and searched, piece by piece."""
        require(can_read_desk, actor(request))
        if form not in {"csv", "json"} or not self.has_view_permission(request):
            raise Http404
        table = table_of(self.model)
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            raise Http404 from None
        rows = table.rows(found)
        if form == "csv":
            # What a spreadsheet in the reader's language expects between two cells.
            delimiter = ";" if (get_language() or "").startswith("de") else ","
            lines, kind = csv_lines(table.columns, rows, delimiter=delimiter), "text/csv"
        else:
            lines, kind = json_lines(table.columns, rows), "application/json"
        response = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
        name = f"{table.name}-{timezone.localdate().isoformat()}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def bring_in(self, request: HttpRequest) -> HttpResponse:
        """Show what a file would do; do it when that is confirmed."""
        require(can_edit, actor(request))
        table = table_of(self.model)
        form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
        report, content = None, b""
        if form.is_valid():
            content = form.cleaned_data["bytes"]
            write = "write" in request.POST
            report = import_file(table, content, actor=actor(request), write=write)
            if report.written:
                self._tell(request, report)
                return HttpResponseRedirect(
                    reverse(f"admin:claims_{self.opts.model_name}_changelist")
                )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Bring in a table"),
            "form": form if report is None else TableForm(),
            "report": report,
            "content": base64.b64encode(content).decode() if report else "",
            "columns": table.columns,
            "required": table.required,
        }
        return TemplateResponse(request, "admin/import.html", context)

    def _tell(self, request: HttpRequest, report: ImportReport) -> None:
        count = len(report.created)
        text = ngettext("%d row brought in.", "%d rows brought in.", count) % count
        (messages.success if count else messages.info)(request, text)
