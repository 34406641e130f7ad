"""Readers report an error: a form without account, cookie or script."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axes.helpers import get_client_ip_address
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from claims.editorial import reports
from claims.editorial.workflow import Refused
from claims.models import Claim
from claims.public.selectors import published_claim

NO_WORDS = _("Please say in a few words what is wrong or missing.")
MIN_LETTERS = 5  # signs alone, or what nobody sees, are no report


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong or missing?"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": NO_WORDS, "min_length": NO_WORDS},
    )
    source = forms.CharField(
        label=_("Where can it be read?"),
        help_text=_("An address or a title, if you have one."),
        max_length=500,
        required=False,
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("Only for an answer; never published. You may leave it empty."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    # Hidden from people; what fills it in is a program.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if sum(map(str.isalnum, text)) < MIN_LETTERS:
            raise forms.ValidationError(NO_WORDS)
        return text


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """The form, and what is sent with it.

    Instead of a CSRF token, which is a cookie, what is sent must come from a page of this site.
    """
    claim = published_claim(year, slug)
    if request.method != "POST":
        return _page(request, claim, ReportForm())
    if not comes_from_here(request):
        raise PermissionDenied
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, form, status=422)
    answers = form.cleaned_data
    if not answers.pop("website"):
        try:
            address = get_client_ip_address(request) or ""
            reports.receive_report(claim, **answers, address=address)
        except Refused as error:
            form.add_error(None, " ".join(error.problems))
            return _page(request, claim, form, status=429)
    return HttpResponseRedirect(f"{request.path}?received=1", status=303)


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that the form was sent from this very site."""
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    own = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    return f"{parts.scheme}://{parts.netloc}" in own


def _page(
    request: HttpRequest, claim: Claim, form: ReportForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "claims",
        "document": claim.publication.document,
        "form": form,
        "received": "received" in request.GET and not form.is_bound,
    }
    return render(request, "public/report.html", context, status=status)
