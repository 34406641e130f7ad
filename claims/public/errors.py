"""The page for what went wrong on our side."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 if the database took too long or is away, which passes.

    Django calls it while the error is being handled, and without anything that asks the database.
    """
    busy = isinstance(sys.exc_info()[1], OperationalError)
    page = loader.get_template("500.html").render({"busy": busy})
    response = HttpResponse(page, status=503 if busy else 500)
    response.headers["Cache-Control"] = "no-store"
    if busy:
        response.headers["Retry-After"] = "10"
    return response
