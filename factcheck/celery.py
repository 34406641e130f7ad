"""The Celery application and everything that happens by the clock, on one screen.

Celery only wakes the machine up. What has to be done stands in database rows with a lease
(``claims.models.background_job``), and each sweep below enqueues whatever no message has reached.
"""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # name: (task, seconds). All are safe to run twice, and by two beats at once.
    "articles awaiting extraction": {"task": "claims.tasks.sweep_articles", "schedule": 30.0},
    "addresses to take in": {"task": "claims.tasks.sweep_queued_urls", "schedule": 30.0},
    "claims awaiting comparison": {"task": "claims.tasks.sweep_comparisons", "schedule": 30.0},
    "questions to other desks": {"task": "claims.tasks.sweep_external_queries", "schedule": 300.0},
    "sources awaiting capture": {"task": "claims.tasks.sweep_sources", "schedule": 30.0},
    "answers to forget": {"task": "claims.tasks.delete_old_idempotency_keys", "schedule": 3600.0},
    "copies for the Wayback Machine": {"task": "claims.tasks.sweep_archive", "schedule": 30.0},
    "webhooks to deliver": {"task": "claims.tasks.sweep_webhooks", "schedule": 10.0},
    "claims due for a re-check": {"task": "claims.tasks.sweep_rechecks", "schedule": 30.0},
    "notices by e-mail": {"task": "claims.tasks.sweep_notices", "schedule": 30.0},
}


@setup_logging.connect
def use_django_logging(**_: object) -> None:
    """Celery keeps the logging of settings.py instead of installing its own."""
