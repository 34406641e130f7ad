"""How the desk works, from what is configured; and the reader's choice of language."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from claims.models import RatingScale
from claims.models.verdict import Aspect
from claims.public.caching import public_page
from claims.publication.site import organisation_script
from claims.rechecks.schedule_rules import Rules


@public_page
def methodology(request: HttpRequest) -> HttpResponse:
    scales = RatingScale.objects.filter(is_default=True).prefetch_related("ratings")
    terms = Rules().terms(None, "")
    context = {
        "section": "methodology",
        "scales": sorted(scales, key=lambda scale: Aspect.values.index(scale.aspect)),
        "organisation": organisation_script(),
        "hours": terms.shortest // timedelta(hours=1),
        "days": terms.longest // timedelta(days=1),
    }
    return render(request, "public/methodology.html", context)


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Django's own view, with its check of ``next``; it sets the language cookie.

    Without a CSRF token, since a token is a cookie and public pages set none. Another site could
    change a reader's language with it, and nothing else.
    """
    response: HttpResponseBase = set_language(request)
    return response
