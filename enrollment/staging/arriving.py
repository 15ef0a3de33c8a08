"""Whom the rows bring in from other units, or as another kind of worker: the enrollments they could go on from."""

from django.db import connection

from enrollment.models import RosterDecision
from enrollment.staging.fragments import BELOW
from enrollment.staging.given import parameters
from municipalities.planning import without_nested_loops


# Not those that the file names as well: their people work in both units. A clerk's file takes nobody from other units,
# and so it tells of none.
ARRIVING = f"""
SELECT r.row_no, e.id AS enrollment_id, e.worker_id, e.category_id = r.category_id AS same_kind,
       e.unit_id = r.for_unit_id AS same_unit
FROM enrollment_rosterrow r
JOIN enrollment_worker w ON w.municipality_id = r.municipality_id AND w.nik = r.nik
JOIN enrollment_enrollment e ON e.municipality_id = w.municipality_id AND e.worker_id = w.id
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome = 'NEW'
  AND (r.problems @> '[{{"code": "ENROLLED_ELSEWHERE"}}]' OR r.problems @> '[{{"code": "OTHER_CATEGORY"}}]')
  AND (e.unit_id, e.category_id) <> (r.for_unit_id, r.category_id)
  AND NOT e.is_void AND (e.end_date IS NULL OR e.end_date >= %(today)s)
  AND (NOT %(by_clerk)s OR e.unit_id IN ({BELOW}))
  AND NOT EXISTS (SELECT FROM enrollment_rosterrow o
    WHERE o.municipality_id = r.municipality_id AND o.roster_id = r.roster_id AND o.enrollment_id = e.id)
"""
# Of one kind in one other unit, or of one other kind in the same, and in one row: nobody has to think which goes on.
UNDOUBTED = f"""
SELECT row_no, enrollment_id FROM (
  SELECT row_no, enrollment_id, same_kind, same_unit, count(*) OVER (PARTITION BY worker_id) AS ways
  FROM ({ARRIVING}) a
) one WHERE ways = 1 AND (same_kind OR same_unit) ORDER BY row_no
"""
ALL = f"SELECT row_no, enrollment_id, same_unit FROM ({ARRIVING}) a ORDER BY row_no, enrollment_id"
# Decisions whose row or enrollment is no longer what they were taken about.
DROP = f"""
DELETE FROM enrollment_rosterdecision d
WHERE d.municipality_id = %(municipality)s AND d.roster_id = %(roster)s AND d.row_no IS NOT NULL
  AND NOT EXISTS (SELECT FROM ({ARRIVING}) a WHERE a.row_no = d.row_no AND a.enrollment_id = d.enrollment_id
                    AND a.same_unit = (d.reason = 'STATUS_CHANGED'))
"""
WRITE = """
INSERT INTO enrollment_rosterdecision
       (municipality_id, roster_id, unit_id, enrollment_id, row_no, end_date, reason, by_id, at)
SELECT %(municipality)s, %(roster)s, %(unit)s, pair.id, pair.row_no, %(day)s::date - 1,
       CASE WHEN e.unit_id = r.for_unit_id THEN 'STATUS_CHANGED' ELSE 'MOVED' END, %(by)s, %(at)s
FROM unnest(%(row_nos)s, %(ids)s) AS pair (row_no, id)
JOIN enrollment_rosterrow r ON r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s
 AND r.row_no = pair.row_no
JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = pair.id
"""
# Of these pairs the enrollments whose person stands from that day on where the row would enroll them.
THERE_ALREADY = """
SELECT e.id FROM unnest(%(row_nos)s, %(ids)s) AS pair (row_no, id)
JOIN enrollment_rosterrow r ON r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s
 AND r.row_no = pair.row_no
JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = pair.id
WHERE EXISTS (SELECT FROM enrollment_enrollment o
  WHERE o.municipality_id = e.municipality_id AND o.worker_id = e.worker_id AND o.unit_id = r.for_unit_id
    AND o.category_id = r.category_id AND NOT o.is_void AND (o.end_date IS NULL OR o.end_date >= %(day)s))
"""


def pairs(roster):
    """[(row number, enrollment)] of everybody whom a row could bring in."""
    return [(row_no, enrollment_id) for row_no, enrollment_id, _same_unit in ways(roster)]


def ways(roster):
    """[(row number, enrollment, whether it is in the unit of the row and of another kind)]"""
    return asked(ALL, parameters(roster))


def undoubted(roster):
    """Those of them of whom there is only one way to see it."""
    return asked(UNDOUBTED, parameters(roster))


def there_already(roster, pairs, day):
    """The enrollments of these pairs that cannot go on there from that day, for one stands there."""
    return [row[0] for row in asked(THERE_ALREADY, named(roster, pairs, day))]


def write(roster, pairs, *, day, by, at):
    """The decision that these go on where their rows are from that day."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, named(roster, pairs, day) | {"unit": roster.unit_id, "by": by.pk, "at": at})


def named(roster, pairs, day):
    row_nos, ids = (list(each) for each in zip(*pairs, strict=True))
    return {"municipality": roster.municipality_id, "roster": roster.pk, "day": day, "row_nos": row_nos, "ids": ids}


def drop_outdated(roster):
    """Not asked of a roster of which nothing is decided: it looks at every row."""
    if not RosterDecision.objects.filter(
        municipality_id=roster.municipality_id, roster=roster, row_no__isnull=False
    ).exists():
        return
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(DROP, parameters(roster))


def asked(statement, given):
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(statement, given)
        return cursor.fetchall()
