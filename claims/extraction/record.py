"""What the engine found becomes rows: suggested claims, their claimants, their exact places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.anchors import Orphan, Selector, locate_all, select_all
from claims.extraction import ExtractedClaim, Extraction, Speaker, SpeakerKind, extract
from claims.extraction.model import Span
from claims.models import Article, ArticleRevision, Claim, Claimant, ClaimantName, record
from claims.models.claimant import fold
from claims.models.locks import lock_key
from claims.models.slugs import free_slug

COVERED = 0.8  # of two passages: shared characters over all characters of both
SCOPED_KINDS = frozenset({SpeakerKind.ROLE, SpeakerKind.UNNAMED})
LONGEST_NAME = 200


def extract_claims(article: Article) -> list[Claim]:
    """Find the claims of the article's current revision and write those that are new.

    Claims of an earlier revision are put in their new place first, or orphaned. Run twice, the
    second run adds nothing. The engine works before the transaction, which stays short.
    """
    revision = article.revision
    found = extract(revision.text, language=article.language or None)
    with transaction.atomic():
        Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        if article.revision.pk != revision.pk:  # changed meanwhile, and due again for that
            return []
        lock_key("claimants")  # else two articles make two of one claimant
        book = Claimants(article)
        moved = _reanchor(article, revision, found, book)
        claims = _add(article, revision, found, book)
        if claims or moved or article.extracted_at is None:
            record(
                "extract",
                actor=None,
                article=article,
                revision=revision.number,
                added=[claim.pk for claim in claims],
                earlier=moved,
            )
        article.extracted_at = timezone.now()
        article.extraction_notes = "\n".join(found.notes)
        article.save(update_fields=["extracted_at", "extraction_notes"])
    article.finish()
    return claims


# --- New claims -----------------------------------------------------------------------------


def _add(
    article: Article, revision: ArticleRevision, found: Extraction, book: Claimants
) -> list[Claim]:
    here = list(Claim.objects.filter(revision=revision))
    return [
        _suggest(article, revision, claim, book)
        for claim in found.claims
        if not any(_covers(known, claim) for known in here)
    ]


def _covers(known: Claim, claim: ExtractedClaim) -> bool:
    """Whether ``known`` is what the engine found: the same words, or nearly the same passage."""
    spans = [(part["start"], part["end"]) for part in known.quote]
    if spans == [tuple(span) for span in claim.quote]:
        return known.mode == claim.mode or known.origin == Claim.Origin.PERSON
    return _overlap(spans, claim.quote) >= COVERED


def _overlap(some: Iterable[Span], others: Iterable[Span]) -> float:
    """Shared code points over all code points of two passages, 0–1."""
    some, others = list(some), list(others)
    shared = sum(
        max(0, min(a_end, b_end) - max(a_start, b_start))
        for a_start, a_end in some
        for b_start, b_end in others
    )
    size = sum(end - start for start, end in [*some, *others]) - shared
    return shared / size if size else 0.0


def _suggest(
    article: Article, revision: ArticleRevision, claim: ExtractedClaim, book: Claimants
) -> Claim:
    text = revision.text
    return Claim.objects.create(
        article=article,
        revision=revision,
        statement=claim.statement,
        language=article.language,
        mode=claim.mode,
        claimant=book.find_or_create(claim.speaker) if claim.speaker else None,
        via=[{"name": link.name} for link in claim.via],
        quote=_selectors(text, claim.quote),
        speaker=_selectors(text, claim.speaker.spans if claim.speaker else ()),
        cue=_selectors(text, claim.cue),
        kind=claim.kind,
        checkworthiness=min(max(claim.checkworthiness, 0.0), 1.0),
        reasons=list(claim.reasons),
        origin=Claim.Origin.MACHINE,
        rule=claim.rule[:80],
        confidence=claim.confidence,
    )


def _selectors(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [asdict(selector) for selector in select_all(text, spans)]


# --- Claims of an earlier revision ----------------------------------------------------------


def _reanchor(
    article: Article, revision: ArticleRevision, found: Extraction, book: Claimants
) -> dict[str, list[int]]:
    """Put every claim of another revision where its words stand now; what cannot be, is orphaned.

    Returns the numbers of the claims that were anchored, moved and orphaned.
    """
    outcome: dict[str, list[int]] = {}
    for claim in Claim.objects.filter(article=article).exclude(revision=revision):
        place = _Place.of(claim, revision.text, found, book)
        was = claim.anchor_state
        if place is None:
            claim.anchor_state = Claim.AnchorState.ORPHANED
            claim.save(update_fields=["anchor_state", "updated_at"])
        else:
            claim.revision, claim.anchor_state = revision, place.state
            claim.quote, claim.speaker, claim.cue = place.quote, place.speaker, place.cue
            claim.save(
                update_fields=["revision", "anchor_state", "quote", "speaker", "cue", "updated_at"]
            )
        outcome.setdefault(claim.anchor_state, []).append(claim.pk)
        if place is None and was == Claim.AnchorState.ORPHANED:
            continue  # said before
        record(
            "reanchor",
            actor=None,
            claim=claim,
            revision=revision.number,
            anchor_state=claim.anchor_state,
            rules=place.rules if place else [],
        )
    return outcome


@dataclass
class _Place:
    """Where a claim stands in a new text: its selectors there, and by which rules it was found."""

    state: str
    quote: list[dict[str, Any]]
    speaker: list[dict[str, Any]]
    cue: list[dict[str, Any]]
    rules: list[str]

    @classmethod
    def of(cls, claim: Claim, text: str, found: Extraction, book: Claimants) -> _Place | None:
        """The claim's place in ``text``; None if its words, or who said them, are not proven."""
        quote = _located(claim.quote, text)
        if not quote:
            return None
        spans = [(start, end) for start, end, _rule in quote]
        speaker, cue = _located(claim.speaker, text), _located(claim.cue, text)
        if speaker is None or cue is None:
            # The attribution reads differently now. It stands if the engine finds the same one.
            same = _same_attribution(claim, spans, found, book)
            if same is None:
                return None
            speaker = [(*span, "extracted") for span in same.speaker.spans] if same.speaker else []
            cue = [(*span, "extracted") for span in same.cue]
        unmoved = [(part["start"], part["end"]) for part in claim.quote] == spans
        return cls(
            state=Claim.AnchorState.ANCHORED if unmoved else Claim.AnchorState.MOVED,
            quote=_selectors(text, spans),
            speaker=_selectors(text, [(start, end) for start, end, _rule in speaker]),
            cue=_selectors(text, [(start, end) for start, end, _rule in cue]),
            rules=[rule for _start, _end, rule in [*quote, *speaker, *cue]],
        )


def _located(stored: list[dict[str, Any]], text: str) -> list[tuple[int, int, str]] | None:
    """(start, end, rule) for every part of a passage; None if one is not proven to stand there."""
    places = locate_all([Selector(**part) for part in stored], text)
    if isinstance(places, Orphan):
        return None
    return [(place.start, place.end, str(place.rule)) for place in places]


def _same_attribution(
    claim: Claim, spans: list[Span], found: Extraction, book: Claimants
) -> ExtractedClaim | None:
    """What the engine finds at the same words, if it gives them to the same claimant."""
    for other in found.claims:
        if _overlap(spans, other.quote) >= COVERED:
            claimant = book.find(other.speaker) if other.speaker else None
            if (claimant.pk if claimant else None) == claim.claimant_id:
                return other
    return None


# --- Claimants ------------------------------------------------------------------------------


class Claimants:
    """The claimants as seen from one article.

    Who is named in full is the same in every article. A surname alone, a role, «ein hochrangiger
    Beamter» may be somebody else elsewhere, and stay with the article: two claimants too many are
    merged with a click, one wrong attribution is published.
    """

    def __init__(self, article: Article) -> None:
        self.article = article

    def find_or_create(self, speaker: Speaker) -> Claimant:
        claimant = self.find(speaker) or self._create(speaker)
        self._learn(claimant, speaker)
        return claimant

    def find(self, speaker: Speaker) -> Claimant | None:
        """The one claimant of this kind known by the speaker's name, else none."""
        rows = self._rows(speaker)
        name = fold(speaker.name)
        known = rows.filter(names__folded=name).distinct()[:2]
        if len(known) == 1:
            return known[0].merged_into or known[0]
        if _is_scoped(speaker):
            return None
        aliases = [
            fold(alias)
            for alias in speaker.aliases
            if _is_full(alias, speaker.kind) and _is_name(alias, speaker.name, speaker.kind)
        ]
        known = rows.filter(names__folded__in=aliases).distinct()[:2]
        return known[0] if len(known) == 1 else None

    def _rows(self, speaker: Speaker) -> QuerySet[Claimant]:
        scope = self.article if _is_scoped(speaker) else None
        return Claimant.objects.filter(kind=speaker.kind, article=scope)

    def _create(self, speaker: Speaker) -> Claimant:
        name = speaker.name[:LONGEST_NAME]
        return Claimant.objects.create(
            name=name,
            slug=free_slug(Claimant.objects.all(), name),
            kind=speaker.kind,
            role=speaker.role[:LONGEST_NAME],
            article=self.article if _is_scoped(speaker) else None,
        )

    def _learn(self, claimant: Claimant, speaker: Speaker) -> None:
        """Names by which the claimant was called here; descriptions («der Präsident») are none."""
        if _is_scoped(speaker) and claimant.article_id is None:
            return  # «die Sprecherin» turned out to be somebody; elsewhere it may be another
        names = [speaker.name]
        if not _is_scoped(speaker):
            names += [a for a in speaker.aliases if _is_name(a, speaker.name, speaker.kind)]
        for name in dict.fromkeys(name[:LONGEST_NAME] for name in names):
            ClaimantName.objects.get_or_create(claimant=claimant, name=name)
        if speaker.role and not claimant.role:
            claimant.role = speaker.role[:LONGEST_NAME]
            claimant.save(update_fields=["role"])


def _is_scoped(speaker: Speaker) -> bool:
    return speaker.kind in SCOPED_KINDS or not _is_full(speaker.name, speaker.kind)


def _is_full(name: str, kind: str) -> bool:
    """A person is known everywhere by first name and surname; institutions by any name."""
    return kind != SpeakerKind.PERSON or len(name.split()) > 1


def _is_name(alias: str, name: str, kind: str) -> bool:
    """Whether ``alias`` is a name; a person's ends in the surname, unlike «der Kanzler»."""
    if kind == SpeakerKind.PERSON:
        return alias.split()[-1:] == name.split()[-1:]
    return alias[:1].isupper()
