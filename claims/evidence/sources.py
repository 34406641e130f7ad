"""Sources, and the passages of them that are put to a claim."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import http
from claims.anchors import Selector, occurrences, select
from claims.models import Claim, Evidence, Snapshot, Source, record

S = Claim.State
CLOSED_STATES = frozenset({S.DISMISSED, S.MERGED, S.SPLIT, S.RETRACTED})
MAX_EXCERPT_LENGTH = 5000  # characters


class EvidenceError(Exception):
    """Why a source or a passage was not accepted, in one sentence for the person."""


def add_source(
    url: str = "",
    *,
    note: str = "",
    kind: str = Source.Kind.SECONDARY,
    actor: User | None,
    **details: Any,
) -> Source:
    """The source at ``url``, or one described by ``note``; the same address is the same source.

    ``details`` are title, publisher, published_on, language and interest_disclosure; what they
    leave open is filled in when the copy is made. A new address waits for that (``due_at``).
    """
    if not url.strip():
        return _add_note(note, kind=kind, actor=actor, **details)
    try:
        address = http.check_address(url)
    except http.FetchError as error:
        raise EvidenceError(
            _("%(url)s: %(why)s Give an address that anyone can open.")
            % {"url": error.url, "why": error.message}
        ) from error
    try:
        with transaction.atomic():
            source, created = Source.objects.get_or_create(
                url=address,
                defaults={"note": note, "kind": kind, "due_at": timezone.now(), **details},
            )
            if created:
                record("add_source", actor=actor, source=source.pk, url=address)
    except IntegrityError:  # somebody else was faster
        return Source.objects.get(url=address)
    return source


def attach_evidence(
    claim: Claim,
    *,
    source: Source,
    stance: str,
    excerpt: str = "",
    note: str = "",
    confidential: bool = False,
    no_snapshot_reason: str = "",
    actor: User,
) -> Evidence:
    """Put a passage of ``source`` to ``claim``.

    The passage must stand in the newest copy of the source; it is kept as it stands there. A
    source without a copy needs ``no_snapshot_reason``, unless it is a note.
    """
    if stance not in Evidence.Stance.values:
        raise EvidenceError(_("Say whether the source supports or refutes the claim."))
    snapshot, selector, passage = _anchor(source, excerpt, no_snapshot_reason)
    with transaction.atomic():
        locked = _open_claim(claim)
        evidence = Evidence.objects.create(
            claim=locked,
            source=source,
            snapshot=snapshot,
            excerpt=passage,
            selector=asdict(selector) if selector else {},
            stance=stance,
            note=note.strip(),
            confidential=confidential,
            no_snapshot_reason=no_snapshot_reason.strip()[:300],
            added_by=actor,
        )
        _touch(locked, actor)
        record("attach", actor=actor, claim=locked, evidence=evidence.pk, stance=stance)
    claim.refresh_from_db()
    return evidence


def withdraw_evidence(evidence: Evidence, *, reason: str, actor: User) -> Evidence:
    """Take a piece of evidence back; it stays on file, with the reason in the log."""
    if not reason.strip():
        raise EvidenceError(_("Say why this is withdrawn."))
    with transaction.atomic():
        locked = _open_claim(evidence.claim)
        withdrawn = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=timezone.now()
        )
        if not withdrawn:
            raise EvidenceError(_("This has been withdrawn already."))
        _touch(locked, actor)
        record(
            "withdraw", actor=actor, claim=locked, evidence=evidence.pk, reason=reason.strip()[:500]
        )
    evidence.refresh_from_db()
    return evidence


def _add_note(note: str, *, kind: str, actor: User | None, **details: Any) -> Source:
    if not note.strip():
        raise EvidenceError(_("Give the address of the source, or describe it in a note."))
    with transaction.atomic():
        source = Source.objects.create(note=note.strip(), kind=kind, **details)
        record("add_source", actor=actor, source=source.pk)
    return source


def _open_claim(claim: Claim) -> Claim:
    """The locked row of a claim whose evidence may still change."""
    locked = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
    if locked.state in CLOSED_STATES:
        raise EvidenceError(
            _("This claim is “%(state)s”; its evidence cannot change. Reopen it first.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _touch(claim: Claim, actor: User) -> None:
    """Whoever changes the evidence has edited the claim, and may not approve it."""
    claim.last_editor = actor
    claim.edit_number += 1
    claim.save(update_fields=["last_editor", "edit_number", "updated_at"])


# --- The passage in the copy ----------------------------------------------------------------


def _anchor(
    source: Source, excerpt: str, no_snapshot_reason: str
) -> tuple[Snapshot | None, Selector | None, str]:
    """The copy that is cited, where the passage stands in it, and its words as they stand there."""
    snapshot = source.snapshot
    if not source.url and snapshot is None:
        return None, None, excerpt.strip()
    if not source.url and snapshot is not None and not snapshot.text:
        return snapshot, None, _is_in_copy(excerpt)
    if no_snapshot_reason.strip() and (snapshot is None or not excerpt.strip()):
        return None, None, excerpt.strip()
    if snapshot is None:
        raise EvidenceError(
            _("There is no copy of this source yet. Wait for it, or say why there can be none.")
        )
    if len(excerpt) > MAX_EXCERPT_LENGTH:
        raise EvidenceError(_("Cite %d characters at most.") % MAX_EXCERPT_LENGTH)
    if not excerpt.strip():
        raise EvidenceError(_("Give the passage of the source that bears on the claim."))
    places = occurrences(excerpt, snapshot.text)
    if not places:
        raise EvidenceError(
            _("This passage does not stand in our copy of the source. Copy it from there.")
        )
    if len(places) > 1:
        raise EvidenceError(
            _("This passage stands in the source %d times. Cite a longer one.") % len(places)
        )
    start, end = places[0]
    return snapshot, select(snapshot.text, start, end), snapshot.text[start:end]


def _is_in_copy(excerpt: str) -> str:
    """What a person reads in a picture or a scan, where no words can be compared."""
    if not excerpt.strip() or len(excerpt) > MAX_EXCERPT_LENGTH:
        raise EvidenceError(
            _("Write down what is to be read or seen in this file, in %d characters at most.")
            % MAX_EXCERPT_LENGTH
        )
    return excerpt.strip()
