"""What of an article is not settled, and its sign-off: as a whole, or in part with a reason."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import REFUSALS, PlainForm, actor, error_messages
from claims.admin.workbench.page import Workbench
from claims.editorial import article_signoff
from claims.models import Article, SignOff
from claims.permissions import can_sign_off

MAX_HISTORY_SHOWN = 20


class SignOffForm(PlainForm):
    revision = forms.IntegerField(min_value=1)
    whole = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why the rest is left unchecked"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept for good, with the list above."),
    )


def sign_off(request: HttpRequest, article: Article) -> HttpResponseBase:
    """GET tells what is left, POST signs off what is settled."""
    if request.method != "POST":
        return _page(request, article, SignOffForm(auto_id="id_sign_%s"))
    form = SignOffForm(request.POST, auto_id="id_sign_%s")
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return _page(request, article, form, problems=problems)
    answers, person = form.cleaned_data, actor(request)
    try:
        if answers["whole"]:
            article_signoff.sign_off(article, revision=answers["revision"], actor=person)
        else:
            article_signoff.sign_off_in_part(
                article, revision=answers["revision"], reason=answers["reason"], actor=person
            )
    except REFUSALS as error:
        return _page(request, article, form, problems=error_messages(error))
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("The article has been signed off."))
        return redirect("admin:claims_workbench_sign_off", article.pk)
    return _page(request, article, SignOffForm(auto_id="id_sign_%s"), template="signed.html")


def _page(
    request: HttpRequest,
    article: Article,
    form: SignOffForm,
    *,
    problems: list[str] | None = None,
    template: str = "sign_off.html",
) -> TemplateResponse:
    bench = Workbench(article, actor(request))
    htmx = request.htmx  # type: ignore[attr-defined]
    return TemplateResponse(
        request,
        f"admin/claims/workbench/{template if htmx else 'sign_off_page.html'}",
        {
            **({} if htmx else admin.site.each_context(request)),
            "title": _("Sign off"),
            "step": "sign-off",
            "article": article,
            "bench": bench,
            "form": form,
            "problems": problems,
            "hindrance": _obstacle(bench),
            "history": _history(bench),
        },
        # Told in place: htmx puts in what comes with these, see base.html.
        status=409 if problems else 200,
    )


def _obstacle(bench: Workbench) -> str:
    """Why this person cannot sign off, if so."""
    if not can_sign_off.test(bench.user):
        return _("A reviewer or a chief editor signs the article off.")
    if article_signoff.has_worked_on(bench.user, bench.article):
        return _("You have worked on this article's claims. A second person has to sign it off.")
    return ""


def _history(bench: Workbench) -> list[tuple[SignOff, bool]]:
    rows = SignOff.objects.filter(article=bench.article).select_related("person", "revision")
    left = {row.claim.pk for row in bench.left}
    return [
        (row, index > 0 or row.is_outdated(revision=bench.revision.pk, unsettled=left))
        for index, row in enumerate(rows[:MAX_HISTORY_SHOWN])
    ]
