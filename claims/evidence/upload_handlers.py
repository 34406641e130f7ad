"""Django's upload handlers: a file that is too large is never stored."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MAX_LENGTH_FACTOR = 20  # times UPLOAD_MAX_BYTES; longer requests are refused unread


class SizeLimitUploadHandler(FileUploadHandler):
    """Comes before the handlers that store and passes one chunk more than allowed to them.

    The rest is read and dropped. The stored file is too large, so that its form reports it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        return None


class ContentLengthMiddleware:
    """Refuses a request with a far too large Content-Length, without reading it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        max_length = MAX_LENGTH_FACTOR * settings.UPLOAD_MAX_BYTES
        if length.isdecimal() and int(length) > max_length:
            limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
            if request.path_info.startswith("/api/"):
                return _problem_response(_("Send %d bytes at most.") % settings.UPLOAD_MAX_BYTES)
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


def _problem_response(detail: str) -> HttpResponse:
    """An error response as the API gives it; the API itself would read the request."""
    content = {"type": "about:blank", "title": "Content Too Large", "status": 413}
    return JsonResponse(
        content | {"detail": detail}, status=413, content_type="application/problem+json"
    )
