"""A site in which every text and every address that somebody may write is an attack.

Each text holds a word of its own, so that a test can tell which of them it has seen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from claims.editorial import claims as editing
from claims.editorial import comments, verdicts
from claims.models import Event, SubscriptionEntry, WebhookDelivery
from claims.publication import related
from claims.publication.publish import approve_correction, prepare_correction, publish
from tests import factories
from tests.access.world import World, rows_of

LINK = "javascript:alert(1)//https://example.org/"
DATA = "data:text/html,<script>alert(2)</script>"
# Out of an attribute, with and without quotes; out of a script, a title, a text area, a comment,
# CDATA; mark-up that is escaped once already; what templates and format strings would fill in;
# controls that turn the line around, that nobody sees, or that no XML may hold.
SHORT = "\"'>`<x-hacked>{{'hack'|add:'ed-2'}}{0}%(h)s%s\u202e\u2066\u200b\x0b"
ATTACK = (
    f"{SHORT} onhacked=alert(3) x=\"' onhacked='</script></style></title></textarea>--></x-hacked>"
    "]]>&lt;x-hacked&gt;<script>alert(4)</script><img src=x onerror=alert(5)><svg onload=a()>"
    "<!--<script>"
)
MARKDOWN = (
    f"[a]({LINK}) [b](<{DATA}>) ![c](https://evil.example/i.png) <{LINK}> [d]\n\n[d]: {LINK}\n\n"
    f"<a href='{LINK}' onclick=alert(6)>x</a> [e](https://example.org/ \"{ATTACK[:60]}\")"
)
LONG = "Donaudampfschiff" * 40


class Texts:
    """Hostile texts; ``told`` says by its word what each one was given as."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def __call__(self, what: str, *, most: int = 10_000, also: str = "") -> str:
        """A text of at most ``most`` characters that a spreadsheet would take for a formula."""
        word = f"hk{len(self.told):02}h"
        self.told[word] = what
        text = f"={word}{SHORT if most < 300 else ATTACK}"
        assert len(text) <= most, (what, len(text))
        return f"{text}\n\n{also}" if also else text


def make_hostile(world: World) -> tuple[World, dict[str, str]]:
    """The world about one hostile claim, and what each text in it was given as."""
    text = Texts()
    for name, person in world.people.items():
        if person:
            person.first_name = text(f"{name}.first_name", most=150)
            person.last_name = text(f"{name}.last_name", most=150)
            person.save()
    article = factories.ArticleFactory(
        title=text("article.title", most=500),
        slug="hostile",
        url=LINK,
        author=text("article.author", most=200),
        publisher=factories.PublisherFactory(
            name=text("publisher.name", most=200), slug="hostile", homepage=LINK
        ),
        extraction_notes=text("article.extraction_notes"),
        revision__text=f"{text('revision.text')} {factories.QUOTE} {LONG}",
    )
    claim = _published(world, article, text)
    _at_the_desk(world, claim, text)
    _from_outside(world, claim, text)
    related.refresh([claim.pk])
    claim.refresh_from_db()
    reported = {"report": claim.reports.get(), "finding": claim.findings.get()}
    rest = world.rest | rows_of(claim) | reported
    return world._replace(published=claim, rest=rest), text.told


def _published(world: World, article: Any, text: Texts) -> Any:
    editor, reviewer, chief = (world.people[name] for name in ("editor", "reviewer", "chief"))
    claim = factories.ClaimFactory(
        article=article,
        statement=f"{text('claim.statement')} {LONG}",
        headline=text("claim.headline", most=200),
        headline_translations={"en": text("claim.headline_translations", most=200)},
        claimant=factories.ClaimantFactory(
            name=text("claimant.name", most=200),
            role=text("claimant.role", most=200),
            slug="hostile",
        ),
        via=[{"name": text("claim.via", most=200)}],
        selection_reason=text("claim.selection_reason", most=500),
        topics=[
            factories.TopicFactory(
                name_de=text("topic.name_de", most=100),
                name_en=text("topic.name_en", most=100),
                slug="hostile",
            )
        ],
    )
    factories.ClaimantNameFactory(claimant=claim.claimant, name=text("alias", most=200))
    for url, stance in ((LINK, "supports"), (DATA, "refutes"), ("https://x.example/", "context")):
        source = factories.SourceFactory(
            url=url,
            archived_url=url,
            title=text(f"source.title {stance}", most=500),
            publisher=text(f"source.publisher {stance}", most=200),
            interest_disclosure=text(f"source.interest_disclosure {stance}", most=500),
            note=text(f"source.note {stance}"),
            last_error=text(f"source.last_error {stance}", most=500),
        )
        words = text(f"snapshot.text {stance}")
        snapshot = factories.SnapshotFactory(source=source, text=f"Anfang {words} Ende")
        note = text(f"evidence.note {stance}")
        factories.EvidenceFactory(
            claim=claim, source=source, snapshot=snapshot, excerpt=words, note=note, stance=stance
        )
    factories.ReplyFactory(
        claim=claim,
        whom=text("reply.whom", most=300),
        answer=text("reply.answer"),
        answered_on=date(2026, 1, 7),
    )
    factories.NullSearchFactory(
        claim=claim,
        place=text("null_search.place", most=300),
        query=text("null_search.query", most=500),
    )
    _answer(claim, "false", world, text)
    publish(claim, actor=chief)
    editing.reopen(claim, reason=text("reopen.reason", most=500), actor=editor)
    correction = prepare_correction(
        claim,
        kind="correction",
        text=text("correction.text"),
        requested_by=text("correction.requested_by", most=200),
        actor=editor,
    )
    approve_correction(correction, actor=reviewer)
    _answer(claim, "true", world, text)
    publish(claim, actor=chief)
    return claim


def _answer(claim: Any, word: str, world: World, text: Texts) -> None:
    editor = world.people["editor"]
    verdicts.propose(
        claim,
        rating=factories.rating(word),
        summary=text(f"verdict.summary {word}", most=400),
        rationale=text(f"verdict.rationale {word}", also=MARKDOWN),
        both_sides=text(f"verdict.both_sides {word}", also=MARKDOWN),
        change_reason=text(f"verdict.change_reason {word}", most=500),
        known_as_of=date(2026, 1, 7),
        actor=editor,
    )
    verdicts.submit(claim, actor=editor)
    verdicts.approve(claim, actor=world.people["reviewer"])


def _at_the_desk(world: World, claim: Any, text: Texts) -> None:
    editor, reviewer, chief = (world.people[name] for name in ("editor", "reviewer", "chief"))
    thread = comments.comment(claim, body=text("comment.body", also=LINK), actor=reviewer)
    comments.comment(claim, body=text("reply to a comment"), actor=editor, parent=thread)
    factories.NoticeFactory(claim=claim, recipient=chief, actor=editor, comment=thread)
    factories.FindingFactory(
        claim=claim,
        evidence=claim.evidence.first(),
        before=text("finding.before"),
        after=text("finding.after"),
        note=text("finding.note", most=500),
    )
    factories.RecheckResultFactory(
        evidence=claim.evidence.first(), note=text("result.note", most=500)
    )
    other = factories.ClaimFactory(
        statement=text("suggested statement"), article=claim.article, state="suggested"
    )
    factories.ClaimRelationFactory(claim=other, other=claim)
    decided = {"state": "confirmed", "decided_by": editor, "decided_at": timezone.now()}
    factories.AppearanceFactory(claim=claim, seen_as=other, **decided)
    row = {"claim": other.pk, "statement": text("sign-off, what is left"), "state": "open"}
    factories.SignOffFactory(
        article=claim.article, reason=text("sign-off, why in part", most=500), left=[row]
    )


def _from_outside(world: World, claim: Any, text: Texts) -> None:
    """Readers, other desks, feeds and web servers write too."""
    factories.ReportFactory(
        claim=claim,
        text=text("report.text"),
        source=LINK,
        contact=text("report.contact", most=200),
    )
    decided = {"decided_by": world.people["editor"], "decided_at": timezone.now()}
    for url, state in ((LINK, {}), (DATA, {"state": "confirmed", **decided})):
        name = state.get("state", "suggested")
        factories.ExternalCheckFactory(
            claim=claim,
            claim_text=text(f"foreign.claim_text {name}"),
            publisher=text(f"foreign.publisher {name}", most=200),
            title=text(f"foreign.title {name}", most=500),
            textual_rating=text(f"foreign.rating {name}", most=500),
            url=url,
            **state,
        )
    rest = world.rest
    type(rest["subscription"]).objects.update(
        name=text("subscription.name", most=200),
        publisher=text("subscription.publisher", most=200),
        last_error=text("subscription.last_error"),
    )
    SubscriptionEntry.objects.update(
        title=text("entry.title", most=500), note=text("entry.note", most=300), url=LINK
    )
    type(rest["intake"]).objects.update(last_error=text("intake.last_error"), url=LINK)
    type(rest["webhookendpoint"]).objects.update(name=text("endpoint.name", most=100))
    WebhookDelivery.objects.update(last_error=text("delivery.last_error"))
    assert Event.objects.filter(claim=claim).exists()
