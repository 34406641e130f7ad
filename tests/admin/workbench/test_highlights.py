from hypothesis import given
from hypothesis import strategies as st

from claims.admin.workbench.highlights import Mark, moved_by_words, paragraphs

TEXT = "Eins zwei drei.\n\nVier 🎉 fünf sechs.\nSieben."


def mark(number, *spans, style="open"):
    return Mark(number, number, style, style, f"Claim {number}", spans)


def drawn(pages):
    return [
        [(p.text, [line.mark.number for line in p.lines]) for p in page.pieces] for page in pages
    ]


def test_text_without_claims_is_one_piece_a_paragraph():
    assert drawn(paragraphs(TEXT, [])) == [
        [("Eins zwei drei.", [])],
        [("Vier 🎉 fünf sechs.\nSieben.", [])],
    ]


def test_overlapping_claims_share_a_piece():
    pages = paragraphs("abcdef", [mark(1, (0, 4)), mark(2, (2, 6))])

    assert drawn(pages) == [[("ab", [1]), ("cd", [1, 2]), ("ef", [2])]]


def test_nested_claim_lies_on_another_line_than_the_outer_one():
    pieces = paragraphs("abcdef", [mark(1, (0, 6)), mark(2, (2, 4))])[0].pieces

    assert [(line.mark.number, line.level) for line in pieces[1].lines] == [(1, 0), (2, 1)]
    assert pieces[1].claims == "2 1"


def test_claims_side_by_side_share_a_line():
    pieces = paragraphs("abcdef", [mark(1, (0, 3)), mark(2, (3, 6))])[0].pieces

    assert [piece.lines[0].level for piece in pieces] == [0, 0]


def test_each_part_of_a_claim_opens_with_its_number():
    pieces = paragraphs("ab cd ef", [mark(7, (0, 2), (6, 8))])[0].pieces

    assert [(p.text, [m.number for m in p.opening]) for p in pieces] == [
        ("ab", [7]),
        (" cd ", []),
        ("ef", [7]),
    ]


def test_claim_across_paragraphs_opens_once():
    pages = paragraphs(TEXT, [mark(1, (10, 21))])

    assert drawn(pages) == [
        [("Eins zwei ", []), ("drei.", [1])],
        [("Vier", [1]), (" 🎉 fünf sechs.\nSieben.", [])],
    ]
    assert [len(piece.opening) for page in pages for piece in page.pieces] == [0, 1, 0, 0]


def test_only_the_paragraphs_that_are_touched_are_drawn():
    assert [page.index for page in paragraphs(TEXT, [], touching=[(17, 18)])] == [1]


def test_end_moves_by_words_behind_emoji_and_umlauts():
    assert moved_by_words(TEXT, (17, 21), edge="end", by=1) == (17, 23)
    assert moved_by_words(TEXT, (17, 21), edge="end", by=2) == (17, 28)
    assert moved_by_words(TEXT, (17, 28), edge="end", by=-1) == (17, 23)


def test_beginning_moves_by_words():
    assert moved_by_words(TEXT, (10, 14), edge="start", by=-1) == (5, 14)
    assert moved_by_words(TEXT, (0, 14), edge="start", by=1) == (5, 14)


def test_span_never_becomes_empty():
    assert moved_by_words(TEXT, (5, 9), edge="end", by=-9) == (5, 9)
    assert moved_by_words(TEXT, (5, 9), edge="start", by=9) == (5, 9)


@given(
    text=st.text(alphabet="ab ü🎉.\n", max_size=60),
    places=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
)
def test_pieces_are_the_paragraph_and_nothing_else(text, places):
    spans = [(start, min(start + size, len(text))) for start, size in places]
    marks = [mark(n, span) for n, span in enumerate(spans) if span[0] < span[1]]

    for page in paragraphs(text, marks):
        for piece in page.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
            for line in piece.lines:
                ((start, end),) = line.mark.spans
                assert start <= piece.start
                assert piece.start + len(piece.text) <= end
            assert len({line.level for line in piece.lines}) == len(piece.lines)
