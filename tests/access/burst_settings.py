"""Production's settings for a server of its own, without static files to be collected first."""

from factcheck.settings import *  # noqa: F403
from factcheck.settings import STORAGES

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES = STORAGES | {"staticfiles": plain}
