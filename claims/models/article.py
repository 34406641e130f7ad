"""Articles as they came in: every text that was ever seen is kept as an immutable revision."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.background_job import BackgroundJob, BackgroundJobQuerySet


class Publisher(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    homepage = models.URLField(_("home page"), blank=True)

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:publisher", args=[self.slug])


class ArticleQuerySet(BackgroundJobQuerySet):
    def awaiting_extraction(self) -> ArticleQuerySet:
        """Articles whose newest revision has not been split into claims yet."""
        return self.due()

    def published(self) -> ArticleQuerySet:
        """Articles that the public may read: a published claim from them stands."""
        pages = self.model._meta.get_field("publications").related_model
        standing = pages._default_manager.standing()
        return self.filter(Exists(standing.filter(article=OuterRef("pk"))))


class Article(BackgroundJob):
    """One article. ``due_at`` set: its current revision waits for claim extraction."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    url = models.URLField(_("web address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("publisher")
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="de")
    published_on = models.DateField(_("published on"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    extracted_at = models.DateTimeField(
        _("claims extracted"), null=True, blank=True, editable=False
    )
    extraction_notes = models.TextField(_("notes on the extraction"), blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta(BackgroundJob.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="article_url_unique")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("public:article", args=[self.slug])

    @property
    def revision(self) -> ArticleRevision:
        """The current revision: the one with the highest number."""
        return self.revisions.order_by("-number")[0]


class ArticleRevision(models.Model):
    """One text of an article, never changed or deleted (the database refuses both).

    ``text`` is normalised (NFC, ``\\n``); all offsets are Unicode code points into it. ``raw`` is
    what came in, interface residue included.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("revision"))
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("text"))
    raw = models.TextField(_("as received"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True)
    created_at = models.DateTimeField(_("seen"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
