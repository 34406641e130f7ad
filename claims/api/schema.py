"""What the generator of the OpenAPI document cannot know of our endpoints. PURE."""

from __future__ import annotations

from typing import Any

# A string that is more than blanks; these too are blanks to Python, and not to every pattern.
SOMETHING = r"[^\s\x00\x1c-\x1f\x85]"
METHODS = ("get", "post")


def exact(document: dict[str, Any]) -> dict[str, Any]:
    """The document, as narrow as the endpoints are: what it allows they take."""
    for name, shape in document["components"]["schemas"].items():
        if name.endswith("Body"):
            shape.pop("description", None)
            _narrow(name, shape)
    for path in document["paths"].values():
        for method in METHODS:
            for parameter in path.get(method, {}).get("parameters", []):
                if parameter["in"] == "path" and parameter["schema"]["type"] == "integer":
                    parameter["schema"]["minimum"] = 0
    return document


def _narrow(name: str, shape: dict[str, Any]) -> None:
    shape["additionalProperties"] = False
    for field, value in shape["properties"].items():
        text = value.get("type") == "string" and "format" not in value and "pattern" not in value
        if text and (field in shape.get("required", []) or "minLength" in value):
            if name != "ExtractBody":
                value["pattern"] = SOMETHING
    if name == "ArticleBody":
        shape["properties"]["text"]["pattern"] = SOMETHING
        shape["anyOf"] = [{"required": ["text"]}, {"required": ["url"]}]
