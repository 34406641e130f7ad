"""One claim's page: reading, deciding, commenting."""

import pytest
from django.test import Client

from claims.editorial import claims as editing
from claims.editorial import comments, verdicts
from claims.models import Comment, Event
from claims.publication import publish
from claims.review.version_diff import changes_since
from tests import factories

ENGLISH = {"accept-language": "en"}


def post(client, claim, what, **data):
    return client.post(f"/review/claims/{claim.pk}/{what}/", data, headers=ENGLISH)


def hashes(claim) -> list[str]:
    return list(claim.verdicts.filter(state="proposed").values_list("content_hash", flat=True))


# --- Reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_a_fixed_number_of_queries(signed_in, rows, django_assert_num_queries):
    claim = factories.ClaimFactory()
    for _number in range(rows):
        factories.EvidenceFactory(claim=claim)
    factories.propose_and_submit(claim)
    for _number in range(rows):
        thread = factories.CommentFactory(claim=claim)
        factories.CommentFactory(claim=claim, parent=thread)
        factories.CommentFactory(claim=claim, verdict=claim.verdicts.get())
        factories.CommentFactory(claim=claim, evidence=claim.evidence.first())

    address = f"/review/claims/{claim.pk}/"
    signed_in.get(address)  # whatever is kept between requests is kept by now
    with django_assert_num_queries(39):
        response = signed_in.get(address)

    assert response.status_code == 200


def test_page_shows_what_the_public_will_see(signed_in):
    claim = factories.claim_in_review()

    page = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH)

    document = page.context["document"]
    text = page.content.decode()
    assert document["statement"] == claim.statement
    assert factories.VerdictFactory.summary in text
    assert "<em>Kriminalstatistik</em>" in text
    assert f"<mark>{factories.EXCERPT}</mark>" in text


def test_passage_stands_in_the_text_around_it(signed_in):
    claim = factories.ClaimFactory()
    text = "Vor. " * 200 + factories.EXCERPT + " Nach." * 200
    factories.EvidenceFactory(claim=claim, snapshot__text=text)
    factories.propose_and_submit(claim)

    page = signed_in.get(f"/review/claims/{claim.pk}/")

    piece = page.context["pieces"][0]
    assert piece.cited == factories.EXCERPT
    assert piece.before == "… " + "Vor. " * 32
    assert piece.after == " Nach." * 100 + " …"


def test_changes_against_what_is_public_are_marked(signed_in):
    claim = factories.published_claim()
    editor = factories.EditorFactory()
    editing.reopen(claim, reason="Neue Zahlen", actor=editor)
    editing.edit(claim, statement=claim.statement.replace("12", "11"), actor=editor)
    publish.prepare_correction(claim, kind="correction", text="Zahl berichtigt.", actor=editor)
    factories.propose_and_submit(claim, word="partly-false")

    text = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH).content.decode()

    assert "12</del>" in text
    assert "11</ins>" in text
    assert "True</del>" in text
    assert "Zahl berichtigt." in text


def test_first_version_has_nothing_to_compare_with(signed_in):
    claim = factories.claim_in_review()

    assert signed_in.get(f"/review/claims/{claim.pk}/").context["earlier"] is None


def test_second_version_is_compared_with_the_first(signed_in):
    claim = factories.claim_in_review(word="true")
    verdicts.request_changes(claim, reason="Nein.", actor=factories.ReviewerFactory())
    factories.propose_and_submit(claim, word="false")

    earlier = signed_in.get(f"/review/claims/{claim.pk}/").context["earlier"]

    assert earlier["rating"]["slug"] == "true"


def test_changes_since_the_proposal_are_told(db):
    claim = factories.claim_in_review()
    verdict = claim.verdicts.get()
    editor = factories.EditorFactory()
    piece = claim.evidence.get()
    factories.EvidenceFactory(claim=claim, source__title="Neue Quelle")
    type(piece).objects.filter(pk=piece.pk).update(note="Anders.")
    editing.edit(claim, statement="Anders.", kind="number", actor=editor)

    verdict.claim.refresh_from_db()
    changes = changes_since(verdict)

    assert len(changes) == 4
    assert "Anders." in changes[0]
    assert "Neue Quelle" in changes[2]


def test_claim_without_verdict_can_be_looked_at(signed_in):
    claim = factories.ClaimFactory()

    response = signed_in.get(f"/review/claims/{claim.pk}/")

    assert response.status_code == 200
    assert response.context["document"] is None


@pytest.mark.parametrize("state", ["suggested", "open", "dismissed", "on_hold", "retracted"])
def test_every_state_has_a_page(signed_in, state):
    reason = {"dismissal_reason": "opinion"} if state == "dismissed" else {}
    claim = factories.ClaimFactory(state=state, **reason)

    response = signed_in.get(f"/review/claims/{claim.pk}/")

    assert response.status_code == 200
    assert response.context["decision"].yes == ""


def test_script_in_a_claim_does_not_run(signed_in):
    claim = factories.claim_in_review(statement="<script>alert(1)</script>")
    factories.CommentFactory(claim=claim, body="<script>alert(2)</script>")

    text = signed_in.get(f"/review/claims/{claim.pk}/").content.decode()

    assert "<script>alert" not in text


# --- Who may come in --------------------------------------------------------------------------

ADDRESSES = ["/review/", "/review/mine/", "/review/claims/1/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_asked_to_sign_in(db, address):
    response = Client().get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "person",
    [
        factories.AdministratorFactory,
        lambda: factories.UserFactory(role="bot"),
        lambda: factories.UserFactory(is_superuser=True),
        factories.UserFactory,
    ],
)
def test_who_has_no_place_at_the_desk_stays_out(sign_in, db, address, person):
    factories.ClaimFactory(pk=1)

    assert sign_in(person()).get(address).status_code == 403


@pytest.mark.parametrize(
    "person",
    [
        factories.EditorFactory,
        factories.ReviewerFactory,
        factories.ChiefEditorFactory,
        factories.AuditorFactory,
    ],
)
def test_the_desk_may_read(sign_in, db, person):
    claim = factories.claim_in_review()

    assert sign_in(person()).get(f"/review/claims/{claim.pk}/").status_code == 200


def test_auditor_reads_and_changes_nothing(sign_in, db):
    claim = factories.claim_in_review()
    client = sign_in(factories.AuditorFactory())
    events = Event.objects.count()

    page = client.get(f"/review/claims/{claim.pk}/")
    answers = [
        post(client, claim, "approve", seen=hashes(claim)),
        post(client, claim, "send-back", reason="Nein."),
        post(client, claim, "publish"),
        post(client, claim, "comments", **{"new-body": "Ich auch."}),
    ]

    assert page.context["may_comment"] is False
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert Event.objects.count() == events


@pytest.mark.parametrize("number", [0, 999, 10**17, 10**30])
def test_unknown_claim_is_not_found(signed_in, number):
    assert signed_in.get(f"/review/claims/{number}/").status_code == 404


@pytest.mark.parametrize("what", ["approve", "send-back", "unapprove", "publish", "retract"])
def test_decisions_are_not_made_by_links(signed_in, what):
    claim = factories.claim_in_review()

    assert signed_in.get(f"/review/claims/{claim.pk}/{what}/").status_code == 405


def test_forms_without_token_are_refused(reviewer):
    claim = factories.claim_in_review()
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")

    assert post(client, claim, "approve").status_code == 403


# --- Deciding ---------------------------------------------------------------------------------


def test_reviewer_approves_what_was_read(signed_in, reviewer):
    claim = factories.claim_in_review()

    response = post(signed_in, claim, "approve", seen=hashes(claim))

    claim.refresh_from_db()
    assert response.status_code == 302
    assert claim.state == "approved"
    assert claim.verdicts.get().approver == reviewer


def test_what_was_not_read_is_not_approved(signed_in):
    claim = factories.claim_in_review()
    seen = hashes(claim)
    verdicts.propose(
        claim,
        rating=factories.rating("false"),
        summary="Anders.",
        rationale="Anders.",
        both_sides="Überall.",
        known_as_of=factories.VerdictFactory.known_as_of,
        actor=factories.EditorFactory(),
    )

    response = post(signed_in, claim, "approve", seen=seen)

    claim.refresh_from_db()
    assert response.status_code == 409
    assert "Another version was proposed while you were reading." in response.content.decode()
    assert claim.state == "in_review"


def test_obstacles_are_listed_beside_the_buttons(signed_in):
    claim = factories.claim_in_review()
    factories.CommentFactory(claim=claim, is_blocking=True)

    page = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH)

    assert page.context["decision"].problems == (
        "Comments that block the approval: 1. Resolve them first.",
    )
    assert "Resolve them first." in page.content.decode()


def test_own_proposal_cannot_be_approved(signed_in, reviewer):
    claim = factories.claim_in_review(proposer=reviewer)

    page = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH)
    response = post(signed_in, claim, "approve", seen=hashes(claim))

    assert page.context["decision"].problems == (
        "You proposed or last edited this. A second person has to approve it.",
    )
    assert response.status_code == 403
    assert "A second person has to approve it." in response.content.decode()


def test_sending_back_needs_a_reason(signed_in):
    claim = factories.claim_in_review()

    response = post(signed_in, claim, "send-back", reason=" ")

    claim.refresh_from_db()
    assert response.status_code == 409
    assert "Say what has to change." in response.content.decode()
    assert claim.state == "in_review"


def test_sending_back_keeps_the_reason(signed_in):
    claim = factories.claim_in_review()

    post(signed_in, claim, "send-back", reason="Zweite Quelle fehlt.")

    claim.refresh_from_db()
    assert claim.state == "in_research"
    assert claim.events.get(verb="request_changes").data["reason"] == "Zweite Quelle fehlt."


def test_a_refused_reason_is_not_lost(signed_in):
    claim = factories.claim_in_review()
    verdicts.approve(claim, actor=factories.ReviewerFactory())

    response = post(signed_in, claim, "send-back", reason="Ein langer Grund.")

    assert response.status_code == 409
    assert "Ein langer Grund.</textarea>" in response.content.decode()


def test_chief_editor_publishes(sign_in, db):
    claim = factories.approved_claim()

    response = post(sign_in(factories.ChiefEditorFactory()), claim, "publish")

    claim.refresh_from_db()
    assert response.status_code == 302
    assert claim.state == "published"


def test_stale_approval_is_not_published(sign_in, db):
    claim = factories.approved_claim()
    factories.EvidenceFactory(claim=claim, source__title="Neue Quelle")
    client = sign_in(factories.ChiefEditorFactory())

    page = client.get(f"/review/claims/{claim.pk}/", headers=ENGLISH)
    response = post(client, claim, "publish")

    claim.refresh_from_db()
    assert page.context["changes"] == ["Evidence added: Neue Quelle"]
    assert response.status_code == 409
    assert claim.state == "approved"


def test_approval_is_taken_back_with_a_reason(signed_in):
    claim = factories.approved_claim()

    post(signed_in, claim, "unapprove", reason="Neue Zahlen.")

    claim.refresh_from_db()
    assert claim.state == "in_review"


def test_retraction_is_offered_once_approved(sign_in, db):
    claim = factories.published_claim()
    client = sign_in(factories.ChiefEditorFactory())
    before = client.get(f"/review/claims/{claim.pk}/").context["decision"].yes
    correction = publish.prepare_correction(
        claim, kind="retraction", text="Wir lagen falsch.", actor=factories.EditorFactory()
    )
    publish.approve_correction(correction, actor=factories.ReviewerFactory())

    after = client.get(f"/review/claims/{claim.pk}/", headers=ENGLISH).context["decision"].yes
    post(client, claim, "retract")

    claim.refresh_from_db()
    assert (before, after) == ("", "Retract")
    assert claim.state == "retracted"


def test_retracted_claim_shows_what_its_page_says(sign_in, db):
    claim = factories.published_claim()
    chief = factories.ChiefEditorFactory()
    factories.CorrectionFactory(claim=claim, kind="retraction", approved=True)
    publish.retract(claim, actor=chief)

    page = sign_in(chief).get(f"/review/claims/{claim.pk}/", headers=ENGLISH)

    assert page.context["document"]["statement"] == claim.statement
    assert "We have retracted this fact-check." in page.content.decode()


# --- Commenting -------------------------------------------------------------------------------


def comment(client, claim, htmx=False, **fields):
    data = {f"new-{name}": value for name, value in fields.items()}
    headers = ENGLISH | ({"hx-request": "true"} if htmx else {})
    return client.post(f"/review/claims/{claim.pk}/comments/", data, headers=headers)


def test_comment_on_the_claim(signed_in, reviewer):
    claim = factories.claim_in_review()

    response = comment(signed_in, claim, body="Gilt das auch 2025?", is_blocking="on")

    remark = claim.comments.get()
    assert response["Location"] == f"/review/claims/{claim.pk}/#comments"
    assert (remark.author, remark.body) == (reviewer, "Gilt das auch 2025?")
    assert remark.is_blocking


def test_comment_on_evidence_and_version(signed_in):
    claim = factories.claim_in_review()
    piece, version = claim.evidence.get(), claim.verdicts.get()

    comment(signed_in, claim, body="Quelle?", about=f"evidence-{piece.pk}")
    comment(signed_in, claim, body="Fassung?", about=f"version-{version.pk}")

    on_source, on_version = claim.comments.order_by("pk")
    assert (on_source.evidence, on_source.verdict) == (piece, None)
    assert (on_version.evidence, on_version.verdict) == (None, version)


def test_comment_on_exact_words(signed_in):
    claim = factories.claim_in_review()

    comment(signed_in, claim, body="Welche?", words="12 Prozent")

    selector = claim.comments.get().selector
    assert selector["exact"] == "12 Prozent"
    assert claim.statement[selector["start"] : selector["end"]] == "12 Prozent"


@pytest.mark.parametrize("words", ["13 Prozent", "i"])
def test_words_that_do_not_stand_there_once_are_refused(signed_in, words):
    claim = factories.claim_in_review()

    response = comment(signed_in, claim, body="Mein Text", words=words, is_blocking="on")

    text = response.content.decode()
    assert response.status_code == 409
    assert "does not stand there exactly once" in text
    assert "Mein Text</textarea>" in text
    assert claim.comments.count() == 0


def test_comment_about_something_else_is_refused(signed_in):
    claim, other = factories.claim_in_review(), factories.claim_in_review()

    response = comment(signed_in, claim, body="Hm", about=f"evidence-{other.evidence.get().pk}")

    assert response.status_code == 409
    assert Comment.objects.count() == 0


def test_empty_comment_is_refused(signed_in):
    claim = factories.claim_in_review()

    response = comment(signed_in, claim, body="  ")

    assert response.status_code == 409
    assert "The comment is empty." in response.content.decode()


def test_thread_is_answered_settled_and_reopened(signed_in, reviewer):
    claim = factories.claim_in_review()
    remark = comments.comment(
        claim, body="Welche Zahl?", is_blocking=True, actor=factories.ReviewerFactory()
    )

    signed_in.post(f"/review/comments/{remark.pk}/reply/", {"body": "Die der Stadt."})
    signed_in.post(f"/review/comments/{remark.pk}/resolve/", {"resolution": "Ergänzt."})
    remark.refresh_from_db()
    settled = (remark.resolved_by, remark.resolution)
    signed_in.post(f"/review/comments/{remark.pk}/reopen/")
    remark.refresh_from_db()

    assert [reply.body for reply in remark.replies.all()] == ["Die der Stadt."]
    assert settled == (reviewer, "Ergänzt.")
    assert remark.resolved_at is None


@pytest.mark.parametrize(
    ("what", "field", "typed"),
    [("resolve", "resolution", "Ergänzt."), ("reply", "body", "Antwort" * 2000)],
)
def test_what_was_typed_into_a_thread_is_kept(sign_in, db, what, field, typed):
    claim = factories.claim_in_review()
    remark = comments.comment(
        claim, body="Welche Zahl?", is_blocking=True, actor=factories.ReviewerFactory()
    )
    if what == "resolve":
        comments.resolve(remark, resolution="Schon.", actor=factories.ReviewerFactory())
        comments.reopen_comment(remark, actor=factories.ReviewerFactory())
    # An editor may not settle what blocks; an answer that is too long is nobody's right.
    client = sign_in(factories.EditorFactory())

    response = client.post(f"/review/comments/{remark.pk}/{what}/", {field: typed})

    assert response.status_code == (403 if what == "resolve" else 409)
    assert what == "resolve" or typed in response.content.decode()
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_htmx_gets_the_threads_and_what_blocks_now(signed_in):
    claim = factories.claim_in_review()

    response = comment(signed_in, claim, htmx=True, body="Welche Zahl?", is_blocking="on")

    text = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in text
    assert "Welche Zahl?" in text
    assert 'id="decision"' in text
    assert 'hx-swap-oob="true"' in text
    assert "Comments that block the approval: 1." in text


def test_htmx_is_told_what_was_refused(signed_in):
    claim = factories.claim_in_review()

    response = comment(signed_in, claim, htmx=True, body="", words="12")

    assert response.status_code == 409
    assert "The comment is empty." in response.content.decode()


def test_open_blocking_threads_come_first(signed_in):
    claim = factories.claim_in_review()
    settled = factories.CommentFactory(claim=claim)
    comments.resolve(settled, resolution="Gut.", actor=factories.ReviewerFactory())
    plain = factories.CommentFactory(claim=claim)
    blocking = factories.CommentFactory(claim=claim, is_blocking=True)

    threads = signed_in.get(f"/review/claims/{claim.pk}/").context["threads"]

    assert [thread.remark for thread in threads] == [blocking, plain, settled]


# --- Comments: editing, exact words -----------------------------------------------------------


def test_own_comment_is_edited_and_the_earlier_text_can_be_read(signed_in, reviewer):
    remark = factories.CommentFactory(author=reviewer, body="Ein Felher.")
    other = factories.CommentFactory(claim=remark.claim)

    data = {"body": "Ein Fehler.", "number": "1"}
    response = signed_in.post(f"/review/comments/{remark.pk}/edit/", data)
    refused = signed_in.post(f"/review/comments/{other.pk}/edit/", data)
    page = signed_in.get(f"/review/claims/{remark.claim_id}/", headers=ENGLISH).content.decode()

    assert (response.status_code, refused.status_code) == (302, 403)
    assert page.index("Ein Fehler.") < page.index("<summary>edited</summary>")
    assert page.index("<summary>edited</summary>") < page.index("Ein Felher.")
    assert f"/review/comments/{other.pk}/edit/" not in page


def test_second_edit_of_a_comment_sees_the_first_and_keeps_its_text(signed_in, reviewer):
    remark = factories.CommentFactory(author=reviewer, body="Die Zahl fehlt.")
    comments.edit_comment(remark, body="Die Berner Zahl fehlt.", number=1, actor=reviewer)

    response = signed_in.post(
        f"/review/comments/{remark.pk}/edit/",
        {"body": "Die Zürcher Zahl fehlt.", "number": "1"},
        headers=ENGLISH,
    )
    again = signed_in.post(
        f"/review/comments/{remark.pk}/edit/", {"body": "Beide Zahlen fehlen.", "number": "2"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Berner</del> <ins>" in page.replace('<span class="sr">added: </span>', "")
    assert ">Die Zürcher Zahl fehlt.</textarea>" in page
    assert 'name="number" value="2"' in page
    assert again.status_code == 302
    remark = Comment.objects.get(pk=remark.pk)
    assert [text for _at, text in remark.texts] == [
        "Die Zahl fehlt.",
        "Die Berner Zahl fehlt.",
        "Beide Zahlen fehlen.",
    ]


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "٣"])
def test_edit_without_a_number_overwrites_nothing(signed_in, reviewer, number):
    remark = factories.CommentFactory(author=reviewer)

    response = signed_in.post(
        f"/review/comments/{remark.pk}/edit/", {"body": "Neu", "number": number}
    )

    assert response.status_code == 409
    assert remark.versions.count() == 0


def test_words_commented_on_are_marked_in_claim_and_evidence(signed_in):
    claim = factories.claim_in_review()
    piece = claim.evidence.get()
    for about, words in (("claim", "12 Prozent"), (f"evidence-{piece.pk}", "1204 Einbrüche")):
        data = {"new-body": "Hm", "new-about": about, "new-words": words}
        assert post(signed_in, claim, "comments", **data).status_code == 302
    first, second = Comment.objects.order_by("pk")

    page = signed_in.get(f"/review/claims/{claim.pk}/").content.decode()
    comments.resolve(first, resolution="Gut.", actor=factories.ReviewerFactory())
    after = signed_in.get(f"/review/claims/{claim.pk}/").content.decode()

    marked = '<mark class="said-about"><a href="#comment-{}">{}'
    assert marked.format(first.pk, "12 Prozent") in page
    assert marked.format(second.pk, "1204 Einbrüche") in page
    assert marked.format(first.pk, "12 Prozent") not in after


def test_words_that_are_gone_are_said_to_be(signed_in):
    claim = factories.ClaimFactory()
    comments.comment(claim, body="Hm", words=(4, 8), actor=factories.EditorFactory())
    before = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH).content.decode()
    editing.edit(claim, statement="Etwas ganz anderes.", actor=factories.EditorFactory())

    after = signed_in.get(f"/review/claims/{claim.pk}/", headers=ENGLISH).content.decode()

    lost = "these words are no longer there"
    assert (lost in before, lost in after) == (False, True)


def test_what_was_typed_into_a_thread_settled_meanwhile_is_not_lost(signed_in):
    remark = factories.CommentFactory()
    comments.resolve(remark, resolution="Gut.", actor=factories.EditorFactory())

    response = signed_in.post(
        f"/review/comments/{remark.pk}/resolve/", {"resolution": "Ich habe nachgefragt."}
    )

    assert response.status_code == 409
    assert "Ich habe nachgefragt." in response.content.decode()
