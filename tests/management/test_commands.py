"""The commands: what they print, and one clear sentence for whatever is wrong."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from claims import http
from claims.management.commands import ingest
from claims.models import Article, Claim, Event, Finding, RecheckPolicy, record, triggers
from tests.factories import EXCERPT, SOURCE_TEXT, published_claim

TEXT = (
    "Weniger Einbrüche in Zürich\n\n"
    "«Die Zahl der Einbrüche ist um 12 Prozent gesunken», sagte Polizeisprecherin Anna Keller am "
    "Montag vor den Medien. Sie kündigte an, dass die Polizei mehr Streifen einsetzen werde."
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article_file(tmp_path):
    def write(content=TEXT, encoding="utf-8"):
        path = tmp_path / "article.txt"
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def site(httpserver, settings, tmp_path):
    http.forget_robots()
    settings.FETCH_ALLOWED_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.MEDIA_ROOT = tmp_path
    settings.RECHECK_SPACING *= 0
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def run(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


# --- ingest -----------------------------------------------------------------------------------


def test_ingest_prints_the_claims_as_a_table(article_file):
    output = run("ingest", article_file())

    lines = output.splitlines()
    assert lines[0].endswith("(new): Weniger Einbrüche in Zürich")
    assert lines[2].split() == ["no.", "who", "mode", "claim"]
    assert lines[3].startswith("1 ")
    assert "direct" in lines[3]
    assert "12 Prozent gesunken" in lines[3]
    assert lines[-1] == f"{Claim.objects.count()} claims."
    assert list(Article.objects.awaiting_extraction()) == []


def test_ingest_twice_makes_no_second_article(article_file):
    run("ingest", article_file())
    before = Claim.objects.count(), Event.objects.count()

    output = run("ingest", article_file())

    assert "known already, unchanged" in output
    assert (Article.objects.count(), Claim.objects.count()) == (1, before[0])
    assert Event.objects.count() == before[1]


def test_ingest_takes_options_and_prints_json(article_file):
    output = json.loads(
        run(
            "ingest",
            article_file(),
            "--json",
            "--title=Anderer Titel",
            "--publisher=Seeblick",
            "--date=2026-01-06",
            "--url=https://seeblick.example/a",
            "--author=aw",
            "--language=de",
        )
    )

    article = Article.objects.get()
    assert output["article"] == {
        "id": article.pk,
        "slug": "anderer-titel",
        "title": "Anderer Titel",
        "url": "https://seeblick.example/a",
        "publisher": "Seeblick",
        "author": "aw",
        "language": "de",
        "published_on": "2026-01-06",
        "revision": 1,
        "sha256": article.revision.sha256,
    }
    claim = output["claims"][0]
    start, end = claim["quote"][0]
    assert article.revision.text[start:end] == claim["words"][0]
    assert (claim["mode"], claim["state"]) == ("direct", "suggested")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_ingest_reads_what_old_systems_write(article_file, encoding):
    assert "Weniger Einbrüche in Zürich" in run("ingest", article_file(TEXT, encoding))


def test_ingest_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))

    assert "Weniger Einbrüche in Zürich" in run("ingest", "-")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"Das ist ein Satz. " * 300_000,
        b"Wetter\n\nBern 3\n\nGenf 4",
        b"<html><head><title>A <script>alert(1)</script></title></head><body><p>Das ist ein Satz, "
        b"der lang genug ist.</p></body></html>",
    ],
    ids=["empty", "bytes", "image", "5 MB", "no sentence", "script in title"],
)
def test_ingest_refuses_bad_files_in_one_sentence(article_file, content):
    name = article_file(content)

    with pytest.raises(CommandError) as caught:
        run("ingest", name)

    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)
    assert not Article.objects.exists()
    assert not Event.objects.exists()


def test_ingest_refuses_a_file_that_is_not_there():
    with pytest.raises(CommandError, match=r"nowhere\.txt: No such file"):
        run("ingest", "nowhere.txt")


def test_ingest_wants_to_know_what():
    with pytest.raises(CommandError, match="Name a file"):
        run("ingest", "")


def test_ingest_refuses_a_date_that_is_none(article_file, capsys, monkeypatch):
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)

    with pytest.raises(SystemExit) as ended:
        ingest.Command().run_from_argv(["manage.py", "ingest", article_file(), "--date=gestern"])

    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "CommandError: --date must be a day such as 2026-01-06, not 'gestern'.\n"
    )
    assert not Article.objects.exists()


def test_ingest_refuses_a_language_that_is_none(article_file):
    with pytest.raises(CommandError, match="--language must be a code such as de or en"):
        run("ingest", article_file(), "--language=Deutsch")

    assert not Article.objects.exists()


@pytest.mark.parametrize("what", ["404", "private", "hangs", "50 MB"])
def test_ingest_refuses_bad_addresses_in_one_sentence(site, settings, what, never_answers):
    settings.FETCH_TIMEOUT = 1
    request = site.expect_request("/a")
    if what == "404":
        request.respond_with_data("weg", status=404)
    elif what == "private":
        request.respond_with_data("", status=302, headers={"Location": "http://127.0.0.1/"})
    elif what == "hangs":
        request.respond_with_handler(never_answers)
    else:
        request.respond_with_data(b"x" * 50_000_000, content_type="text/html")

    with pytest.raises(CommandError) as caught:
        run("ingest", site.url_for("/a"))

    assert str(caught.value).startswith("http://")
    assert "\n" not in str(caught.value)
    assert not Article.objects.exists()


# --- recheck ----------------------------------------------------------------------------------


@pytest.fixture
def cited(site):
    """A published claim whose source our server has, with the passage given."""

    def make(passage=EXCERPT):
        claim = published_claim()
        text = SOURCE_TEXT.replace(EXCERPT, passage).replace("\n\n", "</p><p>")
        path = f"/{claim.pk}"
        site.expect_request(path).respond_with_data(
            f"<html><body><main><p>{text}</p></main></body></html>", content_type="text/html"
        )
        source = claim.evidence.get().source
        source.url = site.url_for(path)
        source.save()
        return claim

    return make


def test_recheck_of_named_claims_looks_at_them_now(cited):
    first, second = cited(), cited(EXCERPT.replace("1204", "1240"))
    cited()

    output = run("recheck", str(first.pk), f"/claims/2026/{second.publication.slug}/")

    assert "2/2" in output
    assert "Looked at: 2, failed: 0, left for later: 0, open findings: 1." in output
    assert Finding.objects.get().claim == second
    assert first.recheck_runs.get().trigger == "person"


def test_recheck_due_leaves_the_others(cited):
    due, _later = cited(), cited()
    RecheckPolicy.objects.filter(claim=due).update(due_at=timezone.now())

    assert "1/1" in run("recheck", "--due")
    assert due.recheck_runs.count() == 1


def test_recheck_all_looks_at_every_published_claim(cited):
    cited(), cited()

    assert "2/2" in run("recheck", "--all")


@pytest.mark.parametrize("arguments", [[], ["1", "--all"], ["--due", "--all"]])
def test_recheck_wants_to_know_what(arguments):
    with pytest.raises(CommandError):
        run("recheck", *arguments)


def test_recheck_knows_no_unpublished_claim():
    with pytest.raises(CommandError, match="no published claim '17'"):
        run("recheck", "17")


def test_recheck_that_fails_says_so_and_ends_with_status_1(cited, monkeypatch, capsys):
    claim = cited()

    def fail(*_args):
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr("claims.rechecks.runner._conclude", fail)

    with pytest.raises(SystemExit) as ended:
        call_command("recheck", str(claim.pk))

    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "no room on the disk" in said.err
    assert "failed: 1" in said.out


# --- verify_log -------------------------------------------------------------------------------


@pytest.fixture
def log():
    """Four rows, and a way past the triggers that keep them."""
    with transaction.atomic():
        events = [record(f"verb{number}", actor=None, number=number) for number in range(4)]
    with connection.schema_editor() as schema_editor:
        triggers.remove(schema_editor)
    return events


def faults(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("verify_log")
    assert ended.value.code == 1
    return capsys.readouterr().err.splitlines()


@pytest.mark.django_db(transaction=True)
def test_verify_log_of_an_untouched_log(log):
    assert run("verify_log") == f"The log is complete: 4 rows, last hash {log[-1].hash}.\n"


@pytest.mark.django_db(transaction=True)
def test_verify_log_finds_a_changed_row(log, capsys):
    Event.objects.filter(pk=log[1].pk).update(data={"number": 7})

    said = faults(capsys)

    assert len(said) == 2
    assert said[0].startswith(f"Row {log[1].pk}, ")
    assert said[0].endswith("its content was changed.")


@pytest.mark.django_db(transaction=True)
def test_verify_log_finds_a_missing_row(log, capsys):
    Event.objects.filter(pk=log[1].pk).delete()

    assert faults(capsys)[0].startswith(f"Row {log[2].pk}, ")


@pytest.mark.django_db(transaction=True)
def test_verify_log_finds_a_missing_first_row(log, capsys):
    Event.objects.filter(pk=log[0].pk).delete()

    assert faults(capsys)[0].startswith(f"Row {log[1].pk}, ")


@pytest.mark.django_db(transaction=True)
def test_verify_log_finds_rows_that_changed_places(log, capsys):
    last = log[-1].pk
    Event.objects.filter(pk=log[1].pk).update(id=last + 1)

    said = faults(capsys)

    assert [line.split(",")[0] for line in said[:-1]] == [f"Row {log[2].pk}", f"Row {last + 1}"]
