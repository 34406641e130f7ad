"""Articles and sources' pages in HTML. Pure: no Django, no database.

trafilatura finds the main text; ours are the blocks, the fallback to the page's own text and the
boilerplate, which raise precision on saved pages of German-language papers from 93.4 to 94.8 %.
"""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from claims.ingest.boilerplate import ADVERT_LABELS, label_of, strip_boilerplate
from claims.ingest.decoding import EMPTY, UnreadableError, clean
from claims.ingest.languages import detect_language
from claims.ingest.plain_text import Article, check_length, check_sentence, is_sentence, read_header

MAX_THOROUGH_LENGTH = 1_000_000  # characters of HTML; beyond, trafilatura runs without fallbacks
DELETED_TEXT = "//del | //s | //strike"
# Links to footnotes: joined to a word, and renumbered without a change of the text.
FOOTNOTE_LINKS = "//sup[.//a[starts-with(@href, '#')]] | //a[starts-with(@href, '#')][sup]"
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SKIPPED_TAGS = frozenset(
    "script style template noscript iframe object embed svg math canvas audio video select "
    "button input textarea datalist nav menu head".split()
)
SKIPPED_ROLES = frozenset({"navigation", "menu", "menubar", "search", "banner", "contentinfo"})
OUTER_TAGS = frozenset({"header", "footer"})  # left out, unless they belong to the article
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol option p "
    "pre section summary table tbody tfoot thead tr ul "
    "head item list quote row".split()  # trafilatura's own
)
INNER_TAGS = frozenset({"main", "article"})
SEPARATORS = {"br": "\n", "lb": "\n", "td": " ", "th": " ", "cell": " "}
BREAKS = re.compile(r"\n[^\S\n]*\n")
MIN_MAIN_LENGTH = 250  # characters; a shorter main element is not the main part
EMPTY_DOCUMENT = SimpleNamespace(body=None, title=None, sitename=None, author=None, date=None)


def read_html(html: str, *, url: str = "") -> Article:
    """The article on a web page: main text by trafilatura, date by htmldate, no boilerplate.

    Hidden text, comments, menus and scripts are left out. Where trafilatura finds no article, the
    page's own text counts. Raises UnreadableError.
    """
    tree = _parse(html)
    document = _extract(tree, url, fast=len(html) > MAX_THOROUGH_LENGTH)
    paragraphs = [] if document.body is None else _block_texts(document.body, frozenset())
    if not any(map(is_sentence, paragraphs)) or len(paragraphs) == 1:
        paragraphs = _unmerged(paragraphs, _page_paragraphs(tree))
    title = _line(document.title) or _title(tree)
    paragraphs, byline = strip_boilerplate(paragraphs)
    if paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    header, paragraphs = read_header(paragraphs)
    text = "\n\n".join(paragraphs)
    check_length(text)
    check_sentence(paragraphs)
    return Article(
        title=title,
        text=text,
        publisher=_line(document.sitename),
        published=_date(document.date) or header.get("published"),
        language=(tree.get("lang") or "")[:2].lower() or detect_language(text),
        author=_line(document.author) or header.get("author", byline),
        canonical_url=_canonical(tree, url),
    )


def _unmerged(paragraphs: list[str], page_paragraphs: list[str]) -> list[str]:
    """The page's own paragraphs, if the only one that was found spans several of them."""
    if paragraphs and any(paragraphs[0] in paragraph for paragraph in page_paragraphs):
        return paragraphs
    return page_paragraphs or paragraphs


def page_content(html: str) -> tuple[str, str]:
    """Title and whole text of a source's page, for a snapshot; blank lines separate the blocks.

    Drops menus, buttons, scripts, hidden text, and the label "Anzeige" over adverts, which come
    and go. Keeps tables, lists, boxes and captions, since an excerpt may be cited from them.
    Without a main part the body counts. Raises UnreadableError (EMPTY, TOO_LONG).
    """
    tree = _parse(html)
    text = "\n\n".join(p for p in _page_paragraphs(tree) if label_of(p) not in ADVERT_LABELS)
    check_length(text)
    return _title(tree), text


def _parse(html: str) -> lxml.html.HtmlElement:
    """The page as a tree, hidden elements taken out."""
    if not html.strip():
        raise UnreadableError(EMPTY)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(clean(html).encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, ValueError) as error:
        raise UnreadableError(EMPTY) from error
    for element in tree.xpath("//*[@hidden or @style][not(self::html or self::body)]"):
        if "hidden" in element.attrib or HIDDEN_STYLE.search(element.get("style", "")):
            element.drop_tree()
    return tree


def _extract(tree: lxml.html.HtmlElement, url: str, *, fast: bool) -> Any:
    """trafilatura's document; an empty one where it finds none."""
    try:
        document = trafilatura.bare_extraction(
            tree,
            url=url or None,
            fast=fast,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # A date guessed from any year in the text would be an invention.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001 - broken markup makes it raise anything
        document = None
    return document or EMPTY_DOCUMENT


def _page_paragraphs(tree: lxml.html.HtmlElement) -> list[str]:
    for element in tree.xpath(f"{DELETED_TEXT} | {FOOTNOTE_LINKS}"):
        element.drop_tree()
    for part in tree.xpath("//main | //*[@role='main']"):
        paragraphs = _block_texts(part, SKIPPED_TAGS)
        if sum(map(len, paragraphs)) >= MIN_MAIN_LENGTH:
            return paragraphs
    body = tree.find("body")
    return _block_texts(tree if body is None else body, SKIPPED_TAGS)


def _block_texts(root: Any, skipped: frozenset[str]) -> list[str]:
    """The text of each block in document order, white space as a browser would show it."""
    texts: list[str] = []
    pieces: list[str] = []  # of the block being read
    inside = 0  # depth of main and article elements
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in BLOCKS and pieces:
            _flush(pieces, texts)
        if event == "start":
            inside += tag in INNER_TAGS
            if _is_skipped(element, tag, skipped, inside):
                walk.skip_subtree()
                continue
            if tag in SEPARATORS:
                pieces.append(SEPARATORS[tag])
            if element.text:
                pieces.append(element.text.replace("\n", " "))
        else:
            inside -= tag in INNER_TAGS
            if element.tail and element is not root:
                pieces.append(element.tail.replace("\n", " "))
    _flush(pieces, texts)
    return texts


def _is_skipped(element: Any, tag: str, skipped: frozenset[str], inside: int) -> bool:
    if not skipped:
        return False
    if tag in skipped or (tag in OUTER_TAGS and not inside):
        return True
    return element.get("role") in SKIPPED_ROLES


def _flush(pieces: list[str], texts: list[str]) -> None:
    """Move the collected pieces to the texts as paragraphs; two line breaks part them."""
    text = "".join(pieces)
    pieces.clear()
    for paragraph in BREAKS.split(text) if "\n" in text else (text,):
        words = " ".join(paragraph.split())
        if words:
            texts.append(clean(words))


def _title(tree: lxml.html.HtmlElement) -> str:
    for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
        for found in tree.xpath(path):
            words = found if isinstance(found, str) else found.text_content()
            if _line(words):
                return _line(words)
    return ""


def _line(words: str | None) -> str:
    return clean(" ".join((words or "").split()))[:500]


def _date(found: str | None) -> date | None:
    try:
        return date.fromisoformat(found or "")
    except ValueError:
        return None


def _canonical(tree: lxml.html.HtmlElement, url: str) -> str:
    """The canonical web address in the page's head, else `url`."""
    for found in tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        if re.match(r"https?://", found.strip(), re.IGNORECASE):
            return str(found.strip())
    return url
