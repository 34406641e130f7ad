"""Telling others: an event becomes a row for each endpoint, a worker sends it until it is taken.

Signed as https://www.standardwebhooks.com says. Only what is public is told, of findings their
ids alone. At least once: the receiver knows a message it has had by its id.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from standardwebhooks import Webhook

from claims import http
from claims.editorial.workflow import Refused
from claims.models import (
    Event,
    Finding,
    Publication,
    WebhookDelivery,
    WebhookEndpoint,
    record,
)

Kind = WebhookEndpoint.Kind
VERSION = "1"  # of the payload; what is added to it later leaves it the same
OVERLAP = timedelta(days=1)
GONE = 410
SECONDS = 15.0


class DeliveryError(Exception):
    """Why a message was not taken, in one sentence."""


# --- What is told ---------------------------------------------------------------------------


def announce(kind: str, *, event: Event, data: dict[str, Any]) -> None:
    """A row for each endpoint that wants to know; part of the transaction of ``event``."""
    payload = {"type": kind, "version": VERSION, "timestamp": event.at.isoformat(), "data": data}
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            endpoint=endpoint, event=event, kind=kind, payload=payload, due_at=timezone.now()
        )
        for endpoint in WebhookEndpoint.objects.filter(is_active=True)
        if kind in endpoint.kinds
    )


def announce_page(kind: str, event: Event, *, page: Publication) -> None:
    """Tell of a public page, in the words of its document."""
    document = page.document
    corrections = document["corrections"]
    claim = {
        "id": page.claim_id,
        "url": settings.SITE_URL + document["path"],
        "api_url": f"{settings.SITE_URL}/api/v1/claims/{page.claim_id}/",
        "statement": document["statement"],
        "headline": document["headline"],
        "language": document["language"],
        "rating": {name: document["content"][name] for name in ("slug", "label", "summary")},
        "first_published_at": document["first_published_at"],
        "updated_at": document["updated_at"],
        "retracted_at": document["retracted_at"] or None,
    }
    data: dict[str, Any] = {"claim": claim}
    if kind != Kind.PUBLISHED and corrections:
        newest = corrections[-1]
        data["correction"] = {name: newest[name] for name in ("kind", "text", "published_at")}
    announce(kind, event=event, data=data)


def announce_finding(finding: Finding, *, event: Event) -> None:
    """Tell that there is a finding, and nothing of what it says: that is for the desk."""
    told = {"id": finding.pk, "kind": finding.kind, "claim_id": finding.claim_id}
    announce(Kind.FINDING, event=event, data={"finding": told})


# --- Sending --------------------------------------------------------------------------------


def deliver(delivery: WebhookDelivery) -> None:
    """Send one message; raises DeliveryError, and is then tried again later."""
    endpoint = delivery.endpoint
    if not endpoint.is_active:
        delivery.give_up(_("The webhook is switched off. Switch it on and send this again."))
        return
    now = timezone.now()
    body = json.dumps(delivery.payload, separators=(",", ":"))
    signatures = [
        Webhook(secret).sign(msg_id=delivery.message_id, timestamp=now, data=body)
        for secret in endpoint.secrets
    ]
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    limits = http.Limits(total_seconds=SECONDS)
    try:
        status = http.post(endpoint.url, body.encode(), headers=headers, limits=limits)
    except http.FetchError as error:
        raise DeliveryError(error.message) from error
    WebhookDelivery.objects.filter(pk=delivery.pk).update(status=status)
    if 200 <= status < 300:
        with transaction.atomic():
            if delivery.finish():
                WebhookDelivery.objects.filter(pk=delivery.pk).update(delivered_at=now)
    elif status == GONE:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(is_active=False)
        delivery.give_up(_("The receiver wants no more (410). The webhook is switched off."))
    else:
        raise DeliveryError(_("The receiver answered with status %d.") % status)


# --- Who is told ----------------------------------------------------------------------------


def check_endpoint(url: str) -> str:
    """The address in normal form; raises Refused for one that is not safe to send to."""
    try:
        address = http.check_address(url, resolve=True)
    except http.FetchError as error:
        raise Refused(error.message) from error
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.netloc not in settings.FETCH_ALLOWED_HOSTS:
        raise Refused(_("Give an address that begins with https://."))
    return address


def add_endpoint(*, name: str, url: str, kinds: Collection[str], actor: User) -> WebhookEndpoint:
    """A new endpoint; ``secret`` of the row is to be shown to ``actor`` this once."""
    _require(actor)
    if not kinds or not set(kinds) <= set(Kind.values):
        raise Refused(_("Choose what the webhook is told of."))
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.create(
            name=name, url=check_endpoint(url), kinds=sorted(kinds), seed=_new_seed()
        )
        record("add_webhook", actor=actor, webhook=endpoint.pk, url=endpoint.url)
    return endpoint


def change_endpoint(endpoint: WebhookEndpoint, *, actor: User) -> None:
    """Save what was changed of an endpoint but its secret."""
    _require(actor)
    endpoint.url = check_endpoint(endpoint.url)
    with transaction.atomic():
        endpoint.save(update_fields=["name", "url", "kinds", "is_active"])
        record("change_webhook", actor=actor, webhook=endpoint.pk, in_use=endpoint.is_active)


def rotate_secret(endpoint: WebhookEndpoint, *, actor: User) -> str:
    """A new secret; for a day messages are signed with the old one too."""
    _require(actor)
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
        endpoint.previous_seed, endpoint.seed = endpoint.seed, _new_seed()
        endpoint.previous_until = timezone.now() + OVERLAP
        endpoint.save(update_fields=["seed", "previous_seed", "previous_until"])
        record("rotate_webhook_secret", actor=actor, webhook=endpoint.pk)
    return endpoint.secret


def send_again(delivery: WebhookDelivery, *, actor: User) -> None:
    """Want a message sent once more, delivered or parked; its id stays the same."""
    _require(actor)
    with transaction.atomic():
        delivery.enqueue()
        record("resend_webhook", actor=actor, delivery=delivery.pk)


def _require(actor: User) -> None:
    if not (actor.is_active and actor.has_perm("claims.change_webhookendpoint")):
        raise PermissionDenied(_("Your role does not allow this. Ask an administrator."))


def _new_seed() -> str:
    return secrets.token_urlsafe(32)
