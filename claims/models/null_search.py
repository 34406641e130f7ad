"""Searches that found nothing: part of the diligence, and public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class NullSearchQuerySet(models.QuerySet["NullSearch"]):
    def standing(self) -> NullSearchQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class NullSearch(models.Model):
    """Where evidence for one side was looked for in vain. Written once, withdrawn not deleted."""

    class Side(models.TextChoices):
        """As the stances of evidence: what was looked for would have …"""

        SUPPORTS = "supports", _("evidence for the claim")
        REFUTES = "refutes", _("evidence against the claim")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="null_searches")
    place = models.CharField(
        _("where"),
        max_length=300,
        help_text=_("The archive, database or search engine, or who was asked."),
    )
    query = models.CharField(_("words searched for"), max_length=500)
    side = models.CharField(_("what was looked for"), max_length=20, choices=Side)
    searched_on = models.DateField(_("searched on"))
    searched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = NullSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["searched_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(query=""), name="nullsearch_says_where_and_what"
            ),
            models.CheckConstraint(
                condition=Q(side__in=["supports", "refutes"]), name="nullsearch_for_one_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.query}"
