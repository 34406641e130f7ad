"""What is different: between two versions, and between an approval and the claim of today."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.editorial.approval import approval_snapshot
from claims.editorial.assessments import visible_versions
from claims.models import Claim, Publication, Verdict
from claims.models.verdict import Aspect

Json = dict[str, Any]


def earlier_version(claim: Claim, newest: Verdict | None) -> Json | None:
    """What to compare the newest version with: what is public, else the version before it.

    Keys: ``label`` (for people), ``statement``, ``summary``, ``rationale``, ``rating`` (with
    label_de, label_en, sign, ordinal, steps).
    """
    if newest is None:
        return None
    page = Publication.objects.filter(claim=claim).first()
    if page is not None:
        content = page.document["content"]
        if content["number"] == newest.number:
            return None
        return _comparable(_("the published version"), page.document["statement"], content)
    before = newest.previous
    if before is None:
        return None
    rating = before.rating
    return _comparable(
        _("version %d") % before.number,
        before.statement,
        {
            "summary": before.summary,
            "rationale": before.rationale,
            "label_de": rating.label_de,
            "label_en": rating.label_en,
            "sign": rating.sign,
            "ordinal": rating.ordinal,
            "slug": rating.slug,
        },
    )


def _comparable(label: str, statement: str, content: Json) -> Json:
    return {
        "label": label,
        "statement": statement,
        "summary": content["summary"],
        "rationale": content["rationale"],
        "rating": content,
    }


TOPIC_FIELD = ["headline", "language", "kind", "mode", "resolves_on", "selection_reason", "via"]


def changes_since(verdict: Verdict) -> list[str]:
    """What has changed in claim and evidence since ``verdict`` was proposed, in sentences."""
    before = {"replies": [], "searches": [], **verdict.frozen}
    now = approval_snapshot(verdict.claim)
    changes = []
    if before["statement"] != now["statement"]:
        changes.append(_("The claim now reads: “%s”") % now["statement"])
    if before["claimant"] != now["claimant"]:
        changes.append(_("The claimant has changed."))
    if before["quote"] != now["quote"]:
        changes.append(_("The words in the article have changed."))
    filed = [_name_of(field) for field in TOPIC_FIELD if before[field] != now[field]]
    if filed:
        changes.append(_("Changed: %s.") % ", ".join(filed))
    changes += _evidence_changes(before, now)
    if before["replies"] != now["replies"]:
        changes.append(_("The requests for a statement, or the answers, have changed."))
    if before["searches"] != now["searches"]:
        changes.append(_("The searches that found nothing have changed."))
    return changes


def _name_of(field: str) -> str:
    return str(getattr(Claim._meta.get_field(field), "verbose_name", field))


def _evidence_changes(before: Json, now: Json) -> list[str]:
    old = {piece["id"]: piece for piece in before["evidence"]}
    new = {piece["id"]: piece for piece in now["evidence"]}
    sentences = [
        *(_("Evidence added: %s") % _title(new[key]) for key in new.keys() - old.keys()),
        *(_("Evidence withdrawn: %s") % _title(old[key]) for key in old.keys() - new.keys()),
        *(
            _("Evidence changed: %s") % _title(new[key])
            for key in new.keys() & old.keys()
            if new[key] != old[key]
        ),
    ]
    if before["confidential"] != now["confidential"]:
        sentences.append(_("Confidential evidence has changed."))
    return sentences


def _title(piece: Json) -> str:
    source = piece["source"]
    return str(source["title"] or source["url"] or source["note"][:80])


def newest_versions(claim: Claim, *, to: User) -> dict[str, Verdict]:
    """The newest version that counts and that ``to`` may see, for each question."""
    versions = (
        visible_versions(claim.verdicts.current(), to=to)
        .select_related("rating__scale", "proposer", "approver", "previous__rating", "claim")
        .order_by("number")
    )
    return {Aspect(version.aspect).value: version for version in versions}
