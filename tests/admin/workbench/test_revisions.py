"""Two texts of an article, and claims that lost their words, given new ones or put aside."""

import random

import pytest
from django.urls import reverse

from claims.admin.workbench.page import Workbench
from claims.anchors import words
from claims.extraction.record import extract_claims
from claims.models import Claim
from tests import factories

BEFORE = (
    "Der Kanton zählte 1204 Einbrüche im letzten Jahr.\n\n"
    "Das sind 12 Prozent weniger als zuvor.\n\nDer Rest bleibt gleich, wie es heisst."
)
AFTER = (
    "Der Kanton zählte 1204 Einbrüche im letzten Jahr.\n\n"
    "Das sind 14 Prozent weniger als zuvor.\n\nDie Polizei schweigt."
)
S = Claim.State


@pytest.fixture
def article(db):
    return factories.ArticleFactory(revision__text=BEFORE)


@pytest.fixture
def claims(article):
    """On words that stay, that changed a little, that are gone."""
    on = [
        BEFORE.split("\n\n", maxsplit=1)[0][:-1],
        "12 Prozent weniger",
        "Der Rest bleibt gleich",
    ]
    return [factories.ClaimFactory(article=article, words=each) for each in on]


@pytest.fixture
def revised(article, claims):
    factories.ArticleRevisionFactory(article=article, number=2, text=AFTER)
    extract_claims(article)
    Claim.objects.exclude(pk__in=[claim.pk for claim in claims]).delete()
    return article


def address(article):
    return reverse("admin:claims_workbench_changes", args=[article.pk])


def bench(article):
    return reverse("admin:claims_article_workbench", args=[article.pk])


def test_orphans_stand_first_with_their_old_words_and_the_nearest_new_ones(
    revised, claims, sign_in, editor
):
    page = sign_in(editor).get(address(revised))

    lost = page.context["changes"].lost
    assert [(each.row.claim, each.words) for each in lost] == [
        (claims[1], "12 Prozent weniger"),
        (claims[2], "Der Rest bleibt gleich"),
    ]
    start = AFTER.index("14 Prozent")
    assert (lost[0].now, lost[0].start) == ("14 Prozent weniger", start)
    assert page.text.index('id="lost"') < page.text.index('id="text"')
    gone, come = '<del><span class="sr">entfernt: </span>12</del> ', ">14</span></ins> "
    assert page.text.index(gone) < page.text.index(come)


def test_workbench_leads_to_the_changes(revised, sign_in, editor):
    page = sign_in(editor).get(bench(revised)).text

    assert "2 Behauptungen haben in der neuen Fassung ihre Worte verloren." in page
    assert f'href="{address(revised)}"' in page


def test_single_text_has_no_changes(article, sign_in, editor):
    page = sign_in(editor).get(address(article))

    assert page.context["changes"].count == 0
    assert address(article) not in sign_in(editor).get(bench(article)).text


PLACES = {
    "offered": {
        "do": "nearest",
        "near_start": AFTER.index("14"),
        "near_end": AFTER.index("14") + 18,
    },
    "marked": {"do": "move", "start": AFTER.index("Die Polizei"), "end": len(AFTER) - 1},
    "typed": {"do": "move", "words": "Die Polizei schweigt"},
    "apart": {"do": "move", "words": "Der Kanton … schweigt"},
}


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", PLACES)
def test_orphan_is_given_new_words(name, htmx, revised, claims, sign_in, editor):
    claim, client = claims[1], sign_in(editor, htmx=htmx)
    before = Claim.objects.values().get(pk=claim.pk)

    answer = client.post(address(revised), {"claim": claim.pk, "revision": 2, **PLACES[name]})

    claim.refresh_from_db()
    expected = {
        "offered": ["14 Prozent weniger"],
        "apart": ["Der Kanton", "schweigt"],
    }.get(name, ["Die Polizei schweigt"])
    assert [part["exact"] for part in claim.quote] == expected
    assert (claim.anchor_state, claim.revision) == ("anchored", revised.revision)
    assert answer.status_code == (200 if htmx else 302)
    if htmx:
        assert f'id="o-{claim.pk}"' not in answer.text

    client.post(address(revised), {"do": "undo"})

    after = Claim.objects.values().get(pk=claim.pk)
    kept = ["quote", "revision_id", "anchor_state", "statement", "state"]
    assert [after[key] for key in kept] == [before[key] for key in kept]


def test_orphan_is_dismissed_and_taken_up_again(revised, claims, sign_in, editor):
    client = sign_in(editor, htmx=True)

    answer = client.post(
        address(revised), {"claim": claims[2].pk, "do": "dismiss", "reason": "out_of_scope"}
    )

    claims[2].refresh_from_db()
    assert claims[2].state == S.DISMISSED
    assert f'id="o-{claims[2].pk}"' not in answer.text
    assert f'id="o-{claims[2].pk}"' in client.post(address(revised), {"do": "undo"}).text


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"do": "x"},
        {"do": "move"},
        {"do": "nearest"},
        {"do": "dismiss"},
        {"do": "dismiss", "reason": "taken_back"},
        {"do": "move", "words": "Der Rest bleibt gleich"},
        {"do": "move", "words": "e"},
        {"do": "move", "words": "schweigt … Kanton"},
        {"do": "move", "start": 5, "end": 5},
        {"do": "move", "start": 0, "end": 9, "revision": 1},
        {"do": "undo"},
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(answers, revised, claims, sign_in, editor):
    before = Claim.objects.values().get(pk=claims[2].pk)

    answer = sign_in(editor, htmx=True).post(address(revised), {"claim": claims[2].pk, **answers})

    assert answer.status_code == 409
    assert answer.context["problems"]
    assert Claim.objects.values().get(pk=claims[2].pk) == before


def test_claim_with_words_is_no_orphan(revised, claims, sign_in, editor):
    answers = {"claim": claims[0].pk, "do": "move", "start": 0, "end": 9}

    assert sign_in(editor, htmx=True).post(address(revised), answers).status_code == 409


@pytest.mark.parametrize("person", ["reviewer", "auditor"])
def test_others_read_only(person, revised, claims, people, sign_in):
    client = sign_in(people[person], htmx=True)

    answer = client.post(address(revised), {"claim": claims[1].pk, **PLACES["marked"]})

    assert answer.status_code == 403
    assert "Markierte Worte verwenden" not in sign_in(people[person]).get(address(revised)).text


def test_any_two_texts_are_compared(revised, sign_in, editor):
    factories.ArticleRevisionFactory(article=revised, number=3, text=AFTER + " Ende.")
    client = sign_in(editor)

    pages = [
        client.get(address(revised), {"from": a, "to": b}) for a, b in ((1, 2), (2, 3), ("x", 9))
    ]

    chosen = [page.context["changes"] for page in pages]
    assert [(each.before.number, each.after.number) for each in chosen] == [(1, 2), (2, 3), (1, 3)]
    assert "data-start" not in pages[0].text  # places in an older text say nothing now
    assert "data-start" in pages[1].text


def test_page_with_an_older_text_changes_nothing(revised, claims, sign_in, editor):
    client = sign_in(editor, htmx=True)
    before = Claim.objects.values().get(pk=claims[0].pk)
    old = {"X-Revision": "1"}
    step = reverse("admin:claims_workbench_step", args=[revised.pk, claims[0].pk, "move"])
    new = reverse("admin:claims_workbench_new", args=[revised.pk])

    answers = [
        client.post(step, {"start": 3, "end": 9}, headers=old),
        client.post(step, {"start": 3, "end": 9, "revision": 1}),
        client.get(new, {"start": 3, "end": 9}, headers=old),
    ]

    assert [answer.status_code for answer in answers] == [409] * 3
    assert Claim.objects.values().get(pk=claims[0].pk) == before


EDITS = [
    lambda words, at, chance: words.pop(at),
    lambda words, at, chance: words.insert(at, chance.choice(["nicht", "12", "kein", "\n\n"])),
    lambda words, at, chance: words.insert(at, words[chance.randrange(len(words))]),
    lambda words, at, chance: words.__setitem__(at, chance.choice(["13", "Irak", "sank"])),
    lambda words, at, chance: words.extend(words[at : at + 12]),
    lambda words, at, chance: words.__setitem__(slice(at, at), words[-15:]),
]


@pytest.mark.parametrize("seed", range(4))
def test_no_claim_ever_stands_on_other_words_than_its_own(seed, claims, article, editor):
    """Text after text, edited at random: what is marked is what was marked at first, or nothing."""
    chance = random.Random(seed)
    own = {claim.pk: words(claim.quote[0]["exact"]) for claim in claims}
    moved = 0

    for number in range(2, 22):
        pieces = article.revision.text.split(" ")
        for _edit in range(chance.randint(1, 4)):
            chance.choice(EDITS)(pieces, chance.randrange(len(pieces) - 1), chance)
        factories.ArticleRevisionFactory(article=article, number=number, text=" ".join(pieces))
        extract_claims(article)

        shown = Workbench(article, editor)
        for row in shown.rows:
            if row.claim.pk in own and row.spans:
                ((start, end),) = row.spans
                assert words(shown.revision.text[start:end]) == own[row.claim.pk]
                moved += row.claim.anchor_state == "moved"

    assert moved  # else nothing was tried
