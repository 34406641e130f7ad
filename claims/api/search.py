"""Published claims by their words."""

from __future__ import annotations

from typing import Any

import simplemma
from django.db.models import QuerySet
from modelsearch.query import And, Or, PlainText
from modelsearch.utils import parse_query_string

from claims.models import Publication
from claims.publication.searchtext import WORD, fold

MOST_WORDS = 20  # further ones are not looked at


def matching(publications: QuerySet[Publication], text: str) -> Any:
    """Search results, best first, that can be sliced. Any ``text`` is answered."""
    # «word:word» would be taken for a filter.
    _filters, query = parse_query_string(text.replace(":", " "))
    return publications.search(_with_base_forms(query))  # type: ignore[attr-defined]


def _with_base_forms(query: Any) -> Any:
    """Each word of ``query`` or its base form, in German or in English; phrases stay."""
    if isinstance(query, And):
        return And([_with_base_forms(part) for part in query.subqueries])
    if not isinstance(query, PlainText):
        return query
    words = [_forms(word) for word in WORD.findall(query.query_string)[:MOST_WORDS]]
    if not words:
        return query
    alternatives = [
        Or([PlainText(form) for form in forms]) if len(forms) > 1 else PlainText(forms[0])
        for forms in words
    ]
    return And(alternatives) if len(alternatives) > 1 else alternatives[0]


def _forms(word: str) -> list[str]:
    bases = (simplemma.lemmatize(word, lang=language) for language in ("de", "en"))
    return list(dict.fromkeys(fold(form) for form in (word, *bases)))
