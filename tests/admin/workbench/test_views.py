"""The workbench: each step with and without htmx, by each role, on exact words."""

import pytest
from django.urls import reverse

from claims.admin.workbench.page import Workbench
from claims.editorial import claims as editorial
from claims.models import Claim, Claimant, Event
from tests import factories

TEXT = (
    "Größe zählt 🎉: «Die Zahl ist um 12 Prozent gesunken», sagte Anna Keller.\n\n"
    "Im Kanton 👩‍👩‍👧 sei sie\ngleich geblieben. Das Departement schweigt."
)
S = Claim.State


@pytest.fixture
def article(db):
    return factories.ArticleFactory(revision__text=TEXT)


@pytest.fixture
def claim(article):
    words = "Die Zahl ist um 12 Prozent gesunken"
    return factories.ClaimFactory(article=article, words=words, state=S.SUGGESTED)


def bench(article):
    return reverse("admin:claims_article_workbench", args=[article.pk])


def step(claim, name):
    return reverse("admin:claims_workbench_step", args=[claim.article_id, claim.pk, name])


def new(article):
    return reverse("admin:claims_workbench_new", args=[article.pk])


def undo(article):
    return reverse("admin:claims_workbench_undo", args=[article.pk])


ANSWERS = {
    "accept": {},
    "dismiss": {"reason": "opinion"},
    "edit": {"statement": "Anders.", "kind": "fact", "who_how": "own_voice", "edit_number": 1},
    "move": {"edge": "end", "by": -1},
    "split": {"statements": "Eins.\nZwei."},
}
AFTER = {
    "accept": S.OPEN,
    "dismiss": S.DISMISSED,
    "edit": S.SUGGESTED,
    "move": S.SUGGESTED,
    "split": S.SPLIT,
}


# --- The page -------------------------------------------------------------------------------


@pytest.mark.parametrize("claims", [1, 3, 40])
def test_workbench_takes_the_same_queries_for_any_number_of_claims(
    claims, article, sign_in, editor, django_assert_num_queries
):
    for _number in range(claims):
        factories.ClaimFactory(article=article, words="Anna Keller")
    client = sign_in(editor)

    with django_assert_num_queries(11):
        response = client.get(bench(article))

    assert len(response.context["bench"].rows) == claims


@pytest.mark.parametrize(
    ("state", "style"),
    [
        (S.SUGGESTED, "suggested"),
        (S.OPEN, "open"),
        (S.IN_RESEARCH, "open"),
        (S.IN_REVIEW, "review"),
        (S.APPROVED, "settled"),
        (S.DISMISSED, "settled"),
        (S.PUBLISHED, "settled"),
    ],
)
def test_state_shows_in_the_line_below_the_words(state, style, article, sign_in, editor):
    reason = "opinion" if state == S.DISMISSED else ""
    factories.ClaimFactory(
        article=article, words="Anna Keller", state=state, dismissal_reason=reason
    )

    page = sign_in(editor).get(bench(article)).text

    assert f'class="mark mark-{style} level-0"' in page


def test_orphan_stands_first_and_marks_no_words(article, claim, sign_in, editor):
    lost = factories.ClaimFactory(article=article, words="schweigt", anchor_state="orphaned")

    response = sign_in(editor).get(bench(article))

    rows = response.context["bench"].rows
    assert [(row.claim.pk, row.style) for row in rows] == [
        (lost.pk, "orphaned"),
        (claim.pk, "suggested"),
    ]
    assert f'id="m-{lost.pk}' not in response.text


def test_claim_on_other_words_than_its_own_marks_none(article, claim, sign_in, editor):
    claim.quote = [claim.quote[0] | {"start": 0, "end": 5}]
    claim.save()

    rows = sign_in(editor).get(bench(article)).context["bench"].rows

    assert [(row.style, row.spans) for row in rows] == [("orphaned", ())]


def test_bar_tells_what_is_settled(article, sign_in, editor):
    factories.ClaimFactory(article=article, words="schweigt", state=S.PUBLISHED)
    factories.ClaimFactory(article=article, words="Anna Keller")
    editorial.merge(
        factories.ClaimFactory(article=article, words="Keller"),
        into=article.claims.last(),
        actor=editor,
    )

    page = sign_in(editor).get(bench(article))

    shown = page.context["bench"]
    letters = len("".join(TEXT.split()))
    assert (shown.settled, len(shown.rows)) == (1, 2)
    assert shown.coverage.percent == 100 * len("schweigt") // letters
    assert [(each.style, each.count) for each in shown.shares] == [("settled", 1), ("open", 1)]
    assert f"{shown.coverage.percent} % des Textes erledigt" in page.text


def test_long_article_opens_within_a_second(sign_in, editor):
    words = [f"Wort{number % 977}" for number in range(20_000)]
    text = "\n\n".join(" ".join(words[at : at + 80]) + "." for at in range(0, 20_000, 80))
    article = factories.ArticleFactory(revision__text=text)
    claims = [
        Claim(
            article=article,
            revision=article.revision,
            statement="Etwas ist so.",
            mode="own_voice",
            state=[S.SUGGESTED, S.OPEN, S.PUBLISHED][number % 3],
            quote=[
                {
                    "exact": text[at : at + 90],
                    "prefix": "",
                    "suffix": "",
                    "start": at,
                    "end": at + 90,
                }
            ],
        )
        for number, at in enumerate(range(0, 400 * 300, 300))
    ]
    Claim.objects.bulk_create(claims)
    client, last = sign_in(editor, htmx=True), article.claims.last()

    page = client.get(bench(article))
    answer = client.post(step(last, "move"), {"edge": "end", "by": -1})

    assert (page.status_code, answer.status_code) == (200, 200)
    assert len(answer.text) < 20_000  # one claim and its paragraphs, not the page


def test_text_of_the_article_runs_no_script(sign_in, editor):
    text = "<script>alert(1)</script> sagte er, und <b>niemand</b> lachte."
    article = factories.ArticleFactory(revision__text=text)
    factories.ClaimFactory(article=article, words="<script>alert(1)</script>")

    page = sign_in(editor).get(bench(article)).text

    assert "<script>alert" not in page
    assert "&lt;b&gt;niemand" in page


@pytest.mark.parametrize(
    ("person", "status"),
    [("editor", 200), ("reviewer", 200), ("chief", 200), ("auditor", 200), ("administrator", 403)],
)
def test_workbench_is_for_those_who_read_the_desk(person, status, article, people, sign_in):
    assert sign_in(people[person]).get(bench(article)).status_code == status


# --- Steps ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_step_without_a_script_leads_back_to_the_page(name, claim, sign_in, editor):
    response = sign_in(editor).post(step(claim, name), ANSWERS[name])

    claim.refresh_from_db()
    assert claim.state == AFTER[name]
    assert response.status_code == 302
    assert response.url.startswith(bench(claim.article))


@pytest.mark.parametrize("name", ANSWERS)
def test_step_with_htmx_answers_with_the_claim_its_marks_and_the_bar(name, claim, sign_in, editor):
    factories.ClaimFactory(article=claim.article, words="schweigt")

    response = sign_in(editor, htmx=True).post(step(claim, name), ANSWERS[name])

    claim.refresh_from_db()
    assert claim.state == AFTER[name]
    assert response.status_code == 200
    assert "<html" not in response.text
    assert f'id="c-{claim.pk}"' in response.text
    assert 'id="p-0" hx-swap-oob="true"' in response.text
    assert 'id="p-1"' not in response.text
    assert 'id="bench-bar"' in response.text


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("person", ["reviewer", "auditor", "administrator"])
@pytest.mark.parametrize("name", ANSWERS)
def test_step_is_refused_to_others(name, person, htmx, claim, people, sign_in):
    response = sign_in(people[person], htmx=htmx).post(step(claim, name), ANSWERS[name])

    claim.refresh_from_db()
    assert response.status_code == 403
    assert (claim.state, claim.edit_number) == (S.SUGGESTED, 1)
    if htmx:
        assert response.headers["HX-Retarget"] == "#bench-status"


@pytest.mark.parametrize("name", ["dismiss", "edit", "split", "merge"])
@pytest.mark.parametrize("htmx", [False, True])
def test_step_shows_its_form(name, htmx, claim, sign_in, editor):
    response = sign_in(editor, htmx=htmx).get(step(claim, name))

    assert response.status_code == 200
    assert ("<html" in response.text) is not htmx
    assert f'action="{step(claim, name)}"' in response.text


def test_form_that_is_not_filled_in_comes_back_to_its_place(claim, sign_in, editor):
    response = sign_in(editor, htmx=True).post(step(claim, "dismiss"), {})

    assert response.headers["HX-Retarget"] == f"#form-{claim.pk}"
    assert response.context["form"].errors


def test_step_that_the_state_forbids_is_told(claim, sign_in, editor):
    editorial.accept(claim, actor=editor)

    plain = sign_in(editor).post(step(claim, "accept"), follow=True)
    fragment = sign_in(editor, htmx=True).post(step(claim, "accept"))

    assert [str(message) for message in plain.context["messages"]] != []
    assert fragment.status_code == 409
    assert fragment.headers["HX-Retarget"] == "#bench-status"


def test_merge_leads_to_the_other_claim(claim, sign_in, editor):
    other = factories.ClaimFactory(article=claim.article, words="schweigt")

    response = sign_in(editor, htmx=True).post(step(claim, "merge"), {"into": other.pk})

    claim.refresh_from_db()
    assert (claim.state, claim.merged_into) == (S.MERGED, other)
    assert f'<li id="c-{claim.pk}" hx-swap-oob="delete">' in response.text


def test_merge_offers_the_claims_that_stand_the_nearest_first(claim, sign_in, editor):
    far = factories.ClaimFactory(article=claim.article, words="Departement schweigt")
    near = factories.ClaimFactory(article=claim.article, words="Im Kanton")
    factories.ClaimFactory(
        article=claim.article, words="Anna Keller", state=S.DISMISSED, dismissal_reason="opinion"
    )

    form = sign_in(editor, htmx=True).get(step(claim, "merge")).context["form"]

    assert [value for value, _label in form.fields["into"].choices] == [near.pk, far.pk]


def test_split_puts_the_parts_where_the_claim_was(claim, sign_in, editor):
    response = sign_in(editor, htmx=True).post(
        step(claim, "split"), {"statements": "Eins.\n\nZwei.\n"}
    )

    first, second = Claim.objects.filter(split_from=claim).order_by("pk")
    assert (first.statement, second.statement) == ("Eins.", "Zwei.")
    assert 'hx-swap-oob="afterbegin:#claims"' in response.text
    assert f'hx-swap-oob="afterend:#c-{first.pk}"' in response.text


def test_split_into_one_is_told_at_the_form(claim, sign_in, editor):
    response = sign_in(editor, htmx=True).post(step(claim, "split"), {"statements": "Eins."})

    assert len(response.context["form"].non_field_errors()) == 1
    assert claim.article.claims.count() == 1


def test_numbers_of_claims_stay_when_others_come_or_go(article, claim, sign_in, editor):
    second = factories.ClaimFactory(article=article, words="schweigt")
    early = factories.ClaimFactory(article=article, words="Größe zählt")
    editorial.merge(claim, into=second, actor=editor)

    rows = sign_in(editor).get(bench(article)).context["bench"].rows

    assert [(row.claim.pk, row.number) for row in rows] == [(early.pk, 3), (second.pk, 2)]


# --- Words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["🎉", "Größe zählt 🎉", "👩‍👩‍👧 sei sie\ngleich", "gesunken», sagte", "schweigt."],
)
def test_new_claim_stands_on_exactly_the_marked_words(words, article, claim, sign_in, editor):
    start = TEXT.index(words)
    answers = {"start": start, "end": start + len(words), "kind": "fact", "who_how": "own_voice"}

    response = sign_in(editor, htmx=True).post(new(article), answers)

    made = Claim.objects.exclude(pk=claim.pk).get()
    (part,) = made.quote
    assert (part["start"], part["exact"]) == (start, words)
    assert made.statement == " ".join(words.split())
    assert f'data-picked="{made.pk}"' in response.text


def test_spaces_at_the_ends_of_marked_words_do_not_count(article, sign_in, editor):
    start = TEXT.index(" 12 Prozent ")
    answers = {"start": start, "end": start + 12, "kind": "number", "who_how": "own_voice"}

    sign_in(editor).post(new(article), answers)

    assert Claim.objects.get().quote[0]["exact"] == "12 Prozent"


def test_new_claim_from_words_that_were_typed(article, sign_in, editor):
    answers = {"words": "Das Departement schweigt", "kind": "fact", "who_how": "own_voice"}

    sign_in(editor).post(new(article), answers)

    assert Claim.objects.get().quote[0]["start"] == TEXT.index("Das Departement")


@pytest.mark.parametrize("words", ["steht nirgends", "", "sie"])
def test_words_that_are_not_there_once_make_no_claim(words, sign_in, editor):
    article = factories.ArticleFactory(revision__text="Hier sagt sie, was sie will.")

    response = sign_in(editor).post(
        new(article), {"words": words, "kind": "fact", "who_how": "own_voice"}
    )

    assert len(response.context["form"].non_field_errors()) == 1
    assert Claim.objects.count() == 0


def test_form_for_a_new_claim_shows_the_marked_words(article, sign_in, editor):
    start = TEXT.index("sei sie\ngleich")

    form = sign_in(editor, htmx=True).get(new(article), {"start": start, "end": start + 14})

    assert form.context["form"]["statement"].value() == "sei sie gleich"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"edge": "end", "by": 1}, "Die Zahl ist um 12 Prozent gesunken»"),
        ({"edge": "end", "by": -1}, "Die Zahl ist um 12 Prozent"),
        ({"edge": "start", "by": 1}, "Zahl ist um 12 Prozent gesunken"),
        ({"edge": "start", "by": -2}, ": «Die Zahl ist um 12 Prozent gesunken"),
        ({"nudge": "end -1"}, "Die Zahl ist um 12 Prozent"),
    ],
)
def test_ends_move_by_words(answers, words, claim, sign_in, editor):
    sign_in(editor).post(step(claim, "move"), answers)

    claim.refresh_from_db()
    assert claim.quote[0]["exact"] == words


@pytest.mark.parametrize("htmx", [True, False])
def test_second_to_move_the_words_overwrites_nothing(htmx, claim, sign_in, editor):
    other = factories.EditorFactory()
    seen = f"{step(claim, 'move')}?edit_number={claim.edit_number}"

    client = sign_in(editor, htmx=htmx)
    sign_in(other).post(seen, {"edge": "end", "by": 1})
    late = client.post(seen, {"edge": "end", "by": -1})

    claim.refresh_from_db()
    assert claim.quote[0]["exact"] == "Die Zahl ist um 12 Prozent gesunken»"
    assert claim.last_editor == other
    if htmx:
        assert late.status_code == 409
        assert "Nichts wurde überschrieben" in late.text
        assert f"move/?edit_number={claim.edit_number}" in late.text
        assert 'hx-swap-oob="true"' in late.text
    else:
        assert "Nichts wurde überschrieben" in client.get(late.url).text


@pytest.mark.parametrize(
    ("ends", "parts"),
    [
        ((0, "sagte"), ["Größe zählt", "12 Prozent gesunken», sagte"]),
        (("zählt", "Prozent"), ["zählt", "12 Prozent"]),
        ((0, "Die"), ["Größe zählt 🎉: «Die"]),  # into the gap: the last part falls away
        (("Anna", "Keller"), ["Anna Keller"]),
    ],
)
def test_parts_stay_apart_when_an_end_is_dragged(ends, parts, article, sign_in, editor):
    first, last = TEXT.index("12 Prozent"), TEXT.index("»")
    claim = editorial.suggest(article, spans=[(0, 11), (first, last)], actor=editor)
    start = TEXT.index(ends[0]) if ends[0] else 0

    sign_in(editor).post(
        step(claim, "move"), {"start": start, "end": TEXT.index(ends[1]) + len(ends[1])}
    )

    claim.refresh_from_db()
    assert [part["exact"] for part in claim.quote] == parts


def test_orphan_takes_the_marked_words_of_the_current_revision(article, claim, sign_in, editor):
    claim.anchor_state = "orphaned"
    claim.save()
    factories.ArticleRevisionFactory(article=article, text="Neu: Die Zahl sank.")

    sign_in(editor).post(step(claim, "move"), {"start": 5, "end": 18})

    claim.refresh_from_db()
    assert (claim.quote[0]["exact"], claim.anchor_state) == ("Die Zahl sank", "anchored")
    assert claim.revision == article.revision


# --- Who said it ----------------------------------------------------------------------------


def who(claim, **answers):
    return {"statement": claim.statement, "kind": claim.kind, "edit_number": 1, **answers}


def test_claimant_is_found_by_an_alias(claim, sign_in, editor):
    keller = factories.ClaimantFactory(name="Regula Keller")
    factories.ClaimantNameFactory(claimant=keller, name="Stadträtin KELLER")

    sign_in(editor).post(step(claim, "edit"), who(claim, who="stadträtin keller", who_how="known"))

    claim.refresh_from_db()
    assert claim.claimant == keller


def test_name_of_several_claimants_asks_which(claim, sign_in, editor):
    factories.ClaimantNameFactory(name="Meier")
    second = factories.ClaimantNameFactory(name="Meier").claimant
    client = sign_in(editor)

    refused = client.post(step(claim, "edit"), who(claim, who="Meier", who_how="known"))
    client.post(step(claim, "edit"), who(claim, who="Meier", who_how="known", who_id=second.pk))

    claim.refresh_from_db()
    assert len(refused.context["form"].non_field_errors()) == 1
    assert claim.claimant == second


def test_new_claimant_is_created_and_logged(claim, sign_in, editor):
    answers = who(claim, who="Bundesamt für Statistik", who_how="new", who_kind="organisation")

    sign_in(editor).post(step(claim, "edit"), answers)

    claim.refresh_from_db()
    assert (claim.claimant.kind, claim.claimant.article) == ("organisation", None)
    assert Event.objects.filter(verb="add_claimant").count() == 1


def test_unnamed_claimant_stays_with_the_article(claim, sign_in, editor):
    sign_in(editor).post(step(claim, "edit"), who(claim, who="ein Beamter", who_how="unnamed"))

    claim.refresh_from_db()
    assert (claim.claimant.name, claim.claimant.article) == ("ein Beamter", claim.article)


def test_unknown_name_creates_nobody(claim, sign_in, editor):
    before = Claimant.objects.count()

    response = sign_in(editor).post(
        step(claim, "edit"), who(claim, who="Niemand Bekanntes", who_how="known")
    )

    assert len(response.context["form"].non_field_errors()) == 1
    assert Claimant.objects.count() == before


def test_names_are_offered_while_typing(claim, sign_in, editor):
    keller = factories.ClaimantFactory(name="Regula Zürcher")
    factories.ClaimantNameFactory(claimant=keller, name="die Stadträtin")
    address = reverse("admin:claims_workbench_claimants", args=[claim.article_id])

    answer = sign_in(editor).get(address, {"q": "STADTR"}).json()

    assert answer == {
        "claimants": [{"id": keller.pk, "name": "Regula Zürcher", "about": "Polizeisprecherin"}]
    }


# --- Two people, and second thoughts --------------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_second_to_save_sees_both_texts_and_loses_nothing(htmx, claim, sign_in, editor):
    editorial.edit(claim, statement="Was die erste schrieb.", actor=factories.EditorFactory())
    client = sign_in(editor, htmx=htmx)
    mine = who(claim, who_how="own_voice") | {"statement": "Was ich schrieb."}

    response = client.post(step(claim, "edit"), mine)

    assert "Was die erste schrieb." in response.text
    assert response.context["form"]["statement"].value() == "Was ich schrieb."
    claim.refresh_from_db()
    assert claim.statement == "Was die erste schrieb."
    again = mine | {"edit_number": response.context["form"]["edit_number"].value()}
    client.post(step(claim, "edit"), again)
    claim.refresh_from_db()
    assert claim.statement == "Was ich schrieb."


def test_saving_without_a_change_makes_nobody_an_editor_of_the_claim(claim, sign_in, editor):
    answers = who(claim, who=claim.claimant.name, who_how="known", who_id=claim.claimant_id)

    sign_in(editor).post(step(claim, "edit"), answers)

    claim.refresh_from_db()
    assert (claim.edit_number, claim.last_editor) == (1, None)


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", [*ANSWERS, "merge"])
def test_last_step_is_undone(name, htmx, article, claim, sign_in, editor):
    other = factories.ClaimFactory(article=article, words="schweigt")
    client = sign_in(editor, htmx=htmx)
    before = (claim.state, claim.statement, claim.claimant, claim.quote)
    client.post(step(claim, name), ANSWERS.get(name, {"into": other.pk}))

    response = client.post(undo(article))

    claim.refresh_from_db()
    assert (claim.state, claim.statement, claim.claimant, claim.quote) == before
    rows = Workbench(article, editor).rows
    assert {row.claim.pk for row in rows} == {claim.pk, other.pk}
    assert response.status_code == (200 if htmx else 302)
    if htmx:
        assert f'id="c-{claim.pk}"' in response.text
        assert " disabled>" in response.text


def test_undone_new_claim_leaves_the_page(article, sign_in, editor):
    client = sign_in(editor, htmx=True)
    client.post(new(article), {"words": "Anna Keller", "who_how": "own_voice", "kind": "fact"})
    made = article.claims.get()

    response = client.post(undo(article))

    assert f'<li id="c-{made.pk}" hx-swap-oob="delete">' in response.text
    assert "mark-" not in response.text


def test_undo_does_not_touch_what_somebody_else_wrote_since(article, claim, sign_in, editor):
    other = factories.ClaimFactory(article=article, words="schweigt", state=S.SUGGESTED)
    client = sign_in(editor, htmx=True)
    client.post(step(other, "accept"))
    client.post(step(claim, "edit"), ANSWERS["edit"])
    editorial.edit(claim, statement="Von jemand anderem.", actor=factories.EditorFactory())

    refused, next_one = client.post(undo(article)), client.post(undo(article))

    claim.refresh_from_db()
    other.refresh_from_db()
    assert (refused.status_code, claim.statement) == (409, "Von jemand anderem.")
    assert (next_one.status_code, other.state) == (200, S.SUGGESTED)  # the step before it


def test_undo_with_nothing_to_undo_says_so(article, sign_in, editor):
    response = sign_in(editor, htmx=True).post(
        reverse("admin:claims_workbench_undo", args=[article.pk])
    )

    assert response.status_code == 409


# --- Nonsense -------------------------------------------------------------------------------

HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/claims/article/{HUGE}/workbench/",
        f"/admin/claims/claim/{HUGE}/change/",
        f"/admin/claims/claim/{HUGE}/do/accept/",
        "/admin/claims/claim/0/change/",
    ],
)
def test_rows_that_cannot_be_are_not_found(address, sign_in, editor):
    assert sign_in(editor).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("accept", {"anything": "x"}),
        ("dismiss", {"reason": "because"}),
        ("edit", {"statement": "\x00", "kind": "fact", "who_how": "own_voice"}),
        ("edit", {"statement": "A", "kind": "nonsense", "who_how": "nobody"}),
        (
            "edit",
            {"statement": "A", "kind": "fact", "who_how": "known", "who_id": HUGE, "who": "B"},
        ),
        ("edit", {"statement": "A", "kind": "fact", "who_how": "new", "who": "C", "who_kind": "x"}),
        ("edit", {"statement": "A" * 100_000, "kind": "fact", "who_how": "own_voice"}),
        ("move", {}),
        ("move", {"start": 10, "end": 3}),
        ("move", {"start": HUGE, "end": HUGE}),
        ("move", {"edge": "middle", "by": "x"}),
        ("move", {"nudge": "end 99999"}),
        ("merge", {"into": HUGE}),
        ("merge", {"into": "x"}),
        ("split", {}),
        ("unheard-of", {}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_nonsense_breaks_nothing(name, answers, htmx, claim, sign_in, editor):
    response = sign_in(editor, htmx=htmx).post(step(claim, name), answers)

    claim.refresh_from_db()
    assert response.status_code in {200, 302, 404, 409}
    assert all(
        claim.revision.text[part["start"] : part["end"]] == part["exact"] for part in claim.quote
    )


@pytest.mark.parametrize("marked", [{"start": "x", "end": "²"}, {"start": HUGE, "end": HUGE}, {}])
def test_nonsense_marks_make_no_claim(marked, article, sign_in, editor):
    client = sign_in(editor, htmx=True)

    assert client.get(new(article), marked).status_code == 200
    response = client.post(new(article), {**marked, "kind": "fact", "who_how": "own_voice"})
    assert response.status_code == 200
    assert Claim.objects.count() == 0
