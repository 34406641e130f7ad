"""What a fetch may reach and cost."""

import time
from dataclasses import dataclass, field

from django.conf import settings

from claims.http.errors import FetchError, Reason

USER_AGENT = "factcheck"
READABLE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/pdf",
        "application/json",
        "application/ld+json",
    }
)


@dataclass(frozen=True)
class Limits:
    """What a fetch may reach and cost; by default what the settings (FETCH_…) allow.

    `allowed_hosts` are exact "host:port" pairs that are fetched although they are not public, for
    the demo and the tests ("127.0.0.1:8000"). There are no wildcards.
    """

    max_bytes: int = field(default_factory=lambda: settings.FETCH_MAX_BYTES)
    total_seconds: float = field(default_factory=lambda: settings.FETCH_TIMEOUT)
    connect_seconds: float = 5.0
    max_redirects: int = 5
    allowed_hosts: frozenset[str] = field(
        default_factory=lambda: frozenset(settings.FETCH_ALLOWED_HOSTS)
    )
    content_types: frozenset[str] = READABLE_TYPES
    contact: str = field(default_factory=lambda: settings.CONTACT_EMAIL)

    @property
    def user_agent(self) -> str:
        return f"{USER_AGENT}/1.0 (+{self.contact})" if self.contact else f"{USER_AGENT}/1.0"


class Deadline:
    """The moment at which a fetch ends, with its redirects and name servers."""

    def __init__(self, seconds: float, url: str) -> None:
        self.url = url
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, more than 0; raises FetchError when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise FetchError(Reason.TIMEOUT, self.url)
        return seconds
