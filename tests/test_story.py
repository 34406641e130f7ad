"""The whole way: an article comes in at one end, a re-checked public page comes out at the other."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims import tasks
from claims.editorial import claims as desk
from claims.editorial import comments, verdicts
from claims.editorial.workflow import Refused
from claims.evidence import sources
from claims.ingest.articles import ingest_text
from claims.models import Claim, Finding, Verdict
from claims.models.verdict import Aspect
from claims.publication import publish
from claims.rechecks import findings
from tests.factories import ChiefEditorFactory, EditorFactory, ReviewerFactory, rating
from tests.servers import wait_until

SEED = Path(__file__).resolve().parent.parent / "seeds" / "articles" / "paris-schweiz.txt"
PASSAGE = "Bodentruppen der Vereinigten Staaten sind für den Einsatz nicht vorgesehen."
PAGE = (
    "<html lang='de'><title>Mitteilung zum Treffen</title><main><h1>Mitteilung zum Treffen</h1>"
    "<p>Die Delegationen haben sich am Dienstag in der Hauptstadt getroffen und drei Stunden "
    "lang über die Absicherung eines Waffenstillstands gesprochen.</p><p>{passage}</p>"
    "<p>Ein weiteres Treffen ist für den kommenden Monat geplant.</p></main></html>"
)


@pytest.fixture
def cited(httpserver):
    """A page on the web, and a function that changes the passage that will be cited."""

    def says(passage):
        httpserver.clear()
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        httpserver.expect_request("/mitteilung").respond_with_data(
            PAGE.format(passage=passage), content_type="text/html; charset=utf-8"
        )

    says(PASSAGE)
    return httpserver.url_for("/mitteilung"), says


@pytest.fixture(autouse=True)
def reachable(settings, httpserver):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]


def sent(task, *args):
    with transaction.atomic():
        tasks.wake(task, *args)


@pytest.mark.slow
def test_article_becomes_rechecked_public_page(celery_worker_process, cited):
    url, page_says = cited
    editor, reviewer, chief = EditorFactory(), ReviewerFactory(), ChiefEditorFactory()
    reader = Client()

    # 1. An article comes in. 2. Its claims are found.
    article = ingest_text(SEED.read_bytes(), actor=editor).article
    sent(tasks.extract_article, article.pk)
    wait_until(lambda: type(article).objects.get(pk=article.pk).extracted_at, what="extraction")
    claim = next(
        claim
        for claim in article.claims.all()
        if "kein Einsatz amerikanischer Bodentruppen" in claim.quote[0]["exact"]
    )
    text = claim.revision.text
    assert claim.state == Claim.State.SUGGESTED
    assert claim.claimant.kind in {"unnamed", "role"}
    assert "US-Beamter" in claim.claimant.name
    assert text[claim.quote[0]["start"] : claim.quote[0]["end"]] == claim.quote[0]["exact"]

    # 3. A source is attached.
    desk.accept(claim, actor=editor)
    desk.start_research(claim, actor=editor)
    desk.edit(claim, actor=editor, kind=Claim.Kind.FACT)
    source = sources.add_source(url, actor=editor)
    sent(tasks.capture_source, source.pk)
    wait_until(lambda: source.snapshots.exists(), what="a copy of the source")
    source.refresh_from_db()
    sources.attach_evidence(claim, source=source, stance="supports", excerpt=PASSAGE, actor=editor)

    # 4. People decide: two of them.
    answer = {"known_as_of": timezone.localdate(), "actor": editor}
    verdicts.propose(
        claim,
        aspect=Aspect.CONTENT,
        rating=rating("mostly-true"),
        summary="Die Mitteilung bestätigt es.",
        rationale="In der **Mitteilung** steht dasselbe.",
        both_sides="In den Archiven von zwei Agenturen fand sich nichts anderes.",
        **answer,
    )
    verdicts.submit(claim, actor=editor)
    remark = comments.comment(claim, body="Woher?", is_blocking=True, actor=reviewer)
    with pytest.raises(PermissionDenied):
        verdicts.approve(claim, actor=editor)
    with pytest.raises(Refused):
        verdicts.approve(claim, actor=reviewer)
    comments.resolve(remark, resolution="Steht in der Mitteilung.", actor=reviewer)
    assert reader.get("/claims/").content.decode().count(claim.statement) == 0
    verdicts.approve(claim, actor=reviewer)

    # 5. The decision becomes public.
    publish.publish(claim, actor=chief)
    address = claim.get_absolute_url()
    public = reader.get(address).content.decode()
    assert "Die Mitteilung bestätigt es." in public
    assert PASSAGE in public
    assert '"@type": "ClaimReview"' in public
    [listed] = reader.get("/api/v1/claims/").json()["results"]
    assert listed["url"].endswith(address)

    # 6. The world changes: the cited passage says something else.
    before = Verdict.objects.get(claim=claim, state="published").content_hash
    page_says(PASSAGE.replace("nicht vorgesehen", "vorgesehen"))
    sent(tasks.recheck_claim, claim.pk, "person")
    finding = wait_until(lambda: Finding.objects.filter(claim=claim).first(), what="a finding")
    claim.refresh_from_db()
    assert finding.kind == Finding.Kind.CHANGED
    assert ["-", "nicht"] in [[op, words.strip()] for op, words in finding.diff]
    assert claim.state == Claim.State.PUBLISHED
    assert Verdict.objects.get(claim=claim, state="published").content_hash == before
    assert "Die Mitteilung bestätigt es." in reader.get(address).content.decode()

    # Somebody looks at it: the claim is taken up again, the page says so.
    findings.resolve(
        finding,
        resolution="claim_reopened",
        reason="Die Quelle sagt nun etwas anderes.",
        actor=editor,
    )
    claim.refresh_from_db()
    assert claim.state == Claim.State.UNDER_REVISION
    assert reader.get(address).status_code == 200
