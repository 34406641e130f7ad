"""Publishing, correcting, retracting: the only code that writes what the public sees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.assessments import visible_versions
from claims.editorial.verdicts import publication_problems, refuse_unseen
from claims.editorial.workflow import Refused, transition
from claims.models import (
    Claim,
    Claimant,
    Correction,
    Publication,
    RecheckPolicy,
    RecheckRule,
    Verdict,
    record,
)
from claims.models.publication import RECHECK_GRACE_PERIOD
from claims.models.slugs import free_slug
from claims.models.verdict import Aspect
from claims.permissions import can_comment, can_propose, can_publish, require
from claims.publication import related
from claims.publication.document import correction_summary, public_corrections, public_document
from claims.publication.webhooks import Kind, announce_page
from claims.search.query import index_names
from claims.search.text import search_text

V = Verdict.State


def publish(claim: Claim, *, actor: User, seen: Collection[str] | None = None) -> Publication:
    """Put the approved verdict before the public.

    A second publication needs an approved correction, which is published with it. The version
    published before is superseded and stays readable in the page's history.
    """
    require(can_publish, actor, claim)
    with transition(claim, "publish", actor=actor) as move:
        refuse_unseen(move.claim, seen, states=[V.APPROVED])
        if problems := publishing_problems(move.claim):
            raise Refused(*problems)
        page = Publication.objects.locked().filter(claim=claim).first()
        correction = _approved_correction(move.claim)
        now = timezone.now()
        for verdict in move.claim.verdicts.filter(state=V.APPROVED):
            move.claim.verdicts.filter(aspect=verdict.aspect, state=V.PUBLISHED).update(
                state=V.SUPERSEDED
            )
            verdict.state, verdict.published_at = V.PUBLISHED, now
            verdict.save(update_fields=["state", "published_at"])
        if page and correction:
            _publish_correction(correction, before=page.document, at=now)
        page = _write_page(move.claim, page, updated_at=now)
        if correction:
            correction.after = correction_summary(page.document)
            correction.save(update_fields=["after"])
            page = _write_page(move.claim, page, updated_at=now)
        related.refresh([claim.pk, *related.neighbours(claim)])
        _schedule_recheck(move.claim, page)
        move.data["address"] = page.document["path"]
        kind = Kind.CORRECTED if correction else Kind.PUBLISHED
        move.tell = partial(announce_page, kind, page=page)
        if correction:
            move.data["correction"] = correction.pk
    return page


def publishing_problems(claim: Claim) -> list[str]:
    """What blocks ``publish`` for an approved claim, in sentences; empty if nothing does."""
    problems = publication_problems(claim)
    correction = _approved_correction(claim)
    if correction is None and Publication.objects.filter(claim=claim).exists():
        problems.append(
            _("What was published changes only with a correction approved by a second person.")
        )
    if correction and correction.kind == Correction.Kind.RETRACTION:
        problems.append(
            _("A retraction has been approved. Retract the claim, or have it rejected.")
        )
    return problems


def prepare_correction(
    claim: Claim, *, kind: str, text: str, actor: User, requested_by: str = ""
) -> Correction:
    """Write down what will change in what was published, and why; readers will see ``text``."""
    require(can_propose, actor, claim)
    if kind not in Correction.Kind.values or not text.strip():
        raise Refused(_("Say what kind of correction it is, and what changed and why."))
    with transaction.atomic():
        Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
        page = Publication.objects.filter(claim=claim, retracted_at__isnull=True).first()
        if page is None:
            raise Refused(_("Only a published claim can be corrected."))
        if claim.corrections.filter(state__in=["prepared", "approved"]).exists():
            raise Refused(_("A correction of this claim is being prepared already."))
        correction = Correction.objects.create(
            claim=claim,
            kind=kind,
            text=text.strip(),
            before=correction_summary(page.document),
            requested_by=requested_by.strip(),
            prepared_by=actor,
        )
        record("prepare_correction", actor=actor, claim=claim, correction=correction.pk, kind=kind)
    return correction


def approve_correction(correction: Correction, *, actor: User) -> Correction:
    """Agree to a correction that somebody else prepared."""
    require(can_comment, actor, correction.claim)
    if actor.pk == correction.prepared_by_id:
        raise Refused(_("You prepared this correction. A second person has to approve it."))
    return _decide(correction, state=Correction.State.APPROVED, actor=actor)


def reject_correction(correction: Correction, *, actor: User) -> Correction:
    """Drop a correction that is not public yet, also one that was approved."""
    require(can_comment, actor, correction.claim)
    return _decide(correction, state=Correction.State.REJECTED, actor=actor)


def retract(claim: Claim, *, actor: User) -> Publication:
    """Take a fact-check back: the page stays, with the notice; its ClaimReview goes.

    Needs an approved correction of the kind «retraction».
    """
    require(can_publish, actor, claim)
    with transition(claim, "retract", actor=actor) as move:
        correction = _approved_correction(move.claim)
        if correction is None or correction.kind != Correction.Kind.RETRACTION:
            raise Refused(_("Prepare a retraction, and have a second person approve it."))
        page = Publication.objects.locked().get(claim=claim)
        now = timezone.now()
        _publish_correction(correction, before=page.document, at=now)
        move.claim.verdicts.filter(state=V.PUBLISHED).update(state=V.WITHDRAWN)
        move.claim.verdicts.filter(state__in=[V.PROPOSED, V.CONTESTED, V.APPROVED]).update(
            state=V.SUPERSEDED
        )
        page.retracted_at = page.updated_at = now
        page.version += 1
        page.reopened_at = None
        page.document |= {
            "retracted_at": now.isoformat(),
            "updated_at": now.isoformat(),
            "corrections": public_corrections(move.claim),
        }
        page.save()
        related.refresh(related.neighbours(claim))
        RecheckPolicy.objects.filter(claim=claim).update(due_at=None)
        move.tell = partial(announce_page, Kind.RETRACTED, page=page)
    return page


def _decide(correction: Correction, *, state: str, actor: User) -> Correction:
    approved = Correction.State.APPROVED
    undecided = [Correction.State.PREPARED] + ([approved] if state != approved else [])
    with transaction.atomic():
        decided = Correction.objects.filter(pk=correction.pk, state__in=undecided).update(
            state=state, approved_by=actor if state == approved else None
        )
        if not decided:
            raise Refused(_("This correction has been decided on already."))
        record(f"{state}_correction", actor=actor, claim=correction.claim, correction=correction.pk)
    correction.refresh_from_db()
    return correction


def _approved_correction(claim: Claim) -> Correction | None:
    return claim.corrections.filter(state=Correction.State.APPROVED).first()


def _publish_correction(correction: Correction, *, before: dict[str, Any], at: Any) -> None:
    correction.state, correction.published_at = Correction.State.PUBLISHED, at
    correction.before = correction_summary(before)
    correction.save(update_fields=["state", "published_at", "before"])


def _schedule_recheck(claim: Claim, page: Publication) -> None:
    """From now on the claim is looked at again."""
    policy = RecheckPolicy.objects.filter(claim=claim).first() or RecheckPolicy(claim=claim)
    interval = RecheckRule.objects.first_interval(claim.kind)
    if policy.shortest_hours:
        interval = timedelta(hours=policy.shortest_hours)
    policy.interval, policy.due_at = interval, timezone.now() + interval
    policy.save()
    page.fresh_until = (
        policy.due_at + RECHECK_GRACE_PERIOD if claim.evidence.watched().exists() else None
    )
    page.save(update_fields=["fresh_until"])


# --- Writing ---------------------------------------------------------------------------------


def _write_page(claim: Claim, page: Publication | None, *, updated_at: Any) -> Publication:
    if page is None:
        year = updated_at.astimezone(timezone.get_current_timezone()).year
        rows = Publication.objects.filter(year=year)
        slug = free_slug(rows, claim.headline or claim.statement)
        page = Publication(claim=claim, year=year, slug=slug, first_published_at=updated_at)
    else:
        page.version += 1
    page.updated_at = updated_at
    page.reopened_at = None
    verdicts = {
        verdict.aspect: verdict
        for verdict in claim.verdicts.filter(state=V.PUBLISHED).select_related("rating__scale")
    }
    content = verdicts[Aspect.CONTENT]
    attribution = verdicts.get(Aspect.ATTRIBUTION)
    page.statement, page.headline = content.statement, content.frozen["headline"]
    page.language, page.article = content.frozen["language"], claim.article
    page.publisher, page.claimant = claim.article.publisher, claim.claimant
    page.rating = content.rating
    page.attribution_rating = attribution.rating if attribution else None
    page.document = public_document(page, content, attribution)
    page.search_text = _search_text(page)
    page.save()
    page.topics.set(claim.topics.all())
    if page.claimant:
        index_names(page.claimant)
    return page


def _search_text(page: Publication) -> str:
    claimant = page.claimant
    names = claimant.names.values_list("name", flat=True) if claimant else []
    return search_text(page.document, names=names)


def reindex_names(claimant: Claimant) -> None:
    """After a change of the claimant's names: their published claims are found by the new ones."""
    for page in claimant.publications.all():
        page.search_text = _search_text(page)
        page.save(update_fields=["search_text"])
    if claimant.publications.exists():
        index_names(claimant)


def preview(claim: Claim, *, to: User) -> dict[str, Any] | None:
    """The document that publication of the newest versions would give; None without one.

    Versions that ``to`` may not see yet count as not being there.
    """
    newest: dict[str, Verdict] = {}
    versions = visible_versions(claim.verdicts.current(), to=to)
    for verdict in versions.select_related("rating__scale").order_by("number"):
        newest[verdict.aspect] = verdict
    if Aspect.CONTENT not in newest:
        return None
    now = timezone.now()
    page = Publication.objects.filter(claim=claim).first() or Publication(
        claim=claim, year=now.year, slug="vorschau", first_published_at=now
    )
    page.updated_at = now
    return public_document(page, newest[Aspect.CONTENT], newest.get(Aspect.ATTRIBUTION))
