"""The workflow for programs, from research to the public page: thin views over the verbs.

Whoever decides about versions names those they have read: none is approved, sent back or
published that came in between.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import rows
from claims.api.desk import serializers as shapes
from claims.api.desk.base import Answer
from claims.api.desk.views import ClaimActionView, does, row_of
from claims.api.exceptions import UnprocessableRequest
from claims.editorial import claims as editorial
from claims.editorial import verdicts
from claims.evidence import sources
from claims.models import Claim, Correction
from claims.permissions import (
    can_comment,
    can_edit,
    can_handle_findings,
    can_propose,
    can_publish,
    can_request_changes,
    can_sign_off,
)
from claims.publication import publish as publication

HASHES = {"seen": ["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"]}


@does("start_research", shapes.DeskClaimSerializer, summary="Begin research on an open claim")
class StartResearchView(ClaimActionView):
    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(editorial.start_research(claim, actor=self.actor)))


@does(
    "edit_claim",
    shapes.DeskClaimSerializer,
    summary="Change what a claim says; 409 with both texts after somebody else did",
    example={
        "edit_number": 3,
        "statement": "Die Zahl der Einbrüche in Zürich ist um 12 Prozent gesunken.",
        "headline": "Weniger Einbrüche in Zürich",
    },
)
class EditClaimView(ClaimActionView):
    body = shapes.EditBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        if not set(given) - {"edit_number"}:
            raise UnprocessableRequest(_("Say what has to change."))
        return Answer(rows.desk_claim(editorial.edit(claim, actor=self.actor, **given)))


@does(
    "withdraw_evidence",
    shapes.DeskEvidenceSerializer,
    summary="Withdraw a piece of evidence; it stays on file",
    example={"evidence": 5, "reason": "Die Statistik betrifft ein anderes Jahr."},
)
class WithdrawEvidenceView(ClaimActionView):
    body = shapes.WithdrawBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        piece = row_of(claim.evidence.filter(confidential=False), given["evidence"])
        withdrawn = sources.withdraw_evidence(piece, reason=given["reason"], actor=self.actor)
        return Answer(rows.evidence_row(withdrawn))


@does(
    "submit_claim", shapes.DeskClaimSerializer, summary="Hand a proposed verdict to the reviewers"
)
class SubmitView(ClaimActionView):
    may_write = can_propose

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(verdicts.submit(claim, actor=self.actor)))


@does(
    "send_back_claim",
    shapes.DeskClaimSerializer,
    summary="Send a proposal back, with a reason",
    example=HASHES | {"reason": "Es fehlt der Vergleich mit dem Vorjahr."},
)
class SendBackView(ClaimActionView):
    may_write = can_request_changes
    body = shapes.SendBackBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(verdicts.request_changes(claim, actor=self.actor, **given)))


@does(
    "approve_claim",
    shapes.DeskClaimSerializer,
    summary="Approve what somebody else proposed, exactly as it was read",
    example=HASHES,
)
class ApproveView(ClaimActionView):
    may_write = can_sign_off
    body = shapes.SeenBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(verdicts.approve(claim, actor=self.actor, **given)))


@does(
    "unapprove_claim",
    shapes.DeskClaimSerializer,
    summary="Take an approval back",
    example=HASHES | {"reason": "Die Quelle wurde geändert."},
)
class UnapproveView(ClaimActionView):
    may_write = can_edit | can_request_changes
    body = shapes.SendBackBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(verdicts.unapprove(claim, actor=self.actor, **given)))


@does(
    "publish_claim",
    shapes.DeskPageSerializer,
    summary="Publish what is approved; again only with an approved correction",
    example=HASHES,
)
class PublishView(ClaimActionView):
    may_write = can_publish
    body = shapes.SeenBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.page_row(publication.publish(claim, actor=self.actor, **given)))


@does(
    "reopen_claim",
    shapes.DeskClaimSerializer,
    summary="Take up a dismissed claim again, or put a published one under revision",
    example={"reason": "Die Statistik wurde berichtigt."},
)
class ReopenView(ClaimActionView):
    may_write = can_handle_findings
    body = shapes.ReasonBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.desk_claim(editorial.reopen(claim, actor=self.actor, **given)))


@does("retract_claim", shapes.DeskPageSerializer, summary="Take back; needs an approved retraction")
class RetractView(ClaimActionView):
    may_write = can_publish

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        return Answer(rows.page_row(publication.retract(claim, actor=self.actor)))


# --- Corrections ----------------------------------------------------------------------------


@does(
    "prepare_correction",
    shapes.DeskCorrectionSerializer,
    status=201,
    summary="Write down what changes in what was published, and why",
    example={"kind": "correction", "text": "In der ersten Fassung stand eine falsche Jahreszahl."},
)
class CorrectionListView(ClaimActionView):
    may_write = can_propose
    body = shapes.CorrectionBodySerializer

    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        correction = publication.prepare_correction(claim, actor=self.actor, **given)
        return Answer(rows.correction_row(correction), 201)


class CorrectionActionView(ClaimActionView):
    """Something done to one correction of a claim."""

    may_write = can_comment

    def post(self, request: Request, pk: int, number: int) -> Response:  # type: ignore[override]
        self.number = number
        return super().post(request, pk)

    def correction(self, claim: Claim) -> Correction:
        return row_of(claim.corrections.select_related("prepared_by", "claim"), self.number)


@does(
    "approve_correction",
    shapes.DeskCorrectionSerializer,
    summary="Agree to a correction that somebody else prepared",
)
class ApproveCorrectionView(CorrectionActionView):
    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        decided = publication.approve_correction(self.correction(claim), actor=self.actor)
        return Answer(rows.correction_row(decided))


@does(
    "reject_correction",
    shapes.DeskCorrectionSerializer,
    summary="Drop a correction that is not public",
)
class RejectCorrectionView(CorrectionActionView):
    def step(self, claim: Claim, given: dict[str, Any]) -> Answer:
        decided = publication.reject_correction(self.correction(claim), actor=self.actor)
        return Answer(rows.correction_row(decided))
