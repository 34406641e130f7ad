"""Claims, claimants and sources leave and come back: nothing lost, nothing twice, all or none."""

import csv
import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from claims.import_export import importer
from claims.import_export.formats import csv_lines, json_lines, read
from claims.import_export.tables import TABLES
from claims.models import Claim, Claimant, Event, Source
from claims.models.defaults import Role
from tests import factories

pytestmark = pytest.mark.django_db
HERE = {"id", "article", "article_title", "article_url", "created_at", "updated_at", "assignee"}


@pytest.fixture
def editor():
    return factories.EditorFactory(username="erika")


@pytest.fixture
def article():
    return factories.ArticleFactory(title="Weniger Einbrüche", slug="weniger", revision__text=TEXT)


TEXT = "Zürich. «Das ist so», sagte Keller. Die Zahl sank um 12 Prozent. Das ist so, schrieb AFP."


def file_of(*rows, table="claims"):
    columns = TABLES[table].columns
    whole = [{name: row.get(name, "") for name in columns} for row in rows]
    return "".join(csv_lines(columns, whole)).encode()


def bring(content, actor, *, table="claims", write=True):
    return importer.import_file(TABLES[table], content, actor=actor, write=write)


def row(**cells):
    return {
        "statement": "Die Zahl sank.",
        "quote": "Die Zahl sank um 12 Prozent",
        "article": "weniger",
        **cells,
    }


def why(report):
    return [(result.line, result.why) for result in report.refused]


# --- Claims -----------------------------------------------------------------------------------


def test_claim_comes_in_open_on_its_words_with_whoever_said_it(article, editor):
    cells = row(
        claimant="Anna  Keller",
        kind="number",
        headline="=Einbrüche",
        via="AFP\nSDA",
        due_on="2030-01-31",
        checkworthiness="0,8",
        state="published",
    )

    report = bring(file_of(cells), editor)

    claim = Claim.objects.get()
    assert (report.written, len(report.created)) == (True, 1)
    assert (claim.state, claim.claimant.name, claim.mode) == ("open", "Anna Keller", "reported")
    assert (claim.headline, claim.via) == ("=Einbrüche", [{"name": "AFP"}, {"name": "SDA"}])
    assert (claim.kind, claim.due_on.isoformat(), claim.checkworthiness) == (
        "number",
        "2030-01-31",
        0.8,
    )
    assert [(part["exact"], part["start"]) for part in claim.quote] == [
        ("Die Zahl sank um 12 Prozent", TEXT.index("Die Zahl"))
    ]
    assert {"suggest", "add_claimant", "import"} <= set(
        Event.objects.values_list("verb", flat=True)
    )


def test_look_leaves_no_trace_and_says_what_writing_would(article, editor):
    content = file_of(row(claimant="Neu"), row(quote="steht nicht da"))

    report = bring(content, editor, write=False)

    assert (len(report.created), [line for line, _why in why(report)]) == (1, [3])
    assert (Claim.objects.count(), Claimant.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_one_refused_row_keeps_all_others_out(article, editor):
    report = bring(file_of(row(), row(statement=" ")), editor)

    assert not report.written
    assert [line for line, _why in why(report)] == [3]
    assert not Claim.objects.exists()


def test_same_file_twice_is_here_already_and_leaves_no_event(article, editor):
    content = file_of(row(claimant="Anna Keller"), row(statement="Sie sank."))
    bring(content, editor)
    events = Event.objects.count()

    report = bring(content, editor)

    assert (len(report.created), len(report.left_out)) == (0, 2)
    assert (Claim.objects.count(), Event.objects.count()) == (2, events)


def test_export_of_what_was_edited_since_is_still_the_same_claim(article, editor):
    bring(file_of(row()), editor)
    content = exported("claims")
    Claim.objects.update(statement="Anders gesagt.")

    assert len(bring(content, editor).left_out) == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"article": "gibt-es-nicht"}, "gibt-es-nicht"),
        ({"quote": "steht nicht da"}, "steht nicht da"),
        ({"quote": "Das ist so"}, "mehrmals"),
        ({"quote": ""}, "quote"),
        ({"kind": "lüge"}, "lüge"),
        ({"resolves_on": "31.1.2030"}, "31.1.2030"),
        ({"checkworthiness": "viel"}, "viel"),
        ({"checkworthiness": "7"}, "Datenbank"),
        ({"headline": "x" * 201}, "200"),
        ({"claimant": "x" * 201}, "200"),
        ({"claimant": "Keller", "claimant_kind": "vogel"}, "vogel"),
    ],
)
def test_row_that_makes_no_claim_is_refused_in_words(cells, words, article, editor):
    ((line, reason),) = why(bring(file_of(row(**cells)), editor))

    assert (line, words in reason) == (2, True), reason
    assert not Claimant.objects.exists()


def test_place_decides_between_words_that_stand_twice(article, editor):
    second = TEXT.rindex("Das ist so")

    bring(file_of(row(quote="Das ist so", places=f"{second}-{second + 10}")), editor)

    assert Claim.objects.get().start == second


def test_what_is_no_longer_standing_is_left_out(article, editor):
    report = bring(
        file_of(*[row(state=state) for state in ("merged", "split", "dismissed")]), editor
    )

    assert len(report.left_out) == 3


def test_unnamed_speaker_stays_with_the_article(article, editor):
    factories.ClaimantNameFactory(
        claimant=factories.UnnamedClaimantFactory(name="ein Beamter"), name="ein Beamter"
    )

    bring(file_of(row(claimant="ein Beamter", claimant_kind="unnamed")), editor)

    assert Claim.objects.get().claimant.article == article


# --- There and back ---------------------------------------------------------------------------


def exported(name, form="csv"):
    table = TABLES[name]
    lines = (csv_lines if form == "csv" else json_lines)(table.columns, table.rows(table.all()))
    return "".join(lines).encode()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_claims_come_back_as_they_left(form, article, editor):
    start = TEXT.rindex("Das ist so")
    bring(
        file_of(
            row(
                statement="-5 Grad\r\n=1+1",
                headline="'@x",
                claimant="+Keller",
                via="AFP\n=SDA",
                due_on="2030-01-31",
                resolves_on="2031-01-31",
                kind="prediction",
                selection_reason="\u200b=Reichweite",
            ),
            row(quote="Zürich … 12 Prozent", statement="Zwei Teile."),
            row(quote="Das ist so", places=f"{start}-{start + 10}", statement="Eine Stelle."),
        ),
        editor,
    )
    left = exported("claims", form)
    factories.ArticleFactory(title="Abschrift", slug="abschrift", revision__text=TEXT)
    columns = TABLES["claims"].columns
    rows = [line.cells for line in read(left, columns=columns, most=9)]
    moved = [{**cells, "article": "abschrift", "id": ""} for cells in rows]

    report = bring("".join(csv_lines(columns, moved)).encode(), editor)

    again = [line.cells for line in read(exported("claims", form), columns=columns, most=9)]
    assert len(report.created) == 3
    assert [without(cells) for cells in again[:3]] == [without(cells) for cells in rows]
    assert [without(cells) for cells in again[3:]] == [without(cells) for cells in rows]


def without(cells):
    return {name: value for name, value in cells.items() if name not in HERE}


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("table", TABLES)
def test_own_export_is_here_already(table, form, editor):
    piece = factories.EvidenceFactory()
    Source.objects.filter(pk=piece.source_id).update(title="=Statistik")
    factories.ClaimantNameFactory(claimant=piece.claim.claimant, name=piece.claim.claimant.name)

    report = bring(exported(table, form), editor, table=table)

    assert (len(report.left_out), report.created, report.refused) == (1, [], [])


# --- Claimants and sources --------------------------------------------------------------------


def test_claimants_come_in_with_names(editor):
    cells = {
        "name": "@keller",
        "kind": "person",
        "role": "Sprecherin",
        "wikidata_id": "Q42",
        "names": "Anna Keller\nKeller",
    }

    bring(file_of(cells, table="claimants"), editor, table="claimants")

    claimant = Claimant.objects.get()
    assert (claimant.name, claimant.role, claimant.wikidata_id) == ("@keller", "Sprecherin", "Q42")
    assert {name.name for name in claimant.names.all()} == {"@keller", "Anna Keller", "Keller"}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"name": "Neu", "wikidata_id": "42"}, "Q42"),
        ({"name": "Neu", "wikidata_id": "Q7"}, "Keller"),
        ({"name": "Neu", "kind": "unnamed"}, ""),
        ({"name": ""}, "name"),
    ],
)
def test_claimant_that_is_none_is_refused(cells, words, editor):
    factories.ClaimantFactory(name="Keller", wikidata_id="Q7")

    ((_line, reason),) = why(
        bring(file_of({"role": "x", **cells}, table="claimants"), editor, table="claimants")
    )

    assert words in reason


def test_sources_come_in_and_wait_for_their_copy(editor):
    rows = [
        {"url": "https://polizei.example/a", "title": "Statistik", "kind": "official"},
        {"note": "Gespräch mit der Sprecherin", "kind": "note"},
    ]

    report = bring(file_of(*rows, table="sources"), editor, table="sources")

    assert len(report.created) == 2
    assert Source.objects.awaiting_capture().get().url == "https://polizei.example/a"


@pytest.mark.parametrize(
    "cells",
    [
        {"url": "http://127.0.0.1/"},
        {"url": "file:///etc/passwd"},
        {"title": "weder Adresse noch Notiz"},
        {"url": "https://polizei.example/a", "kind": "gerücht"},
        {"url": "https://polizei.example/a", "published_on": "gestern"},
    ],
)
def test_source_that_is_none_is_refused(cells, editor):
    report = bring(file_of(cells, table="sources"), editor, table="sources")

    assert (len(report.refused), Source.objects.count()) == (1, 0)


def test_what_is_cited_in_confidence_leaves_for_nowhere(editor):
    open_one = factories.EvidenceFactory(source__title="Offen")
    factories.EvidenceFactory(source__title="Informant", confidential=True)
    factories.EvidenceFactory(
        source__title="Zurückgezogen", confidential=True, withdrawn_at="2026-01-01T00:00Z"
    )

    for form in ("csv", "json"):
        file = exported("sources", form).decode()
        assert open_one.source.title in file
        assert "Informant" not in file
        assert "Zurückgezogen" not in file


# --- Who may, and how much --------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.EDITOR, Role.CHIEF_EDITOR}))
def test_only_editors_bring_rows_in(role, article):
    with pytest.raises(PermissionDenied):
        bring(file_of(row()), factories.UserFactory(role=role))


def test_too_much_is_refused(article, editor, monkeypatch):
    monkeypatch.setattr(importer, "MAX_ROWS", 1)
    assert why(bring(file_of(row(), row()), editor))[0][0] == 3
    monkeypatch.setattr(importer, "MAX_FILE_BYTES", 10)
    assert len(bring(file_of(row()), editor).refused) == 1


# --- The desk's pages -------------------------------------------------------------------------


@pytest.fixture
def desk(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_list_is_exported_as_it_is_filtered(desk, article, editor):
    mine = factories.ClaimFactory(assignee=editor, statement="=mine")
    factories.ClaimFactory()

    response = desk.get(reverse("admin:claims_claim_export", args=["csv"]), {"whose": "me"})
    whole = desk.get(reverse("admin:claims_claim_export", args=["json"]))

    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [(cells["id"], cells["statement"]) for cells in rows] == [(str(mine.pk), "'=mine")]
    assert len(json.loads(b"".join(whole.streaming_content))) == 2
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize("name", ["claim", "claimant", "source"])
def test_export_takes_the_same_queries_at_any_length(
    name, rows, desk, django_assert_max_num_queries
):
    make = {"claim": factories.ClaimFactory, "claimant": factories.ClaimantFactory}
    for _row in range(rows):
        make.get(name, factories.SourceFactory)()

    with django_assert_max_num_queries(11):
        response = desk.get(reverse(f"admin:claims_{name}_export", args=["json"]))
        assert len(json.loads(b"".join(response.streaming_content))) == rows


@pytest.mark.parametrize("role", ["reviewer", "auditor", "administrator"])
def test_readers_of_the_desk_export_and_bring_nothing_in(role, client):
    person = factories.UserFactory(role=role)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    out = client.get(reverse("admin:claims_claim_export", args=["csv"]))
    into = client.get(reverse("admin:claims_claim_import"))

    assert (out.status_code, into.status_code) == (403 if role == "administrator" else 200, 403)


def test_file_is_shown_first_and_brought_in_on_a_second_word(desk, article):
    upload = io.BytesIO(file_of(row(statement="«Neu»")))
    upload.name = "tabelle.csv"
    address = reverse("admin:claims_claim_import")

    shown = desk.post(address, {"file": upload})
    before = Claim.objects.count()
    done = desk.post(address, {"content": shown.context["content"], "write": "1"}, follow=True)

    assert "«Neu»" in shown.text
    assert (before, Claim.objects.get().statement) == (0, "«Neu»")
    assert done.redirect_chain[0][0] == reverse("admin:claims_claim_changelist")


@pytest.mark.parametrize("data", [{}, {"content": "kein base64!", "write": "1"}])
def test_no_file_is_said_at_the_field(data, desk):
    page = desk.post(reverse("admin:claims_claim_import"), data)

    assert page.context["form"].errors.keys() == {"file"}


# --- The commands -----------------------------------------------------------------------------


def test_commands_write_a_file_and_read_it(tmp_path, article, editor, capsys):
    table = tmp_path / "claims.csv"
    table.write_bytes(file_of(row()))

    call_command("import_table", "claims", str(table), "--as", "erika")
    tried = Claim.objects.count()
    call_command("import_table", "claims", str(table), "--as", "erika", "--write")
    call_command("export", "claims", "--format", "json", "--output", str(tmp_path / "out.json"))
    call_command("export", "claims", "--published")

    assert (tried, Claim.objects.count()) == (0, 1)
    assert json.loads((tmp_path / "out.json").read_text())[0]["statement"] == "Die Zahl sank."
    assert "Die Zahl sank" not in capsys.readouterr().out.rsplit('"id"', 1)[-1]


def test_commands_say_in_one_line_what_is_wrong(tmp_path, article, editor):
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(file_of(row(quote="")))
    factories.AuditorFactory(username="otto")

    for arguments in [
        ["import_table", "claims", str(wrong), "--as", "erika", "--write"],
        ["import_table", "claims", str(wrong), "--as", "niemand"],
        ["import_table", "claims", str(wrong), "--as", "otto"],
        ["import_table", "claims", str(tmp_path / "none.csv"), "--as", "erika"],
        ["export", "sources", "--published"],
        ["export", "claims", "--output", str(tmp_path / "none" / "x.csv")],
    ]:
        with pytest.raises(CommandError):
            call_command(*arguments)
    assert not Claim.objects.exists()
