"""What the pages show, and how many queries they cost at one row and at three."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import strip_tags
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from claims.editorial import claims as desk
from claims.editorial.claimants import merge_claimants
from claims.editorial.workflow import Refused
from claims.models import Claim, Publication
from claims.presentation.titles import change_label, change_notice
from claims.public import caching
from claims.publication import related
from claims.publication.publish import publish
from tests.factories import (
    QUOTE,
    AppearanceFactory,
    ArticleFactory,
    ChiefEditorFactory,
    ClaimantFactory,
    ClaimFactory,
    ClaimRelationFactory,
    EditorFactory,
    EvidenceFactory,
    ExternalCheckFactory,
    ReviewerFactory,
    TopicFactory,
    UnnamedClaimantFactory,
    approved_claim,
    claim_in_review,
    propose_and_submit,
    published_claim,
    verdicts,
)
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


def decided() -> dict[str, Any]:
    return {"decided_by": EditorFactory(), "decided_at": timezone.now()}


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


# --- Queries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("start", 3),
        ("claims", 7),
        ("article", 3),
        ("claimant", 6),
        ("publisher", 5),
        ("topic", 5),
        ("claim", 2),
        ("corrections", 6),
        ("methodology", 3),
        ("statistics", 6),
        ("claims_feed", 1),
        ("corrections_feed", 1),
        ("sitemap", 12),
        ("sitemap_section", 2),
        ("datafeed", 4),
        ("card", 1),
        ("embed", 1),
        ("topic_feed", 2),
        ("claimant_feed", 3),
        ("robots", 0),
    ],
)
def test_page_costs_as_many_queries_for_three_rows_as_for_one(
    name: str,
    queries: int,
    rows: int,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article, claimant, topic = ArticleFactory(), ClaimantFactory(), TopicFactory()
    for _row in range(rows):
        claim = corrected_claim(article=article, claimant=claimant, topics=[topic])
    page = claim.publication
    arguments = {
        "article": [article.slug],
        "claimant": [claimant.slug],
        "publisher": [article.publisher.slug],
        "topic": [topic.slug],
        **{name: [page.year, page.slug] for name in ("claim", "embed", "card")},
        **{name: ["json"] for name in ("claims_feed", "corrections_feed")},
        "sitemap_section": ["claims"],
        "topic_feed": [topic.slug, "json"],
        "claimant_feed": [claimant.slug, "json"],
    }
    address = reverse(f"public:{name}", args=arguments.get(name, []))
    client.get(address)

    caches["pages"].clear()  # what counts is what rendering costs
    with django_assert_num_queries(queries):
        response = client.get(address)
        assert response.getvalue()  # a stream is read here

    assert response.status_code == 200


# --- The claim page ---------------------------------------------------------------------------


def test_claim_shows_words_rating_evidence_and_history(reader: Client) -> None:
    claim = published_claim(word="mostly-false", statement=QUOTE)

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert f"«{QUOTE}»</h1>" in page
    assert 'aria-label="Step 2 of 5: Mostly false"' in page
    assert page.count("rating__step--on") == 1
    assert f"<mark>{QUOTE}</mark>" in page
    assert "Die <em>Kriminalstatistik</em> nennt" in page
    assert "Die Polizei zählte 1204 Einbrüche" in page
    assert "Beim Bundesamt für Statistik fanden wir keine anderen Zahlen." in page
    assert claim.verdicts.get().content_hash in page


@pytest.mark.parametrize(
    ("mode", "statement", "title"),
    [
        (Claim.Mode.DIRECT, QUOTE, f"«{QUOTE}»"),
        (Claim.Mode.DIRECT, "Die Einbrüche haben abgenommen.", "Die Einbrüche haben abgenommen."),
        (Claim.Mode.INDIRECT, QUOTE, QUOTE),
    ],
)
def test_claim_stands_in_quotation_marks_only_if_it_was_said_so(
    mode: str, statement: str, title: str, reader: Client
) -> None:
    claim = published_claim(mode=mode, statement=statement)

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert f">{title}</h1>" in page


def test_rating_off_the_scale_has_a_label_and_no_bar(reader: Client) -> None:
    claim = published_claim(word="unsupported")

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert "rating--large rating-off" in page
    assert "rating__bar" not in page


def test_claim_under_revision_shows_what_was_published_and_says_so(reader: Client) -> None:
    claim = published_claim()
    editor = EditorFactory()
    desk.reopen(claim, reason="A new source.", actor=editor)
    desk.edit(claim, statement="Ein ganz anderer Satz.", actor=editor)

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert "This claim is being checked again." in page
    assert "Ein ganz anderer Satz." not in page
    assert QUOTE in page


def test_corrected_claim_shows_before_and_after(reader: Client) -> None:
    claim = corrected_claim()

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert "This fact-check has been corrected." in page
    assert "Wir hatten das falsche Jahr." in page
    assert '<del><span class="sr">removed: </span>True</del>' in page
    assert '<ins><span class="sr">added: </span>Mostly false</ins>' in page


def test_translated_headline_stands_on_pages_in_that_language_and_says_so(client: Client) -> None:
    translated = {"en": "Fewer burglaries"}
    claim = published_claim(headline="Weniger Einbrüche", headline_translations=translated)
    address = claim.get_absolute_url()
    german, english = (client.get(f"{address}?lang={code}").text for code in ("de", "en"))
    listed = client.get("/claims/?lang=en").text

    assert "Fewer burglaries" not in german
    assert '<span class="row__mark">translated</span> Fewer burglaries' in english
    assert "<title>True: Fewer burglaries" in english
    assert f'lang="en"><a href="{address}">Fewer burglaries</a>' in listed
    assert "headline translated" in listed
    assert claim.publication.document["headline_translations"] == translated


def test_translated_headline_is_part_of_what_was_approved() -> None:
    claim = approved_claim()
    desk.edit(claim, headline_translations={"en": "Another"}, actor=EditorFactory())

    assert verdicts.publication_problems(claim) != []
    with pytest.raises(Refused):
        desk.edit(claim, headline_translations={"en": ["x"]}, actor=EditorFactory())


def test_excerpt_has_the_language_of_its_source_and_no_other(reader: Client) -> None:
    claim = ClaimFactory()
    for language in ("fr", ""):
        EvidenceFactory(claim=claim, source__language=language)
    propose_and_submit(claim)
    verdicts.approve(claim, actor=ReviewerFactory())
    publish(claim, actor=ChiefEditorFactory())

    page = reader.get(claim.get_absolute_url()).text

    assert page.count('<blockquote class="piece__excerpt" lang="fr">') == 1
    assert page.count('<blockquote class="piece__excerpt" lang="">') == 1


def test_claim_says_what_its_rating_means_and_what_stands_beside_it(reader: Client) -> None:
    claim, other = published_claim(word="false"), published_claim(statement="Es sind mehr.")
    ClaimRelationFactory(claim=other, other=claim, state="confirmed", **decided())
    AppearanceFactory(
        claim=claim, seen_as__article__title="Anderswo", state="confirmed", **decided()
    )
    ExternalCheckFactory(claim=claim, state="confirmed", **decided())
    related.refresh([claim.pk, other.pk])

    page = reader.get(claim.get_absolute_url()).text

    assert "The claim is refuted." in page
    assert "contradicts this claim" in page
    assert f'<a href="{other.get_absolute_url()}">Es sind mehr.</a>' in page
    assert ">Anderswo</a>" in page
    assert "Faktencheck Nord" in page
    assert f"claims/<wbr>{claim.publication.year}/<wbr>" in page
    assert page.split("ld+json")[1].split("</script>")[0].count('"headline": "Anderswo"') == 1


def test_contradictions_stand_before_other_relations(reader: Client) -> None:
    claim, against, again = published_claim(), published_claim(), published_claim()
    for other, kind in ((against, "contradicts"), (again, "repeats")):
        ClaimRelationFactory(claim=other, other=claim, kind=kind, state="confirmed", **decided())
    related.refresh([claim.pk])

    page = reader.get(claim.get_absolute_url())

    kinds = [other["kind"] for other in page.context["page"].related["claims"]]
    assert kinds == ["contradicts", "repeats"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kinds", "word"),
    [
        (["correction"], "corrected"),
        (["update"], "updated"),
        (["clarification"], "clarified"),
        (["correction", "clarification"], "corrected"),
    ],
)
def test_notice_says_what_kind_of_change_it_was(kinds: list[str], word: str) -> None:
    changes = [{"kind": kind} for kind in kinds]

    with override("en"):
        notice = change_notice({"corrections": changes})
        mark = change_label({"corrections": changes})

    assert notice.startswith(f"This fact-check has been {word}.")
    assert mark == {"clarified": "with a clarification"}.get(word, word)


def test_retracted_claim_keeps_its_page_with_a_notice(reader: Client) -> None:
    claim = retracted_claim()

    response = reader.get(claim.get_absolute_url())

    assert response.status_code == 200
    assert "We have retracted this fact-check." in response.text
    assert "Unsere Quelle war falsch." in response.text
    embed = reader.get(f"{claim.get_absolute_url()}embed/").text
    told = reader.get("/oembed/", {"url": SITE + claim.get_absolute_url()}).json()
    for told_elsewhere in (response.text.split("</head>")[0], embed, told["title"], told["html"]):
        assert "True:" not in told_elsewhere
        assert "Richtig:" not in told_elsewhere
    assert '<meta property="og:title" content="Retracted: ' in response.text
    assert told["title"].startswith("Zurückgenommen: ")
    assert '<main class="card">' in embed
    assert "application/ld+json" not in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert reader.get(reverse("public:article", args=[claim.article.slug])).status_code == 404
    assert reader.get(reverse("public:claimant", args=[claim.claimant.slug])).status_code == 404


def test_evidence_stands_in_three_groups(reader: Client) -> None:
    claim = ClaimFactory()
    for stance in ("supports", "refutes", "context", "inconclusive"):
        EvidenceFactory(claim=claim, stance=stance)
    propose_and_submit(claim)
    verdicts.approve(claim, actor=ReviewerFactory())
    publish(claim, actor=ChiefEditorFactory())

    groups = reader.get(claim.get_absolute_url()).context["evidence"]

    assert [(group["stance"], len(group["pieces"])) for group in groups] == [
        ("supports", 1),
        ("refutes", 1),
        ("context", 2),
    ]


def test_claim_merged_after_publication_leads_to_the_other(reader: Client) -> None:
    kept, gone = published_claim(), published_claim()
    Claim.objects.filter(pk=gone.pk).update(state=Claim.State.MERGED, merged_into=kept)

    response = reader.get(gone.get_absolute_url())

    assert (response.status_code, response.url) == (301, kept.get_absolute_url())


def test_claimant_merged_after_publication_is_found_by_the_old_address(reader: Client) -> None:
    old, claim = ClaimantFactory(slug="keller"), published_claim(claimant__slug="anna-keller")
    published_claim(claimant=old)
    merge_claimants(old, into=claim.claimant, actor=EditorFactory())
    published_claim(claimant=None, mode="own_voice")  # nobody's, and not the unknown's
    draft = ClaimantFactory(slug="entwurf")
    unpublished = ClaimantFactory(slug="geheim", merged_into=draft)

    page = reader.get("/claims/?claimant=keller&sort=oldest")
    feed = reader.get("/feeds/claimants/keller.atom")
    listed = reader.get("/api/v1/claims/?claimant=keller").json()["results"]

    assert (page.status_code, page.url) == (301, "/claims/?sort=oldest&claimant=anna-keller")
    assert (feed.status_code, feed.url) == (301, "/feeds/claimants/anna-keller.atom")
    assert len(listed) == 2
    assert reader.get(f"/claims/?claimant={unpublished.slug}").status_code == 200
    assert reader.get(f"/feeds/claimants/{unpublished.slug}.atom").status_code == 404
    assert reader.get("/feeds/claimants/nobody.atom").status_code == 404
    assert reader.get("/claimants/nobody/").status_code == 404


def test_corrections_can_be_read_by_kind(reader: Client) -> None:
    corrected, retracted = corrected_claim(), retracted_claim()
    address = reverse("public:corrections")

    every, one = reader.get(address), reader.get(address, {"kind": "retraction"})

    assert [(kind.label, kind.count) for kind in every.context["kinds"]] == [
        ("all", 2),
        ("correction", 1),
        ("retraction", 1),
    ]
    assert {row.claim for row in every.context["page"].object_list} == {corrected, retracted}
    assert [row.claim for row in one.context["page"].object_list] == [retracted]
    assert f'<link rel="canonical" href="{SITE}{address}?kind=retraction">' in one.text
    assert len(reader.get(address, {"kind": "nonsense"}).context["page"].object_list) == 2


def test_start_names_topics_under_which_something_is_published(reader: Client) -> None:
    known, draft = TopicFactory(), TopicFactory()
    published_claim(topics=[known])
    ClaimFactory(topics=[draft])

    page = reader.get(reverse("public:start"))

    assert [topic.name for topic in page.context["topics"]] == [known.name]
    assert f'<a href="{known.get_absolute_url()}">{known.name_en}</a>' in page.text


def test_chosen_filters_can_be_taken_back_above_the_list(reader: Client) -> None:
    published_claim(word="false")

    page = reader.get(reverse("public:claims"), {"rating": "false", "q": "Einbrüche"}).text

    chosen = page.split('class="chosen"')[1].split("</ul>")[0]
    assert '<a class="chosen__choice" href="?q=Einbr%C3%BCche">' in chosen
    assert "Rating:" in chosen
    assert "False" in chosen


# --- Article and claimant ---------------------------------------------------------------------


def test_article_marks_published_claims_and_links_the_place(reader: Client) -> None:
    claim = published_claim(word="false")
    place = f"{claim.publication.year}-{claim.publication.slug}"

    page = reader.get(reverse("public:article", args=[claim.article.slug])).content.decode()

    assert f'id="{place}"' in page
    assert f">{QUOTE}<sup" in page
    assert 'class="claimed rating-1"' in page
    assert "application/ld+json" not in page
    assert f"#{place}" in reader.get(claim.get_absolute_url()).content.decode()


def test_article_without_a_published_claim_is_not_there(reader: Client) -> None:
    claim = claim_in_review()

    assert reader.get(reverse("public:article", args=[claim.article.slug])).status_code == 404


def test_list_tells_when_it_was_said_and_when_it_was_checked(reader: Client) -> None:
    claim = published_claim(claimant=ClaimantFactory(name="Anna Keller"))
    with override("en"):
        checked = date_format(timezone.localtime(claim.publication.updated_at), "j F Y")

    rows = reader.get(reverse("public:claims")).text
    own = reader.get(reverse("public:claimant", args=[claim.claimant.slug])).text

    for page, who in ((rows, "Anna Keller"), (own, claim.article.publisher.name)):
        by = unescape(strip_tags(page.split('class="row__by">')[1].split("</p>")[0]))
        assert " ".join(by.split()) == f"{who}, 6 January 2026 checked on {checked}"


def test_claimant_shows_name_as_published(reader: Client) -> None:
    claim = published_claim(claimant=ClaimantFactory(name="Anna Keller", role="Sprecherin"))
    claim.claimant.role = "Angeklagte"
    claim.claimant.save()

    page = reader.get(reverse("public:claimant", args=[claim.claimant.slug])).content.decode()

    assert "Sprecherin" in page
    assert "Angeklagte" not in page


def test_unnamed_claimant_says_that_nobody_can_tell(reader: Client) -> None:
    article = ArticleFactory()
    claim = published_claim(article=article, claimant=UnnamedClaimantFactory(article=article))

    page = reader.get(reverse("public:claimant", args=[claim.claimant.slug])).content.decode()

    assert "Not named in the article." in page
    assert ">, not named</span>" in reader.get(claim.get_absolute_url()).text


# --- Empty, and not there ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["start", "claims", "corrections", "methodology"])
def test_page_without_anything_published_says_so(name: str, reader: Client) -> None:
    assert reader.get(reverse(f"public:{name}")).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/claims/2026/nothing/", "/claims/99999999999999999999/nothing/", "/articles/x/", "/nope"],
)
def test_page_that_does_not_exist_is_answered_in_our_voice(path: str, reader: Client) -> None:
    response = reader.get(path)

    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert 'role="search"' in response.text


def test_bad_request_is_answered_in_our_voice(reader: Client) -> None:
    response = reader.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert 'href="/claims/"' in response.text


def test_error_page_needs_neither_request_nor_database() -> None:
    assert 'href="/claims/"' in render_to_string("500.html")


# --- Language and caching ---------------------------------------------------------------------


def test_language_is_chosen_with_a_cookie_and_stays_on_the_site(client: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    chosen = client.post("/language/", {"language": "en", "next": "/corrections/"})
    away = client.post("/language/", {"language": "en", "next": "//evil.example/"})

    assert (chosen.status_code, chosen.url) == (302, "/corrections/")
    assert away.url == "/"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_language_in_the_address_comes_before_the_browsers(client: Client) -> None:
    page = client.get("/methodology/?lang=en").text

    assert '<html lang="en">' in page
    assert f'<link rel="canonical" href="{SITE}/methodology/?lang=en">' in page
    assert f'hreflang="de" href="{SITE}/methodology/?lang=de">' in page
    assert f'hreflang="x-default" href="{SITE}/methodology/">' in page
    assert '<html lang="de">' in client.get("/methodology/?lang=<fr>").text


def test_pages_set_no_cookie_and_tell_caches_what_they_differ_by(client: Client) -> None:
    claim = published_claim()
    for path in ["/", "/claims/", "/corrections/", "/methodology/", claim.get_absolute_url()]:
        response = client.get(path)

        assert response.cookies == {}
        assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
        assert response["Cache-Control"] == (
            "public, max-age=0, s-maxage=1, stale-while-revalidate=9"
        )


def test_claim_is_not_sent_again_until_it_changes(client: Client) -> None:
    claim = published_claim()
    address = claim.get_absolute_url()
    tag = client.get(address)["ETag"]
    ask = {"if-none-match": tag}
    unchanged = client.get(address, headers=ask)
    english = client.get(address, headers={**ask, "accept-language": "en"})
    desk.reopen(claim, reason="A new source.", actor=EditorFactory())
    changed = client.get(address, headers=ask)

    assert [unchanged.status_code, english.status_code, changed.status_code] == [304, 200, 200]
    assert unchanged["ETag"] == tag


@pytest.mark.parametrize("path", ["/", "/claims/", "/methodology/", "/feeds/claims.atom"])
def test_pages_are_only_read(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = client.post(path)

    assert (sent.status_code, sent["Allow"], sent["Cache-Control"]) == (
        405,
        "GET, HEAD",
        "no-store",
    )
    assert client.head(path).status_code == 200


def test_what_is_not_public_is_nobodys_to_keep(rf: RequestFactory) -> None:
    middleware = caching.CacheHeadersMiddleware(lambda _request: HttpResponse("A draft."))

    assert middleware(rf.get("/review/"))["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/claims/", "/feeds/claims.atom"])
def test_pages_answer_to_their_own_names_alone(path: str, client: Client) -> None:
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


def test_page_is_sent_anew_when_its_templates_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = published_claim().get_absolute_url()
    before = client.get(address)["ETag"]
    monkeypatch.setattr(caching, "template_version", lambda: "other templates")

    assert client.get(address, headers={"if-none-match": before}).status_code == 200


def test_head_says_how_long_the_page_is_and_sends_none_of_it(client: Client) -> None:
    page, head = client.get("/methodology/"), client.head("/methodology/")

    assert (head.content, len(page.content)) == (b"", int(head["Content-Length"]))
    assert len(page.content) > 1000


def test_dates_of_the_claim_are_told(reader: Client) -> None:
    claim = published_claim()
    claim.publication.rechecked_at = claim.publication.updated_at
    claim.publication.save(update_fields=["rechecked_at"])

    page = reader.get(claim.get_absolute_url()).content.decode()

    assert f'datetime="{date(2026, 1, 7).isoformat()}"' in page
    assert "sources last checked again" in page


def test_nobody_reads_the_old_text_after_a_correction(client: Client) -> None:
    claim = published_claim(word="true")
    address = claim.get_absolute_url()
    before = client.get(address)
    again = client.get(address)
    with transaction.atomic():
        Publication.objects.filter(claim=claim).update(
            version=F("version") + 1,
            document=claim.publication.document | {"statement": "Berichtigt."},
        )
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert before.content == again.content
    assert "Berichtigt." in after.text


def test_page_follows_the_others_of_its_article(client: Client) -> None:
    article = ArticleFactory()
    claim = published_claim(article=article)
    address = claim.get_absolute_url()
    alone = client.get(address).text
    other = published_claim(article=article, statement="Es sind weniger Diebstähle.")
    with_other = client.get(address).text

    assert other.statement not in alone
    assert other.statement in with_other


def test_public_page_knows_no_visitor(client: Client) -> None:
    client.force_login(EditorFactory())
    response = client.get("/claims/")

    assert not response.cookies
    assert "Abmelden" not in response.text
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Content-Language"] == "de"


def test_state_of_a_page_is_read_once_in_its_time(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.PAGE_STATE_TIMEOUT = 60
    claim = published_claim()
    first = client.get(claim.get_absolute_url())

    with django_assert_num_queries(0):
        again = client.get(claim.get_absolute_url())
        unchanged = client.get(claim.get_absolute_url(), headers={"If-None-Match": again["ETag"]})

    assert again.content == first.content
    assert unchanged.status_code == 304
