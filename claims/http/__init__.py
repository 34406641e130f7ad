"""Outbound HTTP: all requests of the program to other servers go through here.

An address comes from an article, an editor or a redirect and is never trusted. `fetch` returns a
`Response` or raises a `FetchError`, whose reason programs can act on. No request takes longer than
its deadline or more memory than its size limit.

It stands on urllib3: pinning to checked addresses, limits and one deadline for everything are
ours with any library, and httpcore or aiohttp would save less than 50 lines. requests-hardened
supplies the blocked address ranges; it checks only the first address of a name.
"""

from claims.http.client import check_address, fetch, post
from claims.http.connections import Connections
from claims.http.errors import MESSAGES, FetchError, Reason, StatusError
from claims.http.limits import Limits
from claims.http.request import Response
from claims.http.robots import allowed_by_robots, forget_robots

__all__ = [
    "MESSAGES",
    "Connections",
    "FetchError",
    "Limits",
    "Reason",
    "Response",
    "StatusError",
    "allowed_by_robots",
    "check_address",
    "fetch",
    "forget_robots",
    "post",
]
