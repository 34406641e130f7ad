import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.anchors import (
    Location,
    Orphan,
    OrphanReason,
    Rule,
    Selector,
    locate,
    locate_all,
    most_similar,
    occurrences,
    select,
    select_all,
    words,
)

TEXT = (
    "Die Delegationen sind in Genf zusammengekommen. Zuvor hiess es von einem Beamten, dass kein "
    "Einsatz von Bodentruppen geplant sei. Die Ministerin nannte die Gespräche «produktiv». "
    "26 Länder hatten sich im September bereiterklärt, Truppen zu entsenden.\n\n"
    "Russland lehnt den Einsatz ab. Solche Einheiten seien ein legitimes Ziel, heisst es."
)


def selected(words: str, text: str = TEXT) -> Selector:
    assert text.count(words) == 1
    start = text.index(words)
    return select(text, start, start + len(words))


# Selectors


def test_select_keeps_words_and_context() -> None:
    selector = selected("kein Einsatz von Bodentruppen geplant sei")

    assert TEXT[selector.start : selector.end] == selector.exact
    assert selector.prefix == "hiess es von einem Beamten, dass"[-31:] + " "
    assert (len(selector.prefix), len(selector.suffix)) == (32, 32)
    assert selector.occurrences == 1


def test_select_keeps_more_context_where_needed() -> None:
    text = "Eins. " + "Das Land zähle auf seine Partner. " * 3 + "Zwei."

    selector = select(text, 40, 73)

    assert (
        text.count(selector.prefix + selector.exact + selector.suffix),
        selector.occurrences,
    ) == (
        1,
        3,
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 3), (0, 10**9)])
def test_select_refuses_impossible_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        select(TEXT, start, end)


# Located


def test_locate_in_same_text_is_by_position() -> None:
    selector = selected("«produktiv»")

    assert locate(selector, TEXT) == Location(selector.start, selector.end, Rule.POSITION)


def test_locate_follows_words_with_their_context() -> None:
    selector = selected("«produktiv»")
    text = "Ein neuer Absatz steht davor.\n\n" + TEXT

    assert locate(selector, text) == Location(selector.start + 31, selector.end + 31, Rule.CONTEXT)


def test_locate_follows_words_whose_context_was_edited() -> None:
    text = TEXT.replace("Die Ministerin nannte", "Die Aussenministerin nannte")

    found = locate(selected("«produktiv»"), text)

    assert isinstance(found, Location)
    assert (text[found.start : found.end], found.rule) == ("«produktiv»", Rule.ONCE)


def test_locate_follows_long_words_into_new_context() -> None:
    sentence = "26 Länder hatten sich im September bereiterklärt, Truppen zu entsenden."
    text = f"Ganz andere Worte. {sentence} Und wieder andere."

    found = locate(selected(sentence), text)

    assert isinstance(found, Location)
    assert (text[found.start : found.end], found.rule) == (sentence, Rule.ONCE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("«produktiv»", "„produktiv“"),
        ("«produktiv»", '"produktiv"'),
        ("kein Einsatz von Bodentruppen", "kein\n\nEinsatz\u00a0von Boden\u00adtruppen"),
    ],
)
def test_locate_follows_change_of_typography(old: str, new: str) -> None:
    text = TEXT.replace(old, new)

    found = locate(selected(old), text)

    assert isinstance(found, Location)
    assert text[found.start : found.end] == new


# Orphaned


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("26 Länder", "27 Länder"),
        ("26 Länder", "26,5 Länder"),
        ("26 Länder", "1.26 Länder"),
        ("26 Länder", "-26 Länder"),
        ("26 Länder hatten", "26 Länder hatten nicht"),
        ("kein Einsatz", "ein Einsatz"),
        ("ist geplant", "ist nicht geplant"),
        ("geplant sei", "geplant war"),
        ("Iran", "Irak"),
        ("konnte", "könnte"),
        ("«produktiv»", "produktiv"),
    ],
)
def test_locate_never_takes_other_words_for_the_same(old: str, new: str) -> None:
    frame = "Am Dienstag hiess es im Iran, {}, wie die Agentur meldete. Mehr war nicht bekannt."
    before, after = frame.format(old), frame.format(new)
    start = before.index(old)

    found = locate(select(before, start, start + len(old)), after)

    # Where the old words are still all there, in their order, they are rightly found in the new.
    assert isinstance(found, Orphan) or after[found.start : found.end] == old
    if old != "26 Länder hatten":
        assert isinstance(found, Orphan)


def test_locate_says_that_words_changed() -> None:
    sentence = "dass kein Einsatz von Bodentruppen geplant sei"

    found = locate(selected(sentence), TEXT.replace("kein Einsatz", "ein Einsatz"))

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.CHANGED
    assert found.score > 0.9


def test_locate_does_not_find_ein_in_kein() -> None:
    before = "Ein Satz. ein Einsatz ist geplant, sagte sie."
    after = "kein Einsatz ist geplant, sagte sie."

    assert isinstance(locate(select(before, 10, 33), after), Orphan)


@pytest.mark.parametrize(("old", "new"), [("ein Einsatz", "kein Einsatz"), ("26 Mann", "126 Mann")])
def test_locate_at_edge_of_text_does_not_find_part_of_a_word(old: str, new: str) -> None:
    rest = " im Süden des Landes, wie die Ministerin am Dienstag vor den Medien sagte."

    assert isinstance(locate(select(old + rest, 0, len(old)), new + rest), Orphan)


def test_locate_orphans_lookalike_in_other_context() -> None:
    text = TEXT.replace("nannte die Gespräche «produktiv»", "schwieg") + (
        " Am Abend war von einem Beobachter zu hören, der Herbst sei «produktiv» gewesen."
    )

    found = locate(selected("«produktiv»"), text)

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.ELSEWHERE


def test_locate_orphans_words_that_context_cannot_tell_apart() -> None:
    before = "Punkt A: ja.\nPunkt B: ja.\nPunkt C: ja.\n"
    after = "Punkt B: ja.\nPunkt C: ja.\n"

    found = locate(select(before, 9, 11), after)

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.AMBIGUOUS


def test_locate_orphans_words_whose_rivals_are_nearly_alike() -> None:
    rows = "Im Lager {} der Trainer: «ja» sagen alle im Saal heute zusammen."
    before = " ".join(rows.format(name) for name in ("Alba", "Elba", "Olba"))
    start = before.index("«ja»")
    after = before.replace("Alba der", "Alba aber der", 1)

    found = locate(select(before, start, start + 4), after)

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.AMBIGUOUS


def test_locate_in_tiny_text_proves_nothing_about_another_place() -> None:
    assert isinstance(locate(select("Ja.", 0, 2), "Er sagte nein. Sie sagte Ja."), Orphan)


def test_locate_needs_context_where_it_is_unknown_how_often_words_stood() -> None:
    sentence = "26 Länder hatten sich im September bereiterklärt, Truppen zu entsenden."
    known = selected(sentence)
    unknown = Selector(known.exact, known.prefix, known.suffix, known.start, known.end)

    found = locate(unknown, f"Ganz andere Worte. {sentence} Und wieder andere.")

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.ELSEWHERE


def test_locate_orphans_words_that_are_gone() -> None:
    found = locate(selected("«produktiv»"), "Ganz anderes steht hier.")

    assert found == Orphan(OrphanReason.MISSING)


def test_locate_chooses_among_several_by_clear_context() -> None:
    before = (
        "Der Minister sprach im Parlament über die Armee: «Wir sind bereit», und ging. "
        "Ganz woanders sagte die Trainerin ihrem Team zum Abschied: «Wir sind bereit», sie lachte."
    )
    start = before.rindex("«Wir")
    selector = select(before, start, start + 18)
    after = before.replace("ihrem Team", "ihrer Elf")

    found = locate(selector, after)

    assert isinstance(found, Location)
    assert (found.start, found.rule) == (after.rindex("«Wir"), Rule.CHOSEN)
    assert found.score - found.runner_up >= 0.25


# In pieces


def test_locate_all_finds_every_part() -> None:
    spans = [(0, 16), (TEXT.index("kein"), TEXT.index(" geplant"))]
    text = "Neu. " + TEXT

    found = locate_all(select_all(TEXT, spans), text)

    assert isinstance(found, tuple)
    assert [text[part.start : part.end] for part in found] == [TEXT[a:b] for a, b in spans]


def test_locate_all_orphans_half_a_quotation() -> None:
    spans = [(0, 16), (TEXT.index("kein"), TEXT.index(" geplant"))]

    found = locate_all(select_all(TEXT, spans), TEXT.replace("kein", "ein"))

    assert isinstance(found, Orphan)


def test_locate_all_orphans_parts_in_another_order() -> None:
    first = "Die Delegationen sind am frühen Morgen in Genf am See zusammengekommen."
    second = "Die Ministerin nannte die langen Gespräche am Abend vor den Medien produktiv."
    before, after = f"{first} {second}", f"{second} {first}"
    spans = [(0, len(first)), (len(first) + 1, len(before))]

    found = locate_all(select_all(before, spans), after)

    assert isinstance(found, Orphan)
    assert found.reason == OrphanReason.ELSEWHERE


# Words and likeness


def test_words_fold_typography_only() -> None:
    assert words("„Ja“ – 4,1\u00a0% am Boden\u00adsee") == words('"Ja" - 4,1 %\nam Bodensee')
    assert words("Strasse") != words("Straße")
    assert words("4,1") != words("41")
    assert words("sie") != words("Sie")


def test_occurrences_are_whole_words() -> None:
    assert occurrences("ein", "kein ein einer ein") == [(5, 8), (15, 18)]
    assert occurrences("5 %", "1,5 % oder 5 %") == [(11, 14)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kein Einsatz", "ein Einsatz"),
        ("Bodentruppen", "Fallschirmjägern"),
        ("geplant sei", "nicht geplant sei"),
    ],
)
def test_nearest_finds_what_became_of_words(old: str, new: str) -> None:
    text = TEXT.replace(old, new)

    like = most_similar("kein Einsatz von Bodentruppen geplant sei", text)

    assert like is not None
    assert text[like.start : like.end] in (
        "kein Einsatz von Bodentruppen geplant sei".replace(old, new),
        "dass " + "kein Einsatz von Bodentruppen geplant sei".replace(old, new),
    )


def test_nearest_of_unlike_text_is_none() -> None:
    assert (
        most_similar("kein Einsatz von Bodentruppen geplant sei", "Es regnet von Westen her.")
        is None
    )


# Whatever is edited

VOCABULARY = "der die kein ein nicht Land Einsatz 26 27 sei geplant Partner , . «ja» – und".split()
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=60).map(" ".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, int, int, str, int | None]:
    """A text, a span of whole words in it, the text after edits, and where the span is now.

    The last is None if an edit touched the span.
    """
    tokens = draw(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=60))
    first = draw(st.integers(0, len(tokens) - 1))
    last = draw(st.integers(first, min(len(tokens) - 1, first + 12)))
    marked = [(token, first <= number <= last) for number, token in enumerate(tokens)]
    whole = True
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(marked)))
        removed = draw(st.integers(0, 8))
        added = [(t, False) for t in draw(st.lists(st.sampled_from(VOCABULARY), max_size=5))]
        inside = any(mark for _, mark in marked[at : at + removed])
        between = 0 < at < len(marked) and marked[at - 1][1] and marked[at][1] and added
        whole = whole and not inside and not between
        marked[at : at + removed] = added
    start = len(" ".join(tokens[:first])) + (first > 0)
    end = start + len(" ".join(tokens[first : last + 1]))
    now = None
    if whole:
        place = next(number for number, (_, mark) in enumerate(marked) if mark)
        now = len(" ".join(token for token, _ in marked[:place])) + (place > 0)
    return " ".join(tokens), start, end, " ".join(token for token, _ in marked), now


@given(edited())
@settings(max_examples=1500, deadline=None)
def test_located_words_are_always_the_selected_words(case) -> None:
    before, start, end, after, _now = case

    found = locate(select(before, start, end), after)

    if isinstance(found, Location):
        assert words(after[found.start : found.end]) == words(before[start:end])


@given(TEXTS, st.data())
@settings(max_examples=500, deadline=None)
def test_unchanged_text_locates_every_span_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    found = locate(select(text, start, end), text)

    assert found == Location(start, end, Rule.POSITION)


GERMAN = (
    "Land Partner Truppen Einsatz Minister Gespräche Genf Dienstag Regierung Sprecher Frieden "
    "Armee Abkommen Sicherheit Grenze Europa Angriff Hilfe Woche Beamter sagte sei habe werde "
    "nicht kein der die das und mit von über nach seit gegen wieder noch ausserdem Zürich Bern"
).split()


def test_unlikely_to_land_on_a_lookalike() -> None:
    """Texts in which sentences stand twice, one of them removed, others edited at random."""
    chance = random.Random(6)
    wrong = located = 0
    for _ in range(1500):
        sentences = [
            " ".join(chance.choices(GERMAN, k=chance.randint(2, 9))) + "." for _ in range(12)
        ]
        sentences[9] = sentences[2]
        chosen = chance.choice([2, 9, 5])
        before = " ".join(sentences)
        start = len(" ".join(sentences[:chosen])) + 1
        selector = select(before, start, start + len(sentences[chosen]))
        kept = [[number, sentence] for number, sentence in enumerate(sentences)]
        for item in kept:
            if item[0] != chosen and chance.random() < 0.3:
                parts = str(item[1]).split()
                parts[chance.randrange(len(parts))] = chance.choice(GERMAN)
                item[1] = " ".join(parts)
        if chance.random() < 0.5:
            kept = [item for item in kept if item[0] != chosen]
        if chance.random() < 0.3:
            chance.shuffle(kept)
        after = " ".join(str(sentence) for _, sentence in kept)
        places = [len(" ".join(str(s) for _, s in kept[:i])) + (i > 0) for i in range(len(kept))]
        truth = [place for place, item in zip(places, kept, strict=True) if item[0] == chosen]
        found = locate(selector, after)
        if isinstance(found, Location):
            located += 1
            # A shuffle may set the other copy between the very sentences of old: then it is it.
            verbatim = selector.prefix + selector.exact + selector.suffix in after
            wrong += [found.start] != truth and not verbatim
    assert wrong == 0
    assert located > 300
