"""A claim's page at the desk: all that is known of it, and the steps that are possible now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import Promise

from claims.admin.claims.action_forms import (
    ActionForm,
    AttachForm,
    CorrectionForm,
    ProposeForm,
    SourceForm,
)
from claims.admin.claims.actions import ACTIONS
from claims.admin.claims.assessment_forms import Contest, contests
from claims.admin.claims.evidence_forms import (
    AnswerForm,
    AskForReplyForm,
    FileForm,
    RecordSearchForm,
)
from claims.admin.claims.forms import ClaimForm
from claims.editorial import approval, verdicts
from claims.editorial.assessments import visible_versions
from claims.editorial.workflow import TRANSITIONS
from claims.matching.external_checks import off_reason
from claims.matching.precedents import Precedent, contradicted_claims, find_precedents
from claims.matching.suggestions import SuggestionRow, suggestions
from claims.models import (
    Claim,
    Evidence,
    Finding,
    NullSearch,
    RecheckPolicy,
    RecheckRun,
    Reply,
    Source,
    Verdict,
    Watch,
)
from claims.models.verdict import Aspect
from claims.notifications.mentions import People, people
from claims.notifications.watchers import is_watching
from claims.permissions import can_edit
from claims.publication.publish import publishing_problems
from claims.rechecks.monitoring import with_claim_count

MAX_EVENTS_SHOWN = 50
# Where on the page a refused form comes back with what was typed: always, or while its step is
# possible.
ALWAYS_SHOWN = {"edit", "propose", "prepare_correction"}
MAX_SHOWN = {name for name, action in ACTIONS.items() if action.on_top} | {
    "attach",
    "add_source",
    "add_file",
    "ask_for_reply",
    "record_answer",
    "record_search",
    "assess",
    "decide",
}
STANCES = [
    Evidence.Stance.SUPPORTS,
    Evidence.Stance.REFUTES,
    Evidence.Stance.CONTEXT,
    Evidence.Stance.INCONCLUSIVE,
]


@dataclass(frozen=True)
class ActionButton:
    """A step offered on the page; ``problems`` tell what still stands in its way."""

    name: str
    label: str | Promise
    weight: str
    form: forms.Form | None
    problems: list[str] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether the person has to fill something in."""
        return self.form is not None and bool(self.form.visible_fields())


@dataclass(frozen=True)
class VerdictQuestion:
    """One of the two questions: its versions, newest first, and the form for the next."""

    aspect: str
    label: str
    versions: list[Version]
    form: ProposeForm | None
    ratings: list[Any]
    contest: Contest | None = None
    may_ask: bool = False

    @property
    def current(self) -> list[Version]:
        return [version for version in self.versions if version.is_current]

    @property
    def older(self) -> list[Version]:
        return [version for version in self.versions if not version.is_current]


@dataclass(frozen=True)
class Version:
    verdict: Verdict
    is_current: bool
    is_stale: bool


@dataclass(frozen=True)
class ReplyRow:
    """A request for a statement; ``form`` takes the answer, for those who may enter it."""

    reply: Reply
    is_overdue: bool
    form: forms.Form | None


class ClaimPage:
    """Everything the page shows. ``bound``: forms that were sent and refused, by action."""

    def __init__(
        self,
        claim: Claim,
        user: User,
        *,
        bound: dict[str, forms.Form] | None = None,
        source: Source | None = None,
    ) -> None:
        self.claim = claim
        self.user = user
        self.bound = bound or {}
        self.source = source

    # --- What it says ---

    @cached_property
    def context(self) -> list[str]:
        """The paragraph around the claim's words: [before, the words, after]."""
        claim = self.claim
        if not claim.quote or claim.anchor_state == Claim.AnchorState.ORPHANED:
            return ["", " … ".join(part["exact"] for part in claim.quote), ""]
        text = claim.revision.text
        start, end = claim.quote[0]["start"], claim.quote[-1]["end"]
        left, right = text.rfind("\n\n", 0, start), text.find("\n\n", end)
        left, right = (0 if left < 0 else left + 2), (len(text) if right < 0 else right)
        return [text[left:start], text[start:end], text[end:right]]

    @property
    def is_overdue(self) -> bool:
        return self.claim.is_overdue(timezone.localdate())

    @cached_property
    def edit_form(self) -> forms.Form | None:
        if "edit" in self.bound:
            return self.bound["edit"]
        possible = self.claim.state in TRANSITIONS["edit"][0] and can_edit.test(self.user)
        return ClaimForm.of(self.claim) if possible else None

    # --- What may be done ---

    def may(self, name: str) -> bool:
        return ACTIONS[name].is_possible(self.claim, self.user)

    def offer(self, name: str, **kwargs: Any) -> ActionButton | None:
        """The step with its form, the refused one if it was refused; None if it is impossible."""
        action = ACTIONS[name]
        if not self.may(name):
            return None
        form = self.bound.get(name)
        if form is None and action.form:
            form = action.form(claim=self.claim, auto_id=f"id_{name}_%s", **kwargs)
        return ActionButton(name, action.label, action.weight, form, self._problems(name))

    @cached_property
    def offers(self) -> list[ActionButton]:
        """The steps beside the claim's state; those on a published claim that cannot be, left."""
        public = hasattr(self.claim, "publication")
        names = [name for name, action in ACTIONS.items() if action.on_top]
        hidden = {"dismiss", "hold"} if public else set()
        if self.claim.assignee_id == self.user.pk:
            hidden.add("take")
        offers = [self.offer(name) for name in names if name not in hidden]
        return [offer for offer in offers if offer]

    @property
    def main_offers(self) -> list[ActionButton]:
        return [offer for offer in self.offers if not offer.asks]

    @property
    def other_offers(self) -> list[ActionButton]:
        return [offer for offer in self.offers if offer.asks]

    def _problems(self, name: str) -> list[str]:
        match name:
            case "submit":
                return verdicts.submission_problems(self.claim)
            case "approve":
                return verdicts.approval_problems(self.claim, actor=self.user)
            case "publish":
                return publishing_problems(self.claim)
            case _:
                return []

    @cached_property
    def watch(self) -> Watch | None:
        return is_watching(self.claim, by=self.user)

    @cached_property
    def unsaved(self) -> list[tuple[str, str]]:
        """What was typed into a refused form that has no place on the page: (label, text)."""
        return [
            (str(field.label), str(field.value()))
            for name, form in self.bound.items()
            if name not in ALWAYS_SHOWN and not (name in MAX_SHOWN and self.may(name))
            for field in form.visible_fields()
            if isinstance(field.field, forms.CharField) and field.value()
        ]

    @cached_property
    def waits_for(self) -> list[str]:
        """What stands in the way of the next step, also for those who cannot take it."""
        match self.claim.state:
            case Claim.State.IN_REVIEW if not self.may("approve"):
                return verdicts.submission_problems(self.claim)
            case Claim.State.APPROVED if not self.may("publish"):
                return publishing_problems(self.claim)
            case _:
                return []

    # --- Evidence ---

    @cached_property
    def evidence(self) -> list[tuple[str, list[Evidence]]]:
        """Standing evidence by stance."""
        rows = self.claim.evidence.standing().select_related(
            "source", "snapshot__archiving", "added_by"
        )
        rows = rows.defer("snapshot__text")
        groups = [
            (str(stance.label), [row for row in rows if row.stance == stance]) for stance in STANCES
        ]
        return [(label, pieces) for label, pieces in groups if pieces]

    @cached_property
    def withdrawn(self) -> list[Evidence]:
        rows = self.claim.evidence.filter(withdrawn_at__isnull=False)
        return list(rows.select_related("source"))

    @cached_property
    def source_form(self) -> ActionForm | forms.Form | None:
        if not self.may("add_source"):
            return None
        return self.bound.get("add_source") or SourceForm(claim=self.claim)

    @cached_property
    def file_form(self) -> forms.Form | None:
        if not self.may("add_file"):
            return None
        return self.bound.get("add_file") or FileForm(claim=self.claim)

    @cached_property
    def attach_form(self) -> forms.Form | None:
        if self.source is None or not self.may("attach"):
            return None
        initial = {"source": self.source.pk}
        return self.bound.get("attach") or AttachForm(claim=self.claim, initial=initial)

    @cached_property
    def other_uses(self) -> int:
        """How many other claims rest on the source that is being attached."""
        if self.source is None:
            return 0
        rows = self.source.evidence.standing().exclude(claim=self.claim)
        return rows.values("claim").distinct().count()

    @cached_property
    def searches(self) -> list[NullSearch]:
        return list(self.claim.null_searches.standing().select_related("searched_by"))

    @cached_property
    def search_form(self) -> forms.Form | None:
        if not self.may("record_search"):
            return None
        return self.bound.get("record_search") or RecordSearchForm(claim=self.claim)

    # --- Right of reply ---

    @cached_property
    def replies(self) -> list[ReplyRow]:
        today = timezone.localdate()
        return [
            ReplyRow(reply, reply.is_overdue(today), self._answer_form(reply))
            for reply in self.claim.replies.standing()
        ]

    def _answer_form(self, reply: Reply) -> forms.Form | None:
        if not self.may("record_answer"):
            return None
        refused = self.bound.get("record_answer")
        if refused is not None and refused.data.get("reply") == str(reply.pk):
            return refused
        return AnswerForm.to(reply)

    @cached_property
    def ask_form(self) -> forms.Form | None:
        if not self.may("ask_for_reply"):
            return None
        return self.bound.get("ask_for_reply") or AskForReplyForm(claim=self.claim)

    # --- Verdicts, corrections ---

    @cached_property
    def questions(self) -> list[VerdictQuestion]:
        versions: dict[str, list[Version]] = {aspect: [] for aspect in Aspect.values}
        rows = self.claim.verdicts.select_related("rating__scale", "proposer", "approver")
        for verdict in visible_versions(rows, to=self.user).order_by("-number"):
            versions[verdict.aspect].append(self._version(verdict))
        aspects = [Aspect.CONTENT]
        if self.claim.claimant_id or versions[Aspect.ATTRIBUTION]:
            aspects.insert(0, Aspect.ATTRIBUTION)
        return [self._question(aspect, versions[aspect]) for aspect in aspects]

    def _version(self, verdict: Verdict) -> Version:
        verdict.claim = self.claim
        current = verdict.state not in {Verdict.State.SUPERSEDED, Verdict.State.WITHDRAWN}
        stale = current and approval.differs(self._frozen_now, verdict)
        return Version(verdict, current, stale)

    @cached_property
    def _frozen_now(self) -> dict[str, Any]:
        return approval.approval_snapshot(self.claim)

    def _question(self, aspect: Aspect, versions: list[Version]) -> VerdictQuestion:
        contest = self.contests.get(aspect.value)
        form: Any = self.bound.get("propose")
        if form is None or form.question != aspect:
            possible = self.may("propose") and not (contest and contest.is_blind)
            form = ProposeForm(claim=self.claim, aspect=aspect) if possible else None
        ratings = []
        if form is not None:
            chosen = str(form["rating"].value() or "")
            ratings = [(rating, str(rating.pk) == chosen) for rating in form.ratings]
        unsettled = contest is not None and contest.round.settled_at is None
        may_ask = self.may("ask_assessment") and not unsettled
        return VerdictQuestion(aspect, str(aspect.label), versions, form, ratings, contest, may_ask)

    @cached_property
    def precedents(self) -> list[Precedent]:
        return find_precedents(self.claim)

    @cached_property
    def inconsistent(self) -> list[Precedent]:
        """Precedents that the newest version, or the one that was refused, departs from."""
        content = self.questions[-1]
        chosen = [rating for rating, is_chosen in content.ratings if is_chosen]
        if not chosen:
            chosen = [version.verdict.rating for version in content.current[:1]]
        return contradicted_claims(self.precedents, chosen[0].pk) if chosen else []

    @cached_property
    def contests(self) -> dict[str, Contest]:
        return contests(self.claim, self.user, bound=self.bound)

    @cached_property
    def corrections(self) -> list[Any]:
        return list(self.claim.corrections.select_related("prepared_by", "approved_by"))

    @cached_property
    def may_decide(self) -> bool:
        return self.may("approve_correction")

    @cached_property
    def correction_form(self) -> forms.Form | None:
        publication = getattr(self.claim, "publication", None)
        under_way = any(row.state in {"prepared", "approved"} for row in self.corrections)
        if "prepare_correction" in self.bound:
            return self.bound["prepare_correction"]
        standing = publication is not None and publication.retracted_at is None
        if not standing or under_way or not self.may("prepare_correction"):
            return None
        return self.bound.get("prepare_correction") or CorrectionForm(claim=self.claim)

    # --- Re-checks, comments, log ---

    @cached_property
    def findings(self) -> list[Any]:
        rows = self.claim.findings.select_related("evidence__source", "handled_by")
        return sorted(
            with_claim_count(rows), key=lambda row: row.state not in {"open", "acknowledged"}
        )

    @cached_property
    def may_recheck(self) -> bool:
        return self.may("recheck")

    @property
    def resolutions(self) -> list[tuple[str, Any]]:
        return list(Finding.Resolution.choices)

    @cached_property
    def last_run(self) -> RecheckRun | None:
        return self.claim.recheck_runs.exclude(state=RecheckRun.State.RUNNING).first()

    @cached_property
    def last_outcomes(self) -> list[tuple[str, int]]:
        """What the last run saw: how often what."""
        if self.last_run is None:
            return []
        return list(Counter(str(row) for row in self.last_run.results.all()).items())

    @cached_property
    def suggestions(self) -> list[SuggestionRow]:
        return suggestions(self.claim)

    @property
    def other_desks_off(self) -> str:
        return off_reason() if hasattr(self.claim, "publication") else ""

    @cached_property
    def policy(self) -> RecheckPolicy | None:
        return RecheckPolicy.objects.filter(claim=self.claim).first()

    @cached_property
    def comments(self) -> list[Any]:
        rows = self.claim.comments.select_related("author", "resolved_by")
        return list(rows.prefetch_related("versions"))

    @cached_property
    def people(self) -> People:
        """Those whose names stand in the comments as links."""
        return people() if any("@" in row.text for row in self.comments) else {}

    @cached_property
    def events(self) -> list[Any]:
        return list(self.claim.events.select_related("actor")[:MAX_EVENTS_SHOWN])
