"""Steps on many rows of a list: each row by itself, and a report on those that were left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin.base import REFUSALS, AnyAdmin, error_messages

Verb = Callable[..., object]
MAX_ROWS = 500  # rows at once: a person can answer for no more, and a request takes no longer
MAX_SHOWN_ROWS = 20


class BulkAdmin(AnyAdmin):
    """A list with steps on several rows."""

    def each(self, request: HttpRequest, rows: QuerySet[Any], verb: Verb, **answers: Any) -> None:
        """``verb(row, **answers)`` for every row; what is refused keeps no other row from it."""
        if rows.count() > MAX_ROWS:
            messages.error(request, _("Choose %d rows at most.") % MAX_ROWS)
            return
        done, skipped = 0, []
        for row in rows:
            try:
                verb(row, **answers)
                done += 1
            except (*REFUSALS, PermissionDenied) as error:
                why = " ".join(error_messages(error))
                skipped.append(_("“%(row)s”: %(why)s") % {"row": str(row)[:80], "why": why})
        report(request, done, skipped)

    def asked(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        verb: Verb,
        *,
        form: type[forms.Form],
        title: str,
    ) -> HttpResponse | None:
        """Ask for what the step needs on a page of its own, then do it to each row."""
        answers = form(request.POST if "answered" in request.POST else None)
        if answers.is_bound and answers.is_valid():
            self.each(request, rows, verb, **answers.cleaned_data)
            return None
        count = rows.count()
        return TemplateResponse(
            request,
            "admin/bulk.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "form": answers,
                "rows": rows[:MAX_SHOWN_ROWS],
                "count": count,
                "more": max(0, count - MAX_SHOWN_ROWS),
                "action": request.POST["action"],
                "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
                "select_across": request.POST.get("select_across", "0"),
            },
        )


def report(request: HttpRequest, done: int, skipped: list[str]) -> None:
    """Say on the next page for how many it was done, and which were skipped and why."""
    if done:
        text = ngettext("Done for %d row.", "Done for %d rows.", done) % done
        messages.success(request, text)
    for line in skipped[:MAX_SHOWN_ROWS]:
        messages.warning(request, _("Skipped: %s") % line)
    if len(skipped) > MAX_SHOWN_ROWS:
        messages.warning(request, _("and %d more were skipped.") % (len(skipped) - MAX_SHOWN_ROWS))
