"""Where published claims are marked in an article."""

from types import SimpleNamespace

from claims.public.highlights import Note, notes, paragraphs, spans

TEXT = "Eins zwei drei.\n\nVier fünf sechs, sagte er.\n\n\n\nVier Ende."


def page(*words: str, parts: list[tuple[str, int]] | None = None, pk: int = 1):
    """A publication of these words; ``parts``: where the desk has them now."""
    if parts is None:
        parts = [(word, TEXT.index(word)) for word in words]
    quote = [{"exact": exact, "start": at, "end": at + len(exact)} for exact, at in parts]
    return SimpleNamespace(
        pk=pk, document={"quote": list(words)}, claim=SimpleNamespace(quote=quote)
    )


def marked(*pages) -> list[list[tuple[str, int]]]:
    """For each paragraph its runs of text with the number of their claim, 0 for none."""
    return [
        [(s.text, s.note.number if s.note else 0) for s in paragraph.segments]
        for paragraph in paragraphs(TEXT, notes(TEXT, pages))
    ]


def test_spans_are_where_the_published_words_stand() -> None:
    assert spans(TEXT, page("fünf sechs")) == [(22, 32)]


def test_spans_follow_what_was_published_not_what_the_desk_marks_now() -> None:
    assert spans(TEXT, page("fünf sechs", parts=[("Eins", 0)])) == [(22, 32)]


def test_spans_are_none_where_the_place_is_not_certain() -> None:
    assert spans(TEXT, page("Vier", parts=[("Vier", 3)])) == []
    assert spans(TEXT, page("sieben", parts=[("sieben", 0)])) == []
    assert spans(TEXT, page("Vier", parts=[("Vier", 17)])) == [(17, 21)]


def test_paragraphs_are_cut_where_claims_begin_and_end() -> None:
    assert marked(page("zwei"), page("fünf sechs", pk=2)) == [
        [("Eins ", 0), ("zwei", 1), (" drei.", 0)],
        [("Vier ", 0), ("fünf sechs", 2), (", sagte er.", 0)],
        [("Vier Ende.", 0)],
    ]


def test_inner_claim_has_the_words_of_the_outer() -> None:
    outer, inner = page("Eins zwei drei"), page("zwei", pk=2)

    assert marked(outer, inner)[0] == [("Eins ", 1), ("zwei", 2), (" drei", 1), (".", 0)]


def test_claim_in_two_parts_has_one_number_at_its_end() -> None:
    [note] = notes(TEXT, [page("Eins", "drei")])
    segments = paragraphs(TEXT, [note])[0].segments

    assert [(s.text, s.begins, s.ends) for s in segments if s.note] == [
        ("Eins", (note,), ()),
        ("drei", (), (note,)),
    ]


def test_two_claims_on_the_same_words_are_both_there() -> None:
    first, second = notes(TEXT, [page("zwei"), page("zwei", pk=2)])
    [segment] = [s for s in paragraphs(TEXT, [first, second])[0].segments if s.note]

    assert (segment.note, segment.begins, segment.ends) == (first, (first, second), (first, second))


def test_note_stands_at_the_paragraph_where_its_claim_begins() -> None:
    found = paragraphs(TEXT, [Note(page("drei", "fünf"), [(10, 14), (22, 26)], number=1)])

    assert [len(paragraph.notes) for paragraph in found] == [1, 0, 0]
    assert "".join(s.text for p in found for s in p.segments) == TEXT.replace("\n", "")


def test_crosshead_is_a_short_line_without_a_full_stop_or_a_claim() -> None:
    text = "Truppe hinter der Front\n\nEr ging.\n\n" + "lang " * 20

    assert [paragraph.is_crosshead for paragraph in paragraphs(text, [])] == [True, False, False]
