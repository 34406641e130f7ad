"""On a claim's page: «check now» as it goes, what it found, what it touches, what is suggested."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import ClaimRelation, Event, Finding, Publication, RecheckPolicy
from claims.publication.related import related_of
from claims.rechecks import schedule
from tests import factories


def page_of(claim):
    return f"/admin/claims/claim/{claim.pk}/change/"


def state_of(claim):
    return reverse("admin:claims_recheck_state", args=[claim.pk])


# --- Check now --------------------------------------------------------------------------------


def test_check_now_shows_how_far_it_is_until_its_end(sign_in, editor):
    claim = factories.published_claim()
    client = sign_in(editor)
    client.post(reverse("admin:claims_claim_do", args=[claim.pk, "recheck"]))

    waiting = client.get(state_of(claim))
    RecheckPolicy.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    running = client.get(state_of(claim))
    RecheckPolicy.objects.update(lease_until=None, asked_at=None)
    run = factories.RecheckRunFactory(claim=claim, state="done", finished_at=timezone.now())
    factories.RecheckResultFactory(run=run, evidence=claim.evidence.get(), outcome="changed")
    done = client.get(state_of(claim))

    assert "wartet auf einen freien Prozess" in waiting.text
    assert 'hx-trigger="every 2s"' in waiting.text
    assert "werden gerade angesehen" in running.text
    assert done.headers["HX-Retarget"] == "#findings"
    assert "hx-trigger" not in done.text
    assert "1 × Stelle geändert" in done.text or "1 × zitierte Stelle geändert" in done.text


def test_without_scripts_the_page_itself_says_how_far_it_is(sign_in, editor):
    claim = factories.published_claim()
    schedule.request_recheck(claim)

    response = sign_in(editor).get(page_of(claim))

    assert "wartet auf einen freien Prozess" in response.text
    assert f"{page_of(claim)}?seen=" in response.text
    assert "Jetzt nachprüfen" not in response.text


def test_given_up_is_said_at_the_claim(sign_in, editor):
    claim = factories.published_claim()
    RecheckPolicy.objects.update(parked_at=timezone.now(), last_error="ValueError: Gift")

    assert "ValueError: Gift" in sign_in(editor).get(page_of(claim)).text


def test_run_tells_what_it_looked_at_and_how_long(sign_in, editor):
    run = factories.RecheckRunFactory(state="done")
    run.finished_at = run.started_at + timedelta(seconds=2.5)
    run.save()
    result = factories.RecheckResultFactory(run=run, milliseconds=432, note="Weiterleitung")

    text = sign_in(editor).get(f"/admin/claims/recheckrun/{run.pk}/change/").text

    for words in (str(result.evidence.source), "432 ms", "HTTP 200", "Weiterleitung", "2,5 s"):
        assert words in text


# --- What one broken source affects -----------------------------------------------------------


def test_source_lists_claims_articles_verdicts_and_findings(sign_in, editor):
    source = factories.SourceFactory()
    claims = [factories.published_claim(), factories.ClaimFactory()]
    for claim in claims:
        factories.EvidenceFactory(claim=claim, source=source)
    finding = factories.FindingFactory(evidence=claims[0].evidence.get(source=source))

    text = sign_in(editor).get(f"/admin/claims/source/{source.pk}/change/").text

    assert "2 Behauptungen, 2 Artikel, 1 Bewertung" in text
    assert "Richtig (veröffentlicht)" in text
    assert f"#finding-{finding.pk}" in text


def test_findings_tell_how_much_rests_on_their_source(sign_in, editor):
    claim = factories.published_claim()
    source = claim.evidence.get().source
    factories.EvidenceFactory(source=source)
    factories.EvidenceFactory(source=source, withdrawn_at=timezone.now())
    client, queries = sign_in(editor), []

    for findings in (1, 3):
        while claim.findings.count() < findings:
            factories.FindingFactory(evidence=claim.evidence.get(), claim=claim)
            relation(claim=claim)
        with CaptureQueriesContext(connection) as captured:
            text = client.get(page_of(claim)).text
        queries.append(len(captured))
        assert text.count("von 2 Behauptungen zitiert") == findings

    assert queries[0] == queries[1]


# --- Suggestions ------------------------------------------------------------------------------


def relation(claim=None):
    """Two published claims, the second of which contradicts the first."""
    earlier = claim or factories.published_claim()
    return factories.ClaimRelationFactory(claim=factories.published_claim(), other=earlier)


def decide(client, claim, table, row, **answers):
    address = reverse("admin:claims_suggestion", args=[claim.pk, table, row.pk])
    return client.post(address, answers, follow=True)


def test_relation_stands_beside_both_claims_with_its_reason(sign_in, editor):
    row = relation()
    client = sign_in(editor)

    assert "Diese Behauptung nennt 14 Prozent" in client.get(page_of(row.claim)).text
    assert "Die spätere Behauptung nennt 14 Prozent" in client.get(page_of(row.other)).text


def test_relation_is_dismissed_with_a_reason_only(sign_in, editor):
    row = relation()
    client = sign_in(editor)

    refused = decide(client, row.other, "relation", row, decision="reject", reason=" ")
    row.refresh_from_db()
    assert (row.state, "Angeben, warum" in refused.text) == ("suggested", True)

    decide(client, row.other, "relation", row, decision="reject", reason="anderes Jahr")
    row.refresh_from_db()
    assert (row.state, row.decision_reason, row.decided_by) == ("rejected", "anderes Jahr", editor)
    event = Event.objects.first()
    assert (event.verb, event.data["reason"]) == ("reject_relation", "anderes Jahr")


def test_confirmed_relation_is_public_on_both_pages_until_one_is_retracted(sign_in, editor):
    row = relation()
    assert related_of(row.other_id)["claims"] == []
    version = row.claim.publication.version

    decide(sign_in(editor), row.claim, "relation", row, decision="confirm")

    later, earlier = (
        Publication.objects.get(claim=claim).related["claims"] for claim in (row.claim, row.other)
    )
    assert [(each["kind"], each["is_later"]) for each in later] == [("contradicts", False)]
    assert [(each["kind"], each["is_later"]) for each in earlier] == [("contradicts", True)]
    assert earlier[0]["path"] == row.claim.publication.document["path"]
    assert Publication.objects.get(claim=row.claim).version == version + 1
    Publication.objects.filter(claim=row.claim).update(retracted_at=timezone.now())
    assert related_of(row.other_id)["claims"] == []


def test_confirmed_relation_with_a_claim_that_is_not_public_stays_inside(sign_in, editor):
    earlier = factories.published_claim()
    row = factories.ClaimRelationFactory(claim=factories.ClaimFactory(), other=earlier)

    decide(sign_in(editor), earlier, "relation", row, decision="confirm")

    assert ClaimRelation.objects.get().state == "confirmed"
    assert related_of(earlier.pk)["claims"] == []


def test_suggestion_of_another_claim_is_not_found(sign_in, editor):
    row = factories.ExternalCheckFactory()
    other = factories.ClaimFactory()

    assert decide(sign_in(editor), other, "check", row, decision="confirm").status_code == 404


def test_check_of_another_desk_becomes_public_in_its_words(sign_in, editor):
    claim = factories.published_claim()
    row = factories.ExternalCheckFactory(claim=claim)
    client = sign_in(editor)
    assert "urteilt: «Größtenteils richtig»" in client.get(page_of(claim)).text

    decide(client, claim, "check", row, decision="confirm")

    (check,) = Publication.objects.get(claim=claim).related["checks"]
    assert (check["publisher"], check["rating"]) == ("Faktencheck Nord", "Größtenteils richtig")


def test_auditors_see_suggestions_and_decide_nothing(sign_in, people):
    row = relation()
    client = sign_in(people["auditor"])

    assert "Zustimmen" not in client.get(page_of(row.claim)).text
    assert decide(client, row.claim, "relation", row, decision="confirm").status_code == 403


def test_reviewers_decide_on_their_own_page(sign_in, people):
    row = relation()
    client = sign_in(people["reviewer"])
    page = reverse("review:claim", args=[row.claim_id])
    address = reverse("review:suggestion", args=[row.claim_id, "relation", row.pk])
    assert "Diese Behauptung nennt 14 Prozent" in client.get(page).text

    assert client.post(address, {"decision": "reject"}).status_code in {400, 409, 422}
    assert client.post(address, {"decision": "reject", "reason": "x"}).status_code == 302

    row.refresh_from_db()
    assert row.state == "rejected"


def test_first_appearance_is_told_to_readers(sign_in, editor):
    claim = factories.published_claim()
    seen = factories.AppearanceFactory(claim=claim)

    decide(sign_in(editor), claim, "appearance", seen, decision="confirm")

    (told,) = Publication.objects.get(claim=claim).related["appearances"]
    assert told["title"] == seen.article.title


# --- Readers ----------------------------------------------------------------------------------


def test_readers_are_told_while_a_claim_is_checked_again(client, sign_in, editor):
    claim = factories.published_claim()
    finding = factories.FindingFactory(evidence=claim.evidence.get(), claim=claim)
    address = claim.get_absolute_url()
    first = client.get(address)
    assert "wird nachgeprüft" not in first.text

    sign_in(editor).post(
        reverse("admin:claims_claim_do", args=[claim.pk, "resolve_finding"]),
        {"finding": finding.pk, "resolution": "claim_reopened", "reason": "neue Zahl"},
    )

    assert Finding.objects.get().state == "resolved"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert "wird nachgeprüft" in again.text
    factories.propose_and_submit(claim, word="false")
    assert "wird nachgeprüft" in client.get(address).text


def test_readers_are_told_when_a_check_is_out_of_date(db, client):
    claim = factories.published_claim()
    first = client.get(claim.get_absolute_url())
    assert "Nicht mehr aktuell geprüft" not in first.text

    Publication.objects.update(fresh_until=timezone.now() - timedelta(minutes=1))

    again = client.get(claim.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})
    assert "Nicht mehr aktuell geprüft" in again.text
