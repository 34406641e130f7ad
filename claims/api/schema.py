"""What the generator of the OpenAPI document cannot know of the endpoints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from claims.api.parameters import field_names
from claims.api.serializers import PROBLEM, ProblemSerializer

# Request bodies and rows by the id of the operation; tests hold them to the serializers.
EXAMPLES: dict[str, Any] = json.loads(
    Path(__file__).with_name("examples.json").read_text(encoding="utf-8")
)
# A string that is more than blanks; these too are blanks to Python, and not to every pattern.
NOT_BLANK = r"[^\s\x00\x1c-\x1f\x85]"
METHODS = ("get", "post")


class AutoSchema(SpectacularAutoSchema):
    """Names pages like `ClaimPage`, and adds the parameters of a view's ``parameter_classes``."""

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def get_override_parameters(self) -> list[Any]:
        parameters = list(super().get_override_parameters())
        view: Any = self.view
        classes = getattr(view, "parameter_classes", {})
        if parameters_class := classes.get(getattr(view, "action", "")):
            names = field_names(view.get_serializer_class())
            parameters += [parameters_class, _fields_parameter(names)]
        return parameters


def _fields_parameter(names: Sequence[str]) -> OpenApiParameter:
    return OpenApiParameter(
        "fields",
        {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(names)}},
        style="form",
        explode=False,
        description="Only these fields of each row, with commas between their names.",
    )


def describe(
    operation_id: str,
    responses: Any,
    *,
    summary: str,
    errors: Sequence[int],
    body: Any = None,
    example: Any = None,
    examples: Sequence[OpenApiExample] = (),
    **options: Any,
) -> Any:
    """An operation for the OpenAPI document; ``responses``: a serializer, or some by status."""
    if not isinstance(responses, dict):
        responses = {200: responses}
    if example is None:
        example = EXAMPLES.get(operation_id)
    if example:
        is_request = body is not None
        shown = OpenApiExample(
            operation_id, value=example, request_only=is_request, response_only=not is_request
        )
        examples = [shown, *examples]
    problems = {(status, PROBLEM): ProblemSerializer for status in errors}
    return extend_schema(
        operation_id=operation_id,
        request=body,
        responses={**responses, **problems},
        examples=examples,
        summary=summary,
        **{"description": "", **options},
    )


def narrow_schema(document: dict[str, Any]) -> dict[str, Any]:
    """``document`` with the limits of bodies and numbers that the endpoints enforce."""
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Body"):
            schema.pop("description", None)
            _narrow_body(name, schema)
    for path in document["paths"].values():
        for method in METHODS:
            for parameter in path.get(method, {}).get("parameters", []):
                if parameter["in"] == "path" and parameter["schema"]["type"] == "integer":
                    parameter["schema"]["minimum"] = 0
    return document


def _narrow_body(name: str, schema: dict[str, Any]) -> None:
    schema["additionalProperties"] = False
    for field, value in schema["properties"].items():
        text = value.get("type") == "string" and "format" not in value and "pattern" not in value
        if text and (field in schema.get("required", []) or "minLength" in value):
            if name != "ExtractBody":  # blanks have no claims in them, which is an answer
                value["pattern"] = NOT_BLANK
    if name == "ArticleBody":
        schema["properties"]["text"]["pattern"] = NOT_BLANK
        schema["anyOf"] = [{"required": ["text"]}, {"required": ["url"]}]
