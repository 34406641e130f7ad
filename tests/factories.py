"""Rows for tests, one factory for each table; each row satisfies every constraint.

What took decisions to come about is made by the verbs that take them: ``claim_in_review``,
``approved_claim`` and ``published_claim`` walk the workflow with three different people.
"""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims import models
from claims.anchors import select
from claims.editorial import approval, verdicts
from claims.models.article import text_hash
from claims.models.defaults import Role
from claims.models.recheck import Host, Outcome
from claims.models.slugs import german_slug
from claims.models.verdict import Aspect
from claims.publication.publish import publish

QUOTE = "Die Zahl der Einbrüche ist um 12 Prozent gesunken"
ARTICLE_TEXT = (
    f"«{QUOTE}», sagte Polizeisprecherin Anna Keller am Montag vor den Medien in Zürich. "
    "Die Stadt hatte im Vorjahr noch von einer Zunahme gesprochen."
)
EXCERPT = "Die Polizei zählte 1204 Einbrüche, 12 Prozent weniger als im Vorjahr."
SOURCE_TEXT = f"Kriminalstatistik 2025\n\n{EXCERPT}\n\nDie Aufklärungsquote stieg leicht."


def anchor(text: str, words: str) -> dict[str, Any]:
    """The selector for the first place where ``words`` stand in ``text``."""
    start = text.index(words)
    return asdict(select(text, start, start + len(words)))


# --- People -----------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    """A member of the staff; ``role=Role.EDITOR`` joins that group."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    first_name = "Kim"
    last_name = factory.Sequence(lambda n: f"Muster {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("a long password")
    is_staff = True

    role = ""

    @classmethod
    def _create(cls, model_class: type[User], *, role: str, **values: Any) -> User:
        user: User = super()._create(model_class, **values)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user


class EditorFactory(UserFactory):
    role = Role.EDITOR


class ReviewerFactory(UserFactory):
    role = Role.REVIEWER


class ChiefEditorFactory(UserFactory):
    role = Role.CHIEF_EDITOR


class AuditorFactory(UserFactory):
    role = Role.AUDITOR


class AdministratorFactory(UserFactory):
    role = Role.ADMINISTRATOR


# --- Articles and claims ----------------------------------------------------------------------


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = models.Publisher

    name = factory.Sequence(lambda n: f"Zeitung {n}")
    slug = factory.LazyAttribute(lambda publisher: german_slug(publisher.name))


class ArticleRevisionFactory(DjangoModelFactory):
    class Meta:
        model = models.ArticleRevision

    article = factory.SubFactory("tests.factories.ArticleFactory", revision=None)
    number = factory.LazyAttribute(lambda revision: revision.article.revisions.count() + 1)
    title = factory.SelfAttribute("article.title")
    text = ARTICLE_TEXT
    raw = factory.SelfAttribute("text")
    sha256 = factory.LazyAttribute(lambda revision: text_hash(revision.text))


class ArticleFactory(DjangoModelFactory):
    """An article with one revision; ``revision__text`` gives its text."""

    class Meta:
        model = models.Article
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Weniger Einbrüche in Zürich, Teil {n}")
    slug = factory.LazyAttribute(lambda article: german_slug(article.title))
    url = factory.LazyAttribute(lambda article: f"https://zeitung.example/{article.slug}")
    publisher = factory.SubFactory(PublisherFactory)
    published_on = date(2026, 1, 6)
    revision = factory.RelatedFactory(ArticleRevisionFactory, factory_related_name="article")


class ClaimantFactory(DjangoModelFactory):
    class Meta:
        model = models.Claimant

    name = factory.Sequence(lambda n: f"Anna Keller {n}")
    slug = factory.LazyAttribute(lambda claimant: german_slug(claimant.name))
    kind = models.Claimant.Kind.PERSON
    role = "Polizeisprecherin"


class UnnamedClaimantFactory(ClaimantFactory):
    name = factory.Sequence(lambda n: f"ein Beamter {n}")
    kind = models.Claimant.Kind.UNNAMED
    role = ""
    article = factory.SubFactory(ArticleFactory)


class ClaimantNameFactory(DjangoModelFactory):
    class Meta:
        model = models.ClaimantName

    claimant = factory.SubFactory(ClaimantFactory)
    name = factory.Sequence(lambda n: f"Keller {n}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic

    name_de = factory.Sequence(lambda n: f"Sicherheit {n}")
    name_en = factory.Sequence(lambda n: f"Security {n}")
    slug = factory.LazyAttribute(lambda topic: german_slug(topic.name_de))


class ClaimFactory(DjangoModelFactory):
    """A claim on the words ``words`` of its article's text."""

    class Meta:
        model = models.Claim

        skip_postgeneration_save = True

    class Params:
        words = QUOTE

    @factory.post_generation
    def topics(self: Any, _create: bool, topics: Any) -> None:
        self.topics.set(topics or [])

    article = factory.SubFactory(ArticleFactory)
    revision = factory.LazyAttribute(lambda claim: claim.article.revision)
    statement = factory.LazyAttribute(lambda claim: f"{claim.words}.")
    mode = models.Claim.Mode.DIRECT
    claimant = factory.SubFactory(ClaimantFactory)
    quote = factory.LazyAttribute(lambda claim: [anchor(claim.revision.text, claim.words)])
    state = models.Claim.State.OPEN


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = models.Report

    claim = factory.SubFactory(ClaimFactory)
    text = factory.Sequence(lambda n: f"Die Zahl im Absatz {n} ist von 2023.")
    contact = "a@example.org"
    sender = "0" * 64


# --- Sources and evidence ---------------------------------------------------------------------


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    url = factory.Sequence(lambda n: f"https://polizei.example/statistik-{n}")
    title = "Kriminalstatistik 2025"
    publisher = "Stadtpolizei"
    kind = models.Source.Kind.OFFICIAL
    capture_state = models.Source.CaptureState.CAPTURED
    live_state = models.Source.LiveState.LIVE


class SnapshotFactory(DjangoModelFactory):
    class Meta:
        model = models.Snapshot

    source = factory.SubFactory(SourceFactory)
    fetched_at = factory.LazyFunction(timezone.now)
    final_url = factory.SelfAttribute("source.url")
    content_type = "text/html"
    title = factory.SelfAttribute("source.title")
    text = SOURCE_TEXT
    sha256 = factory.SelfAttribute("text_sha256")
    text_sha256 = factory.LazyAttribute(lambda snapshot: text_hash(snapshot.text))


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    claim = factory.SubFactory(ClaimFactory)
    source = factory.SubFactory(SourceFactory)
    snapshot = factory.SubFactory(SnapshotFactory, source=factory.SelfAttribute("..source"))
    excerpt = EXCERPT
    selector = factory.LazyAttribute(
        lambda piece: anchor(piece.snapshot.text, piece.excerpt) if piece.snapshot else {}
    )
    stance = models.Evidence.Stance.SUPPORTS
    note = "Die Statistik nennt dieselbe Zahl."
    added_by = factory.SubFactory(EditorFactory)


class ReplyFactory(DjangoModelFactory):
    """Somebody was asked for a statement, and has not answered yet."""

    class Meta:
        model = models.Reply

    claim = factory.SubFactory(ClaimFactory)
    whom = factory.Sequence(lambda n: f"Anna Keller {n}, Polizeisprecherin")
    channel = models.Reply.Channel.EMAIL
    asked_on = date(2026, 1, 6)
    deadline = date(2026, 1, 7)
    asked_by = factory.SubFactory(EditorFactory)


class NullSearchFactory(DjangoModelFactory):
    class Meta:
        model = models.NullSearch

    claim = factory.SubFactory(ClaimFactory)
    place = "Archiv des Bundesamts für Statistik"
    query = factory.Sequence(lambda n: f"Einbrüche Zürich 202{n}")
    side = models.NullSearch.Side.REFUTES
    searched_on = date(2026, 1, 6)
    searched_by = factory.SubFactory(EditorFactory)


class AssessmentRoundFactory(DjangoModelFactory):
    """A blind assessment has been asked for, and none is in."""

    class Meta:
        model = models.AssessmentRound

    claim = factory.SubFactory(ClaimFactory)
    aspect = Aspect.CONTENT
    asked_by = factory.SubFactory(EditorFactory)


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assessment

    class Params:
        word = "true"

    round = factory.SubFactory(AssessmentRoundFactory)
    number = factory.LazyAttribute(lambda row: row.round.assessments.count() + 1)
    person = factory.SubFactory(EditorFactory)
    rating = factory.LazyAttribute(lambda row: rating(row.word, aspect=row.round.aspect))
    rationale = "Die Statistik nennt dieselbe Zahl."


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Vote

    class Params:
        word = "true"

    round = factory.SubFactory(AssessmentRoundFactory)
    number = factory.LazyAttribute(lambda row: row.round.votes.count() + 1)
    voter = factory.SubFactory(EditorFactory)
    rating = factory.LazyAttribute(lambda row: rating(row.word, aspect=row.round.aspect))


def contested_round(claim: Any) -> Any:
    """Two assessments that differ."""
    asked = AssessmentRoundFactory(claim=claim, state="contested")
    for word in ("true", "false"):
        AssessmentFactory(round=asked, word=word)
    return asked


# --- Verdicts, comments, corrections ----------------------------------------------------------


class SignOffFactory(DjangoModelFactory):
    """In part; ``is_whole=True, left_count=0, reason="", left=[]`` for the whole."""

    class Meta:
        model = models.SignOff

    article = factory.SubFactory(ArticleFactory)
    revision = factory.LazyAttribute(lambda row: row.article.revision)
    person = factory.SubFactory(ReviewerFactory)
    is_whole = False
    reason = "Die Statistik fehlt noch."
    settled_count = 1
    left_count = 1
    percent = 50
    left = factory.LazyFunction(lambda: [{"claim": 1, "statement": "Eins.", "state": "open"}])


class VerdictFactory(DjangoModelFactory):
    """A version of the answer, proposed unless ``approved=True``."""

    class Meta:
        model = models.Verdict

    class Params:
        word = "true"  # the rating, by its address
        approved = factory.Trait(
            state=models.Verdict.State.APPROVED,
            approver=factory.SubFactory(ReviewerFactory),
            approved_at=factory.LazyFunction(timezone.now),
        )

    claim = factory.SubFactory(ClaimFactory)
    aspect = Aspect.CONTENT
    number = factory.LazyAttribute(
        lambda verdict: verdict.claim.verdicts.filter(aspect=verdict.aspect).count() + 1
    )
    rating = factory.LazyAttribute(lambda verdict: rating(verdict.word, aspect=verdict.aspect))
    summary = "Die Statistik der Polizei bestätigt die Zahl."
    rationale = "Die *Kriminalstatistik* nennt 1204 Einbrüche, 12 Prozent weniger als im Vorjahr."
    both_sides = "Beim Bundesamt für Statistik fanden wir keine anderen Zahlen."
    known_as_of = date(2026, 1, 7)
    statement = factory.SelfAttribute("claim.statement")
    frozen = factory.LazyAttribute(lambda verdict: approval.approval_snapshot(verdict.claim))
    proposer = factory.SubFactory(EditorFactory)

    @classmethod
    def _create(cls, model_class: type[models.Verdict], **values: Any) -> models.Verdict:
        verdict = model_class(**values)
        verdict.content_hash = values.get("content_hash") or approval.content_hash(verdict)
        verdict.save(force_insert=True)
        return verdict


def rating(word: str, *, aspect: str = Aspect.CONTENT) -> models.Rating:
    """A rating of the scale in use, by its address: ``rating("partly-false")``."""
    return models.Rating.objects.get(scale__aspect=aspect, scale__is_default=True, slug=word)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = models.Comment

    claim = factory.SubFactory(ClaimFactory)
    author = factory.SubFactory(ReviewerFactory)
    body = "Gilt die Zahl für die Stadt oder für den Kanton?"


class CommentVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.CommentVersion

    comment = factory.SubFactory(CommentFactory)
    number = factory.LazyAttribute(lambda version: version.comment.number + 1)
    body = "Gilt die Zahl nur für die Stadt?"


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Correction

    class Params:
        approved = factory.Trait(
            state=models.Correction.State.APPROVED,
            approved_by=factory.SubFactory(ReviewerFactory),
        )

    claim = factory.SubFactory(ClaimFactory)
    kind = models.Correction.Kind.CORRECTION
    text = "In einer früheren Fassung stand eine falsche Jahreszahl."
    prepared_by = factory.SubFactory(EditorFactory)


# --- Re-checks --------------------------------------------------------------------------------


class RecheckPolicyFactory(DjangoModelFactory):
    class Meta:
        model = models.RecheckPolicy

    claim = factory.SubFactory(ClaimFactory)
    interval = timedelta(days=1)
    due_at = factory.LazyFunction(timezone.now)


class RecheckRunFactory(DjangoModelFactory):
    class Meta:
        model = models.RecheckRun

    claim = factory.SubFactory(ClaimFactory)
    trigger = models.RecheckRun.Trigger.SCHEDULE


class RecheckResultFactory(DjangoModelFactory):
    class Meta:
        model = models.RecheckResult

    evidence = factory.SubFactory(EvidenceFactory)
    run = factory.SubFactory(RecheckRunFactory, claim=factory.SelfAttribute("..evidence.claim"))
    outcome = Outcome.UNCHANGED
    status = 200


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    evidence = factory.SubFactory(EvidenceFactory)
    claim = factory.SelfAttribute("evidence.claim")
    kind = models.Finding.Kind.CHANGED
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    before = EXCERPT
    after = EXCERPT.replace("1204", "1240")
    last_seen_at = factory.LazyFunction(timezone.now)


class ClaimRelationFactory(DjangoModelFactory):
    """Two claims of which the later contradicts the earlier."""

    class Meta:
        model = models.ClaimRelation

    other = factory.SubFactory(ClaimFactory)
    claim = factory.SubFactory(ClaimFactory)
    kind = models.ClaimRelation.Kind.CONTRADICTS
    reason = {
        "code": "other_number",
        "params": {
            "now": "14 Prozent",
            "before": "12 Prozent",
            "of": "",
            "who": "Anna Keller",
            "date": "2026-01-06",
        },
    }
    score = 0.9


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Appearance

    claim = factory.SubFactory(ClaimFactory)
    seen_as = factory.SubFactory(ClaimFactory)
    article = factory.SelfAttribute("seen_as.article")
    revision = factory.SelfAttribute("seen_as.revision")
    selectors = factory.SelfAttribute("seen_as.quote")


class ExternalCheckFactory(DjangoModelFactory):
    class Meta:
        model = models.ExternalCheck

    claim = factory.SubFactory(ClaimFactory)
    publisher = "Faktencheck Nord"
    site = "faktencheck.example"
    url = factory.Sequence(lambda n: f"https://faktencheck.example/{n}")
    title = "Ja, es sind weniger Einbrüche"
    claim_text = factory.SelfAttribute("claim.statement")
    textual_rating = "Größtenteils richtig"
    review_date = date(2026, 1, 8)
    language = "de"
    origin = models.ExternalCheck.Origin.FEED


class HostFactory(DjangoModelFactory):
    class Meta:
        model = Host

    name = factory.Sequence(lambda n: f"polizei{n}.example")
    free_at = factory.LazyFunction(timezone.now)


class EventFactory(factory.Factory):
    """Appended to the log the only way there is."""

    class Meta:
        model = models.Event

    verb = "accept"
    actor = factory.SubFactory(EditorFactory)
    claim = factory.SubFactory(ClaimFactory)

    @classmethod
    def _create(cls, _model_class: type[models.Event], **values: Any) -> models.Event:
        with transaction.atomic():
            return models.record(values.pop("verb"), **values)


# --- Who is told ------------------------------------------------------------------------------


class NoticeFactory(DjangoModelFactory):
    """Somebody is told of a comment by somebody else."""

    class Meta:
        model = models.Notice

    claim = factory.SubFactory(ClaimFactory)
    event = factory.SubFactory(EventFactory, claim=factory.SelfAttribute("..claim"))
    recipient = factory.SubFactory(ReviewerFactory)
    actor = factory.SubFactory(EditorFactory)
    reason = models.Notice.Reason.COMMENT


# --- Claims that have come a long way ---------------------------------------------------------


def claim_in_review(*, word: str = "true", proposer: User | None = None, **fields: Any) -> Any:
    """A claim with one piece of evidence and a proposed verdict that waits for a reviewer."""
    claim = ClaimFactory(**fields)
    EvidenceFactory(claim=claim)
    return propose_and_submit(claim, word=word, proposer=proposer)


def propose_and_submit(claim: Any, *, word: str = "true", proposer: User | None = None) -> Any:
    proposer = proposer or EditorFactory()
    verdicts.propose(
        claim,
        rating=rating(word),
        summary=VerdictFactory.summary,
        rationale=VerdictFactory.rationale,
        both_sides=VerdictFactory.both_sides,
        known_as_of=VerdictFactory.known_as_of,
        actor=proposer,
    )
    verdicts.submit(claim, actor=proposer)
    claim.refresh_from_db()
    return claim


def approved_claim(**fields: Any) -> Any:
    claim = claim_in_review(**fields)
    verdicts.approve(claim, actor=ReviewerFactory())
    claim.refresh_from_db()
    return claim


def published_claim(**fields: Any) -> Any:
    """A claim with a public page, ``claim.publication``."""
    claim = approved_claim(**fields)
    publish(claim, actor=ChiefEditorFactory())
    claim.refresh_from_db()
    return claim
