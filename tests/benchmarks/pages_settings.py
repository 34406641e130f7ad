"""The settings of ``tests.benchmarks.pages``: production, and two views to compare with."""

import os

from factcheck.settings import *  # noqa: F403
from factcheck.settings import CACHES

ROOT_URLCONF = "tests.benchmarks.pages_urls"
ALLOWED_HOSTS = ["*"]
if os.environ.get("CACHE") == "0":
    CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def __getattr__(name: str) -> object:
    if name != "application":
        raise AttributeError(name)
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
