"""What has become of one cited passage: the comparison, in the terms of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog
from django.utils.translation import gettext as _

from claims.anchors import Selector
from claims.evidence.snapshots import Copy
from claims.models import Evidence, Snapshot
from claims.models.recheck import Outcome
from claims.rechecks.fetching import Look
from claims.rechecks.passages import Comparison, Note, Op, compare, stands_verbatim

log = structlog.get_logger(__name__)

SIGNS = {Op.EQUAL: "=", Op.DELETE: "-", Op.INSERT: "+"}
LOST = frozenset({Outcome.MISSING, Outcome.ANOTHER_PAGE})


@dataclass(frozen=True)
class Judgement:
    """``same`` tells two sightings of one change from two changes; "" where nothing can.

    ``diff`` is [[sign, words], …] with "=", "-" or "+", as in Finding.
    """

    outcome: Outcome
    after: str = ""
    diff: list[list[str]] = field(default_factory=list)
    same: str = ""
    note: str = ""


def judge(piece: Evidence, look: Look, now: Copy | Snapshot | None) -> Judgement:
    """Compare the passage in the copy it was cited from with what the look saw.

    ``now`` is what was fetched; or the newest copy, which still holds if the server said that
    nothing has changed. The copy it was cited from is read only where the words do not stand in
    ``now`` letter for letter.
    """
    if look.failure is not None:
        return Judgement(look.failure, note=look.note, same=_final(look))
    if now is None or piece.snapshot_id is None:
        return Judgement(Outcome.UNREACHABLE, note=_("There is no copy to compare with."))
    try:
        seen = _compare(piece, now)
    except Exception as error:
        log.exception("a passage could not be compared", evidence=piece.pk)
        return Judgement(Outcome.UNREACHABLE, note=f"{type(error).__name__}: {error}")
    if seen is None:
        return Judgement(Outcome.UNCHANGED)
    outcome, note = Outcome(seen.outcome), _in_words(seen.note)
    final_url = look.final_url or (now.final_url if isinstance(now, Snapshot) else "")
    if outcome in LOST and _leads_elsewhere(piece.source.url, final_url):
        outcome, note = Outcome.REDIRECTED, _("Redirects to %(url)s.") % {"url": final_url}
    return Judgement(
        outcome=outcome,
        after=seen.after if outcome == Outcome.CHANGED else "",
        diff=[[SIGNS[op], words] for op, words in seen.diff],
        same=_same(outcome, seen.after, final_url),
        note=note,
    )


def _compare(piece: Evidence, now: Copy | Snapshot) -> Comparison | None:
    """What became of the passage; None for the usual case, that it stands where it stood."""
    if isinstance(now, Snapshot) and now.pk == piece.snapshot_id:
        return None
    excerpt = Selector(**piece.selector)
    if stands_verbatim(excerpt, now.text):
        return None
    cited = piece.snapshot  # read here: most passages stand where they stood
    if cited is None:
        return None
    return compare(excerpt, cited.text, now.text, old_title=cited.title, new_title=now.title)


def _final(look: Look) -> str:
    """A failure that the server itself calls final is the same as long as it says so."""
    return f"status {look.status}" if look.failure == Outcome.MISSING else ""


def _same(outcome: Outcome, after: str, final_url: str) -> str:
    if outcome == Outcome.CHANGED:
        return f"changed to {after}"
    if outcome == Outcome.REDIRECTED:
        return f"redirected to {final_url}"
    return "" if outcome == Outcome.BLOCKED else str(outcome)


def _leads_elsewhere(url: str, final_url: str) -> bool:
    """Whether a redirect led to another page, not just to https, «www.» or a final slash."""
    return bool(final_url) and _place(url) != _place(final_url)


def _place(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _in_words(note: Note) -> str:
    return {
        Note.NONE: "",
        Note.ELSEWHERE: _("The same words stand on the page, but in another context."),
        Note.CONSENT_WALL: _("The page asks for consent to cookies first."),
        Note.PAYWALL: _("The page is for subscribers now."),
        Note.ROBOT_WALL: _("The page keeps programs out."),
    }[note]
