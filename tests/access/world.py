"""A row in every table that has a page, and the address of every page for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from claims.models import (
    Claim,
    Intake,
    RecheckRule,
    Subscription,
    SubscriptionEntry,
    WebhookDelivery,
)
from claims.publication.webhooks import add_endpoint
from tests import factories
from tests.public.published import retracted_claim
from tests.routes import Route

ROLES: dict[str, Callable[..., User] | None] = {
    "anonymous": None,
    "nobody": factories.UserFactory,  # a member of the staff without a role
    "bot": lambda: factories.UserFactory(role="bot"),
    "administrator": factories.AdministratorFactory,
    "auditor": factories.AuditorFactory,
    "editor": factories.EditorFactory,
    "reviewer": factories.ReviewerFactory,
    "chief": factories.ChiefEditorFactory,
}
DESK = {"auditor", "editor", "reviewer", "chief"}


class World(NamedTuple):
    published: Claim
    retracted: Claim
    draft: Claim
    rest: dict[str, Any]
    people: dict[str, User | None]
    others: dict[int, dict[str, Any]]  # what ``rest`` is for the other two

    def at(self, route: Route, claim: Claim | None = None) -> str:
        """The address of ``route`` where it is about ``claim``, the published one unless said."""
        claim = claim or self.published
        page = getattr(claim, "publication", None)
        values = {
            "pk": claim.pk,
            "claim_id": claim.pk,
            "article_id": claim.article_id,
            "number": claim.corrections.values_list("pk", flat=True).first() or 1,
            "year": page.year if page else 2026,
            "slug": page.slug if page else "entwurf",
            "form": "csv" if route.name.startswith("admin:") else "json",
            "section": "claims",
            "app_label": "claims",
            "content_type_id": ContentType.objects.get_for_model(Claim).pk,
            "object_id": claim.pk,
            "source_id": claim.evidence.values_list("source_id", flat=True).first(),
            "snapshot_id": claim.evidence.values_list("snapshot_id", flat=True).first(),
            "table": "relation",
            "name": "edit",
            "rest": "nirgends/",
            "url": "nirgends",
            "id": self.rest["user"].pk,
        }
        rest = self.rest | self.others.get(claim.pk, {})
        for part, row in rest.items():
            if f":claims_{part}_" in route.name or f"_{part}_" in route.name:
                values |= {"object_id": row.pk, "pk": row.pk}
        return route.at(**values | self._of_its_own(route.name, claim, values))

    def _of_its_own(self, name: str, claim: Claim, values: dict[str, Any]) -> dict[str, Any]:
        """Where a parameter means something else than on most pages."""
        space, _colon, short = name.rpartition(":")
        match short:
            case "article" | "article-detail":
                return {"slug": claim.article.slug}
            case "claimant" | "claimant-detail" | "claimant_feed":
                return {"slug": claim.claimant.slug}
            case "publisher":
                return {"slug": claim.article.publisher.slug}
            case "topic" | "topic_feed":
                return {"slug": claim.topics.get().slug}
            case "person":
                return {"pk": self.rest["user"].pk}
            case "edit" | "reply" | "resolve" | "reopen" if space == "review":
                return {"pk": claim.comments.earliest("pk").pk}
            case "approve-correction" | "reject-correction":
                return {"pk": values["number"]}
            case "notice":
                return {"pk": self.rest["notice"].pk}
            case "desk-intake-detail":
                return {"pk": self.rest["intake"].pk}
            case "desk-source-detail":
                return {"pk": values["source_id"]}
            case "desk-article-detail":
                return {"pk": claim.article_id}
        return {}


def rows_of(claim: Claim) -> dict[str, Any]:
    """The rows that a claim brings with it; a draft has fewer."""
    piece = claim.evidence.earliest("pk")
    rows = {
        "article": claim.article,
        "publisher": claim.article.publisher,
        "claimant": claim.claimant,
        "claim": claim,
        "source": piece.source,
        "snapshot": piece.snapshot,
        "verdict": claim.verdicts.last(),
        "correction": claim.corrections.first(),
        "publication": getattr(claim, "publication", None),
        "event": claim.events.last(),
        "topic": claim.topics.get(),
        "recheckpolicy": getattr(claim, "recheck_policy", None),
    }
    return {name: row for name, row in rows.items() if row is not None}


def _with_page(claim: Claim) -> Claim:
    thread = factories.CommentFactory(claim=claim, author=factories.EditorFactory())
    factories.CommentFactory(claim=claim, parent=thread)
    return Claim.objects.get(pk=claim.pk)


def make_world() -> World:
    """A row in every table that has a page; a webhook may be sent to 127.0.0.1:9."""
    people = {name: make() if make else None for name, make in ROLES.items()}
    endpoint = add_endpoint(
        name="Partner",
        url="http://127.0.0.1:9/hook",
        kinds=["claim.published"],
        actor=people["administrator"],
    )
    published = _with_page(factories.published_claim(topics=[factories.TopicFactory()]))
    factories.CorrectionFactory(claim=published)
    retracted = _with_page(retracted_claim(topics=[factories.TopicFactory()]))
    draft = _with_page(
        factories.claim_in_review(topics=[factories.TopicFactory()], statement="Geheimer Entwurf.")
    )
    finding = factories.FindingFactory(claim=published, evidence=published.evidence.get())
    subscription = Subscription.objects.create(name="Zeitung", url="https://zeitung.example/feed")
    intake = Intake.objects.create(url="https://zeitung.example/x", requested_by=people["editor"])
    rest = {
        **rows_of(published),
        "report": factories.ReportFactory(claim=published),
        "finding": finding,
        "recheckrun": factories.RecheckRunFactory(claim=published),
        "recheckrule": RecheckRule.objects.create(),
        "host": factories.HostFactory(),
        "subscription": subscription,
        "subscriptionentry": SubscriptionEntry.objects.create(
            subscription=subscription, identity="0" * 64, url="https://zeitung.example/x"
        ),
        "intake": intake,
        "webhookendpoint": endpoint,
        "webhookdelivery": WebhookDelivery.objects.first(),
        "rating": factories.rating("true"),
        "ratingscale": factories.rating("true").scale,
        "user": people["editor"],
        "authenticator": TOTP.activate(people["bot"], generate_totp_secret()).instance,
        "group": people["editor"].groups.get(),
        "notice": factories.NoticeFactory(recipient=people["chief"]),
    }
    others = {claim.pk: rows_of(claim) for claim in (retracted, draft)}
    return World(published, retracted, draft, rest, people, others)


# What a visit may leave behind without having changed anything: who is signed in, which page of
# the workbench somebody has seen, when a token was used last.
LEFT = {"django_session", "axes_accesslog", "claims_apitoken"}


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements that change something, in any table but those of sessions."""
    seen: list[str] = []
    tables = {model._meta.db_table for model in apps.get_models()} - LEFT

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        first, _space, rest = sql.lstrip().partition(" ")
        if first in {"INSERT", "UPDATE", "DELETE"} and any(f'"{t}"' in rest[:100] for t in tables):
            seen.append(sql[:100])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen
