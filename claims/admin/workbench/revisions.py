"""Two texts of an article side by side as one, and before it the claims that lost their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import REFUSALS, actor, error_messages
from claims.admin.workbench.actions import STEPS
from claims.admin.workbench.diff import changed_paragraphs
from claims.admin.workbench.page import Row, Workbench
from claims.anchors import Orphan, OrphanReason, Selector, locate_all, most_similar
from claims.editorial.claims import DISMISSAL_REASONS
from claims.editorial.undo import undo
from claims.editorial.workflow import Refused
from claims.models import Article, ArticleRevision

SEARCH_LENGTH = 50  # orphans for which the nearest words are sought; the others come up after them
ORPHAN_REASONS = {
    OrphanReason.MISSING: gettext_lazy("Nothing like these words stands there now."),
    OrphanReason.CHANGED: gettext_lazy("These words were changed."),
    OrphanReason.AMBIGUOUS: gettext_lazy("These words stand there several times."),
    OrphanReason.ELSEWHERE: gettext_lazy("These words stand there in another context."),
}
SPEAKER_CHANGED = gettext_lazy("The words stand there, but who says them reads differently.")


@dataclass(frozen=True)
class LostClaim:
    """A claim without its words, and the words that they may have become."""

    row: Row
    why: str
    words: str
    now: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def may_place(self) -> bool:
        return "move" in self.row.steps

    @property
    def may_dismiss(self) -> bool:
        return "dismiss" in self.row.steps


class Changes:
    """What came of ``before`` in the article's current text, or in ``after``."""

    def __init__(self, bench: Workbench, wanted: dict[str, Any]) -> None:
        self.bench = bench
        self.revisions = list(bench.article.revisions.defer("raw").order_by("-number"))
        self.after = self._chosen(wanted.get("to"), self.revisions[0])
        self.before = self._chosen(wanted.get("from"), self._last_known())

    def _chosen(self, number: Any, otherwise: ArticleRevision) -> ArticleRevision:
        return next((row for row in self.revisions if str(row.number) == number), otherwise)

    def _last_known(self) -> ArticleRevision:
        """The text in which the orphans still had their words, else the one before the newest."""
        ids = {row.claim.revision_id for row in self._orphans}
        known = [row for row in self.revisions[1:] if row.pk in ids]
        return known[-1] if known else self.revisions[min(1, len(self.revisions) - 1)]

    @property
    def choices(self) -> list[tuple[str, str, ArticleRevision]]:
        """The two fields with which other texts are chosen: name, label, what is chosen."""
        return [("from", _("Earlier text"), self.before), ("to", _("Later text"), self.after)]

    @property
    def is_current(self) -> bool:
        """Whether the newer text is the one in which claims can be given new words."""
        return self.after.pk == self.bench.revision.pk

    @cached_property
    def paragraphs(self) -> list[Any]:
        return list(changed_paragraphs(self.before.text, self.after.text))

    @property
    def count(self) -> int:
        return max((each.number or 0 for each in self.paragraphs), default=0)

    @property
    def _orphans(self) -> list[Row]:
        return [row for row in self.bench.rows if row.style == "orphaned"]

    @property
    def lost(self) -> list[LostClaim]:
        return [self._lost(row, look=n < SEARCH_LENGTH) for n, row in enumerate(self._orphans)]

    def _lost(self, row: Row, *, look: bool) -> LostClaim:
        parts = row.claim.quote
        words = " … ".join(part["exact"] for part in parts)
        if not look or not parts:
            return LostClaim(row, "", words)
        text = self.bench.revision.text
        found = locate_all([Selector(**part) for part in parts], text)
        why = str(ORPHAN_REASONS[found.reason] if isinstance(found, Orphan) else SPEAKER_CHANGED)
        if len(parts) > 1:  # what lies between the parts is none of the claim's words
            return LostClaim(row, why, words)
        place = most_similar(words, text) if isinstance(found, Orphan) else found[0]
        if place is None:
            return LostClaim(row, why, words)
        return LostClaim(row, why, words, text[place.start : place.end], place.start, place.end)


def changes(request: HttpRequest, article: Article) -> HttpResponseBase:
    """GET shows the two texts; POST gives an orphan new words, puts it aside, or undoes that."""
    bench = Workbench(article, actor(request))
    if request.method != "POST":
        return _shown(request, bench, "changes.html")
    try:
        message = _take(request, bench)
    except REFUSALS as error:
        return _answered(request, bench, problems=error_messages(error))
    bench.refresh()
    return _answered(request, bench, message=message)


def _take(request: HttpRequest, bench: Workbench) -> str:
    name = request.POST.get("do", "")
    if name == "undo":
        step = bench.last_step()
        if step is None:
            raise Refused(_("There is nothing to undo."))
        undo(step, actor=bench.user)
        return _("Taken back: %s.") % step.get_verb_display()
    row = next((row for row in bench.rows if str(row.claim.pk) == request.POST.get("claim")), None)
    if row is None or row.style != "orphaned":
        raise Refused(_("This claim has its words already."))
    answers = request.POST.dict()
    if name == "nearest":  # the offered words, whatever else was typed
        name = "move"
        answers["start"] = answers.get("near_start", "")
        answers["end"] = answers.get("near_end", "")
    if name not in {"move", "dismiss"}:
        raise Refused(_("Choose what to do with the claim."))
    step_ = STEPS[name]
    assert step_.form is not None
    form = step_.form(bench, row, answers)
    if not form.is_valid():
        raise Refused(*(str(error) for errors in form.errors.values() for error in errors))
    return step_.run(bench, row, form, bench.user).message


def _answered(
    request: HttpRequest, bench: Workbench, *, message: str = "", problems: list[str] | None = None
) -> HttpResponseBase:
    if request.htmx:  # type: ignore[attr-defined]
        context = {"message": message, "problems": problems}
        return _shown(request, bench, "lost.html", status=409 if problems else 200, **context)
    for problem in problems or []:
        messages.error(request, problem)
    if message:
        messages.success(request, message)
    return redirect("admin:claims_workbench_changes", bench.article.pk)


def _shown(
    request: HttpRequest, bench: Workbench, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    whole = not request.htmx  # type: ignore[attr-defined]
    return TemplateResponse(
        request,
        f"admin/claims/workbench/{template}",
        {
            **(admin.site.each_context(request) if whole else {}),
            "title": _("Changes of the text"),
            "step": "changes",
            "article": bench.article,
            "bench": bench,
            "changes": Changes(bench, request.GET.dict()),
            "last_step": bench.last_step(),
            "reasons": DISMISSAL_REASONS,
            **context,
        },
        status=status,
    )
