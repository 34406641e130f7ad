"""Parameters behind the question mark: how they are read, and errors for wrong ones."""

from __future__ import annotations

from datetime import UTC
from functools import cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

MAX_PAGE_SIZE = 200
MAX_CURSOR_LENGTH = 500


class LanguageField(serializers.RegexField):
    def __init__(self) -> None:
        super().__init__(
            r"\A[A-Za-z-]{1,10}\Z",
            required=False,
            trim_whitespace=False,
            help_text="`de`, `en`, …",
        )


class SlugField(serializers.SlugField):
    def __init__(self, help_text: str) -> None:
        super().__init__(required=False, trim_whitespace=False, help_text=help_text)


@extend_schema_field({"type": "string"})
class FieldNamesField(serializers.Field):  # type: ignore[type-arg]
    """Names of fields with commas between them; ``context["known"]`` are the possible ones."""

    def to_internal_value(self, data: Any) -> Any:
        names = dict.fromkeys(data.split(","))
        known = self.context["known"]
        if unknown := [name for name in names if name not in known]:
            raise serializers.ValidationError(
                _("There is no field “%(name)s”. Known: %(known)s.")
                % {"name": unknown[0][:50], "known": ", ".join(known)}
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
class DateOrTimeField(serializers.Field):  # type: ignore[type-arg]
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
    """The parameters of one row: which fields are wanted."""

    def get_fields(self) -> dict[str, Any]:
        # No class body may give the name ``fields``, which is the serializer's own.
        return {**super().get_fields(), "fields": FieldNamesField(required=False)}

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows


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

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.validated_data
        return rows.filter(
            **{self.lookups[name]: wanted[name] for name in self.lookups if name in wanted}
        )


def read_parameters(
    request: Request,
    parameters_class: type[Parameters],
    serializer_class: Any,
) -> Parameters:
    """The parameters of ``request``; raises ValidationError for a wrong, unknown or double one.

    Unknown ones are refused: a filter with a typing error would otherwise give everything.
    """
    given = request.query_params
    known = field_names(parameters_class)
    for name in given:
        if name not in known:
            raise serializers.ValidationError(
                {name[:50]: [_("There is no such parameter. Known: %s.") % ", ".join(known)]}
            )
        if len(given.getlist(name)) > 1:
            raise serializers.ValidationError({name: [_("Give this parameter once.")]})
    parameters = parameters_class(
        data=given.dict(), context={"known": field_names(serializer_class)}
    )
    parameters.is_valid(raise_exception=True)
    return parameters


@cache
def field_names(serializer_class: Any) -> tuple[str, ...]:
    return tuple(serializer_class().fields)
