"""Fetching a page, posting to an address, and looking at an address without connecting to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlencode, urljoin

from claims.http.addresses import Target, addresses, parse
from claims.http.connections import Connections, connection_to
from claims.http.errors import FetchError, Reason
from claims.http.limits import Deadline, Limits
from claims.http.request import (
    REDIRECT_STATUSES,
    Response,
    request_headers,
    response_text,
    send_request,
)


@dataclass(frozen=True)
class Page:
    """What a server answered. `body` is decompressed; header names are lower case, no cookies.

    `etag` and `last_modified` are to be handed to the next `fetch`. With `not_modified` the body
    is empty and everything known about the page still holds. `elapsed` is in seconds.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: Mapping[str, str]
    content_type: str
    charset: str
    body: bytes = field(repr=False)
    etag: str
    last_modified: str
    fetched_at: datetime
    not_modified: bool
    elapsed: float


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
) -> Page:
    """Fetch a page by GET, following redirects, every hop checked. robots.txt is asked apart.

    With ``form`` these fields are sent by POST, to this address alone: no redirect is followed.
    ``secrets`` are headers, such as a key, for the first server only: no redirect hands them on.
    With ``sink`` the body is written there piece by piece and that of the page is empty.
    With ``connections`` an open one is used where there is one, and kept open afterwards.
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
    target = parse(url, limits)
    hops: list[str] = []
    while True:
        sent = headers if hops else {**headers, **(secrets or {})}
        answer = send_request(target, sent, deadline, limits, sink, connections, body)
        if answer.status not in REDIRECT_STATUSES or not answer.location:
            return _page(url, target, hops, answer, deadline)
        hops.append(target.url)
        if len(hops) > limits.max_redirects:
            raise FetchError(Reason.TOO_MANY_REDIRECTS, url)
        target = parse(urljoin(target.url, answer.location), limits)


def post(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits | None = None) -> int:
    """Send ``body`` by POST and give the status of the answer, of which nothing else is read.

    No redirect is followed: what is sent was meant for this address. Raises FetchError.
    """
    limits = limits or Limits()
    deadline = Deadline(limits.total_seconds, url)
    target = parse(url, limits)
    connection = None
    sent = {"User-Agent": limits.user_agent, "Connection": "close", **headers}
    try:
        with response_text(target):
            connection = connection_to(target, deadline, limits)
            connection.request(
                "POST", target.request, body=body, headers=sent, preload_content=False
            )
            return int(connection.getresponse().status)
    finally:
        if connection:
            connection.close()


def check_address(url: str, *, limits: Limits | None = None, resolve: bool = False) -> str:
    """The address in normal form, or the FetchError that `fetch` would raise for it.

    Nothing is connected to. With `resolve` the name is looked up as well, so that a name that
    leads into a private network is refused when it is saved; `fetch` checks again in any case.
    """
    limits = limits or Limits()
    target = parse(url, limits)
    if resolve:
        addresses(target, Deadline(limits.connect_seconds, url), limits)
    return target.url


def _page(url: str, target: Target, hops: list[str], answer: Response, deadline: Deadline) -> Page:
    if answer.status in REDIRECT_STATUSES:
        raise FetchError(Reason.PROTOCOL, target.url, "redirect without a location")
    return Page(
        url=url,
        final_url=target.url,
        redirects=tuple(hops),
        status=answer.status,
        headers=answer.headers,
        content_type=answer.content_type,
        charset=answer.charset,
        body=answer.body,
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        fetched_at=datetime.now(UTC),
        not_modified=answer.status == 304,
        elapsed=deadline.elapsed(),
    )
