"""The picture of a claim that other sites and messengers show with a link to it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language, override
from PIL import Image, ImageDraw, ImageFont

from claims.models import Publication
from claims.presentation.formatting import day
from claims.presentation.labels import rating_class
from claims.presentation.titles import claim_title, verdict_label
from claims.public.caching import cached_page, public_page
from claims.public.embeds import language_of
from claims.public.selectors import published_claim

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
FONT = Path(settings.BASE_DIR) / "claims" / "static" / "claims" / "fonts" / "serif.woff2"
# The light colours of tokens.css.
PAPER, INK, QUIET, LINE = "#fbfaf7", "#1b1d21", "#5a5d64", "#85827a"
RATINGS = {
    "rating-5": "#0a6a66",
    "rating-4": "#3f7040",
    "rating-3": "#8a6100",
    "rating-2": "#a84a10",
    "rating-1": "#be2f1a",
    "rating-off": "#5b5687",
}
FONT_SIZES = (76, 66, 58, 50, 44, 38)
MAX_CLAIM_LENGTH = 500  # characters
MAX_CLAIM_HEIGHT = 290  # pixels that the claim may take in height
WITHOUT_MARKS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d"})

Json = dict[str, Any]


@public_page
def card(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """PNG of 1200 by 630 pixels in the claim's language, drawn once for each version."""
    page = published_claim(year, slug).publication
    with override(language_of(page.document)):
        return cached_page(
            request,
            *("card", page.pk, page.version, page.updated_at),
            render=lambda: HttpResponse(_cached_picture(page), content_type="image/png"),
        )


def _cached_picture(page: Publication) -> bytes:
    key = f"card-{page.pk}-{page.version}-{page.updated_at:%Y%m%d%H%M%S%f}-{get_language()}"
    picture: bytes | None = cache.get(key)
    if picture is None:
        picture = draw(page.document)
        cache.set(key, picture, timeout=24 * 3600)
    return picture


def draw(document: Json) -> bytes:
    """The card of a public document, as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    answer = document["content"]
    colour = QUIET if document["retracted_at"] else RATINGS[rating_class(answer)]
    pen.rectangle((0, 0, WIDTH, 16), fill=colour)
    pen.text((MARGIN, 62), _truncate(_byline(document), font(30)), font=font(30), fill=QUIET)
    _draw_claim(pen, to_font_letters(claim_title(document)[:MAX_CLAIM_LENGTH]))
    word = verdict_label(document)
    _draw_rating(pen, to_font_letters(word), answer, colour, void=bool(document["retracted_at"]))
    pen.line((MARGIN, 560, WIDTH - MARGIN, 560), fill=INK, width=2)
    pen.text((MARGIN, 574), to_font_letters(settings.SITE_NAME), font=font(28, bold=True), fill=INK)
    output = BytesIO()
    image.quantize(64).save(output, "PNG", optimize=True)
    return output.getvalue()


def _byline(document: Json) -> str:
    claimant, article = document["claimant"], document["article"]
    parts = [claimant["name"][:1].upper() + claimant["name"][1:] if claimant else ""]
    parts += [article["publisher"], day(article["published_on"])]
    return " · ".join(filter(None, map(to_font_letters, parts)))


def _draw_claim(pen: ImageDraw.ImageDraw, text: str) -> None:
    for size in FONT_SIZES:
        lines, height = wrap_lines(text, font(size, bold=True)), int(size * 1.2)
        if len(lines) * height <= MAX_CLAIM_HEIGHT:
            break
    else:
        lines = lines[: MAX_CLAIM_HEIGHT // height]
        lines[-1] = _truncate(f"{lines[-1]} …", font(size, bold=True))
    for number, line in enumerate(lines):
        place = (MARGIN, 118 + number * height)
        pen.text(place, line, font=font(size, bold=True), fill=INK)


def _draw_rating(
    pen: ImageDraw.ImageDraw, word: str, answer: Json, colour: str, *, void: bool
) -> None:
    face = font(52, bold=True)
    if void or not answer["ordinal"]:
        right = MARGIN + 48 + face.getlength(word)
        pen.rounded_rectangle((MARGIN, 446, right, 532), radius=6, outline=colour, width=3)
        pen.text((MARGIN + 24, 455), word, font=face, fill=colour)
        return
    pen.text((MARGIN, 440), word, font=face, fill=colour)
    for step in range(answer["steps"]):
        left = MARGIN + step * 104
        is_it = step + 1 == answer["ordinal"]
        pen.rectangle(
            (left, 512, left + 96, 532),
            fill=colour if is_it else None,
            outline=colour if is_it else LINE,
            width=2,
        )


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(FONT, size)
    face.set_variation_by_axes([650 if bold else 450])
    return face


def to_font_letters(text: str) -> str:
    """``text`` in the letters of our font, «ğ» as «g»; empty if it holds others, as Cyrillic.

    What is left of a claim without some of its letters would be another claim.
    """
    known: list[str] = []
    for character in " ".join(text.split()):
        if character.isspace() or _is_in_font(character):
            known.append(character)
            continue
        plain = unicodedata.normalize("NFKD", character.translate(WITHOUT_MARKS))
        letters = [part for part in plain if _is_in_font(part)]
        if character.isalnum() and not letters:
            return ""
        known += letters
    return " ".join("".join(known).split())


@lru_cache(maxsize=4096)
def _is_in_font(character: str) -> bool:
    return font(30).getmask(character).getbbox() is not None


def wrap_lines(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """The lines of ``text``; a word too long for one is broken where the line ends."""
    lines: list[str] = []
    words = text.split()[::-1]
    while words:
        word = words.pop()
        if lines and face.getlength(f"{lines[-1]} {word}") <= WIDTH - 2 * MARGIN:
            lines[-1] += f" {word}"
            continue
        end = len(word) if face.getlength(word) <= WIDTH - 2 * MARGIN else len(word) - 1
        while end < len(word) and face.getlength(word[:end] + "-") > WIDTH - 2 * MARGIN:
            end -= 1
        if end < len(word):
            words.append(word[end:])
        lines.append(word[:end] + ("-" if end < len(word) else ""))
    return lines


def _truncate(text: str, face: ImageFont.FreeTypeFont) -> str:
    while text and face.getlength(text) > WIDTH - 2 * MARGIN:
        text = text.rstrip("… ")[:-1] + "…"
    return text
