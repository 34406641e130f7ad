"""Labels of ratings, choices, fields, roles and logged actions, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, pgettext_lazy

from claims.models import (
    Claim,
    Claimant,
    ClaimRelation,
    Correction,
    Evidence,
    Finding,
    NullSearch,
    Rating,
    Reply,
    Source,
)
from claims.models.defaults import Role

Answer = dict[str, Any] | Rating  # an answer of a public document, or a rating itself
LEVELS = 5  # colours there are for ordinal ratings


def rating_label(answer: Answer) -> str:
    """The label of a rating in the reader's language."""
    if isinstance(answer, Rating):
        return answer.label
    german = (get_language() or "de").startswith("de")
    return str(answer["label_de"] if german else answer["label_en"])


def rating_class(answer: Answer) -> str:
    """The class that sets ``--rating``: «rating-1» to «rating-5», or «rating-off»."""
    ordinal = _attribute(answer, "ordinal")
    if not ordinal:
        return "rating-off"
    steps = max(int(_attribute(answer, "steps") or LEVELS), int(ordinal), 2)
    return f"rating-{round(1 + (int(ordinal) - 1) * (LEVELS - 1) / (steps - 1))}"


def rating_definition(answer: Answer) -> str:
    """What a rating means, in the reader's language; empty where it was not kept."""
    german = (get_language() or "de").startswith("de")
    return str(_attribute(answer, "definition_de" if german else "definition_en") or "")


def rating(answer: Answer, size: str = "small") -> SafeString:
    """Sign and word; with ``size="large"`` the bar of an ordinal rating as well."""
    return _rating(
        get_language(),
        rating_label(answer),
        _attribute(answer, "sign"),
        rating_class(answer),
        _attribute(answer, "ordinal"),
        int(_attribute(answer, "steps") or LEVELS),
        size,
    )


@lru_cache(maxsize=500)  # a scale has a handful of ratings, and each stands on every page
def _rating(
    _language: str | None,
    label: str,
    sign: str,
    level: str,
    ordinal: int | None,
    steps: int,
    size: str,
) -> SafeString:
    bar = [step == ordinal for step in range(1, steps + 1)] if ordinal and size == "large" else []
    context = {"label": label, "sign": sign, "level": level, "ordinal": ordinal, "steps": steps}
    return render_to_string("public/_rating.html", context | {"bar": bar, "size": size})


def _attribute(answer: Answer, name: str) -> Any:
    return answer.get(name) if isinstance(answer, dict) else getattr(answer, name, None)


CHOICES: dict[str, Any] = {
    "mode": Claim.Mode,
    "kind": Claim.Kind,
    "claimant": Claimant.Kind,
    "relation": ClaimRelation.Kind,
    "source": Source.Kind,
    "stance": Evidence.Stance,
    "correction": Correction.Kind,
    "finding": Finding.Kind,
    "channel": Reply.Channel,
    "side": NullSearch.Side,
    "state": Claim.State,
    "reason": Claim.DismissalReason,
}


def label_of(value: Any, choices: str) -> Any:
    """The label of a choice, as in ``{{ piece.source.kind|label_of:"source" }}``.

    ``value`` itself if it is none of these choices, or if there are no choices of this name.
    """
    if choices not in CHOICES or not isinstance(value, str):
        return value
    return dict(CHOICES[choices].choices).get(value, value)


# What the log calls each deed.
# Roles are groups, and groups have one name.
ROLES: dict[str, Promise] = {
    Role.EDITOR: pgettext_lazy("role", "editor"),
    Role.REVIEWER: pgettext_lazy("role", "reviewer"),
    Role.CHIEF_EDITOR: pgettext_lazy("role", "chief editor"),
    Role.AUDITOR: pgettext_lazy("role", "auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "administrator"),
    Role.BOT: pgettext_lazy("role", "bot"),
}


def role_label(name: str) -> str:
    """The label of a role; a group that is no role keeps its name."""
    return str(ROLES.get(name, name))


def field_label(name: str) -> str:
    """The label of a field of a claim."""
    try:
        return str(getattr(Claim._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def claimant_field_label(name: str) -> str:
    """The label of a field of a claimant."""
    if name == "names":
        return gettext("names")
    return str(getattr(Claimant._meta.get_field(name), "verbose_name", name))


# The same as claims.extraction.kinds.REASONS, which cannot import Django's translation.
REASONS = (
    gettext_noop("names a number"),
    gettext_noop("names a date or a time"),
    gettext_noop("names a person, a body or a place"),
    gettext_noop("says what happened"),
    gettext_noop("names a cause"),
    gettext_noop("compares or ranks"),
    gettext_noop("allows no exception"),
    gettext_noop("denies something"),
    gettext_noop("accuses somebody"),
    gettext_noop("is about life, safety, crime or money"),
    gettext_noop("contradicts an expectation"),
    gettext_noop("comes from an unnamed source"),
    gettext_noop("is hedged"),
    gettext_noop("can be checked only later"),
    gettext_noop("announces an intention"),
    gettext_noop("demands more than it asserts"),
    gettext_noop("judges more than it asserts"),
    gettext_noop("has few words to check"),
)


def reason_label(reason: str) -> str:
    """One of `REASONS`, translated; any other text as it is."""
    return gettext(reason) if reason in REASONS else reason
