"""Two texts as one: nothing lost, nothing invented, every word at its place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.admin.workbench.diff import changed_paragraphs, changes

WORDS = st.lists(
    st.sampled_from(["Größe", "12", "🎉.", "nicht", "\n\n", "sei", "…", "\n"]), max_size=30
)


def text_of(paragraphs):
    return [[(piece.op, piece.text) for piece in each.pieces] for each in paragraphs]


def test_words_that_changed_stand_in_their_paragraph():
    before = "Erstens gleich.\n\nDie Zahl ist um 12 Prozent gesunken, sagte sie.\n\nSchluss."
    after = "Erstens gleich.\n\nDie Zahl ist um 14 Prozent gestiegen, sagte sie.\n\nSchluss."

    paragraphs = changed_paragraphs(before, after)

    assert text_of(paragraphs) == [
        [("=", "Erstens gleich.")],
        [
            ("=", "Die Zahl ist um "),
            ("-", "12 "),
            ("+", "14 "),
            ("=", "Prozent "),
            ("-", "gesunken"),
            ("+", "gestiegen"),
            ("=", ", sagte sie."),
        ],
        [("=", "Schluss.")],
    ]
    assert [each.number for each in paragraphs] == [None, 1, None]
    assert [piece.spaced for piece in paragraphs[1].pieces] == [
        False, False, False, False, False, True, False,
    ]  # fmt: skip


def test_paragraph_that_is_gone_or_new_is_one_by_itself():
    paragraphs = changed_paragraphs("A.\n\nWeg damit.\n\nC.", "A.\n\nC.\n\nNeu hier.")

    assert text_of(paragraphs) == [
        [("=", "A.")],
        [("-", "Weg damit.")],
        [("=", "C.")],
        [("+", "Neu hier.")],
    ]


def test_neighbouring_changes_are_one():
    assert changes("Er ging nach Hause.", "Sie lief nach Hause.") == [
        ("-", "Er ging "),
        ("+", "Sie lief "),
        ("=", "nach Hause."),
    ]


def test_full_stops_in_common_do_not_tear_sentences_apart():
    before = "Das sei mehr als anderswo. Der Direktor sprach von Erfolg. Er werde alles verdoppeln."
    after = "Neu ist ein Notruf per App. Er werde alles verdreifachen."

    assert [op for op, _words in changes(before, after)] == ["-", "+", "=", "-", "+", "="]
    assert changes(before, after)[1] == ("+", "Neu ist ein Notruf per App. ")


@given(WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_both_texts_are_kept_and_every_piece_is_in_its_place(old, new):
    before, after = " ".join(old), " ".join(new)

    ops = changes(before, after)
    pieces = [piece for each in changed_paragraphs(before, after) for piece in each.pieces]

    was = "".join(words for op, words in ops if op != "+")
    assert "".join(was.split()) == "".join(before.split())
    assert "".join(words for op, words in ops if op != "-") == after
    here = [piece for piece in pieces if piece.op != "-"]
    assert all(after[p.start : p.start + len(p.text)] == p.text for p in here)
    assert "".join("".join(p.text for p in here).split()) == "".join(after.split())
    gone = "".join(p.text for p in pieces if p.op != "+")
    assert "".join(gone.split()) == "".join(before.split())
