"""Outbound HTTP: the only door through which the program fetches from the web.

An address comes from an article, an editor or a redirect, and is never trusted. `fetch` gives a
page or a `FetchError` with a reason a program can act on; there is no third outcome, and none of
them takes longer than the deadline or more memory than the size limit.

requests-hardened was the suggested ground. Its list of address ranges is used here, but it looks
only at the first address of a name, cannot bound the time of slow headers and leaves redirects to
requests, so the connection is made here on urllib3: one resolution, every record checked, the
socket opened to a checked address, and every byte read against one deadline.
"""

from claims.http.client import Page, check_address, fetch, post
from claims.http.connections import Connections
from claims.http.errors import MESSAGES, FetchError, Reason, StatusError
from claims.http.limits import Limits
from claims.http.robots import allowed_by_robots, forget_robots

__all__ = [
    "MESSAGES",
    "Connections",
    "FetchError",
    "Limits",
    "Page",
    "Reason",
    "StatusError",
    "allowed_by_robots",
    "check_address",
    "fetch",
    "forget_robots",
    "post",
]
