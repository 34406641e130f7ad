"""``/healthz``: may this process be sent requests? For load balancers and supervisors."""

import os

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    checks = {"database": database_answers(), "queue": queue_answers()}
    words = {name: "ok" if answers else "unreachable" for name, answers in checks.items()}
    return JsonResponse(words, status=200 if all(checks.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def queue_answers() -> bool:
    """Whether a task could be handed over now; asked once, without waiting for a broker."""
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        return os.access(settings.QUEUE_DIR, os.W_OK)
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError):
        return False
    return True
