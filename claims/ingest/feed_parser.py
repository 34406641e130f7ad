"""The entries of an RSS or Atom feed. PURE: bytes in, entries out, nothing is fetched.

A feed that declares a document type is refused whole: entities are how XML reads files, asks
other servers and grows without end, and no feed needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

ROOTS = frozenset({"rss", "feed", "RDF"})


class FeedError(ValueError):
    """What was given is no feed; the message is one English sentence."""


@dataclass(frozen=True)
class Entry:
    """``identity`` is the entry's own id, or its address; ``published`` None if it says nothing."""

    identity: str
    url: str
    title: str
    published: datetime | None


def parse_feed(feed: bytes, *, base: str = "") -> list[Entry]:
    """The entries in the feed's order; ``base`` is its address. Raises FeedError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedError("This cannot be read as a feed.") from error
    if root is None:
        raise FeedError("This cannot be read as a feed.")
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise FeedError("This feed declares a document type and is not read.")
    if _name(root) not in ROOTS:
        raise FeedError("This is neither RSS nor Atom.")
    return list(_entries(root, base))


def _entries(root: Any, base: str) -> Iterator[Entry]:
    for item in root.iter("{*}item", "{*}entry"):
        parts: dict[str, str] = {}
        for part in item:
            if isinstance(part.tag, str):
                parts.setdefault(_name(part), _text(part))
        address = _address(item)
        if not address and parts.get("guid", "").startswith(("http://", "https://")):
            address = parts["guid"]  # a permalink
        if not address:
            continue
        url = urljoin(base, address)
        when = next(
            (parts[name] for name in ("published", "pubDate", "date", "updated") if name in parts),
            "",
        )
        identity = parts.get("guid") or parts.get("id") or url
        yield Entry(identity, url, parts.get("title", "")[:500], _moment(when))


def _address(item: Any) -> str:
    """RSS writes the address into the link, Atom beside it, where there may be several."""
    links = [part for part in item if isinstance(part.tag, str) and _name(part) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href")).strip()
    return next((text for link in links if (text := _text(link))), "")


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).replace("\0", "").split())


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _moment(text: str) -> datetime | None:
    moment = None
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(text)
    if moment is None:
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
    if moment is None:
        return None
    with suppress(OverflowError):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return None
