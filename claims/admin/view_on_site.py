"""From a row at the desk to its public page."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse


def public_url(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Django's own way there, and 404 for what has no public page yet."""
    try:
        return shortcut(request, content_type_id, object_id)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error


to_site = admin.site.admin_view(public_url)
