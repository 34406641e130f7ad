"""The project's settings on a database and a folder of the tests' own.

``TEST_DATABASE=sqlite`` (the default) or ``postgresql``: a server named by TEST_DATABASE_URL, or
one started for this run. The processes of pytest-xdist share the server and the folder.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.servers import start_postgresql

if "TEST_DIR" not in os.environ:
    os.environ["TEST_DIR"] = tempfile.mkdtemp(prefix="factcheck-")
    atexit.register(shutil.rmtree, os.environ["TEST_DIR"], ignore_errors=True)
TEST_DIR = Path(os.environ["TEST_DIR"])

match os.environ.setdefault("TEST_DATABASE", "sqlite"):
    case "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{TEST_DIR / 'unused.sqlite3'}"
    case "postgresql":
        if not os.environ.get("TEST_DATABASE_URL"):
            os.environ["TEST_DATABASE_URL"] = start_postgresql(TEST_DIR / "postgresql")
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    case other:
        raise SystemExit(f"TEST_DATABASE must be sqlite or postgresql, not {other!r}.")

# What the shell around says must not change what the tests see.
for name in (
    "DEBUG",
    "SITE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "FETCH_ALLOWED_HOSTS",
):
    os.environ.pop(name, None)
os.environ["VAR_DIR"] = str(TEST_DIR / os.environ.get("PYTEST_XDIST_WORKER", "main"))
# Playwright runs an event loop in the thread of the test, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from factcheck.settings import *  # noqa: E402, F403
from factcheck.settings import DATABASES, RECHECK_FAILING, REST_FRAMEWORK, VAR_DIR  # noqa: E402

VAR_DIR.mkdir(parents=True, exist_ok=True)
if os.environ["TEST_DATABASE"] == "sqlite":
    # A file, not memory: a worker in another process works on it too.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
RATES = dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "1000000/min")
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": RATES}  # but where they are tested
RECHECK_FAILING *= 0  # but where it is tested
PAGE_STATE_TIMEOUT = 0  # but where it is tested
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
