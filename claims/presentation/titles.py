"""How a published claim is named in titles and lists: its words, its rating, its changes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.presentation.formatting import CLOSING, OPENING, quotation
from claims.presentation.labels import rating_label


def claim_title(document: dict[str, Any]) -> str:
    """The claim in its short form, for lists and titles; in the reader's language if it is known.

    ``document``: a public document, or an entry of ``related`` on a public page.
    """
    if translated := translation_of(document):
        return translated
    return str(document["headline"]) or claim_text(document)


def verdict_label(document: dict[str, Any]) -> str:
    """The word of what holds today: the rating of the claim, or that the check was retracted."""
    return _("Retracted") if document["retracted_at"] else rating_label(document["content"])


def rated_title(document: dict[str, Any]) -> str:
    """The claim with its rating, for titles that stand elsewhere: «Falsch: …»."""
    return f"{verdict_label(document)}: {claim_title(document)}"


def translation_of(document: dict[str, Any]) -> str:
    """The headline that editors translated for this reader; empty for the claim's own language."""
    language = (get_language() or "de")[:2]
    if language == document["language"]:
        return ""
    return str(document.get("headline_translations", {}).get(language, ""))


def title_language(document: dict[str, Any]) -> str:
    """The language of ``claim_title``, for ``lang``."""
    return (get_language() or "de")[:2] if translation_of(document) else str(document["language"])


def claim_text(document: dict[str, Any]) -> str:
    """The claim of a public document; in quotation marks if, and only if, these words were said."""
    statement = str(document["statement"])
    if "quote" not in document:
        return statement
    said = " ".join(" ".join(document["quote"]).split())
    core = " ".join(statement.split()).strip(OPENING + CLOSING)
    verbatim = document["mode"] == Claim.Mode.DIRECT and core in said
    return quotation(statement, document["language"]) if verbatim else statement


def topic_name(topic: dict[str, str]) -> str:
    """The name of a topic of a public document, in the reader's language."""
    return topic["name_de" if (get_language() or "de").startswith("de") else "name_en"]


def _weightiest_change(document: dict[str, Any]) -> str:
    """What has been done to a check since it was first published; "" if nothing has."""
    kinds = {correction["kind"] for correction in document["corrections"]}
    weights = ("retraction", "correction", "update", "clarification")
    return next((kind for kind in weights if kind in kinds), "")


def change_notice(document: dict[str, Any]) -> str:
    """What has been done to the check, with where to read of it; empty if nothing has."""
    match _weightiest_change(document):
        case "":
            return ""
        case "clarification":
            return _("This fact-check has been clarified. What was changed, and when")
        case "update":
            return _("This fact-check has been updated. What was changed, and when")
    return _("This fact-check has been corrected. What was changed, and when")


def change_label(document: dict[str, Any]) -> str:
    """The same in a word, for lists."""
    match _weightiest_change(document):
        case "clarification":
            return _("with a clarification")
        case "update":
            return _("updated")
    return _("corrected")
