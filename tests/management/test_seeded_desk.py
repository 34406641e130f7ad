"""The desk of the samples: seeded once for all tests here, each of which is taken back."""

import io
from types import ModuleType

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import include, path

from claims.management.commands.demo import ACCOUNTS, PASSWORD
from claims.models import (
    Article,
    Claim,
    Comment,
    Correction,
    Event,
    Evidence,
    Finding,
    Publication,
    RecheckPolicy,
    Source,
    Verdict,
)
from claims.public import demo_sources, urls
from factcheck import urls as factcheck_urls

pytestmark = pytest.mark.django_db


def seed():
    out = io.StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    demo = override_settings(
        SITE_URL="http://localhost:8000",
        FETCH_ALLOWED_HOSTS=["localhost:8000"],
        MEDIA_ROOT=folder,
        VAR_DIR=folder,
        DEBUG=True,
    )
    with django_db_blocker.unblock(), demo, transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def routed(settings):
    """The addresses as the demo has them; they are left out without DEBUG."""
    public = [
        path("demo/sources/<slug:name>/", demo_sources.source, name="demo_source"),
        path("demo/sources/<slug:name>/change/", demo_sources.change, name="demo_change"),
    ]
    settings.ROOT_URLCONF = ModuleType("addresses")
    settings.ROOT_URLCONF.urlpatterns = [
        path("", include(([*public, *urls.urlpatterns], "public"))),
        *factcheck_urls.urlpatterns[1:],
    ]


def test_seed_shows_every_state(seeded):
    states = set(Claim.objects.values_list("state", flat=True))

    assert states == {
        "suggested",
        "open",
        "in_research",
        "in_review",
        "approved",
        "published",
        "under_revision",
        "retracted",
        "dismissed",
    }
    assert Publication.objects.standing().count() >= 6
    assert set(Evidence.objects.values_list("stance", flat=True)) == {
        "supports",
        "refutes",
        "context",
    }
    assert set(Verdict.objects.values_list("aspect", flat=True)) == {"content", "attribution"}
    kinds = Correction.objects.published().values_list("kind", flat=True)
    assert sorted(kinds) == ["correction", "retraction"]
    assert Comment.objects.blocking().count() == 1


def test_seed_leaves_one_open_finding(seeded):
    finding = Finding.objects.get()

    assert (finding.kind, finding.state) == ("changed", "open")
    assert ["-", "20,3"] in finding.diff
    assert finding.claim.state == "published"


def test_seed_speaks_of_paris_in_three_ways(seeded):
    paris = Article.objects.filter(published_on="2026-01-06")

    assert sorted(paris.values_list("language", flat=True)) == ["de", "de", "en"]
    assert Article.objects.count() == 5
    swiss = paris.get(publisher__name="Tagblatt am See").revision.text
    assert "ß" not in swiss
    assert "«" in swiss
    assert not any(residue in swiss for residue in ("Feedback senden", "Mehr zum Thema"))


def test_seed_twice_changes_nothing(seeded):
    before = [
        table.objects.count()
        for table in (Article, Claim, Source, Evidence, Verdict, Event, Finding, User)
    ]

    assert "Claims taken up: 0." in seed()

    assert [
        table.objects.count()
        for table in (Article, Claim, Source, Evidence, Verdict, Event, Finding, User)
    ] == before


def test_seed_does_not_undo_what_people_did_since(seeded):
    editor = User.objects.get(username="editor")
    editor.set_password("another long password")
    editor.save()
    Claim.objects.filter(state="suggested").update(state="open")

    seed()

    editor.refresh_from_db()
    assert editor.check_password("another long password")
    assert not Claim.objects.filter(state="suggested").exists()


def test_seed_on_another_port_keeps_the_sources_that_were_cited(seeded, settings):
    known = set(Source.objects.values_list("url", flat=True))
    settings.SITE_URL = "http://localhost:8001"
    settings.FETCH_ALLOWED_HOSTS = ["localhost:8001"]

    seed()

    assert set(Source.objects.values_list("url", flat=True)) == known


def test_seed_makes_an_account_for_each_role(seeded):
    people = {user.username: user for user in User.objects.all()}

    assert set(people) == set(ACCOUNTS)
    for username, role in ACCOUNTS.items():
        assert people[username].check_password(PASSWORD)
        assert people[username].groups.get().name == role
        assert not people[username].is_superuser


def test_seed_has_published_claims_watched(seeded):
    standing = Claim.objects.standing().values_list("pk", flat=True)

    assert set(RecheckPolicy.objects.exclude(due_at=None).values_list("claim", flat=True)) == set(
        standing
    )


def test_demo_source_changes_on_request_and_back(seeded, routed, client, monkeypatch, settings):
    settings.SITE_URL = "http://localhost:8001"  # a later start, on another port
    sent = []
    monkeypatch.setattr(demo_sources, "wake", lambda _task, *args: sent.append(args))
    address = "/demo/sources/fahrzeiten-rettungsdienst/"
    claim = Claim.objects.get(headline="In 20 Minuten zum nächsten Notfall?")

    assert "34 Minuten" in client.get(address).content.decode()
    assert client.post(f"{address}change/").url == address
    assert "24 Minuten" in client.get(address).content.decode()
    assert sent == [(claim.pk, "person")]
    assert list(RecheckPolicy.objects.due()) == [claim.recheck_policy]
    client.post(f"{address}change/")
    assert "34 Minuten" in client.get(address).content.decode()


def test_demo_source_changes_by_post_alone(seeded, routed, client):
    address = "/demo/sources/fahrzeiten-rettungsdienst/change/"

    assert client.get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert client.post("/demo/sources/chronik-paris/change/").status_code == 404
