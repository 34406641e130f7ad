"""All ClaimReviews in one DataFeed, the shape in which Data Commons and mirrors take them.

It is written piece by piece: however many there are, only some of them are in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claims.models import Claim
from claims.publication.claimreview import claimreview

CHUNK = 200  # pages read at a time

Json = dict[str, Any]


def datafeed(*, site: Json, language: str) -> Iterator[str]:
    """The feed as JSON text, page by page, the one changed last first.

    ``site`` as for ``claimreview``. A page without a ClaimReview is left out; one whose check was
    retracted stands there once more with no item, so that mirrors drop it.
    """
    pages = Claim.objects.published().order_by("-publication__updated_at", "-publication__pk")
    rows = pages.values_list("publication__document", "publication__related")
    newest = pages.values_list("publication__updated_at", flat=True).first()
    head = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": site["name"],
        "url": f"{site['url']}/feeds/claimreview.json",
        "dateModified": newest.isoformat() if newest else None,
        "inLanguage": language,
        "publisher": {"@type": "NewsMediaOrganization", "name": site["publisher"]},
        "license": site["license"],
    }
    opening = json.dumps({key: value for key, value in head.items() if value}, ensure_ascii=False)
    yield opening[:-1] + ', "dataFeedElement": ['
    comma = ""
    for document, related in rows.iterator(chunk_size=CHUNK):
        if element := _element(document, related.get("appearances", []), site=site):
            yield f"{comma}\n{json.dumps(element, ensure_ascii=False)}"
            comma = ","
    yield "\n]}\n"


def _element(document: Json, elsewhere: list[Json], *, site: Json) -> Json | None:
    review = claimreview(document, site=site, elsewhere=elsewhere)
    if review is None and not document["retracted_at"]:
        return None
    return {
        "@type": "DataFeedItem",
        "dateCreated": document["first_published_at"],
        "dateModified": document["updated_at"],
        "url": site["url"] + document["path"],
        "item": [review] if review else [],
    }
