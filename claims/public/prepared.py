"""Queries written and planned once: both take longer than the answer.

Django writes the SQL at the first use. PostgreSQL keeps its plan for each connection, which takes
a cursor that binds parameters at the server; Django's own bind them here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Query = Callable[..., QuerySet[Any, Any]]
Answer = Callable[..., list[list[Any]]]


def prepared(*examples: Any) -> Callable[[Query], Answer]:
    """Makes of a function that gives a ``values_list`` one that gives its rows.

    The function is called once, with ``examples``: these must be all the parameters of its SQL,
    in their order.
    """

    def decorate(query: Query) -> Answer:
        @cache
        def written() -> tuple[Any, str, Any]:
            compiler = query(*examples).query.get_compiler(DEFAULT_DB_ALIAS)
            sql, parameters = compiler.as_sql()
            assert tuple(parameters) == examples, parameters
            columns = [column for column, *_names in compiler.select]
            return compiler, sql, compiler.get_converters(columns)

        @wraps(query)
        def answer(*parameters: Any) -> list[list[Any]]:
            compiler, sql, converters = written()
            with _cursor() as cursor:
                cursor.execute(sql, parameters)
                return list(compiler.apply_converters(cursor.fetchall(), converters))

        return answer

    return decorate


def _cursor() -> Any:
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    return connection._prepare_cursor(cursor)  # type: ignore[attr-defined]
