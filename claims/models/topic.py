"""What claims are about, for readers who look for a subject."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A subject in both languages of the interface; chosen by editors, never by rule."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name_de = models.CharField(_("name in German"), max_length=100, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_de"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:topic", args=[self.slug])

    @property
    def name(self) -> str:
        german = (get_language() or "de").startswith("de")
        return self.name_de if german else self.name_en
