"""How this desk rated similar claims before: shown beside the form for a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from claims.matching.features import extract_features
from claims.matching.index import candidates, statement_of
from claims.matching.similarity import Kind, classify
from claims.models import Claim, Publication

MAX_PRECEDENTS = 5


@dataclass(frozen=True)
class Precedent:
    """A published check; ``repeats``: it is of as good as the same claim."""

    publication: Publication
    repeats: bool


def find_precedents(claim: Claim) -> list[Precedent]:
    """The published claims likest to ``claim``, those of the same words first; five at most.

    Found by the words they share, then by the same claimant. What was retracted is no precedent.
    """
    seen = extract_features(statement_of(claim))
    numbers, weigh = candidates(seen, but=claim)
    pages = Publication.objects.standing().exclude(claim=claim).filter(language=claim.language)
    pages = pages.select_related("rating__scale", "claim__claimant", "claim__article")
    by_claim = {page.claim_id: page for page in pages.filter(claim__in=numbers)}
    found = []
    for number in [number for number in numbers if number in by_claim]:
        likeness = classify(seen, extract_features(statement_of(by_claim[number].claim)), weigh)
        repeats = likeness is not None and likeness.kind is Kind.REPEATS
        found.append(Precedent(by_claim[number], repeats))
    found.sort(key=lambda precedent: not precedent.repeats)
    if len(found) < MAX_PRECEDENTS and claim.claimant_id:
        others = pages.filter(claimant=claim.claimant_id).exclude(claim__in=list(by_claim))
        found += [Precedent(page, repeats=False) for page in others[: MAX_PRECEDENTS - len(found)]]
    return found[:MAX_PRECEDENTS]


def contradicted_claims(found: list[Precedent], rating_id: int) -> list[Precedent]:
    """Checks of as good as the same claim that came to another rating."""
    return [row for row in found if row.repeats and row.publication.rating_id != rating_id]
