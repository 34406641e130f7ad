"""Who is told of what: one table, from the events of the log to the people concerned.

``notify_followers`` is called with every event of a claim, in the transaction that writes it, so
that notices and events always agree. Nobody is told of their own acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from claims.models import Claim, Comment, Event, Notice, Verdict, Watch
from claims.notifications.mentions import mentions, people
from claims.permissions import desk

R = Notice.Reason
Why = Watch.Why


@dataclass
class Audience:
    """``direct``: people told whether they watch or not, with the reason. ``watchers``: the reason
    for all others who watch the claim, if they are told at all. ``but``: who is not told."""

    watchers: str = ""
    direct: dict[int, str] = field(default_factory=dict)
    comment: Comment | None = None
    but: int | None = None


def notify_followers(event: Event) -> None:
    """Let those who work on the claim watch it, and tell those whom ``event`` concerns."""
    if event.claim is None:
        return
    if why := WATCHING.get(event.verb):
        _add_watches(event.claim, why(event))
    if audience_of := AUDIENCES.get(event.verb):
        _create_notices(event, audience_of(event))


def mark_read(notice: Notice) -> None:
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


def mark_all_read(*, of: User, until: int) -> int:
    """Mark as read what a person was shown, notices up to the number ``until``; how many."""
    unread = Notice.objects.unread().filter(recipient=of, pk__lte=until)
    return unread.update(read_at=timezone.now())


def _create_notices(event: Event, audience: Audience) -> None:
    claim = event.claim
    assert claim is not None
    reasons = dict(audience.direct)
    if audience.watchers:
        watching = claim.watches.filter(is_on=True).values_list("person_id", flat=True)
        reasons = {**dict.fromkeys(watching, audience.watchers), **reasons}
    for doer in (event.actor_id, audience.but):
        reasons.pop(doer or 0, None)
    if not reasons:
        return
    present = set(desk().filter(pk__in=reasons).values_list("pk", flat=True))
    Notice.objects.bulk_create(
        Notice(
            recipient_id=person,
            event=event,
            reason=reason,
            claim=claim,
            actor=event.actor,
            comment=audience.comment,
        )
        for person, reason in sorted(reasons.items())
        if person in present
    )


def _add_watches(claim: Claim, whys: dict[int | None, str]) -> None:
    """Nobody who said no is made to watch again; the reason given first stays."""
    Watch.objects.bulk_create(
        [Watch(claim=claim, person_id=person, why=why) for person, why in whys.items() if person],
        ignore_conflicts=True,
    )


# --- Who watches ------------------------------------------------------------------------------


def _actor(why: str) -> Callable[[Event], dict[int | None, str]]:
    return lambda event: {event.actor_id: why}


def _assignee(event: Event) -> dict[int | None, str]:
    assert event.claim is not None
    return {event.claim.assignee_id: Why.ASSIGNEE}


def _of_merged(event: Event) -> dict[int | None, str]:
    """Who watched the claim that was merged into this one."""
    rows = Watch.objects.filter(claim=event.data["other"], is_on=True)
    return dict(rows.values_list("person_id", "why"))


WATCHING: dict[str, Callable[[Event], dict[int | None, str]]] = {
    "suggest": _actor(Why.AUTHOR),
    "propose": _actor(Why.VERDICT),
    "assess": _actor(Why.VERDICT),
    "comment": _actor(Why.COMMENT),
    "assign": _assignee,
    "start_research": _assignee,
    "merged": _of_merged,
}


# --- Who is told ------------------------------------------------------------------------------


def _comment(event: Event) -> Audience:
    """Whom it names; whom it answers; whoever watches."""
    remark = Comment.objects.select_related("parent").get(pk=event.data["comment"])
    direct: dict[int, str] = {}
    if remark.parent is not None:
        others = remark.parent.replies.values_list("author_id", flat=True)
        direct = dict.fromkeys([*others, remark.parent.author_id], str(R.REPLY))
    direct |= dict.fromkeys(_named(remark.body), str(R.MENTIONED))
    return Audience(R.COMMENT, direct, remark)


def _edited_comment(event: Event) -> Audience:
    """Whom it names now and did not before."""
    remark = Comment.objects.get(pk=event.data["comment"])
    before = set(remark.notices.filter(reason=R.MENTIONED).values_list("recipient_id", flat=True))
    direct = {person: str(R.MENTIONED) for person in _named(remark.text) if person not in before}
    return Audience("", direct, remark)


def _named(text: str) -> set[int]:
    return {mention.person.pk for mention in mentions(text, people())} if "@" in text else set()


def _assigned(event: Event) -> Audience:
    assert event.claim is not None
    assignee = event.claim.assignee_id
    return Audience("", {assignee: str(R.ASSIGNED)} if assignee else {})


def _proposers(claim: Claim, *states: str) -> list[int]:
    return list(claim.verdicts.filter(state__in=states).values_list("proposer_id", flat=True))


def _sent_back(reason: str) -> Callable[[Event], Audience]:
    def audience(event: Event) -> Audience:
        assert event.claim is not None
        proposers = _proposers(event.claim, Verdict.State.CHANGES_REQUESTED)
        return Audience(reason, dict.fromkeys(proposers, reason))

    return audience


def _approved(event: Event) -> Audience:
    assert event.claim is not None
    proposers = _proposers(event.claim, Verdict.State.APPROVED)
    return Audience(R.APPROVED, dict.fromkeys(proposers, str(R.APPROVED)))


def _assessed(event: Event) -> Audience:
    """Two blind assessments differ; or a decision between them sends a version back."""
    assert event.claim is not None
    outcome = event.data.get("outcome")
    if outcome == "contested":
        proposers = _proposers(event.claim, Verdict.State.CONTESTED)
        return Audience(R.CONTESTED, dict.fromkeys(proposers, str(R.CONTESTED)))
    if outcome:
        proposers = _proposers(event.claim, Verdict.State.CHANGES_REQUESTED)
        return Audience("", dict.fromkeys(proposers, str(R.SENT_BACK)))
    return Audience()


def _published(event: Event) -> Audience:
    return Audience(R.CORRECTED if "correction" in event.data else R.PUBLISHED)


def _stale(event: Event) -> Audience:
    """Also who approved it; but not ``by`` whom the claim was changed since, if that is known."""
    version = Verdict.objects.get(pk=event.data["verdict"])
    direct = {version.proposer_id: str(R.STALE)}
    if version.approver_id:
        direct[version.approver_id] = str(R.STALE)
    return Audience(R.STALE, direct, but=event.data["by"])


AUDIENCES: dict[str, Callable[[Event], Audience]] = {
    "comment": _comment,
    "edit_comment": _edited_comment,
    "assign": _assigned,
    "request_changes": _sent_back(R.SENT_BACK),
    "unapprove": _sent_back(R.TAKEN_BACK),
    "approve": _approved,
    "approval_stale": _stale,
    "assess": _assessed,
    "vote": _assessed,
    "decide": _assessed,
    "publish": _published,
    "retract": lambda event: Audience(R.RETRACTED),
    "finding": lambda event: Audience(R.FINDING),
    "report_error": lambda event: Audience(R.REPORTED),
}


# --- In words ---------------------------------------------------------------------------------

# What a notice says; ``who`` is the name of whoever did it.
SENTENCES: dict[str, str] = {
    R.MENTIONED: gettext_noop("%(who)s mentioned you"),
    R.REPLY: gettext_noop("%(who)s answered in your thread"),
    R.COMMENT: gettext_noop("%(who)s commented"),
    R.ASSIGNED: gettext_noop("%(who)s assigned the claim to you"),
    R.SENT_BACK: gettext_noop("%(who)s sent the verdict back"),
    R.TAKEN_BACK: gettext_noop("%(who)s took the approval back"),
    R.APPROVED: gettext_noop("%(who)s approved the verdict"),
    R.CONTESTED: gettext_noop("With the assessment by %(who)s, the assessments differ"),
    R.STALE: gettext_noop("Claim or evidence have changed: the approval no longer holds"),
    R.PUBLISHED: gettext_noop("%(who)s published the fact-check"),
    R.CORRECTED: gettext_noop("%(who)s published a correction"),
    R.RETRACTED: gettext_noop("%(who)s retracted the fact-check"),
    R.FINDING: gettext_noop("A re-check found something"),
}


def sentence(notice: Notice) -> str:
    """What ``notice`` tells, in the language that is active."""
    who = (notice.actor.get_full_name() or notice.actor.username) if notice.actor else ""
    return gettext(SENTENCES[notice.reason]) % {"who": who}
