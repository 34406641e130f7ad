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
from claims.rechecks.fetching import FetchResult
from claims.rechecks.passages import Comparison, Note, Op, compare_passage, is_verbatim

log = structlog.get_logger(__name__)

NOTE_SENTENCES = {Op.EQUAL: "=", Op.DELETE: "-", Op.INSERT: "+"}
LOST_OUTCOMES = frozenset({Outcome.MISSING, Outcome.ANOTHER_PAGE})


@dataclass(frozen=True)
class Evaluation:
    """``same`` tells two sightings of one change from two changes; "" where nothing can.

    ``diff`` is [[sign, words], …] with "=", "-" or "+", as in Finding.
    """

    outcome: Outcome
    after: str = ""
    diff: list[list[str]] = field(default_factory=list)
    same: str = ""
    note: str = ""


def evaluate(piece: Evidence, look: FetchResult, now: Copy | Snapshot | None) -> Evaluation:
    """Compare the passage in the copy it was cited from with what the look saw.

    ``now`` is what was fetched; or the newest copy, which still holds if the server said that
    nothing has changed. The copy it was cited from is read only where the words do not stand in
    ``now`` letter for letter.
    """
    if look.failure is not None:
        return Evaluation(look.failure, note=look.note, same=_final_url(look))
    if now is None or piece.snapshot_id is None:
        return Evaluation(Outcome.UNREACHABLE, note=_("There is no copy to compare with."))
    try:
        seen = _compare(piece, now)
    except Exception as error:
        log.exception("a passage could not be compared", evidence=piece.pk)
        return Evaluation(Outcome.UNREACHABLE, note=f"{type(error).__name__}: {error}")
    if seen is None:
        return Evaluation(Outcome.UNCHANGED)
    outcome, note = Outcome(seen.outcome), _sentence(seen.note)
    final_url = look.final_url or (now.final_url if isinstance(now, Snapshot) else "")
    if outcome in LOST_OUTCOMES and _leads_elsewhere(piece.source.url, final_url):
        outcome, note = Outcome.REDIRECTED, _("Redirects to %(url)s.") % {"url": final_url}
    return Evaluation(
        outcome=outcome,
        after=seen.after if outcome == Outcome.CHANGED else "",
        diff=[[NOTE_SENTENCES[op], words] for op, words in seen.diff],
        same=_as_before(outcome, seen.after, final_url),
        note=note,
    )


def _compare(piece: Evidence, now: Copy | Snapshot) -> Comparison | None:
    """What became of the passage; None for the usual case, that it stands where it stood."""
    if isinstance(now, Snapshot) and now.pk == piece.snapshot_id:
        return None
    excerpt = Selector(**piece.selector)
    if is_verbatim(excerpt, now.text):
        return None
    cited = piece.snapshot  # read here: most passages stand where they stood
    if cited is None:
        return None
    return compare_passage(
        excerpt, cited.text, now.text, old_title=cited.title, new_title=now.title
    )


def _final_url(look: FetchResult) -> str:
    """A failure that the server itself calls final is the same as long as it says so."""
    return f"status {look.status}" if look.failure == Outcome.MISSING else ""


def _as_before(outcome: Outcome, after: str, final_url: str) -> str:
    if outcome == Outcome.CHANGED:
        return f"changed to {after}"
    if outcome == Outcome.REDIRECTED:
        return f"redirected to {final_url}"
    return "" if outcome == Outcome.BLOCKED else str(outcome)


def _leads_elsewhere(url: str, final_url: str) -> bool:
    """Whether a redirect led to another page, not just to https, «www.» or a final slash."""
    return bool(final_url) and _host_and_path(url) != _host_and_path(final_url)


def _host_and_path(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _sentence(note: Note) -> str:
    return {
        Note.NONE: "",
        Note.ELSEWHERE: _("The same words stand on the page, but in another context."),
        Note.CONSENT_WALL: _("The page asks for consent to cookies first."),
        Note.PAYWALL: _("The page is for subscribers now."),
        Note.ROBOT_WALL: _("The page keeps programs out."),
    }[note]
