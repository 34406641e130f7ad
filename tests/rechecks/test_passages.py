import random

import pytest

from claims.anchors import Selector, select
from claims.rechecks.passages import Comparison, Note, Op, Outcome, compare_passage, word_diff

EXCERPT = "26 Länder hatten sich im September bereiterklärt, Truppen zu entsenden."
BEFORE = (
    "Die Delegationen sind am Dienstag in Genf zu Gesprächen zusammengekommen. "
    "Im Zentrum steht eine gemeinsame Truppe zur Sicherung des Abkommens."
)
AFTER = (
    "Dabei geht es um Bodentruppen oder Kräfte in der Luft. "
    "Die Ministerin nannte die Gespräche «produktiv» und reiste ab."
)
CHROME = "Wetter heute\n\nMeistgelesen: Fussball, Börse, Kino\n\n06.01.2026, 14:05"
PAGE = f"{CHROME}\n\nTreffen in Genf\n\n{BEFORE}\n\n{EXCERPT} {AFTER}\n\n12 Kommentare"
TITLE = "Treffen in Genf | Blatt"


def selected(words: str = EXCERPT, text: str = PAGE) -> Selector:
    start = text.index(words)
    return select(text, start, start + len(words))


def compared(new: str, *, words: str = EXCERPT, old: str = PAGE, title: str = TITLE) -> Comparison:
    return compare_passage(selected(words, old), old, new, old_title=TITLE, new_title=title)


# Silent


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("Wetter heute", "Wetter morgen: Regen"),
        ("Fussball, Börse, Kino", "Ski, Theater, Wahlen, Zinsen, Verkehr"),
        ("14:05", "17:40"),
        ("12 Kommentare", "1345 Kommentare"),
        ("am Dienstag in Genf", "am Dienstagmorgen in Genf"),
        ("Gesprächen zusammengekommen", "Gesprächen zusammengetroffen"),
        ("Luft. Die", "Luft. Ein neuer Satz steht hier. Die"),
        ("Dabei geht es um Bodentruppen", "Dabei geht's um Truppen am Boden"),
        ("entsenden. Dabei", "entsenden.\n\nAnzeige\n\nDabei"),
        ("im September bereiterklärt", "im\u00a0September  bereit\u00aderklärt"),
        ("Treffen in Genf\n\n", ""),
        (BEFORE, ""),
    ],
)
def test_change_outside_excerpt_is_silent(old: str, new: str) -> None:
    assert compared(PAGE.replace(old, new)).outcome == Outcome.UNCHANGED


@pytest.mark.parametrize("new", ["„produktiv“", '"produktiv"', "“produktiv”", "»produktiv«"])
def test_other_quotation_marks_are_silent(new: str) -> None:
    words = "nannte die Gespräche «produktiv» und reiste ab"
    page = PAGE.replace("«produktiv»", new)

    assert compared(page, words=words).outcome == Outcome.UNCHANGED


def test_other_dashes_are_silent() -> None:
    old = PAGE.replace("bereiterklärt, Truppen", "bereiterklärt – Truppen")
    words = EXCERPT.replace(", ", " – ")

    new = old.replace("–", "—")

    assert compared(new, words=words, old=old).outcome == Outcome.UNCHANGED


def test_repeated_excerpt_is_silent_while_none_is_lost() -> None:
    old = PAGE + "\n\nZusammengefasst: " + EXCERPT
    new = old.replace("Gespräche", "Beratungen").replace("Abkommens", "Vertrags")

    assert compared(new, old=old).outcome == Outcome.UNCHANGED


# Moved


def test_excerpt_between_other_words_is_moved() -> None:
    page = f"{CHROME}\n\n{EXCERPT}\n\nTreffen in Genf\n\n{BEFORE} {AFTER}\n\n12 Kommentare"

    assert compared(page).outcome == Outcome.MOVED


def test_excerpt_between_new_boxes_is_no_alarm() -> None:
    boxes = f"Lesen Sie auch: Ein Tag in Genf.\n\n{EXCERPT}\n\nBild: Keystone\n\n"
    page = PAGE.replace(EXCERPT, boxes)

    assert compared(page).outcome in {Outcome.UNCHANGED, Outcome.MOVED}


def test_excerpt_between_other_adverts_stands_where_it_stood() -> None:
    old = PAGE.replace(EXCERPT, f"Matratzen zum halben Preis!\n\n{EXCERPT}\n\nJetzt Reisen buchen")
    new = PAGE.replace(EXCERPT, f"Kreditkarten im Vergleich\n\n{EXCERPT}\n\nGünstig telefonieren:")

    assert compared(new, old=old).outcome == Outcome.UNCHANGED


@pytest.mark.parametrize(
    "taken_back",
    [
        "Hier stand: «{}» Das war falsch.",
        "{} Diese Angabe wurde zurückgezogen.",
        "In einer früheren Version hieß es, {}",
    ],
)
def test_excerpt_that_is_called_wrong_where_it_stood_is_missing(taken_back: str) -> None:
    found = compared(PAGE.replace(EXCERPT, taken_back.format(EXCERPT)))

    assert (found.outcome, found.note) == (Outcome.MISSING, Note.ELSEWHERE)


def test_excerpt_beside_words_that_were_always_there_is_not_taken_back() -> None:
    old = PAGE.replace("Dabei geht", "Falsch ist das nicht. Dabei geht")

    assert compared(old.replace("entsenden. F", "entsenden.\n\nF"), old=old).outcome == (
        Outcome.UNCHANGED
    )


NOTE = "Korrektur: In einer früheren Fassung hiess es: {} Das war falsch und ist berichtigt."


def test_excerpt_that_is_only_quoted_in_a_note_is_shown_as_changed() -> None:
    new = EXCERPT.replace("26", "27")
    page = PAGE.replace(EXCERPT, new) + "\n\n" + NOTE.format(EXCERPT)

    found = compared(page)

    assert (found.outcome, found.after) == (Outcome.CHANGED, new)


@pytest.mark.parametrize("quoted", [NOTE, "Heute wichtig: {} Lesen Sie mehr dazu auf Seite 3."])
def test_excerpt_that_is_only_quoted_anew_is_missing(quoted: str) -> None:
    page = quoted.format(EXCERPT) + "\n\n" + PAGE.replace(EXCERPT, "")

    found = compared(page)

    assert (found.outcome, found.note) == (Outcome.MISSING, Note.ELSEWHERE)


# Changed


@pytest.mark.parametrize(
    ("old", "new", "taken", "put"),
    [
        ("26 Länder", "27 Länder", "26", "27"),
        ("26 Länder", "26,5 Länder", "26", "26,5"),
        ("hatten sich", "hatten sich nicht", None, "nicht"),
        ("September", "Oktober", "September", "Oktober"),
        ("Truppen zu", "keine Truppen zu", None, "keine"),
        ("bereiterklärt,", "geweigert,", "bereiterklärt", "geweigert"),
        ("Truppen zu", "zu", "Truppen", None),
        ("hatten", "hätten", "hatten", "hätten"),
        ("26 Länder", "Länder", "26", None),
        ("entsenden.", "entsenden?", ".", "?"),
    ],
)
def test_change_inside_excerpt_is_shown(
    old: str, new: str, taken: str | None, put: str | None
) -> None:
    found = compared(PAGE.replace(old, new))

    assert found.outcome == Outcome.CHANGED
    assert found.before == EXCERPT
    assert found.after.endswith(EXCERPT.replace(old, new)[10:])
    assert [words for op, words in found.diff if op == Op.DELETE] == ([taken] if taken else [])
    if not old.startswith("26 Länder") or put:
        assert [words for op, words in found.diff if op == Op.INSERT] == ([put] if put else [])


def test_added_negation_is_shown_though_all_around_it_changed_too() -> None:
    page = (
        "Neue Seite\n\nGanz anders eingeleitet. "
        + EXCERPT.replace("Truppen zu", "keine Truppen zu")
        + " Ganz anders fortgesetzt."
    )

    assert compared(page).outcome == Outcome.CHANGED


@pytest.mark.parametrize("new", ["«schwierig»", "«unproduktiv»"])
def test_change_of_few_words_is_found_by_what_stands_around_them(new: str) -> None:
    found = compared(PAGE.replace("«produktiv»", new), words="«produktiv»")

    assert (found.outcome, found.after) == (Outcome.CHANGED, new)


def test_few_words_elsewhere_do_not_stand_for_those_cited() -> None:
    page = PAGE.replace("«produktiv»", "«schwierig»").replace(
        "Wetter heute", "Meinung: Warum der Sommer für die Bauern «produktiv» war"
    )

    found = compared(page, words="«produktiv»")

    assert (found.outcome, found.after) == (Outcome.CHANGED, "«schwierig»")


def test_change_of_cited_copy_is_found_beside_an_unchanged_teaser() -> None:
    old = f"{EXCERPT} Mehr dazu im Text.\n\n{PAGE}"
    start = old.rindex(EXCERPT)
    excerpt = select(old, start, start + len(EXCERPT))
    head, tail = old[:start], old[start:].replace("26 Länder", "27 Länder")

    found = compare_passage(excerpt, old, head + tail)

    assert (found.outcome, found.after) == (Outcome.CHANGED, EXCERPT.replace("26", "27"))


def test_removal_of_cited_copy_is_found_beside_an_unchanged_teaser() -> None:
    old = f"{EXCERPT} Mehr dazu im Text.\n\n{PAGE}"
    start = old.rindex(EXCERPT)

    found = compare_passage(select(old, start, start + len(EXCERPT)), old, old[:start] + AFTER)

    assert (found.outcome, found.note) == (Outcome.MISSING, Note.ELSEWHERE)


def test_negation_at_beginning_of_page_is_found() -> None:
    old = "ein Einsatz am Boden ist geplant, wie die Ministerin am Dienstag sagte."

    found = compare_passage(select(old, 0, 32), old, "k" + old)

    assert (found.outcome, found.after) == (Outcome.CHANGED, "kein Einsatz am Boden ist geplant")


def test_replaced_beginning_is_shown_whole() -> None:
    found = compared(PAGE.replace("26 Länder hatten", "Fast alle Staaten hatten"))

    assert found.diff[:2] == ((Op.DELETE, "26 Länder"), (Op.INSERT, "Fast alle Staaten"))


def test_selector_without_count_of_occurrences_is_compared_all_the_same() -> None:
    excerpt = selected()
    bare = Selector(excerpt.exact, excerpt.prefix, excerpt.suffix, excerpt.start, excerpt.end)

    assert compare_passage(bare, PAGE, PAGE.replace(BEFORE, "")).outcome == Outcome.UNCHANGED


# Missing, and other pages


def test_removed_excerpt_is_missing() -> None:
    assert compared(PAGE.replace(EXCERPT, "")).outcome == Outcome.MISSING


def test_paraphrased_excerpt_is_no_longer_there() -> None:
    page = PAGE.replace(EXCERPT, "Mehr als zwei Dutzend Staaten wollen Soldaten schicken.")

    assert compared(page).outcome in {Outcome.MISSING, Outcome.CHANGED}


FRONT = (
    "Schnee legt Flughafen lahm. Die Nationalbank senkt den Zins. Ski: Sieg in Adelboden. "
    "Der Bundesrat reist nach Bern. Das Wetter bleibt kalt. Neues aus dem Kino. "
) * 20
FILLER = "Noch ein Absatz des Berichts, der nichts zur Sache tut und nur Platz braucht. " * 40
NOT_FOUND = "Seite nicht gefunden\n\nDie gesuchte Seite gibt es nicht. Zur Startseite"
COOKIES = (
    "Wir und unsere Partner verwenden Cookies.\n\nAlle akzeptieren\n\nDatenschutzeinstellungen"
)
PAID = "Treffen in Genf\n\n" + BEFORE + "\n\nJetzt weiterlesen mit Abo. Sie haben bereits ein Abo?"


@pytest.mark.parametrize(
    ("page", "title", "outcome", "note"),
    [
        (NOT_FOUND, "Blatt", Outcome.SOFT_404, Note.NONE),
        (FRONT, "Seite nicht gefunden | Blatt", Outcome.SOFT_404, Note.NONE),
        ("Oops\n\nThe page could not be found.", "Blatt", Outcome.SOFT_404, Note.NONE),
        ("404\n\nDieser Artikel ist nicht mehr verfügbar.", "", Outcome.SOFT_404, Note.NONE),
        (COOKIES, "Blatt", Outcome.BLOCKED, Note.CONSENT_WALL),
        (PAID, TITLE, Outcome.BLOCKED, Note.PAYWALL),
        ("Just a moment\n\nVerify you are human", "", Outcome.BLOCKED, Note.ROBOT_WALL),
        (FRONT, "Blatt – Nachrichten aus aller Welt", Outcome.ANOTHER_PAGE, Note.NONE),
        (FRONT, "", Outcome.ANOTHER_PAGE, Note.NONE),
        (FRONT, TITLE, Outcome.MISSING, Note.NONE),
    ],
)
def test_page_that_is_none_any_more_is_told_apart(
    page: str, title: str, outcome: Outcome, note: Note
) -> None:
    found = compared(page, old=PAGE + FILLER, title=title)

    assert (found.outcome, found.note, found.after) == (outcome, note, "")


def test_wall_in_front_of_whole_text_is_silent() -> None:
    assert compared(COOKIES + "\n\n" + PAGE + "\n\n" + PAID).outcome == Outcome.UNCHANGED


def test_article_about_missing_pages_is_no_soft_404() -> None:
    page = "Auf dem Schirm stand: Seite nicht gefunden. " + PAGE.replace(EXCERPT, "") + FILLER

    assert compared(page, old=PAGE + FILLER).outcome == Outcome.MISSING


def test_cookie_notice_that_was_always_there_is_no_wall() -> None:
    old = "Alle akzeptieren\n\n" + PAGE + FILLER

    assert compared(old.replace(EXCERPT, ""), old=old).outcome == Outcome.MISSING


# The difference


def test_word_diff_reads_in_order() -> None:
    assert word_diff("Kein Einsatz ist geplant.", "Ein Einsatz ist nicht geplant.") == (
        (Op.DELETE, "Kein"),
        (Op.INSERT, "Ein"),
        (Op.EQUAL, "Einsatz ist"),
        (Op.INSERT, "nicht"),
        (Op.EQUAL, "geplant."),
    )


# At random

NEWS = (
    "Die Regierung will im Frühling {} Millionen Franken für den Bahnhof ausgeben. "
    "Der Gemeinderat von {} hat das Vorhaben am {} mit grosser Mehrheit gutgeheissen. "
    "Gegen den Entscheid kann innert {} Tagen Beschwerde erhoben werden, teilte die Stadt mit. "
    "Eine Sprecherin sagte, dass die Arbeiten nicht vor {} beginnen würden. "
)


def test_random_changes_are_all_told_from_harmless_ones() -> None:
    chance = random.Random(4)
    missed = alarmed = 0
    for _ in range(400):
        parts = [
            NEWS.format(
                chance.randint(2, 900),
                chance.choice(["Chur", "Thun", "Wil", "Baar"]),
                chance.choice(["Montag", "Dienstag", "Freitag"]),
                chance.randint(5, 60),
                chance.randint(2026, 2040),
            )
            for _ in range(8)
        ]
        page = "\n\n".join(["Menü Sport Kultur", *parts, "Impressum"])
        sentences = [s + "." for p in parts for s in p.strip().rstrip(".").split(". ")]
        sentence = chance.choice([s for s in sentences if page.count(s) == 1])
        excerpt = selected(sentence, page)
        tokens = sentence.split()
        at = chance.randrange(1, len(tokens) - 1)
        change = chance.choice(["nicht", "swap", "drop"])
        edited = {
            "nicht": [*tokens[:at], "nicht", *tokens[at:]],
            "swap": [*tokens[:at], "anders", *tokens[at + 1 :]],
            "drop": [*tokens[:at], *tokens[at + 1 :]],
        }[change]
        harmful = page.replace(sentence, " ".join(edited))
        others = [p for p in parts if sentence not in p]
        kept = next(p for p in parts if sentence in p)
        chance.shuffle(others)
        harmless = "\n\n".join(
            [f"Menü {chance.random()}", *others[:5], kept, "Anzeige", *others[5:]]
        )
        missed += compare_passage(excerpt, page, harmful).outcome != Outcome.CHANGED
        alarmed += compare_passage(excerpt, page, harmless).outcome != Outcome.UNCHANGED
    assert (missed, alarmed) == (0, 0)
