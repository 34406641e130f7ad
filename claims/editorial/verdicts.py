"""From a proposed verdict to an approved one; what was approved is bound by a hash."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.editorial.approval import approval_snapshot, content_hash, is_stale, stale_claims
from claims.editorial.assessment_rounds import contest_problems, unsettled_round
from claims.editorial.workflow import Conflict, Refused, VerdictConflict, transition
from claims.models import Claim, NullSearch, Rating, Verdict, record
from claims.models.verdict import Aspect
from claims.notifications.notices import notify_followers
from claims.permissions import (
    can_approve,
    can_edit,
    can_propose,
    can_request_changes,
    is_uninvolved,
    require,
)

V = Verdict.State
MAX_STALE_NOTICES = 2000


def propose(
    claim: Claim,
    *,
    aspect: str = Aspect.CONTENT,
    rating: Rating,
    summary: str,
    rationale: str,
    known_as_of: date,
    both_sides: str = "",
    expires_on: date | None = None,
    change_reason: str = "",
    seen: int | None = None,
    edit_number: int | None = None,
    actor: User,
) -> Verdict:
    """A new version of the answer to one question, frozen with the evidence as it stands now.

    An earlier version that is still undecided is superseded. An open claim goes into research.
    ``seen`` and ``edit_number`` are the numbers of the newest version (0: none) and of the claim
    that ``actor`` had before their eyes; if there are others by now, Conflict is raised.
    """
    require(can_propose, actor, claim)
    with transition(claim, "propose", actor=actor, aspect=aspect) as move:
        problems = rating_problems(move.claim, aspect=aspect, rating=rating)
        if not summary.strip() or not rationale.strip():
            problems.append(_("Give the result in one sentence, and the reasoning."))
        if known_as_of > timezone.localdate():
            problems.append(_("“Known as of” cannot lie in the future."))
        assessed = unsettled_round(move.claim, aspect)
        if assessed is not None and not assessed.may_see(actor):
            problems.append(_("Give your own assessment first; this one is blind."))
        if problems:
            raise Refused(*problems)
        versions = move.claim.verdicts.filter(aspect=aspect)
        latest = versions.order_by("-number").select_related("rating").first()
        if seen is not None and latest is not None and seen != latest.number:
            raise VerdictConflict(move.claim, latest)
        if edit_number is not None and edit_number != move.claim.edit_number:
            raise Conflict(move.claim)
        versions.filter(state__in=[V.PROPOSED, V.CONTESTED, V.CHANGES_REQUESTED]).update(
            state=V.SUPERSEDED
        )
        verdict = Verdict(
            claim=move.claim,
            aspect=aspect,
            number=latest.number + 1 if latest else 1,
            previous=latest,
            rating=rating,
            summary=summary.strip(),
            rationale=rationale.strip(),
            both_sides=both_sides.strip(),
            known_as_of=known_as_of,
            expires_on=expires_on,
            change_reason=change_reason.strip(),
            statement=move.claim.statement,
            frozen=approval_snapshot(move.claim),
            proposer=actor,
            state=V.CONTESTED if assessed and assessed.is_contested else V.PROPOSED,
        )
        verdict.content_hash = content_hash(verdict)
        verdict.save(force_insert=True)
        if move.claim.state == Claim.State.OPEN:
            move.to = Claim.State.IN_RESEARCH
            move.claim.assignee = move.claim.assignee or actor
        move.data |= {"verdict": verdict.pk, "hash": verdict.content_hash}
    return verdict


def submit(claim: Claim, *, actor: User) -> Claim:
    """Hand a proposed verdict to the reviewers."""
    require(can_propose, actor, claim)
    with transition(claim, "submit", actor=actor) as move:
        problems = submission_problems(move.claim)
        if problems:
            raise Refused(*problems)
    return claim


def request_changes(
    claim: Claim, *, reason: str, actor: User, seen: Collection[str] | None = None
) -> Claim:
    """Send a proposal back, with a reason; a published claim goes back under revision."""
    require(can_request_changes, actor, claim)
    if not reason.strip():
        raise Refused(_("Say what has to change."))
    with transition(claim, "request_changes", actor=actor, reason=reason.strip()) as move:
        refuse_unseen(move.claim, seen, states=[V.PROPOSED, V.CONTESTED])
        move.claim.verdicts.filter(state__in=[V.PROPOSED, V.CONTESTED]).update(
            state=V.CHANGES_REQUESTED
        )
        published = hasattr(move.claim, "publication")
        move.to = Claim.State.UNDER_REVISION if published else Claim.State.IN_RESEARCH
    return claim


def approve(claim: Claim, *, actor: User, seen: Collection[str] | None = None) -> Claim:
    """Sign off what was proposed, exactly as it stands; a second person, nothing in the way.

    ``seen`` are the hashes of the versions that ``actor`` has read: another one proposed in the
    meantime is not approved unread.
    """
    require(can_approve, actor, claim)
    with transition(claim, "approve", actor=actor) as move:
        problems = approval_problems(move.claim, actor=actor)
        proposed = list(move.claim.verdicts.filter(state=V.PROPOSED))
        if seen is not None and set(seen) != {verdict.content_hash for verdict in proposed}:
            problems.append(_("Another version was proposed while you were reading. Read it."))
        if problems:
            raise Refused(*problems)
        # The version approved before, if it was never published, has had its day.
        move.claim.verdicts.filter(state=V.APPROVED).update(state=V.SUPERSEDED)
        for verdict in proposed:
            verdict.state, verdict.approver, verdict.approved_at = V.APPROVED, actor, timezone.now()
            verdict.content_editor = move.claim.last_editor
            verdict.save(update_fields=["state", "approver", "approved_at", "content_editor"])
        move.data["hashes"] = [verdict.content_hash for verdict in proposed]
    return claim


def unapprove(
    claim: Claim, *, reason: str, actor: User, seen: Collection[str] | None = None
) -> Claim:
    """Take an approval back, above all one that has become stale; a new version is needed."""
    require(can_edit | can_request_changes, actor, claim)
    if not reason.strip():
        raise Refused(_("Say why the approval is taken back."))
    with transition(claim, "unapprove", actor=actor, reason=reason.strip()) as move:
        refuse_unseen(move.claim, seen, states=[V.APPROVED])
        move.claim.verdicts.filter(state=V.APPROVED).update(state=V.CHANGES_REQUESTED)
    return claim


def refuse_unseen(claim: Claim, seen: Collection[str] | None, *, states: list[V]) -> None:
    """Let nobody decide about a version that they have not read; ``seen``: the hashes they saw."""
    if seen is None:
        return
    standing = claim.verdicts.filter(state__in=states)
    if set(seen) != set(standing.values_list("content_hash", flat=True)):
        raise Refused(_("Another version was proposed while you were reading. Read it."))


def record_stale_approvals() -> int:
    """Put on record, once for each version, that an approval no longer holds; how many there were.

    Whatever changed (claim, evidence, a claimant's name), it shows in the comparison alone: so
    this is called by the clock. In a constant number of queries while nothing is stale.
    """
    waiting = Claim.objects.filter(state=Claim.State.APPROVED).select_related("claimant")
    noted = 0
    for pk in sorted(stale_claims(list(waiting[:MAX_STALE_NOTICES]))):
        with transaction.atomic():
            claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
            noted += _record_stale(claim)
    return noted


def _record_stale(claim: Claim) -> int:
    versions = claim.verdicts.filter(state=V.APPROVED).select_related("rating__scale", "claim")
    known = claim.events.filter(verb="approval_stale").values_list("data__verdict", flat=True)
    new = [version for version in versions.exclude(pk__in=list(known)) if is_stale(version)]
    for version in new:
        since = claim.events.filter(at__gt=version.approved_at, actor=claim.last_editor)
        by = claim.last_editor_id if since.exists() else None
        notify_followers(
            record("approval_stale", actor=None, claim=claim, verdict=version.pk, by=by)
        )
    return len(new)


# --- What stands in the way, in words -------------------------------------------------------


def allowed_ratings(claim: Claim, *, aspect: str) -> list[Rating]:
    """The ratings of the scale in use that the claim's kind allows today."""
    ratings = Rating.objects.filter(scale__aspect=aspect, scale__is_default=True)
    if aspect == Aspect.CONTENT and _resolution_problem(claim):
        ratings = ratings.filter(evidence_class=Rating.EvidenceClass.NOT_ENOUGH)
    return list(ratings.select_related("scale"))


def rating_problems(claim: Claim, *, aspect: str, rating: Rating) -> list[str]:
    if rating.scale.aspect != aspect:
        return [_("This rating answers the other question.")]
    if aspect == Aspect.CONTENT and claim.kind == Claim.Kind.OPINION:
        return [_("An opinion is not rated. Rate who said it, or dismiss the claim.")]
    if aspect == Aspect.CONTENT and claim.is_forecast and not claim.resolves_on:
        return [_("Give the date on which this prediction or intention can be judged.")]
    if rating.pk not in {allowed.pk for allowed in allowed_ratings(claim, aspect=aspect)}:
        return [
            _("A prediction or intention cannot be judged before %(date)s.")
            % {"date": claim.resolves_on or "?"}
        ]
    if aspect == Aspect.ATTRIBUTION and claim.claimant is None:
        return [_("Nobody is named as having said this; there is no attribution to rate.")]
    return []


def _resolution_problem(claim: Claim) -> bool:
    resolved = claim.resolves_on is not None and claim.resolves_on <= timezone.localdate()
    return claim.is_forecast and not resolved


def submission_problems(claim: Claim) -> list[str]:
    """Why ``claim`` cannot go to review yet; empty if it can."""
    problems = []
    if not claim.statement.strip():
        problems.append(_("The claim has no text."))
    if claim.claimant is None and claim.mode != Claim.Mode.OWN_VOICE:
        problems.append(_("Say who made the claim, or mark it as the article's own voice."))
    if claim.is_forecast and not claim.resolves_on:
        problems.append(_("Give the date on which this prediction or intention can be judged."))
    if claim.anchor_state == Claim.AnchorState.ORPHANED:
        problems.append(_("The words of the claim are no longer in the article; mark them anew."))
    evidence = claim.evidence.standing()
    without_copy = evidence.filter(snapshot__isnull=True, no_snapshot_reason="")
    if not evidence.exists():
        problems.append(_("Attach at least one source."))
    if without_copy.exclude(source__url="").exists():  # a note has nothing to copy
        problems.append(_("A piece of evidence has neither a copy nor a reason why there is none."))
    verdict = claim.verdicts.filter(
        aspect=Aspect.CONTENT, state__in=[V.PROPOSED, V.CONTESTED]
    ).first()
    if verdict is None:
        return [*problems, _("Propose a verdict first.")]
    if not verdict.both_sides:
        problems += [str(SIDE_PROBLEMS[side]) for side in sorted(sides_without_search(claim))]
    return [*problems, *_stale_problems(claim)]


SIDE_PROBLEMS: dict[str, Any] = {
    NullSearch.Side.SUPPORTS: gettext_lazy(
        "Nothing supports the claim. Say where you looked for it."
    ),
    NullSearch.Side.REFUTES: gettext_lazy(
        "Nothing refutes the claim. Say where you looked for it."
    ),
}


def sides_without_search(claim: Claim) -> set[str]:
    """Of «supports» and «refutes» those with neither evidence nor a search that found none."""
    found = claim.evidence.standing().values_list("stance", flat=True)
    searched = claim.null_searches.standing().values_list("side", flat=True)
    return {*NullSearch.Side.values} - {*found, *searched}


def approval_problems(claim: Claim, *, actor: User) -> list[str]:
    """What blocks ``actor`` from approving ``claim``, in sentences; empty if nothing does."""
    problems = [*submission_problems(claim), *contest_problems(claim)]
    if not is_uninvolved.test(actor, claim):
        problems.append(_("You proposed or last edited this. A second person has to approve it."))
    blocking = claim.comments.blocking().count()
    if blocking:
        problems.append(_("Comments that block the approval: %d. Resolve them first.") % blocking)
    return problems


def publication_problems(claim: Claim) -> list[str]:
    """What blocks publication of an approved claim, in sentences; empty if nothing does."""
    if not claim.verdicts.filter(aspect=Aspect.CONTENT, state=V.APPROVED).exists():
        return [_("There is no approved verdict.")]
    return [*_stale_problems(claim), *contest_problems(claim)]


def _stale_problems(claim: Claim) -> list[str]:
    versions = claim.verdicts.filter(state__in=[V.PROPOSED, V.CONTESTED, V.APPROVED])
    if any(is_stale(verdict) for verdict in versions.select_related("rating__scale", "claim")):
        return [
            _(
                "The claim or its evidence has changed since this verdict was proposed. "
                "Propose it again."
            )
        ]
    return []
