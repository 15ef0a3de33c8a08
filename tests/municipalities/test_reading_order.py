"""Names in the order in which people count them: in SQL, by the ORM and in Python the same."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipalities.reading_order import SQL, reading_key


NAMES = st.text(alphabet="SDNabc 0123456789-.\\'", max_size=20)


@pytest.mark.parametrize(
    "names",
    [
        ["Satpol PP", "SDN 2", "SDN 10", "SMP 1"],
        ["SD 9", "sd 10", "SD 11"],
        ["Kelas 2 SDN 10", "Kelas 10 SDN 2"],
        ["SDN 01", "SDN 2", "SDN 003"],
    ],
)
def test_numbers_count_as_numbers_and_capitals_do_not(names):
    assert sorted(reversed(names), key=reading_key) == names


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES)
def test_the_database_compares_by_the_same(db, name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SQL.format('n')} FROM (SELECT %s::text AS n) names", [name])
        assert cursor.fetchone()[0] == reading_key(name)
