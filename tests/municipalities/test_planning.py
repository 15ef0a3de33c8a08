from django.db import connection

from municipalities.planning import without_nested_loops


def nested_loops():
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        return cursor.fetchone()[0]


def test_bulk_statements_are_planned_without_nested_loops_and_the_rest_with_them(world):
    with connection.cursor() as cursor, without_nested_loops(cursor):
        assert nested_loops() == "off"
    assert nested_loops() == "on"
