"""The workflow by token, from a marked passage to the retraction; nobody overwrites unread."""

import pytest

from claims.models import Claim, Correction, Event
from tests import factories
from tests.api.desk.test_views import ROLES, VERDICT

pytestmark = pytest.mark.django_db


def hashes(client, claim, state):
    whole = client.read(f"/claims/{claim.pk}/").json()
    return [verdict["hash"] for verdict in whole["verdicts"] if verdict["state"] == state]


# --- The way through --------------------------------------------------------------------------


def test_claim_goes_all_the_way_by_token(as_user, client):
    editor, reviewer, chief = (as_user(ROLES[role]()) for role in ("editor", "reviewer", "chief"))
    claim = factories.EvidenceFactory(claim__state="open").claim
    at = f"/claims/{claim.pk}"
    statuses = []

    def do(who, step, content=None):
        response = who.write(f"{at}/{step}/", content)
        statuses.append((step, response.status_code))
        return response.json()

    do(editor, "start-research")
    do(editor, "verdicts", VERDICT | {"both_sides": "Keine anderen Zahlen gefunden."})
    do(editor, "submit")
    seen = {"seen": hashes(reviewer, claim, "proposed")}
    do(reviewer, "send-back", seen | {"reason": "Bitte die Quelle nennen."})
    do(
        editor,
        "verdicts",
        VERDICT | {"seen": 1, "both_sides": "Keine.", "summary": "Die Zahl der Polizei stimmt."},
    )
    do(editor, "submit")
    do(reviewer, "approve", {"seen": hashes(reviewer, claim, "proposed")})
    before = client.get(f"/api/v1/claims/{claim.pk}/").status_code
    page = do(chief, "publish", {"seen": hashes(chief, claim, "approved")})
    after = client.get(page["api_url"].removeprefix("http://localhost:8000")).status_code
    do(editor, "corrections", {"kind": "retraction", "text": "Die Statistik war gefälscht."})
    [correction] = editor.read(f"{at}/").json()["corrections"]
    do(reviewer, f"corrections/{correction['id']}/approve")
    retracted = do(chief, "retract")

    assert [step for step, status in statuses if status == 201] == [
        *("verdicts", "verdicts", "corrections")
    ]
    assert {status for _step, status in statuses} == {200, 201}, statuses
    assert (before, after) == (404, 200)
    assert (page["version"], page["retracted_at"]) == (1, None)
    assert retracted["retracted_at"]
    claim.refresh_from_db()
    assert claim.state == Claim.State.RETRACTED
    assert Event.objects.get(claim=claim, verb="approve").actor == reviewer.user


STEPS = {
    "start-research": {"editor", "chief"},
    "edit": {"editor", "chief"},
    "withdraw-evidence": {"editor", "chief"},
    "submit": {"editor", "reviewer", "chief"},
    "send-back": {"reviewer", "chief"},
    "approve": {"reviewer", "chief"},
    "unapprove": {"editor", "reviewer", "chief"},
    "publish": {"chief"},
    "reopen": {"editor", "reviewer", "chief"},
    "corrections": {"editor", "reviewer", "chief"},
    "corrections/NUMBER/approve": {"editor", "reviewer", "chief"},
    "corrections/NUMBER/reject": {"editor", "reviewer", "chief"},
    "retract": {"chief"},
}


def ready_for(step):
    """A claim on which the step is possible."""
    if step in {"start-research", "edit", "withdraw-evidence"}:
        return factories.EvidenceFactory(claim__state="open").claim
    if step in {"submit", "send-back", "approve"}:
        claim = factories.claim_in_review()
        if step == "submit":
            Claim.objects.update(state="in_research")
        return claim
    if step in {"unapprove", "publish"}:
        return factories.approved_claim()
    claim = factories.published_claim()
    if step == "retract":
        factories.CorrectionFactory(claim=claim, approved=True, kind="retraction")
    if "NUMBER" in step:
        factories.CorrectionFactory(claim=claim)
    return claim


def content_for(step, claim):
    seen = list(claim.verdicts.values_list("content_hash", flat=True))
    return {
        "edit": {"edit_number": claim.edit_number, "headline": "Weniger Einbrüche"},
        "withdraw-evidence": {"evidence": claim.evidence.first().pk, "reason": "Falsches Jahr."},
        "send-back": {"seen": seen, "reason": "Bitte die Quelle nennen."},
        "unapprove": {"seen": seen, "reason": "Bitte die Quelle nennen."},
        "approve": {"seen": seen},
        "publish": {"seen": seen},
        "reopen": {"reason": "Die Statistik wurde berichtigt."},
        "corrections": {"kind": "update", "text": "Neue Zahlen."},
    }.get(step)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", STEPS)
def test_role_decides_about_the_step(as_user, role, step):
    client = as_user(ROLES[role]())
    claim = ready_for(step)
    address = step.replace("NUMBER", str(getattr(claim.corrections.first(), "pk", 0)))

    response = client.write(f"/claims/{claim.pk}/{address}/", content_for(step, claim))

    if role in STEPS[step]:
        assert response.status_code in {200, 201}, response.content
    else:
        assert response.status_code == 403
        assert response.json()["detail"].endswith(".")
        claim.refresh_from_db()
        assert claim.state == Claim.objects.get(pk=claim.pk).state


def test_nobody_approves_their_own(as_user):
    reviewer = as_user(factories.ReviewerFactory())
    claim = factories.claim_in_review(proposer=reviewer.user)
    published = factories.published_claim()
    own = factories.CorrectionFactory(claim=published, prepared_by=reviewer.user)

    verdict = reviewer.write(
        f"/claims/{claim.pk}/approve/", {"seen": hashes(reviewer, claim, "proposed")}
    )
    correction = reviewer.write(f"/claims/{published.pk}/corrections/{own.pk}/approve/")

    assert (verdict.status_code, correction.status_code) == (403, 409)
    assert Correction.objects.get().state == "prepared"


def test_wrong_items_of_a_list_are_told_in_a_sentence(as_user):
    chief = as_user(factories.ChiefEditorFactory())
    claim = factories.approved_claim()

    response = chief.write(f"/claims/{claim.pk}/publish/", {"seen": ["x", "y", "0" * 64]})

    assert response.status_code == 400
    assert response.json()["detail"].startswith("seen: ")
    assert response.json()["detail"].count(".") == 1


def test_correction_of_another_claim_is_not_found(as_user):
    reviewer = as_user(factories.ReviewerFactory())
    correction = factories.CorrectionFactory(claim=factories.published_claim())
    other = factories.published_claim()

    response = reviewer.write(f"/claims/{other.pk}/corrections/{correction.pk}/approve/")

    assert response.status_code == 404
    assert Correction.objects.get().state == "prepared"


def test_same_key_publishes_once(as_user):
    chief = as_user(factories.ChiefEditorFactory())
    claim = factories.approved_claim()
    content = {"seen": hashes(chief, claim, "approved")}

    first, second = (
        chief.write(f"/claims/{claim.pk}/publish/", content, key="k") for _time in range(2)
    )

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert Event.objects.filter(claim=claim, verb="publish").count() == 1


# --- Nothing is overwritten unread ------------------------------------------------------------


def test_second_to_propose_is_given_both_texts(editor, as_user):
    other = as_user(factories.EditorFactory())
    claim = factories.ClaimFactory()
    address = f"/claims/{claim.pk}/verdicts/"
    editor.write(address, VERDICT | {"summary": "Stimmt."})

    late = other.write(address, VERDICT | {"summary": "Stimmt nicht.", "rating": "false"})
    read = other.write(address, VERDICT | {"summary": "Stimmt nicht.", "seen": 1})

    problem = late.json()
    assert late.status_code == 409
    assert problem["conflict"]["theirs"]["summary"] == "Stimmt."
    assert problem["conflict"]["yours"]["summary"] == "Stimmt nicht."
    assert read.status_code == 201
    assert list(claim.verdicts.order_by("number").values_list("state", flat=True)) == [
        "superseded",
        "proposed",
    ]


def test_second_to_edit_is_given_both_texts(editor, as_user):
    other = as_user(factories.EditorFactory())
    claim = factories.ClaimFactory()
    read = other.read(f"/claims/{claim.pk}/").json()["edit_number"]
    address = f"/claims/{claim.pk}/edit/"

    first = editor.write(address, {"edit_number": read, "headline": "Weniger Einbrüche"})
    late = other.write(address, {"edit_number": read, "headline": "Einbrüche nehmen ab"})
    proposed = other.write(f"/claims/{claim.pk}/verdicts/", VERDICT | {"edit_number": read})

    assert (first.status_code, first.json()["edit_number"]) == (200, read + 1)
    assert late.status_code == 409
    assert late.json()["conflict"]["theirs"]["headline"] == "Weniger Einbrüche"
    assert late.json()["conflict"]["yours"]["headline"] == "Einbrüche nehmen ab"
    assert proposed.json()["conflict"]["theirs"]["headline"] == "Weniger Einbrüche"
    claim.refresh_from_db()
    assert claim.headline == "Weniger Einbrüche"
    assert not claim.verdicts.exists()


@pytest.mark.parametrize("step", ["approve", "send-back", "unapprove", "publish"])
def test_version_that_was_not_read_is_not_decided_on(as_user, step):
    chief = as_user(factories.ChiefEditorFactory())
    claim = ready_for(step)
    before = claim.state

    response = chief.write(
        f"/claims/{claim.pk}/{step}/", content_for(step, claim) | {"seen": ["0" * 64]}
    )

    assert response.status_code == 409
    claim.refresh_from_db()
    assert claim.state == before
