"""Fetch a page, post to an address, check an address without a connection."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import urlencode, urljoin

from claims.http.addresses import parse_url, resolve_host
from claims.http.connections import Connections, new_connection
from claims.http.errors import FetchError, Reason
from claims.http.limits import Deadline, Limits
from claims.http.request import Response, request_headers, send_request, translate_errors


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits | None = None,
    secrets: Mapping[str, str] | None = None,
    sink: BinaryIO | None = None,
    connections: Connections | None = None,
    form: Mapping[str, str] | None = None,
) -> Response:
    """Fetch a page by GET and follow redirects, each address checked. robots.txt is not asked.

    ``form``: fields sent by POST; no redirect is followed.
    ``secrets``: headers, such as a key, for the first server only, not for redirects.
    ``sink``: file to which the body is written in pieces; that of the response is then empty.
    ``connections``: pool of open connections.
    Raises FetchError, and its subclass StatusError for every status outside 200–299 and 304.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.total_seconds, url)
    headers = request_headers(limits, etag, last_modified)
    headers |= {} if connections else {"Connection": "close"}
    body = None
    if form is not None:
        body, limits = urlencode(form).encode(), replace(limits, max_redirects=0)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    target = parse_url(url, limits)
    for number in range(limits.max_redirects + 1):
        sent = headers if number else {**headers, **(secrets or {})}
        response = send_request(
            target, sent, deadline, limits, form=body, sink=sink, connections=connections
        )
        if not response.location:
            return response
        target = parse_url(urljoin(target.url, response.location), limits)
    raise FetchError(Reason.TOO_MANY_REDIRECTS, url)


def post(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits | None = None) -> int:
    """Send ``body`` by POST and return the status; the rest of the response is not read.

    No redirect is followed: the body is meant for this address alone. Raises FetchError.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.total_seconds, url)
    target = parse_url(url, limits)
    sent = {"User-Agent": limits.user_agent, "Connection": "close", **headers}
    with translate_errors(target), closing(new_connection(target, deadline, limits)) as connection:
        connection.request("POST", target.path, body=body, headers=sent, preload_content=False)
        return int(connection.getresponse().status)


def check_address(url: str, *, limits: Limits | None = None, resolve: bool = False) -> str:
    """The address in normal form, or the FetchError that `fetch` would raise for it.

    Nothing is connected to. With ``resolve`` the name is looked up, too, so that one that leads
    into a private network is refused when it is saved; `fetch` checks again in any case.
    """
    limits = limits or Limits()
    target = parse_url(url, limits)
    if resolve:
        resolve_host(target, Deadline(limits.connect_seconds, url), limits)
    return target.url
