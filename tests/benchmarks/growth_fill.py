"""``python -m tests.benchmarks.growth_fill CLAIMS``: that many published claims, all different.

Words, claimants, publishers and topics are as uneven as in life (Zipf): a few stand in every
second claim, most in hardly any. PostgreSQL; the database is migrated and empty.
"""

import itertools
import random
import sys
from collections.abc import Iterator

import django

django.setup()

from django.db import connection  # noqa: E402

from claims.models import (  # noqa: E402
    Article,
    ArticleRevision,
    Claim,
    Claimant,
    Correction,
    Publication,
    Publisher,
    Rating,
    Topic,
)
from tests import factories  # noqa: E402

WORDS, PUBLISHERS, TOPICS = 20_000, 300, 40
WORDS_OF_A_CLAIM, WORDS_OF_A_PAGE = 12, 40
CLAIMS_OF_AN_ARTICLE, CLAIMS_OF_A_CLAIMANT = 20, 10
YEARS = range(2014, 2027)
SYLLABLES = [a + b for a in "bdfgklmnprstvwz" for b in ("a", "e", "i", "o", "u", "au")]

Row = tuple[object, ...]


def main(claims: int) -> None:
    chance = random.Random(1)
    claim = factories.published_claim(topics=[factories.TopicFactory()])
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        cursor.execute("SET maintenance_work_mem = '1GB'")
        _subjects(cursor, claim, claims)
        _drafts(cursor, chance, claims)
        indexes = _drop_indexes(
            cursor, ["claims_claim", "claims_publication", "modelsearch_indexentry"]
        )
        _claims(cursor, claim)
        _search_index(cursor)
        for index in indexes:
            cursor.execute(index)
        for table in ("publication", "claim", "article", "claimant"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('claims_{table}', 'id'), "
                f"(SELECT max(id) FROM claims_{table}))"
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def words() -> list[str]:
    """The vocabulary, the most frequent first."""
    chance = random.Random(2)
    made = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in itertools.count())
    return list(itertools.islice(dict.fromkeys(itertools.islice(made, WORDS * 2)), WORDS))


def _uneven(count: int, steepness: float = 1.0) -> list[float]:
    """Cumulative weights: the n-th is chosen a n-th as often as the first."""
    return list(itertools.accumulate(1 / (n + 1) ** steepness for n in range(count)))


def _subjects(cursor, claim: Claim, claims: int) -> None:
    for model, count, changed in (
        (Publisher, PUBLISHERS, {"name": "'Zeitung ' || n", "slug": "'zeitung-' || n"}),
        (
            Topic,
            TOPICS,
            {"name_de": "'Thema ' || n", "name_en": "'Topic ' || n", "slug": "'thema-' || n"},
        ),
        (
            Claimant,
            claims // CLAIMS_OF_A_CLAIMANT,
            {"name": "'Anna ' || n", "slug": "'anna-' || n"},
        ),
        (
            Article,
            claims // CLAIMS_OF_AN_ARTICLE,
            {"slug": "'a-' || n", "url": "'https://zeitung.example/a-' || n"},
        ),
    ):
        _copy(cursor, model, model._default_manager.order_by("pk")[0].pk, count, changed)
    revision = claim.article.revision
    count = claims // CLAIMS_OF_AN_ARTICLE
    _copy(cursor, ArticleRevision, revision.pk, count, {"article_id": f"{claim.article_id} + n"})


def _drafts(cursor, chance: random.Random, claims: int) -> None:
    """What sets each claim apart from the others, the oldest first."""
    cursor.execute(
        "CREATE UNLOGGED TABLE draft (n int PRIMARY KEY, said text, words text, rating int, "
        "claimant int, publisher int, article int, topics int[], tongue text, "
        "first_at timestamptz, last_at timestamptz, taken_back_at timestamptz)"
    )
    ratings = list(Rating.objects.filter(scale__aspect="content").values_list("pk", flat=True))
    with cursor.copy("COPY draft FROM STDIN") as copy:
        for row in _rows(chance, claims, ratings):
            copy.write_row(row)
    cursor.execute("ANALYZE draft")


def _rows(chance: random.Random, claims: int, ratings: list[int]) -> Iterator[Row]:
    vocabulary = words()
    often = _uneven(len(vocabulary))
    claimants = range(1, claims // CLAIMS_OF_A_CLAIMANT + 1)
    publishers, topics = range(1, PUBLISHERS + 1), range(1, TOPICS + 1)
    by_rating, by_claimant = _uneven(len(ratings), 2.5), _uneven(len(claimants))
    by_publisher, by_topic = _uneven(len(publishers)), _uneven(len(topics))
    publisher = 1
    for n in range(1, claims + 1):
        text = chance.choices(vocabulary, cum_weights=often, k=WORDS_OF_A_PAGE)
        if n % CLAIMS_OF_AN_ARTICLE == 1:
            [publisher] = chance.choices(publishers, cum_weights=by_publisher)
        # As many again in the second half of the years as in the first three quarters of them.
        part = (n / (claims + 1)) ** 0.7 * len(YEARS)
        day = int(part % 1 * 360)
        at = f"{YEARS[int(part)]}-{day // 30 + 1:02}-{day % 28 + 1:02}T{n % 24:02}:{n % 60:02}Z"
        later = chance.random() < 0.05
        updated = f"2026-{n % 10 + 1:02}-{n % 28 + 1:02}T12:{n % 60:02}:{n % 59:02}Z"
        yield (
            n,
            " ".join(text[:WORDS_OF_A_CLAIM]),
            " ".join(text),
            chance.choices(ratings, cum_weights=by_rating)[0],
            chance.choices(claimants, cum_weights=by_claimant)[0] if n % 8 else None,
            publisher if publisher % 10 else None,
            (n - 1) // CLAIMS_OF_AN_ARTICLE + 1,
            list(
                set(chance.choices(topics, cum_weights=by_topic, k=chance.choice((0, 1, 1, 2, 3))))
            ),
            "en" if chance.random() < 0.2 else "de",
            at,
            max(updated, at) if later else at,
            at if chance.random() < 0.01 else None,
        )


def _claims(cursor, claim: Claim) -> None:
    page, first = claim.publication, claim.publication.pk
    claimant, publisher = claim.claimant_id, claim.article.publisher_id
    topic = Topic.objects.order_by("pk")[0].pk
    shared = {
        "statement": "said",
        "headline": "left(said, 70)",
        "language": "tongue",
        "article_id": f"{claim.article_id} + article",
        "claimant_id": f"{claimant} + claimant",
    }
    _from_drafts(cursor, Claim, claim.pk, shared)
    who = "CASE WHEN claimant IS NULL THEN 'null'::jsonb ELSE document->'claimant' || "
    who += "jsonb_build_object('name', 'Anna ' || claimant, 'slug', 'anna-' || claimant) END"
    _from_drafts(
        cursor,
        Publication,
        page.pk,
        shared
        | {
            "claim_id": f"{claim.pk} + n",
            "slug": "'seite-' || n",
            "year": "extract(year FROM first_at AT TIME ZONE 'Europe/Zurich')",
            "publisher_id": f"{publisher} + publisher",
            "rating_id": "rating",
            "first_published_at": "first_at",
            "updated_at": "last_at",
            "retracted_at": "taken_back_at",
            "search_text": "words || ' anna ' || coalesce(claimant, 0)",
            "document": "document || jsonb_build_object('statement', said, 'headline', "
            "left(said, 70), 'language', tongue, 'path', '/claims/2026/seite-' || n, "
            f"'claimant', {who}, 'article', document->'article' || "
            "jsonb_build_object('slug', 'a-' || article))",
        },
    )
    cursor.execute(
        "INSERT INTO claims_publication_topics (publication_id, topic_id) "
        f"SELECT {first} + n, {topic} + unnest(topics) FROM draft"
    )
    author, approver = factories.EditorFactory().pk, factories.ReviewerFactory().pk
    Correction.objects.bulk_create(
        Correction(
            claim_id=claim.pk + n,
            kind=Correction.Kind.values[n % 3],
            state=Correction.State.PUBLISHED,
            text="Das Jahr war falsch.",
            prepared_by_id=author,
            approved_by_id=approver,
            published_at=at,
        )
        for n, at in _corrected(cursor)
    )


def _corrected(cursor) -> list[Row]:
    cursor.execute("SELECT n, last_at FROM draft WHERE last_at > first_at")
    return cursor.fetchall()


def _search_index(cursor) -> None:
    cursor.execute(
        "INSERT INTO modelsearch_indexentry (content_type_id, object_id, title_norm, title, body, "
        "autocomplete, title_text, body_text) SELECT e.content_type_id, p.id::text, 1, '', "
        "setweight(to_tsvector('german', p.statement), 'A') || "
        "setweight(to_tsvector('german', p.search_text), 'D'), '', '', "
        "p.statement || ' ' || p.search_text "
        "FROM claims_publication p CROSS JOIN "
        "(SELECT content_type_id FROM modelsearch_indexentry LIMIT 1) e "
        "WHERE p.slug LIKE 'seite-%'"
    )


def _drop_indexes(cursor, tables: list[str]) -> list[str]:
    """Without their indexes tables are filled sooner; gives what makes these again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS "
        "(SELECT 1 FROM pg_constraint WHERE conname = indexname)",
        [tables],
    )
    rows = cursor.fetchall()
    for name, _definition in rows:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in rows]


def _copy(cursor, model, pk: int, count: int, changed: dict[str, str]) -> None:
    """The row ``pk`` again, ``count`` times, as rows pk + 1, pk + 2, …, changed."""
    _insert(cursor, model, pk, f"generate_series(1, {count}) AS n", changed)


def _from_drafts(cursor, model, pk: int, changed: dict[str, str]) -> None:
    """The row ``pk`` again for each draft, changed."""
    _insert(cursor, model, pk, "draft", changed)


def _insert(cursor, model, pk: int, source: str, changed: dict[str, str]) -> None:
    columns = [field.column for field in model._meta.concrete_fields]
    values = {name: f't."{name}"' for name in columns} | {"id": "t.id + n"} | changed
    names = ", ".join(f'"{name}"' for name in columns)
    given = ", ".join(values[name] for name in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {given} FROM {table} t, {source} WHERE t.id = {pk}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
