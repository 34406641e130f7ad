"""Comments in threads, each with what it is about and what one may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.anchors import Location, Selector, locate
from claims.editorial.assessments import hidden_aspects
from claims.editorial.comments import commented_text
from claims.editorial.workflow import Refused
from claims.models import Claim, Comment, Evidence, Verdict
from claims.permissions import can_comment, can_request_changes

# Where claims/review/mentions.js asks for names.
MENTIONS = {"data-mentions": reverse_lazy("review:names")}


@dataclass
class Thread:
    """A remark with its answers. ``typed`` is what a refused form of it contained.

    ``place``: where the exact words stand in the text they were taken from, if they still do.
    """

    remark: Comment
    about: str
    words: str
    may_answer: bool
    may_settle: bool
    place: tuple[int, int] | None = None
    replies: list[Comment] = field(default_factory=list)
    typed: dict[str, Any] = field(default_factory=dict)

    @property
    def is_lost(self) -> bool:
        """Whether the words it means are no longer there."""
        return bool(self.words) and self.place is None

    @property
    def unsaved(self) -> str:
        """What was typed into a form that is no longer there, for the thread has been settled."""
        if self.remark.resolved_at is None:
            return ""
        return str(self.typed.get("reply") or self.typed.get("resolution") or "")


@dataclass
class TextRange:
    """Part of a text; ``thread`` is the number of the open one about these words, or None."""

    text: str
    thread: int | None = None


def threads_of(claim: Claim, *, user: User, typed: dict[str, Any]) -> list[Thread]:
    """All threads, open ones first; among them those that block. In three queries.

    ``typed``: {"thread": id, "reply": …, "resolution": …, "edit": id, "text": …} of a form that
    was refused.
    """
    may_comment = can_comment.test(user)
    may_settle_all = can_request_changes.test(user)
    hidden = hidden_aspects(claim, to=user)
    threads: dict[int, Thread] = {}
    comments = claim.comments.select_related(
        "author", "resolved_by", "verdict__rating", "evidence__source"
    ).prefetch_related("versions")
    for comment in comments.order_by("created_at", "pk"):
        if comment.parent_id is not None:
            threads[comment.parent_id].replies.append(comment)
            continue
        settles = not comment.is_blocking or comment.author_id == user.pk or may_settle_all
        threads[comment.pk] = Thread(
            remark=comment,
            about=_about(comment, hidden),
            words=comment.selector.get("exact", ""),
            may_answer=may_comment,
            may_settle=may_comment and settles,
            place=_place(comment, claim),
            typed=typed if typed.get("thread") == comment.pk else {},
        )
    return sorted(
        threads.values(),
        key=lambda thread: (
            thread.remark.resolved_at is not None,
            not thread.remark.is_blocking,
            thread.remark.pk,
        ),
    )


def _about(comment: Comment, hidden: set[str]) -> str:
    if comment.evidence:
        return _("on the source “%s”") % comment.evidence.source
    if comment.verdict and comment.verdict.aspect in hidden:
        return _("on version %d") % comment.verdict.number
    if comment.verdict:
        return _("on version %(number)d: %(rating)s") % {
            "number": comment.verdict.number,
            "rating": comment.verdict.rating.label,
        }
    return _("on the words") if comment.selector else _("on the claim")


def _place(comment: Comment, claim: Claim) -> tuple[int, int] | None:
    if not comment.selector:
        return None
    text = commented_text(claim, evidence=comment.evidence, verdict=comment.verdict)
    found = locate(Selector(**comment.selector), text)
    return (found.start, found.end) if isinstance(found, Location) else None


def text_ranges(text: str, threads: list[Thread]) -> list[TextRange]:
    """``text`` cut at the words that open ``threads`` mean; of two on one word the first counts."""
    parts, done = [], 0
    placed = [thread for thread in threads if thread.place and not thread.remark.resolved_at]
    for thread in sorted(placed, key=lambda thread: thread.place or (0, 0)):
        start, end = thread.place or (0, 0)
        if start < done or end > len(text):
            continue
        parts += [TextRange(text[done:start]), TextRange(text[start:end], thread.remark.pk)]
        done = end
    return [part for part in [*parts, TextRange(text[done:])] if part.text]


class CommentForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, **MENTIONS}),
    )
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    words = forms.CharField(
        label=gettext_lazy("The exact words in it, if you mean some of them"),
        required=False,
        max_length=1000,
    )
    is_blocking = forms.BooleanField(
        label=gettext_lazy("Blocks the approval until it is settled"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        claim: Claim,
        evidence: list[Evidence],
        versions: list[Verdict],
    ) -> None:
        super().__init__(data, prefix="new")
        self.claim = claim
        self.targets: dict[str, dict[str, Any]] = {"claim": {}}
        choices = [("claim", _("The claim"))]
        for piece in evidence:
            self.targets[f"evidence-{piece.pk}"] = {"evidence": piece}
            choices.append((f"evidence-{piece.pk}", _("Source: %s") % piece.source))
        for version in versions:
            self.targets[f"version-{version.pk}"] = {"verdict": version}
            choices.append(
                (
                    f"version-{version.pk}",
                    f"{version.get_aspect_display()} {version.rating.label} ({version.number})",
                )
            )
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = choices

    def remark(self) -> dict[str, Any]:
        """The arguments of ``claims.editorial.comments.comment``; raises Refused."""
        if not self.is_valid():
            raise Refused(*(str(error) for errors in self.errors.values() for error in errors))
        given = self.cleaned_data
        target = self.targets[given["about"] or "claim"]
        words = given["words"].strip()
        return {
            "body": given["body"],
            "is_blocking": given["is_blocking"],
            **target,
            **({"words": _range_of(words, commented_text(self.claim, **target))} if words else {}),
        }


def _range_of(words: str, text: str) -> tuple[int, int]:
    """Where ``words`` stand in ``text``; raises Refused unless in exactly one place."""
    if text.count(words) != 1:
        raise Refused(_("“%s” does not stand there exactly once. Copy the words from it.") % words)
    start = text.index(words)
    return start, start + len(words)
