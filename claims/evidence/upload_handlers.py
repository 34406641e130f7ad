"""Files on their way in: what is longer than allowed is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

REJECT_FACTOR = 20  # times the limit


class CappedUploadHandler(FileUploadHandler):
    """Stands before those that store: they see one chunk more than allowed, and no more.

    The rest is read and forgotten. The file is then too large by its own account, so that its
    form can say so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        return None


class LengthMiddleware:
    """Refuses, unread, what says of itself that it is far too long, whoever sends it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = REJECT_FACTOR * settings.UPLOAD_MAX_BYTES
        if length.isdecimal() and int(length) > most:
            limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
            if request.path_info.startswith("/api/"):
                return _as_problem(_("Send %d bytes at most.") % settings.UPLOAD_MAX_BYTES)
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


def _as_problem(detail: str) -> HttpResponse:
    """As the API answers, which is not asked: it would read what was sent."""
    content = {"type": "about:blank", "title": "Content Too Large", "status": 413}
    return JsonResponse(
        content | {"detail": detail}, status=413, content_type="application/problem+json"
    )
