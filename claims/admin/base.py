"""What all lists and forms of the desk share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.editorial.workflow import Refused
from claims.evidence.sources import EvidenceError
from claims.ingest.articles import IngestError

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    TabularRows = admin.TabularInline[Any, Any]
    StackedRows = admin.StackedInline[Any, Any]
    AnyModelForm = forms.ModelForm[Any]
else:  # Django's classes take no parameters when the program runs
    AnyAdmin, AnyModelForm = admin.ModelAdmin, forms.ModelForm
    TabularRows, StackedRows = admin.TabularInline, admin.StackedInline


MAX_SEARCH_LENGTH = 500  # characters


class PlainForm(forms.Form):
    """A form whose labels stand above their fields and need no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class NoDeleteAdmin(AnyAdmin):
    """Rows with a history: nobody deletes them, superusers included."""

    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}
    }

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        # SQLite refuses patterns of 50,000 bytes, and nobody types them.
        return super().get_search_results(request, queryset, search_term[:MAX_SEARCH_LENGTH])


class ReadOnlyAdmin(NoDeleteAdmin):
    """Rows that only the program's own verbs write."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def actor(request: HttpRequest) -> User:
    """The person at the keyboard; every page of the desk asks for one."""
    assert isinstance(request.user, User)
    return request.user


def error_messages(error: Exception) -> list[str]:
    """What was refused, one sentence for each thing that stands in the way."""
    if isinstance(error, Refused):
        return list(error.problems)
    return [str(error)]


# What a verb refuses with a reason that a person can read.
REFUSALS = (Refused, EvidenceError, IngestError)
