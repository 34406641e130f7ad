"""Errors as problem details (RFC 9457): what went wrong, in a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.api.desk.serializers import DeskClaimSerializer, DeskVerdictSerializer
from claims.api.serializers import PROBLEM
from claims.api.throttling import QUOTA_EXCEEDED, LimitReached
from claims.editorial.workflow import Conflict, Refused, VerdictConflict
from claims.evidence.sources import EvidenceError
from claims.ingest.articles import IngestError

log = structlog.get_logger(__name__)

# What a verb refuses, and the status it is answered with.
STATUSES: dict[type[Exception], int] = {
    Refused: 409,  # the claim stands where this step is not possible; Conflict is one of them
    EvidenceError: 422,  # understood, and of no use as it is
    IngestError: 422,
    RequestDataTooBig: 413,
    SuspiciousOperation: 400,  # more parameters than anyone needs, and the like
    OperationalError: 503,  # the database took too long, or is away
}


class TooLarge(exceptions.APIException):
    status_code = 413


class UnprocessableRequest(exceptions.APIException):
    status_code = 422


class RequestInProgress(exceptions.APIException):
    """The same is being done at this moment."""

    status_code = 409
    wait = 1  # second


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's handler, answering with ``application/problem+json``; None for what is not an error
    of the caller."""
    original, error = error, _translate_exception(error)
    if isinstance(error, exceptions.NotAuthenticated):
        error.detail = exceptions.ErrorDetail(_("A token is needed: “Authorization: Bearer …”."))
    elif isinstance(error, exceptions.AuthenticationFailed):  # in English by the library
        error.detail = exceptions.ErrorDetail(_("There is no such token, or it has run out."))
    response = exception_handler(error, context)
    if response is None:
        return None
    parameters = error.detail if isinstance(error, exceptions.ValidationError) else None
    response.data = problem(response.status_code, *_detail_of(response.data, parameters))
    if isinstance(original, Conflict):
        response.data["conflict"] = _conflict(original, context["request"].data)
    if isinstance(error, LimitReached):
        response.data |= {"type": QUOTA_EXCEEDED, "violated-policies": [error.policy]}
    if isinstance(error, RequestInProgress):
        response["Retry-After"] = str(error.wait)
    response.content_type = PROBLEM
    return response


def problem(status: int, detail: str, parameters: list[dict[str, str]] | None = None) -> Any:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if parameters:
        content["parameters"] = parameters
    return content


def _conflict(error: Conflict, sent: Any) -> dict[str, Any]:
    """Both texts: nobody's work is lost, and nobody's overwritten unread."""
    newest = error.newest if isinstance(error, VerdictConflict) else None
    theirs = DeskVerdictSerializer(newest) if newest else DeskClaimSerializer(error.claim)
    return {"theirs": theirs.data, "yours": sent}


def not_found() -> exceptions.NotFound:
    return exceptions.NotFound(_("There is nothing at this address. The endpoints: /api/v1/docs/."))


def _translate_exception(error: Exception) -> Exception:
    """``error`` as one of DRF's, if it is one that a caller should hear of."""
    if isinstance(error, Http404):
        return not_found()  # its own words speak of our tables
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), None)
    if status is None:
        return error
    sentences = {
        400: _("This request cannot be read."),
        413: _("This is larger than the API takes."),
        503: _("The database does not answer at present. Try again in a moment."),
    }
    if status == 503:
        log.error("the database does not answer", error=str(error))
    told = exceptions.APIException(sentences.get(status, str(error)))
    told.status_code = status
    return told


def _detail_of(data: Any, parameters: Any) -> tuple[str, list[dict[str, str]]]:
    """One sentence for everything, and one for each parameter that is wrong."""
    if not isinstance(parameters, dict):
        return str(data.get("detail", data) if isinstance(data, dict) else data), []
    if "non_field_errors" in parameters:
        return " ".join(map(str, parameters["non_field_errors"])), []
    wrong = [
        {"name": str(name), "detail": " ".join(map(str, _sentences(said)))}
        for name, said in parameters.items()
    ]
    return " ".join(f"{each['name']}: {each['detail']}" for each in wrong), wrong


def _sentences(said: Any) -> list[Any]:
    """What is wrong with a parameter, that of the items of a list among it, each thing once."""
    if isinstance(said, dict):
        said = [sentence for part in said.values() for sentence in _sentences(part)]
    return list(dict.fromkeys(said))
