import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Article
from tests import factories

ADD = "/admin/claims/article/add/"
TEXT = (
    "Die Stadt Zürich zählt weniger Einbrüche als im Vorjahr. "
    "«Die Zahl ist um 12 Prozent gesunken», sagte die Polizeisprecherin Anna Keller am Montag. "
    "Im Kanton sei sie gleich geblieben, teilte das Departement mit."
)


def bench(article):
    return reverse("admin:claims_article_workbench", args=[article.pk])


def test_pasted_text_becomes_an_article_and_opens_at_the_workbench(sign_in, editor):
    response = sign_in(editor).post(
        ADD, {"text": TEXT, "title": "Weniger Einbrüche", "published_on": "2026-01-06"}
    )

    article = Article.objects.get()
    assert response.url == bench(article)
    assert (article.title, article.revision.text) == ("Weniger Einbrüche", TEXT)
    assert article.due_at is not None


def test_file_is_read_whatever_its_charset(sign_in, editor):
    file = SimpleUploadedFile("artikel.txt", TEXT.encode("windows-1252"))

    sign_in(editor).post(ADD, {"file": file})

    assert Article.objects.get().revision.text == TEXT


def test_same_text_is_the_same_article(sign_in, editor):
    client = sign_in(editor)
    client.post(ADD, {"text": TEXT})
    response = client.post(ADD, {"text": TEXT}, follow=True)

    assert Article.objects.count() == 1
    assert response.redirect_chain[0][0] == bench(Article.objects.get())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": "   \n"}, "text"),
        ({"text": TEXT, "title": "<script>alert(1)</script>"}, "title"),
        ({"url": "http://127.0.0.1/artikel"}, "url"),
        ({"url": "keine adresse"}, "url"),
    ],
)
def test_what_cannot_be_taken_in_is_told_at_its_field(given, field, sign_in, editor):
    response = sign_in(editor).post(ADD, given)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Article.objects.count() == 0


def test_text_that_was_refused_is_not_lost(sign_in, editor):
    response = sign_in(editor).post(ADD, {"text": TEXT, "title": "<script>"})

    assert response.context["form"]["text"].value() == TEXT


def test_binary_file_is_refused_with_a_reason(sign_in, editor):
    file = SimpleUploadedFile("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    response = sign_in(editor).post(ADD, {"file": file})

    assert list(response.context["form"].errors) == ["file"]
    assert Article.objects.count() == 0


def test_file_above_the_limit_is_refused(sign_in, editor, settings):
    settings.UPLOAD_MAX_BYTES = 2000
    file = SimpleUploadedFile("lang.txt", TEXT.encode() * 20)

    response = sign_in(editor).post(ADD, {"file": file})

    assert list(response.context["form"].errors) == ["file"]


@pytest.mark.parametrize(
    "person", [factories.ReviewerFactory, factories.AuditorFactory, factories.AdministratorFactory]
)
def test_only_editors_take_articles_in(person, sign_in):
    client = sign_in(person())

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"text": TEXT}).status_code == 403


def test_workbench_waits_for_the_worker_and_then_loads_again(sign_in, editor):
    sign_in(editor).post(ADD, {"text": TEXT})
    article = Article.objects.get()
    progress = reverse("admin:claims_workbench_progress", args=[article.pk])
    client = sign_in(editor, htmx=True)

    assert 'hx-trigger="every 2s"' in sign_in(editor).get(bench(article)).text
    assert "HX-Refresh" not in client.get(progress).headers
    article.finish()
    assert client.get(progress).headers["HX-Refresh"] == "true"
    assert "every 2s" not in sign_in(editor).get(bench(article)).text


def test_search_that_failed_is_told(sign_in, editor):
    article = factories.ArticleFactory(last_error="ValueError: nichts")
    article.due_at = article.parked_at = article.created_at
    article.save()

    assert "ValueError: nichts" in sign_in(editor).get(bench(article)).text


def test_stale_approval_does_not_count_as_settled(sign_in, editor):
    article = factories.ArticleFactory()
    fresh, stale = (factories.approved_claim(article=article) for _number in range(2))
    client, list_ = sign_in(editor), reverse("admin:claims_article_changelist")
    before = client.get(list_).text

    stale.evidence.update(note="Inzwischen etwas anderes.")
    after = client.get(list_).text

    assert "2 von 2" in before
    assert "1 von 2" in after
    assert fresh.state == "approved"


def test_filter_of_what_is_settled_tells_what_the_column_tells(sign_in, editor):
    """Approved is settled unless stale; what is on hold, or only being looked for, is not."""
    approved, stale, held, sought, _empty = (
        factories.ArticleFactory(title=title)
        for title in ("Freigegeben", "Veraltet", "Angehalten", "Gesucht", "Leer")
    )
    factories.approved_claim(article=approved)
    factories.approved_claim(article=stale).evidence.update(note="Inzwischen etwas anderes.")
    factories.ClaimFactory(article=held, state="on_hold", held_state="open")
    sought.enqueue()
    client, list_ = sign_in(editor), reverse("admin:claims_article_changelist")

    titles = {
        answer: {
            row.title for row in client.get(f"{list_}?work={answer}").context["cl"].result_list
        }
        for answer in ("open", "done")
    }

    assert titles == {
        "open": {"Veraltet", "Angehalten", "Gesucht"},
        "done": {"Freigegeben", "Leer"},
    }
