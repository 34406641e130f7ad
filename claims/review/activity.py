"""Everything that one person wrote, in one list, as far as the reader may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext as _

from claims.editorial.assessments import visible_versions
from claims.models import (
    Assessment,
    Claim,
    Comment,
    CommentVersion,
    Correction,
    Event,
    Evidence,
    NullSearch,
    Reply,
    Verdict,
)

PAGE_SIZE = 50
# Deeds that are given a reason; it stands in the event.
REASONED = [
    "request_changes",
    "unapprove",
    "reopen",
    "dismiss",
    "decide",
    "withdraw",
    "withdraw_reply",
    "withdraw_search",
    "resolve_finding",
    "dismiss_finding",
]


@dataclass
class Entry:
    at: datetime
    what: str
    text: str
    claim: Claim
    anchor: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Kind:
    """One table that people write into. ``rows``: those of a person that a reader may see;
    ``at``: the column of when; ``texts``: the columns that are searched."""

    rows: Callable[[User, User], Any]
    at: str
    texts: Sequence[str]
    entry: Callable[[Any], Entry]


def activity_of(person: User, *, to: User, words: str = "") -> Paginator[Any]:
    """What ``person`` wrote and ``to`` may see, the newest first, each page a list of Entry.

    ``words``: only what contains all of them. In a constant number of queries.
    """
    parts = []
    for name, kind in KINDS.items():
        rows = kind.rows(person, to).order_by()
        for word in words.split():
            rows = rows.filter(_contains(kind, word))
        rows = rows.annotate(table=Value(name), when=F(kind.at), row=F("pk"))
        parts.append(rows.values_list("table", "when", "row"))
    keys = parts[0].union(*parts[1:], all=True).order_by("-when", "table", "-row")
    return _Pages(keys, PAGE_SIZE)


class _Pages(Paginator[Any]):
    """Pages of keys (table, when, row), each given out as the entries they stand for."""

    def page(self, number: int | str) -> Any:
        page = super().page(number)
        page.object_list = _entries(list(page.object_list))
        return page


def _entries(keys: list[tuple[str, datetime, int]]) -> list[Entry]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for name, _when, number in keys:
        wanted[name].append(number)
    found = {
        (name, pk): row
        for name, numbers in wanted.items()
        for pk, row in LOAD[name].in_bulk(numbers).items()
    }
    return [KINDS[name].entry(found[name, number]) for name, _when, number in keys]


def _contains(kind: Kind, word: str) -> Q:
    """SQLite knows lower and upper case of ASCII letters only, so the usual forms are tried."""
    wanted = Q()
    for form in {word, word.lower(), word.upper(), word.capitalize()}:
        for column in kind.texts:
            wanted |= Q(**{f"{column}__icontains": form})
        if kind is KINDS["comment"]:
            versions = CommentVersion.objects.filter(body__icontains=form)
            wanted |= Q(pk__in=versions.values("comment"))
    return wanted


# --- The kinds --------------------------------------------------------------------------------


def _comment(row: Comment) -> Entry:
    what = _("Answer") if row.parent_id else _("Comment")
    is_open = row.resolved_at is None and row.parent_id is None
    return Entry(row.created_at, what, row.text, row.claim, f"#comment-{row.pk}", is_open)


def _settled(row: Comment) -> Entry:
    at = row.resolved_at or row.created_at
    return Entry(at, _("Thread settled"), row.resolution, row.claim, f"#comment-{row.pk}")


def _version(row: Verdict) -> Entry:
    what = _("Verdict %(number)d: %(rating)s (%(state)s)") % {
        "number": row.number,
        "rating": row.rating.label,
        "state": row.get_state_display(),
    }
    return Entry(row.proposed_at, what, f"{row.summary}\n\n{row.rationale}", row.claim)


def _assessment(row: Assessment) -> Entry:
    what = _("Assessment: %s") % row.rating.label
    return Entry(row.created_at, what, row.rationale, row.round.claim)


def _reason(row: Event) -> Entry:
    assert row.claim is not None
    reason = str(row.data.get("reason", ""))
    if row.verb == "dismiss":
        reason = str(dict(Claim.DismissalReason.choices).get(reason, reason))
    words = row.get_verb_display()
    return Entry(row.at, words[:1].upper() + words[1:], reason, row.claim)


def _note(row: Evidence) -> Entry:
    return Entry(row.created_at, _("Note on evidence"), row.note, row.claim, f"#evidence-{row.pk}")


def _reply(row: Reply) -> Entry:
    text = " – ".join(part for part in (row.whom, row.answer) if part)
    return Entry(row.created_at, _("Request for a statement"), text, row.claim)


def _search(row: NullSearch) -> Entry:
    text = f"{row.place}: {row.query}"
    return Entry(row.created_at, _("Search that found nothing"), text, row.claim)


def _correction(row: Correction) -> Entry:
    what = f"{row.get_kind_display()} ({row.get_state_display()})"
    return Entry(row.prepared_at, what, row.text, row.claim)


KINDS: dict[str, Kind] = {
    "comment": Kind(
        lambda who, to: Comment.objects.filter(author=who), "created_at", ["body"], _comment
    ),
    "settled": Kind(
        lambda who, to: Comment.objects.filter(resolved_by=who),
        "resolved_at",
        ["resolution"],
        _settled,
    ),
    "version": Kind(
        lambda who, to: visible_versions(Verdict.objects.filter(proposer=who), to=to),
        "proposed_at",
        ["summary", "rationale", "both_sides", "change_reason"],
        _version,
    ),
    "assessment": Kind(
        lambda who, to: Assessment.objects.visible_to(to).filter(person=who),
        "created_at",
        ["rationale"],
        _assessment,
    ),
    "reason": Kind(
        lambda who, to: Event.objects.filter(actor=who, verb__in=REASONED, claim__isnull=False),
        "at",
        ["data__reason"],
        _reason,
    ),
    "note": Kind(
        lambda who, to: Evidence.objects.filter(added_by=who).exclude(note=""),
        "created_at",
        ["note", "excerpt"],
        _note,
    ),
    "reply": Kind(
        lambda who, to: Reply.objects.filter(asked_by=who),
        "created_at",
        ["whom", "answer"],
        _reply,
    ),
    "search": Kind(
        lambda who, to: NullSearch.objects.filter(searched_by=who),
        "created_at",
        ["place", "query"],
        _search,
    ),
    "correction": Kind(
        lambda who, to: Correction.objects.filter(prepared_by=who),
        "prepared_at",
        ["text"],
        _correction,
    ),
}
LOAD: dict[str, QuerySet[Any]] = {
    "comment": Comment.objects.select_related("claim").prefetch_related("versions"),
    "settled": Comment.objects.select_related("claim"),
    "version": Verdict.objects.select_related("claim", "rating").defer("frozen"),
    "assessment": Assessment.objects.select_related("round__claim", "rating"),
    "reason": Event.objects.select_related("claim"),
    "note": Evidence.objects.select_related("claim"),
    "reply": Reply.objects.select_related("claim"),
    "search": NullSearch.objects.select_related("claim"),
    "correction": Correction.objects.select_related("claim"),
}
