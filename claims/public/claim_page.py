"""What the template of a claim's public page is given."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from claims.models import Publication
from claims.publication.claimreview import as_script, claimreview
from claims.publication.embed_code import embed_code, oembed_address
from claims.publication.history import evidence_groups, history
from claims.publication.site import site_identity


def claim_context(page: Publication) -> dict[str, Any]:
    """All that the page says of the published claim; it stays until the next version."""
    document = page.document
    article = reverse("public:article", args=[document["article"]["slug"]])
    return {
        "section": "claims",
        "page": page,
        "document": document,
        "history": history(document),
        "evidence": evidence_groups(document),
        "address": site_identity()["url"] + document["path"],
        "place": f"{article}#{page.year}-{page.slug}",
        "claimreview": _script(page),
        "embed_code": embed_code(document),
        "oembed": oembed_address(document),
    }


def _script(page: Publication) -> SafeString:
    """The ClaimReview for a script element; empty where there is none."""
    elsewhere = page.related.get("appearances", [])
    review = claimreview(page.document, site=site_identity(), elsewhere=elsewhere)
    return mark_safe(as_script(review) if review else "")  # noqa: S308  # as_script escapes
