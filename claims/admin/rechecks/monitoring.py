"""The page of re-checks: what is due, running, late, failing, parked, and which sources are to
blame."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.admin.base import REFUSALS, actor, error_messages
from claims.admin.claims.page import ClaimPage
from claims.admin.rechecks.schedule_rules import schedule_sentences
from claims.matching import external_checks
from claims.matching.suggestions import decide
from claims.models import Claim, ExternalCheckQuery, Finding
from claims.permissions import can_handle_findings, can_read_desk, require
from claims.rechecks import monitoring
from claims.rechecks.rate_limits import budget_spent_until
from claims.rechecks.schedule_rules import Rules

# Findings that tell of what is suggested too.
SUGGESTED = [Finding.Kind.REPEATS, Finding.Kind.CONTRADICTS, Finding.Kind.EXTERNAL_CHECK]


@require_safe
def monitoring_page(request: HttpRequest) -> HttpResponse:
    require(can_read_desk, actor(request))
    rules = Rules()
    context = {
        **admin.site.each_context(request),
        "title": _("Re-checks"),
        "figures": _figures(),
        "running": monitoring.running(),
        "late": monitoring.late(),
        "failing": monitoring.failing(),
        "parked": monitoring.parked_jobs(),
        "source_lists": [
            (_("Failing in a row"), monitoring.sources("failing")),
            (_("Never answered"), monitoring.sources("unreachable")),
            (_("Noisy: their findings are dismissed"), monitoring.sources("noisy")),
        ],
        "in_force": schedule_sentences(rules.terms(None, "")),
        "kinds": [
            (rule, schedule_sentences(rules.terms(None, rule.kind)))
            for kind, rule in sorted(rules.by_kind.items())
            if kind
        ],
        "spent_until": budget_spent_until(),
        "other_desks": _other_desks(),
        "may_handle": can_handle_findings.test(actor(request)),
        "now": timezone.now(),
        "failures": settings.RECHECK_FAILURES,
    }
    return TemplateResponse(request, "admin/claims/rechecks/watch.html", context)


@require_POST
def retry(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Have a parked row worked on again."""
    if table not in monitoring.tables():
        raise Http404
    try:
        monitoring.retry(table, pk, actor=actor(request))
        messages.success(request, _("It is worked on again within half a minute."))
    except REFUSALS as error:
        for problem in error_messages(error):
            messages.error(request, problem)
    return HttpResponseRedirect(reverse("admin:claims_recheck_watch") + "#parked")


def _figures() -> list[tuple[str, monitoring.Figure, str]]:
    """Label, number and address of each figure, counted as the lists that they lead to."""
    numbers = monitoring.figures()
    address = reverse("admin:claims_recheckpolicy_changelist")
    return [
        (_("watched"), numbers["watched"], f"{address}?is=watched"),
        (_("due now"), numbers["due"], f"{address}?is=due"),
        (_("running"), numbers["running"], f"{address}?is=running"),
        (_("failing"), numbers["failing"], f"{address}?is=failing"),
        (_("given up"), numbers["parked"], f"{address}?is=parked"),
        (_("paused"), numbers["paused"], f"{address}?is=paused"),
    ]


def _other_desks() -> dict[str, Any]:
    """Whether other desks are asked, and how it stands."""
    busy = ExternalCheckQuery.objects.filter(refused__gt=0).order_by("-refused").first()
    return {
        "why_off": external_checks.off_reason(),
        "waiting": monitoring.waiting_questions(),
        "busy": busy.last_error if busy else "",
    }


@require_safe
def state(request: HttpRequest, claim_id: int) -> HttpResponse:
    """How far the re-check of a claim is; asked every other second. What it found comes at its end
    in place of the whole part of the page, so that nothing typed elsewhere is lost."""
    require(can_read_desk, actor(request))
    claim = get_object_or_404(Claim.objects.select_related("publication"), pk=claim_id)
    desk = ClaimPage(claim, actor(request))
    context = {"desk": desk, "claim": claim}
    if desk.policy is not None and desk.policy.is_under_way:
        return TemplateResponse(request, "admin/claims/claim/recheck_state.html", context)
    headers = {"HX-Retarget": "#findings", "HX-Reswap": "outerHTML"}
    template = "admin/claims/claim/findings.html"
    return TemplateResponse(request, template, context, headers=headers)


@require_POST
def suggestion(request: HttpRequest, claim_id: int, table: str, pk: int) -> HttpResponse:
    """Agree to what the machine suggests about a claim, or dismiss it."""
    claim = get_object_or_404(Claim, pk=claim_id)
    try:
        decide(
            claim,
            table=table,
            pk=pk,
            confirm=request.POST.get("decision") == "confirm",
            reason=request.POST.get("reason", ""),
            actor=actor(request),
        )
        messages.success(request, _("Decided."))
        if Finding.objects.open().filter(claim=claim, kind__in=SUGGESTED).exists():
            messages.info(request, _("A finding about it is still to be settled."))
    except ObjectDoesNotExist:
        raise Http404 from None
    except REFUSALS as error:
        for problem in error_messages(error):
            messages.error(request, problem)
    address = reverse("admin:claims_claim_change", args=[claim_id])
    return HttpResponseRedirect(f"{address}#suggestion-{table}-{pk}")
