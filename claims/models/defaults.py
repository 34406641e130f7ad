"""What every installation starts with: the roles, and the rating scales in use.

Written after each ``migrate``, and only where missing, so that a desk can change them.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import models

from claims.models.verdict import Aspect, Rating, RatingScale


class Role(models.TextChoices):
    """The names of the groups. What each may do stands in claims.permissions."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    CHIEF_EDITOR = "chief editor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    BOT = "bot"


DESK_TABLES = [
    "subscription",
    "subscriptionentry",
    "intake",
    "article",
    "articlerevision",
    "publisher",
    "claimant",
    "claimantname",
    "claim",
    "source",
    "snapshot",
    "evidence",
    "ratingscale",
    "rating",
    "verdict",
    "comment",
    "commentversion",
    "watch",
    "correction",
    "publication",
    "recheckpolicy",
    "recheckrun",
    "recheckresult",
    "finding",
    "event",
    "topic",
    "report",
]
WORKING_TABLES = [
    "article",
    "publisher",
    "claimant",
    "claimantname",
    "claim",
    "source",
    "evidence",
    "topic",
    "report",
]

VIEWING = [f"view_{table}" for table in DESK_TABLES]
CHANGING = [f"{action}_{table}" for table in WORKING_TABLES for action in ("add", "change")]
SUBSCRIBING = ["add_subscription", "change_subscription"]
ADMIN_PERMISSIONS: dict[str, list[str]] = {
    Role.EDITOR: [*VIEWING, *CHANGING],
    Role.REVIEWER: [*VIEWING],
    Role.CHIEF_EDITOR: [*VIEWING, *CHANGING, "change_recheckpolicy", *SUBSCRIBING],
    Role.AUDITOR: [*VIEWING],
    Role.ADMINISTRATOR: [
        *(
            f"{action}_{table}"
            for table in ("user", "group")
            for action in ("view", "add", "change")
        ),
        *(
            f"{action}_{t}"
            for t in ("ratingscale", "rating", "webhookendpoint", "subscription")
            for action in ("view", "add", "change")
        ),
        "view_webhookdelivery",
        "view_intake",
        "view_subscriptionentry",
        *("view_authenticator", "delete_authenticator"),  # for whoever has lost theirs
    ],
    Role.BOT: [],
}

APPS = ["claims", "auth", "mfa"]


def ensure_groups() -> None:
    """Create the groups that are missing, with their permissions in the admin.

    What a desk has changed in a group stays. A permission that nobody holds yet is a new one, and
    goes to the groups that are meant to have it.
    """
    for label in APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = Permission.objects.filter(content_type__app_label__in=APPS)
    new = set(known.filter(group__isnull=True).values_list("pk", flat=True))
    for name, codenames in ADMIN_PERMISSIONS.items():
        group, created = Group.objects.get_or_create(name=name)
        meant = known.filter(codename__in=codenames)
        group.permissions.add(*(meant if created else meant.filter(pk__in=new)))


# slug, German, English, step, sign, evidence class, definition in German, in English.
# Labels and order: CORRECTIV's scale of October 2024; the definitions are our own words.
StandardRating = tuple[str, str, str, int | None, str, str, str, str]
CONTENT_RATINGS: list[StandardRating] = [
    (
        "true",
        "Richtig",
        "True",
        5,
        "✓",
        "supported",
        "Die Behauptung stimmt; nichts Wesentliches fehlt.",
        "The claim is right; nothing essential is missing.",
    ),
    (
        "mostly-true",
        "Grösstenteils richtig",
        "Mostly true",
        4,
        "✓",
        "supported",
        "Der Kern stimmt; Unwesentliches ist falsch oder fehlt.",
        "The core is right; inessential parts are wrong or missing.",
    ),
    (
        "partly-false",
        "Teilweise falsch",
        "Partly false",
        3,
        "◐",
        "conflicting",
        "Etwa die Hälfte der Behauptung hält der Prüfung nicht stand.",
        "About half of the claim does not stand up to the check.",
    ),
    (
        "mostly-false",
        "Grösstenteils falsch",
        "Mostly false",
        2,
        "✗",
        "refuted",
        "Der Kern ist falsch; einzelne Teile stimmen.",
        "The core is wrong; some parts are right.",
    ),
    (
        "false",
        "Falsch",
        "False",
        1,
        "✗",
        "refuted",
        "Die Behauptung ist widerlegt.",
        "The claim is refuted.",
    ),
    (
        "unsupported",
        "Unbelegt",
        "Unsupported",
        None,
        "?",
        "not_enough",
        "Es gibt keine oder zu wenige Belege, weder dafür noch dagegen.",
        "There is no evidence, or too little, either way.",
    ),
    (
        "missing-context",
        "Fehlender Kontext",
        "Missing context",
        None,
        "…",
        "conflicting",
        "Es fehlt Wesentliches, ohne das ein falscher Eindruck entsteht.",
        "Something essential is missing, without which a false impression arises.",
    ),
    (
        "manipulated",
        "Manipuliert",
        "Manipulated",
        None,
        "⚠",
        "refuted",
        "Wortlaut, Bild oder Zahlen wurden verändert.",
        "Words, picture or figures have been altered.",
    ),
]
ATTRIBUTION_RATINGS: list[StandardRating] = [
    (
        "confirmed",
        "So gesagt",
        "Said so",
        None,
        "✓",
        "supported",
        "Die Äusserung ist belegt, im Wortlaut oder mit demselben Sinn.",
        "The statement is on record, word for word or with the same meaning.",
    ),
    (
        "distorted",
        "Verkürzt wiedergegeben",
        "Distorted",
        None,
        "◐",
        "conflicting",
        "Gesagt wurde Ähnliches; die Wiedergabe ändert den Sinn.",
        "Something similar was said; the rendering changes its meaning.",
    ),
    (
        "not-on-record",
        "Nicht belegt",
        "Not on record",
        None,
        "?",
        "not_enough",
        "Wir konnten die Äusserung nicht unabhängig nachweisen.",
        "We could not verify the statement independently.",
    ),
    (
        "misattributed",
        "Nicht gesagt",
        "Not said",
        None,
        "✗",
        "refuted",
        "Die Äusserung stammt nicht von der genannten Person oder Stelle.",
        "The statement is not by the person or body named.",
    ),
]


def ensure_rating_scales() -> None:
    """Create the two default scales, one for each question, if there is none for it yet."""
    scales = [
        ("correctiv", "CORRECTIV", Aspect.CONTENT, CONTENT_RATINGS),
        ("attribution", "Zuschreibung", Aspect.ATTRIBUTION, ATTRIBUTION_RATINGS),
    ]
    for slug, name, aspect, ratings in scales:
        if RatingScale.objects.filter(aspect=aspect).exists():
            continue
        scale = RatingScale.objects.create(slug=slug, name=name, aspect=aspect)
        Rating.objects.bulk_create(
            Rating(
                scale=scale,
                slug=rating[0],
                label_de=rating[1],
                label_en=rating[2],
                ordinal=rating[3],
                sign=rating[4],
                evidence_class=rating[5],
                definition_de=rating[6],
                definition_en=rating[7],
                position=position,
            )
            for position, rating in enumerate(ratings, start=1)
        )
