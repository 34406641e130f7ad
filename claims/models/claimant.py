"""Who said it: people, organisations, states, roles, and those who are not named."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.article import Article


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def named(self) -> ClaimantQuerySet:
        """Claimants who are the same in every article, unlike «ein hochrangiger Beamter»."""
        return self.standing().filter(article__isnull=True)

    def standing(self) -> ClaimantQuerySet:
        """Those that have not turned out to be somebody else."""
        return self.filter(merged_into__isnull=True)

    def at(self, slug: str) -> ClaimantQuerySet:
        """Whoever has this address now, or had it before a merge."""
        here = Claimant.objects.filter(slug=slug).order_by()
        moved = here.filter(merged_into__isnull=False).values("merged_into")
        # Not one OR, for which all claimants would be read.
        return self.filter(pk__in=here.values("pk").union(moved))

    def published(self) -> ClaimantQuerySet:
        """Claimants that the public may see: a published claim of theirs stands."""
        pages: Any = self.model._meta.get_field("publications").related_model
        standing = pages._default_manager.standing()
        return self.filter(Exists(standing.filter(claimant=OuterRef("pk"))))


class Claimant(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        STATE = "state", pgettext_lazy("claimant", "state")
        ROLE = "role", _("role without a name")
        UNNAMED = "unnamed", _("not named")
        DOCUMENT = "document", _("document")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PERSON)
    role = models.CharField(_("role"), max_length=200, blank=True)
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("A Wikidata id looks like Q42."))],
    )
    # Nobody can tell whether two unnamed officials are one person: they stay with their article.
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unnamed_claimants",
        verbose_name=_("only in this article"),
    )
    # A tombstone: its address leads to whom it turned out to be.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_claimants",
        verbose_name=_("merged into"),
    )

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        ordering = ["name"]
        indexes = [models.Index(fields=["name", "id"], name="claimant_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["role", "unnamed"]) | Q(article__isnull=False),
                name="claimant_unnamed_has_article",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="claimant_merged_into_other"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:claimant", args=[self.slug])

    @property
    def is_named(self) -> bool:
        return self.kind not in {self.Kind.ROLE, self.Kind.UNNAMED}


class ClaimantName(models.Model):
    """A name or alias of a claimant; ``folded`` is what two spellings share."""

    claimant = models.ForeignKey(
        Claimant, on_delete=models.CASCADE, related_name="names", verbose_name=_("claimant")
    )
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["claimant", "name"], name="claimant_name_unique")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def fold(name: str) -> str:
    """``name`` without case, with ß as ss and single spaces, so that spellings can be compared."""
    return " ".join(name.casefold().split())
