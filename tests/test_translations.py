"""The German catalogue is whole, and no page mixes the languages."""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import formats, translation
from django.utils.translation.template import templatize

from claims.extraction import kinds
from claims.models import Claim, Event
from claims.models.defaults import Role
from claims.presentation import labels
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "claims" / "locale" / "de" / "LC_MESSAGES"
HOW_TO = (
    "run: django-admin makemessages -l de --no-wrap --no-obsolete --no-location, "
    "translate, then compilemessages"
)

# --- The catalogue ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (MESSAGES / "django.po").open("rb") as file:
        return read_po(file, locale="de")


def translated(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each message, and each of its English forms with its German one."""
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, tuple):
            for german in message.string:
                # Only the last form must name the number: «eine Stunde».
                yield message, message.id[1], german
        else:
            yield message, message.id, message.string


PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]|\{\w*\}")


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def test_every_message_is_translated(catalogue):
    missing = [message.id for message, _english, german in translated(catalogue) if not german]
    fuzzy = [message.id for message in catalogue if message.id and message.fuzzy]

    assert not missing
    assert not fuzzy


def test_every_message_keeps_its_placeholders(catalogue):
    wrong = []
    for message, english, german in translated(catalogue):
        allowed = [placeholders(english)]
        if isinstance(message.id, tuple):
            allowed.append(placeholders(message.id[0]))
        if placeholders(german) not in allowed:
            wrong.append((english, german))

    assert not wrong


def test_german_has_no_sharp_s_and_no_english_quotation_marks(catalogue):
    wrong = [
        german
        for _message, _english, german in translated(catalogue)
        if re.search("[ß“”„]", german)
    ]

    assert not wrong


def test_compiled_catalogue_is_that_of_the_source(catalogue):
    compiled = gettext.GNUTranslations(io.BytesIO((MESSAGES / "django.mo").read_bytes()))
    expected = {}
    for message in catalogue:
        if not message.id:
            continue
        before = f"{message.context}\x04" if message.context else ""
        if isinstance(message.id, tuple):
            for number, form in enumerate(message.string):
                expected[before + message.id[0], number] = form
        else:
            expected[before + message.id] = message.string

    got = {key: text for key, text in compiled._catalog.items() if key}
    assert got == expected, HOW_TO


# --- What the source asks for -----------------------------------------------------------------

# name of the function: which of its arguments are the context, the message and its plural
ARGUMENTS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
# What templatize makes of a template: calls with plain strings, and «count».
CALL = re.compile(
    r"\b(_|n?p?gettext)\(((?:u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\"|[\s,]|count)*)\)"
)
Key = tuple[str | None, str]


def asked_in(source: str) -> Iterator[Key]:
    """Context and message of each call of a gettext function."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name not in ARGUMENTS:
            continue
        given = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        context, message, _plural = ARGUMENTS[name]
        if len(given) > message and isinstance(given[message], str):
            yield (None if context is None else given[context]), given[message]


def asked_for() -> set[Key]:
    found: set[Key] = set()
    for path in [*(ROOT / "claims").rglob("*.py"), *(ROOT / "factcheck").rglob("*.py")]:
        found |= set(asked_in(path.read_text()))
    for path in [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "templates").rglob("*.txt"),
        *(ROOT / "claims").rglob("*.html"),
    ]:
        for call in CALL.finditer(templatize(path.read_text(), origin=str(path))):
            found |= set(asked_in(call.group()))
    return {key for key in found if key[1]}


def test_catalogue_has_what_the_source_asks_for_and_nothing_else(catalogue):
    known = set()
    for message in catalogue:
        if message.id:
            text = message.id[0] if isinstance(message.id, tuple) else message.id
            known.add((message.context or None, text))
    asked = asked_for()

    assert sorted(asked - known, key=str) == [], f"not in the catalogue; {HOW_TO}"
    assert sorted(known - asked, key=str) == [], f"no longer in the source; {HOW_TO}"


def test_extraction_finds_messages_with_context_plural_and_quotation_marks():
    template = """{% load i18n %}{% translate "Say \\"it\\"" %}{% translate 'open' context 'verb' %}
        {% blocktranslate count number=n %}{{ number }} row{% plural %}{{ number }} rows
        {% endblocktranslate %}{% firstof name _("nobody") %}"""
    found = [key for call in CALL.finditer(templatize(template)) for key in asked_in(call.group())]

    assert ("verb", "open") in found
    assert (None, "%(number)s row") in found
    assert (None, "nobody") in found


def test_every_reason_of_the_extraction_has_german_words():
    assert set(labels.REASONS) == set(kinds.REASONS)
    with translation.override("de"):
        assert labels.reason_label("names a number") == "nennt eine Zahl"


def test_every_verb_of_the_log_has_words():
    written = set()
    for path in (ROOT / "claims").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"record": 0, "transition": 1, "change": 1}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    verb = node.args[place]
                    if isinstance(verb, ast.Constant):
                        written.add(verb.value)

    assert len(written) > 20
    assert written <= set(Event.Verb.values)


# --- Dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("en", "6 January 2026", "6 Jan 2026"), ("de", "6. Januar 2026", "06.01.2026")],
)
def test_dates_are_written_the_way_of_the_language(language, long, short):
    day = date(2026, 1, 6)
    with translation.override(language):
        assert formats.date_format(day, "DATE_FORMAT") == long
        assert formats.date_format(day, "SHORT_DATE_FORMAT") == short


# --- Pages ------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(?:the|and|of|with|without|not|has|have|been|this|that|your|you|from|"
    r"claims?|claimants?|articles?|sources?|evidence|verdicts?|reviews?|approved?|published|"
    r"dismiss(?:ed)?|accept(?:ed)?|suggested|search|history|add|change|delete|save|"
    r"log in|log out|view site|home|none|yes|all|any date|today|findings?|corrections?)\b",
    re.IGNORECASE,
)
# Words of the interface only: what people wrote is German on English pages as well.
GERMAN = re.compile(
    r"\b(?:Behauptung(?:en)?|Belege?|Bewertung(?:en)?|Abnahme|Befunde?|Quellen|Urheber|Fassung|"
    r"Nachprüfung(?:en)?|Korrektur(?:en)?|Zuständig|vorgeschlagen|abgenommen|veröffentlicht|"
    r"Gesagt|Stand|Abmelden|Hinzufügen|Ändern|Speichern|Suchen|Redaktion|Begründung)\b"
)
NOT_READ = {"script", "style", "code", "pre", "textarea"}
WITHOUT_COMMENTS = lxml.html.HTMLParser(remove_comments=True)
SHOWN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-say-select")


def words_of(response, language: str) -> str:
    """What a reader sees or hears, without addresses and without passages that are marked as
    being in another language."""
    page = lxml.html.fromstring(response.content.decode(), parser=WITHOUT_COMMENTS)
    assert page.get("lang", "")[:2] == language
    for element in list(page.iter()):
        is_other = element.tag != "html" and (element.get("lang") or language)[:2] != language
        is_data = "readonly" in element.get("class", "").split()
        if is_other or is_data or element.tag in NOT_READ:
            element.drop_tree()
    attributes = [e.get(name, "") for e in page.iter() for name in SHOWN_ATTRIBUTES]
    buttons = [e.get("value", "") for e in page.iter("input") if e.get("type") == "submit"]
    text = " \n".join([*page.itertext(), *attributes, *buttons])
    return re.sub(r"\S*/\S*", " ", text)


@pytest.fixture
def work(db) -> dict[str, Claim]:
    """A claim in most states, with comments, a correction and a finding."""
    claims = {
        "open": factories.ClaimFactory(state=Claim.State.OPEN),
        "in_review": factories.claim_in_review(),
        "approved": factories.approved_claim(),
        "published": factories.published_claim(),
    }
    factories.CommentFactory(claim=claims["in_review"])
    factories.FindingFactory(claim=claims["published"])
    return claims


def public_pages(work: dict[str, Claim]) -> list[str]:
    published = work["published"]
    return [
        "/",
        "/claims/",
        "/claims/?q=zzzzz",
        published.publication.document["path"],
        f"/articles/{published.article.slug}/",
        f"/claimants/{published.claimant.slug}/",
        "/corrections/",
        "/methodology/",
        "/there/is/nothing/",
    ]


def desk_pages(work: dict[str, Claim]) -> list[str]:
    pages = [reverse("admin:index"), reverse("review:start"), reverse("review:activity")]
    for claim in work.values():
        pages.append(reverse("admin:claims_claim_change", args=[claim.pk]))
        pages.append(reverse("review:claim", args=[claim.pk]))
    pages.append(reverse("admin:claims_article_workbench", args=[work["open"].article_id]))
    for model in set(admin.site._registry) - {Group}:  # Django names permissions in English
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", "add"):
            try:
                pages.append(reverse(f"{name}_{page}"))
            except NoReverseMatch:
                continue
        row = model._default_manager.first()
        if row is not None:
            pages.append(reverse(f"{name}_change", args=[row.pk]))
            pages.append(reverse(f"{name}_history", args=[row.pk]))
    return pages


def mixed(client: Client, pages: list[str], language: str) -> dict[str, list[str]]:
    """The words of the other language on each page, with what stands around them."""
    foreign = ENGLISH if language == "de" else GERMAN
    found = {}
    for path in pages:
        response = client.get(path, headers={"accept-language": language})
        if response.status_code in {302, 403, 405} or "html" not in response["Content-Type"]:
            continue
        text = words_of(response, language)
        hits = [
            " ".join(text[max(hit.start() - 30, 0) : hit.end() + 30].split())
            for hit in foreign.finditer(text)
        ]
        if hits:
            found[path] = hits
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_public_pages_speak_one_language(language, work):
    assert mixed(Client(), public_pages(work), language) == {}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF_EDITOR, Role.ADMINISTRATOR])
def test_desk_speaks_one_language(language, role, work):
    client = Client()
    client.force_login(
        factories.UserFactory(role=role), backend="django.contrib.auth.backends.ModelBackend"
    )

    assert mixed(client, desk_pages(work), language) == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_login_speaks_one_language(language, db):
    assert mixed(Client(), [reverse("account_login")], language) == {}
