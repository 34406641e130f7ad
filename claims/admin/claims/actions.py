"""Every step that may be taken on a claim's page: who sees it, its form, and the verb it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.predicates import Predicate

from claims.admin.claims import action_forms as forms
from claims.admin.claims import assessment_forms as contest_forms
from claims.admin.claims import evidence_forms as ground_forms
from claims.editorial import assessments, null_searches, replies, verdicts
from claims.editorial import claims as editorial
from claims.editorial.workflow import TRANSITIONS, Refused
from claims.evidence import sources, uploads
from claims.matching.precedents import contradicted_claims, find_precedents
from claims.models import Claim, Finding, RecheckRun
from claims.models.verdict import Aspect
from claims.notifications import watchers
from claims.permissions import (
    can_comment,
    can_edit,
    can_handle_findings,
    can_propose,
    can_publish,
    can_read_desk,
    can_request_changes,
    is_chief_editor,
    require,
)
from claims.publication import publish as publication
from claims.publication import topics
from claims.rechecks import findings, schedule
from claims.tasks import capture_source, recheck_claim, wake

Answers = dict[str, Any]
Run = Callable[[Claim, Answers, User], str]


@dataclass(frozen=True)
class Action:
    """``verb`` is the one of the state machine, if the claim's state decides about the step.

    ``on_top``: offered beside the claim's state; the others have their place further down.
    ``fragment``: where on the page the person is led afterwards.
    """

    label: Any
    run: Run
    may: Predicate
    form: type[forms.ActionForm] | None = None
    verb: str = ""
    on_top: bool = False
    weight: str = ""
    fragment: str = ""

    def is_possible(self, claim: Claim, actor: User) -> bool:
        """Whether the claim's state and the person's role allow the step at all."""
        fits = not self.verb or claim.state in TRANSITIONS[self.verb][0]
        return fits and bool(self.may.test(actor, claim))


def _accept(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.accept(claim, actor=actor)
    return _("Accepted.")


def _start(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.start_research(claim, actor=actor)
    return _("Research has begun.")


def _take(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.assign(claim, to=actor, actor=actor)
    return _("The claim is yours.")


def _assign(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.assign(claim, to=answers["to"], actor=actor)
    return _("Assigned.")


def _set_due(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.set_due(claim, due_on=answers["due_on"], actor=actor)
    return _("Date set.") if answers["due_on"] else _("No date any more.")


def _watch(claim: Claim, answers: Answers, actor: User) -> str:
    watchers.watch(claim, actor=actor)
    return _("You watch this claim.")


def _unwatch(claim: Claim, answers: Answers, actor: User) -> str:
    watchers.unwatch(claim, actor=actor)
    return _("You no longer watch this claim.")


def _dismiss(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.dismiss(claim, reason=answers["reason"], actor=actor)
    return _("Dismissed.")


def _reopen(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.reopen(claim, reason=answers["reason"], actor=actor)
    return _("Reopened.")


def _hold(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.hold(claim, until=answers["until"], actor=actor)
    return _("On hold.")


def _resume(claim: Claim, answers: Answers, actor: User) -> str:
    editorial.resume(claim, actor=actor)
    return _("Taken up again.")


def _file_under(claim: Claim, answers: Answers, actor: User) -> str:
    topics.file_under(claim, topics=answers["topics"], actor=actor)
    return _("Filed.")


# --- Evidence -------------------------------------------------------------------------------


def _add_source(claim: Claim, answers: Answers, actor: User) -> str:
    require(can_edit, actor)
    source = sources.add_source(answers.pop("url"), **answers, actor=actor)
    if source.due_at is not None:
        wake(capture_source, source.pk)
    answers["added"] = source
    return _("The source is on file. Now choose the passage.")


def _add_file(claim: Claim, answers: Answers, actor: User) -> str:
    require(can_edit, actor)
    answers["added"] = uploads.add_file(answers.pop("file"), **answers, actor=actor)
    return _("The file is on file. Now choose the passage.")


def _attach(claim: Claim, answers: Answers, actor: User) -> str:
    require(can_edit, actor)
    sources.attach_evidence(claim, **answers, actor=actor)
    return _("Attached.")


def _withdraw(claim: Claim, answers: Answers, actor: User) -> str:
    require(can_edit, actor)
    sources.withdraw_evidence(answers["evidence"], reason=answers["reason"], actor=actor)
    return _("Withdrawn; it stays on file.")


def _ask_for_reply(claim: Claim, answers: Answers, actor: User) -> str:
    replies.request_reply(claim, **answers, actor=actor)
    return _("The request is on file.")


def _record_answer(claim: Claim, answers: Answers, actor: User) -> str:
    replies.record_answer(answers.pop("reply"), **answers, actor=actor)
    return _("The answer is on file.")


def _withdraw_reply(claim: Claim, answers: Answers, actor: User) -> str:
    replies.withdraw_reply(answers["reply"], reason=answers["reason"], actor=actor)
    return _("Withdrawn; it stays on file.")


def _record_search(claim: Claim, answers: Answers, actor: User) -> str:
    null_searches.record_search(claim, **answers, actor=actor)
    return _("The search is on file.")


def _withdraw_search(claim: Claim, answers: Answers, actor: User) -> str:
    null_searches.withdraw_search(answers["search"], reason=answers["reason"], actor=actor)
    return _("Withdrawn; it stays on file.")


# --- Verdict, publication -------------------------------------------------------------------


def _propose(claim: Claim, answers: Answers, actor: User) -> str:
    answers.pop("since", None)
    verdict = verdicts.propose(claim, **answers, actor=actor)
    text = _("Version %d proposed.") % verdict.number
    if verdict.aspect == Aspect.CONTENT and contradicted_claims(
        find_precedents(claim), verdict.rating_id
    ):
        text += " " + _("As good as the same claim was rated otherwise before; see below.")
    return text


def _ask_assessment(claim: Claim, answers: Answers, actor: User) -> str:
    assessments.request_assessments(claim, **answers, actor=actor)
    return _("Asked for. Nobody sees the other’s assessment before both are in.")


def _assess(claim: Claim, answers: Answers, actor: User) -> str:
    assessments.assess(answers.pop("asked"), **answers, actor=actor)
    return _("Your assessment is in.")


def _vote(claim: Claim, answers: Answers, actor: User) -> str:
    assessments.vote(answers.pop("asked"), **answers, actor=actor)
    return _("Your vote is in.")


def _decide(claim: Claim, answers: Answers, actor: User) -> str:
    assessments.decide(answers.pop("asked"), **answers, actor=actor)
    return _("Decided.")


def _submit(claim: Claim, answers: Answers, actor: User) -> str:
    verdicts.submit(claim, actor=actor)
    return _("Handed to the reviewers.")


def _request_changes(claim: Claim, answers: Answers, actor: User) -> str:
    verdicts.request_changes(claim, reason=answers["reason"], actor=actor, seen=_seen(answers))
    return _("Sent back.")


def _approve(claim: Claim, answers: Answers, actor: User) -> str:
    verdicts.approve(claim, actor=actor, seen=answers["seen"].split())
    return _("Approved.")


def _unapprove(claim: Claim, answers: Answers, actor: User) -> str:
    verdicts.unapprove(claim, reason=answers["reason"], actor=actor, seen=_seen(answers))
    return _("The approval has been taken back.")


def _publish(claim: Claim, answers: Answers, actor: User) -> str:
    publication.publish(claim, actor=actor, seen=_seen(answers))
    return _("Published.")


def _seen(answers: Answers) -> list[str] | None:
    """The versions that the page showed; None for a form that does not say."""
    return answers["seen"].split() or None


def _prepare_correction(claim: Claim, answers: Answers, actor: User) -> str:
    publication.prepare_correction(claim, **answers, actor=actor)
    return _("The correction is prepared. A second person has to approve it.")


def _approve_correction(claim: Claim, answers: Answers, actor: User) -> str:
    publication.approve_correction(answers["correction"], actor=actor)
    return _("The correction is approved.")


def _reject_correction(claim: Claim, answers: Answers, actor: User) -> str:
    publication.reject_correction(answers["correction"], actor=actor)
    return _("The correction is rejected.")


def _retract(claim: Claim, answers: Answers, actor: User) -> str:
    publication.retract(claim, actor=actor)
    return _("Retracted; the page stays, with the notice.")


# --- Re-checks ------------------------------------------------------------------------------


def _recheck(claim: Claim, answers: Answers, actor: User) -> str:
    require(can_handle_findings, actor)
    if not Claim.objects.standing().filter(pk=claim.pk).exists():
        raise Refused(_("Only a published claim is re-checked."))
    schedule.request_recheck(claim)  # the wish stands in the row, should the message be lost
    wake(recheck_claim, claim.pk, RecheckRun.Trigger.PERSON)
    return _("The re-check has been asked for.")


def _acknowledge(claim: Claim, answers: Answers, actor: User) -> str:
    findings.acknowledge(answers["finding"], actor=actor)
    return _("You are looking into it.")


def _resolve(claim: Claim, answers: Answers, actor: User) -> str:
    findings.resolve(
        answers["finding"], resolution=answers["resolution"], reason=answers["reason"], actor=actor
    )
    if answers["resolution"] == Finding.Resolution.CLAIM_REOPENED:
        return _("Settled; the claim is being checked again, and its page says so.")
    return _("Settled.")


def _dismiss_finding(claim: Claim, answers: Answers, actor: User) -> str:
    findings.dismiss(answers["finding"], reason=answers["reason"], actor=actor)
    return _("The finding is dismissed.")


ACTIONS: dict[str, Action] = {
    "accept": Action(
        gettext_lazy("Accept"), _accept, can_edit, verb="accept", on_top=True, weight="main"
    ),
    "start_research": Action(
        gettext_lazy("Begin research"),
        _start,
        can_edit,
        verb="start_research",
        on_top=True,
        weight="main",
    ),
    "submit": Action(
        gettext_lazy("Hand to review"),
        _submit,
        can_propose,
        verb="submit",
        on_top=True,
        weight="main",
    ),
    "approve": Action(
        gettext_lazy("Approve"),
        _approve,
        can_request_changes,  # who is involved is told in words beside the button
        forms.ApproveForm,
        "approve",
        on_top=True,
        weight="main",
    ),
    "publish": Action(
        gettext_lazy("Publish"),
        _publish,
        can_publish,
        forms.PublishForm,
        "publish",
        on_top=True,
        weight="main",
    ),
    "resume": Action(
        gettext_lazy("Take up again"), _resume, can_edit, verb="resume", on_top=True, weight="main"
    ),
    "take": Action(gettext_lazy("Assign to me"), _take, can_edit, verb="assign", on_top=True),
    "recheck": Action(
        gettext_lazy("Check now"), _recheck, can_handle_findings, fragment="findings"
    ),
    "assign": Action(
        gettext_lazy("Assign"), _assign, can_edit, forms.AssignForm, "assign", on_top=True
    ),
    "set_due": Action(
        gettext_lazy("Set the date"), _set_due, can_edit, forms.DueForm, "set_due", on_top=True
    ),
    "request_changes": Action(
        gettext_lazy("Send back"),
        _request_changes,
        can_request_changes,
        forms.SendBackForm,
        "request_changes",
        on_top=True,
    ),
    "unapprove": Action(
        gettext_lazy("Take the approval back"),
        _unapprove,
        can_edit | can_request_changes,
        forms.UnapproveForm,
        "unapprove",
        on_top=True,
    ),
    "reopen": Action(
        gettext_lazy("Reopen"),
        _reopen,
        can_handle_findings,
        forms.ReasonForm,
        "reopen",
        on_top=True,
    ),
    "hold": Action(
        gettext_lazy("Put on hold"), _hold, can_edit, forms.HoldForm, "hold", on_top=True
    ),
    "file_under": Action(
        gettext_lazy("File under topics"),
        _file_under,
        topics.can_file,
        ground_forms.FileUnderForm,
        "file_under",
        on_top=True,
    ),
    "dismiss": Action(
        gettext_lazy("Dismiss"), _dismiss, can_edit, forms.DismissForm, "dismiss", on_top=True
    ),
    "retract": Action(
        gettext_lazy("Retract"), _retract, can_publish, verb="retract", on_top=True, weight="danger"
    ),
    "watch": Action(gettext_lazy("Watch this claim"), _watch, can_read_desk),
    "unwatch": Action(gettext_lazy("Stop watching"), _unwatch, can_read_desk),
    "add_source": Action(
        gettext_lazy("Add the source"),
        _add_source,
        can_edit,
        forms.SourceForm,
        fragment="evidence-new",
    ),
    "add_file": Action(
        gettext_lazy("Add the file"),
        _add_file,
        can_edit,
        ground_forms.FileForm,
        fragment="evidence-new",
    ),
    "attach": Action(
        gettext_lazy("Attach"), _attach, can_edit, forms.AttachForm, fragment="evidence"
    ),
    "withdraw": Action(
        gettext_lazy("Withdraw"), _withdraw, can_edit, forms.WithdrawForm, fragment="evidence"
    ),
    "ask_for_reply": Action(
        gettext_lazy("Save"),
        _ask_for_reply,
        can_edit,
        ground_forms.AskForReplyForm,
        "ask_for_reply",
        fragment="replies",
    ),
    "record_answer": Action(
        gettext_lazy("Save"),
        _record_answer,
        can_edit,
        ground_forms.AnswerForm,
        "record_answer",
        fragment="replies",
    ),
    "withdraw_reply": Action(
        gettext_lazy("Withdraw"),
        _withdraw_reply,
        can_edit,
        ground_forms.WithdrawReplyForm,
        "withdraw_reply",
        fragment="replies",
    ),
    "record_search": Action(
        gettext_lazy("Save"),
        _record_search,
        can_edit,
        ground_forms.RecordSearchForm,
        "record_search",
        fragment="evidence",
    ),
    "withdraw_search": Action(
        gettext_lazy("Withdraw"),
        _withdraw_search,
        can_edit,
        ground_forms.WithdrawSearchForm,
        "withdraw_search",
        fragment="evidence",
    ),
    "propose": Action(
        gettext_lazy("Propose"),
        _propose,
        can_propose,
        forms.ProposeForm,
        "propose",
        fragment="verdicts",
    ),
    "ask_assessment": Action(
        gettext_lazy("Ask for a blind assessment"),
        _ask_assessment,
        can_propose,
        contest_forms.AskAssessmentForm,
        "ask_assessment",
        fragment="verdicts",
    ),
    "assess": Action(
        gettext_lazy("Give my assessment"),
        _assess,
        can_propose,
        contest_forms.AssessForm,
        "assess",
        fragment="verdicts",
    ),
    "vote": Action(
        gettext_lazy("Vote"),
        _vote,
        can_propose,
        contest_forms.VoteForm,
        "vote",
        fragment="verdicts",
    ),
    "decide": Action(
        gettext_lazy("Decide"),
        _decide,
        is_chief_editor,
        contest_forms.DecideForm,
        "decide",
        fragment="verdicts",
    ),
    "prepare_correction": Action(
        gettext_lazy("Prepare"),
        _prepare_correction,
        can_propose,
        forms.CorrectionForm,
        fragment="corrections",
    ),
    "approve_correction": Action(
        gettext_lazy("Approve"),
        _approve_correction,
        can_comment,
        forms.DecideCorrectionForm,
        fragment="corrections",
    ),
    "reject_correction": Action(
        gettext_lazy("Reject"),
        _reject_correction,
        can_comment,
        forms.DecideCorrectionForm,
        fragment="corrections",
    ),
    "acknowledge": Action(
        gettext_lazy("I am looking into it"),
        _acknowledge,
        can_handle_findings,
        forms.FindingForm,
        fragment="findings",
    ),
    "resolve_finding": Action(
        gettext_lazy("Settle"),
        _resolve,
        can_handle_findings,
        forms.ResolveFindingForm,
        fragment="findings",
    ),
    "dismiss_finding": Action(
        gettext_lazy("Dismiss"),
        _dismiss_finding,
        can_handle_findings,
        forms.HandleFindingForm,
        fragment="findings",
    ),
}
