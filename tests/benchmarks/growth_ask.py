"""``python -m tests.benchmarks.growth_ask NUMBER``: ask for lists and words, and say how long.

As many questions of each kind as ``NUMBER``, each asked twice; JSON: milliseconds by kind.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.test import Client  # noqa: E402

from claims.models import Claimant, Publisher, Rating, Topic  # noqa: E402
from tests.benchmarks.growth_fill import words  # noqa: E402

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Asked = dict[str, str]


def main(number: int) -> None:
    client = Client(headers={"accept-language": "de"})
    asked = [(kind, path, query) for kind, path, query in questions(number, random.Random(3))]
    for _kind, path, query in asked[:: max(1, len(asked) // 20)]:
        client.get(path, query)  # the first of a kind loads templates and plans
    random.Random(4).shuffle(asked)
    took: dict[str, list[float]] = {}
    for kind, path, query in sorted(asked * 2, key=lambda _one: random.random()):
        took.setdefault(kind, []).append(_took(client, path, query))
    json.dump(took, sys.stdout)


def _took(client: Client, path: str, query: Asked) -> float:
    began = time.perf_counter()
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, query, answer.status_code)
    return 1000 * (time.perf_counter() - began)


def questions(number: int, chance: random.Random) -> Iterator[tuple[str, str, Asked]]:
    """Kind, address and query of each."""
    common, middling, rare = _by_frequency(words())
    known = _known()
    for _n in range(number):

        def one(*names: str) -> Asked:
            return {name: chance.choice(known[name]) for name in names}

        for page, path in (("list", "/claims/"), ("API", "/api/v1/claims/")):
            on_site = page == "list"
            yield f"{page}, the first page", path, {}
            yield f"{page}, deep", path, _deep(chance, on_site)
            for name in ("rating", "claimant", "publisher", "language"):
                yield f"{page} by {name}", path, one(name)
                yield f"{page} by {name}, deep", path, one(name) | _deep(chance, on_site)
            yield f"{page} by two filters", path, one("rating", "publisher")
            yield f"{page} by two filters", path, one("claimant", "language")
            yield f"{page} by three filters", path, one("rating", "publisher", "language")
            if on_site:
                yield "list by topic", path, one("topic")
                yield "list by topic, deep", path, one("topic") | _deep(chance, on_site)
                yield "list by date", path, one("date")
                yield "list by two filters", path, one("topic", "rating")
                yield "list by three filters", path, one("topic", "date", "rating")
                yield "list, oldest first", path, {"sort": "oldest"} | one("rating")
            kind = "words" if on_site else "API, words"
            yield f"{kind}, a common one", path, {"q": chance.choice(common)}
            yield f"{kind}, a middling one", path, {"q": chance.choice(middling)}
            yield f"{kind}, a rare one", path, {"q": chance.choice(rare)}
            yield f"{kind}, two", path, {"q": " ".join(chance.sample(common, 2))}
            yield f"{kind}, two", path, {"q": f"{chance.choice(common)} {chance.choice(rare)}"}
            yield (
                f"{kind}, three",
                path,
                {"q": " ".join([*chance.sample(middling, 2), chance.choice(common)])},
            )
            yield f"{kind}, a phrase", path, {"q": '"' + " ".join(chance.sample(common, 2)) + '"'}
            yield f"{kind}, found nowhere", path, {"q": chance.choice(rare)[:-1] + "xq"}
            yield f"{kind}, while typing", path, {"q": chance.choice(middling)[:5]}
            yield f"{kind} and a filter", path, {"q": chance.choice(common)} | one("rating")
            yield f"{kind} and a filter", path, {"q": chance.choice(middling)} | one("publisher")
            if on_site:
                yield "words, the tenth page", path, {"q": chance.choice(common), "page": "10"}
                yield "words, newest first", path, {"q": chance.choice(middling), "sort": "newest"}


def _by_frequency(vocabulary: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Those in more than 5 of 100 claims, in more than 1 of 1,000, and the others."""
    return vocabulary[:70], vocabulary[70:4000], vocabulary[4000:]


def _known() -> dict[str, list[str]]:
    """Values of each filter, common and rare."""
    sampled = lambda model: list(model.objects.order_by("pk").values_list("slug", flat=True)[1:300])  # noqa: E731
    ratings = Rating.objects.filter(publications__isnull=False)
    return {
        "rating": list(ratings.values_list("slug", flat=True).distinct()),
        "topic": sampled(Topic),
        "claimant": sampled(Claimant),
        "publisher": sampled(Publisher),
        "language": ["de", "en"],
        "date": ["2014", "2019", "2026", "2025-03", "2020-11", "2026-01"],
    }


def _deep(chance: random.Random, on_site: bool) -> Asked:
    """A cursor somewhere among the pages."""
    at = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(10 * 365 * 24))
    if on_site:
        return {"after": f"{(at - EPOCH) // timedelta(microseconds=1)}-1"}
    from claims.api.pagination import encode_cursor

    return {"cursor": encode_cursor([at.isoformat(), 1])}


if __name__ == "__main__":
    main(int(sys.argv[1]))
