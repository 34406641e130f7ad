"""Publishing, correcting, retracting: the only code that writes what the public sees."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.editorial.assessments import visible_versions
from claims.editorial.permissions import can_comment, can_propose, can_publish, require
from claims.editorial.verdicts import publication_problems
from claims.editorial.workflow import Refused, moving
from claims.models import Claim, Correction, Publication, Rating, RecheckPolicy, Verdict, record
from claims.models.slugs import free_slug
from claims.models.verdict import Aspect
from claims.publication.searchtext import search_text

V = Verdict.State


def publish(claim: Claim, *, actor: User) -> Publication:
    """Put the approved verdict before the public.

    A second publication needs an approved correction, which is published with it. The version
    published before is superseded and stays readable in the page's history.
    """
    require(can_publish, actor, claim)
    with moving(claim, "publish", actor=actor) as move:
        if problems := publishing_problems(move.claim):
            raise Refused(*problems)
        page = Publication.objects.filter(claim=claim).first()
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
        page = _write(move.claim, page, updated_at=now)
        if correction:
            correction.after = _gist(page.document)
            correction.save(update_fields=["after"])
            page = _write(move.claim, page, updated_at=now)
        _watch(move.claim)
        move.data["address"] = page.document["path"]
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
        Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        page = Publication.objects.filter(claim=claim, retracted_at__isnull=True).first()
        if page is None:
            raise Refused(_("Only a published claim can be corrected."))
        if claim.corrections.filter(state__in=["prepared", "approved"]).exists():
            raise Refused(_("A correction of this claim is being prepared already."))
        correction = Correction.objects.create(
            claim=claim,
            kind=kind,
            text=text.strip(),
            before=_gist(page.document),
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
    with moving(claim, "retract", actor=actor) as move:
        correction = _approved_correction(move.claim)
        if correction is None or correction.kind != Correction.Kind.RETRACTION:
            raise Refused(_("Prepare a retraction, and have a second person approve it."))
        page = Publication.objects.select_for_update(of=("self",)).get(claim=claim)
        now = timezone.now()
        _publish_correction(correction, before=page.document, at=now)
        move.claim.verdicts.filter(state=V.PUBLISHED).update(state=V.WITHDRAWN)
        move.claim.verdicts.filter(state__in=[V.PROPOSED, V.CONTESTED, V.APPROVED]).update(
            state=V.SUPERSEDED
        )
        page.retracted_at = page.updated_at = now
        page.document |= {
            "retracted_at": now.isoformat(),
            "updated_at": now.isoformat(),
            "corrections": _corrections(move.claim),
        }
        page.save()
        RecheckPolicy.objects.filter(claim=claim).update(due_at=None)
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
    correction.before = _gist(before)
    correction.save(update_fields=["state", "published_at", "before"])


def _watch(claim: Claim) -> None:
    """From now on the claim is looked at again."""
    interval = settings.RECHECK_INTERVAL
    RecheckPolicy.objects.update_or_create(
        claim=claim, defaults={"interval": interval, "due_at": timezone.now() + interval}
    )


# --- The public document --------------------------------------------------------------------


def _write(claim: Claim, page: Publication | None, *, updated_at: Any) -> Publication:
    if page is None:
        year = updated_at.astimezone(timezone.get_current_timezone()).year
        rows = Publication.objects.filter(year=year)
        slug = free_slug(rows, claim.headline or claim.statement)
        page = Publication(claim=claim, year=year, slug=slug, first_published_at=updated_at)
    page.updated_at = updated_at
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
    page.search_text = search_text(page.document)
    page.save()
    return page


def public_document(
    page: Publication, content: Verdict, attribution: Verdict | None
) -> dict[str, Any]:
    """All that the public page shows, as JSON: the verdict versions' own frozen content.

    Keys: those of ``claims.editorial.verdicts.freeze`` but the digest of confidential evidence;
    ``replies`` with ``unanswered``, whether the deadline had passed when this was published;
    ``context`` [before, quoted, after]; ``content`` and ``attribution`` (see ``_answer``; the
    latter may be None); ``article``; ``corrections``; ``versions``; ``path``; times in ISO 8601.
    """
    claim, frozen = page.claim, dict(content.frozen)
    frozen.pop("confidential", None)
    today = page.updated_at.astimezone(timezone.get_current_timezone()).date().isoformat()
    frozen["replies"] = [
        {**reply, "unanswered": not reply["answer"] and reply["deadline"] < today}
        for reply in frozen.get("replies", [])
    ]
    frozen.setdefault("searches", [])
    article = claim.article
    archived = dict(
        claim.evidence.filter(confidential=False).values_list("pk", "source__archived_url")
    )
    for piece in frozen["evidence"]:
        piece["source"] = {**piece["source"], "archived_url": archived.get(piece["id"], "")}
    return {
        **frozen,
        "path": f"/claims/{page.year}/{page.slug}/",
        "context": _context(claim),
        "content": _answer(content),
        "attribution": _answer(attribution) if attribution else None,
        "known_as_of": content.known_as_of.isoformat(),
        "expires_on": content.expires_on.isoformat() if content.expires_on else "",
        "article": {
            "slug": article.slug,
            "title": article.title,
            "url": article.url,
            "author": article.author,
            "publisher": article.publisher.name if article.publisher else "",
            "published_on": article.published_on.isoformat() if article.published_on else "",
        },
        "corrections": _corrections(claim),
        "versions": _versions(claim),
        "first_published_at": page.first_published_at.isoformat(),
        "updated_at": page.updated_at.isoformat(),
        "retracted_at": "",
    }


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


def _answer(verdict: Verdict) -> dict[str, Any]:
    rating = verdict.rating
    steps = Rating.objects.filter(scale=rating.scale, ordinal__isnull=False).count()
    return {
        "slug": rating.slug,
        "label": rating.label_en if verdict.frozen["language"] == "en" else rating.label_de,
        "label_de": rating.label_de,
        "label_en": rating.label_en,
        "sign": rating.sign,
        "ordinal": rating.ordinal,
        "steps": steps,
        "evidence_class": rating.evidence_class,
        "summary": verdict.summary,
        "rationale": verdict.rationale,
        "both_sides": verdict.both_sides,
        "number": verdict.number,
    }


def _context(claim: Claim) -> list[str]:
    """The paragraph around the quotation: [before, quoted, after]."""
    if not claim.quote or claim.anchor_state == Claim.AnchorState.ORPHANED:
        return ["", " … ".join(part["exact"] for part in claim.quote), ""]
    text = claim.revision.text
    start, end = claim.quote[0]["start"], claim.quote[-1]["end"]
    left = text.rfind("\n\n", 0, start)
    right = text.find("\n\n", end)
    left, right = (0 if left < 0 else left + 2), (len(text) if right < 0 else right)
    return [text[left:start], text[start:end], text[end:right]]


def _corrections(claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "kind": correction.kind,
            "text": correction.text,
            "before": correction.before,
            "after": correction.after,
            "published_at": correction.published_at.isoformat() if correction.published_at else "",
        }
        for correction in claim.corrections.published().order_by("published_at")
    ]


def _versions(claim: Claim) -> list[dict[str, Any]]:
    """Every version that was ever public, oldest first."""
    versions = claim.verdicts.filter(published_at__isnull=False).select_related("rating")
    return [
        {
            "aspect": verdict.aspect,
            "number": verdict.number,
            "statement": verdict.statement,
            "label_de": verdict.rating.label_de,
            "label_en": verdict.rating.label_en,
            "slug": verdict.rating.slug,
            "sign": verdict.rating.sign,
            "summary": verdict.summary,
            "rationale": verdict.rationale,
            "published_at": verdict.published_at.isoformat() if verdict.published_at else "",
            "change_reason": verdict.change_reason,
            "hash": verdict.content_hash,
        }
        for verdict in versions.order_by("published_at", "aspect")
    ]


def _gist(document: dict[str, Any]) -> dict[str, str]:
    """What a correction shows of the page before and after."""
    content = document["content"]
    return {
        "statement": document["statement"],
        "rating": content["slug"],
        "label_de": content["label_de"],
        "label_en": content["label_en"],
        "summary": content["summary"],
        "rationale": content["rationale"],
    }
