"""One writer at a time for what no unique constraint can name."""

from __future__ import annotations

import hashlib

from django.db import connection


def lock_key(key: str) -> None:
    """Wait until no other transaction has taken ``key``; it is given back when this one ends.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        number = int(hashlib.sha256(key.encode()).hexdigest()[:15], 16)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
