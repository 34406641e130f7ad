"""One article on the workbench: its claims in the order of the text, and what may be done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.workbench.highlights import Mark, Paragraph, Span, paragraphs
from claims.editorial.coverage import Coverage, measure, spans_in, stage_of, stale_claim_ids
from claims.editorial.undo import last_step
from claims.editorial.workflow import TRANSITIONS
from claims.models import Article, Claim, Event, SignOff
from claims.models.claim import TOMBSTONES
from claims.permissions import can_edit, can_handle_findings

S = Claim.State
# What is done in the workbench, and the verb of the state machine that it needs.
STEPS = {
    "accept": "accept",
    "dismiss": "dismiss",
    "edit": "edit",
    "move": "edit",
    "split": "split",
    "merge": "merge",
    "reopen": "reopen",
}
SHARES = [
    ("settled", _("settled")),
    ("review", _("in review")),
    ("open", _("open")),
    ("suggested", _("suggested")),
    ("orphaned", _("orphaned")),
]
LAST_STATES = 10**9  # behind every place of a text


# Steps that ask for words first, in the order of their buttons.
FORM_STEPS = [
    ("dismiss", _("Dismiss")),
    ("edit", _("Edit")),
    ("split", _("Split")),
    ("merge", _("Merge")),
    ("reopen", _("Reopen")),
]

# Buttons that move an end of the words by one word: value, sign, label.
NUDGES = [
    ("start -1", "⇤", _("Begin a word earlier")),
    ("start 1", "↦", _("Begin a word later")),
    ("end -1", "↤", _("End a word earlier")),
    ("end 1", "⇥", _("End a word later")),
]


@dataclass(frozen=True)
class Row:
    """A claim in the right-hand column."""

    claim: Claim
    number: int
    stage: str  # of claims.editorial.coverage.StateTAGES
    steps: frozenset[str]
    spans: tuple[Span, ...]
    address: str  # of the steps: «…/claims/12/», to be followed by a step's name

    @property
    def style(self) -> str:
        """The line that tells how far the claim is, or that its words are lost."""
        return self.stage if self.spans or self.is_put_aside else "orphaned"

    @property
    def is_put_aside(self) -> bool:
        return self.claim.state == S.DISMISSED

    @property
    def place(self) -> tuple[int, int]:
        """Orphans first, then in the order of the text; what was put aside without a place last."""
        if self.spans:
            return (self.spans[0][0], self.number)
        return (LAST_STATES if self.is_put_aside else -1, self.number)

    @property
    def link(self) -> str:
        """The claim's first words on the page, or the claim itself where it has none."""
        if self.spans:
            return f"#m-{self.claim.pk}-{self.spans[0][0]}"
        return f"#c-{self.claim.pk}"


@dataclass(frozen=True)
class Share:
    style: str
    label: str
    count: int
    offset: float
    width: float


class Workbench:
    """Loads an article's claims once; the same few queries, however many claims there are."""

    form_steps = FORM_STEPS
    nudges = NUDGES

    def __init__(self, article: Article, user: User) -> None:
        self.article = article
        self.user = user
        self.revision = article.revision
        self.address = reverse("admin:claims_article_workbench", args=[article.pk])

    @cached_property
    def rows(self) -> list[Row]:
        """The claims still standing. Numbers are those of the claims' arrival and never change."""
        claims = list(
            Claim.objects.filter(article=self.article)
            .select_related("claimant", "publication", "assignee")
            .order_by("pk")
        )
        stale = stale_claim_ids(claims)
        rows = [self._row(claim, number, stale) for number, claim in enumerate(claims, start=1)]
        return sorted((row for row in rows if not _is_gone(row.claim)), key=lambda r: r.place)

    def row(self, claim_id: int) -> Row:
        for row in self.rows:
            if row.claim.pk == claim_id:
                return row
        raise Http404

    def refresh(self) -> None:
        """Forget what was loaded; a verb has changed it."""
        for name in ("rows", "coverage", "sign_off"):
            self.__dict__.pop(name, None)

    def last_step(self, passed: Collection[int] = ()) -> Event | None:
        """What «undo» would take back; ``passed`` are ids of steps that were refused."""
        return last_step(self.article, actor=self.user, passed=passed)

    def paragraphs(self, touching: Iterable[Span] | None = None) -> list[Paragraph]:
        marks = [
            Mark(
                claim=row.claim.pk,
                number=row.number,
                style=row.style,
                state=str(row.claim.get_state_display()),
                statement=row.claim.statement,
                spans=row.spans,
            )
            for row in self.rows
        ]
        return paragraphs(self.revision.text, marks, touching=touching)

    @cached_property
    def coverage(self) -> Coverage:
        places = [(row.stage, span) for row in self.rows for span in row.spans]
        return measure(self.revision.text, places)

    @property
    def left(self) -> list[Row]:
        """The claims that are not settled, in the order of the page."""
        return [row for row in self.rows if row.stage != "settled"]

    @property
    def orphans(self) -> int:
        return sum(row.style == "orphaned" for row in self.rows)

    @property
    def settled(self) -> int:
        return len(self.rows) - len(self.left)

    @property
    def shares(self) -> list[Share]:
        """The bar on top, from left to right: shares of the text, in percent.

        The rest of the bar is text that no claim stands on; an orphan has no place in it.
        """
        shares, offset = [], 0.0
        for style, label in SHARES:
            count = sum(row.style == style for row in self.rows)
            width = self.coverage.share(style)
            shares.append(Share(style, str(label), count, round(offset, 3), round(width, 3)))
            offset += width
        return [share for share in shares if share.count]

    @cached_property
    def sign_off(self) -> SignOff | None:
        """The last one, of whatever text."""
        rows = SignOff.objects.filter(article=self.article)
        return rows.select_related("person", "revision").first()

    @property
    def sign_off_is_outdated(self) -> bool:
        left = {row.claim.pk for row in self.left}
        last = self.sign_off
        return last is not None and last.is_outdated(revision=self.revision.pk, unsettled=left)

    @cached_property
    def may_edit(self) -> bool:
        return can_edit.test(self.user)

    @cached_property
    def _may_reopen(self) -> bool:
        return can_handle_findings.test(self.user)

    def _row(self, claim: Claim, number: int, stale: Collection[int]) -> Row:
        spans = spans_in(claim, self.revision)
        address = f"{self.address}claims/{claim.pk}/"
        stage = stage_of(claim, stale=stale)
        return Row(claim, number, stage, frozenset(self._steps(claim)), spans, address)

    def _steps(self, claim: Claim) -> list[str]:
        public = hasattr(claim, "publication")
        return [
            step
            for step, verb in STEPS.items()
            if claim.state in TRANSITIONS[verb][0]
            and (self._may_reopen if step == "reopen" else self.may_edit)
            and not (public and step in {"dismiss", "split", "merge"})
        ]


def _is_gone(claim: Claim) -> bool:
    return claim.state in TOMBSTONES or claim.dismissal_reason == Claim.DismissalReason.TAKEN_BACK
