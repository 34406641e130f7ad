"""Writes that happen once: the same ``Idempotency-Key`` again gives the same answer."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.exceptions import RequestInProgress, UnprocessableRequest
from claims.models import IdempotencyKey
from claims.models.api_token import IDEMPOTENCY_KEY_LIFETIME

KEY = re.compile(r"[\x21-\x7e]{1,255}")
ABANDONED_AFTER = timedelta(minutes=2)  # the process that began the write has died


@dataclass(frozen=True)
class Answer:
    """``content``: JSON; ``location``: the path of the new row."""

    content: Any
    status: int = 200
    location: str = ""


def run_once(request: Request, write: Callable[[], Answer]) -> Response:
    """The response of ``write``, or the stored one if the request's key has been used.

    The answer is stored in the transaction of the write itself. A refused write leaves the key
    free.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return _response(write())
    row = _begin(request, key)
    if row.status is not None:
        stored = Answer(row.answer, row.status, row.location)
        return _response(stored, {"Idempotency-Replayed": "true"})
    try:
        with transaction.atomic():
            answer = write()
            is_stored = IdempotencyKey.objects.filter(pk=row.pk, started_at=row.started_at).update(
                status=answer.status, answer=answer.content, location=answer.location
            )
            if not is_stored:
                raise RequestInProgress(_("This took so long that it was begun anew."))
    except BaseException:
        IdempotencyKey.objects.filter(
            pk=row.pk, started_at=row.started_at, status__isnull=True
        ).delete()
        raise
    return _response(answer)


def _begin(request: Request, key: str) -> IdempotencyKey:
    """The row of this key: new, taken over from a dead process, or with its answer."""
    if not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": [_("Give 1 to 255 visible ASCII characters.")]})
    now = timezone.now()
    assert request.user.pk is not None
    rows = IdempotencyKey.objects.filter(user_id=request.user.pk, key=key)
    rows.filter(started_at__lt=now - IDEMPOTENCY_KEY_LIFETIME).delete()
    fingerprint = _fingerprint(request)
    row, created = IdempotencyKey.objects.get_or_create(
        user_id=request.user.pk, key=key, defaults={"fingerprint": fingerprint, "started_at": now}
    )
    if row.fingerprint != fingerprint:
        raise UnprocessableRequest(_("This key was used for another request. Take a new one."))
    if created or row.status is not None:
        return row
    abandoned = rows.filter(
        started_at=row.started_at, started_at__lt=now - ABANDONED_AFTER, status=None
    )
    if abandoned.update(started_at=now):
        row.started_at = now
        return row
    raise RequestInProgress(
        _("The request with this key is being carried out. Ask again in a moment.")
    )


def _fingerprint(request: Request) -> str:
    content = [request.method, request.get_full_path(), request.data]
    text = json.dumps(content, sort_keys=True, default=_digest)
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(file: UploadedFile[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


def _response(answer: Answer, headers: dict[str, str] | None = None) -> Response:
    located = {"Location": settings.SITE_URL + answer.location} if answer.location else {}
    return Response(answer.content, status=answer.status, headers={**located, **(headers or {})})
