"""Two people on one claim: the second to save sees what the first changed and loses nothing."""

import lxml.html
import pytest

from claims.editorial import claims as editorial
from claims.editorial import comments, verdicts
from claims.evidence import sources
from claims.publication import publish
from tests import factories
from tests.admin.claims.test_page import do, page

pytestmark = pytest.mark.django_db


def form_on(response, address, **changes) -> dict[str, str]:
    """What a browser would send of the form that leads to ``address``, but for ``changes``."""
    tree = lxml.html.fromstring(response.content.decode())
    found = [form for form in tree.forms if form.action == address and form.method == "POST"]
    return {**dict(found[0].form_values()), **changes}


def proposal_on(response, claim, **changes) -> dict[str, str]:
    tree = lxml.html.fromstring(response.content.decode())
    found = [dict(form.form_values()) for form in tree.forms if form.action == do(claim, "propose")]
    return {**next(form for form in found if form["aspect"] == "content"), **changes}


def words(response) -> str:
    return " ".join(lxml.html.fromstring(response.content.decode()).text_content().split())


@pytest.fixture
def second(sign_in, editor):
    """The browser of the second person, in English."""
    client = sign_in(editor)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


# --- What the claim says ----------------------------------------------------------------------


def test_second_to_save_a_claim_sees_the_first_and_keeps_both(claim, second):
    anna = factories.EditorFactory(first_name="Anna", last_name="Berger")
    opened = second.get(page(claim))
    editorial.edit(claim, statement="Anna schrieb das.", headline="Annas Titel", actor=anna)

    refused = second.post(page(claim), form_on(opened, page(claim), statement="Ich schrieb das."))

    clash = refused.context["clash"]
    assert [(row.theirs, row.mine) for row in clash.differences] == [
        ("Anna schrieb das.", "Ich schrieb das.")
    ]
    assert clash.taken == ["Headline"]
    assert [event.actor for event in clash.events] == [anna]
    claim.refresh_from_db()
    assert claim.statement == "Anna schrieb das."
    assert "Anna Berger: edited" in words(refused)

    # Saved again, only what the second person changed is changed.
    saved = second.post(page(claim), form_on(refused, page(claim)))

    claim.refresh_from_db()
    assert saved.status_code == 302
    assert (claim.statement, claim.headline) == ("Ich schrieb das.", "Annas Titel")
    texts = [event.data["changes"]["statement"][1] for event in claim.events.filter(verb="edit")]
    assert texts == ["Ich schrieb das.", "Anna schrieb das."]


def test_diff_shows_what_ones_own_text_changes(claim, second):
    opened = second.get(page(claim))
    editorial.edit(claim, statement="Die Zahl ist aber hoch.", actor=factories.EditorFactory())

    mine = form_on(opened, page(claim), statement="Die Zahl ist nicht hoch.")
    text = second.post(page(claim), mine).content.decode()

    assert "aber</del> <ins>" in text


def test_third_person_between_is_seen_too(claim, second):
    opened = second.get(page(claim))
    editorial.edit(claim, statement="Eins.", actor=factories.EditorFactory())
    refused = second.post(page(claim), form_on(opened, page(claim), statement="Zwei."))
    editorial.edit(claim, headline="Drei", actor=factories.EditorFactory())

    again = second.post(page(claim), form_on(refused, page(claim)))

    assert again.context["clash"].taken == ["Headline"]
    claim.refresh_from_db()
    assert (claim.statement, claim.headline) == ("Eins.", "Drei")


def test_claimant_changed_by_the_first_is_not_put_back(claim, second):
    opened = second.get(page(claim))
    other = factories.ClaimantFactory(name="Berta Frei")
    editorial.edit(claim, claimant=other, actor=factories.EditorFactory())

    refused = second.post(page(claim), form_on(opened, page(claim), headline="Neu"))
    second.post(page(claim), form_on(refused, page(claim)))

    claim.refresh_from_db()
    assert (claim.claimant, claim.headline) == (other, "Neu")


# --- Verdicts ---------------------------------------------------------------------------------


def test_second_proposal_sees_the_first_and_keeps_both(second):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim)
    opened = second.get(page(claim))
    factories.propose_and_submit(claim, word="true")
    mine = proposal_on(
        opened,
        claim,
        rating=str(factories.rating("false").pk),
        summary="Mein Ergebnis.",
        rationale="Meine lange Begründung.",
        both_sides="Überall.",
    )

    refused = second.post(do(claim, "propose"), mine)

    assert claim.verdicts.count() == 1
    rows = {row.label: (row.theirs, row.mine) for row in refused.context["clash"].differences}
    theirs = claim.verdicts.get()
    assert rows["Rating"] == ("True", "False")
    assert rows["Reasoning"] == (theirs.rationale, "Meine lange Begründung.")
    assert "Version 1 was proposed in the meantime." in words(refused)

    saved = second.post(do(claim, "propose"), proposal_on(refused, claim))

    assert saved.status_code == 302
    numbers = claim.verdicts.order_by("number").values_list("number", "summary")
    assert list(numbers) == [(1, theirs.summary), (2, "Mein Ergebnis.")]


def test_evidence_attached_while_one_writes_is_told_before_the_verdict_rests_on_it(second):
    claim = factories.ClaimFactory()
    opened = second.get(page(claim))
    copy = factories.SnapshotFactory()
    sources.attach_evidence(
        claim,
        source=copy.source,
        excerpt=factories.EXCERPT,
        stance="refutes",
        actor=factories.EditorFactory(first_name="Anna", last_name="Berger"),
    )
    mine = proposal_on(
        opened,
        claim,
        rating=str(factories.rating("true").pk),
        summary="Mein Ergebnis.",
        rationale="Meine Begründung.",
    )

    refused = second.post(do(claim, "propose"), mine)
    told = "Anna Berger: evidence attached" in words(refused)
    second.post(do(claim, "propose"), proposal_on(refused, claim))

    assert told
    assert claim.verdicts.get().summary == "Mein Ergebnis."


# --- Decisions --------------------------------------------------------------------------------


def propose_another(claim):
    verdicts.propose(
        claim,
        rating=factories.rating("false"),
        summary="Anders.",
        rationale="Anders.",
        both_sides="Überall.",
        known_as_of=factories.VerdictFactory.known_as_of,
        actor=factories.EditorFactory(),
    )


def test_nothing_unread_is_sent_back_and_the_reason_stays(sign_in):
    claim = factories.claim_in_review()
    client = sign_in(factories.ReviewerFactory())
    desk, review = client.get(page(claim)), client.get(f"/review/claims/{claim.pk}/")
    propose_another(claim)
    send_back = f"/review/claims/{claim.pk}/send-back/"

    answers = [
        client.post(at, form_on(opened, at, reason="Mein Grund."))
        for opened, at in ((desk, do(claim, "request_changes")), (review, send_back))
    ]

    claim.refresh_from_db()
    assert claim.state == "in_review"
    for answer in answers:
        assert "Mein Grund.</textarea>" in answer.text.replace("\n", "")
    client.post(send_back, form_on(answers[1], send_back))
    claim.refresh_from_db()
    assert claim.state == "in_research"


def test_nothing_unread_is_published(sign_in):
    claim = factories.approved_claim()
    client = sign_in(factories.ChiefEditorFactory())
    opened = client.get(f"/review/claims/{claim.pk}/")
    verdicts.unapprove(claim, reason="Neu.", actor=factories.ReviewerFactory())
    propose_another(claim)
    verdicts.approve(claim, actor=factories.ReviewerFactory())
    address = f"/review/claims/{claim.pk}/publish/"

    refused = client.post(address, form_on(opened, address))
    desk = client.post(do(claim, "publish"), {"seen": claim.verdicts.last().content_hash})

    claim.refresh_from_db()
    assert (refused.status_code, desk.status_code, claim.state) == (409, 302, "approved")
    client.post(address, form_on(refused, address))
    claim.refresh_from_db()
    assert claim.state == "published"


@pytest.mark.parametrize("name", ["request_changes", "unapprove", "reopen", "prepare_correction"])
def test_text_of_a_step_that_is_gone_is_not_lost(sign_in, name):
    claim = {
        "request_changes": factories.claim_in_review,
        "unapprove": factories.approved_claim,
        "reopen": factories.published_claim,
        "prepare_correction": factories.published_claim,
    }[name]()
    chief = factories.ChiefEditorFactory()
    client = sign_in(chief)
    opened = client.get(page(claim))
    mine = {"reason": "Mein Grund.", "text": "Mein Grund."}
    mine = form_on(opened, do(claim, name)) | mine
    match name:
        case "request_changes":
            verdicts.request_changes(claim, reason="Nein.", actor=factories.ReviewerFactory())
        case "unapprove":
            verdicts.unapprove(claim, reason="Nein.", actor=factories.ReviewerFactory())
        case "reopen":
            editorial.reopen(claim, reason="Neu.", actor=factories.EditorFactory())
        case "prepare_correction":
            publish.prepare_correction(
                claim, kind="update", text="Neu.", actor=factories.EditorFactory()
            )

    refused = client.post(do(claim, name), mine)

    assert refused.status_code == 200
    assert "Mein Grund." in refused.text


def test_withdrawal_refused_keeps_its_reason(second):
    claim = factories.ClaimFactory()
    piece = factories.EvidenceFactory(claim=claim)
    sources.withdraw_evidence(piece, reason="Doppelt.", actor=factories.EditorFactory())

    refused = second.post(do(claim, "withdraw"), {"evidence": piece.pk, "reason": "Mein Grund."})

    assert "Mein Grund." in refused.text


def test_comment_of_the_first_does_not_stand_in_the_way(claim, second):
    opened = second.get(page(claim))
    comments.comment(claim, body="Hm", actor=factories.EditorFactory())

    saved = second.post(page(claim), form_on(opened, page(claim), headline="Neu"))

    claim.refresh_from_db()
    assert (saved.status_code, claim.headline) == (302, "Neu")
