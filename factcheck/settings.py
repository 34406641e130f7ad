"""All settings, from the environment, with defaults that run on a laptop.

Every variable is listed in README.md. A value that makes no sense stops the start with one
clear sentence; nothing is guessed.
"""

import logging
import sys
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
import structlog
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """An integer setting of at least ``least``, or a sentence that says what is wrong."""
    raw = env.str(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None
    if value < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {value}.")
    return value


def yes_or_no(name: str, *, default: bool) -> bool:
    """A boolean setting; anything but 1/0, true/false, yes/no, on/off is refused."""
    raw = env.str(name, "1" if default else "0").strip().lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """``value`` if it is one of ``allowed``; else a sentence that names them."""
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def folder(name: str, default: Path) -> Path:
    """A folder that exists from now on."""
    path = Path(env.str(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: the folder {path} cannot be made: {error.strerror}."
        ) from None
    return path


# --- What runs where ------------------------------------------------------------------------

DEBUG = yes_or_no("DEBUG", default=False)
VAR_DIR = folder("VAR_DIR", BASE_DIR / "var")
TESTING = "pytest" in sys.modules

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or TESTING or "--check" in sys.argv):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to a long random string, or DEBUG=1 on a laptop."
        )
    SECRET_KEY = "insecure-and-only-for-development-" + "0" * 40

SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(f"SITE_URL must be an http(s) address, not {SITE_URL!r}.")
SITE_NAME = env.str("SITE_NAME", "Faktencheck")
PUBLISHER_NAME = env.str("PUBLISHER_NAME", SITE_NAME)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[str(urlsplit(SITE_URL).hostname), *(["localhost", "127.0.0.1"] if DEBUG else [])],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "claims",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "modelsearch",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "claims.public.caching.CacheHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "claims.evidence.upload_handlers.ContentLengthMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "claims.admin.accounts.login.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "claims.publication.site.site",
            ],
        },
    },
]
# The project's templates may override the admin's.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- Storage --------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'factcheck.sqlite3'}")
one_of(
    "The scheme of DATABASE_URL",
    urlsplit(DATABASE_URL).scheme,
    ("sqlite", "postgresql", "postgres"),
)
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url_config(DATABASE_URL)}
match DATABASES["default"]["ENGINE"]:
    case "django.db.backends.sqlite3":
        # One writer at a time, asked for when a transaction begins, so that none fails half way.
        DATABASES["default"]["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    case "django.db.backends.postgresql":
        DATABASES["default"]["OPTIONS"] = {
            **DATABASES["default"].get("OPTIONS", {}),  # sslmode and the like, from the URL
            "connect_timeout": 5,
            # Compiling a query (jit) takes a tenth of a second; ours take a hundredth of that.
            "options": f"-c jit=off -c statement_timeout="
            f"{whole_number('STATEMENT_TIMEOUT_MS', 30_000)}",
        }
        if not TESTING:
            DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
            most = whole_number("DATABASE_POOL", 8, least=1)
            pool = {"min_size": 1, "max_size": most, "timeout": 5}
            DATABASES["default"]["OPTIONS"]["pool"] = pool
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    if (url := env.str("CACHE_URL", ""))
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # In each process: rendered public pages by their ETag, which comes from their state, so that
    # nothing has to be deleted; and for a moment the states of claims' pages.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
# How long a process serves the page of a claim without asking the database whether it changed.
PAGE_STATE_TIMEOUT = 1  # second
MODELSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "claims.search.backend",
        **({"SEARCH_CONFIG": "german"} if "postgresql" in DATABASES["default"]["ENGINE"] else {}),
    }
}

# --- Background work ------------------------------------------------------------------------

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "filesystem://")
BROKERS = ("filesystem", "redis", "rediss", "amqp", "amqps")
one_of("The scheme of CELERY_BROKER_URL", urlsplit(CELERY_BROKER_URL).scheme, BROKERS)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB; a larger child is replaced after its task
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_TIMEZONE = "UTC"
if CELERY_BROKER_URL.startswith("filesystem:"):
    QUEUE_DIR = VAR_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        # One folder for both directions: what is sent is what is read.
        "data_folder_in": str(QUEUE_DIR),
        "data_folder_out": str(QUEUE_DIR),
        "processed_folder": str(VAR_DIR / "queue-done"),
        "control_folder": str(VAR_DIR / "queue-control"),
        "polling_interval": 0.2,
    }
    for name in ("queue", "queue-done", "queue-control"):
        (VAR_DIR / name).mkdir(exist_ok=True)
elif CELERY_BROKER_URL.startswith("redis"):
    # A killed worker's task comes back after the visibility timeout, which must exceed the longest
    # task; the scan for such tasks runs every `interval` x `throttle` seconds.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "retry_policy": {"timeout": 1.0},
    }
# A save must not wait for a broker that is down: the sweep enqueues what was missed.
CELERY_TASK_PUBLISH_RETRY = False

WORK_LEASE = timedelta(seconds=whole_number("WORK_LEASE_SECONDS", 180, least=1))
WORK_MAX_ATTEMPTS = whole_number("WORK_MAX_ATTEMPTS", 3, least=2)
RECHECK_INTERVAL = timedelta(hours=whole_number("RECHECK_INTERVAL_HOURS", 24, least=1))
# So long an approval is good for; then somebody is asked to look at it again. 0: for ever.
RECHECK_APPROVAL_DAYS = whole_number("RECHECK_APPROVAL_DAYS", 365)
# So often in a row a source must fail before that is a finding; retries are hours apart.
RECHECK_FAILURES = whole_number("RECHECK_FAILURES", 3, least=1)
# … and so long: however often somebody asks, a server that is away for an hour is no finding.
RECHECK_FAILING = timedelta(hours=whole_number("RECHECK_FAILING_HOURS", 12))
# No two requests to one web server within this time, from all workers together.
RECHECK_SPACING = timedelta(milliseconds=whole_number("RECHECK_SPACING_MS", 1000))
# So many within an hour, by all workers together; 0: as many as the time between them allows.
RECHECK_HOST_BUDGET = whole_number("RECHECK_HOST_BUDGET", 0)
# The same for all web servers together; 0: as many as there is work for.
RECHECK_BUDGET = whole_number("RECHECK_BUDGET", 0)

# Other desks' checks are asked of Google's claim search if there is a key, so often for each claim.
GOOGLE_FACTCHECK_KEY = env.str("GOOGLE_FACTCHECK_KEY", "")
GOOGLE_FACTCHECK_URL = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
GOOGLE_FACTCHECK_INTERVAL = timedelta(
    hours=whole_number("GOOGLE_FACTCHECK_INTERVAL_HOURS", 7 * 24, least=1)
)

# --- Fetching pages -------------------------------------------------------------------------

FETCH_TIMEOUT = whole_number("FETCH_TIMEOUT_SECONDS", 20, least=1)
FETCH_MAX_BYTES = whole_number("FETCH_MAX_BYTES", 5_000_000, least=1000)
# host:port pairs that may be fetched although they are not public; for the demo and the tests.
FETCH_ALLOWED_HOSTS = env.list("FETCH_ALLOWED_HOSTS", default=[])
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")
# The address of the licence under which others may use the ClaimReviews; none unless it is set.
DATA_LICENSE = env.str("DATA_LICENSE", "")
UPLOAD_MAX_BYTES = whole_number("UPLOAD_MAX_BYTES", 5_000_000, least=1000)

# --- E-mail ---------------------------------------------------------------------------------

# Without an address of a mail server no e-mail is sent; on a laptop it is put into files.
EMAIL_URL = env.str("EMAIL_URL", "")
MAIL_IS_ON = bool(EMAIL_URL) or DEBUG
if EMAIL_URL:
    SCHEMES = ("smtp", "smtp+tls", "smtp+ssl")
    one_of("The scheme of EMAIL_URL", urlsplit(EMAIL_URL).scheme, SCHEMES)
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "EMAIL_FROM", CONTACT_EMAIL or f"noreply@{urlsplit(SITE_URL).hostname}"
)

# The Wayback Machine is asked to keep cited pages, if there are keys (archive.org/account/s3.php).
WAYBACK_URL = env.str("WAYBACK_URL", "https://web.archive.org").rstrip("/")
WAYBACK_ACCESS_KEY = env.str("WAYBACK_ACCESS_KEY", "")
WAYBACK_SECRET_KEY = env.str("WAYBACK_SECRET_KEY", "")
WAYBACK_PER_MINUTE = 6  # seven are allowed with a key

# --- People ---------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
# Ten wrong passwords from one address, and ten wrong passwords or codes from anywhere.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "claims.admin.accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "claims.admin.accounts.lockout.client_address"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/900s/key"}
ACCOUNT_ADAPTER = "claims.admin.accounts.login.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth wants to know
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "claims.admin.accounts.login.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # clocks may be half a minute wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://")  # http://localhost only
# People of these roles set up a second factor before they see anything of the desk.
ROLES = ("editor", "reviewer", "chief editor", "auditor", "administrator")
REQUIRE_SECOND_FACTOR = env.list("REQUIRE_SECOND_FACTOR", default=[])
for name in REQUIRE_SECOND_FACTOR:
    one_of("Each role in REQUIRE_SECOND_FACTOR", name, ROLES)

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "de")
LANGUAGES = [("de", _("German")), ("en", _("English"))]
one_of("LANGUAGE_CODE", LANGUAGE_CODE, dict(LANGUAGES))
TIME_ZONE = env.str("TIME_ZONE", "Europe/Zurich")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE must be a place like Europe/Berlin, not {TIME_ZONE!r}.")
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "claims" / "locale"]
FORMAT_MODULE_PATH = ["factcheck.formats"]

# --- What browsers are told -----------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS and yes_or_no("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if yes_or_no("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES + 500_000
FILE_UPLOAD_HANDLERS = [
    "claims.evidence.upload_handlers.SizeLimitUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- The API --------------------------------------------------------------------------------


def rate(name: str, default: str) -> str:
    """So many requests in so much time, like "600/min"; a sentence if it is none."""
    raw: str = env.str(name, default)
    count, _slash, unit = raw.partition("/")
    if not count.isdecimal() or int(count) < 1 or unit not in {"sec", "min", "hour", "day"}:
        raise ImproperlyConfigured(
            f"{name} must be like 600/min, with sec, min, hour or day, not {raw!r}."
        )
    return raw


REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.AutoSchema",
    "EXCEPTION_HANDLER": "claims.api.exceptions.problem_handler",
    "DEFAULT_THROTTLE_RATES": {
        "address": rate("API_RATE", "600/min"),  # of one address, whatever it asks for
        "token": rate("API_TOKEN_RATE", "300/min"),  # of one token
        "extract": rate("API_EXTRACT_RATE", "60/min"),  # texts of one token
        "extract-anonymous": rate("API_EXTRACT_RATE_ANONYMOUS", "10/min"),  # and of one address
    },
    "URL_FORMAT_OVERRIDE": None,
    # Whose request it is: the one that the proxy names, or who is connected to us.
    "NUM_PROXIES": 1 if yes_or_no("BEHIND_PROXY", default=False) else 0,
}
KNOX_TOKEN_MODEL = "claims.ApiToken"  # noqa: S105
# Its own table would be made all the same, and stand in the way when tables are emptied.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "fct_"}
API_MAX_BYTES = whole_number("API_MAX_BYTES", 1_000_000, least=1000)
SPECTACULAR_SETTINGS = {
    "TITLE": "factcheck API",
    "DESCRIPTION": (
        "Published claims, the articles they come from, and who made them: for everyone, without "
        "a key. With a token of your own, what the desk does. Errors are problem details "
        "(RFC 9457); `RateLimit` headers tell what is left."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Logging --------------------------------------------------------------------------------

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # readers' addresses; axes keeps those of failed logins
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_LEVEL = one_of("LOG_LEVEL", env.str("LOG_LEVEL", "INFO").upper(), LOG_LEVELS)


def is_news(record: logging.LogRecord) -> bool:
    """One line for each request, when it has been answered, is enough."""
    return not (isinstance(record.msg, dict) and record.msg.get("event") == "request_started")


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": is_news}},
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(
                    [structlog.dev.ConsoleRenderer(colors=False)]
                    if DEBUG  # JSON knows no traceback: it has to be written out before
                    else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
                ),
            ],
            "foreign_pre_chain": [
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
            ],
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["news"]}
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would say everything a second time.
        "django": {"handlers": [], "level": "INFO"},
        "axes": {"level": "WARNING"},
        "django.db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "trafilatura": {"level": "ERROR"},
        "htmldate": {"level": "ERROR"},
    },
}
