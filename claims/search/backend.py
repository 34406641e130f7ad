"""modelsearch's search in our own database, with two things of ours.

A query can ask for words that begin in some way. And no average length of titles is counted, for
which modelsearch reads its whole index at each publication: our pages have no field «title».
"""

from __future__ import annotations

from functools import cache
from typing import Any

from modelsearch.backends import database
from modelsearch.query import PlainText


class PrefixQuery(PlainText):  # type: ignore[misc]
    """SearchQuery that begin like this one."""


class _NoTitleNorms:
    def _refresh_title_norms(self, full: bool = False) -> None:
        pass


class _PrefixQueries:
    LAST_TERM_IS_PREFIX = False  # of the part of a query that is being built

    def build_tsquery_content(self, query: Any, **how: Any) -> Any:  # PostgreSQL
        self.LAST_TERM_IS_PREFIX = isinstance(query, PrefixQuery)
        return super().build_tsquery_content(query, **how)  # type: ignore[misc]

    def build_search_query_content(self, query: Any, **how: Any) -> Any:  # SQLite
        self.LAST_TERM_IS_PREFIX = isinstance(query, PrefixQuery)
        return super().build_search_query_content(query, **how)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # modelsearch's name
    backend = database.SearchBackend(params)
    backend.index_class = _mixed_class(_NoTitleNorms, backend.index_class)
    backend.query_compiler_class = _mixed_class(_PrefixQueries, backend.query_compiler_class)
    return backend


@cache
def _mixed_class(ours: type, theirs: type) -> type:
    return type(theirs.__name__, (ours, theirs), {})
