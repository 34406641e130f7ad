"""What a fetch may reach and cost."""

import time
from dataclasses import dataclass

from claims.http.errors import FetchError, Reason

AGENT = "factcheck"
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
    """What a fetch may reach and cost. Callers fill it from the settings.

    `allowed_networks` names exact "host:port" pairs that are fetched although they are not
    public, for the demo and the tests ("127.0.0.1:8000"); there are no wildcards.
    """

    max_bytes: int = 5_000_000
    total_seconds: float = 20.0
    connect_seconds: float = 5.0
    max_redirects: int = 5
    extra_ports: frozenset[int] = frozenset()
    allowed_networks: frozenset[str] = frozenset()
    content_types: frozenset[str] = READABLE_TYPES
    contact: str = ""

    @property
    def user_agent(self) -> str:
        return f"{AGENT}/1.0 (+{self.contact})" if self.contact else f"{AGENT}/1.0"


class Deadline:
    """The moment by which everything has to be over, redirects and name server included."""

    def __init__(self, seconds: float, url: str) -> None:
        self.url = url
        self.began = time.monotonic()
        self.at = self.began + seconds

    def left(self) -> float:
        """Seconds left, more than 0; raises FetchError when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise FetchError(Reason.TIMEOUT, self.url)
        return seconds

    def elapsed(self) -> float:
        return time.monotonic() - self.began
