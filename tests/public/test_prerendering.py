"""A page made before anybody asks says, letter by letter, what one rendered whole says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from claims import tasks
from claims.editorial import claims as desk
from claims.models import Claim, PrerenderedPage, Publication
from claims.public import claims as views
from claims.publication import prerendering, related
from claims.publication.template_version import looks
from tests.factories import (
    ArticleFactory,
    ClaimantFactory,
    ClaimRelationFactory,
    EditorFactory,
    published_claim,
)
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_copies(settings) -> None:
    """Pages are not kept from one request to the next."""
    kept = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = settings.CACHES | {"pages": kept}


@pytest.fixture
def whole(monkeypatch) -> list[Any]:
    """What was rendered whole."""
    seen: list[Any] = []

    def context_of(page: Publication) -> dict[str, Any]:
        seen.append(page.pk)
        return prerendering.context_of(page)

    monkeypatch.setattr(views, "context_of", context_of)
    return seen


def reopened() -> Claim:
    claim = corrected_claim()
    desk.reopen(claim, reason="A new source.", actor=EditorFactory())
    return claim


def overdue() -> Claim:
    claim = corrected_claim()
    claim.publication.document["expires_on"] = timezone.localdate().isoformat()
    claim.publication.save()
    return claim


def looked_at() -> Claim:
    claim = published_claim()
    dates = {"rechecked_at": timezone.now(), "fresh_until": timezone.now() - timedelta(hours=1)}
    Publication.objects.filter(claim=claim).update(**dates)
    return claim


def one_of_three() -> Claim:
    article = ArticleFactory()
    published_claim(article=article, statement="Die zweite.", headline_translations={"en": "Two."})
    corrected_claim(article=article, statement="Die dritte <i>&amp;</i>.")
    retracted_claim(article=article, statement="Die vierte.")
    return published_claim(article=article)


def with_neighbours() -> Claim:
    other, claim = published_claim(statement="Das Gegenteil."), published_claim()
    decided = {"decided_by": EditorFactory(), "decided_at": timezone.now()}
    ClaimRelationFactory(claim=claim, other=other, state="confirmed", **decided)
    related.refresh([claim.pk, other.pk])
    return claim


def in_its_own_voice() -> Claim:
    return published_claim(claimant=None, mode=Claim.Mode.OWN_VOICE, language="en")


def hostile() -> Claim:
    return published_claim(claimant=ClaimantFactory(name="</script>{% url %}\x1e{{ 1 }}"))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "made",
    [
        *(published_claim, corrected_claim, retracted_claim, reopened, overdue, looked_at),
        *(one_of_three, with_neighbours, in_its_own_voice, hostile),
    ],
)
def test_it_says_what_the_whole_page_says(made, language: str, client: Client, whole) -> None:
    address = made().get_absolute_url()
    asked = [(address, {}), (address, {"lang": language}), (address, {"x": '"<'})]

    def pages() -> list[str]:
        headers = {"accept-language": language}
        return [client.get(at, query, headers=headers).text for at, query in asked]

    rendered = pages()
    tasks.prerender_pages()
    assert len(whole) == len(asked)

    assert pages() == rendered
    assert len(whole) == len(asked)  # no page more
    assert all(page.startswith("<!doctype html>") for page in rendered)


@pytest.mark.parametrize("change", ["version", "looks"])
def test_it_is_not_used_for_another_state_of_the_page(
    change: str, client: Client, whole, monkeypatch
) -> None:
    claim = published_claim(statement="Die erste Fassung.")
    tasks.prerender_pages()
    PrerenderedPage.objects.update(parts=["Die Fassung von gestern."])
    if change == "version":
        Publication.objects.update(version=F("version") + 1)
    else:
        monkeypatch.setattr(views, "looks", lambda: "other templates")

    page = client.get(claim.get_absolute_url())

    assert "Die erste Fassung." in page.text
    assert whole == [claim.publication.pk]


def test_what_changes_is_made_anew_and_nothing_else(client: Client, whole) -> None:
    changed, same = published_claim(), published_claim()
    tasks.prerender_pages()
    before = dict(PrerenderedPage.objects.values_list("pk", "version"))
    desk.reopen(changed, reason="A new source.", actor=EditorFactory())

    assert prerendering.prerender_missing(until=timezone.now() + timedelta(minutes=1)) == 1
    assert prerendering.prerender_missing(until=timezone.now() + timedelta(minutes=1)) == 0

    after = dict(PrerenderedPage.objects.values_list("pk", "version"))
    assert before.keys() == after.keys()
    anew = PrerenderedPage.objects.filter(pk__in=[pk for pk in after if after[pk] != before[pk]])
    assert {row.publication.claim for row in anew} == {changed}
    assert len(anew) == 2  # languages
    client.get(same.get_absolute_url())
    assert whole == []


def test_a_page_that_cannot_be_made_stops_no_other(monkeypatch) -> None:
    monkeypatch.setattr(prerendering, "BATCH", 2)
    claims = [published_claim() for _ in range(5)]
    bad = claims[1].publication
    document = bad.document
    Publication.objects.filter(pk=bad.pk).update(document={})

    assert prerendering.prerender_missing(until=timezone.now() + timedelta(minutes=1)) == 4
    Publication.objects.filter(pk=bad.pk).update(document=document)
    assert prerendering.prerender_missing(until=timezone.now() + timedelta(minutes=1)) == 1


@pytest.fixture
def without_styles(settings, tmp_path) -> Iterator[None]:
    """As on a machine where nobody ran collectstatic."""
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    for known in (looks, prerendering._knows_looks):
        known.cache_clear()
    yield
    for known in (looks, prerendering._knows_looks):
        known.cache_clear()


def test_a_worker_that_does_not_know_the_styles_says_so_once(without_styles, caplog) -> None:
    published_claim()

    tasks.prerender_pages()
    tasks.prerender_pages()

    assert caplog.text.count("run collectstatic") == 1
    assert not PrerenderedPage.objects.exists()


def test_when_its_time_is_over_it_begins_nothing(monkeypatch) -> None:
    published_claim()

    assert prerendering.prerender_missing(until=timezone.now()) == 0
    assert not PrerenderedPage.objects.exists()
