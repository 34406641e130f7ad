"""Topics: how claims are filed, and what of it is public at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from claims.editorial import claims as desk
from claims.editorial import verdicts
from claims.editorial.workflow import Refused
from claims.models import Publication
from claims.publication.topics import file_under, rename
from tests.factories import (
    ChiefEditorFactory,
    ClaimFactory,
    EditorFactory,
    ReviewerFactory,
    TopicFactory,
    approved_claim,
    published_claim,
)

pytestmark = pytest.mark.django_db


def test_filing_leaves_an_approval_good_and_its_editor_alone() -> None:
    claim = approved_claim()
    before = claim.last_editor, claim.edit_number

    file_under(claim, topics=[TopicFactory(slug="spital")], actor=EditorFactory())

    assert (claim.last_editor, claim.edit_number) == before
    assert verdicts.publication_problems(claim) == []
    assert claim.events.first().data == {"topics": ["spital"]}


def test_filing_of_a_published_claim_is_seen_at_once_and_takes_a_chief_editor() -> None:
    claim, topic = published_claim(), TopicFactory()
    version = claim.publication.version

    with pytest.raises(PermissionDenied):
        file_under(claim, topics=[topic], actor=EditorFactory())
    file_under(claim, topics=[topic], actor=ChiefEditorFactory())
    page = Publication.objects.get(claim=claim)

    assert [found["slug"] for found in page.document["topics"]] == [topic.slug]
    assert list(page.topics.all()) == [topic]
    assert page.version == version + 1


def test_topic_gets_another_name_on_public_pages_too() -> None:
    topic = TopicFactory()
    claim = published_claim(topics=[topic])

    with pytest.raises(PermissionDenied):
        rename(topic, name_de="Pflege", name_en="Care", actor=EditorFactory())
    rename(topic, name_de="Pflege", name_en="Care", actor=ChiefEditorFactory())

    [shown] = Publication.objects.get(claim=claim).document["topics"]
    assert (shown["name_de"], shown["name_en"], shown["slug"]) == ("Pflege", "Care", topic.slug)


def test_dismissed_claim_is_not_filed() -> None:
    claim = ClaimFactory()
    desk.dismiss(claim, reason="opinion", actor=EditorFactory())

    with pytest.raises(Refused):
        file_under(claim, topics=[TopicFactory()], actor=EditorFactory())


def test_editor_files_a_claim_on_its_page(client: Client) -> None:
    claim, topic = ClaimFactory(), TopicFactory()
    client.force_login(EditorFactory())

    client.post(f"/admin/claims/claim/{claim.pk}/do/file_under/", {"topics": [topic.pk]})

    assert list(claim.topics.all()) == [topic]
    assert topic.name_de in client.get(f"/admin/claims/claim/{claim.pk}/change/").text


def test_topics_are_named_by_editors_and_renamed_by_chief_editors(client: Client) -> None:
    topic = TopicFactory(slug="spital")
    address = f"/admin/claims/topic/{topic.pk}/change/"
    names = {"name_de": "Spitäler", "name_en": "Hospitals", "slug": "other"}
    client.force_login(EditorFactory())
    added = client.post(
        "/admin/claims/topic/add/", {"name_de": "Bahn", "name_en": "Rail", "slug": "bahn"}
    )
    refused = client.post(address, names)
    client.force_login(ChiefEditorFactory())
    client.post(address, names)
    topic.refresh_from_db()

    assert (added.status_code, refused.status_code) == (302, 403)
    assert (topic.name_de, topic.slug) == ("Spitäler", "spital")
    assert ReviewerFactory().has_perm("claims.view_topic")


@pytest.mark.django_db(transaction=True)
def test_page_that_is_filed_while_another_writes_it_loses_nothing():
    claim = published_claim()
    before = claim.publication.version
    topic, actor = TopicFactory(), ChiefEditorFactory()

    def file() -> None:
        file_under(claim, topics=[topic], actor=actor)
        connection.close()

    filing = threading.Thread(target=file)
    with transaction.atomic():
        page = Publication.objects.locked().get(claim=claim)
        filing.start()
        filing.join(timeout=0.5)  # it waits for the end of this transaction
        page.document["evidence"][0]["source"]["archived_url"] = "https://archive.example/1"
        page.version += 1
        page.save(update_fields=["document", "version"])
    filing.join()

    page.refresh_from_db()
    assert [each["slug"] for each in page.document["topics"]] == [topic.slug]
    assert page.document["evidence"][0]["source"]["archived_url"] == "https://archive.example/1"
    assert page.version == before + 2
