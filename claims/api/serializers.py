"""Fields and serializers that the public API and the desk's share."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.serializers import CharField, DictField, IntegerField, URLField

from claims.presentation.formatting import safe_url

PROBLEM = "application/problem+json"

# --- Output ---------------------------------------------------------------------------------


class Serializer(serializers.Serializer):  # type: ignore[type-arg]
    pass


class SparseSerializer(Serializer):
    """A row whose fields a client may choose: none of them is sure to be there."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        names = self.context.get("fields") or fields  # in the order of the request
        return {name: fields[name] for name in names}


class SiteURLField(URLField):
    """An address of this site: ``path`` with the value filled in."""

    def __init__(self, path: str = "{}", **options: Any) -> None:
        super().__init__(**options)
        self.path = path

    def to_representation(self, value: Any) -> str:
        return str(settings.SITE_URL) + self.path.format(value)


class SafeLinkField(CharField):
    """A web address, or nothing where a browser had better not follow it."""

    def to_representation(self, value: Any) -> Any:
        return safe_url(value) or (None if self.allow_null else "")


class SafeURLField(SafeLinkField, URLField):
    pass


class ItemField(CharField):
    """One string of a mapping, for lists of them."""

    def __init__(self, key: str, **options: Any) -> None:
        super().__init__(**options)
        self.key = key

    def to_representation(self, value: Any) -> str:
        return super().to_representation(value[self.key])


class WrongParameter(Serializer):
    name = CharField()
    detail = CharField()


class ConflictSerializer(Serializer):
    theirs = DictField(help_text="The claim or the version as it stands now.")
    yours = DictField(help_text="What you sent; none of it was kept.")


class ProblemSerializer(Serializer):
    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    parameters = WrongParameter(many=True, required=False)
    conflict = ConflictSerializer(
        required=False, help_text="With 409, if somebody else has changed it in the meantime."
    )


# --- Input ----------------------------------------------------------------------------------


class BodySerializer(Serializer):
    """The body of a write. Unknown fields are refused, so that nobody sets one by accident."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            for name in data:
                if name not in self.fields:
                    shown = name.encode("utf-8", "replace").decode()[:50]
                    raise serializers.ValidationError(
                        {shown: [_("There is no such field. Known: %s.") % ", ".join(self.fields)]}
                    )
        return super().to_internal_value(data)


class StrictCharField(CharField):
    """A string; a number is refused. NUL, which no database stores, is removed."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            data = data.replace("\0", "")
        return super().run_validation(data)


class StrictBooleanField(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(data)


class IdField(IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **options)

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return int(super().to_internal_value(data))


def read_body(request: Request, serializer_class: type[BodySerializer]) -> dict[str, Any]:
    """The content of ``request``; raises ValidationError for a wrong or unknown field."""
    data = request.data
    if isinstance(data, MultiValueDict):
        # A form that gives a field twice leaves open which value it means.
        repeated = [name for name, values in data.lists() if len(values) > 1]
        if repeated:
            raise serializers.ValidationError({name: [_("Give this once.")] for name in repeated})
        data = data.dict()
    body = serializer_class(data=data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
