import io
import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone
from werkzeug import Response

from claims import tasks
from claims.editorial.workflow import Refused
from claims.matching import external_checks
from claims.matching.claimreview_feed import Feed
from claims.models import ExternalCheck, ExternalCheckQuery, Finding
from tests.factories import AuditorFactory, ClaimFactory, EditorFactory, published_claim
from tests.matching.test_relations import TROOPS, claim_known, compare

pytestmark = pytest.mark.django_db

KEY = "a secret key"
REVIEW = {
    "publisher": {"name": "Correctiv", "site": "correctiv.org"},
    "url": "https://correctiv.org/faktencheck/1",
    "title": "Nein, es sind 14 Länder",
    "reviewDate": "2026-01-08T10:00:00Z",
    "textualRating": "Größtenteils falsch",
    "languageCode": "de",
}
SAME = "In die Ukraine wollen 26 Länder Truppen entsenden."


def answered(text=SAME, *reviews):
    return {"claims": [{"text": text, "claimant": "X", "claimReview": list(reviews or [REVIEW])}]}


@pytest.fixture
def google(httpserver, settings):
    """Google's claim search as we need it: ``answers`` is given in turn, the last one for ever."""
    settings.GOOGLE_FACTCHECK_KEY = KEY
    settings.GOOGLE_FACTCHECK_URL = httpserver.url_for("/v1alpha1/claims:search")
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]

    class Google:
        def __init__(self):
            self.answers, self.asked = [answered()], []

        def answer(self, request):
            self.asked.append(request)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            return (
                answer
                if isinstance(answer, Response)
                else Response(json.dumps(answer), content_type="application/json; charset=UTF-8")
            )

    google = Google()
    httpserver.expect_request("/v1alpha1/claims:search").respond_with_handler(google.answer)
    return google


def ask(claim):
    row = external_checks.schedule(claim)
    return external_checks.query_service(ExternalCheckQuery.objects.lease(row.pk))


# --- Google -----------------------------------------------------------------------------------


def test_google_is_asked_with_the_key_in_a_header(google):
    ask(published_claim(statement=TROOPS))

    (request,) = google.asked
    assert request.headers["X-Goog-Api-Key"] == KEY
    assert KEY not in request.url
    assert request.args.to_dict() == {"query": TROOPS, "languageCode": "de", "pageSize": "50"}


def test_check_of_the_same_claim_is_suggested_as_they_put_it(google):
    claim = published_claim(statement=TROOPS)

    (check,) = ask(claim)

    check.refresh_from_db()
    assert (
        check.claim,
        check.publisher,
        check.site,
        check.url,
        check.title,
        check.textual_rating,
        check.review_date,
        check.language,
        check.origin,
        check.state,
    ) == (
        claim,
        "Correctiv",
        "correctiv.org",
        REVIEW["url"],
        REVIEW["title"],
        "Größtenteils falsch",
        date(2026, 1, 8),
        "de",
        "google",
        "suggested",
    )


def test_check_of_a_published_claim_is_one_finding_however_often_it_is_seen(google):
    claim = published_claim(statement=TROOPS)
    ask(claim)
    ExternalCheckQuery.objects.update(asked_at=timezone.now() - timedelta(days=8))

    again = ask(claim)

    assert (again, [(f.kind, f.count) for f in claim.findings.all()]) == (
        [],
        [("foreign_check", 1)],
    )


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        None,
        {"claims": None},
        {"claims": [None, {}, {"claimReview": {}}, {"claimReview": [None, {}]}]},
        answered("Die Zahl der Einbrüche ist um 12 Prozent gesunken."),
        answered(SAME.replace("26", "14")),
        answered(SAME, {**REVIEW, "url": "javascript:alert(1)"}),
        answered(SAME, {**REVIEW, "url": "http://localhost:8000/claims/1"}),
        answered(SAME, {**REVIEW, "languageCode": "fr"}),
    ],
)
def test_what_is_no_check_of_the_claim_is_left_out(google, answer):
    google.answers = [answer]

    assert ask(published_claim(statement=TROOPS)) == []


def test_half_empty_review_is_taken_as_it_is(google):
    google.answers = [answered(SAME, {"url": REVIEW["url"], "reviewDate": "soon", "publisher": 3})]

    (check,) = ask(published_claim(statement=TROOPS))

    assert (check.publisher, check.site, check.review_date) == ("", "correctiv.org", None)


def test_same_question_is_asked_once_a_day(google):
    for _ in range(2):
        ask(published_claim(statement=TROOPS))

    assert (len(google.asked), ExternalCheck.objects.count()) == (1, 2)


def busy(status, **headers):
    return Response("", status=status, headers=headers)


@pytest.mark.parametrize("status", [429, 500, 503, 403])
def test_busy_service_is_left_alone_by_all_and_each_time_longer(google, status):
    google.answers = [busy(status)]
    claims = [published_claim(statement=TROOPS), published_claim(statement=SAME)]
    rows = [external_checks.schedule(claim) for claim in claims]
    waits = []

    for _ in range(4):
        ExternalCheckQuery.objects.filter(pk=rows[0].pk).update(due_at=timezone.now())
        external_checks.query_service(ExternalCheckQuery.objects.lease(rows[0].pk))
        waits.append(ExternalCheckQuery.objects.get(pk=rows[0].pk).due_at - timezone.now())

    assert waits == sorted(waits)
    assert waits[-1] > timedelta(minutes=8)
    assert list(ExternalCheckQuery.objects.due()) == []
    assert list(ExternalCheckQuery.objects.parked()) == []
    assert len(google.asked) == 4


def test_service_says_how_long_it_wants_to_be_left_alone(google):
    google.answers = [busy(429, **{"Retry-After": "7200"})]

    ask(published_claim(statement=TROOPS))

    row = ExternalCheckQuery.objects.get()
    assert row.due_at > timezone.now() + timedelta(hours=1, minutes=59)
    assert row.last_error != ""


def test_first_answer_ends_the_pauses(google):
    google.answers = [busy(429), answered()]
    claim = published_claim(statement=TROOPS)
    ask(claim)

    ask(claim)

    row = ExternalCheckQuery.objects.get()
    assert (row.refused, row.last_error, ExternalCheck.objects.count()) == (0, "", 1)


def test_redirect_does_not_carry_the_key_away(google, httpserver):
    google.answers = [Response("", 302, headers={"Location": httpserver.url_for("/elsewhere")})]

    ask(published_claim(statement=TROOPS))

    assert [request.path for request, _answer in httpserver.log] == ["/v1alpha1/claims:search"]


def test_question_not_understood_rests_with_a_message(google, settings):
    settings.WORK_MAX_ATTEMPTS = 1
    google.answers = [busy(400)]
    row = external_checks.schedule(published_claim(statement=TROOPS))

    tasks.query_external_checks(row.pk)

    parked = ExternalCheckQuery.objects.parked().get()
    assert (parked.pk, KEY in parked.last_error, "400" in parked.last_error) == (
        row.pk,
        False,
        True,
    )


def test_without_a_key_nothing_is_asked_and_it_says_so(google, settings, monkeypatch):
    settings.GOOGLE_FACTCHECK_KEY = ""
    monkeypatch.setattr(tasks, "_send", lambda *args: pytest.fail("nothing is sent"))
    claim = published_claim(statement=TROOPS)

    tasks.sweep_external_queries()

    assert (ask(claim), google.asked) == ([], [])
    with pytest.raises(CommandError, match="GOOGLE_FACTCHECK_KEY"):
        call_command("external_checks", "--google")


def test_sweep_asks_about_published_claims_only(google, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks, "_send", lambda task, number: sent.append(number) or True)
    claim = published_claim(statement=TROOPS)
    ClaimFactory(statement=TROOPS)

    tasks.sweep_external_queries()

    assert sent == [ExternalCheckQuery.objects.get(claim=claim).pk]
    assert list(external_checks.unqueried_claims()) == []


def test_command_asks_google(google, capsys):
    published_claim(statement=TROOPS)

    call_command("external_checks", "--google")

    assert capsys.readouterr().out == "Asked: 1, refused: 0, new suggestions: 1.\n"


# --- Feeds ------------------------------------------------------------------------------------


def claim_review(**fields):
    return {
        "@type": "ClaimReview",
        "claimReviewed": SAME,
        "url": "https://dpa-factchecking.com/1",
        "author": {"@type": "Organization", "name": "dpa", "url": "https://dpa.com/"},
        "datePublished": "2026-01-08",
        "inLanguage": "de",
        "reviewRating": {"alternateName": "Falsch"},
        **fields,
    }


def feed_of(*elements, **more):
    return json.dumps({"@type": "DataFeed", **more, "dataFeedElement": list(elements)})


def items(text, piece=1 << 18, monkeypatch=None):
    if monkeypatch:
        monkeypatch.setattr("claims.matching.claimreview_feed.CHUNK_SIZE", piece)
    feed = Feed(io.StringIO(text))
    return [item["claimReviewed"] for item in feed], feed.broken


FEED = feed_of(
    {"@type": "DataFeedItem", "dateCreated": "2026-01-08", "item": [claim_review()]},
    {"item": None},
    {"item": []},
    {"item": [{"@type": "Thing"}, claim_review(claimReviewed='Er sagte: "]}{[" \\ und «–»')]},
    {"item": claim_review(claimReviewed="Einzeln")},
    None,
    "text",
    claim_review(claimReviewed="Ohne Hülle"),
    name='A feed with "dataFeedElement" in its name',
)
TEXTS = [SAME, 'Er sagte: "]}{[" \\ und «–»', "Einzeln", "Ohne Hülle"]


@pytest.mark.parametrize("piece", [1, 2, 7, 64, 1 << 18])
def test_feed_is_read_in_pieces_of_any_size(piece, monkeypatch):
    assert items(FEED, piece, monkeypatch) == (TEXTS, 0)


@pytest.mark.parametrize(
    ("text", "texts", "broken"),
    [
        ("", [], 0),
        ("{}", [], 0),
        ("<html>", [], 0),
        (feed_of(), [], 0),
        (f"[{json.dumps(claim_review())}]", [SAME], 0),
        ("\ufeff" + feed_of({"item": [claim_review()]}), [SAME], 0),
        (FEED[:-40], TEXTS[:3], 1),
        (
            '{"dataFeedElement": [{"item": nonsense}, ' + json.dumps(claim_review()) + "]}",
            [SAME],
            1,
        ),
        ('{"dataFeedElement": [' + '{"a":' * 5000, [], 1),
    ],
)
def test_broken_feed_gives_what_can_be_read(text, texts, broken):
    assert items(text) == (texts, broken)


def test_feed_from_a_file_suggests_checks(tmp_path, capsys):
    claim = claim_known(TROOPS)
    path = tmp_path / "feed.json"
    path.write_text(FEED, encoding="utf-8")

    for _ in range(2):
        call_command("external_checks", str(path))

    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(", ")[2] for line in lines] == [
        "new suggestions: 1.",
        "new suggestions: 0.",
    ]
    check = ExternalCheck.objects.get()
    assert (check.claim, check.publisher, check.site, check.textual_rating, check.origin) == (
        claim,
        "dpa",
        "dpa.com",
        "Falsch",
        "feed",
    )
    assert Finding.objects.count() == 0


def test_feed_from_an_address(httpserver, settings, capsys):
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    httpserver.expect_request("/data.json").respond_with_data(FEED, content_type="application/json")
    known = published_claim(statement=TROOPS)
    compare(known)

    call_command("external_checks", httpserver.url_for("/data.json"))

    assert [f.kind for f in known.findings.all()] == ["foreign_check"]


@pytest.mark.parametrize("name", ["nowhere.json", "http://127.0.0.1:9/feed.json"])
def test_feed_that_cannot_be_had_is_an_error(name):
    with pytest.raises(CommandError, match=name):
        call_command("external_checks", name)


@pytest.mark.parametrize("missing", ["claimReviewed", "url"])
def test_review_without_claim_or_address_is_none(missing):
    assert external_checks.as_review(claim_review(**{missing: None})) is None


# --- What people decide -----------------------------------------------------------------------


def found():
    review = external_checks.as_review(claim_review())
    claim_known(TROOPS)
    (check,) = external_checks.match(review)
    return check


def test_confirmed_check_is_confirmed_by_name():
    check, editor = found(), EditorFactory()

    external_checks.confirm_external_check(check, actor=editor)

    assert (check.state, check.decided_by) == ("confirmed", editor)


def test_rejected_check_is_not_suggested_again():
    check = found()
    external_checks.reject_external_check(check, actor=EditorFactory(), reason="anderes Land")

    assert external_checks.match(external_checks.as_review(claim_review())) == []
    with pytest.raises(Refused):
        external_checks.confirm_external_check(check, actor=EditorFactory())


def test_auditor_decides_nothing():
    with pytest.raises(PermissionDenied):
        external_checks.confirm_external_check(found(), actor=AuditorFactory())
