from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.editorial import comments, verdicts
from claims.editorial.workflow import Refused
from claims.matching import suggestions
from claims.models import Claim, Correction
from claims.publication import publish
from claims.review.activity import activity_of
from claims.review.claim_page import claim_page, comment_form
from claims.review.decorators import desk_claim, desk_comment, desk_correction, desk_only, user_of
from claims.review.queue import open_corrections, queue

# --- Pages ------------------------------------------------------------------------------------


@require_safe
@never_cache
@desk_only
def start(request: HttpRequest) -> HttpResponse:
    return _queue(request)


@require_safe
@never_cache
@desk_only
def activity(request: HttpRequest) -> HttpResponse:
    return _written(request, user_of(request), _("Written by me"), section="mine")


@require_safe
@never_cache
@desk_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    writer = get_object_or_404(User, pk=pk)
    name = writer.get_full_name() or writer.username
    return _written(request, writer, _("Written by %s") % name)


@require_safe
@never_cache
@desk_only
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, desk_claim(pk))


# --- Decisions --------------------------------------------------------------------------------


@require_POST
@desk_only
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    claim, seen = desk_claim(pk), request.POST.getlist("seen")
    return _decide(
        request,
        claim,
        lambda user: verdicts.approve(claim, actor=user, seen=seen),
        _("Approved. The chief editor can publish it."),
    )


@require_POST
@desk_only
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    claim, reason = desk_claim(pk), request.POST.get("reason", "")
    seen = request.POST.getlist("seen") or None
    return _decide(
        request,
        claim,
        lambda user: verdicts.request_changes(claim, reason=reason, actor=user, seen=seen),
        _("Sent back, with your reason."),
    )


@require_POST
@desk_only
def unapprove(request: HttpRequest, pk: int) -> HttpResponse:
    claim, reason = desk_claim(pk), request.POST.get("reason", "")
    seen = request.POST.getlist("seen") or None
    return _decide(
        request,
        claim,
        lambda user: verdicts.unapprove(claim, reason=reason, actor=user, seen=seen),
        _("The approval is taken back. A new version has to be proposed."),
    )


@require_POST
@desk_only
def publish_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim, seen = desk_claim(pk), request.POST.getlist("seen") or None
    return _decide(
        request,
        claim,
        lambda user: publish.publish(claim, actor=user, seen=seen),
        _("Published."),
    )


@require_POST
@desk_only
def retract(request: HttpRequest, pk: int) -> HttpResponse:
    claim = desk_claim(pk)
    return _decide(
        request,
        claim,
        lambda user: publish.retract(claim, actor=user),
        _("Retracted. The page says so."),
    )


def _decide(
    request: HttpRequest, claim: Claim, verb: Callable[[User], object], done: str
) -> HttpResponse:
    """Carry out ``verb``, or show the page again with what stands in the way."""
    problems, status = _attempt(request, verb)
    if problems:
        typed = {"reason": request.POST.get("reason", "")}
        return _page(request, desk_claim(claim.pk), problems, status=status, typed=typed)
    messages.success(request, done)
    return redirect("review:claim", pk=claim.pk)


@require_POST
@desk_only
def suggestion(request: HttpRequest, pk: int, table: str, number: int) -> HttpResponse:
    """Agree to what the machine suggests about the claim, or dismiss it with a reason."""
    claim, reason = desk_claim(pk), request.POST.get("reason", "")
    confirm = request.POST.get("decision") == "confirm"

    def verb(user: User) -> object:
        return suggestions.decide(
            claim, table=table, pk=number, confirm=confirm, reason=reason, actor=user
        )

    try:
        return _decide(request, claim, verb, _("Decided."))
    except ObjectDoesNotExist:
        raise Http404 from None


# --- Corrections ------------------------------------------------------------------------------


@require_POST
@desk_only
def approve_correction(request: HttpRequest, pk: int) -> HttpResponse:
    correction = desk_correction(pk)
    return _decide_correction(
        request,
        correction,
        lambda user: publish.approve_correction(correction, actor=user),
        _("The correction is approved. It goes out with the next publication."),
    )


@require_POST
@desk_only
def reject_correction(request: HttpRequest, pk: int) -> HttpResponse:
    correction = desk_correction(pk)
    return _decide_correction(
        request,
        correction,
        lambda user: publish.reject_correction(correction, actor=user),
        _("The correction is dropped."),
    )


def _decide_correction(
    request: HttpRequest, correction: Correction, verb: Callable[[User], object], done: str
) -> HttpResponse:
    problems, status = _attempt(request, verb)
    if problems:
        return _queue(request, problems, status=status)
    messages.success(request, done)
    if "on_claim" in request.POST:  # its verdict is decided on there, too
        return redirect("review:claim", correction.claim_id)
    return redirect("review:start")


# --- Comments ---------------------------------------------------------------------------------


@require_POST
@desk_only
def create_comment(request: HttpRequest, pk: int) -> HttpResponse:
    claim = desk_claim(pk)
    form = comment_form(claim, request.POST, user=user_of(request))
    problems, status = _attempt(
        request, lambda user: comments.comment(claim, actor=user, **form.remark())
    )
    return _thread(request, claim, problems, status=status, form=form if problems else None)


@require_POST
@desk_only
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent, body = desk_comment(pk), request.POST.get("body", "")
    problems, status = _attempt(
        request,
        lambda user: comments.comment(parent.claim, body=body, parent=parent, actor=user),
    )
    typed = {"thread": parent.pk, "reply": body}
    return _thread(request, parent.claim, problems, status=status, typed=typed)


@require_POST
@desk_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's own comment another text; of two saved at once the second sees the first."""
    remark, body = desk_comment(pk), request.POST.get("body", "")
    seen = request.POST.get("number", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    problems, status = _attempt(
        request,
        lambda user: comments.edit_comment(remark, body=body, number=number, actor=user),
    )
    typed = {"edit": remark.pk, "text": body, "is_conflict": remark.number != number}
    return _thread(request, remark.claim, problems, status=status, typed=typed)


@require_POST
@desk_only
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    remark, resolution = desk_comment(pk), request.POST.get("resolution", "")
    problems, status = _attempt(
        request, lambda user: comments.resolve(remark, resolution=resolution, actor=user)
    )
    typed = {"thread": remark.pk, "resolution": resolution}
    return _thread(request, remark.claim, problems, status=status, typed=typed)


@require_POST
@desk_only
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    remark = desk_comment(pk)
    problems, status = _attempt(request, lambda user: comments.reopen_comment(remark, actor=user))
    return _thread(request, remark.claim, problems, status=status)


def _thread(
    request: HttpRequest,
    claim: Claim,
    problems: list[str],
    *,
    status: int,
    typed: dict[str, Any] | None = None,
    form: Any = None,
) -> HttpResponse:
    """The threads as they stand now: in place for htmx, else the page, at the comments."""
    claim = desk_claim(claim.pk)
    if not problems and not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect(f"{_address(claim)}#comments")
    kept = typed if problems else None
    if not request.htmx:  # type: ignore[attr-defined]
        return _page(request, claim, problems, status=status, typed=kept, form=form)
    context = claim_page(claim, user=user_of(request), typed=kept, form=form)
    context |= {"thread_problems": problems, "saved": not problems}
    return render(request, "review/_changed_threads.html", context, status=status)


# --- What they share --------------------------------------------------------------------------


def _attempt(request: HttpRequest, verb: Callable[[User], object]) -> tuple[list[str], int]:
    """Why ``verb`` was refused, in sentences, and the status to say so with; [] if it worked."""
    try:
        verb(user_of(request))
    except Refused as refused:
        return list(refused.problems), 409
    except PermissionDenied as denied:
        return [str(denied)], 403
    return [], 200


def _queue(
    request: HttpRequest, problems: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    sections = queue(user_of(request))
    show = request.GET.get("show", "")
    show = show if show in {*(part.name for part in sections), "corrections"} else ""
    context = {
        "sections": sections,
        "shown": [part for part in sections if show in {"", part.name}],
        "show": show,
        "corrections": list(open_corrections()),
        "problems": problems,
        "section": "queue",
    }
    return render(request, "review/queue.html", context, status=status)


def _written(request: HttpRequest, writer: User, title: str, *, section: str = "") -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:200]
    pages = activity_of(writer, to=user_of(request), words=words)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "title": title,
        "words": words,
        "section": section,
    }
    return render(request, "review/mine.html", context)


def _page(
    request: HttpRequest,
    claim: Claim,
    problems: list[str] | None = None,
    *,
    status: int = 200,
    typed: dict[str, Any] | None = None,
    form: Any = None,
) -> HttpResponse:
    context = claim_page(claim, user=user_of(request), typed=typed, form=form)
    context["problems"] = problems
    return render(request, "review/claim.html", context, status=status)


def _address(claim: Claim) -> str:
    return redirect("review:claim", pk=claim.pk).url
