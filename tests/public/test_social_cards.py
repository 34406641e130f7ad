"""The picture of a claim: its size, its letters, and when it is drawn anew."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from claims.models import Publication
from claims.public import social_cards
from claims.public.social_cards import draw, font, to_font_letters, wrap_lines
from tests.factories import ClaimantFactory, published_claim
from tests.public.published import corrected_claim, retracted_claim

pytestmark = pytest.mark.django_db


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def test_card_shows_the_rating_in_its_colour(client: Client) -> None:
    false, gone = published_claim(word="false"), retracted_claim()

    response = client.get(f"{false.get_absolute_url()}card.png")
    image = picture(response.content)

    assert (response["Content-Type"], image.size) == ("image/png", (1200, 630))
    assert image.getpixel((600, 5)) == (0xBE, 0x2F, 0x1A)
    assert len(response.content) < 60_000
    grey = picture(client.get(f"{gone.get_absolute_url()}card.png").content)
    assert grey.getpixel((600, 5)) == (0x5A, 0x5D, 0x64)


def test_card_is_drawn_once_for_each_version(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = corrected_claim()
    drawn: list[str] = []
    monkeypatch.setattr(
        social_cards, "draw", lambda document: drawn.append(document["path"]) or b"a picture"
    )
    address = f"{claim.get_absolute_url()}card.png"

    first, again = client.get(address), client.get(address)
    known = client.get(address, headers={"if-none-match": first["ETag"]})
    Publication.objects.filter(claim=claim).update(version=99)
    later = client.get(address, headers={"if-none-match": first["ETag"]})

    assert [r.status_code for r in (first, again, known, later)] == [200, 200, 304, 200]
    assert len(drawn) == 2


def test_page_names_the_card_of_this_version(client: Client) -> None:
    claim = corrected_claim()
    page = client.get(claim.get_absolute_url()).text

    assert f'card.png?v={claim.publication.version}">' in page
    assert claim.publication.version > 1


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Erdoğan in Łódź", "Erdogan in Lódz"),
        ("Größe – «ja», 5 €", "Größe – «ja», 5 €"),
        ("Жизнь", ""),
        ("البطالة 7.1 ٪", ""),  # the figure alone would be no claim
        ("a\u202eb 🎉 \0", "ab"),
    ],
)
def test_card_has_only_letters_of_our_font(text: str, letters: str) -> None:
    assert to_font_letters(text) == letters


@pytest.mark.parametrize("words", ["x" * 5000, "", "Жизнь", "wort " * 2000, "\u202e\0"])
def test_any_claim_can_be_drawn(words: str) -> None:
    claim = published_claim(
        headline="", claimant=ClaimantFactory(name=words[:200].strip("\0") or "A")
    )
    document = {**claim.publication.document, "headline": words, "statement": words or "A"}

    assert picture(draw(document)).size == (1200, 630)


def test_long_words_are_broken_and_nothing_is_lost() -> None:
    lines = wrap_lines("Ein " + "Wort" * 40 + " mehr", font(60))

    assert "".join(lines).replace("-", "").replace(" ", "") == "Ein" + "Wort" * 40 + "mehr"
    assert all(font(60).getlength(line) <= 1200 - 2 * 72 for line in lines)
