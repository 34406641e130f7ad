"""The desk's work by token: the same verbs and the same permissions as in the admin."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from claims.api.urls import urlpatterns
from claims.editorial.api_tokens import MAX_TOKENS, make_token, revoke_token
from claims.editorial.workflow import Refused
from claims.models import ApiToken, Article, Claim, Comment, Event, Evidence, IdempotencyKey, Intake
from claims.tasks import ingest_queued_url
from tests import factories
from tests.api.conftest import TokenClient
from tests.servers import free_port

pytestmark = pytest.mark.django_db

VERDICT = {
    "rating": "true",
    "summary": "Die Statistik bestätigt die Zahl.",
    "rationale": "1204 Einbrüche, 12 Prozent weniger.",
    "known_as_of": "2026-01-07",
    "seen": 0,
    "edit_number": 1,
}


# --- Tokens -----------------------------------------------------------------------------------


def test_token_is_kept_as_digest_alone(editor):
    _row, token = make_token(name="Skript", days=90, actor=editor.user)

    row = ApiToken.objects.get(name="Skript")

    assert token.startswith("fct_")
    assert token not in str(ApiToken.objects.values())
    assert timedelta(days=89) < row.expiry - timezone.now() <= timedelta(days=90)
    assert Event.objects.filter(verb="make_token", data__name="Skript").exists()


def test_token_acts_until_it_ends(editor):
    row = ApiToken.objects.get(user=editor.user)
    before = editor.read("/claims/").status_code
    used = ApiToken.objects.get(pk=row.pk).last_used_at

    ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now())
    expired = editor.read("/claims/").status_code
    ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now() + timedelta(days=1))
    User.objects.filter(pk=editor.user.pk).update(is_active=False)
    inactive = editor.read("/claims/").status_code
    User.objects.filter(pk=editor.user.pk).update(is_active=True)
    revoke_token(row, actor=editor.user)
    revoked = editor.read("/claims/").status_code

    assert (before, expired, inactive, revoked) == (200, 401, 401, 401)
    assert used is not None


def test_token_that_reads_only_changes_nothing(editor):
    _row, token = make_token(name="Anzeige", days=30, reads_only=True, actor=editor.user)
    reader = TokenClient(token, editor.user)
    claim = factories.ClaimFactory(state="suggested")

    read = reader.read(f"/claims/{claim.pk}/")
    addresses = [f"/claims/{claim.pk}/accept/", "/sources/", "/articles/"]
    written = [reader.write(address, {"note": "x"}) for address in addresses]

    assert read.json()["statement"] == claim.statement
    assert [answer.status_code for answer in written] == [403, 403, 403]
    assert written[0].json()["detail"].endswith(".")
    claim.refresh_from_db()
    assert claim.state == "suggested"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer a b", "Basic YTpi", "Bearer \xff", "Token fct_1"]
)
def test_without_token_nothing_is_told(client, header):
    claim = factories.ClaimFactory()

    response = client.get(f"/api/v1/desk/claims/{claim.pk}/", headers={"authorization": header})

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/problem+json"


def test_session_is_no_token(client):
    client.force_login(factories.ChiefEditorFactory())
    claim = factories.ClaimFactory(state="suggested")

    assert client.get("/api/v1/desk/claims/").status_code == 401
    assert client.post(f"/api/v1/desk/claims/{claim.pk}/accept/").status_code == 401


def test_nobody_has_endless_tokens():
    user = factories.EditorFactory()
    for number in range(MAX_TOKENS):
        make_token(name=str(number), days=30, actor=user)

    with pytest.raises(Refused):
        make_token(name="one more", days=30, actor=user)


def test_without_a_token_the_language_asked_for_is_spoken(client):
    def told(language, **headers):
        ask = {"accept-language": language, **headers}
        return client.get("/api/v1/desk/claims/", headers=ask).json()["detail"]

    assert told("en") == "A token is needed: “Authorization: Bearer …”."
    assert told("de").startswith("Es braucht ein Token")
    for wrong in ("Bearer", "Bearer x", "Bearer x y"):
        assert told("en", authorization=wrong) == "There is no such token, or it has run out."


@pytest.mark.parametrize("step", ["accept", "evidence", "publish", "retract", "approve"])
def test_who_may_not_learns_that_before_what_is_wrong(as_user, step):
    auditor = as_user(factories.AuditorFactory())
    claim = factories.ClaimFactory()

    assert auditor.write(f"/claims/{claim.pk}/{step}/", {"nonsense": 1}).status_code == 403


def test_what_is_far_too_large_is_refused_as_a_problem(client, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    response = client.post("/api/v1/desk/articles/", {"file": "x" * 30_000})

    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 413


# --- Who may what -----------------------------------------------------------------------------

ROLES = {
    "editor": factories.EditorFactory,
    "reviewer": factories.ReviewerFactory,
    "chief": factories.ChiefEditorFactory,
    "auditor": factories.AuditorFactory,
}
MAY = {
    "read": {"editor", "reviewer", "chief", "auditor"},
    "ingest": {"editor", "chief"},
    "accept": {"editor", "chief"},
    "dismiss": {"editor", "chief"},
    "source": {"editor", "chief"},
    "evidence": {"editor", "chief"},
    "verdicts": {"editor", "reviewer", "chief"},
    "comments": {"editor", "reviewer", "chief"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", MAY)
def test_role_decides(as_user, role, what):
    client = as_user(ROLES[role]())
    claim = factories.ClaimFactory(state="suggested" if what == "accept" else "open")
    source = factories.SnapshotFactory().source
    at = f"/claims/{claim.pk}"

    response = {
        "read": lambda: client.read(f"{at}/"),
        "ingest": lambda: client.write("/articles/", {"text": factories.ARTICLE_TEXT}),
        "accept": lambda: client.write(f"{at}/accept/"),
        "dismiss": lambda: client.write(f"{at}/dismiss/", {"reason": "opinion"}),
        "source": lambda: client.write("/sources/", {"note": "Gespräch am 6. Januar"}),
        "evidence": lambda: client.write(
            f"{at}/evidence/",
            {"source": source.pk, "stance": "supports", "excerpt": factories.EXCERPT},
        ),
        "verdicts": lambda: client.write(f"{at}/verdicts/", VERDICT),
        "comments": lambda: client.write(f"{at}/comments/", {"body": "Stimmt das?"}),
    }[what]()

    if role in MAY[what]:
        assert response.status_code in {200, 201, 202}, response.content
    else:
        assert response.status_code == 403
        assert response.json()["detail"].endswith(".")


def test_superuser_without_role_has_no_token():
    with pytest.raises(Exception, match=r"."):
        make_token(name="x", days=30, actor=factories.UserFactory(is_superuser=True))


# --- What the verbs do ------------------------------------------------------------------------


def test_text_is_taken_in_at_once(editor):
    response = editor.write(
        "/articles/",
        {"text": factories.ARTICLE_TEXT, "title": "Einbrüche", "published_on": "2026-01-06"},
    )
    again = editor.write("/articles/", {"text": factories.ARTICLE_TEXT})

    article = response.json()
    assert response.status_code == 201
    assert response["Location"].endswith(f"/api/v1/desk/articles/{article['id']}/")
    assert (article["title"], article["extraction"]) == ("Einbrüche", "waiting")
    assert (again.status_code, again.json()["id"]) == (200, article["id"])
    assert Event.objects.get(verb="ingest").actor == editor.user


def a_file(content: bytes, name: str = "artikel.html", kind: str = "text/html") -> Any:
    return SimpleUploadedFile(name, content, kind)


def test_file_is_taken_in_at_once_and_once(editor):
    page = f"<html><body><article><h1>Einbrüche</h1><p>{factories.ARTICLE_TEXT}</p></article></body></html>"
    sent = [
        editor.post(
            "/api/v1/desk/articles/",
            {"file": a_file(content), "title": "Weniger", "published_on": day},
            headers={"idempotency-key": "k1"},
        )
        for content, day in [
            (page.encode("iso-8859-1"), "2026-01-06"),
            (page.encode("iso-8859-1"), "2026-01-06"),
            (page.encode("iso-8859-1"), "2026-01-07"),
            (page.replace("Anna", "Eva").encode("iso-8859-1"), "2026-01-06"),
        ]
    ]

    article = Article.objects.get()
    assert [answer.status_code for answer in sent] == [201, 201, 422, 422]
    assert (sent[1].json(), sent[1]["Idempotency-Replayed"]) == (sent[0].json(), "true")
    assert (article.title, str(article.published_on)) == ("Weniger", "2026-01-06")
    assert "Einbrüche" in article.revision.text
    assert Event.objects.get(verb="ingest").actor == editor.user


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({}, 400, "file"),
        ({"file": "no file"}, 400, "file"),
        ({"text": "x", "file": a_file(b"x")}, 400, "text"),
        ({"file": a_file(b"x"), "title": ["a", "b"]}, 400, "title"),
        ({"file": [a_file(b"x"), a_file(b"y")]}, 400, "file"),
        ({"file": a_file(b"")}, 422, ""),
        ({"file": a_file(b"%PDF-1.7 \x00\xff\xfe", "x.pdf")}, 422, ""),
        ({"file": a_file(b"x" * 30_001)}, 413, ""),
        ({"file": a_file(b"x" * 500_000)}, 413, ""),
    ],
)
def test_file_that_cannot_be_used_is_a_problem_and_leaves_nothing(
    editor, settings, form, status, said
):
    settings.UPLOAD_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 30_000, 400_000

    answer = editor.post("/api/v1/desk/articles/", form)

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert [each["name"] for each in problem.get("parameters", [])] == ([said] if said else [])
    assert problem["detail"].endswith(".")
    assert not Article.objects.exists()


def test_address_is_taken_in_by_a_worker(editor, httpserver, settings):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    page = f"<html><body><article><h1>Einbrüche</h1><p>{factories.ARTICLE_TEXT}</p></article></body></html>"
    httpserver.expect_request("/a").respond_with_data(page, content_type="text/html")
    asked = {"url": httpserver.url_for("/a"), "published_on": "2026-01-06"}

    response = editor.write("/articles/", asked)
    intake = response.json()
    ingest_queued_url(intake["id"])
    status = editor.get(response["Location"].removeprefix("http://localhost:8000")).json()

    assert (response.status_code, intake["state"]) == (202, "waiting")
    assert status["state"] == "done"
    article = editor.read(f"/articles/{status['article']}/").json()
    assert article["source_url"] == asked["url"]
    assert article["published_on"] == "2026-01-06"


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "ftp://x.example/"])
def test_private_address_is_refused_at_once(editor, url):
    response = editor.write("/articles/", {"url": url})

    assert response.status_code == 422
    assert not Intake.objects.exists()


def test_address_without_article_is_parked_at_once(editor, httpserver, settings):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    httpserver.expect_request("/a").respond_with_data("", content_type="text/html")
    intake = editor.write("/articles/", {"url": httpserver.url_for("/a")}).json()

    ingest_queued_url(intake["id"])

    status = editor.read(f"/intakes/{intake['id']}/").json()
    assert status["state"] == "failed"
    assert status["error"].endswith(".")


def test_claims_are_listed_with_drafts_in_one_query(editor, django_assert_num_queries):
    claims = [factories.ClaimFactory(state="suggested") for _number in range(3)]
    factories.published_claim()
    editor.read("/claims/")  # now the token has been noted as used

    with django_assert_num_queries(3):  # the token, the roles, the claims
        response = editor.read("/claims/", state="suggested", fields="id,state")

    assert response.json()["results"] == [
        {"id": claim.pk, "state": "suggested"} for claim in reversed(claims)
    ]


def test_claim_is_accepted_and_dismissed(editor):
    claim = factories.ClaimFactory(state="suggested")

    accepted = editor.write(f"/claims/{claim.pk}/accept/")
    twice = editor.write(f"/claims/{claim.pk}/accept/")
    dismissed = editor.write(f"/claims/{claim.pk}/dismiss/", {"reason": "opinion"})

    assert accepted.json()["state"] == "open"
    assert twice.status_code == 409
    assert "suggested" not in twice.json()["detail"]
    assert dismissed.json()["dismissal_reason"] == "opinion"
    verbs = ["dismiss", "accept"]
    assert list(Event.objects.filter(claim=claim).values_list("verb", flat=True)) == verbs


def test_evidence_and_verdict_are_on_file(editor):
    claim = factories.ClaimFactory()
    source = factories.SnapshotFactory().source
    at = f"/claims/{claim.pk}"

    piece = editor.write(
        f"{at}/evidence/",
        {"source": source.pk, "stance": "supports", "excerpt": factories.EXCERPT},
    )
    verdict = editor.write(f"{at}/verdicts/", VERDICT | {"edit_number": 2})
    comment = editor.write(f"{at}/comments/", {"body": "Bitte prüfen.", "is_blocking": True})

    whole = editor.read(f"{at}/").json()
    assert (piece.status_code, verdict.status_code, comment.status_code) == (201, 201, 201)
    assert [row["id"] for row in whole["evidence"]] == [piece.json()["id"]]
    assert [row["hash"] for row in whole["verdicts"]] == [verdict.json()["hash"]]
    assert claim.verdicts.get().proposer == editor.user
    assert claim.verdicts.get().known_as_of == date(2026, 1, 7)
    assert Comment.objects.get().is_blocking


def test_confidential_and_withdrawn_evidence_is_not_in_the_api(editor):
    claim = factories.ClaimFactory()
    factories.EvidenceFactory(claim=claim, confidential=True, note="Vertraulich")
    factories.EvidenceFactory(claim=claim, withdrawn_at=timezone.now())

    assert editor.read(f"/claims/{claim.pk}/").json()["evidence"] == []


def test_blind_assessment_stays_blind(editor):
    claim = factories.claim_in_review()
    factories.AssessmentRoundFactory(claim=claim)

    assert editor.read(f"/claims/{claim.pk}/").json()["verdicts"] == []


@pytest.mark.parametrize(
    ("address", "content", "status"),
    [
        ("evidence", {"source": 10**6, "stance": "supports"}, 422),
        ("evidence", {"source": "SOURCE", "stance": "supports", "excerpt": "Steht nicht da"}, 422),
        ("evidence", {"source": "SOURCE", "stance": "vielleicht"}, 400),
        ("evidence", {"source": "1", "stance": "supports"}, 400),
        ("verdicts", {**VERDICT, "rating": "gibt-es-nicht"}, 422),
        ("verdicts", {**VERDICT, "aspect": "attribution"}, 422),
        ("verdicts", {**VERDICT, "known_as_of": "gestern"}, 400),
        ("verdicts", {**VERDICT, "known_as_of": "2999-01-01"}, 409),
        ("comments", {"body": " "}, 400),
        ("comments", {"body": 1}, 400),
        ("comments", {"body": "Gilt das?", "is_blocking": "yes"}, 400),
        ("dismiss", {"reason": "langweilig"}, 400),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(editor, address, content, status):
    claim = factories.ClaimFactory()
    source = factories.SnapshotFactory().source
    content = {name: source.pk if value == "SOURCE" else value for name, value in content.items()}

    response = editor.write(f"/claims/{claim.pk}/{address}/", content)

    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith(".")
    assert not Evidence.objects.exists()


def test_characters_that_no_database_keeps_are_left_out(editor):
    claim = factories.ClaimFactory()

    response = editor.write(f"/claims/{claim.pk}/comments/", {"body": "Gilt\0 das?"})

    assert (response.status_code, response.json()["body"]) == (201, "Gilt das?")


@pytest.mark.parametrize(
    "extra",
    [
        {"state": "approved"},
        {"proposer": 1},
        {"approver": 1},
        {"published_at": "2026-01-01"},
        {"id": 1},
        {"content_hash": "0"},
        {"\ud800": 1},
    ],
    ids=lambda extra: ascii(extra),
)
def test_nothing_is_assigned_in_passing(editor, extra):
    claim = factories.ClaimFactory()

    response = editor.write(f"/claims/{claim.pk}/verdicts/", {**VERDICT, **extra})

    assert response.status_code == 400
    assert not claim.verdicts.exists()


# --- Bad requests -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("", "application/json", 400),
        ("[" * 200_000, "application/json", 400),
        ('{"body": NaN}', "application/json", 400),
        (b"\xff", "application/json", 400),
        ("[]", "application/json", 400),
        ("null", "application/json", 400),
        ('"body"', "application/json", 400),
        ("body=x", "application/x-www-form-urlencoded", 415),
        ("body=x", "text/plain", 415),
        ("x" * 1_000_001, "application/json", 413),
    ],
    ids=lambda value: str(value)[:12],
)
def test_unreadable_content_is_a_problem(editor, content, content_type, status):
    claim = factories.ClaimFactory()

    response = editor.post(
        f"/api/v1/desk/claims/{claim.pk}/comments/", content, content_type=content_type
    )

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert not Comment.objects.exists()


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
@pytest.mark.parametrize("step", ["", "accept/", "comments/"])
def test_unknown_claim_is_a_problem(editor, pk, step):
    address = f"/claims/{pk}/{step}"
    response = editor.write(address, {"body": "x"} if "comm" in step else {})
    response = editor.read(address) if not step else response

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


# --- Once -------------------------------------------------------------------------------------


def test_same_key_gives_the_same_answer_and_does_nothing(editor):
    claim = factories.ClaimFactory()
    address, content = f"/claims/{claim.pk}/comments/", {"body": "Einmal"}

    first = editor.write(address, content, key="k1")
    second = editor.write(address, content, key="k1")
    other = editor.write(address, content, key="k2")

    assert first.content == second.content
    assert (first.status_code, second.status_code) == (201, 201)
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert other.json()["id"] != first.json()["id"]
    assert Comment.objects.count() == 2


def test_key_of_another_request_is_refused(editor):
    claim = factories.ClaimFactory()
    editor.write(f"/claims/{claim.pk}/comments/", {"body": "Eins"}, key="k")

    other_body = editor.write(f"/claims/{claim.pk}/comments/", {"body": "Zwei"}, key="k")
    other_address = editor.write(f"/claims/{claim.pk}/accept/", {"body": "Eins"}, key="k")

    assert other_body.status_code == 422
    assert other_address.status_code in {400, 422}
    assert Comment.objects.count() == 1


def test_key_is_free_again_after_a_day(editor):
    claim = factories.ClaimFactory()
    address = f"/claims/{claim.pk}/comments/"

    first = editor.write(address, {"body": "Gilt das?"}, key="k-1")
    IdempotencyKey.objects.update(started_at=timezone.now() - timedelta(hours=25))
    another = editor.write(address, {"body": "Und das?"}, key="k-1")

    assert (first.status_code, another.status_code) == (201, 201)
    assert another.json()["body"] == "Und das?"


def test_keys_of_two_people_are_two_keys(editor, as_user):
    claim = factories.ClaimFactory()
    other = as_user(factories.ReviewerFactory())

    for client in (editor, other):
        client.write(f"/claims/{claim.pk}/comments/", {"body": "x"}, key="k")

    assert Comment.objects.count() == 2


def test_request_under_way_is_not_begun_twice(editor):
    claim = factories.ClaimFactory()
    address, content = f"/claims/{claim.pk}/comments/", {"body": "Einmal"}
    editor.write(address, content, key="k")
    row = IdempotencyKey.objects.get()
    IdempotencyKey.objects.update(status=None, answer=None)

    under_way = editor.write(address, content, key="k")
    IdempotencyKey.objects.update(started_at=row.started_at - timedelta(minutes=5))
    abandoned = editor.write(address, content, key="k")

    assert under_way.status_code == 409
    assert under_way["Retry-After"] == "1"
    assert abandoned.status_code == 201
    assert Comment.objects.count() == 2  # the first one's answer was never kept


def test_refused_write_leaves_the_key_free(editor):
    claim = factories.ClaimFactory(state="open")

    refused = editor.write(f"/claims/{claim.pk}/accept/", key="k")
    Claim.objects.update(state="suggested")
    allowed = editor.write(f"/claims/{claim.pk}/accept/", key="k")

    assert (refused.status_code, allowed.status_code) == (409, 200)


@pytest.mark.parametrize("key", ["x" * 256, "ä", "a b"])
def test_bad_key_is_named(editor, key):
    claim = factories.ClaimFactory()

    response = editor.write(f"/claims/{claim.pk}/comments/", {"body": "x"}, key=key)

    assert response.status_code == 400
    assert response.json()["parameters"][0]["name"] == "Idempotency-Key"


# --- Limits -----------------------------------------------------------------------------------


def test_limit_names_itself(client, set_rate):
    set_rate("address", "2/min")
    one, two, three = (
        client.get("/api/v1/claims/", REMOTE_ADDR="192.0.2.7") for _number in range(3)
    )

    assert one["RateLimit-Policy"] == '"address";q=2;w=60'
    assert one["RateLimit"].startswith('"address";r=1;t=')
    assert two.status_code == 200
    assert three.status_code == 429
    assert three.json()["type"].endswith("#quota-exceeded")
    assert three.json()["violated-policies"] == ["address"]
    assert 1 <= int(three["Retry-After"]) <= 60
    assert three["RateLimit"].startswith('"address";r=0;t=')
    assert three["Access-Control-Allow-Origin"] == "*"


def test_nobody_is_refused_while_requests_cannot_be_counted(client, settings, set_rate):
    away = f"redis://127.0.0.1:{free_port()}"
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": away}
    settings.CACHES = {**settings.CACHES, "default": redis}
    set_rate("address", "1/min")

    answers = [client.get("/api/v1/claims/") for _number in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1]["RateLimit"].startswith('"address";r=1;t=')


def test_limit_is_not_evaded_by_a_header(client, set_rate):
    set_rate("address", "1/min")

    answers = [
        client.get(
            "/api/v1/claims/",
            headers={"x-forwarded-for": f"192.0.2.{number}"},
            REMOTE_ADDR="192.0.2.8",
        ).status_code
        for number in range(2)
    ]

    assert answers == [200, 429]


def test_token_has_a_limit_of_its_own(editor, as_user, set_rate):
    set_rate("token", "1/min")
    other = as_user(editor.user)

    answers = [each.read("/claims/").status_code for each in (editor, editor, other)]

    assert answers == [200, 429, 200]


# --- Every address ----------------------------------------------------------------------------

DESK = [pattern for pattern in urlpatterns if str(pattern.name).startswith("desk-")]


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("pattern", DESK, ids=lambda pattern: pattern.name)
def test_no_address_of_the_desk_answers_without_a_token(client, method, pattern):
    claim = factories.ClaimFactory(state="suggested")
    address = "/api/v1/" + re.sub(r"<int:\w+>", str(claim.pk), str(pattern.pattern))

    response = getattr(client, method)(address)
    client.force_login(
        factories.ChiefEditorFactory(), backend="django.contrib.auth.backends.ModelBackend"
    )
    signed_in = getattr(client, method)(address)

    assert {response.status_code, signed_in.status_code} <= {401, 405}
    assert response["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response  # no script of another site reads it
    claim.refresh_from_db()
    assert claim.state == "suggested"


@pytest.mark.parametrize("pattern", DESK, ids=lambda pattern: pattern.name)
def test_bot_reads_no_drafts(as_user, pattern):
    client = as_user(factories.UserFactory(role="bot"))
    claim = factories.ClaimFactory()
    address = "/api/v1/" + re.sub(r"<int:\w+>", str(claim.pk), str(pattern.pattern))

    response = client.get(address)

    assert response.status_code in {403, 404, 405}
    assert claim.statement not in response.content.decode()
