"""Claims that have been public for a while: corrected, retracted."""

from typing import Any

from claims.editorial import claims as desk
from claims.editorial import verdicts
from claims.models import Claim
from claims.publication.publish import approve_correction, prepare_correction, publish, retract
from tests.factories import (
    ChiefEditorFactory,
    EditorFactory,
    ReviewerFactory,
    propose_and_submit,
    published_claim,
)


def corrected_claim(kind: str = "correction", **fields: Any) -> Claim:
    """A published claim whose rating went from «true» to «mostly false» by a correction."""
    return correct(published_claim(**fields), kind=kind)


def correct(claim: Claim, *, kind: str = "correction") -> Claim:
    """Correct ``claim``, which may be under revision already."""
    editor = EditorFactory()
    if claim.state == Claim.State.PUBLISHED:
        desk.reopen(claim, reason="A new source.", actor=editor)
    correction = prepare_correction(
        claim, kind=kind, text="Wir hatten das falsche Jahr.", actor=editor
    )
    approve_correction(correction, actor=ReviewerFactory())
    propose_and_submit(claim, word="mostly-false", proposer=editor)
    verdicts.approve(claim, actor=ReviewerFactory())
    publish(claim, actor=ChiefEditorFactory())
    claim.refresh_from_db()
    return claim


def retracted_claim(**fields: Any) -> Claim:
    claim = published_claim(**fields)
    correction = prepare_correction(
        claim, kind="retraction", text="Unsere Quelle war falsch.", actor=EditorFactory()
    )
    approve_correction(correction, actor=ReviewerFactory())
    retract(claim, actor=ChiefEditorFactory())
    claim.refresh_from_db()
    return claim
