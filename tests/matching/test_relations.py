from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import formats, translation

from claims import tasks
from claims.editorial.claims import edit
from claims.editorial.workflow import Refused
from claims.matching import index as known_claims
from claims.matching import relations as contradictions
from claims.matching.features import extract_features
from claims.matching.index import candidates, search, statement_of
from claims.matching.relations import confirm_relation, in_words, reject_relation
from claims.models import Appearance, Claim, ClaimRelation, ClaimTerm, Comparison, Event, Finding
from claims.rechecks.findings import dismiss, resolve
from tests.factories import (
    ArticleFactory,
    AuditorFactory,
    ClaimantFactory,
    ClaimFactory,
    EditorFactory,
    ReviewerFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db

TROOPS = "26 Länder wollen Truppen in die Ukraine entsenden."
FEWER = "14 Länder wollen Truppen in die Ukraine entsenden."


def compare(claim):
    """Compare the claim as the task does; its new relations."""
    return contradictions.compare_claim(_leased(claim))


def _leased(claim):
    row = contradictions.next_comparison(claim.pk)
    return Comparison.objects.lease(row.pk)


def claim_known(statement, **fields):
    claim = ClaimFactory(statement=statement, **fields)
    compare(claim)
    return claim


def told(relations):
    return [(relation.kind, relation.reason["code"], relation.other_id) for relation in relations]


# --- What is found ----------------------------------------------------------------------------


def test_other_number_is_a_contradiction():
    known = claim_known(TROOPS)

    relations = compare(ClaimFactory(statement=FEWER))

    assert told(relations) == [("contradicts", "other_number", known.pk)]


def test_same_claimant_changes_position():
    minister = ClaimantFactory()
    known = claim_known("Der Bundesrat will die Tabaksteuer erhöhen.", claimant=minister)

    relations = compare(
        ClaimFactory(statement="Der Bundesrat will die Tabaksteuer senken.", claimant=minister)
    )

    assert told(relations) == [("change_of_position", "opposite", known.pk)]


def test_repetition_suggests_an_appearance():
    known = claim_known(TROOPS)
    again = ClaimFactory(statement=TROOPS)

    relations = compare(again)

    assert told(relations) == [("repeats", "same_words", known.pk)]
    appearance = Appearance.objects.get()
    assert (appearance.claim, appearance.article, appearance.selectors, appearance.state) == (
        known,
        again.article,
        again.quote,
        "suggested",
    )


def test_same_article_repeats_nothing_but_may_contradict():
    article = ArticleFactory()
    known = claim_known(TROOPS, article=article)

    again = compare(ClaimFactory(statement=TROOPS, article=article))
    fewer = compare(ClaimFactory(statement=FEWER, article=article))

    assert (told(again), {kind for kind, _code, _other in told(fewer)}) == ([], {"contradicts"})
    assert known.pk in {other for _kind, _code, other in told(fewer)}


@pytest.mark.parametrize("state", ["dismissed", "merged"])
def test_claims_put_aside_are_not_compared_with(state):
    reason = {
        "dismissed": {"dismissal_reason": "opinion"},
        "merged": {"merged_into": ClaimFactory()},
    }
    claim_known(TROOPS, state=state, **reason[state])

    assert compare(ClaimFactory(statement=FEWER)) == []


def test_comparing_twice_adds_nothing():
    known = claim_known(TROOPS)
    claim = ClaimFactory(statement=FEWER)
    compare(claim)
    Claim.objects.filter(pk=claim.pk).update(compared_at=None)

    again = compare(claim)

    assert (again, ClaimRelation.objects.count(), known.relations.count()) == ([], 1, 0)


def test_claim_and_verdict_stay_as_they_are():
    known = published_claim(statement=TROOPS)
    compare(known)
    before = Claim.objects.values().get(pk=known.pk), list(known.verdicts.values())

    compare(ClaimFactory(statement=FEWER))

    after = Claim.objects.values().get(pk=known.pk), list(known.verdicts.values())
    assert after == before


def test_events_tell_what_was_found():
    known = claim_known(TROOPS)
    claim = ClaimFactory(statement=FEWER)

    compare(claim)

    event = Event.objects.get(verb="relate")
    assert (event.claim, event.actor, event.data) == (
        claim,
        None,
        {"relations": [[known.pk, "contradicts"]]},
    )


# --- Findings ---------------------------------------------------------------------------------


def test_contradiction_of_a_published_claim_is_a_finding():
    known = published_claim(statement=TROOPS)
    compare(known)

    compare(ClaimFactory(statement=FEWER))

    finding = Finding.objects.get()
    assert (finding.claim, finding.kind, finding.before, finding.after, finding.diff) == (
        known,
        "contradicts",
        TROOPS,
        FEWER,
        [["-", "26"], ["+", "14"], ["=", FEWER[3:]]],
    )


def test_same_contradiction_in_three_articles_is_one_finding():
    known = published_claim(statement=TROOPS)
    compare(known)

    for _ in range(3):
        compare(ClaimFactory(statement=FEWER))

    assert [(f.kind, f.count) for f in known.findings.all()] == [("contradicts", 3)]


def test_other_contradiction_is_another_finding():
    known = published_claim(statement=TROOPS)
    compare(known)

    compare(ClaimFactory(statement=FEWER))
    compare(ClaimFactory(statement=FEWER.replace("14", "9")))

    assert known.findings.count() == 2


@pytest.mark.parametrize(("handle", "findings"), [(dismiss, 1), (resolve, 2)])
def test_dismissed_stays_silent_and_resolved_is_news_again(handle, findings):
    known = published_claim(statement=TROOPS)
    compare(known)
    compare(ClaimFactory(statement=TROOPS))
    how = {"resolution": "no_action"} if handle is resolve else {}
    handle(known.findings.get(), reason="Bekannt.", actor=EditorFactory(), **how)

    compare(ClaimFactory(statement=TROOPS))

    assert known.findings.count() == findings


def test_contradiction_of_an_unpublished_claim_is_no_finding():
    claim_known(TROOPS)

    compare(ClaimFactory(statement=FEWER))

    assert Finding.objects.count() == 0


# --- Changes ----------------------------------------------------------------------------------


def test_changed_statement_is_compared_anew():
    known = claim_known(TROOPS)
    claim = ClaimFactory(statement=FEWER)
    compare(claim)

    edit(claim, statement="14 Länder liefern Munition.", actor=EditorFactory())

    assert list(Claim.objects.awaiting_comparison()) == [claim]
    assert compare(claim) == []
    assert list(ClaimRelation.objects.filter(other=known)) == []


def test_changed_older_claim_is_seen_from_the_later_one():
    older, later = claim_known("Das Wetter ist schön."), claim_known(FEWER)
    Claim.objects.filter(pk=older.pk).update(statement=TROOPS, compared_at=None)

    relations = compare(older)

    relation = relations[0]
    assert (relation.claim, relation.other, relation.reason["params"]["now"]) == (
        later,
        older,
        "14",
    )


def test_decided_relation_outlives_a_change():
    claim_known(TROOPS)
    claim = ClaimFactory(statement=FEWER)
    contradictions.confirm_relation(compare(claim)[0], actor=EditorFactory())
    edit(claim, statement="14 Länder liefern Munition.", actor=EditorFactory())

    compare(claim)

    assert ClaimRelation.objects.confirmed().count() == 1


# --- In words ---------------------------------------------------------------------------------


def test_reason_in_words():
    known = ClaimFactory(
        statement=TROOPS,
        claimant=ClaimantFactory(name="Emmanuel Macron"),
        article=ArticleFactory(published_on=date(2026, 1, 6)),
    )
    compare(known)
    relation = compare(ClaimFactory(statement=FEWER))[0]

    with translation.override("en"):
        day = formats.date_format(date(2026, 1, 6), "DATE_FORMAT")
        assert in_words(relation) == f"gives 14 instead of 26 Länder (Emmanuel Macron, {day})"


def test_reason_in_words_without_claimant():
    claim_known("Impfungen verursachen bei Kindern Autismus.", claimant=None, mode="own_voice")
    relation = compare(
        ClaimFactory(statement="Impfungen verursachen bei Kindern keinen Autismus.")
    )[0]

    with translation.override("en"):
        assert in_words(relation) == "denies the earlier claim"


@pytest.mark.parametrize("code", sorted(contradictions.WORDINGS))
def test_every_reason_has_words(code):
    params = {"now": "14", "before": "26", "of": "", "who": "A", "date": "2026-01-06"}

    assert in_words(ClaimRelation(reason={"code": code, "params": params})) != ""


# --- What people decide -----------------------------------------------------------------------


def test_confirmed_repetition_confirms_the_appearance():
    claim_known(TROOPS)
    relation = compare(ClaimFactory(statement=TROOPS))[0]
    editor = EditorFactory()

    contradictions.confirm_relation(relation, actor=editor)

    appearance = Appearance.objects.get()
    assert (relation.state, appearance.state, appearance.decided_by) == (
        "confirmed",
        "confirmed",
        editor,
    )


@pytest.mark.parametrize(
    ("statement", "decision", "states"),
    [
        (TROOPS, confirm_relation, ["resolved"]),
        (TROOPS, reject_relation, ["resolved"]),
        (FEWER, reject_relation, ["resolved"]),
        (FEWER, confirm_relation, ["open"]),  # whether the verdict holds is another question
    ],
)
def test_decision_about_a_suggestion_settles_its_finding(statement, decision, states):
    known, editor = published_claim(statement=TROOPS), EditorFactory()
    compare(known)
    compare(ClaimFactory(statement=statement))
    [relation] = ClaimRelation.objects.filter(other=known)

    decision(relation, actor=editor, reason="geprüft")

    assert list(Finding.objects.values_list("state", flat=True)) == states
    compare(ClaimFactory(statement=statement))
    assert Finding.objects.open().count() == 1  # said again, it is news, or is counted


def test_finding_of_several_suggestions_outlives_the_decision_about_one():
    known = published_claim(statement=TROOPS)
    compare(known)
    for _article in range(2):
        compare(ClaimFactory(statement=TROOPS))

    reject_relation(
        ClaimRelation.objects.filter(other=known).first(), actor=EditorFactory(), reason="geprüft"
    )

    assert Finding.objects.get().state == "open"


def test_rejected_appearance_rejects_the_repetition_for_good():
    claim_known(TROOPS)
    claim = ClaimFactory(statement=TROOPS)
    compare(claim)

    contradictions.reject_appearance(
        Appearance.objects.get(), actor=ReviewerFactory(), reason="anderes Jahr"
    )
    Claim.objects.filter(pk=claim.pk).update(compared_at=None)

    assert (compare(claim), ClaimRelation.objects.get().state) == ([], "rejected")


def test_earlier_appearance_is_the_first():
    known = claim_known(TROOPS, article=ArticleFactory(published_on=date(2026, 1, 6)))
    for day in (date(2025, 9, 4), date(2025, 9, 5), date(2026, 2, 1)):
        compare(ClaimFactory(statement=TROOPS, article=ArticleFactory(published_on=day)))
    seen = list(known.appearances.all())

    for appearance in reversed(seen):
        contradictions.confirm_appearance(appearance, actor=EditorFactory())

    first = [
        appearance.article.published_on for appearance in known.appearances.filter(is_first=True)
    ]
    assert first == [date(2025, 9, 4)]


def test_person_adds_an_appearance():
    claim, article = ClaimFactory(), ArticleFactory(published_on=date(2020, 1, 1))

    appearance = contradictions.add_appearance(claim, article=article, actor=EditorFactory())

    assert (appearance.state, appearance.is_first, appearance.seen_as) == ("confirmed", True, None)


def test_second_decision_is_refused():
    claim_known(TROOPS)
    relation = compare(ClaimFactory(statement=FEWER))[0]
    contradictions.reject_relation(relation, actor=EditorFactory(), reason="anderes Jahr")

    with pytest.raises(Refused):
        contradictions.confirm_relation(relation, actor=EditorFactory())


def test_auditor_decides_nothing():
    claim_known(TROOPS)
    relation = compare(ClaimFactory(statement=FEWER))[0]

    with pytest.raises(PermissionDenied):
        contradictions.confirm_relation(relation, actor=AuditorFactory())


# --- The index --------------------------------------------------------------------------------


def test_unrelated_claims_share_no_candidate():
    claim_known("Der Rhein führt Hochwasser.")
    seen = extract_features(statement_of(ClaimFactory(statement=TROOPS)))

    assert candidates(seen)[0] == []


def test_search_takes_the_same_queries_among_one_and_three(django_assert_num_queries):
    claim = ClaimFactory(statement=FEWER)
    seen = extract_features(statement_of(claim))
    for count in (1, 2):
        for _ in range(count):
            claim_known(TROOPS)
        with django_assert_num_queries(3):
            search(seen, but=claim)


def test_candidate_among_common_words_is_found_by_the_pair(monkeypatch):
    monkeypatch.setattr(known_claims, "MAX_ENTRIES", 2)
    wanted = claim_known(TROOPS)
    for word in ("Länder", "Truppen", "Ukraine"):
        for place in ("Rom", "Bern", "Wien"):
            claim_known(f"{word} gehören zu {place}, meint das Institut.")

    relations = compare(ClaimFactory(statement=FEWER))

    assert told(relations) == [("contradicts", "other_number", wanted.pk)]


# --- The task ---------------------------------------------------------------------------------


def test_task_compares_the_claims_of_an_article():
    known = claim_known(TROOPS)
    claim = ClaimFactory(statement=FEWER)

    tasks.compare_claims(claim.article_id)
    tasks.compare_claims(claim.article_id)

    claim.refresh_from_db()
    assert claim.compared_at is not None
    assert [relation.other for relation in claim.relations.all()] == [known]


def test_claim_that_cannot_be_compared_rests_with_a_message(monkeypatch, settings):
    settings.WORK_MAX_ATTEMPTS = 1
    claim = ClaimFactory(statement=FEWER)
    monkeypatch.setattr(contradictions, "extract_features", lambda statement: 1 / 0)

    tasks.compare_claims(claim.article_id)

    row = Comparison.objects.parked().get()
    assert (row.claim, row.last_error) == (claim, "ZeroDivisionError: division by zero")
    assert list(Claim.objects.awaiting_comparison()) == []


def test_sweep_sends_each_article_once(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks, "_send", lambda task, number: sent.append(number) or True)
    article = ArticleFactory()
    ClaimFactory(article=article), ClaimFactory(article=article)

    tasks.sweep_comparisons()

    assert sent == [article.pk]


def test_index_is_written_anew_with_the_statement():
    claim = claim_known(TROOPS)
    before = set(ClaimTerm.objects.filter(claim=claim).values_list("term", flat=True))
    Claim.objects.filter(pk=claim.pk).update(statement=FEWER.replace("Truppen", "Panzer"))

    compare(claim)

    after = set(ClaimTerm.objects.filter(claim=claim).values_list("term", flat=True))
    assert (len(after), after != before) == (len(before), True)
