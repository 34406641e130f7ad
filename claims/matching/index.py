"""The claims the desk knows, found by what a statement says, in a time that does not grow.

An index of words and pairs of words (ClaimTerm) leads to the claims that have them. Of each word
only the newest entries are read, so that the search takes as long among a hundred thousand claims
as among a thousand; where every single word is common, the pairs are rare.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction

from claims.matching.features import Features, Statement, extract_features, index_keys
from claims.matching.similarity import Kind, Similarity, classify
from claims.models import Claim, ClaimTerm

MAX_ENTRIES = 100  # newest index entries read for each word
MAX_CANDIDATES = 25  # claims that are judged
MIN_SHARED_WORDS = 2  # words that a candidate shares at least
MAX_RELATIONS = 10  # relations of one claim; more would be noise
UNKNOWN = 0.6  # weight of a word of the other claim that this one lacks
MIN_INDEX_SIZE = (
    1000  # claims; below, every archive is taken to be this large when words are weighed
)

COMPARED_FIELDS = ["statement", "language", "state", "claimant__name", "article__published_on"]
UNRELATED_STATES = [Claim.State.DISMISSED, Claim.State.MERGED, Claim.State.SPLIT]


def statement_of(claim: Claim) -> Statement:
    claimant = claim.claimant
    return Statement(
        text=claim.statement,
        language=claim.language,
        speaker=str(claimant.pk) if claimant else "",
        said_on=claim.article.published_on,
    )


def index_claim(claim: Claim, seen: Features) -> None:
    """Write the claim's entries of the index anew."""
    terms = {term_hash(key, seen.statement.language) for key in index_keys(seen)}
    with transaction.atomic():
        known = set(ClaimTerm.objects.filter(claim=claim).values_list("term", flat=True))
        ClaimTerm.objects.filter(claim=claim, term__in=known - terms).delete()
        new = [ClaimTerm(term=term, claim=claim) for term in sorted(terms - known)]
        ClaimTerm.objects.bulk_create(new, ignore_conflicts=True)


def term_hash(key: str, language: str) -> int:
    """63 bits that stand for a word, or a pair of words, of a language."""
    digest = blake2b(f"{language} {key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def search(seen: Features, *, but: Claim | None = None) -> list[tuple[Claim, Similarity]]:
    """Known claims that the statement repeats or contradicts, likest first."""
    numbers, weigh = candidates(seen, but=but)
    same_language = Claim.objects.filter(pk__in=numbers, language=seen.statement.language)
    known = load_features(same_language.only(*COMPARED_FIELDS))
    found = []
    for other in known:
        if other.state in UNRELATED_STATES:
            continue
        likeness = classify(seen, extract_features(statement_of(other)), weigh)
        if likeness and not (likeness.kind is Kind.REPEATS and _same_article(but, other)):
            found.append((other, likeness))
    return sorted(found, key=lambda pair: (-pair[1].score, -pair[0].pk))[:MAX_RELATIONS]


def _same_article(claim: Claim | None, other: Claim) -> bool:
    return claim is not None and claim.article_id == other.article_id


def load_features(claims: Any) -> list[Claim]:
    return list(claims.select_related("claimant", "article"))


def candidates(
    seen: Features, *, but: Claim | None = None
) -> tuple[list[int], Callable[[str], float]]:
    """Claims that share the most telling words with a statement, and the weights of its words."""
    keys = {term_hash(key, seen.statement.language): key for key in index_keys(seen)}
    entries = _newest_entries(list(keys))
    largest = Claim.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    weights = {
        key: _weight(entries.get(term, []), largest) for term, key in keys.items() if " " not in key
    }
    shared: dict[int, set[str]] = defaultdict(set)
    for term, numbers in entries.items():
        for number in numbers:
            shared[number].update(keys[term].split(" "))
    if but is not None:
        shared.pop(but.pk, None)
    ranked = sorted(
        (number for number, words in shared.items() if len(words) >= MIN_SHARED_WORDS),
        key=lambda number: (-sum(weights.get(word, 0.0) for word in shared[number]), -number),
    )
    return ranked[:MAX_CANDIDATES], lambda key: weights.get(key, UNKNOWN)


def _newest_entries(terms: list[int]) -> dict[int, list[int]]:
    """term: the claims filed last under it, newest first; one look into the index for each.

    One statement for all: the ORM cannot join limited queries on SQLite.
    """
    if not terms:
        return {}
    one = (
        "SELECT * FROM (SELECT term, claim_id FROM claims_claimterm WHERE term = %s"
        f" ORDER BY claim_id DESC LIMIT {MAX_ENTRIES}) AS newest"
    )
    entries: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(terms)), terms)
        for term, number in cursor.fetchall():
            entries[term].append(number)
    return entries


def _weight(numbers: list[int], largest: int) -> float:
    """0 for a word of every claim to 1 for one of hardly any.

    Of a common word only the newest entries are known; how close together they lie says how
    common it is.
    """
    count = float(len(numbers))
    if len(numbers) == MAX_ENTRIES:
        count *= largest / (largest - numbers[-1] + 1)
    total = max(largest, MIN_INDEX_SIZE)
    return max(0.0, math.log((total + 1) / (count + 1)) / math.log(total + 1))
