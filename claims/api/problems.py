"""Errors as problem details (RFC 9457): what went wrong, in a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.api.shapes import PROBLEM


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's handler, answering with ``application/problem+json``; None for what is not an error
    of the caller."""
    if isinstance(error, SuspiciousOperation):  # more parameters than anyone needs, and the like
        error = exceptions.ParseError(_("This request cannot be read."))
    response = exception_handler(error, context)
    if response is None:
        return None
    parameters = error.detail if isinstance(error, exceptions.ValidationError) else None
    response.data = problem(response.status_code, *_told(response.data, parameters))
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


def _told(data: Any, parameters: Any) -> tuple[str, list[dict[str, str]]]:
    """One sentence for everything, and one for each parameter that is wrong."""
    if not isinstance(parameters, dict):
        return str(data.get("detail", data) if isinstance(data, dict) else data), []
    wrong = [
        {"name": str(name), "detail": " ".join(map(str, sentences))}
        for name, sentences in parameters.items()
    ]
    return " ".join(f"{each['name']}: {each['detail']}" for each in wrong), wrong
