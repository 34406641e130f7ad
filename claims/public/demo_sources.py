"""Pages for the demo to cite and to look at again: one stays, one changes on request, one is gone.

Only served with DEBUG. What they show is kept in files, so that web and worker agree.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, RecheckRun
from claims.rechecks import schedule
from claims.tasks import recheck_claim, wake

PAGES = settings.BASE_DIR / "seeds" / "sources"
BUTTON_PLACE = "<!-- button -->"


@require_safe
def source(request: HttpRequest, name: str) -> HttpResponseBase:
    """``seeds/sources/NAME.html``; NAME.changed.html once changed; 410 where NAME.gone.html is."""
    gone = PAGES / f"{name}.gone.html"
    if gone.exists():
        return HttpResponse(gone.read_text(), status=410)
    html = _page(name)
    etag = f'W/"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    response = HttpResponse(html.replace(BUTTON_PLACE, _button(request, name)))
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


@require_POST
def change(request: HttpRequest, name: str) -> HttpResponse:
    """Change the cited passage, or change it back, and have the claims that cite it looked at."""
    if not (PAGES / f"{name}.changed.html").exists():
        raise Http404
    mark = _mark(name)
    if mark.exists():
        mark.unlink()
    else:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    address = reverse("public:demo_source", args=[name])
    citing = Claim.objects.standing().filter(
        evidence__source__url__endswith=address, evidence__withdrawn_at__isnull=True
    )
    for claim in citing.distinct():
        schedule.request_recheck(claim)
        wake(recheck_claim, claim.pk, RecheckRun.Trigger.PERSON)
    return redirect(address)


@require_safe
def icon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for it at pages that name none, as these."""
    return redirect(static("claims/favicon.svg"))


def _page(name: str) -> str:
    changed = PAGES / f"{name}.changed.html"
    page = changed if changed.exists() and _mark(name).exists() else PAGES / f"{name}.html"
    if not page.exists():
        raise Http404
    return page.read_text()


def _mark(name: str) -> Path:
    """The file whose presence says that the page has been changed."""
    return Path(settings.VAR_DIR) / "demo-sources" / f"{name}.changed"


def _button(request: HttpRequest, name: str) -> str:
    if not (PAGES / f"{name}.changed.html").exists():
        return ""
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" '
        'value="{}"><button>{}</button></form>',
        reverse("public:demo_change", args=[name]),
        get_token(request),
        _("Demo: change the cited passage, or change it back"),
    )
