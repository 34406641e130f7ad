"""Every verb, in every state, by everybody: what happens, and that otherwise nothing happens."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from claims.editorial import assessments, null_searches, replies, verdicts
from claims.editorial import claims as editing
from claims.editorial.workflow import TRANSITIONS, Refused
from claims.models import Claim, Event
from claims.models.defaults import Role
from claims.publication import publish
from claims.publication.topics import file_under
from tests import factories

RESEARCHED = {
    state: state
    for state in (
        "open",
        "in_research",
        "in_review",
        "approved",
        "on_hold",
        "published",
        "under_revision",
    )
}
ASSESSED = {
    state: state for state in ("open", "in_research", "in_review", "approved", "under_revision")
}
# verb: {state before: state after}. What is not listed is refused.
EXPECTED: dict[str, dict[str, str]] = {
    "accept": {"suggested": "open"},
    "dismiss": {
        "suggested": "dismissed",
        "open": "dismissed",
        "in_research": "dismissed",
    },
    "reopen": {"dismissed": "open", "published": "under_revision"},
    "start_research": {"open": "in_research"},
    "assign": {
        "suggested": "suggested",
        "open": "open",
        "in_research": "in_research",
        "in_review": "in_review",
        "approved": "approved",
        "under_revision": "under_revision",
    },
    "set_due": {
        "suggested": "suggested",
        "open": "open",
        "in_research": "in_research",
        "in_review": "in_review",
        "approved": "approved",
        "under_revision": "under_revision",
    },
    "edit": {
        "suggested": "suggested",
        "open": "open",
        "in_research": "in_research",
        "in_review": "in_review",
        "approved": "approved",
        "under_revision": "under_revision",
    },
    "propose": {
        "open": "in_research",
        "in_research": "in_research",
        "in_review": "in_review",
        "under_revision": "under_revision",
    },
    "submit": {"in_research": "in_review", "under_revision": "in_review"},
    "request_changes": {"in_review": "in_research"},
    "approve": {"in_review": "approved"},
    "unapprove": {"approved": "in_review"},
    "publish": {"approved": "published"},
    "retract": {"published": "retracted", "under_revision": "retracted"},
    "merge": {"suggested": "merged", "open": "merged", "in_research": "merged"},
    "split": {"suggested": "split", "open": "split", "in_research": "split"},
    "hold": {
        "suggested": "on_hold",
        "open": "on_hold",
        "in_research": "on_hold",
        "in_review": "on_hold",
    },
    "resume": {"on_hold": "open"},
    "ask_assessment": ASSESSED,
    "assess": ASSESSED,
    "vote": ASSESSED,
    "decide": ASSESSED,
    "ask_for_reply": RESEARCHED,
    "record_answer": RESEARCHED,
    "withdraw_reply": RESEARCHED,
    "record_search": RESEARCHED,
    "withdraw_search": RESEARCHED,
    "file_under": {"suggested": "suggested"} | RESEARCHED,
}

DESK = {"editor", "chief editor"}
MAY: dict[str, set[str]] = {
    "accept": DESK,
    "dismiss": DESK,
    "reopen": DESK | {"reviewer"},
    "start_research": DESK,
    "assign": DESK,
    "set_due": DESK,
    "edit": DESK,
    "propose": DESK | {"reviewer"},
    "submit": DESK | {"reviewer"},
    "request_changes": {"reviewer", "chief editor"},
    "approve": {"reviewer", "chief editor"},
    "unapprove": DESK | {"reviewer"},
    "publish": {"chief editor"},
    "retract": {"chief editor"},
    "merge": DESK,
    "split": DESK,
    "hold": DESK,
    "resume": DESK,
    "ask_assessment": DESK | {"reviewer"},
    "assess": DESK | {"reviewer"},
    "vote": DESK | {"reviewer"},
    "decide": {"chief editor"},
    "ask_for_reply": DESK,
    "record_answer": DESK,
    "withdraw_reply": DESK,
    "record_search": DESK,
    "withdraw_search": DESK,
    "file_under": DESK,
}

# What readers see at once takes who may publish.
MAY_IN = {
    ("file_under", state): {"chief editor"}
    for state in ("published", "under_revision", "retracted")
}

DAY = date(2026, 1, 7)


def a_round(claim: Claim, *, made: Callable[..., Any] = factories.contested_round) -> Any:
    """A round of assessments of ``claim``, this very object."""
    asked = made(claim=claim)
    asked.claim = claim
    return asked


def propose(claim: Claim, *, actor: Any) -> object:
    return verdicts.propose(
        claim,
        rating=factories.rating("false"),
        summary="Anders.",
        rationale="Weil.",
        both_sides="Überall.",
        known_as_of=date(2026, 1, 7),
        actor=actor,
    )


DO: dict[str, Callable[..., object]] = {
    "accept": editing.accept,
    "dismiss": lambda claim, actor: editing.dismiss(claim, reason="opinion", actor=actor),
    "reopen": lambda claim, actor: editing.reopen(claim, reason="Neues", actor=actor),
    "start_research": editing.start_research,
    "assign": lambda claim, actor: editing.assign(claim, to=None, actor=actor),
    "set_due": lambda claim, actor: editing.set_due(claim, due_on=DAY, actor=actor),
    "edit": lambda claim, actor: editing.edit(claim, statement="Anders.", actor=actor),
    "propose": propose,
    "submit": verdicts.submit,
    "request_changes": lambda claim, actor: verdicts.request_changes(
        claim, reason="Nein", actor=actor
    ),
    "approve": verdicts.approve,
    "unapprove": lambda claim, actor: verdicts.unapprove(claim, reason="Doch nicht", actor=actor),
    "publish": publish.publish,
    "retract": publish.retract,
    "merge": lambda claim, actor: editing.merge(claim, into=factories.ClaimFactory(), actor=actor),
    "split": lambda claim, actor: editing.split(claim, statements=["Eins.", "Zwei."], actor=actor),
    "hold": lambda claim, actor: editing.hold(claim, until=date(2030, 1, 1), actor=actor),
    "resume": editing.resume,
    "ask_assessment": lambda claim, actor: assessments.request_assessments(claim, actor=actor),
    "assess": lambda claim, actor: assessments.assess(
        a_round(claim, made=factories.AssessmentRoundFactory),
        rating=factories.rating("true"),
        rationale="Weil.",
        actor=actor,
    ),
    "vote": lambda claim, actor: assessments.vote(
        a_round(claim), rating=factories.rating("true"), actor=actor
    ),
    "decide": lambda claim, actor: assessments.decide(
        a_round(claim), rating=factories.rating("true"), reason="Die Zahl.", actor=actor
    ),
    "ask_for_reply": lambda claim, actor: replies.request_reply(
        claim, whom="Amt", asked_on=DAY, deadline=DAY, actor=actor
    ),
    "record_answer": lambda claim, actor: replies.record_answer(
        claim.replies.get(), answer="Nein.", answered_on=DAY, actor=actor
    ),
    "withdraw_reply": lambda claim, actor: replies.withdraw_reply(
        claim.replies.get(), reason="Doppelt.", actor=actor
    ),
    "record_search": lambda claim, actor: null_searches.record_search(
        claim, place="Archiv", query="Einbrüche", side="refutes", searched_on=DAY, actor=actor
    ),
    "file_under": lambda claim, actor: file_under(
        claim, topics=[factories.TopicFactory()], actor=actor
    ),
    "withdraw_search": lambda claim, actor: null_searches.withdraw_search(
        claim.null_searches.get(), reason="Doppelt.", actor=actor
    ),
}


def claim_in(state: str) -> Claim:
    """A claim in ``state`` with everything that any verb there could ask for."""
    if state in {"published", "under_revision", "retracted"}:
        claim = factories.published_claim()
        factories.CorrectionFactory(claim=claim, kind="retraction", approved=True)
    else:
        claim = factories.ClaimFactory()
        factories.EvidenceFactory(claim=claim)
    factories.ReplyFactory(claim=claim)
    factories.NullSearchFactory(claim=claim)
    if state in {"in_research", "in_review", "under_revision"}:
        factories.VerdictFactory(claim=claim)
    if state == "approved":
        factories.VerdictFactory(claim=claim, approved=True)
    claim.state = state
    claim.held_state = "open" if state == "on_hold" else ""
    claim.dismissal_reason = "opinion" if state == "dismissed" else ""
    claim.merged_into = factories.ClaimFactory() if state == "merged" else None
    claim.save()
    return claim


def everybody() -> dict[str, Any]:
    people: dict[str, Any] = {role: factories.UserFactory(role=role) for role in Role.values}
    everything = factories.UserFactory(is_active=False)
    everything.groups.set(Group.objects.all())
    return people | {
        "inactive": everything,
        "superuser": factories.UserFactory(is_superuser=True),
        "nobody": factories.UserFactory(),
        "anonymous": AnonymousUser(),
    }


def test_table_of_transitions_is_the_expected_one():
    assert {verb: set(states) for verb, (states, _to) in TRANSITIONS.items()} == {
        verb: set(states) for verb, states in EXPECTED.items()
    }
    assert set(DO) == set(MAY) == set(TRANSITIONS)


@pytest.mark.parametrize("state", Claim.State.values)
def test_every_verb_in_a_state_by_everybody(db, state):
    people = everybody()
    claim = claim_in(state)
    before = (state, Event.objects.count(), claim.verdicts.count())

    for verb in sorted(TRANSITIONS):
        for role, person in people.items():
            with transaction.atomic():
                here = Claim.objects.get(pk=claim.pk)
                attempt(verb, here, state=state, role=role, person=person)
                transaction.set_rollback(True)
            here.refresh_from_db()
            after = (here.state, Event.objects.count(), here.verdicts.count())
            assert after == before, (verb, role)


def attempt(verb: str, claim: Claim, *, state: str, role: str, person: Any) -> None:
    events = Event.objects.count()
    if role not in MAY_IN.get((verb, state), MAY[verb]):
        with pytest.raises(PermissionDenied):
            DO[verb](claim, actor=person)
    elif state not in EXPECTED[verb]:
        with pytest.raises(Refused):
            DO[verb](claim, actor=person)
    else:
        DO[verb](claim, actor=person)
        assert claim.state == EXPECTED[verb][state], (state, role)
        assert claim.events.filter(verb=verb, actor=person).count() == 1
        return
    # Refused means that nothing was written, not that it was rolled back by this test.
    claim.refresh_from_db()
    assert (claim.state, Event.objects.count()) == (state, events), (state, role)


def test_event_tells_where_the_claim_came_from(db):
    claim, editor = factories.ClaimFactory(state="suggested"), factories.EditorFactory()

    editing.accept(claim, actor=editor)

    event = claim.events.get()
    assert (event.actor, event.verb) == (editor, "accept")
    assert event.data == {"from": "suggested", "to": "open"}


def test_refused_verb_leaves_no_trace(db):
    claim = factories.ClaimFactory(state="in_research")

    with pytest.raises(Refused) as refused:
        verdicts.submit(claim, actor=factories.EditorFactory())

    assert len(refused.value.problems) == 2  # no source, no verdict
    assert claim.events.count() == 0
