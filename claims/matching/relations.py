"""A new claim and the claims the desk knows: who said it before, who says otherwise.

What is found is a suggestion for a person, and a finding where a published claim is concerned;
claims and verdicts stay as they are.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.editorial.workflow import Refused
from claims.matching.features import extract_features
from claims.matching.index import UNRELATED_STATES, index_claim, load_features, search, statement_of
from claims.matching.similarity import Kind, Similarity
from claims.models import (
    Appearance,
    Article,
    Claim,
    ClaimRelation,
    Comparison,
    Finding,
    record,
)
from claims.models.matching import Suggestion
from claims.permissions import can_handle_findings, require
from claims.publication import related
from claims.rechecks.findings import FindingReport, report_finding, settle_suggested

R = ClaimRelation.Kind


def next_comparison(claim_id: int) -> Comparison:
    """The work row of a claim that waits to be compared, due."""
    row, _created = Comparison.objects.get_or_create(
        claim_id=claim_id, defaults={"due_at": timezone.now()}
    )
    if row.due_at is None:  # compared before, and changed since
        row.enqueue()
    return row


def compare_claim(row: Comparison) -> list[ClaimRelation]:
    """File a claim in the index, compare it with those known, write what is new.

    The index is written first and by itself: of two claims compared at once, at least one sees
    the other. Run twice, the second run adds nothing.
    """
    claim = load_features(Claim.objects.filter(pk=row.claim_id))[0]
    seen = extract_features(statement_of(claim))
    index_claim(claim, seen)
    found = []
    if claim.state not in UNRELATED_STATES:
        found = search(seen, but=claim)
    with transaction.atomic():
        now = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
        if now.statement != claim.statement:
            row.finish(due_at=timezone.now())
            return []
        relations = _write(claim, found)
        Claim.objects.filter(pk=claim.pk).update(compared_at=timezone.now())
        row.finish()
    return relations


# --- Writing ----------------------------------------------------------------------------------


def _write(claim: Claim, found: list[tuple[Claim, Similarity]]) -> list[ClaimRelation]:
    """The relations that are new; those suggested before and not found any more are withdrawn."""
    pairs = [(_in_order(claim, other), likeness) for other, likeness in found]
    _delete_outdated(claim, {(later.pk, earlier.pk) for (later, earlier), _likeness in pairs})
    relations = [
        relation
        for (later, earlier), likeness in pairs
        if (relation := _relate(later, earlier, likeness, seen_from=claim))
    ]
    if relations:
        record(
            "relate",
            actor=None,
            claim=claim,
            relations=[[relation.other_id, relation.kind] for relation in relations],
        )
    return relations


def _in_order(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    return (claim, other) if claim.pk > other.pk else (other, claim)


def _delete_outdated(claim: Claim, found: set[tuple[int, int]]) -> None:
    suggested = ClaimRelation.objects.filter(
        Q(claim=claim) | Q(other=claim), state=Suggestion.State.SUGGESTED
    )
    for relation in suggested:
        if (relation.claim_id, relation.other_id) not in found:
            _appearance(relation).filter(state=Suggestion.State.SUGGESTED).delete()
            relation.delete()


def _relate(
    later: Claim, earlier: Claim, likeness: Similarity, *, seen_from: Claim
) -> ClaimRelation | None:
    """A new relation with its appearance and its finding; None if the pair is known."""
    likeness = likeness if seen_from.pk == later.pk else _reversed(likeness)
    relation, created = ClaimRelation.objects.get_or_create(
        claim=later,
        other=earlier,
        defaults={
            "kind": _kind(later, earlier, likeness),
            "reason": _reason(earlier, likeness),
            "score": round(likeness.score, 3),
        },
    )
    if not created:
        return None
    if relation.kind == R.REPEATS:
        Appearance.objects.get_or_create(
            claim=earlier,
            seen_as=later,
            defaults={
                "article": later.article,
                "revision": later.revision,
                "selectors": later.quote,
            },
        )
    known = earlier if seen_from.pk == later.pk else later
    if Claim.objects.standing().filter(pk=known.pk).exists():
        report_finding(known, _sighting(relation, known=known, new=seen_from))
    return relation


def _reversed(likeness: Similarity) -> Similarity:
    """The same from the other end: an old claim was changed and compared with a later one."""
    params = dict(likeness.params)
    if "now" in params:
        params["now"], params["before"] = params["before"], params["now"]
    codes = {"denies": "affirms", "affirms": "denies"}
    code = type(likeness.code)(codes.get(likeness.code, likeness.code))
    return Similarity(likeness.kind, code, likeness.score, params)


def _kind(later: Claim, earlier: Claim, likeness: Similarity) -> str:
    if likeness.kind is Kind.REPEATS:
        return R.REPEATS
    same = later.claimant_id is not None and later.claimant_id == earlier.claimant_id
    return R.CHANGE_OF_POSITION if same else R.CONTRADICTS


def _reason(earlier: Claim, likeness: Similarity) -> dict[str, Any]:
    said_on = earlier.article.published_on
    return {
        "code": likeness.code.value,
        "params": {
            **likeness.params,
            "who": earlier.claimant.name if earlier.claimant else "",
            "date": said_on.isoformat() if said_on else "",
        },
    }


def _sighting(relation: ClaimRelation, *, known: Claim, new: Claim) -> FindingReport:
    """What is reported about a published claim.

    The same thing said in ten articles is one finding: ``same`` names what is said, and the last
    finding of the kind that was resolved, after which it is news again.
    """
    repeats = relation.kind == R.REPEATS
    kind = Finding.Kind.REPEATS if repeats else Finding.Kind.CONTRADICTS
    resolved = Finding.objects.filter(claim=known, kind=kind, state=Finding.State.RESOLVED)
    last = resolved.order_by("-pk").values_list("pk", flat=True).first()
    said = "" if repeats else f"{relation.reason['code']} {relation.reason['params'].get('now')}"
    return FindingReport(
        kind=kind,
        same=f"{kind} {said} since {last or 0}",
        before=known.statement,
        after=new.statement,
        diff=_diff(known.statement, new.statement),
        note=_("“%(article)s”: %(reason)s")
        % {"article": new.article.title, "reason": in_words(relation)},
    )


def _diff(before: str, after: str) -> list[list[str]]:
    """[[sign, words], …] as in Finding."""
    old, new = before.split(), after.split()
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    diff = []
    for _op, a, a_end, b, b_end in matcher.get_opcodes():
        if _op == "equal":
            diff.append(["=", " ".join(old[a:a_end])])
            continue
        diff += [["-", " ".join(old[a:a_end])]] if a_end > a else []
        diff += [["+", " ".join(new[b:b_end])]] if b_end > b else []
    return diff


# --- In words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Wording:
    """With the earlier claimant and the date of the article, and where one of them is unknown."""

    full: Any
    short: Any


WORDINGS = {
    "same_words": _Wording(
        gettext_lazy("says in the same words what %(who)s said on %(date)s"),
        gettext_lazy("says the same in the same words"),
    ),
    "same_claim": _Wording(
        gettext_lazy("says what %(who)s said on %(date)s"),
        gettext_lazy("says the same in other words"),
    ),
    "denies": _Wording(
        gettext_lazy("denies what %(who)s said on %(date)s"),
        gettext_lazy("denies the earlier claim"),
    ),
    "affirms": _Wording(
        gettext_lazy("says what %(who)s denied on %(date)s"),
        gettext_lazy("says what the earlier claim denies"),
    ),
    "opposite": _Wording(
        gettext_lazy("says “%(now)s”, where %(who)s said “%(before)s” on %(date)s"),
        gettext_lazy("says “%(now)s” instead of “%(before)s”"),
    ),
    "other_number": _Wording(
        gettext_lazy("gives %(now)s instead of %(before)s %(of)s (%(who)s, %(date)s)"),
        gettext_lazy("gives %(now)s instead of %(before)s %(of)s"),
    ),
    "other_date": _Wording(
        gettext_lazy("gives %(now)s as the date instead of %(before)s (%(who)s, %(date)s)"),
        gettext_lazy("gives %(now)s as the date instead of %(before)s"),
    ),
}


def in_words(relation: ClaimRelation) -> str:
    """The reason of a relation in the language in use: «denies what Anna Keller said on …»."""
    params = dict(relation.reason["params"])
    wording = WORDINGS[relation.reason["code"]]
    chosen = wording.full if params.get("who") and params.get("date") else wording.short
    if params.get("date"):
        params["date"] = formats.date_format(date.fromisoformat(params["date"]), "DATE_FORMAT")
    return " ".join((str(chosen) % params).split()).replace(" )", ")")


# --- What people decide -----------------------------------------------------------------------


def confirm_relation(relation: ClaimRelation, *, actor: User, reason: str = "") -> ClaimRelation:
    """Say that two claims do repeat or contradict each other; a repetition is an appearance."""
    return _decide(relation, Suggestion.State.CONFIRMED, actor=actor, reason=reason)


def reject_relation(relation: ClaimRelation, *, actor: User, reason: str) -> ClaimRelation:
    """Say that they do not, and why; the pair is never suggested again."""
    return _decide(relation, Suggestion.State.REJECTED, actor=actor, reason=reason)


def confirm_appearance(appearance: Appearance, *, actor: User, reason: str = "") -> Appearance:
    """Say that the claim was made in that article as well."""
    return _decide_appearance(appearance, Suggestion.State.CONFIRMED, actor=actor, reason=reason)


def reject_appearance(appearance: Appearance, *, actor: User, reason: str) -> Appearance:
    return _decide_appearance(appearance, Suggestion.State.REJECTED, actor=actor, reason=reason)


def add_appearance(
    claim: Claim, *, article: Article, selectors: Iterable[dict[str, Any]] = (), actor: User
) -> Appearance:
    """Note an article in which a person saw the claim; ``selectors`` as in ``Claim.quote``."""
    require(can_handle_findings, actor, claim)
    with transaction.atomic():
        appearance = Appearance.objects.create(
            claim=claim,
            article=article,
            revision=article.revision,
            selectors=list(selectors),
            state=Suggestion.State.CONFIRMED,
            decided_by=actor,
            decided_at=timezone.now(),
        )
        _mark_first(claim)
        record("add_appearance", actor=actor, claim=claim, appearance=appearance.pk)
        related.refresh([claim.pk])
    appearance.refresh_from_db()
    return appearance


def _decide(relation: ClaimRelation, state: str, *, actor: User, reason: str) -> ClaimRelation:
    require(can_handle_findings, actor, relation.claim)
    with transaction.atomic():
        settle_relations(relation, state, actor=actor, reason=reason)
        if relation.kind == R.REPEATS:
            _settle_all(_appearance(relation), state, actor=actor, reason=reason)
            _mark_first(relation.other)
        record(
            _verb(state, "relation"),
            actor=actor,
            claim=relation.claim,
            other=relation.other_id,
            kind=relation.kind,
            reason=reason.strip(),
        )
        _settle_findings(relation, state, actor=actor, reason=reason.strip())
        related.refresh([relation.claim_id, relation.other_id])
    return relation


def _settle_findings(relation: ClaimRelation, state: str, *, actor: User, reason: str) -> None:
    """A confirmed contradiction stays a finding: whether the verdict holds is another question."""
    repeats = relation.kind == R.REPEATS
    if state == Suggestion.State.CONFIRMED and not repeats:
        return
    kind = Finding.Kind.REPEATS if repeats else Finding.Kind.CONTRADICTS
    told = Q(claim=relation.other_id, after=relation.claim.statement) | Q(
        claim=relation.claim_id, after=relation.other.statement
    )
    settle_suggested(Finding.objects.filter(told, kind=kind), reason=reason, actor=actor)


def _decide_appearance(
    appearance: Appearance, state: str, *, actor: User, reason: str
) -> Appearance:
    require(can_handle_findings, actor, appearance.claim)
    with transaction.atomic():
        settle_relations(appearance, state, actor=actor, reason=reason)
        relations = ClaimRelation.objects.filter(
            claim=appearance.seen_as, other=appearance.claim, kind=R.REPEATS
        )
        _settle_all(relations, state, actor=actor, reason=reason)
        _mark_first(appearance.claim)
        record(
            _verb(state, "appearance"),
            actor=actor,
            claim=appearance.claim,
            appearance=appearance.pk,
            seen_as=appearance.seen_as_id,
            reason=reason.strip(),
        )
        for relation in relations.select_related("claim", "other"):
            _settle_findings(relation, state, actor=actor, reason=reason.strip())
        seen_as = [appearance.seen_as_id] if appearance.seen_as_id else []
        related.refresh([appearance.claim_id, *seen_as])
    appearance.refresh_from_db()
    return appearance


def _verb(state: str, noun: str) -> str:
    return f"{'confirm' if state == Suggestion.State.CONFIRMED else 'reject'}_{noun}"


def settle_relations(suggestion: Suggestion, state: str, *, actor: User, reason: str) -> None:
    """Decide a suggestion, once: of two people who decide at once the second is told."""
    if state == Suggestion.State.REJECTED and not reason.strip():
        raise Refused(_("Say why this is dismissed."))
    rows = type(suggestion)._default_manager.filter(pk=suggestion.pk)
    if not _settle_all(rows, state, actor=actor, reason=reason):
        raise Refused(_("Somebody has decided about this already."))
    suggestion.refresh_from_db()


def _settle_all(rows: Any, state: str, *, actor: User, reason: str) -> int:
    decided: int = rows.filter(state=Suggestion.State.SUGGESTED).update(
        state=state,
        decided_by=actor,
        decided_at=timezone.now(),
        decision_reason=reason.strip()[:500],
    )
    return decided


def _appearance(relation: ClaimRelation) -> Any:
    return Appearance.objects.filter(claim=relation.other_id, seen_as=relation.claim_id)


def _mark_first(claim: Claim) -> None:
    """Mark the earliest confirmed appearance, if it is earlier than the article of the claim."""
    confirmed = Appearance.objects.filter(claim=claim, state=Suggestion.State.CONFIRMED)
    confirmed.filter(is_first=True).update(is_first=False)
    earliest = (
        confirmed.filter(article__published_on__isnull=False)
        .order_by("article__published_on", "pk")
        .select_related("article")
        .first()
    )
    published_on = claim.article.published_on
    if earliest and published_on and earliest.article.published_on < published_on:
        confirmed.filter(pk=earliest.pk).update(is_first=True)
