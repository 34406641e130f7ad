"""Claims: the list with its bulk steps, and each claim's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.admin.base import REFUSALS, actor, error_messages
from claims.admin.claims import conflicts
from claims.admin.claims.action_forms import ProposeForm
from claims.admin.claims.actions import ACTIONS
from claims.admin.claims.changelist import ClaimChangeListMixin
from claims.admin.claims.conflicts import EditConflict
from claims.admin.claims.forms import ClaimForm
from claims.admin.claims.page import ClaimPage
from claims.editorial import claims as editorial
from claims.editorial.workflow import Conflict
from claims.evidence.documents import IMAGES, SUFFIXES
from claims.models import Claim, Snapshot, Source
from claims.permissions import can_edit, can_read_desk, require

# Forms that people fill in at length: refused, they come back on the page with what was typed.
LONG_FORMS = {
    "propose",
    "attach",
    "add_source",
    "add_file",
    "prepare_correction",
    "ask_for_reply",
    "record_answer",
    "record_search",
    "assess",
    "decide",
    "request_changes",
    "unapprove",
    "reopen",
}


@admin.register(Claim)
class ClaimAdmin(ClaimChangeListMixin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        """A claim is made from words: in the workbench."""
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:claim_id>/do/<slug:name>/", view(self.act), name="claims_claim_do"),
            path("<int:claim_id>/preview/", view(self.preview), name="claims_claim_preview"),
            path(
                "<int:claim_id>/source/<int:source_id>/",
                view(self.source_state),
                name="claims_claim_source",
            ),
            path("file/<int:snapshot_id>/", view(self.file), name="claims_claim_file"),
        ]
        return [*own, *super().get_urls()]

    # --- The page ---

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        claim = self._claim(request, object_id)
        if request.method == "POST":
            return self._save(request, claim)
        source = Source.objects.filter(pk=_number(request.GET.get("source"))).first()
        return self._page(request, ClaimPage(claim, actor(request), source=source))

    def act(self, request: HttpRequest, claim_id: int, name: str) -> HttpResponseBase:
        """Take one step on a claim, and show what came of it."""
        claim = self._claim(request, str(claim_id))
        action = ACTIONS.get(name)
        if action is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(_address(claim))
        form = action.form(request.POST, claim=claim, files=request.FILES) if action.form else None
        if form is not None and not form.is_valid():
            return self._refused(request, claim, name, form)
        answers = dict(form.cleaned_data) if form else {}
        try:
            message = action.run(claim, answers, actor(request))
        except Conflict as error:
            assert isinstance(form, ProposeForm)
            form, clash = conflicts.proposed(form, error)
            return self._refused(request, claim, name, form, clash=clash)
        except REFUSALS as error:
            if form is None:
                for problem in error_messages(error):
                    messages.error(request, problem)
                return HttpResponseRedirect(_address(claim))
            for problem in error_messages(error):
                form.add_error(None, problem)
            return self._refused(request, claim, name, form)
        messages.success(request, message)
        return HttpResponseRedirect(
            _address(claim, source=answers.get("added"), fragment=action.fragment)
        )

    @method_decorator(require_POST)
    def preview(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        """The reasoning as readers will see it."""
        self._claim(request, str(claim_id))
        text = request.POST.get("rationale", "")
        return TemplateResponse(request, "admin/claims/claim/preview.html", {"text": text})

    @method_decorator(require_safe)
    def source_state(self, request: HttpRequest, claim_id: int, source_id: int) -> HttpResponse:
        """How far the copy of a source has come; asked every other second."""
        claim = self._claim(request, str(claim_id))
        source = get_object_or_404(Source, pk=source_id)
        if source.due_at is None or source.parked_at is not None:
            # The address is this page's own: to be led there would not load it anew.
            return HttpResponse(headers={"HX-Refresh": "true"})
        context = {"claim": claim, "source": source}
        return TemplateResponse(request, "admin/claims/claim/source_state.html", context)

    @method_decorator(require_safe)
    def file(self, request: HttpRequest, snapshot_id: int) -> HttpResponseBase:
        """A file that was handed in, for the desk alone."""
        require(can_read_desk, actor(request))
        copy = get_object_or_404(Snapshot, pk=snapshot_id, content_type__in=SUFFIXES)
        if copy.source.url or not copy.file:
            raise Http404
        name = f"{copy.sha256[:12]}.{SUFFIXES[copy.content_type]}"
        response = FileResponse(
            copy.file.open(),
            content_type=copy.content_type,
            as_attachment=copy.content_type not in IMAGES,
            filename=name,
        )
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _claim(self, request: HttpRequest, pk: str) -> Claim:
        require(can_read_desk, actor(request))
        rows = Claim.objects.select_related(
            "article__publisher",
            "revision",
            "claimant",
            "assignee",
            "last_editor",
            "publication",
            "merged_into",
            "split_from",
        )
        return get_object_or_404(rows, pk=_number(pk))

    def _save(self, request: HttpRequest, claim: Claim) -> HttpResponse:
        """Edit through the verb; what somebody else changed meanwhile is shown, not lost."""
        require(can_edit, actor(request))
        form = ClaimForm(request.POST, auto_id=f"id_{claim.pk}_%s")
        if not form.is_valid():
            return self._refused(request, claim, "edit", form)
        try:
            changes = form.edits(claim, actor=actor(request))
            number = form.cleaned_data["edit_number"]
            if changes:
                editorial.edit(claim, actor=actor(request), edit_number=number, **changes)
        except Conflict as error:
            form, clash = conflicts.edited(form, error)
            return self._refused(request, claim, "edit", form, clash=clash)
        except REFUSALS as error:
            for problem in error_messages(error):
                form.add_error(None, problem)
            return self._refused(request, claim, "edit", form)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(_address(claim))

    def _refused(
        self,
        request: HttpRequest,
        claim: Claim,
        name: str,
        form: forms.Form,
        *,
        clash: EditConflict | None = None,
    ) -> HttpResponse:
        """The page with the form that was refused and what was typed into it."""
        claim = self._claim(request, str(claim.pk))
        source = Source.objects.filter(pk=_number(request.POST.get("source"))).first()
        desk = ClaimPage(claim, actor(request), bound={name: form}, source=source)
        if name not in LONG_FORMS | {"edit"} or desk.unsaved:
            for errors in form.errors.values():
                for problem in errors:
                    messages.error(request, str(problem))
            if not desk.unsaved:
                return HttpResponseRedirect(_address(claim, fragment=ACTIONS[name].fragment))
        return self._page(request, desk, clash=clash, refused=name)

    def _page(self, request: HttpRequest, desk: ClaimPage, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            "admin/claims/claim/change_form.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Claim"),
                "desk": desk,
                "claim": desk.claim,
                "original": desk.claim,
                **context,
            },
        )


def _address(claim: Claim, *, source: Source | None = None, fragment: str = "") -> str:
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    if source is not None:
        return f"{address}?source={source.pk}#evidence-new"
    return f"{address}#{fragment}" if fragment else address


def _number(value: str | None) -> int:
    """A row's number from an address; 0, which no row has, for what is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 15 else 0
