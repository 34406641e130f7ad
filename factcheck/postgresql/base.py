"""Django's PostgreSQL, with pooled connections that are looked at before they are used again.

CONN_HEALTH_CHECKS would ask the server each time, which takes as long as many a request's only
query. When a server goes it closes its connections, and the operating system knows.
"""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        while self.pool and _has_news(connection) and not _answers(connection):
            self.pool.putconn(connection)  # which makes another in its place
            connection = super().get_new_connection(conn_params)
        return connection


def _has_news(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has said something unasked: most often, that it is gone."""
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def _answers(connection: psycopg.Connection[Any]) -> bool:
    try:
        connection.execute("")
    except psycopg.Error:
        connection.close()
        return False
    return True
