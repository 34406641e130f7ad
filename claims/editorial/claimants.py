"""What editors do with those who said it: put on file, mend, merge, take apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims.editorial import claims as editing
from claims.editorial.workflow import Refused
from claims.models import Article, Claim, Claimant, ClaimantName, Event, Publication, record
from claims.models.slugs import free_slug
from claims.permissions import can_edit, require

EDITABLE_FIELDS = frozenset({"name", "kind", "role", "wikidata_id", "article"})
# A verdict on these is proposed or approved with the name as it stands.
SIGNED_OFF = frozenset({Claim.State.IN_REVIEW, Claim.State.APPROVED})
NAMED_KINDS = 3  # claims named in a refusal


def add_claimant(
    name: str,
    *,
    kind: str = Claimant.Kind.PERSON,
    article: Article | None = None,
    names: Iterable[str] = (),
    actor: User,
    **details: Any,
) -> Claimant:
    """A new claimant, known by ``name`` and ``names``; unnamed ones stay with their article.

    ``details`` are slug, role and wikidata_id.
    """
    require(can_edit, actor)
    name = " ".join(name.split())
    slug = details.pop("slug", "") or free_slug(Claimant.objects.all(), name)
    claimant = Claimant(name=name, kind=kind, article=article, slug=slug, **details)
    _check(claimant)
    with transaction.atomic():
        claimant.save(force_insert=True)
        _set_names(claimant, [name, *names])
        record("add_claimant", actor=actor, article=article, claimant=claimant.pk, name=name)
    return claimant


def edit_claimant(
    claimant: Claimant, *, actor: User, names: Iterable[str] | None = None, **changes: Any
) -> Claimant:
    """Change what is on file; ``names`` are all names and aliases from now on. Logged."""
    require(can_edit, actor)
    if unknown := set(changes) - EDITABLE_FIELDS:
        raise Refused(_("These fields cannot be edited: %s.") % ", ".join(sorted(unknown)))
    with transaction.atomic():
        locked = _standing(claimant)
        before = {name: getattr(locked, name) for name in changes}
        aliases = _names(locked)
        for name, value in changes.items():
            setattr(locked, name, value)
        _check(locked)
        locked.save()
        if names is not None:
            _set_names(locked, [locked.name, *names])
        elif "name" in changes:
            _set_names(locked, [locked.name, *aliases])
        changed = {
            name: [_plain(before[name]), _plain(value)]
            for name, value in changes.items()
            if before[name] != value
        }
        if (after := _names(locked)) != aliases:
            changed["names"] = [", ".join(aliases), ", ".join(after)]
        if changed:
            record("edit_claimant", actor=actor, claimant=locked.pk, changes=changed)
    claimant.refresh_from_db()
    return claimant


def merge_claimants(claimant: Claimant, *, into: Claimant, actor: User) -> Claimant:
    """``claimant`` turns out to be ``into``: claims, pages and names move, its address leads there.

    What readers see on published pages stays as published until they are published again.
    """
    require(can_edit, actor)
    with transaction.atomic():
        pair = Claimant.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
        rows = {row.pk: row for row in pair.filter(pk__in=[claimant.pk, into.pk])}
        gone, kept = rows[claimant.pk], rows[into.pk]
        if problems := merge_problems(gone, into=kept):
            raise Refused(*problems)
        claims = _move(gone.claims.all(), kept, actor=actor)
        pages = list(gone.publications.values_list("pk", flat=True))
        Publication.objects.filter(pk__in=pages).update(claimant=kept)
        taken = {}
        for field in ("role", "wikidata_id"):
            if not getattr(kept, field) and gone.article_id is None:
                taken[field] = getattr(gone, field)
                setattr(kept, field, taken[field])
        kept.save()
        names = [] if gone.article_id else _names(gone)
        if names:
            _set_names(kept, [*_names(kept), *names])
            gone.names.all().delete()
        gone.merged_into = kept
        gone.save(update_fields=["merged_into"])
        earlier = list(gone.merged_claimants.values_list("pk", flat=True))
        gone.merged_claimants.update(merged_into=kept)
        record(
            "merge_claimants",
            actor=actor,
            claimant=gone.pk,
            name=gone.name,
            into=kept.pk,
            into_name=kept.name,
            claims=claims,
            pages=pages,
            names=names,
            taken=taken,
            earlier=earlier,
        )
    claimant.refresh_from_db()
    into.refresh_from_db()
    return into


def unmerge_claimants(claimant: Claimant, *, actor: User) -> Claimant:
    """Undo the merge of ``claimant``: what moved, and has not moved on since, goes back."""
    require(can_edit, actor)
    with transaction.atomic():
        gone = Claimant.objects.select_for_update(of=("self",), no_key=True).get(pk=claimant.pk)
        done = Event.objects.filter(verb="merge_claimants", data__claimant=gone.pk).first()
        if gone.merged_into_id is None or done is None:
            raise Refused(_("“%s” has not been merged.") % gone.name)
        kept = Claimant.objects.select_for_update(of=("self",), no_key=True).get(
            pk=gone.merged_into_id
        )
        claims = kept.claims.filter(pk__in=done.data["claims"])
        if problem := _approval_problem(claims):
            raise Refused(problem)
        gone.merged_into = None
        gone.save(update_fields=["merged_into"])
        Claimant.objects.filter(pk__in=done.data["earlier"], merged_into=kept).update(
            merged_into=gone
        )
        moved = _move(claims, gone, actor=actor)
        kept.publications.filter(pk__in=done.data["pages"]).update(claimant=gone)
        for field, value in done.data["taken"].items():
            if getattr(kept, field) == value:
                setattr(kept, field, "")
        kept.save()
        if done.data["names"]:
            kept.names.filter(name__in=done.data["names"]).exclude(name=kept.name).delete()
            _set_names(gone, done.data["names"])
        record("unmerge_claimants", actor=actor, claimant=gone.pk, name=gone.name, claims=moved)
    claimant.refresh_from_db()
    return claimant


def split_claimant(
    claimant: Claimant, *, claims: Iterable[Claim], to: Claimant, actor: User
) -> Claimant:
    """Give the chosen claims to ``to``: all of them, or none with the reasons.

    A public page says who said it: that changes by a correction only.
    """
    require(can_edit, actor)
    chosen = list(claims)
    with transaction.atomic():
        if not chosen:
            raise Refused(_("Choose the claims that somebody else made."))
        if to.pk == claimant.pk:
            raise Refused(_("Choose another claimant to give the claims to."))
        problems = []
        for claim in chosen:
            if claim.claimant_id != claimant.pk:
                problems.append(_("“%s” is somebody else’s already.") % claim)
            elif claim.state in SIGNED_OFF:
                problems.append(_("“%s” would lose its review. Send it back first.") % claim)
        if problems:
            raise Refused(*problems)
        for claim in chosen:
            try:
                editing.edit(claim, claimant=to, actor=actor)
            except Refused as error:
                problems += [f"{claim}: {problem}" for problem in error.problems]
        if problems:
            raise Refused(*problems)
        record(
            "split_claimant",
            actor=actor,
            claimant=claimant.pk,
            name=claimant.name,
            to=to.pk,
            to_name=to.name,
            claims=[claim.pk for claim in chosen],
        )
    return to


def merge_problems(gone: Claimant, *, into: Claimant) -> list[str]:
    """What a merge would lose or get wrong, in sentences; empty if nothing."""
    if gone.pk == into.pk:
        return [_("Choose another claimant to merge into.")]
    problems = []
    for row in (gone, into):
        if row.merged_into_id is not None:
            problems.append(_("“%s” has been merged already.") % row.name)
    if gone.wikidata_id and into.wikidata_id and gone.wikidata_id != into.wikidata_id:
        problems.append(
            _("Wikidata knows two of them: %(one)s and %(other)s. One of the ids would be lost.")
            % {"one": gone.wikidata_id, "other": into.wikidata_id}
        )
    if into.article_id and gone.article_id != into.article_id:
        problems.append(
            _("“%s” is known in one article only. Merge the other way round.") % into.name
        )
    elif gone.article_id is None and gone.kind != into.kind:
        problems.append(
            _("One is “%(one)s”, the other “%(other)s”. Give both the same kind first.")
            % {"one": gone.get_kind_display(), "other": into.get_kind_display()}
        )
    if problem := _approval_problem(gone.claims.all()):
        problems.append(problem)
    return problems


def _approval_problem(claims: Any) -> str:
    held = list(claims.filter(state__in=SIGNED_OFF)[: NAMED_KINDS + 1])
    if not held:
        return ""
    named = ", ".join(f"“{str(claim)[:60]}”" for claim in held[:NAMED_KINDS])
    more = " …" if len(held) > NAMED_KINDS else ""
    return _("These would lose their review or approval: %s. Decide on them first.") % (
        named + more
    )


def _move(claims: Any, to: Claimant, *, actor: User) -> list[int]:
    """Give ``claims`` to another claimant, whatever their state; each has it in its own log."""
    moved = []
    for claim in (
        claims.select_for_update(of=("self",), no_key=True)
        .select_related("claimant")
        .order_by("pk")
    ):
        before, claim.claimant = claim.claimant, to
        claim.last_editor = actor
        claim.edit_number += 1
        claim.compared_at = None  # who said it is part of what is compared
        claim.save(
            update_fields=["claimant", "last_editor", "edit_number", "compared_at", "updated_at"]
        )
        changes = {"claimant": [_plain(before), to.name]}
        record("edit", actor=actor, claim=claim, changes=changes)
        moved.append(claim.pk)
    return moved


def _standing(claimant: Claimant) -> Claimant:
    locked = Claimant.objects.select_for_update(of=("self",), no_key=True).get(pk=claimant.pk)
    if locked.merged_into_id is not None:
        raise Refused(_("“%s” has been merged already.") % locked.name)
    return locked


def _check(claimant: Claimant) -> None:
    try:
        claimant.full_clean()
    except ValidationError as error:
        raise Refused(*error.messages) from None


def _names(claimant: Claimant) -> list[str]:
    return list(claimant.names.order_by("name").values_list("name", flat=True))


def _set_names(claimant: Claimant, names: Iterable[str]) -> None:
    """Make these all the names there are; who is not named goes by the description alone."""
    wanted = dict.fromkeys(" ".join(name.split())[:200] for name in names if name.strip())
    claimant.names.exclude(name__in=list(wanted)).delete()
    known = set(_names(claimant))
    for name in wanted:
        if name not in known:
            ClaimantName.objects.create(claimant=claimant, name=name)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
