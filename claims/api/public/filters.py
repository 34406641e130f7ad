from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from claims.api.parameters import DateOrTimeField, LanguageField, ListParameters, SlugField
from claims.models import Article, Claimant, Publisher, Rating


class ClaimFilter(ListParameters):
    q = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="Words to search for, best matches first; “words in quotes” as a phrase.",
    )
    rating = SlugField("A rating's `slug`.")
    claimant = SlugField("A claimant's `slug`.")
    publisher = SlugField("The `slug` of a publisher.")
    article = SlugField("An article's `slug`.")
    language = LanguageField()
    updated_since = DateOrTimeField(
        required=False, help_text="Claims published or changed at this time or later (ISO 8601)."
    )

    lookups = {"language": "language", "updated_since": "updated_at__gte"}
    # Whose `slug` is given.
    slugs: ClassVar[dict[str, type[Model]]] = {
        "rating": Rating,
        "claimant": Claimant,
        "publisher": Publisher,
        "article": Article,
    }

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().filter(rows.filter(**self._keys))

    @property
    def is_filtered(self) -> bool:
        """Whether there is any filter beside the words."""
        return any(name in self.validated_data for name in (*self.lookups, *self.slugs))

    @cached_property
    def _keys(self) -> dict[str, Any]:
        """Conditions on the publication's own columns: only these are in its indexes."""
        conditions: dict[str, Any] = {}
        for name, model in self.slugs.items():
            if slug := self.validated_data.get(name):
                named: QuerySet[Any] = model._default_manager.filter(slug=slug)
                if model is Claimant:  # by the address from before a merge too
                    named = Claimant.objects.at(slug)
                keys = list(named.values_list("pk", flat=True))
                # With one key the rows stand in the order of the list in an index.
                conditions |= {name: keys[0]} if len(keys) == 1 else {f"{name}__in": keys}
        return conditions

    def to_internal_value(self, data: Any) -> Any:
        # Any string is a search: NUL, which no database stores, becomes a space.
        if "q" in data:
            data = {**data, "q": data["q"].replace("\0", " ")[:500]}
        return super().to_internal_value(data)


class ArticleFilter(ListParameters):
    publisher = SlugField("The `slug` of a publisher.")
    language = LanguageField()

    lookups = {"publisher": "publisher__slug", "language": "language"}


class ClaimantFilter(ListParameters):
    kind = SlugField("`person`, `organisation`, `state`, `role`, `unnamed`, …")

    lookups = {"kind": "kind"}
