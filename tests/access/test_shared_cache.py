"""Behind nginx with the configuration that is shipped: copies for a moment, and of nobody's pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_started

from claims.public import caching
from claims.publication.publish import approve_correction, prepare_correction, retract
from tests import factories, servers
from tests.access.world import World

# A cache knows nothing of the database behind the page.
pytestmark = [
    pytest.mark.nginx,
    pytest.mark.one_database,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


class Readers:
    """They ask nginx; ``asked`` counts what it asks of us."""

    def __init__(self, address: str) -> None:
        self.address = urlsplit(address).netloc
        self.asked = 0

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        connection = HTTPConnection(self.address, timeout=300)
        try:
            known = {"Host": "localhost", "Accept-Language": "de"}
            connection.request("GET", path, headers=known | headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()


@pytest.fixture
def readers(live_server: Any, tmp_path: Any) -> Iterator[Readers]:
    with servers.nginx(tmp_path, live_server.url.replace("localhost", "127.0.0.1")) as address:
        those = Readers(address)

        def count(**_about: Any) -> None:
            those.asked += 1

        request_started.connect(count)
        yield those
        request_started.disconnect(count)


def test_retraction_is_seen_when_the_time_of_copies_is_over(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the very first reader too, before whom nobody came by for a while."""
    kept = caching.CACHE_CONTROL
    process_seconds = 1  # factcheck.settings.PAGE_STATE_TIMEOUT
    assert process_seconds + kept["s_maxage"] + kept["stale_while_revalidate"] <= 11
    monkeypatch.setitem(caching.CACHE_CONTROL, "stale_while_revalidate", 1)  # nine are long
    claim = factories.published_claim()
    paths = [
        *("/", "/claims/", "/feeds/claims.atom", "/feeds/corrections.json", "/corrections/"),
        *("/api/v1/claims/", f"/api/v1/claims/{claim.pk}/", claim.get_absolute_url()),
        *(f"{claim.get_absolute_url()}embed/", f"{claim.get_absolute_url()}card.png"),
    ]
    before = {path: readers.get(path) for path in paths}
    assert {status for status, _text in before.values()} == {200}
    asked = readers.asked
    for _reader in range(20):
        readers.get(claim.get_absolute_url())
    assert readers.asked - asked < 10  # there are copies

    correction = prepare_correction(
        claim, kind="retraction", text="Unsere Quelle war falsch.", actor=factories.EditorFactory()
    )
    approve_correction(correction, actor=factories.ReviewerFactory())
    retract(claim, actor=factories.ChiefEditorFactory())
    time.sleep(1 + 1 + 1)  # whole seconds: nginx' clock may be a fraction behind

    assert [path for path in paths if readers.get(path) == before[path]] == []


def test_nothing_of_a_person_is_kept_for_another(
    readers: Readers, world: World, sign_in: Any, with_token: Any
) -> None:
    name = django_settings.SESSION_COOKIE_NAME
    chief = {"Cookie": f"{name}={sign_in('chief').cookies[name].value}"}
    program = {"Authorization": with_token("chief").defaults["HTTP_AUTHORIZATION"]}
    draft = world.draft
    desk = ["/admin/", "/review/", f"/review/claims/{draft.pk}/", "/admin/claims/claim/"]
    api = ["/api/v1/desk/claims/", f"/api/v1/desk/claims/{draft.pk}/"]

    for path, mine, theirs in [(p, chief, 302) for p in desk] + [(p, program, 401) for p in api]:
        assert readers.get(path, **mine)[0] == 200, path
        assert readers.get(path)[0] == theirs, path
        assert readers.get(path, **mine)[0] == 200, path

    page = world.published.get_absolute_url()
    german, english = readers.get(page)[1], readers.get(page, **{"Accept-Language": "en"})[1]
    assert '<html lang="de"' in german
    assert '<html lang="en"' in english
    assert readers.get(page, **chief)[1] == german
