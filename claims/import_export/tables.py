"""Which columns leave the desk, and how a row that comes back becomes a claim, claimant, source.

Nothing here publishes or decides: a row comes in through the verb that a form would call. What a
piece of evidence cites in confidence leaves for nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.anchors import occurrences
from claims.editorial import claimants
from claims.editorial import claims as editing
from claims.editorial.workflow import Refused
from claims.evidence import sources
from claims.import_export.formats import Row
from claims.models import Article, Claim, Claimant, Evidence, Source
from claims.models.claimant import fold
from claims.permissions import can_edit, require

CHUNK_SIZE = 500  # rows that are read together
SEPARATOR = " … "  # parts of a quotation
LIST_SEPARATOR = "\n"  # names, agencies: one on each line


class SkippedField(Exception):
    """A row that needs nothing done; the message says why."""


@dataclass(frozen=True)
class Table:
    """``load`` makes one row of a file into one row here: it raises LeftOut or Refused."""

    name: str
    model: type[Model]
    columns: list[str]
    required: list[str]
    rows: Callable[[QuerySet[Any]], Iterator[Row]]
    load: Callable[[Row, User], Model]

    def all(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.order_by("pk")
        return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        moment = timezone.localtime(value) if hasattr(value, "tzinfo") else value
        return str(moment.isoformat())
    return str(value)


# --- Claims -----------------------------------------------------------------------------------

CLAIM_COLUMNS = [
    "id",
    "state",
    "statement",
    "headline",
    "kind",
    "mode",
    "claimant",
    "claimant_kind",
    "via",
    "quote",
    "places",
    "article",
    "article_title",
    "article_url",
    "language",
    "resolves_on",
    "selection_reason",
    "checkworthiness",
    "due_on",
    "assignee",
    "rating",
    "public_page",
    "created_at",
    "updated_at",
]
TOMBSTONES = {Claim.State.MERGED, Claim.State.SPLIT, Claim.State.DISMISSED}


def claim_rows(claims: QuerySet[Claim]) -> Iterator[Row]:
    """``rating`` and ``public_page`` are what readers see, empty for what is not published."""
    related = ("article", "claimant", "assignee", "publication__rating")
    for claim in claims.select_related(*related).iterator(chunk_size=CHUNK_SIZE):
        page = getattr(claim, "publication", None)
        values = {
            **{name: _text(getattr(claim, name, "")) for name in CLAIM_COLUMNS},
            "claimant": claim.claimant.name if claim.claimant else "",
            "claimant_kind": claim.claimant.kind if claim.claimant else "",
            "via": LIST_SEPARATOR.join(link["name"] for link in claim.via),
            "quote": SEPARATOR.join(part["exact"] for part in claim.quote),
            "places": " ".join(f"{part['start']}-{part['end']}" for part in claim.quote),
            "article": claim.article.slug,
            "article_title": claim.article.title,
            "article_url": claim.article.url,
            "assignee": claim.assignee.get_username() if claim.assignee else "",
            "rating": page.rating.slug if page else "",
            "public_page": page.document["path"] if page else "",
        }
        yield {"id": str(claim.pk), **values}


def load_claim(row: Row, actor: User) -> Claim:
    """An open claim on the words of an article that is here; the state of the file is not taken."""
    if row.get("state") in TOMBSTONES:
        raise SkippedField(_("not standing in the file"))
    article = _article(row)
    spans = _spans(article.revision.text, row)
    statement = row["statement"].strip()
    quote = [article.revision.text[start:end] for start, end in spans]
    for claim in article.claims.order_by("pk"):
        same = claim.statement == statement or str(claim.pk) == row.get("id", "").strip()
        if same and [part["exact"] for part in claim.quote] == quote:
            raise SkippedField(_("here already"))
    fields: dict[str, Any] = {
        name: row[name].strip()
        for name in ("headline", "kind", "mode", "language", "selection_reason")
        if row.get(name, "").strip()
    }
    fields["claimant"] = _claimant(row, article, actor)
    fields["via"] = [{"name": name} for name in _listed(row.get("via", ""))]
    fields["resolves_on"] = _day(row, "resolves_on")
    if row.get("checkworthiness", "").strip():
        fields["checkworthiness"] = _number(row["checkworthiness"])
    if fields["claimant"] is not None:
        fields.setdefault("mode", Claim.Mode.REPORTED)
    claim = editing.suggest(article, spans=spans, statement=statement, actor=actor, **fields)
    if (due_on := _day(row, "due_on")) is not None:
        editing.set_due(claim, due_on=due_on, actor=actor)
    return claim


def _article(row: Row) -> Article:
    slug, url = row.get("article", "").strip(), row.get("article_url", "").strip()
    for address in ({"slug": slug}, {"url": url}):
        found = Article.objects.filter(**address).first() if any(address.values()) else None
        if isinstance(found, Article):
            return found
    raise Refused(_("There is no article “%s” here. Take it in first.") % (slug or url))


def _spans(text: str, row: Row) -> list[tuple[int, int]]:
    """Where the quotation stands: at the places given, or else at the only one there is."""
    parts = [part for part in row.get("quote", "").split(SEPARATOR) if part.strip()]
    if not parts:
        raise Refused(_("Give the words of the article on which the claim stands."))
    given = _places(row.get("places", ""))
    if given and SEPARATOR.join(text[start:end] for start, end in given) == row["quote"]:
        return given
    spans = []
    for part in parts:
        found = occurrences(part, text)
        if len(found) != 1:
            words = part[:80]
            raise Refused(
                _("The words “%s” stand more than once in the article.") % words
                if found
                else _("The words “%s” do not stand in the article.") % words
            )
        spans += found
    return spans


def _places(cell: str) -> list[tuple[int, int]]:
    pairs = [place.split("-") for place in cell.split()]
    if any(len(pair) != 2 or not all(_is_number(end) for end in pair) for pair in pairs):
        return []
    return [(int(start), int(end)) for start, end in pairs]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _claimant(row: Row, article: Article, actor: User) -> Claimant | None:
    """Whoever goes by the name, made if nobody does; who is not named stays with the article."""
    name = " ".join(row.get("claimant", "").split())
    if not name:
        return None
    kind = row.get("claimant_kind", "").strip() or Claimant.Kind.PERSON
    scoped = kind in {Claimant.Kind.ROLE, Claimant.Kind.UNNAMED}
    rows = Claimant.objects.standing().filter(names__folded=fold(name), kind=kind).distinct()
    here = list(rows.filter(article=article)[:2])
    known = here if scoped or here else list(rows.filter(article=None)[:2])
    if len(known) > 1:
        raise Refused(_("Several claimants are called “%s”.") % name)
    if known:
        return known[0]
    where = article if scoped else None
    return claimants.add_claimant(name, kind=kind, article=where, actor=actor)


# --- Claimants --------------------------------------------------------------------------------

CLAIMANT_COLUMNS = ["id", "name", "kind", "role", "wikidata_id", "names", "article", "merged_into"]


def claimant_rows(rows: QuerySet[Claimant]) -> Iterator[Row]:
    rows = rows.select_related("article", "merged_into").prefetch_related("names")
    for row in rows.iterator(chunk_size=CHUNK_SIZE):
        yield {
            **{name: _text(getattr(row, name)) for name in CLAIMANT_COLUMNS[:5]},
            "names": LIST_SEPARATOR.join(name.name for name in row.names.all()),
            "article": row.article.slug if row.article else "",
            "merged_into": row.merged_into.name if row.merged_into else "",
        }


def load_claimant(row: Row, actor: User) -> Claimant:
    if row.get("merged_into", "").strip():
        raise SkippedField(_("not standing in the file"))
    name = " ".join(row["name"].split())
    kind = row.get("kind", "").strip() or Claimant.Kind.PERSON
    article = _article({"article": row["article"]}) if row.get("article", "").strip() else None
    known = Claimant.objects.standing().filter(article=article)
    wikidata_id = row.get("wikidata_id", "").strip()
    if known.filter(names__folded=fold(name), kind=kind).exists():
        raise SkippedField(_("here already"))
    if wikidata_id and (same := known.filter(wikidata_id=wikidata_id).first()):
        raise Refused(_("%(id)s is “%(name)s” here.") % {"id": wikidata_id, "name": same.name})
    return claimants.add_claimant(
        name,
        kind=kind,
        article=article,
        role=row.get("role", "").strip(),
        wikidata_id=wikidata_id,
        names=_listed(row.get("names", "")),
        actor=actor,
    )


# --- Sources ----------------------------------------------------------------------------------

SOURCE_COLUMNS = [
    "id",
    "url",
    "title",
    "publisher",
    "published_on",
    "language",
    "kind",
    "note",
    "interest_disclosure",
    "archived_url",
    "capture_state",
    "live_state",
    "created_at",
]


def source_rows(rows: QuerySet[Source]) -> Iterator[Row]:
    """All but those that are or were cited in confidence."""
    secret = Evidence.objects.filter(confidential=True).values("source")
    for row in rows.exclude(pk__in=secret).iterator(chunk_size=CHUNK_SIZE):
        yield {name: _text(getattr(row, name)) for name in SOURCE_COLUMNS}


def load_source(row: Row, actor: User) -> Source:
    require(can_edit, actor)
    url, note = row.get("url", "").strip(), row.get("note", "").strip()
    kind = row.get("kind", "").strip() or Source.Kind.SECONDARY
    texts = ("title", "publisher", "language", "interest_disclosure")
    details: dict[str, Any] = {name: row.get(name, "").strip() for name in texts}
    Source(url=url, note=note, kind=kind, **details).clean_fields()
    if not url and note and Source.objects.filter(url="", note=note).exists():
        raise SkippedField(_("here already"))
    last = Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    details["published_on"] = _day(row, "published_on")
    source = sources.add_source(url, note=note, kind=kind, actor=actor, **details)
    if source.pk <= last:
        raise SkippedField(_("here already"))
    return source


# --- Cells ------------------------------------------------------------------------------------


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.splitlines() if name.strip()]


def _day(row: Row, name: str) -> date | None:
    cell = row.get(name, "").strip()
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        values = {"name": name, "value": cell[:40]}
        raise Refused(_("%(name)s: “%(value)s” is no date; write 2026-01-31.") % values) from None


def _number(cell: str) -> float:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        values = {"name": "checkworthiness", "value": cell[:40]}
        raise Refused(_("%(name)s: “%(value)s” is no number.") % values) from None


TABLES = {
    table.name: table
    for table in (
        Table(
            "claims",
            Claim,
            CLAIM_COLUMNS,
            ["statement", "quote"],
            claim_rows,
            load_claim,
        ),
        Table("claimants", Claimant, CLAIMANT_COLUMNS, ["name"], claimant_rows, load_claimant),
        Table("sources", Source, SOURCE_COLUMNS, [], source_rows, load_source),
    )
}


def table_of(model: type[Model]) -> Table:
    return next(table for table in TABLES.values() if table.model is model)


def missing(table: Table, columns: Iterable[str]) -> list[str]:
    """Required columns that are not there."""
    here = set(columns)
    return [name for name in table.required if name not in here]
