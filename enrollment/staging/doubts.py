"""What a roster is asked as a whole, once its rows are filed."""

from django.db import connection

from enrollment.staging.checks import ELSEWHERE
from enrollment.wages import OF_MONTH
from municipalities.planning import without_nested_loops


# Wages that fell to a tenth or less, of all that can be compared (E 59).
FALLEN = f"""
SELECT count(*) FILTER (WHERE r.wage * 10 <= stood), count(*) FROM enrollment_rosterrow r
JOIN enrollment_enrollment e ON e.municipality_id = r.municipality_id AND e.id = r.enrollment_id
LEFT JOIN ({OF_MONTH}) o ON o.enrollment_id = e.id
CROSS JOIN LATERAL (SELECT CASE WHEN o.enrollment_id IS NULL THEN e.wage ELSE o.wage END AS stood) t
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome IN ('CHANGED', 'UNCHANGED')
  AND r.wage IS NOT NULL AND stood > 0
"""
STRANGERS = f"""
SELECT count(*) FROM enrollment_rosterrow r, enrollment_worker w
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome IN ('NEW', 'CHANGED')
  AND {ELSEWHERE}
"""


def fallen_wages(roster):
    """(how many wages fell to a tenth, how many can be compared)"""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(FALLEN, {"municipality": roster.municipality_id, "roster": roster.pk, "month": roster.month})
        return cursor.fetchone()


def people_of_other_units(roster):
    """How many of a clerk's rows name a person who has come to stand in other units alone since the check."""
    given = {"municipality": roster.municipality_id, "roster": roster.pk, "unit": roster.unit_id}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(STRANGERS, given)
        return cursor.fetchone()[0]
