"""Others are told: rows with the event, signed messages, tries that end, secrets that change."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError
from werkzeug import Response

from claims.editorial.verdicts import approve
from claims.editorial.workflow import Refused
from claims.models import Event, Publication, WebhookDelivery, WebhookEndpoint
from claims.publication import webhooks
from claims.publication.publish import publish, retract
from claims.rechecks.findings import FindingReport, report_finding
from claims.tasks import deliver_webhook, sweep_webhooks
from tests import factories
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db
ALL = WebhookEndpoint.Kind.values


@pytest.fixture
def administrator(db):
    return factories.AdministratorFactory()


@pytest.fixture
def endpoint(administrator, httpserver, settings):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    return webhooks.add_endpoint(
        name="Partner", url=httpserver.url_for("/hook"), kinds=ALL, actor=administrator
    )


@pytest.fixture
def receiver(httpserver):
    """What arrived, and what is answered next."""

    class Receiver:
        status = 200
        requests: list = []

        def __call__(self, request):
            self.requests.append(request)
            headers = {"Location": httpserver.url_for("/elsewhere")} if self.status == 302 else {}
            return Response(status=self.status, headers=headers)

    receiver = Receiver()
    receiver.requests = []
    httpserver.expect_request("/hook", method="POST").respond_with_handler(receiver)
    httpserver.expect_request("/elsewhere").respond_with_handler(receiver)
    return receiver


def deliver(delivery):
    deliver_webhook(delivery.pk)
    delivery.refresh_from_db()
    return delivery


# --- Rows -------------------------------------------------------------------------------------


def test_publication_correction_and_retraction_are_told(endpoint):
    claim = factories.published_claim()
    factories.CorrectionFactory(
        claim=claim, approved=True, kind="retraction", text="Die Quelle war gefälscht."
    )
    retract(claim, actor=factories.ChiefEditorFactory())

    told = list(WebhookDelivery.objects.order_by("pk"))

    assert [delivery.kind for delivery in told] == ["claim.published", "claim.retracted"]
    assert told[0].payload["version"] == "1"
    assert told[0].payload["data"]["claim"]["statement"] == claim.statement
    assert told[1].payload["data"]["correction"]["text"] == "Die Quelle war gefälscht."
    assert {delivery.event.verb for delivery in told} == {"publish", "retract"}


def test_finding_is_told_by_its_ids_alone(endpoint):
    claim = factories.published_claim()
    sighting = FindingReport(
        kind="changed", same="x", before="Vorher", after="Nachher", note="Notiz"
    )

    with transaction.atomic():
        finding = report_finding(claim, sighting)
        report_finding(claim, sighting)

    told = WebhookDelivery.objects.get(kind="finding.opened")
    assert told.payload["data"] == {
        "finding": {"id": finding.pk, "kind": "changed", "claim_id": claim.pk}
    }


def test_refused_publication_tells_nobody(endpoint):
    claim = factories.claim_in_review()

    with pytest.raises(Refused):
        publish(claim, actor=factories.ChiefEditorFactory())

    assert not WebhookDelivery.objects.exists()


def test_rows_go_with_the_transaction(endpoint):
    claim = factories.approved_claim()

    with transaction.atomic():
        publish(claim, actor=factories.ChiefEditorFactory())
        transaction.set_rollback(True)

    assert not WebhookDelivery.objects.exists()
    assert not Publication.objects.exists()


def test_event_is_told_once(endpoint):
    factories.published_claim()
    told = WebhookDelivery.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        webhooks.announce("claim.published", event=told.event, data={})


def test_only_who_wants_to_know_is_told(endpoint, administrator):
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(kinds=["finding.opened"])
    factories.published_claim()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(kinds=ALL, is_active=False)
    factories.published_claim()

    assert not WebhookDelivery.objects.exists()


def test_nothing_confidential_is_told(endpoint):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    factories.EvidenceFactory(claim=claim, confidential=True, note="Geheim", source__title="Geheim")
    factories.CommentFactory(claim=claim, body="Geheim")
    factories.propose_and_submit(claim)
    approve(claim, actor=factories.ReviewerFactory(username="geheim"))
    publish(claim, actor=factories.ChiefEditorFactory(username="geheim2"))

    assert "geheim" not in json.dumps(WebhookDelivery.objects.get().payload).casefold()


# --- Sending ----------------------------------------------------------------------------------


def test_message_is_signed_and_sent(endpoint, receiver):
    factories.published_claim()

    delivery = deliver(WebhookDelivery.objects.get())

    [request] = receiver.requests
    payload = Webhook(endpoint.secret).verify(request.get_data(), dict(request.headers))
    assert payload == delivery.payload
    assert request.headers["webhook-id"] == delivery.message_id
    assert (delivery.status, delivery.due_at) == (200, None)
    assert delivery.delivered_at is not None
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "MDEy" * 11).verify(request.get_data(), dict(request.headers))


def test_correction_retraction_and_finding_arrive_signed(endpoint, receiver, administrator):
    claim = corrected_claim()
    with transaction.atomic():
        report_finding(
            claim, FindingReport(kind="changed", same="x", before="a", after="b", note="")
        )
    retracted_claim()
    kinds = ["claim.corrected", "finding.opened", "claim.retracted"]
    waiting = {row.kind: row for row in WebhookDelivery.objects.exclude(kind="claim.published")}

    receiver.status = 500
    waits = []
    for kind in kinds:
        failed = deliver(waiting[kind])
        waits.append(failed.due_at > timezone.now() and failed.delivered_at is None)
    receiver.status = 204
    WebhookDelivery.objects.update(due_at=timezone.now())
    for kind in kinds:
        deliver(waiting[kind])
    webhooks.send_again(waiting["claim.corrected"], actor=administrator)
    deliver(waiting["claim.corrected"])

    told = [
        Webhook(endpoint.secret).verify(request.get_data(), dict(request.headers))
        for request in receiver.requests
    ]
    assert waits == [True] * 3
    assert [each["type"] for each in told] == [*kinds, *kinds, "claim.corrected"]
    assert told[:3] == told[3:6]
    corrected, finding, retracted = told[:3]
    assert corrected["data"]["correction"]["kind"] == "correction"
    assert corrected["data"]["claim"]["rating"]["slug"] == "mostly-false"
    assert finding["data"]["finding"]["claim_id"] == claim.pk
    assert retracted["data"]["correction"]["kind"] == "retraction"
    assert retracted["data"]["claim"]["retracted_at"]
    ids = [request.headers["webhook-id"] for request in receiver.requests]
    assert len(set(ids)) == 3


def test_message_delivered_twice_to_the_worker_is_sent_once(endpoint, receiver):
    factories.published_claim()
    delivery = WebhookDelivery.objects.get()

    deliver(delivery)
    deliver(delivery)

    assert len(receiver.requests) == 1


def test_message_is_tried_again_with_the_same_id_and_parked_in_the_end(endpoint, receiver):
    factories.published_claim()
    delivery = WebhookDelivery.objects.get()
    receiver.status, waits = 503, []

    for _attempt in range(delivery.max_attempts):
        WebhookDelivery.objects.update(due_at=timezone.now())
        deliver(delivery)
        waits.append((delivery.due_at - timezone.now()).total_seconds())

    assert len(receiver.requests) == 12
    assert {request.headers["webhook-id"] for request in receiver.requests} == {delivery.message_id}
    assert waits[0] < 40 < waits[2] < waits[5] < waits[8]
    assert delivery.parked_at is not None
    assert "503" in delivery.last_error
    assert delivery.status == 503


def test_parked_message_is_sent_again_by_hand(endpoint, receiver, administrator):
    factories.published_claim()
    delivery = WebhookDelivery.objects.get()
    WebhookDelivery.objects.update(parked_at=timezone.now(), attempts=12)

    webhooks.send_again(delivery, actor=administrator)
    deliver(delivery)

    assert len(receiver.requests) == 1
    assert (delivery.parked_at, delivery.attempts) == (None, 0)


def test_redirect_is_not_followed(endpoint, receiver):
    factories.published_claim()
    receiver.status = 302

    delivery = deliver(WebhookDelivery.objects.get())

    assert len(receiver.requests) == 1
    assert "302" in delivery.last_error


def test_gone_switches_the_webhook_off(endpoint, receiver):
    factories.published_claim()
    receiver.status = 410

    delivery = deliver(WebhookDelivery.objects.get())

    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert delivery.parked_at is not None


def test_message_for_a_webhook_switched_off_meanwhile_is_not_sent(endpoint, receiver):
    factories.published_claim()
    WebhookEndpoint.objects.update(is_active=False)

    delivery = deliver(WebhookDelivery.objects.get())

    assert receiver.requests == []
    assert delivery.parked_at is not None


def test_private_address_is_not_connected_to(endpoint, receiver, settings):
    factories.published_claim()
    settings.FETCH_ALLOWED_HOSTS = []

    delivery = deliver(WebhookDelivery.objects.get())

    assert receiver.requests == []
    assert delivery.last_error.endswith(".")
    assert delivery.delivered_at is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://93.184.216.34/",  # public, but anyone on the way could read it
        "https://[::1]/",
        "https://169.254.169.254/",
        "https://intern.local/",
        "file:///etc/passwd",
        "https://user:secret@partner.example/",
        "https://partner.example:6379/",
    ],
)
def test_unsafe_address_is_refused(administrator, url):
    with pytest.raises(Refused):
        webhooks.add_endpoint(name="x", url=url, kinds=ALL, actor=administrator)


def test_sweep_sends_what_was_missed(endpoint, broker):
    factories.published_claim()

    sweep_webhooks()  # the message is on its way; nothing is lost if it is not


# --- Secrets ----------------------------------------------------------------------------------


def test_rotated_secret_signs_beside_the_former_for_a_day(endpoint, receiver, administrator):
    former = endpoint.secret
    new = webhooks.rotate_secret(endpoint, actor=administrator)
    factories.published_claim()
    factories.published_claim()
    first, second = WebhookDelivery.objects.order_by("pk")

    deliver(first)
    WebhookEndpoint.objects.update(previous_until=timezone.now() - timedelta(seconds=1))
    deliver(second)

    with_both, with_new = receiver.requests
    for secret in (former, new):
        Webhook(secret).verify(with_both.get_data(), dict(with_both.headers))
    Webhook(new).verify(with_new.get_data(), dict(with_new.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(former).verify(with_new.get_data(), dict(with_new.headers))


def test_secret_is_in_no_column(endpoint):
    assert endpoint.secret not in str(WebhookEndpoint.objects.values())
    assert endpoint.secret.startswith("whsec_")


def test_former_key_of_the_site_signs_as_long_as_it_is_named(endpoint, receiver, settings):
    former = endpoint.secret
    factories.published_claim()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    deliver(WebhookDelivery.objects.get())

    [request] = receiver.requests
    assert endpoint.secret != former
    for secret in (former, endpoint.secret):
        Webhook(secret).verify(request.get_data(), dict(request.headers))


def test_secret_of_the_first_endpoints_holds(endpoint):
    secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    WebhookEndpoint.objects.update(seed=secret)

    assert WebhookEndpoint.objects.get().secrets == [secret]


def test_secret_is_shown_once_in_the_admin(administrator, client, settings, httpserver):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    answers = {
        "name": "Partner",
        "url": httpserver.url_for("/hook"),
        "kinds": ["claim.published"],
        "is_active": "on",
    }

    made = client.post("/admin/claims/webhookendpoint/add/", answers)
    endpoint = WebhookEndpoint.objects.get()
    at = f"/admin/claims/webhookendpoint/{endpoint.pk}"
    later = client.get(f"{at}/change/")
    rotated = client.post(f"{at}/rotate/")
    by_get = client.get(f"{at}/rotate/")
    changed = client.post(f"{at}/change/", {**answers, "url": "http://10.0.0.1/"})

    assert endpoint.secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert endpoint.secret not in later.content.decode()
    assert WebhookEndpoint.objects.get().secret in rotated.content.decode()
    assert WebhookEndpoint.objects.get().secrets[1] == endpoint.secret
    assert by_get.status_code == 405
    assert changed.context["adminform"].form.errors["url"]
    assert endpoint.secret not in str(list(Event.objects.values_list("data", flat=True)))


def test_log_shows_deliveries_and_sends_again(endpoint, administrator, client, receiver):
    factories.published_claim()
    delivery = WebhookDelivery.objects.get()
    WebhookDelivery.objects.update(parked_at=timezone.now(), last_error="Kein Anschluss.")
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/admin/claims/webhookdelivery/").content.decode()
    client.post(
        "/admin/claims/webhookdelivery/",
        {"action": "send_again", "_selected_action": [delivery.pk]},
    )

    delivery.refresh_from_db()
    assert "Kein Anschluss." in page
    assert delivery.parked_at is None


@pytest.mark.parametrize("role", ["EditorFactory", "ChiefEditorFactory", "AuditorFactory"])
def test_only_administrators_have_webhooks(role, client, settings):
    person = getattr(factories, role)()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/admin/claims/webhookendpoint/").status_code == 403
    with pytest.raises(PermissionDenied):
        webhooks.add_endpoint(name="x", url="https://93.184.216.34/", kinds=ALL, actor=person)
