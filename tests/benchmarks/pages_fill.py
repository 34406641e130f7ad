"""``python -m tests.benchmarks.pages_fill PAGES``: that many published claims, by SQL."""

import sys
from urllib.parse import quote

import django

django.setup()

from django.db import connection  # noqa: E402

from claims.models import (  # noqa: E402
    Article,
    Claim,
    Claimant,
    Publication,
    Publisher,
    Rating,
)
from tests import factories  # noqa: E402

SUBJECTS = 400  # so many claimants and papers
CLAIMS_OF_AN_ARTICLE = 20


def main(pages: int) -> None:
    article = factories.ArticleFactory(title="Die Zahlen des Jahres")
    claim = factories.published_claim(
        statement="Die Krankenkassenprämien steigen um sechs Prozent.", article=article
    )
    page = claim.publication
    ratings = list(Rating.objects.filter(scale=page.rating.scale).values_list("pk", flat=True))
    named = {"name": "name || ' ' || n", "slug": "slug || '-' || n"}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        _copy(cursor, Publisher, page.publisher_id, SUBJECTS, named)
        _copy(cursor, Claimant, page.claimant_id, SUBJECTS, named)
        _copy(
            cursor,
            Article,
            article.pk,
            pages // CLAIMS_OF_AN_ARTICLE + 1,
            {
                "slug": "slug || '-' || n",
                "url": "url || n",
                "publisher_id": f"publisher_id + 1 + mod(n, {SUBJECTS})",
            },
        )
        of_article = f"article_id + 1 + n / {CLAIMS_OF_AN_ARTICLE}"
        of_claimant = f"claimant_id + 1 + mod(n, {SUBJECTS})"
        _copy(
            cursor,
            Claim,
            claim.pk,
            pages,
            {"slug": "'c-' || n", "article_id": of_article, "claimant_id": of_claimant},
        )
        _copy(
            cursor,
            Publication,
            page.pk,
            pages,
            {
                "claim_id": f"{claim.pk} + n",
                "slug": "'seite-' || n",
                "year": "2026",
                "statement": "rtrim(statement, '.') || ' ' || n || '.'",
                "article_id": of_article,
                "publisher_id": f"publisher_id + 1 + mod(n / {CLAIMS_OF_AN_ARTICLE}, {SUBJECTS})",
                "claimant_id": of_claimant,
                "rating_id": f"(ARRAY{ratings})[1 + mod(n, {len(ratings)})]",
                "updated_at": "now() - n * interval '1 minute'",
                "document": _renamed("document", page),
            },
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _renamed(column: str, page: Publication) -> str:
    """SQL for a JSON column with the n-th page's address and statement in place of ``page``'s."""
    said = page.statement.rstrip(".")
    sql = f"replace({column}::text, '{page.slug}', 'seite-' || n)"
    for words in (said, quote(said).replace("%", "%%")):  # as in an address, too
        space = " " if words == said else "%%20"
        sql = f"replace({sql}, '{words}', '{words}{space}' || n)"
    return f"{sql}::jsonb"


def _copy(cursor, model, pk: int, count: int, changed: dict[str, str]) -> None:
    """The row ``pk`` again, ``count`` times, as rows pk + 1, pk + 2, …, changed."""
    table = model._meta.db_table
    with connection.cursor() as reading:
        columns = [c.name for c in connection.introspection.get_table_description(reading, table)]
    values = ["id + n" if name == "id" else changed.get(name, f'"{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} "
        f"FROM {table}, generate_series(1, %s) AS n WHERE id = %s",
        [count, pk],
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
