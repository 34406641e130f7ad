"""``python -m tests.benchmarks.pages_fill PAGES``: that many published claims, by SQL."""

import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from claims.models import Claim, Publication  # noqa: E402
from tests import factories  # noqa: E402

SUBJECTS = 400  # so many different subjects, claimants and papers


def main(pages: int) -> None:
    article = factories.ArticleFactory(title="Die Zahlen des Jahres")
    claim = factories.published_claim(
        statement="Die Krankenkassenprämien steigen um sechs Prozent.", article=article
    )
    page = claim.publication
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        _copy(cursor, Claim._meta.db_table, claim.pk, pages, {"slug": "'c-' || n"})
        _copy(
            cursor,
            Publication._meta.db_table,
            page.pk,
            pages,
            {
                "claim_id": f"{claim.pk} + n",
                "slug": "'seite-' || n",
                "year": "2026",
                "updated_at": "now() - n * interval '1 minute'",
            },
        )
        cursor.execute("ANALYZE")


def _copy(cursor, table: str, pk: int, count: int, changed: dict[str, str]) -> None:
    """The row ``pk`` again, ``count`` times, as rows pk + 1, pk + 2, …, changed."""
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
