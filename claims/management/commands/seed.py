"""Sample articles, and what a desk has made of them: loaded by the verbs that people use."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from claims import http
from claims.anchors import occurrences
from claims.editorial import claims as desk
from claims.editorial import comments, verdicts
from claims.evidence import snapshots, sources
from claims.extraction.record import extract_claims
from claims.ingest.articles import ingest_text
from claims.management.commands.demo import ACCOUNTS, PASSWORD, sample_sources
from claims.models import Article, Claim, Claimant, ClaimantName, Rating, RecheckRun, Source, Topic
from claims.models.defaults import ensure_groups
from claims.models.slugs import free_slug
from claims.models.verdict import Aspect
from claims.publication import publish
from claims.publication import topics as filing
from claims.rechecks import schedule
from claims.rechecks.fetching import FetchRequest, FetchResult
from claims.rechecks.runner import recheck

SEEDS = settings.BASE_DIR / "seeds"
NAMES = {
    "editor": ("Jörg", "Aebischer-Lüthi"),
    "reviewer": ("Françoise", "Kälin"),
    "chief": ("Ute", "Großmann-Jäggi"),
    "admin": ("Süleyman", "Brändli"),
}
MAX_SPAN_DIFFERENCE = 12  # characters by which the machine's span may differ: marks, a full stop
# The states of a claim whose check has begun, in the order in which they are reached.
PUBLIC = ("published", "corrected", "under_revision", "retracted", "finding")
REVIEWED = ("approved", *PUBLIC)
PROPOSED = ("in_review", *REVIEWED)
STARTED = ("in_research", *PROPOSED)


class Command(BaseCommand):
    help = "Load the sample articles and, with the demo accounts, a desk's work on them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="create the demo accounts although DEBUG is off"
        )

    def handle(self, *_args: Any, accounts: bool, **_options: Any) -> None:
        articles = load_articles()
        self.stdout.write(f"Articles: {len(articles)}.")
        if not (settings.DEBUG or accounts):
            self.stdout.write("Without --accounts nobody has worked on them.")
            return
        host = settings.SITE_URL.partition("://")[2]
        if host not in settings.FETCH_ALLOWED_HOSTS:
            raise CommandError(
                f"The samples cite pages of this site. Set FETCH_ALLOWED_HOSTS={host} for that."
            )
        new = Desk(articles, make_accounts()).work()
        self.stdout.write(f"Claims taken up: {new}.")


def load_articles() -> dict[str, Article]:
    """The articles by the names of their files; claims are found in those that are new."""
    articles = {}
    for path in sorted((SEEDS / "articles").glob("*.txt")):
        ingested = ingest_text(path.read_bytes())
        if ingested.article.extracted_at is None:
            extract_claims(ingested.article)
        articles[path.stem] = ingested.article
    return articles


def make_accounts() -> dict[str, User]:
    """One person for each role; who exists already keeps name and password."""
    ensure_groups()
    people = {}
    for username, role in ACCOUNTS.items():
        first, last = NAMES[username]
        person, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{username}@example.org",
                "is_staff": True,
            },
        )
        if created:
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
            person.groups.add(Group.objects.get(name=role))
        people[username] = person
    return people


class Desk:
    """What ``seeds/desk.toml`` tells, done by three people."""

    def __init__(self, articles: dict[str, Article], people: dict[str, User]) -> None:
        self.articles = articles
        self.editor, self.reviewer = people["editor"], people["reviewer"]
        self.chief, self.people = people["chief"], people
        self.plan = tomllib.loads((SEEDS / "desk.toml").read_text())
        self.sources: dict[str, Source] = {}
        self.topics: list[tuple[Topic, list[str]]] = []

    def work(self) -> int:
        """Take up each claim that has not been taken up yet; how many that were."""
        for source in self.plan["source"]:
            self.sources[source["name"]] = self.source(**source)
        self.topics = [self.topic(**topic) for topic in self.plan["topic"]]
        return sum(self.take_up(**plan) for plan in self.plan["claim"])

    def topic(self, *, slug: str, articles: list[str], **names: str) -> tuple[Topic, list[str]]:
        """A topic, and the articles whose claims are filed under it."""
        return Topic.objects.get_or_create(slug=slug, defaults=names)[0], articles

    def source(self, *, name: str, kind: str, title: str = "", as_of: str = "") -> Source:
        """A page of ``seeds/sources`` as the demo serves it, or a note; captured once."""
        if kind == Source.Kind.NOTE:
            known = Source.objects.filter(note=title).first()
            return known or sources.add_source(
                note=title, title=title, kind=kind, actor=self.editor
            )
        # After a start on another port it is still the source that was cited.
        source = sample_sources(name).first() or sources.add_source(
            f"{settings.SITE_URL}/demo/sources/{name}/", kind=kind, actor=self.editor
        )
        if source.snapshot is None:
            snapshots.save_copy(source, snapshots.read_copy(page_of(source.url, as_of or name)))
            source.finish()
        return source

    @transaction.atomic
    def take_up(self, *, article: str, words: str, state: str, **plan: Any) -> bool:
        """Bring one claim to its state; False if somebody has been at it already."""
        claim = self.find(self.articles[article], words)
        if claim is not None and claim.last_editor_id:
            return False
        if claim is not None and claim.state != Claim.State.SUGGESTED:
            return False
        if state == "dismissed":
            found = claim or self.mark(self.articles[article], words)
            desk.dismiss(found, reason=plan["reason"], actor=self.editor)
            return True
        claim = self.open(claim, self.articles[article], words, plan)
        topics = [topic for topic, articles in self.topics if article in articles]
        filing.file_under(claim, topics=topics, actor=self.editor)
        if state in STARTED:
            desk.start_research(claim, actor=self.editor)
            self.attach(claim, plan)
        if state in PROPOSED:
            self.propose(claim, plan["verdict"], plan.get("attribution"))
            verdicts.submit(claim, actor=self.editor)
            self.discuss(claim, plan)
        if state in REVIEWED:
            verdicts.approve(claim, actor=self.reviewer)
        if state in PUBLIC:
            publish.publish(claim, actor=self.chief)
        self.finish(claim, state, plan)
        return True

    def find(self, article: Article, words: str) -> Claim | None:
        """The claim at these words, if the machine or a person has marked just them."""
        start, end = self.place(article, words)
        for claim in article.claims.all():
            spans = [(part["start"], part["end"]) for part in claim.quote]
            if spans and abs(spans[0][0] - start) + abs(spans[-1][1] - end) <= MAX_SPAN_DIFFERENCE:
                return claim
        return None

    def place(self, article: Article, words: str) -> tuple[int, int]:
        found = occurrences(words, article.revision.text)
        if len(found) != 1:
            raise CommandError(f"“{words}” stands {len(found)} times in “{article}”.")
        return found[0]

    def mark(self, article: Article, words: str) -> Claim:
        return desk.suggest(article, spans=[self.place(article, words)], actor=self.editor)

    def open(
        self, claim: Claim | None, article: Article, words: str, plan: dict[str, Any]
    ) -> Claim:
        """An open claim that says what the plan says, marked anew where the machine missed it."""
        if claim is None:
            claim = self.mark(article, words)
        else:
            desk.accept(claim, actor=self.editor)
        fields = (
            "headline",
            "headline_translations",
            "statement",
            "mode",
            "kind",
            "resolves_on",
            "selection_reason",
        )
        changes = {name: plan[name] for name in fields if name in plan}
        if plan["mode"] == Claim.Mode.OWN_VOICE:
            changes["claimant"] = None
        elif "claimant" in plan:
            kind = plan.get("claimant_kind", Claimant.Kind.PERSON)
            changes["claimant"] = claimant(plan["claimant"], kind, article)
        return desk.edit(claim, actor=self.editor, **changes)

    def attach(self, claim: Claim, plan: dict[str, Any]) -> None:
        for piece in plan.get("evidence", []):
            source = self.sources[piece["source"]]
            reason = "" if source.url else "Ein Gespräch; die Notiz liegt auf der Redaktion."
            sources.attach_evidence(
                claim,
                source=source,
                stance=piece["stance"],
                excerpt=piece["excerpt"],
                note=piece.get("note", ""),
                confidential=piece.get("confidential", False),
                no_snapshot_reason=reason,
                actor=self.editor,
            )

    def propose(self, claim: Claim, verdict: dict[str, Any], attribution: list[str] | None) -> None:
        today = timezone.localdate()
        days = verdict.get("expires_in_days")
        verdicts.propose(
            claim,
            aspect=Aspect.CONTENT,
            rating=rating(Aspect.CONTENT, verdict["rating"]),
            summary=verdict["summary"],
            rationale=verdict["rationale"],
            both_sides=verdict.get("both_sides", ""),
            change_reason=verdict.get("change_reason", ""),
            known_as_of=today,
            expires_on=today + timedelta(days=days) if days else None,
            actor=self.editor,
        )
        if attribution:
            slug, summary, rationale = attribution
            verdicts.propose(
                claim,
                aspect=Aspect.ATTRIBUTION,
                rating=rating(Aspect.ATTRIBUTION, slug),
                summary=summary,
                rationale=rationale,
                known_as_of=today,
                actor=self.editor,
            )

    def discuss(self, claim: Claim, plan: dict[str, Any]) -> None:
        for remark in plan.get("comments", []):
            thread = comments.comment(
                claim,
                body=remark["body"],
                is_blocking=remark.get("blocking", False),
                actor=self.people[remark["by"]],
            )
            if "answer" in remark:
                comments.comment(claim, body=remark["answer"], parent=thread, actor=self.editor)

    def finish(self, claim: Claim, state: str, plan: dict[str, Any]) -> None:
        """What came after publication."""
        match state:
            case "under_revision":
                desk.reopen(claim, reason=plan["reopened_because"], actor=self.editor)
            case "corrected":
                self.correct(claim, plan["correction"], plan.get("attribution"))
            case "retracted":
                self.prepare(claim, plan["correction"])
                publish.retract(claim, actor=self.chief)
            case "finding":
                schedule.request_recheck(claim)
                recheck(claim, trigger=RecheckRun.Trigger.PERSON, look=look_at_seeds)

    def correct(
        self, claim: Claim, correction: dict[str, Any], attribution: list[str] | None
    ) -> None:
        desk.reopen(claim, reason=f"Hinweis: {correction['requested_by']}", actor=self.editor)
        self.propose(claim, correction["verdict"], attribution)
        verdicts.submit(claim, actor=self.editor)
        verdicts.approve(claim, actor=self.reviewer)
        self.prepare(claim, correction)
        publish.publish(claim, actor=self.chief)

    def prepare(self, claim: Claim, correction: dict[str, Any]) -> None:
        prepared = publish.prepare_correction(
            claim,
            kind=correction["kind"],
            text=correction["text"],
            requested_by=correction["requested_by"],
            actor=self.editor,
        )
        publish.approve_correction(prepared, actor=self.reviewer)


def rating(aspect: str, slug: str) -> Rating:
    return Rating.objects.get(scale__aspect=aspect, scale__is_default=True, slug=slug)


def claimant(name: str, kind: str, article: Article) -> Claimant:
    """The claimant of that name; roles belong to their article."""
    scope = article if kind in {Claimant.Kind.ROLE, Claimant.Kind.UNNAMED} else None
    known = Claimant.objects.filter(name=name, kind=kind, article=scope).first()
    if known:
        return known
    slug = free_slug(Claimant.objects.all(), name)
    made = Claimant.objects.create(name=name, slug=slug, kind=kind, article=scope)
    ClaimantName.objects.create(claimant=made, name=name)
    return made


def page_of(url: str, name: str) -> http.Response:
    """A file of ``seeds/sources`` as if it had been fetched; the web need not run yet."""
    return http.Response(
        url=url,
        status=200,
        headers={"content-type": "text/html; charset=utf-8"},
        content_type="text/html",
        charset="utf-8",
        body=(SEEDS / "sources" / f"{name}.html").read_bytes(),
    )


def look_at_seeds(wanted: FetchRequest) -> FetchResult:
    """A look at a page of the demo while its web server does not run yet."""
    page = page_of(wanted.url, wanted.url.rstrip("/").rpartition("/")[2])
    copy = snapshots.read_copy(page)
    return FetchResult(wanted.source_id, copy=copy, status=page.status, final_url=page.url)
