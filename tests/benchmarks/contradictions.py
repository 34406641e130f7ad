"""How long a new claim is compared with 1,000, 10,000 and 100,000 known ones.

On a database of its own, SQLite or PostgreSQL by ``TEST_DATABASE``. The claims are made of a
vocabulary whose words are as unevenly common as those of a newspaper.
"""

import os
import random
import time
from collections.abc import Iterator

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 60
BATCH = 5_000
WORDS = 30_000
SUBJECTS = """Regierung Bundesrat Ministerium Polizei Partei Kanton Gemeinde Firma Konzern Spital Schule
    Universität Gericht Behörde Verband Gewerkschaft Armee Bank Versicherung Bahn""".split()
VERBS = "meldet zählt erwartet plant verliert gewinnt bezahlt verkauft prüft erhält".split()


def measure() -> Iterator[tuple[str, float, str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ.setdefault("SECRET_KEY", "only for measuring" * 4)
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield from _measure()
    finally:
        teardown_databases(old, verbosity=0)


def _measure() -> Iterator[tuple[str, float, str]]:
    from django.db import connection

    chance = random.Random(1)
    article, revision = _article()
    made, medians = 0, []
    for size in SIZES:
        while made < size:
            count = min(BATCH, size - made)
            _known(chance, article, revision, count)
            made += count
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        times, looked_at, found = _compare_some(chance, article, revision)
        name = f"{connection.vendor}, {size:,} known"
        yield f"{name}: median", 1000 * times[len(times) // 2], "ms"
        yield f"{name}: 95th percentile", 1000 * times[int(0.95 * len(times))], "ms"
        yield f"{name}: candidates", looked_at, "claims on average"
        yield f"{name}: planted contradictions found", 100 * found, "%"
        medians.append(times[len(times) // 2])
    yield "the slowest size over the fastest", max(medians) / min(medians), "times"


def _article():
    from tests.factories import ArticleFactory

    article = ArticleFactory()
    return article, article.revision


def _statement(chance: random.Random) -> str:
    """«Die Regierung meldet 14 Wort512 mit Wort7 und Wort23.», common words far more often."""
    nouns = [f"W{_letters(int(WORDS ** chance.random()))}" for _ in range(4)]
    return (
        f"Die {chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.randint(2, 90)} {nouns[0]}"
        f" mit {nouns[1]} und {nouns[2]} am {nouns[3]}."
    )


def _letters(number: int) -> str:
    word = ""
    while number:
        number, rest = divmod(number, 26)
        word += "abcdefghijklmnopqrstuvwxyz"[rest]
    return word + "ung"


def _known(chance: random.Random, article, revision, count: int) -> None:
    from django.utils import timezone

    from claims.matching.features import extract_features, index_keys
    from claims.matching.index import statement_of, term_hash
    from claims.models import Claim, ClaimTerm

    fields = {"article": article, "revision": revision, "mode": "own_voice", "language": "de"}
    claims = Claim.objects.bulk_create(
        [
            Claim(statement=_statement(chance), compared_at=timezone.now(), **fields)
            for _ in range(count)
        ]
    )
    terms = [
        ClaimTerm(term=term, claim=claim)
        for claim in claims
        for term in {
            term_hash(key, "de") for key in index_keys(extract_features(statement_of(claim)))
        }
    ]
    ClaimTerm.objects.bulk_create(terms, batch_size=20_000)


def _compare_some(chance: random.Random, article, revision) -> tuple[list[float], float, float]:
    """Times of whole comparisons (filing, searching, judging, writing) of claims each of which
    contradicts a known one, candidates on average, and the share that was found."""
    from claims.matching import relations as contradictions
    from claims.matching.features import extract_features
    from claims.matching.index import candidates, statement_of
    from claims.models import Claim, Comparison

    fields = {"article": article, "revision": revision, "mode": "own_voice"}
    numbers = list(Claim.objects.values_list("pk", flat=True))
    times, looked_at, found = [], 0, 0
    for turn in range(ROUNDS + 5):
        known = Claim.objects.get(pk=chance.choice(numbers))
        number = next(word for word in known.statement.split() if word.isdigit())
        statement = known.statement.replace(f" {number} ", f" {int(number) + 100} ")
        claim = Claim.objects.create(statement=statement, **fields)
        row = Comparison.objects.lease(contradictions.next_comparison(claim.pk).pk)
        began = time.perf_counter()
        relations = contradictions.compare_claim(row)
        spent = time.perf_counter() - began
        if turn >= 5:  # the first ones load word lists and fill caches
            times.append(spent)
            found += known.pk in {relation.other_id for relation in relations}
            looked_at += len(candidates(extract_features(statement_of(claim)), but=claim)[0])
    return sorted(times), looked_at / ROUNDS, found / ROUNDS
