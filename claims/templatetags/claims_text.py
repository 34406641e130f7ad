"""How text, ratings and changes are shown, on every surface.

Everything here takes text from outside and gives HTML that is safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from claims.models import (
    Claim,
    Claimant,
    ClaimRelation,
    Correction,
    Evidence,
    Finding,
    NullSearch,
    Rating,
    Reply,
    Source,
)
from claims.models.publication import has_run_out

register = template.Library()
register.filter(has_run_out)

# --- Ratings ----------------------------------------------------------------------------------

Answer = dict[str, Any] | Rating  # an answer of a public document, or a rating itself
LEVELS = 5  # colours there are for ordinal ratings


@register.filter
def rating_label(answer: Answer) -> str:
    """The word of a rating in the reader's language."""
    if isinstance(answer, Rating):
        return answer.label
    german = (get_language() or "de").startswith("de")
    return str(answer["label_de"] if german else answer["label_en"])


@register.filter
def rating_class(answer: Answer) -> str:
    """The class that sets ``--rating``: «rating-1» to «rating-5», or «rating-off»."""
    ordinal = _of(answer, "ordinal")
    if not ordinal:
        return "rating-off"
    steps = max(int(_of(answer, "steps") or LEVELS), int(ordinal), 2)
    return f"rating-{round(1 + (int(ordinal) - 1) * (LEVELS - 1) / (steps - 1))}"


@register.filter
def rating_definition(answer: Answer) -> str:
    """What a rating means, in the reader's language; empty where it was not kept."""
    german = (get_language() or "de").startswith("de")
    return str(_of(answer, "definition_de" if german else "definition_en") or "")


@register.simple_tag
def rating(answer: Answer, size: str = "small") -> SafeString:
    """Sign and word; with ``size="large"`` the bar of an ordinal rating as well."""
    return _rating(
        get_language(),
        rating_label(answer),
        _of(answer, "sign"),
        rating_class(answer),
        _of(answer, "ordinal"),
        int(_of(answer, "steps") or LEVELS),
        size,
    )


@lru_cache(maxsize=500)  # a scale has a handful of ratings, and each stands on every page
def _rating(
    _language: str | None,
    label: str,
    sign: str,
    level: str,
    ordinal: int | None,
    steps: int,
    size: str,
) -> SafeString:
    bar = [step == ordinal for step in range(1, steps + 1)] if ordinal and size == "large" else []
    context = {"label": label, "sign": sign, "level": level, "ordinal": ordinal, "steps": steps}
    return render_to_string("public/parts/rating.html", context | {"bar": bar, "size": size})


def _of(answer: Answer, name: str) -> Any:
    return answer.get(name) if isinstance(answer, dict) else getattr(answer, name, None)


# --- Words for machine names ------------------------------------------------------------------

CHOICES: dict[str, Any] = {
    "mode": Claim.Mode,
    "kind": Claim.Kind,
    "claimant": Claimant.Kind,
    "relation": ClaimRelation.Kind,
    "source": Source.Kind,
    "stance": Evidence.Stance,
    "correction": Correction.Kind,
    "finding": Finding.Kind,
    "channel": Reply.Channel,
    "side": NullSearch.Side,
}


@register.filter
def label_of(value: str, choices: str) -> str:
    """The word for a machine name, as in ``{{ piece.source.kind|label_of:"source" }}``."""
    try:
        return str(CHOICES[choices](value).label)
    except ValueError:
        return value


def _weightiest_change(document: dict[str, Any]) -> str:
    """What has been done to a check since it was first published; "" if nothing has."""
    kinds = {correction["kind"] for correction in document["corrections"]}
    weights = ("retraction", "correction", "update", "clarification")
    return next((kind for kind in weights if kind in kinds), "")


@register.filter
def change_notice(document: dict[str, Any]) -> str:
    """What has been done to the check, with where to read of it; empty if nothing has."""
    match _weightiest_change(document):
        case "":
            return ""
        case "clarification":
            return _("This fact-check has been clarified. What was changed, and when")
        case "update":
            return _("This fact-check has been updated. What was changed, and when")
    return _("This fact-check has been corrected. What was changed, and when")


@register.filter
def change_mark(document: dict[str, Any]) -> str:
    """The same in a word, for lists."""
    match _weightiest_change(document):
        case "clarification":
            return _("with a clarification")
        case "update":
            return _("updated")
    return _("corrected")


# --- Text -------------------------------------------------------------------------------------

QUOTES = {"en": ("“”", "‘’")}  # and those of a quotation inside; others as in Switzerland
OPENING = "«»„“”‚‘\"'‹›"
CLOSING = ".!?… "


@register.filter
def claim_title(document: dict[str, Any]) -> str:
    """The claim in its short form, for lists and titles; in the reader's language if it is known.

    ``document``: a public document, or an entry of ``related`` on a public page.
    """
    if translated := translation_of(document):
        return translated
    return str(document["headline"]) or claim_words(document)


@register.filter
def verdict_word(document: dict[str, Any]) -> str:
    """The word of what holds today: the rating of the claim, or that the check was retracted."""
    return _("Retracted") if document["retracted_at"] else rating_label(document["content"])


@register.filter
def rated_title(document: dict[str, Any]) -> str:
    """The claim with its rating, for titles that stand elsewhere: «Falsch: …»."""
    return f"{verdict_word(document)}: {claim_title(document)}"


@register.filter
def translation_of(document: dict[str, Any]) -> str:
    """The headline that editors translated for this reader; empty for the claim's own language."""
    language = (get_language() or "de")[:2]
    if language == document["language"]:
        return ""
    return str(document.get("headline_translations", {}).get(language, ""))


@register.filter
def title_language(document: dict[str, Any]) -> str:
    """The language of ``claim_title``, for ``lang``."""
    return (get_language() or "de")[:2] if translation_of(document) else str(document["language"])


@register.filter
def breakable(address: str) -> SafeString:
    """An address that may be broken after its slashes."""
    return mark_safe(escape(address).replace("/", "/<wbr>"))  # noqa: S308  # escaped


@register.filter
def claim_words(document: dict[str, Any]) -> str:
    """The claim of a public document; in quotation marks if, and only if, these words were said."""
    statement = str(document["statement"])
    if "quote" not in document:
        return statement
    said = " ".join(" ".join(document["quote"]).split())
    core = " ".join(statement.split()).strip(OPENING + CLOSING)
    verbatim = document["mode"] == Claim.Mode.DIRECT and core in said
    return quoted(statement, document["language"]) if verbatim else statement


@register.filter
def quoted(text: str, language: str = "de") -> str:
    """``text`` in the quotation marks of its language, unless it brings its own."""
    if text[:1] in OPENING:
        return text
    marks, inner = QUOTES.get(language[:2], ("«»", "‹›"))
    return f"{marks[0]}{text.translate(str.maketrans(marks, inner))}{marks[1]}"


@register.filter
def topic_name(topic: dict[str, str]) -> str:
    """The name of a topic of a public document, in the reader's language."""
    return topic["name_de" if (get_language() or "de").startswith("de") else "name_en"]


@register.inclusion_tag("public/parts/canonical.html", takes_context=True)
def canonical(context: Context, path: str) -> dict[str, Any]:
    """Where the page is at home, and its versions by language; ``path`` may hold a query."""
    address = settings.SITE_URL + path
    join = "&" if "?" in path else "?"
    codes = [code for code, _name in settings.LANGUAGES]
    asked = context["request"].GET.get("lang", "")
    versions = {code: f"{address}{join}lang={code}" for code in codes}
    return {"address": address, "versions": versions, "home": versions.get(asked, address)}


@register.filter
def as_date(value: str | date | None) -> date | None:
    """An ISO 8601 date or time as Python's, in local time; None for what is neither."""
    if not isinstance(value, str):
        return value
    try:
        moment = parse_datetime(value) if len(value) > 10 else None
        if moment is None:
            return parse_date(value)
    except ValueError:
        return None
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


@register.filter
def day(value: str | date | None) -> str:
    """The day of an ISO 8601 date or time, as the reader's language writes it."""
    if not isinstance(value, str):
        return _day(value)
    return _written_day(value, get_language(), timezone.get_current_timezone_name())


@lru_cache(maxsize=5000)
def _written_day(value: str, _language: str | None, _zone: str) -> str:
    return _day(as_date(value))


def _day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter(expects_localtime=True)
def moment(value: Any) -> str:
    """A day or a time as the attribute ``datetime`` takes it, to the second: HTML knows no more
    than three digits of a fraction."""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value or "")
    return re.sub(r"(:\d\d)\.\d+", r"\1", text)


@register.filter
def safe_url(value: str) -> str:
    """The address if a reader may be sent there: http and https, nothing else."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return ""
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


@register.filter
def host(value: str) -> str:
    """«bund.example» of «https://www.bund.example/page»."""
    try:
        return (urlsplit(value).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "a", "h3", "h4", "h5", "h6"),
}


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as safe HTML: no images, no mark-up of the writer's, links to http(s) and mail.

    Headings begin at ``h3``, below those of the page.
    """
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308  # cleaned one line above


def plain(text: str) -> str:
    """The words of a Markdown text without its marks, each block on a line of its own."""
    html = MARKDOWN.render(text)
    lines = unescape(nh3.clean(html, tags=set())).splitlines()
    return "\n".join(line for line in lines if line.strip())


# --- Changes ----------------------------------------------------------------------------------

WORDS = re.compile(r"\s+|\d+(?:[.,'’]\d+)*|\w+|[^\w\s]")
MOST_WORDS = 4000  # more would take seconds to compare
LONG, AROUND = 320, 120  # an unchanged stretch longer than this is shown by its edges, characters
Diff = Iterable[Sequence[str]]  # [["=", words], ["-", words], ["+", words], …]


@register.filter
def word_diff(before: str, after: str) -> SafeString:
    """What changed from ``before`` to ``after``, word by word, as ``<del>`` and ``<ins>``.

    Of long unchanged stretches only the edges are shown.
    """
    ops = diff(before, after)
    last = len(ops) - 1
    return diff_html(
        [op, _edges(words, start=i > 0, end=i < last) if op == "=" else words]
        for i, (op, words) in enumerate(ops)
    )


@register.filter
def prose_diff(before: str, after: str) -> SafeString:
    """``word_diff`` of two Markdown texts, by their words alone."""
    return word_diff(plain(before), plain(after))


def _edges(words: str, *, start: bool, end: bool) -> str:
    """``words`` without their middle, cut between words; of the edges those that are wanted."""
    if len(words) <= LONG:
        return words
    left = words[:AROUND].rsplit(maxsplit=1)[0] if start else ""
    right = words[-AROUND:].split(maxsplit=1)[-1] if end else ""
    return " ".join(part for part in (left, "[…]", right) if part)


def diff(before: str, after: str) -> list[list[str]]:
    """[[op, words], …] with op "=", "-" or "+"."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [["-", before], ["+", after]]
    ops: list[list[str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            ops.append(["=", "".join(old[i1:i2])])
            continue
        ops.append(["-", "".join(old[i1:i2])])
        ops.append(["+", "".join(new[j1:j2])])
    return [op for op in _joined(ops) if op[1]]


def _joined(ops: list[list[str]]) -> list[list[str]]:
    """Changes that only white space keeps apart as one: whole phrases, not confetti."""
    joined: list[list[str]] = []
    for index, (op, words) in enumerate(ops):
        between = op == "=" and not words.strip() and 0 < index < len(ops) - 1
        if op == "=" and not between:
            joined.append([op, words])
            continue
        if not joined or joined[-1][0] == "=":
            joined += [["-", ""], ["+", ""]]
        if op in "=-":
            joined[-2][1] += words
        if op in "=+":
            joined[-1][1] += words
    return joined


@register.filter
def diff_html(ops: Diff) -> SafeString:
    """A diff, such as that of a finding, as HTML that also says in words what it is."""
    removed, added = _("removed:"), _("added:")
    parts: list[str] = []
    before, last = "", ""
    for op, words in ops:
        if (before, op) == ("-", "+") and not (last[-1:] + words[:1]).count(" "):
            parts.append(" ")  # what went and what came are two words, not one
        before, last = op, words
        if op == "-":
            html = '<del><span class="sr">{} </span>{}</del>'
            parts.append(format_html(html, removed, words))
        elif op == "+":
            html = '<ins><span class="sr">{} </span>{}</ins>'
            parts.append(format_html(html, added, words))
        else:
            parts.append(format_html("{}", words))
    return format_html_join("", "{}", ((part,) for part in parts))
