"""A claim's page: every step by each role, what is refused in words, nothing lost."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from claims.editorial import claims as editorial
from claims.editorial import verdicts
from claims.models import Claim, Correction, Evidence, Finding, Source, Verdict
from claims.publication import publish
from tests import factories

S = Claim.State


def page(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def do(claim, name):
    return reverse("admin:claims_claim_do", args=[claim.pk, name])


def said(response):
    return [str(message) for message in response.context["messages"]]


# --- Every step, by every role --------------------------------------------------------------


def stale_review():
    claim = factories.claim_in_review()
    editorial.edit(claim, statement="Etwas anderes.", actor=factories.EditorFactory())
    return claim


def on_hold():
    claim = factories.ClaimFactory()
    until = timezone.localdate() + timedelta(days=3)
    return editorial.hold(claim, until=until, actor=factories.EditorFactory())


def corrected(**fields):
    claim = factories.published_claim()
    factories.CorrectionFactory(claim=claim, **fields)
    return claim


def with_finding():
    claim = factories.published_claim()
    factories.FindingFactory(claim=claim, evidence=claim.evidence.get())
    return claim


def hashes(claim):
    return " ".join(claim.verdicts.filter(state="proposed").values_list("content_hash", flat=True))


def finding_of(claim):
    return claim.findings.get().pk


def correction_of(claim):
    return claim.corrections.get().pk


PROPOSAL = {
    "aspect": "content",
    "summary": "Die Zahl stimmt.",
    "rationale": "Siehe *Statistik*.",
    "both_sides": "Beim Bund gesucht.",
    "known_as_of": "2026-01-07",
}
EDITORS = {"editor", "chief"}
DECIDERS = {"reviewer", "chief"}
EVERYBODY = {"editor", "reviewer", "chief"}
# step: (a claim on which it is possible, what is filled in, the state after, who may)
STEPS = {
    "accept": (lambda: factories.ClaimFactory(state=S.SUGGESTED), {}, S.OPEN, EDITORS),
    "start_research": (factories.ClaimFactory, {}, S.IN_RESEARCH, EDITORS),
    "take": (factories.ClaimFactory, {}, S.OPEN, EDITORS),
    "assign": (factories.ClaimFactory, {"to": ""}, S.OPEN, EDITORS),
    "dismiss": (factories.ClaimFactory, {"reason": "opinion"}, S.DISMISSED, EDITORS),
    "hold": (factories.ClaimFactory, {"until": "2030-01-01"}, S.ON_HOLD, EDITORS),
    "resume": (on_hold, {}, S.OPEN, EDITORS),
    "approve": (
        factories.claim_in_review,
        lambda claim: {"seen": hashes(claim)},
        S.APPROVED,
        DECIDERS,
    ),
    "request_changes": (
        factories.claim_in_review,
        {"reason": "Quelle fehlt."},
        S.IN_RESEARCH,
        DECIDERS,
    ),
    "unapprove": (factories.approved_claim, {"reason": "Neue Zahl."}, S.IN_REVIEW, EVERYBODY),
    "publish": (factories.approved_claim, {}, S.PUBLISHED, {"chief"}),
    "reopen": (factories.published_claim, {"reason": "Neue Zahl."}, S.UNDER_REVISION, EVERYBODY),
    "retract": (
        lambda: corrected(kind="retraction", approved=True),
        {},
        S.RETRACTED,
        {"chief"},
    ),
    "propose": (
        factories.ClaimFactory,
        lambda claim: {**PROPOSAL, "rating": factories.rating("true").pk},
        S.IN_RESEARCH,
        EVERYBODY,
    ),
    "prepare_correction": (
        factories.published_claim,
        {"kind": "correction", "text": "Die Zahl war falsch."},
        S.PUBLISHED,
        EVERYBODY,
    ),
    "approve_correction": (
        corrected,
        lambda claim: {"correction": correction_of(claim)},
        S.PUBLISHED,
        EVERYBODY,
    ),
    "reject_correction": (
        corrected,
        lambda claim: {"correction": correction_of(claim)},
        S.PUBLISHED,
        EVERYBODY,
    ),
    "add_source": (factories.ClaimFactory, {"note": "Gespräch", "kind": "note"}, S.OPEN, EDITORS),
    "acknowledge": (
        with_finding,
        lambda claim: {"finding": finding_of(claim)},
        S.PUBLISHED,
        EVERYBODY,
    ),
    "resolve_finding": (
        with_finding,
        lambda claim: {
            "finding": finding_of(claim),
            "resolution": "claim_reopened",
            "reason": "Zahl anders.",
        },
        S.UNDER_REVISION,
        EVERYBODY,
    ),
    "dismiss_finding": (
        with_finding,
        lambda claim: {"finding": finding_of(claim), "reason": "Nur Rundung."},
        S.PUBLISHED,
        EVERYBODY,
    ),
    "recheck": (factories.published_claim, {}, S.PUBLISHED, EVERYBODY),
    "add_file": (
        factories.ClaimFactory,
        lambda claim: {"file": SimpleUploadedFile("x.txt", b"Eine Zahl."), "kind": "primary"},
        S.OPEN,
        EDITORS,
    ),
    "ask_for_reply": (
        factories.ClaimFactory,
        {"whom": "Amt", "channel": "phone", "asked_on": "2026-01-06", "deadline": "2026-01-07"},
        S.OPEN,
        EDITORS,
    ),
    "record_answer": (
        lambda: factories.ReplyFactory().claim,
        lambda claim: {
            "reply": claim.replies.get().pk,
            "answer": "Kein Kommentar.",
            "answered_on": "2026-01-07",
        },
        S.OPEN,
        EDITORS,
    ),
    "withdraw_reply": (
        lambda: factories.ReplyFactory().claim,
        lambda claim: {"reply": claim.replies.get().pk, "reason": "Doppelt."},
        S.OPEN,
        EDITORS,
    ),
    "record_search": (
        factories.ClaimFactory,
        {"place": "Archiv", "query": "Zahl", "side": "refutes", "searched_on": "2026-01-07"},
        S.OPEN,
        EDITORS,
    ),
    "withdraw_search": (
        lambda: factories.NullSearchFactory().claim,
        lambda claim: {"search": claim.null_searches.get().pk, "reason": "Doppelt."},
        S.OPEN,
        EDITORS,
    ),
}


@pytest.mark.parametrize("person", ["editor", "reviewer", "chief", "auditor", "administrator"])
@pytest.mark.parametrize("name", STEPS)
def test_step_is_taken_or_refused_by_role(name, person, people, sign_in):
    make, answers, after, allowed = STEPS[name]
    claim = make()
    before = claim.state
    client = sign_in(people[person])

    response = client.post(do(claim, name), answers(claim) if callable(answers) else answers)

    claim.refresh_from_db()
    assert response.status_code == (302 if person in allowed else 403)
    assert claim.state == (after if person in allowed else before)


@pytest.mark.parametrize("name", STEPS)
def test_step_is_offered_to_those_who_may_take_it(name, people, sign_in):
    make, _answers, _after, allowed = STEPS[name]
    claim = make()

    offered = {
        person
        for person in ("editor", "reviewer", "chief", "auditor")
        if f'action="{do(claim, name)}"' in (text := sign_in(people[person]).get(page(claim)).text)
        or f'formaction="{do(claim, name)}"' in text
    }

    assert offered == allowed


def test_page_takes_a_constant_number_of_queries(sign_in, editor, django_assert_num_queries):
    claim = factories.claim_in_review()
    client = sign_in(editor)
    factories.CommentFactory(claim=claim)
    counts = []
    for _round in range(2):
        with django_assert_num_queries(100, exact=False) as queries:
            client.get(page(claim))
        counts.append(len(queries))
        for _row in range(3):
            factories.EvidenceFactory(claim=claim)
            factories.CommentFactory(claim=claim)
            factories.EventFactory(claim=claim)

    assert counts == [48, 48]


# --- What stands in the way -----------------------------------------------------------------


def test_what_blocks_a_step_stands_beside_its_button(sign_in, editor):
    claim = factories.ClaimFactory(state=S.IN_RESEARCH)

    response = sign_in(editor).get(page(claim))

    (offer,) = [offer for offer in response.context["desk"].offers if offer.name == "submit"]
    assert offer.problems == verdicts.submission_problems(claim)
    assert all(problem in response.text for problem in offer.problems)


def test_refused_step_tells_every_problem(sign_in, editor):
    claim = factories.ClaimFactory(state=S.IN_RESEARCH)

    response = sign_in(editor).post(do(claim, "submit"), follow=True)

    assert said(response) == verdicts.submission_problems(claim)


def test_proposer_cannot_approve(sign_in):
    reviewer = factories.ReviewerFactory()
    claim = factories.claim_in_review(proposer=reviewer)
    client = sign_in(reviewer)

    response = client.post(do(claim, "approve"), {"seen": hashes(claim)})

    claim.refresh_from_db()
    assert response.status_code == 403
    assert claim.state == S.IN_REVIEW
    (offer,) = [o for o in client.get(page(claim)).context["desk"].offers if o.name == "approve"]
    assert offer.problems == verdicts.approval_problems(claim, actor=reviewer)


def test_version_that_was_not_read_is_not_approved(sign_in):
    claim = factories.claim_in_review()
    seen = hashes(claim)
    verdicts.propose(
        claim,
        rating=factories.rating("false"),
        summary="Doch nicht.",
        rationale="Neu.",
        both_sides="Ja.",
        known_as_of=date(2026, 1, 8),
        actor=factories.EditorFactory(),
    )

    response = sign_in(factories.ReviewerFactory()).post(
        do(claim, "approve"), {"seen": seen}, follow=True
    )

    claim.refresh_from_db()
    assert claim.state == S.IN_REVIEW
    assert len(said(response)) == 1


def test_verdict_is_shown_as_stale_when_the_claim_has_changed(sign_in, editor):
    fresh, stale = factories.claim_in_review(), stale_review()
    client = sign_in(editor)

    assert "badge-stale" not in client.get(page(fresh)).text
    assert "badge-stale" in client.get(page(stale)).text


def test_correction_is_not_approved_by_who_prepared_it(sign_in, editor):
    claim = factories.published_claim()
    publish.prepare_correction(claim, kind="correction", text="Neu.", actor=editor)

    response = sign_in(editor).post(
        do(claim, "approve_correction"), {"correction": correction_of(claim)}, follow=True
    )

    assert claim.corrections.get().state == Correction.State.PREPARED
    assert len(said(response)) == 1


def test_row_of_another_claim_is_not_touched(sign_in, editor):
    claim, other = factories.published_claim(), with_finding()

    sign_in(editor).post(
        do(claim, "dismiss_finding"), {"finding": finding_of(other), "reason": "Egal."}
    )

    assert Finding.objects.get().state == Finding.State.OPEN


@pytest.mark.parametrize(
    "address", ["/admin/claims/claim/1/do/erase/", "/admin/claims/claim/x/change/"]
)
def test_unknown_addresses_are_not_found(address, sign_in, editor):
    factories.ClaimFactory(pk=1)

    assert sign_in(editor).post(address).status_code == 404


def test_getting_a_step_changes_nothing(claim, sign_in, editor):
    assert sign_in(editor).get(do(claim, "start_research")).url == page(claim)
    claim.refresh_from_db()
    assert claim.state == S.OPEN


# --- Proposing ------------------------------------------------------------------------------


def test_refused_proposal_keeps_what_was_typed(claim, sign_in, editor, true):
    answers = {**PROPOSAL, "rating": true.pk, "known_as_of": "2999-01-01"}

    response = sign_in(editor).post(do(claim, "propose"), answers)

    assert response.status_code == 200
    assert "Siehe *Statistik*." in response.text
    assert f'value="{true.pk}" checked' in response.text
    assert Verdict.objects.count() == 0


def test_prediction_is_not_called_false_today(sign_in, editor):
    claim = factories.ClaimFactory(kind="prediction", resolves_on=date(2999, 1, 1))

    shown = sign_in(editor).get(page(claim)).context["desk"].questions[-1].ratings

    assert [rating.slug for rating, _chosen in shown] == ["unsupported"]


def test_new_version_begins_with_what_the_last_one_said(sign_in, editor):
    claim = factories.claim_in_review()

    form = sign_in(editor).get(page(claim)).context["desk"].questions[-1].form

    assert form["summary"].value() == factories.VerdictFactory.summary
    assert "change_reason" in form.fields


def test_reasoning_is_previewed_as_readers_will_see_it(claim, sign_in, editor):
    address = reverse("admin:claims_claim_preview", args=[claim.pk])

    html = sign_in(editor).post(address, {"rationale": "*so* <script>x</script>"}).text

    assert "<em>so</em>" in html
    assert "<script" not in html


# --- Evidence -------------------------------------------------------------------------------


def test_passage_from_our_copy_is_attached(claim, sign_in, editor):
    snapshot = factories.SnapshotFactory()
    answers = {
        "source": snapshot.source_id,
        "excerpt": factories.EXCERPT.replace(" ", "\n", 1),
        "stance": "supports",
        "confidential": "on",
    }

    response = sign_in(editor).post(do(claim, "attach"), answers)

    piece = Evidence.objects.get()
    assert response.status_code == 302
    assert (piece.excerpt, piece.confidential) == (factories.EXCERPT, True)


def test_passage_that_is_not_in_the_copy_is_refused_and_kept(claim, sign_in, editor):
    snapshot = factories.SnapshotFactory()
    answers = {"source": snapshot.source_id, "excerpt": "Steht nicht da.", "stance": "supports"}

    response = sign_in(editor).post(do(claim, "attach"), answers)

    assert response.status_code == 200
    assert "Steht nicht da." in response.text
    assert factories.SOURCE_TEXT.split("\n")[0] in response.text
    assert Evidence.objects.count() == 0


def test_new_source_waits_for_its_copy(claim, sign_in, editor, settings):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1:9"]

    response = sign_in(editor).post(
        do(claim, "add_source"), {"url": "http://127.0.0.1:9/statistik", "kind": "official"}
    )

    source = Source.objects.get()
    assert response.url == f"{page(claim)}?source={source.pk}#evidence-new"
    waiting = sign_in(editor).get(response.url).text
    assert 'hx-trigger="every 2s"' in waiting


def test_private_address_is_refused_at_the_form(claim, sign_in, editor):
    response = sign_in(editor).post(
        do(claim, "add_source"), {"url": "http://127.0.0.1/geheim", "kind": "official"}
    )

    assert response.status_code == 200
    assert len(response.context["desk"].source_form.non_field_errors()) == 1
    assert Source.objects.count() == 0


def test_source_that_arrived_loads_the_page_again(claim, sign_in, editor):
    source = factories.SnapshotFactory().source
    address = reverse("admin:claims_claim_source", args=[claim.pk, source.pk])

    response = sign_in(editor, htmx=True).get(address)

    assert response.headers["HX-Refresh"] == "true"


def test_evidence_is_withdrawn_with_a_reason(sign_in, editor):
    piece = factories.EvidenceFactory()
    client = sign_in(editor)

    client.post(do(piece.claim, "withdraw"), {"evidence": piece.pk, "reason": ""})
    piece.refresh_from_db()
    assert piece.withdrawn_at is None

    client.post(do(piece.claim, "withdraw"), {"evidence": piece.pk, "reason": "Verwechselt."})
    piece.refresh_from_db()
    assert piece.withdrawn_at is not None


# --- Editing --------------------------------------------------------------------------------


def answers(claim, **changes):
    return {
        "statement": claim.statement,
        "headline": claim.headline,
        "who": claim.claimant.name,
        "who_id": claim.claimant_id,
        "who_how": "known",
        "through": "",
        "mode": claim.mode,
        "kind": claim.kind,
        "selection_reason": "",
        "language": "de",
        "edit_number": claim.edit_number,
        **changes,
    }


def test_claim_is_edited_by_its_verb(claim, sign_in, editor):
    sign_in(editor).post(page(claim), answers(claim, headline="Kurz", through="AFP, dpa"))

    claim.refresh_from_db()
    assert (claim.headline, claim.last_editor) == ("Kurz", editor)
    assert claim.via == [{"name": "AFP"}, {"name": "dpa"}]
    assert claim.events.filter(verb="edit").count() == 1


def test_second_to_save_sees_both_texts(claim, sign_in, editor):
    mine = answers(claim, statement="Was ich schrieb.")
    editorial.edit(claim, statement="Was die erste schrieb.", actor=factories.EditorFactory())
    client = sign_in(editor)

    response = client.post(page(claim), mine)

    assert "Was die erste schrieb." in response.text
    form = response.context["desk"].edit_form
    assert form["statement"].value() == "Was ich schrieb."
    client.post(page(claim), mine | {"edit_number": form["edit_number"].value()})
    claim.refresh_from_db()
    assert claim.statement == "Was ich schrieb."


def test_state_is_no_field(claim, sign_in, editor):
    sign_in(editor).post(page(claim), answers(claim, state="published", headline="Neu"))

    claim.refresh_from_db()
    assert (claim.state, claim.headline) == (S.OPEN, "Neu")


@pytest.mark.parametrize("person", ["reviewer", "auditor", "administrator"])
def test_others_do_not_edit(person, claim, people, sign_in):
    response = sign_in(people[person]).post(page(claim), answers(claim, headline="Nein"))

    assert response.status_code == 403


# --- Bulk steps -----------------------------------------------------------------------------


def bulk(client, action, *claims):
    address = reverse("admin:claims_claim_changelist")
    rows = {"action": action, "_selected_action": [claim.pk for claim in claims]}
    return client.post(address, rows, follow=True)


def test_bulk_step_reports_what_it_skipped(sign_in, editor):
    fresh = factories.ClaimFactory(state=S.SUGGESTED)
    public = factories.published_claim()

    response = bulk(sign_in(editor), "accept_all", fresh, public)

    fresh.refresh_from_db()
    assert fresh.state == S.OPEN
    _done, skipped = said(response)
    assert str(public) in skipped


def test_bulk_step_uses_the_verb(sign_in, editor):
    claim = factories.ClaimFactory(state=S.SUGGESTED)

    bulk(sign_in(editor), "accept_all", claim)

    claim.refresh_from_db()
    assert claim.state == S.OPEN
    assert claim.events.count() == 1


def test_claims_are_taken_in_bulk(claim, sign_in, editor):
    bulk(sign_in(editor), "assign_to_me", claim)

    claim.refresh_from_db()
    assert claim.assignee == editor


@pytest.mark.parametrize("person", [factories.ReviewerFactory, factories.AuditorFactory])
def test_bulk_steps_are_for_editors(person, sign_in):
    claim = factories.ClaimFactory(state=S.SUGGESTED)

    bulk(sign_in(person()), "accept_all", claim)

    claim.refresh_from_db()
    assert claim.state == S.SUGGESTED


# --- Watching ---------------------------------------------------------------------------------


def test_claim_is_watched_from_its_page_and_says_why(claim, sign_in):
    client = sign_in(factories.AuditorFactory())
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    client.post(do(claim, "watch"))
    watching = client.get(page(claim)).text
    client.post(do(claim, "unwatch"))

    assert "You watch this claim: you asked for it." in watching
    assert claim.watches.get().is_on is False
