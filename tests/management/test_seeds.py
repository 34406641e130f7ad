"""Loading the sample data, and the pages that they cite."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from protego import Protego

from claims.management.commands.seed import Desk, load_articles, make_accounts
from claims.models import (
    Article,
)
from claims.public import demo_sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.SITE_URL = "http://localhost:8000"
    settings.FETCH_ALLOWED_HOSTS = ["localhost:8000"]
    settings.MEDIA_ROOT = settings.VAR_DIR = tmp_path
    settings.DEBUG = True


def seed(*arguments):
    out = io.StringIO()
    call_command("seed", *arguments, stdout=out)
    return out.getvalue()


def test_seed_makes_no_accounts_on_a_server(demo, settings):
    settings.DEBUG = False

    output = seed()

    assert "nobody" in output
    assert not User.objects.exists()
    assert Article.objects.count() == 5


def test_seed_makes_accounts_on_request(demo, settings):
    settings.DEBUG = False

    seed("--accounts")

    assert User.objects.count() == 4


def test_seed_says_what_has_to_be_set(demo, settings):
    settings.FETCH_ALLOWED_HOSTS = []

    with pytest.raises(CommandError, match="FETCH_ALLOWED_HOSTS=localhost:8000"):
        seed()


def test_seed_finishes_a_desk_that_was_interrupted(demo, monkeypatch):
    desk = Desk(load_articles(), make_accounts())
    whole = desk.plan["claim"]
    desk.plan["claim"] = whole[:3]
    desk.work()
    desk.plan["claim"] = whole

    assert desk.work() == len(whole) - 3


# --- The pages that the samples cite ----------------------------------------------------------


def get(name, **headers):
    return demo_sources.source(RequestFactory().get("/", headers=headers), name)


def test_demo_source_stays_as_it_is_and_says_so(demo):
    response = get("jahresbericht-spital-lindenberg")

    assert "14,2 Millionen" in response.content.decode()
    again = get("jahresbericht-spital-lindenberg", if_none_match=response["ETag"])
    assert again.status_code == 304


def test_demo_source_is_gone():
    assert get("standortgarantie-gesundheitsamt").status_code == 410


@pytest.mark.parametrize("name", ["nothing", "preisblatt-bahnstrom.before", "../desk"])
def test_demo_source_knows_no_other_names(demo, client, name):
    assert client.get(f"/demo/sources/{name}/").status_code == 404


def test_demo_sources_may_be_fetched_by_the_robots_that_look_again(client):
    rules = Protego.parse(client.get("/robots.txt").content.decode())

    assert rules.can_fetch("http://localhost:8000/demo/sources/chronik-paris/", "factcheck")
