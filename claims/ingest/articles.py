"""An article comes in: as text, as a page, by its address. Nothing that came in is ever lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import http
from claims.ingest.decoding import UnreadableError, clean, decode
from claims.ingest.html import read_html
from claims.ingest.plain_text import Article as ArticleContent
from claims.ingest.plain_text import read_plain_text
from claims.models import Article, ArticleRevision, Publisher, record
from claims.models.article import text_hash
from claims.models.locks import lock_key
from claims.models.slugs import free_slug

WRITE_ATTEMPTS = 3  # at writing, when somebody else took the slug or the publisher's name meanwhile
MAX_TITLE_LENGTH = 500
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?"
    r"<(?:!doctype|!--|html|head|body|title|meta|main|article|section|div|h1|p)\b",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<\s*/?\s*script\b", re.IGNORECASE)
TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)


class IngestError(Exception):
    """Why an article was not taken in, in one sentence for the person who offered it."""


class UnusableError(IngestError):
    """There is no article in what was offered."""


class TitleError(UnusableError):
    """The text may do, its title does not: another one has to be given."""


class UnfetchableError(IngestError):
    """The address gave nothing. ``reason`` is the one of ``claims.http``."""

    def __init__(self, message: str, *, reason: str) -> None:
        self.reason = reason
        super().__init__(message)


@dataclass(frozen=True)
class Ingested:
    """What became of the text: a new article, a new revision of one (``changed``), or neither."""

    article: Article
    revision: ArticleRevision
    created: bool
    changed: bool


def ingest_address(url: str, *, actor: User | None = None, **options: Any) -> Ingested:
    """Fetch the page at ``url`` and take its article in; ``options`` as for ``ingest_text``."""
    try:
        limits = http.Limits(content_types=PAGE_TYPES)
        address = http.check_address(url, limits=limits)
        page = http.fetch(address, limits=limits)
    except http.FetchError as error:
        raise UnfetchableError(unfetchable(error), reason=error.reason) from error
    return ingest_text(page.body, declared=page.charset, actor=actor, **{"url": address, **options})


def ingest_text(
    content: str | bytes,
    *,
    url: str = "",
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    language: str = "",
    author: str = "",
    declared: str = "",
    known_text: bool = False,
    actor: User | None = None,
) -> Ingested:
    """Take in an article given as plain text or HTML; ``declared`` is the charset of bytes.

    What the options leave open is looked for in the content. The same address, or without one
    the same text, is the same article; if its text differs from the current revision it gets a
    new one, and its claims are looked for again. With ``known_text`` the same text at another
    address is the same article, too. Raises IngestError and then leaves nothing.
    """
    raw, found = _read(content, url=url, declared=declared)
    if not title:
        _refuse_scripts(*TITLE.findall(raw))
    found = replace(
        found,
        title=_title(title or found.title, found.text),
        publisher=publisher or found.publisher,
        published=published_on or found.published,
        language=(language or found.language or "de")[:2].lower(),
        author=author or found.author,
        canonical_url=_address(url) if url else _canonical(found.canonical_url),
    )
    for attempt in range(1, WRITE_ATTEMPTS + 1):
        try:
            return _store(found, raw, actor, known_text=known_text)
        except IntegrityError:
            if attempt == WRITE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


# --- Reading --------------------------------------------------------------------------------


def _read(content: str | bytes, *, url: str, declared: str) -> tuple[str, ArticleContent]:
    """The content as text, and the article in it."""
    size = len(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    if size > settings.UPLOAD_MAX_BYTES:
        raise UnusableError(
            _("This is larger than %(limit).1f MB. Take in the article alone, without its page.")
            % {"limit": settings.UPLOAD_MAX_BYTES / 1_000_000}
        )
    try:
        if isinstance(content, bytes):
            content = decode(content, declared=declared)
        raw = clean(content)
        if MARKUP.match(raw):
            return raw, read_html(raw, url=url)
        return raw, read_plain_text(raw)
    except UnreadableError as error:
        why = _(str(error))
        raise UnusableError(
            _("%(why)s Offer the article as plain text or as a web page.") % {"why": why}
        ) from error


def _title(title: str, text: str) -> str:
    """The title in one line; without one the beginning of the text."""
    line = " ".join(clean(title).split())
    _refuse_scripts(line)
    if line:
        return line[:MAX_TITLE_LENGTH]
    first = text.split("\n", 1)[0]
    return first if len(first) <= 120 else first[:120].rsplit(" ", 1)[0] + " …"


def _refuse_scripts(*titles: str) -> None:
    """Harmless here, since every page escapes it; but no newsroom means such a title."""
    if any(SCRIPT.search(title) for title in titles):
        raise TitleError(_("The title contains a script. Give the title itself, without markup."))


def _address(url: str) -> str:
    try:
        return http.check_address(url)
    except http.FetchError as error:
        raise UnfetchableError(unfetchable(error), reason=error.reason) from error


def _canonical(url: str) -> str:
    """The address a page gives for itself, if it is one; a page may claim anything."""
    try:
        return http.check_address(url) if url else ""
    except http.FetchError:
        return ""


def unfetchable(error: http.FetchError) -> str:
    """Why an address gave nothing, and what to do, in one sentence."""
    return _("%(url)s: %(why)s Check the address, or save the page and offer the file.") % {
        "url": error.url,
        "why": error.message,
    }


# --- Writing --------------------------------------------------------------------------------


def _store(found: ArticleContent, raw: str, actor: User | None, *, known_text: bool) -> Ingested:
    digest = text_hash(found.text)
    with transaction.atomic():
        lock_key(f"article {found.canonical_url or digest}")
        article = _known(found.canonical_url, digest)
        if article is None and known_text and (twin := _known("", digest)):
            return Ingested(twin, twin.revision, created=False, changed=False)
        if article is None:
            article = _new_article(found)
            revision = _new_revision(article, 1, found, raw, digest)
            record("ingest", actor=actor, article=article, sha256=digest, url=article.url)
            return Ingested(article, revision, created=True, changed=True)
        _complete(article, found)
        current = article.revision
        if not found.canonical_url or current.sha256 == digest:
            return Ingested(article, current, created=False, changed=False)
        revision = _new_revision(article, current.number + 1, found, raw, digest)
        article.enqueue()
        record("revise", actor=actor, article=article, sha256=digest, revision=revision.number)
        return Ingested(article, revision, created=False, changed=True)


def _known(url: str, digest: str) -> Article | None:
    if url:
        return Article.objects.filter(url=url).first()
    revision = ArticleRevision.objects.filter(sha256=digest).select_related("article").first()
    return revision.article if revision else None


def _new_article(found: ArticleContent) -> Article:
    return Article.objects.create(
        slug=free_slug(Article.objects.all(), found.title),
        url=found.canonical_url,
        title=found.title,
        publisher=_publisher(found.publisher),
        author=found.author[:200],
        language=found.language,
        published_on=found.published,
        due_at=timezone.now(),
    )


def _new_revision(
    article: Article, number: int, found: ArticleContent, raw: str, digest: str
) -> ArticleRevision:
    return ArticleRevision.objects.create(
        article=article, number=number, title=found.title, text=found.text, raw=raw, sha256=digest
    )


def _complete(article: Article, found: ArticleContent) -> None:
    """Fill what was not known of the article before; what is known stays."""
    values = {
        "publisher": None if article.publisher_id else _publisher(found.publisher),
        "author": found.author[:200],
        "published_on": found.published,
    }
    missing = [name for name, value in values.items() if value and not getattr(article, name)]
    for name in missing:
        setattr(article, name, values[name])
    if missing:
        article.save(update_fields=missing)


def _publisher(name: str) -> Publisher | None:
    name = " ".join(name.split())[:200]
    if not name:
        return None
    known = Publisher.objects.filter(name__iexact=name).first()
    if known:
        return known
    return Publisher.objects.create(name=name, slug=free_slug(Publisher.objects.all(), name))
