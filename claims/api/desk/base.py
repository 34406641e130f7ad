"""What endpoints with a token share: who acts, what was sent, and that it happens once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework import exceptions, serializers
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import BaseAPIView
from claims.api.exceptions import RequestInProgress, TooLarge, UnprocessableRequest
from claims.models import ApiToken, IdempotencyKey
from claims.models.api_token import IDEMPOTENCY_KEY_LIFETIME
from claims.permissions import can_edit, can_read_desk, require

KEY = re.compile(r"[\x21-\x7e]{1,255}")
ABANDONED_AFTER = timedelta(
    minutes=2
)  # after which the process that began a write is not coming back
LAST_USED_PRECISION = timedelta(minutes=1)  # how exact "last used" is


class ApiTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Who sends a token acts in the name of the person who made it."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        if not token.isascii():
            raise exceptions.AuthenticationFailed
        user, row = super().authenticate_credentials(token)
        now = timezone.now()
        if row.last_used_at is None or row.last_used_at < now - LAST_USED_PRECISION:
            ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
        return user, row

    def _cleanup_token(self, row: ApiToken) -> bool:
        """Whether the token has run out. It stays on its owner's list."""
        return row.is_expired


class StrictJSONParser(JSONParser):
    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError(_("This JSON is nested too deeply.")) from None


@dataclass(frozen=True)
class Answer:
    content: Any
    status: int = 200
    location: str = ""


class DeskAPIView(BaseAPIView):
    """An endpoint of the desk: a token is needed, and the verbs ask what its owner may."""

    authentication_classes = [ApiTokenAuthentication]
    permission_classes = [IsAuthenticated]
    parser_classes = [StrictJSONParser]
    http_method_names = ["get", "head", "options"]
    may_read = can_read_desk
    may_write = can_edit  # by role; what depends on the claim, the verb asks

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.count("token", str(request.auth.pk))
        refuse_large(request, most=self.most_bytes)
        if request.method in {"GET", "HEAD"}:
            require(self.may_read, self.actor)
        elif isinstance(request.auth, ApiToken) and request.auth.reads_only:
            raise exceptions.PermissionDenied(_("This token may only read."))
        elif request.method != "OPTIONS":
            require(self.may_write, self.actor)  # before anyone learns what the body should be

    @property
    def most_bytes(self) -> int:
        return settings.API_MAX_BYTES

    @property
    def actor(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answered = super().finalize_response(request, response, *args, **kwargs)
        answered["Cache-Control"] = "private, no-store"
        return answered


def refuse_large(request: Request, *, most: int) -> None:
    """Before anything of the content is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length[:20]) > most:
        raise TooLarge(_("Send %d bytes at most.") % most)


# --- What was sent --------------------------------------------------------------------------


class BodySerializer(serializers.Serializer):  # type: ignore[type-arg]
    """What a write takes. A field it does not know is refused: nothing is assigned in passing."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            for name in data:
                if name not in self.fields:
                    shown = name.encode("utf-8", "replace").decode()[:50]
                    raise serializers.ValidationError(
                        {shown: [_("There is no such field. Known: %s.") % ", ".join(self.fields)]}
                    )
        return super().to_internal_value(data)


class StrictCharField(serializers.CharField):
    """A string, never a number taken for one. NUL, which no database stores, is left out."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            data = data.replace("\0", "")
        return super().run_validation(data)


class StrictBooleanField(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(data)


class IdField(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return int(super().to_internal_value(data))


def read_body(request: Request, kind: type[BodySerializer]) -> dict[str, Any]:
    """The content of ``request``; raises ValidationError for a wrong or unknown field."""
    body = kind(data=_each_once(request.data))
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _each_once(data: Any) -> Any:
    """A form as JSON would say it; one that gives a field twice leaves open what it means."""
    if not isinstance(data, MultiValueDict):
        return data
    twice = [name for name, values in data.lists() if len(values) > 1]
    if twice:
        raise serializers.ValidationError({name: [_("Give this once.")] for name in twice})
    return data.dict()


# --- Once -----------------------------------------------------------------------------------


def once(request: Request, do: Callable[[], Answer]) -> Response:
    """Do what was asked and answer; with an ``Idempotency-Key`` sent again, answer the same again.

    The answer is kept in the transaction of the change itself. What was refused has changed
    nothing, and leaves the key free.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return _response(do())
    row = _begin(request, key)
    if row.status is not None:
        known = Answer(row.answer, row.status, row.location)
        return _response(known, {"Idempotency-Replayed": "true"})
    try:
        with transaction.atomic():
            answer = do()
            kept = IdempotencyKey.objects.filter(pk=row.pk, started_at=row.started_at).update(
                status=answer.status, answer=answer.content, location=answer.location
            )
            if not kept:
                raise RequestInProgress(_("This took so long that it was begun anew."))
    except BaseException:
        IdempotencyKey.objects.filter(
            pk=row.pk, started_at=row.started_at, status__isnull=True
        ).delete()
        raise
    return _response(answer)


def _begin(request: Request, key: str) -> IdempotencyKey:
    """The row of this key: ours to carry out, or one that has its answer."""
    if not KEY.fullmatch(key):
        raise serializers.ValidationError(
            {"Idempotency-Key": [_("Give 1 to 255 visible ASCII characters.")]}
        )
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


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document tells of tokens."""

    target_class = "claims.api.desk.base.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that you make at the desk, under “API”.",
        }
