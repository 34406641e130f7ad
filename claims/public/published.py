"""The pages there are: every view, feed and export begins here."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from claims.models import Claim, Publication


def published() -> QuerySet[Publication]:
    """The pages of claims that the public may see and whose check stands."""
    standing = Claim.objects.standing().values("publication")
    return Publication.objects.filter(pk__in=standing)


def published_claim(year: int, slug: str) -> Claim:
    """The claim with this public page, or 404: no other claim exists for the public."""
    claims = Claim.objects.published().select_related("publication", "merged_into__publication")
    try:
        return claims.get(publication__year=year, publication__slug=slug)
    except Claim.DoesNotExist:
        raise Http404 from None
