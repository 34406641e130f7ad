"""Sources, and passages that are proven to stand in them."""

from dataclasses import asdict

import pytest

from claims.anchors import select
from claims.evidence.sources import EvidenceError, add_source, attach_evidence, withdraw_evidence
from claims.models import Claim, Event, Evidence, Source
from tests.factories import (
    EXCERPT,
    SOURCE_TEXT,
    ClaimFactory,
    EditorFactory,
    EvidenceFactory,
    SnapshotFactory,
    SourceFactory,
)

URL = "https://polizei.example/statistik"

pytestmark = pytest.mark.django_db


def attached(source, **values):
    return attach_evidence(
        ClaimFactory(), source=source, **{"stance": "supports", "actor": EditorFactory(), **values}
    )


def test_add_source_waits_for_its_copy():
    editor = EditorFactory()

    source = add_source(URL, kind="official", title="Statistik", actor=editor)

    assert (source.url, source.kind, source.title) == (URL, "official", "Statistik")
    assert list(Source.objects.awaiting_capture()) == [source]
    assert Event.objects.get().actor == editor


def test_add_source_knows_an_address_again():
    first = add_source("HTTPS://Polizei.example:443/statistik", actor=None)

    assert add_source(URL, title="anders", actor=None) == first
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "http://2130706433/",
        "http://localhost/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://example.org:22/",
        "http://name:secret@example.org/",
        "http://example.org\\@127.0.0.1/",
        "nothing",
    ],
)
def test_add_source_refuses_addresses_nobody_can_open(url):
    with pytest.raises(EvidenceError) as caught:
        add_source(url, actor=None)

    assert "secret" not in str(caught.value)
    assert not Source.objects.exists()


def test_add_source_takes_a_note_instead_of_an_address():
    source = add_source(note="Gespräch mit Anna Keller", kind="note", actor=EditorFactory())

    assert (source.url, source.due_at) == ("", None)


def test_add_source_needs_an_address_or_a_note():
    with pytest.raises(EvidenceError):
        add_source(" ", note=" ", actor=None)


def test_attach_keeps_the_passage_and_its_place():
    claim, editor, snapshot = ClaimFactory(), EditorFactory(), SnapshotFactory()

    evidence = attach_evidence(
        claim,
        source=snapshot.source,
        stance="supports",
        excerpt=EXCERPT,
        note=" Dieselbe Zahl. ",
        actor=editor,
    )

    start = SOURCE_TEXT.index(EXCERPT)
    assert evidence.snapshot == snapshot
    assert evidence.selector == asdict(select(SOURCE_TEXT, start, start + len(EXCERPT)))
    assert (evidence.note, evidence.added_by) == ("Dieselbe Zahl.", editor)
    assert (claim.last_editor, claim.edit_number) == (editor, 2)
    event = Event.objects.first()
    assert (event.verb, event.claim, event.actor) == ("attach", claim, editor)


def test_attach_takes_the_newest_copy():
    source = SourceFactory()
    SnapshotFactory(source=source, text="Alt. " + EXCERPT)
    newest = SnapshotFactory(source=source)

    assert attached(source, excerpt=EXCERPT).snapshot == newest


@pytest.mark.parametrize(
    ("text", "excerpt", "kept"),
    [
        (
            "Er sagte «so viel» \n\n am Tag.",
            'sagte "so viel" am Tag',
            "sagte «so viel» \n\n am Tag",
        ),
        ("Von 2019 – 2025 sank sie.", "2019 - 2025 sank", "2019 – 2025 sank"),
        ("Es waren 1204\u00a0Einbrüche.", "waren 1204 Einbrüche", "waren 1204\u00a0Einbrüche"),
    ],
)
def test_attach_overlooks_spaces_and_marks_but_keeps_them(text, excerpt, kept):
    snapshot = SnapshotFactory(text=text)

    assert attached(snapshot.source, excerpt=excerpt).excerpt == kept


@pytest.mark.parametrize(
    "excerpt",
    ["Die Polizei zählte 1240 Einbrüche", "zählte 120", "", "   ", "x" * 5001, "Die Polizei nicht"],
)
def test_attach_refuses_what_does_not_stand_there(excerpt):
    snapshot = SnapshotFactory()

    with pytest.raises(EvidenceError):
        attached(snapshot.source, excerpt=excerpt)

    assert not Evidence.objects.exists()
    assert not Event.objects.exists()


def test_attach_refuses_a_passage_that_stands_there_twice():
    snapshot = SnapshotFactory(text="Es sank. Dann stieg es. Es sank.")

    with pytest.raises(EvidenceError, match="2"):
        attached(snapshot.source, excerpt="Es sank.")


def test_attach_needs_a_copy_or_a_reason():
    source = SourceFactory()

    with pytest.raises(EvidenceError):
        attached(source, excerpt=EXCERPT)

    evidence = attached(source, excerpt=EXCERPT, no_snapshot_reason="Nur am Schalter einsehbar")
    assert (evidence.snapshot, evidence.excerpt) == (None, EXCERPT)


def test_attach_takes_a_note_as_it_is():
    source = SourceFactory(url="", note="Gespräch", kind="note")

    evidence = attached(source, excerpt="Es waren mehr.", confidential=True)

    assert (evidence.excerpt, evidence.confidential, evidence.selector) == (
        "Es waren mehr.",
        True,
        {},
    )


def test_attach_refuses_an_unknown_stance():
    with pytest.raises(EvidenceError):
        attached(SnapshotFactory().source, excerpt=EXCERPT, stance="likes")


@pytest.mark.parametrize("state", ["dismissed", "merged", "split", "retracted"])
def test_attach_and_withdraw_refuse_closed_claims(state):
    evidence = EvidenceFactory()
    claim, source = evidence.claim, evidence.source
    values = {"dismissal_reason": "opinion"} if state == "dismissed" else {}
    values |= {"merged_into": ClaimFactory()} if state == "merged" else {}
    Claim.objects.filter(pk=claim.pk).update(state=state, **values)

    with pytest.raises(EvidenceError):
        attach_evidence(
            claim, source=source, stance="supports", excerpt=EXCERPT, actor=EditorFactory()
        )
    with pytest.raises(EvidenceError):
        withdraw_evidence(evidence, reason="falsch", actor=EditorFactory())

    assert not Event.objects.exists()


def test_withdraw_keeps_the_evidence_on_file():
    evidence, editor = EvidenceFactory(), EditorFactory()

    withdraw_evidence(evidence, reason="falsche Fassung", actor=editor)

    assert evidence.withdrawn_at
    assert not Evidence.objects.standing().exists()
    evidence.claim.refresh_from_db()
    assert (evidence.claim.last_editor, evidence.claim.edit_number) == (editor, 2)
    assert Event.objects.first().data["reason"] == "falsche Fassung"


def test_withdraw_happens_once_and_with_a_reason():
    evidence = EvidenceFactory()
    with pytest.raises(EvidenceError):
        withdraw_evidence(evidence, reason=" ", actor=EditorFactory())
    withdraw_evidence(evidence, reason="falsch", actor=EditorFactory())

    with pytest.raises(EvidenceError):
        withdraw_evidence(evidence, reason="falsch", actor=EditorFactory())

    assert Event.objects.count() == 1
