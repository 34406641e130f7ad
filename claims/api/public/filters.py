"""What may stand behind the question mark, and sentences for what may not."""

from __future__ import annotations

from datetime import UTC
from functools import cache, cached_property
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.public import serializers as shapes
from claims.models import Article, Claimant, Publisher, Rating

P = TypeVar("P", bound="Parameters")

MAX_PAGE_SIZE = 200
MAX_CURSOR_LENGTH = 500


class Language(serializers.RegexField):
    def __init__(self) -> None:
        super().__init__(
            r"\A[A-Za-z-]{1,10}\Z",
            required=False,
            trim_whitespace=False,
            help_text="`de`, `en`, …",
        )


class Slug(serializers.SlugField):
    def __init__(self, help_text: str) -> None:
        super().__init__(required=False, trim_whitespace=False, help_text=help_text)


@extend_schema_field({"type": "string"})
class Fields(serializers.Field):  # type: ignore[type-arg]
    """The names of the fields a client wants, with commas between them."""

    def __init__(self, row: type[shapes.BaseSerializer]) -> None:
        super().__init__(required=False)
        self.known = _names(row)

    def to_internal_value(self, data: Any) -> Any:
        names = dict.fromkeys(data.split(","))
        if unknown := [name for name in names if name not in self.known]:
            raise serializers.ValidationError(
                _("There is no field “%(name)s”. Known: %(known)s.")
                % {"name": unknown[0][:50], "known": ", ".join(self.known)}
            )
        return list(names)

    def to_representation(self, value: Any) -> str:
        return ",".join(value)


@extend_schema_field(
    {
        "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
        "example": "2026-01-31",
    }
)
class Moment(serializers.Field):  # type: ignore[type-arg]
    """A date or a time in ISO 8601; a date is its first moment in the site's time zone."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            moment = parse_datetime(data.replace(" ", "+"))
            day = None if moment else parse_date(data)
        except ValueError:
            moment = day = None
        if moment is None and day is not None:
            moment = parse_datetime(f"{day.isoformat()}T00:00:00")
        if moment is None:
            raise serializers.ValidationError(
                _("This is not a date or a time, like 2026-01-31 or 2026-01-31T09:00:00+01:00.")
            )
        try:
            aware = make_aware(moment, get_current_timezone()) if is_naive(moment) else moment
            return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            raise serializers.ValidationError(_("This time lies outside the calendar.")) from None

    def to_representation(self, value: Any) -> str:
        return str(value.isoformat())


class Parameters(serializers.Serializer):  # type: ignore[type-arg]
    row: ClassVar[type[shapes.BaseSerializer]]

    def get_fields(self) -> dict[str, Any]:
        # No class body may give the name ``fields``, which is the serializer's own.
        return {**super().get_fields(), "fields": Fields(self.row)}

    def only_wanted(self, row: dict[str, Any]) -> dict[str, Any]:
        """``row`` with the fields that were asked for; with all of them if none was named."""
        names = self.validated_data.get("fields")
        return {name: row[name] for name in names} if names else row


class ListParameters(Parameters):
    # parameter: the lookup it stands for
    lookups: ClassVar[dict[str, str]] = {}

    limit = serializers.IntegerField(
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        default=50,
        required=False,
        help_text="How many rows a page has.",
    )
    cursor = serializers.CharField(
        max_length=MAX_CURSOR_LENGTH,
        required=False,
        help_text="Where the page begins; follow `next` rather than making one up.",
    )

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """``rows`` narrowed down to what the parameters ask for."""
        wanted = self.validated_data
        for name, lookup in self.lookups.items():
            if name in wanted:
                rows = rows.filter(**{lookup: wanted[name]})
        return rows


class ClaimFilter(ListParameters):
    row = shapes.ClaimSerializer

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="Words to search for, best matches first; “words in quotes” as a phrase.",
    )
    rating = Slug("A rating's `slug`.")
    claimant = Slug("A claimant's `slug`.")
    publisher = Slug("The `slug` of a publisher.")
    article = Slug("An article's `slug`.")
    language = Language()
    updated_since = Moment(
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

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().filtered(rows.filter(**self._keys))

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for but words."""
        return any(name in self.validated_data for name in (*self.lookups, *self.slugs))

    @cached_property
    def _keys(self) -> dict[str, Any]:
        """What is asked of the page's own columns: only these are known to an index."""
        asked: dict[str, Any] = {}
        for name, model in self.slugs.items():
            if slug := self.validated_data.get(name):
                named: QuerySet[Any] = model._default_manager.filter(slug=slug)
                if model is Claimant:  # by the address from before a merge too
                    named = Claimant.objects.at(slug)
                keys = list(named.values_list("pk", flat=True))
                # With one key the rows stand in the order of the list in an index.
                asked |= {name: keys[0]} if len(keys) == 1 else {f"{name}__in": keys}
        return asked

    def to_internal_value(self, data: Any) -> Any:
        # Any string is searched for: a NUL, which no database stores, is a space.
        if "q" in data:
            data = {**data, "q": data["q"].replace("\0", " ")[:500]}
        return super().to_internal_value(data)


class ArticleFilter(ListParameters):
    row = shapes.ArticleSerializer

    publisher = Slug("The `slug` of a publisher.")
    language = Language()

    lookups = {"publisher": "publisher__slug", "language": "language"}


class ClaimantFilter(ListParameters):
    row = shapes.ClaimantSerializer

    kind = Slug("`person`, `organisation`, `state`, `role`, `unnamed`, …")

    lookups = {"kind": "kind"}


class OneClaimParameters(Parameters):
    row = shapes.ClaimDetailSerializer


class OneArticleParameters(Parameters):
    row = shapes.ArticleSerializer


class OneClaimantParameters(Parameters):
    row = shapes.ClaimantSerializer


def read_parameters(request: Request, kind: type[P]) -> P:
    """The parameters of ``request``; raises ValidationError for a wrong, unknown or double one.

    Unknown ones are refused: a filter with a typing error would otherwise give everything.
    """
    given = request.query_params
    known = _names(kind)
    for name in given:
        if name not in known:
            raise serializers.ValidationError(
                {name[:50]: [_("There is no such parameter. Known: %s.") % ", ".join(known)]}
            )
        if len(given.getlist(name)) > 1:
            raise serializers.ValidationError({name: [_("Give this parameter once.")]})
    parameters = kind(data=given.dict())
    parameters.is_valid(raise_exception=True)
    return parameters


@cache
def _names(kind: type[serializers.Serializer[Any]]) -> tuple[str, ...]:
    return tuple(kind().fields)


def fields_parameter(parameters: type[Parameters]) -> OpenApiParameter:
    """``fields`` as the OpenAPI document tells of it: a list with commas."""
    return OpenApiParameter(
        "fields",
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": list(parameters.row().fields)},
        },
        style="form",
        explode=False,
        description="Only these fields of each row, with commas between their names.",
    )
