"""What happened to a published check, from its document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Step:
    """Versions and corrections that became public in the same moment."""

    at: str  # ISO 8601
    versions: list[Json] = field(default_factory=list)
    corrections: list[Json] = field(default_factory=list)

    @property
    def is_retraction(self) -> bool:
        return any(correction["kind"] == "retraction" for correction in self.corrections)


def history(document: Json) -> list[Step]:
    """The steps of a public document, newest first."""
    steps: dict[str, Step] = {}
    for version in document["versions"]:
        at = version["published_at"]
        steps.setdefault(at, Step(at)).versions.append(version)
    for correction in document["corrections"]:
        at = correction["published_at"]
        steps.setdefault(at, Step(at)).corrections.append(correction)
    return [steps[at] for at in sorted(steps, reverse=True)]


def evidence_groups(document: Json) -> list[Json]:
    """Evidence for, against, and for context; the first two also when there is none.

    ``search``, with the last empty one, says where the other side was looked for.
    """
    stances = {
        "supports": {"supports"},
        "refutes": {"refutes"},
        "context": {"context", "inconclusive"},
    }
    groups: list[Json] = []
    for name, members in stances.items():
        pieces = [piece for piece in document["evidence"] if piece["stance"] in members]
        if pieces or name != "context":
            groups.append({"stance": name, "pieces": pieces, "search": ""})
    for group in [group for group in groups if not group["pieces"]][-1:]:
        group["search"] = document["content"]["both_sides"]
    return groups
