"""Who is enrolled and not in the file."""

from django.db import connection

from enrollment.staging.fragments import BELOW
from enrollment.staging.given import parameters
from municipalities.planning import without_nested_loops


# The active enrollments of the unit and category chosen at upload, else of those that occur in the file. A file of the
# rows that another roster refused names nobody else, and nobody is missing from it.
EXPECTED = f"""
SELECT e.id, e.worker_id FROM enrollment_enrollment e
WHERE e.municipality_id = %(municipality)s AND NOT %(is_part)s AND NOT e.is_void AND e.start_date <= %(today)s
  AND (e.end_date IS NULL OR e.end_date >= %(today)s)
  AND CASE WHEN %(unit)s IS NOT NULL THEN e.unit_id IN ({BELOW}) ELSE e.unit_id IN (
        SELECT DISTINCT for_unit_id FROM enrollment_rosterrow
        WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s AND outcome <> 'SKIPPED') END
  AND CASE WHEN %(category)s IS NOT NULL THEN e.category_id = %(category)s ELSE e.category_id IN (
        SELECT DISTINCT category_id FROM enrollment_rosterrow
        WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s AND outcome <> 'SKIPPED') END
"""
MISSING = f"""
SELECT e.id FROM ({EXPECTED}) e
WHERE NOT EXISTS (
        SELECT 1 FROM enrollment_rosterrow r JOIN enrollment_worker w
          ON w.municipality_id = r.municipality_id AND w.nik = r.nik
        WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND w.id = e.worker_id)
"""


def expected(roster):
    """How many enrollments the file could have named."""
    return asked(f"SELECT count(*) FROM ({EXPECTED}) expected", parameters(roster))[0]


def missing_ids(roster):
    """The enrollments that are not in the file."""
    return asked(MISSING, parameters(roster))


def asked(statement, given):
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
