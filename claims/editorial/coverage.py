"""How far an article's check has come, as on a manuscript on which checked facts are struck out.

A claim is settled once nothing remains to be decided about it: its verdict is approved (and fits
what the claim says now), it is published or retracted, or it was put aside with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from claims.editorial.approval import stale_claims
from claims.models import Article, ArticleRevision, Claim
from claims.models.claim import SETTLED_STATES

State = Claim.State
Span = tuple[int, int]

# From the best to the worst; where claims overlap, the words are as far as the worst of them.
STAGES = ["settled", "review", "open", "suggested"]
SPACE = re.compile(r"\s+")
NO_CLAIM, BLANK = 254, 255


@dataclass(frozen=True)
class Coverage:
    """Characters of a text, white space left out: all of them, and those at each of STAGES."""

    size: int
    at: dict[str, int] = field(default_factory=dict)

    def share(self, stage: str) -> float:
        """0–100."""
        return 100 * self.at.get(stage, 0) / self.size if self.size else 0.0

    @property
    def percent(self) -> int:
        """The share of the text that is settled, 0–100, rounded down."""
        return int(self.share("settled"))

    @property
    def unsettled_percent(self) -> int:
        """The share of the text whose claims are not settled, rounded up."""
        waiting = sum(self.at.get(stage, 0) for stage in STAGES[1:])
        return -(-100 * waiting // self.size) if self.size else 0


def stage_of(claim: Claim, *, stale: Collection[int] = ()) -> str:
    """How far ``claim`` is, one of STAGES; ``stale`` are ids of claims with a stale verdict."""
    if claim.state == State.APPROVED and claim.pk in stale:
        return "review"
    if claim.state in SETTLED_STATES:
        return "settled"
    return {State.IN_REVIEW: "review", State.SUGGESTED: "suggested"}.get(State(claim.state), "open")


def stale_claim_ids(claims: Iterable[Claim]) -> set[int]:
    """The ids of approved claims whose approval no longer fits, in four queries or none."""
    approved = [claim for claim in claims if claim.state == State.APPROVED]
    return stale_claims(approved) if approved else set()


def spans_in(claim: Claim, revision: ArticleRevision) -> tuple[Span, ...]:
    """Where the claim's own words stand in the text; none rather than on other words."""
    if claim.revision_id != revision.pk or claim.anchor_state == Claim.AnchorState.ORPHANED:
        return ()
    spans = [(part["start"], part["end"], part["exact"]) for part in claim.quote]
    if any(revision.text[start:end] != exact for start, end, exact in spans):
        return ()
    return tuple((start, end) for start, end, _exact in spans)


def measure(text: str, places: Iterable[tuple[str, Span]]) -> Coverage:
    """What share of ``text`` is how far; ``places`` are stages and half-open code point ranges."""
    paint = bytearray([NO_CLAIM]) * len(text)
    for rank, (start, end) in sorted((STAGES.index(stage), span) for stage, span in places):
        paint[start:end] = bytes([rank]) * (end - start)
    for blank in SPACE.finditer(text):
        start, end = blank.span()
        paint[start:end] = bytes([BLANK]) * (end - start)
    size = len(text) - paint.count(BLANK)
    return Coverage(size, {stage: paint.count(rank) for rank, stage in enumerate(STAGES)})


def coverage_of(article: Article) -> tuple[Coverage, list[Claim], int]:
    """The coverage of the current text, the claims not settled, and how many are."""
    revision = article.revision
    claims = list(
        Claim.objects.filter(article=article).not_gone().select_related("claimant").order_by("pk")
    )
    stale = stale_claim_ids(claims)
    stages = {claim.pk: stage_of(claim, stale=stale) for claim in claims}
    places = [(stages[c.pk], span) for c in claims for span in spans_in(c, revision)]
    unsettled = [claim for claim in claims if stages[claim.pk] != "settled"]
    return measure(revision.text, places), unsettled, len(claims) - len(unsettled)
