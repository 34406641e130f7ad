"""What the engine found becomes rows, once, at the right places, by the right claimants."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from claims.extraction import ExtractedClaim, Extraction, Mode, Speaker, Via
from claims.extraction import record as module
from claims.extraction.record import extract_claims
from claims.ingest.articles import ingest_text
from claims.models import Article, Claim, Claimant, Event
from tests.factories import ClaimFactory, anchor

URL = "https://seeblick.example/einbrueche"
TEXT = (
    "Die Zahl der Einbrüche in Zürich ist im vergangenen Jahr gesunken, wie die Stadt mitteilte.\n\n"
    "«Wir zählten 1204 Einbrüche», sagte Polizeisprecherin Anna Keller am Montag vor den Medien. "
    "Die Strasse sei sicherer geworden.\n\n"
    "Ein hochrangiger Beamter sagte, dass mehr Streifen geplant seien."
)
KELLER = "Anna Keller"
OFFICIAL = "Ein hochrangiger Beamter"

pytestmark = pytest.mark.django_db


def spans(text, *words):
    return tuple((text.index(w), text.index(w) + len(w)) for w in words)


def found(text, words, *, name=KELLER, kind="person", mode=Mode.DIRECT, cue="sagte", **values):
    """What the engine would find at ``words``, said by ``name``."""
    speaker = (
        Speaker(spans(text, name), values.pop("called", name), kind, **values) if name else None
    )
    return ExtractedClaim(
        statement=words,
        quote=spans(text, words),
        mode=mode,
        speaker=speaker,
        cue=spans(text, cue) if cue else (),
        frame=(),
        via=(Via((), "AFP"),),
        kind="fact",
        checkworthiness=0.7,
        reasons=("names a number",),
        rule="direct",
        confidence=0.9,
    )


@pytest.fixture
def engine(monkeypatch):
    """Says what the engine finds: a function of the text that gives the claims."""

    def finds(claims_of):
        def extract(text, *, language=None):
            return Extraction(tuple(claims_of(text)), language or "de", ("a note",))

        monkeypatch.setattr(module, "extract", extract)

    return finds


def two_claims(text):
    return [
        found(text, "«Wir zählten 1204 Einbrüche»", role="Polizeisprecherin"),
        found(
            text,
            "dass mehr Streifen geplant seien",
            name=OFFICIAL,
            kind="unnamed",
            mode=Mode.INDIRECT,
        ),
    ]


@pytest.fixture
def article(engine):
    engine(two_claims)
    article = ingest_text(TEXT, url=URL).article
    extract_claims(article)
    article.refresh_from_db()
    return article


def revise(article, text):
    ingest_text(text, url=URL)
    article.refresh_from_db()
    return extract_claims(article)


def test_extract_claims_writes_what_was_found(article):
    quoted, indirect = article.claims.order_by("pk")

    text = article.revision.text
    assert quoted.state == Claim.State.SUGGESTED
    assert quoted.origin == Claim.Origin.MACHINE
    assert quoted.quote == [anchor(text, "«Wir zählten 1204 Einbrüche»")]
    assert quoted.speaker == [anchor(text, "Anna Keller")]
    assert [part["exact"] for part in quoted.cue] == ["sagte"]
    assert quoted.via == [{"name": "AFP"}]
    assert (quoted.claimant.name, quoted.claimant.role) == ("Anna Keller", "Polizeisprecherin")
    assert (quoted.rule, quoted.reasons) == ("direct", ["names a number"])
    assert (indirect.mode, indirect.claimant.kind) == ("indirect", "unnamed")
    assert article.extracted_at
    assert article.extraction_notes == "a note"
    assert list(Article.objects.awaiting_extraction()) == []
    event = Event.objects.first()
    assert (event.verb, event.data["added"]) == ("extract", [quoted.pk, indirect.pk])


def test_extract_claims_with_the_real_engine_finds_exact_spans():
    article = ingest_text(TEXT, url=URL).article

    claims = extract_claims(article)

    text = article.revision.text
    assert claims
    for claim in claims:
        for part in [*claim.quote, *claim.speaker, *claim.cue]:
            assert text[part["start"] : part["end"]] == part["exact"]


def test_extract_claims_twice_adds_nothing(article):
    before = Claim.objects.count(), Event.objects.count(), Claimant.objects.count()

    assert extract_claims(article) == []

    assert (Claim.objects.count(), Event.objects.count(), Claimant.objects.count()) == before


def test_extract_claims_leaves_a_passage_to_the_person_who_marked_it(engine):
    engine(two_claims)
    article = ingest_text(TEXT, url=URL).article
    ClaimFactory(article=article, words="«Wir zählten 1204 Einbrüche»", mode=Claim.Mode.REPORTED)

    claims = extract_claims(article)

    assert [claim.mode for claim in claims] == ["indirect"]


def test_extract_claims_keeps_two_modes_of_the_same_words(engine):
    words = "«Wir zählten 1204 Einbrüche»"
    engine(lambda text: [found(text, words), found(text, words, mode=Mode.REPORTED)])
    article = ingest_text(TEXT, url=URL).article

    extract_claims(article)
    extract_claims(article)

    assert article.claims.count() == 2


def test_extract_claims_of_a_revision_moves_claims(article):
    quoted = article.claims.get(mode="direct")

    added = revise(article, "Zürich. Ein neuer erster Absatz steht hier.\n\n" + TEXT)

    quoted.refresh_from_db()
    text = article.revision.text
    assert added == []
    assert quoted.revision == article.revision
    assert quoted.anchor_state == Claim.AnchorState.MOVED
    assert quoted.quote == [anchor(text, "«Wir zählten 1204 Einbrüche»")]
    event = Event.objects.filter(claim=quoted).first()
    assert (event.verb, event.data["anchor_state"]) == ("reanchor", "moved")
    assert event.data["rules"][0] == "context"


def test_extract_claims_of_a_revision_keeps_what_stands_where_it_stood(article):
    quoted = article.claims.get(mode="direct")

    revise(article, TEXT + "\n\nEin letzter Absatz steht am Ende.")

    quoted.refresh_from_db()
    assert (quoted.revision, quoted.anchor_state) == (article.revision, "anchored")


def test_extract_claims_of_a_revision_orphans_changed_words(article, engine):
    quoted = article.claims.get(mode="direct")
    first = quoted.revision
    engine(lambda text: [found(text, "«Wir zählten 1240 Einbrüche»")])

    added = revise(article, TEXT.replace("1204", "1240"))

    quoted.refresh_from_db()
    assert (quoted.revision, quoted.anchor_state) == (first, Claim.AnchorState.ORPHANED)
    assert quoted.state == Claim.State.SUGGESTED
    assert [part["exact"] for part in quoted.quote] == ["«Wir zählten 1204 Einbrüche»"]
    assert [claim.statement for claim in added] == ["«Wir zählten 1240 Einbrüche»"]


def test_extract_claims_of_a_revision_orphans_words_given_to_another(article, engine):
    quoted = article.claims.get(mode="direct")
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", name="Urs Meier")])

    revise(article, TEXT.replace("Anna Keller", "Urs Meier"))

    quoted.refresh_from_db()
    assert quoted.anchor_state == Claim.AnchorState.ORPHANED


def test_extract_claims_of_a_revision_keeps_words_whose_cue_reads_differently(article, engine):
    quoted = article.claims.get(mode="direct")
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", cue="erklärte")])

    revise(article, TEXT.replace("sagte Polizei", "erklärte Polizei"))

    quoted.refresh_from_db()
    assert quoted.anchor_state == Claim.AnchorState.ANCHORED
    assert [part["exact"] for part in quoted.cue] == ["erklärte"]


def test_extract_claims_of_a_revision_finds_orphans_again(article, engine):
    quoted = article.claims.get(mode="direct")
    engine(lambda text: [])
    revise(article, TEXT.replace("1204", "1240").replace("Wir zählten", "Sie zählte"))
    quoted.refresh_from_db()
    assert quoted.anchor_state == Claim.AnchorState.ORPHANED

    revise(article, TEXT)

    quoted.refresh_from_db()
    assert (quoted.revision, quoted.anchor_state) == (article.revision, "anchored")


def test_extract_claims_does_not_suggest_again_what_was_dismissed(article):
    article.claims.update(state="dismissed", dismissal_reason="opinion")

    added = revise(article, "Ein neuer erster Absatz steht hier.\n\n" + TEXT)

    assert added == []
    assert set(article.claims.values_list("state", flat=True)) == {"dismissed"}


def test_claimants_named_in_full_are_the_same_in_every_article(engine):
    engine(two_claims)
    for number in (1, 2):
        extract_claims(ingest_text(f"{TEXT} Nummer {number}.", url=f"{URL}-{number}").article)

    assert Claimant.objects.filter(kind="person").count() == 1
    assert Claimant.objects.filter(kind="unnamed").count() == 2
    assert Claimant.objects.get(kind="person").claims.count() == 2


@pytest.mark.django_db(transaction=True)
def test_claimants_are_one_though_many_articles_come_at_once(engine):
    engine(two_claims)
    articles = [ingest_text(f"{TEXT} Nummer {n}.", url=f"{URL}-{n}").article for n in range(6)]

    def work(article):
        try:
            extract_claims(article)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, articles))

    assert Claimant.objects.get(kind="person").claims.count() == 6


def test_claimants_by_surname_alone_stay_with_their_article(engine):
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", called="Keller")])
    for number in (1, 2):
        extract_claims(ingest_text(f"{TEXT} Nummer {number}.", url=f"{URL}-{number}").article)

    assert Claimant.objects.filter(name="Keller", article__isnull=False).count() == 2


def test_claimants_are_known_by_a_learnt_full_name(engine):
    aliases = ("Keller", "Anna M. Keller", "die Sprecherin", "Polizeisprecherin Zürich")
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", aliases=aliases)])
    extract_claims(ingest_text(TEXT, url=URL).article)
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", called="ANNA M. KELLER")])
    extract_claims(ingest_text(f"{TEXT} Nummer 2.", url=f"{URL}-2").article)

    keller = Claimant.objects.get(kind="person")
    names = sorted(keller.names.values_list("name", flat=True))
    assert names == ["ANNA M. KELLER", "Anna Keller", "Anna M. Keller", "Keller"]


def test_claimants_of_one_name_and_two_kinds_are_two(engine):
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»")])
    extract_claims(ingest_text(TEXT, url=URL).article)
    engine(lambda text: [found(text, "«Wir zählten 1204 Einbrüche»", kind="organisation")])
    extract_claims(ingest_text(f"{TEXT} Nummer 2.", url=f"{URL}-2").article)

    assert Claimant.objects.count() == 2


def test_extract_claims_in_the_papers_own_voice_has_no_claimant(engine):
    words = "Die Zahl der Einbrüche in Zürich ist im vergangenen Jahr gesunken"
    engine(lambda text: [found(text, words, name="", cue="", mode=Mode.OWN_VOICE)])

    claim = extract_claims(ingest_text(TEXT, url=URL).article)[0]

    assert (claim.mode, claim.claimant, claim.speaker) == ("own_voice", None, [])


def test_extract_claims_stays_due_when_the_article_changes_meanwhile(engine, monkeypatch):
    article = ingest_text(TEXT, url=URL).article

    def extract(text, *, language=None):
        ingest_text(TEXT.replace("Montag", "Dienstag"), url=URL)
        return Extraction((), "de")

    monkeypatch.setattr(module, "extract", extract)

    assert extract_claims(article) == []
    assert list(Article.objects.awaiting_extraction()) == [article]
