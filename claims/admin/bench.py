"""One article on the workbench: its claims in the order of the text, and what may be done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.marks import Mark, Paragraph, Span, paragraphs
from claims.editorial.permissions import can_edit, can_handle_findings
from claims.editorial.undo import last_step
from claims.editorial.workflow import TRANSITIONS
from claims.models import Article, Claim, Event

S = Claim.State
GONE = frozenset({S.MERGED, S.SPLIT})
SETTLED = frozenset({S.PUBLISHED, S.DISMISSED, S.RETRACTED})
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
STYLES = {
    S.SUGGESTED: "suggested",
    S.IN_REVIEW: "review",
    S.APPROVED: "review",
    S.PUBLISHED: "settled",
    S.DISMISSED: "settled",
    S.RETRACTED: "settled",
}
SHARES = [
    ("settled", _("settled")),
    ("review", _("in review")),
    ("open", _("open")),
    ("suggested", _("suggested")),
    ("orphaned", _("orphaned")),
]


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
    style: str
    steps: frozenset[str]
    spans: tuple[Span, ...]
    address: str  # of the steps: «…/claims/12/», to be followed by a step's name

    @property
    def place(self) -> tuple[int, int]:
        """Orphans first, then in the order of the text."""
        return (self.spans[0][0] if self.spans else -1, self.number)


@dataclass(frozen=True)
class Share:
    style: str
    label: str
    count: int
    offset: float
    width: float


class Bench:
    """Loads an article's claims once; two queries, however many claims there are."""

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
        rows = [self._row(claim, number) for number, claim in enumerate(claims, start=1)]
        return sorted((row for row in rows if not _is_gone(row.claim)), key=lambda r: r.place)

    def row(self, claim_id: int) -> Row:
        for row in self.rows:
            if row.claim.pk == claim_id:
                return row
        raise Http404

    def refresh(self) -> None:
        """Forget what was loaded; a verb has changed it."""
        self.__dict__.pop("rows", None)

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

    @property
    def settled(self) -> int:
        return sum(row.style == "settled" for row in self.rows)

    @property
    def percent(self) -> int:
        """The share of the text's claims that is settled, 0–100, rounded down."""
        return 100 * self.settled // len(self.rows) if self.rows else 0

    @property
    def shares(self) -> list[Share]:
        """The bar on top, from left to right; offsets and widths in percent."""
        shares, offset = [], 0.0
        for style, label in SHARES:
            count = sum(row.style == style for row in self.rows)
            width = 100 * count / len(self.rows) if self.rows else 0.0
            shares.append(Share(style, str(label), count, round(offset, 3), round(width, 3)))
            offset += width
        return [share for share in shares if share.count]

    @cached_property
    def may_edit(self) -> bool:
        return can_edit.test(self.user)

    @cached_property
    def _may_reopen(self) -> bool:
        return can_handle_findings.test(self.user)

    def _row(self, claim: Claim, number: int) -> Row:
        spans = self._spans(claim)
        style = STYLES.get(S(claim.state), "open") if spans else "orphaned"
        address = f"{self.address}claims/{claim.pk}/"
        return Row(claim, number, style, frozenset(self._steps(claim)), spans, address)

    def _spans(self, claim: Claim) -> tuple[Span, ...]:
        """Where the claim's own words stand in the text; none rather than on other words."""
        if claim.revision_id != self.revision.pk or claim.anchor_state == "orphaned":
            return ()
        spans = [(part["start"], part["end"], part["exact"]) for part in claim.quote]
        if any(self.revision.text[start:end] != exact for start, end, exact in spans):
            return ()
        return tuple((start, end) for start, end, _exact in spans)

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
    return claim.state in GONE or claim.dismissal_reason == Claim.DismissalReason.TAKEN_BACK
