"""The workbench: an article's words on the left, its claims on the right, one request a step.

With htmx a step answers with the claim, its paragraphs and the bar, each put in its place;
without, the same addresses answer with whole pages and redirects.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.admin.base import REFUSALS, actor, error_messages
from claims.admin.claimants.fields import ChoiceMode, found
from claims.admin.claims.forms import ShortClaimForm
from claims.admin.workbench.actions import STEPS, Outcome, new, trimmed
from claims.admin.workbench.forms import NewForm
from claims.admin.workbench.page import Row, Workbench
from claims.admin.workbench.revisions import changes
from claims.admin.workbench.sign_off import sign_off
from claims.editorial.undo import undo
from claims.editorial.workflow import Conflict
from claims.models import Article
from claims.permissions import can_read_desk, can_suggest, require

MAX_REMEMBERED_STEPS = 20
View = Callable[..., HttpResponseBase]


def urls() -> list[URLPattern]:
    """The workbench's addresses, below ``/admin/claims/article/``."""
    base = "<int:article_id>/workbench/"
    pages: list[tuple[str, View, str]] = [
        ("", workbench, "claims_article_workbench"),
        ("progress/", progress, "claims_workbench_progress"),
        ("claimants/", claimants, "claims_workbench_claimants"),
        ("changes/", changes, "claims_workbench_changes"),
        ("sign-off/", sign_off, "claims_workbench_sign_off"),
        ("undo/", undo_step, "claims_workbench_undo"),
        ("new/", new_claim, "claims_workbench_new"),
        ("claims/<int:claim_id>/<slug:name>/", step, "claims_workbench_step"),
    ]
    return [
        path(base + rest, admin.site.admin_view(desk_view(view)), name=name)
        for rest, view, name in pages
    ]


def desk_view(view: View) -> View:
    """Only for those who read the desk; a step that is not allowed is told in place.

    So is one from a page that shows an older text: its places say nothing about the current one.
    """

    @wraps(view)
    def asked(request: HttpRequest, article_id: int, **kwargs: Any) -> HttpResponseBase:
        article = get_object_or_404(Article.objects.select_related("publisher"), pk=article_id)
        try:
            require(can_read_desk, actor(request))
            seen = request.headers.get("X-Revision")
            if seen is not None and view is not progress and seen != _latest_revision(article):
                return _with_message(request, [_("A new text has come in. Load the page again.")])
            return view(request, article, **kwargs)
        except PermissionDenied as error:
            if not request.htmx:  # type: ignore[attr-defined]
                raise
            return _with_message(request, [str(error)], status=403)

    return asked


@require_safe
def workbench(request: HttpRequest, article: Article) -> HttpResponse:
    bench = Workbench(article, actor(request))
    return _page(
        request,
        "admin/claims/workbench/page.html",
        bench,
        title=article.title,
        paragraphs=bench.paragraphs(),
        may_suggest=can_suggest.test(actor(request)),
        last_step=bench.last_step(request.session.get(_key(article), [])),
        is_waiting=_is_waiting(article),
    )


@require_safe
def progress(request: HttpRequest, article: Article) -> HttpResponse:
    """Asked every other second while a worker looks for the claims."""
    if not _is_waiting(article):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return TemplateResponse(
        request,
        "admin/claims/workbench/progress.html",
        {"article": article, "is_waiting": True},
    )


@require_safe
def claimants(request: HttpRequest, article: Article) -> HttpResponse:
    """Names for the field «who said it», as JSON."""
    query = request.GET.get("q", "").strip()
    rows = found(query, article=article) if query else []
    return JsonResponse(
        {
            "claimants": [
                {"id": row.pk, "name": row.name, "about": row.role or row.get_kind_display()}
                for row in rows
            ]
        }
    )


def step(request: HttpRequest, article: Article, claim_id: int, name: str) -> HttpResponseBase:
    """GET shows a step's form; POST takes the step."""
    bench = Workbench(article, actor(request))
    row = bench.row(claim_id)
    chosen = STEPS.get(name)
    if chosen is None:
        return redirect(_home(article, claim_id))
    if chosen.form is None:
        if request.method != "POST":
            return redirect(_home(article, claim_id))
        return _take(request, bench, row, name, None)
    if request.method != "POST":
        return _form(request, bench, row, name, chosen.form(bench, row, None))
    answers = request.POST.copy()
    if "edit_number" in request.GET:  # a button has no other place for it
        answers["edit_number"] = request.GET["edit_number"]
    form = chosen.form(bench, row, answers)
    if not form.is_valid():
        return _form(request, bench, row, name, form)
    return _take(request, bench, row, name, form)


def new_claim(request: HttpRequest, article: Article) -> HttpResponseBase:
    """A claim from words that were marked in the text."""
    bench = Workbench(article, actor(request))
    require(can_suggest, actor(request))
    if request.method != "POST":
        return _form(request, bench, None, "new", _blank(bench, request.GET))
    form = NewForm(request.POST, auto_id="id_new_%s")
    if not form.is_valid():
        return _form(request, bench, None, "new", form)
    try:
        outcome = new(bench, form, actor(request))
    except REFUSALS as error:
        for problem in error_messages(error):
            form.add_error(None, problem)
        return _form(request, bench, None, "new", form)
    return _done(request, bench, outcome)


@require_POST
def undo_step(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Undo the last step of this person on this article.

    A step that is refused is passed over from then on, so that those before it stay in reach.
    """
    bench = Workbench(article, actor(request))
    passed = request.session.get(_key(article), [])
    last = bench.last_step(passed)
    if last is None:
        return _with_message(request, [_("There is nothing to undo.")], article=article)
    before = {row.claim.pk: row for row in bench.rows}
    try:
        touched = [claim.pk for claim in undo(last, actor=actor(request))]
    except REFUSALS as error:
        request.session[_key(article)] = [*passed, last.pk][-MAX_REMEMBERED_STEPS:]
        return _with_message(request, error_messages(error), article=article)
    bench.refresh()
    after = {row.claim.pk for row in bench.rows}
    outcome = Outcome(
        _("Taken back: %s.") % last.get_verb_display(),
        changed=[pk for pk in touched if pk in before and pk in after],
        spans=[span for pk in touched if pk in before for span in before[pk].spans],
        gone=[pk for pk in touched if pk not in after],
        added=[pk for pk in touched if pk in after and pk not in before],
    )
    return _done(request, bench, outcome, row=before.get(touched[0]))


# --- Answers --------------------------------------------------------------------------------


def _take(
    request: HttpRequest, bench: Workbench, row: Row, name: str, form: forms.Form | None
) -> HttpResponseBase:
    try:
        outcome = STEPS[name].run(bench, row, form, actor(request))
    except Conflict as error:
        if not isinstance(form, ShortClaimForm):
            return _conflict_response(request, bench, row, error)
        return _form(request, bench, row, name, _with_both(form, error), conflict=error)
    except REFUSALS as error:
        if form is None or name == "move":
            return _with_message(
                request, error_messages(error), article=bench.article, claim_id=row.claim.pk
            )
        for problem in error_messages(error):
            form.add_error(None, problem)
        return _form(request, bench, row, name, form)
    return _done(request, bench, outcome, row=row, asked=row.claim.pk)


def _conflict_response(
    request: HttpRequest, bench: Workbench, row: Row, error: Conflict
) -> HttpResponseBase:
    """Say that somebody else was first, and show the claim and its words as they stand now."""
    if not request.htmx:  # type: ignore[attr-defined]
        return _with_message(
            request, list(error.problems), article=bench.article, claim_id=row.claim.pk
        )
    everywhere = [(0, len(bench.revision.text))]
    response = _done(request, bench, Outcome(str(error), [row.claim.pk], everywhere))
    response.status_code = 409
    return response


def _with_both(form: ShortClaimForm, error: Conflict) -> ShortClaimForm:
    """The form with what was typed, ready to be saved over what it now shows beside it."""
    answers = QueryDict(mutable=True)
    answers.update(form.data)
    answers["edit_number"] = str(error.claim.edit_number)
    again = type(form)(answers, auto_id=form.auto_id)
    for problem in error.problems:
        again.add_error(None, problem)
    return again


def _done(
    request: HttpRequest,
    bench: Workbench,
    outcome: Outcome,
    *,
    row: Row | None = None,
    asked: int | None = None,
) -> HttpResponseBase:
    """Answer with what the step changed and nothing else.

    ``row``: the claim as it stood before. ``asked``: the claim on which the step was asked for.
    """
    picked = next(iter([*outcome.added, *outcome.changed]), None)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, outcome.message)
        return redirect(_home(bench.article, picked))
    bench.refresh()
    rows = bench.rows
    spans = list(outcome.spans) + list(row.spans if row else [])
    spans += [span for pk in [*outcome.changed, *outcome.added] for span in bench.row(pk).spans]
    moved = _moved(bench, row, outcome)
    return TemplateResponse(
        request,
        "admin/claims/workbench/update.html",
        {
            "bench": bench,
            "article": bench.article,
            "changed": [bench.row(pk) for pk in outcome.changed if pk not in moved],
            "gone": [*outcome.gone, *moved],
            "added": [
                (rows[index - 1] if index else None, each)
                for index, each in enumerate(rows)
                if each.claim.pk in moved or each.claim.pk in outcome.added
            ],
            "paragraphs": bench.paragraphs(touching=spans),
            "message": outcome.message,
            "picked": picked,
            "asked": asked,
            "last_step": bench.last_step(request.session.get(_key(bench.article), [])),
        },
        headers={"HX-Trigger": "bench-changed"},  # for the list of what is left, if it is open
    )


def _moved(bench: Workbench, row: Row | None, outcome: Outcome) -> set[int]:
    """The claim whose place in the order of the text is another one now, if any."""
    if row is None or row.claim.pk in outcome.gone:
        return set()
    return {row.claim.pk} if bench.row(row.claim.pk).place != row.place else set()


def _form(
    request: HttpRequest,
    bench: Workbench,
    row: Row | None,
    name: str,
    form: forms.Form,
    *,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """A step's form: a fragment for its place beside the claim, or a page of its own."""
    if row is None:
        action = reverse("admin:claims_workbench_new", args=[bench.article.pk])
    else:
        action = reverse("admin:claims_workbench_step", args=[bench.article.pk, row.claim.pk, name])
    template = "form.html" if request.htmx else "form_page.html"  # type: ignore[attr-defined]
    response = _page(
        request,
        f"admin/claims/workbench/{template}",
        bench,
        title=STEPS[name].label if row else _("New claim"),
        row=row,
        step=name,
        form=form,
        action=action,
        conflict=conflict.claim if conflict else None,
        target=f"form-{row.claim.pk}" if row else "form-new",
    )
    if request.method == "POST":
        response["HX-Retarget"] = f"#form-{row.claim.pk}" if row else "#form-new"
        response["HX-Reswap"] = "innerHTML"
    return response


def _with_message(
    request: HttpRequest,
    problems: list[str],
    *,
    article: Article | None = None,
    claim_id: int | None = None,
    status: int = 409,
) -> HttpResponseBase:
    """Say what was refused, in the line above the columns; nothing on the page changes."""
    if not request.htmx and article:  # type: ignore[attr-defined]
        for problem in problems:
            messages.error(request, problem)
        return redirect(_home(article, claim_id))
    return TemplateResponse(
        request,
        "admin/claims/workbench/problems.html",
        {"problems": problems},
        status=status,
        headers={"HX-Retarget": "#bench-status", "HX-Reswap": "innerHTML"},
    )


def _page(
    request: HttpRequest, template: str, bench: Workbench, **context: Any
) -> TemplateResponse:
    frame = admin.site.each_context(request) if not request.htmx else {}  # type: ignore[attr-defined]
    return TemplateResponse(
        request, template, {**frame, "bench": bench, "article": bench.article, **context}
    )


def _blank(bench: Workbench, marked: QueryDict) -> NewForm:
    """The form for a new claim, with the marked words in it."""
    initial: dict[str, Any] = {"kind": "fact", "who_how": ChoiceMode.OWN_VOICE}
    places = [str(marked.get(name, "")) for name in ("start", "end")]
    if all(place.isascii() and place.isdigit() for place in places):
        start, end = trimmed(bench.revision.text, int(places[0]), int(places[1]))
        words = bench.revision.text[start:end]
        initial |= {"start": start, "end": end, "statement": " ".join(words.split())}
        initial["revision"] = bench.revision.number
    return NewForm(initial=initial, auto_id="id_new_%s")


def _key(article: Article) -> str:
    return f"workbench-passed-{article.pk}"


def _home(article: Article, claim_id: int | None = None) -> str:
    address = reverse("admin:claims_article_workbench", args=[article.pk])
    return f"{address}#c-{claim_id}" if claim_id else address


def _latest_revision(article: Article) -> str:
    return str(article.revisions.aggregate(number=Max("number"))["number"])


def _is_waiting(article: Article) -> bool:
    return article.due_at is not None and article.parked_at is None
