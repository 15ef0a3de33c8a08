"""Past every trigger: for what only a long way leads to, or nobody could do."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def by_force():
    """The administrator for a while without triggers and foreign keys; gives the cursor."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")
