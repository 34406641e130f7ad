"""Pooled connections to a PostgreSQL that breaks them off."""

import pytest
from django.db import connection

from factcheck.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.postgresql


@pytest.fixture
def pooled(transactional_db):
    pool = {"min_size": 1, "max_size": 1, "timeout": 5}
    options = {**connection.settings_dict["OPTIONS"], "pool": pool}
    wrapper = DatabaseWrapper({**connection.settings_dict, "OPTIONS": options, "CONN_MAX_AGE": 0})
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def backend(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_connection_that_was_broken_off_is_replaced(pooled):
    before = backend(pooled)
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert backend(pooled) != before


def test_connection_is_used_again(pooled):
    before = backend(pooled)
    pooled.close()
    assert backend(pooled) == before
