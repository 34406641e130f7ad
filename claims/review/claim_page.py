"""Everything that one claim's page for reviewers shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.editorial.approval import is_stale
from claims.editorial.verdicts import approval_problems
from claims.matching.suggestions import suggestions
from claims.models import Claim, Correction, Evidence, Publication, Verdict
from claims.models.verdict import Aspect
from claims.notifications.mentions import people
from claims.notifications.watchers import is_watching
from claims.permissions import (
    can_comment,
    can_edit,
    can_handle_findings,
    can_publish,
    can_request_changes,
    is_chief_editor,
    is_reviewer,
)
from claims.presentation.titles import claim_text
from claims.publication.publish import preview, publishing_problems
from claims.review.threads import CommentForm, TextRange, Thread, text_ranges, threads_of
from claims.review.version_diff import changes_since, earlier_version, newest_versions

S = Claim.State
BEFORE, AFTER = 160, 600  # characters of the copy around the cited passage


@dataclass
class Piece:
    """Evidence beside the claim; ``before``, ``cited``, ``after``: the passage in its copy."""

    evidence: Evidence
    before: str
    cited: str
    after: str
    is_new: bool  # not among what was approved or proposed
    ranges: list[TextRange] = field(default_factory=list)  # of ``cited``, with words commented on


@dataclass
class Decision:
    """The two buttons, and what stands in the way. An empty label: no such button now."""

    yes: str = ""
    yes_address: str = ""
    yes_hint: str = ""
    no: str = ""
    no_address: str = ""
    problems: tuple[str, ...] = ()
    state: str = ""

    @property
    def reason_label(self) -> str:
        return _("What has to change?") if self.no_address == "send-back" else _("Why?")


def claim_page(
    claim: Claim,
    *,
    user: User,
    typed: dict[str, Any] | None = None,
    form: CommentForm | None = None,
) -> dict[str, Any]:
    """The context of the page. ``typed`` and ``form`` hold what a refused form contained."""
    versions = newest_versions(claim, to=user)
    content = versions.get(Aspect.CONTENT.value)
    evidence = list(claim.evidence.select_related("source", "snapshot__archiving"))
    standing = [piece for piece in evidence if piece.withdrawn_at is None]
    decided = [v for v in versions.values() if v.state in {"proposed", "approved"}]
    threads = threads_of(claim, user=user, typed=typed or {})
    pieces = [_piece(piece, content) for piece in standing]
    for piece in pieces:
        about = [t for t in threads if t.remark.evidence_id == piece.evidence.pk]
        piece.ranges = text_ranges(piece.cited, about)
    document = preview(claim, to=user) or _last_public(claim)
    return {
        "claim": claim,
        "document": document,
        "statement": _statement(claim, document, threads),
        "watch": is_watching(claim, by=user),
        "people": people() if any("@" in text for text in _texts(threads)) else {},
        "earlier": earlier_version(claim, content),
        "versions": list(versions.values()),
        "content": content,
        "hashes": [v.content_hash for v in versions.values() if v.state == _decided(claim)],
        "no_hashes": [
            v.content_hash for v in versions.values() if v.state in {_decided(claim), "contested"}
        ],
        "changes": changes_since(content) if content and any(map(is_stale, decided)) else [],
        "pieces": pieces,
        "withdrawn": [piece for piece in evidence if piece.withdrawn_at is not None],
        "corrections": list(
            claim.corrections.exclude(state=Correction.State.REJECTED).select_related("prepared_by")
        ),
        "decision": decision(claim, user=user, content=content),
        "suggestions": suggestions(claim),
        "may_suggest": can_handle_findings.test(user),
        "threads": threads,
        "form": form or comment_form(claim, versions=list(versions.values()), evidence=standing),
        "may_comment": can_comment.test(user),
        "typed": typed or {},
    }


def _decided(claim: Claim) -> str:
    """The state of the versions that a decision now is about."""
    return "approved" if claim.state == S.APPROVED else "proposed"


def _statement(
    claim: Claim, document: dict[str, Any] | None, threads: list[Thread]
) -> list[TextRange]:
    """The claim's words as the page shows them, with those that are commented on."""
    about = [t for t in threads if t.remark.evidence_id is None and t.remark.verdict_id is None]
    if document is None or document["statement"] != claim.statement:
        return text_ranges(claim.statement, about)
    shown = claim_text(document)
    before, _words, after = shown.partition(claim.statement)
    middle = text_ranges(claim.statement, about)
    return [part for part in [TextRange(before), *middle, TextRange(after)] if part.text]


def _texts(threads: list[Thread]) -> list[str]:
    return [row.text for thread in threads for row in (thread.remark, *thread.replies)]


def comment_form(
    claim: Claim,
    data: Any = None,
    *,
    user: User | None = None,
    versions: list[Verdict] | None = None,
    evidence: list[Evidence] | None = None,
) -> CommentForm:
    if versions is None:
        versions = list(newest_versions(claim, to=user).values()) if user else []
    if evidence is None:
        evidence = list(claim.evidence.standing().select_related("source"))
    return CommentForm(data, claim=claim, evidence=evidence, versions=versions)


def decision(claim: Claim, *, user: User, content: Verdict | None) -> Decision:
    """What ``user`` can decide about ``claim`` now, and what blocks it, in words."""
    match claim.state:
        case S.IN_REVIEW:
            return _sign_off(claim, user=user)
        case S.APPROVED:
            return _publication(claim, user=user)
        case S.PUBLISHED | S.UNDER_REVISION if _retraction_is_approved(claim):
            return _retraction(user)
        case _:
            return Decision(state=_next_step(claim, content))


def _sign_off(claim: Claim, *, user: User) -> Decision:
    signs_off = (is_reviewer | is_chief_editor).test(user)
    problems = approval_problems(claim, actor=user) if signs_off else [_only_reviewers()]
    return Decision(
        yes=_("Approve"),
        yes_address="approve",
        no=_("Send back") if can_request_changes.test(user) else "",
        no_address="send-back",
        problems=tuple(problems),
        state=_("In review: a second person has to read and decide."),
    )


def _publication(claim: Claim, *, user: User) -> Decision:
    problems = publishing_problems(claim)
    if not can_publish.test(user):
        problems.append(_("The chief editor publishes."))
    takes_back = can_edit.test(user) or can_request_changes.test(user)
    return Decision(
        yes=_("Publish"),
        yes_address="publish",
        no=_("Take approval back") if takes_back else "",
        no_address="unapprove",
        problems=tuple(problems),
        state=_("Approved: not public yet."),
    )


def _retraction(user: User) -> Decision:
    return Decision(
        yes=_("Retract"),
        yes_address="retract",
        yes_hint=_("The page stays, with the notice; nobody can undo this."),
        problems=() if can_publish.test(user) else (_("The chief editor retracts."),),
        state=_("A retraction has been approved."),
    )


def _retraction_is_approved(claim: Claim) -> bool:
    kind, state = Correction.Kind.RETRACTION, Correction.State.APPROVED
    return claim.corrections.filter(kind=kind, state=state).exists()


def _only_reviewers() -> str:
    return _("Your role does not sign off. A reviewer or the chief editor does.")


def _next_step(claim: Claim, content: Verdict | None) -> str:
    if content is not None and content.state == Verdict.State.CHANGES_REQUESTED:
        return _("Sent back: a new version has to be proposed.")
    steps = {
        S.SUGGESTED: _("Suggested: an editor accepts or dismisses it."),
        S.OPEN: _("Open: nobody has begun to check it."),
        S.IN_RESEARCH: _("In research: it has not been handed in for review yet."),
        S.PUBLISHED: _("Published: nothing is waiting to be decided."),
        S.UNDER_REVISION: _("Under revision: the published version stays public meanwhile."),
        S.ON_HOLD: _("On hold."),
        S.RETRACTED: _("Retracted: the page stays, with the notice."),
        S.DISMISSED: _("Dismissed."),
        S.MERGED: _("Merged into another claim."),
        S.SPLIT: _("Split into several claims."),
    }
    return steps.get(S(claim.state), "")


def _last_public(claim: Claim) -> dict[str, Any] | None:
    """What stays on the page of a retracted claim."""
    page = Publication.objects.filter(claim=claim).first()
    return page.document if page else None


def _piece(evidence: Evidence, content: Verdict | None) -> Piece:
    frozen = {piece["id"] for piece in content.frozen["evidence"]} if content else set()
    is_new = content is not None and evidence.pk not in frozen and not evidence.confidential
    snapshot, place = evidence.snapshot, evidence.selector
    if snapshot is None or not place:
        return Piece(evidence, "", evidence.excerpt, "", is_new)
    text, start, end = snapshot.text, place["start"], place["end"]
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    return Piece(
        evidence,
        ("… " if start > BEFORE else "") + before,
        text[start:end],
        after + (" …" if end + AFTER < len(text) else ""),
        is_new,
    )
